/// Ids that are made without asking anybody: `ulid::Ulid`, version 7 of `uuid::Uuid`, `Ksuid`, each with the
/// feature of its name, and newtypes of them that derive `KeyPart` with `#[key_part(generate)]`.
///
/// An id is made before the write, so that a write that is sent twice stores one entity. `#[attr(generated)]` on a field
/// refuses to write an id that was not made.
///
/// ```
/// use dynamo_model::KeyPart;
/// use dynamo_model::key::Generate;
/// use serde::{Deserialize, Serialize};
/// # #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, KeyPart)]
/// # struct Count(u32);
/// # impl Generate for Count {
/// #     fn generate() -> Self { Count(1) }
/// #     fn is_nil(&self) -> bool { self.0 == 0 }
/// # }
/// # type Ulid = Count;
///
/// #[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, KeyPart)]
/// #[key_part(generate)]
/// struct OrderId(Ulid);
///
/// let id = OrderId::generate();
/// assert!(!id.is_nil() && OrderId::default().is_nil());
/// ```
#[diagnostic::on_unimplemented(
    message = "ids of type `{Self}` cannot be made",
    label = "no id that is made without asking anybody",
    note = "such ids are `Ulid`, `Uuid` and `Ksuid`, with the feature of that name, and newtypes of them that derive `KeyPart` and say `#[key_part(generate)]`"
)]
pub trait Generate: Sized {
    /// Makes an id that no other program has: later ones sort behind earlier ones; as in the example of [`Generate`].
    fn generate() -> Self;

    /// Whether this is the id of nothing, as `Default` makes it; as in the example of [`Generate`].
    fn is_nil(&self) -> bool;
}
