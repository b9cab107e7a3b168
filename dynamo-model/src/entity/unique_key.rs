use std::fmt;
use std::marker::PhantomData;

use super::guard::guard_key;
use super::{Entity, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::value::Item;

/// A unique value of an entity, as the key of the guard that keeps it. The derive makes a method for each constraint:
/// `unique_email(…)` of `#[attr(unique)] email`, with the scope, or the fields that are unique together, as its arguments.
///
/// What `normalize` says is done with the value first, as when it is stored.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "accounts")]
/// # enum Accounts { User(User) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Accounts, pk = "USER#{id}", sk = "USER")]
/// struct User {
///     id: String,
///     tenant: String,
///     #[attr(unique(scope = tenant, normalize(trim, lowercase)))]
///     email: String,
/// }
///
/// let guard = User::unique_email("acme", " Ada@Example.org").guard()?;
/// assert_eq!(guard.get("pk").and_then(|pk| pk.as_s()), Some("UNIQUE#User.email#acme#ada@example.org"));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct UniqueKey<E> {
    guard: Result<Item>,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> UniqueKey<E> {
    /// Makes the key of a constraint, by its place in the schema, from the texts of its values.
    #[doc(hidden)]
    #[must_use]
    pub fn __build(place: usize, texts: Vec<String>) -> Self {
        let schema = E::SCHEMA;
        let guard = match schema.unique.get(place) {
            Some(constraint) => guard_key(<E::Table as Table>::SCHEMA, schema, constraint, &texts),
            None => {
                let message = format!("`{}` has no such unique value", schema.rust_name);
                Err(Error::new(ErrorKind::Internal, message))
            }
        };
        Self { guard, entity: PhantomData }
    }

    /// Returns the primary key of the guard.
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
    /// let guard = User::unique_email("ada@example.org").guard()?;
    /// assert_eq!(guard.get("sk").and_then(|sk| sk.as_s()), Some("UNIQUE"));
    /// assert!(User::unique_email("x".repeat(2048)).guard().unwrap_err().is_invalid_key());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_invalid_key`](crate::Error::is_invalid_key) if the value is too long for a key, so that no entity has it.
    pub fn guard(&self) -> Result<Item> {
        self.guard.clone()
    }
}

impl<E> Clone for UniqueKey<E> {
    fn clone(&self) -> Self {
        Self { guard: self.guard.clone(), entity: PhantomData }
    }
}

impl<E> fmt::Debug for UniqueKey<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UniqueKey").field(&self.guard).finish()
    }
}
