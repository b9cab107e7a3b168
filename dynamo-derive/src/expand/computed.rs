use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;

use crate::computed::Computed;
use crate::model::{Entity, Field};

/// Computes the fields that follow from others.
pub(super) fn compute(entity: &Entity) -> Option<TokenStream> {
    let arms: Vec<TokenStream> =
        entity.fields.iter().filter_map(|field| Some(arm(entity, field, field.computed.as_ref()?))).collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn __compute(field: usize, source: __d::Source<'_, Self>) -> __d::Result<__d::ComputedValue> {
                match field {
                    #(#arms)*
                    _ => __d::Ok(__d::ComputedValue::none()),
                }
            }
        }
    })
}

fn arm(entity: &Entity, field: &Field, computed: &Computed) -> TokenStream {
    let Field { place, declared, .. } = field;
    let function = &computed.function;
    let inputs: Vec<&Field> = computed.from.iter().filter_map(|place| entity.fields.get(*place)).collect();
    let of_entity = inputs.iter().map(|Field { ident, .. }| quote!(&__entity.#ident));
    let of_update = inputs.iter().map(|input| {
        let (place, ty) = (input.place, &input.declared);
        // What serde stores in another form cannot be assigned, nor what is computed from it.
        if input.plain_serde || input.set {
            quote!(&__update.field::<Self, #ty>(#place)?)
        } else {
            quote!(&__update.unknown::<Self, #ty>(#place)?)
        }
    });
    let value = if field.option { quote!(__value.as_ref()) } else { quote!(__d::Some(&__value)) };
    let stored = (!field.key_only).then(|| quote!(let __computed = __computed.stored(#value)?;));
    let part = entity.in_some_key(*place).then(|| quote!(let __computed = __computed.part(#value);));
    // A mistake in the types is one at the function or at the name of a field, and reported once.
    let named = inputs.iter().zip(&computed.spans);
    let names: Vec<Ident> =
        named.map(|(field, span)| format_ident!("__{}", field.ident.unraw(), span = *span)).collect();
    let types = inputs.iter().map(|field| &field.declared);
    let call = quote_spanned!(function.span()=> __d::computed(#function(#(#names),*)));
    quote! {
        #place => {
            let __compute = |#(#names: &#types),*| -> #declared { #call };
            let __value = match source {
                __d::Source::Whole(__entity) => __compute(#(#of_entity),*),
                __d::Source::Assigned(__update) => __compute(#(#of_update),*),
            };
            let __computed = __d::ComputedValue::none();
            #stored
            #part
            __d::Ok(__computed)
        }
    }
}
