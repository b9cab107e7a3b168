//! What generated code names. No part of the public interface.

pub use crate::entity::{Entity, Record, Table, decode, encode, identify, reread, restore, shared};
pub use crate::error::Result;
pub use crate::expr::Path;
pub use crate::key::{ErasedPart, KeyPart, Ordered, PartValue, Unordered};
pub use crate::request::KeyKind;
pub use crate::schema::{
    AccessSchema, Bytes, EntitySchema, FieldPart, FieldPlace, FieldSchema, IndexSchema, KeyAttribute,
    KeyPair, PartFormat, Piece, ProjectionSchema, Shape, TableSchema, Template, check_access, check_entity,
    check_table,
};
pub use crate::typed::{Attr, Comparable, Document, Summable, TextLike};
pub use crate::value::{Item, ItemBuilder, ItemRef, Number, ValueRef};
pub use std::convert::From;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::Ok;
pub use std::string::String;

use crate::error::{Error, ErrorKind};

/// Fails to compile, at the variant, if its type is no entity of the table.
pub const fn is_entity_of<T: Table, E: Entity<Table = T>>() {}

/// The arm of an exhaustive match that the compiler cannot rule out.
pub fn unreachable_entity<T>(table: &TableSchema) -> Result<T> {
    Err(Error::new(
        ErrorKind::Internal,
        format!("table `{}` has fewer variants than entities", table.rust_name),
    ))
}
