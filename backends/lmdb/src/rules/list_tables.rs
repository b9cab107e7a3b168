//! What a list of tables may ask.

use dynamo_model::Result;
use dynamo_model::request::ListTables;
use dynamo_model::request::check::Violations;

/// Checks the request, and returns the most names to list.
///
/// # Errors
///
/// All faults in one validation error, in the service's words.
pub(crate) fn check(request: &ListTables) -> Result<usize> {
    let mut found = Violations::default();
    let limit = found.list_limit(request.limit);
    found.into_result()?;
    Ok(limit)
}
