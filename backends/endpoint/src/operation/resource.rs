//! What labels are of.

use dynamo_model::Validation;

use super::Call;
use crate::fault::Fault;

/// Reads the ARN of what labels are of. The engine tells what is wrong with it as the older layer does.
///
/// # Errors
///
/// An ARN that is none, or that of an index, where the newer layer has words for it.
pub(super) fn arn(call: Call<'_>) -> Result<&str, Fault> {
    let arn = call.members.text("ResourceArn").unwrap_or_default();
    match call.engine.validation() {
        Validation::Current if !arn.starts_with("arn:") => {
            Err(invalid(format!("ARNs must start with 'arn:': {arn}")))
        }
        Validation::Current if arn.contains("/index/") => Err(invalid(format!(
            "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: {arn}"
        ))),
        _ => Ok(arn),
    }
}

fn invalid(message: String) -> Fault {
    Fault::validation(message).context("One or more parameter values were invalid")
}
