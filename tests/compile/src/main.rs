//! What `derive(Entity)` costs the compiler: `cargo run --manifest-path tests/compile/Cargo.toml`.
//!
//! A crate of 100 structs is checked three times over: bare, with serde's derives, and as a table of 100 entities with
//! five access patterns each; whole, and again after a change of one field. What each step adds is compared, in processor
//! time and within a round: what else the machine does is then about the same for all three. The median of the rounds counts.
//! It fails if `Entity` costs more than the target, in either case; `--help` says how to read what it prints. With `--check`
//! it measures nothing, and fails if one of the crates does not compile.

mod cost;
mod project;

use std::process::ExitCode;

use cost::Cost;
use project::{KINDS, Project};

/// So many rounds, an odd number.
const ROUNDS: usize = 9;
/// What the derive may cost, in serde's derives of the same structs.
const TARGET: f64 = 2.0;

const HELP: &str = "\
Measures what the derives cost the compiler, which takes a few minutes; with `--check`, says only whether the crates that
it measures compile, which takes less than one.

  100 structs ... whole          a check of a crate from nothing
  ... after a change             a check of the same crate when one field has changed
  whole: 1.50 x (target 2)       what derive(Entity), and the table, add to the check of 100 entities with serde's
                                 derives, by what these add to a check of the bare structs: the median of the rounds

It ends with 1 if one of the two ratios is not below the target. The rounds' least and largest are told beside it:
if they are far apart, something else keeps the machine busy.
";

/// A project, and what its checks cost in each round.
struct Measured {
    project: Project,
    whole: Vec<Cost>,
    changed: Vec<Cost>,
}

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        None => measure(),
        Some("--check") => check(),
        Some(_) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
    }
}

/// Checks each crate once, whole and after a change; what does not compile is a panic that says so.
fn check() -> ExitCode {
    for kind in KINDS {
        let project = Project::write(kind);
        project.change();
        project.check_changed();
    }
    println!("the crates whose checks are measured compile, whole and after a change");
    ExitCode::SUCCESS
}

fn measure() -> ExitCode {
    let mut all =
        KINDS.map(|kind| Measured { project: Project::write(kind), whole: Vec::new(), changed: Vec::new() });
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        for Measured { project, whole, changed } in &mut all {
            whole.push(project.check_all());
            project.change();
            changed.push(project.check_changed());
        }
    }
    let names = ["100 structs", "with serde's derives", "100 entities of 5 patterns"];
    for (name, Measured { whole, changed, .. }) in names.iter().zip(&all) {
        println!("{name:<27} whole: {}", Cost::least(whole));
        println!("{:<20} after a change: {}", "", Cost::least(changed));
    }
    let whole = is_met("whole", all.each_ref().map(|measured| measured.whole.as_slice()));
    let changed = is_met("after a change", all.each_ref().map(|measured| measured.changed.as_slice()));
    if whole && changed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Compares what the derives add in each round, and returns whether the target is met.
fn is_met(what: &str, [bare, serde, entity]: [&[Cost]; 3]) -> bool {
    let rounds = bare.iter().zip(serde).zip(entity);
    let mut ratios: Vec<f64> = rounds
        .map(|((bare, serde), entity)| (entity.seconds - serde.seconds) / (serde.seconds - bare.seconds))
        .collect();
    ratios.sort_by(f64::total_cmp);
    let (least, median, most) = (ratios[0], ratios[ROUNDS / 2], ratios[ROUNDS - 1]);
    println!("{what}: {median:.2} x (target {TARGET}), of rounds from {least:.2} x to {most:.2} x");
    median < TARGET
}
