//! Typed attribute paths: what conditions, filters and updates can say, checked against the field's type.
//!
//! Entities have one path per stored field; closures see them as fields of `o`:
//! `.filter(|o| o.total.gt(100))`, `.set(|o| o.status.to(Status::Paid))`.

mod allows;
mod arg;
mod attr;
mod change;
mod comparand;
mod cond;
mod described;
mod entered;
mod field;
mod inline;
mod inside;
mod kind;
mod lists;
mod map_place;
mod moment;
mod nested;
mod ordered;
mod patch;
mod paths;
mod role;
mod rule;
mod ruled;
mod seconds;
mod seen;
mod set;
mod size;
mod stored_time;
mod tagged;
mod variant;
mod version;

#[doc(hidden)]
pub use allows::IsKeyOf;
pub use allows::{
    Adjustable, Changeable, Given, Keepable, Removable, SetAlone, SetTogether, Settable, Unconstrained,
    Unguarded, WrittenApart,
};
pub use arg::{AttrArg, ElementArg};
pub use attr::Attr;
pub(crate) use change::Changes;
#[doc(hidden)]
pub use change::StoredPart;
pub use change::{Change, IntoChange};
pub use comparand::Comparand;
pub use cond::{Cond, IntoCond};
#[doc(hidden)]
pub use described::{DerivedPart, Described, Probe, Undescribed};
#[doc(hidden)]
pub use entered::{
    Entered, FieldsOf, InVariant, IsDocument, IsList, IsMap, NamesEntry, OneValue, document, element, entry,
    fields_of, find_element, find_entry, find_inside, find_place, find_variant, inside, list, map,
    named_by_key, named_by_text, value_of,
};
#[doc(hidden)]
pub use field::{At, FieldTypes, FieldsAre, Known, Typed, Unknown, Views, field_of, views};
#[doc(hidden)]
pub use inline::{ComparesInSearch, Equalities};
pub use inline::{InlineFilter, InlineFilters, Matches};
pub use inside::Within;
#[doc(hidden)]
pub use inside::{Around, AsWhole, InParts, Inside};
pub use kind::{Comparable, Holds, List, Measurable, Summable, TextLike};
pub use map_place::MapPlace;
pub use moment::{InOrder, Moment};
#[doc(hidden)]
pub use nested::Base;
pub use nested::{Document, Flattened, ListPlace};
#[doc(hidden)]
pub use patch::PatchOf;
pub use patch::{Patch, null_clears};
pub use paths::Paths;
#[doc(hidden)]
pub use paths::debug;
pub use role::{
    Computed, Constrained, IndexKey, IndexKeyPart, Input, Joint, Kept, Optional, OptionalIndexKey,
    OptionalInput, OwnIndexKey, Plain, PrimaryKeyPart, Unique,
};
#[doc(hidden)]
pub use role::{HasRole, KeyRole};
#[doc(hidden)]
pub use rule::{ComputedAs, RangeOf, computed, not_generated, out_of_range, refused, wrong_length};
pub use rule::{Length, Numeric, Verdict};
#[doc(hidden)]
pub use ruled::{Broken, Checked, Checking, Hop, Ruled, Unruled};
pub use seconds::Seconds;
pub use seen::{Filterable, Held, HeldBy, HoldsField, InIndex, IsKey, KeyAttributeOf, KeysOf};
pub use set::{AsSet, Set};
pub use size::Size;
pub use stored_time::{AsNumber, AsText, StoredAs, StoredTime};
pub use tagged::{TagForm, Tagged};
#[doc(hidden)]
pub use variant::OfVariant;
pub use version::Version;
