//! What an edit writes.

use std::time::SystemTime;

use super::Edit;
use crate::builder::guarded::{Before, Effect};
use crate::entity::{
    Entity, Table, Whole, as_read, check_kept, count_up, difference, is_outdated, key_of, same_version,
    stored_expiry, unchanged, updated_at,
};
use crate::error::{Error, Result};
use crate::expr::{self, Condition};
use crate::limits::{checked, of_entity};
use crate::request::{ReturnValues, UpdateItem};
use crate::time::seconds;
use crate::value::Item;

/// The write of an edit, and what it does to unique values.
pub(super) type Write = (UpdateItem, Option<Effect>);

impl<E: Entity, F: FnMut(&mut E) -> Result<()>> Edit<'_, E, F> {
    pub(super) fn planned_over(&mut self, stored: &E) -> Result<Option<Write>> {
        let (key, item) = (self.key.item()?, stored.to_item()?);
        if key_of::<E::Table>(item.view(), None) != key {
            let message = format!("this `{}` has another key than the one to edit", E::SCHEMA.rust_name);
            return Err(Error::validation(message));
        }
        let (_, write) = self.planned(&key, &item, self.db.clock().now())?;
        Ok(write)
    }

    /// Changes the entity that was read, and makes the write if it differs.
    pub(super) fn planned(
        &mut self,
        key: &Item,
        stored: &Item,
        time: SystemTime,
    ) -> Result<(E, Option<Write>)> {
        let mut entity = E::from_item(stored.view())?;
        let (before, guards) = (as_read(&entity, time)?, entity.__guards()?);
        let expiry = stored_expiry(<E::Table as Table>::SCHEMA, stored.view());
        let guards = guards.map(|guards| guards.expiring(expiry));
        (self.change)(&mut entity)?;
        let changed = Whole::of(&entity)?;
        let as_is = changed.written(time);
        check_kept::<E>(&before, &as_is)?;
        if before == as_is {
            return Ok((entity, self.asking(key, stored, &before)?));
        }
        let outdated = is_outdated(E::SCHEMA, <E::Table as Table>::SCHEMA, stored.view())?;
        let next = changed.next(time)?;
        // The version that counts is the one that the upgrade has made.
        let after = if outdated { next.clone() } else { changed.updated(time)? };
        let Some(update) = difference::<E>(stored, &before, &after)? else {
            return Ok((entity, self.asking(key, stored, &before)?));
        };
        let update = if outdated { update } else { update.and(count_up(E::SCHEMA)) };
        let update = updated_at::<E>(update, seconds(time));
        let mut request = self.made(key, update, self.unchanged(stored, &before, &after, outdated)?)?;
        let effect = Effect::storing(entity.__guards(), Before::Given(guards))?;
        // A transaction returns nothing, so what it wrote would be read after it; not where the version counted up is known.
        if effect.is_some() && (self.versioned || E::SCHEMA.version().is_none()) {
            request.return_values = ReturnValues::None;
        }
        let is_other = E::SCHEMA.is_computed() || E::SCHEMA.is_managed();
        let entity = if is_other { E::from_item(next.view())? } else { entity };
        Ok((entity, Some((request, effect))))
    }

    /// The write of an edit that changes nothing: it asks for the conditions, if there are any.
    fn asking(&self, key: &Item, stored: &Item, before: &Item) -> Result<Option<Write>> {
        if !self.conditions.is_some() {
            return Ok(None);
        }
        let unchanged = self.unchanged(stored, before, before, false)?;
        Ok(Some((self.made(key, expr::Update::new(), unchanged)?, None)))
    }

    fn made(&self, key: &Item, update: expr::Update, unchanged: Condition) -> Result<UpdateItem> {
        let mut request = UpdateItem::new(self.db.table_name().clone(), key.clone()).with_update(update);
        request.condition = Some(match self.conditions.joined()? {
            Some(own) => unchanged.and(own),
            None => unchanged,
        });
        request.return_item_on_failure = self.conditions.is_some();
        if E::SCHEMA.is_managed() {
            request.return_values = ReturnValues::AllNew;
        }
        checked::<E::Table, _>(Ok(request), || of_entity::<E>("edit"))
    }

    /// The condition that nothing was changed meanwhile. Programs of an older revision may have had no version to count.
    fn unchanged(&self, stored: &Item, before: &Item, after: &Item, outdated: bool) -> Result<Condition> {
        match same_version::<E>(stored) {
            Some(same) if outdated => Ok(same.and(unchanged::<E>(stored, before, after)?)),
            Some(same) if self.versioned => Ok(same),
            _ => unchanged::<E>(stored, before, after),
        }
    }
}
