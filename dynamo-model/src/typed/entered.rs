//! The types that views find on their way into documents, lists and maps.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::field::{At, FieldTypes, Typed, Unknown};
use super::lists::lists;
use crate::schema::{FieldSchema, Mistake, field, viewed_inside};

/// Documents with the fields that views go into. The document derive implements it.
pub trait Entered {
    /// The document, without a box around it.
    type Itself;

    /// Its name, for messages.
    const NAME: &'static str;
    /// Its fields.
    const FIELDS: &'static [FieldSchema];
}

macro_rules! boxes {
    ($($boxed:ty),*) => {$(
        impl<D: Entered> Entered for $boxed {
            type Itself = D::Itself;

            const NAME: &'static str = D::NAME;
            const FIELDS: &'static [FieldSchema] = D::FIELDS;
        }
    )*};
}

boxes!(Box<D>, Arc<D>);

/// Of what is not known nothing is said.
impl Entered for Unknown {
    type Itself = Self;

    const NAME: &'static str = "";
    const FIELDS: &'static [FieldSchema] = &[];
}

impl FieldTypes<Unknown, Unknown> for Unknown {}

/// Documents, as a bound whose message does not list them.
#[diagnostic::on_unimplemented(
    message = "a view cannot go into `{Self}`, which is no document",
    label = "not a document",
    note = "add `#[derive(Document)]` to the struct, or let the view have all of it"
)]
pub trait IsDocument<D> {}

#[diagnostic::do_not_recommend]
impl<D: Entered> IsDocument<D::Itself> for D {}

/// Lists of `T`, whose elements are counted.
#[diagnostic::on_unimplemented(
    message = "a view cannot take an element of `{Self}`, which is no list",
    label = "not a list",
    note = "the elements of a list are counted, as in `lines[0]`; the entries of a map are named, as in `labels[\"color\"]`"
)]
pub trait IsList<T> {}

/// Maps of `T`, whose entries are named.
#[diagnostic::on_unimplemented(
    message = "a view cannot take an entry of `{Self}`, which is no map",
    label = "not a map",
    note = "the entries of a map are named, as in `labels[\"color\"]`; the fields of a document follow a dot, as in `address.city`"
)]
pub trait IsMap<T> {}

macro_rules! counted {
    ($($list:ty $(, const $length:ident)?;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T $(, const $length: usize)?> IsList<T> for $list {}
    )*};
}

lists!(counted);

#[diagnostic::do_not_recommend]
impl<K, T> IsMap<T> for BTreeMap<K, T> {}

#[diagnostic::do_not_recommend]
impl<K, T, S> IsMap<T> for HashMap<K, T, S> {}

#[diagnostic::do_not_recommend]
impl IsList<Self> for Unknown {}

#[diagnostic::do_not_recommend]
impl IsMap<Self> for Unknown {}

/// Goes into a document.
#[must_use]
pub const fn document<K, B: IsDocument<D>, D>(_document: Typed<K, B>) -> Typed<K, D> {
    Typed::named()
}

/// Goes into a list.
#[must_use]
pub const fn element<K, L: IsList<T>, T>(_list: Typed<K, L>) -> Typed<K, T> {
    Typed::named()
}

/// Goes into a map.
#[must_use]
pub const fn entry<K, M: IsMap<T>, T>(_map: Typed<K, M>) -> Typed<K, T> {
    Typed::named()
}

/// Returns the type of a document's field at place `64 * A + 8 * B + C`.
#[must_use]
pub const fn inside<const A: usize, const B: usize, const C: usize, K, D, L, T, F>(
    _document: Typed<K, D>,
) -> Typed<L, F>
where
    D: FieldTypes<L, T>,
    T: At<A, Type: At<B, Type: At<C, Type = F>>>,
{
    Typed::named()
}

/// A field of what is not known.
const NOTHING: &FieldSchema = &field("", "", false);

/// Finds a field of a document, with its place.
///
/// # Errors
///
/// The mistake, if a view cannot have it, or go into it.
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn find_inside<K, D: Entered>(
    _document: Typed<K, D>,
    name: &str,
    optional: Option<bool>,
) -> Result<(usize, &'static FieldSchema), Mistake> {
    if D::NAME.is_empty() {
        return Ok((0, NOTHING));
    }
    match viewed_inside(D::NAME, D::FIELDS, name, optional) {
        Ok(place) => match D::FIELDS.split_at(place) {
            (_, [field, ..]) => Ok((place, field)),
            _ => Ok((place, NOTHING)),
        },
        Err(mistake) => Err(mistake),
    }
}
