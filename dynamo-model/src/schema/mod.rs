//! Tables, indexes, entities and key templates as constant data, checked while the program compiles.
//!
//! The derive macros write these; programs read them, for documentation or tooling.
//!
//! ```
//! use dynamo_model::schema::{KeyAttribute, KeyPair, TableSchema};
//! use dynamo_model::request::KeyKind;
//!
//! const SHOP: TableSchema = TableSchema {
//!     rust_name: "Shop",
//!     name: "shop",
//!     key: KeyPair { pk: KeyAttribute::new("pk", KeyKind::S), sk: Some(KeyAttribute::new("sk", KeyKind::S)) },
//!     indexes: &[],
//!     entity_type: Some("_type"),
//!     ttl: None,
//!     managed: &["pk", "sk", "_type"],
//!     entities: &[],
//!     overlaps: &[],
//! };
//! assert_eq!(SHOP.create_table("shop-test").attributes.len(), 2);
//! ```

mod chars;
mod check;
mod collection;
mod definition;
mod entity;
mod format;
mod key_attribute;
mod markdown;
mod message;
mod nearest;
mod overlap;
mod retention;
mod shape;
mod sharing;
mod table;
mod template;
mod view;

pub use chars::Bytes;
pub use check::{
    check_access, check_collection, check_entity, check_member, check_retention, check_table, check_view,
};
pub use collection::CollectionSchema;
pub use entity::{AccessSchema, EntitySchema, FieldPlace, FieldSchema};
pub use format::PartFormat;
pub use key_attribute::is_stored_as_key;
pub use message::Mistake;
pub use retention::{Expiry, Retention};
pub use shape::{Integer, Shape};
pub use sharing::shares_range;
pub use table::{IndexSchema, KeyAttribute, KeyPair, ProjectionSchema, TableSchema};
pub use template::{FieldPart, Piece, Template};
pub use view::{ViewSchema, viewed_field};
