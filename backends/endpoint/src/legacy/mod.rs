//! The parameters that expressions have replaced: each is read, checked as the service checks it, and made the expression
//! it stands for, which the engine evaluates.

mod attribute_updates;
mod attributes_to_get;
mod comparison;
mod comparison_operator;
mod conditional_operator;
mod entries;
mod expected;
mod filter;
mod key_conditions;
pub(crate) mod mixed;
pub(crate) mod shape;
mod wording;

pub(crate) use self::attribute_updates::AttributeUpdates;
pub(crate) use self::attributes_to_get::attributes_to_get;
pub(crate) use self::conditional_operator::check_operator;
pub(crate) use self::expected::Expected;
pub(crate) use self::filter::filter;
pub(crate) use self::key_conditions::{KeyConditions, not_indexable};
pub(crate) use self::wording::reworded;

use crate::fault::Fault;

/// Refuses values that do not go with each other.
fn invalid(detail: impl std::fmt::Display) -> Fault {
    Fault::validation(format!("One or more parameter values were invalid: {detail}"))
}
