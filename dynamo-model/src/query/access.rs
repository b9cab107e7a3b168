/// An access pattern as a type: the chain that the derive makes of it. A [`Query`](super::Query) carries it, so that the
/// compiler knows where the query reads.
pub trait AccessPattern {
    /// Where it reads: [`OnTable`](crate::paging::OnTable) or [`OnGlobalIndex`](crate::paging::OnGlobalIndex).
    type Place;
}
