//! Files that are made of the types, kept current by tests.

use std::path::Path;

use super::{Lock, SchemaChange};
use crate::schema::TableSchema;

/// The environment variable with which tests write the files instead of comparing them.
const UPDATE: &str = "UPDATE_DOCUMENTS";

/// The value of it that has changes written down that strand stored items.
const STRANDING: &str = "stranding";

/// Checks in a test that the design is as the lock file says. With `UPDATE_DOCUMENTS=1` it writes the file, unless a change
/// strands stored items: that takes `UPDATE_DOCUMENTS=stranding`, so that no design is let go with the documents of others.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use dynamo_model::schema::assert_locked;
///
/// # let directory = std::env::temp_dir().join(format!("locked-{}", std::process::id()));
/// # std::fs::create_dir_all(&directory)?;
/// // What a test calls; its file lies beside the code.
/// let check = || assert_locked(directory.join("shop.lock.json"), Shop::SCHEMA);
///
/// let lock = Shop::SCHEMA.to_lock().to_string();
/// std::fs::write(directory.join("shop.lock.json"), &lock)?;
/// check();
/// std::fs::write(directory.join("shop.lock.json"), lock.replace("ORDER#", "o#"))?;
/// # if std::env::var_os("UPDATE_DOCUMENTS").is_none() {
/// assert!(std::panic::catch_unwind(check).is_err(), "stored orders have other keys");
/// # }
/// # std::fs::remove_dir_all(&directory)?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
///
/// If the design has changed and is not written down: the message says what has, and which stored items that strands. If the
/// file cannot be read or written.
#[track_caller]
pub fn assert_locked(path: impl AsRef<Path>, schema: &TableSchema) {
    let new = schema.to_lock();
    check_file(path.as_ref(), &new.to_string(), |stored| difference(stored, &new));
}

/// Compares what the file of a lock holds with what it is to hold.
fn difference(stored: &str, new: &Lock) -> Option<Problem> {
    match stored.parse::<Lock>() {
        // What it held before, such as on both sides of a merge, nobody can compare.
        Err(error) => Some(Problem { what: error.to_string(), strands: true }),
        Ok(old) if old.format != new.format => Some(Problem::of_earlier(&old.changes_to(new))),
        Ok(old) if old != *new => Some(Problem::of(&old.changes_to(new))),
        Ok(_) => other_line(stored, &new.to_string()).map(Problem::harmless),
    }
}

/// Checks in a test that a file has a text, such as that of [`TableSchema::to_markdown`], and writes it if
/// `UPDATE_DOCUMENTS` is set.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String }
/// use dynamo_model::schema::assert_current;
///
/// # let directory = std::env::temp_dir().join(format!("current-{}", std::process::id()));
/// # std::fs::create_dir_all(&directory)?;
/// // What a test calls; its file lies beside the code.
/// let check = || assert_current(directory.join("design.md"), &Shop::SCHEMA.to_markdown());
///
/// std::fs::write(directory.join("design.md"), Shop::SCHEMA.to_markdown())?;
/// check();
/// std::fs::write(directory.join("design.md"), "# All about the shop")?;
/// # if std::env::var_os("UPDATE_DOCUMENTS").is_none() {
/// assert!(std::panic::catch_unwind(check).is_err(), "it is written by hand");
/// # }
/// # std::fs::remove_dir_all(&directory)?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
///
/// If the file has another text, or cannot be read or written.
#[track_caller]
pub fn assert_current(path: impl AsRef<Path>, text: &str) {
    check_file(path.as_ref(), text, |stored| other_line(stored, text).map(Problem::harmless));
}

/// What is wrong with a file.
struct Problem {
    what: String,
    /// Whether stored items are stranded if the file is written anew.
    strands: bool,
}

impl Problem {
    fn harmless(what: String) -> Self {
        Self { what, strands: false }
    }

    fn of(changes: &[SchemaChange]) -> Self {
        Self { what: explain(changes), strands: changes.iter().any(SchemaChange::strands) }
    }

    /// Of a lock in an earlier form, whose texts say less than those of now.
    fn of_earlier(changes: &[SchemaChange]) -> Self {
        let Self { what, strands } = Self::of(changes);
        let what = format!(
            "an earlier version of the library wrote it, in another form; if the design is as it was then, nothing is \
             stranded by what follows, and the file only has to be written anew\n{what}"
        );
        Self { what, strands }
    }

    /// The value of the environment variable that has the file written.
    fn remedy(&self) -> &'static str {
        if self.strands { STRANDING } else { "1" }
    }
}

/// Writes a file, or fails with what is wrong with it.
#[track_caller]
fn check_file(path: &Path, text: &str, wrong: impl FnOnce(&str) -> Option<Problem>) {
    let update = std::env::var(UPDATE).ok();
    if let Err(problem) = settle(path, text, update.as_deref(), wrong) {
        fail(path, &problem);
    }
}

/// Compares a file, and writes it if it is another one and the variable says so.
fn settle(
    path: &Path,
    text: &str,
    update: Option<&str>,
    wrong: impl FnOnce(&str) -> Option<Problem>,
) -> Result<(), Problem> {
    let problem = match std::fs::read_to_string(path) {
        // A checkout may have changed the ends of lines.
        Ok(stored) => wrong(&stored.replace("\r\n", "\n")),
        Err(error) => {
            let strands = error.kind() != std::io::ErrorKind::NotFound;
            Some(Problem { what: format!("it cannot be read: {error}"), strands })
        }
    };
    match (problem, update) {
        (None, _) => Ok(()),
        (Some(problem), None) => Err(problem),
        (Some(problem), Some(update)) if problem.strands && update != STRANDING => Err(problem),
        (Some(_), Some(_)) => std::fs::write(path, text)
            .map_err(|error| Problem::harmless(format!("it cannot be written: {error}"))),
    }
}

/// Finds the first line in which two texts differ.
fn other_line(stored: &str, text: &str) -> Option<String> {
    let (mut old, mut new) = (stored.split('\n'), text.split('\n'));
    let mut number = 1;
    loop {
        let shown = |line: Option<&str>| line.map_or("the end".to_owned(), |line| format!("`{line}`"));
        match (old.next(), new.next()) {
            (None, None) => return None,
            (old, new) if old == new => number += 1,
            (old, new) => {
                return Some(format!("line {number} is {}, and should be {}", shown(old), shown(new)));
            }
        }
    }
}

fn explain(changes: &[SchemaChange]) -> String {
    let (stranding, harmless): (Vec<&SchemaChange>, _) = changes.iter().partition(|change| change.strands());
    let list = |changes: &[&SchemaChange]| -> String {
        changes.iter().map(|change| format!("\n- {change}")).collect()
    };
    match (stranding.as_slice(), harmless.as_slice()) {
        ([], []) => "the lock is written differently; no stored item is stranded".to_owned(),
        ([], harmless) => {
            format!("the design has changed, and no stored item is stranded:{}", list(harmless))
        }
        (stranding, []) => format!("the design has changed, and strands stored items:{}", list(stranding)),
        (stranding, harmless) => format!(
            "the design has changed, and strands stored items:{}\nbesides, nothing is stranded by these:{}",
            list(stranding),
            list(harmless)
        ),
    }
}

#[allow(clippy::panic, reason = "this is how a test fails")]
#[track_caller]
fn fail(path: &Path, problem: &Problem) -> ! {
    panic!(
        "`{}` is not current: {}\nhelp: if this is meant, run the test with {UPDATE}={} to write the file",
        path.display(),
        problem.what,
        problem.remedy()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_differs_is_shown() {
        assert_eq!(other_line("a\nb\n", "a\nb\n"), None);
        assert_eq!(other_line("a\nb", "a\nc").as_deref(), Some("line 2 is `b`, and should be `c`"));
        assert_eq!(other_line("a", "a\nb").as_deref(), Some("line 2 is the end, and should be `b`"));
    }

    #[test]
    fn what_strands_items_comes_first_and_what_does_not_is_said_to_be_harmless() {
        let new = SchemaChange::harmless("entity `Note` is new".to_owned());
        let gone = SchemaChange::stranding("entity `Order` is gone".to_owned(), "its items are of no entity");
        let text = explain(std::slice::from_ref(&new));
        assert_eq!(text, "the design has changed, and no stored item is stranded:\n- entity `Note` is new");
        let text = explain(&[gone, new]);
        assert!(text.starts_with(
            "the design has changed, and strands stored items:\n- entity `Order` is gone: its items"
        ));
        assert!(text.ends_with("besides, nothing is stranded by these:\n- entity `Note` is new"));
    }

    #[test]
    fn a_lock_of_an_earlier_form_is_read_and_said_to_be_one_and_a_later_one_is_refused() {
        let text = include_str!("tests/old.lock.json");
        let new: Lock = text.parse().unwrap();
        let earlier = text.replace("  \"format\": 2,\n", "").replace("\"ORDER#{id}\"", "\"ORDER#{key}\"");
        let problem = difference(&earlier, &new).unwrap();
        assert!(problem.strands, "nobody can tell");
        assert!(problem.what.starts_with("an earlier version of the library wrote it"), "{}", problem.what);
        assert!(problem.what.contains("\n- the primary key of `Order` changed"), "{}", problem.what);
        assert!(difference(text, &new).is_none());
        let later = text.replace("\"format\": 2", "\"format\": 3, \"more\": 1").parse::<Lock>().unwrap_err();
        assert!(later.to_string().contains("this lock is of format 3, and the library knows those up to 2"));
    }

    #[test]
    fn what_strands_items_is_written_down_when_it_is_named_only() {
        let path = std::env::temp_dir().join(format!("lock-{}.json", std::process::id()));
        let written = |update, strands| {
            let wrong = |_: &str| Some(Problem { what: "changed".to_owned(), strands });
            std::fs::write(&path, "old").unwrap();
            let settled = settle(&path, "new", update, wrong).map_err(|problem| problem.remedy());
            (settled, std::fs::read_to_string(&path).unwrap())
        };
        let (old, new) = ("old".to_owned(), "new".to_owned());
        assert_eq!(written(None, false), (Err("1"), old.clone()));
        assert_eq!(written(Some("1"), false), (Ok(()), new.clone()));
        assert_eq!(written(None, true), (Err("stranding"), old.clone()));
        assert_eq!(written(Some("1"), true), (Err("stranding"), old));
        assert_eq!(written(Some("stranding"), true), (Ok(()), new));
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_file_that_is_not_there_is_written() {
        let path = std::env::temp_dir().join(format!("lock-{}-new.json", std::process::id()));
        assert!(settle(&path, "new", Some("1"), |_| None).is_ok());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new");
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    #[should_panic(expected = "`no/such/file` is not current: it cannot be")]
    fn a_file_that_is_missing_is_named() {
        assert_current("no/such/file", "text");
    }
}
