//! Setters that several requests have in common, so that they read and behave alike.

/// The setters of a conditional write.
macro_rules! write_setters {
    () => {
        /// Writes only if the condition holds of the stored item.
        #[must_use]
        pub fn with_condition(mut self, condition: Condition) -> Self {
            self.condition = Some(condition);
            self
        }

        /// Returns attributes of the item written.
        #[must_use]
        pub fn returning(mut self, values: ReturnValues) -> Self {
            self.return_values = values;
            self
        }

        /// Returns the stored item with the error if the condition fails.
        #[must_use]
        pub fn returning_item_on_failure(mut self) -> Self {
            self.return_item_on_failure = true;
            self
        }

        crate::request::setters::capacity_setter!();
        crate::request::setters::collection_setter!();
        crate::request::setters::written_setter!();
    };
}

/// The setters of a read that comes in pages.
macro_rules! page_setters {
    () => {
        /// Reads an index instead of the table.
        #[must_use]
        pub fn on_index(mut self, index: impl Into<String>) -> Self {
            self.index = Some(index.into());
            self
        }

        /// Leaves out items that do not fulfil the filter. They are read and charged all the same.
        #[must_use]
        pub fn with_filter(mut self, filter: Condition) -> Self {
            self.filter = Some(filter);
            self
        }

        /// Returns these paths only.
        #[must_use]
        pub fn with_projection(mut self, projection: Projection) -> Self {
            self.projection = Some(projection);
            self
        }

        /// Says what to return of each item.
        #[must_use]
        pub fn with_select(mut self, select: Select) -> Self {
            self.select = Some(select);
            self
        }

        /// Reads at most this many items, before the filter.
        #[must_use]
        pub fn with_limit(mut self, limit: u32) -> Self {
            self.limit = Some(limit);
            self
        }

        /// Makes the read strongly consistent: twice the capacity.
        #[must_use]
        pub fn consistent(mut self) -> Self {
            self.consistent_read = true;
            self
        }

        /// Goes on after the key a former page ended with.
        #[must_use]
        pub fn starting_after(mut self, key: Item) -> Self {
            self.exclusive_start_key = Some(key);
            self
        }

        crate::request::setters::capacity_setter!();
        crate::request::setters::written_setter!();
    };
}

/// The setter of every request that consumes capacity.
macro_rules! capacity_setter {
    () => {
        /// Reports consumed capacity.
        #[must_use]
        pub fn with_capacity(mut self, detail: ReturnCapacity) -> Self {
            self.return_capacity = detail;
            self
        }
    };
}

/// The setter of every request that writes.
macro_rules! collection_setter {
    () => {
        /// Reports the sizes of item collections.
        #[must_use]
        pub fn with_collection_metrics(mut self) -> Self {
            self.return_collection_metrics = true;
            self
        }
    };
}

/// The setter of every request that carries expressions.
macro_rules! written_setter {
    () => {
        /// Says that the expressions were parsed, and need not be measured.
        #[must_use]
        pub fn with_written(mut self, written: Written) -> Self {
            self.written = Some(written);
            self
        }
    };
}

pub(super) use {capacity_setter, collection_setter, page_setters, write_setters, written_setter};
