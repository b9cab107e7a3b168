//! What a program did, as an aligned table for the terminal and as Markdown.

use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::log::Row;

const HEAD: Style = Style::new().bold();
const NUMBER: Style = AnsiColor::Cyan.on_default();

/// The columns; those of numbers stand to the right.
const COLUMNS: [(&str, bool); 6] = [
    ("#", true),
    ("access pattern", false),
    ("request", false),
    ("key", false),
    ("items", true),
    ("units", true),
];

/// Writes the rows under a heading, in colour where there is one.
///
/// # Errors
///
/// If `out` cannot be written to.
pub fn write(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    let head = COLUMNS.map(|(name, _)| name.to_owned());
    let cells = cells(rows);
    let widths = std::array::from_fn(|column| {
        let column = std::iter::once(&head).chain(&cells).filter_map(|line| line.get(column));
        column.map(|cell| width(cell)).max().unwrap_or_default()
    });
    line(out, &head, widths, HEAD)?;
    cells.iter().try_for_each(|cells| line(out, cells, widths, NUMBER))
}

/// Writes the rows as a table in Markdown.
#[must_use]
pub fn markdown(rows: &[Row]) -> String {
    let mut text = String::from("| # | access pattern | request | key | items | units |\n");
    text.push_str("| ---: | --- | --- | --- | ---: | ---: |\n");
    for [number, pattern, request, key, items, units] in cells(rows) {
        let key = if key.is_empty() { key } else { format!("`{key}`") };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "| {number} | {pattern} | {request} | {key} | {items} | {units} |");
    }
    text
}

/// One line for each request; the first of a pattern says which it is.
fn cells(rows: &[Row]) -> Vec<[String; 6]> {
    rows.iter().zip(1_usize..).flat_map(|(row, number)| pattern_cells(row, number)).collect()
}

fn pattern_cells(row: &Row, number: usize) -> impl Iterator<Item = [String; 6]> {
    let heads = std::iter::once([number.to_string(), row.pattern.to_owned(), row.count.to_string()]);
    let heads = heads.chain(std::iter::repeat_with(Default::default));
    row.requests.iter().zip(heads).map(|(request, [number, pattern, count])| {
        let units = request.units.map(|units| units.to_string()).unwrap_or_default();
        [number, pattern, request.operation.clone(), request.key.clone(), count, units]
    })
}

/// Writes one line. The style is the first column's, or a heading's.
fn line(out: &mut impl Write, cells: &[String; 6], widths: [usize; 6], style: Style) -> io::Result<()> {
    for (column, ((cell, width), (_, right))) in cells.iter().zip(widths).zip(COLUMNS).enumerate() {
        let gap = width.saturating_sub(self::width(cell));
        let (before, after) = if right { (gap, 0) } else { (0, gap) };
        let styled = if column == 0 || style == HEAD { style } else { Style::new() };
        write!(out, "{:before$}{styled}{cell}{styled:#}{:after$}", "", "")?;
        write!(out, "{}", if column + 1 == cells.len() { "\n" } else { "  " })?;
    }
    Ok(())
}

fn width(cell: &str) -> usize {
    cell.chars().count()
}
