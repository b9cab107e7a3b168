//! What a change of attributes, or of entries inside one, does to stored values.

use std::collections::BTreeMap;

use super::changes::changed;
use super::describe::OPTIONAL;

/// A difference, and what of the stored values is lost by it, if something is.
pub(super) struct FieldChange {
    pub(super) what: String,
    pub(super) loss: Option<&'static str>,
}

/// Compares what is stored under each name; `of` says what has the name.
pub(super) fn fields(
    old: &BTreeMap<String, String>,
    new: &BTreeMap<String, String>,
    of: impl Fn(&str) -> String,
) -> Vec<FieldChange> {
    let kept = new.iter().filter_map(|(name, now)| field(of(name), old.get(name), now));
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    kept.chain(gone.map(|name| lossy(format!("{} is gone", of(name)), "what is stored in it is not read")))
        .collect()
}

fn field(of: String, old: Option<&String>, now: &str) -> Option<FieldChange> {
    let change = match old {
        Some(before) if before == now => return None,
        Some(before) if now.strip_suffix(OPTIONAL) == Some(before) => {
            harmless(format!("{of} may be missing now"))
        }
        Some(before) if before.strip_suffix(OPTIONAL) == Some(now) => {
            lossy(format!("{of} must be there now"), "stored items that lack it cannot be read")
        }
        Some(before) => {
            lossy(changed(&of, before, now), "what is stored in it may not be read, or not as what was meant")
        }
        None if now.ends_with(OPTIONAL) => harmless(format!("{of} is new, and may be missing")),
        None => lossy(format!("{of} is new"), "stored items do not have it, and cannot be read"),
    };
    Some(change)
}

fn harmless(what: String) -> FieldChange {
    FieldChange { what, loss: None }
}

fn lossy(what: String, loss: &'static str) -> FieldChange {
    FieldChange { what, loss: Some(loss) }
}
