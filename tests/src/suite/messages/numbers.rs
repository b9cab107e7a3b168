//! What is said of sums that no number can be.

use dynamo_model::Result;
use dynamo_model::expr::{Path, SetValue, Update};

use crate::Target;
use crate::kit::{item, key, number, refused, say_exactly};

pub async fn sums_out_of_range_overflow_or_underflow(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";
    let underflow =
        "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    let mut answers = Vec::new();
    for (left, right, message) in [
        ("9e125", "1e125", overflow),
        ("-9e125", "-1e125", overflow),
        ("1e50", "1", overflow),
        ("1.1e-130", "-1e-130", underflow),
    ] {
        table.put(item! { "pk": "a", "sk": "1", "n": number(left) }).await?;
        let plus = SetValue::Add(Path::attribute("n").into(), number(right).into());
        for update in [Update::new().add("n", number(right)), Update::new().set("n", plus)] {
            answers.push((refused(table.update(key("a", "1"), update).await), message));
        }
    }
    say_exactly(&answers);
    Ok(())
}
