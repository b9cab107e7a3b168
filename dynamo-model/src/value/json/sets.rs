//! Sets as they arrive, in any order and perhaps with repeats.

use super::error::{DuplicateMember, number};
use crate::value::{JsonError, Writer};

/// The most bytes of a set that an error repeats: no item holds more.
const LONGEST: usize = 400 * 1024;

/// Writes a set of strings, unless a member stands twice.
pub(super) fn strings(members: &[String], writer: &mut Writer) -> Result<(), JsonError> {
    if let Some(order) = repeat_order(members) {
        return Err(JsonError::DuplicateMember(if is_long(members) {
            DuplicateMember::Long
        } else {
            DuplicateMember::Ss { listed: pick(members, &order), sent: members.to_vec() }
        }));
    }
    writer.string_set(members.iter().map(String::as_str));
    Ok(())
}

/// Writes a set of numbers, unless a member stands twice in value.
pub(super) fn numbers(members: &[String], writer: &mut Writer) -> Result<(), JsonError> {
    let numbers = members.iter().map(|text| number(text)).collect::<Result<Vec<_>, _>>()?;
    if repeat_order(&numbers).is_some() {
        return Err(JsonError::DuplicateMember(DuplicateMember::Ns));
    }
    writer.number_set(numbers);
    Ok(())
}

/// Writes a set of byte strings given with their base64 texts, unless a member stands twice.
pub(super) fn binaries(members: &[Vec<u8>], texts: &[String], writer: &mut Writer) -> Result<(), JsonError> {
    if let Some(order) = repeat_order(members) {
        return Err(JsonError::DuplicateMember(if is_long(texts) {
            DuplicateMember::Long
        } else {
            DuplicateMember::Bs { listed: pick(texts, &order), sent: texts.to_vec() }
        }));
    }
    writer.binary_set(members.iter().map(Vec::as_slice));
    Ok(())
}

/// Returns the positions in the order the service prints a set with a repeat: the members before the repeat
/// sorted, then the repeat, then the rest as sent. `None` if nothing stands twice.
fn repeat_order<T: Ord>(members: &[T]) -> Option<Vec<usize>> {
    let mut sorted: Vec<(&T, usize)> = members.iter().zip(0..).collect();
    sorted.sort_unstable();
    let repeats = sorted.windows(2).filter_map(|pair| match pair {
        [a, b] if a.0 == b.0 => Some(b.1),
        _ => None,
    });
    let repeat = repeats.min()?;
    let before = sorted.iter().map(|member| member.1).filter(|position| *position < repeat);
    Some(before.chain(repeat..members.len()).collect())
}

fn is_long(texts: &[String]) -> bool {
    texts.iter().map(String::len).sum::<usize>() > LONGEST
}

fn pick(texts: &[String], order: &[usize]) -> Vec<String> {
    order.iter().filter_map(|position| texts.get(*position)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_repeated_unless_no_item_holds_it() {
        let said = |length: usize| {
            let members = ["x".repeat(length), "x".repeat(length)];
            strings(&members, &mut Writer::with_capacity(0)).unwrap_err().to_string()
        };
        assert!(said(LONGEST / 2).contains("[\"xxx"));
        assert_eq!(
            said(LONGEST / 2 + 1),
            "One or more parameter values were invalid: Input collection contains duplicates."
        );
    }
}
