//! The one error type of every crate in the family.

mod details;
mod kind;
mod reason;
mod unique;

pub use kind::ErrorKind;
pub use reason::CancellationReason;
pub use unique::UniqueViolation;

use std::fmt;
use std::sync::Arc;

use crate::request::Write;
use crate::validation::Layer;
use crate::value::Item;

/// The result of every fallible operation.
///
/// ```
/// fn first_word(text: &str) -> dynamo_model::Result<&str> {
///     text.split_whitespace().next().ok_or_else(|| dynamo_model::Error::validation("no word"))
/// }
/// assert_eq!(first_word("some words")?, "some");
/// assert!(first_word(" ").is_err());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, where, and with what data.
///
/// Opaque and cheap to clone. Ask the predicates; messages follow the service word for word and may change with it.
///
/// ```
/// use dynamo_model::Error;
///
/// let error = Error::condition_failed(None);
/// assert!(error.is_condition_failed());
/// assert_eq!(error.code(), Some("ConditionalCheckFailedException"));
/// assert_eq!(error.to_string(), "The conditional request failed");
/// ```
#[derive(Clone)]
pub struct Error(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    item: Option<Item>,
    field: Option<&'static str>,
    reasons: Vec<CancellationReason>,
    violations: Vec<UniqueViolation>,
    unwritten: Vec<Write>,
    detail: Option<String>,
    /// What the older of the service's layers says, where that is something else.
    older: Option<String>,
    unsent: bool,
    /// Whether a condition failed and there was no item.
    missing: bool,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// Makes an error of `kind` with a message.
    ///
    /// ```
    /// use dynamo_model::{Error, ErrorKind};
    ///
    /// let error = Error::new(ErrorKind::NotFound, "Requested resource not found");
    /// assert!(error.is_not_found());
    /// ```
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            kind,
            message: message.into(),
            item: None,
            field: None,
            reasons: Vec::new(),
            violations: Vec::new(),
            unwritten: Vec::new(),
            detail: None,
            older: None,
            unsent: false,
            missing: false,
            source: None,
        }))
    }

    /// Makes a `ValidationException`: the request breaks one of DynamoDB's rules.
    ///
    /// ```
    /// assert!(dynamo_model::Error::validation("Empty attribute name").is_validation());
    /// ```
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Validation, message)
    }

    /// Makes a `ConditionalCheckFailedException`, with the stored item where the request asked for it.
    ///
    /// ```
    /// # use dynamo_model::{Error, value::Item};
    /// let stored = Item::from_iter([("pk", "a")]);
    /// assert_eq!(Error::condition_failed(Some(stored.clone())).item(), Some(&stored));
    /// ```
    #[must_use]
    pub fn condition_failed(item: Option<Item>) -> Self {
        let mut error = Self::new(ErrorKind::ConditionFailed, "The conditional request failed");
        error.inner_mut().item = item;
        error
    }

    /// Makes the error of a field that breaks one of its rules.
    pub(crate) fn constraint(field: &'static str, message: impl Into<String>) -> Self {
        let mut error = Self::new(ErrorKind::Constraint, message);
        error.inner_mut().field = Some(field);
        error
    }

    /// Makes a `TransactionCanceledException` from one reason per action of the transaction.
    ///
    /// ```
    /// use dynamo_model::{CancellationReason, Error};
    ///
    /// let error = Error::transaction_canceled(vec![CancellationReason::none()]);
    /// assert!(error.to_string().ends_with("[None]"));
    /// ```
    #[must_use]
    pub fn transaction_canceled(reasons: Vec<CancellationReason>) -> Self {
        let codes: Vec<&str> = reasons.iter().map(CancellationReason::code).collect();
        let message = format!(
            "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
            codes.join(", ")
        );
        let mut error = Self::new(ErrorKind::TransactionCanceled, message);
        error.inner_mut().reasons = reasons;
        error
    }

    /// Makes the error of a write whose unique values other entities have.
    ///
    /// ```
    /// use dynamo_model::error::{Error, UniqueViolation};
    ///
    /// let taken = ["email", "name"].map(|field| UniqueViolation::new("User", field, None));
    /// let error = Error::unique_violation(taken.to_vec());
    /// assert_eq!(error.to_string(), "`email` of `User` is taken; `name` of `User` is taken");
    /// ```
    #[must_use]
    pub fn unique_violation(violations: Vec<UniqueViolation>) -> Self {
        let taken = |violation: &UniqueViolation| {
            format!("`{}` of `{}` is taken", violation.field(), violation.entity())
        };
        let message: Vec<String> = violations.iter().map(taken).collect();
        Self::new(ErrorKind::UniqueViolation, message.join("; ")).with_violations(violations)
    }

    /// Says which unique values were taken.
    pub(crate) fn with_violations(mut self, violations: Vec<UniqueViolation>) -> Self {
        self.inner_mut().violations = violations;
        self
    }

    /// Says which writes of a batch are not known to be written.
    pub(crate) fn with_unwritten(mut self, writes: Vec<Write>) -> Self {
        self.inner_mut().unwritten = writes;
        self
    }

    /// Attaches the error that caused this one.
    ///
    /// ```
    /// use std::error::Error as _;
    /// use dynamo_model::{Error, ErrorKind};
    ///
    /// let io = std::io::Error::other("disk full");
    /// let error = Error::new(ErrorKind::Storage, "cannot commit").with_source(io);
    /// assert_eq!(error.source().unwrap().to_string(), "disk full");
    /// ```
    #[must_use]
    pub fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.inner_mut().source = Some(Arc::new(source));
        self
    }

    /// Puts what was being done in front of the message.
    ///
    /// ```
    /// use dynamo_model::Error;
    ///
    /// let error = Error::validation("Empty attribute name").context("put `Order`");
    /// assert_eq!(error.to_string(), "put `Order`: Empty attribute name");
    /// ```
    #[must_use]
    pub fn context(mut self, doing: impl fmt::Display) -> Self {
        let inner = self.inner_mut();
        inner.message = format!("{doing}: {}", inner.message);
        inner.older = inner.older.take().map(|older| format!("{doing}: {older}"));
        self
    }

    /// Adds what the older of the service's layers says instead.
    #[doc(hidden)]
    #[must_use]
    pub fn or_older(mut self, message: impl Into<String>) -> Self {
        let message = message.into();
        self.inner_mut().older = Some(message).filter(|older| *older != self.0.message);
        self
    }

    /// Returns what the older of the service's layers says.
    #[doc(hidden)]
    #[must_use]
    pub fn older(&self) -> &str {
        self.0.older.as_deref().unwrap_or(&self.0.message)
    }

    /// Says it in the words of one layer.
    #[doc(hidden)]
    #[must_use]
    pub fn in_layer(mut self, layer: Layer) -> Self {
        if self.0.older.is_some() {
            let inner = self.inner_mut();
            let older = inner.older.take();
            if let (Layer::Old, Some(older)) = (layer, older) {
                inner.message = older;
            }
        }
        self
    }

    /// Whether it was found out when a request was made, which was not sent. Rules of DynamoDB that a request breaks by itself
    /// are found out so, and those that only the stored data shows broken are not: [`is_validation`](Error::is_validation) is
    /// true of both.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Note(Note) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "NOTE#{id}", sk = "NOTE")]
    /// # struct Note { id: String, text: String }
    /// use dynamo_model::builder::Put;
    ///
    /// let note = Note { id: "n1".into(), text: "x".repeat(500_000) };
    /// let error = Put::new(&note).request().unwrap_err();
    /// assert!(error.is_unsent() && error.is_validation());
    /// assert!(!dynamo_model::Error::condition_failed(None).is_unsent());
    /// ```
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        self.0.unsent
    }

    /// Says that nothing was sent, and behind the service's words what they leave out.
    pub(crate) fn unsent(mut self) -> Self {
        let inner = self.inner_mut();
        inner.unsent = true;
        if let Some(detail) = inner.detail.take() {
            inner.message = format!("{}; {detail}", inner.message);
        }
        self
    }

    /// Adds what the service's words leave out: how large what is, and what to do. It is shown of requests that are not
    /// sent, whose errors need not be the service's to the letter.
    pub(crate) fn with_detail(mut self, detail: String) -> Self {
        self.inner_mut().detail = Some(detail);
        self
    }

    /// Adds what the service's words for another error leave out.
    pub(crate) fn with_detail_of(mut self, other: &Self) -> Self {
        self.inner_mut().detail.clone_from(&other.0.detail);
        self
    }

    /// Says that the backend looked for an item, and there was none, unless the error of a failed condition brings one.
    pub(crate) fn of_item_asked_for(mut self) -> Self {
        if self.is_condition_failed() && self.0.item.is_none() {
            self.inner_mut().missing = true;
        }
        self
    }

    pub(crate) fn followed_by(mut self, why: &str) -> Self {
        let inner = self.inner_mut();
        inner.message = format!("{}: {why}", inner.message);
        self
    }

    /// Leaves out an item that nobody asked for.
    pub(crate) fn without_item(mut self) -> Self {
        self.inner_mut().item = None;
        self
    }

    fn inner_mut(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }
}

macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident => $first:ident $(| $kind:ident)*;)*) => {
        impl Error {
            $($(#[$doc])*
            ///
            /// ```
            /// use dynamo_model::error::{Error, ErrorKind};
            ///
            #[doc = concat!("let error = Error::new(ErrorKind::", stringify!($first), ", \"as it may be\");")]
            #[doc = concat!("assert!(error.", stringify!($name), "());")]
            #[doc = concat!("assert!(!Error::new(ErrorKind::Unsupported, \"another\").", stringify!($name), "());")]
            /// ```
            #[must_use]
            pub fn $name(&self) -> bool {
                matches!(self.0.kind, ErrorKind::$first $(| ErrorKind::$kind)*)
            })*
        }
    };
}

predicates! {
    /// Whether a condition of a write was false: nothing was written.
    is_condition_failed => ConditionFailed;
    /// Whether the request breaks one of DynamoDB's rules: sending it again cannot help.
    is_validation => Validation;
    /// Whether the table, index or stream does not exist.
    is_not_found => NotFound;
    /// Whether the table exists already, or is being changed.
    is_in_use => InUse;
    /// Whether a transaction was cancelled; see [`Error::cancellation_reasons`].
    is_transaction_canceled => TransactionCanceled;
    /// Whether another transaction held the item.
    is_transaction_conflict => TransactionConflict;
    /// Whether the token of a transaction belongs to another request, sent within the last ten minutes.
    is_token_mismatch => TokenMismatch;
    /// Whether a quota of the control plane is used up: too many tables, or changes of one table at once.
    is_limit_exceeded => LimitExceeded;
    /// Whether an item collection of a table with local indexes outgrew 10 GB: deletes still work.
    is_collection_too_large => CollectionTooLarge;
    /// Whether the stream records asked for are gone: start again at the oldest there are.
    is_trimmed_data => TrimmedData;
    /// Whether a shard iterator is too old: get a new one.
    is_expired_iterator => ExpiredIterator;
    /// Whether the service refused for lack of throughput.
    is_throttled => Throttled;
    /// Whether a key could not be built: an empty part, or one that contains its template's separator.
    is_invalid_key => InvalidKey;
    /// Whether a field breaks one of its rules: see [`Error::field`].
    is_constraint => Constraint;
    /// Whether an item does not fit the Rust type it was read into, or the other way round.
    is_codec => Codec;
    /// Whether an item's entity tag or key belongs to no entity, or to another one than asked for.
    is_unexpected_entity => UnexpectedEntity;
    /// Whether an item is of a newer revision than the program knows, or of an older one than it reads.
    is_unknown_revision => UnknownRevision;
    /// Whether other programs changed an item each time it was about to be written: nothing was.
    is_contended => Contended;
    /// Whether a cursor is malformed or belongs to another query.
    is_invalid_cursor => InvalidCursor;
    /// Whether the data on disk could not be read or written.
    is_storage => Storage;
    /// Whether the endpoint could not be reached or did not answer.
    is_unavailable => Unavailable;
    /// Whether the same request may succeed later. After [`ErrorKind::Internal`] or [`ErrorKind::Unavailable`] a write may
    /// have happened all the same: send it again only if twice is as good as once, or with a condition.
    is_retryable => Throttled | TransactionConflict | Contended | Unavailable | Internal;
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.0.kind).field("message", &self.0.message);
        if let Some(item) = &self.0.item {
            out.field("item", item);
        }
        if !self.0.reasons.is_empty() {
            out.field("reasons", &self.0.reasons);
        }
        if !self.0.violations.is_empty() {
            out.field("violations", &self.0.violations);
        }
        if !self.0.unwritten.is_empty() {
            out.field("unwritten", &self.0.unwritten.len());
        }
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|source| source.as_ref() as &(dyn std::error::Error + 'static))
    }
}

impl From<crate::value::NumberError> for Error {
    fn from(error: crate::value::NumberError) -> Self {
        Self::validation(error.to_string())
    }
}

impl From<crate::value::ValueError> for Error {
    fn from(error: crate::value::ValueError) -> Self {
        Self::validation(error.to_string())
    }
}

impl From<crate::value::CodecError> for Error {
    fn from(error: crate::value::CodecError) -> Self {
        Self::new(ErrorKind::Codec, error.to_string())
    }
}

impl From<crate::value::JsonError> for Error {
    fn from(error: crate::value::JsonError) -> Self {
        Self::new(ErrorKind::Codec, error.to_string())
    }
}
