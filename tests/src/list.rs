/// Names every claim, by topic, and hands them to the macro `$make`, with whatever follows it in front.
///
/// This list is the suite: a claim that is not in it does not run, and a test below says so.
#[doc(hidden)]
#[macro_export]
macro_rules! claims {
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
                constants_without_an_order_cannot_be_compared,
                begins_with_takes_only_strings_and_binaries,
                between_bounds_must_be_in_order_and_of_one_type,
                an_attribute_cannot_be_compared_with_itself,
                paths_cannot_lead_below_a_key_attribute,
                ninety_nine_values_fit_into_in_and_a_hundred_and_one_do_not,
                three_hundred_operators_fit_into_a_condition_and_no_more,
                constants_nested_too_deeply_are_refused,
                a_refused_condition_writes_nothing,
            }
            update = update {
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
            query = query {
                a_query_returns_its_partition_in_sort_key_order,
                an_empty_partition_is_an_empty_page,
                every_sort_key_range_selects_what_it_says,
                a_full_key_selects_one_item,
                number_ranges_compare_values_not_text,
                binary_prefixes_may_end_in_0xff,
                strings_prefixes_include_the_last_characters_there_are,
                a_filter_drops_items_after_they_are_counted,
                the_limit_counts_items_before_the_filter,
                counting_returns_no_items,
                a_projection_trims_every_item,
                a_filter_may_use_attributes_the_projection_leaves_out,
                a_hash_only_table_is_queried_by_its_key,
                a_key_condition_must_fit_the_key,
                prefixes_of_numbers_are_refused,
                a_filter_on_the_queried_key_is_refused,
                select_and_projection_must_agree,
            }
            sort_order = sort_order {
                sort_keys_order_by_utf8_bytes_not_utf16,
                zero_characters_in_sort_keys_keep_their_place,
                binary_sort_keys_order_by_unsigned_bytes,
                number_sort_keys_order_by_value,
                thirty_eight_digits_of_a_number_key_all_count,
                partitions_never_mix,
            }
            paging = paging {
                pages_cover_a_partition_once_in_either_direction,
                a_page_ends_with_the_key_of_its_last_item,
                a_limit_reached_at_the_very_end_still_leaves_a_cursor,
                deleting_the_item_a_cursor_points_to_loses_nothing,
                a_start_key_need_not_exist,
                pages_stay_within_the_sort_key_range,
                a_page_may_be_empty_and_not_the_last,
                number_and_binary_keys_page_in_both_directions,
                a_page_ends_after_a_megabyte,
                a_page_holds_items_until_a_megabyte_is_reached,
                the_megabyte_counts_what_was_read_not_what_is_returned,
                a_filter_does_not_stretch_the_megabyte,
                a_start_key_must_be_exactly_the_key,
                a_start_key_must_lie_in_what_is_read,
                a_hash_only_query_cannot_be_restarted,
                new_items_show_up_on_later_pages,
            }
            index = index {
                an_index_is_read_in_the_order_of_its_own_key,
                items_without_every_index_key_attribute_are_not_in_the_index,
                writes_move_items_into_and_out_of_the_index,
                an_index_entry_shows_the_item_as_last_written,
                many_items_may_share_one_index_key,
                ties_in_an_index_are_paged_exactly_once,
                an_index_page_ends_with_the_keys_of_index_and_table,
                an_entry_that_left_the_index_can_still_be_paged_from,
                a_keys_only_index_holds_the_keys,
                an_include_index_holds_the_keys_and_what_it_names,
                what_an_index_does_not_hold_cannot_be_asked_of_it,
                an_index_is_never_read_consistently,
                a_filter_on_an_index_may_use_the_tables_key_but_not_the_indexs,
                an_index_key_of_the_wrong_type_stops_the_write,
                an_inverted_index_swaps_the_tables_keys,
                an_index_may_have_no_sort_key,
                a_table_may_have_several_indexes,
                an_unknown_index_is_refused,
            }
            multi_key = multi_key {
                sort_attributes_order_one_after_the_other_each_by_its_type,
                leading_sort_attributes_narrow_a_query,
                a_multi_attribute_index_is_paged_both_ways,
                a_multi_attribute_key_is_named_from_the_left_without_gaps,
                an_item_needs_every_attribute_of_a_multi_attribute_key,
            }
            scan = scan {
                a_scan_returns_every_item_once,
                segments_together_hold_every_item_once,
                a_segment_is_the_same_items_every_time,
                a_scan_reads_each_partition_in_sort_key_order,
                an_empty_table_is_one_empty_page,
                a_scan_counts_items_before_and_after_the_filter,
                the_limit_of_a_scan_counts_items_before_the_filter,
                a_scan_filter_may_name_the_key,
                a_scan_projection_trims_every_item,
                a_scan_page_ends_with_the_key_of_its_last_item,
                deleting_the_item_a_scan_stopped_at_loses_nothing,
                a_scan_page_ends_after_a_megabyte,
                a_start_key_of_another_segment_is_refused,
                a_scan_start_key_must_be_exactly_the_key,
                segments_are_counted_from_zero_up_to_a_million,
                a_scan_limit_is_at_least_one,
                scanning_an_index_finds_only_what_is_in_it,
                an_index_is_scanned_page_by_page_and_in_segments,
                an_index_scan_cannot_ask_for_more_than_the_index_offers,
                an_index_scan_is_filtered_by_what_the_index_holds,
                a_missing_table_cannot_be_scanned,
                a_scan_is_charged_by_the_sum_of_what_it_reads,
                scanning_an_index_is_charged_to_the_index,
            }
            batch_get = batch_get {
                a_batch_returns_the_items_it_finds,
                a_batch_that_finds_nothing_is_no_error,
                a_batch_reads_from_several_tables,
                every_table_of_a_batch_has_its_own_projection,
                a_batch_reads_a_hundred_keys_and_no_more,
                a_batch_has_a_key_for_every_table_it_names,
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
            }
            transact_token = transact_token {
                a_token_runs_a_transaction_once,
                a_token_stands_for_one_transaction,
                a_token_of_a_cancelled_transaction_can_be_used_again,
                a_repeated_transaction_succeeds_whatever_became_of_its_items,
                a_token_has_at_most_36_characters,
                a_token_is_not_empty,
                a_repeated_transaction_is_charged_as_reads,
            }
            table = table {
                a_created_table_is_active_and_empty,
                a_description_shows_indexes_as_they_were_defined,
                provisioned_throughput_is_described,
                a_table_cannot_be_created_twice,
                a_deleted_table_is_gone_with_its_items,
                a_recreated_table_may_have_another_key,
                every_table_has_an_identity_of_its_own,
                every_operation_on_a_missing_table_is_not_found,
                table_names_have_3_to_255_plain_characters,
                attribute_definitions_are_exactly_the_key_attributes,
                a_key_schema_needs_different_attributes,
                index_definitions_are_checked,
                an_index_of_an_on_demand_table_has_no_throughput_of_its_own,
                an_index_includes_at_most_20_attributes,
            }
            number = number {
                every_digit_of_a_number_is_kept,
                extreme_numbers_are_keys,
                a_number_has_many_spellings_and_one_value,
                sums_are_exact_to_the_last_digit,
                sums_that_need_a_39th_digit_are_refused,
                a_counter_counts_every_increment,
            }
            item_limits = item_limits {
                an_item_of_400_kb_is_stored_and_one_byte_more_is_not,
                an_update_cannot_make_an_item_too_large,
                strings_are_as_large_as_their_utf8_bytes,
                numbers_are_as_large_as_half_their_digits,
                documents_cost_three_bytes_and_one_per_entry,
                sets_are_as_large_as_their_members,
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
            capacity = capacity {
                capacity_is_reported_only_if_asked_for,
                a_read_costs_one_unit_per_4_kb_and_half_if_eventual,
                reading_a_missing_item_costs_as_much_as_a_small_one,
                a_write_costs_one_unit_per_kb_of_the_larger_version,
                updates_and_deletes_are_charged_by_the_whole_item,
                a_query_is_charged_by_the_sum_of_what_it_reads,
                an_empty_query_costs_as_much_as_a_small_one,
                an_index_is_charged_for_what_changes_in_it,
                an_index_is_charged_by_the_size_of_its_entries,
                querying_an_index_is_charged_to_the_index,
            }
            typed_writes = typed::writes {
                an_entity_put_is_read_back_equal,
                stored_items_carry_keys_index_keys_and_the_tag,
                create_refuses_what_exists_and_replace_what_does_not,
                any_variant_of_the_tables_enum_can_be_put,
                put_only_if_checks_the_stored_entity,
                update_changes_attributes_of_what_exists,
                removed_attributes_read_as_none,
                delete_returns_the_entity_and_is_idempotent,
                a_key_that_would_be_ambiguous_is_refused_before_anything_is_sent,
                an_item_of_another_entity_is_an_error_not_a_misread,
                an_item_that_does_not_fit_the_type_is_a_codec_error,
                ensure_table_makes_the_declared_table_once,
            }
            typed_patterns = typed::patterns {
                an_access_pattern_returns_its_entity_in_value_order,
                ranges_of_a_key_part_are_rust_ranges,
                a_collection_returns_every_entity_of_the_partition,
                an_inverted_index_finds_entities_by_their_sort_key,
                entities_that_share_a_key_range_are_told_apart_by_their_tag,
                an_equality_is_closed_at_the_separator,
                parts_are_named_from_left_to_right,
                an_entity_without_an_index_part_is_not_in_the_index,
                filters_see_attributes_and_not_keys,
            }
            typed_pages = typed::pages {
                a_cursor_goes_on_where_the_page_ended,
                a_cursor_belongs_to_one_query,
                a_limit_counts_what_passes_the_filter,
                a_limit_counts_only_the_entity_in_a_shared_range,
                a_limit_that_takes_everything_leaves_no_unread_item,
                a_cursor_outlives_the_entity_it_stands_on,
                cursors_work_on_indexes_with_ties,
                first_and_count_agree_with_all,
                consistent_queries_see_the_last_write,
            }
            typed_shapes = typed::shapes {
                number_and_binary_key_attributes_hold_the_fields_themselves,
                pages_of_number_keys_go_on_with_a_cursor,
                a_table_without_a_sort_key_stores_entities,
                an_index_on_plain_attributes_is_ordered_by_their_values,
                an_include_index_holds_the_tag_and_the_projected_attributes,
                without_tags_entities_are_known_by_their_keys,
            }
        }
    };
}

/// Makes a test of every claim; `$trial` is an async function that takes the [`Claim`](crate::Claim) and
/// returns what [`Claim::check`](crate::Claim::check) does.
#[macro_export]
macro_rules! conformance {
    ($trial:ident) => {
        $crate::claims! { claim_tests $trial }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! claim_tests {
    ([$trial:ident] $($topic:ident = $($path:ident)::+ { $($claim:ident,)* })*) => {
        $(mod $topic {
            use $crate::suite::$($path)::+ as topic;
            $(
                #[tokio::test]
                async fn $claim() -> Result<(), String> {
                    fn attempt(target: &$crate::Target) -> $crate::Attempt<'_> {
                        Box::pin(topic::$claim(target))
                    }
                    super::$trial($crate::Claim::new(stringify!($claim), attempt)).await
                }
            )*
        })*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! claim_names {
    ([] $($topic:ident = $($path:ident)::+ { $($claim:ident,)* })*) => {
        &[$($(stringify!($claim),)*)*]
    };
}

/// Returns the name of every claim.
#[must_use]
pub const fn names() -> &'static [&'static str] {
    crate::claims! { claim_names }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn names_are_unique() {
        let unique: BTreeSet<_> = super::names().iter().collect();
        assert_eq!(unique.len(), super::names().len());
    }

    #[test]
    fn every_claim_is_listed() {
        let mut written = BTreeSet::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/suite"), &mut written);
        let listed: BTreeSet<String> = super::names().iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(written, listed);
    }

    fn collect(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let claims = source.lines().filter_map(|line| line.strip_prefix("pub async fn "));
            found.extend(claims.filter_map(|line| Some(line.split_once('(')?.0.to_owned())));
        }
    }
}
