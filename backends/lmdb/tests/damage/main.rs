//! Damaged files: opening or reading gives an error or what was stored, and the process lives.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests are not recognised as tests"
)]

mod database;
mod pages;

#[path = "../support/child.rs"]
mod child;

use std::fs;
use std::path::Path;

use database::{Found, Items, change, items, read, stored};
use pages::{METAS, PAGE, contents, page, replace, rows, rows_of_whole_pages, text};

const FLIPS: usize = 100;

/// A database, and what was stored in it.
struct Target<'t> {
    directory: &'t Path,
    expected: &'t Items,
}

impl Target<'_> {
    /// Writes a file and reads all there is in it.
    async fn read(&self, what: &str, bytes: &[u8]) -> Found {
        println!("damage: {what}");
        fs::write(self.directory.join("data.mdb"), bytes).unwrap();
        read(self.directory, self.expected).await
    }

    /// Requires that a file holds all of it.
    async fn is_whole(&self, what: &str, bytes: &[u8]) {
        let found = self.read(what, bytes).await;
        assert!(found.right == self.expected.len() && found.sound);
    }

    /// Cuts the file off, between pages and within them.
    async fn cut(&self, bytes: &[u8]) {
        for length in (0..bytes.len()).step_by(PAGE).flat_map(|length| [length, length + 777]) {
            let found = self.read(&format!("cut to {length}"), &bytes[..length]).await;
            assert_eq!(found.hidden, 0);
        }
    }

    /// Flips single bits, at some of these places.
    async fn flip(&self, bytes: &[u8], places: &[usize], may_hide: bool) {
        let mut random = 0x9E37_79B9_7F4A_7C15;
        for _ in 0..FLIPS {
            let place = places[next(&mut random) as usize % places.len()];
            let bit = next(&mut random) % 8;
            let mut damaged = bytes.to_vec();
            damaged[place] ^= 1 << bit;
            let what = format!("flip bit {bit} of byte {} of page {}", place % PAGE, place / PAGE);
            let found = self.read(&what, &damaged).await;
            assert!(found.hidden == 0 || may_hide);
        }
    }

    /// Loses one page after the other.
    async fn lose(&self, bytes: &[u8]) {
        // LMDB's assertions, which only debug builds have, end the process when a page of keys is lost.
        let all = if cfg!(debug_assertions) {
            rows_of_whole_pages(bytes)
        } else {
            (METAS..bytes.len() / PAGE).collect()
        };
        for number in (0..METAS).chain(all) {
            let mut damaged = bytes.to_vec();
            replace(&mut damaged, number, &[0; PAGE]);
            let found = self.read(&format!("lose page {number}"), &damaged).await;
            assert_eq!(found.hidden, 0);
        }
    }

    /// Writes the pages of a commit one after the other, but not those that say where everything is: those come last, and
    /// until then nothing has happened.
    async fn tear(&self, before: &[u8], after: &[u8]) {
        let changed = |number: &usize| page(before, *number) != page(after, *number);
        let pages: Vec<usize> = (METAS..after.len() / PAGE).filter(changed).collect();
        assert!(pages.len() > 10, "{pages:?}");
        let mut torn = before.to_vec();
        for some in pages.chunks(3) {
            some.iter().for_each(|number| replace(&mut torn, *number, page(after, *number)));
            self.is_whole(&format!("write up to pages {some:?}"), &torn).await;
        }
    }
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
    let target = Target { directory: directory.path(), expected: &expected };
    match damage.as_str() {
        "cut" => target.cut(&bytes).await,
        "flip text" => target.flip(&bytes, &text(&bytes), false).await,
        "flip rows" => target.flip(&bytes, &rows(&bytes), true).await,
        "lose" => target.lose(&bytes).await,
        _ => {
            change(directory.path()).await;
            target.tear(&bytes, &contents(&file)).await;
        }
    }
    target.is_whole("nothing", &bytes).await;
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
    let last = said.lines().rfind(|line| line.starts_with("damage: ")).unwrap_or_default();
    assert!(output.status.success(), "{}, after {last}; {complaint}", output.status);
    assert!(!last.is_empty(), "the process met no damage");
}

#[test]
fn a_file_cut_off_anywhere_gives_errors_or_what_was_stored() {
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

#[test]
fn a_page_that_is_lost_gives_errors_or_what_was_stored() {
    survives("lose");
}

#[test]
fn a_commit_that_is_torn_has_not_happened() {
    survives("tear");
}
