use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{Data, DeriveInput};

use super::{paths, rules, spread, tagged, types};
use crate::diag::Diagnostics;
use crate::itself;
use crate::model::Field;
use crate::roundtrip;
use crate::syntax::{self, RawDocument};

/// Expands `#[derive(Document)]`, or into every mistake found.
pub(crate) fn document(input: &DeriveInput) -> TokenStream {
    let (input, diag) = (&*itself::named(input), Diagnostics::default());
    if let Data::Enum(data) = &input.data {
        let raw = syntax::tagged(input, data, &diag);
        roundtrip::check_enum(&input.ident, &raw, &diag);
        for variant in &raw.variants {
            Field::rules_are_of_attributes(&Field::all(&variant.fields, &variant.container), &diag);
        }
        return diag.finish().unwrap_or_else(|| tagged::tagged(input, &raw));
    }
    let lowered = syntax::document(input, &diag).map(|raw| {
        let fields = Field::all(&raw.fields, &raw.serde);
        roundtrip::check(&input.ident, &raw.serde, &raw.fields, &fields, &diag);
        Field::rules_are_of_attributes(&fields, &diag);
        (raw, fields)
    });
    match (diag.finish(), lowered) {
        (None, Some((raw, fields))) => expand(input, raw, fields),
        (errors, _) => errors.unwrap_or_default(),
    }
}

fn expand(input: &DeriveInput, raw: RawDocument, fields: Vec<Field>) -> TokenStream {
    let (vis, owner) = (&input.vis, &input.ident);
    let krate = raw.krate.unwrap_or_else(|| syn::parse_quote!(::dynamo_model));
    let paths = format_ident!("{}Paths", owner.unraw());
    let doc = format!("The typed paths of the fields of `{}`, inside an entity `E`.", owner.unraw());
    let described = types::document(owner, &raw.serde, &fields);
    let spread = spread::document(owner, &raw.serde, &fields);
    let ruled = rules::ruled(owner, &rules::of_document(&fields));
    let fields: Vec<Field> = fields.into_iter().filter(Field::leads_on).collect();
    let definition = paths::definition(vis, &krate, &paths, &doc, &fields);
    let value = paths::value(&paths, &fields, &quote!(__place));
    quote! {
        #definition

        #[allow(unused_qualifications)]
        const _: () = {
            use #krate::__private as __d;

            #[automatically_derived]
            impl __d::Document for #owner {
                type Attributes<__E: 'static, __In: __d::Inside> = #paths<__E, __In>;

                fn __attributes<__E: 'static, __In: __d::Inside>(__place: &__d::Base) -> #paths<__E, __In> {
                    #value
                }
            }

            #described

            #spread

            #ruled
        };
    }
}
