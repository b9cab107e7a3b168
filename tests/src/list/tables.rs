/// Claims about tables themselves, and what is said of mistakes.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_tables {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            table = table {
                a_created_table_is_active_and_empty,
                a_description_shows_indexes_as_they_were_defined,
                provisioned_throughput_is_described,
                a_table_cannot_be_created_twice,
                a_deleted_table_is_gone_with_its_items,
                a_recreated_table_may_have_another_key,
                every_table_has_an_identity_of_its_own,
                a_table_is_found_by_its_arn_as_by_its_name,
                every_operation_on_a_missing_table_is_not_found,
                table_names_have_3_to_255_plain_characters,
                attribute_definitions_are_exactly_the_key_attributes,
                a_key_schema_needs_different_attributes,
                index_definitions_are_checked,
                an_index_of_an_on_demand_table_has_no_throughput_of_its_own,
                an_index_includes_at_most_20_attributes,
            }
            typed_found_tables = typed::found_tables {
                ensure_table_refuses_a_table_with_other_keys,
                ensure_table_refuses_a_table_with_other_indexes,
                ensure_table_refuses_indexes_that_hold_less,
                ensure_table_takes_a_table_that_has_more,
                a_table_is_made_with_the_projections_that_are_declared,
            }
            update_table = update_table {
                an_index_added_to_a_table_holds_the_items_that_were_there,
                an_added_index_goes_on_with_later_writes,
                items_that_do_not_fit_an_added_index_are_left_out,
                a_misfit_stays_until_an_update_writes_it,
                an_added_index_holds_what_its_projection_says,
                a_deleted_index_cannot_be_read_and_may_come_back_otherwise,
                definitions_of_attributes_are_added_to_those_that_stand,
                a_change_of_nothing_is_refused,
                a_missing_table_cannot_be_changed,
                one_index_is_made_or_deleted_at_a_time,
                an_index_that_is_there_is_not_made_again,
                an_index_that_is_not_there_cannot_be_deleted,
                a_local_index_cannot_be_deleted,
                the_key_of_a_new_index_gives_no_attribute_another_type,
                throughput_changes_to_another_or_not_at_all,
                an_on_demand_table_takes_no_throughput,
                an_index_of_a_provisioned_table_needs_throughput,
                billing_changes_in_both_directions,
                a_protected_table_is_deleted_only_once_it_is_not_any_more,
                a_table_has_a_class_that_can_change,
                a_stream_turned_on_again_is_another_one,
                a_stream_is_not_turned_on_or_off_twice,
            }
            throughput = throughput {
                a_description_says_when_a_table_became_an_on_demand_one,
                decreases_of_throughput_are_counted,
                throughput_is_decreased_four_times_in_a_row_and_no_more,
                a_table_becomes_an_on_demand_one_four_times_a_day_and_no_more,
                an_on_demand_table_is_warm_from_the_start,
                a_provisioned_table_is_as_warm_as_it_is_provisioned,
                a_table_that_was_warm_stays_so,
            }
            list_tables = list_tables {
                tables_are_listed_by_name_page_by_page,
                a_deleted_table_is_not_listed,
                a_list_may_start_after_a_name_no_table_has,
                a_list_has_1_to_100_names,
            }
            time_to_live = time_to_live {
                expiry_is_off_until_it_is_turned_on,
                expiry_that_is_on_is_not_turned_on_again,
                expiry_that_is_off_is_not_turned_off,
                an_expiry_attribute_has_a_name,
                a_missing_table_has_no_expiry,
                items_may_hold_any_value_where_expiry_is_looked_for,
            }
            tags = tags {
                labels_are_put_on_replaced_and_taken_off,
                no_label_is_too_few,
                a_table_has_fifty_labels_at_the_most,
                an_arn_that_is_none_is_told_so,
                a_missing_table_is_not_labelled,
            }
            streams = streams {
                a_record_says_what_happened_to_which_item,
                a_view_says_which_images_are_recorded,
                images_hold_every_type_unchanged,
                what_changes_nothing_is_not_recorded,
                batches_and_transactions_are_recorded_item_by_item,
                an_iterator_starts_where_it_says,
                an_iterator_may_start_at_a_time,
                records_are_read_page_by_page,
                a_stream_turned_off_can_be_read_to_its_end,
                a_stream_is_described_with_its_table,
                streams_are_listed_by_table,
                a_table_without_a_stream_has_none_to_list,
                what_is_no_stream_shard_or_iterator_is_told_so,
                the_stream_of_a_deleted_table_stays,
            }
            errors = errors {
                operations_on_items_do_not_name_a_missing_table,
                operations_on_tables_name_a_missing_table,
                an_existing_table_is_named,
                a_failed_condition_says_so,
                a_key_that_does_not_fit_the_schema_is_refused_alike_by_all,
                a_put_names_the_key_attribute_that_is_wrong,
                an_empty_key_is_named,
                a_wrong_index_key_names_the_index,
                updating_a_key_attribute_names_it,
                updates_that_cannot_be_applied_say_why,
                clashing_paths_are_both_named,
                impossible_constants_are_named_with_their_operator,
                adding_a_string_names_clause_and_type,
                reversed_between_bounds_are_shown,
                values_that_cannot_be_stored_say_why,
                keys_that_are_too_long_are_told_the_limit,
                a_query_names_the_key_attribute_it_lacks,
                a_key_condition_of_the_wrong_type_says_so,
                two_conditions_on_one_key_attribute_are_refused,
                a_filter_on_a_key_attribute_names_it,
                an_unknown_index_is_named,
                a_consistent_read_of_an_index_says_why_not,
                a_start_key_of_the_wrong_shape_is_invalid,
                a_start_key_of_another_partition_is_outside_the_query,
                a_limit_of_zero_is_refused,
                puts_return_only_the_old_item_and_say_so,
                a_path_below_a_key_attribute_names_the_key,
            }
        }
    };
}
