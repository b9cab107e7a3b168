//! Keys that tables are encrypted with, as requests name them and answers tell of them.

use dynamo_model::request::Encryption;
use dynamo_model::request::check::Constraint;
use serde::Serialize;

use crate::fault::Fault;
use crate::wire::read::Members;
use crate::wire::shape::{FLAG, Rules, Shape, TEXT, optional};

pub(super) static SPECIFICATION: Shape = Shape::Structure(
    "SSESpecification",
    &[optional("Enabled", &FLAG), optional("SSEType", &KIND), optional("KMSMasterKeyId", &KEY)],
);
static KIND: Shape = Shape::Word(&["AES256", "KMS"]);
static KEY: Shape = Shape::Ruled(Rules::Of(&[Constraint::ShortestLength(1)]), &TEXT);

/// The alias of the key that the key management service has for tables.
const MANAGED: &str = "alias/aws/dynamodb";

/// Reads which key a table is to be encrypted with, if that is said. Whoever names a type of encryption wants it.
///
/// # Errors
///
/// A type or a key where nothing is to be encrypted, a key without its type, and a type that there is no more.
pub(super) fn read(members: Members<'_>) -> Result<Option<Encryption>, Fault> {
    let Some(of) = members.inside("SSESpecification") else { return Ok(None) };
    let (kind, key) = (of.text("SSEType"), of.text("KMSMasterKeyId"));
    if of.flag("Enabled") == Some(false) {
        let named =
            [("SSEType", kind), ("KMSMasterKeyId", key)].into_iter().find(|(_, named)| named.is_some());
        return match named {
            None => Ok(Some(Encryption::Owned)),
            Some((name, _)) => Err(invalid(&format!("{name} can not be specified if Enabled is false"))),
        };
    }
    match (kind, key) {
        (Some("AES256"), _) => Err(invalid("SSEType AES256 is not supported")),
        (None, Some(_)) => Err(invalid("SSEType KMS is required if KMSMasterKeyId is specified")),
        (None, None) if of.flag("Enabled").is_none() => Ok(Some(Encryption::Owned)),
        (_, None | Some(MANAGED)) => Ok(Some(Encryption::Managed)),
        (_, Some(key)) => Ok(Some(Encryption::Key(key.to_owned()))),
    }
}

fn invalid(message: &str) -> Fault {
    Fault::validation(message).context("One or more parameter values were invalid")
}

/// What answers say of it. Of the service's own key they say nothing.
#[derive(Serialize)]
pub(super) struct Encrypted<'t> {
    #[serde(rename = "Status")]
    status: &'static str,
    #[serde(rename = "SSEType", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(rename = "KMSMasterKeyArn", skip_serializing_if = "Option::is_none")]
    key: Option<&'t str>,
}

impl<'t> Encrypted<'t> {
    pub(super) const fn with(key: &'t str) -> Self {
        Self { status: "ENABLED", kind: Some("KMS"), key: Some(key) }
    }

    /// What is said as soon as another key is asked for.
    pub(super) const fn anew() -> Self {
        Self { status: "UPDATING", kind: None, key: None }
    }
}
