/// Claims about reads of parts of items and of several entities at once, and what requests together are charged.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_parts {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            typed_charged = typed::charged {
                an_upsert_is_charged_as_explained,
                an_edit_is_charged_as_explained,
                a_patch_is_charged_as_explained,
                a_soft_deletion_and_its_end_are_charged_as_explained,
                a_mixed_batch_is_charged_as_explained,
                a_read_by_a_unique_value_is_charged_as_explained,
                a_parallel_scan_is_charged_as_explained,
            }
            typed_nested_views = typed::nested_views {
                a_view_has_what_is_inside_documents_and_maps,
                what_a_view_needs_inside_is_named_if_it_is_missing,
                a_view_has_elements_of_lists,
                views_that_are_read_together_have_their_own_elements,
                a_view_goes_into_what_is_flattened,
                an_index_answers_with_what_is_inside_of_what_it_holds,
                a_view_of_an_old_item_has_the_defaults_of_its_entity,
                a_document_that_lacks_a_field_has_its_default_in_a_view,
            }
            typed_viewed_variants = typed::viewed_variants {
                a_view_goes_into_variants_however_they_are_tagged,
                of_an_item_with_another_variant_a_view_has_nothing,
                the_tag_is_asked_for_with_what_is_inside,
                a_view_goes_into_variants_in_lists_and_in_what_is_flattened,
                a_variant_that_lacks_a_field_has_its_default_in_a_view,
                a_view_has_entries_of_maps_by_their_keys,
            }
            typed_viewed_starts = typed::viewed_starts {
                a_collection_goes_on_after_a_view_that_has_its_keys,
                a_view_is_a_place_in_an_index_by_all_parts_of_its_keys,
                a_view_that_a_collection_does_not_read_is_no_place_in_it,
            }
            typed_viewed_collections = typed::viewed_collections {
                a_collection_of_views_asks_for_what_they_have,
                a_collection_of_an_entity_and_views_is_read_whole,
                viewed_members_are_filtered_and_hidden_like_entities,
                an_index_of_parts_has_collections_of_views,
                an_index_of_keys_has_collections_of_views_of_keys,
                what_is_of_no_viewed_member_is_told,
            }
            typed_views = typed::views {
                a_view_has_the_fields_it_names,
                a_view_asks_for_what_it_needs_and_no_more,
                queries_return_views_in_pages,
                an_index_answers_queries_with_views,
                an_index_that_holds_part_of_an_entity_answers_with_views,
                an_index_of_keys_answers_with_views_of_keys,
                a_field_in_the_key_of_an_index_is_viewed_by_any_read,
                a_hydrated_query_reads_views_from_the_table,
                scans_return_views,
                an_index_that_holds_part_of_an_entity_is_not_scanned_for_all_entities,
                batches_and_transactions_read_views,
                a_view_of_what_both_keys_hold_is_read_where_one_of_them_is_not_asked_for,
                a_view_is_of_its_entity_or_an_error,
                without_tags_views_are_known_by_their_keys,
            }
            typed_collections = typed::collections {
                a_collection_is_read_in_the_order_of_its_sort_keys,
                a_collection_is_read_in_pages,
                a_collection_of_an_index_takes_items_of_other_types,
                a_collection_of_a_hydrated_index_is_whole,
                an_item_of_no_member_is_an_error_that_names_its_tag,
                a_collection_is_read_at_once,
                a_collection_is_read_from_either_end_and_no_further_than_asked,
                a_collection_is_read_part_by_part,
                a_collection_larger_than_a_page_is_read_at_once,
                one_item_too_few_or_too_many_is_an_error,
                without_tags_members_are_known_by_their_keys,
            }
        }
    };
}
