//! `Scan`.

use dynamo_model::request::{Scan, Segment, Select};

use super::key::SCHEMA_MISMATCH;
use super::query::{WRONG_START, check_expressions, check_select, check_start_values};
use super::reading::Reading;
use super::view::check_index_name;
use super::{Answer, Oracle, Refusal, path_rules};

const MOST_SEGMENTS: u32 = 1_000_000;

impl Oracle {
    /// Returns what a scan may read: everything, even for one segment, as backends assign partitions to segments.
    ///
    /// # Errors
    ///
    /// If the request breaks a rule, or there is no such table.
    pub fn scan(&self, request: &Scan) -> Answer<Reading> {
        check_index_name(request.index.as_deref())?;
        if request.limit == Some(0) {
            return Err(Refusal::validation(constraint("0", "limit", "greater than or equal to 1")));
        }
        check_start_values(request.exclusive_start_key.as_ref())?;
        check_segment(request.segment)?;
        check_expressions(request.filter.as_ref(), request.projection.as_ref())?;
        check_select(request.select, request.projection.is_some(), request.index.is_some(), "")?;
        let view = self.view(&request.table, request.index.as_deref(), request.consistent_read)?;
        let wrong = || match request.index {
            None => Refusal::starting(format!("{WRONG_START}: {SCHEMA_MISMATCH}")),
            Some(_) => Refusal::invalid(),
        };
        let start = view.start(request.exclusive_start_key.as_ref(), wrong)?;
        super::get_item::check_projection_on(view.table, request.projection.as_ref())?;
        let filtered = request.filter.as_ref().map(path_rules::of_condition).unwrap_or_default();
        path_rules::refuse_below_keys(view.table, filtered.into_iter())?;
        view.check_attributes(request.select, request.filter.as_ref(), request.projection.as_ref())?;
        Ok(Reading {
            source: view.source(&request.table, request.consistent_read),
            entries: view.entries(request.select, request.projection.as_ref()),
            start,
            descending: false,
            at_most_one: false,
            limit: request.limit.map(|limit| limit as usize),
            filter: request.filter.clone(),
            projection: request.projection.clone(),
            counts_only: request.select == Some(Select::Count),
            return_capacity: request.return_capacity,
        })
    }
}

fn check_segment(segment: Option<Segment>) -> Answer<()> {
    let Some(Segment { number, total }) = segment else { return Ok(()) };
    let message = if total == 0 {
        constraint("0", "totalSegments", "greater than or equal to 1")
    } else if total > MOST_SEGMENTS {
        constraint(&total.to_string(), "totalSegments", "less than or equal to 1000000")
    } else if number >= total {
        format!(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: {number} is \
             not less than TotalSegments: {total}"
        )
    } else {
        return Ok(());
    };
    Err(Refusal::validation(message))
}

fn constraint(value: &str, member: &str, bound: &str) -> String {
    format!(
        "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must have value \
         {bound}"
    )
}
