//! Making histories: what is asked is decided here, from the seed alone, never by what a backend answers.

mod batches;
mod conditions;
mod designs;
mod faults;
mod keys;
mod paths;
mod queries;
mod repeats;
mod streams;
mod table_changes;
mod tables;
mod time;
mod transactions;
mod updates;
mod values;
mod writes;

use std::time::Duration;

use dynamo_model::request::{ReturnCapacity, TransactWriteItems};
use fastrand::Rng;

use self::designs::Design;
use super::Step;

/// The tables of a history. A few, so that requests meet.
const MOST_TABLES: usize = 3;

/// Makes the history of a seed, with time that passes or without.
pub(super) fn history(seed: u64, steps: usize, timed: bool) -> Vec<Step> {
    let mut maker = Maker::new(seed, timed);
    let mut history = maker.open_tables();
    while history.len() < steps {
        let step = maker.step();
        history.push(step);
    }
    history.extend(maker.last_look());
    history
}

/// What makes the next request.
struct Maker {
    rng: Rng,
    tables: Vec<Design>,
    /// Whether items are large enough for pages to fill up.
    heavy: bool,
    /// How many requests in a hundred have to be refused.
    faults: usize,
    /// The transactions whose tokens may come again.
    tokens: Vec<TransactWriteItems>,
    tokens_made: usize,
    /// The latest writes, the latest first.
    recent: Vec<Step>,
    /// Whether time passes.
    timed: bool,
    /// How much has passed.
    passed: Duration,
}

impl Maker {
    fn new(seed: u64, timed: bool) -> Self {
        let mut rng = Rng::with_seed(seed);
        let heavy = rng.usize(..4) == 0;
        let faults = if rng.bool() { 8 } else { 0 };
        let mut maker = Self {
            rng,
            tables: Vec::new(),
            heavy,
            faults,
            tokens: Vec::new(),
            tokens_made: 0,
            recent: Vec::new(),
            timed,
            passed: Duration::ZERO,
        };
        maker.tables = (0..1 + maker.rng.usize(..MOST_TABLES)).map(|number| maker.design(number)).collect();
        maker
    }

    fn step(&mut self) -> Step {
        let again = if self.chance(4) { self.repeat() } else { None };
        again.unwrap_or_else(|| {
            let step = self.new_step();
            self.remember(&step);
            step
        })
    }

    fn new_step(&mut self) -> Step {
        // What is asked of a table that was deleted is soon asked often enough.
        if self.tables.iter().any(|table| !table.exists) && self.chance(8) {
            return self.change_table();
        }
        match self.rng.usize(..1160) {
            0..250 => self.put(),
            250..430 => self.update(),
            430..520 => self.delete(),
            520..600 => self.get(),
            600..740 => self.query(),
            740..800 => self.scan(),
            800..850 => self.batch_write(),
            850..890 => self.batch_get(),
            890..950 => self.transact_write(),
            950..980 => self.transact_get(),
            980..994 => self.describe_table(),
            994..1000 => self.change_table(),
            1000..1025 => self.update_table(),
            1025..1030 => self.list_tables(),
            1030..1040 => self.label(),
            1040..1115 => self.look_at_stream(),
            _ => self.time_step(),
        }
    }

    /// Says yes in so many of a hundred cases.
    fn chance(&mut self, percent: usize) -> bool {
        self.rng.usize(..100) < percent
    }

    /// Whether the next request is to be refused.
    fn is_faulty(&mut self) -> bool {
        let faults = self.faults;
        self.chance(faults)
    }

    fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.rng.usize(..choices.len())]
    }

    fn table(&mut self) -> Design {
        let tables = std::mem::take(&mut self.tables);
        let table = self.one_of(&tables).clone();
        self.tables = tables;
        table
    }

    fn capacity(&mut self) -> ReturnCapacity {
        *self.one_of(&[ReturnCapacity::None, ReturnCapacity::Total, ReturnCapacity::Indexes])
    }
}

#[cfg(test)]
mod tests {
    use dynamo_model::request::Select;

    use super::*;
    use crate::history::TableStep;
    use crate::oracle::Oracle;

    #[test]
    fn a_seed_makes_one_history() {
        let first = history(7, 300, true);
        assert!(first.len() >= 300);
        assert_eq!(history(7, 300, true), first);
        assert_ne!(history(8, 300, true), first);
    }

    #[test]
    fn time_passes_only_where_it_can() {
        let passes = |step: &Step| matches!(step, Step::Pass(_) | Step::Sweep);
        assert!(history(7, 1000, true).iter().any(passes));
        assert!(!history(7, 1000, false).iter().any(passes));
    }

    /// Counts the steps of a kind, and those of them that are answered.
    fn counted(kind: impl Fn(&Step) -> bool) -> (usize, usize) {
        let (mut all, mut answered) = (0, 0);
        for seed in 0..12 {
            let mut oracle = Oracle::new();
            for step in history(seed, 500, true) {
                let answer = step.expect(&mut oracle);
                all += usize::from(kind(&step));
                answered += usize::from(kind(&step) && answer.is_ok());
            }
        }
        (all, answered)
    }

    #[test]
    fn most_requests_about_tables_are_in_order() {
        let kinds: [fn(&TableStep) -> bool; 4] = [
            |step| matches!(step, TableStep::Update(change) if !change.index_updates.is_empty()),
            |step| matches!(step, TableStep::Update(change) if change.index_updates.is_empty()),
            |step| matches!(step, TableStep::List(_)),
            |step| matches!(step, TableStep::Tag(..) | TableStep::Untag(..)),
        ];
        for (place, kind) in kinds.iter().enumerate() {
            let (all, answered) = counted(|step| matches!(step, Step::OfTable(step) if kind(step)));
            assert!(all >= 10 && answered > all / 2, "{place}: {answered} of {all}");
        }
    }

    #[test]
    fn local_indexes_are_read_with_what_they_do_not_hold() {
        let of_local =
            |index: &Option<String>| index.as_ref().is_some_and(|index| index.starts_with("local"));
        let fetches = |step: &Step| match step {
            Step::Query(query) => of_local(&query.index) && query.select == Some(Select::AllAttributes),
            _ => false,
        };
        let (all, answered) = counted(fetches);
        assert!(answered >= 6, "{answered} of {all}");
    }
}
