use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned as _;
use syn::{Expr, Ident, LitInt, LitStr, Token, bracketed, parenthesized, token};

/// A place in an entity, as in `address.city`, `lines[0].quantity`, `labels["color"]` or `payment.as_card().number`.
pub(crate) struct RawPlace {
    pub(crate) root: Ident,
    pub(crate) below: Vec<RawPlaceStep>,
}

/// A step into what a field holds.
pub(crate) enum RawPlaceStep {
    Field(Ident),
    /// The field of a variant whose fields have no names, by its place.
    Place(u32, Span),
    Index(u32, Span),
    /// An entry of a map whose keys are texts.
    Text(LitStr),
    /// An entry of another map, by a reference to its key.
    Key(Box<Expr>),
    /// What a variant of an enum holds, by the name of its method.
    Variant(Ident),
}

impl RawPlaceStep {
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Field(name) | Self::Variant(name) => name.span(),
            Self::Place(_, span) | Self::Index(_, span) => *span,
            Self::Text(name) => name.span(),
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
                place.below.push(after_dot(input)?);
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

fn after_dot(input: ParseStream<'_>) -> syn::Result<RawPlaceStep> {
    if input.peek(LitInt) {
        let place: LitInt = input.parse()?;
        return Ok(RawPlaceStep::Place(place.base10_parse()?, place.span()));
    }
    if !input.peek(Ident::peek_any) {
        return Err(input.error("no name of a field\nhelp: name it, as in `address.city`, or count the fields of a variant without names, as in `payment.as_parts().0`"));
    }
    let name = input.call(Ident::parse_any)?;
    if !input.peek(token::Paren) {
        return Ok(RawPlaceStep::Field(name));
    }
    let inside;
    parenthesized!(inside in input);
    if inside.is_empty() {
        Ok(RawPlaceStep::Variant(name))
    } else {
        Err(inside.error("nothing is passed to a variant\nhelp: leave the parentheses empty, as in `payment.as_card().number`"))
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
        RawPlaceStep::Text(inside.parse()?)
    } else if inside.peek(Token![&]) {
        RawPlaceStep::Key(inside.parse()?)
    } else {
        return Err(inside.error("neither an element of a list nor an entry of a map\nhelp: count the elements of a list, as in `lines[0]`, and name the entries of a map, as in `labels[\"color\"]` or `totals[&2026]`"));
    };
    if inside.is_empty() {
        Ok(step)
    } else {
        Err(inside.error("one step at a time\nhelp: write one number, one text or one reference to a key between the brackets"))
    }
}
