//! Tables, indexes, entities and key templates as constant data, checked while the program compiles.
//!
//! The derive macros write these; programs read them, for documentation or tooling.
//!
//! ```
//! use dynamo_model::schema::{KeyAttribute, KeyAttributes, TableSchema};
//! use dynamo_model::request::KeyKind;
//!
//! const SHOP: TableSchema = TableSchema {
//!     rust_name: "Shop",
//!     name: "shop",
//!     key: KeyAttributes { pk: &[KeyAttribute::new("pk", KeyKind::S)], sk: &[KeyAttribute::new("sk", KeyKind::S)] },
//!     indexes: &[],
//!     entity_type: Some("_type"),
//!     adopts: false,
//!     revision: None,
//!     ttl: None,
//!     managed: &["pk", "sk", "_type"],
//!     entities: &[],
//!     collections: &[],
//!     open: false,
//!     overlaps: &[],
//! };
//! assert_eq!(SHOP.create_table("shop-test").attributes.len(), 2);
//! ```

mod alone;
mod arguments;
mod chars;
mod check;
mod collection;
mod definition;
mod entity;
mod entry_name;
mod field_default;
mod flattened;
mod format;
mod held;
mod included;
mod key;
mod key_attribute;
mod lock;
mod managed;
mod markdown;
mod member_keys;
mod message;
mod nearest;
mod overlap;
mod padding;
mod retention;
mod revisions;
mod shape;
mod shards;
mod sharing;
mod stored_type;
mod table;
mod template;
mod together;
mod type_names;
mod unique;
mod vector;
mod view;
mod viewed;

pub use alone::is_set_alone;
#[doc(hidden)]
pub use arguments::Argument;
pub use arguments::Arguments;
pub use chars::Bytes;
pub use check::{
    check_access, check_access_alone, check_collection, check_entity, check_expiry, check_guards,
    check_layout, check_listed, check_member, check_retention, check_table, check_told_apart, check_unique,
    check_view,
};
#[doc(hidden)]
pub use check::{check_listed_collection, looks_plain, plain_ends};
pub(crate) use check::{check_other_view, is_view_held};
pub use collection::CollectionSchema;
#[doc(hidden)]
pub use collection::part_alone;
pub use entity::{AccessSchema, EntitySchema, FieldPlace, FieldSchema};
#[doc(hidden)]
pub use entity::{access, entity, field};
pub use entry_name::EntryName;
pub use field_default::FieldDefault;
#[doc(hidden)]
pub use flattened::{Entries, check_flattened, check_flattened_inside};
pub use format::PartFormat;
pub(crate) use format::{coarsen, lengthen, shorten};
#[doc(hidden)]
pub use held::is_held;
#[doc(hidden)]
pub use included::check_included;
pub(crate) use key::KeyTemplates;
pub use key::{KeyAttribute, KeyAttributes};
pub use key_attribute::is_stored_as_key;
pub use lock::{Lock, SchemaChange, assert_current, assert_locked};
pub use managed::Managed;
#[doc(hidden)]
pub use member_keys::keys_of_member;
pub use message::Mistake;
pub use padding::{Padding, Side};
pub use retention::{Expiry, Retention};
pub use revisions::{Revisions, have_revisions};
pub use shape::{Integer, Shape};
pub use shards::Shards;
pub use sharing::shares_range;
#[doc(hidden)]
pub use stored_type::Describe;
pub use stored_type::{Tagging, TypeForm, TypeRef, TypeSchema, VariantData, VariantSchema};
pub use table::{IndexSchema, ProjectionSchema, TableSchema};
pub(crate) use template::Misfit;
pub use template::{FieldPart, Piece, Template};
#[doc(hidden)]
pub use template::{piece, template};
#[doc(hidden)]
pub use together::check_together;
pub(crate) use unique::{GUARD_OWNER, GUARD_SORT_KEY, GUARD_TAG};
pub use unique::{UniquePart, UniqueSchema};
pub use vector::VectorSchema;
pub(crate) use view::Stored;
pub use view::{ViewField, ViewSchema, ViewStep};
pub use viewed::viewed_field;
#[doc(hidden)]
pub use viewed::{
    Enterable, Next, viewed_element, viewed_entry, viewed_inside, viewed_place, viewed_variant,
};
