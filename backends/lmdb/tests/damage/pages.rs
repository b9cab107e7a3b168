//! What LMDB's file is made of.

use std::fs;
use std::path::Path;

pub(crate) const PAGE: usize = 4096;
/// The first two pages say where everything is.
pub(crate) const METAS: usize = 2;
const HEADER: usize = 16;
const LEAF: usize = 2;
const OVERFLOW: usize = 4;

/// Reads the file without the empty room at its end.
pub(crate) fn contents(file: &Path) -> Vec<u8> {
    let mut bytes = fs::read(file).unwrap();
    let end = bytes.iter().rposition(|byte| *byte != 0).unwrap_or_default();
    bytes.truncate(end.next_multiple_of(PAGE));
    bytes
}

/// Returns the bytes of a page; it may be beyond the end.
pub(crate) fn page(bytes: &[u8], number: usize) -> &[u8] {
    bytes.get(number * PAGE..(number + 1) * PAGE).unwrap_or(&[0; PAGE])
}

/// Replaces a page.
pub(crate) fn replace(bytes: &mut Vec<u8>, number: usize, page: &[u8]) {
    let end = (number + 1) * PAGE;
    bytes.resize(bytes.len().max(end), 0);
    bytes[number * PAGE..end].copy_from_slice(page);
}

/// Finds the pages that hold nothing but one long row.
pub(crate) fn rows_of_whole_pages(bytes: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    each_page(bytes, |start, flags, pages| {
        if flags == OVERFLOW {
            found.extend((0..pages).map(|page| start / PAGE + page));
        }
    });
    found
}

/// Finds the bytes in the middle of long texts.
pub(crate) fn text(bytes: &[u8]) -> Vec<usize> {
    let printable = |byte: &u8| (b' '..b'~').contains(byte);
    (20..bytes.len() - 20).filter(|place| bytes[place - 20..place + 20].iter().all(printable)).collect()
}

/// Finds the bytes of keys and rows: of whole pages of a long row, and of what the nodes of a leaf hold.
///
/// LMDB trusts the rest, its own headers and page numbers, and a flip there can end the process.
pub(crate) fn rows(bytes: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    each_page(bytes, |page, flags, pages| match flags {
        OVERFLOW => found.extend(page + HEADER..(page + pages * PAGE).min(bytes.len())),
        LEAF => {
            for pointer in (page + HEADER..page + number(bytes, page + 12)).step_by(2) {
                let node = page + number(bytes, pointer);
                let (data, flags, key) =
                    (number(bytes, node), number(bytes, node + 4), number(bytes, node + 6));
                let data = if flags == 0 { data } else { 0 };
                found.extend(node + 8..node + 8 + key + data);
            }
        }
        _ => {}
    });
    found
}

/// Goes through the pages behind the first two: where each starts, its flags, and how many there are of it.
fn each_page(bytes: &[u8], mut each: impl FnMut(usize, usize, usize)) {
    let mut page = METAS * PAGE;
    while page < bytes.len() {
        let (flags, lower) = (number(bytes, page + 10), number(bytes, page + 12));
        let pages = if flags == OVERFLOW { lower.max(1) } else { 1 };
        each(page, flags, pages);
        page += pages * PAGE;
    }
}

fn number(bytes: &[u8], place: usize) -> usize {
    usize::from(u16::from_le_bytes([bytes[place], bytes[place + 1]]))
}
