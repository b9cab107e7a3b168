use super::{ErasedPart, KeyPart};

/// What a generated method takes for a key part of type `P`: a `P`, a `&P`, or a `&str` for a `String`.
///
/// ```
/// use dynamo_model::key::PartArg;
///
/// fn order(_id: impl PartArg<String>) {}
/// order("o-1");
/// order(String::from("o-1"));
/// order(&String::from("o-1"));
/// ```
#[diagnostic::on_unimplemented(
    message = "this key part is a `{P}`, not a `{Self}`",
    label = "expected `{P}` or `&{P}`"
)]
pub trait PartArg<P> {
    #[doc(hidden)]
    fn part(&self) -> &dyn ErasedPart;
}

impl<P: KeyPart> PartArg<P> for P {
    fn part(&self) -> &dyn ErasedPart {
        self
    }
}

impl<P: KeyPart> PartArg<P> for &P {
    fn part(&self) -> &dyn ErasedPart {
        *self
    }
}

impl PartArg<String> for &str {
    fn part(&self) -> &dyn ErasedPart {
        self
    }
}
