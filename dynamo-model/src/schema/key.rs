//! Keys: the attributes of a table's or index's, and the templates that make them.

use super::message::equal;
use super::{FieldPart, Template};
use crate::request::KeyKind;

/// The key attributes of a table or index. A global index may have up to four of each; everything else has one of the
/// partition, and one or none of the order in it.
///
/// ```
/// use dynamo_model::request::KeyKind;
/// use dynamo_model::schema::{KeyAttribute, KeyAttributes};
///
/// const KEY: KeyAttributes = KeyAttributes {
///     pk: &[KeyAttribute::new("tenant", KeyKind::S), KeyAttribute::new("region", KeyKind::S)],
///     sk: &[KeyAttribute::new("total", KeyKind::N)],
/// };
/// let names: Vec<&str> = KEY.all().map(|attribute| attribute.name).collect();
/// assert_eq!(names, ["tenant", "region", "total"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyAttributes {
    /// The attributes of the partition key.
    pub pk: &'static [KeyAttribute],
    /// The attributes of the sort key; empty if there is none.
    pub sk: &'static [KeyAttribute],
}

/// One key attribute.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use dynamo_model::request::KeyKind;
/// use dynamo_model::schema::KeyAttribute;
///
/// assert_eq!(Shop::SCHEMA.key.pk, [KeyAttribute::new("pk", KeyKind::S)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyAttribute {
    /// The attribute's name.
    pub name: &'static str,
    /// Its type.
    pub kind: KeyKind,
}

impl KeyAttribute {
    /// Makes a key attribute.
    ///
    /// ```
    /// use dynamo_model::request::KeyKind;
    /// use dynamo_model::schema::KeyAttribute;
    ///
    /// assert_eq!(KeyAttribute::new("pk", KeyKind::S).name, "pk");
    /// ```
    #[must_use]
    pub const fn new(name: &'static str, kind: KeyKind) -> Self {
        Self { name, kind }
    }
}

impl KeyAttributes {
    /// Iterates over all attributes, those of the partition first.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let names: Vec<&str> = Shop::SCHEMA.key.all().map(|attribute| attribute.name).collect();
    /// assert_eq!(names, ["pk", "sk"]);
    /// ```
    pub fn all(&self) -> impl Iterator<Item = &'static KeyAttribute> + use<> {
        self.pk.iter().chain(self.sk)
    }

    /// Returns the name of the first attribute.
    #[must_use]
    pub(crate) const fn first(&self) -> &'static str {
        match self.pk {
            [first, ..] => first.name,
            [] => "",
        }
    }

    /// Whether an attribute is one of the key's.
    pub(crate) const fn has(&self, attribute: &str) -> bool {
        contains(self.pk, attribute) || contains(self.sk, attribute)
    }
}

const fn contains(attributes: &[KeyAttribute], name: &str) -> bool {
    let mut rest = attributes;
    while let [first, tail @ ..] = rest {
        if equal(first.name, name) {
            return true;
        }
        rest = tail;
    }
    false
}

/// The templates of a key: one for each of its attributes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyTemplates<'s> {
    pub(crate) pk: &'s [Template],
    pub(crate) sk: &'s [Template],
}

impl<'s> KeyTemplates<'s> {
    /// Whether a field is in the key.
    pub(crate) const fn has(self, field: usize) -> bool {
        any_has(self.pk, field) || any_has(self.sk, field)
    }

    /// Iterates over the fields, left to right.
    pub(crate) fn fields(self) -> impl Iterator<Item = &'static FieldPart> {
        self.pk.iter().chain(self.sk).flat_map(Template::fields)
    }

    /// Pairs the attributes of a key with the templates that make them.
    pub(crate) fn of(
        self,
        key: &KeyAttributes,
    ) -> impl Iterator<Item = (&'static KeyAttribute, &'s Template)> + Clone + use<'s> {
        key.pk.iter().zip(self.pk).chain(key.sk.iter().zip(self.sk))
    }

    /// Returns the template that makes an attribute, if that is one of the key's.
    pub(super) const fn of_attribute(self, key: &KeyAttributes, attribute: &str) -> Option<&'s Template> {
        match paired(key.pk, self.pk, attribute) {
            Some(template) => Some(template),
            None => paired(key.sk, self.sk, attribute),
        }
    }
}

pub(super) const fn any_has(templates: &[Template], field: usize) -> bool {
    let mut rest = templates;
    while let [first, tail @ ..] = rest {
        if first.has(field) {
            return true;
        }
        rest = tail;
    }
    false
}

const fn paired<'s>(
    attributes: &[KeyAttribute],
    templates: &'s [Template],
    name: &str,
) -> Option<&'s Template> {
    let (mut attributes, mut templates) = (attributes, templates);
    while let ([attribute, attributes_left @ ..], [template, templates_left @ ..]) = (attributes, templates) {
        if equal(attribute.name, name) {
            return Some(template);
        }
        attributes = attributes_left;
        templates = templates_left;
    }
    None
}
