use crate::schema::{Bytes, Shape};

/// The shape of ISO 8601 text of one width: digits and the marks between them. With a `fraction` of a second serde stores
/// it otherwise.
pub(super) const fn iso_shape(width: usize, marks: &str, fraction: bool) -> Shape {
    Shape {
        natural: !fraction,
        fraction,
        ..Shape::fixed(Bytes::range(b'0', b'9').union(Bytes::of(marks)), width)
    }
}
