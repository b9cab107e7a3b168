//! The type and const parameters of an entity, as generated code declares and names them.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{ConstParam, DeriveInput, GenericParam, Generics, Ident, Path, TypeParam};

use crate::diag::Diagnostics;
use crate::model::Entity;

/// The parameters, and the entity's type with them. Without any, nothing of it adds to the code.
pub(crate) struct Params {
    ident: Ident,
    generics: Generics,
}

impl Params {
    pub(crate) fn of(input: &DeriveInput, diag: &Diagnostics) -> Self {
        let mut generics = input.generics.clone();
        for param in &mut generics.params {
            match param {
                GenericParam::Lifetime(lifetime) => diag.error(
                    lifetime.span(),
                    format_args!(
                        "an entity owns what it holds\nhelp: remove `{}`, and hold a `String` for a `&str`, a `Vec<u8>` for bytes",
                        lifetime.lifetime
                    ),
                ),
                GenericParam::Type(ty) => ty.default = None,
                GenericParam::Const(constant) => constant.default = None,
            }
        }
        Self { ident: input.ident.clone(), generics }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.generics.params.is_empty()
    }

    /// The entity's type.
    pub(crate) fn owner(&self) -> TokenStream {
        let (ident, named) = (&self.ident, self.named(None));
        quote!(#ident #named)
    }

    /// Declares the parameters, and another one after them.
    pub(crate) fn declared(&self, last: Option<TokenStream>) -> TokenStream {
        list(self.generics.params.iter().map(ToTokens::to_token_stream).chain(last))
    }

    /// Names the parameters, and another one after them.
    pub(crate) fn named(&self, last: Option<TokenStream>) -> TokenStream {
        list(self.names().map(ToTokens::to_token_stream).chain(last))
    }

    /// The conditions that the user wrote: what it takes to name the type.
    pub(crate) fn written(&self) -> TokenStream {
        self.generics.where_clause.to_token_stream()
    }

    /// The conditions on which the type is an entity: what it holds is stored and read, and the table has it.
    pub(crate) fn bounds(&self, krate: &Path, table: &Path) -> TokenStream {
        if self.is_empty() {
            return TokenStream::new();
        }
        let written = self.generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let stored = self.generics.type_params().map(|param| {
            let ident = &param.ident;
            quote! {
                #ident: #krate::__private::Serialize + #krate::__private::DeserializeOwned
                    + ::core::marker::Send + ::core::marker::Sync + 'static
            }
        });
        let owner = self.owner();
        quote!(where #(#written,)* #(#stored,)* #table: #krate::entity::Lists<#owner>)
    }

    /// The name of the constant that holds the schema of a generic entity. It depends on no parameter, so that what depends on
    /// it need not either.
    pub(crate) fn constant(&self) -> Option<Ident> {
        (!self.is_empty()).then(|| format_ident!("__{}_SCHEMA", self.ident.unraw()))
    }

    /// The schema of a generic entity with what stands for its parameters, which only code that is generic itself can say.
    pub(crate) fn arguments(&self) -> Option<TokenStream> {
        let named = self.generics.params.iter().filter_map(|param| match param {
            GenericParam::Type(TypeParam { ident, .. }) => {
                let name = ident.unraw().to_string();
                Some(quote!(__d::Argument::ty::<#ident>(#name)))
            }
            GenericParam::Const(ConstParam { ident, .. }) => {
                let name = ident.unraw().to_string();
                Some(quote!(__d::Argument { name: #name, shown: || __d::ToString::to_string(&#ident) }))
            }
            GenericParam::Lifetime(_) => None,
        });
        (!self.is_empty()).then(|| {
            quote! {
                const __LISTED: &'static __d::EntitySchema = &__d::EntitySchema {
                    arguments: __d::Arguments { named: &[#(#named),*], types: &[] },
                    ..*<Self as __d::Entity>::SCHEMA
                };
            }
        })
    }

    /// Finds the parameter that a type depends on.
    pub(crate) fn in_type(&self, ty: &syn::Type) -> Option<&Ident> {
        self.names().find(|name| mentions(ty.to_token_stream(), *name))
    }

    fn names(&self) -> impl Iterator<Item = &Ident> {
        self.generics.params.iter().filter_map(|param| match param {
            GenericParam::Type(ty) => Some(&ty.ident),
            GenericParam::Const(constant) => Some(&constant.ident),
            GenericParam::Lifetime(_) => None,
        })
    }
}

fn list(params: impl Iterator<Item = TokenStream>) -> TokenStream {
    let params: Vec<TokenStream> = params.collect();
    if params.is_empty() { TokenStream::new() } else { quote!(<#(#params),*>) }
}

/// Whether a name is among tokens.
pub(crate) fn mentions<N: ?Sized>(tokens: TokenStream, name: &N) -> bool
where
    Ident: PartialEq<N>,
{
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

impl Entity {
    /// The entity's schema; `named` is the trait.
    pub(crate) fn schema(&self, named: &TokenStream) -> TokenStream {
        match self.params.constant() {
            Some(constant) => quote!(#constant),
            None => {
                let owner = self.params.owner();
                quote!(<#owner as #named>::SCHEMA)
            }
        }
    }

    pub(crate) fn bounds(&self) -> TokenStream {
        self.params.bounds(&self.krate, &self.table)
    }
}
