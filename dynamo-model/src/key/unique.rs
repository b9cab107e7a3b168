use super::KeyPart;

/// A type whose values can be unique: key parts, by their key texts. Another type can be by a function that makes a text:
/// `#[attr(unique(normalize = path))]`.
///
/// ```
/// # use dynamo_model::{Entity, KeyPart, Table};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Table)]
/// # #[table(name = "shop")]
/// # enum Shop { User(User) }
/// #[derive(Clone, Serialize, Deserialize, KeyPart)]
/// struct Email(String);
///
/// #[derive(Serialize, Deserialize, Entity)]
/// #[entity(table = Shop, pk = "USER#{id}", sk = "USER")]
/// struct User {
///     id: String,
///     #[attr(unique)]
///     email: Email,
///     #[attr(unique(normalize = digits))]
///     phone: Vec<u8>,
/// }
///
/// fn digits(phone: &Vec<u8>) -> String {
///     phone.iter().map(ToString::to_string).collect()
/// }
///
/// let names: Vec<&str> = User::SCHEMA.unique.iter().map(|unique| unique.name).collect();
/// assert_eq!(names, ["email", "phone"]);
/// ```
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
