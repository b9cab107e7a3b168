use super::message::equal;
use super::{EntitySchema, KeyAttribute, Piece, TableSchema, Template};
use crate::request::KeyKind;
use crate::value::{ItemRef, ValueRef};

/// What no two entities have in common: one field, or several together, kept by guard items in the same table.
///
/// ```
/// use dynamo_model::{Entity, Table};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Table)]
/// #[table(name = "accounts")]
/// enum Accounts { User(User) }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
/// struct User { id: String, tenant: String, #[attr(unique(scope = tenant))] email: String }
///
/// let unique = &User::SCHEMA.unique[0];
/// assert_eq!((unique.name, unique.parts.len()), ("email", 2));
/// assert_eq!(unique.prefix, "UNIQUE#User.email#");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UniqueSchema {
    /// The attribute, or the name of fields that are unique together.
    pub name: &'static str,
    /// What the partition keys of its guards begin with.
    pub prefix: &'static str,
    /// The fields: the scope, and then what is unique in it.
    pub parts: &'static [UniquePart],
}

/// A field of a [`UniqueSchema`].
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { User(User) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
/// # struct User { id: String, tenant: String, #[attr(unique(scope = tenant))] email: String }
/// let [scope, email] = User::SCHEMA.unique[0].parts else { panic!("two parts") };
/// assert_eq!(User::SCHEMA.fields[scope.field].name, "tenant");
/// assert_eq!(User::SCHEMA.fields[email.field].name, "email");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UniquePart {
    /// The field's place in the entity's list of fields.
    pub field: usize,
    /// Whether there is a text to compare its values by.
    pub text: bool,
    /// What makes the compared text of a value, one function after the other; none for the value itself.
    pub normalize: &'static [&'static str],
}

impl UniqueSchema {
    /// What errors call it: the field's name in Rust, or the name of fields that are unique together.
    pub(crate) fn named_in(&self, entity: &EntitySchema) -> &'static str {
        let field = self.parts.last().and_then(|part| entity.fields.get(part.field));
        field.filter(|field| field.attribute == self.name).map_or(self.name, |field| field.name)
    }
}

/// The entity tag of guards.
pub(crate) const GUARD_TAG: &str = "_unique";
/// The sort key of guards.
pub(crate) const GUARD_SORT_KEY: &str = "UNIQUE";
/// The attribute of a guard that holds the primary key of the entity it is for.
pub(crate) const GUARD_OWNER: &str = "_owner";

/// The sort key of guards as a template.
pub(super) const SORT_KEY: Template =
    Template { text: GUARD_SORT_KEY, pieces: &[Piece::Literal(GUARD_SORT_KEY)] };

impl TableSchema {
    /// Whether an entity of the table has unique fields, or one that is not known may have, and so the table has guards
    /// besides entities.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// assert!(!Shop::SCHEMA.has_guards(), "nothing is unique in it");
    /// ```
    #[must_use]
    pub const fn has_guards(&self) -> bool {
        if self.open {
            return true;
        }
        let mut entities = self.entities;
        while let [first, rest @ ..] = entities {
            if !first.unique.is_empty() {
                return true;
            }
            entities = rest;
        }
        false
    }

    /// Whether an item is the guard of a unique value, and no entity. Reads of the typed layer leave guards out.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "accounts")]
    /// # enum Accounts { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// use dynamo_model::value::Item;
    ///
    /// let guard = Item::from_iter([("pk", "UNIQUE#User.email#ada@example.org"), ("sk", "UNIQUE"), ("_type", "_unique")]);
    /// assert!(Accounts::SCHEMA.is_guard(guard.view()));
    /// ```
    #[must_use]
    pub fn is_guard(&self, item: ItemRef<'_>) -> bool {
        match self.entity_type.and_then(|attribute| item.get(attribute)) {
            Some(ValueRef::S(tag)) => tag == GUARD_TAG,
            // Neither a table without tags nor an index of keys has it.
            _ => self.entities.iter().any(|entity| self.guarded_of(entity, item).is_some()),
        }
    }

    /// Finds the constraint of an entity that an item guards.
    pub(crate) fn guarded_of(
        &self,
        entity: &EntitySchema,
        item: ItemRef<'_>,
    ) -> Option<&'static UniqueSchema> {
        let has_sort_key = self.key.sk.iter().all(|sk| is_text(sk, item, |text| text == GUARD_SORT_KEY));
        let has_prefix =
            |prefix: &str| self.key.pk.iter().all(|pk| is_text(pk, item, |text| text.starts_with(prefix)));
        entity.unique.iter().find(|unique| has_sort_key && has_prefix(unique.prefix))
    }

    /// The key attribute of the table that is no text, if there is one: guards have no value for it.
    pub(super) const fn other_than_text(&self) -> Option<KeyAttribute> {
        match other_than_text(self.key.pk) {
            Some(attribute) => Some(attribute),
            None => other_than_text(self.key.sk),
        }
    }

    /// Whether the library writes an attribute of this name into keys.
    pub(super) const fn manages(&self, name: &str) -> bool {
        let mut managed = self.managed;
        while let [first, rest @ ..] = managed {
            if equal(first, name) {
                return true;
            }
            managed = rest;
        }
        false
    }
}

const fn other_than_text(attributes: &[KeyAttribute]) -> Option<KeyAttribute> {
    let mut rest = attributes;
    while let [first, tail @ ..] = rest {
        if !matches!(first.kind, KeyKind::S) {
            return Some(*first);
        }
        rest = tail;
    }
    None
}

fn is_text(attribute: &KeyAttribute, item: ItemRef<'_>, fits: impl FnOnce(&str) -> bool) -> bool {
    item.get(attribute.name).and_then(|value| value.as_s()).is_some_and(fits)
}
