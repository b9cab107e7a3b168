//! Parameters of a query, where presigned requests have their signature.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

pub(super) const ALGORITHM: &str = "X-Amz-Algorithm";
pub(super) const SIGNATURE: &str = "X-Amz-Signature";

/// What canonical requests encode: all but letters, digits and these.
pub(super) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is decoded, which need not be text.
type Decoded<'r> = Cow<'r, [u8]>;

/// Names and values in the order they are written, decoded.
#[derive(Debug)]
pub(super) struct Query<'r>(Vec<(Decoded<'r>, Decoded<'r>)>);

impl<'r> Query<'r> {
    pub(super) fn of(query: &'r str) -> Self {
        let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
        let decoded = parameters.map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            (percent_decode_str(name).into(), percent_decode_str(value).into())
        });
        Self(decoded.collect())
    }

    /// Returns the value of a parameter. The first one counts if there are several.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'r, str>> {
        let (_, value) = self.0.iter().find(|(parameter, _)| **parameter == *name.as_bytes())?;
        Some(match value {
            Cow::Borrowed(value) => String::from_utf8_lossy(value),
            Cow::Owned(value) => Cow::Owned(String::from_utf8_lossy(value).into_owned()),
        })
    }

    /// Writes the parameters in order and encoded anew, without the signature, which is not of itself.
    pub(super) fn canonical(&self) -> String {
        let signed = self.0.iter().filter(|(name, _)| **name != *SIGNATURE.as_bytes());
        let encoded = |text: &[u8]| percent_encode(text, RESERVED).to_string();
        let mut encoded: Vec<(String, String)> =
            signed.map(|(name, value)| (encoded(name), encoded(value))).collect();
        encoded.sort();
        let written: Vec<String> =
            encoded.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        written.join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_sorted_and_encoded_anew_without_the_signature() {
        for (query, canonical) in [
            ("", ""),
            ("Param2=value2&Param1=value1", "Param1=value1&Param2=value2"),
            ("a=2&a=1&X-Amz-Signature=x", "a=1&a=2"),
            ("b&a=/%7e%2B+", "a=%2F~%2B%2B&b="),
            ("%E1%88%B4=bar", "%E1%88%B4=bar"),
            ("a=b=c&&", "a=b%3Dc"),
        ] {
            assert_eq!(Query::of(query).canonical(), canonical, "{query}");
        }
    }

    #[test]
    fn values_are_decoded() {
        let query = Query::of("X-Amz-Credential=a%2Fb&X-Amz-Credential=c");
        assert_eq!(query.get("X-Amz-Credential").as_deref(), Some("a/b"));
        assert_eq!(query.get("x-amz-credential"), None);
    }
}
