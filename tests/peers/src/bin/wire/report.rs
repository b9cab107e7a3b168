//! What came out, as a table.

use std::fmt;
use std::time::Duration;

use crate::arguments::Peer;
use crate::work::Work;

/// The connections that targets are about.
const AIMED: usize = 32;

/// What one server did in each round.
pub(crate) struct Side {
    name: String,
    peer: Option<Peer>,
    pub(crate) rounds: Vec<Round>,
}

/// What one server did in one round.
pub(crate) struct Round {
    pub(crate) answered: usize,
    pub(crate) elapsed: Duration,
    /// The processor time it took.
    pub(crate) cpu: Option<Duration>,
    /// The processor time the client took.
    pub(crate) client: Option<Duration>,
}

/// What is above the lines.
pub(crate) const HEADER: &str =
    "work                         conn                       ops/s    CPU us  client  ratio of ops/s";

/// A line of the table.
pub(crate) struct Line<'s> {
    work: &'static str,
    connections: usize,
    name: &'s str,
    rate: f64,
    /// Microseconds of processor time that a request took of the server, and of the client.
    cpu: f64,
    client: f64,
    /// How many times as many requests ours answers, and how many times are wanted.
    ratio: Option<(f64, Option<f64>)>,
}

impl Side {
    pub(crate) fn new(name: &str, peer: Option<Peer>) -> Self {
        Self { name: name.to_owned(), peer, rounds: Vec::new() }
    }

    /// Returns how many requests a second were answered in each round.
    fn rates(&self) -> Vec<f64> {
        self.rounds.iter().map(|round| round.answered as f64 / round.elapsed.as_secs_f64()).collect()
    }

    /// Returns the microseconds of processor time that a request took in all rounds together, which are too short for the
    /// system to tell of each.
    fn cpu(&self, of: impl Fn(&Round) -> Option<Duration>) -> Option<f64> {
        let cpu: Option<Duration> = self.rounds.iter().map(of).sum();
        let answered: usize = self.rounds.iter().map(|round| round.answered).sum();
        Some(cpu?.as_secs_f64() * 1e6 / answered as f64)
    }
}

/// Makes the lines of what came out of some rounds; the first side is ours.
pub(crate) fn lines<'s>(
    work: &'s Work,
    connections: usize,
    sides: &'s [Side],
) -> impl Iterator<Item = Line<'s>> {
    let ours = sides.first().map(Side::rates).unwrap_or_default();
    sides.iter().map(move |side| {
        let ratio = side.peer.map(|peer| {
            let ratios = ours.iter().zip(side.rates()).map(|(ours, theirs)| ours / theirs).collect();
            (median(ratios), work.target(peer).filter(|_| connections == AIMED))
        });
        let cpu = |of: fn(&Round) -> Option<Duration>| side.cpu(of).unwrap_or(f64::NAN);
        let (cpu, client) = (cpu(|round| round.cpu), cpu(|round| round.client));
        Line {
            work: work.name,
            connections,
            name: &side.name,
            rate: median(side.rates()),
            cpu,
            client,
            ratio,
        }
    })
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { work, connections, name, rate, cpu, client, ratio } = self;
        write!(f, "{work:<28} {connections:>4}  {name:<16} {rate:>9.0} {cpu:>9.1} {client:>7.1}")?;
        match ratio {
            Some((ratio, Some(target))) => {
                let met = if ratio >= target { "met" } else { "missed" };
                write!(f, "  {ratio:>6.2} x  (target >= {target} x: {met})")
            }
            Some((ratio, None)) => write!(f, "  {ratio:>6.2} x"),
            None => Ok(()),
        }
    }
}
