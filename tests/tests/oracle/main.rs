//! Every claim of the conformance suite holds on the oracle: what it answers histories with is what the suite says.

mod histories;
mod service;

use std::sync::Arc;
use std::time::SystemTime;

use dynamo_model::Backend;
use dynamo_tests::{Claim, conformance, names, names_of_vectors};

use self::service::Service;

conformance!(holds_unless_left_open);

/// The claims about what the oracle leaves to backends or does not know, by reason.
const LEFT_OPEN: &[(&str, &[&str])] = &[
    (
        "how large expressions are",
        &[
            "the_names_and_constants_of_a_request_have_two_megabytes",
            "an_expression_has_a_megabyte_with_its_names_and_constants",
        ],
    ),
    ("which keys an answer has no room for", &["what_does_not_fit_into_an_answer_is_left_to_ask_for"]),
    (
        "which partitions are in a segment",
        &[
            "segments_together_hold_every_item_once",
            "an_index_is_scanned_page_by_page_and_in_segments",
            "a_start_key_of_another_segment_is_refused",
            "a_start_key_of_another_segment_is_told_with_the_segment",
            "segments_together_are_the_whole",
            "segments_scanned_in_parallel_are_the_whole",
            "no_parallel_scan_returns_guards",
            "a_parallel_scan_is_charged_as_explained",
            "an_index_that_is_read_as_views_is_scanned_as_them",
        ],
    ),
    (
        "how faults of stream reads are worded",
        &[
            "a_list_of_more_than_a_hundred_streams_is_beyond_the_limit",
            "a_sequence_number_that_is_none_is_invalid",
            "a_shard_that_is_not_there_does_not_exist",
            "more_than_a_thousand_records_are_beyond_the_limit",
            "an_iterator_of_records_that_were_trimmed_says_so",
            "records_are_read_for_a_day_and_trimmed_then",
        ],
    ),
    ("the resource names of tables", &["a_table_is_found_by_its_arn_as_by_its_name"]),
];

fn left_open() -> impl Iterator<Item = &'static str> {
    LEFT_OPEN.iter().flat_map(|(_, names)| names.iter().copied())
}

async fn holds_unless_left_open(claim: Claim) -> Result<(), String> {
    // It knows no vectors.
    if names_of_vectors().contains(&claim.name()) {
        return Ok(());
    }
    let service = Arc::new(Service::at(SystemTime::now()));
    let outcome = claim.check_over_time(Arc::clone(&service) as Arc<dyn Backend>, service).await;
    match (left_open().any(|name| name == claim.name()), outcome) {
        (false, outcome) => outcome,
        (true, Err(_)) => Ok(()),
        (true, Ok(())) => Err(format!("`{}` is not left open any more", claim.name())),
    }
}

#[test]
fn what_is_left_open_are_claims() {
    for name in left_open() {
        assert!(names().contains(&name), "`{name}` is no claim");
    }
}
