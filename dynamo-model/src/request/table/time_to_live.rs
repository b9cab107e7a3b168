use crate::request::TableName;

/// Turns the expiry of items on or off.
///
/// Items whose attribute holds a time in the past, as a number of seconds since 1970, are deleted some time later; until
/// then every read returns them. Times more than five years ago, and values of other types, mean nothing.
///
/// ```
/// use dynamo_model::request::UpdateTimeToLive;
///
/// let on = UpdateTimeToLive::enable("sessions", "expires_at");
/// assert!(on.enabled);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UpdateTimeToLive {
    /// The table.
    pub table: TableName,
    /// The attribute that says when an item expires; 1 to 255 characters.
    pub attribute: String,
    /// Whether items expire from now on.
    pub enabled: bool,
}

impl UpdateTimeToLive {
    /// Lets items expire by an attribute.
    ///
    /// ```
    /// use dynamo_model::request::UpdateTimeToLive;
    ///
    /// let change = UpdateTimeToLive::enable("shop", "expires_at");
    /// assert_eq!((change.attribute.as_str(), change.enabled), ("expires_at", true));
    /// ```
    pub fn enable(table: impl Into<TableName>, attribute: impl Into<String>) -> Self {
        Self { table: table.into(), attribute: attribute.into(), enabled: true }
    }

    /// Stops the expiry by an attribute.
    ///
    /// ```
    /// use dynamo_model::request::UpdateTimeToLive;
    ///
    /// assert!(!UpdateTimeToLive::disable("shop", "expires_at").enabled);
    /// ```
    pub fn disable(table: impl Into<TableName>, attribute: impl Into<String>) -> Self {
        Self { table: table.into(), attribute: attribute.into(), enabled: false }
    }
}

/// Whether, and by which attribute, items of a table expire.
///
/// ```
/// use dynamo_model::request::{TimeToLiveDescription, TimeToLiveStatus};
///
/// assert_eq!(TimeToLiveDescription::default().status, TimeToLiveStatus::Disabled);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimeToLiveDescription {
    /// The attribute; `None` if expiry is off.
    pub attribute: Option<String>,
    /// Whether items expire.
    pub status: TimeToLiveStatus,
}

/// Whether items of a table expire.
///
/// ```
/// use dynamo_model::request::{TimeToLiveDescription, TimeToLiveStatus};
///
/// let mut expiry = TimeToLiveDescription::default();
/// assert_eq!(expiry.status, TimeToLiveStatus::Disabled);
/// expiry.status = TimeToLiveStatus::Enabled;
/// expiry.attribute = Some("expires_at".to_owned());
/// assert_ne!(expiry, TimeToLiveDescription::default());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeToLiveStatus {
    /// About to.
    Enabling,
    /// They do.
    Enabled,
    /// For a little longer.
    Disabling,
    /// They do not.
    #[default]
    Disabled,
}
