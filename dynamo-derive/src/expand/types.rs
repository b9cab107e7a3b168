//! What types say of how they are stored, and which types a field names.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{AngleBracketedGenericArguments, Expr, Fields, GenericArgument, Ident, PathArguments, Type};

use super::schema;
use crate::diag::Diagnostics;
use crate::model::Field;
use crate::syntax::{ContainerSerde, RawTagged, RawVariant, Style, inner_fields};

/// What a document is stored as, for whoever has only its type, or flattens it.
fn described(owner: &Ident, tag: Option<&String>, flattened: &[&Type]) -> TokenStream {
    let form = quote!(<Self as __d::Entered>::FORM);
    let described = part(owner, &form);
    let tag = tag.map_or_else(|| quote!(__d::None), |tag| quote!(__d::Some(#tag)));
    let probe = (!flattened.is_empty()).then(|| {
        quote!(
            use __d::Undescribed as _;
        )
    });
    quote! {
        #[automatically_derived]
        impl __d::Described for #owner {
            const __ENTRIES: __d::Entries = {
                #probe
                __d::Entries {
                    form: __d::Some(#form),
                    tag: #tag,
                    flattened: &[#(<__d::Probe<#flattened>>::ENTRIES),*],
                }
            };

            #described
        }
    }
}

/// The method that says what a type is stored as. The type may hold itself, which a constant could not say.
pub(super) fn part(owner: &Ident, form: &TokenStream) -> TokenStream {
    let rust_name = owner.unraw().to_string();
    quote! {
        fn __type() -> __d::Option<&'static __d::TypeSchema> {
            const {
                __d::Some(&__d::TypeSchema {
                    rust_name: #rust_name,
                    path: ::core::concat!(::core::module_path!(), "::", #rust_name),
                    form: #form,
                })
            }
        }
    }
}

/// What a document is stored as, and what views find of its fields.
pub(super) fn document(owner: &Ident, serde: &ContainerSerde, fields: &[Field]) -> TokenStream {
    let name = owner.unraw().to_string();
    let spread: Vec<&Field> = fields.iter().filter(|field| field.is_spread()).collect();
    let flattened: Vec<&Type> = spread.iter().map(|field| &field.ty).collect();
    let described = described(owner, serde.tag.as_ref(), &flattened);
    let fits = flattened_fits(
        &spread,
        |span, flattened| quote_spanned!(span=> __d::flattened_fits_inside(#name, &<#owner as __d::Entered>::FORM, #flattened)),
    );
    let types = field_types(fields);
    let fields = fields.iter().map(schema::document_field);
    let entered = entered(owner, &quote!(Struct { name: #name, fields: &[#(#fields),*] }), &types);
    quote!(#described #entered #fits)
}

/// What an enum is stored as, and what views find of its variants.
pub(super) fn tagged(owner: &Ident, raw: &RawTagged, stored: &[&RawVariant]) -> TokenStream {
    let name = owner.unraw().to_string();
    let tagging = match (&raw.serde.tag, &raw.serde.content) {
        (Some(tag), Some(content)) => quote!(Beside { tag: #tag, content: #content }),
        (Some(tag), None) => quote!(Inside(#tag)),
        (None, _) => quote!(Around),
    };
    let ways = stored.iter().map(|one| if one.serde.with { String::new() } else { one.way() });
    let fields: Vec<Vec<Field>> = stored.iter().map(|one| Field::all(&one.fields, &one.container)).collect();
    let held = stored.iter().zip(&fields).enumerate().map(|(place, (one, fields))| {
        let mut types = fields.iter().map(|field| field.ty.to_token_stream());
        match (one.style, types.next()) {
            _ if one.serde.with => quote!(__d::Unknown),
            (Style::Newtype, Some(ty)) => quote!(__d::OneValue<#ty>),
            (Style::Unit | Style::Newtype, _) => quote!(__d::Unknown),
            (Style::Tuple | Style::Struct, first) => {
                let types = grouped(first.into_iter().chain(types).collect());
                quote!(__d::FieldsOf<#owner, #place, #types>)
            }
        }
    });
    let types = grouped(held.collect());
    let variants = stored
        .iter()
        .zip(&fields)
        .map(|(one, fields)| variant(&one.ident, &one.stored(raw), one.style, fields));
    let inside = quote! {
        Enum {
            name: #name,
            tagging: __d::Tagging::#tagging,
            variants: &[#(#variants),*],
            ways: &[#(#ways),*],
        }
    };
    let is_inside = raw.serde.tag.is_some() && raw.serde.content.is_none();
    let flattened = stored.iter().zip(&fields).filter(|_| is_inside).flat_map(|(one, fields)| {
        let is_whole = one.style == Style::Newtype;
        fields.iter().filter(move |field| field.is_spread() || is_whole && field.plain_serde)
    });
    let flattened: Vec<&Type> = flattened.map(|field| &field.ty).collect();
    let (described, entered) = (described(owner, None, &flattened), entered(owner, &inside, &types));
    quote!(#described #entered)
}

/// What views go into, with the types of what is there.
fn entered(owner: &Ident, inside: &TokenStream, types: &TokenStream) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __d::Entered for #owner {
            type Itself = Self;
            const INSIDE: __d::Enterable = __d::Enterable::#inside;
        }

        impl __d::FieldTypes<__d::Known, #types> for #owner {}
    }
}

/// Checks each of some flattened fields, with those before it, at its type.
pub(super) fn flattened_fits(
    flattened: &[&Field],
    check: impl Fn(Span, TokenStream) -> TokenStream,
) -> TokenStream {
    let checks = (1..=flattened.len()).filter_map(|count| {
        let checked = flattened.get(..count)?;
        let entries =
            checked.iter().map(|Field { place, ty, .. }| quote!((#place, <__d::Probe<#ty>>::ENTRIES)));
        let check = check(checked.last()?.ty.span(), quote!(&[#(#entries),*]));
        Some(quote! {
            const _: () = {
                use __d::Undescribed as _;
                #check
            };
        })
    });
    checks.collect()
}

/// The types of fields, in groups.
pub(super) fn field_types(fields: &[Field]) -> TokenStream {
    grouped(fields.iter().map(|field| field.ty.to_token_stream()).collect())
}

/// Types in groups of eight, groups of eight of those, and a group of eight of those.
fn grouped(types: Vec<TokenStream>) -> TokenStream {
    let by_eight = |types: Vec<TokenStream>| -> Vec<TokenStream> {
        let group = |eight: &[TokenStream]| {
            let missing = (eight.len()..8).map(|_| quote!(()));
            quote!((#(#eight,)* #(#missing),*))
        };
        types.chunks(8).map(group).collect()
    };
    let groups = by_eight(by_eight(by_eight(types)));
    groups.into_iter().next().unwrap_or_else(|| quote!(()))
}

pub(super) fn newtype(fields: &Fields, diag: &Diagnostics) -> TokenStream {
    let fields = Field::all(&inner_fields(fields, diag), &ContainerSerde::default());
    let fields = fields.iter().map(schema::inner_field);
    quote!(__d::TypeForm::Newtype(&[#(#fields),*]))
}

/// The variants of an enum without data, and the text of each.
pub(super) fn labels(variants: &[&Ident], texts: &[String]) -> TokenStream {
    let variants = variants.iter().zip(texts).map(|(ident, text)| variant(ident, text, Style::Unit, &[]));
    quote!(__d::TypeForm::Enum { tagging: __d::Tagging::Around, variants: &[#(#variants),*] })
}

fn variant(ident: &Ident, stored: &str, style: Style, fields: &[Field]) -> TokenStream {
    let name = ident.unraw().to_string();
    let data = format_ident!(
        "{}",
        match style {
            Style::Unit => "Nothing",
            Style::Newtype => "Value",
            Style::Tuple => "List",
            Style::Struct => "Map",
        }
    );
    let fields = fields.iter().map(schema::document_field);
    quote! {
        __d::VariantSchema {
            name: #name,
            stored: #stored,
            data: __d::VariantData::#data,
            fields: &[#(#fields),*],
        }
    }
}

/// The types that a field's own type names, each once, where its values are stored as those say.
pub(super) fn named_by(field: &Field) -> Option<TokenStream> {
    let mut found = Vec::new();
    if field.plain_serde || field.set {
        collect(&field.ty, &mut found);
    }
    if found.is_empty() {
        return None;
    }
    let whole = schema::written(&field.ty);
    Some(references(&found, |written| *written == whole))
}

/// Refers to the types that some others name, such as the arguments of a generic entity.
pub(super) fn named_by_all<'t>(types: impl Iterator<Item = &'t Type>) -> TokenStream {
    let mut found = Vec::new();
    types.for_each(|ty| collect(ty, &mut found));
    references(&found, |_| false)
}

fn references(types: &[&Type], is_whole: impl Fn(&String) -> bool) -> TokenStream {
    let types = types.iter().map(|ty| {
        let written = schema::written(ty);
        let new = if is_whole(&written) { quote!(whole) } else { quote!(new) };
        quote!(__d::TypeRef::#new::<#ty>(#written, <__d::Probe<#ty>>::DOCUMENT, <__d::Probe<#ty>>::PART))
    });
    quote!({
        use __d::Undescribed as _;
        &[#(#types),*]
    })
}

/// Whether a type names one that may say how it is stored.
pub(super) fn names_some(ty: &Type) -> bool {
    let mut found = Vec::new();
    collect(ty, &mut found);
    !found.is_empty()
}

/// The innermost types, as `Line` of `HashMap<String, Vec<Line>>`, and those around them that may stand for others.
fn collect<'t>(ty: &'t Type, found: &mut Vec<&'t Type>) {
    match ty {
        Type::Array(array) => {
            collect(&array.elem, found);
            if !matches!(array.len, Expr::Lit(_)) && !is_among(ty, found) {
                found.push(ty);
            }
        }
        Type::Paren(inner) => collect(&inner.elem, found),
        Type::Group(inner) => collect(&inner.elem, found),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|element| collect(element, found)),
        Type::Path(path) => match path.path.segments.last().map(|last| (&last.ident, &last.arguments)) {
            Some((name, PathArguments::AngleBracketed(arguments))) => {
                for inner in types_of(arguments, name == "Vector") {
                    collect(inner, found);
                }
                if !is_container(name) && !is_among(ty, found) {
                    found.push(ty);
                }
            }
            Some((name, PathArguments::None)) if !is_plain(name) && !is_among(ty, found) => found.push(ty),
            _ => {}
        },
        _ => {}
    }
}

/// The types among the arguments of a type. A constant looks like a type, as in `Vector<SIZE>`: one of a vector is known by its
/// capitals.
pub(super) fn types_of(
    arguments: &AngleBracketedGenericArguments,
    of_vector: bool,
) -> impl Iterator<Item = &Type> {
    arguments.args.iter().filter_map(move |argument| match argument {
        GenericArgument::Type(ty) if !of_vector || !is_in_capitals(ty) => Some(ty),
        _ => None,
    })
}

fn is_in_capitals(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| {
        let name = last.ident.to_string();
        name.len() > 1 && !name.contains(|c: char| c.is_lowercase())
    })
}

fn is_among(ty: &Type, found: &[&Type]) -> bool {
    found.iter().any(|other| schema::written(other) == schema::written(ty))
}

/// Whether values of the type are stored as what they hold, or several of it. Another generic type may be an alias.
fn is_container(name: &Ident) -> bool {
    const NAMES: [&str; 12] = [
        "Option", "Box", "Arc", "Rc", "Cow", "Vec", "VecDeque", "HashMap", "BTreeMap", "HashSet", "BTreeSet",
        "Reverse",
    ];
    NAMES.iter().any(|container| name == container)
}

/// Whether nothing is to be said of the type but its name.
fn is_plain(name: &Ident) -> bool {
    const NAMES: [&str; 18] = [
        "String", "str", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32",
        "i64", "i128", "isize", "f32", "f64",
    ];
    NAMES.iter().any(|plain| name == plain)
}
