/// Claims about the types of fields, and how templates write them.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_types {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            typed_stored_times = typed::stored_times {
                times_are_compared_in_their_order,
                a_time_is_a_key_attribute_itself,
                every_write_stores_a_time_alike,
                what_is_computed_from_a_stored_time_follows_it,
                a_time_that_serde_stored_before_is_read,
                a_time_that_its_format_has_no_room_for_is_refused,
            }
            typed_finer_ranges = typed::finer_ranges {
                an_end_that_is_finer_than_its_key_is_between_two_of_them,
                a_range_between_two_keys_finds_nothing,
                an_end_of_a_reversed_time_is_between_two_of_them_too,
                an_end_of_several_parts_ends_with_what_is_finer,
                a_time_that_no_key_tells_equals_none,
            }
            typed_time_collections = typed::time_collections {
                a_time_stored_as_a_number_is_the_partition_of_a_collection,
                a_time_stored_as_text_is_the_partition_of_a_collection,
            }
            typed_inner_times = typed::inner_times {
                times_inside_documents_are_compared_in_their_order,
                times_inside_documents_are_stored_alike_by_every_write,
                times_that_variants_hold_are_read_by_views,
                a_time_that_serde_stored_inside_a_document_before_is_read,
                a_time_inside_a_document_that_has_no_room_or_breaks_a_rule_is_refused,
            }
            typed_part_types = typed::part_types {
                integers_of_every_width_are_sort_keys,
                reversed_parts_are_sort_keys_with_the_largest_first,
                reversed_newtypes_and_enums_are_sort_keys_with_the_last_first,
                reversed_parts_are_written_with_as_many_digits_as_the_template_says,
                decimals_and_floats_are_sort_keys,
                dates_and_times_are_sort_keys,
                times_are_sort_keys_with_as_many_digits_as_the_template_says,
                times_are_sort_keys_with_digits_counted_since_1970,
                ids_are_sort_keys,
                flags_characters_texts_and_enums_are_sort_keys,
                a_part_between_literals_is_as_ordered_as_alone,
                numbers_of_every_type_are_sort_keys_of_type_n,
                bytes_of_every_type_are_sort_keys_of_type_b,
            }
            typed_decimals = typed::decimals {
                a_decimal_is_a_number_wherever_it_stands,
                a_decimal_keeps_all_its_digits,
                decimals_are_compared_by_their_values,
                an_update_calculates_with_decimals,
                what_is_stored_of_a_decimal_otherwise_is_read,
                a_decimal_can_be_text_and_is_then_in_no_order,
            }
            typed_moments = typed::moments {
                times_of_writes_are_compared_in_their_order,
                an_entity_written_since_it_was_created_is_found,
                every_write_stores_times_with_all_their_digits,
                a_time_stored_with_fewer_digits_is_read_and_written_anew,
                a_time_in_a_year_of_five_digits_is_not_compared,
            }
            typed_paddings = typed::paddings {
                text_and_numbers_are_padded_as_the_template_says_and_read_back,
                ranges_hold_over_what_padding_leaves_in_order,
                what_would_be_taken_for_padding_is_refused,
                a_prefix_ends_within_the_width_of_its_part,
            }
            typed_formats = typed::formats {
                integers_are_written_as_the_template_says_and_read_back,
                a_field_that_a_key_has_in_two_formats_is_read_back,
                ranges_hold_over_digits_of_one_width,
                a_number_that_does_not_fit_its_template_is_refused,
                views_and_collections_read_what_templates_format,
            }
            typed_orders = typed::orders {
                what_is_stored_in_its_order_is_compared_by_it,
                a_date_before_year_0_is_not_compared,
                an_ordered_float_is_added_to,
            }
            typed_shard_orders = typed::shard_orders {
                shards_are_merged_by_numbers_as_numbers,
                shards_are_merged_by_bytes_as_unsigned_ones,
            }
            typed_generated = typed::generated {
                generated_ids_are_keys_in_the_order_they_were_made,
                ulids_and_uuids_are_keys_in_the_order_they_were_made,
                an_id_that_was_not_made_is_not_written,
            }
            typed_binary_keys = typed::binary_keys {
                bytes_are_keys_of_type_b_and_are_read_back,
                bytes_have_ranges_and_prefixes,
                numbers_are_keys_of_type_n_in_all_their_width,
                decimals_are_keys_of_type_n,
            }
            typed_parsed_keys = typed::parsed_keys {
                the_key_of_a_stored_item_has_the_parts_it_was_made_of,
                the_key_of_another_entity_is_refused,
                a_text_that_no_parts_make_is_no_key,
                a_field_that_a_key_has_twice_is_the_same_both_times,
                a_part_that_would_be_written_otherwise_is_not_read,
                a_part_that_is_another_elsewhere_in_the_key_is_not_read,
            }
        }
    };
}
