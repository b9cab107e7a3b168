//! Sets in place.

use std::fmt;

use crate::value::Number;
use crate::value::packed::{Cursor, decode_number};

/// Declares one of the three kinds of set; only the member type and how it is read differ.
macro_rules! set_view {
    (
        $(#[$set_doc:meta])*
        $Set:ident,
        $(#[$iter_doc:meta])*
        $Iter:ident,
        member: $Member:ty,
        probe: $Probe:ty,
        read: $read:expr,
        example: $two:literal as $as_set:ident with $first:literal and $second:literal
    ) => {
        $(#[$set_doc])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub struct $Set<'a> {
            // Sorted and unique, so equal sets have equal bytes.
            bytes: &'a [u8],
        }

        impl<'a> $Set<'a> {
            pub(in crate::value) const fn new(bytes: &'a [u8]) -> Self {
                $Set { bytes }
            }

            pub(in crate::value) const fn packed(&self) -> &'a [u8] {
                self.bytes
            }

            /// Returns the members in ascending order.
            ///
            /// ```
            /// use dynamo_model::value::{Item, Value};
            ///
            #[doc = concat!("let item = Item::from_iter([(\"it\", ", $two, ")]);")]
            #[doc = concat!("let set = item.get(\"it\").and_then(|it| it.", stringify!($as_set), "()).unwrap();")]
            #[doc = concat!("assert_eq!(set.iter().collect::<Vec<_>>(), [", $first, ", ", $second, "]);")]
            /// ```
            pub fn iter(&self) -> $Iter<'a> {
                $Iter { cursor: Cursor::new(self.bytes) }
            }

            /// Counts the members.
            ///
            /// ```
            /// use dynamo_model::value::{Item, Value};
            ///
            #[doc = concat!("let item = Item::from_iter([(\"it\", ", $two, ")]);")]
            #[doc = concat!("let set = item.get(\"it\").and_then(|it| it.", stringify!($as_set), "()).unwrap();")]
            /// assert_eq!(set.len(), 2);
            /// ```
            pub fn len(&self) -> usize {
                self.iter().count()
            }

            /// Reports whether the set has no member, which the service does not accept.
            ///
            /// ```
            /// use dynamo_model::value::{Item, Value};
            ///
            #[doc = concat!("let item = Item::from_iter([(\"it\", ", $two, ")]);")]
            #[doc = concat!("let set = item.get(\"it\").and_then(|it| it.", stringify!($as_set), "()).unwrap();")]
            /// assert!(!set.is_empty());
            /// ```
            pub fn is_empty(&self) -> bool {
                self.bytes.is_empty()
            }

            /// Reports whether `member` is in the set.
            ///
            /// ```
            /// use dynamo_model::value::{Item, Value};
            ///
            #[doc = concat!("let item = Item::from_iter([(\"it\", ", $two, ")]);")]
            #[doc = concat!("let set = item.get(\"it\").and_then(|it| it.", stringify!($as_set), "()).unwrap();")]
            #[doc = concat!("assert!(set.contains(", $second, "));")]
            /// ```
            pub fn contains(&self, member: $Probe) -> bool {
                self.iter().take_while(|next| *next <= member).any(|next| next == member)
            }
        }

        impl<'a> IntoIterator for $Set<'a> {
            type Item = $Member;
            type IntoIter = $Iter<'a>;

            fn into_iter(self) -> $Iter<'a> {
                self.iter()
            }
        }

        impl fmt::Debug for $Set<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_set().entries(self.iter()).finish()
            }
        }

        $(#[$iter_doc])*
        ///
        /// ```
        /// use dynamo_model::value::{Item, Value};
        ///
        #[doc = concat!("let item = Item::from_iter([(\"it\", ", $two, ")]);")]
        #[doc = concat!("let set = item.get(\"it\").and_then(|it| it.", stringify!($as_set), "()).unwrap();")]
        /// let mut members = set.iter();
        #[doc = concat!("assert_eq!(members.next(), Some(", $first, "));")]
        /// assert_eq!(members.count(), 1);
        /// ```
        #[derive(Clone)]
        pub struct $Iter<'a> {
            cursor: Cursor<'a>,
        }

        impl<'a> Iterator for $Iter<'a> {
            type Item = $Member;

            fn next(&mut self) -> Option<$Member> {
                let read: fn(&mut Cursor<'a>) -> Option<$Member> = $read;
                read(&mut self.cursor)
            }
        }

        impl fmt::Debug for $Iter<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.clone()).finish()
            }
        }
    };
}

set_view!(
    /// A set of strings read in place from packed bytes; members ascend by byte.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    /// use dynamo_model::value::Item;
    ///
    /// let mut item = Item::new();
    /// item.insert("tags", BTreeSet::from(["new".to_owned(), "big".to_owned()]));
    /// let tags = item.get("tags").and_then(|tags| tags.as_ss()).unwrap();
    /// assert_eq!(tags.iter().collect::<Vec<_>>(), ["big", "new"]);
    /// assert!(tags.contains("new"));
    /// ```
    StringSetRef,
    /// Iterates over the members of a [`StringSetRef`].
    StringSetIter,
    member: &'a str,
    probe: &str,
    read: |cursor| std::str::from_utf8(cursor.prefixed()?).ok(),
    example: "Value::Ss([\"new\".to_owned(), \"big\".to_owned()].into())" as as_ss with "\"big\"" and "\"new\""
);

set_view!(
    /// A set of numbers read in place from packed bytes; members ascend by value.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    /// use dynamo_model::value::{Item, Number};
    ///
    /// let mut item = Item::new();
    /// item.insert("sizes", BTreeSet::from([Number::from(10), Number::from(9)]));
    /// let sizes = item.get("sizes").and_then(|sizes| sizes.as_ns()).unwrap();
    /// assert_eq!(sizes.iter().collect::<Vec<_>>(), [Number::from(9), Number::from(10)]);
    /// assert!(sizes.contains("10.0".parse()?));
    /// # Ok::<(), dynamo_model::value::NumberError>(())
    /// ```
    NumberSetRef,
    /// Iterates over the members of a [`NumberSetRef`].
    NumberSetIter,
    member: Number,
    probe: Number,
    read: |cursor| decode_number(cursor.number()?),
    example: "Value::Ns([10.into(), 9.into()].into())" as as_ns with "9.into()" and "10.into()"
);

set_view!(
    /// A set of byte strings read in place from packed bytes; members ascend by byte.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    /// use dynamo_model::value::Item;
    ///
    /// let mut item = Item::new();
    /// item.insert("hashes", BTreeSet::from([vec![2, 1], vec![1, 2]]));
    /// let hashes = item.get("hashes").and_then(|hashes| hashes.as_bs()).unwrap();
    /// assert_eq!(hashes.iter().collect::<Vec<_>>(), [[1, 2], [2, 1]]);
    /// assert!(!hashes.contains(&[3]));
    /// ```
    BinarySetRef,
    /// Iterates over the members of a [`BinarySetRef`].
    BinarySetIter,
    member: &'a [u8],
    probe: &[u8],
    read: |cursor| cursor.prefixed(),
    example: "Value::Bs([vec![2, 1], vec![1, 2]].into())" as as_bs with "&[1, 2][..]" and "&[2, 1][..]"
);
