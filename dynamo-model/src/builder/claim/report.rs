use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::entity::Guard;
use crate::error::UniqueViolation;
use crate::paging::Cursor;
use crate::value::Item;

/// What [`ClaimUnique`](super::ClaimUnique) found and did; after a [`dry_run`](super::ClaimUnique::dry_run), what it would do.
///
/// ```
/// use dynamo_model::builder::Claims;
///
/// fn is_in_order(claims: &Claims) -> bool {
///     claims.clashes.is_empty() && claims.cursor.is_none()
/// }
/// assert!(is_in_order(&Claims::default()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claims {
    /// How many entities were looked at.
    pub checked: usize,
    /// How many guards were missing, held by an entity that has another value by now, or expired at another time than their
    /// entity.
    pub claimed: usize,
    /// How many guards were left over: their entities are gone, or have other values.
    pub released: usize,
    /// The entities whose values other entities have. Nothing was done about them.
    pub clashes: Vec<Clash>,
    /// Where to go on; `None` if everything was looked at.
    pub cursor: Option<Cursor>,
}

/// An entity with a value that another entity has.
///
/// ```
#[doc = include_str!("../../backend/stub.md")]
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { User(User) }
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
/// struct User {
///     id: String,
///     #[attr(unique)]
///     email: String,
/// }
///
/// # use dynamo_model::{Record, Result, request::PutItem};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// # for id in ["u1", "u2"] {
/// #     let old = User { id: id.to_owned(), email: "ada@example.org".to_owned() };
/// #     shop.backend().put_item(PutItem::new("shop", old.to_item()?)).await?;
/// # }
/// // Two users are older than the constraint, and have one email.
/// let claims = shop.claim_unique::<User>().await?;
/// assert_eq!((claims.claimed, claims.clashes.len()), (1, 1));
/// assert_eq!(claims.clashes[0].violation.field(), "email");
/// assert_eq!(claims.clashes[0].key.get("pk").and_then(|pk| pk.as_s()), Some("USER#u2"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Clash {
    /// The primary key of the entity.
    pub key: Item,
    /// The field, and the entity that has the value.
    pub violation: UniqueViolation,
}

/// What became of one guard.
#[derive(Debug)]
pub(super) enum Settled {
    InOrder,
    /// It is the entity's now.
    Claimed(Guard),
    /// It expires when its entity has.
    Dated,
    Released,
    Clashes(Clash),
}

/// The guards that a dry run would have written, and whose they would be: who comes later would find them taken.
#[derive(Debug, Default)]
pub(super) struct Planned(HashMap<Vec<u8>, Item>);

impl Planned {
    /// Takes a guard, or says who would have it by then.
    fn claim(&mut self, guard: &Guard) -> Result<(), Clash> {
        match self.0.entry(guard.key.as_bytes().to_vec()) {
            Entry::Vacant(free) => {
                free.insert(guard.owner());
                Ok(())
            }
            Entry::Occupied(first) => {
                let violation = guard.violation(Some(first.get().clone()));
                Err(Clash { key: guard.owner(), violation })
            }
        }
    }
}

impl Claims {
    /// Counts what became of a guard; `planned` in a dry run.
    pub(super) fn count(&mut self, settled: Settled, planned: Option<&mut Planned>) {
        match settled {
            Settled::InOrder => {}
            Settled::Claimed(guard) => match planned.map_or(Ok(()), |planned| planned.claim(&guard)) {
                Ok(()) => self.claimed += 1,
                Err(clash) => self.clashes.push(clash),
            },
            Settled::Dated => self.claimed += 1,
            Settled::Released => self.released += 1,
            Settled::Clashes(clash) => self.clashes.push(clash),
        }
    }

    pub(super) fn add(&mut self, page: Self) {
        self.checked += page.checked;
        self.claimed += page.claimed;
        self.released += page.released;
        self.clashes.extend(page.clashes);
        self.cursor = page.cursor;
    }
}
