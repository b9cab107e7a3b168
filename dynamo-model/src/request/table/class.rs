/// How a table's storage is priced; the built-in engine keeps it and does nothing else with it.
///
/// ```
/// use dynamo_model::request::TableClass;
///
/// assert_eq!(TableClass::default().as_str(), "STANDARD");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TableClass {
    /// For tables that are read and written often.
    #[default]
    Standard,
    /// For tables whose storage costs more than their throughput.
    InfrequentAccess,
}

impl TableClass {
    /// Returns the service's spelling.
    ///
    /// ```
    /// use dynamo_model::request::TableClass;
    ///
    /// assert_eq!(TableClass::InfrequentAccess.as_str(), "STANDARD_INFREQUENT_ACCESS");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "STANDARD",
            Self::InfrequentAccess => "STANDARD_INFREQUENT_ACCESS",
        }
    }
}
