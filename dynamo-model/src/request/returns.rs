/// Which attributes a write returns.
///
/// ```
/// use dynamo_model::request::ReturnValues;
///
/// assert_eq!(ReturnValues::default(), ReturnValues::None);
/// assert_eq!(ReturnValues::UpdatedNew.as_str(), "UPDATED_NEW");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReturnValues {
    /// Nothing.
    #[default]
    None,
    /// The item as it was before, if there was one.
    AllOld,
    /// The item as it is after. Updates only.
    AllNew,
    /// The old values of the paths the update names. Updates only.
    UpdatedOld,
    /// The new values of the paths the update names. Updates only.
    UpdatedNew,
}

impl ReturnValues {
    /// Returns the service's spelling.
    ///
    /// ```
    /// assert_eq!(dynamo_model::request::ReturnValues::AllOld.as_str(), "ALL_OLD");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::AllOld => "ALL_OLD",
            Self::AllNew => "ALL_NEW",
            Self::UpdatedOld => "UPDATED_OLD",
            Self::UpdatedNew => "UPDATED_NEW",
        }
    }
}
