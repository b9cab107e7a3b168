//! What queries and scans have in common, so that it reads and behaves alike.

/// How a builder says what to read. It has a `spec` with these members. Examples make one that reads orders.
macro_rules! read_setters {
    ($read:literal, $made:literal) => {
        /// Returns at most `items` items, at least 1, reading on past filtered ones until it has them.
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
        #[doc = concat!("let orders = || ", $made, ";")]
        /// assert_eq!(orders().limit(2).page().await?.len(), 2);
        /// assert!(orders().limit(0).page().await.unwrap_err().is_validation());
        /// # Ok(())
        /// # }
        /// ```
        pub fn limit(mut self, items: usize) -> Self {
            self.spec.limit = Some(items);
            self
        }

        /// Reads at most `items` items a request, before the filter; 1 MB is the most in any case.
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
        #[doc = concat!("let orders = || ", $made, ";")]
        /// assert_eq!(orders().page_size(2).request()?.limit, Some(2));
        /// assert_eq!(orders().page_size(2).all().await?.len(), 3);
        /// # Ok(())
        /// # }
        /// ```
        pub fn page_size(mut self, items: u32) -> Self {
            self.spec.page_size = Some(items);
            self
        }

        #[doc = concat!("Goes on where a page of the same ", $read, " ended.")]
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
        #[doc = concat!("let orders = || ", $made, ";")]
        /// let page = orders().limit(2).page().await?;
        /// let cursor = page.cursor().expect("there is more").clone();
        /// let last = orders().limit(2).after(cursor).page().await?;
        /// assert_eq!((last.len(), last.cursor()), (1, None));
        /// # Ok(())
        /// # }
        /// ```
        pub fn after(mut self, cursor: Cursor) -> Self {
            self.spec.after = Some(cursor);
            self
        }
    };
}

/// How a bound builder ends. It has `walk`, which makes the read, and `bound`. Examples make one that reads orders.
macro_rules! read_methods {
    ($made:literal) => {
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
        #[doc = concat!("let orders = || ", $made, ";")]
        /// let page = orders().page_size(2).page().await?;
        /// assert_eq!(page.len(), 2, "and a cursor");
        /// assert!(page.cursor().is_some());
        /// # Ok(())
        /// # }
        /// ```
        pub async fn page(self) -> Result<Page<O>> {
            let db = self.bound.0;
            self.walk()?.page(db).await
        }

        /// Reads every item, page after page; after [`limit`](Self::limit), no more than that many.
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
        #[doc = concat!("let orders = || ", $made, ";")]
        /// assert_eq!(orders().page_size(2).all().await?.len(), 3, "in two requests");
        /// assert_eq!(orders().limit(2).all().await?.len(), 2);
        /// # Ok(())
        /// # }
        /// ```
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
        /// ```
        #[doc = include_str!("../backend/stub.md")]
        #[doc = include_str!("../builder/shop.md")]
        /// # #[tokio::main(flavor = "current_thread")]
        /// # async fn main() -> Result<()> {
        /// # let shop = Shop::on(Memory::default());
        /// for (id, total) in [("o1", 5), ("o2", 7), ("o3", 9)] {
        ///     shop.put(&order(id, total)).await?;
        /// }
        #[doc = concat!("let orders = || ", $made, ";")]
        /// assert_eq!(orders().first().await?.map(|order| order.total), Some(5));
        /// # Ok(())
        /// # }
        /// ```
        ///
        /// # Errors
        ///
        /// As [`page`](Self::page).
        pub async fn first(self) -> Result<Option<O>> {
            Ok(self.limit(1).page().await?.into_iter().next())
        }

        /// Counts the items, whatever the limit. They are read and charged, but not returned.
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
        #[doc = concat!("let orders = || ", $made, ";")]
        /// assert_eq!(orders().count().await?, 3);
        /// # Ok(())
        /// # }
        /// ```
        ///
        /// # Errors
        ///
        /// As [`page`](Self::page), but items are not decoded.
        pub async fn count(self) -> Result<usize> {
            let db = self.bound.0;
            self.walk()?.count(db).await
        }

        /// Returns the items as a stream. It reads on as it is polled, and holds one page.
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
        #[doc = concat!("let orders = || ", $made, ";")]
        /// let (mut stream, mut totals) = (orders().page_size(2).stream(), 0);
        /// while let Some(order) = stream.next().await {
        ///     totals += order?.total;
        /// }
        /// assert_eq!(totals, 21);
        /// # Ok(())
        /// # }
        /// ```
        pub fn stream(self) -> Items<'d, O>
        where
            O: 'd,
        {
            Items::of(self.pages())
        }

        /// Returns the pages as a stream. Each is one request, and says where to go on.
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
        #[doc = concat!("let orders = || ", $made, ";")]
        /// let (mut pages, mut sizes) = (orders().page_size(2).pages(), Vec::new());
        /// while let Some(page) = pages.next().await {
        ///     sizes.push(page?.len());
        /// }
        /// assert_eq!(sizes, [2, 1]);
        /// # Ok(())
        /// # }
        /// ```
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

        fn projection(&self) -> Option<&crate::expr::Projection> {
            self.projection.as_ref()
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
