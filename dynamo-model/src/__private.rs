//! What generated code names. No part of the public interface.

pub use crate::entity::{
    Collection, Entity, Grouped, Member, Members, Projection, Readable, Record, SoftDelete, Table, Viewed,
    asked, decode, encode, identify, member, shared,
};
pub use crate::error::Result;
pub use crate::expr::{self, Path};
pub use crate::key::{ErasedPart, KeyPart, Ordered, PartValue, Unordered};
pub use crate::paging::{HasPlace, IndexIsLocal, OnTable};
pub use crate::query::AccessPattern;
pub use crate::request::KeyKind;
pub use crate::schema::{
    AccessSchema, Bytes, CollectionSchema, EntitySchema, Expiry, FieldPart, FieldPlace, FieldSchema,
    IndexSchema, KeyAttribute, KeyPair, PartFormat, Piece, ProjectionSchema, Retention, Shape, TableSchema,
    Template, ViewSchema, check_access, check_collection, check_entity, check_member, check_retention,
    check_table, check_view, viewed_field,
};
pub use crate::time::{TimeField, seconds_of};
pub use crate::typed::{Attr, Comparable, Document, FieldIs, Known, Summable, TextLike, Unknown, views};
pub use crate::value::{Item, ItemBuilder, ItemRef, Number, ValueRef};
pub use std::convert::From;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{Err, Ok};
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

/// The arm of a match that a collection which takes no other items never reaches.
pub fn unreachable_member<T>(collection: &CollectionSchema) -> Result<T> {
    Err(Error::new(
        ErrorKind::Internal,
        format!("collection `{}` has fewer variants than members", collection.rust_name),
    ))
}

/// What stands in for a type whose derive found mistakes never runs.
pub fn not_compiled<T>(name: &str) -> Result<T> {
    Err(Error::new(ErrorKind::Internal, format!("the derive of `{name}` found mistakes")))
}
