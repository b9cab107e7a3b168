//! Whether a view has a field in the type its entity has it in.

/// The field at place `P` of an entity is a `T`. The entity derive implements it, with [`Known`].
pub trait FieldIs<const P: usize, K, T> {}

/// The type of a field is known.
#[derive(Clone, Copy, Debug)]
pub enum Known {}

/// The type of a field is unknown, as the entity's own derive found a mistake: any will do.
#[derive(Clone, Copy, Debug)]
pub enum Unknown {}

/// Types that a view can have a field of type `T` in: `T`.
#[diagnostic::on_unimplemented(
    message = "the entity has this field as a `{T}`, not as a `{Self}`",
    label = "expected `{T}`"
)]
pub trait Views<K, T> {}

impl<T> Views<Known, T> for T {}
impl<T> Views<Unknown, ()> for T {}

/// Fails to compile, at the view's field, if it has another type than the entity's. Generated code calls it.
pub const fn views<E, const P: usize, K, T, V>()
where
    E: FieldIs<P, K, T>,
    V: Views<K, T>,
{
}
