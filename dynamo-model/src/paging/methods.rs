//! What queries and scans have in common, so that it reads and behaves alike.

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

/// The parts of [`Paged`](crate::paging::Paged) that are members of the request.
macro_rules! paged_members {
    () => {
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

pub(crate) use {paged_members, read_methods};
