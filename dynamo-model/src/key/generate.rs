/// Ids that are made without asking anybody: `ulid::Ulid`, version 7 of `uuid::Uuid`, `Ksuid`, each with the
/// feature of its name, and newtypes of them that derive `KeyPart` with `#[key_part(generate)]`.
///
/// An id is made before the write, so that a write that is sent twice stores one entity. `#[attr(generated)]` on a field
/// refuses to write an id that was not made.
///
/// ```
/// # #[cfg(all(feature = "ulid", feature = "uuid"))] {
/// use dynamo_model::KeyPart;
/// use dynamo_model::key::Generate;
/// use serde::{Deserialize, Serialize};
/// use ulid::Ulid;
/// use uuid::Uuid;
///
/// #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize, KeyPart)]
/// #[key_part(generate)]
/// struct OrderId(Ulid);
///
/// let (first, second) = (OrderId::generate(), OrderId::generate());
/// assert!(!first.is_nil() && first < second, "the later one sorts behind");
/// assert!(OrderId::default().is_nil());
///
/// let mut text = String::new();
/// first.write(&mut text);
/// assert_eq!((text.len(), OrderId::read(&text)), (26, Some(first)));
///
/// let (first, second) = (Uuid::generate(), Uuid::generate());
/// assert_eq!(first.get_version_num(), 7);
/// assert!(first < second);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "ids of type `{Self}` cannot be made",
    label = "no id that is made without asking anybody",
    note = "such ids are `Ulid`, `Uuid` and `Ksuid`, with the feature of that name, and newtypes of them that derive `KeyPart` and say `#[key_part(generate)]`"
)]
pub trait Generate: Sized {
    /// Makes an id that no other program has: later ones sort behind earlier ones.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU64, Ordering};
    ///
    /// use dynamo_model::key::Generate;
    ///
    /// /// Numbers that one process hands out.
    /// struct Ticket(u64);
    ///
    /// impl Generate for Ticket {
    ///     fn generate() -> Self {
    ///         static LAST: AtomicU64 = AtomicU64::new(0);
    ///         Ticket(LAST.fetch_add(1, Ordering::Relaxed) + 1)
    ///     }
    ///
    ///     fn is_nil(&self) -> bool {
    ///         self.0 == 0
    ///     }
    /// }
    /// assert_eq!((Ticket::generate().0, Ticket::generate().0), (1, 2));
    /// ```
    fn generate() -> Self;

    /// Whether this is the id of nothing, as `Default` makes it.
    ///
    /// ```
    /// # use dynamo_model::key::Generate;
    /// # #[derive(Default)]
    /// # struct Ticket(u64);
    /// # impl Generate for Ticket {
    /// #     fn generate() -> Self { Ticket(1) }
    /// #     fn is_nil(&self) -> bool { self.0 == 0 }
    /// # }
    /// assert!(Ticket::default().is_nil(), "a field with `#[attr(generated)]` does not take it");
    /// assert!(!Ticket::generate().is_nil());
    /// ```
    fn is_nil(&self) -> bool;
}
