//! serde's `rename_all` rules, so that attributes are named as serde names them.

use syn::LitStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Casing {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

const RULES: [(&str, Casing); 8] = [
    ("lowercase", Casing::Lower),
    ("UPPERCASE", Casing::Upper),
    ("PascalCase", Casing::Pascal),
    ("camelCase", Casing::Camel),
    ("snake_case", Casing::Snake),
    ("SCREAMING_SNAKE_CASE", Casing::ScreamingSnake),
    ("kebab-case", Casing::Kebab),
    ("SCREAMING-KEBAB-CASE", Casing::ScreamingKebab),
];

impl Casing {
    /// Reads a rule by serde's name; serde itself reports unknown ones.
    pub(crate) fn parse(rule: &LitStr) -> Option<Self> {
        let wanted = rule.value();
        RULES.iter().find(|(name, _)| *name == wanted).map(|(_, casing)| *casing)
    }

    /// Renames a field, written in snake case.
    pub(crate) fn field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => name.split('_').map(capitalized).collect(),
            Self::Camel => uncapitalized(&Self::Pascal.field(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// Renames a variant, written in Pascal case.
    pub(crate) fn variant(self, name: &str) -> String {
        match self {
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Pascal => name.to_owned(),
            Self::Camel => uncapitalized(name),
            Self::Snake => snake(name),
            Self::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Self::Kebab => snake(name).replace('_', "-"),
            Self::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

/// Writes a snake-case name in Pascal case, for the names of generated types.
pub(crate) fn pascal(name: &str) -> String {
    Casing::Pascal.field(name)
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

fn uncapitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(chars).collect()
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for (place, c) in name.char_indices() {
        if place > 0 && c.is_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_variants_are_renamed_as_serde_does() {
        assert_eq!(Casing::Camel.field("placed_at"), "placedAt");
        assert_eq!(Casing::Pascal.field("placed_at"), "PlacedAt");
        assert_eq!(Casing::ScreamingKebab.field("placed_at"), "PLACED-AT");
        assert_eq!(Casing::Snake.variant("OrderItem"), "order_item");
        assert_eq!(Casing::Kebab.variant("OrderItem"), "order-item");
        assert_eq!(Casing::Camel.variant("OrderItem"), "orderItem");
    }
}
