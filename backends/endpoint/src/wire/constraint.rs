//! The rules of members that need nothing else to see: what must be there, which words there are, lengths and bounds.

use dynamo_model::request::check::{
    Constraint, Path, Step, UNRETURNABLE, Violations, WRITES, broken_by_table, broken_by_target,
    check_table_name, check_table_name_length, is_table_name,
};
use dynamo_model::{Layer, Validation};

use super::json::Json;
use super::read::Members;
use super::shape::{Bounds, Member, Rules, Shape, VALUE};
use super::shown::shown;
use super::stage::Stage;
use crate::fault::Fault;

/// Checks the members of a request, whose kinds were checked before. The newer layer goes through stages first.
///
/// # Errors
///
/// All violations in one, in the order of the operation's members; up to 10.
pub(crate) fn check(
    body: &Json<'_>,
    members: &[Member],
    layer: Layer,
    stages: &[Stage],
) -> Result<(), Fault> {
    let found = Found::among(members, body, layer);
    if layer == Layer::New {
        check_own(found.own)?;
        let finds_nothing = found.violations.is_empty();
        stages.iter().try_for_each(|stage| check_stage(*stage, body, members, finds_nothing))?;
    }
    found.violations.into_result()?;
    // The tables that actions name come last.
    if found.lacks_action { Ok(()) } else { Ok(found.targets.into_result()?) }
}

/// Tells what the newer layer has a form of its own for: it comes before the rest, by the names of members.
fn check_own(mut own: Vec<(String, String)>) -> Result<(), Fault> {
    own.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut violations = Violations::default();
    own.into_iter().for_each(|(_, violation)| violations.push(violation));
    Ok(violations.into_result()?)
}

fn check_stage(stage: Stage, body: &Json<'_>, members: &[Member], finds_nothing: bool) -> Result<(), Fault> {
    // What is missing is missed with all members.
    let is_there = |name: &&&str| body.member(name).is_some();
    let found = |names: &[&str]| {
        let there = names.iter().filter(is_there);
        let among = there.filter_map(|name| members.iter().find(|member| member.name == *name));
        Found::among(among, body, Layer::New).violations
    };
    match stage {
        Stage::Own(check) => check(Members(body)),
        _ if finds_nothing => Ok(()),
        Stage::Members(names) => Ok(found(names).into_result()?),
        Stage::Bare(names) => match found(names).first() {
            Some(violation) => Err(Fault::validation(violation)),
            None => Ok(()),
        },
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

/// The fewest characters of a name; the older layer knows no table of a shorter one, and leaves it at that.
const SHORTEST_NAME: usize = 3;

struct Found {
    layer: Layer,
    violations: Violations,
    /// Those that the newer layer has a form of its own for, each with the member of the request that it is in.
    own: Vec<(String, String)>,
    /// Those of tables that actions name.
    targets: Violations,
    /// Whether an element that should be an action is none.
    lacks_action: bool,
}

impl Found {
    fn among<'m>(members: impl IntoIterator<Item = &'m Member>, body: &Json<'_>, layer: Layer) -> Self {
        let mut found = Self {
            layer,
            violations: Violations::default(),
            own: Vec::new(),
            targets: Violations::default(),
            lacks_action: false,
        };
        found.members(body, members, None);
        found
    }

    const fn count(&self) -> usize {
        self.violations.len() + self.own.len()
    }

    /// Lists the rules that the name of a table breaks; where one is enough, that it is too short.
    fn broken_by(&self, name: &str, all: bool) -> Vec<Constraint> {
        let is_short = self.layer == Layer::New && (1..SHORTEST_NAME).contains(&name.len());
        let short = is_short.then_some(Constraint::ShortestLength(SHORTEST_NAME));
        broken_by_table(name).filter(|_| all || !is_short).chain(short).collect()
    }

    fn members<'m>(
        &mut self,
        object: &Json<'_>,
        members: impl IntoIterator<Item = &'m Member>,
        parent: Option<&Path<'_>>,
    ) {
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
                let before = self.count();
                self.value(value, of, path);
                if self.count() == before {
                    self.rules(value, Rules::Tables, of, path);
                }
            }
            // The newer layer looks at this once it knows what it is for.
            (Shape::Ruled(Rules::Late, _), _) if self.layer == Layer::New => {}
            (Shape::Ruled(rules, of), value) => {
                self.rules(value, *rules, of, path);
                self.value(value, of, path);
            }
            (Shape::Word(words), Json::Text(text)) if !words.contains(&text.as_ref()) => {
                self.add(path, Some(text.to_string()), Constraint::Words(words));
            }
            (Shape::Integer(width, bounds), number) => self.bounds(width.read(number), *bounds, path),
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
                self.members(value, *members, Some(path));
            }
            _ => {}
        }
    }

    fn rules(&mut self, value: &Json<'_>, rules: Rules, of: &Shape, path: &Path<'_>) {
        match (rules, value) {
            (Rules::Table | Rules::WholeTable, Json::Text(name)) => {
                for broken in self.broken_by(name, matches!(rules, Rules::WholeTable)) {
                    self.add(path, Some(name.to_string()), broken);
                }
            }
            (Rules::Returnable, Json::Text(word))
                if self.layer == Layer::New && is_unreturnable(word, of) =>
            {
                self.violations.push(UNRETURNABLE.to_owned());
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

    fn bounds(&mut self, number: Option<i64>, bounds: Bounds, path: &Path<'_>) {
        let Some(number) = number else { return };
        if number < bounds.least {
            self.add(path, Some(number.to_string()), Constraint::ValueAtLeast(bounds.least));
        }
        if number > bounds.most {
            self.add(path, Some(number.to_string()), Constraint::ValueAtMost(bounds.most));
        }
    }

    fn add(&mut self, path: &Path<'_>, shown: Option<String>, constraint: Constraint) {
        let violation = self.layer.violation(path, shown.as_deref(), constraint);
        if self.layer.has_own_form(path, constraint) {
            self.own.push((path.root().to_owned(), violation));
        } else {
            self.violations.push(violation);
        }
    }
}

/// Whether a word is one of a shape's, but not one that can be returned of what was there before.
fn is_unreturnable(word: &str, of: &Shape) -> bool {
    let Shape::Word(words) = of.kind() else { return false };
    words.contains(&word) && !["ALL_OLD", "NONE"].contains(&word)
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
        let fault = check(&json, MEMBERS, layer, &[]).unwrap_err();
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
        const STAGES: &[Stage] = &[Stage::Members(&["TableName"])];
        for (body, said) in [
            (r#"{"TableName":"ab","ReturnValues":"x"}"#, "Value 'ab' at 'tableName'"),
            (r#"{"TableName":"a!","ReturnValues":"x"}"#, "Value 'a!' at 'tableName'"),
        ] {
            let json = Json::parse(body.as_bytes()).unwrap();
            assert_eq!(
                check(&json, NAMED, Layer::New, STAGES).unwrap_err().message().unwrap(),
                format!(
                    "1 validation error detected: {said} failed to satisfy constraint: Member must have length greater \
                     than or equal to 3"
                )
            );
        }
        let json = Json::parse(br#"{"TableName":"ab"}"#).unwrap();
        assert!(check(&json, NAMED, Layer::Old, STAGES).is_ok());
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
