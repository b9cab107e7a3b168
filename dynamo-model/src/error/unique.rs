use crate::value::Item;

/// A value that no second entity can have, and another one has.
///
/// ```
/// use dynamo_model::Error;
/// use dynamo_model::error::UniqueViolation;
///
/// let error = Error::unique_violation(vec![UniqueViolation::new("User", "email", None)]);
/// assert!(error.is_unique_violation());
/// assert_eq!(error.to_string(), "`email` of `User` is taken");
/// assert_eq!(error.unique_violations()[0].field(), "email");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UniqueViolation {
    entity: &'static str,
    field: &'static str,
    owner: Option<Item>,
}

impl UniqueViolation {
    /// Makes it from the entity's Rust name, the field's, and the primary key of the entity that has the value.
    ///
    /// ```
    /// use dynamo_model::error::UniqueViolation;
    ///
    /// assert_eq!(UniqueViolation::new("User", "email", None).owner(), None);
    /// ```
    #[must_use]
    pub const fn new(entity: &'static str, field: &'static str, owner: Option<Item>) -> Self {
        Self { entity, field, owner }
    }

    /// Returns the Rust name of the entity.
    ///
    /// ```
    /// use dynamo_model::error::UniqueViolation;
    ///
    /// assert_eq!(UniqueViolation::new("User", "email", None).entity(), "User");
    /// ```
    #[must_use]
    pub const fn entity(&self) -> &'static str {
        self.entity
    }

    /// Returns the field's name in Rust, whatever it is stored as, or the name of fields that are unique together.
    ///
    /// ```
    /// use dynamo_model::error::UniqueViolation;
    ///
    /// assert_eq!(UniqueViolation::new("User", "email", None).field(), "email");
    /// ```
    #[must_use]
    pub const fn field(&self) -> &'static str {
        self.field
    }

    /// Returns the primary key of the entity that has the value, if it is known.
    ///
    /// ```
    /// use dynamo_model::error::UniqueViolation;
    /// use dynamo_model::value::Item;
    ///
    /// let owner = Item::from_iter([("pk", "USER#u1"), ("sk", "USER")]);
    /// let violation = UniqueViolation::new("User", "email", Some(owner.clone()));
    /// assert_eq!((violation.entity(), violation.field()), ("User", "email"));
    /// assert_eq!(violation.owner(), Some(&owner));
    /// ```
    #[must_use]
    pub const fn owner(&self) -> Option<&Item> {
        self.owner.as_ref()
    }
}
