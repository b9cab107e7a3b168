//! Items of older revisions.

use super::identify::check_is;
use super::{Entity, Table, key_of};
use crate::error::{Error, ErrorKind, Result};
use crate::expr::{Condition, Path};
use crate::schema::{EntitySchema, Revisions, TableSchema};
use crate::value::{Item, ItemRef};

/// Makes an item of one revision into one of the next.
///
/// ```
/// use dynamo_model::entity::UpgradeStep;
/// use dynamo_model::value::Item;
///
/// /// What revision 1 called `state`, revision 2 calls `status`.
/// fn say_status(item: &mut Item) -> dynamo_model::Result<()> {
///     item.rename("state", "status");
///     Ok(())
/// }
///
/// let step: UpgradeStep = say_status;
/// let mut order = Item::from_iter([("state", "paid")]);
/// step(&mut order)?;
/// assert_eq!(order, Item::from_iter([("status", "paid")]));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub type UpgradeStep = fn(&mut Item) -> Result<()>;

/// An entity whose items of older revisions are upgraded, by the steps of its `#[entity(upgrade(…))]`. The derive implements it.
///
/// ```
/// # use dynamo_model::{Entity, Record as _, Result, Table};
/// # use dynamo_model::value::Item;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// use dynamo_model::entity::Upgradable;
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER", revision = 2, upgrade(1 = Order::say_status))]
/// struct Order { id: String, status: String }
///
/// impl Order {
///     fn say_status(item: &mut Item) -> Result<()> {
///         item.rename("state", "status");
///         Ok(())
///     }
/// }
///
/// fn revision<E: Upgradable>() -> Option<u32> {
///     E::SCHEMA.revisions.map(|revisions| revisions.current)
/// }
/// assert_eq!(revision::<Order>(), Some(2));
///
/// // An item without a revision is of the first.
/// let mut old = Order { id: "o1".to_owned(), status: "paid".to_owned() }.to_item()?;
/// old.rename("status", "state");
/// old.remove(Shop::SCHEMA.revision.unwrap());
/// assert_eq!(Order::from_item(old.view())?.status, "paid");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no older revisions to upgrade",
    label = "not an entity with an upgrade",
    note = "give it a `revision` and the steps to it: `#[entity(…, revision = 2, upgrade(1 = …))]`"
)]
pub trait Upgradable: Entity {}

/// Upgrades an item to the current revision, if it is of an older one.
///
/// # Errors
///
/// [`is_unknown_revision`](Error::is_unknown_revision) if it is newer than the program, or older than the oldest revision;
/// what a step returns; [`is_invalid_key`](Error::is_invalid_key) if a step changes the primary key.
pub(crate) fn upgraded<E: Entity>(item: ItemRef<'_>) -> Result<Option<Item>> {
    let (schema, table) = (E::SCHEMA, <E::Table as Table>::SCHEMA);
    let Some(revisions) = schema.revisions else { return Ok(None) };
    let stored = revision(table, item)?;
    check_known(schema, revisions, stored)?;
    if stored == revisions.current {
        return Ok(None);
    }
    let mut upgraded = item.to_item();
    let passed = usize::try_from(stored - revisions.oldest).unwrap_or(usize::MAX);
    for (from, step) in (stored..).zip(E::__UPGRADE.iter().skip(passed)) {
        let doing = || format!("upgrade of `{}` from revision {from}", schema.rust_name);
        step(&mut upgraded).map_err(|error| error.context(doing()))?;
        if key_of::<E::Table>(upgraded.view(), None) != key_of::<E::Table>(item, None) {
            let message = "the primary key has changed, and only another item can have another one";
            return Err(Error::new(ErrorKind::InvalidKey, message).context(doing()));
        }
    }
    Ok(Some(upgraded))
}

/// Whether an item is this entity, in an older revision.
///
/// # Errors
///
/// [`is_unknown_revision`](Error::is_unknown_revision) if the program does not know the revision.
pub(crate) fn is_outdated(schema: &EntitySchema, table: &TableSchema, item: ItemRef<'_>) -> Result<bool> {
    let Some(revisions) = schema.revisions.filter(|_| check_is(schema, table, item).is_ok()) else {
        return Ok(false);
    };
    let stored = revision(table, item)?;
    check_known(schema, revisions, stored)?;
    Ok(stored < revisions.current)
}

/// The condition that an item is of the current revision, if the entity has any; `None` if it has not.
pub(crate) fn is_current<E: Entity>() -> Option<Condition> {
    let (attribute, revisions) = attribute::<E>()?;
    let current = Condition::eq(Path::attribute(attribute), revisions.current);
    Some(match revisions.current {
        FIRST => Condition::not_exists(attribute).or(current),
        _ => current,
    })
}

/// The condition that an item is of an older revision, for a scan that looks for them.
pub(crate) fn is_older<E: Entity>() -> Option<Condition> {
    let (attribute, revisions) = attribute::<E>()?;
    let older = Condition::lt(Path::attribute(attribute), revisions.current);
    Some(Condition::not_exists(attribute).or(older))
}

/// The revision of an item that does not say.
const FIRST: u32 = 1;

fn attribute<E: Entity>() -> Option<(&'static str, Revisions)> {
    <E::Table as Table>::SCHEMA.revision.zip(E::SCHEMA.revisions)
}

/// Reads which revision an item is of.
pub(crate) fn revision(table: &TableSchema, item: ItemRef<'_>) -> Result<u32> {
    let Some((attribute, value)) = table.revision.and_then(|name| Some((name, item.get(name)?))) else {
        return Ok(FIRST);
    };
    let number = value.deserialize::<u32>().ok();
    number.filter(|number| *number >= FIRST).ok_or_else(|| {
        Error::new(
            ErrorKind::UnknownRevision,
            format!(
                "`{attribute}` of an item in table `{}` is not the number of a revision",
                table.rust_name
            ),
        )
    })
}

fn check_known(schema: &EntitySchema, revisions: Revisions, stored: u32) -> Result<()> {
    let Revisions { oldest, current } = revisions;
    if (oldest..=current).contains(&stored) {
        return Ok(());
    }
    let than = if stored > current {
        format!("newer than this program, which knows revision {current}")
    } else {
        format!("older than revision {oldest}, the oldest this program reads")
    };
    let message = format!("an item of `{}` is of revision {stored}: {than}", schema.rust_name);
    Err(Error::new(ErrorKind::UnknownRevision, message))
}
