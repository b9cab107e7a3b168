//! Writes of one item: what their builders have in common, and the one place where they are sent.

use std::fmt;
use std::marker::PhantomData;

use super::conditions::Conditions;
use super::{Binding, Bound, Db, Returning, Unbound};
use crate::backend::{Backend, BoxFuture};
use crate::entity::{Record, Table};
use crate::error::Result;
use crate::expr::Condition;
use crate::request::{Action, DeleteItem, PutItem, ReturnValues, TableName, UpdateItem};
use crate::value::Item;

/// Sends a write of an entity, and returns the attributes it asks for. Every write of one item goes through here.
pub(super) async fn send<E: Record, W: SingleWrite>(db: &Db<E::Table>, write: W) -> Result<Option<Item>> {
    write.send(db.backend()).await
}

/// A request that writes one item.
pub(super) trait SingleWrite: Sized + Send {
    /// Says when to write, and what to return.
    fn set_terms(&mut self, condition: Option<Condition>, returns: ReturnValues, item_on_failure: bool);

    /// Makes it a part of a transaction.
    fn into_part(self) -> (Action, Option<Condition>);

    /// Sends it as it is, and returns the attributes it asks for.
    fn send(self, backend: &dyn Backend) -> BoxFuture<'_, Result<Option<Item>>>;
}

macro_rules! single_write {
    ($request:ident, $send:ident, |$write:ident| $action:expr) => {
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

            fn into_part(self) -> (Action, Option<Condition>) {
                let $write = self;
                ($action, $write.condition)
            }

            fn send(self, backend: &dyn Backend) -> BoxFuture<'_, Result<Option<Item>>> {
                Box::pin(async move { Ok(backend.$send(self).await?.attributes) })
            }
        }
    };
}

single_write!(PutItem, put_item, |put| Action::Put(put.item));
single_write!(UpdateItem, update_item, |update| Action::Update(update.key, update.update));
single_write!(DeleteItem, delete_item, |delete| Action::Delete(delete.key));

/// What a builder says besides what it writes: when, where to, and what is returned.
pub(super) struct Terms<E, B, R> {
    pub(super) conditions: Conditions,
    bound: B,
    /// The time it is to be written at, if that is not when it is sent.
    at: Option<i64>,
    returns: PhantomData<fn() -> (E, R)>,
}

impl<E, R> Terms<E, Unbound, R> {
    pub(super) fn new(conditions: Conditions) -> Self {
        Self { conditions, bound: Unbound, at: None, returns: PhantomData }
    }

    pub(super) fn bind<T>(self, db: &Db<T>) -> Terms<E, Bound<'_, T>, R> {
        Terms { conditions: self.conditions, bound: Bound(db), at: self.at, returns: PhantomData }
    }

    /// Sets the time of the write.
    pub(super) fn at(self, now: i64) -> Self {
        Self { at: Some(now), ..self }
    }
}

impl<E: Record, B: Binding, R: Returning<E>> Terms<E, B, R> {
    pub(super) fn table(&self) -> TableName {
        self.bound.table_name(<E::Table as Table>::SCHEMA.name)
    }

    /// The time of the write, in seconds since 1970.
    pub(super) fn now(&self) -> i64 {
        self.at.unwrap_or_else(|| self.bound.now())
    }

    /// Puts the terms into a request.
    pub(super) fn applied_to<W: SingleWrite>(&self, mut write: W) -> Result<W> {
        write.set_terms(self.conditions.joined(self.now())?, R::VALUES, self.conditions.item_on_failure);
        Ok(write)
    }

    pub(super) fn returning<R2>(self) -> Terms<E, B, R2> {
        Terms { conditions: self.conditions, bound: self.bound, at: self.at, returns: PhantomData }
    }
}

impl<E: Record, R: Returning<E>> Terms<E, Bound<'_, E::Table>, R> {
    /// Sends the write that was made, and reads what it returns.
    pub(super) async fn send<W: SingleWrite>(self, write: W) -> Result<R::Output> {
        R::read(send::<E, W>(self.bound.0, write).await?)
    }
}

impl<E, B, R> fmt::Debug for Terms<E, B, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.conditions.fmt(f)
    }
}

/// What the builder of a write has besides making it. It has `terms` and the listed fields, and `request`.
macro_rules! single_write_methods {
    ($builder:ident of $kind:ident { $($field:ident),+ }) => {
        impl<E: $crate::$kind> $builder<E> {
            pub(super) fn bind(self, db: &$crate::Db<E::Table>) -> $builder<E, $crate::builder::Bound<'_, E::Table>> {
                $builder { $($field: self.$field,)+ terms: self.terms.bind(db) }
            }

            /// Makes it a part of a transaction at a time.
            pub(super) fn into_part(
                self,
                now: i64,
            ) -> $crate::Result<($crate::request::Action, Option<$crate::expr::Condition>)> {
                use $crate::builder::single::SingleWrite as _;
                Ok(Self { $($field: self.$field,)+ terms: self.terms.at(now) }.request()?.into_part())
            }
        }

        impl<E: $crate::$kind, B: $crate::builder::Binding, R: $crate::builder::Returning<E>> $builder<E, B, R> {
            /// Writes only if a condition holds of the stored item; further ones must hold too. Of an item that is missing,
            /// all attributes are.
            pub fn only_if(mut self, condition: impl FnOnce(&E::Attributes) -> $crate::typed::Cond<E>) -> Self
            where
                E: $crate::Entity,
            {
                self.terms.conditions.add_typed::<E>(condition);
                self
            }

            /// Returns the entity as it was before, if there was one.
            pub fn returning_old(self) -> $builder<E, B, $crate::builder::Old> {
                self.returning()
            }

            /// Makes the error of a failed condition bring the stored item: see [`Error::item`](crate::Error::item).
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
                    let request = self.request()?;
                    self.terms.send(request).await
                })
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
