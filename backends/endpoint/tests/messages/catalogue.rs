//! All that the service is known to say of requests that it refuses, and what of it there is a row for.

use super::WORDINGS;
use super::pattern::is_like;
use super::row::{Row, rows};

const CATALOGUE: &str = include_str!("catalogue.txt");
/// The lines of the catalogue.
const ALL: usize = 436;
const EVERY_TABLE: [&str; 14] = [
    include_str!("batches.txt"),
    include_str!("busy.txt"),
    include_str!("conflicts.txt"),
    include_str!("expressions.txt"),
    include_str!("keys.txt"),
    include_str!("kinds.txt"),
    include_str!("legacy.txt"),
    include_str!("members.txt"),
    include_str!("queries.txt"),
    include_str!("settings.txt"),
    include_str!("streams.txt"),
    include_str!("tables.txt"),
    include_str!("transactions.txt"),
    include_str!("values.txt"),
];

/// A part of the catalogue: what tests it, or why nothing does, and its lines.
struct Part<'c> {
    about: &'c str,
    lines: Vec<&'c str>,
}

fn parts() -> Vec<Part<'static>> {
    let part = |text: &'static str| {
        let (about, lines) = text.split_once('\n').unwrap();
        Part { about, lines: lines.lines().filter(|line| !line.is_empty()).collect() }
    };
    CATALOGUE.split("# ").skip(1).map(part).collect()
}

/// Whether a row is what a line of the catalogue is about: an operation, or `*` for any, and what is said.
fn is_about(row: &Row<'_>, line: &str) -> bool {
    let (operation, said) = line.split_once(' ').unwrap();
    (operation == "*" || operation == row.operation)
        && WORDINGS.iter().any(|validation| is_like(&row.said(*validation), said))
}

#[test]
fn there_is_a_row_for_all_that_rows_can_be_for() {
    let rows: Vec<Row<'_>> = EVERY_TABLE.iter().flat_map(|table| rows(table)).collect();
    let tables = parts().swap_remove(0);
    let missing = tables.lines.iter().filter(|line| !rows.iter().any(|row| is_about(row, line)));
    let missing: Vec<&str> = missing.copied().collect();
    assert!(missing.is_empty(), "no row for:\n{}", missing.join("\n"));
}

#[test]
fn what_there_is_no_row_for_is_listed_with_a_reason() {
    let parts = parts();
    assert_eq!(parts.iter().map(|part| part.lines.len()).sum::<usize>(), ALL);
    assert!(parts.iter().all(|part| part.about.ends_with('.') && !part.lines.is_empty()));
}
