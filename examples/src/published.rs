//! Published designs in NoSQL Workbench's export format.

use dynamo_model::request::GetItem;
use dynamo_model::value::Item;
use dynamo_model::{Db, Error, ErrorKind, Record, Result, Table};
use serde_json::{Map, Value, json};

/// Stores the items of a published design through the table's entities, and checks that what is stored equals what was
/// published, attribute for attribute. Returns how many there are.
///
/// # Errors
///
/// Whatever reading them as entities or storing them reports, and the first item that is missing or differs.
pub async fn load<T: Table + Record<Table = T>>(db: &Db<T>, json: &str) -> Result<usize> {
    let items = items(json)?;
    for item in &items {
        db.put(&T::from_item(item.view())?).await?;
    }
    for item in &items {
        let key = T::SCHEMA.key.all().filter_map(|key| Some((key.name, item.get(key.name)?.to_value())));
        let request = GetItem::new(db.table_name().clone(), key.collect::<Item>()).consistent();
        let stored = db.backend().get_item(request).await?.item;
        if stored.as_ref() != Some(item) {
            return Err(Error::new(
                ErrorKind::Internal,
                format!("stored and published differ:\n  stored    {stored:?}\n  published {item:?}"),
            ));
        }
    }
    Ok(items.len())
}

fn items(json: &str) -> Result<Vec<Item>> {
    rows(json)?.iter().map(|row| Ok(Item::from_dynamodb_json(&row.to_string())?)).collect()
}

/// Returns the items of every table in the file as DynamoDB JSON, whether they stand in the table or in its facets.
///
/// # Errors
///
/// [`is_codec`](Error::is_codec) if the text is not in the format.
pub fn rows(json: &str) -> Result<Vec<Value>> {
    let file: Value = serde_json::from_str(json)
        .map_err(|error| Error::new(ErrorKind::Codec, format!("published design: {error}")))?;
    let tables = array(file.get("DataModel")).iter();
    let places = tables.flat_map(|table| std::iter::once(table).chain(array(table.get("TableFacets"))));
    Ok(places.flat_map(|place| array(place.get("TableData"))).map(attributes).collect())
}

fn array(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// An item's attributes, each typed.
fn attributes(row: &Value) -> Value {
    let typed = |(name, value): (&String, &Value)| (name.clone(), typed(value));
    row.as_object().into_iter().flatten().map(typed).collect::<Map<_, _>>().into()
}

/// Workbench writes the members of maps and lists with their types in some files and as plain JSON in others.
fn typed(value: &Value) -> Value {
    let list = |elements: &[Value]| json!({ "L": elements.iter().map(typed).collect::<Vec<_>>() });
    match value {
        Value::Null => json!({ "NULL": true }),
        Value::Bool(flag) => json!({ "BOOL": flag }),
        Value::Number(number) => json!({ "N": number.to_string() }),
        Value::String(text) => json!({ "S": text }),
        Value::Array(elements) => list(elements),
        Value::Object(members) => match one(members) {
            Some(("M", inside)) => json!({ "M": attributes(inside) }),
            Some(("L", inside)) => list(array(Some(inside))),
            Some(("S" | "N" | "B" | "BOOL" | "NULL" | "SS" | "NS" | "BS", _)) => value.clone(),
            _ => json!({ "M": attributes(value) }),
        },
    }
}

fn one(members: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut members = members.iter();
    members.next().filter(|_| members.next().is_none()).map(|(name, value)| (name.as_str(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_and_typed_members_are_the_same_item() {
        let plain =
            json!({ "position": { "M": { "x": 59, "on": true, "of": { "foo": "bar" }, "list": [1] } } });
        let written = json!({ "position": { "M": {
            "x": { "N": "59" },
            "on": { "BOOL": true },
            "of": { "M": { "foo": { "S": "bar" } } },
            "list": { "L": [{ "N": "1" }] },
        } } });
        assert_eq!(attributes(&plain), written);
        assert_eq!(attributes(&written), written);
    }
}
