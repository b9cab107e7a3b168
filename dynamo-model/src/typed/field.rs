//! Whether a view has a field in the type its entity has it in.

use std::marker::PhantomData;

/// The types of an entity's fields are `T`: groups of eight groups of eight groups of eight types each. The entity derive
/// implements it, with [`Known`], once: an implementation per field would have to be told from all others.
pub trait FieldTypes<K, T> {}

/// Entities, as bounds whose messages do not list the types of every other entity.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "not an entity",
    note = "add `#[derive(Entity)]` and `#[entity(table = …, pk = \"…\", sk = \"…\")]` to it"
)]
pub trait FieldsAre<K, T> {}

#[diagnostic::do_not_recommend]
impl<K, T, E: FieldTypes<K, T>> FieldsAre<K, T> for E {}

/// The types are known.
#[derive(Clone, Copy, Debug)]
pub enum Known {}

/// The types are unknown, as the entity's own derive found a mistake: any will do.
#[derive(Clone, Copy, Debug)]
pub enum Unknown {}

/// A group of eight has a type at place `P`.
pub trait At<const P: usize> {
    /// The type.
    type Type;
}

macro_rules! places {
    ($($place:literal $name:ident),*) => {
        places!(@each ($($name),*) $($place $name),*);
    };
    (@each $group:tt $($place:literal $name:ident),*) => {
        $(places!(@one $group $place $name);)*
    };
    (@one ($($each:ident),*) $place:literal $name:ident) => {
        impl<$($each),*> At<$place> for ($($each,)*) {
            type Type = $name;
        }
    };
}

places!(0 A, 1 B, 2 C, 3 D, 4 E, 5 F, 6 G, 7 H);

impl<const P: usize> At<P> for Unknown {
    type Type = Self;
}

/// Types that a view can have a field of type `T` in: `T`.
#[diagnostic::on_unimplemented(
    message = "the entity has this field as a `{T}`, not as a `{Self}`",
    label = "expected `{T}`",
    note = "a view has fields in the types that its entity has them in: write `{T}`, or name another field with `#[projection(from = …)]`"
)]
pub trait Views<K, T> {}

impl<T> Views<Known, T> for T {}
impl<T> Views<Unknown, Unknown> for T {}

/// A type, as a value.
#[derive(Clone, Copy, Debug)]
pub struct Typed<K, T>(PhantomData<fn() -> (K, T)>);

impl<K, T> Typed<K, T> {
    /// Returns it.
    #[must_use]
    pub const fn named() -> Self {
        Self(PhantomData)
    }
}

/// Returns the type of an entity's field at place `64 * A + 8 * B + C`.
#[must_use]
pub const fn field_of<E, const A: usize, const B: usize, const C: usize, K, T, F>() -> Typed<K, F>
where
    E: FieldsAre<K, T>,
    T: At<A, Type: At<B, Type: At<C, Type = F>>>,
{
    Typed::named()
}

/// Fails to compile, at the view's field, if it has another type than the entity's. The two are arguments, so that the
/// entity's is known before the view's is compared to it, and the message has both.
pub const fn views<K, F, V: Views<K, F>>(_entitys: Typed<K, F>, _views: Typed<K, V>) {}
