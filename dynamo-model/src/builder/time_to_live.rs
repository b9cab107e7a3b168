//! Turning on the expiry that a table declares.

use std::time::Duration;

use super::Db;
use super::backoff::Backoff;
use crate::entity::Table;
use crate::error::{Error, Result};
use crate::request::{TimeToLiveStatus, UpdateTimeToLive};

/// How often it is tried while the table is being made.
const ATTEMPTS: u32 = 60;
const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(2);

/// Lets items expire by an attribute, unless they do.
pub(super) async fn ensure<T: Table>(db: &Db<T>, attribute: &str) -> Result<()> {
    let mut backoff = Backoff::new(SHORTEST, LONGEST);
    let mut attempt = 1;
    while !is_on(db, attribute).await? {
        let request = UpdateTimeToLive::enable(db.table_name().clone(), attribute);
        match db.backend().update_time_to_live(request).await {
            Ok(_) => return Ok(()),
            // Another process may have been faster, which the next look shows.
            Err(error) if error.is_validation() && attempt == 1 => {}
            // The table is still being made.
            Err(error) if error.is_in_use() && attempt < ATTEMPTS => backoff.wait().await,
            Err(error) => return Err(error),
        }
        attempt += 1;
    }
    Ok(())
}

/// Whether items expire by an attribute.
async fn is_on<T: Table>(db: &Db<T>, attribute: &str) -> Result<bool> {
    let found = db.backend().describe_time_to_live(db.table_name().clone()).await?;
    match found.attribute {
        Some(other) if other != attribute => Err(Error::validation(format!(
            "table `{}` exists, but its items expire by `{other}`; change the declaration or use another table",
            db.table_name()
        ))),
        _ => Ok(matches!(found.status, TimeToLiveStatus::Enabling | TimeToLiveStatus::Enabled)),
    }
}
