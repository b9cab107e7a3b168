//! Whose requests are answered.

use std::fmt;

use clap::Args;
use clap::builder::{ArgPredicate, NonEmptyStringValueParser, TypedValueParser};
use dynamo_endpoint::Settings;

/// Where the secret key is looked for if it is not given: arguments are shown by `ps`, to everybody.
const SECRET_KEY: &str = "DYNAMO_LOCAL_SECRET_KEY";

#[derive(Args, Debug)]
pub(crate) struct Signatures {
    /// Refuse operations that are not signed with --access-key, for the --region, within a quarter of an hour
    #[arg(long, requires_ifs = needed())]
    verify_signatures: bool,
    /// The access key that requests are signed with
    #[arg(long, value_name = "ID", requires = "verify_signatures", value_parser = NonEmptyStringValueParser::new())]
    access_key: Option<String>,
    /// The secret of the access key; in the environment variable DYNAMO_LOCAL_SECRET_KEY it does not show in `ps`
    #[arg(long, value_name = "KEY", requires = "verify_signatures", value_parser = secret())]
    secret_key: Option<Secret>,
}

/// What verifying signatures takes.
fn needed() -> Vec<(ArgPredicate, &'static str)> {
    let secret_key = from_environment().is_none().then_some("secret_key");
    ["access_key"].into_iter().chain(secret_key).map(|name| (ArgPredicate::IsPresent, name)).collect()
}

fn from_environment() -> Option<String> {
    std::env::var(SECRET_KEY).ok().filter(|key| !key.is_empty())
}

impl Signatures {
    /// Whether others than those who have the key are refused.
    pub(crate) const fn are_verified(&self) -> bool {
        self.verify_signatures
    }

    /// Adds the key to the settings, if signatures are verified.
    pub(crate) fn apply(&self, settings: Settings) -> Settings {
        let secret_key = self.secret_key.as_ref().map(|Secret(key)| key.clone()).or_else(from_environment);
        match (&self.access_key, secret_key) {
            (Some(access_key), Some(secret_key)) if self.verify_signatures => {
                settings.verifying(access_key, secret_key)
            }
            _ => settings,
        }
    }
}

/// What is not shown with the other arguments.
#[derive(Clone)]
struct Secret(String);

fn secret() -> impl TypedValueParser<Value = Secret> {
    NonEmptyStringValueParser::new().map(Secret)
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
