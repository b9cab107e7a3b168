//! The rows of a table, as its text writes them.

use dynamo_endpoint::Validation;

/// What the newer layer says before most of what is wrong with a write of one item.
const ENVELOPE: &str = "1 validation error detected: ";
/// Parts of requests that many have.
const PARTS: [(&str, &str); 3] = [
    ("$key", r#""p":{"S":"a"},"s":{"N":"1"}"#),
    (
        "$ps",
        r#""AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}]"#,
    ),
    (
        "$p",
        r#""AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}]"#,
    ),
];

/// A request and what is said of it.
pub(crate) struct Row<'t> {
    pub(crate) name: &'t str,
    pub(crate) operation: &'t str,
    pub(crate) request: String,
    exception: &'t str,
    message: String,
    classic: Option<String>,
    /// Why the transaction is cancelled, if it is.
    reason: Option<&'t str>,
}

impl Row<'_> {
    /// What is said: the exception, its message, and the reason of a cancelled transaction.
    pub(crate) fn said(&self, validation: Validation) -> String {
        let (message, envelope) = match (validation, &self.classic) {
            (Validation::Current, _) => (&self.message, ENVELOPE),
            (Validation::Classic, Some(classic)) => (classic, ""),
            (Validation::Classic, None) => (&self.message, ""),
        };
        let message = match message.strip_prefix('~') {
            Some(message) => format!("{envelope}{message}"),
            None => message.clone(),
        };
        let reason = self.reason.map(|reason| format!(" / {reason}")).unwrap_or_default();
        format!("{}: {message}{reason}", self.exception)
    }
}

/// Reads a table.
pub(crate) fn rows(table: &str) -> Vec<Row<'_>> {
    table.split("## ").skip(1).map(row).collect()
}

/// Reads the requests that make what rows are about.
pub(crate) fn setup(text: &str) -> impl Iterator<Item = (&str, String)> {
    text.lines().map(request)
}

fn row(text: &str) -> Row<'_> {
    let mut lines = text.lines();
    let name = lines.next().unwrap();
    let (operation, request) = request(lines.next().unwrap());
    let (exception, message) = lines.next().unwrap().split_once(": ").unwrap();
    let mut row =
        Row { name, operation, request, exception, message: expanded(message), classic: None, reason: None };
    for line in lines {
        match line.split_once(": ") {
            Some(("classic", message)) => row.classic = Some(expanded(message)),
            Some(("reason", reason)) => row.reason = Some(reason),
            _ => assert!(line.is_empty(), "{line}"),
        }
    }
    row
}

fn request(line: &str) -> (&str, String) {
    let (operation, request) = line.split_once(' ').unwrap();
    (operation, expanded(request))
}

/// Writes out what is repeated, and the parts that many have.
fn expanded(text: &str) -> String {
    let mut parts = text.split('«');
    let mut written = parts.next().unwrap().to_owned();
    for part in parts {
        let (repeated, rest) = part.split_once('»').unwrap();
        let (repeated, times) = repeated.rsplit_once('*').unwrap();
        written += &repeated.repeat(times.parse().unwrap());
        written += rest;
    }
    PARTS.iter().fold(written, |written, (part, stands_for)| written.replace(part, stands_for))
}
