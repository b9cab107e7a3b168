use dynamo_model::Backend as _;

use super::create_table::Answer;
use super::{Answering, Call, Operation, json};
use crate::wire::shape::{TEXT, optional};

pub(super) static OPERATION: Operation =
    Operation { name: "DeleteTable", members: &[optional("TableName", &TEXT)], renewed: false, run };

fn run(call: Call<'_>) -> Answering<'_> {
    Box::pin(async move {
        let deleted = call.engine.delete_table(call.members.named_table()?).await?;
        json(&Answer::of(&deleted))
    })
}
