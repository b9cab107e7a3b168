//! The hash that decides in which shard an item is. Stored keys depend on it: it never changes.

use crate::value::ValueRef;

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Hashes a primary key: the 64-bit FNV-1a of its parts, with a zero byte between them, its halves then joined by XOR. A
/// number counts as its shortest text.
pub(crate) fn shard_hash(pk: ValueRef<'_>, sk: Option<ValueRef<'_>>) -> u32 {
    let hash = write(BASIS, pk);
    let hash = match sk {
        Some(sk) => write(step(hash, 0), sk),
        None => hash,
    };
    let [a, b, c, d, e, f, g, h] = hash.to_be_bytes();
    u32::from_be_bytes([a, b, c, d]) ^ u32::from_be_bytes([e, f, g, h])
}

fn write(hash: u64, value: ValueRef<'_>) -> u64 {
    match value {
        ValueRef::S(text) => bytes(hash, text.as_bytes()),
        ValueRef::N(number) => bytes(hash, number.to_string().as_bytes()),
        ValueRef::B(binary) => bytes(hash, binary),
        _ => hash,
    }
}

fn bytes(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| step(hash, *byte))
}

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Number;

    #[test]
    fn the_hash_is_the_published_one_and_never_changes() {
        // FNV-1a of "foobar" is 85944171f73967e8.
        assert_eq!(shard_hash(ValueRef::S("foobar"), None), 0x8594_4171 ^ 0xf739_67e8);
        assert_eq!(
            shard_hash(ValueRef::B(b"foo"), Some(ValueRef::S("bar"))),
            shard_hash(ValueRef::S("foo\0bar"), None)
        );
        let forty_two = ValueRef::N(Number::from(42));
        assert_eq!(shard_hash(forty_two, None), shard_hash(ValueRef::S("42"), None));
    }

    #[test]
    fn consecutive_keys_spread_evenly_over_any_number_of_shards() {
        for count in [2, 3, 7, 10, 16, 100] {
            let mut hits = vec![0_u32; count];
            for player in 0..count * 100 {
                let hash =
                    shard_hash(ValueRef::S("SCORES#chess#"), Some(ValueRef::S(&format!("{player:06}"))));
                hits[hash as usize % count] += 1;
            }
            assert!(hits.iter().all(|hits| (50..=150).contains(hits)), "{count}: {hits:?}");
        }
    }
}
