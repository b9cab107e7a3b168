//! What a signature is good for: an access key, a day, a region, a service.

use super::{incomplete, invalid};
use crate::fault::Fault;

/// What signatures call the service, and the one of its streams.
const SERVICE: &str = "dynamodb";
const TERMINATOR: &str = "aws4_request";

/// A credential, taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'c> {
    pub(super) access_key: &'c str,
    pub(super) day: &'c str,
    pub(super) region: &'c str,
    pub(super) service: &'c str,
    pub(super) terminator: &'c str,
}

impl<'c> Scope<'c> {
    /// Takes a credential apart.
    ///
    /// # Errors
    ///
    /// One that has not five parts.
    pub(super) fn parse(credential: &'c str) -> Result<Self, Fault> {
        let parts: Vec<&str> = credential.split('/').collect();
        match *parts {
            [access_key, day, region, service, terminator] => {
                Ok(Self { access_key, day, region, service, terminator })
            }
            _ => Err(incomplete(format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got \
                 '{credential}'"
            ))),
        }
    }

    /// Checks that it is the scope of a request to this service in this region on this date.
    ///
    /// # Errors
    ///
    /// All that it is not, in one.
    pub(super) fn check(self, region: &str, date: &str) -> Result<(), Fault> {
        let mut wrong = String::new();
        if self.region != region {
            wrong
                .push_str(&format!("Credential should be scoped to a valid region, not '{}'. ", self.region));
        }
        if self.service != SERVICE {
            wrong.push_str(&format!("Credential should be scoped to correct service: '{SERVICE}'. "));
        }
        if self.terminator != TERMINATOR {
            wrong.push_str(&format!(
                "Credential should be scoped with a valid terminator: '{TERMINATOR}', not '{}'. ",
                self.terminator
            ));
        }
        let day = date.split('T').next().unwrap_or_default();
        if self.day != day {
            wrong.push_str(&format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{}' != \
                 '{day}', from '{date}'.",
                self.day
            ));
        }
        if wrong.is_empty() { Ok(()) } else { Err(invalid(wrong)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_has_five_parts() {
        for credential in
            ["AKID", "AKID/20150830/us-east-1/dynamodb", "a/b/20150830/us-east-1/dynamodb/aws4_request"]
        {
            let fault = Scope::parse(credential).unwrap_err();
            assert_eq!(
                fault.to_string(),
                format!(
                    "IncompleteSignatureException: Credential must have exactly 5 slash-delimited elements, e.g. \
                     keyid/date/region/service/term, got '{credential}'"
                )
            );
        }
    }

    #[test]
    fn all_that_is_out_of_scope_is_said_at_once() {
        let date = "20150830T123600Z";
        let scope = Scope::parse("AKID/20150830/us-east-1/dynamodb/aws4_request").unwrap();
        assert!(scope.check("us-east-1", date).is_ok());
        let scope = Scope::parse("AKID/20150829/eu-west-1/s3/aws5").unwrap();
        assert_eq!(
            scope.check("us-east-1", date).unwrap_err().message(),
            Some(
                "Credential should be scoped to a valid region, not 'eu-west-1'. Credential should be scoped to correct \
                 service: 'dynamodb'. Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. \
                 Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150829' \
                 != '20150830', from '20150830T123600Z'."
            )
        );
    }
}
