//! What random requests have led to, and what they have to.

use std::collections::BTreeSet;

use crate::pattern::is_like;
use crate::rule::Rule;
use crate::{deviation, wording};

/// What requests of an operation are answered: an operation, and a pattern of the answer.
const REACHED: &str = include_str!("reached.txt");

#[derive(Default)]
pub(crate) struct Coverage {
    answers: BTreeSet<String>,
    rules: BTreeSet<String>,
}

impl Coverage {
    pub(crate) fn count(&mut self, operation: &str, answer: &str) {
        let answer = if answer.starts_with('{') { "{…}" } else { answer };
        self.answers.insert(format!("{operation} {answer}"));
    }

    /// Notes that a rule about differences was of use.
    pub(crate) fn used(&mut self, rule: String) {
        self.rules.insert(rule);
    }

    /// Lists what has not occurred and should have.
    pub(crate) fn missing(&self) -> Vec<String> {
        let occurred = |line: &&str| self.answers.iter().any(|answer| is_like(answer, line));
        let answers = REACHED.lines().filter(|line| !occurred(line));
        let rules = deviation::rules().chain(wording::RULES).map(Rule::name);
        answers.map(str::to_owned).chain(rules.filter(|rule| !self.rules.contains(rule))).collect()
    }
}
