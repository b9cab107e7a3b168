//! What a cursor is bound to: a hash of its request that is the same on every machine.

use crate::expr::{Condition, Renderer};
use crate::value::Value;

/// Writes a condition as it would be sent, the same in every version.
pub(crate) fn rendered(condition: &Condition) -> String {
    let mut renderer = Renderer::new();
    let text = renderer.condition(condition);
    let values = renderer.values().values().map(Value::to_dynamodb_json);
    renderer.names().values().cloned().chain(values).fold(text, |text, part| text + " " + &part)
}

/// Multiplies and folds word by word, so that every bit reaches all others; unlike the standard library's hashers the
/// same in every build.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
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
