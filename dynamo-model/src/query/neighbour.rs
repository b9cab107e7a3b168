//! The keys next to others, which make open ends of ranges closed: a key condition has a closed range at the most.

use crate::key::MAX_CHAR;

/// The longest sort key the service takes, in bytes.
const LONGEST_SORT_KEY: usize = 1024;

/// The smallest key above another; if there is none, what stands above all keys.
pub(super) fn after(key: &str) -> String {
    let mut next = key.to_owned();
    if next.len() < LONGEST_SORT_KEY {
        next.push('\0');
        return next;
    }
    // No key is longer, so a character of it is to be the next one.
    while let Some(last) = next.pop() {
        let room = LONGEST_SORT_KEY.saturating_sub(next.len());
        let above = (u32::from(last) + 1..=u32::from(MAX_CHAR)).find_map(char::from_u32);
        if let Some(above) = above.filter(|above| above.len_utf8() <= room) {
            next.push(above);
            return next;
        }
    }
    MAX_CHAR.to_string()
}

/// Stands above every key that starts so.
pub(super) fn with_last(prefix: &str) -> String {
    let mut key = prefix.to_owned();
    let mut end = key.len().min(LONGEST_SORT_KEY);
    while !key.is_char_boundary(end) {
        end -= 1;
    }
    key.truncate(end);
    // No key is longer. What was cut off does not fit, so what does is smaller.
    key.extend(largest(LONGEST_SORT_KEY - end));
    key
}

/// The largest character of so many bytes at most.
fn largest(bytes: usize) -> Option<char> {
    match bytes {
        0 => None,
        1 => Some('\u{7F}'),
        2 => Some('\u{7FF}'),
        3 => Some('\u{FFFF}'),
        _ => Some(MAX_CHAR),
    }
}

/// Stands above every key smaller than `key` and below `key` itself: its last character one lower, then the largest
/// character, which no key contains.
pub(super) fn before(key: &str) -> String {
    if key.len() > LONGEST_SORT_KEY {
        return with_last(key);
    }
    let mut shorter = key.to_owned();
    let last = shorter.pop().unwrap_or('\0');
    match (0..u32::from(last)).rev().find_map(char::from_u32) {
        Some(lower) => {
            shorter.push(lower);
            with_last(&shorter)
        }
        None => shorter,
    }
}

/// The smallest bytes above others; `None` if no key is above them.
pub(super) fn after_bytes(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    if bytes.len() < LONGEST_SORT_KEY {
        bytes.push(0);
        return Some(bytes);
    }
    while let Some(last) = bytes.pop() {
        if let Some(above) = last.checked_add(1) {
            bytes.push(above);
            return Some(bytes);
        }
    }
    None
}

/// The largest key smaller than some bytes.
pub(super) fn before_bytes(mut bytes: Vec<u8>) -> Vec<u8> {
    if let Some(lower) = bytes.pop().and_then(|last| last.checked_sub(1)) {
        bytes.push(lower);
        bytes.resize(LONGEST_SORT_KEY.max(bytes.len()), u8::MAX);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_fits_between_a_key_and_what_stands_before_it() {
        assert_eq!(before("0005"), "0004\u{10FFFF}");
        assert!("0004zzz" < before("0005").as_str());
        assert!(before("a\u{E000}").as_str() < "a\u{E000}");
        assert!("a\u{D7FF}z" < before("a\u{E000}").as_str());
        assert_eq!(before("a\0"), "a");
    }

    /// Texts of about the most bytes a sort key has, with characters of all lengths at their ends.
    fn around_the_longest() -> Vec<String> {
        let ends = ["", "a", "\u{7F}", "\u{7FF}", "\u{FFFF}", "\u{10000}", "\u{10FFFE}"];
        let filled = (LONGEST_SORT_KEY - 6..=LONGEST_SORT_KEY + 2).map(|length| "a".repeat(length));
        let ended = |text: String| {
            ends.into_iter().flat_map(move |end| [text.clone() + end, text.clone() + end + end])
        };
        filled.flat_map(ended).collect()
    }

    #[test]
    fn ends_of_ranges_lose_no_key_of_whatever_length() {
        let texts = around_the_longest();
        let keys = || texts.iter().filter(|text| text.len() <= LONGEST_SORT_KEY);
        for text in &texts {
            let (last, before, after) = (with_last(text), before(text), after(text));
            assert!(last.len().max(before.len()).max(after.len()) <= LONGEST_SORT_KEY);
            for key in keys() {
                assert_eq!(*key <= before, key < text, "{} and {}", key.len(), text.len());
                assert_eq!(*key >= after, key > text, "{} and {}", key.len(), text.len());
                assert!(*key <= last || !key.starts_with(text), "{} and {}", key.len(), text.len());
            }
        }
    }

    #[test]
    fn nothing_fits_between_bytes_and_those_after_them() {
        assert_eq!(after_bytes(vec![7]), Some(vec![7, 0]));
        let mut longest = vec![7; LONGEST_SORT_KEY];
        let mut next = longest.clone();
        next[LONGEST_SORT_KEY - 1] = 8;
        assert_eq!(after_bytes(longest.clone()), Some(next));
        longest[LONGEST_SORT_KEY - 1] = u8::MAX;
        let next = after_bytes(longest).unwrap();
        assert_eq!((next.len(), next.last()), (LONGEST_SORT_KEY - 1, Some(&8)));
        assert_eq!(after_bytes(vec![u8::MAX; LONGEST_SORT_KEY]), None);
    }

    #[test]
    fn nothing_fits_between_bytes_and_what_stands_before_them() {
        assert_eq!(before_bytes(vec![7, 0]), [7]);
        let before = before_bytes(vec![7, 1]);
        assert_eq!((before.len(), before.first_chunk()), (LONGEST_SORT_KEY, Some(&[7, 0, 255])));
    }
}
