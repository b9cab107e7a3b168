use crate::entity::{Collection, Entity, Readable, Table};
use crate::schema::{AccessSchema, IndexSchema, KeyAttributes, ProjectionSchema, TableSchema, is_view_held};

/// An access pattern resolved against its table: where it reads and with which keys.
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
/// use dynamo_model::query::Pattern;
///
/// let pattern = Pattern::of::<Order>(0).unwrap();
/// assert_eq!(pattern.index().map(|index| index.name), Some("gsi1"));
/// assert!(!pattern.is_shared(), "no other entity has keys like these");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    access: &'static AccessSchema,
    index: Option<&'static IndexSchema>,
    key: KeyAttributes,
    shared: bool,
}

impl Pattern {
    /// Resolves the access pattern at `place` in the entity's schema.
    #[doc(hidden)]
    #[must_use]
    pub fn of<E: Entity>(place: usize) -> Option<Self> {
        let access = E::SCHEMA.accesses.get(place)?;
        Self::resolve(access, <E::Table as Table>::SCHEMA, E::__shared().get(place).copied().unwrap_or(true))
    }

    /// Resolves the partitions of a collection.
    pub(super) fn of_collection<C: Collection>() -> Option<Self> {
        Self::resolve(&C::SCHEMA.access, C::Table::SCHEMA, true)
    }

    fn resolve(access: &'static AccessSchema, table: &TableSchema, shared: bool) -> Option<Self> {
        let (index, key) = match access.index {
            Some(name) => {
                let index = table.index(name)?;
                (Some(index), index.key)
            }
            None => (None, table.key),
        };
        Some(Self { access, index, key, shared })
    }

    /// Returns the pattern as it was declared.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::Pattern;
    ///
    /// let pattern = Pattern::of::<Order>(0).expect("it has one");
    /// assert_eq!(pattern.access().name, "by_customer");
    /// let names: Vec<&str> = pattern.key().all().map(|attribute| attribute.name).collect();
    /// assert_eq!(names, ["gsi1pk", "gsi1sk"]);
    /// assert!(!pattern.is_hydrated());
    /// ```
    #[must_use]
    pub fn access(&self) -> &'static AccessSchema {
        self.access
    }

    /// Returns the index it reads; `None` for the table itself.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::Pattern;
    ///
    /// let pattern = Pattern::of::<Order>(0).expect("it has one");
    /// assert_eq!(pattern.index().map(|index| index.name), Some("gsi1"));
    /// ```
    #[must_use]
    pub fn index(&self) -> Option<&'static IndexSchema> {
        self.index
    }

    /// Returns the key attributes it reads by.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::Pattern;
    ///
    /// let pattern = Pattern::of::<Order>(0).expect("it has one");
    /// let names: Vec<&str> = pattern.key().all().map(|attribute| attribute.name).collect();
    /// assert_eq!(names, ["gsi1pk", "gsi1sk"]);
    /// ```
    #[must_use]
    pub fn key(&self) -> &KeyAttributes {
        &self.key
    }

    /// Whether the index only says which items there are, and they are then read from the table.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::Pattern;
    ///
    /// assert!(!Pattern::of::<Order>(0).expect("it has one").is_hydrated(), "the index holds whole orders");
    /// ```
    #[must_use]
    pub fn is_hydrated(&self) -> bool {
        self.access.hydrate
    }

    /// Whether the index alone has all that is read of each item: entities of one that holds them whole, and views of what it
    /// holds.
    pub(super) fn has_all_of<O: Readable>(&self) -> bool {
        match (O::__VIEW, O::__ONLY, self.index) {
            (Some(view), Some(entity), Some(index)) => {
                is_view_held(entity, self.access, index, O::Table::SCHEMA, view)
            }
            (None, Some(_), Some(index)) => index.projection == ProjectionSchema::All,
            _ => false,
        }
    }

    /// Whether items of other entities may lie in the same key range.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::query::Pattern;
    ///
    /// assert!(!Pattern::of::<Order>(0).expect("it has one").is_shared(), "only orders are in that index");
    /// ```
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.shared
    }
}
