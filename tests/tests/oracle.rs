//! Every claim of the conformance suite holds on the oracle: what it answers histories with is what the suite says.

use std::sync::{Arc, Mutex, PoisonError};

use dynamo_model::backend::BoxFuture;
use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, CreateTable, DeleteItem,
    DeleteItemOutput, GetItem, GetItemOutput, PutItem, PutItemOutput, Query, QueryOutput, Scan, ScanOutput,
    TableDescription, TableName, TransactGetItems, TransactGetItemsOutput, TransactWriteItems,
    TransactWriteItemsOutput, UpdateItem, UpdateItemOutput,
};
use dynamo_model::{Backend, Result};
use dynamo_tests::oracle::{Answer, Oracle};
use dynamo_tests::{Claim, conformance, names};

conformance!(holds_unless_left_open);

/// The claims about what the oracle leaves to backends.
const LEFT_OPEN: &[(&str, &str)] = &[
    ("what_does_not_fit_into_an_answer_is_left_to_ask_for", "which keys an answer has no room for"),
    ("segments_together_hold_every_item_once", "which partitions are in a segment"),
    ("an_index_is_scanned_page_by_page_and_in_segments", "which partitions are in a segment"),
    ("a_start_key_of_another_segment_is_refused", "which partitions are in a segment"),
    ("every_table_has_an_identity_of_its_own", "what identifies a table"),
];

#[derive(Debug, Default)]
struct Service(Mutex<Oracle>);

impl Service {
    fn answer<T>(&self, answer: impl FnOnce(&mut Oracle) -> Answer<T>) -> BoxFuture<'_, Result<T>>
    where
        T: Send + 'static,
    {
        let mut oracle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = answer(&mut oracle).map_err(|refusal| refusal.to_error());
        Box::pin(async { answer })
    }
}

macro_rules! answer {
    ($($name:ident($request:ty) -> $output:ty;)*) => {
        $(fn $name(&self, request: $request) -> BoxFuture<'_, Result<$output>> {
            self.answer(|oracle| oracle.$name(&request))
        })*
    };
}

impl Backend for Service {
    answer! {
        get_item(GetItem) -> GetItemOutput;
        put_item(PutItem) -> PutItemOutput;
        update_item(UpdateItem) -> UpdateItemOutput;
        delete_item(DeleteItem) -> DeleteItemOutput;
        batch_get_item(BatchGetItem) -> BatchGetItemOutput;
        batch_write_item(BatchWriteItem) -> BatchWriteItemOutput;
        transact_get_items(TransactGetItems) -> TransactGetItemsOutput;
        transact_write_items(TransactWriteItems) -> TransactWriteItemsOutput;
        create_table(CreateTable) -> TableDescription;
        describe_table(TableName) -> TableDescription;
        delete_table(TableName) -> TableDescription;
    }

    fn query(&self, request: Query) -> BoxFuture<'_, Result<QueryOutput>> {
        self.answer(|oracle| {
            let page = oracle.query(&request)?.first_page();
            let mut output = QueryOutput::default();
            (output.items, output.count, output.scanned_count) = (page.items, page.count, page.scanned_count);
            output.last_evaluated_key = page.last_evaluated_key;
            output.consumed_capacity = page.consumed_capacity;
            Ok(output)
        })
    }

    fn scan(&self, request: Scan) -> BoxFuture<'_, Result<ScanOutput>> {
        self.answer(|oracle| {
            let page = oracle.scan(&request)?.first_page();
            let mut output = ScanOutput::default();
            (output.items, output.count, output.scanned_count) = (page.items, page.count, page.scanned_count);
            output.last_evaluated_key = page.last_evaluated_key;
            output.consumed_capacity = page.consumed_capacity;
            Ok(output)
        })
    }
}

async fn holds_unless_left_open(claim: Claim) -> Result<(), String> {
    let outcome = claim.check(Arc::new(Service::default())).await;
    match (LEFT_OPEN.iter().find(|(name, _)| *name == claim.name()), outcome) {
        (None, outcome) => outcome,
        (Some(_), Err(_)) => Ok(()),
        (Some((name, _)), Ok(())) => Err(format!("`{name}` is not left open any more")),
    }
}

#[test]
fn what_is_left_open_are_claims() {
    for (name, _) in LEFT_OPEN {
        assert!(names().contains(name), "`{name}` is no claim");
    }
}
