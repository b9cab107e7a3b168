//! Which tables may be deleted, and when.

use dynamo_model::{Error, ErrorKind, Result};

use crate::table::TableDef;

/// Requires that no index of the table is being filled, and that the table is not protected.
///
/// # Errors
///
/// The first fault, in the service's words.
pub(crate) fn check_table(table: &TableDef) -> Result<()> {
    if table.is_updating() {
        return Err(Error::new(
            ErrorKind::InUse,
            "Attempt to change a resource which is still in use: \
             Cannot delete table while indexes are being created, updated, or deleted.",
        ));
    }
    if !table.deletion_protection {
        return Ok(());
    }
    Err(Error::validation(
        "Resource cannot be deleted as it is currently protected against deletion. \
         Disable deletion protection first.",
    ))
}
