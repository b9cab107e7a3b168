//! What `derive(Entity)` costs the compiler: `cargo run --manifest-path tests/compile/Cargo.toml`.
//!
//! A crate of 100 structs is checked three times over: bare, with serde's derives, and as a table of 100 entities with
//! five access patterns each. What each step adds is compared, and how long the check of the last one takes after a
//! change of one field. Every figure is the best of several interleaved rounds.

mod passes;
mod project;

use passes::Passes;
use project::{Kind, Project};

/// So many rounds, the best of which counts.
const ROUNDS: usize = 3;
/// What the derive may cost, in serde's derives of the same structs.
const TARGET: f64 = 2.0;

fn main() {
    let [bare, serde, entity] = [Kind::Bare, Kind::Serde, Kind::Entity].map(Project::write);
    let mut best = [Passes::WORST; 3];
    let mut changed = Passes::WORST;
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        for (best, project) in best.iter_mut().zip([&bare, &serde, &entity]) {
            *best = best.min(&project.check_all());
        }
        entity.change();
        changed = changed.min(&entity.check_changed());
    }
    let [bare, serde, entity] = best;
    println!("100 structs, checked whole: {bare}");
    println!("with serde's derives:       {serde}");
    println!("100 entities, 5 patterns:   {entity}");
    println!("    after a change:         {changed}");
    let (of_serde, of_entity) = (serde.total - bare.total, entity.total - serde.total);
    println!(
        "serde's derives {of_serde:.2} s, Entity and its table {of_entity:.2} s: {:.2} x (target {TARGET})",
        of_entity / of_serde
    );
}
