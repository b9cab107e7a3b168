//! `ComparisonOperator`: how a condition compares an attribute with values.

use std::fmt;

use dynamo_model::value::ValueKind;

/// An operator of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ComparisonOperator {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Between,
    In,
    BeginsWith,
    Contains,
    NotContains,
    Null,
    NotNull,
}

impl ComparisonOperator {
    /// The words for them, as errors list them.
    pub(super) const WORDS: &[&str] = &[
        "IN",
        "NULL",
        "BETWEEN",
        "LT",
        "NOT_CONTAINS",
        "EQ",
        "GT",
        "NOT_NULL",
        "NE",
        "LE",
        "BEGINS_WITH",
        "GE",
        "CONTAINS",
    ];

    /// Finds the operator that a request names.
    pub(super) fn named(word: &str) -> Option<Self> {
        Some(match word {
            "EQ" => Self::Eq,
            "NE" => Self::Ne,
            "LT" => Self::Lt,
            "LE" => Self::Le,
            "GT" => Self::Gt,
            "GE" => Self::Ge,
            "BETWEEN" => Self::Between,
            "IN" => Self::In,
            "BEGINS_WITH" => Self::BeginsWith,
            "CONTAINS" => Self::Contains,
            "NOT_CONTAINS" => Self::NotContains,
            "NULL" => Self::Null,
            "NOT_NULL" => Self::NotNull,
            _ => return None,
        })
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Eq => "EQ",
            Self::Ne => "NE",
            Self::Lt => "LT",
            Self::Le => "LE",
            Self::Gt => "GT",
            Self::Ge => "GE",
            Self::Between => "BETWEEN",
            Self::In => "IN",
            Self::BeginsWith => "BEGINS_WITH",
            Self::Contains => "CONTAINS",
            Self::NotContains => "NOT_CONTAINS",
            Self::Null => "NULL",
            Self::NotNull => "NOT_NULL",
        }
    }

    /// Whether it compares with anything at all.
    pub(super) const fn takes_values(self) -> bool {
        !matches!(self, Self::Null | Self::NotNull)
    }

    /// Whether values of a type can stand on its right.
    pub(super) const fn works_on(self, kind: ValueKind) -> bool {
        match self {
            Self::Eq | Self::Ne => true,
            Self::BeginsWith => matches!(kind, ValueKind::S | ValueKind::B),
            _ => kind.is_key(),
        }
    }

    /// Whether keys can be found by it.
    pub(super) const fn is_indexable(self) -> bool {
        match self {
            Self::Eq | Self::Lt | Self::Le | Self::Gt | Self::Ge | Self::Between | Self::BeginsWith => true,
            Self::Ne | Self::In | Self::Contains | Self::NotContains | Self::Null | Self::NotNull => false,
        }
    }
}

impl fmt::Display for ComparisonOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_names_an_operator() {
        for word in ComparisonOperator::WORDS {
            assert_eq!(ComparisonOperator::named(word).map(ComparisonOperator::as_str), Some(*word));
        }
        assert_eq!(ComparisonOperator::named("eq"), None);
    }
}
