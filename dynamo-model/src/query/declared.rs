use std::marker::PhantomData;

use super::AccessPattern;
use crate::entity::{Entity, Readable, Record};
use crate::paging::HasPlace;
use crate::typed::Paths;

/// What an access pattern of an entity is: the type that the derive makes of it says so, by [`Says`]. What else there is to
/// say of patterns follows from this here, once, and not in the code of every pattern.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this query may be of any access pattern",
    label = "what it reads is not known here",
    note = "call this before `any_pattern()`"
)]
pub trait Declared: Sized + 'static {
    /// The entity that declares it.
    type Entity: Entity;
    /// What it returns: the entity, or a view.
    type Output: Readable<Table = <Self::Entity as Record>::Table>;
    /// What it reads: the table, or an index of these qualities.
    type Reads: HasPlace;
    /// The typed paths of the entity's attributes, as filters see them.
    type Attributes: Paths;
}

/// What the derive implements: one type says all, as the compiler looks at everything in every impl.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this query may be of any access pattern",
    label = "what it reads is not known here",
    note = "call this before `any_pattern()`"
)]
pub trait PatternType: Sized + 'static {
    type As: Declared;
    /// Its place in the entity's schema.
    const ACCESS: usize;
    /// Whether what the index finds is read from the table, though the schema does not say so.
    const READS_TABLE: bool = false;
}

/// Says what a pattern of entity `E` returns, reads, and has filters see: `O` is [`Entities`] or [`Views`].
#[doc(hidden)]
#[derive(Debug)]
pub struct Says<E, O, R, A>(PhantomData<(E, O, R, A)>);

/// Entities are returned.
#[doc(hidden)]
#[derive(Debug)]
pub enum Entities {}

/// Views are returned.
#[doc(hidden)]
#[derive(Debug)]
pub struct Views<V>(PhantomData<V>);

/// What a pattern of entity `E` returns.
#[doc(hidden)]
pub trait Returns<E> {
    type Output;
}

impl<E> Returns<E> for Entities {
    type Output = E;
}

impl<E, V> Returns<E> for Views<V> {
    type Output = V;
}

#[diagnostic::do_not_recommend]
impl<E, O, R, A> Declared for Says<E, O, R, A>
where
    E: Entity + 'static,
    O: Returns<E, Output: Readable<Table = <E as Record>::Table>> + 'static,
    R: HasPlace + 'static,
    A: Paths + 'static,
{
    type Entity = E;
    type Output = O::Output;
    type Reads = R;
    type Attributes = A;
}

/// What a scan for `O` returns, if it goes through the index of a pattern.
#[doc(hidden)]
pub trait Scans<O> {
    type Output: Readable;
}

impl<E, R, A, O: Readable> Scans<O> for Says<E, Entities, R, A> {
    type Output = O;
}

/// What an index holds that is read as views, a scan returns as views, too.
impl<E, V: Readable, R, A> Scans<E> for Says<E, Views<V>, R, A> {
    type Output = V;
}

#[diagnostic::do_not_recommend]
impl<P: PatternType> Declared for P {
    type Entity = <P::As as Declared>::Entity;
    type Output = <P::As as Declared>::Output;
    type Reads = <P::As as Declared>::Reads;
    type Attributes = <P::As as Declared>::Attributes;
}

#[diagnostic::do_not_recommend]
impl<P: Declared> AccessPattern for P {
    type Place = <P::Reads as HasPlace>::Place;
    type Attributes = P::Attributes;
}
