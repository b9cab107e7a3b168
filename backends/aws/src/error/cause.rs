//! Chains of causes.

use std::error::Error;
use std::fmt;

use aws_smithy_runtime_api::client::result::ConnectorError;

/// A boxed cause as an error of its own, which `Box<dyn Error>` is not.
pub(super) struct Cause(Box<dyn Error + Send + Sync>);

impl Cause {
    pub(super) fn new(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }

    /// Iterates from the outermost cause to the first.
    pub(super) fn chain<'a>(&'a self) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
        let outermost: &'a (dyn Error + 'static) = self.0.as_ref();
        std::iter::successors(Some(outermost), |&error: &&'a (dyn Error + 'static)| error.source())
    }

    /// Writes the whole chain on one line.
    pub(super) fn explain(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        // A connector's error only repeats the class of what it wraps.
        for error in self.chain().filter(|error| !error.is::<ConnectorError>()) {
            let text = error.to_string();
            // Wrappers often repeat what they wrap.
            if !parts.iter().any(|part| part.contains(&text)) {
                parts.push(text);
            }
        }
        parts.join(": ")
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
