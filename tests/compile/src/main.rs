//! What `derive(Entity)` costs the compiler: `cargo run --manifest-path tests/compile/Cargo.toml`.
//!
//! A crate of 100 structs is checked three times over: bare, with serde's derives, and as a table of 100 entities with
//! five access patterns each; whole, and again after a change of one field. What each step adds is compared. Figures are
//! processor time, the least of several interleaved rounds: a busy machine delays a check, and makes it little longer.
//! It fails if `Entity` costs more than the target, in either case; `--help` says how to read what it prints. With `--check`
//! it measures nothing, and fails if one of the crates does not compile.

mod cost;
mod project;

use std::process::ExitCode;

use cost::Cost;
use project::{KINDS, Project};

/// So many rounds, the best of which counts.
const ROUNDS: usize = 9;
/// What the derive may cost, in serde's derives of the same structs.
const TARGET: f64 = 2.0;

const HELP: &str = "\
Measures what the derives cost the compiler, which takes a few minutes; with `--check`, says only whether the crates that
it measures compile, which takes less than one.

  100 structs ... whole          a check of a crate from nothing
  ... after a change             a check of the same crate when one field has changed
  whole: ... 1.50 x (target 2)   what derive(Entity), and the table, add to the check of 100 entities with serde's
                                 derives, by what these add to a check of the bare structs

It ends with 1 if one of the two ratios is not below the target. On a busy machine repeat a ratio that is: processor time
depends a little on what else runs, and by far most of what it says here is the same every time.
";

/// A project, and what its checks cost at best.
struct Measured {
    project: Project,
    whole: Cost,
    changed: Cost,
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
    let mut all = KINDS.map(|kind| Measured {
        project: Project::write(kind),
        whole: Cost::WORST,
        changed: Cost::WORST,
    });
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        for Measured { project, whole, changed } in &mut all {
            *whole = whole.min(project.check_all());
            project.change();
            *changed = changed.min(project.check_changed());
        }
    }
    let names = ["100 structs", "with serde's derives", "100 entities of 5 patterns"];
    for (name, Measured { whole, changed, .. }) in names.iter().zip(&all) {
        println!("{name:<27} whole: {whole}");
        println!("{:<20} after a change: {changed}", "");
    }
    let whole = is_met("whole", all.each_ref().map(|measured| measured.whole.seconds));
    let changed = is_met("after a change", all.each_ref().map(|measured| measured.changed.seconds));
    if whole && changed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Compares what the derives add, and returns whether the target is met.
fn is_met(what: &str, [bare, serde, entity]: [f64; 3]) -> bool {
    let (of_serde, of_entity) = (serde - bare, entity - serde);
    let ratio = of_entity / of_serde;
    println!(
        "{what}: serde's derives {of_serde:.2} s, Entity and its table {of_entity:.2} s: {ratio:.2} x (target {TARGET})"
    );
    ratio < TARGET
}
