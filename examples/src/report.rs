//! An aligned table for the terminal, in colour where there is one.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

const HEAD: Style = Style::new().bold();
const NUMBER: Style = AnsiColor::Cyan.on_default();

/// One access pattern as it ran.
#[derive(Clone, Debug)]
pub struct Row {
    /// The pattern's number in the design.
    pub number: usize,
    /// What it asks.
    pub pattern: &'static str,
    /// The index it read; `None` for the table.
    pub index: Option<String>,
    /// The key condition sent.
    pub key_condition: String,
    /// How many things it found.
    pub found: usize,
    /// The capacity units consumed, as the service writes them.
    pub capacity: String,
}

/// Writes the rows under a heading.
///
/// # Errors
///
/// If `out` cannot be written to.
pub fn write(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    let head = ["#", "access pattern", "index", "key condition", "found", "units"].map(str::to_owned);
    let cells: Vec<[String; 6]> = rows.iter().map(cells).collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|column| {
            std::iter::once(&head)
                .chain(&cells)
                .filter_map(|row| row.get(column))
                .map(|cell| width(cell))
                .max()
        })
        .map(Option::unwrap_or_default)
        .collect();
    line(out, &head, &widths, HEAD)?;
    cells.iter().try_for_each(|row| line(out, row, &widths, NUMBER))
}

fn cells(row: &Row) -> [String; 6] {
    [
        row.number.to_string(),
        row.pattern.to_owned(),
        row.index.clone().unwrap_or_else(|| "table".to_owned()),
        row.key_condition.clone(),
        row.found.to_string(),
        row.capacity.clone(),
    ]
}

/// Writes one line; numbers stand to the right of their column. The style is the first column's, or a heading's.
fn line(out: &mut impl Write, row: &[String; 6], widths: &[usize], style: Style) -> io::Result<()> {
    for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
        let gap = width.saturating_sub(self::width(cell));
        let right = matches!(column, 0 | 4 | 5);
        let (before, after) = if right { (gap, 0) } else { (0, gap) };
        let styled = if column == 0 || style == HEAD { style } else { Style::new() };
        write!(out, "{:before$}{styled}{cell}{styled:#}{:after$}", "", "")?;
        write!(out, "{}", if column + 1 == row.len() { "\n" } else { "  " })?;
    }
    Ok(())
}

fn width(cell: &str) -> usize {
    cell.chars().count()
}
