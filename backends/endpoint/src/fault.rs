//! What went wrong, as the service says it.

use std::fmt;

use dynamo_model::value::Item;
use dynamo_model::{CancellationReason, Error, ErrorKind, Layer};

/// What the newer layer puts before most of what is wrong with a write of one item.
const ENVELOPE: &str = "1 validation error detected";
/// What it says without an envelope: a value of no type, or of several.
const BARE: &str = "Supplied AttributeValue ";

/// An exception: what the body of an answer says, and its status.
#[derive(Debug)]
pub(crate) struct Fault {
    space: Space,
    name: &'static str,
    message: Option<String>,
    /// What the older of the service's layers says, where that is something else.
    older: Option<String>,
    item: Option<Item>,
    reasons: Vec<CancellationReason>,
    /// Whose words these are.
    layer: Layer,
    /// Whether they are those of the program that searches, which calls every message the same.
    of_search: bool,
    status: u16,
}

/// Where the name of an exception is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    /// The model of the database.
    Model,
    /// The rules of its model.
    Rules,
    /// The service's framework.
    Framework,
}

impl Space {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Model => "com.amazonaws.dynamodb.v20120810",
            Self::Rules => "com.amazon.coral.validate",
            Self::Framework => "com.amazon.coral.service",
        }
    }
}

impl Fault {
    /// A request that breaks a rule.
    pub(crate) fn validation(message: impl Into<String>) -> Self {
        Self::new(Space::Rules, "ValidationException", Some(message.into()))
    }

    /// A body that is no JSON.
    pub(crate) fn unreadable() -> Self {
        Self::new(Space::Framework, "SerializationException", None)
    }

    /// A member of the wrong kind.
    pub(crate) fn serialization(message: impl Into<String>) -> Self {
        Self::new(Space::Framework, "SerializationException", Some(message.into()))
    }

    /// A member of a search that is of the wrong kind.
    pub(crate) fn unsearchable(message: impl Into<String>) -> Self {
        Self { of_search: true, ..Self::serialization(message) }
    }

    /// A failure of the server itself.
    pub(crate) fn internal() -> Self {
        let message = Some("Internal server error".to_owned());
        Self { status: 500, ..Self::new(Space::Model, "InternalServerError", message) }
    }

    /// A request that there is no room for now; clients send it again.
    pub(crate) fn unavailable() -> Self {
        Self { status: 503, ..Self::new(Space::Framework, "ServiceUnavailable", None) }
    }

    /// An operation that there is not.
    pub(crate) fn unknown_operation() -> Self {
        Self::new(Space::Framework, "UnknownOperationException", None)
    }

    /// A member that asks for what only operations could do that there are not.
    pub(crate) fn unsupported(member: &str) -> Self {
        let message = format!("{member} asks for a feature of DynamoDB that dynamo-local does not have yet");
        Self { message: Some(message), ..Self::unknown_operation() }
    }

    /// A fault of authentication, by the name of its exception.
    pub(crate) fn unauthenticated(name: &'static str, message: impl Into<String>) -> Self {
        Self::new(Space::Framework, name, Some(message.into()))
    }

    fn new(space: Space, name: &'static str, message: Option<String>) -> Self {
        Self {
            space,
            name,
            message,
            older: None,
            item: None,
            reasons: Vec::new(),
            layer: Layer::New,
            of_search: false,
            status: 400,
        }
    }

    /// Says what the message is about.
    pub(crate) fn context(self, about: &str) -> Self {
        self.reworded(|message| format!("{about}: {message}"))
    }

    /// Puts the message in other words, as each layer says it.
    pub(crate) fn reworded(mut self, words: impl Fn(String) -> String) -> Self {
        self.message = self.message.map(&words);
        self.older = self.older.map(words);
        self
    }

    /// Adds what the older of the service's layers says instead.
    pub(crate) fn or_older(mut self, message: String) -> Self {
        self.older = Some(message);
        self
    }

    /// Puts a fault of a write of one item into the envelope that the newer layer has for most of them.
    pub(crate) fn enveloped(self) -> Self {
        match self.older().map(str::to_owned) {
            Some(older) if self.is_enveloped() => {
                Self { older: None, ..self }.context(ENVELOPE).or_older(older)
            }
            _ => self,
        }
    }

    /// Whether it is one of the faults of values that the newer layer has an envelope for.
    pub(crate) fn is_enveloped(&self) -> bool {
        self.message().is_some_and(|message| !message.starts_with(BARE))
    }

    /// Says it in the words of one layer.
    pub(crate) fn in_layer(mut self, layer: Layer) -> Self {
        if layer == Layer::Old {
            self.message = self.older.or(self.message);
            self.older = None;
        }
        self.layer = layer;
        self
    }

    /// What the older layer says.
    pub(crate) fn older(&self) -> Option<&str> {
        self.older.as_deref().or(self.message.as_deref())
    }

    pub(crate) const fn status(&self) -> u16 {
        self.status
    }

    /// The name of the exception.
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// Writes the body of the answer.
    pub(crate) fn to_json(&self) -> String {
        let mut body = format!(r#"{{"__type":"{}#{}""#, self.space.as_str(), self.name);
        if let Some(message) = &self.message {
            body.push_str(&format!(r#","{}":{}"#, self.member(), quoted(message)));
        }
        if let Some(item) = &self.item {
            body.push_str(&format!(r#","Item":{}"#, item.to_dynamodb_json()));
        }
        if !self.reasons.is_empty() {
            let reasons: Vec<String> = self.reasons.iter().map(reason).collect();
            body.push_str(&format!(r#","CancellationReasons":[{}]"#, reasons.join(",")));
        }
        body.push('}');
        body
    }

    /// What the message is called, which depends on the exception, and in the older layer on whether it shows an item.
    fn member(&self) -> &'static str {
        match self.name {
            _ if self.of_search => "message",
            _ if self.item.is_some() && self.layer == Layer::Old => "Message",
            "SerializationException"
            | "AccessDeniedException"
            | "TransactionCanceledException"
            | "TransactionInProgressException"
            | "IdempotentParameterMismatchException" => "Message",
            _ => "message",
        }
    }
}

fn reason(reason: &CancellationReason) -> String {
    let mut body = format!(r#"{{"Code":{}"#, quoted(reason.code()));
    if let Some(message) = reason.message() {
        body.push_str(&format!(r#","Message":{}"#, quoted(message)));
    }
    if let Some(item) = reason.item() {
        body.push_str(&format!(r#","Item":{}"#, item.to_dynamodb_json()));
    }
    body.push('}');
    body
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let (space, name, status) = match error.kind() {
            ErrorKind::Validation => (Space::Rules, "ValidationException", 400),
            ErrorKind::AccessDenied => (Space::Framework, "AccessDeniedException", 400),
            kind => match kind.code() {
                Some("InternalServerError") | None => (Space::Model, "InternalServerError", 500),
                Some(name) => (Space::Model, name, 400),
            },
        };
        // What only the engine's files can tell is for its log, not for its clients.
        let message = match status {
            500 => {
                tracing::error!(%error, "a request failed");
                "Internal server error".to_owned()
            }
            _ => error.message().to_owned(),
        };
        Self {
            space,
            name,
            older: Some(error.older().to_owned()).filter(|older| status != 500 && *older != message),
            message: Some(message),
            item: error.item().cloned(),
            reasons: error.cancellation_reasons().to_vec(),
            layer: Layer::New,
            of_search: false,
            status,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message() {
            Some(message) => write!(f, "{}: {message}", self.name),
            None => f.write_str(self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_names_the_exception_and_its_message() {
        assert_eq!(
            Fault::validation("a \"b\"").to_json(),
            r#"{"__type":"com.amazon.coral.validate#ValidationException","message":"a \"b\""}"#
        );
        assert_eq!(
            Fault::unreadable().to_json(),
            r#"{"__type":"com.amazon.coral.service#SerializationException"}"#
        );
    }

    #[test]
    fn what_a_false_condition_says_has_a_capital_next_to_an_item_in_the_older_layer_only() {
        let failed = |item, layer| Fault::from(Error::condition_failed(item)).in_layer(layer).to_json();
        let name = r#""__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException""#;
        let said = "The conditional request failed";
        for (layer, member) in [(Layer::New, "message"), (Layer::Old, "Message")] {
            assert_eq!(failed(None, layer), format!(r#"{{{name},"message":"{said}"}}"#));
            assert_eq!(
                failed(Some(Item::from_iter([("a", 1)])), layer),
                format!(r#"{{{name},"{member}":"{said}","Item":{{"a":{{"N":"1"}}}}}}"#)
            );
        }
    }

    #[test]
    fn a_refused_transaction_has_its_reasons() {
        let failed = CancellationReason::new(
            "ConditionalCheckFailed",
            "The conditional request failed",
            Some(Item::from_iter([("a", 1)])),
        );
        let error = Error::transaction_canceled(vec![CancellationReason::none(), failed]);
        assert_eq!(
            Fault::from(error).to_json(),
            concat!(
                r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"Transaction"#,
                r#" cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]","#,
                r#""CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed","Message":"The conditional"#,
                r#" request failed","Item":{"a":{"N":"1"}}}]}"#
            )
        );
    }

    #[test]
    fn what_happened_to_files_is_not_for_clients() {
        let fault = Fault::from(Error::new(ErrorKind::Storage, "/data/shop: no space left on device"));
        assert_eq!((fault.status(), fault.message()), (500, Some("Internal server error")));
    }
}
