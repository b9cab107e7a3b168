use std::sync::{Arc, Mutex, PoisonError};

use dynamo_model::expr::KeyCondition;
use dynamo_model::request::BillingMode;
use dynamo_model::value::{ItemRef, Value};
use dynamo_model::{Error, ErrorKind, Result};

use super::{Past, Simulation};
use crate::table::{IndexDef, Scope, TableDef};

/// Makes the choices of a simulation.
#[derive(Debug)]
pub(crate) struct Simulator {
    settings: Simulation,
    dice: Mutex<fastrand::Rng>,
    pub(crate) past: Past,
    is_off: bool,
}

impl Simulator {
    pub(crate) fn new(settings: Simulation) -> Self {
        let is_off = settings == Simulation::seeded(settings.seed);
        let past = Past::new(settings.stale_reads > 0.0 || settings.index_lag > 0.0);
        Self { dice: Mutex::new(fastrand::Rng::with_seed(settings.seed)), past, is_off, settings }
    }

    /// Decides whether a request on an item has throughput.
    pub(crate) fn admit(&self, table: &TableDef, key: ItemRef<'_>) -> Result<()> {
        self.admit_partition(table, |name, value| {
            key.get(name).is_some_and(|found| found.to_value() == *value)
        })
    }

    /// Decides whether a query has throughput.
    pub(crate) fn admit_query(&self, table: &TableDef, condition: &KeyCondition) -> Result<()> {
        self.admit_partition(table, |name, value| {
            condition.equals().iter().any(|(other, found)| other == name && found == value)
        })
    }

    /// Decides whether a scan has throughput.
    pub(crate) fn admit_scan(&self, table: &TableDef) -> Result<()> {
        self.admit_partition(table, |_, _| false)
    }

    fn admit_partition(&self, table: &TableDef, is_in: impl Fn(&str, &Value) -> bool) -> Result<()> {
        if self.is_off {
            return Ok(());
        }
        let settings = &self.settings;
        let of_table = settings.throttled_tables.get(&table.name).copied().unwrap_or(0.0);
        let mut share = settings.throttling.max(of_table);
        for (name, value, of_partition) in &settings.throttled_partitions {
            if *name == table.name && table.key.partition().iter().all(|key| is_in(key, value)) {
                share = share.max(*of_partition);
            }
        }
        if self.happens(share) { Err(throttled(table)) } else { Ok(()) }
    }

    /// Decides whether a global index has throughput, for a read or for a write that changes it.
    pub(crate) fn admit_to_index(&self, table: &TableDef, index: &IndexDef) -> Result<()> {
        if self.is_off || index.scope == Scope::Local {
            return Ok(());
        }
        let name = (table.name.clone(), index.name.clone());
        let share = self.settings.throttled_indexes.get(&name).copied().unwrap_or(0.0);
        if self.happens(share) { Err(index_throttled(table)) } else { Ok(()) }
    }

    /// Decides whether a write meets another transaction on its item.
    pub(crate) fn meet_no_transaction(&self) -> Result<()> {
        if self.is_off || !self.happens(self.settings.conflicts) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::TransactionConflict, "Transaction is ongoing for the item"))
    }

    /// Decides whether the read or write of one item of a batch is left unprocessed.
    pub(crate) fn leaves_unprocessed(&self, table: &TableDef, key: ItemRef<'_>) -> bool {
        !self.is_off && (self.happens(self.settings.unprocessed) || self.admit(table, key).is_err())
    }

    /// Refuses a batch of which nothing was processed.
    pub(crate) fn check_progress(&self, processed: usize, table: Option<&Arc<TableDef>>) -> Result<()> {
        match table {
            Some(table) if processed == 0 && !self.is_off => Err(throttled(table)),
            _ => Ok(()),
        }
    }

    /// Decides whether a read, of a table or of an index, sees the past, and how far back; consistent ones never do.
    pub(crate) fn staleness(&self, consistent: bool, index: Option<&IndexDef>) -> Option<f64> {
        if self.is_off || consistent {
            return None;
        }
        let is_global = index.is_some_and(|index| index.scope == Scope::Global);
        let share = if is_global { self.settings.index_lag } else { self.settings.stale_reads };
        self.happens(share).then(|| self.roll())
    }

    /// Returns the most bytes an item collection may have, if not as many as in the service.
    pub(crate) fn collection_limit(&self) -> Option<u64> {
        self.settings.collection_limit
    }

    /// Decides whether a search sees the past, and how far back: vector indexes lag as global ones do.
    pub(crate) fn staleness_of_search(&self) -> Option<f64> {
        (!self.is_off && self.happens(self.settings.index_lag)).then(|| self.roll())
    }

    fn happens(&self, share: f64) -> bool {
        // No choice, no roll: what is not simulated does not move the choices of what is.
        share > 0.0 && self.roll() < share
    }

    fn roll(&self) -> f64 {
        self.dice.lock().unwrap_or_else(PoisonError::into_inner).f64()
    }
}

/// Makes the error of a request there is no throughput for.
fn throttled(table: &TableDef) -> Error {
    let message = match table.billing {
        BillingMode::Provisioned(_) => {
            "The level of configured provisioned throughput for the table was exceeded. \
             Consider increasing your provisioning level with the UpdateTable API"
        }
        BillingMode::OnDemand => {
            "Throughput exceeds the current capacity of your table or index. \
             DynamoDB is automatically scaling your table or index so please try again shortly. \
             If exceptions persist, check if you have a hot key: \
             https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html."
        }
    };
    Error::new(ErrorKind::Throttled, message)
}

/// Makes the error of a request one of the table's global indexes has no throughput for; none says which.
fn index_throttled(table: &TableDef) -> Error {
    let message = match table.billing {
        BillingMode::Provisioned(_) => {
            "The level of configured provisioned throughput for one or more global secondary indexes of the table was \
             exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes \
             with the UpdateTable API"
        }
        BillingMode::OnDemand => {
            "Throughput exceeds the current capacity for one or more global secondary indexes. \
             DynamoDB is automatically scaling your index so please try again shortly."
        }
    };
    Error::new(ErrorKind::Throttled, message)
}
