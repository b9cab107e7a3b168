//! How throughput goes up and down, and how often it may.

use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

use dynamo_model::ErrorKind;
use dynamo_model::request::{BillingMode, CreateTable, TableDescription, Throughput};

use super::time::DAY;
use super::{Answer, Refusal};

const ON_DEMAND: Throughput = Throughput { read: 12_000, write: 4_000 };
const FREE_DECREASES: usize = 4;
const MOST_SWITCHES: usize = 4;
const HOUR: Duration = Duration::from_secs(60 * 60);

/// The throughput of a table and of its global indexes over time.
#[derive(Clone, Debug, Default)]
pub(super) struct Scaling {
    /// When the table became an on-demand one at last, by its creation or by a change.
    on_demand_at: Option<Duration>,
    switches: Vec<Duration>,
    parts: BTreeMap<Part, Past>,
}

/// The table, or the global index of a name.
type Part = Option<String>;

#[derive(Clone, Debug)]
struct Past {
    warm: Throughput,
    decreases: Vec<Duration>,
}

impl Scaling {
    /// Starts with a new table.
    pub(super) fn of(table: &CreateTable, now: Duration) -> Self {
        let parts = throughputs(table).into_iter().map(|(part, units)| (part, Past::of(units))).collect();
        let on_demand_at = (table.billing == BillingMode::OnDemand).then_some(now);
        Self { on_demand_at, switches: Vec::new(), parts }
    }

    /// Follows a change of the table.
    ///
    /// # Errors
    ///
    /// If it comes too soon.
    pub(super) fn after(&self, old: &CreateTable, new: &CreateTable, now: Duration) -> Answer<Self> {
        let mut scaling = self.clone();
        let (before, after) = (throughputs(old), throughputs(new));
        scaling.parts.retain(|part, _| after.contains_key(part));
        for (part, units) in after {
            let past = scaling.parts.entry(part.clone()).or_insert_with(|| Past::of(units));
            if let Some(former) = before.get(&part) {
                past.change(*former, units, now)?;
            }
        }
        if old.billing != BillingMode::OnDemand && new.billing == BillingMode::OnDemand {
            let recent = scaling.switches.iter().filter(|at| now < **at + DAY);
            if recent.count() >= MOST_SWITCHES {
                return Err(Refusal::unworded(ErrorKind::LimitExceeded));
            }
            scaling.switches.push(now);
            scaling.on_demand_at = Some(now);
        }
        Ok(scaling)
    }

    /// Adds what is known to a description.
    pub(super) fn describe(&self, table: &mut TableDescription, now: Duration) {
        table.on_demand_at = self.on_demand_at.map(|at| UNIX_EPOCH + at);
        let shown = |part: &Part| self.parts.get(part).map(|past| (past.today(now), past.warm));
        if let Some((decreases, warm)) = shown(&None) {
            (table.decreases_today, table.warm_throughput) = (decreases, Some(warm));
        }
        for index in &mut table.global_indexes {
            if let Some((decreases, warm)) = shown(&Some(index.definition.name.clone())) {
                (index.decreases_today, index.warm_throughput) = (decreases, Some(warm));
            }
        }
    }
}

impl Past {
    fn of(throughput: Option<Throughput>) -> Self {
        Self { warm: throughput.unwrap_or(ON_DEMAND), decreases: Vec::new() }
    }

    fn change(&mut self, old: Option<Throughput>, new: Option<Throughput>, now: Duration) -> Answer<()> {
        let Throughput { read, write } = new.unwrap_or(ON_DEMAND);
        self.warm = Throughput { read: self.warm.read.max(read), write: self.warm.write.max(write) };
        let (Some(old), Some(new)) = (old, new) else { return Ok(()) };
        if new.read >= old.read && new.write >= old.write {
            return Ok(());
        }
        let rested = self.decreases.last().is_none_or(|last| now >= *last + HOUR);
        if self.today(now) >= FREE_DECREASES as u64 && !rested {
            return Err(Refusal::unworded(ErrorKind::LimitExceeded));
        }
        self.decreases.push(now);
        Ok(())
    }

    /// Counts the decreases since midnight.
    fn today(&self, now: Duration) -> u64 {
        let day = |time: &Duration| time.as_secs() / DAY.as_secs();
        self.decreases.iter().filter(|at| day(at) == day(&now)).count() as u64
    }
}

fn throughputs(table: &CreateTable) -> BTreeMap<Part, Option<Throughput>> {
    let own = match table.billing {
        BillingMode::OnDemand => None,
        BillingMode::Provisioned(throughput) => Some(throughput),
    };
    let indexes = table.global_indexes.iter().map(|index| (Some(index.name.clone()), index.throughput));
    std::iter::once((None, own)).chain(indexes).collect()
}
