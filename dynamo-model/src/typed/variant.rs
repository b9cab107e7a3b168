use std::sync::Arc;

use crate::expr::{Comparison, Condition};

/// The variants that a path leads through: what is inside one is there of items with that one only, though another may have
/// something in the same place.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct OfVariant(Option<Arc<Condition>>);

impl OfVariant {
    /// Through none.
    pub(super) const ANY: Self = Self(None);

    /// And through one further inside, of items for which a condition holds.
    pub(super) fn and(&self, inside: Condition) -> Self {
        // What is inside an entry is there only if that is.
        let around = self.0.as_deref().filter(|around| !matches!(around, Condition::Exists(_)));
        Self(Some(Arc::new(match around {
            Some(around) => around.clone().and(inside),
            None => inside,
        })))
    }

    /// Makes a condition on paths through variants hold of items with these only.
    pub(super) fn only<const N: usize>(paths: [&Self; N], condition: Condition) -> Condition {
        let holds_of_absent =
            matches!(condition, Condition::NotExists(_) | Condition::Compare { op: Comparison::Ne, .. });
        let mut variants: Vec<&Condition> = Vec::new();
        for variant in paths.into_iter().filter_map(|path| path.0.as_deref()) {
            let follows = !holds_of_absent && matches!(variant, Condition::Exists(_));
            if !follows && !variants.contains(&variant) {
                variants.push(variant);
            }
        }
        variants.into_iter().rev().fold(condition, |condition, variant| variant.clone().and(condition))
    }
}
