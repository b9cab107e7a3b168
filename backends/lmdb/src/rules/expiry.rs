//! What a change of a table's time to live may ask.

use dynamo_model::request::UpdateTimeToLive;
use dynamo_model::request::check::{Violations, check_table_name};
use dynamo_model::{Error, Result};

use super::create_table::TableViolations as _;
use crate::table::TableDef;

/// How long a change has to stand, in milliseconds.
const SHORTEST_STAY: u64 = 60 * 60 * 1000;

/// Checks the request alone.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check(request: &UpdateTimeToLive) -> Result<()> {
    check_table_name(&request.table)?;
    let mut found = Violations::default();
    found.attribute_name("timeToLiveSpecification.attributeName", &request.attribute);
    found.into_result()
}

/// Checks the request against its table, `now` being in milliseconds since 1970.
///
/// # Errors
///
/// The first fault, as a validation error in the service's words.
pub(crate) fn check_table(request: &UpdateTimeToLive, table: &TableDef, now: u64) -> Result<()> {
    let current = table.expiry.as_ref().map(|expiry| expiry.attribute.as_str());
    match (request.enabled, current) {
        (true, Some(current)) if current == request.attribute => {
            return Err(Error::validation("TimeToLive is already enabled"));
        }
        (true, Some(current)) | (false, Some(current)) if current != request.attribute => {
            return Err(Error::validation(format!(
                "TimeToLive is active on a different AttributeName: current AttributeName is {current}"
            )));
        }
        (false, None) => return Err(Error::validation("TimeToLive is already disabled")),
        _ => {}
    }
    match table.expiry_changed_at {
        Some(changed) if now.saturating_sub(changed) < SHORTEST_STAY => {
            Err(Error::validation("Time to live has been modified multiple times within a fixed interval"))
        }
        _ => Ok(()),
    }
}
