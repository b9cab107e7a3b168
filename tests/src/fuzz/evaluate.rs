//! Requests with arbitrary items and expressions, against a backend.

use std::sync::Arc;

use arbitrary::Unstructured;
use dynamo_model::expr::{KeyCondition, Projection};
use dynamo_model::request::{
    CreateTable, DeleteItem, GetItem, IndexDefinition, KeyKind, KeySchema, PutItem, Query, ReturnValues,
    Scan, UpdateItem,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, ErrorKind, Result};

use super::tree;

const TABLE: &str = "fuzz";
const INDEX: &str = "by-d";

/// A table for arbitrary requests. It holds twelve items at the most, and is never emptied.
#[derive(Debug)]
pub struct Evaluator {
    backend: Arc<dyn Backend>,
}

impl Evaluator {
    /// Makes the table: keys `p` and `s`, and an index on `d` and `s`.
    ///
    /// # Errors
    ///
    /// As [`Backend::create_table`].
    pub async fn new(backend: Arc<dyn Backend>) -> Result<Self> {
        let table = CreateTable::new(TABLE, KeySchema::new("p").with_sort("s"))
            .with_attribute("p", KeyKind::S)
            .with_attribute("s", KeyKind::N)
            .with_attribute("d", KeyKind::S)
            .with_global_index(IndexDefinition::new(INDEX, KeySchema::new("d").with_sort("s")));
        backend.create_table(table).await?;
        Ok(Self { backend })
    }

    /// Sends the requests that the bytes say, and panics if one of them fails for a reason of the backend's own.
    pub async fn evaluate(&self, data: &[u8]) {
        let mut input = Unstructured::new(data);
        // Every input has a first request, and as many more as it has bytes for.
        loop {
            // Nothing but the end of the bytes stops a request from being made.
            if self.send(&mut input).await.is_err() || input.is_empty() {
                return;
            }
        }
    }

    async fn send(&self, u: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        match u.int_in_range(0..=6)? {
            0 | 1 => self.put(u).await,
            2 | 3 => self.update(u).await,
            4 => self.delete(u).await,
            5 => self.query(u).await,
            _ => self.scan(u).await,
        }
    }

    async fn put(&self, u: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        let mut item = tree::item(u)?;
        item.extend(key(u)?.to_map());
        let mut request = PutItem::new(TABLE, item.clone()).returning(old(u)?);
        if u.arbitrary()? {
            request = request.with_condition(tree::condition(u)?).returning_item_on_failure();
        }
        if let Some(output) = outcome(self.backend.put_item(request).await) {
            output.attributes.iter().for_each(check);
            let stored = self.get(key_of(&item), None).await.flatten();
            assert_eq!(stored, Some(item), "what was put is there");
        }
        Ok(())
    }

    async fn update(&self, u: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        let key = key(u)?;
        let mut request =
            UpdateItem::new(TABLE, key.clone()).with_update(tree::update(u)?).returning(returned(u)?);
        if u.arbitrary()? {
            request = request.with_condition(tree::condition(u)?).returning_item_on_failure();
        }
        let before = self.get(key.clone(), None).await.flatten();
        let output = outcome(self.backend.update_item(request).await);
        let after = self.get(key, None).await.flatten();
        match output {
            Some(output) => output.attributes.iter().chain(&after).for_each(check),
            None => assert_eq!(after, before, "a failed update changes nothing"),
        }
        Ok(())
    }

    async fn delete(&self, u: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        let key = key(u)?;
        let request = DeleteItem::new(TABLE, key.clone()).with_condition(tree::condition(u)?);
        if outcome(self.backend.delete_item(request.returning(old(u)?)).await).is_some() {
            assert_eq!(self.get(key, None).await.flatten(), None);
        }
        Ok(())
    }

    async fn query(&self, u: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        let mut request = if u.arbitrary()? {
            let key = key(u)?;
            let mut condition = KeyCondition::partition("p", partition(&key));
            if u.arbitrary()? {
                condition = condition.with_range("s", tree::range(u)?);
            }
            Query::new(TABLE, condition)
        } else {
            let by_index = KeyCondition::partition("d", *u.choose(&["", "a", "ab", "é"])?);
            let condition = if u.arbitrary()? { by_index } else { tree::key_condition(u)? };
            Query::new(TABLE, condition).on_index(INDEX)
        };
        if u.arbitrary()? {
            request = request.with_filter(tree::condition(u)?);
        }
        if u.arbitrary()? {
            request = request.with_projection(tree::projection(u)?);
        }
        if let Some(output) = outcome(self.backend.query(request).await) {
            output.items.iter().for_each(check);
        }
        Ok(())
    }

    async fn scan(&self, u: &mut Unstructured<'_>) -> arbitrary::Result<()> {
        let projection = tree::projection(u)?;
        let _ = self.get(key(u)?, Some(projection.clone())).await;
        let mut request = Scan::new(TABLE).with_filter(tree::condition(u)?);
        if u.arbitrary()? {
            request = request.with_projection(projection);
        }
        if u.arbitrary()? {
            request = request.on_index(INDEX);
        }
        if let Some(output) = outcome(self.backend.scan(request).await) {
            output.items.iter().for_each(check);
        }
        Ok(())
    }

    /// Reads an item; `None` if the request was refused.
    async fn get(&self, key: Item, projection: Option<Projection>) -> Option<Option<Item>> {
        let mut request = GetItem::new(TABLE, key).consistent();
        request.projection = projection;
        let item = outcome(self.backend.get_item(request).await)?.item;
        item.iter().for_each(check);
        Some(item)
    }
}

/// One of twelve keys.
fn key(u: &mut Unstructured<'_>) -> arbitrary::Result<Item> {
    let mut key = Item::from_iter([("p", *u.choose(&["x", "y", "z"])?)]);
    key.insert("s", u.int_in_range(0..=3)?);
    Ok(key)
}

fn key_of(item: &Item) -> Item {
    item.iter().filter(|(name, _)| ["p", "s"].contains(name)).collect()
}

fn partition(key: &Item) -> &str {
    key.get("p").and_then(|p| p.as_s()).unwrap_or_default()
}

/// What puts and deletes can return.
fn old(u: &mut Unstructured<'_>) -> arbitrary::Result<ReturnValues> {
    u.choose(&[ReturnValues::None, ReturnValues::AllOld]).copied()
}

/// What updates can return.
fn returned(u: &mut Unstructured<'_>) -> arbitrary::Result<ReturnValues> {
    let all = [
        ReturnValues::None,
        ReturnValues::AllOld,
        ReturnValues::AllNew,
        ReturnValues::UpdatedOld,
        ReturnValues::UpdatedNew,
    ];
    u.choose(&all).copied()
}

/// A request may be refused, or its condition false. Anything else, above all a caught panic, is the backend's fault.
fn outcome<T>(result: Result<T>) -> Option<T> {
    match result {
        Ok(output) => Some(output),
        Err(error) => {
            let expected = matches!(error.kind(), ErrorKind::Validation | ErrorKind::ConditionFailed);
            assert!(expected, "{error:?}");
            error.item().iter().for_each(|item| check(item));
            None
        }
    }
}

/// What a backend returns is an item, and one it would take.
fn check(item: &Item) {
    assert_eq!(Item::from_bytes(item.as_bytes().to_vec()).as_ref(), Ok(item));
    assert_eq!(item.check(), Ok(()), "{item:?}");
}
