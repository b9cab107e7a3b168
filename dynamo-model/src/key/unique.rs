use super::KeyPart;

/// A type whose values can be unique: key parts, by their key texts. Another type can be by a function that makes a text:
/// `#[attr(unique(normalize = path))]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be unique",
    label = "has no text that its values could be compared by",
    note = "key parts can: strings, integers, and types that derive `KeyPart`",
    note = "for another type, name a function that makes a text: `unique(normalize = path)` with `fn path(value: &{Self}) -> String`"
)]
pub trait UniqueValue {
    #[doc(hidden)]
    const TEXT: bool;

    #[doc(hidden)]
    fn __text(&self) -> String;
}

#[diagnostic::do_not_recommend]
impl<P: KeyPart> UniqueValue for P {
    const TEXT: bool = P::SHAPE.text;

    fn __text(&self) -> String {
        let mut text = String::with_capacity(32);
        self.write(&mut text);
        text
    }
}

/// Makes text that differs in upper and lower case only the same: `unique(normalize = lowercase)`.
#[doc(hidden)]
#[must_use]
pub fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

/// Makes text that differs in white space around it only the same: `unique(normalize = trim)`.
#[doc(hidden)]
#[must_use]
pub fn trim(text: &str) -> String {
    text.trim().to_owned()
}
