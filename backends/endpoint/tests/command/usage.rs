//! Wrong arguments, and help.

use std::fmt::Write as _;
use std::path::Path;

use super::process::run;

#[test]
fn wrong_arguments_end_with_2_before_anything_is_done() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("shop");
    let data = data.to_str().unwrap();
    for arguments in [
        &["--port", "none"][..],
        &["--bind", "elsewhere"],
        &["--in-memory", "--data", data],
        &["--durability", "async"],
        &["--data", data, "--durability", "perhaps"],
        &["--in-memory", "--validation", "modern"],
        &["--in-memory", "--sweep-interval", "0"],
        &["--in-memory", "--metrics-path", "metrics"],
        &["--in-memory", "--metrics-path", "/metrics", "--no-metrics"],
        &["--in-memory", "verify", "--data", data],
        &["verify"],
        &["backup", "--data", data],
        &["import", "--data", data],
        &["import", "--data", data, "--create", "table.json", "items.jsonl"],
        &["levitate"],
    ] {
        let ended = run(arguments);
        assert_eq!(ended.status, 2, "{arguments:?}: {}", ended.err);
        assert!(ended.err.starts_with("error: ") && ended.out.is_empty(), "{arguments:?}: {ended:?}");
    }
    assert!(!Path::new(data).exists());
}

#[test]
fn work_on_data_needs_a_database_and_makes_none() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("shop");
    let data = data.to_str().unwrap();
    for arguments in [
        &["stats", "--data", data][..],
        &["verify", "--data", data],
        &["backup", "--data", data, "elsewhere"],
        &["export", "--data", data, "elsewhere"],
        &["restore", "--data", "elsewhere", data],
    ] {
        let error = run(arguments).failed();
        assert!(
            error.contains(&format!("cannot open database `{data}`: there is none (no `data.mdb`)")),
            "{error}"
        );
    }
    assert!(!Path::new(data).exists());
}

/// `UPDATE_HELP=1` writes it anew.
#[test]
fn help_is_what_was_reviewed() {
    let mut help = String::new();
    for command in ["", "serve", "backup", "restore", "verify", "export", "import", "stats"] {
        let arguments = [command, "--help"].into_iter().filter(|argument| !argument.is_empty());
        let line = arguments.clone().collect::<Vec<_>>().join(" ");
        let shown = run(arguments).done();
        // Lines between long descriptions are blank, and not empty.
        let lines: Vec<&str> = shown.lines().map(str::trim_end).collect();
        write!(help, "$ dynamo-local {line}\n{}\n\n", lines.join("\n").trim_end()).unwrap();
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command/help.txt");
    if std::env::var_os("UPDATE_HELP").is_some() {
        std::fs::write(path, &help).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), help);
}
