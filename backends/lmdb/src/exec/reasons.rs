use dynamo_model::request::BillingMode;
use dynamo_model::{CancellationReason, Error, Result};

use crate::table::TableDef;

/// Why a transaction cannot be: one reason per action, in order.
#[derive(Default)]
pub(super) struct Reasons(Vec<CancellationReason>);

impl Reasons {
    /// Adds what became of the next action, on an item of `table`, and passes on what it returned.
    ///
    /// # Errors
    ///
    /// Whatever is not the action's own fault.
    pub(super) fn add<T>(&mut self, table: &TableDef, outcome: Result<T>) -> Result<Option<T>> {
        let (code, error) = match outcome {
            Ok(value) => {
                self.0.push(CancellationReason::none());
                return Ok(Some(value));
            }
            Err(error) if error.is_condition_failed() => ("ConditionalCheckFailed", error),
            Err(error) if error.is_collection_too_large() => ("ItemCollectionSizeLimitExceeded", error),
            Err(error) if error.is_transaction_conflict() => ("TransactionConflict", error),
            Err(error) if error.is_throttled() => (throttled(table), error),
            Err(error) if error.is_validation() => ("ValidationError", error),
            Err(error) => return Err(error),
        };
        self.0.push(CancellationReason::new(code, reason(code, error.message()), error.item().cloned()));
        Ok(None)
    }

    /// Cancels a transaction of so many actions because of one of them alone.
    ///
    /// # Errors
    ///
    /// Always.
    pub(super) fn alone(action: usize, of: usize, table: &TableDef, error: Error) -> Result<()> {
        let mut reasons = Self(vec![CancellationReason::none(); action]);
        reasons.add::<()>(table, Err(error))?;
        reasons.0.resize(of, CancellationReason::none());
        reasons.into_result()
    }

    /// Cancels the transaction if there is a reason to.
    pub(super) fn into_result(self) -> Result<()> {
        if self.0.iter().all(CancellationReason::is_none) {
            return Ok(());
        }
        Err(Error::transaction_canceled(self.0))
    }
}

/// The code of an action there was no throughput for.
fn throttled(table: &TableDef) -> &'static str {
    match table.billing {
        BillingMode::Provisioned(_) => "ProvisionedThroughputExceeded",
        BillingMode::OnDemand => "ThrottlingError",
    }
}

/// As a reason, some messages end with a stop that they do not have as an exception.
fn reason(code: &str, message: &str) -> String {
    let stops = ["ItemCollectionSizeLimitExceeded", "ProvisionedThroughputExceeded"].contains(&code);
    if stops { format!("{message}.") } else { message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_a_reason_some_messages_end_with_a_stop() {
        let collection = "Collection size exceeded";
        assert_eq!(reason("ItemCollectionSizeLimitExceeded", collection), "Collection size exceeded.");
        let throughput = "The level of configured provisioned throughput for the table was exceeded";
        assert_eq!(reason("ProvisionedThroughputExceeded", throughput), format!("{throughput}."));
        assert_eq!(reason("TransactionConflict", "Transaction is ongoing"), "Transaction is ongoing");
    }
}
