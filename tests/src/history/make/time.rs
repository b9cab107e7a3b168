//! Time passes, and takes away what has expired.

use std::time::Duration;

use dynamo_model::request::{TableName, UpdateTimeToLive};
use dynamo_model::value::{Number, Value};

use super::Maker;
use super::tables::missing;
use crate::history::Step;
use crate::history::time::START;

const SECONDS: [u64; 14] = [1, 1, 5, 30, 60, 300, 300, 600, 900, 1000, 3600, 3600, 20_000, 86_100];
/// How far the times that items have are from now.
const OFFSETS: [i64; 12] = [-1, 0, 1, 5, 30, 60, 600, 3600, 20_000, -3600, -140_000_000, -170_000_000];
/// The attributes by which items may expire: the first as a rule, the others now and then.
const ATTRIBUTES: [&str; 12] =
    ["ttl", "ttl", "ttl", "ttl", "ttl", "ttl", "ttl", "ttl", "n", "g2", "sk", "größe"];
/// No item has this one.
const UNUSED: &str = "unused";

impl Maker {
    pub(super) fn time_step(&mut self) -> Step {
        match self.rng.usize(..10) {
            0..5 if self.timed => {
                let by = Duration::from_secs(*self.one_of(&SECONDS));
                self.passed += by;
                Step::Pass(by)
            }
            5..7 if self.timed => Step::Sweep,
            7 => Step::DescribeTimeToLive(self.table_or_missing()),
            _ => Step::UpdateTimeToLive(self.change_of_expiry()),
        }
    }

    fn change_of_expiry(&mut self) -> UpdateTimeToLive {
        let table = self.table_or_missing();
        let attribute = if self.is_faulty() {
            if self.rng.bool() { String::new() } else { "a".repeat(256) }
        } else {
            self.expiry_attribute().to_owned()
        };
        if self.chance(70) {
            UpdateTimeToLive::enable(table, attribute)
        } else {
            UpdateTimeToLive::disable(table, attribute)
        }
    }

    /// Where the clock cannot be moved, nothing must expire: nobody could say when.
    fn expiry_attribute(&mut self) -> &'static str {
        let place = self.rng.usize(..ATTRIBUTES.len());
        if self.timed { ATTRIBUTES[place] } else { UNUSED }
    }

    fn table_or_missing(&mut self) -> TableName {
        if self.is_faulty() { missing() } else { self.table().name() }
    }

    /// Turns expiry on for some of the tables.
    pub(super) fn expiries(&mut self) -> Vec<Step> {
        let names: Vec<TableName> = self.tables.iter().map(|table| table.name()).collect();
        let mut steps = Vec::new();
        for name in names {
            if self.chance(60) {
                steps.push(Step::UpdateTimeToLive(UpdateTimeToLive::enable(name, self.expiry_attribute())));
            }
        }
        steps
    }

    /// Makes a time near now, as a number of seconds as a rule.
    pub(super) fn time(&mut self) -> Value {
        let now = i64::try_from((START + self.passed).as_secs()).unwrap_or_default();
        let at = now + *self.one_of(&OFFSETS);
        let text = match self.rng.usize(..20) {
            0 => format!("{at}.5"),
            // DynamoDB Local finds such numbers larger than they are.
            1 if self.timed => format!("{at}000"),
            2 => format!("{at}00e-2"),
            3 => format!("-{at}"),
            4 => return at.to_string().into(),
            _ => at.to_string(),
        };
        Number::parse(&text).unwrap_or_default().into()
    }
}
