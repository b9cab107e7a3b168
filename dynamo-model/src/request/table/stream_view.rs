/// What a stream records of a changed item, besides its key.
///
/// ```
/// use dynamo_model::request::StreamView;
///
/// assert_eq!(StreamView::NewAndOldImages.as_str(), "NEW_AND_OLD_IMAGES");
/// assert!(StreamView::NewAndOldImages.has_old() && !StreamView::KeysOnly.has_new());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StreamView {
    /// Nothing.
    KeysOnly,
    /// The item as it is after the change.
    NewImage,
    /// The item as it was before the change.
    OldImage,
    /// Both.
    NewAndOldImages,
}

impl StreamView {
    /// Reads the service's spelling.
    ///
    /// ```
    /// use dynamo_model::request::StreamView;
    ///
    /// assert_eq!(StreamView::parse("OLD_IMAGE"), Some(StreamView::OldImage));
    /// assert_eq!(StreamView::parse("old_image"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::KeysOnly, Self::NewImage, Self::OldImage, Self::NewAndOldImages];
        all.into_iter().find(|view| view.as_str() == text)
    }

    /// Returns the service's spelling.
    ///
    /// ```
    /// use dynamo_model::request::StreamView;
    ///
    /// assert_eq!(StreamView::NewImage.as_str(), "NEW_IMAGE");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KeysOnly => "KEYS_ONLY",
            Self::NewImage => "NEW_IMAGE",
            Self::OldImage => "OLD_IMAGE",
            Self::NewAndOldImages => "NEW_AND_OLD_IMAGES",
        }
    }

    /// Whether records hold the item as it is after the change.
    ///
    /// ```
    /// use dynamo_model::request::StreamView;
    ///
    /// assert!(StreamView::NewImage.has_new() && !StreamView::OldImage.has_new());
    /// ```
    #[must_use]
    pub const fn has_new(self) -> bool {
        matches!(self, Self::NewImage | Self::NewAndOldImages)
    }

    /// Whether records hold the item as it was before the change.
    ///
    /// ```
    /// use dynamo_model::request::StreamView;
    ///
    /// assert!(StreamView::NewAndOldImages.has_old() && !StreamView::KeysOnly.has_old());
    /// ```
    #[must_use]
    pub const fn has_old(self) -> bool {
        matches!(self, Self::OldImage | Self::NewAndOldImages)
    }
}
