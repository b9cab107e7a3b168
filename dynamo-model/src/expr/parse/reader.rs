//! What all kinds of expressions have in common: paths, constants, and when a fault is reported.
//!
//! A fault of the syntax ends the reading at once. Words the syntax allows but the service does not come next, in
//! the order they are written, and last what the words stand for. So the tree is built while reading, as
//! [`Built`] results, of which the first fault only counts once the whole text is known to be well-formed.

use super::cursor::Cursor;
use super::lexer::Kind;
use super::placeholders::Placeholders;
use super::reserved::is_reserved;
use crate::expr::Path;
use crate::expr::check::{LARGEST, check_depth, check_index, too_large};
use crate::value::Value;
use crate::{Error, Result};

/// A part of the tree, or why it cannot be built.
pub(super) type Built<T> = Result<T>;

pub(super) struct Reader<'t, 'p> {
    pub(super) cursor: Cursor<'t>,
    placeholders: &'p mut Placeholders,
    room: usize,
    misuse: Option<(usize, Error)>,
    redundancy: Redundancy,
}

/// What becomes of parentheses around nothing but parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Redundancy {
    /// They are refused where they close.
    Refused,
    /// Whether they enclose an operand or a condition is still open: a fault of the syntax may come first.
    Open { found: bool },
}

impl<'t, 'p> Reader<'t, 'p> {
    pub(super) fn new(text: &'t str, placeholders: &'p mut Placeholders) -> Self {
        Self {
            cursor: Cursor::new(text),
            placeholders,
            room: LARGEST.saturating_sub(text.len()),
            misuse: None,
            redundancy: Redundancy::Refused,
        }
    }

    /// Reads a document path.
    pub(super) fn path(&mut self) -> Result<Built<Path>> {
        let mut path = self.segment()?.map(Path::attribute);
        let mut elements = 1;
        loop {
            if self.cursor.eat(Kind::Dot) {
                let name = self.entry()?;
                path = path.and_then(|path| Ok(path.key(name?)));
            } else if self.cursor.eat(Kind::LeftBracket) {
                let index = self.index()?;
                path = path.and_then(|path| Ok(path.index(index?)));
            } else {
                // The depth shows before it is known what the names stand for.
                return Ok(check_depth(elements).and(path));
            }
            elements += 1;
        }
    }

    /// Reads the name of a map entry. The service's grammar takes `:v` for one, which its maps of names never hold.
    fn entry(&mut self) -> Result<Built<String>> {
        if self.cursor.peek() == Kind::ValuePlaceholder {
            let key = self.cursor.expect(Kind::ValuePlaceholder)?;
            return Ok(self.name(key));
        }
        self.segment()
    }

    /// Reads the name of an attribute or a map entry.
    fn segment(&mut self) -> Result<Built<String>> {
        let position = self.cursor.position();
        if self.cursor.peek() == Kind::NamePlaceholder {
            let key = self.cursor.expect(Kind::NamePlaceholder)?;
            return Ok(self.name(key));
        }
        let name = self.cursor.expect(Kind::Name)?;
        if is_reserved(name) {
            self.report(
                position,
                Error::validation(format!("Attribute name is a reserved keyword; reserved keyword: {name}")),
            );
        }
        Ok(Ok(name.to_owned()))
    }

    /// Reads the rest of `[n]`.
    fn index(&mut self) -> Result<Built<u32>> {
        let position = self.cursor.position();
        let digits = self.cursor.expect(Kind::Number)?;
        self.cursor.expect(Kind::RightBracket)?;
        Ok(check_index(digits).map_err(|fault| self.report(position, fault)))
    }

    /// Reads a constant.
    pub(super) fn value(&mut self) -> Result<Built<Value>> {
        let key = self.cursor.expect(Kind::ValuePlaceholder)?;
        Ok(self.constant(key))
    }

    fn name(&mut self, key: &str) -> Built<String> {
        let name = self.placeholders.name(key)?;
        take(&mut self.room, name.len())?;
        Ok(name.to_owned())
    }

    fn constant(&mut self, key: &str) -> Built<Value> {
        let value = self.placeholders.value(key)?;
        take(&mut self.room, value.size())?;
        Ok(value.clone())
    }

    /// Remembers a word that may not stand where it does; the first one written is the one reported.
    pub(super) fn report(&mut self, position: usize, fault: Error) -> Error {
        if self.misuse.as_ref().is_none_or(|(first, _)| position < *first) {
            self.misuse = Some((position, fault.clone()));
        }
        fault
    }

    /// Ends the reading: nothing may be left, and no word may have been reported.
    pub(super) fn finish(&mut self) -> Result<()> {
        self.cursor.expect(Kind::End)?;
        self.misuse.take().map_or(Ok(()), |(_, fault)| Err(fault))
    }

    /// Leaves open from here on whether parentheses enclose an operand or more than that.
    pub(super) fn leave_open(&mut self) {
        self.redundancy = Redundancy::Open { found: false };
    }

    /// Ends what [`Self::leave_open`] began.
    pub(super) fn settle(&mut self) -> Result<()> {
        match std::mem::replace(&mut self.redundancy, Redundancy::Refused) {
            Redundancy::Open { found: true } => Err(redundant()),
            _ => Ok(()),
        }
    }

    /// Notes that parentheses close, and whether there is nothing but parentheses inside.
    pub(super) fn close(&mut self, around_parentheses: bool) -> Result<()> {
        if !around_parentheses {
            return Ok(());
        }
        match &mut self.redundancy {
            Redundancy::Refused => Err(redundant()),
            Redundancy::Open { found } => {
                *found = true;
                Ok(())
            }
        }
    }
}

fn take(room: &mut usize, bytes: usize) -> Result<()> {
    match room.checked_sub(bytes) {
        Some(left) => {
            *room = left;
            Ok(())
        }
        None => Err(too_large()),
    }
}

fn redundant() -> Error {
    Error::validation("The expression has redundant parentheses;")
}
