use proc_macro2::Span;
use syn::Ident;
use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;

use crate::suggest::nearest;

/// A value that an attribute may set once.
pub(crate) struct Slot<T> {
    key: &'static str,
    value: Option<T>,
}

impl<T> Slot<T> {
    pub(crate) fn new(key: &'static str) -> Self {
        Self { key, value: None }
    }

    /// Sets the value; a second time is a mistake at the second key.
    pub(crate) fn set(&mut self, at: Span, value: T) -> syn::Result<()> {
        if self.value.is_some() {
            return Err(syn::Error::new(at, format!("`{}` is set twice\nhelp: keep one of them", self.key)));
        }
        self.value = Some(value);
        Ok(())
    }

    pub(crate) fn take(self) -> Option<T> {
        self.value
    }
}

/// A name written bare or, where it is no identifier, as a string.
pub(crate) fn name(input: ParseStream<'_>) -> syn::Result<(String, Span)> {
    if input.peek(syn::LitStr) {
        let literal: syn::LitStr = input.parse()?;
        return Ok((literal.value(), literal.span()));
    }
    let ident = input.call(Ident::parse_any)?;
    Ok((ident.unraw().to_string(), ident.span()))
}

/// The mistake of an attribute that does not exist, with the nearest one that does.
pub(crate) fn unknown(meta: &ParseNestedMeta<'_>, known: &[&str]) -> syn::Error {
    let wrong = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
    let help = match nearest(&wrong, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            format!("known are {}", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", "))
        }
    };
    meta.error(format!("unknown attribute `{wrong}`\nhelp: {help}"))
}
