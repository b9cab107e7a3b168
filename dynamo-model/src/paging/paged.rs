use super::Page;
use crate::Backend;
use crate::backend::EachItem;
use crate::builder::Db;
use crate::entity::Readable;
use crate::error::Result;
use crate::expr::Projection;
use crate::request::Capacity;
use crate::value::Item;

/// A request whose answer comes in pages.
pub(crate) trait Paged: Clone + Send + Sync {
    /// Sends the request, and hands the items of the page to `each`.
    fn send<'q>(
        &'q self,
        backend: &'q dyn Backend,
        each: &'q mut EachItem<'_>,
    ) -> impl Future<Output = Result<Answer>> + Send + 'q;

    /// Returns nothing but how many items there are from now on.
    fn count_only(&mut self);

    /// Whether the service leaves items out after it has read them.
    fn is_filtered(&self) -> bool;

    /// Returns what it asks for of each item.
    fn projection(&self) -> Option<&Projection>;

    /// Sets the most items to read.
    fn set_limit(&mut self, items: Option<u32>);

    /// Sets where to go on.
    fn set_position(&mut self, key: Option<Item>);

    /// Returns where to go on.
    fn position(&self) -> Option<&Item>;
}

/// A read under way, page after page.
pub(crate) trait ReadsOn: Send {
    /// Whether there is nothing left to return.
    fn is_over(&self) -> bool;

    /// Reads one request's worth of items.
    fn next_page<O: Readable + Send>(
        &mut self,
        db: &Db<O::Table>,
    ) -> impl Future<Output = Result<Page<O>>> + Send;
}

/// What came back besides the items.
pub(crate) struct Answer {
    /// How many items passed the filter.
    pub(crate) count: usize,
    /// How many items were read.
    pub(crate) scanned: usize,
    /// Where the next page starts.
    pub(crate) next: Option<Item>,
    /// The capacity consumed; nothing if the request did not ask.
    pub(crate) consumed: Capacity,
}
