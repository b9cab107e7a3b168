/// The classes of failure a caller can act on.
///
/// ```
/// use dynamo_model::ErrorKind;
///
/// assert_eq!(ErrorKind::NotFound.code(), Some("ResourceNotFoundException"));
/// assert_eq!(ErrorKind::InvalidKey.code(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request breaks a rule of DynamoDB (`ValidationException`).
    Validation,
    /// A condition was false (`ConditionalCheckFailedException`).
    ConditionFailed,
    /// No such table, index or stream (`ResourceNotFoundException`).
    NotFound,
    /// The table exists already or is changing (`ResourceInUseException`).
    InUse,
    /// A quota of the control plane (`LimitExceededException`).
    LimitExceeded,
    /// An item collection with a local index outgrew 10 GB (`ItemCollectionSizeLimitExceededException`).
    CollectionTooLarge,
    /// One or more actions failed, none took effect (`TransactionCanceledException`).
    TransactionCanceled,
    /// Another transaction held the item (`TransactionConflictException`).
    TransactionConflict,
    /// The token of a transaction came with another request before (`IdempotentParameterMismatchException`).
    TokenMismatch,
    /// The records asked for are older than a day and gone (`TrimmedDataAccessException`).
    TrimmedData,
    /// The shard iterator is older than 15 minutes (`ExpiredIteratorException`).
    ExpiredIterator,
    /// Not enough throughput (`ProvisionedThroughputExceededException`, `ThrottlingException`, `RequestLimitExceeded`).
    Throttled,
    /// The caller may not do this, or its credentials are missing or wrong (`AccessDeniedException` and relatives).
    AccessDenied,
    /// The service failed (`InternalServerError`); a write may or may not have happened.
    Internal,
    /// A key part is empty or would make the key ambiguous; nothing was sent.
    InvalidKey,
    /// A field breaks one of its rules; nothing was sent.
    Constraint,
    /// An item and a Rust type do not fit each other.
    Codec,
    /// An item of another entity than the one asked for.
    UnexpectedEntity,
    /// An item of a revision of its entity that the program does not know.
    UnknownRevision,
    /// There is no entity with the key to change.
    Missing,
    /// A value that no two entities may have belongs to another one; nothing was written.
    UniqueViolation,
    /// Other programs changed an item again and again while it was read and written.
    Contended,
    /// A cursor that is malformed or belongs to another query.
    InvalidCursor,
    /// The database directory cannot be opened, read or written.
    Storage,
    /// The endpoint cannot be reached or did not answer in time.
    Unavailable,
    /// The backend does not offer the operation.
    Unsupported,
}

impl ErrorKind {
    /// Returns DynamoDB's exception name, for the kinds the service has.
    ///
    /// ```
    /// use dynamo_model::error::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::NotFound.code(), Some("ResourceNotFoundException"));
    /// assert_eq!(ErrorKind::InvalidKey.code(), None, "the service has no such exception");
    /// ```
    #[must_use]
    pub const fn code(self) -> Option<&'static str> {
        Some(match self {
            Self::Validation => "ValidationException",
            Self::ConditionFailed => "ConditionalCheckFailedException",
            Self::NotFound => "ResourceNotFoundException",
            Self::InUse => "ResourceInUseException",
            Self::LimitExceeded => "LimitExceededException",
            Self::CollectionTooLarge => "ItemCollectionSizeLimitExceededException",
            Self::TransactionCanceled => "TransactionCanceledException",
            Self::TransactionConflict => "TransactionConflictException",
            Self::TokenMismatch => "IdempotentParameterMismatchException",
            Self::TrimmedData => "TrimmedDataAccessException",
            Self::ExpiredIterator => "ExpiredIteratorException",
            Self::Throttled => "ProvisionedThroughputExceededException",
            Self::AccessDenied => "AccessDeniedException",
            Self::Internal => "InternalServerError",
            Self::InvalidKey
            | Self::Constraint
            | Self::Codec
            | Self::UnexpectedEntity
            | Self::UnknownRevision
            | Self::Missing
            | Self::UniqueViolation
            | Self::Contended
            | Self::InvalidCursor
            | Self::Storage
            | Self::Unavailable
            | Self::Unsupported => return None,
        })
    }
}
