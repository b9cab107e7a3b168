use std::any::Any;
use std::sync::Arc;

use dynamo_model::backend::BoxFuture;
use dynamo_model::{Backend, Result};

use crate::{Target, Time};

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
        self.check_on(Target::new(self.name, backend, None)).await
    }

    /// As [`check`](Self::check), on a backend whose clock claims may move.
    ///
    /// # Errors
    ///
    /// What failed: an assertion, or an error nobody expected.
    pub async fn check_over_time(self, backend: Arc<dyn Backend>, time: Arc<dyn Time>) -> Result<(), String> {
        self.check_on(Target::new(self.name, backend, Some(time))).await
    }

    async fn check_on(self, target: Target) -> Result<(), String> {
        let target = Arc::new(target);
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

#[cfg(test)]
mod tests {
    use dynamo_lmdb::Lmdb;
    use dynamo_model::{Error, ErrorKind};

    use super::*;

    fn backend() -> Arc<dyn Backend> {
        Arc::new(Lmdb::temporary().unwrap())
    }

    #[tokio::test]
    async fn a_failed_assertion_is_told_with_the_claims_name() {
        fn wrong(_target: &Target) -> Attempt<'_> {
            Box::pin(async { panic!("1 is not {}", 2) })
        }
        let fault = Claim::new("one_is_two", wrong).check(backend()).await.unwrap_err();
        assert_eq!(fault, "one_is_two: 1 is not 2");
    }

    #[tokio::test]
    async fn an_unexpected_error_fails_the_claim() {
        fn broken(_target: &Target) -> Attempt<'_> {
            Box::pin(async { Err(Error::new(ErrorKind::Storage, "disk full")) })
        }
        let fault = Claim::new("disks_are_endless", broken).check(backend()).await.unwrap_err();
        assert!(fault.contains("disk full"));
    }

    #[tokio::test]
    async fn tables_are_deleted_when_the_claim_fails() {
        fn leaves_a_table(target: &Target) -> Attempt<'_> {
            Box::pin(async move {
                let table = target.table().await?;
                panic!("{}", dynamo_model::request::TableName::from(&table))
            })
        }
        let backend = backend();
        let fault = Claim::new("left", leaves_a_table).check(Arc::clone(&backend)).await.unwrap_err();
        let name = fault.strip_prefix("left: ").unwrap();
        assert!(backend.describe_table(name.into()).await.unwrap_err().is_not_found());
    }
}
