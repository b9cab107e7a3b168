use std::fmt;
use std::marker::PhantomData;

use super::AttrArg;
use crate::error::{Error, Result};
use crate::value::Value;

/// An attribute that searches of a vector index filter by, of entity `E` and of type `T`: they can ask what it equals, and
/// nothing else.
///
/// ```
#[doc = include_str!("../search/library.md")]
/// let search = Book::similar("s1").near(&Vector::new([0.0, 1.0])?);
/// let english = search.filter(|b| b.language.eq("en").and(b.year.eq(2026))).request()?;
/// let condition = english.condition.map(|condition| Renderer::new().condition(&condition));
/// assert_eq!(condition.as_deref(), Some("#n0 = :v0 AND #n1 = :v1 AND #n2 = :v2"));
/// # Ok::<(), dynamo_model::Error>(())
/// ```
pub struct InlineFilter<E, T> {
    attribute: &'static str,
    types: PhantomData<fn() -> (E, T)>,
}

impl<E, T> InlineFilter<E, T> {
    #[doc(hidden)]
    #[must_use]
    pub const fn __new(attribute: &'static str) -> Self {
        Self { attribute, types: PhantomData }
    }

    /// Equal to a value. Items without the attribute are not found.
    ///
    /// ```
    #[doc = include_str!("../search/library.md")]
    /// let search = Book::similar("s1").near(&Vector::new([0.0, 1.0])?);
    /// let condition = search.filter(|b| b.language.eq("en")).request()?.condition.expect("it has one");
    /// assert_eq!(condition.paths().map(|path| path.to_string()).collect::<Vec<_>>(), ["shelf_pk", "language"]);
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn eq(&self, value: impl AttrArg<T>) -> Matches<E> {
        let named = |error: Error| error.context(format_args!("attribute `{}`", self.attribute));
        let value = value.value().map_err(named);
        Matches { equal: value.map(|value| vec![(self.attribute, value)]), entity: PhantomData }
    }
}

/// Comparisons of filters of queries, which the compiler would otherwise take for those of iterators.
macro_rules! no_comparisons {
    ($($name:ident)*) => {
        impl<E, T> InlineFilter<E, T> {
            $(
                #[doc(hidden)]
                pub fn $name(&self, value: impl AttrArg<T>) -> Matches<E>
                where
                    Self: ComparesInSearch,
                {
                    self.eq(value)
                }
            )*
        }
    };
}

no_comparisons!(ne lt le gt ge);

impl<E, T> fmt::Debug for InlineFilter<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InlineFilter").field(&self.attribute).finish()
    }
}

/// What items must equal for a search to find them: attributes of entity `E`, each with a value.
///
/// ```
#[doc = include_str!("../search/library.md")]
/// use dynamo_model::typed::Matches;
///
/// fn recent(b: &BookSimilarFilters) -> Matches<Book> {
///     b.year.eq(2026)
/// }
///
/// let search = Book::similar("s1").near(&Vector::new([0.0, 1.0])?).filter(recent);
/// assert!(search.request()?.condition.is_some());
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a filter does nothing until a search has it"]
pub struct Matches<E> {
    equal: Result<Vec<(&'static str, Value)>>,
    entity: PhantomData<fn() -> E>,
}

impl<E> Matches<E> {
    /// Adds what must be equal, too: an attribute that is not named yet.
    ///
    /// ```
    #[doc = include_str!("../search/library.md")]
    /// let search = || Book::similar("s1").near(&Vector::new([0.0, 1.0]).expect("it is finite"));
    /// assert!(search().filter(|b| b.language.eq("en").and(b.year.eq(2026))).request().is_ok());
    /// let error = search().filter(|b| b.language.eq("en").and(b.language.eq("fr"))).request().unwrap_err();
    /// assert_eq!(error.message(), "search `similar`: it filters by `language` twice, and an attribute equals one value");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn and(self, other: Self) -> Self {
        let equal = self.equal.and_then(|mut equal| {
            equal.extend(other.equal?);
            Ok(equal)
        });
        Self { equal, entity: PhantomData }
    }
}

impl<E> Clone for Matches<E> {
    fn clone(&self) -> Self {
        Self { equal: self.equal.clone(), entity: PhantomData }
    }
}

impl<E> fmt::Debug for Matches<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Matches").field(&self.equal).finish()
    }
}

/// The attributes that searches by an access pattern filter by, as a struct. The derive makes it of what `filter(…)` of the
/// pattern names.
///
/// ```
#[doc = include_str!("../search/library.md")]
/// use dynamo_model::typed::{InlineFilters, Paths};
///
/// fn shown<F: InlineFilters + std::fmt::Debug>(filters: &F) -> String {
///     format!("{filters:?}")
/// }
/// // What closures see as `b`.
/// assert!(shown(&<BookSimilarFilters as Paths>::__all()).contains("InlineFilter(\"language\")"));
/// ```
#[diagnostic::on_unimplemented(
    message = "this access pattern does not say what its searches filter by",
    label = "it names no fields to filter by",
    note = "name some that the index filters by, as in `#[access(…, filter(language))]`; or filter what is found"
)]
pub trait InlineFilters {
    /// What filters by them: [`Matches`] of the entity.
    type Matches: Equalities;
}

/// What a search is filtered by. A bound of its own, so that a pattern without filters is told once.
#[doc(hidden)]
pub trait Equalities {
    fn into_equal(self) -> Result<Vec<(&'static str, Value)>>;
}

impl<E> Equalities for Matches<E> {
    fn into_equal(self) -> Result<Vec<(&'static str, Value)>> {
        self.equal
    }
}

/// What attributes of a search are compared with besides values that they equal: nothing.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a search filters by what attributes equal, and by nothing else",
    label = "no equality",
    note = "write `eq(…)`, or compare what is found"
)]
pub trait ComparesInSearch {}
