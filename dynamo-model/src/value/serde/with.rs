//! Field attributes for what serde's data model does not tell apart.

/// A collection as a set, for `#[serde(with = "…::as_set")]`.
///
/// The members, all strings, all numbers or all [`Binary`](crate::value::Binary),
/// decide the kind. DynamoDB has no empty sets, so an empty collection is left
/// out of the item: add `default` to read it back. Entities and documents
/// do not compile without.
///
/// ```
/// use std::collections::BTreeSet;
/// use dynamo_model::value::{Item, ValueKind, as_set};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Post {
///     #[serde(with = "as_set", default)]
///     tags: BTreeSet<String>,
/// }
///
/// let item = Item::from_serialize(&Post { tags: BTreeSet::from(["new".into()]) })?;
/// assert_eq!(item.get("tags").unwrap().kind(), ValueKind::Ss);
/// let none = Item::from_serialize(&Post { tags: BTreeSet::new() })?;
/// assert!(none.is_empty() && none.deserialize::<Post>()?.tags.is_empty());
/// # Ok::<(), dynamo_model::value::CodecError>(())
/// ```
pub mod as_set {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Writes the collection as a set; duplicates collapse.
    ///
    /// ```
    /// # use dynamo_model::value::{Item, Value};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Serialize, Deserialize)]
    /// struct Post {
    ///     #[serde(with = "dynamo_model::value::as_set")]
    ///     it: std::collections::BTreeSet<u32>,
    /// }
    ///
    /// let item = Item::from_serialize(&Post { it: [7].into() })?;
    /// assert_eq!(item.get("it").map(|it| it.to_value()), Some(Value::Ns([7.into()].into())));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the serializer, and mixed or unsuitable members.
    pub fn serialize<T: Serialize + ?Sized, S: Serializer>(
        collection: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(super::super::token::SET, collection)
    }

    /// Reads the collection from a set, or from a list.
    ///
    /// ```
    /// # use dynamo_model::value::{Item, Value};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Serialize, Deserialize)]
    /// struct Post {
    ///     #[serde(with = "dynamo_model::value::as_set")]
    ///     it: std::collections::BTreeSet<u32>,
    /// }
    ///
    /// let post: Post = Item::from_iter([("it", Value::L(vec![7.into()]))]).deserialize()?;
    /// assert!(post.it.contains(&7), "a list does as well");
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the deserializer.
    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// A type with decimal text as an exact number, for `#[serde(with = "…::as_number")]`.
///
/// Fits decimals and big integers: anything with `Display` and `FromStr`. For
/// an `Option` use `as_number::option`, with `default`.
///
/// ```
/// use dynamo_model::value::{Item, Number, ValueRef, as_number};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Price {
///     #[serde(with = "as_number")]
///     amount: String,
/// }
///
/// let item = Item::from_serialize(&Price { amount: "19.990".into() })?;
/// assert_eq!(item.get("amount"), Some(ValueRef::N(Number::parse("19.99").unwrap())));
/// assert_eq!(item.deserialize::<Price>()?.amount, "19.99");
/// # Ok::<(), dynamo_model::value::CodecError>(())
/// ```
pub mod as_number {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

    use crate::value::Number;

    /// Writes the decimal text as a number.
    ///
    /// ```
    /// # use dynamo_model::value::{Item, Value};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Serialize, Deserialize)]
    /// struct Post {
    ///     #[serde(with = "dynamo_model::value::as_number")]
    ///     it: String,
    /// }
    ///
    /// let item = Item::from_serialize(&Post { it: "1.50".to_owned() })?;
    /// assert_eq!(item.get("it").map(|it| it.to_dynamodb_json()).as_deref(), Some(r#"{"N":"1.5"}"#));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the serializer, and text that is not a number DynamoDB can hold.
    pub fn serialize<T: Display + ?Sized, S: Serializer>(
        decimal: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let number = Number::parse(&decimal.to_string()).map_err(ser::Error::custom)?;
        number.serialize(serializer)
    }

    /// Reads the type from the number's plain decimal text.
    ///
    /// ```
    /// # use dynamo_model::value::{Item, Value};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Serialize, Deserialize)]
    /// struct Post {
    ///     #[serde(with = "dynamo_model::value::as_number")]
    ///     it: String,
    /// }
    ///
    /// let post: Post = Item::from_iter([("it", 7)]).deserialize()?;
    /// assert_eq!(post.it, "7");
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the deserializer, and text the type refuses.
    pub fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let number = Number::deserialize(deserializer)?;
        number.to_string().parse().map_err(de::Error::custom)
    }

    /// The same for an `Option`, for `#[serde(with = "…::as_number::option", default)]`.
    pub mod option {
        use super::{Deserialize, Deserializer, Display, FromStr, Number, Serializer, de, ser};

        /// Writes the decimal text as a number, or nothing.
        ///
        /// ```
        /// # use dynamo_model::value::{Item, Value};
        /// use serde::{Deserialize, Serialize};
        ///
        /// #[derive(Serialize, Deserialize)]
        /// struct Post {
        ///     #[serde(with = "dynamo_model::value::as_number::option")]
        ///     it: Option<String>,
        /// }
        ///
        /// let item = Item::from_serialize(&Post { it: None })?;
        /// assert!(item.is_empty());
        /// # Ok::<(), dynamo_model::value::CodecError>(())
        /// ```
        ///
        /// # Errors
        ///
        /// As without the `Option`.
        pub fn serialize<T: Display, S: Serializer>(
            decimal: &Option<T>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match decimal {
                Some(decimal) => {
                    let number = Number::parse(&decimal.to_string()).map_err(ser::Error::custom)?;
                    serializer.serialize_some(&number)
                }
                None => serializer.serialize_none(),
            }
        }

        /// Reads the type from the number's plain decimal text, or nothing.
        ///
        /// ```
        /// # use dynamo_model::value::{Item, Value};
        /// use serde::{Deserialize, Serialize};
        ///
        /// #[derive(Serialize, Deserialize)]
        /// struct Post {
        ///     #[serde(with = "dynamo_model::value::as_number::option")]
        ///     it: Option<String>,
        /// }
        ///
        /// let post: Post = Item::from_iter([("it", 7)]).deserialize()?;
        /// assert_eq!(post.it.as_deref(), Some("7"));
        /// # Ok::<(), dynamo_model::value::CodecError>(())
        /// ```
        ///
        /// # Errors
        ///
        /// As without the `Option`.
        pub fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<T>, D::Error> {
            let number = Option::<Number>::deserialize(deserializer)?;
            let decimal = number.map(|number| number.to_string().parse());
            decimal.transpose().map_err(de::Error::custom)
        }
    }
}

/// Bytes as binary instead of a list of numbers, for `#[serde(with = "…::as_bytes")]`.
///
/// Fits `Vec<u8>`, `[u8; N]`, `Box<[u8]>` and their like. For an `Option` use
/// `as_bytes::option`, with `default`.
///
/// ```
/// use dynamo_model::value::{Item, ValueRef, as_bytes};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Blob {
///     #[serde(with = "as_bytes")]
///     hash: [u8; 2],
/// }
///
/// let item = Item::from_serialize(&Blob { hash: [1, 2] })?;
/// assert_eq!(item.get("hash"), Some(ValueRef::B(&[1, 2])));
/// assert_eq!(item.deserialize::<Blob>()?.hash, [1, 2]);
/// # Ok::<(), dynamo_model::value::CodecError>(())
/// ```
pub mod as_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de};

    use crate::value::Binary;

    /// Writes the bytes as binary.
    ///
    /// ```
    /// # use dynamo_model::value::{Item, Value};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Serialize, Deserialize)]
    /// struct Post {
    ///     #[serde(with = "dynamo_model::value::as_bytes")]
    ///     it: Vec<u8>,
    /// }
    ///
    /// let item = Item::from_serialize(&Post { it: vec![1, 2] })?;
    /// assert_eq!(item.get("it").and_then(|it| it.as_b()), Some([1, 2].as_slice()));
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<T: AsRef<[u8]> + ?Sized, S: Serializer>(
        bytes: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes.as_ref())
    }

    /// Reads the bytes from binary.
    ///
    /// ```
    /// # use dynamo_model::value::{Item, Value};
    /// use serde::{Deserialize, Serialize};
    ///
    /// #[derive(Serialize, Deserialize)]
    /// struct Post {
    ///     #[serde(with = "dynamo_model::value::as_bytes")]
    ///     it: Vec<u8>,
    /// }
    ///
    /// let post: Post = Item::from_iter([("it", Value::B(vec![1, 2]))]).deserialize()?;
    /// assert_eq!(post.it, [1, 2]);
    /// # Ok::<(), dynamo_model::value::CodecError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the deserializer, and a length the type does not have.
    pub fn deserialize<'de, T: TryFrom<Vec<u8>>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        sized(Binary::deserialize(deserializer)?)
    }

    fn sized<T: TryFrom<Vec<u8>>, E: de::Error>(bytes: Binary) -> Result<T, E> {
        let length = bytes.0.len();
        let wrong = |_| E::invalid_length(length, &"another number of bytes");
        T::try_from(bytes.0).map_err(wrong)
    }

    /// The same for an `Option`, for `#[serde(with = "…::as_bytes::option", default)]`.
    pub mod option {
        use super::{Binary, Deserialize, Deserializer, Serializer, sized};

        /// Writes the bytes as binary, or nothing.
        ///
        /// ```
        /// # use dynamo_model::value::{Item, Value};
        /// use serde::{Deserialize, Serialize};
        ///
        /// #[derive(Serialize, Deserialize)]
        /// struct Post {
        ///     #[serde(with = "dynamo_model::value::as_bytes::option")]
        ///     it: Option<Vec<u8>>,
        /// }
        ///
        /// let item = Item::from_serialize(&Post { it: None })?;
        /// assert!(item.is_empty());
        /// # Ok::<(), dynamo_model::value::CodecError>(())
        /// ```
        ///
        /// # Errors
        ///
        /// Those of the serializer.
        pub fn serialize<T: AsRef<[u8]>, S: Serializer>(
            bytes: &Option<T>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match bytes {
                Some(bytes) => super::serialize(bytes, serializer),
                None => serializer.serialize_none(),
            }
        }

        /// Reads the bytes from binary, or nothing.
        ///
        /// ```
        /// # use dynamo_model::value::{Item, Value};
        /// use serde::{Deserialize, Serialize};
        ///
        /// #[derive(Serialize, Deserialize)]
        /// struct Post {
        ///     #[serde(with = "dynamo_model::value::as_bytes::option")]
        ///     it: Option<Vec<u8>>,
        /// }
        ///
        /// let post: Post = Item::from_iter([("it", Value::B(vec![1, 2]))]).deserialize()?;
        /// assert_eq!(post.it, Some(vec![1, 2]));
        /// # Ok::<(), dynamo_model::value::CodecError>(())
        /// ```
        ///
        /// # Errors
        ///
        /// As without the `Option`.
        pub fn deserialize<'de, T: TryFrom<Vec<u8>>, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<T>, D::Error> {
            Option::<Binary>::deserialize(deserializer)?.map(sized).transpose()
        }
    }
}
