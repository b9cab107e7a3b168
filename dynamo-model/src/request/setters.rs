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

pub(super) use {capacity_setter, write_setters};
