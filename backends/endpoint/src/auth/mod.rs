//! Who asks: what requests say of their signatures is checked as the service does, in its order.
//!
//! An endpoint without credentials knows no access keys. It checks that a signature is there and well-formed, and takes
//! any: neither who signed, nor when, nor for which region makes a difference. One with credentials verifies all of it.
//! A presigned request is good as long as any other: `X-Amz-Expires` changes nothing, as it does not for other services
//! than S3 of which that is known.

mod canonical;
mod claim;
mod date;
mod query;
mod scope;
mod signature;

use std::fmt;
use std::time::SystemTime;

use hyper::http::request::Parts;

use self::claim::Claim;
use self::date::Date;
use self::scope::Scope;
use crate::fault::Fault;

/// The access key that signatures are verified with.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) access_key: String,
    pub(crate) secret_key: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Logs are no place for the other half.
        f.debug_struct("Credentials").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

/// Checks that a request is signed, and well-formed as far as its signature goes.
///
/// # Errors
///
/// What is missing or malformed.
pub(crate) fn check(head: &Parts) -> Result<(), Fault> {
    let claim = Claim::of(head)?;
    Date::parse(&claim.date)?;
    shape(&claim).map(drop)
}

fn shape<'c>(claim: &'c Claim<'_>) -> Result<Scope<'c>, Fault> {
    claim.check_host()?;
    claim.check_algorithm()?;
    Scope::parse(&claim.credential)
}

impl Credentials {
    /// Checks that a request is signed with these credentials, for a region, and not too long before or after now.
    ///
    /// # Errors
    ///
    /// As [`check`], and a signature that is not good.
    pub(crate) fn verify(
        &self,
        head: &Parts,
        body: &[u8],
        region: &str,
        now: SystemTime,
    ) -> Result<(), Fault> {
        let claim = Claim::of(head)?;
        let date = Date::parse(&claim.date)?;
        date.check_near(Date::at(now)?)?;
        let scope = shape(&claim)?;
        scope.check(region, &claim.date)?;
        if scope.access_key != self.access_key {
            return Err(unrecognized("The security token included in the request is invalid."));
        }
        let canonical = canonical::request(head, &claim, body);
        signature::verify(&self.secret_key, &claim, &scope, &canonical)?;
        if claim.has_token {
            // There are no sessions, so none that the token could be of.
            return Err(unrecognized("The security token included in the request is invalid"));
        }
        Ok(())
    }
}

fn unrecognized(message: &str) -> Fault {
    Fault::unauthenticated("UnrecognizedClientException", message)
}

fn incomplete(message: impl Into<String>) -> Fault {
    Fault::unauthenticated("IncompleteSignatureException", message)
}

fn invalid(message: impl Into<String>) -> Fault {
    Fault::unauthenticated("InvalidSignatureException", message)
}

#[cfg(test)]
mod tests;
