//! Progress: on terminals, and nowhere else.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use rustix::pty::{OpenptFlags, ioctl_tiocgptpeer, openpt, unlockpt};

use super::process::{command, database, run};

/// Runs the command to its good end with a terminal for its errors, and returns what is shown there.
#[track_caller]
fn shown(arguments: &[&str]) -> String {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
    let terminal = openpt(flags).unwrap();
    unlockpt(&terminal).unwrap();
    let end = ioctl_tiocgptpeer(&terminal, flags).unwrap();
    let mut command = command(arguments);
    let mut child = command.env("TERM", "xterm").stdout(Stdio::null()).stderr(end).spawn().unwrap();
    // It has the end of the terminal that the command writes to.
    drop(command);
    let mut shown = Vec::new();
    // Once nobody has that end open any more, Linux says so with an error.
    let _ = File::from(terminal).read_to_end(&mut shown);
    let shown = String::from_utf8(shown).unwrap();
    assert!(child.wait().unwrap().success(), "{arguments:?}: {shown}");
    shown
}

/// Requires that a command shows something on a terminal and nothing elsewhere. It writes into the directory that it is
/// given, another one each time.
#[track_caller]
fn assert_on_terminals_only(into: &Path, progress: &[&str], arguments: impl Fn(&str) -> Vec<String>) {
    let arguments = |name| arguments(into.join(name).to_str().unwrap());
    run(arguments("unseen")).done();
    let arguments = arguments("seen");
    let shown = shown(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    for progress in progress {
        assert!(shown.contains(progress), "{arguments:?}: {shown:?}");
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn progress_is_shown_on_terminals_only() {
    let directory = tempfile::tempdir().unwrap();
    let place = |name| directory.path().join(name);
    let text = |path: &PathBuf| path.to_str().unwrap().to_owned();
    let data = text(&place("data"));
    database(Path::new(&data), &["o-1", "o-2"]);

    let backups = place("backups");
    assert_on_terminals_only(&backups, &["copying"], |into| words(&["backup", "--data", &data, into]));
    let backup = text(&backups.join("seen"));
    assert_on_terminals_only(&place("restored"), &["verifying", "copying"], |into| {
        words(&["restore", "--data", into, &backup])
    });
    assert_on_terminals_only(&place("none"), &["verifying"], |_| words(&["verify", "--data", &data]));

    let exports = place("exports");
    assert_on_terminals_only(&exports, &["exporting shop"], |into| words(&["export", "--data", &data, into]));
    let export = text(&exports.join("seen"));
    assert_on_terminals_only(&place("imported"), &["importing shop"], |into| {
        words(&["import", "--data", into, &export])
    });
}
