//! Typed attribute paths: what conditions, filters and updates can say, checked against the field's type.
//!
//! Entities have one path per stored field; closures see them as fields of `o`:
//! `.filter(|o| o.total.gt(100))`, `.set(|o| o.status.to(Status::Paid))`.

mod arg;
mod attr;
mod change;
mod comparand;
mod cond;
mod field;
mod kind;
mod nested;
mod role;
mod seconds;
mod seen;
mod set;
mod size;

pub use arg::AttrArg;
pub use attr::Attr;
pub use change::Change;
pub(crate) use change::Changes;
pub use comparand::Comparand;
pub use cond::Cond;
#[doc(hidden)]
pub use field::{FieldIs, Known, Unknown, Views, views};
pub use kind::{Comparable, Holds, List, Measurable, Summable, TextLike};
pub use nested::Document;
pub use role::{
    Adjustable, Computed, ExpirySource, IndexKey, IndexKeyPart, Optional, OptionalExpirySource,
    OptionalIndexKey, Plain, PrimaryKeyPart, Removable, SetAlone,
};
pub use seconds::Seconds;
pub use seen::{Filterable, IsKey, KeyAttributeOf, KeysOf};
pub use set::{AsSet, Set};
pub use size::Size;
