//! What types are called by the compiler, whatever a program calls them.

/// The name of a type without the modules in it. The compiler promises no more of a type's name than that it tells which type
/// it is, but what it is called itself has been the same for long.
pub(super) fn short(name: &str) -> String {
    let pieces = name.split_inclusive(|c| !is_of_path(c));
    pieces.map(|piece| piece.rsplit("::").next().unwrap_or(piece)).collect()
}

/// The text with other names in it, each instead of the one before it. They are changed at once, as one may be another.
pub(super) fn renamed(text: &str, names: &[(&str, String)]) -> String {
    let mut found = String::new();
    let (mut rest, mut is_inside) = (text, false);
    while let Some(c) = rest.chars().next() {
        let here = names.iter().filter(|(name, _)| !is_inside && begins_with(rest, name));
        let (skipped, new) = match here.max_by_key(|(name, _)| name.len()) {
            Some((name, new)) => (name.len(), new.as_str()),
            None => (c.len_utf8(), rest.get(..c.len_utf8()).unwrap_or_default()),
        };
        found.push_str(new);
        let (before, after) = rest.split_at(skipped);
        is_inside = before.ends_with(is_of_path);
        rest = after;
    }
    found
}

/// Whether a text begins with a name, and not with a longer one; it may lead on to something inside.
fn begins_with(text: &str, name: &str) -> bool {
    let after = text.strip_prefix(name).filter(|_| !name.is_empty());
    after.is_some_and(|after| after.starts_with(':') || !after.starts_with(is_of_path))
}

/// Whether a character is one of names, or of the paths they are in.
pub(super) fn is_of_path(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == ':'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_left_out_wherever_they_stand() {
        assert_eq!(short("alloc::vec::Vec<shop::Line>"), "Vec<Line>");
        assert_eq!(short("(shop::Line, [u8; 4])"), "(Line, [u8; 4])");
        assert_eq!(short("u32"), "u32");
    }

    #[test]
    fn whole_names_are_changed_and_none_twice() {
        let names = [("A", "B".to_owned()), ("B", "A".to_owned()), ("a::A", "C".to_owned())];
        assert_eq!(
            renamed("(A, Vec<B>, a::A, Aa, a::B, A::Out)", &names),
            "(B, Vec<A>, C, Aa, a::B, B::Out)"
        );
        assert_eq!(renamed("Ls<L>", &[("Ls<L>", "Vec<L>".to_owned())]), "Vec<L>");
        assert_eq!(renamed("é", &[]), "é");
    }
}
