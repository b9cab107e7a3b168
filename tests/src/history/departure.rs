//! Where an emulator is known to depart from the service.

use dynamo_model::Result;

use super::{Reply, Step};
use crate::oracle::{Answer, Oracle};

/// One known departure: the rule of the service, why the emulator is wrong, and how little is forgiven for it.
#[derive(Clone, Copy, Debug)]
pub struct Departure {
    /// What the service does.
    pub rule: &'static str,
    /// What the emulator does instead.
    pub instead: &'static str,
    /// What is done about it.
    pub allowance: Allowance,
}

/// What is done about a departure.
#[derive(Clone, Copy, Debug)]
pub enum Allowance {
    /// Such requests are not sent: what they leave behind would differ.
    Skip(fn(&Step, &Oracle) -> bool),
    /// Such an answer is taken for the right one: it changes nothing that later requests can see.
    Forgive(fn(&Step, &Answer<Reply>, &Result<Reply>) -> bool),
}

impl Departure {
    pub(super) fn skips(&self, step: &Step, oracle: &Oracle) -> bool {
        matches!(self.allowance, Allowance::Skip(applies) if applies(step, oracle))
    }

    pub(super) fn forgives(&self, step: &Step, expected: &Answer<Reply>, found: &Result<Reply>) -> bool {
        matches!(self.allowance, Allowance::Forgive(applies) if applies(step, expected, found))
    }
}
