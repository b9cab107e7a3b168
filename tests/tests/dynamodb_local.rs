//! Every claim holds on Amazon's DynamoDB Local, except where it is known to depart from the service.
//!
//! The tests need an endpoint, so they are ignored: `.ci/dynamodb-local.sh run -- cargo test … -- --ignored` starts one, and
//! names it in `DYNAMODB_ENDPOINT_URL`.

use std::sync::Arc;

use dynamo_aws::Aws;
use dynamo_tests::{Claim, conformance, names, names_of_time, names_of_vectors};

conformance!(holds_unless_known, ignored = "needs DynamoDB Local: `.ci/dynamodb-local.sh run` starts one");

/// The claims DynamoDB Local fails, each with the rule of the service it departs from.
const DEPARTURES: &[(&str, &str)] = &[
    // What it does.
    ("removing_from_a_missing_item_creates_nothing", "an update of REMOVE and DELETE alone creates no item"),
    (
        "removing_below_a_missing_item_is_ignored",
        "removing from an item that does not exist is no invalid path",
    ),
    (
        "updated_values_below_an_attribute_are_only_what_was_touched",
        "UPDATED_OLD and UPDATED_NEW return the paths touched",
    ),
    ("updated_list_elements_are_returned_without_the_others", "UPDATED_NEW returns the elements touched"),
    ("constants_nested_too_deeply_are_refused", "constants of expressions nest 32 levels, like items"),
    ("a_value_nests_32_levels", "a value nests 32 levels, its own counted, whether or not the last is empty"),
    ("an_attribute_name_may_be_65535_bytes_long", "attribute names have up to 65,535 bytes"),
    ("a_filter_does_not_stretch_the_megabyte", "a page ends after 1 MB was read, whatever the filter keeps"),
    (
        "the_key_of_a_new_index_gives_no_attribute_another_type",
        "attributes of keys are not redefined, and the schemas that differ are told",
    ),
    ("a_table_is_found_by_its_arn_as_by_its_name", "an item is the same by the table's name and by its ARN"),
    ("a_table_by_its_name_and_by_its_arn_is_answered_apart", "answers name a table as the request does"),
    ("paths_below_keys_refuse_a_transaction_at_once", "conditions of puts know that keys are scalars"),
    ("a_misfit_stays_until_an_update_writes_it", "an update leaves index keys alone that it does not write"),
    ("a_hash_only_query_cannot_be_restarted", "a start key makes no sense where a query finds one item"),
    (
        "a_query_of_one_whole_key_cannot_be_restarted",
        "a start key makes no sense where a query finds one item",
    ),
    ("an_empty_query_costs_as_much_as_a_small_one", "a query is charged one read at least"),
    ("a_read_of_nothing_costs_the_least_that_is_said", "a query is charged one read at least"),
    ("every_table_has_an_identity_of_its_own", "descriptions of tables carry a TableId"),
    ("an_index_includes_at_most_20_attributes", "NonKeyAttributes has 1 to 20 members"),
    (
        "an_index_of_an_on_demand_table_has_no_throughput_of_its_own",
        "on-demand tables take no ProvisionedThroughput",
    ),
    ("an_index_scan_is_filtered_by_what_the_index_holds", "filters name what the index holds, in scans too"),
    ("scanning_an_index_is_charged_to_the_index", "scans of an index are charged by the size of its entries"),
    ("a_batch_is_charged_for_keys_it_does_not_find", "a missing item costs as much as a small one"),
    ("a_batch_is_charged_for_deleting_what_is_not_there", "deleting a missing item costs one unit"),
    (
        "a_transaction_shows_no_item_its_projection_does_not_match",
        "an item of which nothing is shown has no Item in the answer",
    ),
    ("a_read_with_a_wrong_key_is_the_reason", "a wrong key cancels with one reason per read"),
    ("an_update_that_cannot_be_applied_is_a_reason", "an update that fails cancels the transaction"),
    (
        "a_constant_that_makes_an_item_too_deep_cancels_a_transaction",
        "an update that fails cancels the transaction",
    ),
    ("every_action_of_a_transaction_is_charged", "each action is charged twice its units, checks included"),
    (
        "a_transaction_costs_no_more_for_its_guards_than_those_can_have",
        "each action is charged twice its units, those on guards included",
    ),
    ("writes_of_a_transaction_cost_an_index_once", "transactions charge indexes once"),
    ("a_transaction_of_reads_consumes_read_units", UNITS),
    ("a_transaction_of_writes_consumes_write_units", UNITS),
    ("a_repeated_transaction_consumes_read_units", UNITS),
    ("a_token_is_not_empty", "ClientRequestToken has 1 to 36 characters"),
    (
        "a_local_index_has_pages_of_a_megabyte_of_its_own",
        "a page of an index counts the sizes of its entries",
    ),
    (
        "a_local_index_key_of_the_wrong_type_stops_the_write",
        "updates keep the types of index keys, of local indexes too",
    ),
    (
        "item_collections_are_measured_where_a_table_has_local_indexes",
        "writes to tables with local indexes report ItemCollectionMetrics",
    ),
    (
        "batches_and_transactions_measure_collections_table_by_table",
        "batches and transactions report ItemCollectionMetrics, too",
    ),
    ("images_hold_every_type_unchanged", "an empty map is written as `{\"M\": {}}` in records, too"),
    ("an_iterator_may_start_at_a_time", "shard iterators may be of type AT_TIMESTAMP"),
    ("a_table_has_a_class_that_can_change", "tables have a TableClass"),
    ("an_on_demand_table_takes_no_throughput", "on-demand tables take no ProvisionedThroughput"),
    (
        "an_index_of_a_provisioned_table_needs_throughput",
        "an index of a provisioned table needs ProvisionedThroughput",
    ),
    ("decreases_of_throughput_are_counted", "descriptions carry NumberOfDecreasesToday"),
    (
        "throughput_is_decreased_four_times_in_a_row_and_no_more",
        "after four decreases of a day, each waits an hour after the last",
    ),
    (
        "a_table_becomes_an_on_demand_one_four_times_a_day_and_no_more",
        "a table is switched to on-demand four times within 24 hours",
    ),
    ("an_on_demand_table_is_warm_from_the_start", WARM),
    ("a_provisioned_table_is_as_warm_as_it_is_provisioned", WARM),
    ("a_table_that_was_warm_stays_so", WARM),
    (
        "definitions_of_attributes_are_added_to_those_that_stand",
        "UpdateTable drops definitions of attributes that no key uses",
    ),
    ("labels_are_put_on_replaced_and_taken_off", TAGS),
    ("no_label_is_too_few", TAGS),
    ("a_table_has_fifty_labels_at_the_most", TAGS),
    ("an_arn_that_is_none_is_told_so", TAGS),
    ("a_missing_table_is_not_labelled", TAGS),
    (
        "an_index_name_no_index_can_have_is_refused_before_any_table_is_looked_up",
        "IndexName has 3 to 255 characters, plain ones",
    ),
    ("labels_beyond_the_fiftieth_are_too_many", TAGS),
    // What it says.
    ("a_missing_table_has_no_expiry", "Requested resource not found: Table: {table} not found"),
    ("a_missing_table_cannot_be_changed", "Requested resource not found: Table: {table} not found"),
    ("a_change_of_nothing_is_refused", "At least one of ProvisionedThroughput, BillingMode, … is required"),
    (
        "throughput_changes_to_another_or_not_at_all",
        "The provisioned throughput for the table will not change. …",
    ),
    ("operations_on_items_do_not_name_a_missing_table", "Requested resource not found"),
    ("operations_on_tables_name_a_missing_table", "Requested resource not found: Table: {table} not found"),
    ("an_existing_table_is_named", "Table already exists: {table}"),
    (
        "a_key_that_does_not_fit_the_schema_is_refused_alike_by_all",
        "The provided key element does not match the schema",
    ),
    ("a_put_names_the_key_attribute_that_is_wrong", "Missing the key {attribute} in the item"),
    (
        "a_wrong_index_key_names_the_index",
        "Type mismatch for Index Key {attribute} Expected: … IndexName: {index}",
    ),
    (
        "keys_that_are_too_long_are_told_the_limit",
        "Size of hashkey has exceeded the maximum size limit of2048 bytes",
    ),
    ("puts_return_only_the_old_item_and_say_so", "ReturnValues can only be ALL_OLD or NONE"),
    ("a_limit_of_zero_is_refused", "Value at 'Limit' failed to satisfy constraint: …"),
    ("a_query_names_the_key_attribute_it_lacks", "Query condition missed key schema element: {attribute}"),
    (
        "two_conditions_on_one_key_attribute_are_refused",
        "Invalid KeyConditionExpression: … one condition per key",
    ),
    ("a_start_key_of_the_wrong_shape_is_invalid", "The provided starting key is invalid"),
    (
        "a_start_key_of_another_partition_is_outside_the_query",
        "The provided starting key is outside query boundaries …",
    ),
    ("a_batch_names_no_key_attribute_that_is_wrong", "The provided key element does not match the schema"),
    ("a_failed_condition_is_told_in_its_reason", "The conditional request failed"),
    ("a_reason_says_what_is_wrong_with_a_key", "The provided key element does not match the schema"),
    (
        "a_table_name_that_is_too_short_is_shown",
        "Value '{name}' at 'tableName' failed to satisfy constraint: …",
    ),
    (
        "an_index_name_that_is_too_short_is_shown_with_its_place",
        "Value '{name}' at '{path}' failed to satisfy constraint: …",
    ),
    ("throughput_of_an_index_that_pays_per_request_is_blocked", "Action Blocked: IndexUpdate"),
    (
        "a_key_has_one_hash_and_one_range_element_of_different_names",
        "The second KeySchemaElement is not a RANGE key type",
    ),
    (
        "key_attributes_and_definitions_that_do_not_match_are_told_apart",
        "Some index key attributes are not defined … Keys: [{keys}], …",
    ),
    (
        "a_local_index_has_the_partitions_of_its_table_in_another_order",
        "Index KeySchema does not have a range key for index: {index}",
    ),
    (
        "indexes_beyond_their_limits_or_of_one_name_are_told",
        "GlobalSecondaryIndex count exceeds the per-table limit of 20",
    ),
    (
        "an_index_that_includes_attributes_names_them",
        "ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
    ),
    (
        "throughput_that_does_not_suit_the_billing_mode_is_told",
        "on-demand tables take no ProvisionedThroughput",
    ),
    ("throughput_beyond_all_bounds_is_shown", "Given value {n} for ReadCapacityUnits is out of bounds"),
    (
        "a_change_of_nothing_lists_what_can_be_changed",
        "At least one of ProvisionedThroughput, BillingMode, … is required",
    ),
    (
        "throughput_that_stays_is_shown_with_what_there_is",
        "The provisioned throughput for the table will not change. …",
    ),
    ("throughput_and_pay_per_request_exclude_each_other", "on-demand tables take no ProvisionedThroughput"),
    (
        "an_index_of_a_provisioned_table_is_told_to_need_throughput",
        "ProvisionedThroughput must be specified for index: {index}",
    ),
    (
        "an_added_index_needs_definitions_of_its_attributes",
        "Some index key attributes are not defined in AttributeDefinitions",
    ),
    (
        "an_index_is_changed_once_in_a_request",
        "Only one global secondary index update per index … Index: {index}",
    ),
    ("a_put_envelopes_what_is_wrong_with_the_request", ENVELOPE),
    ("an_update_envelopes_what_is_wrong_with_the_request", ENVELOPE),
    ("a_delete_envelopes_what_is_wrong_with_the_request", ENVELOPE),
    (
        "a_put_tells_bare_which_key_attribute_does_not_fit",
        "Type mismatch for key {attribute} expected: … actual: …",
    ),
    ("a_delete_tells_bare_what_is_wrong_with_its_key", "The provided key element does not match the schema"),
    ("the_key_attribute_missed_is_named", "Query condition missed key schema element: {attribute}"),
    ("conditions_are_counted_against_key_attributes", "The number of query conditions ({n}) exceeds …"),
    (
        "specific_attributes_are_missed_within_an_envelope_by_queries_alone",
        "1 validation error detected: Must specify … SPECIFIC_ATTRIBUTES",
    ),
    (
        "a_segment_is_shown_with_the_total_it_is_not_below",
        "The Segment parameter is zero-based and must be less than …",
    ),
    (
        "a_start_key_of_another_segment_is_told_with_the_segment",
        "Please use ExclusiveStartKey with correct Segment. …",
    ),
    ("segments_are_one_at_the_least", "Value '0' at 'totalSegments' failed to satisfy constraint: …"),
    ("a_limit_of_zero_is_shown_by_scans_alone", "Value '0' at 'limit' failed to satisfy constraint: …"),
    (
        "a_start_key_of_a_partition_of_one_item_is_shown",
        "a start key makes no sense where a query finds one item",
    ),
    (
        "a_scan_says_what_a_start_key_does_not_match",
        "The provided starting key is invalid: The provided key element …",
    ),
    (
        "an_index_key_computed_of_another_type_is_unsupported",
        "… attempted to update the secondary index key to unsupported type",
    ),
    (
        "an_index_key_updated_to_be_too_long_is_beyond_limits",
        "… the secondary index key beyond allowed size limits.",
    ),
    ("sums_of_too_many_digits_overflow", "Number overflow. …"),
    (
        "a_batch_of_nothing_is_told_in_an_envelope_for_reads_alone",
        "Value at 'RequestItems' failed to satisfy constraint: …",
    ),
    (
        "a_table_with_too_few_or_too_many_keys_is_named",
        "Value at 'RequestItems.{table}.member.Keys' failed to satisfy constraint: …",
    ),
    (
        "a_batch_without_writes_of_a_table_is_shown",
        "Value '{{table}=[]}' at 'requestItems' failed to satisfy constraint: …",
    ),
    ("a_transaction_of_nothing_is_shown", "Value '[]' at 'transactItems' failed to satisfy constraint: …"),
    (
        "a_token_that_is_too_long_is_shown",
        "Value '{token}' at 'clientRequestToken' failed to satisfy constraint: …",
    ),
    ("an_index_that_is_there_is_not_made_again", "Index already exists: {index}"),
    ("an_explanation_has_the_reads_around_a_write", UNITS),
    ("a_sequence_number_that_is_none_is_invalid", "Invalid SequenceNumber"),
    (
        "a_projection_next_to_another_selection_names_it",
        "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES",
    ),
    (
        "projected_attributes_are_those_of_an_index",
        "1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
    ),
    ("what_is_no_stream_shard_or_iterator_is_told_so", "Invalid StreamArn"),
    (
        "a_list_of_more_than_a_hundred_streams_is_beyond_the_limit",
        "Value '101' at 'limit' failed to satisfy constraint: …",
    ),
    (
        "a_list_of_tables_shows_the_limit_it_cannot_have",
        "Value '101' at 'limit' failed to satisfy constraint: …",
    ),
    (
        "expiry_by_an_attribute_without_a_name_shows_where_it_lacks",
        "Value '' at 'timeToLiveSpecification.attributeName' failed …",
    ),
    ("expiry_by_another_attribute_names_the_one_it_is_by", "… current AttributeName is {attribute}"),
];

const UNITS: &str = "transactions report ReadCapacityUnits or WriteCapacityUnits";
const WARM: &str = "descriptions carry WarmThroughput";
const TAGS: &str = "tables can be tagged";
const ENVELOPE: &str = "single writes put what is wrong with a request into an envelope";

/// The claims DynamoDB Local never comes to an end with, each with the rule of the service it departs from.
const ENDLESS: &[(&str, &str)] = &[(
    "items_that_do_not_fit_an_added_index_are_left_out",
    "an index added to a table becomes active, whatever items are there",
)];

async fn holds_unless_known(claim: Claim) -> Result<(), String> {
    let is_endless = ENDLESS.iter().any(|(name, _)| *name == claim.name());
    // It knows no vector indexes.
    if is_endless || names_of_vectors().contains(&claim.name()) {
        return Ok(());
    }
    let backend = endpoint().await?;
    let outcome = claim.check(Arc::new(backend)).await;
    if names_of_time().contains(&claim.name()) {
        return stopped_for_want_of_a_clock(claim, outcome);
    }
    match (DEPARTURES.iter().find(|(name, _)| *name == claim.name()), outcome) {
        (None, outcome) => outcome,
        (Some(_), Err(_)) => Ok(()),
        (Some((name, rule)), Ok(())) => {
            Err(format!("`{name}` is no departure any more; the rule is: {rule}"))
        }
    }
}

/// Claims about time come to nothing here: time passes by itself, and when items go is DynamoDB Local's own affair.
fn stopped_for_want_of_a_clock(claim: Claim, outcome: Result<(), String>) -> Result<(), String> {
    match outcome {
        Err(fault) if fault.contains("there is no clock to move") => Ok(()),
        other => Err(format!("`{}` should have asked for a clock first: {other:?}", claim.name())),
    }
}

/// Connects to the endpoint the environment names.
async fn endpoint() -> Result<Aws, String> {
    let url =
        std::env::var("DYNAMODB_ENDPOINT_URL").map_err(|error| format!("DYNAMODB_ENDPOINT_URL: {error}"))?;
    let connected =
        Aws::builder().endpoint_url(url).region("us-east-1").credentials("local", "local").build().await;
    connected.map_err(|error| error.to_string())
}

#[test]
fn departures_are_claims() {
    for (name, _) in DEPARTURES.iter().chain(ENDLESS) {
        assert!(names().contains(name), "`{name}` is no claim");
    }
}
