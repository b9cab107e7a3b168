use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Path, Token, Type};

use super::place::{RawPlace, RawPlaceStep};
use super::slot::{Slot, unknown};
use crate::diag::Diagnostics;

/// What structs of some fields of an entity have as attributes, and are called.
struct Words {
    attribute: &'static str,
    /// What names the entity's field, if it has another name.
    renames: &'static str,
    noun: &'static str,
    /// Whether a field may be inside one of the entity's.
    goes_inside: bool,
    /// Whether it says which fields are set together.
    sets_together: bool,
    /// What one without fields is told.
    empty: &'static str,
}

const VIEW: Words = Words {
    attribute: "projection",
    renames: "from",
    noun: "view",
    goes_inside: true,
    sets_together: false,
    empty: "a view without fields reads nothing\nhelp: to know whether an item exists, view a part of its key",
};

const PATCH: Words = Words {
    attribute: "patch",
    renames: "to",
    noun: "patch",
    goes_inside: false,
    sets_together: true,
    empty: "a patch without fields changes nothing\nhelp: give it fields of its entity, as in `total: Option<u32>`",
};

/// Some fields of an entity, as written.
pub(crate) struct RawPartial {
    /// The entity.
    pub(crate) of: Path,
    pub(crate) krate: Option<Path>,
    pub(crate) fields: Vec<RawPartialField>,
    pub(crate) together: Vec<RawTogether>,
}

/// Fields that are set by one method of the entity's attributes, as written.
pub(crate) struct RawTogether {
    pub(crate) method: Ident,
    pub(crate) fields: Vec<Ident>,
}

impl Parse for RawTogether {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let method = input.parse()?;
        let fields;
        syn::parenthesized!(fields in input);
        let fields = Punctuated::<Ident, Token![,]>::parse_terminated(&fields)?;
        Ok(Self { method, fields: fields.into_iter().collect() })
    }
}

/// One of them, as written.
pub(crate) struct RawPartialField {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    /// Where it is in the entity, if that is not a field of its name.
    pub(crate) other: Option<RawPlace>,
}

impl RawPartialField {
    /// The entity's field.
    pub(crate) fn field(&self) -> &Ident {
        self.other.as_ref().map_or(&self.ident, |place| &place.root)
    }

    /// The way on from there.
    pub(crate) fn below(&self) -> &[RawPlaceStep] {
        self.other.as_ref().map_or(&[], |place| &place.below)
    }
}

/// Reads a view, recording every mistake; `None` if too little is right to go on.
pub(crate) fn projection(input: &DeriveInput, diag: &Diagnostics) -> Option<RawPartial> {
    partial(input, &VIEW, diag)
}

/// Reads a patch, recording every mistake; `None` if too little is right to go on.
pub(crate) fn patch(input: &DeriveInput, diag: &Diagnostics) -> Option<RawPartial> {
    partial(input, &PATCH, diag)
}

fn partial(input: &DeriveInput, words: &Words, diag: &Diagnostics) -> Option<RawPartial> {
    let Words { attribute, noun, .. } = words;
    if let Some(first) = input.generics.params.first() {
        let message = format!(
            "a {noun} cannot be generic\nhelp: its fields have the types of the entity's fields, which own what they hold"
        );
        diag.push(syn::Error::new_spanned(first, message));
        return None;
    }
    let fields = fields(input, words, diag)?;
    let mut heads = input.attrs.iter().filter(|candidate| candidate.path().is_ident(attribute));
    let Some(head) = heads.next() else {
        let message = format!("a {noun} needs its entity\nhelp: add `#[{attribute}(of = …)]`");
        diag.error(input.ident.span(), message);
        return None;
    };
    if let Some(second) = heads.next() {
        let message = format!("a second `#[{attribute}]`\nhelp: put everything into one");
        diag.push(syn::Error::new_spanned(second, message));
    }
    let (of, krate, together) = diag.take(head_attribute(head, words))?;
    Some(RawPartial { of, krate, fields, together })
}

fn fields(input: &DeriveInput, words: &Words, diag: &Diagnostics) -> Option<Vec<RawPartialField>> {
    let noun = words.noun;
    let named = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(named) => named,
            Fields::Unnamed(_) | Fields::Unit => {
                let message = format!(
                    "a {noun}'s fields need names: each is a field of its entity\nhelp: name each as in the entity"
                );
                diag.error(input.ident.span(), message);
                return None;
            }
        },
        Data::Enum(_) | Data::Union(_) => {
            let message = format!(
                "a {noun} is a struct of some fields of an entity\nhelp: make it a struct with named fields"
            );
            diag.error(input.ident.span(), message);
            return None;
        }
    };
    if named.named.is_empty() {
        diag.error(input.ident.span(), words.empty);
    }
    let fields = named.named.iter().filter_map(|field| {
        Some(RawPartialField {
            ident: field.ident.clone()?,
            ty: field.ty.clone(),
            other: other(&field.attrs, words, diag),
        })
    });
    Some(fields.collect())
}

fn head_attribute(
    attribute: &Attribute,
    words: &Words,
) -> syn::Result<(Path, Option<Path>, Vec<RawTogether>)> {
    let (mut of, mut krate, mut together) = (Slot::new("of"), Slot::new("crate"), Vec::new());
    let known: &[&str] = if words.sets_together { &["of", "crate", "together"] } else { &["of", "crate"] };
    attribute.parse_nested_meta(|meta| {
        let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
        match meta.path.get_ident().map(Ident::to_string).as_deref() {
            Some("of") => of.set(at, meta.value()?.parse()?),
            Some("crate") => krate.set(at, meta.value()?.call(Path::parse_mod_style)?),
            Some("together") if words.sets_together => {
                let listed;
                syn::parenthesized!(listed in meta.input);
                together.extend(Punctuated::<RawTogether, Token![,]>::parse_terminated(&listed)?);
                Ok(())
            }
            _ => Err(unknown(&meta, known)),
        }
    })?;
    let of = of.take().ok_or_else(|| {
        syn::Error::new_spanned(attribute, "`of` is missing\nhelp: name the entity, as in `of = Order`")
    })?;
    Ok((of, krate.take(), together))
}

fn other(attributes: &[Attribute], words: &Words, diag: &Diagnostics) -> Option<RawPlace> {
    let mut other = Slot::new(words.renames);
    for attribute in attributes.iter().filter(|candidate| candidate.path().is_ident(words.attribute)) {
        diag.take(attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident(words.renames) {
                let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
                let place: RawPlace = meta.value()?.parse()?;
                if let Some(step) = place.below.first().filter(|_| !words.goes_inside) {
                    diag.error(step.span(), format_args!("a {} has fields as a whole\nhelp: name the field, and change what is inside with an update: `.set(|o| …)`", words.noun));
                }
                return other.set(at, place);
            }
            Err(unknown(&meta, &[words.renames]))
        }));
    }
    other.take()
}
