//! What queries and scans have in common, so that it reads and behaves alike.

/// How a builder says what to read. It has a `spec` with these members.
macro_rules! read_setters {
    ($read:literal) => {
        /// Returns at most `items` items, at least 1, reading on past filtered ones until it has them; as in the example of
        /// [`Page::into_items`](crate::Page::into_items).
        pub fn limit(mut self, items: usize) -> Self {
            self.spec.limit = Some(items);
            self
        }

        /// Reads at most `items` items a request, before the filter; 1 MB is the most in any case. As in the
        /// example of [`Pages`](crate::paging::Pages).
        pub fn page_size(mut self, items: u32) -> Self {
            self.spec.page_size = Some(items);
            self
        }

        #[doc = concat!("Goes on where a page of the same ", $read, " ended; as in the example of")]
        /// [`Page::into_items`](crate::Page::into_items).
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
        ///
        /// ```
        #[doc = include_str!("../backend/stub.md")]
        #[doc = include_str!("../builder/shop.md")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<()> {
        /// # let shop = Shop::on(Memory::default());
        /// for (id, total) in [("o1", 5), ("o2", 7), ("o3", 9)] {
        ///     shop.put(&order(id, total)).await?;
        /// }
        /// let orders = || shop.scan::<Order>().page_size(2);
        /// assert_eq!(orders().page().await?.len(), 2, "and a cursor");
        /// assert_eq!(orders().all().await?.len(), 3, "in two requests");
        /// assert_eq!(orders().first().await?.map(|order| order.total), Some(5));
        /// assert_eq!(orders().count().await?, 3);
        /// let mut totals = 0;
        /// let mut stream = orders().stream();
        /// while let Some(order) = stream.next().await {
        ///     totals += order?.total;
        /// }
        /// assert_eq!(totals, 21);
        /// # Ok(())
        /// # }
        /// ```
        pub async fn page(self) -> Result<Page<O>> {
            let db = self.bound.0;
            self.walk()?.page(db).await
        }

        /// Reads every item, page after page; after [`limit`](Self::limit), no more than that many. As in the example
        /// of [`page`](Self::page).
        ///
        /// # Errors
        ///
        /// As [`page`](Self::page).
        pub async fn all(self) -> Result<Vec<O>> {
            let db = self.bound.0;
            self.walk()?.all(db).await
        }

        /// Reads the first item there is; as in the example of [`page`](Self::page).
        ///
        /// # Errors
        ///
        /// As [`page`](Self::page).
        pub async fn first(self) -> Result<Option<O>> {
            Ok(self.limit(1).page().await?.into_iter().next())
        }

        /// Counts the items, whatever the limit. They are read and charged, but not returned. As in the example of
        /// [`page`](Self::page).
        ///
        /// # Errors
        ///
        /// As [`page`](Self::page), but items are not decoded.
        pub async fn count(self) -> Result<usize> {
            let db = self.bound.0;
            self.walk()?.count(db).await
        }

        /// Returns the items as a stream. It reads on as it is polled, and holds one page. As in the example of
        /// [`page`](Self::page).
        pub fn stream(self) -> Items<'d, O>
        where
            O: 'd,
        {
            Items::of(self.pages())
        }

        /// Returns the pages as a stream. Each is one request, and says where to go on. As in the example of
        /// [`Pages`](crate::paging::Pages).
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
