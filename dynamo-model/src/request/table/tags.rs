use std::collections::BTreeMap;

/// Labels a table; a label with the same key is replaced.
///
/// ```
/// use dynamo_model::request::TagResource;
///
/// let label = TagResource::new("arn:aws:dynamodb:local:000000000000:table/shop").with_tag("team", "orders");
/// assert_eq!(label.tags["team"], "orders");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TagResource {
    /// The Amazon resource name of the table.
    pub arn: String,
    /// The labels: keys of 1 to 128 characters, values of up to 256; a table has 50 at the most.
    pub tags: BTreeMap<String, String>,
}

impl TagResource {
    /// Names the table; add the labels with [`TagResource::with_tag`].
    ///
    /// ```
    /// use dynamo_model::request::TagResource;
    ///
    /// assert!(TagResource::new("arn:…:table/shop").tags.is_empty());
    /// ```
    pub fn new(arn: impl Into<String>) -> Self {
        Self { arn: arn.into(), tags: BTreeMap::new() }
    }

    /// Adds a label.
    ///
    /// ```
    /// use dynamo_model::request::TagResource;
    ///
    /// let label = TagResource::new("arn:…:table/shop").with_tag("team", "orders");
    /// assert_eq!(label.tags["team"], "orders");
    /// ```
    #[must_use]
    pub fn with_tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.insert(key.into(), value.into());
        self
    }
}

/// Takes labels off a table; those it does not have are ignored.
///
/// ```
/// use dynamo_model::request::UntagResource;
///
/// let peel = UntagResource::new("arn:aws:dynamodb:local:000000000000:table/shop", ["team"]);
/// assert_eq!(peel.keys, ["team"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UntagResource {
    /// The Amazon resource name of the table.
    pub arn: String,
    /// The keys of the labels; at least one.
    pub keys: Vec<String>,
}

impl UntagResource {
    /// Names the table and the keys of the labels.
    ///
    /// ```
    /// use dynamo_model::request::UntagResource;
    ///
    /// assert_eq!(UntagResource::new("arn:…:table/shop", ["team"]).keys, ["team"]);
    /// ```
    pub fn new<K: Into<String>>(arn: impl Into<String>, keys: impl IntoIterator<Item = K>) -> Self {
        Self { arn: arn.into(), keys: keys.into_iter().map(Into::into).collect() }
    }
}

/// Reads the labels of a table.
///
/// ```
/// use dynamo_model::request::ListTags;
///
/// let labels = ListTags::new("arn:aws:dynamodb:local:000000000000:table/shop");
/// assert!(labels.next_token.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListTags {
    /// The Amazon resource name of the table.
    pub arn: String,
    /// Where the last page ended, in the words of the answer that held it.
    pub next_token: Option<String>,
}

impl ListTags {
    /// Reads from the first label on.
    ///
    /// ```
    /// use dynamo_model::request::ListTags;
    ///
    /// assert_eq!(ListTags::new("arn:…:table/shop").next_token, None);
    /// ```
    pub fn new(arn: impl Into<String>) -> Self {
        Self { arn: arn.into(), next_token: None }
    }
}

/// What [`ListTags`] found.
///
/// ```
/// use dynamo_model::request::ListTagsOutput;
///
/// let mut page = ListTagsOutput::default();
/// page.tags.insert("team".to_owned(), "orders".to_owned());
/// assert_eq!(page.tags["team"], "orders");
/// assert!(page.next_token.is_none(), "the last page");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListTagsOutput {
    /// The labels.
    pub tags: BTreeMap<String, String>,
    /// Where to go on, if there may be more.
    pub next_token: Option<String>,
}
