//! The keys of an index, read back into their parts.

use super::IndexOf;
use crate::entity::{Entity, Half, IndexKey, IndexParts, PartTuple, parse_parts, read_parts};
use crate::error::{Error, ErrorKind, Result};
use crate::query::Pattern;
use crate::value::ItemRef;

impl<E: Entity, P> IndexOf<E, P> {
    /// Reads the parts of the index's key out of an item that has it: a stored one, what the index holds, or an image in a
    /// stream's record. They are those of the templates, each field once, from left to right.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # #[index(name = "gsi1")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}#{id:06}")]
    /// # struct Order { id: u32, customer: String, day: String, total: u32 }
    /// use dynamo_model::value::Item;
    ///
    /// let image = Item::from_iter([("gsi1pk", "CUSTOMER#c1"), ("gsi1sk", "2026-11-20#000007")]);
    /// let (customer, day, id) = Order::BY_CUSTOMER.parts(image.view())?;
    /// assert_eq!((customer.as_str(), day.as_str(), id), ("c1", "2026-11-20", 7));
    ///
    /// let other = Item::from_iter([("gsi1pk", "CUSTOMER#c1"), ("gsi1sk", "2026-11-20#7")]);
    /// let error = Order::BY_CUSTOMER.parts(other.view()).unwrap_err();
    /// assert_eq!(
    ///     error.message(),
    ///     "no key of `Order` in index `gsi1`: `gsi1sk` is \"2026-11-20#7\", and no \"{day}#{id:06}\": from byte 12 on \
    ///      `id` is expected, and it ends there"
    /// );
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) if the item is not in the index, or its key there is not
    /// one that these parts make. The message names the template, and where the text is not of it.
    pub fn parts<A, K, S>(&self, item: ItemRef<'_>) -> Result<A>
    where
        P: IndexParts<A, K, S>,
        A: PartTuple,
    {
        read_parts(&self.key()?, item)
    }

    /// Reads the parts of the partition key out of its text, or of its number as a text: what a log or an export has.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let (customer,) = Order::BY_CUSTOMER.parse_pk("CUSTOMER#c1")?;
    /// assert_eq!(customer, "c1");
    /// let error = Order::BY_CUSTOMER.parse_pk("CUSTOMER_c1").unwrap_err();
    /// assert!(error.message().ends_with(
    ///     "`gsi1pk` is \"CUSTOMER_c1\", and no \"CUSTOMER#{customer}\": from byte 8 on \"#\" is expected, and \"_c1\" stands \
    ///      there"
    /// ));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`parts`](Self::parts), and if the partition key has several attributes, or is of type B: an item then has it.
    pub fn parse_pk<A, K, S>(&self, key: &str) -> Result<K>
    where
        P: IndexParts<A, K, S>,
        K: PartTuple,
    {
        parse_parts(&self.key()?, Half::Partition, key)
    }

    /// Reads the parts of the sort key out of its text, or of its number as a text.
    ///
    /// ```
    #[doc = include_str!("../builder/shop.md")]
    /// let (day,) = Order::BY_CUSTOMER.parse_sk("2026-11-20")?;
    /// assert_eq!(day, "2026-11-20");
    /// assert!(Order::BY_CUSTOMER.parse_sk("").unwrap_err().is_unexpected_entity());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`parse_pk`](Self::parse_pk), and if there is no sort key.
    pub fn parse_sk<A, K, S>(&self, key: &str) -> Result<S>
    where
        P: IndexParts<A, K, S>,
        S: PartTuple,
    {
        parse_parts(&self.key()?, Half::Sort, key)
    }

    fn key(&self) -> Result<IndexKey> {
        let pattern = Pattern::of::<E>(self.access).ok_or_else(|| {
            Error::new(ErrorKind::Internal, format!("`{}` has no such index", E::SCHEMA.rust_name))
        })?;
        Ok(IndexKey { entity: E::SCHEMA, access: pattern.access(), key: *pattern.key() })
    }
}
