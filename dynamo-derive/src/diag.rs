//! The sink of mistakes: all of them are reported, not only the first.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};

#[derive(Default)]
pub(crate) struct Diagnostics(RefCell<Option<syn::Error>>);

impl Diagnostics {
    /// Records a mistake at a token of the user's.
    pub(crate) fn error(&self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    pub(crate) fn push(&self, error: syn::Error) {
        let mut errors = self.0.borrow_mut();
        match errors.as_mut() {
            Some(first) => first.combine(error),
            None => *errors = Some(error),
        }
    }

    /// Takes a value out of a result, recording the error if it is one.
    pub(crate) fn take<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Returns the mistakes as code that fails to compile with their messages.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        self.0.into_inner().map(|error| error.to_compile_error())
    }
}
