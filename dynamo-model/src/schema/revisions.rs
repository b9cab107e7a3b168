use super::message::{Mistake, about};
use super::{AccessSchema, EntitySchema, IndexSchema, ProjectionSchema, TableSchema};

/// The revisions of an entity: the forms its items are, or were, stored in.
///
/// ```
/// # use dynamo_model::{Entity, Result, Table};
/// # use dynamo_model::value::Item;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = Order::in_cents))]
/// struct Order { id: String, cents: u32 }
/// # impl Order { fn in_cents(_item: &mut Item) -> Result<()> { Ok(()) } }
///
/// let revisions = Order::SCHEMA.revisions.unwrap();
/// assert_eq!((revisions.oldest, revisions.current), (1, 2));
/// assert!(revisions.upgrade());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revisions {
    /// The oldest that is read.
    pub oldest: u32,
    /// The one that is written.
    pub current: u32,
}

impl Revisions {
    /// Whether items of older revisions are read, and upgraded for that.
    ///
    /// ```
    /// use dynamo_model::schema::Revisions;
    ///
    /// assert!(Revisions { oldest: 1, current: 2 }.upgrade());
    /// assert!(!Revisions { oldest: 2, current: 2 }.upgrade());
    /// ```
    #[must_use]
    pub const fn upgrade(&self) -> bool {
        self.oldest < self.current
    }
}

impl EntitySchema {
    /// Whether items of older revisions are upgraded when they are read.
    pub(crate) const fn upgrades(&self) -> bool {
        match self.revisions {
            Some(revisions) => revisions.upgrade(),
            None => false,
        }
    }
}

/// Whether one of the entities has revisions, so that their table has an attribute for them. Generated code calls it.
#[doc(hidden)]
#[must_use]
pub const fn have_revisions(entities: &[&EntitySchema]) -> bool {
    let mut entities = entities;
    while let [first, rest @ ..] = entities {
        if first.revisions.is_some() {
            return true;
        }
        entities = rest;
    }
    false
}

/// Finds a field that is stored where the revision is.
pub(super) const fn check_attribute(entity: &EntitySchema, table: &TableSchema) -> Option<Mistake> {
    let Some(attribute) = table.revision else { return None };
    let Some((_, field)) = entity.stored_as(attribute) else { return None };
    let mistake = about(entity).text("field ").code(field.name).text(" is stored as ").code(attribute);
    let mistake = mistake.text(", the revision attribute of ").code(table.rust_name);
    Some(mistake.help("rename one of them; the table\u{2019}s is named by `revision = \"…\"`"))
}

/// An index that holds part of an item cannot give what an upgrade may need, and one of keys does not say which revision an
/// item is of.
pub(super) const fn check_index(
    entity: &EntitySchema,
    access: &AccessSchema,
    index: &IndexSchema,
) -> Option<Mistake> {
    if entity.revisions.is_none() {
        return None;
    }
    let mistake = about(entity).text("index ").code(index.name);
    match index.projection {
        ProjectionSchema::Include(_) if entity.upgrades() => Some(
            mistake
                .text(" does not hold all that the upgrade of an item of an older revision may need")
                .help("read the entities from the table with `hydrate`, declare the index with `project(all)`, or upgrade \
                       every item with `upgrade_all` and say that none is older, with `oldest`"),
        ),
        ProjectionSchema::KeysOnly if access.view.is_none() => Some(
            mistake
                .text(" does not hold the revision")
                .help("declare it with `project(include)` or `project(all)`, or read the entities from the table with `hydrate`"),
        ),
        _ => None,
    }
}
