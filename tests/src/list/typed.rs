/// Claims about the typed API.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_typed {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            typed_writes = typed::writes {
                an_entity_put_is_read_back_equal,
                stored_items_carry_keys_index_keys_and_the_tag,
                create_refuses_what_exists_and_replace_what_does_not,
                any_variant_of_the_tables_enum_can_be_put,
                put_only_if_checks_the_stored_entity,
                replace_only_if_checks_the_entity_that_there_must_be,
                create_only_if_asks_for_both_no_entity_and_its_condition,
                update_changes_attributes_of_what_exists,
                what_is_missing_is_set_and_what_is_there_stays,
                removed_attributes_read_as_none,
                delete_returns_the_entity_and_is_idempotent,
                a_key_that_would_be_ambiguous_is_refused_before_anything_is_sent,
                an_item_of_another_entity_is_an_error_not_a_misread,
                an_item_that_does_not_fit_the_type_is_a_codec_error,
                ensure_table_makes_the_declared_table_once,
            }
            typed_boxes = typed::boxes {
                an_entity_in_a_box_is_written_and_read_as_any_other,
            }
            typed_crates = typed::crates {
                entities_of_two_crates_share_keys_and_are_told_apart,
                the_enum_that_closes_a_layout_reads_all_of_it,
                values_are_unique_in_a_table_of_two_crates,
                what_is_hidden_is_known_by_those_who_know_its_entity,
                an_item_of_a_crate_that_is_not_known_is_no_entity,
                a_transaction_writes_entities_of_two_crates,
                a_transaction_on_a_layout_refuses_older_items_by_name,
                the_schema_of_the_enum_that_closes_a_layout_has_its_entities,
            }
            typed_generic = typed::generic {
                a_generic_entity_is_stored_in_the_form_its_table_lists,
                a_generic_entity_is_changed_by_typed_paths,
            }
            typed_documents = typed::documents {
                a_field_of_a_document_is_set_and_the_rest_stays,
                an_element_of_a_list_is_reached_by_its_place,
                an_entry_of_a_map_is_reached_by_its_key,
                a_filter_sees_inside_documents,
                a_field_of_a_document_that_is_missing_cannot_be_set,
                what_is_missing_inside_a_document_is_set_and_what_is_there_stays,
                a_document_in_a_map_is_reached_by_its_key_and_field,
                an_entry_is_named_by_a_key_of_any_type_that_a_map_may_have,
                an_element_of_a_list_of_lists_is_reached_by_both_places,
                every_type_of_list_has_elements,
                members_of_a_set_in_a_document_come_and_go,
                fields_that_older_documents_lack_have_defaults,
            }
            typed_constraints = typed::constraints {
                what_keeps_every_rule_is_written,
                no_write_of_a_whole_entity_breaks_a_rule,
                each_kind_of_rule_says_what_is_wrong,
                no_update_assigns_what_breaks_a_rule,
                an_item_that_breaks_a_rule_is_read_and_can_be_mended,
            }
            typed_inner_rules = typed::inner_rules {
                no_write_of_a_whole_entity_breaks_a_rule_inside_it,
                a_broken_rule_is_named_by_its_whole_path,
                no_update_assigns_what_breaks_a_rule_inside,
                what_is_below_a_field_with_a_rule_is_read_by_its_paths,
                what_is_boxed_has_paths_as_if_it_were_not,
                an_item_that_breaks_a_rule_inside_is_read_and_can_be_mended,
                several_fields_are_checked_together_wherever_all_are_known,
                an_update_does_not_ask_a_check_of_several_fields,
                documents_without_rules_take_everything,
                what_an_entity_stores_itself_is_no_entry_of_a_map_beside_it,
            }
            typed_made_rules = typed::made_rules {
                no_update_breaks_a_rule_behind_an_alias_or_a_function_of_serdes,
                what_is_computed_breaks_no_rule_inside_it,
                a_check_of_several_fields_sees_what_is_computed,
            }
            typed_computed = typed::computed {
                a_computed_field_is_overwritten_by_every_write,
                keys_are_made_of_computed_fields,
                an_update_of_an_input_computes_fields_and_keys_anew,
                fields_that_are_computed_from_together_are_set_together,
                a_field_computed_as_none_takes_the_item_out_of_the_index,
                an_edit_mends_what_is_not_computed_yet,
                an_edit_returns_what_is_computed,
            }
            typed_enums = typed::enums {
                enums_of_every_tagging_come_back_as_they_were,
                enums_are_compared_and_set_whole,
                a_filter_asks_which_variant_an_enum_is,
                what_a_variant_holds_is_asked_for_by_its_paths,
                numbers_in_an_enum_keep_every_digit_wherever_its_tag_stands,
            }
            typed_variants = typed::variants {
                what_is_asked_of_a_variant_holds_of_no_other,
                what_is_asked_of_the_one_value_of_a_variant_holds_of_no_other,
                what_is_asked_of_a_variant_inside_another_holds_of_both_only,
                a_write_that_depends_on_a_variant_is_refused_with_another,
            }
            typed_defaults = typed::defaults {
                attributes_that_old_items_lack_have_defaults,
                a_default_of_the_struct_stands_for_every_field,
                attributes_are_written_and_read_by_their_names,
                what_is_skipped_or_empty_is_not_stored,
                fields_of_a_flattened_struct_are_attributes_with_paths,
                a_flattened_field_is_no_key_attribute,
                what_is_empty_or_none_is_read_back_by_whatever_reads_it,
                a_function_reads_what_older_items_store_otherwise,
            }
            typed_flattened = typed::flattened {
                an_upsert_leaves_nothing_of_what_was_flattened,
                an_upsert_keeps_a_flattened_attribute_on_request,
                fields_of_what_is_flattened_twice_have_paths,
                fields_of_a_flattened_option_are_compared,
                fields_of_an_option_flattened_into_a_variant_are_compared,
            }
            typed_index_keys = typed::index_keys {
                a_stored_item_has_the_parts_of_its_index_keys,
                an_upsert_keeps_and_adds_to_fields_that_are_index_keys_themselves,
                an_index_has_the_keys_it_was_asked_for_by_their_parts,
                keys_of_several_attributes_are_read_back,
                texts_of_keys_are_read_back_on_their_own,
                an_item_that_is_not_in_an_index_has_no_key_there,
                what_is_wrong_with_an_index_key_is_told_with_its_template_and_place,
            }
            typed_multi_keys = typed::multi_keys {
                the_attributes_of_a_key_are_those_of_the_entity,
                attributes_are_named_left_to_right_each_by_its_own_comparison,
                an_entity_without_an_attribute_of_the_key_is_not_in_the_index,
                each_attribute_of_a_key_is_set_alone_and_the_index_follows,
                templates_make_attributes_of_a_key_beside_the_entitys_own,
                attributes_made_by_templates_come_and_go_with_the_entitys_own,
                an_index_has_up_to_four_attributes_of_each_key,
                a_collection_has_all_attributes_of_the_partition,
                pages_views_and_scans_follow_keys_of_several_attributes,
            }
            typed_updates = typed::updates {
                a_field_that_makes_a_key_alone_takes_the_key_along,
                fields_that_make_a_key_together_are_set_together,
                none_takes_an_entity_out_of_the_index_and_some_into_it,
                attributes_that_are_keys_under_their_own_names_are_set_alone,
                a_number_that_is_a_key_attribute_itself_is_counted,
                whatever_an_update_assigns_the_item_is_as_if_put,
                fields_that_are_linked_by_another_pattern_are_set_too,
                another_pattern_changes_no_argument_of_those_there_are,
                updates_in_transactions_keep_keys_right,
                what_would_break_a_key_is_refused_before_it_is_sent,
                an_update_completes_the_keys_of_an_item_that_is_older_than_its_indexes,
                a_value_that_cannot_be_stored_is_refused_with_the_name_of_its_attribute,
            }
            typed_default_keys = typed::default_keys {
                an_edit_that_makes_a_key_of_a_default_stores_the_default,
                an_edit_stores_only_the_defaults_of_the_keys_it_changes,
                an_edit_stores_what_a_computed_key_is_computed_from,
                an_upgrade_that_makes_a_key_of_a_default_stores_the_default,
                a_soft_deletion_makes_no_key_of_a_default,
            }
            typed_refusals = typed::refusals {
                a_refused_write_names_itself_and_what_it_asked,
                a_refused_write_that_asked_for_the_item_says_what_did_not_hold,
                a_write_that_asked_for_the_item_and_found_none_says_that_it_is_missing,
                a_refusal_for_another_entity_is_an_outcome,
                a_put_over_another_entity_is_done_and_returns_none_of_its_own,
                a_write_over_what_cannot_be_read_says_that_it_is_done,
                an_update_refuses_empty_key_attributes_as_a_put_does,
            }
            typed_edits = typed::edits {
                an_edit_writes_what_differs_and_makes_keys_anew,
                an_edit_changes_fields_that_live_in_keys_only,
                an_edit_makes_keys_that_were_missing_or_wrong,
                an_edit_that_changes_nothing_or_fails_writes_nothing,
                an_edit_needs_an_entity_and_leaves_its_key,
                edits_at_once_lose_nothing,
                an_upsert_creates_replaces_and_keeps_what_it_does_not_know,
                an_upsert_keeps_attributes_on_request,
                an_upsert_adds_to_what_is_stored_and_counts_nothing_as_zero,
                an_upsert_does_not_both_keep_and_add,
                an_edit_shows_what_it_would_send_for_an_entity,
                a_refused_write_is_a_result_with_the_stored_entity,
                the_error_of_a_failed_condition_has_the_item_that_was_asked_for,
            }
            typed_edit_conditions = typed::edit_conditions {
                an_edit_is_written_only_if_its_condition_holds,
                an_edit_that_changes_nothing_asks_for_its_condition,
                an_edit_of_what_is_not_there_is_refused_without_an_entity,
                an_edit_with_a_condition_counts_and_keeps_what_is_unique,
                an_edit_asks_its_condition_of_the_current_revision,
                an_edit_with_a_condition_leaves_hidden_items_as_they_are,
                an_explained_edit_with_a_condition_tells_of_older_items,
            }
            typed_narrowing = typed::narrowing {
                a_collection_is_narrowed_to_some_sort_keys,
                the_sort_keys_of_a_collection_are_named_once,
                a_filter_on_one_member_lets_all_others_pass,
                a_collection_that_is_a_struct_is_narrowed_too,
                a_pattern_of_views_is_filtered_by_what_the_index_holds,
                a_view_is_filtered_before_or_after_it_is_one,
            }
            typed_patches = typed::patches {
                a_patch_changes_what_it_has_and_nothing_else,
                a_patch_removes_what_it_has_as_none,
                a_patch_of_nothing_needs_the_entity_all_the_same,
                a_patch_has_conditions_and_joins_transactions,
                a_patch_sets_all_that_makes_a_key_together,
                a_patch_sets_no_part_of_what_makes_a_key,
            }
            typed_operators = typed::operators {
                lists_grow_at_both_ends_and_from_nothing,
                sets_gain_and_lose_members,
                sets_of_bytes_and_those_in_other_collections_gain_and_lose_members,
                conditions_compare_attributes_with_each_other,
                conditions_know_sizes_and_types,
                a_view_has_the_sets_of_its_entity,
            }
            typed_batches = typed::batches {
                a_batch_of_any_size_is_written_and_read_in_the_order_of_its_keys,
                entities_with_keys_of_numbers_and_bytes_are_found_by_a_batch,
                a_batch_of_nothing_sends_nothing,
                a_batch_that_cannot_be_is_refused_before_anything_is_written,
                a_batch_takes_the_writes_that_another_has_left,
            }
            typed_mixed_batches = typed::mixed_batches {
                entities_of_several_types_are_read_in_the_shape_of_their_keys,
                a_list_of_keys_of_any_type_is_read_as_the_enum_of_the_table,
                views_of_several_types_ask_for_what_they_need_together,
                without_tags_entities_of_several_types_are_read_by_their_keys,
                a_key_that_cannot_be_is_named_by_its_place_in_a_mixed_batch,
            }
            typed_between = typed::between {
                a_range_over_parts_is_in_the_order_of_the_first_then_of_the_next,
                an_end_of_a_range_over_parts_that_names_nothing_is_open,
                an_end_of_a_range_over_parts_that_is_excluded_is_not_read,
                a_range_over_parts_reads_every_shard_in_order,
                a_range_over_parts_that_ends_before_it_starts_is_refused,
            }
            typed_starting = typed::starting {
                a_query_goes_on_after_an_entity_in_its_direction,
                an_entity_that_is_gone_is_a_place_still,
                a_query_of_an_index_starts_after_an_entity,
                keys_of_numbers_and_bytes_are_places_and_local_indexes_have_them,
                a_collection_goes_on_after_one_of_its_members,
                an_entity_that_a_query_does_not_read_is_no_place_in_it,
                one_of_several_shards_starts_after_an_entity,
            }
            typed_limits = typed::limits {
                an_item_has_400_kilobytes,
                an_update_sets_no_more_than_an_item_can_hold,
                a_partition_key_has_2048_bytes_and_a_sort_key_1024,
                keys_of_indexes_are_as_long_as_those_of_tables,
                a_list_to_find_a_value_in_has_99_values,
                an_expression_has_300_operators,
                an_expression_has_4_kilobytes,
                a_value_nests_32_levels,
                a_transaction_has_4_megabytes,
                a_transaction_has_100_parts_and_a_token_of_36_characters,
                a_batch_is_split_by_how_much_is_sent,
                pages_and_segments_have_numbers_in_range,
            }
            typed_transactions = typed::transactions {
                a_typed_transaction_writes_all,
                a_cancelled_typed_transaction_names_the_writes_that_failed,
                failed_conditions_of_a_transaction_are_data_with_the_entities_as_stored,
                a_typed_transaction_with_a_token_runs_once,
                what_cannot_be_a_transaction_is_refused_before_it_is_sent,
                two_operations_on_one_item_are_refused_by_name,
                entities_are_read_together_in_the_shape_of_their_keys,
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
                a_cursor_belongs_to_one_access_pattern,
                a_cursor_belongs_to_one_table,
                a_cursor_is_text_for_urls_and_whole_or_refused,
                a_cursor_goes_on_among_entities_that_come_and_go,
                a_limit_counts_what_passes_the_filter,
                a_limit_counts_only_the_entity_in_a_shared_range,
                a_limit_that_takes_everything_leaves_no_unread_item,
                a_query_of_one_whole_key_is_one_page,
                a_cursor_outlives_the_entity_it_stands_on,
                cursors_work_on_indexes_with_ties,
                first_and_count_agree_with_all,
                consistent_queries_see_the_last_write,
            }
            typed_templates = typed::templates {
                keys_may_differ_in_what_they_end_in,
                a_text_before_a_literal_is_read_back_whole,
                a_key_without_parts_is_of_one_item,
                a_key_may_be_what_others_begin_with,
                upper_and_lower_case_stay_as_they_are,
                text_at_the_end_of_a_key_may_have_separators_in_it,
            }
            typed_shards = typed::shards {
                a_key_finds_what_is_spread_over_shards,
                a_query_merges_the_shards_in_the_order_of_their_sort_keys,
                every_way_to_read_shards_reads_the_same,
                one_shard_is_read_on_request,
                one_cursor_goes_on_in_every_shard,
                a_cursor_of_shards_goes_on_as_in_one_partition,
                a_cursor_of_shards_reads_little_again_that_a_filter_has_left_out,
                a_cursor_of_shards_belongs_to_one_query,
                a_limit_of_shards_counts_what_passes_the_filter,
                updates_leave_an_item_in_its_shard,
                views_collections_and_hydrated_entities_come_from_every_shard,
            }
            typed_other_views = typed::other_views {
                a_pattern_of_views_returns_others_that_its_index_holds,
                a_pattern_of_views_is_hydrated_for_one_query,
                what_is_found_by_a_local_index_is_read_consistently_where_that_holds_all,
                a_hydrated_index_that_holds_a_view_is_all_that_is_read,
                an_index_that_is_read_as_views_is_scanned_as_them,
            }
            typed_shown = typed::shown {
                a_read_sends_first_what_it_shows,
                a_limit_is_in_what_is_shown,
            }
            typed_explain = typed::explain {
                writes_cost_what_their_explanation_says,
                reads_cost_what_their_explanation_says,
                a_read_of_nothing_costs_the_least_that_is_said,
                a_page_costs_no_more_than_is_said_however_large_its_items_are,
                batches_and_transactions_cost_what_their_explanation_says,
                an_explanation_names_the_indexes_that_a_write_may_touch,
                what_reads_on_by_itself_is_told_for_each_page,
            }
            typed_adopted = typed::adopted {
                an_item_without_a_tag_is_known_by_its_key,
                entities_of_one_range_are_told_apart_by_tag_or_key,
                views_of_items_without_a_tag_are_known_by_their_keys,
                a_write_of_the_whole_adopts_an_item,
                a_key_that_two_entities_have_tells_nothing,
                an_entity_type_of_another_name_is_used_everywhere,
                without_tags_older_items_are_upgraded,
            }
            typed_revisions = typed::revisions {
                what_is_stored_says_its_revision,
                older_items_are_read_in_the_current_form,
                views_of_older_items_see_the_current_form,
                an_item_of_an_unknown_revision_is_an_error_not_a_guess,
                an_item_older_than_the_oldest_revision_is_an_error,
                a_step_that_fails_or_moves_the_item_is_named,
                an_edit_stores_what_the_upgrade_has_made,
                an_update_of_an_older_item_upgrades_it_first,
                an_upsert_over_an_older_item_leaves_nothing_of_it,
                a_transaction_refuses_older_items_by_name,
                older_items_are_upgraded_all_at_once,
                an_upgrade_of_all_goes_on_where_it_ended,
                upgrades_at_once_lose_no_write,
                an_explanation_of_an_upgrade_tells_what_is_done_with_each_item,
                an_explained_update_tells_of_older_items,
            }
            typed_scans = typed::scans {
                a_scan_of_an_entity_returns_that_entity_only,
                a_scan_of_the_table_returns_every_entity,
                a_scan_of_the_table_names_a_tag_that_no_entity_has,
                a_scan_filters_and_limits_what_it_returns,
                a_cursor_goes_on_with_the_same_scan_only,
                a_scan_through_an_index_returns_what_is_in_it,
                segments_together_are_the_whole,
                without_tags_a_scan_tells_entities_by_their_keys,
            }
            typed_timestamps = typed::timestamps {
                an_entity_says_when_it_was_created_and_written,
                what_does_not_say_when_it_was_created_is_created_now,
                an_update_makes_the_key_of_its_time,
                a_key_of_the_time_and_more_needs_all_of_it,
                an_update_takes_nothing_into_an_index_by_its_time,
                an_edit_sets_the_time_if_it_changes_something,
                an_upsert_keeps_when_the_entity_was_created,
                transactions_and_batches_take_the_time_of_their_database,
                a_transaction_put_on_a_database_takes_its_time,
                a_transaction_with_a_token_has_one_time_however_often_it_is_sent,
                transactions_without_a_token_are_made_when_they_are_sent,
                without_a_database_the_time_is_the_systems,
            }
            typed_versions = typed::versions {
                a_create_stores_the_version_and_a_put_counts_it_up,
                an_older_version_does_not_overwrite_a_newer_one,
                updates_and_upserts_count_up_from_what_is_stored,
                writes_can_require_a_version,
                edits_at_once_count_every_one,
                an_edit_leaves_the_version_to_the_library,
                unversioned_writes_check_nothing_and_count_up,
                items_without_a_version_count_from_nothing,
                a_batch_puts_versions_only_on_purpose,
                transactions_check_versions,
                a_version_that_its_type_cannot_count_is_refused,
            }
            typed_overlaps = typed::overlaps {
                writes_of_an_entity_leave_another_with_its_key_alone,
                writes_of_an_entity_are_none_the_worse_for_another,
                writes_leave_alone_what_crates_unknown_to_a_table_store,
            }
            typed_streams = typed::streams {
                a_stream_returns_the_items_of_every_page,
                a_page_of_a_stream_says_where_to_go_on,
                a_stream_ends_with_its_first_error,
                segments_scanned_in_parallel_are_the_whole,
                a_parallel_scan_ends_with_its_first_error,
                a_parallel_scan_reads_everything_or_is_refused,
                a_scan_at_a_rate_reads_everything,
            }
            typed_hydration = typed::hydration {
                a_hydrated_query_returns_whole_entities_in_the_order_of_the_index,
                a_collection_is_hydrated_if_one_of_its_entities_is,
                what_an_index_cannot_do_is_refused_before_it_is_sent,
                hydrated_pages_go_on_in_the_index,
                an_index_of_keys_finds_more_entities_than_a_batch_holds,
            }
            typed_interplay = typed::interplay {
                every_write_makes_computed_keys_of_shards_and_attributes,
                guards_follow_entities_in_shards,
                a_write_of_unique_values_checks_the_version,
                a_patch_keeps_rules_and_counts,
                views_and_cursors_read_shards_of_several_attributes,
                a_key_in_shards_is_read_back,
                a_batch_computes_keys_in_shards_and_counts_up,
                an_upgrade_computes_what_is_computed,
                an_edit_counts_from_the_version_that_an_upgrade_makes,
                writes_over_older_items_move_their_guards,
                values_that_an_upgrade_changes_are_claimed_anew,
                an_entity_that_breaks_a_later_rule_is_written_over,
                a_query_of_shards_leaves_out_adopted_items_of_others,
                members_without_tags_are_not_filtered,
                what_is_done_in_shards_costs_what_its_explanation_says,
                a_lock_says_of_keys_guards_and_revisions,
            }
            typed_local = typed::local {
                a_local_index_reorders_the_partition,
                a_local_index_is_read_consistently,
                pages_of_a_local_index_go_on,
                an_item_and_its_entries_in_local_indexes_have_400_kilobytes,
            }
            typed_shapes = typed::shapes {
                number_and_binary_key_attributes_hold_the_fields_themselves,
                pages_of_number_keys_go_on_with_a_cursor,
                a_table_without_a_sort_key_stores_entities,
                an_index_on_plain_attributes_is_ordered_by_their_values,
                an_include_index_holds_the_tag_and_the_projected_attributes,
                without_tags_entities_are_known_by_their_keys,
            }
            typed_expiring = typed::expiring {
                ensure_table_lets_items_expire,
                a_time_to_live_is_stored_in_seconds_whatever_the_field_is,
                a_time_to_live_follows_the_field_it_is_computed_from,
                a_time_to_live_after_each_write_is_counted_by_the_clock,
                single_reads_leave_out_what_has_expired,
                queries_and_scans_leave_out_what_has_expired,
                collections_leave_out_what_has_expired_of_entities_that_hide_it,
                what_has_expired_does_not_exist_for_writes,
                a_create_over_what_has_expired_asks_its_condition_of_that,
                a_cursor_goes_on_while_time_passes,
                without_tags_what_is_hidden_is_known_by_its_key,
            }
            typed_lasting = typed::lasting {
                a_time_to_live_follows_the_times_of_writes,
                a_query_of_shards_leaves_out_what_is_hidden,
                a_version_is_not_compared_with_what_has_expired,
                to_upgrade_an_item_does_not_prolong_its_life,
                an_adopted_item_is_hidden_too,
                an_upsert_goes_on_with_what_has_expired,
            }
            typed_soft_delete = typed::soft_delete {
                what_is_softly_deleted_is_hidden_until_it_is_restored,
                what_is_softly_deleted_does_not_exist_for_writes,
                what_is_softly_deleted_may_expire,
                what_has_expired_since_it_was_deleted_is_not_restored,
                a_soft_deletion_is_an_update_with_conditions_and_in_transactions,
                times_of_deletion_are_stored_and_compared_in_their_order,
                an_entity_is_deleted_as_exactly_as_its_type_tells_times,
            }
        }
    };
}
