use super::message::equal;
use super::{EntitySchema, TableSchema};

/// How long items of an entity stay, and which of them reads leave out.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// use dynamo_model::schema::Expiry;
///
/// #[derive(Table)]
/// #[table(name = "shop", ttl = "expires_at")]
/// enum Shop {
///     Cart(Cart),
/// }
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "CART#{id}", sk = "CART", hide_expired)]
/// struct Cart {
///     id: String,
///     touched_at: u64,
///     #[attr(ttl(after = "2w", from = touched_at))]
///     gone_at: u64,
/// }
///
/// let retention = Cart::SCHEMA.retention;
/// assert_eq!(retention.expiry, Some(Expiry::AfterField { field: 1, seconds: 1_209_600 }));
/// assert!(retention.hide_expired);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// When items expire, if they do.
    pub expiry: Option<Expiry>,
    /// The place of the field that says when an item was softly deleted.
    pub deleted: Option<usize>,
    /// Whether reads leave out what has expired and is still there.
    pub hide_expired: bool,
}

/// What makes the time an item expires.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop", ttl = "expires_at")]
/// # enum Shop { Session(Session) }
/// use dynamo_model::schema::Expiry;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "SESSION#{id}", sk = "SESSION")]
/// struct Session {
///     id: String,
///     #[attr(ttl)]
///     until: u64,
/// }
///
/// assert_eq!(Session::SCHEMA.retention.expiry, Some(Expiry::At(1)));
/// assert_eq!(Session::SCHEMA.fields[1].name, "until");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// The field at this place holds it.
    At(usize),
    /// It comes so many seconds after each write.
    AfterWrite(u64),
    /// It comes so many seconds after the time in the field at this place, if there is one.
    AfterField {
        /// The place of the field.
        field: usize,
        /// The seconds.
        seconds: u64,
    },
}

impl Retention {
    /// Items stay until they are deleted, and reads leave out none.
    pub const NONE: Self = Self { expiry: None, deleted: None, hide_expired: false };

    /// Whether the time that an item expires is computed when it is written.
    pub(crate) const fn computes_expiry(&self) -> bool {
        matches!(self.expiry, Some(Expiry::AfterWrite(_) | Expiry::AfterField { .. }))
    }

    /// Whether reads leave out some items.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// // Only the entity `Session` says `hide_expired`.
    /// assert!(Session::SCHEMA.retention.hides() && !Order::SCHEMA.retention.hides());
    /// ```
    #[must_use]
    pub const fn hides(&self) -> bool {
        self.hide_expired || self.deleted.is_some()
    }
}

impl EntitySchema {
    /// The attribute that says when an item was softly deleted.
    pub(crate) const fn deleted_at(&self) -> Option<&'static str> {
        let Some(place) = self.retention.deleted else { return None };
        let (_, fields) = self.fields.split_at(place);
        match fields {
            [field, ..] => Some(field.attribute),
            [] => None,
        }
    }

    /// The attributes that say whether an item is there for readers: every index that holds items holds them.
    pub(crate) const fn judged_by(&self, table: &TableSchema) -> [Option<&'static str>; 2] {
        let ttl = if self.retention.expiry.is_some() { table.ttl } else { None };
        [ttl, self.deleted_at()]
    }

    /// Whether an attribute is one of those.
    pub(super) const fn judges_by(&self, table: &TableSchema, attribute: &str) -> bool {
        if let Some(ttl) = table.ttl
            && self.retention.expiry.is_some()
            && equal(ttl, attribute)
        {
            return true;
        }
        match self.deleted_at() {
            Some(deleted) => equal(deleted, attribute),
            None => false,
        }
    }
}
