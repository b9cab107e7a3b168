//! How keys are declared: the attributes of a table's or index's, and the templates that make them.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::meta::ParseNestedMeta;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, parenthesized};

use super::written::{template, text};

/// A key attribute: `"PK"`, or `("PK", N)` for another type than S.
pub(crate) struct RawKey {
    pub(crate) name: LitStr,
    pub(crate) kind: Option<Ident>,
}

/// The most attributes that each side of a key has.
const MOST: usize = 4;

impl Parse for RawKey {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(syn::token::Paren) {
            return Ok(Self { name: input.parse()?, kind: None });
        }
        let inside;
        parenthesized!(inside in input);
        let name = inside.parse()?;
        inside.parse::<Token![,]>()?;
        Ok(Self { name, kind: Some(kind(&inside)?) })
    }
}

/// `= "PK"`, `("PK", N)`, or a list of several such attributes.
pub(super) fn keys(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<RawKey>> {
    if !meta.input.peek(syn::token::Paren) {
        let ahead = meta.input.fork();
        if ahead.parse::<Token![=]>().is_ok() && ahead.peek(syn::token::Paren) {
            return Err(meta.error(
                "a key attribute with a type is written without `=`\nhelp: remove it, as in `pk(\"day\", N)`",
            ));
        }
        return Ok(vec![RawKey { name: text(meta)?, kind: None }]);
    }
    let inside;
    parenthesized!(inside in meta.input);
    if is_one_with_its_kind(&inside) {
        let name = inside.parse()?;
        inside.parse::<Token![,]>()?;
        return Ok(vec![RawKey { name, kind: Some(kind(&inside)?) }]);
    }
    let list = Punctuated::<RawKey, Token![,]>::parse_terminated_with(&inside, |input| {
        if input.peek(Ident) {
            return Err(input.error(
                "each attribute has a type of its own\nhelp: write it with its name, as in `(\"total\", N)`",
            ));
        }
        input.parse()
    })?;
    if list.is_empty() {
        return Err(
            meta.error("a key has an attribute at least\nhelp: name it, or leave the parentheses out")
        );
    }
    match list.iter().nth(MOST) {
        Some(fifth) => Err(syn::Error::new(
            fifth.name.span(),
            "an index has four partition key attributes and four sort key attributes at the most\nhelp: remove it here",
        )),
        None => Ok(list.into_iter().collect()),
    }
}

fn is_one_with_its_kind(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.parse::<LitStr>().is_ok() && ahead.parse::<Token![,]>().is_ok() && ahead.peek(Ident)
}

pub(super) fn kind(input: ParseStream<'_>) -> syn::Result<Ident> {
    let kind: Ident = input.parse()?;
    if ["S", "N", "B"].iter().any(|known| kind == known) {
        return Ok(kind);
    }
    Err(syn::Error::new(kind.span(), "a key attribute has another type\nhelp: write `S`, `N` or `B`"))
}

/// Refuses further attributes where a key can have one only.
pub(super) fn only_one(keys: Option<&Vec<RawKey>>, what: &str) -> syn::Result<()> {
    match keys.and_then(|keys| keys.get(1)) {
        Some(second) => Err(syn::Error::new(
            second.name.span(),
            format!("{what} is one attribute\nhelp: only a global index can have more; remove it here"),
        )),
        None => Ok(()),
    }
}

/// What makes a key attribute: a template, or a field's name for the field alone.
pub(crate) enum RawTemplate {
    Text(LitStr),
    Field(Ident),
}

impl RawTemplate {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Text(text) => text.span(),
            Self::Field(field) => field.span(),
        }
    }
}

impl Parse for RawTemplate {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return input.parse().map(Self::Text);
        }
        match input.call(Ident::parse_any) {
            Ok(field) => Ok(Self::Field(field)),
            Err(_) => Err(input.error("nothing that makes a key attribute\nhelp: write a field's name, or a key template such as \"ORDER#{id}\"")),
        }
    }
}

/// `= "ORDER#{id}"`, or a list with what makes each attribute of a key.
pub(super) fn templates(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<RawTemplate>> {
    let ahead = meta.input.fork();
    if ahead.parse::<Token![=]>().is_ok() && ahead.peek(syn::token::Paren) {
        return Err(meta.error(
            "several templates are written without `=`\nhelp: remove it, as in `pk(\"DAY#{day}\", \"{id}\")`",
        ));
    }
    if !meta.input.peek(syn::token::Paren) {
        return Ok(vec![RawTemplate::Text(template(meta)?)]);
    }
    let inside;
    parenthesized!(inside in meta.input);
    let list = Punctuated::<RawTemplate, Token![,]>::parse_terminated(&inside)?;
    match list.is_empty() {
        true => {
            Err(meta.error("a key has an attribute at least\nhelp: name it, or leave the parentheses out"))
        }
        false => Ok(list.into_iter().collect()),
    }
}
