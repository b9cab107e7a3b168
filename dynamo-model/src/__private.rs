//! What generated code names. No part of the public interface.

pub use crate::builder::Unbound;
pub use crate::entity::Answered;
pub use crate::entity::Guards;
pub use crate::entity::{AskedOfTable, HasKeys, HeldWhole, KeysOfMember, NoPart, Part};
pub use crate::entity::{Assigned, ComputedValue, Rule, Source};
pub use crate::entity::{ClosedBy, Lists};
pub use crate::entity::{
    Collection, Entity, FilteredAs, Grouped, HasMember, IndexParts, KeyParts, Member, Members, Projection,
    Readable, Record, SharedRanges, SoftDelete, Table, Viewed, asked_of_members, identify, member, shared,
};
pub use crate::entity::{CollectionOf, IsEntity, IsOf, MemberOf, Shows};
pub use crate::entity::{Key, UniqueKey};
pub use crate::entity::{OtherItem, OtherItems};
pub use crate::entity::{Spread, Upsertable, WithoutUnique};
pub use crate::entity::{Stamp, Upkeep};
pub use crate::entity::{Upgradable, UpgradeStep};
pub use crate::entity::{
    access_fits, access_of_form_fits, entity_fits, flattened_fits, flattened_fits_inside, form_fits, refuse,
};
pub use crate::error::Result;
pub use crate::expr;
pub use crate::key::{ComparedAs, DerivedId, Generate, Newtype};
pub use crate::key::{EqualityKind, InnerKind, PaddedKind, PartArg, PartCondition, PrefixKind, UnpaddedKind};
pub use crate::key::{ErasedPart, KeyPart, Ordered, PartType, PartValue, Unordered, named};
pub use crate::key::{PointInTime, Reversible, TimePart};
pub use crate::key::{UniqueValue, lowercase, text_of, trim};
pub use crate::paging::{Anywhere, HasIndex, HasPlace, IndexIs, OnTable, OnVectorIndex};
pub use crate::query::{
    AccessPattern, After, Chain, ChainOf, Declared, Ended, Entities, InnerPart, InnerStep, LastPart,
    LastStep, LoosePart, NextIs, NothingNamed, PaddedPart, PatternType, Query, Says, Sharded, SortsBy, Start,
    Views, WholeEntities, start,
};
pub use crate::request::{Distance, KeyKind};
pub use crate::scan::IndexOf;
pub use crate::schema::Entries;
pub use crate::schema::FieldDefault;
pub use crate::schema::Managed;
pub use crate::schema::Piece::Literal;
pub use crate::schema::check_together;
pub use crate::schema::keys_of_member;
pub use crate::schema::{
    AccessSchema, Bytes, CollectionSchema, EntitySchema, FieldPart, FieldPlace, FieldSchema, IndexSchema,
    KeyAttribute, KeyAttributes, Padding, PartFormat, Piece, ProjectionSchema, Shape, Shards, Side,
    TableSchema, Template, VectorSchema, ViewField, ViewSchema, ViewStep, check_access, check_collection,
    check_entity, check_expiry, check_guards, check_member, check_told_apart, check_view, viewed_field,
};
pub use crate::schema::{Argument, Arguments};
pub use crate::schema::{Enterable, EntryName, Next};
pub use crate::schema::{Expiry, Retention, check_retention};
pub use crate::schema::{Revisions, have_revisions};
pub use crate::schema::{Tagging, TypeForm, TypeRef, TypeSchema, VariantData, VariantSchema};
pub use crate::schema::{UniquePart, UniqueSchema, check_unique};
pub use crate::schema::{access, entity, field, part_alone, piece, template};
pub use crate::schema::{check_included, check_layout, check_listed_collection};
pub use crate::schema::{is_held, is_set_alone, is_stored_as_key};
pub use crate::time::{TimeField, TimeFormat, Timestamp, seconds_of};
pub use crate::typed::Version;
pub use crate::typed::{AsNumber, AsText, StoredTime};
pub use crate::typed::{
    AsSet, AttrArg, Computed, Constrained, Flattened, HasRole, HeldBy, HoldsField, InIndex, IndexKey,
    IndexKeyPart, Input, IsKey, Joint, Kept, KeyAttributeOf, KeyRole, KeysOf, Moment, Optional,
    OptionalIndexKey, OptionalInput, OwnIndexKey, Paths, Plain, PrimaryKeyPart, Seconds, SetTogether,
    Unguarded, Unique, debug,
};
pub use crate::typed::{AsWhole, Base, InParts, Inside, TagForm, Tagged, Within};
pub use crate::typed::{Attr, Change, Document, FieldTypes, Known, Patch, Typed, Unknown, field_of, views};
pub use crate::typed::{Checked, Checking, Hop, Ruled, Unruled};
pub use crate::typed::{DerivedPart, Described, Probe, Undescribed};
pub use crate::typed::{
    Entered, FieldsOf, OneValue, document, element, entry, fields_of, find_element, find_entry, find_inside,
    find_place, find_variant, inside, list as listed, map as mapped, named_by_key, named_by_text, value_of,
};
pub use crate::typed::{InlineFilter, InlineFilters, Matches};
pub use crate::typed::{Length, computed, not_generated, out_of_range, refused, wrong_length};
pub use crate::value::{Item, ItemBuilder, ItemRef, Number, Value, ValueRef};
pub use serde::Serialize;
pub use serde::de::DeserializeOwned;
pub use std::borrow::Cow;
pub use std::boxed::Box;
pub use std::convert::From;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{Err, Ok};
pub use std::string::{String, ToString};
pub use std::sync::OnceLock;
pub use std::time::SystemTime;
pub use std::vec::Vec;

use crate::error::{Error, ErrorKind};

/// Makes a list without the prelude.
pub fn list<T, const N: usize>(elements: [T; N]) -> Vec<T> {
    Vec::from(elements)
}

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
