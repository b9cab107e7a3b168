use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, LitInt, LitStr, Token, bracketed, token};

/// A place in an entity, as in `address.city`, `lines[0].quantity` or `labels["color"]`.
pub(crate) struct RawPlace {
    pub(crate) root: Ident,
    pub(crate) below: Vec<RawPlaceStep>,
}

/// A step into what a field holds.
pub(crate) enum RawPlaceStep {
    Field(Ident),
    Index(u32, Span),
    Key(LitStr),
}

impl RawPlaceStep {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Field(field) => field.span(),
            Self::Index(_, span) => *span,
            Self::Key(key) => key.span(),
        }
    }
}

impl Parse for RawPlace {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut place = Self { root: input.call(Ident::parse_any)?, below: Vec::new() };
        loop {
            if input.peek(Token![.]) {
                input.parse::<Token![.]>()?;
                place.below.push(RawPlaceStep::Field(input.call(Ident::parse_any)?));
            } else if input.peek(token::Bracket) {
                let inside;
                bracketed!(inside in input);
                place.below.push(step(&inside)?);
            } else {
                return Ok(place);
            }
        }
    }
}

fn step(inside: ParseStream<'_>) -> syn::Result<RawPlaceStep> {
    let step = if inside.peek(LitInt) {
        let index: LitInt = inside.parse()?;
        let place = index.base10_parse().map_err(|_| {
            syn::Error::new(
                index.span(),
                "no list has so many elements\nhelp: count them from 0, as in `lines[0]`",
            )
        })?;
        RawPlaceStep::Index(place, index.span())
    } else if inside.peek(LitStr) {
        RawPlaceStep::Key(inside.parse()?)
    } else {
        return Err(inside.error("neither an element of a list nor an entry of a map\nhelp: count the elements of a list, as in `lines[0]`, and name the entries of a map, as in `labels[\"color\"]`"));
    };
    if inside.is_empty() {
        Ok(step)
    } else {
        Err(inside.error("one step at a time\nhelp: write one number or one text between the brackets"))
    }
}
