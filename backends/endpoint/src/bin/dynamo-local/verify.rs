use dynamo_lmdb::{Lmdb, Verification};

use crate::arguments::Existing;
use crate::failure::{Failure, Outcome};
use crate::{database, progress, say};

pub(crate) fn run(arguments: &Existing) -> Outcome {
    let found = check(&database::open(&arguments.data)?)?;
    say(format_args!(
        "sound: {} tables, {} items, {} index entries, {} streams, {} stream records",
        found.tables, found.items, found.entries, found.streams, found.records
    ))
}

/// Goes through a whole database; a problem is a failure.
pub(crate) fn check(database: &Lmdb) -> Outcome<Verification> {
    let bar = progress::bar(0, "verifying");
    let found = database.verify_with(|progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    });
    bar.finish_and_clear();
    let found = found?;
    if found.is_sound() {
        return Ok(found);
    }
    for problem in &found.problems {
        say(problem)?;
    }
    let count = found.problem_count;
    let listed = found.problems.len();
    let database = database.path().display();
    Err(Failure::new(match u64::try_from(listed) == Ok(count) {
        true => format!("`{database}` has problems ({count}); restore it from a backup"),
        false => format!("`{database}` has {count} problems ({listed} are listed); restore it from a backup"),
    }))
}
