//! The SDK's errors as [`dynamo_model::Error`].

mod cause;
mod code;
mod fault;
mod transport;
mod unsent;

pub(crate) use fault::Fault;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{BuildError, SdkError};
use dynamo_model::{Error, ErrorKind};

use crate::config::Endpoint;

/// Translates a failed call.
pub(crate) fn translate<E: Fault>(endpoint: &Endpoint, error: SdkError<E, HttpResponse>) -> Error {
    match error {
        SdkError::ServiceError(context) => {
            let status = context.raw().status().as_u16();
            fault::translate(endpoint, status, context.into_err())
        }
        other => transport::translate(endpoint, other),
    }
}

/// Makes the error of a request that lacks what the SDK will not send it without.
pub(crate) fn incomplete(error: BuildError) -> Error {
    Error::validation(error.to_string()).with_source(error)
}

/// Makes the error of an answer that breaks the protocol. A write may have happened.
pub(crate) fn unreadable(problem: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Internal, format!("the service's answer cannot be read: {problem}"))
}
