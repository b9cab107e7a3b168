use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Ident, Type};

use super::{retention, types, unique};
use crate::model::{Access, Entity, Field, Piece, Template};
use crate::revisions::Revisions;
use crate::syntax::{Format, Managed, SerdeDefault, TimeFormat};
use crate::times;

/// The entity's `EntitySchema`, with what tells it from others of its own, or taken from its outline.
pub(super) fn schema(ident: &Ident, entity: &Entity) -> TokenStream {
    let accesses = entity.accesses.iter().map(|one| access(entity, one));
    let fields = entity.fields.iter().map(|one| field(entity, one));
    let rest = match entity.params.is_empty() {
        true => quote!(*<Self as __d::Entity>::__OUTLINE),
        false => identity(ident, entity),
    };
    quote! {
        &__d::EntitySchema {
            accesses: &[#(#accesses),*],
            fields: &[#(#fields),*],
            ..#rest
        }
    }
}

/// The schema without patterns and fields: what the table asks for, which changes of most fields leave as it is. It is a
/// constant of its own, so that the compiler evaluates nothing of the table anew when they change.
pub(super) fn outline(ident: &Ident, entity: &Entity) -> Option<TokenStream> {
    entity.params.is_empty().then(|| {
        let identity = identity(ident, entity);
        quote!(const __OUTLINE: &'static __d::EntitySchema = &#identity;)
    })
}

/// All of the schema but patterns and fields.
fn identity(ident: &Ident, entity: &Entity) -> TokenStream {
    let rust_name = ident.unraw().to_string();
    let tag = &entity.tag;
    let pk = template(entity, &entity.pk);
    let sk = optional(entity, entity.sk.as_ref());
    let revisions = entity.revisions.as_ref().map(|Revisions { oldest, current, .. }| {
        quote!(revisions: __d::Some(__d::Revisions { oldest: #oldest, current: #current }),)
    });
    let unique = unique::schemas(entity).map(|unique| quote!(unique: #unique,));
    let retention = retention::schema(&entity.retention).map(|retention| quote!(retention: #retention,));
    let check = entity.check.as_ref().map(written).map(|check| quote!(check: __d::Some(#check),));
    let path = quote!(::core::concat!(::core::module_path!(), "::", #rust_name));
    let plain = quote!(__d::entity(#rust_name, #path, #tag, #pk, #sk));
    let own = [revisions, unique, retention, check];
    if own.iter().all(Option::is_none) {
        return plain;
    }
    quote!(__d::EntitySchema { #(#own)* ..#plain })
}

fn access(entity: &Entity, access: &Access) -> TokenStream {
    let name = access.name.unraw().to_string();
    let index = match &access.index {
        Some(index) => quote!(__d::Some(#index)),
        None => quote!(__d::None),
    };
    let pk = access.pk.iter().map(|one| template(entity, one));
    let sk = access.sk.iter().map(|one| template(entity, one));
    let own = access.templates().filter(|template| template.own).filter_map(Template::only_field);
    let own: Vec<usize> = own.collect();
    let Access { project, hydrate, .. } = access;
    let filter = access.filter.iter().map(|one| template(entity, one));
    if own.is_empty() && project.is_empty() && access.filter.is_empty() && access.view.is_none() && !hydrate {
        return quote!(__d::access(#name, #index, &[#(#pk),*], &[#(#sk),*]));
    }
    let view = match &access.view {
        Some(view) => {
            let view = written(view);
            quote!(__d::Some(#view))
        }
        None => quote!(__d::None),
    };
    quote! {
        __d::AccessSchema {
            name: #name,
            index: #index,
            pk: &[#(#pk),*],
            sk: &[#(#sk),*],
            own: &[#(#own),*],
            project: &[#(#project),*],
            filter: &[#(#filter),*],
            view: #view,
            hydrate: #hydrate,
        }
    }
}

/// A field's `FieldSchema`; one whose type depends on a parameter of the entity says of it no more than its name.
fn field(entity: &Entity, field: &Field) -> TokenStream {
    let Field { name, attribute, optional, plain_serde, ty, .. } = field;
    let written = written(ty);
    let is_open = entity.params.in_type(ty).is_some();
    let types = if is_open { None } else { types::named_by(field) };
    let default = if is_open { None } else { default(field, entity.params.is_empty()) };
    let default = default.map(|default| quote!(.__or(#default)));
    let is_attribute = field.present && !field.key_only && !field.ttl;
    let is_plain = *plain_serde
        && !field.reader
        && field.rules.is_empty()
        && field.computed.is_none()
        && field.managed.is_none()
        && field.time.is_none();
    if is_attribute && is_plain && attribute == name && types.is_none() {
        return quote!(__d::field(#name, #written, #optional)#default);
    }
    let whole = whole_field(field, types);
    quote!(#whole #default)
}

/// A field of a document or variant.
pub(super) fn document_field(field: &Field) -> TokenStream {
    let (whole, default) = (inner_field(field), default(field, true));
    let default = default.map(|default| quote!(.__or(#default)));
    quote!(#whole #default)
}

/// A field of a newtype, whose `FieldSchema` has to be written out: what a function returns would not last.
pub(super) fn inner_field(field: &Field) -> TokenStream {
    whole_field(field, types::named_by(field))
}

/// What is read where an item lacks a field, if it is in views, and if that is not `None`. A generic type has no one value that
/// makes all of them.
fn default(field: &Field, has_own: bool) -> Option<TokenStream> {
    let Field { ident, ty, option, default, default_of_all, .. } = field;
    let in_views = field.present && (field.set || field.plain_serde && !field.reader);
    let value = match (default, default_of_all) {
        _ if !in_views => None,
        (Some(SerdeDefault::OfType), _) if *option => None,
        (Some(SerdeDefault::OfType), _) => {
            Some(quote_spanned!(ty.span()=> <#ty as ::core::default::Default>::default()))
        }
        (Some(SerdeDefault::Function(path)), _) => {
            let path = path.parse::<syn::ExprPath>().ok()?;
            Some(quote!(#path()))
        }
        (None, Some(SerdeDefault::OfType)) if has_own => {
            Some(quote!(<Self as ::core::default::Default>::default().#ident))
        }
        (None, Some(SerdeDefault::Function(path))) if has_own => {
            let path = path.parse::<syn::ExprPath>().ok()?;
            Some(quote!(#path().#ident))
        }
        _ => None,
    };
    value.map(|value| quote!(__d::FieldDefault::__new(|| __d::Value::from_serialize(&#value), #option)))
}

fn whole_field(field: &Field, types: Option<TokenStream>) -> TokenStream {
    let Field { name, attribute, optional, plain_serde, reader, set, ty, .. } = field;
    let types = types.unwrap_or_else(|| quote!(&[]));
    let by = match &field.by {
        Some(path) => quote!(__d::Some(#path)),
        None => quote!(__d::None),
    };
    let ty_written = written(ty);
    let managed = match field.managed {
        None => quote!(__d::None),
        Some(Managed::Version) => {
            let last = quote_spanned!(ty.span()=> <#ty as __d::Version>::LAST);
            quote!(__d::Some(__d::Managed::Version { last: #last }))
        }
        Some(Managed::Created) => quote!(__d::Some(__d::Managed::Created)),
        Some(Managed::Updated) => quote!(__d::Some(__d::Managed::Updated)),
    };
    let place = match (field.present, field.key_only) {
        (false, _) if field.flattened => quote!(Flattened),
        (false, _) => quote!(Skipped),
        (true, true) => quote!(Key),
        (true, false) if field.ttl => quote!(Ttl),
        (true, false) => quote!(Attribute),
    };
    let time = match field.time {
        None => quote!(__d::None),
        Some(TimeFormat::Text(digits)) => quote!(__d::Some(__d::TimeFormat::Text(#digits))),
        Some(TimeFormat::Number(digits)) => quote!(__d::Some(__d::TimeFormat::Number(#digits))),
    };
    let rules = field.rules.iter().map(|rule| &rule.text);
    let computed = match &field.computed {
        Some(computed) => {
            let function = written(&computed.function);
            quote!(__d::Some(#function))
        }
        None => quote!(__d::None),
    };
    let from = field.computed.iter().flat_map(|computed| &computed.from);
    quote! {
        __d::FieldSchema {
            name: #name,
            attribute: #attribute,
            ty: #ty_written,
            place: __d::FieldPlace::#place,
            optional: #optional,
            plain: #plain_serde,
            with: #by,
            computed: #computed,
            reader: #reader,
            set: #set,
            rules: &[#(#rules),*],
            from: &[#(#from),*],
            default: __d::None,
            managed: #managed,
            time: #time,
            types: #types,
        }
    }
}

/// A type or path as text, without the spaces that tokens are printed with.
pub(super) fn written(tokens: impl ToTokens) -> String {
    let mut text = String::new();
    for word in tokens.into_token_stream().to_string().split_whitespace() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        if text.ends_with(is_word) && word.starts_with(is_word) || text.ends_with([',', ';']) {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
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
        Piece::Literal(literal) => quote!(__d::Literal(#literal)),
        Piece::Shard(count) => shard(*count),
        Piece::Field(place, format) => match entity.fields.get(*place) {
            Some(field) => {
                let Field { name, ty, option, .. } = field;
                let is_alone = template.only_field().is_some();
                let stored = is_alone && times::is_stored_so(field, *format);
                field_part(*place, name, ty, *format, *option, stored)
            }
            None => TokenStream::new(),
        },
    });
    quote!(__d::template(#text, &[#(#pieces),*]))
}

/// The number of a shard in a template.
pub(super) fn shard(count: u32) -> TokenStream {
    quote!(__d::Piece::Shard(__d::Shards { count: #count }))
}

/// A field or part in a template, and whether the field is stored in the format that it has there.
pub(super) fn field_part(
    place: usize,
    name: &str,
    ty: &Type,
    format: Format,
    option: bool,
    stored: bool,
) -> TokenStream {
    let shape = quote_spanned!(ty.span()=> <#ty as __d::KeyPart>::SHAPE);
    if matches!(format, Format::Own) && !stored {
        return quote!(__d::piece(#place, #name, #shape, #option));
    }
    let format = match format {
        Format::Own => quote!(__d::PartFormat::Own),
        Format::Digits(digits) => quote!(__d::PartFormat::Digits(#digits)),
        Format::Unpadded => quote!(__d::PartFormat::Unpadded),
        Format::Signed(width) => quote!(__d::PartFormat::Signed(#width)),
        Format::Padded { fill, left, width } => {
            let side = if left { quote!(Left) } else { quote!(Right) };
            quote!(__d::PartFormat::Padded(__d::Padding { fill: #fill, side: __d::Side::#side, width: #width }))
        }
        Format::Fraction(digits) => quote!(__d::PartFormat::Fraction(#digits)),
        Format::Rest => quote!(__d::PartFormat::Rest),
        Format::Since1970(digits) => quote!(__d::PartFormat::Since1970(#digits)),
        Format::Counted { fraction, width } => {
            quote!(__d::PartFormat::Counted { fraction: #fraction, width: #width })
        }
    };
    let make = if stored { quote!(__stored) } else { quote!(__field) };
    quote!(__d::Piece::#make(#place, #name, #shape, #format, #option))
}
