//! The grammar of projections: paths.

use super::lexer::Kind;
use super::reader::Reader;
use crate::Result;
use crate::expr::check::Disjoint;
use crate::expr::{Path, Projection};

/// Reads a projection.
pub(super) fn read(mut reader: Reader<'_, '_>) -> Result<Projection> {
    let mut paths = vec![reader.path()?];
    while reader.cursor.eat(Kind::Comma) {
        paths.push(reader.path()?);
    }
    reader.finish()?;
    let mut disjoint = Disjoint::default();
    // The service takes the last path first.
    paths.iter().rev().try_for_each(|path| disjoint.add(path.as_ref().map_err(Clone::clone)?))?;
    paths.into_iter().collect::<Result<Vec<Path>>>().map(Projection::from_iter)
}
