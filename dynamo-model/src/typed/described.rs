//! Whether a type says how it is stored, asked of any type while the program compiles.

use std::marker::PhantomData;

use crate::key::KeyPart;
use crate::schema::{Describe, TypeSchema};

/// A type that derives `Document`, and so says how it is stored.
#[doc(hidden)]
pub trait Described {
    /// How many numbers it has, if it is a vector.
    const __DIMENSIONS: Option<usize> = None;

    fn __type() -> Option<&'static TypeSchema>;
}

// What is boxed is stored as what is in the box, and so is what there is of an option.
impl<T: Described> Described for Box<T> {
    fn __type() -> Option<&'static TypeSchema> {
        T::__type()
    }
}

impl<T: Described> Described for Option<T> {
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
    pub const DOCUMENT: Option<Describe> = Some(Describe { ty: T::__type, dimensions: T::__DIMENSIONS });
}

impl<T: KeyPart> Probe<T> {
    pub const PART: Option<Describe> = Some(Describe { ty: T::__type, dimensions: None });
}

#[doc(hidden)]
pub trait Undescribed {
    const DOCUMENT: Option<Describe> = None;
    const PART: Option<Describe> = None;
}

impl<T> Undescribed for Probe<T> {}
