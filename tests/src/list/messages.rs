/// Claims about what the service says, word for word.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_messages {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            messages_of_create_table = messages::create_table {
                a_table_name_that_is_too_short_is_shown,
                an_index_name_that_is_too_short_is_shown_with_its_place,
                a_key_has_one_hash_and_one_range_element_of_different_names,
                key_attributes_and_definitions_that_do_not_match_are_told_apart,
                a_local_index_has_the_partitions_of_its_table_in_another_order,
                indexes_beyond_their_limits_or_of_one_name_are_told,
                an_index_that_includes_attributes_names_them,
                throughput_that_does_not_suit_the_billing_mode_is_told,
                throughput_beyond_all_bounds_is_shown,
            }
            messages_of_update_table = messages::update_table {
                a_change_of_nothing_lists_what_can_be_changed,
                throughput_that_stays_is_shown_with_what_there_is,
                throughput_and_pay_per_request_exclude_each_other,
                throughput_of_an_index_that_pays_per_request_is_blocked,
                an_index_of_a_provisioned_table_is_told_to_need_throughput,
                an_added_index_needs_definitions_of_its_attributes,
                an_index_is_changed_once_in_a_request,
                two_indexes_at_once_exceed_a_limit,
            }
            messages_of_envelope = messages::envelope {
                a_put_envelopes_what_is_wrong_with_the_request,
                an_update_envelopes_what_is_wrong_with_the_request,
                a_delete_envelopes_what_is_wrong_with_the_request,
                a_put_tells_bare_which_key_attribute_does_not_fit,
                a_put_tells_bare_what_is_empty_or_too_large,
                an_update_tells_bare_what_is_wrong_with_keys_and_items,
                a_delete_tells_bare_what_is_wrong_with_its_key,
                reads_tell_bare_what_is_wrong_with_their_expressions,
                batches_and_transactions_of_writes_tell_everything_bare,
            }
            messages_of_expressions = messages::expressions {
                what_a_condition_has_too_much_of_is_counted,
                operands_that_are_the_same_are_named_with_their_operator,
                constants_an_operator_cannot_take_are_named_by_type,
                constants_a_sum_or_a_list_cannot_take_are_named_by_type,
                the_nesting_of_a_path_is_counted_in_every_expression,
            }
            messages_of_key_condition = messages::key_condition {
                a_partition_key_without_an_equality_is_not_supported,
                the_key_attribute_missed_is_named,
                the_type_of_a_partition_key_comes_before_how_it_is_compared_and_what_else_is,
                conditions_are_counted_against_key_attributes,
                an_operand_no_key_can_have_is_told_with_its_operator,
                bounds_of_a_range_are_shown_if_they_make_none,
                a_gap_in_the_key_of_an_index_is_named_with_what_follows,
                partition_attributes_of_a_wide_key_without_an_equality_are_listed,
            }
            messages_of_select = messages::select {
                a_projection_next_to_another_selection_names_it,
                projected_attributes_are_those_of_an_index,
                specific_attributes_are_missed_within_an_envelope_by_queries_alone,
                an_index_names_itself_where_it_lacks_what_is_asked,
                a_segment_is_shown_with_the_total_it_is_not_below,
                segments_are_one_at_the_least,
                segments_are_a_million_at_the_most,
                a_start_key_of_another_segment_is_told_with_the_segment,
                a_limit_of_zero_is_shown_by_scans_alone,
                a_start_key_outside_the_range_does_not_match_it,
                a_start_key_of_a_partition_of_one_item_is_shown,
                a_scan_says_what_a_start_key_does_not_match,
            }
            messages_of_index_keys = messages::index_keys {
                an_index_key_computed_of_another_type_is_unsupported,
                an_index_key_updated_to_be_too_long_is_beyond_limits,
                an_empty_index_key_is_told_otherwise_by_updates_than_by_puts,
            }
            messages_of_numbers = messages::numbers {
                sums_out_of_range_overflow_or_underflow,
                sums_of_too_many_digits_overflow,
            }
            messages_of_batches = messages::batches {
                a_batch_of_nothing_is_told_in_an_envelope_for_reads_alone,
                a_table_with_too_few_or_too_many_keys_is_named,
                too_many_items_of_several_tables_are_told_without_a_table,
                a_batch_without_writes_of_a_table_is_shown,
            }
            messages_of_transactions = messages::transactions {
                a_transaction_of_nothing_is_shown,
                a_token_that_is_too_long_is_shown,
            }
            messages_of_streams = messages::streams {
                a_shard_that_is_not_there_does_not_exist,
                a_sequence_number_that_is_none_is_invalid,
                a_text_that_is_no_iterator_is_invalid,
                more_than_a_thousand_records_are_beyond_the_limit,
                a_list_of_more_than_a_hundred_streams_is_beyond_the_limit,
            }
            messages_of_tags_and_ttl = messages::tags_and_ttl {
                a_list_of_tables_shows_the_limit_it_cannot_have,
                expiry_by_another_attribute_names_the_one_it_is_by,
                expiry_that_is_off_is_told_to_be,
                expiry_by_an_attribute_without_a_name_shows_where_it_lacks,
                labels_beyond_the_fiftieth_are_too_many,
            }
        }
    };
}
