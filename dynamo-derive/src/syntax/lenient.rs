use proc_macro2::TokenTree;
use syn::{Attribute, DeriveInput, Path, Token};

/// Finds a path among an attribute's settings, as in `table = Shop`, whatever mistakes stand beside it.
pub(crate) fn path_in(input: &DeriveInput, attribute: &str, key: &str) -> Option<Path> {
    input.attrs.iter().filter(|candidate| candidate.path().is_ident(attribute)).find_map(|a| setting(a, key))
}

fn setting(attribute: &Attribute, key: &str) -> Option<Path> {
    let mut found = None;
    // The strict parser reports what is wrong; here it only ends the search.
    let _ = attribute.parse_nested_meta(|meta| {
        if meta.path.is_ident(key) {
            found = Some(meta.value()?.parse()?);
        }
        while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
            meta.input.parse::<TokenTree>()?;
        }
        Ok(())
    });
    found
}
