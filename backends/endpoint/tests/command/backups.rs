//! Copies, and looking at databases.

use std::fs;
use std::path::Path;

use super::process::{CREATE, Server, database, run};

const ORDER: &str = "order number one";

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Changes a byte of every copy of the order's id that the file has.
fn damage(database: &Path) {
    let file = database.join("data.mdb");
    let mut bytes = fs::read(&file).unwrap();
    let found = |bytes: &[u8]| bytes.windows(ORDER.len()).position(|window| window == ORDER.as_bytes());
    assert!(found(&bytes).is_some());
    while let Some(at) = found(&bytes) {
        *bytes.get_mut(at).unwrap() = b'0';
    }
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_backup_is_restored_into_an_empty_directory_and_served() {
    let directory = tempfile::tempdir().unwrap();
    let [data, backup, restored] = ["data", "backup", "restored"].map(|name| directory.path().join(name));
    database(&data, &[ORDER]);
    let said = run(["backup", "--data", path(&data), path(&backup)]).done();
    assert!(said.starts_with("copied ") && said.contains(path(&backup)), "{said}");
    run(["restore", "--data", path(&restored), path(&backup)]).done();

    let server = Server::start(["--data", path(&restored)]);
    assert!(server.call("Scan", r#"{"TableName":"shop"}"#).text().contains(ORDER));
    server.stop();
}

#[test]
fn a_database_is_copied_checked_and_exported_while_it_is_served() {
    let directory = tempfile::tempdir().unwrap();
    let [data, backup, exported] = ["data", "backup", "exported"].map(|name| directory.path().join(name));
    let server = Server::start(["--data", path(&data)]);
    let put =
        |id| server.call("PutItem", &format!(r#"{{"TableName":"shop","Item":{{"id":{{"S":"{id}"}}}}}}"#));
    assert!(server.call("CreateTable", CREATE).is_ok() && put("o-1").is_ok());

    run(["backup", "--data", path(&data), path(&backup)]).done();
    run(["export", "--data", path(&data), path(&exported)]).done();
    let sound = run(["verify", "--data", path(&data)]).done();
    assert_eq!(sound, "sound: 1 tables, 1 items, 0 index entries, 0 streams, 0 stream records\n");
    let items = |data| run(["stats", "--data", path(data)]).done().lines().nth(1).unwrap().to_owned();
    assert_eq!(items(&data), "table shop: 1 items, 5 B");

    assert!(put("o-2").is_ok(), "the server goes on");
    assert_eq!([items(&backup), items(&data)], ["table shop: 1 items, 5 B", "table shop: 2 items, 10 B"]);
    assert_eq!(fs::read_to_string(exported.join("shop/items.jsonl")).unwrap().lines().count(), 1);
    server.stop();
}

#[test]
fn nothing_is_overwritten() {
    let directory = tempfile::tempdir().unwrap();
    let [data, other] = ["data", "other"].map(|name| directory.path().join(name));
    database(&data, &[ORDER]);
    database(&other, &[]);
    let before = fs::read(other.join("data.mdb")).unwrap();
    for arguments in [["backup", path(&data), path(&other)], ["restore", path(&other), path(&data)]] {
        let [command, data, copy] = arguments;
        let error = run([command, "--data", data, copy]).failed();
        assert!(error.contains("it is not empty"), "{error}");
    }
    assert_eq!(fs::read(other.join("data.mdb")).unwrap(), before);
}

#[test]
fn verify_says_what_it_went_through() {
    let directory = tempfile::tempdir().unwrap();
    database(directory.path(), &["a", "b"]);
    let said = run(["verify", "--data", path(directory.path())]).done();
    assert_eq!(said, "sound: 1 tables, 2 items, 0 index entries, 0 streams, 0 stream records\n");
}

#[test]
fn verify_lists_problems_and_fails() {
    let directory = tempfile::tempdir().unwrap();
    database(directory.path(), &["a", ORDER]);
    damage(directory.path());
    let ended = run(["verify", "--data", path(directory.path())]);
    assert!(ended.out.starts_with("table `shop`, "), "{ended:?}");
    assert_eq!(ended.out.lines().count(), 1, "{ended:?}");
    let error = ended.failed();
    assert!(error.contains("has problems (1); restore it from a backup"), "{error}");
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let directory = tempfile::tempdir().unwrap();
    let [backup, restored] = ["backup", "restored"].map(|name| directory.path().join(name));
    database(&backup, &[ORDER]);
    damage(&backup);
    run(["restore", "--data", path(&restored), path(&backup)]).failed();
    assert!(!restored.exists());
}

#[test]
fn stats_show_tables_and_their_sizes() {
    let directory = tempfile::tempdir().unwrap();
    database(directory.path(), &["a", "b"]);
    let said = run(["stats", "--data", path(directory.path())]).done();
    let (first, tables) = said.split_once('\n').unwrap();
    assert!(first.starts_with(path(directory.path())) && first.contains(" in use, "), "{first}");
    assert_eq!(tables, "table shop: 2 items, 6 B\n");
}
