use dynamo_model::Error;

/// What the service puts in front of some messages.
const ENVELOPE: &str = "1 validation error detected: ";

/// Requires a validation error with this message, with or without the service's envelope around it.
#[track_caller]
pub(crate) fn says(error: &Error, message: &str) {
    assert!(error.is_validation(), "{error:?}");
    let bare = error.message().strip_prefix(ENVELOPE).unwrap_or(error.message());
    assert_eq!(bare, message);
}

/// Requires validation errors with exactly these messages, envelopes included, and tells all that differ.
#[track_caller]
pub(crate) fn say_exactly<M: AsRef<str>>(answers: &[(Error, M)]) {
    let is_wrong =
        |(error, message): &&(Error, M)| !error.is_validation() || error.message() != message.as_ref();
    let wrong: Vec<(&str, &str)> =
        answers.iter().filter(is_wrong).map(|(error, message)| (error.message(), message.as_ref())).collect();
    assert!(wrong.is_empty(), "said, and expected: {wrong:#?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARE: &str = "Number overflow";

    fn enveloped() -> Error {
        Error::validation(format!("{ENVELOPE}{BARE}"))
    }

    #[test]
    fn an_envelope_may_be_left_open() {
        says(&Error::validation(BARE), BARE);
        says(&enveloped(), BARE);
    }

    #[test]
    fn what_is_said_exactly_has_its_envelope() {
        say_exactly(&[
            (Error::validation(BARE), BARE.to_owned()),
            (enveloped(), format!("{ENVELOPE}{BARE}")),
        ]);
    }

    #[test]
    #[should_panic(expected = "said, and expected")]
    fn an_envelope_too_much_is_not_exact() {
        say_exactly(&[(Error::validation(BARE), BARE), (enveloped(), BARE)]);
    }

    #[test]
    #[should_panic(expected = "said, and expected")]
    fn the_words_of_another_kind_of_error_are_not_exact() {
        say_exactly(&[(Error::new(dynamo_model::ErrorKind::Storage, BARE), BARE)]);
    }
}
