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
mod whole;

pub use asked::asked;
pub(crate) use asked::named_in_search;
#[doc(hidden)]
pub use belong::{IsEntity, IsOf, Shows};
pub use belong::{OfTable, ReadFrom, ViewOf};
pub use collection::{Collection, Grouped, HasMember, Member, Members, member};
#[doc(hidden)]
pub use computed::ComputedValue;
#[doc(hidden)]
pub use decode::decode;
pub(crate) use differ::{
    Over, check_kept, difference, is_primary, is_still, of_same_version, same_version, store_all, unchanged,
    upgrade,
};
#[doc(hidden)]
pub use encode::encode;
use encode::encode_as_read;
pub(crate) use encode::{KeyBuffer, encode_stored, key_value};
pub(crate) use expiry::{entity_of, guard_ttl, updated_at};
pub use filtered::Filtered;
#[doc(hidden)]
pub use filtered::FilteredAs;
pub(crate) use guard::{Guard, GuardExpiry, guards_of, is_past, owner_in, stored_expiry, unique_attributes};
#[doc(hidden)]
pub use guard::{Guards, guards};
pub use hiding::Sight;
pub(crate) use hiding::{Hiding, absent, has_expired, present, restorable, visible};
#[doc(hidden)]
pub use hold::{access_fits, access_of_form_fits, entity_fits, form_fits, refuse};
#[doc(hidden)]
pub use identify::identify;
pub(crate) use identify::{has_primary_key, is_no_other, is_tagged, position};
pub(crate) use index_parts::{Half, IndexKey, parse_parts, read_parts};
pub use index_parts::{IndexParts, PartReader, PartTuple};
pub use key::Key;
pub(crate) use key::key_of;
#[doc(hidden)]
pub use others::{OtherItem, OtherItems};
pub use parts::{KeyParts, KeyReader};
pub use projection::Projection;
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
pub(crate) use upkeep::{KeyField, check_upsert, count_up, touch};
#[doc(hidden)]
pub use upkeep::{Stamp, Upkeep, upkeep};
#[doc(hidden)]
pub use upsertable::Spread;
pub use upsertable::Upsertable;
pub(crate) use upsertable::spread;
pub use viewed::Viewed;
pub(crate) use whole::{Whole, as_read};

use std::time::SystemTime;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Result;
use crate::key::{ErasedPart, PartValue};
use crate::schema::{EntitySchema, looks_plain};
use crate::time::TimeField;
use crate::typed::Paths;
use crate::value::{ItemBuilder, Value, ValueRef};

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
    fn __is_key(key: &KeyReader<'_>) -> bool;

    #[doc(hidden)]
    fn __part(&self, field: usize) -> Option<&dyn ErasedPart>;

    #[doc(hidden)]
    fn __restore(field: usize, name: &str, key: ValueRef<'_>, extra: &mut ItemBuilder) -> Result<bool>;

    #[doc(hidden)]
    fn __reread(_field: usize, _key: ValueRef<'_>) -> Option<PartValue> {
        None
    }

    // Checks a field against its rules, if the source has it.
    #[doc(hidden)]
    fn __check(_field: usize, _source: Source<'_, Self>) -> Result<()> {
        Ok(())
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

    // What is stored of a time that the library keeps in a field; nothing if there is none.
    #[doc(hidden)]
    fn __kept(&self, _field: usize) -> Result<Option<Value>> {
        Ok(None)
    }

    #[doc(hidden)]
    fn __time(_field: usize) -> Option<TimeField<Self>> {
        None
    }
}
