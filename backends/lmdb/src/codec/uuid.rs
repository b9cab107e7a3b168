//! Identities that are worked out, and not drawn.

/// Writes 16 bytes as a UUID of version 4, which the service's are.
pub(crate) fn uuid(bytes: &[u8; 32]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(36);
    for (place, byte) in bytes.iter().take(16).enumerate() {
        let byte = match place {
            6 => byte & 0x0F | 0x40,
            8 => byte & 0x3F | 0x80,
            _ => *byte,
        };
        let dash = if matches!(place, 4 | 6 | 8 | 10) { "-" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(out, "{dash}{byte:02x}");
    }
    out
}
