/// Claims about unique values in the typed API.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_unique {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            typed_unique_writes = typed::unique::writes {
                a_value_belongs_to_one_entity,
                every_value_that_is_taken_is_named,
                a_scope_keeps_values_apart_and_none_is_no_value,
                a_put_over_an_entity_moves_its_guards,
                a_deleted_entity_leaves_its_values,
                an_edit_moves_guards_and_an_update_leaves_them,
                an_edit_that_moves_a_guard_knows_what_it_has_written,
                what_a_write_returns_is_what_it_returns_without_guards,
                fields_can_be_unique_together,
                a_table_without_tags_and_sort_keys_has_guards_too,
                a_value_too_long_for_a_key_is_refused_before_it_is_sent,
                errors_name_a_field_as_the_program_does,
            }
            typed_unique_together = typed::unique::together {
                a_transaction_writes_guards_with_its_entities,
                a_cancelled_transaction_names_the_value_that_is_taken,
                what_a_transaction_cannot_keep_unique_is_refused_before_it_is_sent,
                a_batch_refuses_entities_with_unique_fields,
                a_batch_refuses_made_writes_of_entities_with_unique_fields,
                a_write_shows_the_transaction_it_becomes,
            }
            typed_unique_lookups = typed::unique::lookups {
                an_entity_is_found_by_each_of_its_unique_values,
                a_value_that_is_given_up_finds_who_has_it_now,
                a_guard_that_was_left_behind_finds_nobody,
                a_value_that_is_too_long_for_a_key_is_refused,
                what_is_hidden_is_not_found_by_its_unique_value,
            }
            typed_unique_reads = typed::unique::reads {
                no_scan_returns_guards,
                no_parallel_scan_returns_guards,
                no_query_returns_guards,
                a_guard_is_known_as_one,
            }
            typed_unique_claims = typed::unique::claims {
                items_older_than_the_constraint_get_guards,
                values_that_clash_are_reported_and_left_alone,
                a_dry_run_tells_of_values_that_clash,
                a_repair_goes_on_where_it_ended,
                guards_left_over_are_taken_away,
                a_stale_guard_does_not_hinder_its_own_entity,
            }
            typed_unique_expiring = typed::unique::expiring {
                a_guard_expires_with_its_entity_whatever_writes_it,
                every_use_prolongs_what_lasts_from_the_last_one,
                a_value_is_free_once_its_entity_has_expired,
                a_transaction_takes_a_value_that_has_expired,
                an_entity_that_outlives_its_guard_gets_it_back,
                an_update_shows_that_guards_expire_with_it,
                a_transaction_refuses_an_update_whose_guards_it_does_not_know,
                what_is_softly_deleted_keeps_its_value_until_it_is_gone,
                a_repair_makes_guards_expire_with_their_entities,
                guards_from_before_they_expired_keep_their_values,
                a_create_returns_what_has_expired_and_was_replaced,
                a_transaction_leaves_a_value_to_whom_has_taken_it,
                what_has_expired_keeps_no_value_whoever_is_found_first,
                who_lives_keeps_a_value_that_another_has_too_whatever_writes_it,
            }
            typed_unique_undeclared = typed::unique::undeclared {
                a_guard_expires_with_a_time_to_live_that_is_any_field,
                what_expires_no_more_keeps_its_value,
                what_an_older_program_let_expire_has_no_value_either,
                who_lives_keeps_a_value_that_another_has_too,
            }
            typed_unique_explained = typed::unique::explained {
                an_explanation_has_the_reads_around_a_write,
                an_explanation_of_a_claim_tells_what_is_done_with_each_value,
                an_explanation_of_a_transaction_knows_which_of_its_writes_are_guards,
                a_transaction_costs_no_more_for_its_guards_than_those_can_have,
            }
        }
    };
}
