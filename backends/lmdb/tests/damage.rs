//! Damaged files: opening or reading gives an error or what was stored, and the process lives.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests are not recognised as tests"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dynamo_lmdb::Lmdb;
use dynamo_model::Backend;
use dynamo_model::expr::KeyCondition;
use dynamo_model::request::{CreateTable, GetItem, IndexDefinition, KeyKind, KeySchema, PutItem, Query};
use dynamo_model::value::{Item, Value};

#[path = "support/child.rs"]
mod child;

const PAGE: usize = 4096;
const PARTITIONS: u64 = 4;
const EACH: u64 = 25;
const GROUPS: u64 = 3;
const FLIPS: usize = 200;

// Of LMDB's pages.
const HEADER: usize = 16;
const LEAF: usize = 2;
const OVERFLOW: usize = 4;

fn key(partition: u64, place: u64) -> Item {
    Item::from_iter([("pk", Value::from(format!("partition {partition}"))), ("sk", Value::from(place))])
}

fn items() -> BTreeMap<(u64, u64), Item> {
    let mut items = BTreeMap::new();
    for (partition, place) in (0..PARTITIONS).flat_map(|p| (0..EACH).map(move |s| (p, s))) {
        let mut item = key(partition, place);
        item.insert("group", format!("group {}", place % GROUPS));
        item.insert(
            "text",
            format!("{partition}.{place} ").repeat(if place.is_multiple_of(10) { 1500 } else { 40 }),
        );
        items.insert((partition, place), item);
    }
    items
}

/// Makes a database in a directory and returns its file, closed.
async fn stored(directory: &Path, items: &BTreeMap<(u64, u64), Item>) -> PathBuf {
    let db = Lmdb::open(directory).unwrap();
    let table = CreateTable::new("things", KeySchema::new("pk").with_sort("sk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("sk", KeyKind::N)
        .with_attribute("group", KeyKind::S)
        .with_global_index(IndexDefinition::new("by-group", KeySchema::new("group").with_sort("sk")));
    db.create_table(table).await.unwrap();
    for item in items.values() {
        db.put_item(PutItem::new("things", item.clone())).await.unwrap();
    }
    directory.join("data.mdb")
}

/// How many of the items were read; those not counted gave an error or, where damage may hide them, nothing.
#[derive(Default)]
struct Found {
    right: usize,
    hidden: usize,
}

/// Opens the database and reads all of it in every way; what comes back without an error has to be right.
async fn read(directory: &Path, expected: &BTreeMap<(u64, u64), Item>) -> Found {
    let mut found = Found::default();
    let db = match Lmdb::open(directory) {
        Ok(db) => db,
        Err(error) => {
            assert!(error.is_storage(), "{error}");
            return found;
        }
    };
    for ((partition, place), item) in expected {
        match db.get_item(GetItem::new("things", key(*partition, *place))).await {
            Ok(output) => match output.item {
                Some(read) => {
                    assert_eq!(&read, item);
                    found.right += 1;
                }
                None => found.hidden += 1,
            },
            Err(error) => assert!(error.is_storage() || error.is_not_found(), "{error}"),
        }
    }
    for query in queries() {
        match db.query(query).await {
            Ok(page) => assert!(page.items.iter().all(|item| expected.values().any(|known| known == item))),
            Err(error) => assert!(error.is_storage() || error.is_not_found(), "{error}"),
        }
    }
    found
}

fn queries() -> impl Iterator<Item = Query> {
    let table = (0..PARTITIONS)
        .map(|number| Query::new("things", KeyCondition::partition("pk", format!("partition {number}"))));
    let index = (0..GROUPS).map(|number| {
        Query::new("things", KeyCondition::partition("group", format!("group {number}"))).on_index("by-group")
    });
    table.chain(index).flat_map(|query| [query.clone(), query.descending()])
}

/// The file without the empty room at its end.
fn contents(file: &Path) -> Vec<u8> {
    let mut bytes = fs::read(file).unwrap();
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap_or_default();
    bytes.truncate(end.next_multiple_of(PAGE));
    bytes
}

#[tokio::test]
#[ignore = "runs as the process that meets the damage"]
async fn meets_damage() {
    let Ok(damage) = std::env::var("DAMAGE") else { return };
    let directory = tempfile::tempdir().unwrap();
    let expected = items();
    let file = stored(directory.path(), &expected).await;
    let bytes = contents(&file);
    assert!(bytes.len() > 50 * PAGE);
    match damage.as_str() {
        "cut" => {
            for length in (0..bytes.len()).step_by(PAGE) {
                println!("cut to {length}");
                fs::write(&file, &bytes[..length]).unwrap();
                assert_eq!(read(directory.path(), &expected).await.hidden, 0);
            }
        }
        flips => {
            let places = if flips == "flip text" { text(&bytes) } else { rows(&bytes) };
            let mut random = 0x9E37_79B9_7F4A_7C15;
            for _ in 0..FLIPS {
                let place = places[next(&mut random) as usize % places.len()];
                let bit = next(&mut random) % 8;
                println!("flip bit {bit} of byte {} of page {}", place % PAGE, place / PAGE);
                let mut damaged = bytes.clone();
                damaged[place] ^= 1 << bit;
                fs::write(&file, damaged).unwrap();
                let found = read(directory.path(), &expected).await;
                assert!(found.hidden == 0 || flips == "flip rows");
            }
        }
    }
    fs::write(&file, &bytes).unwrap();
    assert_eq!(read(directory.path(), &expected).await.right, expected.len(), "nothing else was harmed");
}

/// Finds the bytes in the middle of long texts.
fn text(bytes: &[u8]) -> Vec<usize> {
    let printable = |byte: &u8| (b' '..b'~').contains(byte);
    (20..bytes.len() - 20).filter(|place| bytes[place - 20..place + 20].iter().all(printable)).collect()
}

/// Finds the bytes of keys and rows: of whole pages of a long row, and of what the nodes of a leaf hold.
///
/// LMDB trusts the rest, its own headers and page numbers, and a flip there can end the process.
fn rows(bytes: &[u8]) -> Vec<usize> {
    let number = |place: usize| usize::from(u16::from_le_bytes([bytes[place], bytes[place + 1]]));
    let mut found = Vec::new();
    let mut page = 2 * PAGE;
    while page < bytes.len() {
        let (flags, lower) = (number(page + 10), number(page + 12));
        let pages = if flags == OVERFLOW { lower.max(1) } else { 1 };
        match flags {
            OVERFLOW => found.extend(page + HEADER..(page + pages * PAGE).min(bytes.len())),
            LEAF => {
                for pointer in (page + HEADER..page + lower).step_by(2) {
                    let node = page + number(pointer);
                    let (data, flags, key) = (number(node), number(node + 4), number(node + 6));
                    let data = if flags == 0 { data } else { 0 };
                    found.extend(node + 8..node + 8 + key + data);
                }
            }
            _ => {}
        }
        page += pages * PAGE;
    }
    found
}

/// Scatters numbers, the same ones in every run (splitmix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn survives(damage: &str) {
    let output = child::command("meets_damage", &[("DAMAGE", damage)]).output().unwrap();
    let (said, complaint) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let last = said.lines().rfind(|line| line.starts_with(['c', 'f'])).unwrap_or_default();
    assert!(output.status.success(), "{}, after: {last}; {complaint}", output.status);
    assert!(!last.is_empty(), "the process met no damage");
}

#[test]
fn a_file_cut_off_at_any_page_gives_errors_or_what_was_stored() {
    survives("cut");
}

#[test]
fn a_flipped_bit_in_the_content_of_an_item_gives_an_error_or_what_was_stored() {
    survives("flip text");
}

/// A bit in a key can hide an item; it never shows a wrong one.
#[test]
fn a_flipped_bit_in_any_key_or_row_never_gives_a_wrong_item() {
    survives("flip rows");
}
