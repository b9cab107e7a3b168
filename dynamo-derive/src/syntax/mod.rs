//! Attributes and templates exactly as the user wrote them.

mod attr;
mod closing;
mod collection;
mod document;
mod duration;
mod entity;
mod field;
mod key;
mod lenient;
mod managed;
mod partial;
mod retention;
mod revision;
mod serde_attrs;
mod slot;
mod table;
mod template;
mod unique;

pub(crate) use attr::{FieldAttrs, RawComputed, Rule, RuleKind};
pub(crate) use closing::{RawClosing, RawMembers, RawVariant as RawEntityVariant};
pub(crate) use collection::{RawCollection, RawMember, RawPart, collection};
pub(crate) use document::{RawDocument, RawTagged, RawVariant, Style, document, tagged};
pub(crate) use entity::{RawAccess, RawEntity, entity};
pub(crate) use field::{RawField, inner_fields};
pub(crate) use key::{RawKey, RawTemplate};
pub(crate) use lenient::path_in;
pub(crate) use managed::Managed;
pub(crate) use partial::{RawPartial, RawPartialField, patch, projection};
pub(crate) use retention::{RawDeleted, RawTtl};
pub(crate) use revision::{RawRevisions, RawStep};
pub(crate) use serde_attrs::{ContainerSerde, FieldSerde};
pub(crate) use slot::{Slot, unknown};
pub(crate) use table::{RawDeclared, RawIndex, RawProjection, RawTable, table};
pub(crate) use template::{Format, RawPiece, parse_template};
pub(crate) use unique::{RawUnique, RawUniqueTogether};
