//! Writes of one item: what their builders have in common, and the one place where they are sent.

use std::fmt;
use std::marker::PhantomData;
use std::time::SystemTime;

use super::conditions::Conditions;
use super::guarded::{self, Effect, Written};
use super::refused::{Asked, Demand};
use super::revised::{self, OLDER};
use super::{Binding, Bound, Db, Returning, Unbound};
use crate::backend::{Backend, BoxFuture};
use crate::entity::{Entity, Record, Table};
use crate::error::{Error, Result};
use crate::explain::{Explain, Explanation, Repeated};
use crate::expr::Condition;
use crate::limits::of_entity;
use crate::request::{Action, DeleteItem, PutItem, ReturnValues, TableName, TransactWriteItems, UpdateItem};
use crate::schema::EntitySchema;
use crate::time::seconds;
use crate::value::Item;

/// Sends a write of an entity, with what it does to its unique values, and returns the attributes it asks for. Every write
/// of one item goes through here.
pub(super) async fn send<E: Record, W: SingleWrite>(
    db: &Db<E::Table>,
    write: W,
    effect: Option<Effect>,
) -> Result<Option<Item>> {
    match effect {
        Some(effect) => guarded::send::<E, W>(db, write, effect).await,
        None => write.send(db.backend()).await,
    }
}

/// A request that writes one item.
pub(super) trait SingleWrite: Clone + Send {
    /// Says when to write, and what to return.
    fn set_terms(&mut self, condition: Option<Condition>, returns: ReturnValues, item_on_failure: bool);

    /// Adds a condition.
    fn narrow(&mut self, condition: Condition);

    /// Makes the error of a failed condition bring the stored item.
    fn return_item_on_failure(&mut self);

    /// What it returns.
    fn returns(&self) -> ReturnValues;

    /// Attributes with the primary key among them.
    fn target(&self) -> &Item;

    /// Makes it a part of a transaction.
    fn into_part(self) -> (Action, Option<Condition>);

    /// What it says of attributes.
    fn written(&self) -> Written<'_>;

    /// The whole item it stores, if it says so: what is there afterwards need not be asked for.
    fn stores(&self) -> Option<&Item> {
        match self.written() {
            Written::Item(item) => Some(item),
            Written::Update(_) | Written::Nothing => None,
        }
    }

    /// Sends it as it is, and returns the attributes it asks for.
    fn send(self, backend: &dyn Backend) -> BoxFuture<'_, Result<Option<Item>>>;
}

macro_rules! single_write {
    ($request:ident, $send:ident, $target:ident, |$write:ident| $action:expr, |$said:ident| $written:expr) => {
        impl SingleWrite for $request {
            fn set_terms(
                &mut self,
                condition: Option<Condition>,
                returns: ReturnValues,
                item_on_failure: bool,
            ) {
                self.condition = condition;
                self.return_values = returns;
                self.return_item_on_failure = item_on_failure;
            }

            fn narrow(&mut self, condition: Condition) {
                self.condition = Some(match self.condition.take() {
                    Some(before) => before.and(condition),
                    None => condition,
                });
            }

            fn return_item_on_failure(&mut self) {
                self.return_item_on_failure = true;
            }

            fn returns(&self) -> ReturnValues {
                self.return_values
            }

            fn target(&self) -> &Item {
                &self.$target
            }

            fn into_part(self) -> (Action, Option<Condition>) {
                let $write = self;
                ($action, $write.condition)
            }

            fn written(&self) -> Written<'_> {
                let $said = self;
                $written
            }

            fn send(self, backend: &dyn Backend) -> BoxFuture<'_, Result<Option<Item>>> {
                let asks = self.return_item_on_failure;
                Box::pin(async move {
                    let sent = backend.$send(self).await;
                    let sent = sent.map_err(|error| if asks { error.of_item_asked_for() } else { error });
                    Ok(sent?.attributes)
                })
            }
        }
    };
}

single_write!(PutItem, put_item, item, |put| Action::Put(put.item), |put| Written::Item(&put.item));
single_write!(UpdateItem, update_item, key, |update| Action::Update(update.key, update.update), |update| {
    Written::Update(&update.update)
});
single_write!(DeleteItem, delete_item, key, |delete| Action::Delete(delete.key), |_delete| Written::Nothing);

/// What a builder says besides what it writes: when, where to, and what is returned.
pub(super) struct Terms<E, B, R> {
    pub(super) conditions: Conditions,
    bound: B,
    returns: PhantomData<fn() -> (E, R)>,
}

impl<E, R> Terms<E, Unbound, R> {
    pub(super) fn new(conditions: Conditions) -> Self {
        Self { conditions, bound: Unbound, returns: PhantomData }
    }

    pub(super) fn bind<T: Table>(self, db: &Db<T>) -> Terms<E, Bound<'_, T>, R> {
        Terms { conditions: self.conditions, bound: Bound(db), returns: PhantomData }
    }
}

impl<E: Record, B: Binding, R: Returning<E>> Terms<E, B, R> {
    pub(super) fn table(&self) -> TableName {
        self.bound.table_name(<E::Table as Table>::SCHEMA.name)
    }

    pub(super) fn time(&self) -> SystemTime {
        self.bound.time()
    }

    /// Puts the terms into a request that is made at the time of a clock.
    pub(super) fn applied_to<W: SingleWrite>(&self, mut write: W, time: SystemTime) -> Result<W> {
        let returns = if known_after::<E, R, W>(&write).is_some() { ReturnValues::None } else { R::VALUES };
        let condition = self.conditions.joined(seconds(time))?;
        write.set_terms(condition, returns, self.conditions.item_on_failure);
        Ok(write)
    }

    /// All that a write asks of the stored item.
    pub(super) fn asked(
        &self,
        what: &'static str,
        entity: Option<&'static EntitySchema>,
        demands: impl IntoIterator<Item = Demand>,
    ) -> Asked {
        let demands = demands.into_iter().chain(self.conditions.demands()).collect();
        let (table, now) = (<E::Table as Table>::SCHEMA, seconds(self.time()));
        Asked { what: of_entity::<E>(what), entity, table, demands, now }
    }

    /// Makes the error of the write out of the backend's, which may bring an item that was not asked for.
    pub(super) fn refused(&self, asked: &Asked, error: Error) -> Error {
        let error = asked.explain(error);
        if self.conditions.item_on_failure { error } else { error.without_item() }
    }

    /// Shows the transaction that a write becomes if an entity is stored.
    pub(super) fn transaction<W: SingleWrite>(
        &self,
        write: W,
        effect: Option<Effect>,
        stored: Option<&E>,
    ) -> Result<TransactWriteItems> {
        guarded::transaction_over::<E, W>(&self.table(), seconds(self.time()), write, effect, stored)
    }

    /// Says what a write sends.
    pub(super) fn explained<W: SingleWrite + Explain>(
        &self,
        write: W,
        effect: Option<Effect>,
    ) -> Result<Explanation> {
        guarded::explained::<E, W>(&self.table(), seconds(self.time()), write, effect)
    }

    pub(super) fn returning<R2>(self) -> Terms<E, B, R2> {
        Terms { conditions: self.conditions, bound: self.bound, returns: PhantomData }
    }
}

impl<E: Entity, B: Binding, R: Returning<E>> Terms<E, B, R> {
    /// Says what an update sends: if the item is of an older revision, it is upgraded, and the update sent once more.
    pub(super) fn explained_update(&self, update: UpdateItem, effect: Option<Effect>) -> Result<Explanation> {
        let mut all = self.explained(update, effect)?;
        if E::SCHEMA.upgrades() {
            let again = all.clone().for_each(OLDER);
            let repeated = Repeated { table: <E::Table as Table>::SCHEMA, name: &self.table() };
            all.steps.push(repeated.update(E::SCHEMA, OLDER));
            all.steps.extend(again.steps);
        }
        Ok(all)
    }
}

impl<E: Record, R: Returning<E>> Terms<E, Bound<'_, E::Table>, R> {
    /// Sends the write that was made, and reads what it returns.
    pub(super) async fn send<W: SingleWrite>(&self, write: W, effect: Option<Effect>) -> Result<R::Output> {
        let after = known_after::<E, R, W>(&write).cloned();
        let returned = send::<E, W>(self.bound.0, write, effect).await?;
        R::read(after.or(returned))
    }
}

impl<E: Entity, R: Returning<E>> Terms<E, Bound<'_, E::Table>, R> {
    /// Sends an update, which needs an item of the current revision, and reads what it returns.
    pub(super) async fn send_update(&self, update: UpdateItem, effect: Option<Effect>) -> Result<R::Output> {
        let wants_one = self.conditions.want_one();
        R::read(revised::update::<E>(self.bound.0, update, effect, wants_one).await?)
    }
}

/// What is stored after a write, if that is wanted and the write itself says it.
fn known_after<E, R: Returning<E>, W: SingleWrite>(write: &W) -> Option<&Item> {
    write.stores().filter(|_| R::VALUES == ReturnValues::AllNew)
}

impl<E, B: Clone, R> Clone for Terms<E, B, R> {
    fn clone(&self) -> Self {
        Self { conditions: self.conditions.clone(), bound: self.bound.clone(), returns: PhantomData }
    }
}

impl<E, B, R> fmt::Debug for Terms<E, B, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.conditions.fmt(f)
    }
}

/// What the builder of a write has besides making it. It has `terms` and the listed fields, `request`, `effect` and `asked`.
/// Examples make one of an order.
macro_rules! single_write_methods {
    ($builder:ident of $kind:ident { $($field:ident),+ }, sent by $send:ident, as in $made:literal) => {
        impl<E: $crate::$kind> $builder<E> {
            /// Puts the write on a database: then it can be awaited.
            ///
            /// ```
            #[doc = include_str!("../backend/stub.md")]
            #[doc = include_str!("shop.md")]
            #[doc = concat!("use dynamo_model::builder::", stringify!($builder), ";")]
            ///
            /// # let shop = Shop::on(Memory::default()).named("shop-of-today");
            #[doc = concat!("let write = ", $made, ";")]
            /// assert_eq!(&*write.request()?.table, "shop", "as it is declared");
            /// assert_eq!(&*write.bind(&shop).request()?.table, "shop-of-today", "as the database calls it");
            /// # Ok::<(), dynamo_model::Error>(())
            /// ```
            pub fn bind(self, db: &$crate::Db<E::Table>) -> $builder<E, $crate::builder::Bound<'_, E::Table>> {
                $builder { $($field: self.$field,)+ terms: self.terms.bind(db) }
            }
        }

        impl<E: $crate::$kind, B: $crate::builder::Binding, R: $crate::builder::Returning<E>> $builder<E, B, R> {
            /// Writes only if a condition holds of the stored item; further ones must hold too. Of an item that is missing,
            /// all attributes are.
            ///
            /// ```
            #[doc = include_str!("shop.md")]
            #[doc = concat!("use dynamo_model::builder::", stringify!($builder), ";")]
            ///
            #[doc = concat!("let write = ", $made, ".only_if(|o| o.total.lt(5)).only_if(|o| o.note.missing());")]
            /// let mut renderer = Renderer::new();
            /// let condition = write.request()?.condition.map(|condition| renderer.condition(&condition));
            /// assert!(condition.is_some_and(|condition| condition.contains(" < :v0 AND attribute_not_exists(")));
            /// # Ok::<(), dynamo_model::Error>(())
            /// ```
            pub fn only_if<C>(mut self, condition: impl FnOnce(&E::Attributes) -> C) -> Self
            where
                E: $crate::Entity,
                C: $crate::typed::IntoCond<E>,
            {
                self.terms.conditions.add_typed(condition);
                self
            }

            /// Returns the entity as it was before, if there was one.
            ///
            /// ```
            #[doc = include_str!("shop.md")]
            #[doc = concat!("use dynamo_model::builder::", stringify!($builder), ";")]
            /// use dynamo_model::request::ReturnValues;
            ///
            #[doc = concat!("let write = ", $made, ";")]
            /// assert_eq!(write.request()?.return_values, ReturnValues::None);
            /// assert_eq!(write.returning_old().request()?.return_values, ReturnValues::AllOld);
            /// # Ok::<(), dynamo_model::Error>(())
            /// ```
            pub fn returning_old(self) -> $builder<E, B, $crate::builder::Old> {
                self.returning()
            }

            /// Makes the error of a failed condition bring the stored item: see [`Error::item`](crate::Error::item). Then it also
            /// says which of the conditions did not hold, as far as the item shows, and
            /// [`is_missing`](crate::Error::is_missing) if there was none.
            ///
            /// ```
            #[doc = include_str!("shop.md")]
            #[doc = concat!("use dynamo_model::builder::", stringify!($builder), ";")]
            ///
            #[doc = concat!("let write = ", $made, ".only_if(|o| o.total.lt(5));")]
            /// assert!(!write.request()?.return_item_on_failure);
            /// assert!(write.returning_item_on_failure().request()?.return_item_on_failure);
            /// # Ok::<(), dynamo_model::Error>(())
            /// ```
            pub fn returning_item_on_failure(mut self) -> Self {
                self.terms.conditions.item_on_failure = true;
                self
            }

            fn returning<R2>(self) -> $builder<E, B, R2> {
                $builder { $($field: self.$field,)+ terms: self.terms.returning() }
            }
        }

        impl<'d, E: $crate::$kind + 'd, R: $crate::builder::Returning<E> + 'd> $builder<E, $crate::builder::Bound<'d, E::Table>, R> {
            /// Runs the write, with a failed condition as a result instead of an error: the entity as it was stored is in it.
            ///
            /// ```
            #[doc = include_str!("../backend/refusing.md")]
            #[doc = include_str!("shop.md")]
            #[doc = concat!("use dynamo_model::builder::{Outcome, ", stringify!($builder), "};")]
            ///
            /// # #[tokio::main(flavor = "current_thread")]
            /// # async fn main() -> Result<()> {
            /// // Order `o1` is stored with a total of 7.
            /// # let shop = Shop::on(Refusing(order("o1", 7).to_item()?));
            #[doc = concat!("let write = ", $made, ".only_if(|o| o.total.lt(5));")]
            /// assert_eq!(write.bind(&shop).outcome().await?, Outcome::Refused(Some(order("o1", 7))));
            /// # Ok(())
            /// # }
            /// ```
            ///
            /// # Errors
            ///
            /// As awaiting the write, except for the failed condition.
            pub async fn outcome(self) -> $crate::Result<$crate::builder::Outcome<R::Output, E>> {
                $crate::builder::Outcome::of(self.returning_item_on_failure().await)
            }
        }

        impl<'d, E: $crate::$kind + 'd, R: $crate::builder::Returning<E> + 'd> std::future::IntoFuture for $builder<E, $crate::builder::Bound<'d, E::Table>, R> {
            type Output = $crate::Result<R::Output>;
            type IntoFuture = $crate::backend::BoxFuture<'d, $crate::Result<R::Output>>;

            fn into_future(self) -> Self::IntoFuture {
                Box::pin(async move {
                    let (request, effect) = (self.request()?, self.effect()?);
                    let sent = self.terms.$send(request, effect).await;
                    sent.map_err(|error| self.terms.refused(&self.asked(), error))
                })
            }
        }

        impl<E, B: Clone, R> Clone for $builder<E, B, R> {
            fn clone(&self) -> Self {
                Self { $($field: self.$field.clone(),)+ terms: self.terms.clone() }
            }
        }

        impl<E, B, R> std::fmt::Debug for $builder<E, B, R> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut debug = f.debug_struct(stringify!($builder));
                $(debug.field(stringify!($field), &self.$field);)+
                debug.field("conditions", &self.terms).finish()
            }
        }
    };
}

pub(super) use single_write_methods;
