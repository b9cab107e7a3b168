//! The grammar of updates: sections of clauses, each section at most once.

use super::assignment;
use super::lexer::{Keyword, Kind};
use super::reader::{Built, Reader};
use crate::expr::check::{Disjoint, Operators, check_added, check_assigned, check_deleted};
use crate::expr::{Path, SetAction, SetValue, Update};
use crate::value::Value;
use crate::{Error, Result};

/// Reads an update.
pub(super) fn read(mut reader: Reader<'_, '_>) -> Result<Update> {
    let mut sections = Vec::new();
    let mut clauses = Vec::new();
    while sections.is_empty() || reader.cursor.peek() != Kind::End {
        let section = Section::read(&mut reader)?;
        clauses.push(clause(&mut reader, section)?);
        while reader.cursor.eat(Kind::Comma) {
            clauses.push(clause(&mut reader, section)?);
        }
        if sections.contains(&section) {
            reader.report(reader.cursor.position(), section.repeated());
        }
        sections.push(section);
    }
    reader.finish()?;
    check_clauses(&clauses)?;
    clauses.into_iter().try_fold(Update::new(), |update, clause| clause.add_to(update))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Set,
    Remove,
    Add,
    Delete,
}

impl Section {
    fn read(reader: &mut Reader<'_, '_>) -> Result<Self> {
        let section = match reader.cursor.peek() {
            Kind::Keyword(Keyword::Set) => Section::Set,
            Kind::Keyword(Keyword::Remove) => Section::Remove,
            Kind::Keyword(Keyword::Add) => Section::Add,
            Kind::Keyword(Keyword::Delete) => Section::Delete,
            _ => return Err(reader.cursor.fault()),
        };
        reader.cursor.advance();
        Ok(section)
    }

    fn repeated(self) -> Error {
        let keyword = match self {
            Section::Set => "SET",
            Section::Remove => "REMOVE",
            Section::Add => "ADD",
            Section::Delete => "DELETE",
        };
        Error::validation(format!("The \"{keyword}\" section can only be used once in an update expression;"))
    }
}

/// One change, as far as it could be built.
struct Clause {
    path: Built<Path>,
    change: Change,
}

enum Change {
    Set(Built<SetValue>),
    Remove,
    Add(Built<Value>),
    Delete(Built<Value>),
}

fn clause(reader: &mut Reader<'_, '_>, section: Section) -> Result<Clause> {
    let path = reader.path()?;
    let change = match section {
        Section::Set => Change::Set(assignment::read(reader)?),
        Section::Remove => Change::Remove,
        Section::Add => Change::Add(reader.value()?),
        Section::Delete => Change::Delete(reader.value()?),
    };
    Ok(Clause { path, change })
}

/// Refuses what could not be built, or fits nothing: all paths come before all values, and of both the last one written
/// first.
fn check_clauses(clauses: &[Clause]) -> Result<()> {
    let mut disjoint = Disjoint::default();
    clauses.iter().rev().try_for_each(|clause| disjoint.add(known(&clause.path)?))?;
    let mut operators = Operators::default();
    clauses.iter().rev().try_for_each(|clause| clause.change.check(&mut operators))
}

fn known<T>(built: &Built<T>) -> Result<&T> {
    built.as_ref().map_err(Clone::clone)
}

impl Clause {
    fn add_to(self, update: Update) -> Result<Update> {
        let path = self.path?;
        Ok(match self.change {
            Change::Set(value) => update.with_set(SetAction { path, value: value? }),
            Change::Remove => update.remove(path),
            Change::Add(value) => update.add(path, value?),
            Change::Delete(value) => update.delete(path, value?),
        })
    }
}

impl Change {
    fn check(&self, operators: &mut Operators) -> Result<()> {
        match self {
            Change::Set(value) => check_assigned(known(value)?, operators),
            Change::Remove => Ok(()),
            Change::Add(value) => check_added(known(value)?),
            Change::Delete(value) => check_deleted(known(value)?),
        }
    }
}
