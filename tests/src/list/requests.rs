/// Claims about requests on several items at once.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_requests {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            batch_get = batch_get {
                a_batch_returns_the_items_it_finds,
                a_batch_that_finds_nothing_is_no_error,
                a_batch_reads_from_several_tables,
                every_table_of_a_batch_has_its_own_projection,
                a_batch_reads_a_hundred_keys_and_no_more,
                a_batch_has_a_key_for_every_table_it_names,
                a_table_by_its_name_and_by_its_arn_is_answered_apart,
                a_batch_reads_no_key_twice,
                one_wrong_key_fails_the_whole_batch_of_reads,
                one_missing_table_fails_the_whole_batch_of_reads,
                what_does_not_fit_into_an_answer_is_left_to_ask_for,
                a_batch_of_reads_is_charged_item_by_item,
                a_batch_is_charged_for_keys_it_does_not_find,
            }
            batch_write = batch_write {
                a_batch_puts_and_deletes_in_several_tables,
                a_put_of_a_batch_replaces_the_whole_item,
                a_batch_may_delete_what_is_not_there,
                a_batch_writes_25_items_and_no_more,
                a_batch_of_nothing_is_refused,
                a_batch_writes_no_item_twice,
                a_batch_knows_number_keys_by_their_value,
                one_wrong_key_stops_the_whole_batch_of_writes,
                a_batch_names_no_key_attribute_that_is_wrong,
                one_item_too_large_stops_the_whole_batch,
                one_missing_table_stops_the_whole_batch,
                batches_keep_indexes_up_to_date,
                a_wrong_index_key_stops_the_whole_batch,
                a_batch_of_writes_is_charged_write_by_write,
                a_batch_is_charged_for_deleting_what_is_not_there,
            }
            transact_get = transact_get {
                a_transaction_returns_items_in_the_order_asked_for,
                items_a_transaction_does_not_find_are_none,
                every_read_of_a_transaction_has_its_own_projection,
                a_transaction_shows_no_item_its_projection_does_not_match,
                a_transaction_reads_a_hundred_items_and_no_more,
                a_transaction_reads_up_to_four_megabytes,
                a_transaction_reads_no_item_twice,
                a_transaction_of_reads_needs_every_table,
                a_read_with_a_wrong_key_is_the_reason,
                a_transaction_never_sees_half_of_another,
                reads_of_a_transaction_cost_twice_as_much,
                a_transaction_of_reads_consumes_read_units,
            }
            transact_write = transact_write {
                a_transaction_puts_updates_deletes_and_checks,
                a_transaction_creates_deletes_and_replaces_like_single_writes,
                one_failed_condition_undoes_the_whole_transaction,
                every_failed_condition_is_a_reason_in_its_place,
                a_failed_condition_is_told_in_its_reason,
                a_reason_carries_the_stored_item_if_asked,
                a_condition_check_needs_a_condition,
                a_condition_check_leaves_the_item_alone,
                an_update_that_cannot_be_applied_is_a_reason,
                a_write_with_a_wrong_key_is_the_reason,
                a_reason_says_what_is_wrong_with_a_key,
                a_wrong_index_key_is_the_reason,
                what_no_item_can_be_is_refused_at_once,
                a_transaction_of_writes_needs_every_table,
                a_transaction_writes_no_item_twice,
                a_transaction_writes_a_hundred_items_and_no_more,
                a_transaction_writes_up_to_four_megabytes,
                transactions_keep_indexes_up_to_date,
                transactions_at_once_lose_nothing,
                writes_of_a_transaction_cost_the_table_twice_as_much,
                every_action_of_a_transaction_is_charged,
                writes_of_a_transaction_cost_an_index_once,
                a_transaction_of_writes_consumes_write_units,
            }
            transact_faults = transact_faults {
                paths_below_keys_refuse_a_transaction_at_once,
                an_update_that_empties_an_index_key_refuses_a_transaction_at_once,
                an_item_too_large_with_its_entries_refuses_a_transaction_at_once,
                a_constant_too_deep_for_an_item_refuses_a_transaction_at_once,
                a_constant_a_level_too_deep_for_an_item_is_compared_in_a_transaction,
                a_constant_that_makes_an_item_too_deep_cancels_a_transaction,
            }
            transact_token = transact_token {
                a_token_runs_a_transaction_once,
                a_token_stands_for_one_transaction,
                a_token_of_a_cancelled_transaction_can_be_used_again,
                a_repeated_transaction_succeeds_whatever_became_of_its_items,
                a_token_has_at_most_36_characters,
                a_token_is_not_empty,
                a_repeated_transaction_is_charged_as_reads,
                a_repeated_transaction_consumes_read_units,
                what_a_transaction_asks_to_be_told_makes_it_no_other,
            }
        }
    };
}
