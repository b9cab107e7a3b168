use crate::schema::{Bytes, Shape};

/// The shape of ISO 8601 text of one width: digits and the marks between them. `natural` if serde stores it alike.
pub(super) const fn iso_shape(width: usize, marks: &str, natural: bool) -> Shape {
    Shape { natural, ..Shape::fixed(Bytes::range(b'0', b'9').union(Bytes::of(marks)), width) }
}
