//! `DeleteTable`.

use dynamo_model::Result;
use dynamo_model::request::{TableDescription, TableName};

use super::wait;
use crate::{Aws, convert};

pub(super) async fn call(aws: &Aws, table: TableName) -> Result<TableDescription> {
    let sent = aws.client.delete_table().table_name(&*table).send().await;
    let description = convert::description(aws.answer(sent)?.table_description())?;
    wait::until_gone(aws, &table).await?;
    Ok(description)
}
