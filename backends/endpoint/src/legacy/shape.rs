//! What the parameters are made of.

use dynamo_model::request::check::Constraint;

use super::comparison_operator::ComparisonOperator;
use crate::wire::shape::{FLAG, Rules, Shape, TEXTS, VALUE, VALUES, optional, required};

/// What joins conditions, as errors list it.
pub(super) const WORDS: &[&str] = &["OR", "AND"];
pub(crate) static CONDITIONAL_OPERATOR: Shape = Shape::Ruled(Rules::Late, &Shape::Word(WORDS));
pub(crate) static ATTRIBUTES_TO_GET: Shape =
    Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(1), Constraint::LongestLength(255)]), &TEXTS);

pub(crate) static EXPECTED: Shape = Shape::Map(&EXPECTED_VALUE);
static EXPECTED_VALUE: Shape = Shape::Structure(
    "ExpectedAttributeValue",
    &[
        optional("Value", &VALUE),
        optional("Exists", &FLAG),
        optional("ComparisonOperator", &COMPARISON_OPERATOR),
        optional("AttributeValueList", &VALUES),
    ],
);

/// Conditions on attributes: key conditions and filters.
pub(crate) static CONDITIONS: Shape = Shape::Map(&CONDITION);
static CONDITION: Shape = Shape::Structure(
    "Condition",
    &[optional("AttributeValueList", &VALUES), required("ComparisonOperator", &COMPARISON_OPERATOR)],
);

pub(crate) static ATTRIBUTE_UPDATES: Shape = Shape::Map(&UPDATE);
static UPDATE: Shape =
    Shape::Structure("AttributeValueUpdate", &[optional("Value", &VALUE), optional("Action", &ACTION)]);

/// What an update does with an attribute, as errors list it.
pub(super) const ACTIONS: &[&str] = &["ADD", "PUT", "DELETE"];
static ACTION: Shape = Shape::Ruled(Rules::Late, &Shape::Word(ACTIONS));
static COMPARISON_OPERATOR: Shape = Shape::Word(ComparisonOperator::WORDS);
