use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::{LitInt, Path, Token, parenthesized};

/// What `#[entity(…)]` says of revisions, as written.
#[derive(Default)]
pub(crate) struct RawRevisions {
    /// `revision = 3`.
    pub(crate) current: Option<LitInt>,
    /// `oldest = 2`.
    pub(crate) oldest: Option<LitInt>,
    /// `upgrade(1 = …, 2 = …)`, and where it stands.
    pub(crate) steps: Option<(Span, Vec<RawStep>)>,
}

/// `1 = Order::from_v1`
pub(crate) struct RawStep {
    pub(crate) from: LitInt,
    pub(crate) function: Path,
}

/// Reads what stands between the parentheses of `upgrade(…)`.
pub(super) fn steps(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<RawStep>> {
    let inside;
    parenthesized!(inside in meta.input);
    let step = |input: syn::parse::ParseStream<'_>| {
        let from = input.parse().map_err(|error: syn::Error| {
            let example = "expected the revision a step starts from\nhelp: write it before the function, as in `upgrade(1 = Order::from_first)`";
            syn::Error::new(error.span(), example)
        })?;
        input.parse::<Token![=]>()?;
        Ok(RawStep { from, function: input.call(Path::parse_mod_style)? })
    };
    Ok(inside.parse_terminated(step, Token![,])?.into_iter().collect())
}
