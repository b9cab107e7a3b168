//! The online shop: what every pattern finds and costs, what a kill leaves behind, what the command line refuses.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests are not recognised as tests"
)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use clap::Parser as _;
use dynamo_examples::cli::{Arguments, BackendName};
use dynamo_examples::recorder::Recorder;
use dynamo_examples::report::Row;
use dynamo_examples::shop::{self, Shop};
use dynamo_lmdb::Lmdb;
use dynamo_model::schema::{assert_current, assert_locked};
use dynamo_model::{Backend, Table as _};

/// Pattern, index, key condition, and how many are found. Each reads less than 4 KB, eventually consistent.
const ROWS: [(&str, Option<&str>, &str, usize); 16] = [
    ("customer by id", None, r#"PK = "c#12345" AND SK = "c#12345""#, 1),
    ("product by id", None, r#"PK = "p#12345" AND SK = "p#12345""#, 1),
    ("warehouse by id", None, r#"PK = "w#12345" AND SK = "w#12345""#, 1),
    ("stock of a product, all warehouses", None, r#"PK = "p#99887" AND begins_with(SK, "w#")"#, 2),
    ("everything of an order", None, r#"PK = "o#12345""#, 9),
    ("products of an order", None, r#"PK = "o#12345" AND begins_with(SK, "p#")"#, 2),
    ("invoice of an order", None, r#"PK = "o#12345" AND begins_with(SK, "i#")"#, 1),
    ("shipments of an order", None, r#"PK = "o#12345" AND begins_with(SK, "sh#")"#, 2),
    (
        "orders of a product, between dates",
        Some("GSI1"),
        r#"GSI1-PK = "p#12345" AND GSI1-SK BETWEEN "2020-06-21T19:00:00" AND "2020-06-21T19:18:00""#,
        1,
    ),
    ("invoice by id", Some("GSI1"), r#"GSI1-PK = "i#55443" AND GSI1-SK = "i#55443""#, 1),
    ("payments of an invoice", Some("GSI1"), r#"GSI1-PK = "i#55443" AND GSI1-SK = "i#55443""#, 2),
    ("a shipment and its items", Some("GSI1"), r#"GSI1-PK = "sh#98765""#, 3),
    ("shipments of a warehouse", Some("GSI2"), r#"GSI2-PK = "w#12376" AND begins_with(GSI2-SK, "sh#")"#, 1),
    ("stock of a warehouse", Some("GSI2"), r#"GSI2-PK = "w#12345" AND begins_with(GSI2-SK, "p#")"#, 2),
    (
        "invoices of a customer, between dates",
        Some("GSI2"),
        r#"GSI2-PK = "c#12345" AND GSI2-SK BETWEEN "2020-06-01T00:00:00" AND "2020-06-30T23:59:59""#,
        1,
    ),
    (
        "products of a customer, between dates",
        Some("GSI2"),
        r#"GSI2-PK = "c#12345" AND GSI2-SK BETWEEN "2020-06-01T00:00:00" AND "2020-06-30T23:59:59""#,
        2,
    ),
];

/// Loads, checks and reads the shop as the program does.
async fn run(db: Lmdb) -> Vec<Row> {
    let recorder = Recorder::new(Arc::new(db));
    let shop = Shop::on(Arc::new(recorder.clone()) as Arc<dyn Backend>);
    shop.ensure_table().await.unwrap();
    assert_eq!(shop::load(&shop).await.unwrap(), 19);
    shop::check_stored(&shop).await.unwrap();
    shop::run(&shop, &recorder).await.unwrap()
}

fn assert_all_right(rows: &[Row]) {
    assert_eq!(rows.len(), ROWS.len());
    for (place, (row, (pattern, index, key_condition, found))) in rows.iter().zip(ROWS).enumerate() {
        assert_eq!(row.number, place + 1);
        assert_eq!((row.pattern, row.index.as_deref()), (pattern, index));
        assert_eq!(row.key_condition, key_condition, "{pattern}");
        assert_eq!((row.found, row.capacity.as_str()), (found, "0.5"), "{pattern}");
    }
}

#[tokio::test]
async fn every_pattern_asks_finds_and_costs_what_the_design_says() {
    assert_all_right(&run(Lmdb::temporary().unwrap()).await);
}

#[tokio::test]
#[ignore = "runs as the process that is killed"]
async fn runs_until_killed() {
    let Ok(path) = std::env::var("SHOP_PATH") else { return };
    let arguments = Arguments::try_parse_from(["shop", "--path", &path]).unwrap();
    loop {
        shop::main(&arguments).await.unwrap();
    }
}

#[tokio::test]
async fn a_killed_program_leaves_a_database_that_works() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("shop");
    for round in 0..15_u64 {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["runs_until_killed", "--exact", "--ignored"])
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
        assert_all_right(&run(Lmdb::open(&path).unwrap()).await);
    }
}

fn parse(arguments: &[&str]) -> Result<Arguments, String> {
    let arguments = std::iter::once(&"shop").chain(arguments);
    Arguments::try_parse_from(arguments).map_err(|error| error.to_string())
}

async fn refusal(arguments: &[&str]) -> String {
    parse(arguments).unwrap().backend("unused").await.unwrap_err().to_string()
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
        parse(&["--path", directory.path().to_str().unwrap()]).unwrap().backend("unused").await.unwrap();
    assert_eq!(place, format!("LMDB in {}", directory.path().display()));
    let error = refusal(&["--path", directory.path().to_str().unwrap()]).await;
    assert!(error.contains("open already"), "{error}");
}

#[tokio::test]
async fn an_endpoint_that_is_no_url_is_refused() {
    let error = refusal(&["--backend", "aws", "--endpoint-url", "not a url"]).await;
    assert!(error.contains("not a url"), "{error}");
}

/// `UPDATE_DOCUMENTS=1 cargo test -p dynamo-examples` writes these files anew.
const DOCUMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/shop");

#[test]
fn the_document_of_the_design_is_current() {
    assert_current(Path::new(DOCUMENTS).join("design.md"), &Shop::SCHEMA.to_markdown());
}

#[test]
fn no_change_of_the_design_strands_stored_items_unseen() {
    assert_locked(Path::new(DOCUMENTS).join("shop.lock.json"), Shop::SCHEMA);
}
