//! What `derive(Entity)` costs the compiler: `cargo run --manifest-path tests/compile/Cargo.toml`.
//!
//! A crate of 100 structs is checked three times over: bare, with serde's derives, and as a table of 100 entities with
//! five access patterns each; whole, and again after a change of one field. What each step adds is compared. Figures are
//! processor time, the least of several interleaved rounds: a busy machine delays a check, and does not make it longer.

mod cost;
mod project;

use cost::Cost;
use project::{Kind, Project};

/// So many rounds, the best of which counts.
const ROUNDS: usize = 3;
/// What the derive may cost, in serde's derives of the same structs.
const TARGET: f64 = 2.0;

/// A project, and what its checks cost at best.
struct Measured {
    project: Project,
    whole: Cost,
    changed: Cost,
}

fn main() {
    let mut all = [Kind::Bare, Kind::Serde, Kind::Entity].map(|kind| Measured {
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
    compare("whole", all.each_ref().map(|measured| measured.whole.seconds));
    compare("after a change", all.each_ref().map(|measured| measured.changed.seconds));
}

fn compare(what: &str, [bare, serde, entity]: [f64; 3]) {
    let (of_serde, of_entity) = (serde - bare, entity - serde);
    println!(
        "{what}: serde's derives {of_serde:.2} s, Entity and its table {of_entity:.2} s: {:.2} x (target {TARGET})",
        of_entity / of_serde
    );
}
