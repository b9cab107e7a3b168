//! `AttributeUpdates`: what an update changes, attribute by attribute.

use dynamo_model::expr::{SetOperand, Update};
use dynamo_model::value::Value;

use super::shape::ACTIONS;
use super::{entries, invalid};
use crate::fault::Fault;
use crate::wire::json::Json;
use crate::wire::read::{self, Members};

/// The changes of a request, as they are written.
#[derive(Debug)]
pub(crate) struct AttributeUpdates<'r>(Vec<Change<'r>>);

#[derive(Debug)]
struct Change<'r> {
    attribute: &'r str,
    action: Action,
    value: Option<Value>,
}

#[derive(Clone, Copy, Debug)]
enum Action {
    Put,
    Add,
    Delete,
}

impl<'r> AttributeUpdates<'r> {
    /// Reads the changes of a request.
    ///
    /// # Errors
    ///
    /// An action that there is not; a value that has no type or several, or that its type does not allow; a change that says
    /// nothing.
    pub(crate) fn read(members: Members<'r>) -> Result<Self, Fault> {
        check_actions(members)?;
        let changes = entries::all(members, "AttributeUpdates");
        changes.map(|(attribute, entry)| Change::read(attribute, entry)).collect::<Result<_, _>>().map(Self)
    }

    /// Makes the update they stand for.
    ///
    /// # Errors
    ///
    /// An action that needs a value and has none, or one of a type it does not work on.
    pub(crate) fn into_update(self) -> Result<Update, Fault> {
        let Self(changes) = self;
        changes.into_iter().try_fold(Update::new(), |update, change| change.add_to(update))
    }
}

/// Requires actions that there are. The older layer has refused others before; the words are the service's.
fn check_actions(members: Members<'_>) -> Result<(), Fault> {
    let is_known =
        |(_, entry): (_, Members<'_>)| entry.text("Action").is_none_or(|word| ACTIONS.contains(&word));
    if entries::all(members, "AttributeUpdates").all(is_known) {
        return Ok(());
    }
    Err(Fault::validation("Member must satisfy enum value set: [ADD, DELETE, PUT]' for Action"))
}

impl<'r> Change<'r> {
    fn read(attribute: &'r str, members: Members<'r>) -> Result<Self, Fault> {
        if *members.0 == Json::Null {
            return Err(Fault::validation(
                "Supplied AttributeValueUpdate is empty, must contain one of the supported actions",
            ));
        }
        let action = match members.text("Action") {
            Some("ADD") => Action::Add,
            Some("DELETE") => Action::Delete,
            _ => Action::Put,
        };
        Ok(Self { attribute, action, value: members.get("Value").map(read::value).transpose()? })
    }

    fn add_to(self, update: Update) -> Result<Update, Fault> {
        let path = entries::path(self.attribute)?;
        match (self.action, self.value) {
            (Action::Put, Some(value)) => Ok(update.set(path, value)),
            (Action::Put | Action::Add, None) => {
                Err(invalid("Only DELETE action is allowed when no attribute value is specified"))
            }
            (Action::Add, Some(value @ (Value::N(_) | Value::Ss(_) | Value::Ns(_) | Value::Bs(_)))) => {
                Ok(update.add(path, value))
            }
            // An expression adds no list: it appends to what is there.
            (Action::Add, Some(list @ Value::L(_))) => {
                let old = SetOperand::if_not_exists(path.clone(), Value::L(Vec::new()));
                Ok(update.set(path, SetOperand::list_append(old, list)))
            }
            (Action::Delete, None) => Ok(update.remove(path)),
            (Action::Delete, Some(value)) if value.kind().is_set() => Ok(update.delete(path, value)),
            (Action::Add, Some(value)) => {
                Err(invalid(format_args!("ADD action is not supported for the type {}", value.kind())))
            }
            (Action::Delete, Some(value)) => Err(invalid(format_args!(
                "DELETE action with value is not supported for the type {}",
                value.kind()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(change: &str) -> Result<Update, String> {
        let body = format!(r#"{{"AttributeUpdates":{{"a":{change}}}}}"#);
        let json = Json::parse(body.as_bytes()).unwrap();
        let update = AttributeUpdates::read(Members(&json)).and_then(AttributeUpdates::into_update);
        update.map_err(|fault| fault.message().unwrap_or_default().to_owned())
    }

    fn set(members: &[&str]) -> Value {
        Value::Ss(members.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn an_action_is_a_clause() {
        let list = || Value::L(vec![1.into()]);
        let old = SetOperand::if_not_exists("a", Value::L(vec![]));
        for (change, update) in [
            (r#"{"Value":{"S":"x"}}"#, Update::new().set("a", "x")),
            (r#"{"Action":"PUT","Value":{"L":[{"N":"1"}]}}"#, Update::new().set("a", list())),
            (r#"{"Action":"ADD","Value":{"N":"1"}}"#, Update::new().add("a", 1)),
            (r#"{"Action":"ADD","Value":{"SS":["x"]}}"#, Update::new().add("a", set(&["x"]))),
            (
                r#"{"Action":"ADD","Value":{"L":[{"N":"1"}]}}"#,
                Update::new().set("a", SetOperand::list_append(old, list())),
            ),
            (r#"{"Action":"DELETE"}"#, Update::new().remove("a")),
            (r#"{"Action":"DELETE","Value":{"SS":["x"]}}"#, Update::new().delete("a", set(&["x"]))),
        ] {
            assert_eq!(of(change), Ok(update.clone()), "{change}");
            assert!(update.check(None).is_ok(), "{change}");
        }
    }

    #[test]
    fn an_action_that_there_is_not_comes_before_what_is_wrong_with_another_change() {
        let json = Json::parse(br#"{"AttributeUpdates":{"a":{},"b":{"Action":"put"}}}"#).unwrap();
        assert_eq!(
            AttributeUpdates::read(Members(&json)).unwrap_err().message(),
            Some("Member must satisfy enum value set: [ADD, DELETE, PUT]' for Action")
        );
    }

    #[test]
    fn only_delete_goes_without_a_value() {
        for change in ["{}", r#"{"Action":"PUT"}"#, r#"{"Action":"ADD"}"#] {
            assert_eq!(
                of(change),
                Err("One or more parameter values were invalid: Only DELETE action is allowed when no attribute value \
                     is specified"
                    .to_owned()),
                "{change}"
            );
        }
        assert_eq!(
            of("null"),
            Err("Supplied AttributeValueUpdate is empty, must contain one of the supported actions"
                .to_owned())
        );
    }

    #[test]
    fn an_action_works_on_some_types() {
        let others = [
            (r#"{"S":"x"}"#, "S"),
            (r#"{"B":"AA=="}"#, "B"),
            (r#"{"BOOL":true}"#, "BOOL"),
            (r#"{"NULL":true}"#, "NULL"),
            (r#"{"M":{}}"#, "M"),
        ];
        for (value, kind) in others {
            assert_eq!(
                of(&format!(r#"{{"Action":"ADD","Value":{value}}}"#)),
                Err(format!(
                    "One or more parameter values were invalid: ADD action is not supported for the type {kind}"
                ))
            );
        }
        for (value, kind) in others.into_iter().chain([(r#"{"N":"1"}"#, "N"), (r#"{"L":[]}"#, "L")]) {
            assert_eq!(
                of(&format!(r#"{{"Action":"DELETE","Value":{value}}}"#)),
                Err(format!(
                    "One or more parameter values were invalid: DELETE action with value is not supported for the type \
                     {kind}"
                ))
            );
        }
    }
}
