//! Which tables may be deleted.

use dynamo_model::{Error, Result};

use crate::table::TableDef;

/// Requires that the table is not protected.
///
/// # Errors
///
/// A validation error in the service's words.
pub(crate) fn check_table(table: &TableDef) -> Result<()> {
    if !table.deletion_protection {
        return Ok(());
    }
    Err(Error::validation(
        "Resource cannot be deleted as it is currently protected against deletion. \
         Disable deletion protection first.",
    ))
}
