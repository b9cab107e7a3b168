//! The rules of members that need nothing else to see: what must be there, which words there are, lengths and bounds.

use dynamo_model::request::check::{
    Constraint, Path, Step, Violations, WRITES, broken_by_table, broken_by_target, check_table_name,
    check_table_name_length, is_table_name,
};
use dynamo_model::{Layer, Validation};

use super::json::Json;
use super::shape::{Bounds, Member, Rules, Shape, VALUE};
use super::shown::shown;
use crate::fault::Fault;

/// Checks the members of a request, whose kinds were checked before.
///
/// # Errors
///
/// All violations in one, in the order of the operation's members; up to 10.
pub(crate) fn check(body: &Json<'_>, members: &[Member], layer: Layer) -> Result<(), Fault> {
    let has = |name| members.iter().any(|member| member.name == name);
    let is_update = has("UpdateExpression");
    // The newer layer has not come to updates that do not say of what, and to queries that do not say of which table.
    let lacks = |name| has(name) && body.member(name).is_none();
    if layer == Layer::Old || is_update && lacks("Key") || has("QueryFilter") && lacks("TableName") {
        return check_all(body, members, Layer::Old);
    }
    if has("QueryFilter") {
        check_operator(body, members)?;
    }
    if has("ReturnValues") {
        check_table(body)?;
    }
    if is_update {
        check_words(body, members)?;
    }
    check_all(body, members, layer)
}

fn check_all(body: &Json<'_>, members: &[Member], layer: Layer) -> Result<(), Fault> {
    let mut found = Found::in_layer(layer);
    found.members(body, members, None);
    found.violations.into_result()?;
    // The tables that actions name come last.
    if found.lacks_action { Ok(()) } else { Ok(found.targets.into_result()?) }
}

/// Checks words one by one: of updates, the newer layer reports but one that is none, and first that for what to return.
fn check_words(body: &Json<'_>, members: &[Member]) -> Result<(), Fault> {
    let returns = members.iter().filter(|member| member.name == "ReturnValues");
    let words = members.iter().filter(|member| matches!(member.shape, Shape::Word(_)));
    returns.chain(words).try_for_each(|word| check_all(body, std::slice::from_ref(word), Layer::New))
}

/// Checks the word that joins the conditions of a query: where there are some to join, and nothing that they cannot stand
/// next to, it comes before all other members.
fn check_operator(body: &Json<'_>, members: &[Member]) -> Result<(), Fault> {
    const OPERATOR: &str = "ConditionalOperator";
    let is_legacy = members
        .iter()
        .all(|Member { name, .. }| !name.ends_with("Expression") || body.member(name).is_none());
    let joins = is_legacy && body.member("QueryFilter").is_some_and(|filter| filter.members().len() > 1);
    let words = members.iter().find_map(|member| match member.shape {
        Shape::Word(words) if member.name == OPERATOR => Some(*words),
        _ => None,
    });
    match (body.member(OPERATOR).and_then(Json::as_text), words) {
        (Some(word), Some(words)) if joins && !words.contains(&word) => {
            let broken = Constraint::Words(words);
            Err(Fault::validation(Layer::New.violation(&Path::of(OPERATOR), Some(word), broken)))
        }
        _ => Ok(()),
    }
}

/// Checks the name of a table that an operation is about, which it misses in words of its own, before all other members.
///
/// # Errors
///
/// A name that is not there, or that no table has.
pub(crate) fn check_subject(
    body: &Json<'_>,
    members: &[Member],
    validation: Validation,
) -> Result<(), Fault> {
    let is_subject =
        |member: &&Member| matches!(member.shape, Shape::Ruled(Rules::Subject | Rules::Resource, _));
    let Some(subject) = members.iter().find(is_subject) else { return Ok(()) };
    let Some(name) = body.member(subject.name).and_then(Json::as_text) else {
        return Err(Fault::validation(match subject.shape {
            Shape::Ruled(Rules::Resource, _) => "Invalid TableArn".to_owned(),
            _ => format!("The parameter '{}' is required but was not present in the request", subject.name),
        }));
    };
    match (subject.shape, validation) {
        // The engine knows what an ARN is.
        (Shape::Ruled(Rules::Resource, _), _) => Ok(()),
        // The rules of a new name are those of its member.
        (Shape::Ruled(_, Shape::Ruled(..)), Validation::Current) => Ok(()),
        (Shape::Ruled(_, Shape::Ruled(..)), Validation::Classic) => Ok(check_table_name_length(name)?),
        _ => Ok(check_table_name(name)?),
    }
}

/// Checks the name of the table: where one item is written, the newer layer reports it alone.
fn check_table(body: &Json<'_>) -> Result<(), Fault> {
    let mut found = Found::in_layer(Layer::New);
    let name = body.member("TableName").and_then(Json::as_text);
    if let Some((name, broken)) = name.and_then(|name| Some((name, found.broken_by(name).next()?))) {
        found.add(&Path::of("TableName"), Some(name.to_owned()), broken);
    }
    Ok(found.violations.into_result()?)
}

/// The fewest characters of a name; the older layer knows no table of a shorter one, and leaves it at that.
const SHORTEST_NAME: usize = 3;

struct Found {
    layer: Layer,
    violations: Violations,
    /// How many there are.
    count: usize,
    /// Those of tables that actions name.
    targets: Violations,
    /// Whether an element that should be an action is none.
    lacks_action: bool,
}

impl Found {
    fn in_layer(layer: Layer) -> Self {
        Self {
            layer,
            violations: Violations::default(),
            count: 0,
            targets: Violations::default(),
            lacks_action: false,
        }
    }

    /// Lists the rules that the name of a table breaks.
    fn broken_by(&self, name: &str) -> impl Iterator<Item = Constraint> {
        let is_short = self.layer == Layer::New && (1..SHORTEST_NAME).contains(&name.len());
        let short = is_short.then_some(Constraint::ShortestLength(SHORTEST_NAME));
        short.into_iter().chain(broken_by_table(name).filter(move |_| !is_short))
    }

    fn members(&mut self, object: &Json<'_>, members: &[Member], parent: Option<&Path<'_>>) {
        for Member { name, required, shape } in members {
            let path = parent.map_or(Path::of(name), |parent| parent.then(Step::Member(name)));
            match object.member(name) {
                Some(value) => self.value(value, shape, &path),
                None if *required => self.add(&path, None, Constraint::NotNull),
                None => {}
            }
        }
    }

    fn value(&mut self, value: &Json<'_>, shape: &Shape, path: &Path<'_>) {
        match (shape, value) {
            // Nothing in a typed value has a rule.
            _ if std::ptr::eq(shape, &VALUE) => {}
            // Tables of a batch are looked at where nothing is wrong with what is asked of them.
            (Shape::Ruled(Rules::Tables, of), value) => {
                let before = self.count;
                self.value(value, of, path);
                if self.count == before {
                    self.rules(value, Rules::Tables, of, path);
                }
            }
            (Shape::Ruled(rules, of), value) => {
                self.rules(value, *rules, of, path);
                self.value(value, of, path);
            }
            // The newer layer looks at this word once there are conditions to join.
            (Shape::Word(_), _) if self.layer == Layer::New && path.is("ConditionalOperator") => {}
            (Shape::Word(words), Json::Text(text)) if !words.contains(&text.as_ref()) => {
                self.add(path, Some(text.to_string()), Constraint::Words(words));
            }
            (Shape::Integer(_, bounds), number) => self.bounds(number, *bounds, path),
            (Shape::List(of), Json::List(elements)) => {
                for (place, element) in elements.iter().enumerate() {
                    self.value(element, of, &path.then(Step::Element(place)));
                }
            }
            (Shape::Map(of), Json::Object(entries)) => {
                for (name, entry) in entries {
                    self.value(entry, of, &path.then(Step::Entry(name)));
                }
            }
            // An element that is null has no members.
            (Shape::Structure(_, members), Json::Object(_) | Json::Null) => {
                self.members(value, members, Some(path));
            }
            _ => {}
        }
    }

    fn rules(&mut self, value: &Json<'_>, rules: Rules, of: &Shape, path: &Path<'_>) {
        match (rules, value) {
            (Rules::Table, Json::Text(name)) => {
                for broken in self.broken_by(name).collect::<Vec<_>>() {
                    self.add(path, Some(name.to_string()), broken);
                }
            }
            (Rules::Target, Json::Text(name)) => {
                for broken in broken_by_target(name) {
                    self.targets.push(self.layer.violation(path, Some(name), broken));
                }
            }
            (Rules::Action, Json::Object(_)) => {
                if let Shape::Structure(_, known) = of.kind() {
                    self.lacks_action |= known.iter().all(|action| value.member(action.name).is_none());
                }
            }
            (Rules::Action, Json::Null) => self.lacks_action = true,
            (Rules::Of(rules), Json::Text(text)) => {
                let broken = rules.iter().filter(|rule| !rule.allows(text));
                broken.for_each(|broken| self.add(path, Some(text.to_string()), *broken));
            }
            (Rules::Of(rules), Json::List(elements)) => {
                let broken = rules.iter().filter(|rule| !rule.allows_length(elements.len()));
                broken.for_each(|broken| self.add(path, shown(value, of), *broken));
            }
            (Rules::Tables, Json::Object(entries))
                if !entries.iter().all(|(name, _)| is_table_name(name)) =>
            {
                let shown = if self.layer == Layer::New { Some(value.to_string()) } else { shown(value, of) };
                self.add(path, shown, Constraint::TableNames);
            }
            (Rules::Writes, Json::Object(entries)) => {
                let mut lengths = entries.iter().map(|(_, writes)| writes.elements().len());
                if lengths.any(|length| WRITES.iter().any(|rule| !rule.allows_length(length))) {
                    self.add(path, shown(value, of), Constraint::Writes);
                }
            }
            _ => {}
        }
    }

    fn bounds(&mut self, value: &Json<'_>, bounds: Bounds, path: &Path<'_>) {
        let Some(number) = value.as_integer() else { return };
        if number < bounds.least {
            self.add(path, Some(number.to_string()), Constraint::ValueAtLeast(bounds.least));
        }
        if number > bounds.most {
            self.add(path, Some(number.to_string()), Constraint::ValueAtMost(bounds.most));
        }
    }

    fn add(&mut self, path: &Path<'_>, shown: Option<String>, constraint: Constraint) {
        self.violations.push(self.layer.violation(path, shown.as_deref(), constraint));
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::{
        RETURN_CAPACITY, RETURN_VALUES, TABLE, TEXT, TEXTS, Width, optional, required,
    };
    use super::*;

    static LIMIT: Shape = Shape::Integer(Width::Integer, Bounds::POSITIVE);
    static FEW: Shape =
        Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(1), Constraint::LongestLength(2)]), &TEXTS);
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
    fn a_list_with_rules_is_neither_too_short_nor_too_long() {
        assert_eq!(
            said(r#"{"TableName":"table","Few":[]}"#, Layer::Old),
            "1 validation error detected: Value '[]' at 'few' failed to satisfy constraint: Member must have length \
             greater than or equal to 1"
        );
        assert_eq!(
            said(r#"{"TableName":"table","Few":["a","b","c"]}"#, Layer::New),
            "1 validation error detected: Value at 'Few' failed to satisfy constraint: Member must have length less \
             than or equal to 2"
        );
    }

    #[test]
    fn a_name_too_short_for_a_table_is_refused_by_the_newer_layer_only() {
        static NAMED: &[Member] = &[required("TableName", &TABLE), optional("ReturnValues", &RETURN_VALUES)];
        for (body, said) in [
            (r#"{"TableName":"ab","ReturnValues":"x"}"#, "Value 'ab' at 'tableName'"),
            (r#"{"TableName":"a!","ReturnValues":"x"}"#, "Value 'a!' at 'tableName'"),
        ] {
            let json = Json::parse(body.as_bytes()).unwrap();
            assert_eq!(
                check(&json, NAMED, Layer::New).unwrap_err().message().unwrap(),
                format!(
                    "1 validation error detected: {said} failed to satisfy constraint: Member must have length greater \
                     than or equal to 3"
                )
            );
        }
        let json = Json::parse(br#"{"TableName":"ab"}"#).unwrap();
        assert!(check(&json, NAMED, Layer::Old).is_ok());
    }

    #[test]
    fn each_layer_has_its_words() {
        let zero = r#"{"TableName":"table","Limit":0}"#;
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
            said(r#"{"TableName":"table","ReturnValues":"x"}"#, Layer::New),
            "1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, \
             UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"
        );
    }
}
