//! Newtype names that carry what serde's data model cannot.
//!
//! Other formats ignore the name of a newtype and see what is inside, so types
//! that use these stay natural everywhere else.

/// A sequence that is a set; its kind follows from the members.
pub(super) const SET: &str = "$dynamo::set";
/// Sets of a known kind, which therefore may be empty.
pub(super) const STRING_SET: &str = "$dynamo::ss";
pub(super) const NUMBER_SET: &str = "$dynamo::ns";
pub(super) const BINARY_SET: &str = "$dynamo::bs";
/// A value wanted as packed bytes; also the first key of the map that brings them.
pub(super) const PACKED: &str = "$dynamo::packed";
