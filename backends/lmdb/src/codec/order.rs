//! Byte strings that sort as they are and end by themselves, so that something can follow them in a key.
//!
//! A run of zero bytes becomes `0x00` and one byte that says how it goes on, chosen so that order holds:
//!
//! ```text
//! k zeros, then the end        0x00 k            k = 0…126; 0 if the bytes do not end in zeros
//! 126 zeros, and more zeros    0x00 0x80
//! k zeros, then another byte   0x00 (255 - k)    k = 1…126
//! ```
//!
//! A shorter run sorts before a longer one if the bytes end there, and after it if another byte follows. The worst
//! case, every other byte zero, grows by half: a sort key of 1,024 bytes stays within LMDB's key limit, which doubling
//! each zero would break.

/// The longest run written at once.
const LONGEST_RUN: usize = 126;
/// Says that a full run is not the end of the zeros.
const MORE: u8 = 128;

/// Appends the bytes with their end.
pub(super) fn push_terminated(out: &mut Vec<u8>, bytes: &[u8]) {
    let mut rest = bytes;
    loop {
        let plain = rest.iter().position(|byte| *byte == 0).unwrap_or(rest.len());
        let (before, after) = rest.split_at(plain);
        out.extend_from_slice(before);
        let zeros = after.iter().take_while(|byte| **byte == 0).count();
        rest = after.get(zeros..).unwrap_or_default();
        push_run(out, zeros, rest.is_empty());
        if rest.is_empty() {
            return;
        }
    }
}

fn push_run(out: &mut Vec<u8>, zeros: usize, ends: bool) {
    let mut left = zeros;
    while left > LONGEST_RUN {
        out.extend_from_slice(&[0, MORE]);
        left -= LONGEST_RUN;
    }
    let count = u8::try_from(left).unwrap_or(0);
    out.extend_from_slice(&[0, if ends { count } else { u8::MAX - count }]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terminated(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        push_terminated(&mut out, bytes);
        out
    }

    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            prop::collection::vec(any::<u8>(), 0..6),
            (0..400_usize).prop_map(|zeros| vec![0; zeros]),
            Just(vec![1]),
            Just(vec![255]),
        ];
        prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn order_holds_whatever_follows(a in bytes(), b in bytes(), x: u8, y: u8) {
            let (mut left, mut right) = (terminated(&a), terminated(&b));
            prop_assert_eq!(left.cmp(&right), a.cmp(&b));
            left.push(x);
            right.push(y);
            if a != b {
                prop_assert_eq!(left.cmp(&right), a.cmp(&b));
            }
        }
    }

    #[test]
    fn the_longest_sort_key_grows_by_half_at_most() {
        let alternating: Vec<u8> = (0..1024).map(|place| u8::from(place % 2 == 0)).collect();
        assert!(terminated(&alternating).len() <= 1024 * 3 / 2 + 2);
        assert!(terminated(&[0; 1024]).len() < 32);
    }
}
