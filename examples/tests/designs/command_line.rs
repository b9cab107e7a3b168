//! What the command line refuses, and what a killed program leaves behind.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::Parser as _;
use dynamo_examples::cli::{Arguments, BackendName};
use dynamo_lmdb::Lmdb;

use crate::programs::run;
use crate::shop;

#[tokio::test]
#[ignore = "runs as the process that is killed"]
async fn runs_until_killed() {
    let Ok(path) = std::env::var("SHOP_PATH") else { return };
    let db = Arc::new(Lmdb::open(path).unwrap());
    loop {
        run(db.clone(), shop::run).await;
    }
}

#[tokio::test]
async fn a_killed_program_leaves_a_database_that_works() {
    let undisturbed = run(Arc::new(Lmdb::temporary().unwrap()), shop::run).await;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("shop");
    for round in 0..15_u64 {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["command_line::runs_until_killed", "--exact", "--ignored"])
            .env("SHOP_PATH", &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Any moment will do, from before it opens the database to its later runs.
        for _ in 0..round * round * 20_000 {
            std::hint::spin_loop();
        }
        assert!(process.try_wait().unwrap().is_none(), "it runs until it is killed");
        process.kill().unwrap();
        process.wait().unwrap();
        assert_eq!(run(Arc::new(Lmdb::open(&path).unwrap()), shop::run).await, undisturbed);
    }
}

fn parse(arguments: &[&str]) -> Result<Arguments, String> {
    let arguments = std::iter::once(&"shop").chain(arguments);
    Arguments::try_parse_from(arguments).map_err(|error| error.to_string())
}

async fn refusal(arguments: &[&str]) -> String {
    parse(arguments).unwrap().backend().await.unwrap_err().to_string()
}

#[test]
fn without_options_the_built_in_engine_runs() {
    let arguments = parse(&[]).unwrap();
    assert_eq!((arguments.backend, arguments.path, arguments.endpoint_url), (BackendName::Lmdb, None, None));
}

#[test]
fn wrong_options_are_named() {
    for (arguments, message) in [
        (&["--path", "here", "--endpoint-url", "http://localhost"][..], "'--path <DIR>' cannot be used with"),
        (&["--backend", "mysql"][..], "[possible values: lmdb, aws]"),
        (&["--backend", "awz"][..], "'aws'"),
        (&["--pth", "here"][..], "'--path'"),
        (&["--path"][..], "a value is required for '--path <DIR>'"),
        (&["--path", ""][..], "a value is required for '--path <DIR>'"),
        (&["here"][..], "unexpected argument 'here'"),
    ] {
        let error = parse(arguments).unwrap_err();
        assert!(error.contains(message), "{arguments:?}: {error}");
    }
}

#[tokio::test]
async fn options_of_the_other_backend_are_refused_with_what_to_do() {
    let error = refusal(&["--endpoint-url", "http://localhost:8000"]).await;
    assert!(error.contains("add `--backend aws`"), "{error}");
    let error = refusal(&["--backend", "aws", "--path", "here"]).await;
    assert!(error.contains("use --endpoint-url"), "{error}");
    assert!(!Path::new("here").exists());
}

#[tokio::test]
async fn a_path_that_cannot_be_used_is_refused_by_name() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("notes.txt");
    std::fs::write(&file, "not a database").unwrap();
    for path in [file.clone(), file.join("below")] {
        let path = path.to_str().unwrap();
        let error = refusal(&["--path", path]).await;
        assert!(error.contains(&format!("cannot open database `{path}`")), "{error}");
    }
    let (_open, place) =
        parse(&["--path", directory.path().to_str().unwrap()]).unwrap().backend().await.unwrap();
    assert_eq!(place, format!("LMDB in {}", directory.path().display()));
    let error = refusal(&["--path", directory.path().to_str().unwrap()]).await;
    assert!(error.contains("open already"), "{error}");
}

#[tokio::test]
async fn an_endpoint_that_is_no_url_is_refused() {
    let error = refusal(&["--backend", "aws", "--endpoint-url", "not a url"]).await;
    assert!(error.contains("not a url"), "{error}");
}
