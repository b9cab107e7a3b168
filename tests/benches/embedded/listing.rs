//! Orders that stand in an index too.

use dynamo_model::{Entity, Table};
use serde::{Deserialize, Serialize};

#[derive(Table)]
#[table(name = "listing")]
#[index(name = "gsi1")]
pub(crate) enum Listing {
    Listed(Listed),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Entity)]
#[entity(table = Listing, pk = "CUSTOMER#{customer}", sk = "ORDER#{number}")]
#[access(name = by_status, index = gsi1, pk = "STATUS#{status}", sk = "{placed_at}")]
pub(crate) struct Listed {
    pub(crate) customer: u32,
    pub(crate) number: u32,
    pub(crate) status: String,
    pub(crate) placed_at: String,
    pub(crate) total: u64,
    pub(crate) note: String,
}

impl Listed {
    pub(crate) fn new(customer: u32, number: u32) -> Self {
        Self {
            customer,
            number,
            status: "open".to_owned(),
            placed_at: format!("2026-11-20T09:30:00.{number:03}Z"),
            total: 0,
            note: "x".repeat(240),
        }
    }
}
