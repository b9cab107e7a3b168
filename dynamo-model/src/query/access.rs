/// An access pattern as a type: the chain that the derive makes of it. A [`Query`](super::Query) carries it, so that the
/// compiler knows where the query reads, and what it can ask for there.
#[diagnostic::on_unimplemented(
    message = "this query may be of any access pattern",
    label = "what it reads is not known here",
    note = "call this before `any_pattern()`"
)]
pub trait AccessPattern: 'static {
    /// Where it reads: [`OnTable`](crate::paging::OnTable), [`OnLocalIndex`](crate::paging::OnLocalIndex),
    /// [`OnGlobalIndex`](crate::paging::OnGlobalIndex) or [`OnHydratedIndex`](crate::paging::OnHydratedIndex).
    type Place;

    /// The typed paths of the entity's attributes, as filters see them.
    type Attributes: 'static;

    /// The typed paths of the entity's attributes.
    #[doc(hidden)]
    const ATTRIBUTES: Self::Attributes;
}
