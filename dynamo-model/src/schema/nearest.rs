//! Finds the field a mistyped name probably means, while the user's program compiles.

use super::FieldSchema;

/// Longer names are not compared.
const LONGEST: usize = 48;

/// Returns the name most like a mistyped one, if any is near enough to be worth suggesting.
pub(super) const fn nearest(wrong: &str, fields: &'static [FieldSchema]) -> Option<&'static str> {
    let mut search = Search::of(wrong);
    let mut fields = fields;
    while let [field, rest @ ..] = fields {
        search = search.at(field.name);
        fields = rest;
    }
    search.best
}

/// Returns the one of several names.
pub(super) const fn nearest_name(wrong: &str, names: &[&'static str]) -> Option<&'static str> {
    let mut search = Search::of(wrong);
    let mut names = names;
    while let [name, rest @ ..] = names {
        // What has no name is near to every short one.
        if !name.is_empty() {
            search = search.at(name);
        }
        names = rest;
    }
    search.best
}

struct Search<'w> {
    wrong: &'w str,
    least: usize,
    best: Option<&'static str>,
}

impl<'w> Search<'w> {
    const fn of(wrong: &'w str) -> Self {
        // Two names with more than a third of their characters different are not a typo.
        Self { wrong, least: wrong.len().div_ceil(3) + 1, best: None }
    }

    const fn at(self, name: &'static str) -> Self {
        let distance = distance(self.wrong.as_bytes(), name.as_bytes());
        if distance < self.least { Self { least: distance, best: Some(name), ..self } } else { self }
    }
}

/// Levenshtein distance, by bytes.
#[allow(clippy::indexing_slicing, reason = "const code has no `get`; every index is below a checked length")]
const fn distance(left: &[u8], right: &[u8]) -> usize {
    if left.len() > LONGEST || right.len() > LONGEST {
        return usize::MAX;
    }
    let mut row = [0; LONGEST + 1];
    let mut j = 0;
    while j <= right.len() {
        row[j] = j;
        j += 1;
    }
    let mut i = 0;
    while i < left.len() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        let mut j = 0;
        while j < right.len() {
            let replaced = diagonal + (left[i] != right[j]) as usize;
            diagonal = row[j + 1];
            row[j + 1] = least(replaced, least(row[j], row[j + 1]) + 1);
            j += 1;
        }
        i += 1;
    }
    row[right.len()]
}

const fn least(left: usize, right: usize) -> usize {
    if left < right { left } else { right }
}

#[cfg(test)]
mod tests {
    use super::super::FieldPlace;
    use super::*;

    const fn field(name: &'static str) -> FieldSchema {
        FieldSchema {
            name,
            attribute: name,
            ty: "String",
            place: FieldPlace::Attribute,
            optional: false,
            plain: true,
            with: None,
            computed: None,
            reader: false,
            set: false,
            rules: &[],
            from: &[],
            default: None,
            managed: None,
            time: None,
            types: &[],
        }
    }

    #[test]
    fn a_typo_finds_its_name_and_nonsense_finds_none() {
        const FIELDS: &[FieldSchema] = &[field("customer"), field("placed_at"), field("status")];
        assert_eq!(nearest("custmer", FIELDS), Some("customer"));
        assert_eq!(nearest("place_at", FIELDS), Some("placed_at"));
        assert_eq!(nearest("zzz", FIELDS), None);
        assert_eq!(distance(b"kitten", b"sitting"), 3);
    }
}
