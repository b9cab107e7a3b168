/// Claims about single items: what they hold, and what conditions and updates do to them.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_items {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            point = point {
                put_then_get_returns_every_type_unchanged,
                put_replaces_the_whole_item,
                a_missing_item_is_none_not_an_error,
                eventually_consistent_reads_find_items_too,
                delete_removes_the_item_and_no_other,
                deleting_what_is_not_there_succeeds,
                both_parts_of_the_key_tell_items_apart,
                a_hash_only_table_holds_one_item_per_key,
                number_and_binary_keys_are_read_back_by_value,
                tables_share_nothing,
                empty_strings_binaries_lists_and_maps_are_values,
                attribute_names_may_be_any_text,
            }
            projection = projection {
                a_projection_returns_what_it_names_and_no_keys,
                a_projected_path_keeps_its_structure,
                projected_list_elements_close_ranks_in_index_order,
                a_projection_that_matches_nothing_returns_an_empty_item,
                overlapping_projected_paths_are_refused,
            }
            guard = guard {
                a_failed_condition_writes_nothing,
                a_true_condition_lets_the_write_through,
                not_exists_on_the_key_creates_and_never_replaces,
                of_many_who_create_an_item_at_once_one_wins,
                exists_on_the_key_changes_and_never_creates,
                a_failed_condition_carries_the_stored_item_if_asked,
            }
            condition = condition {
                an_absent_attribute_satisfies_nothing_but_not_equal,
                values_of_different_types_are_never_equal_and_have_no_order,
                numbers_are_compared_by_value,
                equality_looks_into_lists_maps_and_sets,
                size_counts_utf16_units_bytes_and_members,
                contains_finds_substrings_bytes_members_and_elements,
                begins_with_compares_strings_and_binaries,
                attribute_type_tells_all_ten_types_apart,
                in_and_between_include_every_value_named,
                and_or_and_not_combine_conditions,
                conditions_reach_into_documents,
                attributes_can_be_compared_with_each_other,
                key_attributes_can_stand_in_conditions,
            }
            literals = literals {
                the_index_of_a_list_has_31_bits,
                of_several_wrong_constants_the_last_is_told,
                constants_without_an_order_cannot_be_compared,
                begins_with_takes_only_strings_and_binaries,
                between_bounds_must_be_in_order_and_of_one_type,
                an_attribute_cannot_be_compared_with_itself,
                paths_cannot_lead_below_a_key_attribute,
                ninety_nine_values_fit_into_in_and_a_hundred_and_one_do_not,
                three_hundred_operators_fit_into_a_condition_and_no_more,
                constants_nested_too_deeply_are_refused,
                a_refused_condition_writes_nothing,
                the_names_and_constants_of_a_request_have_two_megabytes,
                an_expression_has_a_megabyte_with_its_names_and_constants,
            }
            update = update {
                what_cannot_be_added_or_taken_is_told_before_a_path_that_leads_nowhere,
                of_several_faults_of_an_update_one_is_told,
                an_update_creates_the_item_it_does_not_find,
                an_update_that_changes_nothing_creates_the_bare_key,
                removing_from_a_missing_item_creates_nothing,
                removing_below_a_missing_item_is_ignored,
                an_update_leaves_other_attributes_alone,
                right_hand_sides_see_the_item_as_it_was,
                set_reaches_into_maps_but_never_makes_parents,
                removing_what_is_not_there_changes_nothing,
                add_counts_and_starts_at_zero,
                add_joins_sets_and_delete_subtracts_them,
                add_and_delete_refuse_attributes_of_another_type,
                plus_and_minus_are_exact,
                arithmetic_needs_numbers_that_exist,
                if_not_exists_falls_back_only_when_absent,
                a_fallback_must_exist_whether_or_not_it_is_needed,
                a_fallback_to_the_path_itself_is_refused,
                all_clauses_work_in_one_update,
                overlapping_and_conflicting_update_paths_are_refused,
                key_attributes_cannot_be_updated_even_to_what_they_are,
                a_failing_clause_undoes_the_others,
            }
            update_lists = update_lists {
                elements_set_past_the_end_are_appended_in_index_order,
                setting_and_removing_elements_use_the_old_places,
                removed_elements_close_the_gap_together,
                adding_past_the_end_of_a_list_appends,
                list_append_joins_in_either_order,
                list_append_needs_lists_that_exist,
            }
            return_values = return_values {
                writes_return_nothing_unless_asked,
                put_returns_the_item_it_replaced,
                delete_returns_the_item_it_removed,
                put_and_delete_can_return_only_the_old_item,
                update_returns_the_whole_item_before_or_after,
                updated_values_are_those_of_the_attributes_named,
                a_value_set_to_what_it_was_counts_as_updated,
                updated_values_below_an_attribute_are_only_what_was_touched,
                updated_list_elements_are_returned_without_the_others,
                updated_values_are_left_out_if_there_are_none,
                added_and_subtracted_members_return_the_whole_set,
            }
            number = number {
                every_digit_of_a_number_is_kept,
                extreme_numbers_are_keys,
                a_number_has_many_spellings_and_one_value,
                sums_are_exact_to_the_last_digit,
                sums_that_need_a_39th_digit_are_refused,
                differences_too_small_to_store_are_refused_as_such,
                a_counter_counts_every_increment,
            }
            item_limits = item_limits {
                an_item_of_400_kb_is_stored_and_one_byte_more_is_not,
                an_update_cannot_make_an_item_too_large,
                strings_are_as_large_as_their_utf8_bytes,
                numbers_are_as_large_as_half_their_digits,
                documents_cost_three_bytes_and_one_per_entry,
                sets_are_as_large_as_their_members,
                an_item_of_nothing_but_small_sets_is_stored_like_any_other,
                thirty_one_containers_around_a_scalar_fit_and_thirty_two_do_not,
                an_update_cannot_nest_a_document_too_deeply,
                sets_cannot_be_empty,
                attribute_names_cannot_be_empty,
                an_attribute_name_may_be_65535_bytes_long,
                an_item_may_have_thousands_of_attributes,
            }
            key_limits = key_limits {
                keys_of_2048_and_1024_bytes_are_stored,
                keys_one_byte_longer_are_refused_by_every_operation,
                partition_keys_that_differ_in_the_last_byte_are_two,
                long_sort_keys_keep_their_order_to_the_last_byte,
                long_binary_keys_of_zeros_keep_their_order,
                keys_cannot_be_empty,
                index_keys_and_table_keys_may_all_be_as_long_as_allowed,
                index_keys_one_byte_longer_stop_the_write,
            }
        }
    };
}
