use std::fmt;
use std::marker::PhantomData;

use super::spec::Spec;
use crate::builder::{Binding, Bound, Db, Unbound};
use crate::entity::{Entity, Readable, Table, ViewOf};
use crate::error::Result;
use crate::explain::{Explain as _, Explanation, explains};
use crate::paging::{IsSearched, Question};
use crate::query::{AccessPattern, ChainOf, Declared};
use crate::request;
use crate::typed::{Equalities as _, InlineFilters, Paths as _};

/// How many items a search finds unless it says so.
const USUAL_TOP: u32 = 10;

/// Finds what is nearest to a vector in a vector index, as values of type `O`; `P` says by which access pattern.
///
/// `db.search(…)` makes it. Nothing runs until it is awaited; it then gives a list of [`Scored`](super::Scored) items, the best
/// first. There are no further pages: what is not among the first [`top`](Self::top) is not found.
///
/// The service leaves vectors out of what it finds unless they are named, so the request names every attribute of the entity.
/// A pattern with `hydrate` asks the index for keys only, and reads the entities from the table.
///
/// A vector index follows the table a moment later, and what two vectors have in common may be approximate in the cloud.
///
/// ```
#[doc = include_str!("library.md")]
/// let question = Vector::new([0.6, 0.8])?;
/// let search = Book::similar("s1").near(&question).top(3).filter(|b| b.language.eq("en"));
/// let request = search.request()?;
/// assert_eq!((request.index.as_str(), request.top_k), ("by_meaning", 3));
/// assert_eq!(request.vector, question.numbers());
/// let paths: Vec<String> = request.projection.iter().flat_map(|p| p.paths()).map(|p| p.to_string()).collect();
/// assert!(paths.contains(&"embedding".to_owned()), "a whole book");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[must_use = "a search does nothing until it is awaited"]
pub struct Search<O, B, P> {
    /// Boxed, so that setters move a pointer.
    pub(super) spec: Box<Spec>,
    pub(super) bound: B,
    types: PhantomData<fn() -> (O, P)>,
}

/// What `db.search(…)` takes: an access pattern of a vector index.
///
/// ```
#[doc = include_str!("library.md")]
/// let search = Book::similar("s1").near(&Vector::new([0.6, 0.8])?);
/// assert_eq!(search.request()?.top_k, 10, "unless it says so");
/// # Ok::<(), dynamo_model::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to search",
    label = "expected an access pattern of a vector index, such as `Book::similar(…)`",
    note = "an entity declares one with `#[access(name = similar, index = by_meaning)]`"
)]
pub trait IntoSearch {
    /// What the search returns.
    type Output: Readable;

    /// The access pattern.
    type Pattern: AccessPattern;

    /// Asks for what is nearest to a vector, of as many numbers as the index has.
    ///
    /// ```
    #[doc = include_str!("library.md")]
    /// let search = Book::similar("s1").near(&Vector::new([0.6, 0.8])?);
    /// assert_eq!(&*search.request()?.table, "library");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    fn near<Q>(self, question: &Q) -> Search<Self::Output, Unbound, Self::Pattern>
    where
        Self: Sized,
        <Self::Pattern as AccessPattern>::Place: IsSearched,
        Q: Question<<Self::Pattern as AccessPattern>::Place>;
}

#[diagnostic::do_not_recommend]
impl<C: ChainOf> IntoSearch for C {
    type Output = <C::Pattern as Declared>::Output;
    type Pattern = C::Pattern;

    fn near<Q>(self, question: &Q) -> Search<Self::Output, Unbound, C::Pattern>
    where
        <C::Pattern as AccessPattern>::Place: IsSearched,
        Q: Question<<C::Pattern as AccessPattern>::Place>,
    {
        let chain = self.chain();
        let spec = Spec {
            entity: <C::Pattern as Declared>::Entity::SCHEMA,
            pattern: chain.pattern(),
            partition: chain.partition(),
            question: question.__numbers().to_vec(),
            top: USUAL_TOP,
            equal: Ok(Vec::new()),
            including_hidden: false,
        };
        Search { spec: Box::new(spec), bound: Unbound, types: PhantomData }
    }
}

impl<O: Readable, P> Search<O, Unbound, P> {
    /// Binds the search to a database.
    pub(crate) fn bind(self, db: &Db<O::Table>) -> Search<O, Bound<'_, O::Table>, P> {
        Search { spec: self.spec, bound: Bound(db), types: PhantomData }
    }
}

impl<E: Entity, B: Binding, P> Search<E, B, P> {
    /// Returns views of the entities: only their attributes, and the keys, are asked for.
    ///
    /// ```
    #[doc = include_str!("library.md")]
    /// #[derive(Projection)]
    /// #[projection(of = Book)]
    /// struct Language {
    ///     language: String,
    /// }
    ///
    /// let languages = Book::similar("s1").near(&Vector::new([0.6, 0.8])?).view::<Language>();
    /// let request = languages.request()?;
    /// let paths: Vec<String> = request.projection.iter().flat_map(|p| p.paths()).map(|p| p.to_string()).collect();
    /// assert_eq!(paths, ["_type", "pk", "sk", "shelf_pk", "language"], "and no vectors");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn view<V: ViewOf<E>>(self) -> Search<V, B, P> {
        Search { spec: self.spec, bound: self.bound, types: PhantomData }
    }
}

impl<O: Readable, B: Binding, P> Search<O, B, P> {
    /// Finds so many items at the most: 1 to 100, and 10 unless it says so.
    ///
    /// ```
    #[doc = include_str!("library.md")]
    /// let search = |top| Book::similar("s1").near(&Vector::new([0.6, 0.8]).expect("it is finite")).top(top).request();
    /// assert_eq!(search(100)?.top_k, 100);
    /// assert!(search(0).is_err() && search(101).unwrap_err().is_validation());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn top(mut self, items: u32) -> Self {
        self.spec.top = items;
        self
    }

    /// Looks only at items whose attributes equal these values, before it is decided which are nearest; a second filter
    /// narrows on. Attributes that the pattern does not name in its `filter(…)` do not compile.
    ///
    /// ```
    #[doc = include_str!("library.md")]
    /// let search = Book::similar("s1").near(&Vector::new([0.6, 0.8])?);
    /// let request = search.filter(|b| b.language.eq("en")).filter(|b| b.year.eq(2026)).request()?;
    /// let condition = request.condition.map(|condition| Renderer::new().condition(&condition));
    /// assert_eq!(condition.as_deref(), Some("#n0 = :v0 AND #n1 = :v1 AND #n2 = :v2"));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn filter(
        mut self,
        filter: impl FnOnce(&P::Attributes) -> <P::Attributes as InlineFilters>::Matches,
    ) -> Self
    where
        P: AccessPattern<Attributes: InlineFilters>,
    {
        self.spec.narrow(filter(&P::Attributes::__all()).into_equal());
        self
    }

    /// Returns hidden items, too: those that have expired and are still there, of entities with `hide_expired`, and those
    /// that were softly deleted. The library leaves them out of what the index has found, so that there may be fewer items
    /// than [`top`](Self::top) says; [`explain`](Self::explain) says on which condition.
    ///
    /// ```
    #[doc = include_str!("library.md")]
    /// let search = || Book::similar("s1").near(&Vector::new([0.6, 0.8]).expect("it is finite"));
    /// let all = search().including_hidden().request()?;
    /// assert_eq!(all, search().request()?, "the request is the same");
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn including_hidden(mut self) -> Self {
        self.spec.including_hidden = true;
        self
    }

    /// Returns the request.
    ///
    /// # Errors
    ///
    /// [`is_unsent`](crate::Error::is_unsent): a part of the partition key is empty or has a separator in it, an attribute is
    /// filtered twice, or [`top`](Self::top) is out of range.
    ///
    /// ```
    #[doc = include_str!("library.md")]
    /// let question = Vector::new([0.6, 0.8])?;
    /// let request = Book::similar("s1").near(&question).request()?;
    /// let condition = request.condition.map(|condition| Renderer::new().condition(&condition));
    /// assert_eq!(condition.as_deref(), Some("#n0 = :v0"), "its shelf");
    /// assert!(Book::similar("").near(&question).request().unwrap_err().is_unsent());
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn request(&self) -> Result<request::SearchVectors> {
        let table = self.bound.table_name(O::Table::SCHEMA.name);
        self.spec.request::<O>(table)
    }

    explains!(request, "Book::similar(\"s1\").near(&Vector::new([0.6, 0.8])?)" sends "SearchVectors", "library.md", explained);

    fn explained(&self) -> Result<Explanation> {
        let hiding = self.spec.hiding::<O>(self.bound.now());
        let hidden = hiding.map(|hiding| hiding.conditions()).unwrap_or_default();
        Ok(self.request()?.explain(O::Table::SCHEMA).visible_of(&hidden))
    }
}

impl<O, B: Copy, P> Clone for Search<O, B, P> {
    fn clone(&self) -> Self {
        Self { spec: self.spec.clone(), bound: self.bound, types: PhantomData }
    }
}

impl<O, B, P> fmt::Debug for Search<O, B, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Search")
            .field("partition", &self.spec.partition)
            .field("top", &self.spec.top)
            .field("equal", &self.spec.equal)
            .finish_non_exhaustive()
    }
}
