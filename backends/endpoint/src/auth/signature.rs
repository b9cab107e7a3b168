//! The signature of a request: a code that takes the secret key to compute.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use super::claim::{ALGORITHM, Claim};
use super::invalid;
use super::scope::Scope;
use crate::fault::Fault;

/// Checks that a request, written canonically, is signed with a secret key.
///
/// # Errors
///
/// Another signature.
pub(super) fn verify(
    secret_key: &str,
    claim: &Claim<'_>,
    scope: &Scope<'_>,
    canonical: &str,
) -> Result<(), Fault> {
    let signed = string_to_sign(&claim.date, scope, canonical);
    if matches(secret_key, scope, &signed, &claim.signature) {
        return Ok(());
    }
    Err(invalid(format!(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key \
         and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request \
         should have been\n'{canonical}'\n\nThe String-to-Sign should have been\n'{signed}'\n"
    )))
}

fn string_to_sign(date: &str, scope: &Scope<'_>, canonical: &str) -> String {
    let Scope { day, region, service, terminator, .. } = scope;
    let hash = hex::encode(Sha256::digest(canonical));
    format!("{ALGORITHM}\n{date}\n{day}/{region}/{service}/{terminator}\n{hash}")
}

/// Compares signatures, in a time that does not depend on where they differ.
fn matches(secret_key: &str, scope: &Scope<'_>, signed: &str, signature: &str) -> bool {
    let expected = signing_key(secret_key, scope).and_then(|key| mac(&key, signed));
    match (expected, hex::decode(signature)) {
        (Some(expected), Ok(signature)) => expected.verify_slice(&signature).is_ok(),
        _ => false,
    }
}

/// Derives the key that is good for the scope alone.
fn signing_key(secret_key: &str, scope: &Scope<'_>) -> Option<Vec<u8>> {
    let first = format!("AWS4{secret_key}").into_bytes();
    let Scope { day, region, service, terminator, .. } = scope;
    [day, region, service, terminator]
        .into_iter()
        .try_fold(first, |key, part| Some(mac(&key, part)?.finalize().into_bytes().to_vec()))
}

/// Authenticates a text. Keys of any length are taken, though the interface of the algorithm has room for refusal.
fn mac(key: &[u8], text: &str) -> Option<Hmac<Sha256>> {
    Some(Hmac::<Sha256>::new_from_slice(key).ok()?.chain_update(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    /// What the documentation of signatures derives from its example key.
    #[test]
    fn keys_are_derived_as_documented() {
        for (credential, key) in [
            (
                "AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request",
                "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9",
            ),
            (
                "AKIDEXAMPLE/20120215/us-east-1/iam/aws4_request",
                "f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d",
            ),
        ] {
            let scope = Scope::parse(credential).unwrap();
            assert_eq!(hex::encode(signing_key(SECRET, &scope).unwrap()), key, "{credential}");
        }
    }

    #[test]
    fn the_documented_request_has_its_signature() {
        let canonical = "GET\n/\nAction=ListUsers&Version=2010-05-08\n\
            content-type:application/x-www-form-urlencoded; charset=utf-8\nhost:iam.amazonaws.com\n\
            x-amz-date:20150830T123600Z\n\ncontent-type;host;x-amz-date\n\
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let scope = Scope::parse("AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request").unwrap();
        let signed = string_to_sign("20150830T123600Z", &scope, canonical);
        assert!(signed.ends_with("\nf536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"));
        let signature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
        assert!(matches(SECRET, &scope, &signed, signature));
        assert!(!matches("another", &scope, &signed, signature));
        assert!(!matches(SECRET, &scope, &signed, &signature.replace('5', "6")));
        assert!(!matches(SECRET, &scope, &signed, "5d67"), "the beginning is not enough");
        assert!(!matches(SECRET, &scope, &signed, "no digits"));
    }
}
