use std::any::Any;
use std::sync::Arc;

use dynamo_model::backend::BoxFuture;
use dynamo_model::{Backend, Result};

use crate::Target;

/// A claim being tried: fails with an error nobody expected, or panics.
pub type Attempt<'t> = BoxFuture<'t, Result<()>>;

/// A named statement about backends, and the code that tries it.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    name: &'static str,
    attempt: for<'t> fn(&'t Target) -> Attempt<'t>,
}

impl Claim {
    /// Names a claim; [`conformance!`](crate::conformance) does.
    #[must_use]
    pub const fn new(name: &'static str, attempt: for<'t> fn(&'t Target) -> Attempt<'t>) -> Self {
        Self { name, attempt }
    }

    /// Returns the sentence, with underscores for spaces.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Tries the claim on a backend, and deletes the tables it made whether or not it holds.
    ///
    /// # Errors
    ///
    /// What failed: an assertion, or an error nobody expected.
    pub async fn check(self, backend: Arc<dyn Backend>) -> Result<(), String> {
        let target = Arc::new(Target::new(self.name, backend));
        let trial = Arc::clone(&target);
        // A task of its own, so that a failed assertion comes back as a value.
        let outcome = tokio::spawn(async move { (self.attempt)(&trial).await }).await;
        target.clean_up().await;
        match outcome {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(format!("{}: {error:?}", self.name)),
            Err(stopped) => Err(format!("{}: {}", self.name, assertion(stopped))),
        }
    }
}

fn assertion(stopped: tokio::task::JoinError) -> String {
    match stopped.try_into_panic() {
        Ok(panic) => message(&*panic),
        Err(stopped) => stopped.to_string(),
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panicked").to_owned()
}
