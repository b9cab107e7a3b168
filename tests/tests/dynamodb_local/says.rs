//! What DynamoDB Local says in other words than the service.

use crate::Departure;

pub(crate) const SAYS: &[Departure] = &[
    (
        "a_missing_table_has_no_expiry",
        "Requested resource not found: Table: {table} not found",
        "Cannot do operations on a non-existent table",
    ),
    (
        "a_missing_table_cannot_be_changed",
        "Requested resource not found: Table: {table} not found",
        "Cannot do operations on a non-existent table",
    ),
    (
        "a_change_of_nothing_is_refused",
        "At least one of ProvisionedThroughput, BillingMode, … is required",
        "Nothing to update",
    ),
    (
        "throughput_changes_to_another_or_not_at_all",
        "The provisioned throughput for the table will not change. …",
        "The requested throughput value equals the current value",
    ),
    (
        "operations_on_items_do_not_name_a_missing_table",
        "Requested resource not found",
        "Cannot do operations on a non-existent table",
    ),
    (
        "operations_on_tables_name_a_missing_table",
        "Requested resource not found: Table: {table} not found",
        "Cannot do operations on a non-existent table",
    ),
    ("an_existing_table_is_named", "Table already exists: {table}", "Cannot create preexisting table"),
    (
        "a_key_that_does_not_fit_the_schema_is_refused_alike_by_all",
        "The provided key element does not match the schema",
        "The number of conditions on the keys is invalid",
    ),
    (
        "a_put_names_the_key_attribute_that_is_wrong",
        "Missing the key {attribute} in the item",
        "One of the required keys was not given a value",
    ),
    (
        "a_wrong_index_key_names_the_index",
        "Type mismatch for Index Key {attribute} Expected: … IndexName: {index}",
        r#"Type mismatch for Index Key""#,
    ),
    (
        "keys_that_are_too_long_are_told_the_limit",
        "Size of hashkey has exceeded the maximum size limit of2048 bytes",
        "Hash primary key values must be under 2048 bytes, and range",
    ),
    (
        "puts_return_only_the_old_item_and_say_so",
        "ReturnValues can only be ALL_OLD or NONE",
        "Return values set to invalid value",
    ),
    (
        "a_limit_of_zero_is_refused",
        "Value at 'Limit' failed to satisfy constraint: …",
        "Limit must be greater than or equal to 1",
    ),
    (
        "a_query_names_the_key_attribute_it_lacks",
        "Query condition missed key schema element: {attribute}",
        r#"Query condition missed key schema element""#,
    ),
    (
        "two_conditions_on_one_key_attribute_are_refused",
        "Invalid KeyConditionExpression: … one condition per key",
        r#""KeyConditionExpressions must only contain"#,
    ),
    (
        "a_start_key_of_the_wrong_shape_is_invalid",
        "The provided starting key is invalid",
        "Exclusive Start Key must have same size as table's key schema",
    ),
    (
        "a_start_key_of_another_partition_is_outside_the_query",
        "The provided starting key is outside query boundaries …",
        "The provided starting key does not match the range key predicate",
    ),
    (
        "a_batch_names_no_key_attribute_that_is_wrong",
        "The provided key element does not match the schema",
        "One of the required keys was not given a value",
    ),
    (
        "a_failed_condition_is_told_in_its_reason",
        "The conditional request failed",
        "The conditional request failed.",
    ),
    (
        "a_reason_says_what_is_wrong_with_a_key",
        "The provided key element does not match the schema",
        "The number of conditions on the keys is invalid",
    ),
    (
        "a_table_name_that_is_too_short_is_shown",
        "Value '{name}' at 'tableName' failed to satisfy constraint: …",
        "Invalid table/index name.  Table/index names must be between 3",
    ),
    (
        "an_index_name_that_is_too_short_is_shown_with_its_place",
        "Value '{name}' at '{path}' failed to satisfy constraint: …",
        "Invalid table/index name.  Table/index names must be between 3",
    ),
    (
        "throughput_of_an_index_that_pays_per_request_is_blocked",
        "Action Blocked: IndexUpdate",
        "The request processing has failed because of an unknown error,",
    ),
    (
        "a_key_has_one_hash_and_one_range_element_of_different_names",
        "The second KeySchemaElement is not a RANGE key type",
        "Too many hash keys specified.  All Dynamo DB tables must have",
    ),
    (
        "key_attributes_and_definitions_that_do_not_match_are_told_apart",
        "Some index key attributes are not defined … Keys: [{keys}], …",
        "Range Key not specified in Attribute Definitions.  Type unknown.",
    ),
    (
        "a_local_index_has_the_partitions_of_its_table_in_another_order",
        "Index KeySchema does not have a range key for index: {index}",
        "Local Secondary indices are not allowed on hash tables, only",
    ),
    (
        "indexes_beyond_their_limits_or_of_one_name_are_told",
        "GlobalSecondaryIndex count exceeds the per-table limit of 20",
        "Two global secondary indices have the same name",
    ),
    (
        "an_index_that_includes_attributes_names_them",
        "ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
        "If Projection type INCLUDE is specified, some non-key",
    ),
    (
        "throughput_that_does_not_suit_the_billing_mode_is_told",
        "on-demand tables take no ProvisionedThroughput",
        "should have been refused, but returned TableDescription",
    ),
    (
        "throughput_beyond_all_bounds_is_shown",
        "Given value {n} for ReadCapacityUnits is out of bounds",
        "Cannot increase provisioned throughput to more than 40,000",
    ),
    (
        "a_change_of_nothing_lists_what_can_be_changed",
        "At least one of ProvisionedThroughput, BillingMode, … is required",
        "Nothing to update",
    ),
    (
        "throughput_that_stays_is_shown_with_what_there_is",
        "The provisioned throughput for the table will not change. …",
        "The requested throughput value equals the current value",
    ),
    (
        "throughput_and_pay_per_request_exclude_each_other",
        "on-demand tables take no ProvisionedThroughput",
        "should have been refused, but returned TableDescription",
    ),
    (
        "an_index_of_a_provisioned_table_is_told_to_need_throughput",
        "ProvisionedThroughput must be specified for index: {index}",
        "The request processing has failed because of an unknown error,",
    ),
    (
        "an_added_index_needs_definitions_of_its_attributes",
        "Some index key attributes are not defined in AttributeDefinitions",
        "No Attribute Schema Defined",
    ),
    (
        "an_index_is_changed_once_in_a_request",
        "Only one global secondary index update per index … Index: {index}",
        r#"is allowed simultaneously.""#,
    ),
    (
        "a_put_envelopes_what_is_wrong_with_the_request",
        ENVELOPE,
        r#""One or more parameter values were invalid: An string set"#,
    ),
    (
        "an_update_envelopes_what_is_wrong_with_the_request",
        ENVELOPE,
        "ExpressionAttributeValues contains invalid value: ",
    ),
    ("a_delete_envelopes_what_is_wrong_with_the_request", ENVELOPE, r#""Invalid ConditionExpression: "#),
    (
        "a_put_tells_bare_which_key_attribute_does_not_fit",
        "Type mismatch for key {attribute} expected: … actual: …",
        r#"Type mismatch for key""#,
    ),
    (
        "a_delete_tells_bare_what_is_wrong_with_its_key",
        "The provided key element does not match the schema",
        "One or more parameter values were invalid: Type mismatch for key",
    ),
    (
        "the_key_attribute_missed_is_named",
        "Query condition missed key schema element: {attribute}",
        r#"Query condition missed key schema element""#,
    ),
    (
        "conditions_are_counted_against_key_attributes",
        "The number of query conditions ({n}) exceeds …",
        "Conditions can be of length 1 or 2 only",
    ),
    (
        "specific_attributes_are_missed_within_an_envelope_by_queries_alone",
        "1 validation error detected: Must specify … SPECIFIC_ATTRIBUTES",
        r#""Must specify the AttributesToGet or ProjectionExpression"#,
    ),
    (
        "a_segment_is_shown_with_the_total_it_is_not_below",
        "The Segment parameter is zero-based and must be less than …",
        "1 validation error detected: Value '3' at 'segment' failed to",
    ),
    (
        "a_start_key_of_another_segment_is_told_with_the_segment",
        "Please use ExclusiveStartKey with correct Segment. …",
        "Exclusive start key must lie within the segment",
    ),
    (
        "segments_are_one_at_the_least",
        "Value '0' at 'totalSegments' failed to satisfy constraint: …",
        "1 validation error detected: Value '0' at 'segment' failed to",
    ),
    (
        "a_limit_of_zero_is_shown_by_scans_alone",
        "Value '0' at 'limit' failed to satisfy constraint: …",
        "Limit must be greater than or equal to 1",
    ),
    (
        "a_start_key_of_a_partition_of_one_item_is_shown",
        "a start key makes no sense where a query finds one item",
        "should have been refused, but returned QueryOutput",
    ),
    (
        "a_scan_says_what_a_start_key_does_not_match",
        "The provided starting key is invalid: The provided key element …",
        "Exclusive Start Key must have same size as table's key schema",
    ),
    (
        "an_index_key_computed_of_another_type_is_unsupported",
        "… attempted to update the secondary index key to unsupported type",
        r#"Type mismatch for Index Key""#,
    ),
    (
        "an_index_key_updated_to_be_too_long_is_beyond_limits",
        "… the secondary index key beyond allowed size limits.",
        "One or more parameter values were invalid: Size limit exceeded",
    ),
    (
        "sums_of_too_many_digits_overflow",
        "Number overflow. …",
        "DynamoDB only supports precision up to 38 digits",
    ),
    (
        "a_batch_of_nothing_is_told_in_an_envelope_for_reads_alone",
        "Value at 'RequestItems' failed to satisfy constraint: …",
        "BatchGetItem must have some requests set",
    ),
    (
        "a_table_with_too_few_or_too_many_keys_is_named",
        "Value at 'RequestItems.{table}.member.Keys' failed to satisfy constraint: …",
        "The list of keys in RequestItems for BatchGetItem is required:",
    ),
    (
        "a_batch_without_writes_of_a_table_is_shown",
        "Value '{{table}=[]}' at 'requestItems' failed to satisfy constraint: …",
        "The batch write request list for a table cannot be null or empty",
    ),
    (
        "a_transaction_of_nothing_is_shown",
        "Value '[]' at 'transactItems' failed to satisfy constraint: …",
        "Value [] at 'transactItems'",
    ),
    (
        "a_token_that_is_too_long_is_shown",
        "Value '{token}' at 'clientRequestToken' failed to satisfy constraint: …",
        "Value tttt",
    ),
    (
        "an_index_that_is_there_is_not_made_again",
        "Index already exists: {index}",
        "Attempting to create an index which already exists",
    ),
    (
        "a_sequence_number_that_is_none_is_invalid",
        "Invalid SequenceNumber",
        "The request processing has failed because of an unknown error,",
    ),
    (
        "a_projection_next_to_another_selection_names_it",
        "1 validation error detected: Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES",
        r#""Cannot specify the ProjectionExpression"#,
    ),
    (
        "projected_attributes_are_those_of_an_index",
        "1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
        r#""ALL_PROJECTED_ATTRIBUTES can be used only"#,
    ),
    (
        "what_is_no_stream_shard_or_iterator_is_told_so",
        "Invalid StreamArn",
        "assertion failed: refused(table.describe_stream(",
    ),
    (
        "a_list_of_more_than_a_hundred_streams_is_beyond_the_limit",
        "Value '101' at 'limit' failed to satisfy constraint: …",
        "One or more parameter values were invalid: Limit cannot be",
    ),
    (
        "a_list_of_tables_shows_the_limit_it_cannot_have",
        "Value '101' at 'limit' failed to satisfy constraint: …",
        "Limit must be greater than or equal to 1",
    ),
    (
        "expiry_by_an_attribute_without_a_name_shows_where_it_lacks",
        "Value '' at 'timeToLiveSpecification.attributeName' failed …",
        "Names of key attributes and attributes projected into an index",
    ),
    (
        "expiry_by_another_attribute_names_the_one_it_is_by",
        "… current AttributeName is {attribute}",
        r#"TimeToLive is active on a different AttributeName""#,
    ),
];

const ENVELOPE: &str = "single writes put what is wrong with a request into an envelope";
