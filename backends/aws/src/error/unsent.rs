//! Requests that could not be made: without credentials, region or a usable endpoint.
//!
//! The SDK keeps most of these types to itself, so some are known by their text; one that is not recognised is
//! reported with the SDK's words.

use aws_credential_types::provider::error::CredentialsError;
use dynamo_model::{Error, ErrorKind};

use super::cause::Cause;
use crate::config::check_url;

/// Translates the reason a request was not sent.
pub(super) fn translate(cause: Cause) -> Error {
    if let Some(ours) = cause.chain().find_map(|error| error.downcast_ref::<Error>()) {
        return ours.clone();
    }
    let why = cause.explain();
    // Without its source: the SDK quotes the whole request there, items included.
    if let Some(malformed) = malformed_endpoint(&why) {
        return malformed;
    }
    let (kind, problem) = if lacks_credentials(&cause, &why) {
        (ErrorKind::AccessDenied, format!("no AWS credentials: {why}"))
    } else if lacks_region(&why) {
        let remedy = "set `AWS_REGION` or name one with `Aws::builder().region(\"eu-west-1\")`";
        (ErrorKind::Validation, format!("no AWS region: {remedy}"))
    } else {
        (ErrorKind::Validation, format!("the request cannot be made: {why}"))
    };
    Error::new(kind, problem).with_source(cause)
}

/// Recognises a URL the SDK could not put in front of a request.
fn malformed_endpoint(why: &str) -> Option<Error> {
    let (_, rest) = why.split_once("failed to apply endpoint `")?;
    let (url, _) = rest.split_once('`')?;
    let error = check_url(url).err();
    Some(error.unwrap_or_else(|| Error::validation(format!("endpoint URL `{url}` is malformed"))))
}

fn lacks_credentials(cause: &Cause, why: &str) -> bool {
    cause.chain().any(<dyn std::error::Error>::is::<CredentialsError>) || why.contains("no identity resolver")
}

fn lacks_region(why: &str) -> bool {
    let why = why.to_ascii_lowercase();
    why.contains("missing region") || why.contains("missing signing region")
}
