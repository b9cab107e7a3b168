//! Attributes and templates exactly as the user wrote them.

mod attr;
mod collection;
mod document;
mod duration;
mod entity;
mod field;
mod lenient;
mod projection;
mod serde_attrs;
mod slot;
mod table;
mod template;

pub(crate) use attr::{FieldAttrs, RawDeleted, RawTtl};
pub(crate) use collection::{RawCollection, RawMember, RawPart, collection};
pub(crate) use document::{RawDocument, document};
pub(crate) use entity::{RawAccess, RawEntity, entity};
pub(crate) use field::RawField;
pub(crate) use lenient::path_in;
pub(crate) use projection::{RawView, RawViewField, projection};
pub(crate) use serde_attrs::{ContainerSerde, FieldSerde};
pub(crate) use table::{RawIndex, RawKey, RawProjection, RawTable, table};
pub(crate) use template::{Format, RawPiece, parse_template};
