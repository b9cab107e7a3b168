use crate::entity::{Guard, GuardExpiry, Guards, Table};
use crate::error::{Error, Result};
use crate::expr::{Condition, Path};
use crate::request::{Action, TableName, TransactWrite};
use crate::schema::GUARD_OWNER;
use crate::value::{Item, ItemRef, Value};

/// The write of a guard: it comes, or goes.
#[derive(Clone, Debug)]
pub(in crate::builder) struct GuardWrite {
    pub(in crate::builder) guard: Guard,
    pub(in crate::builder) what: Purpose,
    expiry: GuardExpiry,
    /// Whose the stored guard may be; there need not be one.
    owners: Vec<Value>,
}

/// What the write of a guard is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::builder) enum Purpose {
    Claim,
    /// The entity had the value before, and claims it only to have the guard expire at another time.
    Prolong,
    Release,
    /// The entity would give up the value, but another has taken it since: that is to be so still.
    Leave,
}

impl Purpose {
    pub(in crate::builder) fn claims(self) -> bool {
        matches!(self, Self::Claim | Self::Prolong)
    }
}

impl GuardWrite {
    /// The writes between the guards before and those after. What stays the same is left alone.
    pub(in crate::builder) fn between(before: Option<&Guards>, after: Option<&Guards>) -> Vec<Self> {
        let expiry = after.map_or(GuardExpiry::Never, |guards| guards.expiry.clone());
        let stays = before.is_some_and(|guards| guards.expiry.is_surely(&expiry));
        let (before, after) = (all(before), all(after));
        let has = |guards: &[Guard], guard: &Guard| guards.iter().any(|other| other.key == guard.key);
        let claims = after.iter().filter(|guard| !(stays && has(before, guard)));
        let claims = claims.map(|guard| {
            let what = if has(before, guard) { Purpose::Prolong } else { Purpose::Claim };
            Self { what, ..Self::claiming(guard, expiry.clone()) }
        });
        let releases = before.iter().filter(|guard| !has(after, guard)).map(Self::releasing);
        claims.chain(releases).collect()
    }

    pub(in crate::builder) fn claiming(guard: &Guard, expiry: GuardExpiry) -> Self {
        let owners = vec![guard.owner.clone()];
        Self { guard: guard.clone(), what: Purpose::Claim, expiry, owners }
    }

    pub(in crate::builder) fn releasing(guard: &Guard) -> Self {
        let owners = vec![guard.owner.clone()];
        Self { guard: guard.clone(), what: Purpose::Release, expiry: GuardExpiry::Never, owners }
    }

    /// Takes the value from the owner of a stored guard.
    pub(in crate::builder) fn taking_from(mut self, stored: ItemRef<'_>) -> Self {
        self.owners.extend(stored.get(GUARD_OWNER).map(Value::from));
        self
    }

    /// Leaves the guard to the other entity that a release found to have it, or goes back to releasing it.
    pub(in crate::builder) fn reconsidered(mut self) -> Self {
        self.what = match self.what {
            Purpose::Release => Purpose::Leave,
            Purpose::Leave => Purpose::Release,
            claims => claims,
        };
        self
    }

    /// The part of a transaction at a time. A guard that has expired keeps its value from nobody, as its entity has expired.
    pub(in crate::builder) fn request<T: Table>(&self, table: &TableName, now: i64) -> TransactWrite {
        let key = || self.guard.key.clone();
        let action = match self.what {
            Purpose::Claim | Purpose::Prolong => Action::Put(self.guard.item::<T>(self.expiry.value())),
            Purpose::Release => Action::Delete(key()),
            Purpose::Leave => Action::Check(key()),
        };
        let absent = Condition::not_exists(T::SCHEMA.key.first());
        let owner = |owner: &Value| Condition::eq(Path::attribute(GUARD_OWNER), owner.clone());
        let ours = self.owners.iter().fold(absent, |condition, one| condition.or(owner(one)));
        let condition = match (self.what, T::SCHEMA.ttl) {
            (Purpose::Claim | Purpose::Prolong, Some(ttl)) => {
                ours.or(Condition::le(Path::attribute(ttl), now))
            }
            (Purpose::Leave, _) => !ours,
            _ => ours,
        };
        TransactWrite::new(table.clone(), action).with_condition(condition).returning_item_on_failure()
    }

    /// The primary key of the guard.
    pub(in crate::builder) fn key(&self) -> &Item {
        &self.guard.key
    }
}

fn all(guards: Option<&Guards>) -> &[Guard] {
    guards.map_or(&[], |guards| &guards.all)
}

/// Joins what several writes do to one guard: a value that one of them gives up can be taken by another.
///
/// # Errors
///
/// [`is_unique_violation`](Error::is_unique_violation) if two of them take one value.
pub(in crate::builder) fn joined(writes: impl IntoIterator<Item = GuardWrite>) -> Result<Vec<GuardWrite>> {
    let mut joined: Vec<GuardWrite> = Vec::new();
    for write in writes {
        let Some(other) = joined.iter_mut().find(|other| other.key() == write.key()) else {
            joined.push(write);
            continue;
        };
        if write.what.claims() && other.what.claims() {
            let violation = write.guard.violation(None);
            let error = Error::unique_violation(vec![violation]);
            return Err(error.context("two writes of a transaction have one unique value"));
        }
        let (mut kept, further) =
            if write.what.claims() { (write, other.owners.clone()) } else { (other.clone(), write.owners) };
        kept.owners.extend(further);
        *other = kept;
    }
    Ok(joined)
}
