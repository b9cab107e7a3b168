//! What is said of sums that no number can be.

use dynamo_model::Result;
use dynamo_model::expr::{Path, SetValue, Update};

use crate::Target;
use crate::kit::{item, key, number, refused, say_exactly};

const OVERFLOW: &str =
    "Number overflow. Attempting to store a number with magnitude larger than supported range";
const UNDERFLOW: &str =
    "Number underflow. Attempting to store a number with magnitude smaller than supported range";

/// Adds to numbers, by both kinds of clauses, and requires what is said of each sum.
async fn say<const N: usize>(target: &Target, rows: [(&str, &str, &str); N]) -> Result<()> {
    let table = target.table().await?;
    let mut answers = Vec::new();
    for (left, right, message) in rows {
        table.put(item! { "pk": "a", "sk": "1", "n": number(left) }).await?;
        let plus = SetValue::Add(Path::attribute("n").into(), number(right).into());
        for update in [Update::new().add("n", number(right)), Update::new().set("n", plus)] {
            answers.push((refused(table.update(key("a", "1"), update).await), message));
        }
    }
    say_exactly(&answers);
    Ok(())
}

pub async fn sums_out_of_range_overflow_or_underflow(target: &Target) -> Result<()> {
    say(
        target,
        [("9e125", "1e125", OVERFLOW), ("-9e125", "-1e125", OVERFLOW), ("1.1e-130", "-1e-130", UNDERFLOW)],
    )
    .await
}

pub async fn sums_of_too_many_digits_overflow(target: &Target) -> Result<()> {
    say(target, [("1e50", "1", OVERFLOW), ("99999999999999999999999999999999999999", "0.1", OVERFLOW)]).await
}
