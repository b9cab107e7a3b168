//! What a cursor is bound to: a hash of its query that is the same on every machine.

use super::Pattern;
use crate::expr::{Condition, KeyCondition, Renderer, SortRange};
use crate::request;
use crate::value::{Value, Writer};

/// Room for most queries, in bytes.
const USUAL_LENGTH: usize = 256;

/// Hashes everything that decides which items a query returns, and in which order.
pub(super) fn of(request: &request::Query, pattern: Option<&Pattern>) -> u64 {
    let mut writer = Writer::with_capacity(USUAL_LENGTH);
    writer.string(&request.table);
    writer.string(request.index.as_deref().unwrap_or_default());
    writer.string(pattern.map(|pattern| pattern.access().name).unwrap_or_default());
    writer.boolean(request.scan_forward);
    writer.map(|writer| write_equals(writer, &request.key_condition));
    writer.map(|writer| write_range(writer, &request.key_condition));
    writer.string(&request.filter.as_ref().map(rendered).unwrap_or_default());
    hash(writer.as_bytes())
}

fn write_equals(writer: &mut Writer, condition: &KeyCondition) {
    for (name, value) in condition.equals() {
        writer.name(name);
        writer.owned(value);
    }
}

fn write_range(writer: &mut Writer, condition: &KeyCondition) {
    let Some((name, range)) = condition.range() else { return };
    let (operator, value, upper) = match range {
        SortRange::Lt(value) => ("<", value, None),
        SortRange::Le(value) => ("<=", value, None),
        SortRange::Gt(value) => (">", value, None),
        SortRange::Ge(value) => (">=", value, None),
        SortRange::Between(low, high) => ("between", low, Some(high)),
        SortRange::BeginsWith(prefix) => ("begins_with", prefix, None),
    };
    writer.name(name);
    writer.list(|writer| {
        writer.string(operator);
        std::iter::once(value).chain(upper).for_each(|value| writer.owned(value));
    });
}

/// Writes a condition as it would be sent, the same in every version.
fn rendered(condition: &Condition) -> String {
    let mut renderer = Renderer::new();
    let text = renderer.condition(condition);
    let values = renderer.values().values().map(Value::to_dynamodb_json);
    renderer.names().values().cloned().chain(values).fold(text, |text, part| text + " " + &part)
}

/// Multiplies and folds word by word, so that every bit reaches all others; unlike the standard library's hashers the
/// same in every build.
fn hash(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, word: u64| {
        let mixed = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    };
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    bytes.chunks(8).fold(mix(1, length), |hash, chunk| {
        let mut word = [0; 8];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        mix(hash, u64::from_le_bytes(word))
    })
}
