//! How much is tried, and from which seed.

use std::str::FromStr;

/// The extent of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The seed of the first history; each further one has the next number.
    pub seed: u64,
    /// How many requests a history has.
    pub steps: usize,
    /// How many histories there are.
    pub rounds: u64,
}

impl Settings {
    /// Takes what `HISTORY_SEED`, `HISTORY_STEPS` and `HISTORY_ROUNDS` say in place of these.
    ///
    /// # Panics
    ///
    /// If one of them is not a number.
    #[must_use]
    pub fn or_environment(self) -> Self {
        Self {
            seed: variable("HISTORY_SEED").unwrap_or(self.seed),
            steps: variable("HISTORY_STEPS").unwrap_or(self.steps),
            rounds: variable("HISTORY_ROUNDS").unwrap_or(self.rounds),
        }
    }
}

fn variable<N: FromStr>(name: &str) -> Option<N> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}
