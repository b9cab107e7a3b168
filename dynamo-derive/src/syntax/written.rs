//! Values of attributes: what is text, a name or a path, and is told how to be written if it is written otherwise.

use proc_macro2::TokenStream;
use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseBuffer, ParseStream};
use syn::{Attribute, Ident, Lit, LitStr, Path, Token};

/// `= "…"`.
pub(crate) fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    quoted(meta, |written| format!("\"{written}\""))
}

/// `= "…"`, where a template belongs.
pub(crate) fn template(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    quoted(meta, |written| format!("\"{{{written}}}\""))
}

fn quoted(meta: &ParseNestedMeta<'_>, example: fn(&str) -> String) -> syn::Result<LitStr> {
    let (key, value) = (key(meta), value(meta, "\"…\"")?);
    if is_a::<LitStr>(value) {
        return value.parse();
    }
    let found = value.fork().call(Ident::parse_any).map(|ident| ident.unraw().to_string());
    let written = found.as_deref().unwrap_or("…");
    Err(value.error(format!(
        "`{key}` is text\nhelp: write it between quotes, as in `{key} = {}`",
        example(written)
    )))
}

/// `= name`.
pub(crate) fn ident(meta: &ParseNestedMeta<'_>) -> syn::Result<Ident> {
    unquoted(meta, Ident::parse_any, Ident::parse)
}

/// `= Path`.
pub(crate) fn path(meta: &ParseNestedMeta<'_>) -> syn::Result<Path> {
    unquoted(meta, Path::parse_mod_style, Path::parse_mod_style)
}

/// `as_advised` refuses what is taken if it is written, and better is not, such as keywords.
fn unquoted<T>(
    meta: &ParseNestedMeta<'_>,
    parse: fn(ParseStream<'_>) -> syn::Result<T>,
    as_advised: fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let (key, value) = (key(meta), value(meta, "…")?);
    let Ok(text) = value.fork().parse::<LitStr>() else {
        return value.call(parse);
    };
    let written = text.value();
    let written = if text.parse_with(as_advised).is_ok() { &written } else { "…" };
    Err(value.error(format!("`{key}` is no text\nhelp: write it without quotes, as in `{key} = {written}`")))
}

/// What follows `=`.
fn value<'m>(meta: &'m ParseNestedMeta<'_>, example: &str) -> syn::Result<&'m ParseBuffer<'m>> {
    if meta.input.peek(Token![=]) {
        return meta.value();
    }
    let key = key(meta);
    Err(meta.error(format!("`{key}` needs a value\nhelp: write `{key} = {example}`")))
}

/// Refuses `= value` where a value stands in parentheses.
pub(crate) fn in_parentheses(meta: &ParseNestedMeta<'_>, example: &str) -> syn::Result<()> {
    if meta.input.peek(syn::token::Paren) {
        return Ok(());
    }
    let ahead = meta.input.fork();
    let ident = ahead.parse::<Token![=]>().and_then(|_| ahead.call(Ident::parse_any));
    let (key, ident) = (key(meta), ident.map(|ident| ident.to_string()));
    let inside = ident.as_deref().unwrap_or(example);
    Err(meta.error(format!("the value of `{key}` stands in parentheses\nhelp: write `{key}({inside})`")))
}

/// Refuses an attribute that begins with a text: a name is given as `name`.
pub(crate) fn is_of_keys(attribute: &Attribute, named: fn(&str) -> String) -> syn::Result<()> {
    let first = attribute.parse_args_with(|input: ParseStream<'_>| {
        let first: Lit = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(first)
    });
    let Ok(Lit::Str(text)) = first else { return Ok(()) };
    let help = named(&text.value());
    Err(syn::Error::new(text.span(), format!("which setting is this?\nhelp: a name is written as `{help}`")))
}

fn is_a<T: Parse>(input: ParseStream<'_>) -> bool {
    input.fork().parse::<T>().is_ok()
}

fn key(meta: &ParseNestedMeta<'_>) -> String {
    meta.path.get_ident().map(ToString::to_string).unwrap_or_default()
}
