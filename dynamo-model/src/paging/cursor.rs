use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hash;
use crate::error::{Error, ErrorKind, Result};
use crate::value::Item;

const VERSION: u8 = 2;
/// The bytes of the check sum at the end.
const SUM: usize = 3;

/// Where a page ended: an opaque, URL-safe text that goes on with the same query or scan, and with no other. Serde writes
/// and reads it as that text, in what a web service answers and is asked, say.
///
/// ```
/// use dynamo_model::Cursor;
///
/// let error = "not a cursor".parse::<Cursor>().unwrap_err();
/// assert!(error.is_invalid_cursor());
/// ```
///
/// ```
#[doc = include_str!("../backend/stub.md")]
#[doc = include_str!("../builder/shop.md")]
/// use dynamo_model::Cursor;
///
/// #[derive(Serialize, Deserialize)]
/// struct Answer {
///     totals: Vec<u32>,
///     next: Option<Cursor>,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let shop = Shop::on(Memory::default());
/// # shop.put(&order("o1", 5)).await?;
/// # shop.put(&order("o2", 5)).await?;
/// let page = shop.scan::<Order>().limit(1).await?;
/// let totals = page.iter().map(|order| order.total).collect();
/// let json = serde_json::to_string(&Answer { totals, next: page.cursor().cloned() }).expect("it is data");
///
/// let answer: Answer = serde_json::from_str(&json).expect("it is the same data");
/// assert_eq!(answer.next.as_ref(), page.cursor());
/// assert!(serde_json::from_str::<Answer>(r#"{"totals":[],"next":"made up"}"#).is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cursor(String);

impl Cursor {
    pub(crate) fn new(fingerprint: u64, key: &Item) -> Self {
        let mut bytes = Vec::with_capacity(1 + 8 + key.as_bytes().len() + SUM);
        bytes.push(VERSION);
        bytes.extend_from_slice(&fingerprint.to_be_bytes());
        bytes.extend_from_slice(key.as_bytes());
        bytes.extend_from_slice(&sum(&bytes));
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Opens the cursor for the request with this fingerprint; `same` says what makes two requests the same.
    pub(crate) fn open(&self, fingerprint: u64, same: &str) -> Result<Item> {
        let (bound_to, key) = parse(&self.0)?;
        if bound_to == fingerprint {
            Ok(key)
        } else {
            Err(invalid(&format!("belongs to another request: {same} must be the same")))
        }
    }

    /// Returns the text.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("../builder/shop.md")]
    /// use dynamo_model::Cursor;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// # shop.put(&order("o1", 5)).await?;
    /// # shop.put(&order("o2", 5)).await?;
    /// let page = shop.scan::<Order>().limit(1).await?;
    /// let text = page.cursor().expect("there is more").as_str().to_owned();
    /// let next: Cursor = text.parse()?;
    /// assert_eq!(shop.scan::<Order>().limit(1).after(next.clone()).await?.len(), 1);
    /// let other = shop.scan::<Order>().filter(|o| o.total.gt(1)).after(next).request();
    /// assert!(other.unwrap_err().is_invalid_cursor(), "it is of the scan without a filter");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse(text).map(|_| Self(text.to_owned()))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As its text.
impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// From its text; what is none of ours, or damaged, is refused.
impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|error: Error| serde::de::Error::custom(error.message()))
    }
}

fn parse(text: &str) -> Result<(u64, Item)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| invalid("is not one of ours"))?;
    let Some((content, found)) = bytes.split_last_chunk::<SUM>() else {
        return Err(invalid("is not one of ours"));
    };
    let [VERSION, rest @ ..] = content else { return Err(invalid("is not one of ours")) };
    if *found != sum(content) {
        return Err(invalid("is damaged"));
    }
    let (fingerprint, key) = rest.split_first_chunk::<8>().ok_or_else(|| invalid("is damaged"))?;
    let key = Item::from_bytes(key.to_vec()).map_err(|_| invalid("is damaged"))?;
    Ok((u64::from_be_bytes(*fingerprint), key))
}

/// Tells a text that was cut or mistyped, which could well be read as another place.
fn sum(content: &[u8]) -> [u8; SUM] {
    let [.., a, b, c] = hash(content).to_be_bytes();
    [a, b, c]
}

fn invalid(what: &str) -> Error {
    Error::new(ErrorKind::InvalidCursor, format!("the cursor {what}"))
}
