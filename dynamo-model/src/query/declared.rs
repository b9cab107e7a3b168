use super::AccessPattern;
use crate::entity::{Entity, Readable};
use crate::paging::HasPlace;
use crate::typed::Paths;

/// An access pattern of an entity, as the type that the derive makes of it. What else there is to say of patterns follows
/// from this here, once, and not in the code of every pattern.
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
    type Output: Readable<Table = <Self::Entity as crate::entity::Record>::Table>;
    /// What it reads: the table, or an index of these qualities.
    type Reads: HasPlace;
    /// The typed paths of the entity's attributes, as filters see them.
    type Attributes: Paths;
}

#[diagnostic::do_not_recommend]
impl<P: Declared> AccessPattern for P {
    type Place = <P::Reads as HasPlace>::Place;
    type Attributes = P::Attributes;
}
