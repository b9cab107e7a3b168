use std::fmt;

/// What is done, or why it is not.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// What the command ends with when it fails, in words.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(what: impl fmt::Display) -> Self {
        Self(what.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<dynamo_model::Error> for Failure {
    fn from(error: dynamo_model::Error) -> Self {
        Self::new(error.message())
    }
}
