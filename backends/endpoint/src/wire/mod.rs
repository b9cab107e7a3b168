//! Requests as they come over the wire: from bytes to checked members, and answers back.

pub(crate) mod constraint;
pub(crate) mod json;
pub(crate) mod read;
pub(crate) mod shape;
mod shown;
pub(crate) mod stage;
pub(crate) mod typing;
pub(crate) mod write;
