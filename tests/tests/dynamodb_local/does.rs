//! What DynamoDB Local does otherwise than the service.

use crate::Departure;

pub(crate) const DOES: &[Departure] = &[
    (
        "removing_from_a_missing_item_creates_nothing",
        "an update of REMOVE and DELETE alone creates no item",
        r#"left: Some({"pk":{"S":"a"},"sk":{"S":"1"}})"#,
    ),
    (
        "removing_below_a_missing_item_is_ignored",
        "removing from an item that does not exist is no invalid path",
        "The document path provided in the update expression is invalid",
    ),
    (
        "updated_values_below_an_attribute_are_only_what_was_touched",
        "UPDATED_OLD and UPDATED_NEW return the paths touched",
        r#"left: Some({"m":{"M":{"a":{"N":"1"},"b":{"N":"2"}"#,
    ),
    (
        "updated_list_elements_are_returned_without_the_others",
        "UPDATED_NEW returns the elements touched",
        r#"left: Some({"l":{"L":[{"S":"A"},{"S":"b"}"#,
    ),
    (
        "constants_nested_too_deeply_are_refused",
        "constants of expressions nest 32 levels, like items",
        "should have been refused, but: Err(Error { kind: ConditionFailed",
    ),
    (
        "a_value_nests_32_levels",
        "a value nests 32 levels, its own counted, whether or not the last is empty",
        "Nesting Levels have exceeded supported limits",
    ),
    (
        "an_attribute_name_may_be_65535_bytes_long",
        "attribute names have up to 65,535 bytes",
        "The request processing has failed because of an unknown error,",
    ),
    (
        "a_filter_does_not_stretch_the_megabyte",
        "a page ends after 1 MB was read, whatever the filter keeps",
        "left: [(1, 6)]",
    ),
    (
        "the_key_of_a_new_index_gives_no_attribute_another_type",
        "attributes of keys are not redefined, and the schemas that differ are told",
        "invalid attribute, SchemaElement redefined should be of same",
    ),
    (
        "a_table_is_found_by_its_arn_as_by_its_name",
        "an item is the same by the table's name and by its ARN",
        "assertion failed: refused(table.transact_get_items(",
    ),
    (
        "a_table_by_its_name_and_by_its_arn_is_answered_apart",
        "answers name a table as the request does",
        "left: Some([])",
    ),
    (
        "paths_below_keys_refuse_a_transaction_at_once",
        "conditions of puts know that keys are scalars",
        "[None, ConditionalCheckFailed]",
    ),
    (
        "a_misfit_stays_until_an_update_writes_it",
        "an update leaves index keys alone that it does not write",
        "One or more parameter values were invalid: Size limit exceeded",
    ),
    (
        "a_hash_only_query_cannot_be_restarted",
        "a start key makes no sense where a query finds one item",
        "should have been refused, but returned QueryOutput",
    ),
    (
        "a_query_of_one_whole_key_cannot_be_restarted",
        "a start key makes no sense where a query finds one item",
        "should have been refused, but returned QueryOutput",
    ),
    (
        "an_empty_query_costs_as_much_as_a_small_one",
        "a query is charged one read at least",
        "left: Capacity(0)",
    ),
    (
        "a_read_of_nothing_costs_the_least_that_is_said",
        "a query is charged one read at least",
        "left: Some(Capacity(0))",
    ),
    (
        "every_table_has_an_identity_of_its_own",
        "descriptions of tables carry a TableId",
        "assertion `left != right` failed",
    ),
    (
        "an_index_includes_at_most_20_attributes",
        "NonKeyAttributes has 1 to 20 members",
        "should have been refused, but returned TableDescription",
    ),
    (
        "an_index_of_an_on_demand_table_has_no_throughput_of_its_own",
        "on-demand tables take no ProvisionedThroughput",
        "should have been refused, but returned TableDescription",
    ),
    (
        "an_index_scan_is_filtered_by_what_the_index_holds",
        "filters name what the index holds, in scans too",
        "should have been refused, but returned ScanOutput",
    ),
    (
        "scanning_an_index_is_charged_to_the_index",
        "scans of an index are charged by the size of its entries",
        "left: Capacity(26)",
    ),
    (
        "a_batch_is_charged_for_keys_it_does_not_find",
        "a missing item costs as much as a small one",
        "left: Capacity(0)",
    ),
    (
        "a_batch_is_charged_for_deleting_what_is_not_there",
        "deleting a missing item costs one unit",
        "left: Capacity(8)",
    ),
    (
        "a_transaction_shows_no_item_its_projection_does_not_match",
        "an item of which nothing is shown has no Item in the answer",
        "left: [Some({})]",
    ),
    ("a_read_with_a_wrong_key_is_the_reason", "a wrong key cancels with one reason per read", "left: []"),
    (
        "an_update_that_cannot_be_applied_is_a_reason",
        "an update that fails cancels the transaction",
        "The document path provided in the update expression is invalid",
    ),
    (
        "a_constant_that_makes_an_item_too_deep_cancels_a_transaction",
        "an update that fails cancels the transaction",
        "Nesting Levels have exceeded supported limits",
    ),
    (
        "every_action_of_a_transaction_is_charged",
        "each action is charged twice its units, checks included",
        "left: Capacity(18)",
    ),
    (
        "a_transaction_costs_no_more_for_its_guards_than_those_can_have",
        "each action is charged twice its units, those on guards included",
        "4.0 is charged, not as in",
    ),
    ("writes_of_a_transaction_cost_an_index_once", "transactions charge indexes once", "left: Capacity(4)"),
    ("an_explanation_has_the_reads_around_a_write", UNITS, "5.0 is charged, not as in"),
    ("a_transaction_of_reads_consumes_read_units", UNITS, "left: None"),
    ("a_transaction_of_writes_consumes_write_units", UNITS, "left: None"),
    ("a_repeated_transaction_consumes_read_units", UNITS, "left: None"),
    (
        "a_token_is_not_empty",
        "ClientRequestToken has 1 to 36 characters",
        "should have been refused, but returned TransactWriteItemsOutput",
    ),
    (
        "a_local_index_has_pages_of_a_megabyte_of_its_own",
        "a page of an index counts the sizes of its entries",
        "left: 2\n right: 1",
    ),
    (
        "a_local_index_key_of_the_wrong_type_stops_the_write",
        "updates keep the types of index keys, of local indexes too",
        "should have been refused, but returned ()",
    ),
    (
        "item_collections_are_measured_where_a_table_has_local_indexes",
        "writes to tables with local indexes report ItemCollectionMetrics",
        "called `Option::unwrap()` on a `None` value",
    ),
    (
        "batches_and_transactions_measure_collections_table_by_table",
        "batches and transactions report ItemCollectionMetrics, too",
        "no entry found for key",
    ),
    (
        "images_hold_every_type_unchanged",
        "an empty map is written as `{\"M\": {}}` in records, too",
        "Union did not contain a valid variant",
    ),
    (
        "an_iterator_may_start_at_a_time",
        "shard iterators may be of type AT_TIMESTAMP",
        "The request processing has failed because of an unknown error,",
    ),
    ("a_table_has_a_class_that_can_change", "tables have a TableClass", "left: None"),
    (
        "an_on_demand_table_takes_no_throughput",
        "on-demand tables take no ProvisionedThroughput",
        "should have been refused, but returned TableDescription",
    ),
    (
        "an_index_of_a_provisioned_table_needs_throughput",
        "an index of a provisioned table needs ProvisionedThroughput",
        "assertion failed: refuse(&table, adding(&table))",
    ),
    (
        "decreases_of_throughput_are_counted",
        "descriptions carry NumberOfDecreasesToday",
        "left: 0\n right: 1",
    ),
    (
        "throughput_is_decreased_four_times_in_a_row_and_no_more",
        "after four decreases of a day, each waits an hour after the last",
        "should have been refused, but returned TableDescription",
    ),
    (
        "a_table_becomes_an_on_demand_one_four_times_a_day_and_no_more",
        "a table is switched to on-demand four times within 24 hours",
        "should have been refused, but returned TableDescription",
    ),
    ("an_on_demand_table_is_warm_from_the_start", WARM, "left: None"),
    ("a_provisioned_table_is_as_warm_as_it_is_provisioned", WARM, "left: None"),
    ("a_table_that_was_warm_stays_so", WARM, "left: (None, None)"),
    (
        "definitions_of_attributes_are_added_to_those_that_stand",
        "UpdateTable drops definitions of attributes that no key uses",
        r#"left: ["group", "pk", "rank", "sk", "unused"]"#,
    ),
    (
        "labels_are_put_on_replaced_and_taken_off",
        TAGS,
        "Tagging is not currently supported in DynamoDB Local.",
    ),
    ("no_label_is_too_few", TAGS, "Tagging is not currently supported in DynamoDB Local."),
    ("a_table_has_fifty_labels_at_the_most", TAGS, "Tagging is not currently supported in DynamoDB Local."),
    ("an_arn_that_is_none_is_told_so", TAGS, "assertion failed: error.is_validation()"),
    ("a_missing_table_is_not_labelled", TAGS, "assertion failed: error.is_not_found()"),
    (
        "an_index_name_no_index_can_have_is_refused_before_any_table_is_looked_up",
        "IndexName has 3 to 255 characters, plain ones",
        "no index is named `no`",
    ),
    (
        "labels_beyond_the_fiftieth_are_too_many",
        TAGS,
        "Tagging is not currently supported in DynamoDB Local.",
    ),
];

const UNITS: &str = "transactions report ReadCapacityUnits or WriteCapacityUnits";
const WARM: &str = "descriptions carry WarmThroughput";
const TAGS: &str = "tables can be tagged";
