//! Every claim of the conformance suite holds on the oracle: what it answers histories with is what the suite says.

use std::sync::{Arc, Mutex, PoisonError};

use dynamo_model::backend::BoxFuture;
use dynamo_model::request::{
    BatchGetItem, BatchGetItemOutput, BatchWriteItem, BatchWriteItemOutput, CreateTable, DeleteItem,
    DeleteItemOutput, DescribeStream, GetItem, GetItemOutput, GetRecords, GetRecordsOutput, GetShardIterator,
    ListStreams, ListStreamsOutput, ListTables, ListTablesOutput, ListTags, ListTagsOutput, PutItem,
    PutItemOutput, Query, QueryOutput, Scan, ScanOutput, StreamDescription, TableDescription, TableName,
    TagResource, TimeToLiveDescription, TransactGetItems, TransactGetItemsOutput, TransactWriteItems,
    TransactWriteItemsOutput, UntagResource, UpdateItem, UpdateItemOutput, UpdateTable, UpdateTimeToLive,
};
use dynamo_model::{Backend, Error, ErrorKind, Result};
use dynamo_tests::oracle::{Answer, Oracle};
use dynamo_tests::{Claim, conformance, names};

conformance!(holds_unless_left_open);

/// The claims about what the oracle leaves to backends or does not know, by reason.
const LEFT_OPEN: &[(&str, &[&str])] = &[
    ("which keys an answer has no room for", &["what_does_not_fit_into_an_answer_is_left_to_ask_for"]),
    (
        "which partitions are in a segment",
        &[
            "segments_together_hold_every_item_once",
            "an_index_is_scanned_page_by_page_and_in_segments",
            "a_start_key_of_another_segment_is_refused",
            "segments_together_are_the_whole",
            "segments_scanned_in_parallel_are_the_whole",
        ],
    ),
    (
        "what identifies a table, or a stream",
        &[
            "every_table_has_an_identity_of_its_own",
            "a_stream_turned_on_again_is_another_one",
            "a_table_is_found_by_its_arn_as_by_its_name",
        ],
    ),
    (
        "streams",
        &[
            "a_record_says_what_happened_to_which_item",
            "a_view_says_which_images_are_recorded",
            "images_hold_every_type_unchanged",
            "what_changes_nothing_is_not_recorded",
            "batches_and_transactions_are_recorded_item_by_item",
            "an_iterator_starts_where_it_says",
            "an_iterator_may_start_at_a_time",
            "records_are_read_page_by_page",
            "a_stream_turned_off_can_be_read_to_its_end",
            "a_stream_is_described_with_its_table",
            "streams_are_listed_by_table",
            "a_table_without_a_stream_has_none_to_list",
            "what_is_no_stream_shard_or_iterator_is_told_so",
            "the_stream_of_a_deleted_table_stays",
        ],
    ),
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

/// Answers what the oracle knows nothing of.
macro_rules! unknown {
    ($($name:ident($request:ty) -> $output:ty;)*) => {
        $(fn $name(&self, _: $request) -> BoxFuture<'_, Result<$output>> {
            Box::pin(async { Err(Error::new(ErrorKind::Unsupported, concat!("the oracle knows no ", stringify!($name)))) })
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
        update_time_to_live(UpdateTimeToLive) -> UpdateTimeToLive;
        describe_time_to_live(TableName) -> TimeToLiveDescription;
        delete_table(TableName) -> TableDescription;
        update_table(UpdateTable) -> TableDescription;
        list_tables(ListTables) -> ListTablesOutput;
        tag_resource(TagResource) -> ();
        untag_resource(UntagResource) -> ();
        list_tags(ListTags) -> ListTagsOutput;
    }

    unknown! {
        list_streams(ListStreams) -> ListStreamsOutput;
        describe_stream(DescribeStream) -> StreamDescription;
        get_shard_iterator(GetShardIterator) -> String;
        get_records(GetRecords) -> GetRecordsOutput;
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

fn left_open() -> impl Iterator<Item = &'static str> {
    LEFT_OPEN.iter().flat_map(|(_, names)| names.iter().copied())
}

async fn holds_unless_left_open(claim: Claim) -> Result<(), String> {
    let outcome = claim.check(Arc::new(Service::default())).await;
    match (left_open().any(|name| name == claim.name()), outcome) {
        (false, outcome) => outcome,
        (true, Err(_)) => Ok(()),
        (true, Ok(())) => Err(format!("`{}` is not left open any more", claim.name())),
    }
}

#[test]
fn what_is_left_open_are_claims() {
    for name in left_open() {
        assert!(names().contains(&name), "`{name}` is no claim");
    }
}
