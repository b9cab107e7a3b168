//! What builders would send, in words and numbers: the operation, its expressions, and what it costs at worst.
//!
//! Builders have `explain()`. Requests made by hand are explained given the schema of their table, by [`Explain`].

mod batch;
mod cost;
mod display;
mod read;
mod repeated;
mod step;
mod unique;
mod write;

pub use cost::Cost;
pub(crate) use read::{Found, Further, PAGES, explain_query, explain_scan};
pub(crate) use repeated::Repeated;
pub use step::Step;
pub(crate) use unique::explain_unique;
pub(crate) use write::explain_transaction;

use crate::request::{Capacity, CapacityKind};
use crate::schema::TableSchema;

/// What a builder would send: each operation with its expressions, and the least and most that it consumes.
///
/// A query or scan is told of one page, which is what one request reads: further ones cost the same again. Where awaiting
/// reads as many as it takes, for a whole collection or all items of a `limit`, the step is for each page: see
/// [`Step::each`]. So there is one step of what is done for each item that is found.
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
/// # #[access(name = by_customer, index = gsi1, pk = "CUSTOMER#{customer}", sk = "{day}")]
/// # struct Order { id: String, customer: String, day: String, total: u32 }
/// let june = Order::by_customer("c1").day("2026-06-01"..="2026-06-30").filter(|o| o.total.gt(100)).descending().explain()?;
/// assert_eq!(
///     june.to_string(),
///     "\
/// Query of index `gsi1` of table `shop`
///   KeyConditionExpression: #n0 = :v0 AND #n1 BETWEEN :v1 AND :v2
///   FilterExpression: #n2 > :v3
///   ScanIndexForward: false
///   #n0 is gsi1pk
///   #n1 is gsi1sk
///   #n2 is total
///   :v0 is {\"S\":\"CUSTOMER#c1\"}
///   :v1 is {\"S\":\"2026-06-01\"}
///   :v2 is {\"S\":\"2026-06-30\"}
///   :v3 is {\"N\":\"100\"}
///   index `gsi1`: 0.5 to 178.0 read units, for a page of at most 1 MB and what crosses that
/// "
/// );
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The operations, in the order of their requests; those of a transaction one by one.
    pub steps: Vec<Step>,
}

impl Explanation {
    /// Returns the most units of a kind that all steps together consume which are done once. What is done for each of
    /// something, such as a page, comes on top: see [`most_for_each`](Self::most_for_each).
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String, total: u32 }
    /// use dynamo_model::builder::Delete;
    /// use dynamo_model::request::{Capacity, CapacityKind};
    ///
    /// let explanation = Delete::new(Order::key("o1")).explain()?;
    /// assert_eq!(explanation.most(CapacityKind::Write), Capacity::from_units(400), "an item of 400 KB");
    /// assert!(explanation.most(CapacityKind::Read).is_zero());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn most(&self, kind: CapacityKind) -> Capacity {
        self.most_of(kind, None)
    }

    /// Returns what steps are repeated for each of, such as `page`, and the most units of a kind that they consume together for
    /// one of it.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)]
    /// # #[table(name = "shop")]
    /// # enum Shop { User(User) }
    /// # #[derive(Serialize, Deserialize, Entity)]
    /// # #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
    /// # struct User { id: String, #[attr(unique)] email: String }
    /// use dynamo_model::builder::Delete;
    /// use dynamo_model::request::{Capacity, CapacityKind};
    ///
    /// let explanation = Delete::new(User::key("u1")).explain()?;
    /// assert_eq!(explanation.most(CapacityKind::Write), Capacity::from_units(800), "an item of 400 KB, twice");
    /// let guards = explanation.most_for_each(CapacityKind::Write);
    /// assert_eq!(guards, [("unique value that is given up", Capacity::from_units(16))]);
    /// assert!(explanation.to_string().ends_with(
    ///     "together at most 800.0 write units\n\
    ///      and for each unique value that is given up at most 16.0 write units\n"
    /// ));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    #[must_use]
    pub fn most_for_each(&self, kind: CapacityKind) -> Vec<(&'static str, Capacity)> {
        let mut all: Vec<(&'static str, Capacity)> = Vec::new();
        for what in self.steps.iter().filter_map(|step| step.each) {
            let most = self.most_of(kind, Some(what));
            if !most.is_zero() && all.iter().all(|(known, _)| *known != what) {
                all.push((what, most));
            }
        }
        all
    }

    fn most_of(&self, kind: CapacityKind, each: Option<&str>) -> Capacity {
        let costs = self.steps.iter().filter(|step| step.each == each).flat_map(|step| &step.costs);
        costs.filter(|cost| cost.kind == kind).map(|cost| cost.most).sum()
    }
}

/// Requests that can be explained, given the schema of their table.
///
/// ```
/// # use dynamo_model::{Entity, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { Order(Order) }
/// # #[derive(Serialize, Deserialize, Entity)]
/// # #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
/// # struct Order { id: String, total: u32 }
/// use dynamo_model::explain::Explain;
/// use dynamo_model::request::{Capacity, CapacityKind, Scan};
///
/// let explanation = Scan::new("shop").consistent().explain(Shop::SCHEMA);
/// assert_eq!(explanation.most(CapacityKind::Read), Capacity::from_units(356), "1 MB, and an item of 400 KB that crosses that");
/// ```
pub trait Explain {
    /// Says what the request does, and what that costs at worst.
    ///
    /// ```
    /// # use dynamo_model::{Entity, Table};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Table)] #[table(name = "shop")] enum Shop { Order(Order) }
    /// # #[derive(Serialize, Deserialize, Entity)] #[entity(table = Shop, pk = "ORDER#{id}", sk = "ORDER")]
    /// # struct Order { id: String }
    /// use dynamo_model::explain::Explain;
    /// use dynamo_model::request::Scan;
    ///
    /// assert_eq!(Scan::new("shop").explain(Shop::SCHEMA).steps[0].operation, "Scan");
    /// ```
    fn explain(&self, table: &TableSchema) -> Explanation;
}

impl<R: Explain> Explain for Vec<R> {
    fn explain(&self, table: &TableSchema) -> Explanation {
        Explanation { steps: self.iter().flat_map(|request| request.explain(table).steps).collect() }
    }
}

/// The method of builders, given what returns their requests, and what explains these. Examples make one, of entities in a
/// file.
macro_rules! explains {
    ($request:ident, $made:literal sends $operation:literal, $shop:literal, $explained:ident) => {
        /// Says in words and numbers what would be sent, and what that costs at worst.
        ///
        /// ```
        #[doc = include_str!($shop)]
        #[doc = concat!("let explanation = ", $made, ".explain()?;")]
        #[doc = concat!("assert_eq!(explanation.steps[0].operation, \"", $operation, "\");")]
        /// # Ok::<(), dynamo_model::Error>(())
        /// ```
        ///
        /// # Errors
        ///
        #[doc = concat!("As [`", stringify!($request), "`](Self::", stringify!($request), ").")]
        pub fn explain(&self) -> Result<crate::explain::Explanation> {
            self.$explained()
        }
    };
}

/// The method of builders of one write, which becomes a transaction if the entity has unique fields.
macro_rules! explains_write {
    ($explained:ident, $made:literal sends $operation:literal) => {
        /// Says what would be sent, with what it costs at worst: [`request`](Self::request) in words and numbers, or, of an
        /// entity with unique fields, the reads and the [`transaction`](Self::transaction) that are sent in its place.
        ///
        /// ```
        #[doc = include_str!("shop.md")]
        #[doc = concat!("let explanation = dynamo_model::builder::", $made, ".explain()?;")]
        #[doc = concat!("assert_eq!(explanation.steps[0].operation, \"", $operation, "\");")]
        /// assert!(explanation.to_string().contains("write units"), "and what it costs at worst");
        /// # Ok::<(), dynamo_model::Error>(())
        /// ```
        ///
        /// # Errors
        ///
        /// As [`request`](Self::request).
        pub fn explain(&self) -> Result<crate::explain::Explanation> {
            self.terms.$explained(self.request()?, self.effect()?)
        }
    };
}

pub(crate) use {explains, explains_write};
