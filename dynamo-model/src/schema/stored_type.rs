use std::any::type_name;
use std::fmt;

use super::FieldSchema;
use super::type_names::short;
use crate::request::KeyKind;

/// A type that attributes hold: its entries or variants, as they are stored.
///
/// Known of types that derive `Document` or `KeyPart`. It may hold itself, so it refers to other types by [`TypeRef`].
///
/// ```
/// use dynamo_model::schema::{Tagging, TypeForm};
/// use dynamo_model::{Document, Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "shop")]
/// enum Shop { Order(Order) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, payments: Vec<Payment> }
///
/// #[derive(Serialize, Deserialize, Document)]
/// #[serde(tag = "kind", rename_all = "lowercase")]
/// enum Payment { Cash, Card { number: String } }
///
/// let payment = Order::SCHEMA.fields[1].types[0].get().unwrap();
/// assert_eq!(payment.rust_name, "Payment");
/// let TypeForm::Enum { tagging: Tagging::Inside("kind"), variants } = payment.form else { panic!() };
/// assert_eq!((variants[1].name, variants[1].stored), ("Card", "card"));
/// assert_eq!(variants[1].fields[0].attribute, "number");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeSchema {
    /// The name in Rust.
    pub rust_name: &'static str,
    /// The name with the modules it is in, which tells types of one name apart.
    pub path: &'static str,
    /// How its values are stored.
    pub form: TypeForm,
}

/// How the values of a type are stored.
///
/// ```
/// # use dynamo_model::{Document, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// use dynamo_model::schema::TypeForm;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, address: Address }
///
/// #[derive(Serialize, Deserialize, Document)]
/// struct Address { city: String, zip: String }
///
/// let address = Order::SCHEMA.fields[1].types[0].get().unwrap();
/// let TypeForm::Struct(entries) = address.form else { panic!() };
/// assert!(entries.iter().map(|entry| entry.attribute).eq(["city", "zip"]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeForm {
    /// A map, with an entry per field.
    Struct(&'static [FieldSchema]),
    /// As the one field is.
    Newtype(&'static [FieldSchema]),
    /// One of several variants.
    Enum {
        /// Where the name of the variant is.
        tagging: Tagging,
        /// The variants that are stored with their names.
        variants: &'static [VariantSchema],
    },
}

/// Where the stored form of an enum has the name of its variant.
///
/// ```
/// # use dynamo_model::{Document, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// use dynamo_model::schema::{Tagging, TypeForm};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, payment: Payment }
///
/// #[derive(Serialize, Deserialize, Document)]
/// #[serde(tag = "kind", content = "data")]
/// enum Payment { Cash, Card { number: String } }
///
/// let payment = Order::SCHEMA.fields[1].types[0].get().unwrap();
/// let TypeForm::Enum { tagging, .. } = payment.form else { panic!() };
/// assert_eq!(tagging, Tagging::Beside { tag: "kind", content: "data" });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// Around what the variant holds, or alone if it holds nothing.
    Around,
    /// In this entry, among those of what the variant holds.
    Inside(&'static str),
    /// In one entry, beside another with what the variant holds.
    Beside {
        /// The entry with the name.
        tag: &'static str,
        /// The entry with what the variant holds.
        content: &'static str,
    },
}

/// A variant of an enum.
///
/// ```
/// # use dynamo_model::{Document, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// use dynamo_model::schema::TypeForm;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, payment: Payment }
///
/// #[derive(Serialize, Deserialize, Document)]
/// #[serde(rename_all = "lowercase")]
/// enum Payment { Cash, Card(String) }
///
/// let payment = Order::SCHEMA.fields[1].types[0].get().unwrap();
/// let TypeForm::Enum { variants, .. } = payment.form else { panic!() };
/// let names = variants.iter().map(|variant| (variant.name, variant.stored));
/// assert!(names.eq([("Cash", "cash"), ("Card", "card")]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VariantSchema {
    /// The name in Rust.
    pub name: &'static str,
    /// The name that is stored.
    pub stored: &'static str,
    /// What holds its fields.
    pub data: VariantData,
    /// What it holds; fields without names have their places for names.
    pub fields: &'static [FieldSchema],
}

/// What holds the fields of a variant.
///
/// ```
/// # use dynamo_model::{Document, Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// use dynamo_model::schema::{TypeForm, VariantData};
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// struct Order { id: String, payment: Payment }
///
/// #[derive(Serialize, Deserialize, Document)]
/// #[serde(rename_all = "lowercase")]
/// enum Payment { Cash, Card(String) }
///
/// let payment = Order::SCHEMA.fields[1].types[0].get().unwrap();
/// let TypeForm::Enum { variants, .. } = payment.form else { panic!() };
/// let data = variants.iter().map(|variant| variant.data);
/// assert!(data.eq([VariantData::Nothing, VariantData::Value]), "a card is stored as its number");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariantData {
    /// Nothing: there are none.
    Nothing,
    /// Nothing more than the one field.
    Value,
    /// A list.
    List,
    /// A map.
    Map,
}

/// Refers to the type that a field's own type names, if that says how it is stored.
///
/// ```
/// use dynamo_model::{Document, Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "forum")]
/// enum Forum { Thread(Thread) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Forum, pk = "THREAD#{id}", sk = "THREAD")]
/// struct Thread { id: String, first: Comment, place: Place }
///
/// #[derive(Serialize, Deserialize, Document)]
/// struct Comment { text: String, answers: Vec<Comment> }
///
/// #[derive(Serialize, Deserialize)]
/// struct Place { page: u32 }
///
/// let types = |field: usize| Thread::SCHEMA.fields[field].types;
/// assert_eq!(types(0), &[], "nothing more is to be said of a String");
/// assert_eq!(types(1)[0].get().unwrap().rust_name, "Comment");
/// assert!(types(2)[0].get().is_none(), "no `Document`");
/// ```
#[derive(Clone, Copy)]
pub struct TypeRef {
    document: Option<Describe>,
    part: Option<Describe>,
    /// What the field's type calls it.
    written: &'static str,
    /// What it is called by the compiler, which knows of no alias.
    called: fn() -> &'static str,
    /// Whether it is the type of the field, and not only named by that.
    whole: bool,
}

/// What a type says of itself.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Describe {
    /// A function, as a constant cannot refer to itself.
    pub(crate) ty: fn() -> Option<&'static TypeSchema>,
    /// How many numbers it has, if it is a vector.
    pub(crate) dimensions: Option<usize>,
    /// What key attributes it is stored as, if it is one alone.
    pub(crate) kind: Option<KeyKind>,
}

impl TypeRef {
    #[doc(hidden)]
    #[must_use]
    pub const fn new<T: ?Sized>(
        written: &'static str,
        document: Option<Describe>,
        part: Option<Describe>,
    ) -> Self {
        Self { document, part, written, called: type_name::<T>, whole: false }
    }

    /// Refers to the type of the field.
    #[doc(hidden)]
    #[must_use]
    pub const fn whole<T: ?Sized>(
        written: &'static str,
        document: Option<Describe>,
        part: Option<Describe>,
    ) -> Self {
        Self { whole: true, ..Self::new::<T>(written, document, part) }
    }

    /// What the field's type calls it, and what it is, if that is called otherwise.
    pub(super) fn alias(&self) -> Option<(&'static str, String)> {
        let called = short((self.called)());
        (short(self.written) != called).then_some((self.written, called))
    }

    /// The types that it describes: one, or those in what it is an alias of.
    pub(super) fn described(&self) -> impl Iterator<Item = &'static TypeSchema> + use<> {
        let of = |describe: Option<Describe>| describe.and_then(|describe| (describe.ty)());
        let document = of(self.document);
        let part = of(self.part).filter(|part| document.is_none_or(|document| document.path != part.path));
        document.into_iter().chain(part)
    }

    /// The type of the field, if that is it itself and no container of it.
    pub(super) fn itself(&self) -> Option<&'static TypeSchema> {
        self.get().filter(|ty| self.whole && short((self.called)()) == ty.rust_name)
    }

    /// How many numbers the type has, if it is that of the field, and a vector.
    pub(super) const fn dimensions(&self) -> Option<usize> {
        match self.document {
            Some(Describe { dimensions, .. }) if self.whole => dimensions,
            _ => None,
        }
    }

    /// What key attributes the type is stored as, if it is that of the field, and that is known.
    pub(super) const fn kind(&self) -> Option<KeyKind> {
        match self.part {
            Some(Describe { kind, .. }) if self.whole => kind,
            _ => None,
        }
    }

    /// Returns the type; nothing if it derives neither `Document` nor `KeyPart`.
    ///
    /// ```
    /// # use dynamo_model::{Entity, KeyPart, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// #[derive(Serialize, Deserialize, Entity)]
    /// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// struct Order { id: OrderId, notes: Vec<Note> }
    ///
    /// #[derive(Serialize, Deserialize, KeyPart)]
    /// struct OrderId(u32);
    ///
    /// #[derive(Serialize, Deserialize)]
    /// struct Note(String);
    ///
    /// let of = |field: usize| Order::SCHEMA.fields[field].types[0].get().map(|found| found.rust_name);
    /// assert_eq!((of(0), of(1)), (Some("OrderId"), None));
    /// ```
    #[must_use]
    pub fn get(self) -> Option<&'static TypeSchema> {
        self.document.or(self.part).and_then(|describe| (describe.ty)())
    }
}

/// By path, as types may hold themselves.
impl PartialEq for TypeRef {
    fn eq(&self, other: &Self) -> bool {
        let path = |of: &Self| of.get().map(|found| found.path);
        path(self) == path(other)
    }
}

impl Eq for TypeRef {}

impl fmt::Debug for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TypeRef").field(&self.get().map(|found| found.path)).finish()
    }
}
