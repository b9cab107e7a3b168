//! The types that views find on their way into documents, variants, lists and maps.

use std::collections::{BTreeMap, HashMap};
use std::marker::PhantomData;
use std::sync::Arc;

use super::MapPlace;
use super::field::{At, FieldTypes, Known, Typed, Unknown};
use super::lists::lists;
use crate::schema::{
    Enterable, EntryName, Mistake, Next, TypeForm, ViewStep, viewed_element, viewed_entry, viewed_inside,
    viewed_place, viewed_variant,
};

/// Documents and enums that views go into. The document derive implements it.
pub trait Entered {
    /// The document, without a box around it.
    type Itself;

    /// What is in it.
    const INSIDE: Enterable;
    /// How its values are stored.
    const FORM: TypeForm = Self::INSIDE.form();
}

macro_rules! boxes {
    ($($boxed:ty),*) => {$(
        impl<D: Entered> Entered for $boxed {
            type Itself = D::Itself;

            const INSIDE: Enterable = D::INSIDE;
        }
    )*};
}

boxes!(Box<D>, Arc<D>);

/// Of what is not known nothing is said.
impl Entered for Unknown {
    type Itself = Self;

    const INSIDE: Enterable = Enterable::Unknown;
}

impl FieldTypes<Unknown, Unknown> for Unknown {}

/// What a variant holds that is one value of type `T`. Among the types of an enum's "fields" there is this, or
/// [`FieldsOf`], for each variant.
#[derive(Debug)]
pub struct OneValue<T>(PhantomData<fn() -> T>);

/// What the variant of enum `D` at place `N` holds, whose fields are of the types `T`.
#[derive(Debug)]
pub struct FieldsOf<D, const N: usize, T>(PhantomData<fn() -> (D, T)>);

impl<D: Entered, const N: usize, T> Entered for FieldsOf<D, N, T> {
    type Itself = Self;

    const INSIDE: Enterable = D::INSIDE.variant(N);
}

impl<D, const N: usize, T> FieldTypes<Known, T> for FieldsOf<D, N, T> {}

/// What a variant holds, as views go on there.
pub trait InVariant {
    /// What fields are of.
    type Document;
    /// Whether it is known what is had of it as one.
    type IsKnown;
    /// That.
    type Whole;
}

impl<T> InVariant for OneValue<T> {
    type Document = T;
    type IsKnown = Known;
    type Whole = T;
}

/// All of it is of no type: [`find_variant`] says that a field has to be named.
impl<D, const N: usize, T> InVariant for FieldsOf<D, N, T> {
    type Document = Self;
    type IsKnown = Unknown;
    type Whole = Unknown;
}

impl InVariant for Unknown {
    type Document = Self;
    type IsKnown = Self;
    type Whole = Self;
}

/// Documents, as a bound whose message does not list them.
#[diagnostic::on_unimplemented(
    message = "a view cannot go into `{Self}`, which is no document",
    label = "not a document",
    note = "add `#[derive(Document)]` to the struct or enum, or let the view have all of it"
)]
pub trait IsDocument<D> {}

#[diagnostic::do_not_recommend]
impl<D: Entered> IsDocument<D::Itself> for D {}

/// Lists of `T`, whose elements are counted: so many of them as `N` says.
#[diagnostic::on_unimplemented(
    message = "a view cannot take an element of `{Self}`, which is no list",
    label = "not a list",
    note = "the elements of a list are counted, as in `lines[0]`; the entries of a map are named, as in `labels[\"color\"]`"
)]
pub trait IsList<T, N> {}

/// How many elements lists of a type have.
pub trait Length {
    /// The number, if it is always the same.
    const IS: Option<usize>;
}

/// It is not always the same.
#[derive(Debug)]
pub enum AnyLength {}

impl Length for AnyLength {
    const IS: Option<usize> = None;
}

/// It is always this.
#[derive(Debug)]
pub enum Fixed<const N: usize> {}

impl<const N: usize> Length for Fixed<N> {
    const IS: Option<usize> = Some(N);
}

/// Maps of `T`, whose entries are named by keys of type `Q`.
#[diagnostic::on_unimplemented(
    message = "a view cannot take an entry of `{Self}`, which is no map",
    label = "not a map",
    note = "the entries of a map are named, as in `labels[\"color\"]`; the fields of a document follow a dot, as in `address.city`"
)]
pub trait IsMap<Q, T> {}

macro_rules! counted {
    (@ $list:ty) => {
        #[diagnostic::do_not_recommend]
        impl<T> IsList<T, AnyLength> for $list {}
    };
    (@ $list:ty, $length:ident) => {
        #[diagnostic::do_not_recommend]
        impl<T, const $length: usize> IsList<T, Fixed<$length>> for $list {}
    };
    ($($list:ty $(, const $length:ident)?;)*) => {$(
        counted! { @ $list $(, $length)? }
    )*};
}

lists!(counted);
#[diagnostic::do_not_recommend]
impl IsList<Self, Fixed<{ usize::MAX }>> for Unknown {}

#[diagnostic::do_not_recommend]
impl<Q, T> IsMap<Q, T> for BTreeMap<Q, T> {}

#[diagnostic::do_not_recommend]
impl<Q, T, S> IsMap<Q, T> for HashMap<Q, T, S> {}

#[diagnostic::do_not_recommend]
impl IsMap<Self, Self> for Unknown {}

/// What says which entry of a map with keys of type `Q`, as [`MapPlace`] does in conditions.
#[diagnostic::on_unimplemented(
    message = "the entries of a map with keys of type `{Q}` are not named by a `{Self}`",
    label = "expected a key of the map",
    note = "write a reference to a key, as in `totals[&2026]`, or a text if the keys are texts: `labels[\"color\"]`"
)]
pub trait NamesEntry<K, Q> {
    /// The name.
    fn name(self) -> String;
}

#[diagnostic::do_not_recommend]
impl<Q, P: MapPlace<Q>> NamesEntry<Known, Q> for P {
    fn name(self) -> String {
        self.__name()
    }
}

#[diagnostic::do_not_recommend]
impl<P> NamesEntry<Unknown, Unknown> for P {
    fn name(self) -> String {
        String::new()
    }
}

/// Goes into a document.
#[must_use]
pub const fn document<K, B: IsDocument<D>, D>(_document: Typed<K, B>) -> Typed<K, D> {
    Typed::named()
}

/// A list of so many elements of type `T`.
#[derive(Debug)]
pub struct Listed<K, N, T>(PhantomData<(K, N, T)>);

/// A map of values of type `T`, whose keys are of type `Q`.
#[derive(Debug)]
pub struct Mapped<K, Q, T>(PhantomData<(K, Q, T)>);

/// Finds that something is a list. It alone says of what is none, as what is said twice of one place in one function is
/// printed once.
#[must_use]
pub const fn list<K, L: IsList<T, N>, T, N>(_list: Typed<K, L>) -> Listed<K, N, T> {
    Listed(PhantomData)
}

/// Finds that something is a map.
#[must_use]
pub const fn map<K, M: IsMap<Q, T>, Q, T>(_map: Typed<K, M>) -> Mapped<K, Q, T> {
    Mapped(PhantomData)
}

/// Goes into a list.
#[must_use]
pub const fn element<K, N, T>(_list: Listed<K, N, T>) -> Typed<K, T> {
    Typed::named()
}

/// Goes into a map.
#[must_use]
pub const fn entry<K, Q, T>(_map: Mapped<K, Q, T>) -> Typed<K, T> {
    Typed::named()
}

/// Goes into a variant, to its fields.
#[must_use]
pub const fn fields_of<K, H: InVariant>(_held: Typed<K, H>) -> Typed<K, H::Document> {
    Typed::named()
}

/// Goes into a variant, to all that it holds.
#[must_use]
pub const fn value_of<K, H: InVariant>(_held: Typed<K, H>) -> Typed<H::IsKnown, H::Whole> {
    Typed::named()
}

/// Returns the type of a document's field, or of what a variant of an enum holds, at place `64 * A + 8 * B + C`.
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

/// A place, and the step to it, or the mistake.
type Found = Result<(usize, ViewStep), Mistake>;

/// Finds a field of a document.
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn find_inside<K, D: Entered>(
    _document: Typed<K, D>,
    name: &str,
    optional: bool,
    whole: bool,
) -> Found {
    viewed_inside(&D::INSIDE, name, optional, whole)
}

/// Finds a variant of an enum.
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn find_variant<K, D: Entered>(_enum: Typed<K, D>, way: &str, next: Next, optional: bool) -> Found {
    viewed_variant(&D::INSIDE, way, next, optional)
}

/// Finds a field without a name.
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn find_place<K, D: Entered>(_variant: Typed<K, D>, place: u32, whole: bool) -> Found {
    viewed_place(&D::INSIDE, place, whole)
}

/// Finds an element of a list; `at` says of which.
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn find_element<K, N: Length, T>(
    _list: Listed<K, N, T>,
    index: u32,
    optional: bool,
    at: &str,
) -> Found {
    viewed_element(N::IS, index, optional, at)
}

/// Finds an entry of a map; `at` says which.
#[allow(clippy::result_large_err, reason = "it runs while a program compiles, where nothing can be boxed")]
pub const fn find_entry<K: Knowledge, Q, T>(
    _map: Mapped<K, Q, T>,
    name: EntryName,
    optional: bool,
    at: &str,
) -> Found {
    viewed_entry(K::IS_KNOWN, name, optional, at)
}

/// Names an entry by a text.
#[must_use]
pub const fn named_by_text<K, Q, T>(_map: Mapped<K, Q, T>, name: &'static str) -> EntryName
where
    &'static str: NamesEntry<K, Q>,
{
    EntryName::Text(name)
}

/// Names an entry by a key, as serde does.
pub fn named_by_key<K, Q, T>(_map: Mapped<K, Q, T>, key: impl NamesEntry<K, Q>) -> String {
    key.name()
}

/// Whether types are known.
pub trait Knowledge {
    /// Whether they are.
    const IS_KNOWN: bool;
}

impl Knowledge for Known {
    const IS_KNOWN: bool = true;
}

impl Knowledge for Unknown {
    const IS_KNOWN: bool = false;
}
