//! How a backend and the oracle disagree.

use std::fmt;
use std::time::Duration;

/// The longest answer that is printed whole.
const LONGEST: usize = 6000;
/// The longest run of one character that is printed whole: more than any indentation.
const LONGEST_RUN: usize = 80;

/// A request that a backend answered otherwise than it must.
#[derive(Clone, Debug)]
pub struct Mismatch {
    request: String,
    expected: String,
    found: String,
    is_endless: bool,
}

impl Mismatch {
    pub(super) fn new(request: impl fmt::Debug, expected: impl fmt::Debug, found: impl fmt::Debug) -> Self {
        Self {
            request: shortened(format!("{request:#?}")),
            expected: shortened(format!("{expected:#?}")),
            found: shortened(format!("{found:#?}")),
            is_endless: false,
        }
    }

    /// Tells of a step that is under way after so long a time.
    pub(super) fn endless(step: impl fmt::Debug, waited: Duration) -> Self {
        let expected = format!("all answers of this step within {} s", waited.as_secs());
        Self { is_endless: true, ..Self::new(step, expected, "it is still under way") }
    }

    /// Whether an answer did not come, so that every other try takes as long.
    pub(super) fn is_endless(&self) -> bool {
        self.is_endless
    }
}

impl Mismatch {
    /// Shows a request in one line.
    pub(super) fn shown(request: impl fmt::Debug) -> String {
        shortened(format!("{request:?}"))
    }
}

/// Cuts long texts short: runs of one character first, then what is in the middle.
fn shortened(text: String) -> String {
    let text = without_runs(&text);
    let length = text.chars().count();
    if length <= LONGEST {
        return text;
    }
    let head: String = text.chars().take(LONGEST / 2).collect();
    let tail: String = text.chars().skip(length - LONGEST / 2).collect();
    format!("{head}\n… {} characters …\n{tail}", length - LONGEST)
}

/// Fillers are one character over and over.
fn without_runs(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let runs = characters.chunk_by(|a, b| a == b);
    let short = runs.map(|run| match run {
        [one, ..] if run.len() > LONGEST_RUN => format!("{one}…(×{})", run.len()),
        _ => run.iter().collect(),
    });
    short.collect()
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "request: {}", self.request)?;
        writeln!(f, "expected: {}", self.expected)?;
        write!(f, "found: {}", self.found)
    }
}
