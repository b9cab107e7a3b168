use super::EntitySchema;

/// A message put together while the program compiles, so that a failed check can name both sides.
pub(super) struct Message {
    bytes: [u8; 1024],
    len: usize,
}

impl Message {
    pub(super) const fn new() -> Self {
        Self { bytes: [0; 1024], len: 0 }
    }

    /// Appends text; what does not fit is left out.
    #[allow(
        clippy::indexing_slicing,
        reason = "const code has no `get_mut`; the bound is checked right here"
    )]
    pub(super) const fn text(mut self, text: &str) -> Self {
        let mut rest = text.as_bytes();
        while let [byte, tail @ ..] = rest {
            if self.len == self.bytes.len() {
                break;
            }
            self.bytes[self.len] = *byte;
            self.len += 1;
            rest = tail;
        }
        self
    }

    /// Appends text between back quotes.
    pub(super) const fn code(self, text: &str) -> Self {
        self.text("`").text(text).text("`")
    }

    /// Stops the compilation with this message.
    #[allow(clippy::panic, reason = "only ever runs while the user's program compiles")]
    pub(super) const fn stop(self) -> ! {
        let (text, _) = self.bytes.split_at(self.len);
        match std::str::from_utf8(text) {
            Ok(text) => panic!("{}", text),
            Err(_) => panic!("this key template or attribute does not fit the table"),
        }
    }
}

/// Begins a message about an entity.
pub(super) const fn about(entity: &EntitySchema) -> Message {
    Message::new().text("entity ").code(entity.rust_name).text(": ")
}

/// Compares texts, which `==` cannot do in const code.
pub(super) const fn equal(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    loop {
        match (left, right) {
            ([], []) => return true,
            ([a, left_rest @ ..], [b, right_rest @ ..]) if *a == *b => {
                left = left_rest;
                right = right_rest;
            }
            _ => return false,
        }
    }
}
