use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Attribute, Expr, Ident, Path, Token, parenthesized, token};

use super::managed::Managed;
use super::retention::{RawDeleted, RawTtl, deletion, ttl};
use super::slot::{Slot, unknown};
use super::time::{RawTime, time};
use super::unique::{RawUnique, on_field};
use super::written::path;
use crate::diag::Diagnostics;

const KNOWN: &[&str] = &[
    "key",
    "range",
    "length",
    "check",
    "generated",
    "computed",
    "unique",
    "version",
    "created",
    "updated",
    "ttl",
    "deleted",
    "time",
];

/// What the `#[attr(…)]` of a field say.
pub(crate) struct FieldAttrs {
    /// Where `key` stands.
    pub(crate) key: Option<Span>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) computed: Option<RawComputed>,
    pub(crate) unique: Option<RawUnique>,
    /// What the library keeps in the field, and where that is said.
    pub(crate) managed: Option<(Managed, Span)>,
    pub(crate) ttl: Option<RawTtl>,
    pub(crate) deleted: Option<RawDeleted>,
    pub(crate) time: Option<RawTime>,
}

/// A rule of a field.
#[derive(Clone)]
pub(crate) struct Rule {
    pub(crate) kind: RuleKind,
    /// As it is written, to be shown.
    pub(crate) text: String,
    pub(crate) span: Span,
}

#[derive(Clone)]
pub(crate) enum RuleKind {
    Range(Expr),
    Length(Expr),
    Check(Path),
    Generated,
}

/// `computed(function, from(field, …))` as written.
pub(crate) struct RawComputed {
    pub(crate) function: Path,
    pub(crate) from: Vec<Ident>,
}

impl FieldAttrs {
    /// Reads every `#[attr(…)]` of a field, recording every mistake.
    pub(super) fn of(attributes: &[Attribute], diag: &Diagnostics) -> Self {
        let (mut key, mut computed) = (Slot::new("key"), Slot::new("computed"));
        let (mut range, mut length) = (Slot::new("range"), Slot::new("length"));
        let (mut check, mut generated) = (Slot::new("check"), Slot::new("generated"));
        let mut unique = Slot::new("unique");
        let mut managed: Option<(Managed, Span)> = None;
        let (mut expiry, mut deleted) = (Slot::new("ttl"), Slot::new("deleted"));
        let mut stored = Slot::new("time");
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("attr")) {
            diag.take(attribute.parse_nested_meta(|meta| {
                let at = meta.path.get_ident().map_or_else(Span::call_site, Ident::span);
                let name = meta.path.get_ident().map(Ident::to_string);
                if let Some(kind) = name.as_deref().and_then(Managed::named) {
                    return Managed::set(&mut managed, kind, at);
                }
                match name.as_deref() {
                    Some("key") => key.set(at, at),
                    Some("range") => range.set(at, Rule::over(&meta, at, RuleKind::Range)?),
                    Some("length") => length.set(at, Rule::over(&meta, at, RuleKind::Length)?),
                    Some("check") => check.set(at, Rule::check(path(&meta)?)),
                    Some("generated") => generated.set(at, Rule::generated(at)),
                    Some("computed") => computed.set(at, RawComputed::parse(meta.input)?),
                    Some("unique") => unique.set(at, on_field(&meta, at)?),
                    Some("ttl") => expiry.set(at, ttl(&meta, at)?),
                    Some("deleted") => deleted.set(at, deletion(&meta, at)?),
                    Some("time") => stored.set(at, time(&meta, at)?),
                    _ => Err(unknown_on_field(&meta)),
                }
            }));
        }
        let rules = [generated.take(), range.take(), length.take(), check.take()];
        Self {
            key: key.take(),
            rules: rules.into_iter().flatten().collect(),
            computed: computed.take(),
            unique: unique.take(),
            managed,
            ttl: expiry.take(),
            deleted: deleted.take(),
            time: stored.take(),
        }
    }
}

impl Rule {
    fn over(meta: &ParseNestedMeta<'_>, span: Span, kind: fn(Expr) -> RuleKind) -> syn::Result<Self> {
        let name = written(&meta.path);
        let range: Expr = meta.value()?.parse()?;
        if !matches!(range, Expr::Range(_)) {
            return Err(syn::Error::new_spanned(
                &range,
                format!(
                    "`{name}` is a range\nhelp: write it as Rust does: `{name} = 1..=100`, `{name} = 1..`"
                ),
            ));
        }
        let text = format!("{name} = {}", written(&range));
        Ok(Self { text, span, kind: kind(range) })
    }

    fn check(function: Path) -> Self {
        Self {
            text: format!("check = {}", written(&function)),
            span: function.span(),
            kind: RuleKind::Check(function),
        }
    }

    fn generated(span: Span) -> Self {
        Self { kind: RuleKind::Generated, text: "generated".to_owned(), span }
    }
}

impl RawComputed {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let how =
            "\nhelp: write `computed(function, from(field))`, with a function of references to the fields";
        if !input.peek(token::Paren) {
            return Err(input.error(format!("which function computes it?{how}")));
        }
        let content;
        parenthesized!(content in input);
        let function = content
            .call(Path::parse_mod_style)
            .map_err(|_| content.error(format!("which function computes it?{how}")))?;
        let from = content.parse::<Token![,]>().and_then(|_| content.parse::<Ident>());
        if !from.is_ok_and(|from| from == "from") {
            return Err(syn::Error::new_spanned(&function, format!("what is it computed from?{how}")));
        }
        let fields;
        parenthesized!(fields in content);
        let from = Punctuated::<Ident, Token![,]>::parse_terminated(&fields)?;
        if from.is_empty() {
            return Err(syn::Error::new_spanned(
                &function,
                format!("what is computed is computed from something{how}"),
            ));
        }
        content.parse::<Option<Token![,]>>()?;
        Ok(Self { function, from: from.into_iter().collect() })
    }
}

/// What a field says to serde is told so.
fn unknown_on_field(meta: &ParseNestedMeta<'_>) -> syn::Error {
    let key = meta.path.get_ident().map(Ident::to_string).unwrap_or_default();
    let instead = match key.as_str() {
        "rename" => "rename = \"…\"",
        "default" => "default",
        "skip" => "skip",
        "flatten" => "flatten",
        "with" => "with = \"…\"",
        "set" => "with = \"dynamo_model::value::as_set\", default",
        _ => return unknown(meta, KNOWN),
    };
    meta.error(format!("how a field is stored is said to serde\nhelp: write `#[serde({instead})]`"))
}

/// Tokens without the spaces that printing puts between them.
fn written(tokens: &impl quote::ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}
