//! An independent model of DynamoDB, to hold backends against.
//!
//! [`Oracle`] knows the service's rules and nothing of how anyone keeps them: items are maps of decoded values, indexes
//! are worked out anew for every read, expressions are evaluated node by node. One method answers each operation;
//! what has to fail comes back as a [`Refusal`], which says as much of the error as the service's documentation does.
//!
//! Where the service leaves a choice, the oracle does not choose: [`Reading`] is all a query or scan may read, and
//! decides which orders and page ends are right. A [`Stream`] has its records in the order of the writes, in one shard. Time passes when [`Oracle::advance`] says so.
//!
//! ```
//! use dynamo_model::request::{CreateTable, GetItem, KeyKind, KeySchema, PutItem};
//! use dynamo_model::value::Item;
//! use dynamo_tests::oracle::Oracle;
//!
//! let mut oracle = Oracle::new();
//! let shop = CreateTable::new("shop", KeySchema::new("id")).with_attribute("id", KeyKind::S);
//! oracle.create_table(&shop).unwrap();
//! let order = Item::from_iter([("id", "o#1"), ("status", "open")]);
//! oracle.put_item(&PutItem::new("shop", order.clone())).unwrap();
//! let found = oracle.get_item(&GetItem::new("shop", Item::from_iter([("id", "o#1")]))).unwrap();
//! assert_eq!(found.item, Some(order));
//! ```

mod batch_get;
mod batch_write;
mod capacity;
mod check;
mod collection;
mod condition;
mod create_table;
mod decimal;
mod delete_item;
mod delete_table;
mod describe_table;
mod document;
mod get_item;
mod index_key;
mod key;
mod key_condition;
mod list_tables;
mod path_rules;
mod projection;
mod put_item;
mod query;
mod reading;
mod refusal;
mod scaling;
mod scan;
mod size;
mod stream;
mod table;
mod table_names;
mod tags;
mod time;
mod time_to_live;
mod transact_get;
mod transact_write;
mod update;
mod update_item;
mod update_table;
mod view;
mod write;

use std::collections::BTreeMap;
use std::time::Duration;

use dynamo_model::ErrorKind;
use dynamo_model::request::TableName;
use dynamo_model::value::{Item, Value};

pub use self::reading::{Page, Place, Reading};
pub use self::refusal::Refusal;
pub use self::stream::{Record, Stream, expired_iterator, no_stream, trimmed};
use self::table::Table;
pub use self::time::Swept;
use self::transact_write::Done;

/// What an operation comes to.
pub type Answer<T> = Result<T, Refusal>;

/// The attributes of an item, decoded.
type Attributes = BTreeMap<String, Value>;

/// The service, in memory and without speed.
#[derive(Clone, Debug, Default)]
pub struct Oracle {
    tables: BTreeMap<TableName, Table>,
    tables_made: usize,
    /// The transactions done under a token.
    done: BTreeMap<String, Done>,
    /// What time it is, since 1970.
    now: Duration,
    /// The streams of tables that have another one, or none, or are gone.
    ended_streams: Vec<Stream>,
    streams_made: usize,
    /// What iterators of streams lead to.
    places: Vec<stream::Place>,
}

impl Oracle {
    /// Makes a service without tables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the names of the tables there are.
    #[must_use]
    pub fn table_names(&self) -> Vec<TableName> {
        self.tables.keys().cloned().collect()
    }

    /// A table by its name, or by its ARN.
    fn table(&self, name: &TableName) -> Answer<&Table> {
        let name = name.strip_prefix(tags::TABLES).unwrap_or(name);
        self.tables.get(name).ok_or_else(missing_table)
    }

    fn table_mut(&mut self, name: &TableName) -> Answer<&mut Table> {
        self.tables.get_mut(name).ok_or_else(missing_table)
    }
}

fn missing_table() -> Refusal {
    Refusal::worded(ErrorKind::NotFound, "Requested resource not found")
}

/// Puts attributes into the form answers have.
fn packed(attributes: Option<Attributes>) -> Option<Item> {
    attributes.map(Item::from)
}
