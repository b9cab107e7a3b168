//! The data every row reads and writes: 100,000 orders of about 400 bytes in 11 attributes, 100 to a partition.

use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

pub(crate) const PARTITIONS: u32 = 1000;
pub(crate) const PER_PARTITION: u32 = 100;
/// How many orders a query reads.
pub(crate) const QUERIED: usize = 20;
/// How many orders a filtered scan reads, and how many of them it finds.
pub(crate) const SCANNED: u32 = 1000;
pub(crate) const FOUND: usize = 100;

#[derive(Table)]
#[table(name = "bench")]
pub(crate) enum Bench {
    Order(Order),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Bench, pk = "CUSTOMER#{customer}", sk = "ORDER#{number}")]
#[access(name = of_customer)]
pub(crate) struct Order {
    pub(crate) customer: u32,
    pub(crate) number: u32,
    pub(crate) status: String,
    pub(crate) placed_at: String,
    pub(crate) total: u64,
    pub(crate) currency: String,
    pub(crate) paid: bool,
    pub(crate) note: String,
}

impl Order {
    pub(crate) fn new(customer: u32, number: u32) -> Self {
        Self {
            customer,
            number,
            status: "open".to_owned(),
            placed_at: "2026-11-20T09:30:00Z".to_owned(),
            total: u64::from(number) * 100 + 99,
            currency: "SEK".to_owned(),
            paid: number.is_multiple_of(2),
            note: "x".repeat(280),
        }
    }

    /// Iterates over every order, partition by partition.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..PARTITIONS).flat_map(|customer| (0..PER_PARTITION).map(move |number| Self::new(customer, number)))
    }
}

/// Spreads reads and writes over the data.
pub(crate) fn place(at: u32) -> (u32, u32) {
    let scattered = at.wrapping_mul(2_654_435_761) % (PARTITIONS * PER_PARTITION);
    (scattered / PER_PARTITION, scattered % PER_PARTITION)
}
