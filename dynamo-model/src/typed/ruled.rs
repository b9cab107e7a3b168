//! The rules of what is inside attributes: of documents, and of documents in lists, maps and boxes.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::lists::lists;
use super::{MapPlace, Probe};
use crate::entity::Rule;
use crate::error::Error;
use crate::expr::Element;
use crate::time::TimeFormat;
use crate::value::Value;

/// A type with rules inside, or with values that may have some. Deriving `Document` implements it.
#[doc(hidden)]
pub trait Ruled: Sized {
    /// Whether it may have some: what is assigned is not read for nothing.
    const RULED: bool = false;

    /// Checks every rule.
    fn __check(_checked: Checked<'_, Self>) -> Checking {
        Ok(())
    }
}

/// What is checked of a `T`.
#[doc(hidden)]
#[derive(Debug)]
pub enum Checked<'c, T> {
    Whole(&'c T),
    /// A value that an update assigns to what is inside.
    Part(&'c [Element], &'c Value),
}

impl<T> Clone for Checked<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Checked<'_, T> {}

/// Whether every rule is kept.
#[doc(hidden)]
pub type Checking = Result<(), Broken>;

/// What was not as it should be.
#[doc(hidden)]
#[derive(Debug)]
pub enum Broken {
    /// A value broke a rule.
    Rule {
        /// The way to the value, from its end.
        way: Vec<Element>,
        /// What is wrong with it, as the end of a sentence.
        what: String,
    },
    /// A value is not of the type of what it is assigned to.
    Unreadable(Error),
}

impl Broken {
    fn rule(what: String) -> Self {
        Self::Rule { way: Vec::new(), what }
    }

    fn inside(mut self, step: Element) -> Self {
        if let Self::Rule { way, .. } = &mut self {
            way.push(step);
        }
        self
    }

    fn behind(self, way: &[Hop]) -> Self {
        way.iter().rev().fold(self, |broken, step| broken.inside(step.element()))
    }
}

/// One step of the way to a field, as generated code writes it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Hop {
    Key(&'static str),
    Index(u32),
}

impl Hop {
    fn element(self) -> Element {
        match self {
            Self::Key(name) => Element::Key(name.to_owned()),
            Self::Index(index) => Element::Index(index),
        }
    }

    fn is(self, element: &Element) -> bool {
        match (self, element) {
            (Self::Key(name), Element::Key(other)) => name == other,
            (Self::Index(index), Element::Index(other)) => index == *other,
            _ => false,
        }
    }
}

/// What of a path is behind a way, if it begins with that.
fn rest<'p>(path: &'p [Element], way: &[Hop]) -> Option<&'p [Element]> {
    let (begin, rest) = path.split_at_checked(way.len())?;
    way.iter().zip(begin).all(|(step, element)| step.is(element)).then_some(rest)
}

/// What is assigned to nothing that is looked at.
static NOTHING: Value = Value::Null;

impl<D> Checked<'_, D> {
    /// Leaves out what is assigned to one of these attributes, or to what is inside it.
    #[must_use]
    pub fn beside(self, attributes: &[&str]) -> Self {
        match self {
            Self::Part([Element::Key(name), ..], _) if attributes.contains(&name.as_str()) => {
                Self::Part(&[], &NOTHING)
            }
            _ => self,
        }
    }

    /// Checks a field against its own rules.
    pub fn field<T: DeserializeOwned>(
        self,
        way: &[Hop],
        of: fn(&D) -> Option<&T>,
        rules: &[Rule<T>],
    ) -> Checking {
        let Self::Part(path, value) = self else { return self.whole_field(way, of, rules) };
        match rest(path, way) {
            Some([]) if *value != Value::Null => verdict(&read::<T>(value)?, way, rules),
            _ => Ok(()),
        }
    }

    /// Checks a field that holds a time as a number, of which so many digits are a fraction of a second.
    pub fn counted_field<T: DeserializeOwned>(
        self,
        fraction: usize,
        way: &[Hop],
        of: fn(&D) -> Option<&T>,
        rules: &[Rule<T>],
    ) -> Checking {
        if let Self::Part(path, Value::N(number)) = self
            && let Some(text) = TimeFormat::Number(fraction).text_of(*number)
        {
            return Checked::Part(path, &Value::S(text)).field(way, of, rules);
        }
        self.field(way, of, rules)
    }

    /// Checks a field that no update can assign, as serde stores it in a form that only the whole struct knows.
    pub fn whole_field<T>(self, way: &[Hop], of: fn(&D) -> Option<&T>, rules: &[Rule<T>]) -> Checking {
        let Self::Whole(whole) = self else { return Ok(()) };
        of(whole).map_or(Ok(()), |value| verdict(value, way, rules))
    }
}

fn verdict<T>(value: &T, way: &[Hop], rules: &[Rule<T>]) -> Checking {
    let broken = rules.iter().find_map(|rule| rule(value));
    broken.map_or(Ok(()), |what| Err(Broken::rule(what).behind(way)))
}

impl<T: Ruled + DeserializeOwned> Probe<T> {
    /// Checks the rules inside a field.
    pub fn inside<D>(checked: Checked<'_, D>, way: &[Hop], of: fn(&D) -> Option<&T>) -> Checking {
        let checking = match checked {
            Checked::Whole(whole) => of(whole).map_or(Ok(()), |value| T::__check(Checked::Whole(value))),
            Checked::Part(path, value) => rest(path, way).map_or(Ok(()), |rest| part::<T>(rest, value)),
        };
        checking.map_err(|broken| broken.behind(way))
    }
}

/// Finds no rules inside types that are not [`Ruled`].
#[doc(hidden)]
pub trait Unruled<T> {
    fn inside<D>(_: Checked<'_, D>, _: &[Hop], _: fn(&D) -> Option<&T>) -> Checking {
        Ok(())
    }
}

impl<T> Unruled<T> for Probe<T> {}

/// Checks a value that is assigned to a `T`, or to what is inside it.
fn part<T: Ruled + DeserializeOwned>(path: &[Element], value: &Value) -> Checking {
    match path {
        _ if !T::RULED => Ok(()),
        [] if *value == Value::Null => Ok(()),
        [] => T::__check(Checked::Whole(&read::<T>(value)?)),
        _ => T::__check(Checked::Part(path, value)),
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Broken> {
    value.deserialize().map_err(|error| Broken::Unreadable(error.into()))
}

macro_rules! boxes {
    ($($boxed:ty: $inner:expr;)*) => {$(
        impl<T: Ruled + DeserializeOwned> Ruled for $boxed {
            const RULED: bool = T::RULED;

            fn __check(checked: Checked<'_, Self>) -> Checking {
                let inner: fn(&Self) -> Option<&T> = $inner;
                match checked {
                    Checked::Whole(whole) => inner(whole).map_or(Ok(()), |value| T::__check(Checked::Whole(value))),
                    Checked::Part(path, value) => part::<T>(path, value),
                }
            }
        }
    )*};
}

boxes! {
    Box<T>: |boxed| Some(&**boxed);
    Arc<T>: |boxed| Some(&**boxed);
    Option<T>: Option::as_ref;
}

macro_rules! elements {
    ($($list:ty $(, hashed by $hasher:ident)? $(, const $length:ident)?;)*) => {$(
        impl<T: Ruled + DeserializeOwned $(, $hasher)? $(, const $length: usize)?> Ruled for $list {
            const RULED: bool = T::RULED;

            fn __check(checked: Checked<'_, Self>) -> Checking {
                match checked {
                    Checked::Whole(list) => (0..).zip(list.iter()).try_for_each(|(place, value)| {
                        T::__check(Checked::Whole(value)).map_err(|broken| broken.inside(Element::Index(place)))
                    }),
                    Checked::Part([place @ Element::Index(_), rest @ ..], value) => {
                        part::<T>(rest, value).map_err(|broken| broken.inside(place.clone()))
                    }
                    Checked::Part(..) => Ok(()),
                }
            }
        }
    )*};
}

lists!(elements);

elements! {
    BTreeSet<T>;
    HashSet<T, S>, hashed by S;
}

macro_rules! maps {
    ($($map:ty $(, hashed by $hasher:ident)?;)*) => {$(
        impl<K: Serialize, T: Ruled + DeserializeOwned $(, $hasher)?> Ruled for $map {
            const RULED: bool = T::RULED;

            fn __check(checked: Checked<'_, Self>) -> Checking {
                match checked {
                    Checked::Whole(map) => map.iter().try_for_each(|(key, value)| {
                        T::__check(Checked::Whole(value)).map_err(|broken| {
                            broken.inside(Element::Key(<&K as MapPlace<K>>::__name(key)))
                        })
                    }),
                    Checked::Part([key @ Element::Key(_), rest @ ..], value) => {
                        part::<T>(rest, value).map_err(|broken| broken.inside(key.clone()))
                    }
                    Checked::Part(..) => Ok(()),
                }
            }
        }
    )*};
}

maps! {
    BTreeMap<K, T>;
    HashMap<K, T, S>, hashed by S;
}
