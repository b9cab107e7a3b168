use std::sync::Arc;

use dynamo_model::Result;
use dynamo_model::request::check::check_table_name;
use dynamo_model::request::{TimeToLiveDescription, TimeToLiveStatus, UpdateTimeToLive};

use crate::rules;
use crate::table::{Expiry, Filled, TableDef};
use crate::worker::{Batch, Shared};

/// Turns expiry on or off; the caller has checked the request alone.
pub(crate) fn update_expiry(batch: Batch<'_, '_>, request: &UpdateTimeToLive) -> Result<UpdateTimeToLive> {
    let table = batch.catalog.described(&request.table)?;
    rules::expiry::check_table(request, table, batch.now)?;
    let mut table = TableDef::clone(table);
    let catalog = Arc::make_mut(batch.catalog);
    table.expiry_changed_at = Some(batch.now);
    if request.enabled {
        let id = batch.store.draw_id(batch.txn)?;
        let attribute = request.attribute.clone();
        table.expiry = Some(Expiry { id, attribute, filled: Filled::nothing() });
    } else if let Some(expiry) = table.expiry.take() {
        batch.store.drop_rows(batch.txn, catalog, expiry.id)?;
    }
    batch.store.save_table(batch.txn, catalog, table)?;
    Ok(request.clone())
}

/// Says whether, and by which attribute, items expire.
pub(crate) fn describe_expiry(shared: &Shared, name: &str) -> Result<TimeToLiveDescription> {
    check_table_name(name)?;
    let catalog = shared.catalog();
    let mut description = TimeToLiveDescription::default();
    if let Some(expiry) = &catalog.described(name)?.expiry {
        let filled = expiry.filled.is_whole();
        description.status = if filled { TimeToLiveStatus::Enabled } else { TimeToLiveStatus::Enabling };
        description.attribute = Some(expiry.attribute.clone());
    }
    Ok(description)
}
