/// Claims about what time does, on backends whose clock can be moved.
#[doc(hidden)]
#[macro_export]
macro_rules! claims_of_time {
    ($make:ident $($with:tt)*) => {
        $crate::$make! {
            [$($with)*]
            time_of_expiry = time::expiry {
                expired_items_are_read_until_they_are_swept,
                an_item_written_again_after_it_expired_is_swept_or_kept_as_written,
                only_numbers_of_seconds_expire,
                what_passed_more_than_five_years_ago_does_not_expire,
                items_from_before_expiry_was_turned_on_expire_too,
                nothing_expires_once_expiry_is_off,
                expiry_changes_once_an_hour_at_the_most,
                a_swept_item_leaves_all_indexes,
                a_swept_item_is_recorded_as_removed_by_the_service,
            }
            time_of_guards = typed::unique::expiring {
                the_service_deletes_an_entity_and_its_guard,
            }
            time_of_records = time::records {
                records_are_read_for_a_day_and_trimmed_then,
                an_iterator_of_records_that_were_trimmed_says_so,
                an_iterator_expires_after_a_quarter_of_an_hour,
                a_stream_that_ended_is_read_for_a_day_without_its_table,
            }
            time_of_tokens = time::tokens {
                a_token_is_forgotten_after_ten_minutes,
            }
        }
    };
}
