//! The grammar of projections: paths.

use super::lexer::Kind;
use super::reader::Reader;
use crate::Result;
use crate::expr::{Path, Projection};

/// Reads a projection.
pub(super) fn read(mut reader: Reader<'_, '_>) -> Result<Projection> {
    let mut paths = vec![reader.path()?];
    while reader.cursor.eat(Kind::Comma) {
        paths.push(reader.path()?);
    }
    reader.finish()?;
    // The service takes the last path first.
    if let Some(fault) = paths.iter().rev().find_map(|path| path.as_ref().err()) {
        return Err(fault.clone());
    }
    paths.into_iter().collect::<Result<Vec<Path>>>().map(Projection::from_iter)
}
