//! The rules of members that a request made in code cannot break: what must be there, which words there are, and that
//! counts are not negative.

use super::json::Json;
use super::layer::{Constraint, Layer, Path, Step};
use super::shape::{Bounds, Member, Shape};
use crate::fault::Fault;

/// The most violations that one error lists.
const MOST: usize = 10;

/// Checks the members of a request, whose kinds were checked before.
///
/// # Errors
///
/// All violations in one, in the order of the operation's members; up to 10.
pub(crate) fn check(body: &Json<'_>, members: &[Member], layer: Layer) -> Result<(), Fault> {
    let mut found = Found { layer, violations: Vec::new() };
    found.members(body, members, None);
    match found.violations.len() {
        0 => Ok(()),
        1 => Err(Fault::validation(format!("1 validation error detected: {}", found.violations.concat()))),
        several => Err(Fault::validation(format!(
            "{several} validation errors detected: {}",
            found.violations.join("; ")
        ))),
    }
}

struct Found {
    layer: Layer,
    violations: Vec<String>,
}

impl Found {
    fn members(&mut self, object: &Json<'_>, members: &[Member], parent: Option<&Path<'_>>) {
        for Member { name, required, shape } in members {
            let path = Path { parent, step: Step::Member(name) };
            match object.member(name) {
                Some(value) => self.value(value, shape, &path),
                None if *required => self.add(&path, None, Constraint::NotNull),
                None => {}
            }
        }
    }

    fn value(&mut self, value: &Json<'_>, shape: &Shape, path: &Path<'_>) {
        match (shape, value) {
            (Shape::Word(words), Json::Text(text)) if !words.contains(&text.as_ref()) => {
                self.add(path, Some(value), Constraint::Words(words));
            }
            (Shape::Integer(_, bounds), number) => self.bounds(number, *bounds, path),
            (Shape::Counted(list, bounds), elements) => {
                self.length(elements, *bounds, path);
                self.value(elements, list, path);
            }
            (Shape::List(of), Json::List(elements)) => {
                for (place, element) in elements.iter().enumerate() {
                    self.value(element, of, &Path { parent: Some(path), step: Step::Element(place) });
                }
            }
            (Shape::Map(of), Json::Object(entries)) => {
                for (name, entry) in entries {
                    self.value(entry, of, &Path { parent: Some(path), step: Step::Entry(name) });
                }
            }
            (Shape::Structure(_, members), Json::Object(_)) => self.members(value, members, Some(path)),
            _ => {}
        }
    }

    fn bounds(&mut self, value: &Json<'_>, bounds: Bounds, path: &Path<'_>) {
        let Some(number) = value.as_integer() else { return };
        if number < bounds.least {
            self.add(path, Some(value), Constraint::ValueAtLeast(bounds.least));
        }
        if number > bounds.most {
            self.add(path, Some(value), Constraint::ValueAtMost(bounds.most));
        }
    }

    fn length(&mut self, list: &Json<'_>, bounds: Bounds, path: &Path<'_>) {
        let length = i64::try_from(list.elements().len()).unwrap_or(i64::MAX);
        if length < bounds.least {
            self.add(path, Some(list), Constraint::LengthAtLeast(bounds.least));
        }
        if length > bounds.most {
            self.add(path, Some(list), Constraint::LengthAtMost(bounds.most));
        }
    }

    fn add(&mut self, path: &Path<'_>, value: Option<&Json<'_>>, constraint: Constraint) {
        if self.violations.len() < MOST {
            let shown = value.and_then(shown);
            self.violations.push(self.layer.violation(path, shown.as_deref(), constraint));
        }
    }
}

/// A value as errors repeat it; some are too hard to repeat.
fn shown(value: &Json<'_>) -> Option<String> {
    match value {
        Json::Text(text) => Some(text.to_string()),
        Json::Integer(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::List(elements) => {
            let elements: Option<Vec<String>> = elements.iter().map(shown).collect();
            Some(format!("[{}]", elements?.join(", ")))
        }
        Json::Null | Json::Decimal(_) | Json::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::{RETURN_CAPACITY, RETURN_VALUES, TEXT, TEXTS, Width, optional, required};
    use super::*;

    static LIMIT: Shape = Shape::Integer(Width::Integer, Bounds::POSITIVE);
    static FEW: Shape = Shape::Counted(&TEXTS, Bounds { least: 1, most: 2 });
    static MEMBERS: &[Member] = &[
        optional("ReturnConsumedCapacity", &RETURN_CAPACITY),
        required("TableName", &TEXT),
        optional("ReturnValues", &RETURN_VALUES),
        optional("Limit", &LIMIT),
        optional("Few", &FEW),
    ];

    fn said(body: &str, layer: Layer) -> String {
        let json = Json::parse(body.as_bytes()).unwrap();
        let fault = check(&json, MEMBERS, layer).unwrap_err();
        fault.message().unwrap_or_default().to_owned()
    }

    #[test]
    fn violations_are_listed_in_the_order_of_members() {
        assert_eq!(
            said(r#"{"ReturnConsumedCapacity":"x"}"#, Layer::Old),
            "2 validation errors detected: Value 'x' at 'returnConsumedCapacity' failed to satisfy constraint: Member \
             must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value null at 'tableName' failed to satisfy \
             constraint: Member must not be null"
        );
    }

    #[test]
    fn a_counted_list_is_neither_too_short_nor_too_long() {
        assert_eq!(
            said(r#"{"TableName":"t","Few":[]}"#, Layer::Old),
            "1 validation error detected: Value '[]' at 'few' failed to satisfy constraint: Member must have length \
             greater than or equal to 1"
        );
        assert_eq!(
            said(r#"{"TableName":"t","Few":["a","b","c"]}"#, Layer::New),
            "1 validation error detected: Value at 'Few' failed to satisfy constraint: Member must have length less \
             than or equal to 2"
        );
    }

    #[test]
    fn each_layer_has_its_words() {
        let zero = r#"{"TableName":"t","Limit":0}"#;
        assert_eq!(
            said(zero, Layer::Old),
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value \
             greater than or equal to 1"
        );
        assert_eq!(
            said(zero, Layer::New),
            "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater \
             than or equal to 1"
        );
        assert_eq!(
            said(r#"{"TableName":"t","ReturnValues":"x"}"#, Layer::New),
            "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, \
             UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
        );
    }
}
