//! Entities and tables: what the derive macros implement.

mod asked;
mod belong;
mod collection;
mod computed;
mod decode;
mod differ;
mod encode;
mod expiry;
mod filtered;
mod guard;
mod hiding;
mod hold;
mod identify;
mod index_parts;
mod key;
mod made;
mod others;
mod parts;
mod places;
mod projection;
mod readable;
mod record;
mod rekey;
mod revision;
mod rule;
mod settle;
mod shard;
mod shared;
mod soft_delete;
mod source;
mod table;
mod unique_key;
mod upkeep;
mod upsertable;
mod viewed;
mod wanted;
mod whole;
mod without_unique;

#[doc(hidden)]
pub use asked::AskedOfTable;
pub use asked::asked_of_members;
pub(crate) use asked::named_in_search;
#[doc(hidden)]
pub use belong::{CollectionOf, IsEntity, IsOf, MemberOf, Shows};
pub use belong::{OfTable, ReadFrom, ViewOf};
pub use collection::{Collection, Grouped, GroupedFrom, HasMember, Member, Members, member};
#[doc(hidden)]
pub use computed::ComputedValue;
use decode::decode;
pub(crate) use differ::{
    Over, check_kept, difference, is_primary, is_still, of_same_version, same_version, store_all, unchanged,
    upgrade,
};
pub(crate) use encode::{KeyBuffer, encode_keys, encode_stored, key_value};
use encode::{encode, encode_as_read};
pub(crate) use expiry::{entity_of, guard_ttl, updated_at};
pub use filtered::Filtered;
#[doc(hidden)]
pub use filtered::FilteredAs;
#[doc(hidden)]
pub use guard::Guards;
use guard::guards;
pub(crate) use guard::{Guard, GuardExpiry, guards_of, is_past, owner_in, stored_expiry, unique_attributes};
pub use hiding::Sight;
pub(crate) use hiding::{Hiding, absent, has_expired, present, restorable, visible};
#[doc(hidden)]
pub use hold::{
    access_fits, access_of_form_fits, entity_fits, flattened_fits, flattened_fits_inside, form_fits, refuse,
};
#[doc(hidden)]
pub use identify::identify;
pub(crate) use identify::{has_primary_key, is_no_other, is_tagged, is_tagged_as, position};
pub use index_parts::IndexParts;
pub(crate) use index_parts::{Half, IndexKey, parse_parts, read_parts};
pub use key::Key;
pub(crate) use key::key_of;
#[doc(hidden)]
pub use others::{OtherItem, OtherItems};
pub use parts::{KeyParts, PartReader, PartTuple};
#[doc(hidden)]
pub use places::{HasKeys, HeldWhole, KeysOfMember, NoPart, Part, PlaceIn, WithKeys, WithoutKeys};
pub use projection::Projection;
#[doc(hidden)]
pub use readable::Answered;
pub use readable::Readable;
pub use record::Record;
use rekey::rekey;
pub use revision::{Upgradable, UpgradeStep};
pub(crate) use revision::{is_current, is_older, is_outdated, revision};
#[doc(hidden)]
pub use rule::Rule;
pub(crate) use settle::settle;
#[doc(hidden)]
pub use shared::{SharedRanges, shared};
pub use soft_delete::SoftDelete;
pub(crate) use soft_delete::{deletion, restoration};
#[doc(hidden)]
pub use source::{Assigned, Source};
pub use table::{ClosedBy, Lists, Table};
pub use unique_key::UniqueKey;
use upkeep::upkeep;
pub(crate) use upkeep::{KeyField, check_upsert, count_up, touch};
#[doc(hidden)]
pub use upkeep::{Stamp, Upkeep};
#[doc(hidden)]
pub use upsertable::Spread;
pub use upsertable::Upsertable;
pub(crate) use upsertable::spread;
pub use viewed::Viewed;
pub(crate) use wanted::Wanted;
pub(crate) use whole::{Whole, as_read};
pub use without_unique::WithoutUnique;

use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Result;
use crate::key::{ErasedPart, PartType};
use crate::schema::{EntitySchema, looks_plain};
use crate::time::TimeField;
use crate::typed::{Checked, Checking, Paths};
use crate::value::Value;

/// A struct stored as one kind of item in a single-table design. Derive it.
///
/// The derive adds `key(…)`, which makes a primary key, and one method per `#[access(…)]`, which makes a query.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String, total: u32 }
/// assert_eq!(Order::SCHEMA.pk.text, "ORDER#{id}");
/// assert_eq!(Order::attributes().total.path().to_string(), "total");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "not an entity",
    note = "add `#[derive(Entity)]` and `#[entity(table = …, pk = \"…\", sk = \"…\")]` to it"
)]
pub trait Entity: Record + Serialize + DeserializeOwned + Send + Sync + 'static {
    // The table, which `Record` shows.
    #[doc(hidden)]
    type __Of: Table;

    /// The typed paths of its attributes, as conditions and updates see them.
    type Attributes: Paths;

    /// Its keys, access patterns and attributes.
    const SCHEMA: &'static EntitySchema;

    // What is no entity has no such type, and nothing that is said of the type is said of it.
    #[doc(hidden)]
    type __Itself;

    // Nothing of it that changes with most fields.
    #[doc(hidden)]
    const __OUTLINE: &'static EntitySchema = &Self::SCHEMA.__outline();

    // What a table lists: of a generic entity with what stands for its parameters.
    #[doc(hidden)]
    const __LISTED: &'static EntitySchema = Self::SCHEMA;

    // Whether nothing of it is left to be checked but that the table lists it.
    #[doc(hidden)]
    const __LOOKS_PLAIN: bool =
        looks_plain(Self::SCHEMA, <Self::Table as Table>::__LAYOUT, <Self::Table as Table>::__PLAIN_ENDS);

    /// Returns the typed paths of its attributes.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let large = Order::attributes().total.gt(100).into_condition()?;
    /// assert_eq!(Renderer::new().condition(&large), "#n0 > :v0");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn attributes() -> Self::Attributes {
        Self::Attributes::__all()
    }

    /// For each access pattern, whether its key range may hold items of other entities.
    #[doc(hidden)]
    fn __shared() -> &'static [bool];

    /// The steps from its oldest revision to its current one.
    #[doc(hidden)]
    const __UPGRADE: &'static [UpgradeStep] = &[];

    #[doc(hidden)]
    fn __part(&self, _field: usize) -> Option<&dyn ErasedPart> {
        None
    }

    // The type of a field that is read back from keys.
    #[doc(hidden)]
    fn __part_type(_field: usize) -> Option<&'static PartType> {
        None
    }

    // Checks a field against its rules, if the source has it.
    #[doc(hidden)]
    fn __check(_field: usize, _source: Source<'_, Self>) -> Result<()> {
        Ok(())
    }

    // Whether there may be rules inside fields.
    #[doc(hidden)]
    const __RULES_INSIDE: bool = false;

    // Checks the rules inside fields.
    #[doc(hidden)]
    fn __check_inside(_checked: Checked<'_, Self>) -> Checking {
        Ok(())
    }

    // Whether a function checks several fields together.
    #[doc(hidden)]
    const __HAS_VERDICT: bool = false;

    // Asks the function that checks several fields together: the end of a sentence that begins with the entity.
    #[doc(hidden)]
    fn __verdict(&self) -> Option<String> {
        None
    }

    // Computes a field from others.
    #[doc(hidden)]
    fn __compute(_field: usize, _source: Source<'_, Self>) -> Result<ComputedValue> {
        Ok(ComputedValue::none())
    }

    // The texts of the parts of each unique constraint; of a missing value there is none.
    #[doc(hidden)]
    fn __unique(&self) -> Vec<Vec<Option<String>>> {
        Vec::new()
    }

    #[doc(hidden)]
    fn __stamp(_field: usize, _time: SystemTime) -> Result<Option<Stamp>> {
        Ok(None)
    }

    // What is stored of a time that the library keeps in a field, if what serde makes of it is in no order.
    #[doc(hidden)]
    fn __time_in_order(&self, _field: usize) -> Option<Value> {
        None
    }

    // Whether serde leaves a field out that it would read; asked of entities that flatten something.
    #[doc(hidden)]
    fn __left_out(&self, _field: usize) -> bool {
        false
    }

    #[doc(hidden)]
    fn __time(_field: usize) -> Option<TimeField<Self>> {
        None
    }
}
