//! How a request must fail: its kind always, its text as far as the reference fixes it.

use dynamo_model::value::Item;
use dynamo_model::{CancellationReason, Error, ErrorKind};

use super::{Answer, Attributes};

/// What the service puts in front of some messages of single writes.
const ENVELOPE: &str = "1 validation error detected: ";
const CONDITION_FAILED: &str = "The conditional request failed";

/// The failure a request must meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    kind: ErrorKind,
    text: Text,
    enveloped: bool,
    item: Option<Item>,
    /// One entry per action of a cancelled transaction; `None` for one that was in order.
    reasons: Vec<Option<Refusal>>,
}

/// What a message may say.
#[derive(Clone, Debug, PartialEq)]
enum Text {
    /// The reference does not say.
    Any,
    /// One of these. There are several where a request has several faults of one rank.
    OneOf(Vec<String>),
    /// This, and then more.
    Start(String),
}

/// Requires two things whose order is open: where neither holds, either may be told.
pub(super) fn in_any_order(one: Answer<()>, other: Answer<()>) -> Answer<()> {
    match (one, other) {
        (Err(one), Err(other)) => {
            let text = match (one.text, other.text) {
                (Text::OneOf(one), Text::OneOf(other)) => Text::OneOf([one, other].concat()),
                _ => Text::Any,
            };
            Err(Refusal::new(ErrorKind::Validation, text))
        }
        (one, other) => one.and(other),
    }
}

/// Requires things whose order is open: of those that do not hold, any may be told.
pub(super) fn all_in_any_order(answers: impl IntoIterator<Item = Answer<()>>) -> Answer<()> {
    answers.into_iter().fold(Ok(()), in_any_order)
}

impl Refusal {
    /// Refuses as invalid, in exactly these words.
    pub(super) fn validation(message: impl Into<String>) -> Self {
        Self::one_of([message.into()])
    }

    /// Refuses as invalid, in the words of one of several faults.
    pub(super) fn one_of(messages: impl IntoIterator<Item = String>) -> Self {
        Self::new(ErrorKind::Validation, Text::OneOf(messages.into_iter().collect()))
    }

    /// Refuses as invalid, in words that start like this.
    pub(super) fn starting(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Validation, Text::Start(message.into()))
    }

    /// Refuses as invalid, in words the reference does not fix.
    pub(super) fn invalid() -> Self {
        Self::new(ErrorKind::Validation, Text::Any)
    }

    pub(super) fn worded(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::new(kind, Text::OneOf(vec![message.into()]))
    }

    pub(super) fn unworded(kind: ErrorKind) -> Self {
        Self::new(kind, Text::Any)
    }

    /// Refuses because a condition is false, with the stored item if it was asked for.
    pub(super) fn condition_failed(item: Option<&Attributes>) -> Self {
        let refusal = Self::worded(ErrorKind::ConditionFailed, CONDITION_FAILED);
        Self { item: item.map(Item::from), ..refusal }
    }

    /// Cancels a transaction, for the reasons of its actions.
    pub(super) fn cancelled(reasons: Vec<Option<Self>>) -> Self {
        Self { reasons, ..Self::new(ErrorKind::TransactionCanceled, Text::Any) }
    }

    /// Puts the service's envelope around the message.
    pub(super) fn enveloped(self) -> Self {
        Self { enveloped: true, ..self }
    }

    fn new(kind: ErrorKind, text: Text) -> Self {
        Self { kind, text, enveloped: false, item: None, reasons: Vec::new() }
    }

    /// Returns the kind of failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the messages the failure may have, or how they start; nothing if the reference does not say.
    #[must_use]
    pub fn messages(&self) -> Vec<&str> {
        match &self.text {
            Text::Any => Vec::new(),
            Text::OneOf(messages) => messages.iter().map(String::as_str).collect(),
            Text::Start(start) => vec![start],
        }
    }

    /// Returns the stored item a failed condition carries.
    #[must_use]
    pub fn item(&self) -> Option<&Item> {
        self.item.as_ref()
    }

    /// Returns why each action of a cancelled transaction fails, where it does.
    #[must_use]
    pub fn reasons(&self) -> &[Option<Refusal>] {
        &self.reasons
    }

    /// Whether this error is the failure meant.
    #[must_use]
    pub fn admits(&self, error: &Error) -> bool {
        if self.kind == ErrorKind::TransactionCanceled {
            return error.kind() == self.kind && self.admits_reasons(error);
        }
        error.kind() == self.kind
            && self.admits_message(error.message())
            && error.item() == self.item.as_ref()
            && error.cancellation_reasons().is_empty()
    }

    /// Makes an error of it, in the first of the words it may have.
    #[must_use]
    pub fn to_error(&self) -> Error {
        match self.kind {
            ErrorKind::ConditionFailed => Error::condition_failed(self.item.clone()),
            ErrorKind::TransactionCanceled => {
                let reason = |reason: &Option<Self>| match reason {
                    None => CancellationReason::none(),
                    Some(reason) => {
                        CancellationReason::new(reason.code(), reason.message(), reason.item.clone())
                    }
                };
                Error::transaction_canceled(self.reasons.iter().map(reason).collect())
            }
            kind => Error::new(kind, self.message()),
        }
    }

    fn message(&self) -> String {
        let envelope = if self.enveloped { ENVELOPE } else { "" };
        format!("{envelope}{}", self.messages().first().copied().unwrap_or_default())
    }

    /// Returns what the failure of an action is called in a cancelled transaction.
    fn code(&self) -> &'static str {
        match self.kind {
            ErrorKind::ConditionFailed => "ConditionalCheckFailed",
            _ => "ValidationError",
        }
    }

    fn admits_message(&self, message: &str) -> bool {
        let bare = if self.enveloped { message.strip_prefix(ENVELOPE) } else { Some(message) };
        match (&self.text, bare) {
            (Text::Any, _) => true,
            (_, None) => false,
            (Text::OneOf(messages), Some(bare)) => messages.iter().any(|message| message == bare),
            (Text::Start(start), Some(bare)) => bare.starts_with(start),
        }
    }

    fn admits_reasons(&self, error: &Error) -> bool {
        let given = error.cancellation_reasons();
        let codes: Vec<&str> = given.iter().map(CancellationReason::code).collect();
        let message = format!(
            "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
            codes.join(", ")
        );
        error.message() == message
            && error.item().is_none()
            && given.len() == self.reasons.len()
            && given.iter().any(|reason| !reason.is_none())
            && std::iter::zip(&self.reasons, given).all(|(wanted, given)| self.admits_reason(wanted, given))
    }

    fn admits_reason(&self, wanted: &Option<Self>, given: &CancellationReason) -> bool {
        match wanted {
            None => *given == CancellationReason::none(),
            Some(wanted) => wanted.is_reason(given) || given.is_none() && self.may_be_silent_about(wanted),
        }
    }

    fn is_reason(&self, given: &CancellationReason) -> bool {
        given.code() == self.code()
            && given.message().is_some_and(|message| self.admits_message(message))
            && given.item() == self.item.as_ref()
    }

    /// The reference says that every false condition is told. Of several invalid actions, and of an invalid action
    /// next to a false condition, it does not say that all are.
    fn may_be_silent_about(&self, wanted: &Self) -> bool {
        let of_kind = |kind| self.reasons.iter().flatten().filter(|reason| reason.kind == kind).count();
        let invalid = of_kind(ErrorKind::Validation);
        match wanted.kind {
            ErrorKind::ConditionFailed => invalid > 0,
            _ => invalid > 1 || of_kind(ErrorKind::ConditionFailed) > 0,
        }
    }
}

impl From<String> for Refusal {
    fn from(message: String) -> Self {
        Self::validation(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed() -> Option<Refusal> {
        Some(Refusal::condition_failed(None))
    }

    fn invalid() -> Option<Refusal> {
        Some(Refusal::validation("wrong"))
    }

    fn cancelled(reasons: &[Option<Refusal>]) -> Error {
        Refusal::cancelled(reasons.to_vec()).to_error()
    }

    #[test]
    fn a_refusal_admits_its_own_error_and_no_other_kind_or_text() {
        let refusal = Refusal::validation("wrong").enveloped();
        assert!(refusal.admits(&refusal.to_error()));
        assert!(!refusal.admits(&Error::validation("wrong")));
        assert!(!Refusal::validation("wrong").admits(&refusal.to_error()));
        assert!(!Refusal::invalid().admits(&Error::condition_failed(None)));
        assert!(Refusal::invalid().admits(&Error::validation("in any words")));
        assert!(Refusal::starting("wr").admits(&Error::validation("wrong")));
    }

    #[test]
    fn a_failed_condition_carries_the_item_asked_for() {
        let item = Attributes::from([("a".to_owned(), 1.into())]);
        let refusal = Refusal::condition_failed(Some(&item));
        assert!(refusal.admits(&Error::condition_failed(Some(Item::from(&item)))));
        assert!(!refusal.admits(&Error::condition_failed(None)));
    }

    #[test]
    fn every_false_condition_is_a_reason() {
        let refusal = Refusal::cancelled(vec![failed(), None, failed()]);
        assert!(refusal.admits(&cancelled(&[failed(), None, failed()])));
        assert!(!refusal.admits(&cancelled(&[failed(), None, None])));
        assert!(!refusal.admits(&cancelled(&[failed(), failed(), failed()])));
    }

    #[test]
    fn of_several_invalid_actions_one_has_to_be_told() {
        let refusal = Refusal::cancelled(vec![invalid(), invalid()]);
        assert!(refusal.admits(&cancelled(&[invalid(), invalid()])));
        assert!(refusal.admits(&cancelled(&[None, invalid()])));
        assert!(!refusal.admits(&cancelled(&[None, None])));
        assert!(!Refusal::cancelled(vec![invalid(), None]).admits(&cancelled(&[None, invalid()])));
    }
}
