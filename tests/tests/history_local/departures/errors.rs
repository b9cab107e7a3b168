//! What errors say. None of them changes anything, so that it is enough if a request fails for the same reason.

use dynamo_model::request::{Action, TransactWrite};
use dynamo_model::{CancellationReason, Error, ErrorKind, Result};
use dynamo_tests::history::{Allowance, Departure, Reply, Step};
use dynamo_tests::oracle::{Answer, Refusal};

use super::sayings::{OF_ITEMS, OF_KEYS, OF_QUERIES, REPEATED, SAYINGS};

pub(super) const ORDER: Departure = Departure {
    rule: "what is wrong with a request comes before what is wrong with its table and item",
    instead: "in another order",
    allowance: Allowance::Forgive(|_, expected, found| {
        both(expected, found).is_some_and(|(refusal, error)| {
            let later = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::ConditionFailed);
            let of_expression =
                |message: &&str| message.starts_with("Invalid ") && message.contains("Expression: ");
            let of_item = OF_ITEMS.iter().any(|saying| error.message().starts_with(saying));
            refusal.kind() == ErrorKind::Validation && later(error.kind())
                || later(refusal.kind()) && error.is_validation()
                || refusal.messages().iter().any(of_expression) && of_item
        })
    }),
};

pub(super) const ORDER_IN_READS: Departure = Departure {
    rule: "expressions and start keys of a read are looked at before its index and key condition",
    instead: "afterwards",
    allowance: Allowance::Forgive(|step, expected, found| {
        let of_read = |message: &&str| {
            message.starts_with("The provided starting key is invalid")
                || message.starts_with("Invalid ") && message.contains("Expression: ")
        };
        let of_query = |error: &Error| OF_QUERIES.iter().any(|saying| error.message().starts_with(saying));
        matches!(step, Step::Query(_) | Step::Scan(_))
            && both(expected, found)
                .is_some_and(|(refusal, error)| refusal.messages().iter().any(of_read) && of_query(error))
    }),
};

pub(super) const WORDING: Departure = Departure {
    rule: "messages are those of the service",
    instead: "words of its own",
    allowance: Allowance::Forgive(|_, expected, found| {
        both(expected, found).is_some_and(|(refusal, error)| {
            refusal.kind() == error.kind() && says_in_its_words(refusal, error.message())
        })
    }),
};

pub(super) const ENVELOPE: Departure = Departure {
    rule: "single writes put some messages into an envelope",
    instead: "none",
    allowance: Allowance::Forgive(|_, expected, found| {
        both(expected, found).is_some_and(|(refusal, error)| {
            refusal.kind() == error.kind() && says(refusal, constant_alone(error.message()))
        })
    }),
};

pub(super) const REPEATS: Departure = Departure {
    rule: "a transaction with two actions on one item is refused before anything is looked at",
    instead: "cancelled, if one of its conditions is false",
    allowance: Allowance::Forgive(|_, expected, found| {
        both(expected, found).is_some_and(|(refusal, error)| {
            let given = error.cancellation_reasons();
            refusal.messages().contains(&REPEATED)
                && given.iter().any(|reason| reason.code() == "ConditionalCheckFailed")
        })
    }),
};

pub(super) const CANCELLED: Departure = Departure {
    rule: "a transaction is cancelled by an update that cannot be applied, or a key that does not fit",
    instead: "refused, with the message of that action",
    allowance: Allowance::Forgive(|step, expected, found| {
        let Step::TransactWrite(request) = step else { return false };
        both(expected, found).is_some_and(|(refusal, error)| {
            let says_so = |reason: &Refusal| {
                says(reason, error.message()) || says_in_its_words(reason, error.message())
            };
            error.is_validation()
                && std::iter::zip(&request.writes, refusal.reasons()).any(|(write, reason)| {
                    reason.as_ref().is_some_and(|it| is_refused(write, it) && says_so(it))
                })
        })
    }),
};

/// Whether an action that cancels a transaction is one that DynamoDB Local refuses instead.
fn is_refused(write: &TransactWrite, reason: &Refusal) -> bool {
    match write.action {
        Action::Update(..) => reason.kind() == ErrorKind::Validation,
        _ => reason.messages().iter().any(|message| OF_KEYS.iter().any(|of_key| message.starts_with(of_key))),
    }
}

pub(super) const TOO_LARGE_WITH_ENTRIES: Departure = Departure {
    // Of the service it is known that there is a limit, not how it is told.
    rule: "an item that is too large only with its entries in local indexes cancels a transaction",
    instead: "refused",
    allowance: Allowance::Forgive(|_, expected, found| {
        both(expected, found).is_some_and(|(refusal, error)| {
            refusal.kind() == ErrorKind::TransactionCanceled
                && error.is_validation()
                && error.message().starts_with("Item size")
        })
    }),
};

pub(super) const REASONS: Departure = Departure {
    rule: "the reason of a false condition says: The conditional request failed",
    instead: "with a full stop",
    allowance: Allowance::Forgive(|_, expected, found| {
        both(expected, found).is_some_and(|(refusal, error)| {
            let given = error.cancellation_reasons();
            error.is_transaction_canceled()
                && given.len() == refusal.reasons().len()
                && std::iter::zip(refusal.reasons(), given)
                    .all(|(wanted, given)| is_reason(wanted.as_ref(), given))
        })
    }),
};

pub(super) const ALONE: Departure = Departure {
    rule: "an action that does not fit its table is the only reason to cancel a transaction",
    instead: "one of several",
    allowance: Allowance::Forgive(|_, expected, found| {
        both(expected, found).is_some_and(|(refusal, error)| {
            let given = error.cancellation_reasons();
            let mut wanted =
                refusal.reasons().iter().enumerate().filter_map(|(place, it)| Some((place, it.as_ref()?)));
            let (first, more) = (wanted.next(), wanted.next());
            error.is_transaction_canceled()
                && more.is_none()
                && first.is_some_and(|(place, reason)| {
                    reason.kind() == ErrorKind::Validation
                        && given.get(place).is_some_and(|given| is_reason(Some(reason), given))
                })
        })
    }),
};

pub(super) const CANCELLED_READS: Departure = Departure {
    rule: "a wrong key cancels a transaction of reads, with one reason per read",
    instead: "cancelled without reasons",
    allowance: Allowance::Forgive(|_, expected, found| {
        both(expected, found).is_some_and(|(refusal, error)| {
            refusal.kind() == ErrorKind::TransactionCanceled
                && error.is_transaction_canceled()
                && error.cancellation_reasons().is_empty()
                && refusal.reasons().iter().flatten().any(|reason| says_in_its_words(reason, error.message()))
        })
    }),
};

pub(super) const TOO_LARGE: Departure = Departure {
    rule: "a transaction of more than 4 MB is refused",
    instead: "the connection is closed",
    allowance: Allowance::Forgive(|step, expected, found| {
        let fails = both(expected, found).is_some_and(|(refusal, error)| {
            refusal.kind() == ErrorKind::Validation && error.is_unavailable()
        });
        fails && matches!(step, Step::TransactWrite(_))
    }),
};

fn both<'r>(expected: &'r Answer<Reply>, found: &'r Result<Reply>) -> Option<(&'r Refusal, &'r Error)> {
    Some((expected.as_ref().err()?, found.as_ref().err()?))
}

fn says(refusal: &Refusal, message: &str) -> bool {
    refusal.messages().iter().any(|wanted| message.starts_with(wanted))
}

fn says_in_its_words(refusal: &Refusal, message: &str) -> bool {
    let same = |(service, local): &&(&str, &str)| {
        message.starts_with(local) && refusal.messages().iter().any(|wanted| wanted.starts_with(service))
    };
    SAYINGS.iter().any(|saying| same(&saying))
}

/// Takes away what is put around messages about constants.
fn constant_alone(message: &str) -> &str {
    let inner = message.strip_prefix("ExpressionAttributeValues contains invalid value: ");
    inner.and_then(|inner| inner.rsplit_once(" for key :")).map_or(message, |(inner, _)| inner)
}

fn is_reason(wanted: Option<&Refusal>, given: &CancellationReason) -> bool {
    let Some(wanted) = wanted else { return given.is_none() };
    let message = given.message().unwrap_or_default();
    match wanted.kind() {
        ErrorKind::ConditionFailed => {
            given.code() == "ConditionalCheckFailed"
                && message.trim_end_matches('.') == "The conditional request failed"
                && given.item() == wanted.item()
        }
        _ => {
            given.code() == "ValidationError" && (says(wanted, message) || says_in_its_words(wanted, message))
        }
    }
}
