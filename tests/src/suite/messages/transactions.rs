//! What is wrong with a transaction as a whole.

use dynamo_model::Result;
use dynamo_model::request::{Action, TransactGetItems, TransactWrite, TransactWriteItems};

use crate::Target;
use crate::kit::{key, refused, say_exactly};

pub async fn a_transaction_of_nothing_is_shown(target: &Target) -> Result<()> {
    let message = "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member \
                   must have length greater than or equal to 1";
    say_exactly(&[
        (refused(target.backend().transact_write_items(TransactWriteItems::new([])).await), message),
        (refused(target.backend().transact_get_items(TransactGetItems::new([])).await), message),
    ]);
    Ok(())
}

pub async fn a_token_that_is_too_long_is_shown(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let token = "t".repeat(37);
    let put = TransactWrite::new(&table, Action::Put(key("a", "1")));
    let message = format!(
        "1 validation error detected: Value '{token}' at 'clientRequestToken' failed to satisfy constraint: Member must \
         have length less than or equal to 36"
    );
    let request = TransactWriteItems::new([put]).with_token(token);
    say_exactly(&[(refused(table.transact_write_items(request).await), message)]);
    Ok(())
}
