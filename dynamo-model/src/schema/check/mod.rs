//! The checks between an entity and its table, and between the entities of a table. They run while the user's
//! program compiles: a mistake is a compile error with both names in it.
//!
//! They return the mistake rather than panic, so that generated code panics at the user's own tokens and the compiler
//! shows no function of ours.

mod agreement;
mod collection;
mod collision;
mod hydration;
mod key;
mod key_only;
mod looks;
mod membership;
mod names;
mod open;
mod own;
mod plain;
mod projection;
mod retention;
#[cfg(all(test, feature = "derive"))]
mod settled;
mod shard;
mod text;
mod unique;
mod vector;
mod view;

pub(in crate::schema) use vector::is_such_a_vector;
pub(crate) use view::{check_other_view, is_view_held};

use super::message::{Mistake, about, none_of};
use super::{
    AccessSchema, CollectionSchema, EntitySchema, IndexSchema, ProjectionSchema, TableSchema, ViewSchema,
    revisions,
};

/// Checks an entity and its primary key against its table; `None` if all is well. The entity derive calls it.
///
/// ```
/// use dynamo_model::request::KeyKind;
/// use dynamo_model::schema::{
///     Arguments, EntitySchema, KeyAttribute, KeyAttributes, Piece, Retention, TableSchema, Template, check_entity,
/// };
///
/// const ROOM: EntitySchema = EntitySchema {
///     rust_name: "Room",
///     path: "chat::Room",
///     tag: "room",
///     pk: Template { text: "room", pieces: &[Piece::Literal("room")] },
///     sk: None,
///     revisions: None,
///     accesses: &[],
///     fields: &[],
///     unique: &[],
///     retention: Retention::NONE,
///     check: None,
///     arguments: Arguments::NONE,
/// };
/// const CHAT: TableSchema = TableSchema {
///     rust_name: "Chat",
///     name: "chat",
///     key: KeyAttributes { pk: &[KeyAttribute::new("pk", KeyKind::S)], sk: &[KeyAttribute::new("sk", KeyKind::S)] },
///     indexes: &[],
///     entity_type: None,
///     adopts: false,
///     revision: None,
///     ttl: None,
///     managed: &["pk", "sk"],
///     entities: &[&ROOM],
///     collections: &[],
///     open: false,
///     overlaps: &[],
/// };
/// let mistake = check_entity(&ROOM, &CHAT).unwrap();
/// assert!(mistake.as_str().starts_with("entity `Room`: no sort key for the table"));
/// ```
#[must_use]
pub const fn check_entity(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if !table.compiles() {
        return None;
    }
    none_of!(membership::check(entity, table));
    none_of!(key_only::check(entity, table));
    none_of!(names::check(entity, table));
    none_of!(open::check_revision(entity, table));
    none_of!(revisions::check_attribute(entity, table));
    none_of!(shard::check(entity, std::slice::from_ref(&entity.pk)));
    if table.has_vectors() {
        none_of!(vector::check_fields(entity, table));
    }
    key::check(entity, entity.key(), &table.key, None)
}

/// The part of [`check_entity`] that is left of an entity that looks plain.
#[doc(hidden)]
#[must_use]
pub const fn check_listed(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    membership::check(entity, table)
}

/// What [`looks_plain`] has to know of a table.
#[doc(hidden)]
#[must_use]
pub const fn plain_ends(layout: &TableSchema) -> Option<u128> {
    plain::ends(layout)
}

/// Whether a first look settles that an entity fits its table.
#[doc(hidden)]
#[must_use]
pub const fn looks_plain(entity: &EntitySchema, layout: &TableSchema, ends: Option<u128>) -> bool {
    match ends {
        Some(ends) => plain::is_plain(entity, layout, ends),
        None => false,
    }
}

/// Checks what an entity says about how long its items stay against the table; `None` if all is well. The entity derive
/// calls it.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::schema::{TableSchema, check_retention};
/// use dynamo_model::{Entity, Table};
///
/// #[derive(Table)]
/// #[table(name = "shop", ttl = "expires_at")]
/// enum Shop {
///     Cart(Cart),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "CART#{id}", sk = "CART")]
/// struct Cart {
///     id: String,
///     #[attr(ttl)]
///     until: u64,
/// }
///
/// assert!(check_retention(Cart::SCHEMA, Shop::SCHEMA).is_none());
/// let without = TableSchema { ttl: None, ..*Shop::SCHEMA };
/// assert!(check_retention(Cart::SCHEMA, &without).unwrap().as_str().contains("has no attribute for the time"));
/// ```
#[must_use]
pub const fn check_retention(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    if table.compiles() { retention::check(entity, table) } else { None }
}

/// Checks one access pattern of an entity, by its place, against the table; `None` if all is well. The entity derive
/// calls it.
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
/// # #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// # struct Order { id: String, day: String }
/// use dynamo_model::schema::{TableSchema, check_access};
///
/// assert!(check_access(Order::SCHEMA, 0, Shop::SCHEMA).is_none());
/// let without = TableSchema { indexes: &[], ..*Shop::SCHEMA };
/// let mistake = check_access(Order::SCHEMA, 0, &without).unwrap();
/// assert!(mistake.as_str().contains("access pattern `by_day` names index `gsi1`"));
/// ```
#[must_use]
pub const fn check_access(entity: &EntitySchema, place: usize, table: &TableSchema) -> Option<Mistake> {
    let Some(access) = entity.access(place) else { return None };
    if !table.compiles() {
        return None;
    }
    let Some(name) = access.index else { return membership::check_shared(entity, access, None, table) };
    match table.index(name) {
        Some(index) => check_access_by(entity, access, index, table),
        None => Some(no_such_index(entity, access, name, table)),
    }
}

/// [`check_access`], if that asks for nothing of other entities than the layout of the table says: the layout stays the
/// same while fields of entities change, and what has been checked is then not checked again.
#[doc(hidden)]
#[must_use]
pub const fn check_access_alone(
    entity: &EntitySchema,
    place: usize,
    layout: &TableSchema,
) -> Option<Option<Mistake>> {
    if layout.entity_type.is_none() {
        return None;
    }
    match entity.access(place) {
        Some(AccessSchema { index: None, .. }) => Some(None),
        Some(access @ AccessSchema { index: Some(name), .. }) => match layout.index(name) {
            Some(index) if matches!(index.projection, ProjectionSchema::All) && index.vector.is_none() => {
                Some(check_access_by(entity, access, index, layout))
            }
            _ => None,
        },
        None => None,
    }
}

const fn check_access_by(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
    table: &TableSchema,
) -> Option<Mistake> {
    if index.vector.is_none() {
        none_of!(membership::check_shared(entity, access, Some(index), table));
    }
    none_of!(shard::check(entity, access.pk));
    none_of!(key::check(entity, access.key(), &index.key, Some(index.name)));
    if !access.own.is_empty() {
        none_of!(own::check(entity, access, index));
    }
    if table.keys_share_attributes() {
        none_of!(agreement::check(entity, access, index, table));
    }
    if let Some(vector) = &index.vector {
        return vector::check(entity, access, index, vector, table);
    }
    if !access.filter.is_empty() {
        return Some(vector::filters_nothing(entity, access, index));
    }
    if matches!(index.projection, ProjectionSchema::All) && !access.hydrate {
        return None;
    }
    none_of!(retention::check_index(entity, access, index));
    none_of!(open::check_index(entity, access, index, table));
    if access.hydrate {
        return hydration::check(entity, access, index);
    }
    none_of!(revisions::check_index(entity, access, index));
    if access.view.is_some() { None } else { projection::check(entity, access, index, table) }
}

/// Checks one unique constraint of an entity, by its place, against the table; `None` if all is well. The entity derive
/// calls it.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { User(User) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
/// # struct User { id: String, #[attr(unique)] email: String }
/// use dynamo_model::request::KeyKind;
/// use dynamo_model::schema::{KeyAttribute, KeyAttributes, TableSchema, check_unique};
///
/// assert!(check_unique(User::SCHEMA, 0, Shop::SCHEMA).is_none());
/// const NUMBERED: KeyAttributes =
///     KeyAttributes { sk: &[KeyAttribute::new("sk", KeyKind::N)], ..Shop::SCHEMA.key };
/// let mistake = check_unique(User::SCHEMA, 0, &TableSchema { key: NUMBERED, ..*Shop::SCHEMA }).unwrap();
/// assert!(mistake.as_str().contains("`sk` of table `Shop` is of type N"), "guards have keys of text");
/// ```
#[must_use]
pub const fn check_unique(entity: &EntitySchema, place: usize, table: &TableSchema) -> Option<Mistake> {
    let (_, rest) = entity.unique.split_at(place);
    match rest {
        [unique, ..] if table.compiles() => unique::check(entity, unique, table),
        _ => None,
    }
}

/// Checks that the index of an entity's access pattern, by its place, holds what a view has; `None` if it does. The
/// entity derive calls it.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// # struct Order { id: String, day: String, total: u32 }
/// use dynamo_model::schema::{IndexSchema, ProjectionSchema, TableSchema, check_view};
///
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Total { total: u32 }
///
/// assert!(check_view(Order::SCHEMA, 0, Shop::SCHEMA, Total::SCHEMA).is_none());
/// const NARROW: IndexSchema = IndexSchema { projection: ProjectionSchema::KeysOnly, ..Shop::SCHEMA.indexes[0] };
/// let table = TableSchema { indexes: &[NARROW], ..*Shop::SCHEMA };
/// let mistake = check_view(Order::SCHEMA, 0, &table, Total::SCHEMA).unwrap();
/// assert!(mistake.as_str().contains("index `gsi1` does not hold field `total`"));
/// ```
#[must_use]
pub const fn check_view(
    entity: &EntitySchema,
    place: usize,
    table: &TableSchema,
    view: &ViewSchema,
) -> Option<Mistake> {
    let (_, rest) = entity.accesses.split_at(place);
    let [access, ..] = rest else { return None };
    let Some(name) = access.index else { return None };
    match table.index(name) {
        Some(index) => view::check(entity, access, index, table, view, "here"),
        None => None,
    }
}

/// Checks that no two entities of a table share a tag or a primary key; `None` if all is well. The table derive calls
/// it.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order), Note(Note) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
/// # struct Note { id: String }
/// use dynamo_model::schema::{EntitySchema, TableSchema, check_table};
///
/// assert!(check_table(Shop::SCHEMA).is_none());
/// const ALIKE: EntitySchema = EntitySchema { pk: Order::SCHEMA.pk, sk: Order::SCHEMA.sk, ..*Note::SCHEMA };
/// let mistake = check_table(&TableSchema { entities: &[Order::SCHEMA, &ALIKE], ..*Shop::SCHEMA }).unwrap();
/// assert!(mistake.as_str().contains("can have the same primary key"));
/// ```
#[must_use]
pub const fn check_table(table: &TableSchema) -> Option<Mistake> {
    none_of!(check_expiry(table));
    none_of!(super::check_included(table));
    none_of!(check_guards(table));
    check_told_apart(table)
}

/// The part of [`check_table`] that asks for no more of entities than tells them apart: changes of their fields leave it
/// as it was.
#[doc(hidden)]
#[must_use]
pub const fn check_told_apart(table: &TableSchema) -> Option<Mistake> {
    collision::check(table)
}

/// The part of [`check_table`] about guards, of which the same holds.
#[doc(hidden)]
#[must_use]
pub const fn check_guards(table: &TableSchema) -> Option<Mistake> {
    unique::check_table(table)
}

/// The part of [`check_table`] that looks at fields; a table without a time to live passes it.
#[doc(hidden)]
#[must_use]
pub const fn check_expiry(table: &TableSchema) -> Option<Mistake> {
    membership::check_ttl(table)
}

/// Checks that an enum of entities closes a layout, and no table that lists its entities; `None` if it does. The table
/// derive calls it.
///
/// ```
/// use dynamo_model::{Entity, Table};
/// use dynamo_model::schema::{TableSchema, check_layout};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// struct Layout;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Layout, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String }
///
/// #[derive(Table)]
/// #[table(of = Layout)]
/// enum Shop { Order(Order) }
///
/// assert!(check_layout(Layout::SCHEMA).is_none());
/// let listing = TableSchema { entities: Shop::SCHEMA.entities, open: false, ..*Layout::SCHEMA };
/// assert!(check_layout(&listing).is_some(), "a table that lists its entities is none");
/// ```
#[must_use]
pub const fn check_layout(table: &TableSchema) -> Option<Mistake> {
    if table.compiles() { open::check_layout(table) } else { None }
}

/// Checks the index of a collection; `None` if all is well. The collection derive calls it.
///
/// ```
/// # use dynamo_model::{Collection, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// # struct Order { id: String, day: String }
/// use dynamo_model::schema::{TableSchema, check_collection};
///
/// #[derive(Collection)]
/// #[collection(table = Shop, index = gsi1, pk = "DAY#{day}", of(day: String))]
/// enum OfDay {
///     Order(Order),
/// }
///
/// assert!(check_collection(OfDay::SCHEMA, Shop::SCHEMA).is_none());
/// let without = TableSchema { indexes: &[], ..*Shop::SCHEMA };
/// let mistake = check_collection(OfDay::SCHEMA, &without).unwrap();
/// assert!(mistake.as_str().contains("declares no index `gsi1`"));
/// ```
#[must_use]
pub const fn check_collection(collection: &CollectionSchema, table: &TableSchema) -> Option<Mistake> {
    if table.compiles() { collection::check(collection, table) } else { None }
}

/// Whether a table that lists its collections lists this one; `None` if it does, or lists none.
#[doc(hidden)]
#[must_use]
pub const fn check_listed_collection(collection: &CollectionSchema, table: &TableSchema) -> Option<Mistake> {
    collection::check_listed(collection, table)
}

/// Checks one member of a collection, by its place: its items are in the collection's partitions, whole; `None` if all
/// is well. The collection derive calls it.
///
/// ```
/// # use dynamo_model::{Collection, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # #[index(name = "gsi1")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
/// # struct Order { id: String, day: String }
/// use dynamo_model::schema::{CollectionSchema, EntitySchema, check_member};
///
/// #[derive(Collection)]
/// #[collection(table = Shop, index = gsi1, pk = "DAY#{day}", of(day: String))]
/// enum OfDay {
///     Order(Order),
/// }
///
/// assert!(check_member(OfDay::SCHEMA, 0, Shop::SCHEMA).is_none());
/// const ELSEWHERE: EntitySchema = EntitySchema { accesses: &[], ..*Order::SCHEMA };
/// let other = CollectionSchema { members: &[&ELSEWHERE], ..*OfDay::SCHEMA };
/// let mistake = check_member(&other, 0, Shop::SCHEMA).unwrap();
/// assert!(mistake.as_str().contains("entity `Order` has no key on index `gsi1`"));
/// ```
#[must_use]
pub const fn check_member(
    collection: &CollectionSchema,
    place: usize,
    table: &TableSchema,
) -> Option<Mistake> {
    if table.compiles() { collection::check_member(collection, place, table) } else { None }
}

const fn no_such_index(
    entity: &EntitySchema,
    access: &AccessSchema,
    name: &str,
    table: &TableSchema,
) -> Mistake {
    let mistake = about(entity).text("access pattern ").code(access.name).text(" names index ").code(name);
    let mistake = mistake.text(", which table ").code(table.rust_name).text(" does not declare");
    help_with_index(mistake, name, table)
}

/// Says what to write where an index is named that the table does not declare.
const fn help_with_index(mistake: Mistake, name: &str, table: &TableSchema) -> Mistake {
    let mut mistake = mistake;
    if table.indexes.is_empty() {
        mistake = mistake.help("");
    } else {
        mistake = mistake.help("its indexes are");
        let mut indexes = table.indexes;
        while let [index, rest @ ..] = indexes {
            mistake = mistake.text(" ").code(index.name);
            indexes = rest;
        }
        mistake = mistake.text("; name one of them, or ");
    }
    mistake.text("add `#[index(name = \"").text(name).text("\")]` to the table")
}
