//! Patterns of what is said.

/// Whether a text is like a pattern, in which `…` stands for anything.
pub(crate) fn is_like(text: &str, pattern: &str) -> bool {
    match pattern.split_once('…') {
        None => text == pattern,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.any(|at| is_like(&text[at..], rest))
        }),
    }
}

#[test]
fn a_pattern_leaves_gaps() {
    for pattern in ["abc", "a…", "…c", "a…c", "…b…", "…"] {
        assert!(is_like("abc", pattern), "{pattern}");
    }
    for pattern in ["ab", "bc", "b…", "…b", "a…b", "…d…"] {
        assert!(!is_like("abc", pattern), "{pattern}");
    }
}
