//! The layout of a table, and one of its entities. Those of other crates it does not know.

use dynamo_model::{Db, Entity, Projection, Result, Table};
use serde::{Deserialize, Serialize};

/// What is sold, to whom.
#[derive(Debug, Table)]
#[table(name = "market", ttl = "expires_at", revision = "_rev")]
#[index(name = "gsi1")]
#[index(name = "totals", project(include("_rev", "total", "left_at")))]
pub struct Market;

/// What somebody has ordered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Market, pk = "CUSTOMER#{customer}", sk = "ORDER#{id}", revision = 1)]
#[access(name = of_customer)]
#[access(name = on_day, index = gsi1, pk = "DAY#{day}", sk = "{id}")]
#[access(name = totals, index = totals, pk = "DAY#{day}", sk = "{id}", view = Total)]
pub struct Order {
    /// Who has ordered.
    pub customer: String,
    /// Its number.
    pub id: u32,
    /// The day of it.
    pub day: u32,
    /// What it costs.
    pub total: u32,
    /// What no other order has.
    #[attr(unique)]
    pub receipt: Option<String>,
}

/// What an order costs.
#[derive(Debug, PartialEq, Projection)]
#[projection(of = Order)]
pub struct Total {
    /// The number of the order.
    pub id: u32,
    /// What it costs.
    pub total: u32,
}

impl Order {
    /// Makes an order of the first day.
    #[must_use]
    pub fn new(customer: &str, id: u32) -> Self {
        Self { customer: customer.to_owned(), id, day: 1, total: 10 * id, receipt: None }
    }
}

/// Reads the orders of a customer, and adds up what they cost.
///
/// # Errors
///
/// Those of the query.
pub async fn spent(market: &Db<Market>, customer: &str) -> Result<u32> {
    let orders = market.query(Order::of_customer(customer)).all().await?;
    Ok(orders.iter().map(|order| order.total).sum())
}
