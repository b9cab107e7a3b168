//! What transactions are made of.

use std::any::type_name;
use std::slice;
use std::time::SystemTime;

use super::guarded::Effect;
use super::revised::outdated;
use super::single::SingleWrite as _;
use super::{Check, Delete, Put, Update, Upsert};
use crate::entity::{Entity, Record, Table};
use crate::error::Result;
use crate::expr::Condition;
use crate::request::Action;
use crate::schema::{EntitySchema, TableSchema};
use crate::time::seconds;
use crate::value::Item;

/// What can be a part of a transaction: a put, an update, an upsert, a delete or a check that was made without a database.
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
/// use dynamo_model::builder::{Delete, Transact};
///
/// let unpaid = Delete::new(Order::key("o1")).only_if(|o| o.total.eq(0));
/// assert!(Transact::<Shop>::new().with(unpaid).request()?.writes[0].condition.is_some());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub trait TransactPart: sealed::Sealed + Send + Sync + 'static {
    /// The table it writes to.
    type Table;

    #[doc(hidden)]
    fn what(&self) -> String;

    /// What the item is that it is about.
    #[doc(hidden)]
    fn subject(&self) -> Subject;

    #[doc(hidden)]
    fn action(&self, time: SystemTime) -> Result<(Action, Option<Condition>)>;

    #[doc(hidden)]
    fn effect(&self) -> Result<Option<Effect>> {
        Ok(None)
    }
}

/// Parts of transactions on table `T`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a transaction on `{T}`",
    label = "not a write to `{T}` without a database",
    note = "make it with `Put::new`, `Update::new`, `Upsert::new`, `Delete::new` or `Check::exists`, of an entity of `{T}`; it must not return anything"
)]
pub trait PartOf<T>: TransactPart<Table = T> {}

#[diagnostic::do_not_recommend]
impl<T, W: TransactPart<Table = T>> PartOf<T> for W {}

/// Updates of `E` that a transaction can take.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a transaction takes updates that were made without a database and return nothing",
    label = "was made on a database, or returns something",
    note = "make it with `Update::new(key)`: the transaction sends it"
)]
pub trait Composed<E> {
    fn composed(self) -> Update<E>;
}

impl<E> Composed<E> for Update<E> {
    fn composed(self) -> Self {
        self
    }
}

impl<E: Record> TransactPart for Put<E> {
    type Table = E::Table;

    fn effect(&self) -> Result<Option<Effect>> {
        self.effect()
    }

    fn what(&self) -> String {
        format!("the {} of `{}`", Self::what(self), short::<E>())
    }

    fn subject(&self) -> Subject {
        Subject { entity: E::__ENTITY, table: E::__TABLE }
    }

    fn action(&self, time: SystemTime) -> Result<(Action, Option<Condition>)> {
        Ok(self.request_by(time)?.into_part())
    }
}

impl<E: Entity> TransactPart for Update<E> {
    type Table = E::Table;

    fn effect(&self) -> Result<Option<Effect>> {
        self.effect()
    }

    fn what(&self) -> String {
        format!("the update of `{}`", short::<E>())
    }

    fn subject(&self) -> Subject {
        Subject::of::<E>()
    }

    fn action(&self, time: SystemTime) -> Result<(Action, Option<Condition>)> {
        Ok(self.request_by(time)?.into_part())
    }
}

impl<E: Entity> TransactPart for Upsert<E> {
    type Table = E::Table;

    fn effect(&self) -> Result<Option<Effect>> {
        self.effect()
    }

    fn what(&self) -> String {
        format!("the upsert of `{}`", short::<E>())
    }

    fn subject(&self) -> Subject {
        Subject::of::<E>()
    }

    fn action(&self, time: SystemTime) -> Result<(Action, Option<Condition>)> {
        Ok(self.request_by(time)?.into_part())
    }
}

impl<E: Entity> TransactPart for Delete<E> {
    type Table = E::Table;

    fn effect(&self) -> Result<Option<Effect>> {
        self.effect()
    }

    fn what(&self) -> String {
        format!("the delete of `{}`", short::<E>())
    }

    fn subject(&self) -> Subject {
        Subject::of::<E>()
    }

    fn action(&self, time: SystemTime) -> Result<(Action, Option<Condition>)> {
        Ok(self.request_by(time)?.into_part())
    }
}

impl<E: Entity> TransactPart for Check<E> {
    type Table = E::Table;

    fn what(&self) -> String {
        format!("the check of `{}`", short::<E>())
    }

    fn subject(&self) -> Subject {
        Subject::of::<E>()
    }

    fn action(&self, time: SystemTime) -> Result<(Action, Option<Condition>)> {
        let (key, condition) = self.parts(seconds(time))?;
        Ok((Action::Check(key), condition))
    }
}

/// The entity whose item is written or checked, if it is known, and the table of all that it may be.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    entity: Option<&'static EntitySchema>,
    table: &'static TableSchema,
}

impl Subject {
    fn of<E: Entity>() -> Self {
        Self { entity: Some(E::SCHEMA), table: <E::Table as Table>::SCHEMA }
    }

    /// Says so, if an item is of another revision than the one this program writes.
    pub(super) fn outdated(&self, item: &Item) -> Option<String> {
        let entities = self.entity.as_ref().map_or(self.table.entities, slice::from_ref);
        outdated(entities, self.table, item)
    }
}

/// Names a type as its module does.
fn short<E>() -> &'static str {
    let path = type_name::<E>();
    let generic = path.find('<').unwrap_or(path.len());
    let start = path.get(..generic).and_then(|plain| plain.rfind("::")).map_or(0, |colons| colons + 2);
    path.get(start..).unwrap_or(path)
}

mod sealed {
    use super::{Check, Delete, Put, Update, Upsert};

    pub trait Sealed {}
    impl<E> Sealed for Put<E> {}
    impl<E> Sealed for Update<E> {}
    impl<E> Sealed for Upsert<E> {}
    impl<E> Sealed for Delete<E> {}
    impl<E> Sealed for Check<E> {}
}
