use super::message::{Mistake, equal};
use super::nearest::nearest;
use super::{EntitySchema, FieldPlace, FieldSchema};
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
    Key(&'static str),
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
        let root = self.field(entity).filter(|field| field.place != FieldPlace::Flattened);
        let root = root.map(|field| Path::attribute(field.attribute));
        let path = below.iter().fold(root, |path, step| match (path, step.stored()) {
            (path, None) => path,
            (Some(path), Some(ViewStep::Index(index))) => Some(path.index(index)),
            (Some(path), Some(ViewStep::Key(key))) => Some(path.key(key)),
            (Some(path), Some(ViewStep::Field(field))) => Some(path.key(field.attribute)),
            // What is flattened into the item has its attributes.
            (None, Some(ViewStep::Field(field))) => Some(Path::attribute(field.attribute)),
            (None, Some(ViewStep::Key(key))) => Some(Path::attribute(key)),
            (None, Some(ViewStep::Index(_))) => None,
        });
        path.unwrap_or_else(|| Path::attribute(""))
    }

    /// The entity's field.
    pub(crate) fn field(&self, entity: &EntitySchema) -> Option<&'static FieldSchema> {
        entity.fields.get(self.place)
    }
}

impl ViewStep {
    /// The step, unless it leads nowhere: what is flattened is where the document is that holds it.
    pub(crate) fn stored(self) -> Option<Self> {
        match self {
            Self::Field(field) if field.place == FieldPlace::Flattened => None,
            step => Some(step),
        }
    }

    /// What is read where the document lacks the field.
    pub(crate) fn default(self) -> Option<super::FieldDefault> {
        match self {
            Self::Field(field) => field.default,
            Self::Index(_) | Self::Key(_) => None,
        }
    }
}

/// Finds the field of an entity that a view has, and checks that a view can have it. The projection derive calls it.
///
/// # Errors
///
/// The mistake, if there is one.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::schema::viewed_field;
///
/// assert!(matches!(viewed_field(Order::SCHEMA, "total", Some(false)), Ok(1)));
/// let mistake = viewed_field(Order::SCHEMA, "totl", Some(false)).unwrap_err();
/// assert!(mistake.as_str().contains("did you mean `total`?"));
/// ```
///
/// `optional` says whether the view has an `Option` of it; of a field that it goes into, `None`.
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn viewed_field(
    entity: &EntitySchema,
    name: &str,
    optional: Option<bool>,
) -> Result<usize, Mistake> {
    if !entity.compiles() {
        return Ok(0);
    }
    let owner = Mistake::NONE.text("entity ").code(entity.rust_name);
    match find(owner, entity.fields, name, optional) {
        Ok(place) => match optional {
            Some(true) => match always_there(entity, place) {
                Some(mistake) => Err(mistake),
                None => Ok(place),
            },
            _ => Ok(place),
        },
        Err(mistake) => Err(mistake),
    }
}

/// Finds the field of a document that a view has, or goes into, as [`viewed_field`]. There may be no document, so that
/// a view may have an `Option` of what every document has.
#[doc(hidden)]
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn viewed_inside(
    document: &str,
    fields: &'static [FieldSchema],
    name: &str,
    optional: Option<bool>,
) -> Result<usize, Mistake> {
    find(Mistake::NONE.text("document ").code(document), fields, name, optional)
}

#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
const fn find(
    owner: Mistake,
    fields: &'static [FieldSchema],
    name: &str,
    optional: Option<bool>,
) -> Result<usize, Mistake> {
    let mut rest = fields;
    let mut place = 0;
    while let [field, others @ ..] = rest {
        if equal(field.name, name) {
            return match unfit(owner, field, optional) {
                Some(mistake) => Err(mistake),
                None => Ok(place),
            };
        }
        rest = others;
        place += 1;
    }
    let mistake = owner.text(" has no field ").code(name);
    Err(match nearest(name, fields) {
        Some(near) => mistake.help("did you mean ").code(near).text("?"),
        None => mistake.help("name the field with `#[projection(from = …)]`"),
    })
}

const fn unfit(mistake: Mistake, field: &FieldSchema, optional: Option<bool>) -> Option<Mistake> {
    match field.place {
        FieldPlace::Skipped => {
            return Some(
                mistake.text(" does not store field ").code(field.name).help("remove it from the view"),
            );
        }
        FieldPlace::Flattened if optional.is_some() => {
            let mistake = mistake.text(" flattens field ").code(field.name);
            let mistake = mistake.text(", whose attributes have names of their own");
            let mistake =
                mistake.help("name one of its fields, as in `#[projection(from = ").text(field.name);
            return Some(mistake.text(".…)]`, or read the whole entity"));
        }
        FieldPlace::Flattened | FieldPlace::Attribute | FieldPlace::Key | FieldPlace::Ttl => {}
    }
    if !field.plain && !field.set {
        let mistake = mistake.text(" stores field ").code(field.name);
        let mistake = mistake.text(" in a form of its own, by serde\u{2019}s `with`");
        return Some(mistake.help("read the whole entity, or store a type that serde knows without `with`"));
    }
    if field.reader && !field.set {
        let mistake = mistake.text(" reads field ").code(field.name);
        let mistake = mistake.text(" by a function of its own, serde\u{2019}s `deserialize_with`");
        return Some(
            mistake.help("read the whole entity, or give the field a type that reads itself like that"),
        );
    }
    if may_be_none(field) && matches!(optional, Some(false)) {
        let mistake = mistake.text(" may lack field ").code(field.name);
        return Some(mistake.help("make it an `Option` in the view"));
    }
    None
}

/// Refuses an `Option` of what every entity has.
const fn always_there(entity: &EntitySchema, place: usize) -> Option<Mistake> {
    let (_, rest) = entity.fields.split_at(place);
    let [field, ..] = rest else { return None };
    if may_be_none(field) {
        return None;
    }
    let mistake = Mistake::NONE.text("entity ").code(entity.rust_name);
    let mistake = mistake.text(" always has field ").code(field.name);
    Some(mistake.help("write its type without `Option`"))
}

/// Whether there is nothing to read where an item lacks the field, or an `Option` all the same.
const fn may_be_none(field: &FieldSchema) -> bool {
    match &field.default {
        Some(default) => default.of_option,
        None => field.optional,
    }
}
