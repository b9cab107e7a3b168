//! Requests about one item.

use super::expression::Expressions;
use super::name::check_data;
use super::statement::check_statement_size;
use super::{check_put_size, check_return_values, enveloped};
use crate::Result;
use crate::request::{DeleteItem, GetItem, PutItem, UpdateItem};

impl GetItem {
    /// Checks what the request shows by itself: the name of the table, the values of the key, and the projection. Whether the
    /// key is the table's is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::expr::Projection;
    /// use dynamo_model::request::GetItem;
    /// use dynamo_model::value::Item;
    ///
    /// let get = GetItem::new("shop", Item::from_iter([("PK", "c#1")]));
    /// assert!(get.check().is_ok());
    /// let twice = get.with_projection(Projection::from_iter(["a", "a"]));
    /// assert!(twice.check().unwrap_err().message().contains("Two document paths overlap"));
    /// ```
    pub fn check(&self) -> Result<()> {
        check_data(&self.table)?;
        self.key.check()?;
        let projection = self.projection.as_ref();
        Expressions { projection, written: self.written, ..Expressions::default() }.check()
    }
}

impl PutItem {
    /// Checks what the request shows by itself: the name of the table, the item and its size, return values, and the
    /// condition. Whether the item has the keys of the table is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::request::PutItem;
    /// use dynamo_model::value::Item;
    ///
    /// let put = |bytes: usize| PutItem::new("shop", Item::from_iter([("PK", "x".repeat(bytes))]));
    /// assert!(put(409_598).check().is_ok());
    /// assert_eq!(
    ///     put(409_599).check().unwrap_err().message(),
    ///     "Item size has exceeded the maximum allowed size"
    /// );
    /// ```
    pub fn check(&self) -> Result<()> {
        check_data(&self.table)?;
        self.item.check().map_err(|error| enveloped(error.into()))?;
        check_return_values(self.return_values)?;
        check_put_size(self.item.view())?;
        let condition = self.condition.as_ref();
        let expressions = Expressions { condition, written: self.written, ..Expressions::default() };
        expressions.check().map_err(enveloped)
    }
}

impl UpdateItem {
    /// Checks what the request shows by itself: the name of the table, the values of the key, the update and its size, and
    /// the condition. How large the item becomes is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    /// use dynamo_model::request::UpdateItem;
    /// use dynamo_model::value::Item;
    ///
    /// let update = UpdateItem::new("shop", Item::from_iter([("PK", "c#1")]));
    /// assert!(update.clone().with_update(Update::new().add("visits", 1)).check().is_ok());
    /// assert!(update.with_update(Update::new().add("visits", "one")).check().unwrap_err().is_validation());
    /// ```
    pub fn check(&self) -> Result<()> {
        self.check_before_table()?;
        self.check_statement()
    }

    /// Checks what the service does before it looks for the table: all that [`UpdateItem::check`] does, but the size.
    ///
    /// # Errors
    ///
    /// As [`UpdateItem::check`].
    ///
    /// ```
    /// use dynamo_model::expr::Update;
    /// use dynamo_model::request::UpdateItem;
    /// use dynamo_model::value::Item;
    ///
    /// let large = UpdateItem::new("shop", Item::from_iter([("PK", "c#1")]))
    ///     .with_update(Update::new().set("note", "x".repeat(409_600)));
    /// assert!(large.check_before_table().is_ok());
    /// assert!(large.check_statement().unwrap_err().is_validation());
    /// ```
    #[doc(hidden)]
    pub fn check_before_table(&self) -> Result<()> {
        check_data(&self.table)?;
        self.key.check().map_err(|error| enveloped(error.into()))?;
        let expressions = Expressions {
            update: Some(&self.update),
            condition: self.condition.as_ref(),
            written: self.written,
            ..Expressions::default()
        };
        expressions.check().map_err(enveloped)
    }

    /// Checks the size of the update, which the service does together with that of the item it makes.
    ///
    /// # Errors
    ///
    /// An update that says more than an item may hold.
    #[doc(hidden)]
    pub fn check_statement(&self) -> Result<()> {
        // Parameters of old are no statement.
        match self.written {
            Some(written) if !written.updates() => Ok(()),
            _ => check_statement_size(&self.update),
        }
    }
}

impl DeleteItem {
    /// Checks what the request shows by itself: the name of the table, the values of the key, return values, and the
    /// condition. Whether the key is the table's is not among it.
    ///
    /// # Errors
    ///
    /// The first fault in the service's order, as a validation error in its words.
    ///
    /// ```
    /// use dynamo_model::request::{DeleteItem, ReturnValues};
    /// use dynamo_model::value::Item;
    ///
    /// let delete = DeleteItem::new("shop", Item::from_iter([("PK", "c#1")]));
    /// assert!(delete.clone().returning(ReturnValues::AllOld).check().is_ok());
    /// assert!(delete.returning(ReturnValues::AllNew).check().unwrap_err().is_validation());
    /// ```
    pub fn check(&self) -> Result<()> {
        check_data(&self.table)?;
        self.key.check().map_err(|error| enveloped(error.into()))?;
        check_return_values(self.return_values)?;
        let condition = self.condition.as_ref();
        let expressions = Expressions { condition, written: self.written, ..Expressions::default() };
        expressions.check().map_err(enveloped)
    }
}
