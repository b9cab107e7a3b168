//! The page that a query or a scan answers: items are written while they are read, where they stand.

use dynamo_model::request::{ConsumedCapacity, Select};
use dynamo_model::value::{DynamoJson, Item, ItemRef};
use dynamo_model::{Error, ErrorKind, Result};
use serde::Serialize;

use super::json;
use crate::fault::Fault;
use crate::wire::write::{self, Consumed};

/// What comes before the items. What comes behind them is an object of its own without the brace that opens it.
const OPENING: &[u8] = br#"{"Items":["#;

/// A page while it fills.
pub(super) struct Page {
    /// The page as far as it is written, unless only the number of its items is wanted.
    written: Option<Vec<u8>>,
}

/// What a page has besides its items.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rest<'o> {
    count: usize,
    scanned_count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_evaluated_key: Option<DynamoJson<ItemRef<'o>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumed_capacity: Option<Consumed<'o>>,
}

impl Page {
    /// Begins a page of what is selected.
    pub(super) fn of(select: Option<Select>) -> Self {
        Self { written: (select != Some(Select::Count)).then(|| OPENING.to_vec()) }
    }

    pub(super) fn add(&mut self, item: ItemRef<'_>) -> Result<()> {
        if let Some(written) = &mut self.written {
            if written.len() > OPENING.len() {
                written.push(b',');
            }
            serde_json::to_writer(written, &DynamoJson(item)).map_err(|error| {
                Error::new(ErrorKind::Internal, "cannot write an item as JSON").with_source(error)
            })?;
        }
        Ok(())
    }

    /// Ends the page.
    pub(super) fn end(
        self,
        count: usize,
        scanned_count: usize,
        last: Option<&Item>,
        consumed: Option<&ConsumedCapacity>,
    ) -> Result<Vec<u8>, Fault> {
        let rest = json(&Rest {
            count,
            scanned_count,
            last_evaluated_key: write::optional(last),
            consumed_capacity: Consumed::optional(consumed),
        })?;
        let Some(mut written) = self.written else { return Ok(rest) };
        written.extend_from_slice(b"],");
        written.extend(rest.into_iter().skip(1));
        Ok(written)
    }
}
