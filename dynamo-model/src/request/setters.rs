//! Setters that several requests have in common, so that they read and behave alike. Examples make one of them.

/// The setters of a conditional write.
macro_rules! write_setters {
    ($request:ident, $made:literal) => {
        /// Writes only if the condition holds of the stored item.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        #[doc = concat!("let request = ", $made, ".with_condition(Condition::exists(\"PK\"));")]
        /// assert_eq!(request.condition, Some(Condition::exists("PK")));
        /// ```
        #[must_use]
        pub fn with_condition(mut self, condition: Condition) -> Self {
            self.condition = Some(condition);
            self
        }

        /// Returns attributes of the item written.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::{ReturnValues, ", stringify!($request), "};")]
        ///
        #[doc = concat!("let request = ", $made, ".returning(ReturnValues::AllOld);")]
        /// assert_eq!(request.return_values, ReturnValues::AllOld);
        /// ```
        #[must_use]
        pub fn returning(mut self, values: ReturnValues) -> Self {
            self.return_values = values;
            self
        }

        /// Returns the stored item with the error if the condition fails.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        #[doc = concat!("let request = ", $made, ".returning_item_on_failure();")]
        /// assert!(request.return_item_on_failure);
        /// ```
        #[must_use]
        pub fn returning_item_on_failure(mut self) -> Self {
            self.return_item_on_failure = true;
            self
        }

        crate::request::setters::capacity_setter!($request, $made);
        crate::request::setters::collection_setter!($request, $made);
        crate::request::setters::written_setter!($request, $made);
    };
}

/// The setters of a read that comes in pages.
macro_rules! page_setters {
    ($request:ident, $made:literal) => {
        /// Reads an index instead of the table.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        #[doc = concat!("let request = ", $made, ".on_index(\"gsi1\");")]
        /// assert_eq!(request.index.as_deref(), Some("gsi1"));
        /// ```
        #[must_use]
        pub fn on_index(mut self, index: impl Into<String>) -> Self {
            self.index = Some(index.into());
            self
        }

        /// Leaves out items that do not fulfil the filter. They are read and charged all the same.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        /// let open = Condition::eq(Path::attribute("status"), "open");
        #[doc = concat!("let request = ", $made, ".with_filter(open.clone());")]
        /// assert_eq!(request.filter, Some(open));
        /// ```
        #[must_use]
        pub fn with_filter(mut self, filter: Condition) -> Self {
            self.filter = Some(filter);
            self
        }

        /// Returns these paths only.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        /// let total: Projection = [Path::attribute("total")].into_iter().collect();
        #[doc = concat!("let request = ", $made, ".with_projection(total.clone());")]
        /// assert_eq!(request.projection, Some(total));
        /// ```
        #[must_use]
        pub fn with_projection(mut self, projection: Projection) -> Self {
            self.projection = Some(projection);
            self
        }

        /// Says what to return of each item.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::{Select, ", stringify!($request), "};")]
        ///
        #[doc = concat!("let request = ", $made, ".with_select(Select::Count);")]
        /// assert_eq!(request.select, Some(Select::Count));
        /// ```
        #[must_use]
        pub fn with_select(mut self, select: Select) -> Self {
            self.select = Some(select);
            self
        }

        /// Reads at most this many items, before the filter.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        #[doc = concat!("let request = ", $made, ".with_limit(10);")]
        /// assert_eq!(request.limit, Some(10));
        /// ```
        #[must_use]
        pub fn with_limit(mut self, limit: u32) -> Self {
            self.limit = Some(limit);
            self
        }

        /// Makes the read strongly consistent: twice the capacity.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        #[doc = concat!("let request = ", $made, ".consistent();")]
        /// assert!(request.consistent_read);
        /// ```
        #[must_use]
        pub fn consistent(mut self) -> Self {
            self.consistent_read = true;
            self
        }

        /// Goes on after the key a former page ended with.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        /// let last = Item::from_iter([("PK", "o#1"), ("SK", "p#7")]);
        #[doc = concat!("let request = ", $made, ".starting_after(last.clone());")]
        /// assert_eq!(request.exclusive_start_key, Some(last));
        /// ```
        #[must_use]
        pub fn starting_after(mut self, key: Item) -> Self {
            self.exclusive_start_key = Some(key);
            self
        }

        crate::request::setters::capacity_setter!($request, $made);
        crate::request::setters::written_setter!($request, $made);
    };
}

/// The setter of every request that consumes capacity.
macro_rules! capacity_setter {
    ($request:ident, $made:literal) => {
        /// Reports consumed capacity.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::{ReturnCapacity, ", stringify!($request), "};")]
        ///
        #[doc = concat!("let request = ", $made, ".with_capacity(ReturnCapacity::Indexes);")]
        /// assert_eq!(request.return_capacity, ReturnCapacity::Indexes);
        /// ```
        #[must_use]
        pub fn with_capacity(mut self, detail: ReturnCapacity) -> Self {
            self.return_capacity = detail;
            self
        }
    };
}

/// The setter of every request that writes.
macro_rules! collection_setter {
    ($request:ident, $made:literal) => {
        /// Reports the sizes of item collections.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        #[doc = concat!("let request = ", $made, ".with_collection_metrics();")]
        /// assert!(request.return_collection_metrics);
        /// ```
        #[must_use]
        pub fn with_collection_metrics(mut self) -> Self {
            self.return_collection_metrics = true;
            self
        }
    };
}

/// The setter of every request that carries expressions.
macro_rules! written_setter {
    ($request:ident, $made:literal) => {
        /// Says that the expressions were parsed, and need not be measured.
        ///
        /// ```
        /// # use dynamo_model::expr::{Condition, KeyCondition, Path, Projection};
        /// # use dynamo_model::value::Item;
        /// use dynamo_model::expr::parse::Parser;
        #[doc = concat!("use dynamo_model::request::", stringify!($request), ";")]
        ///
        /// let written = Parser::new(None, None)?.finish()?;
        #[doc = concat!("let request = ", $made, ".with_written(written);")]
        /// assert_eq!(request.written, Some(written));
        /// # Ok::<(), dynamo_model::Error>(())
        /// ```
        #[must_use]
        pub fn with_written(mut self, written: Written) -> Self {
            self.written = Some(written);
            self
        }
    };
}

pub(super) use {capacity_setter, collection_setter, page_setters, write_setters, written_setter};
