/// Claims about vector indexes. Neither DynamoDB Local nor the oracle has any.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_vectors {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            vectors_search = vectors::search {
                by_cosine_the_same_direction_is_best_however_far,
                by_euclidean_distance_the_nearest_is_best,
                by_dot_product_the_largest_is_best,
                a_vector_of_zeros_is_at_one_from_every_direction,
                a_search_finds_as_many_as_it_asks_for_or_all_there_are,
                a_search_of_an_empty_index_finds_nothing,
                writes_move_items_into_about_and_out_of_a_vector_index,
                a_search_returns_everything_but_the_vector,
                a_search_returns_what_its_projection_names_and_the_index_holds,
                an_index_of_keys_returns_keys_and_what_searches_are_narrowed_by,
                a_vector_is_returned_as_the_index_holds_it_if_it_is_named,
                several_indexes_may_be_of_one_vector,
            }
            vectors_conditions = vectors::conditions {
                a_search_is_of_one_partition,
                an_item_moves_to_another_partition,
                long_partition_values_are_told_apart,
                filters_leave_out_before_the_best_are_chosen,
                operands_stand_either_way_round_and_numbers_are_values,
                a_filter_follows_its_attribute,
            }
            vectors_writes = vectors::writes {
                a_vector_has_the_length_of_its_index,
                a_vector_is_a_list,
                every_element_of_a_vector_is_a_number,
                an_element_beyond_single_precision_is_shown,
                what_searches_are_narrowed_by_has_its_type,
                an_empty_partition_is_told_otherwise_by_updates_than_by_puts,
                items_without_what_an_index_takes_are_written,
                a_set_of_strings_is_told_to_be_no_list_where_it_can_be_stored,
                items_that_do_not_fit_an_added_vector_index_are_left_out,
                no_vector_stays_until_a_write_has_it,
                the_first_index_by_name_is_named,
            }
            vectors_refusals = vectors::refusals {
                a_search_of_no_table_or_index_says_which,
                members_of_a_search_are_looked_at_before_the_table,
                a_vector_of_another_length_than_the_index_has_is_refused,
                a_search_of_partitions_fixes_one,
                a_search_condition_is_of_equalities,
                a_search_condition_is_of_attributes_in_the_schema_each_once,
                an_operand_has_the_type_of_its_attribute_and_is_not_empty,
                an_overlapping_projection_is_refused_in_searches_too,
                a_vector_index_is_neither_queried_nor_scanned,
                other_indexes_are_not_searched,
            }
            vectors_definitions = vectors::definitions {
                vector_indexes_are_of_on_demand_tables,
                dimensions_are_1_to_4096,
                a_table_has_five_vector_indexes_at_the_most,
                vectors_of_one_attribute_have_as_many_dimensions,
                a_vector_is_no_attribute_with_a_definition,
                a_vector_is_no_part_of_a_key,
                what_searches_are_narrowed_by_has_one_type,
                a_search_schema_has_its_limits,
                projections_of_vector_indexes_are_those_of_others,
                the_vector_and_the_filters_count_among_the_names_that_an_index_includes,
                indexes_of_all_kinds_share_their_names,
                a_vector_index_that_is_not_there_cannot_be_deleted,
                one_index_of_any_kind_comes_or_goes_at_a_time,
            }
            vectors_lifecycle = vectors::lifecycle {
                a_description_shows_vector_indexes_as_they_were_defined,
                an_added_vector_index_finds_the_items_that_were_there,
                a_deleted_vector_index_is_not_searched_and_may_come_back_otherwise,
                a_table_becomes_on_demand_with_its_first_vector_index,
            }
            vectors_capacity = vectors::capacity {
                a_write_is_charged_for_what_a_vector_index_holds,
                a_small_write_to_a_vector_index_is_charged_a_kilobyte,
                bytes_of_vector_indexes_are_no_part_of_the_total,
                the_table_is_charged_four_bytes_for_each_number_of_a_vector,
                a_search_is_charged_in_bytes,
            }
            typed_vectors = typed::vectors {
                a_search_returns_whole_entities_the_nearest_first,
                a_search_finds_as_many_as_it_asks_for,
                filters_narrow_a_search_before_it_ranks,
                an_entity_is_found_while_it_has_a_vector_and_its_partition,
                a_search_of_one_entity_finds_no_other,
                hidden_entities_are_left_out_of_what_is_found,
                a_view_of_what_is_found_has_its_score,
                what_an_index_of_keys_finds_is_read_from_the_table,
                a_table_has_the_vector_indexes_that_are_declared,
                ensure_table_compares_all_of_a_vector_index,
            }
        }
    };
}
