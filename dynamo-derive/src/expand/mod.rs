//! From plain data to code. One function per emitted item; the logic lives in `dynamo-model`.

mod attributes;
mod closing;
mod collection;
mod computed;
mod document;
mod entity;
mod indexes;
mod inline_filters;
mod key_part;
mod members;
mod patch;
mod paths;
mod projection;
mod queries;
mod retention;
mod rules;
mod schema;
mod spread;
mod stand_in;
mod table;
mod table_keys;
mod tagged;
mod types;
mod unique;
mod variants;
mod vectors;
mod viewed;

pub(crate) use collection::collection;
pub(crate) use document::document;
pub(crate) use entity::entity;
pub(crate) use key_part::key_part;
pub(crate) use patch::patch;
pub(crate) use projection::projection;
pub(crate) use table::table;
