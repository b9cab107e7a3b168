//! Actions of transactions. Each has placeholders of its own.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, Get, Put, TransactGetItem, TransactWriteItem, Update as AwsUpdate,
};
use dynamo_model::expr::Renderer;
use dynamo_model::request::{Action, TransactGet, TransactWrite};

use super::{Placeholders, attributes, item_on_failure};

/// Converts one read to send.
pub(crate) fn transact_get(get: &TransactGet) -> Result<TransactGetItem, BuildError> {
    let mut renderer = Renderer::new();
    let projection = get.projection.as_ref().map(|projection| renderer.projection(projection));
    let get = Get::builder()
        .table_name(&*get.table)
        .set_key(Some(attributes(&get.key)))
        .set_projection_expression(projection)
        .set_expression_attribute_names(Placeholders::from(renderer).names)
        .build()?;
    Ok(TransactGetItem::builder().get(get).build())
}

/// Builds an action from what all four have. Their builders share these methods, but no trait.
macro_rules! build {
    ($action:expr, $write:expr, $condition:expr, $renderer:expr) => {{
        let placeholders = Placeholders::from($renderer);
        $action
            .table_name(&*$write.table)
            .set_condition_expression($condition)
            .set_expression_attribute_names(placeholders.names)
            .set_expression_attribute_values(placeholders.values)
            .set_return_values_on_condition_check_failure(item_on_failure($write.return_item_on_failure))
            .build()?
    }};
}

/// Converts one write to send.
///
/// An update of nothing and a check of nothing go out with an empty expression, which is the service's to refuse.
pub(crate) fn transact_write(write: &TransactWrite) -> Result<TransactWriteItem, BuildError> {
    let mut renderer = Renderer::new();
    let action = TransactWriteItem::builder();
    Ok(match &write.action {
        Action::Put(item) => {
            let condition = condition(&mut renderer, write);
            let put = Put::builder().set_item(Some(attributes(item)));
            action.put(build!(put, write, condition, renderer))
        }
        Action::Update(key, update) => {
            let update = renderer.update(update);
            let condition = condition(&mut renderer, write);
            let update = AwsUpdate::builder().set_key(Some(attributes(key))).update_expression(update);
            action.update(build!(update, write, condition, renderer))
        }
        Action::Delete(key) => {
            let condition = condition(&mut renderer, write);
            let delete = Delete::builder().set_key(Some(attributes(key)));
            action.delete(build!(delete, write, condition, renderer))
        }
        Action::Check(key) => {
            let condition = condition(&mut renderer, write).unwrap_or_default();
            let check = ConditionCheck::builder().set_key(Some(attributes(key)));
            action.condition_check(build!(check, write, Some(condition), renderer))
        }
    }
    .build())
}

fn condition(renderer: &mut Renderer, write: &TransactWrite) -> Option<String> {
    write.condition.as_ref().map(|condition| renderer.condition(condition))
}
