//! The keys that tables are said to be encrypted with. Nothing is encrypted, so nobody looks for them.

use dynamo_model::request::Encryption;

use crate::codec::uuid;

/// What the key management service calls its own key for tables.
const MANAGED: &str = "alias/aws/dynamodb";

/// Returns the ARN or the id of a key; none if the service owns it. An alias stands for a key whose id is worked out of it.
pub(crate) fn key(encryption: &Encryption) -> Option<String> {
    match encryption {
        Encryption::Owned => None,
        Encryption::Managed => Some(id_behind(MANAGED)),
        Encryption::Key(name) => Some(alias(name).map_or_else(|| name.clone(), id_behind)),
    }
}

/// Makes the Amazon resource name of a key.
pub(crate) fn arn(region: &str, key: &str) -> String {
    if key.starts_with("arn:") {
        return key.to_owned();
    }
    format!("arn:aws:kms:{region}:000000000000:key/{key}")
}

/// Whether a key is asked for by its ARN, whatever region that is of.
pub(crate) fn is_arn_of(name: &str, key: &str) -> bool {
    let own = || {
        let (_region, rest) = name.strip_prefix("arn:aws:kms:")?.split_once(':')?;
        rest.strip_prefix("000000000000:key/")
    };
    name.starts_with("arn:") && (name == key || own() == Some(key))
}

/// Returns the alias that a name is one of, alone or in an ARN.
fn alias(name: &str) -> Option<&str> {
    let resource = if name.starts_with("arn:") { name.splitn(6, ':').nth(5)? } else { name };
    resource.starts_with("alias/").then_some(resource)
}

fn id_behind(alias: &str) -> String {
    uuid(blake3::hash(alias.as_bytes()).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Option<String> {
        key(&Encryption::Key(name.to_owned()))
    }

    #[test]
    fn a_key_is_what_it_is_named_by_and_an_alias_stands_for_one() {
        assert_eq!(key(&Encryption::Owned), None);
        assert_eq!(named("1234-abcd").as_deref(), Some("1234-abcd"));
        let other = "arn:aws:kms:eu-west-1:123456789012:key/1234-abcd";
        assert_eq!(named(other).as_deref(), Some(other));
        assert_eq!(named(MANAGED), key(&Encryption::Managed));
        assert_eq!(named("arn:aws:kms:us-east-1:000000000000:alias/shop"), named("alias/shop"));
        assert_ne!(named("alias/shop"), named("alias/shops"));
    }

    #[test]
    fn a_key_has_one_arn_in_each_region() {
        let here = "arn:aws:kms:us-east-1:000000000000:key/1234-abcd";
        assert_eq!(arn("us-east-1", "1234-abcd"), here);
        assert!(is_arn_of(here, "1234-abcd") && is_arn_of(here, here));
        assert!(is_arn_of("arn:aws:kms:eu-west-1:000000000000:key/1234-abcd", "1234-abcd"));
        assert!(!is_arn_of("1234-abcd", "1234-abcd"));
        assert!(!is_arn_of("arn:aws:kms:us-east-1:123456789012:key/1234-abcd", "1234-abcd"));
    }
}
