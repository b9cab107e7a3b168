use super::message::{end_alike, equal, equal_bytes};
use super::{
    Arguments, FieldDefault, KeyTemplates, Managed, Retention, Revisions, Template, TypeRef, UniqueSchema,
};
use crate::time::TimeFormat;

/// What an entity's derive found: its keys, access patterns and attributes.
///
/// ```
/// use dynamo_model::schema::{Arguments, EntitySchema, Piece, Retention, Template};
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
/// assert!(ROOM.on_index("gsi1").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntitySchema {
    /// The name of the Rust type.
    pub rust_name: &'static str,
    /// The path of the Rust type, which tells it from others of the same name.
    pub path: &'static str,
    /// What the entity-type attribute says.
    pub tag: &'static str,
    /// The template of the partition key.
    pub pk: Template,
    /// The template of the sort key, if the table has one.
    pub sk: Option<Template>,
    /// The revisions it was and is stored in, if it declares any.
    pub revisions: Option<Revisions>,
    /// The declared access patterns.
    pub accesses: &'static [AccessSchema],
    /// The fields of the struct.
    pub fields: &'static [FieldSchema],
    /// What no two of them have in common.
    pub unique: &'static [UniqueSchema],
    /// How long its items stay.
    pub retention: Retention,
    /// The function that is its rule over several fields, if it has one.
    pub check: Option<&'static str>,
    /// What stands for its parameters, if it has some and a table lists it.
    pub arguments: Arguments,
}

/// A declared access pattern.
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
/// let by_day = &Order::SCHEMA.accesses[0];
/// assert_eq!((by_day.name, by_day.index), ("by_day", Some("gsi1")));
/// assert_eq!(by_day.pk[0].text, "DAY#{day}");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessSchema {
    /// The pattern's name.
    pub name: &'static str,
    /// The index it reads; the table itself if `None`.
    pub index: Option<&'static str>,
    /// The templates of the partition key: one for each of its attributes.
    pub pk: &'static [Template],
    /// The templates of the sort key; empty if the index has none.
    pub sk: &'static [Template],
    /// The fields that are to be key attributes themselves, by their places.
    pub own: &'static [usize],
    /// Further attributes the pattern wants from an index that includes only some.
    pub project: &'static [&'static str],
    /// The fields that searches of a vector index filter by, each as the template of it alone.
    pub filter: &'static [Template],
    /// The view it returns, if not whole entities.
    pub view: Option<&'static str>,
    /// Whether the index only says which items there are, and the items are then read from the table.
    pub hydrate: bool,
}

/// A field of an entity.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// #[serde(rename_all = "camelCase")]
/// struct Order {
///     id: String,
///     #[attr(range = 1..=100)]
///     line_count: u32,
///     note: Option<String>,
/// }
///
/// let [_, count, note] = Order::SCHEMA.fields else { panic!("three fields") };
/// assert_eq!((count.name, count.attribute, count.ty), ("line_count", "lineCount", "u32"));
/// assert_eq!(count.rules.len(), 1);
/// assert!(note.optional && !count.optional);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSchema {
    /// The field's name in Rust.
    pub name: &'static str,
    /// The attribute it is stored as.
    pub attribute: &'static str,
    /// Its type, as it was written.
    pub ty: &'static str,
    /// Where its value is.
    pub place: FieldPlace,
    /// Whether an item without the attribute can still be read.
    pub optional: bool,
    /// Whether the attribute holds what the type's own `Serialize` makes; serde's `with` and relatives change that.
    pub plain: bool,
    /// The path of serde's `with` or `serialize_with` that changes it.
    pub with: Option<&'static str>,
    /// The path of the function that computes it from other fields.
    pub computed: Option<&'static str>,
    /// Whether serde's `with` or `deserialize_with` reads it, instead of the type's own `Deserialize`.
    pub reader: bool,
    /// Whether it is a set instead, by `as_set`.
    pub set: bool,
    /// The rules its values keep, as they are declared.
    pub rules: &'static [&'static str],
    /// The fields it is computed from, by their places; empty if it is not computed.
    pub from: &'static [usize],
    /// What is read where an item lacks it, if that is not `None`.
    pub default: Option<FieldDefault>,
    /// What the library keeps in it, if programs do not set it.
    pub managed: Option<Managed>,
    /// How it is stored, if `#[attr(time)]` says so.
    pub time: Option<TimeFormat>,
    /// The types that its own type names, beside those of Rust itself.
    pub types: &'static [TypeRef],
}

/// Where the value of a field is in an item.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// use dynamo_model::schema::FieldPlace;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order {
///     #[attr(key)]
///     id: String,
///     total: u32,
///     #[serde(skip)]
///     seen: bool,
/// }
///
/// let places: Vec<FieldPlace> = Order::SCHEMA.fields.iter().map(|field| field.place).collect();
/// assert_eq!(places, [FieldPlace::Key, FieldPlace::Attribute, FieldPlace::Skipped]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldPlace {
    /// In an attribute of its own.
    Attribute,
    /// In keys only.
    Key,
    /// In the table's time to live, as seconds since 1970.
    Ttl,
    /// In attributes of names of its own: serde flattens it into the item.
    Flattened,
    /// Nowhere: serde skips it.
    Skipped,
}

impl AccessSchema {
    /// The templates of its key.
    pub(crate) const fn key(&self) -> KeyTemplates<'static> {
        KeyTemplates { pk: self.pk, sk: self.sk }
    }
}

impl EntitySchema {
    /// No more of it than tells its items and their guards from others'. Generated code makes the layout of a table of it.
    #[doc(hidden)]
    #[must_use]
    pub const fn __outline(&self) -> Self {
        Self { accesses: &[], fields: &[], ..*self }
    }

    /// An access pattern, by its place.
    #[allow(clippy::indexing_slicing, reason = "const code has no `get`; the bound is checked right here")]
    pub(super) const fn access(&self, place: usize) -> Option<&'static AccessSchema> {
        if place < self.accesses.len() { Some(&self.accesses[place]) } else { None }
    }

    /// The templates of the primary key.
    pub(crate) const fn key(&self) -> KeyTemplates<'_> {
        KeyTemplates { pk: std::slice::from_ref(&self.pk), sk: self.sk.as_slice() }
    }

    /// Whether the derive found no mistake. If it did, it left the keys empty, for errors that only follow from it not to
    /// be reported too.
    pub(super) const fn compiles(&self) -> bool {
        !self.pk.pieces.is_empty()
    }

    /// Returns the templates the entity has on an index, if it takes part in it.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert_eq!(Order::SCHEMA.on_index("gsi1").map(|access| access.name), Some("by_customer"));
    /// assert_eq!(Session::SCHEMA.on_index("gsi1"), None);
    /// ```
    #[must_use]
    pub const fn on_index(&self, index: &str) -> Option<&'static AccessSchema> {
        let mut accesses = self.accesses;
        while let [first, rest @ ..] = accesses {
            if let Some(name) = first.index
                && equal(name, index)
            {
                return Some(first);
            }
            accesses = rest;
        }
        None
    }

    /// Whether this is the other entity, and not just one of the same name.
    pub(crate) const fn is(&self, other: &Self) -> bool {
        equal(self.path, other.path)
    }

    /// Whether the library keeps a version or times in some fields.
    pub(crate) fn is_managed(&self) -> bool {
        self.fields.iter().any(|field| field.managed.is_some())
    }

    /// Whether writes compute some attributes.
    pub(crate) fn is_computed(&self) -> bool {
        self.retention.computes_expiry() || self.fields.iter().any(|field| !field.from.is_empty())
    }

    /// Returns the field that is stored as this attribute.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert_eq!(Order::SCHEMA.stored_as("total").map(|(place, field)| (place, field.ty)), Some((3, "u32")));
    /// assert_eq!(Order::SCHEMA.stored_as("gsi1pk"), None, "a key is no field");
    /// ```
    #[must_use]
    pub const fn stored_as(&self, attribute: &str) -> Option<(usize, &'static FieldSchema)> {
        let attribute = attribute.as_bytes();
        let mut fields = self.fields;
        let mut place = 0;
        while let [first, rest @ ..] = fields {
            let name = first.attribute.as_bytes();
            if end_alike!(name, attribute)
                && matches!(first.place, FieldPlace::Attribute)
                && equal_bytes(name, attribute)
            {
                return Some((place, first));
            }
            fields = rest;
            place += 1;
        }
        None
    }
}

impl FieldSchema {
    /// Whether serde knows the field by its attribute's name.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// struct Order {
    ///     #[attr(key)]
    ///     id: String,
    ///     total: u32,
    /// }
    ///
    /// let [id, total] = Order::SCHEMA.fields else { panic!("two fields") };
    /// assert!(id.is_named() && !id.is_attribute(), "it lives in keys only");
    /// assert!(total.is_named() && total.is_attribute());
    /// ```
    #[must_use]
    pub const fn is_named(&self) -> bool {
        matches!(self.place, FieldPlace::Attribute | FieldPlace::Key | FieldPlace::Ttl)
    }

    /// Whether the field is an attribute of its own.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert!(Order::SCHEMA.fields.iter().all(|field| field.is_attribute()));
    /// ```
    #[must_use]
    pub const fn is_attribute(&self) -> bool {
        matches!(self.place, FieldPlace::Attribute)
    }
}

// Generated code is shorter by the functions here.

/// An entity of which nothing is said but its names and its primary key.
#[doc(hidden)]
#[must_use]
pub const fn entity(
    rust_name: &'static str,
    path: &'static str,
    tag: &'static str,
    pk: Template,
    sk: Option<Template>,
) -> EntitySchema {
    EntitySchema {
        rust_name,
        path,
        tag,
        pk,
        sk,
        revisions: None,
        accesses: &[],
        fields: &[],
        unique: &[],
        retention: Retention::NONE,
        check: None,
        arguments: Arguments::NONE,
    }
}

/// A pattern that reads whole entities, and asks for nothing else.
#[doc(hidden)]
#[must_use]
pub const fn access(
    name: &'static str,
    index: Option<&'static str>,
    pk: &'static [Template],
    sk: &'static [Template],
) -> AccessSchema {
    AccessSchema { name, index, pk, sk, own: &[], project: &[], filter: &[], view: None, hydrate: false }
}

/// A field that is an attribute under its own name, and nothing besides.
#[doc(hidden)]
#[must_use]
pub const fn field(name: &'static str, ty: &'static str, optional: bool) -> FieldSchema {
    let place = FieldPlace::Attribute;
    FieldSchema {
        name,
        attribute: name,
        ty,
        place,
        optional,
        plain: true,
        with: None,
        computed: None,
        reader: false,
        set: false,
        rules: &[],
        from: &[],
        default: None,
        managed: None,
        time: None,
        types: &[],
    }
}

impl FieldSchema {
    /// The field, with what is read where an item lacks it.
    #[doc(hidden)]
    #[must_use]
    pub const fn __or(self, default: FieldDefault) -> Self {
        Self { default: Some(default), ..self }
    }
}
