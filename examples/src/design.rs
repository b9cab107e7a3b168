//! Reads published designs in NoSQL Workbench's export format.

use dynamo_model::value::Item;
use dynamo_model::{Error, Result};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct File<'f> {
    #[serde(borrow)]
    data_model: Vec<Table<'f>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Table<'f> {
    #[serde(borrow)]
    table_data: Vec<&'f RawValue>,
}

/// Returns the items of every table in the file.
///
/// # Errors
///
/// [`is_codec`](Error::is_codec) if the text is not in the format.
pub fn items(json: &str) -> Result<Vec<Item>> {
    let file: File<'_> = serde_json::from_str(json)
        .map_err(|error| Error::new(dynamo_model::ErrorKind::Codec, format!("published design: {error}")))?;
    let rows = file.data_model.iter().flat_map(|table| &table.table_data);
    rows.map(|row| Ok(Item::from_dynamodb_json(row.get())?)).collect()
}
