//! Tokens of transactions, which are remembered for ten minutes.

use std::time::Duration;

use dynamo_model::Result;
use dynamo_model::expr::Update;
use dynamo_model::request::{Action, TransactWrite, TransactWriteItems};

use crate::Target;
use crate::kit::{item, key};

const MINUTE: Duration = Duration::from_secs(60);

pub async fn a_token_is_forgotten_after_ten_minutes(target: &Target) -> Result<()> {
    let (time, table) = (target.time()?, target.table().await?);
    let count = || {
        let update = Action::Update(key("a", "1"), Update::new().add("n", 1));
        TransactWriteItems::new([TransactWrite::new(&table, update)]).with_token("one")
    };
    let counted = |n: i32| Some(item! { "pk": "a", "sk": "1", "n": n });
    table.transact_write_items(count()).await?;
    time.advance(9 * MINUTE);
    table.transact_write_items(count()).await?;
    assert_eq!(table.get(key("a", "1")).await?, counted(1));
    // Asking again does not make it last longer.
    time.advance(2 * MINUTE);
    table.transact_write_items(count()).await?;
    assert_eq!(table.get(key("a", "1")).await?, counted(2));
    Ok(())
}
