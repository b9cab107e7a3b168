//! The payload of a number.

use crate::value::Number;

/// Writes the length byte, exponent and mantissa of `number`.
pub(in crate::value) fn encode_number(number: Number, out: &mut Vec<u8>) {
    let mantissa = number.mantissa().to_le_bytes();
    let length = mantissa_length(number.mantissa());
    out.push(2 + length as u8);
    out.extend_from_slice(&number.exponent().to_le_bytes());
    out.extend(mantissa.into_iter().take(length));
}

/// Reads what stands behind the length byte.
#[inline]
pub(in crate::value) fn decode_number(payload: &[u8]) -> Option<Number> {
    let (exponent, mantissa) = payload.split_first_chunk::<2>()?;
    let negative = mantissa.last().is_some_and(|top| *top >= 0x80);
    let mut wide = if negative { [0xff; 16] } else { [0; 16] };
    wide.get_mut(..mantissa.len())?.copy_from_slice(mantissa);
    let exponent = i16::from_le_bytes(*exponent);
    Number::from_parts(i128::from_le_bytes(wide), i32::from(exponent)).ok()
}

/// The fewest bytes that hold `mantissa` with its sign.
fn mantissa_length(mantissa: i128) -> usize {
    if mantissa == 0 {
        return 0;
    }
    let magnitude = if mantissa < 0 { !mantissa } else { mantissa };
    let bits = i128::BITS - magnitude.leading_zeros() + 1;
    bits.div_ceil(8) as usize
}
