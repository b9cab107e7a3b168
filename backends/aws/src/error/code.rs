//! Exception names.

use dynamo_model::ErrorKind;

/// Returns the kind of an exception; by status where the name says nothing.
pub(super) fn kind(code: Option<&str>, status: u16) -> ErrorKind {
    code.and_then(named).unwrap_or_else(|| by_status(status))
}

fn named(code: &str) -> Option<ErrorKind> {
    Some(match code {
        "ConditionalCheckFailedException" => ErrorKind::ConditionFailed,
        "ResourceNotFoundException" | "TableNotFoundException" | "IndexNotFoundException" => {
            ErrorKind::NotFound
        }
        "ResourceInUseException" | "TableAlreadyExistsException" | "TableInUseException" => ErrorKind::InUse,
        "LimitExceededException" => ErrorKind::LimitExceeded,
        "ItemCollectionSizeLimitExceededException" => ErrorKind::CollectionTooLarge,
        "TransactionCanceledException" => ErrorKind::TransactionCanceled,
        // The last is a global table's: another region is writing the item.
        "TransactionConflictException"
        | "TransactionInProgressException"
        | "ReplicatedWriteConflictException" => ErrorKind::TransactionConflict,
        "TrimmedDataAccessException" => ErrorKind::TrimmedData,
        "ExpiredIteratorException" => ErrorKind::ExpiredIterator,
        "IdempotentParameterMismatchException" => ErrorKind::TokenMismatch,
        "ProvisionedThroughputExceededException"
        | "ThrottlingException"
        | "Throttling"
        | "RequestLimitExceeded" => ErrorKind::Throttled,
        "AccessDeniedException"
        | "ExpiredTokenException"
        | "IncompleteSignature"
        | "IncompleteSignatureException"
        | "InvalidClientTokenId"
        | "InvalidSignatureException"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException"
        | "NotAuthorized"
        | "OptInRequired"
        | "UnrecognizedClientException" => ErrorKind::AccessDenied,
        "UnknownOperationException" => ErrorKind::Unsupported,
        "InternalServerError" | "InternalFailure" | "ServiceUnavailable" => ErrorKind::Internal,
        "ValidationException" | "SerializationException" => ErrorKind::Validation,
        _ => return None,
    })
}

fn by_status(status: u16) -> ErrorKind {
    match status {
        401 | 403 => ErrorKind::AccessDenied,
        429 => ErrorKind::Throttled,
        400..=499 => ErrorKind::Validation,
        _ => ErrorKind::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_with_a_service_name_is_found_by_it() {
        for kind_ in [
            ErrorKind::Validation,
            ErrorKind::ConditionFailed,
            ErrorKind::NotFound,
            ErrorKind::InUse,
            ErrorKind::LimitExceeded,
            ErrorKind::CollectionTooLarge,
            ErrorKind::TransactionCanceled,
            ErrorKind::TransactionConflict,
            ErrorKind::TokenMismatch,
            ErrorKind::TrimmedData,
            ErrorKind::ExpiredIterator,
            ErrorKind::Throttled,
            ErrorKind::AccessDenied,
            ErrorKind::Internal,
        ] {
            assert_eq!(kind(kind_.code(), 400), kind_);
        }
    }

    #[test]
    fn the_status_decides_for_unknown_and_absent_names() {
        for code in [None, Some("BrandNewException")] {
            assert_eq!(kind(code, 400), ErrorKind::Validation);
            assert_eq!(kind(code, 403), ErrorKind::AccessDenied);
            assert_eq!(kind(code, 429), ErrorKind::Throttled);
            assert_eq!(kind(code, 503), ErrorKind::Internal);
        }
        assert_eq!(kind(Some("ThrottlingException"), 500), ErrorKind::Throttled);
    }
}
