//! What came out, as a table.

use std::fmt;

use crate::arguments::Peer;
use crate::work::Work;

/// The connections that targets are about.
const AIMED: usize = 32;

/// What one server did in each round.
pub(crate) struct Side {
    name: String,
    peer: Option<Peer>,
    /// Requests a second.
    pub(crate) rates: Vec<f64>,
}

/// Lines of the table.
#[derive(Default)]
pub(crate) struct Report(Vec<Line>);

struct Line {
    work: &'static str,
    connections: usize,
    name: String,
    rate: f64,
    /// How many times as many requests ours answers, and how many times are wanted.
    ratio: Option<(f64, Option<f64>)>,
}

impl Side {
    pub(crate) fn new(name: &str, peer: Option<Peer>) -> Self {
        Self { name: name.to_owned(), peer, rates: Vec::new() }
    }
}

impl Report {
    /// Adds what came out of some rounds; the first side is ours.
    pub(crate) fn add(&mut self, work: &Work, connections: usize, sides: Vec<Side>) {
        let ours = sides.first().map(|side| side.rates.clone()).unwrap_or_default();
        for side in sides {
            let ratio = side.peer.map(|peer| {
                let ratios = ours.iter().zip(&side.rates).map(|(ours, theirs)| ours / theirs).collect();
                (median(ratios), work.target(peer).filter(|_| connections == AIMED))
            });
            let (name, rate) = (side.name, median(side.rates));
            self.0.push(Line { work: work.name, connections, name, rate, ratio });
        }
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<28} {:>4}  {:<16} {:>9}  ratio", "", "conn", "", "ops/s")?;
        self.0.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { work, connections, name, rate, ratio } = self;
        write!(f, "{work:<28} {connections:>4}  {name:<16} {rate:>9.0}")?;
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
