//! Tables of Markdown.

use std::fmt::{self, Write as _};

/// Writes text as code. It ends at as many backticks as it began with, so these are more than stand together in the text.
pub(super) fn code(text: &str) -> String {
    let most = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(most + 1);
    // A space on either side belongs to the fence.
    let space = if most == 0 { "" } else { " " };
    format!("{fence}{space}{text}{space}{fence}")
}

pub(super) fn codes<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    texts.into_iter().map(code).collect::<Vec<_>>().join(", ")
}

/// Writes the head of a table, below an empty line.
pub(super) fn head(text: &mut String, columns: &[&str]) -> fmt::Result {
    text.write_str("\n|")?;
    for column in columns {
        write!(text, " {column}")?;
        text.write_str(if column.is_empty() { "|" } else { " |" })?;
    }
    writeln!(text, "\n|{}", " --- |".repeat(columns.len()))
}

/// Writes a row of a table; a bar in a cell would end it.
pub(super) fn row(text: &mut String, cells: &[String]) -> fmt::Result {
    for cell in cells {
        write!(text, "| {} ", cell.replace('|', "\\|"))?;
    }
    text.write_str("|\n")
}

/// Writes a section with a table, if it has rows.
pub(super) fn section<const N: usize>(
    text: &mut String,
    title: &str,
    columns: [&str; N],
    rows: &[[String; N]],
) -> fmt::Result {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(text, "\n## {title}")?;
    head(text, &columns)?;
    rows.iter().try_for_each(|cells| row(text, cells))
}
