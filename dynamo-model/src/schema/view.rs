use super::{EntitySchema, EntryName, FieldDefault, FieldPlace, FieldSchema, Tagging, VariantSchema};
use crate::expr::Path;

/// What a view's derive found: which fields of its entity it has.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, customer: String, total: u32 }
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Total {
///     #[projection(from = total)]
///     cents: u32,
/// }
///
/// assert_eq!(Total::SCHEMA.rust_name, "Total");
/// assert_eq!(Order::SCHEMA.fields[Total::SCHEMA.fields[0].place].name, "total");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewSchema {
    /// The name of the Rust type.
    pub rust_name: &'static str,
    /// For each field of the view, where it is in the entity.
    pub fields: &'static [ViewField],
}

/// Where a field of a view is in its entity.
///
/// ```
/// # use dynamo_model::{Document, Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, address: Address }
///
/// #[derive(Serialize, Deserialize, Document)]
/// #[serde(rename_all = "UPPERCASE")]
/// struct Address { city: String }
///
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct Destination {
///     #[projection(from = address.city)]
///     city: String,
/// }
///
/// let city = &Destination::SCHEMA.fields[0];
/// assert_eq!((city.place, city.below.len()), (1, 1));
/// assert_eq!(city.path(Order::SCHEMA).to_string(), "address.CITY");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewField {
    /// The place of the entity's field in [`EntitySchema::fields`].
    pub place: usize,
    /// The way on from there, into what the field holds; empty for all of it.
    pub below: &'static [ViewStep],
}

/// A step into what a field holds.
///
/// ```
/// # use dynamo_model::{Entity, Projection, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, notes: Vec<String> }
/// use dynamo_model::schema::ViewStep;
///
/// #[derive(Projection)]
/// #[projection(of = Order)]
/// struct First {
///     #[projection(from = notes[0])]
///     note: Option<String>,
/// }
///
/// assert_eq!(First::SCHEMA.fields[0].below, [ViewStep::Index(0)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewStep {
    /// A field of a document.
    Field(&'static FieldSchema),
    /// An element of a list, counted from 0.
    Index(u32),
    /// An entry of a map.
    Key(EntryName),
    /// What a variant of an enum holds.
    Variant {
        /// Where the enum has the name of its variant.
        tagging: Tagging,
        /// The variant.
        variant: &'static VariantSchema,
    },
}

impl ViewField {
    /// Returns the path of what the view has, as it is stored.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Projection, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # use std::collections::BTreeMap;
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, labels: BTreeMap<String, String> }
    /// #[derive(Projection)]
    /// #[projection(of = Order)]
    /// struct Colour {
    ///     #[projection(from = labels["colour"])]
    ///     colour: Option<String>,
    /// }
    ///
    /// assert_eq!(Colour::SCHEMA.fields[0].path(Order::SCHEMA).to_string(), "labels.colour");
    /// ```
    #[must_use]
    pub fn path(&self, entity: &EntitySchema) -> Path {
        self.path_of(entity, self.below)
    }

    /// The path of what is so many steps below the entity's field.
    pub(crate) fn path_of(&self, entity: &EntitySchema, below: &[ViewStep]) -> Path {
        self.way(entity, below).unwrap_or_else(|| Path::attribute(""))
    }

    /// The paths of the tags that say whether the enums on the way are the variants that it leads through.
    pub(crate) fn tags(&self, entity: &EntitySchema) -> impl Iterator<Item = Path> {
        self.below.iter().enumerate().filter_map(|(nth, step)| {
            let (tag, (above, _)) = (step.tag()?, self.below.split_at_checked(nth)?);
            Some(match self.way(entity, above) {
                Some(path) => path.key(tag),
                None => Path::attribute(tag),
            })
        })
    }

    /// The path, unless it leads no further than to the item itself.
    fn way(&self, entity: &EntitySchema, below: &[ViewStep]) -> Option<Path> {
        let root = self.field(entity).filter(|field| field.place != FieldPlace::Flattened);
        let root = root.map(|field| Path::attribute(field.attribute));
        below.iter().filter_map(|step| step.stored()).fold(root, |path, step| match (path, step) {
            (Some(path), Stored::Entry(name)) => Some(path.key(name)),
            (Some(path), Stored::Element(index)) => Some(path.index(index)),
            // What is flattened into the item has its attributes.
            (None, Stored::Entry(name)) => Some(Path::attribute(name)),
            (None, Stored::Element(_)) => None,
        })
    }

    /// The entity's field.
    pub(crate) fn field(&self, entity: &EntitySchema) -> Option<&'static FieldSchema> {
        entity.fields.get(self.place)
    }
}

/// What a step leads to, as it is stored.
pub(crate) enum Stored {
    /// An entry of a map, which a document is, too.
    Entry(&'static str),
    /// An element of a list.
    Element(u32),
}

impl ViewStep {
    /// What it leads to, unless that is where one is already: there is what is flattened into a document, and what a variant
    /// holds beside its tag.
    pub(crate) fn stored(self) -> Option<Stored> {
        match self {
            Self::Field(field) if field.place == FieldPlace::Flattened => None,
            Self::Field(field) => Some(Stored::Entry(field.attribute)),
            Self::Index(index) => Some(Stored::Element(index)),
            Self::Key(name) => Some(Stored::Entry(name.get())),
            Self::Variant { tagging: Tagging::Around, variant } => Some(Stored::Entry(variant.stored)),
            Self::Variant { tagging: Tagging::Beside { content, .. }, .. } => Some(Stored::Entry(content)),
            Self::Variant { tagging: Tagging::Inside(_), .. } => None,
        }
    }

    /// The entry that says which variant an enum is, if it leads into one and that is not what it leads to.
    pub(crate) const fn tag(self) -> Option<&'static str> {
        match self {
            Self::Variant { tagging: Tagging::Inside(tag) | Tagging::Beside { tag, .. }, .. } => Some(tag),
            _ => None,
        }
    }

    /// What is read where the document lacks the field.
    pub(crate) const fn default(self) -> Option<FieldDefault> {
        match self {
            Self::Field(field) => field.default,
            Self::Index(_) | Self::Key(_) | Self::Variant { .. } => None,
        }
    }
}
