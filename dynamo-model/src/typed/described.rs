//! Whether a type says how it is stored, asked of any type while the program compiles.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use crate::key::KeyPart;
use crate::schema::{Describe, Entries, TypeSchema};

/// A type that derives `Document`, and so says how it is stored.
#[doc(hidden)]
pub trait Described {
    /// How many numbers it has, if it is a vector.
    const __DIMENSIONS: Option<usize> = None;
    /// Its entries, as others see them that flatten it. It cannot flatten itself, so that it may be a constant.
    const __ENTRIES: Entries = Entries::UNKNOWN;

    fn __type() -> Option<&'static TypeSchema>;
}

/// What is boxed is stored as what is in the box, and so is what there is of an option.
macro_rules! boxes {
    ($($boxed:ty),*) => {$(
        impl<T: Described> Described for $boxed {
            const __ENTRIES: Entries = T::__ENTRIES;

            fn __type() -> Option<&'static TypeSchema> {
                T::__type()
            }
        }
    )*};
}

boxes!(Box<T>, Arc<T>, Option<T>);

/// What there are several of is asked for by an alias alone: of a type that is written out, its derive asks for what is in it.
macro_rules! containers {
    ($([$($other:ident),*] $container:ty),* $(,)?) => {$(
        impl<T: Described, $($other),*> Described for $container {
            fn __type() -> Option<&'static TypeSchema> {
                T::__type()
            }
        }
    )*};
}

containers!([] Rc<T>, [] Vec<T>, [] VecDeque<T>, [] BTreeSet<T>, [S] HashSet<T, S>, [K] BTreeMap<K, T>, [K, S] HashMap<K, T, S>);

impl<T: Described, const N: usize> Described for [T; N] {
    fn __type() -> Option<&'static TypeSchema> {
        T::__type()
    }
}

/// Has the constants of [`Undescribed`] anew for types that say how they are stored: those of a type itself go before those
/// of a trait.
#[doc(hidden)]
#[derive(Debug)]
pub struct Probe<T>(PhantomData<T>);

impl<T: Described> Probe<T> {
    pub const DOCUMENT: Option<Describe> =
        Some(Describe { ty: T::__type, dimensions: T::__DIMENSIONS, kind: None });
    pub const ENTRIES: Entries = T::__ENTRIES;
}

impl<T: KeyPart> Probe<T> {
    pub const PART: Option<Describe> =
        Some(Describe { ty: T::__type, dimensions: None, kind: T::SHAPE.stored() });
}

/// Parts of keys in what there are several of, as `Described` has documents. Of a map it is its keys that are parts more often.
macro_rules! parts {
    ($([$($other:ident),*] $container:ty),* $(,)?) => {$(
        impl<T: DerivedPart, $($other),*> Probe<$container> {
            pub const PART: Option<Describe> = Probe::<T>::PART;
        }
    )*};
}

parts!([] Option<T>, [] Vec<T>, [] VecDeque<T>, [] BTreeSet<T>, [S] HashSet<T, S>, [V] BTreeMap<T, V>, [V, S] HashMap<T, V, S>);

/// A key part that says how it is stored: not one of those that bytes are, in a list of which is a part as well.
#[doc(hidden)]
pub trait DerivedPart: KeyPart {}

#[doc(hidden)]
pub trait Undescribed {
    const DOCUMENT: Option<Describe> = None;
    const PART: Option<Describe> = None;
    const ENTRIES: Entries = Entries::UNKNOWN;
}

impl<T> Undescribed for Probe<T> {}
