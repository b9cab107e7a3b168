use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Ident, Type};

use super::retention;
use crate::model::{Access, Entity, Field, Piece, Template};
use crate::syntax::Format;

/// The entity's `EntitySchema`.
pub(super) fn schema(ident: &Ident, entity: &Entity) -> TokenStream {
    let rust_name = ident.unraw().to_string();
    let tag = &entity.tag;
    let pk = template(entity, &entity.pk);
    let sk = optional(entity, entity.sk.as_ref());
    let accesses = entity.accesses.iter().map(|one| access(entity, one));
    let fields = entity.fields.iter().map(field);
    let retention = retention::schema(&entity.retention);
    quote! {
        &__d::EntitySchema {
            rust_name: #rust_name,
            path: ::core::concat!(::core::module_path!(), "::", #rust_name),
            tag: #tag,
            pk: #pk,
            sk: #sk,
            accesses: &[#(#accesses),*],
            fields: &[#(#fields),*],
            retention: #retention,
        }
    }
}

fn access(entity: &Entity, access: &Access) -> TokenStream {
    let name = access.name.unraw().to_string();
    let index = match &access.index {
        Some(index) => quote!(__d::Some(#index)),
        None => quote!(__d::None),
    };
    let pk = template(entity, &access.pk);
    let sk = optional(entity, access.sk.as_ref());
    let Access { project, hydrate, .. } = access;
    let view = access.view.is_some();
    quote! {
        __d::AccessSchema {
            name: #name,
            index: #index,
            pk: #pk,
            sk: #sk,
            project: &[#(#project),*],
            view: #view,
            hydrate: #hydrate,
        }
    }
}

fn field(field: &Field) -> TokenStream {
    let Field { name, attribute, optional, plain_serde, .. } = field;
    let place = match (field.present, field.key_only) {
        (false, _) if field.flattened => quote!(Flattened),
        (false, _) => quote!(Skipped),
        (true, true) => quote!(Key),
        (true, false) if field.ttl => quote!(Ttl),
        (true, false) => quote!(Attribute),
    };
    quote! {
        __d::FieldSchema {
            name: #name,
            attribute: #attribute,
            place: __d::FieldPlace::#place,
            optional: #optional,
            plain: #plain_serde,
        }
    }
}

fn optional(entity: &Entity, sk: Option<&Template>) -> TokenStream {
    match sk {
        Some(sk) => {
            let template = template(entity, sk);
            quote!(__d::Some(#template))
        }
        None => quote!(__d::None),
    }
}

fn template(entity: &Entity, template: &Template) -> TokenStream {
    let text = &template.text;
    let pieces = template.pieces.iter().map(|piece| match piece {
        Piece::Literal(literal) => quote!(__d::Piece::Literal(#literal)),
        Piece::Field(place, format) => match entity.fields.get(*place) {
            Some(Field { name, ty, option, .. }) => field_part(*place, name, ty, *format, *option),
            None => TokenStream::new(),
        },
    });
    quote!(__d::Template { text: #text, pieces: &[#(#pieces),*] })
}

/// A field or part in a template.
pub(super) fn field_part(place: usize, name: &str, ty: &Type, format: Format, option: bool) -> TokenStream {
    let shape = quote_spanned!(ty.span()=> <#ty as __d::KeyPart>::SHAPE);
    let format = match format {
        Format::Own => quote!(__d::PartFormat::Own),
        Format::Digits(digits) => quote!(__d::PartFormat::Digits(#digits)),
        Format::Unpadded => quote!(__d::PartFormat::Unpadded),
    };
    quote! {
        __d::Piece::Field(__d::FieldPart {
            field: #place,
            name: #name,
            shape: __d::Shape::written(#shape, #format),
            format: #format,
            optional: #option,
        })
    }
}
