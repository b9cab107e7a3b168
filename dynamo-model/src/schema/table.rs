use super::message::{end_alike, equal_bytes};
use super::{CollectionSchema, EntitySchema, KeyAttributes, VectorSchema};

/// A table: its key, indexes and entities. The table derive writes it.
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
/// assert_eq!(Shop::SCHEMA.name, "shop");
/// assert_eq!(Shop::SCHEMA.entities, [Order::SCHEMA]);
/// assert_eq!(Shop::SCHEMA.managed, ["pk", "sk", "gsi1pk", "gsi1sk", "_type"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableSchema {
    /// The name of the Rust type.
    pub rust_name: &'static str,
    /// The table's name, unless the handle is given another one.
    pub name: &'static str,
    /// The primary key.
    pub key: KeyAttributes,
    /// The secondary indexes, those of vectors last.
    pub indexes: &'static [IndexSchema],
    /// The attribute that says which entity an item is, if there is one.
    pub entity_type: Option<&'static str>,
    /// Whether an item without the entity type is known by its primary key.
    pub adopts: bool,
    /// The attribute that says which revision of its entity an item is of, if an entity has revisions.
    pub revision: Option<&'static str>,
    /// The attribute that holds the time an item expires, if there is one.
    pub ttl: Option<&'static str>,
    /// Every attribute the library writes by itself: keys of table and indexes, the entity type and the
    /// revision.
    pub managed: &'static [&'static str],
    /// The entities.
    pub entities: &'static [&'static EntitySchema],
    /// The item collections that it lists: those of `#[table(collections(…))]`.
    pub collections: &'static [&'static CollectionSchema],
    /// Whether it also stores entities that are not listed, because they are in crates which it does not know.
    pub open: bool,
    /// Pairs of entities, by Rust name, whose primary keys may coincide on purpose.
    pub overlaps: &'static [(&'static str, &'static str)],
}

/// A secondary index, or an index of vectors.
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
/// use dynamo_model::schema::ProjectionSchema;
///
/// let index = Shop::SCHEMA.index("gsi1").expect("it is declared");
/// assert_eq!(index.key.pk[0].name, "gsi1pk");
/// assert!(index.projection == ProjectionSchema::All && !index.local);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexSchema {
    /// The index's name.
    pub name: &'static str,
    /// Its key; one of vectors has no sort key, and may have no partition key.
    pub key: KeyAttributes,
    /// What it holds.
    pub projection: ProjectionSchema,
    /// Whether it is local: the table's partitions in another order, written with the table.
    pub local: bool,
    /// What it compares, if it is an index of vectors.
    pub vector: Option<VectorSchema>,
}

/// What an index holds besides the keys of index and table.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::schema::ProjectionSchema;
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// #[index(name = "gsi1", project(keys_only))]
/// #[index(name = "gsi2", project(include("total")))]
/// enum Shop {
///     Order(Order),
/// }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
///
/// let [first, second] = Shop::SCHEMA.indexes else { panic!("two indexes") };
/// assert_eq!(first.projection, ProjectionSchema::KeysOnly);
/// assert_eq!(second.projection, ProjectionSchema::Include(&["total"]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectionSchema {
    /// Every attribute.
    All,
    /// Nothing.
    KeysOnly,
    /// These attributes, the entity type, the revision, and what the access patterns on the index ask for.
    Include(&'static [&'static str]),
}

impl IndexSchema {
    /// Whether the index holds an attribute of the entities that have it.
    pub(crate) const fn holds(&self, table: &TableSchema, attribute: &str) -> bool {
        let included = match self.projection {
            ProjectionSchema::All => true,
            ProjectionSchema::KeysOnly => false,
            ProjectionSchema::Include(names) => contains(names, attribute) || self.wants(table, attribute),
        };
        let filters = match &self.vector {
            Some(vector) => vector.filter(attribute).is_some(),
            None => false,
        };
        included || filters || table.key.has(attribute) || self.key.has(attribute)
    }

    const fn wants(&self, table: &TableSchema, attribute: &str) -> bool {
        let mut entities = table.entities;
        while let [entity, rest @ ..] = entities {
            if let Some(access) = entity.on_index(self.name)
                && (contains(access.project, attribute) || entity.judges_by(table, attribute))
            {
                return true;
            }
            entities = rest;
        }
        false
    }
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut names = names;
    while let [first, rest @ ..] = names {
        if super::message::equal(first, name) {
            return true;
        }
        names = rest;
    }
    false
}

impl TableSchema {
    /// Whether the derive found no mistake. If it did, it left the name empty, for errors that only follow from it not
    /// to be reported too.
    pub(super) const fn compiles(&self) -> bool {
        !self.name.is_empty()
    }

    /// Whether some attribute is in the keys of several indexes, or of an index and the table.
    pub(super) const fn keys_share_attributes(&self) -> bool {
        let mut named = self.key.pk.len() + self.key.sk.len();
        let mut indexes = self.indexes;
        while let [index, rest @ ..] = indexes {
            named += index.key.pk.len() + index.key.sk.len();
            indexes = rest;
        }
        // These are once in `managed`, besides the attributes of keys.
        let others = self.entity_type.is_some() as usize + self.revision.is_some() as usize;
        named + others > self.managed.len()
    }

    /// The same table with these entities for those that it does not know.
    const fn with(&self, entities: &'static [&'static EntitySchema], open: bool) -> Self {
        Self { entities, open, ..*self }
    }

    /// The table that an enum closes: its entities are all there are.
    #[doc(hidden)]
    #[must_use]
    pub const fn closed(
        &self,
        rust_name: &'static str,
        entities: &'static [&'static EntitySchema],
        overlaps: &'static [(&'static str, &'static str)],
        collections: &'static [&'static CollectionSchema],
    ) -> Self {
        Self { rust_name, overlaps, collections, ..self.with(entities, false) }
    }

    /// The table as a read sees it that knows some entities: those, if it does not list its own.
    pub(crate) const fn seen_with(&self, entities: &'static [&'static EntitySchema]) -> Self {
        if self.open { self.with(entities, true) } else { *self }
    }

    /// Whether it has an index of vectors.
    pub(super) const fn has_vectors(&self) -> bool {
        // They are behind the others.
        match self.indexes {
            [.., last] => last.vector.is_some(),
            [] => false,
        }
    }

    /// Whether an index holds all attributes of its items, whatever entities they are.
    pub(crate) const fn holds_whole(&self, index: &str) -> bool {
        match self.index(index) {
            Some(index) => matches!(index.projection, ProjectionSchema::All),
            None => false,
        }
    }

    /// Whether the items of an index can be read whole: it holds all their attributes, or all that patterns of whole
    /// entities need, or they are read from the table.
    pub(crate) const fn reads_whole(&self, index: &str) -> bool {
        if self.holds_whole(index) || self.is_hydrated(index) {
            return true;
        }
        let mut entities = self.entities;
        while let [entity, rest @ ..] = entities {
            if let Some(access) = entity.on_index(index)
                && access.view.is_some()
            {
                return false;
            }
            entities = rest;
        }
        true
    }

    /// Whether an index is local.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_local(&self, index: &str) -> bool {
        match self.index(index) {
            Some(index) => index.local,
            None => false,
        }
    }

    /// What `IndexIs` says of an index: 1 if it is local, and 2 more if it reads whole.
    #[doc(hidden)]
    #[must_use]
    pub const fn qualities(&self, index: &str) -> u8 {
        self.is_local(index) as u8 + 2 * self.reads_whole(index) as u8
    }

    /// Whether items found through an index are read from the table, because the index does not hold all of some entity, or
    /// may not hold all of one that is not known.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Table)]
    /// #[table(name = "shop")]
    /// #[index(name = "gsi1", project(keys_only))]
    /// enum Shop { Order(Order) }
    ///
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// #[access(name = by_day, index = gsi1, pk = "DAY#{day}", sk = "{id}", hydrate)]
    /// struct Order { id: String, day: String }
    ///
    /// assert!(Shop::SCHEMA.is_hydrated("gsi1"));
    /// ```
    #[must_use]
    pub const fn is_hydrated(&self, index: &str) -> bool {
        if self.open {
            return match self.index(index) {
                Some(index) => !matches!(index.projection, ProjectionSchema::All),
                None => false,
            };
        }
        let mut entities = self.entities;
        while let [entity, rest @ ..] = entities {
            if let Some(access) = entity.on_index(index)
                && access.hydrate
            {
                return true;
            }
            entities = rest;
        }
        false
    }

    /// The place of an index, as `HasIndex` takes it; behind the last if there is none of the name.
    #[doc(hidden)]
    #[must_use]
    pub const fn place_of(&self, index: &str) -> usize {
        let name = index.as_bytes();
        let mut rest = self.indexes;
        while let [first, others @ ..] = rest {
            let own = first.name.as_bytes();
            if end_alike!(own, name) && equal_bytes(own, name) {
                break;
            }
            rest = others;
        }
        self.indexes.len() - rest.len()
    }

    /// Returns an index by name.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert_eq!(Shop::SCHEMA.index("gsi1").map(|index| index.local), Some(false));
    /// assert!(Shop::SCHEMA.index("gsi2").is_none());
    /// ```
    #[must_use]
    pub const fn index(&self, name: &str) -> Option<&'static IndexSchema> {
        match self.indexes.split_at(self.place_of(name)).1 {
            [index, ..] => Some(index),
            [] => None,
        }
    }
}
