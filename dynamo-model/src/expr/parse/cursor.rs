//! A place in the tokens of an expression, and how to say that nothing can go on there.

use super::lexer::{self, Kind, Token};
use crate::{Error, Result};

pub(super) struct Cursor<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    position: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, tokens: lexer::tokens(text), position: 0 }
    }

    /// Counts the tokens before this place.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Returns what kind of token comes next.
    pub(super) fn peek(&self) -> Kind {
        self.at(self.position).map_or(Kind::End, |token| token.kind)
    }

    /// Whether an opening parenthesis follows the next token.
    pub(super) fn is_call(&self) -> bool {
        self.peek() == Kind::Name
            && self.at(self.position + 1).is_some_and(|token| token.kind == Kind::LeftParen)
    }

    /// Steps over the next token if it is of this kind.
    pub(super) fn eat(&mut self, kind: Kind) -> bool {
        let found = self.peek() == kind;
        if found {
            self.advance();
        }
        found
    }

    /// Steps over the next token, which must be of this kind, and returns its text.
    pub(super) fn expect(&mut self, kind: Kind) -> Result<&'t str> {
        match self.at(self.position) {
            Some(token) if token.kind == kind => {
                self.advance();
                Ok(token.text)
            }
            _ => Err(self.fault()),
        }
    }

    /// Steps over the next token.
    pub(super) fn advance(&mut self) {
        self.position += 1;
    }

    /// Refuses the next token, shown between its neighbours.
    pub(super) fn fault(&self) -> Error {
        let token = self.at(self.position);
        let text = token.map_or("<EOF>", |token| token.text);
        let shown = |text, near| format!("Syntax error; token: \"{text}\", near: \"{near}\"");
        // The second half of a character that is two tokens is no neighbour to the newer layer; a half is no character.
        let next = self.position + 1;
        let is_half = token.is_some_and(|token| self.at(next).is_some_and(|next| next.start == token.start));
        let behind = if is_half { next + 1 } else { next };
        let half = if is_half { "?" } else { text };
        Error::validation(shown(text, self.near(behind))).or_older(shown(half, self.near(next)))
    }

    /// The text from the token before this place to the one at `next`.
    fn near(&self, next: usize) -> &'t str {
        let start =
            self.position.checked_sub(1).and_then(|before| self.at(before)).map_or(0, |token| token.start);
        let end = match self.at(next) {
            Some(token) if token.kind != Kind::End => token.start + token.text.len(),
            _ => self.text.len(),
        };
        self.text.get(start..end).unwrap_or_default()
    }

    fn at(&self, position: usize) -> Option<Token<'t>> {
        self.tokens.get(position).copied()
    }
}
