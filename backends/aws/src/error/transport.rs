//! Failures on the way to the service and back.

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::SdkError;
use aws_smithy_runtime_api::client::result::DispatchFailure;
use dynamo_model::{Error, ErrorKind};

use super::cause::Cause;
use super::{Fault, unsent};
use crate::config::Endpoint;

/// Translates everything but an exception of the service.
pub(super) fn translate<E: Fault>(endpoint: &Endpoint, error: SdkError<E, HttpResponse>) -> Error {
    let stage = Stage::of(&error);
    let cause = match error.into_source() {
        Ok(source) => Cause::new(source),
        Err(error) => Cause::new(error.to_string()),
    };
    match stage {
        Stage::Unsent => unsent::translate(cause),
        Stage::Sent => {
            let problem = format!("{endpoint} cannot be reached: {}", cause.explain());
            Error::new(ErrorKind::Unavailable, problem).with_source(cause)
        }
        Stage::Answered(status) => {
            let problem =
                format!("the answer of {endpoint} (status {status}) cannot be read: {}", cause.explain());
            Error::new(ErrorKind::Internal, problem).with_source(cause)
        }
    }
}

/// How far the request got.
#[derive(Clone, Copy)]
enum Stage {
    /// It could not be made, or was held back.
    Unsent,
    /// It was sent, or a connection was tried.
    Sent,
    /// An answer came that is none.
    Answered(u16),
}

impl Stage {
    fn of<E>(error: &SdkError<E, HttpResponse>) -> Self {
        match error {
            SdkError::DispatchFailure(failure) if was_tried(failure) => Self::Sent,
            SdkError::TimeoutError(_) => Self::Sent,
            SdkError::ResponseError(context) => Self::Answered(context.raw().status().as_u16()),
            _ => Self::Unsent,
        }
    }
}

/// Tells the network's failures from the SDK's own, which it reports the same way but without a retry class.
fn was_tried(failure: &DispatchFailure) -> bool {
    failure.is_io() || failure.is_timeout() || failure.as_other().is_some()
}
