//! Typed attribute paths: what conditions, filters and updates can say, checked against the field's type.
//!
//! Entities have one path per stored field; closures see them as fields of `o`:
//! `.filter(|o| o.total.gt(100))`, `.set(|o| o.status.to(Status::Paid))`.

mod arg;
mod attr;
mod change;
mod cond;
mod kind;
mod nested;
mod seen;

pub use arg::AttrArg;
pub use attr::Attr;
pub use change::Change;
pub use cond::Cond;
pub use kind::{
    Comparable, Holds, IndexKeyPart, Optional, Plain, PrimaryKeyPart, Removable, SetAlone, Summable, TextLike,
};
pub use nested::Document;
pub use seen::{Filterable, IsKey, KeyAttributeOf, KeysOf};
