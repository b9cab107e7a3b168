//! Which parameters exclude each other: those of one kind, and the expressions. And which need an expression.

use dynamo_model::expr::parse::{unwanted_names, unwanted_values};

use crate::fault::Fault;
use crate::wire::read::Members;

/// The parameters of an operation, each kind in the order in which errors list them.
#[derive(Debug)]
pub(crate) struct Parameters {
    legacy: &'static [&'static str],
    expressions: &'static [&'static str],
}

/// Puts and deletes.
pub(crate) static WRITE: Parameters =
    Parameters { legacy: &["Expected", "ConditionalOperator"], expressions: &["ConditionExpression"] };
pub(crate) static UPDATE: Parameters = Parameters {
    legacy: &["AttributeUpdates", "Expected", "ConditionalOperator"],
    expressions: &["UpdateExpression", "ConditionExpression"],
};
/// Gets, of one item or several.
pub(crate) static GET: Parameters = Parameters { legacy: &["AttributesToGet"], expressions: &[PROJECTION] };
pub(crate) static QUERY: Parameters = Parameters {
    legacy: &["AttributesToGet", "QueryFilter", "ConditionalOperator", KEY_CONDITIONS],
    expressions: &[PROJECTION, "FilterExpression", "KeyConditionExpression"],
};
pub(crate) static SCAN: Parameters = Parameters {
    legacy: &["AttributesToGet", "ScanFilter", "ConditionalOperator"],
    expressions: &[PROJECTION, "FilterExpression"],
};

const KEY_CONDITIONS: &str = "KeyConditions";
/// The only expression that refers to no values.
const PROJECTION: &str = "ProjectionExpression";

impl Parameters {
    /// Requires that a request has parameters of one kind only, and placeholders only for an expression.
    ///
    /// # Errors
    ///
    /// Parameters of both kinds, or placeholders that nothing can refer to.
    pub(crate) fn check(&self, members: Members<'_>) -> Result<(), Fault> {
        self.check_parts(&[members])
    }

    /// Requires the same of a request that has them in parts, one for each table.
    ///
    /// # Errors
    ///
    /// As [`Parameters::check`].
    pub(crate) fn check_parts(&self, parts: &[Members<'_>]) -> Result<(), Fault> {
        let has = |name: &str| parts.iter().any(|part| part.get(name).is_some());
        let found = |names: &[&'static str]| -> Vec<&str> {
            names.iter().copied().filter(|name| has(name)).collect()
        };
        let (mut legacy, expressions) = (found(self.legacy), found(self.expressions));
        // Key conditions are older than the expressions for filters and projections, and go with them, whatever the guide says:
        // DynamoDB Local takes both, and so does dynalite, whose tests were run against the service.
        if !has("KeyConditionExpression") {
            legacy.retain(|name| *name != KEY_CONDITIONS);
        }
        if !(legacy.is_empty() || expressions.is_empty()) {
            return Err(Fault::validation(format!(
                "Can not use both expression and non-expression parameters in the same request: \
                 Non-expression parameters: {{{}}} Expression parameters: {{{}}}",
                legacy.join(", "),
                expressions.join(", ")
            )));
        }
        parts.iter().try_for_each(|part| self.check_placeholders(*part))
    }

    /// Requires that there is an expression for the placeholders, whatever they are.
    ///
    /// # Errors
    ///
    /// Placeholders that nothing can refer to.
    pub(crate) fn check_placeholders(&self, members: Members<'_>) -> Result<(), Fault> {
        if members.get("ExpressionAttributeNames").is_some() && !members.has_any(self.expressions) {
            return Err(unwanted_names().into());
        }
        let referring: Vec<&str> =
            self.expressions.iter().copied().filter(|name| *name != PROJECTION).collect();
        let has_values = members.get("ExpressionAttributeValues").is_some() && !referring.is_empty();
        if has_values && !members.has_any(&referring) {
            Err(unwanted_values(&referring).into())
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::json::Json;

    fn said(parameters: &Parameters, body: &str) -> Option<String> {
        let json = Json::parse(body.as_bytes()).unwrap();
        let checked = parameters.check(Members(&json));
        checked.err().map(|fault| fault.message().unwrap_or_default().to_owned())
    }

    fn mixed(legacy: &str, expressions: &str) -> Option<String> {
        Some(format!(
            "Can not use both expression and non-expression parameters in the same request: \
             Non-expression parameters: {{{legacy}}} Expression parameters: {{{expressions}}}"
        ))
    }

    /// Makes a request that has these parameters.
    fn with(parameters: &[&str]) -> String {
        let members: Vec<String> = parameters.iter().map(|name| format!(r#""{name}":{{}}"#)).collect();
        format!("{{{}}}", members.join(","))
    }

    #[test]
    fn parameters_of_both_kinds_are_listed_in_order() {
        for (parameters, legacy, expressions) in [
            (&WRITE, "Expected, ConditionalOperator", "ConditionExpression"),
            (
                &UPDATE,
                "AttributeUpdates, Expected, ConditionalOperator",
                "UpdateExpression, ConditionExpression",
            ),
            (&GET, "AttributesToGet", "ProjectionExpression"),
            (
                &QUERY,
                "AttributesToGet, QueryFilter, ConditionalOperator, KeyConditions",
                "ProjectionExpression, FilterExpression, KeyConditionExpression",
            ),
            (
                &SCAN,
                "AttributesToGet, ScanFilter, ConditionalOperator",
                "ProjectionExpression, FilterExpression",
            ),
        ] {
            let all: Vec<&str> = expressions.split(", ").chain(legacy.split(", ")).collect();
            assert_eq!(said(parameters, &with(&all)), mixed(legacy, expressions));
            assert_eq!(said(parameters, &with(parameters.legacy)), None);
            assert_eq!(said(parameters, &with(parameters.expressions)), None);
        }
    }

    #[test]
    fn parameters_for_different_ends_exclude_each_other_too() {
        assert_eq!(
            said(&UPDATE, &with(&["Expected", "UpdateExpression"])),
            mixed("Expected", "UpdateExpression")
        );
        assert_eq!(
            said(&QUERY, &with(&["QueryFilter", "KeyConditionExpression"])),
            mixed("QueryFilter", "KeyConditionExpression")
        );
    }

    #[test]
    fn key_conditions_go_with_filters_and_projections() {
        assert_eq!(said(&QUERY, &with(&["KeyConditions", "FilterExpression", "ProjectionExpression"])), None);
        assert_eq!(
            said(&QUERY, &with(&["KeyConditions", "QueryFilter", "FilterExpression"])),
            mixed("QueryFilter", "FilterExpression")
        );
    }

    #[test]
    fn placeholders_need_an_expression_before_they_need_to_be_right() {
        let (names, values) = ("ExpressionAttributeNames", "ExpressionAttributeValues");
        let unwanted = |map: &str| Some(format!("{map} can only be specified when using expressions"));
        assert_eq!(said(&UPDATE, &with(&[values, names, "Expected"])), unwanted(names));
        assert_eq!(said(&UPDATE, &with(&[values, "Expected"])), unwanted(values));
        assert_eq!(said(&SCAN, &with(&[values, names, "ProjectionExpression"])), unwanted(values));
        assert_eq!(said(&SCAN, &with(&[values, names, "FilterExpression"])), None);
        assert_eq!(said(&GET, &with(&[values])), None, "a get has no values to refer to");
    }

    #[test]
    fn parts_of_a_request_count_together() {
        let (one, two) = (with(&["AttributesToGet"]), with(&["ProjectionExpression"]));
        let parts = [&one, &two].map(|part| Json::parse(part.as_bytes()).unwrap());
        let fault = GET.check_parts(&parts.each_ref().map(Members)).unwrap_err();
        assert_eq!(fault.message(), mixed("AttributesToGet", "ProjectionExpression").as_deref());
    }
}
