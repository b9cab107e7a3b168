//! Updates: checked first, then worked out on the item as it was.

mod check;
mod edit;
mod value;

use dynamo_model::expr::{Path, Update};
use dynamo_model::request::ReturnValues;
use dynamo_model::value::Value;

pub(super) use self::check::check;
use self::edit::Edit;
use self::value::Faults;
use super::{Answer, Attributes, Refusal, projection};

/// Returns the item an update makes of `old`; nothing if it creates none.
///
/// # Errors
///
/// Any of the things that are wrong: which of several is told the reference does not say.
pub(super) fn apply(
    update: &Update,
    key: &Attributes,
    old: Option<&Attributes>,
) -> Answer<Option<Attributes>> {
    let creates = update.is_empty() || !update.sets().is_empty() || !update.adds().is_empty();
    if old.is_none() && !creates {
        return Ok(None);
    }
    let before = old.unwrap_or(key);
    let mut faults = Vec::new();
    let mut edits = Vec::new();
    for (path, edit) in edits_of(update, before) {
        match edit {
            Ok(edit) => edits.push((path, edit)),
            Err(found) => {
                faults.extend(found);
                // Whether anything can be put there does not depend on what.
                edits.push((path, Edit::Put(Value::Null)));
            }
        }
    }
    // Removing below what a missing item lacks is no mistake; subtracting there is one.
    if old.is_none() {
        let removed_below = |path: &Path| !path.rest().is_empty() && update.removes().contains(path);
        edits.retain(|(path, _)| !removed_below(path));
    }
    let after = edit::apply(before, &edits, &mut faults);
    if faults.is_empty() { Ok(Some(after)) } else { Err(Refusal::one_of(faults)) }
}

type Planned<'u> = (&'u Path, Result<Edit, Faults>);

fn edits_of<'u>(update: &'u Update, before: &'u Attributes) -> impl Iterator<Item = Planned<'u>> {
    let sets =
        update.sets().iter().map(|set| (&set.path, value::assigned(&set.value, before).map(Edit::Put)));
    let removes = update.removes().iter().map(|path| (path, Ok(Edit::Remove)));
    let adds = update.adds().iter().map(|(path, value)| (path, value::added(before, path, value)));
    let deletes =
        update.deletes().iter().map(|(path, members)| (path, value::subtracted(before, path, members)));
    sets.chain(removes).chain(adds).chain(deletes)
}

/// Returns what an update answers with.
pub(super) fn returned(
    values: ReturnValues,
    update: &Update,
    old: Option<&Attributes>,
    new: Option<&Attributes>,
) -> Option<Attributes> {
    let touched = |item: Option<&Attributes>| {
        Some(projection::project(item?, update.targets())).filter(|found| !found.is_empty())
    };
    match values {
        ReturnValues::None => None,
        ReturnValues::AllOld => old.cloned(),
        ReturnValues::AllNew => new.cloned(),
        ReturnValues::UpdatedOld => touched(old),
        ReturnValues::UpdatedNew => touched(new),
    }
}

/// The types as updates call them.
fn long_type(value: &Value) -> &'static str {
    match value {
        Value::S(_) => "STRING",
        Value::N(_) => "NUMBER",
        Value::B(_) => "BINARY",
        Value::Bool(_) => "BOOLEAN",
        Value::Null => "NULL",
        Value::L(_) => "LIST",
        Value::M(_) => "MAP",
        Value::Ss(_) | Value::Ns(_) | Value::Bs(_) => "",
    }
}
