//! What no item and no constant may be.

use dynamo_model::value::{Value, ValueKind};

use super::{Answer, Attributes, Refusal, size};

/// The levels of nesting the service stores.
const LEVELS: usize = 32;
const LONGEST_NAME: usize = 65_535;
const LARGEST_ITEM: usize = 409_600;
pub(super) const TOO_DEEP: &str = "Nesting Levels have exceeded supported limits";

/// How deep constants may be.
#[derive(Clone, Copy)]
pub(super) enum Nesting {
    /// As items.
    OfItems,
    /// A level more: what is too deep to be stored may still be compared.
    OfTransactions,
}

/// Checks names and values, keys and size apart.
pub(super) fn attributes(item: &Attributes) -> Answer<()> {
    let mut faults = Vec::new();
    for (name, value) in item {
        find_in_name(name, &mut faults);
        find_in_value(value, LEVELS, &mut faults);
    }
    refuse(faults)
}

/// Checks a constant of an expression.
pub(super) fn constant(value: &Value, nesting: Nesting) -> Answer<()> {
    let levels = match nesting {
        Nesting::OfItems => LEVELS,
        Nesting::OfTransactions => LEVELS + 1,
    };
    let mut faults = Vec::new();
    find_in_value(value, levels, &mut faults);
    refuse(faults)
}

/// Checks the size of an item that is put.
pub(super) fn put_size(item: &Attributes) -> Answer<()> {
    limit_size(item, "Item size has exceeded the maximum allowed size")
}

/// Checks the size of an item that an update makes.
pub(super) fn updated_size(item: &Attributes) -> Answer<()> {
    limit_size(item, "Item size to update has exceeded the maximum allowed size")
}

fn limit_size(item: &Attributes, message: &str) -> Answer<()> {
    if size::of_item(item) > LARGEST_ITEM { Err(Refusal::validation(message)) } else { Ok(()) }
}

/// Checks the nesting of an item that an update makes.
pub(super) fn updated_depth(item: &Attributes) -> Answer<()> {
    if item.values().any(|value| size::depth(value) > LEVELS) {
        return Err(Refusal::validation(TOO_DEEP));
    }
    Ok(())
}

/// Which of several faults is told first the reference does not say.
fn refuse(faults: Vec<String>) -> Answer<()> {
    if faults.is_empty() { Ok(()) } else { Err(Refusal::one_of(faults)) }
}

fn find_in_name(name: &str, faults: &mut Vec<String>) {
    if name.is_empty() {
        faults.push("Empty attribute name".to_owned());
    }
    if name.len() > LONGEST_NAME {
        faults.push("Attribute name is too large, must be less than 65536 bytes".to_owned());
    }
}

fn find_in_value(value: &Value, levels: usize, faults: &mut Vec<String>) {
    if levels == 0 {
        faults.push(format!("{TOO_DEEP}: Attributes in the item have nested levels beyond supported limit"));
        return;
    }
    match value {
        Value::L(elements) => {
            elements.iter().for_each(|element| find_in_value(element, levels - 1, faults));
        }
        Value::M(entries) => {
            for (name, value) in entries {
                find_in_name(name, faults);
                find_in_value(value, levels - 1, faults);
            }
        }
        Value::Ss(members) if members.is_empty() => faults.push(empty_set(ValueKind::Ss)),
        Value::Ns(members) if members.is_empty() => faults.push(empty_set(ValueKind::Ns)),
        Value::Bs(members) if members.is_empty() => faults.push(empty_set(ValueKind::Bs)),
        _ => {}
    }
}

fn empty_set(kind: ValueKind) -> String {
    let what = match kind {
        // The two spaces are the service's.
        ValueKind::Ss => "An string set  may not be empty",
        ValueKind::Ns => "An number set  may not be empty",
        _ => "Binary sets should not be empty",
    };
    format!("One or more parameter values were invalid: {what}")
}
