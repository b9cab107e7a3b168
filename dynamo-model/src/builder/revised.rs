//! Writes to items that may be of an older revision of their entity.

use super::Db;
use super::guarded::Effect;
use super::single::send;
use super::tries::{MOST_TRIES, Tries, stored};
use crate::entity::{Entity, Table, has_expired, is_outdated, key_of, position, revision, upgrade};
use crate::error::Result;
use crate::request::{Capacity, ReturnCapacity, UpdateItem};
use crate::schema::{EntitySchema, TableSchema};
use crate::time::seconds;
use crate::value::Item;

/// What is done for each such item, in explanations.
pub(super) const OLDER: &str = "item of an older revision";

/// Sends an update that depends on the current revision. If the stored item is of an older one, it is upgraded, and the
/// update sent once more; what has expired stays as it is if the update wants an item that is there. The error of a failed
/// condition brings the stored item.
pub(super) async fn update<E: Entity>(
    db: &Db<E::Table>,
    mut request: UpdateItem,
    effect: Option<Effect>,
    wants_one: bool,
) -> Result<Option<Item>> {
    let (entity, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
    if entity.revisions.is_none() {
        return send::<E, _>(db, request, effect).await;
    }
    request.return_item_on_failure = true;
    let mut sent = send::<E, _>(db, request.clone(), effect.clone()).await;
    if let Some(found) = refused_for(&sent)
        && !(wants_one && has_expired(entity, table, found.view(), seconds(db.clock().now())))
        && is_outdated(entity, table, found.view())?
    {
        upgrade_stored::<E>(db, found.clone()).await?;
        sent = send::<E, _>(db, request, effect).await;
    }
    sent
}

/// The item for which a condition failed.
fn refused_for<T>(sent: &Result<T>) -> Option<&Item> {
    sent.as_ref().err().filter(|error| error.is_condition_failed())?.item()
}

/// What became of an item of an older revision.
pub(crate) struct UpgradedItem {
    /// Whether this program has upgraded it, and not another one, or it was deleted.
    pub(crate) here: bool,
    pub(crate) consumed: Capacity,
}

/// Writes an item of an older revision in the current one, starting over if it is changed meanwhile.
pub(crate) async fn upgrade_stored<E: Entity>(db: &Db<E::Table>, mut item: Item) -> Result<UpgradedItem> {
    let key = key_of::<E::Table>(item.view(), None);
    let mut tries = Tries::new("upgrade", E::SCHEMA.rust_name, MOST_TRIES);
    let mut consumed = Capacity::default();
    loop {
        let (update, condition) = upgrade::<E>(&item)?;
        let mut request = UpdateItem::new(db.table_name().clone(), key.clone()).with_update(update);
        request.condition = Some(condition);
        request.return_capacity = ReturnCapacity::Total;
        match db.backend().update_item(request).await {
            Ok(output) => {
                consumed += output.consumed_capacity.map(|of| of.total).unwrap_or_default();
                return Ok(UpgradedItem { here: true, consumed });
            }
            Err(error) if error.is_condition_failed() || error.is_transaction_conflict() => {
                tries.again("the item", error).await?;
            }
            Err(error) => return Err(error),
        }
        match stored(db, &key).await? {
            Some(now) if is_outdated(E::SCHEMA, <E::Table as Table>::SCHEMA, now.view())? => item = now,
            _ => return Ok(UpgradedItem { here: false, consumed }),
        }
    }
}

/// Says so, if an item of one of some entities is of another revision than the one this program writes.
pub(super) fn outdated(entities: &[&EntitySchema], table: &TableSchema, item: &Item) -> Option<String> {
    let item = item.view();
    let place = position(entities, table, item).ok()??;
    let revisions = entities.get(place)?.revisions?;
    let stored = revision(table, item).ok()?;
    let current = revisions.current;
    let what_to_do = if stored < current { "; `edit` it first, or run `upgrade_all`" } else { "" };
    (stored != current)
        .then(|| format!(", whose item is of revision {stored}, not of revision {current}{what_to_do}"))
}
