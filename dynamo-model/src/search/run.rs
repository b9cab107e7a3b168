//! Running a search.

use std::future::IntoFuture;

use super::{IntoSearch, Scored, Search};
use crate::backend::BoxFuture;
use crate::builder::{Binding as _, Bound, Db, fetch};
use crate::entity::{Answered, Hiding, ReadFrom, Readable, Table, key_of};
use crate::error::Result;
use crate::paging::{IsSearched, Question};
use crate::query::AccessPattern;
use crate::request::Found;
use crate::value::Item;

impl<'d, O: Readable + Send, P> Search<O, Bound<'d, O::Table>, P> {
    /// Finds the items: awaiting the search does the same.
    ///
    /// # Errors
    ///
    /// As [`request`](Self::request), what the backend reports, and
    /// [`is_codec`](crate::Error::is_codec) if an item does not read as `O`.
    pub async fn find(self) -> Result<Vec<Scored<O>>> {
        let (db, index) = (self.bound.0, self.spec.index()?);
        let hiding = self.spec.hiding::<O>(self.bound.now());
        let is_hydrated = self.spec.is_hydrated();
        let request = self.spec.request::<O>(db.table_name().clone())?;
        let asked = request.projection.clone();
        let found = db.backend().search_vectors(request).await?.results;
        if is_hydrated {
            return hydrate(db, found, hiding).await;
        }
        let seen =
            found.into_iter().filter(|found| hiding.is_none_or(|hiding| !hiding.hides(found.item.view())));
        let read = |found: &Found| {
            O::__read(Answered { item: found.item.view(), index: Some(index), asked: asked.as_ref() })
        };
        seen.map(|found| Ok(Scored { item: read(&found)?, score: found.score })).collect()
    }
}

/// Reads what was found from the table. What was deleted since the index had it is left out, and so is what is hidden.
async fn hydrate<O: Readable>(
    db: &Db<O::Table>,
    found: Vec<Found>,
    hiding: Option<Hiding>,
) -> Result<Vec<Scored<O>>> {
    let keys: Vec<_> = found.iter().map(|found| key_of::<O::Table>(found.item.view(), None)).collect();
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let asked = O::__projection(None, true);
    let items = fetch(db, &keys, asked.as_ref()).await?.items;
    let stored = keys.iter().zip(&found).filter_map(|(key, found)| Some((items.get(key.as_bytes())?, found)));
    let seen = stored.filter(|(item, _)| hiding.is_none_or(|hiding| !hiding.hides(item.view())));
    let read = |item: &Item| O::__read(Answered::of_table(item.view(), asked.as_ref()));
    seen.map(|(item, found)| Ok(Scored { item: read(item)?, score: found.score })).collect()
}

impl<'d, O: Readable + Send + 'static, P: 'static> IntoFuture for Search<O, Bound<'d, O::Table>, P> {
    type Output = Result<Vec<Scored<O>>>;
    type IntoFuture = BoxFuture<'d, Result<Vec<Scored<O>>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.find())
    }
}

impl<T: Table> Db<T> {
    /// Finds what is nearest to a vector, by an access pattern of a vector index. The index says how many numbers the vector
    /// has: another length does not compile.
    ///
    /// ```
    #[doc = include_str!("../backend/stub.md")]
    #[doc = include_str!("library.md")]
    /// # let library = Library::on(Memory::default());
    /// let question = Vector::new([0.6, 0.8])?;
    /// let search = library.search(Book::similar("s1"), &question).top(5).filter(|b| b.language.eq("en"));
    /// let request = search.request()?;
    /// assert_eq!((request.index.as_str(), request.top_k), ("by_meaning", 5));
    /// # Ok::<(), dynamo_model::Error>(())
    /// ```
    pub fn search<S, Q>(&self, pattern: S, question: &Q) -> Search<S::Output, Bound<'_, T>, S::Pattern>
    where
        S: IntoSearch,
        S::Output: ReadFrom<T>,
        <S::Pattern as AccessPattern>::Place: IsSearched,
        Q: Question<<S::Pattern as AccessPattern>::Place>,
    {
        pattern.near(question).bind(self)
    }
}
