//! What queries and scans have in common, so that it reads and behaves alike.

/// How a builder says what to read. It has a `spec` with these members.
macro_rules! read_setters {
    ($read:literal) => {
        /// Returns at most `items` items, at least 1, reading on past filtered ones until it has them.
        pub fn limit(mut self, items: usize) -> Self {
            self.spec.limit = Some(items);
            self
        }

        /// Reads at most `items` items a request, before the filter; 1 MB is the most in any case.
        pub fn page_size(mut self, items: u32) -> Self {
            self.spec.page_size = Some(items);
            self
        }

        #[doc = concat!("Goes on where a page of the same ", $read, " ended.")]
        pub fn after(mut self, cursor: Cursor) -> Self {
            self.spec.after = Some(cursor);
            self
        }
    };
}

/// How a bound builder ends. It has `walk`, which makes the read, and `bound`.
macro_rules! read_methods {
    () => {
        /// Reads one page.
        ///
        /// # Errors
        ///
        /// As [`request`](Self::request), what the backend reports, and
        /// [`is_unexpected_entity`](crate::Error::is_unexpected_entity) or [`is_codec`](crate::Error::is_codec) if an item
        /// does not read as `O`: the message names the tag that was not expected.
        pub async fn page(self) -> Result<Page<O>> {
            let db = self.bound.0;
            self.walk()?.page(db).await
        }

        /// Reads every item, page after page; after [`limit`](Self::limit), no more than that many.
        ///
        /// # Errors
        ///
        /// As [`page`](Self::page).
        pub async fn all(self) -> Result<Vec<O>> {
            let db = self.bound.0;
            self.walk()?.all(db).await
        }

        /// Reads the first item there is.
        ///
        /// # Errors
        ///
        /// As [`page`](Self::page).
        pub async fn first(self) -> Result<Option<O>> {
            Ok(self.limit(1).page().await?.into_iter().next())
        }

        /// Counts the items, whatever the limit. They are read and charged, but not returned.
        ///
        /// # Errors
        ///
        /// As [`page`](Self::page), but items are not decoded.
        pub async fn count(self) -> Result<usize> {
            let db = self.bound.0;
            self.walk()?.count(db).await
        }

        /// Returns the items as a stream. It reads on as it is polled, and holds one page.
        pub fn stream(self) -> Items<'d, O>
        where
            O: 'd,
        {
            Items::of(self.pages())
        }

        /// Returns the pages as a stream. Each is one request, and says where to go on.
        pub fn pages(self) -> Pages<'d, O>
        where
            O: 'd,
        {
            let db = self.bound.0;
            Pages::of(self.walk(), db)
        }
    };
}

/// A request as [`Paged`](crate::paging::Paged), given the method of the backend that sends it.
macro_rules! paged {
    ($send:ident) => {
        async fn send<'q>(&'q self, backend: &'q dyn Backend, each: &'q mut EachItem<'_>) -> Result<Answer> {
            let output = backend.$send(self, each).await?;
            Ok(Answer {
                count: output.count,
                scanned: output.scanned_count,
                next: output.last_evaluated_key,
                consumed: output.consumed_capacity.map(|consumed| consumed.total).unwrap_or_default(),
            })
        }

        fn count_only(&mut self) {
            self.select = Some(request::Select::Count);
            self.projection = None;
        }

        fn is_filtered(&self) -> bool {
            self.filter.is_some()
        }

        fn set_limit(&mut self, items: Option<u32>) {
            self.limit = items;
        }

        fn set_position(&mut self, key: Option<Item>) {
            self.exclusive_start_key = key;
        }

        fn position(&self) -> Option<&Item> {
            self.exclusive_start_key.as_ref()
        }
    };
}

pub(crate) use {paged, read_methods, read_setters};
