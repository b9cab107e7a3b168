//! How a transaction is sent, and what is said of one that is cancelled.

use std::future::IntoFuture;

use super::Transact;
use super::guards::reconsidered;
use crate::backend::BoxFuture;
use crate::builder::guarded::{GuardWrite, violations};
use crate::builder::tries::{MOST_TRIES, Tries};
use crate::builder::{Bound, Refusals, TransactOutcome};
use crate::entity::Table;
use crate::error::{CancellationReason, Error, Result};

impl<T: Table> Transact<T, Bound<'_, T>> {
    /// Runs the transaction, with failed conditions as a result instead of an error: it says which writes were refused, and
    /// has the entities as they were stored.
    ///
    /// ```
    #[doc = include_str!("../../backend/stub.md")]
    #[doc = include_str!("../shop.md")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<()> {
    /// # let shop = Shop::on(Memory::default());
    /// assert!(shop.transact().create(&order("o1", 5)).outcome().await?.is_done());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As awaiting the transaction, except for failed conditions of its writes. Unique values that are taken stay an error.
    pub async fn outcome(self) -> Result<TransactOutcome> {
        match self.run().await {
            Ok(()) => Ok(TransactOutcome::Done),
            Err(error) => {
                let refusals = Refusals::of_error(error, |place| self.name(place), self.writes.len())?;
                Ok(TransactOutcome::Refused(refusals))
            }
        }
    }

    async fn run(&self) -> Result<()> {
        let moment = self.moment();
        let mut guards = self.guards(&moment).map_err(Error::unsent)?;
        let mut tries = Tries::new("transaction", T::SCHEMA.rust_name, MOST_TRIES);
        loop {
            let request = self.make(&moment, &guards).map_err(Error::unsent)?;
            let sent = self.bound.0.backend().transact_write_items(request).await;
            let Err(error) = sent else { return Ok(()) };
            let Some(again) = self.again(&guards, &error) else {
                return Err(self.name_failed(error, &guards));
            };
            tries.again("unique values", error).await?;
            guards = again;
        }
    }

    /// The writes of guards to try next. A token stands for one request, so there is nothing else to try with it.
    fn again(&self, guards: &[GuardWrite], error: &Error) -> Option<Vec<GuardWrite>> {
        reconsidered(guards, error, self.writes.len()).filter(|_| self.token.is_none())
    }

    /// Names the writes for which a transaction was cancelled, and the unique values that were taken.
    fn name_failed(&self, error: Error, guards: &[GuardWrite]) -> Error {
        let reasons = error.cancellation_reasons();
        let (own, of_guards) = reasons.split_at_checked(self.writes.len()).unwrap_or((reasons, &[]));
        let failed = own.iter().enumerate().filter(|(_, reason)| !reason.is_none());
        let name = |(place, reason): (usize, &CancellationReason)| {
            let subject = self.writes.get(place).map(|named| named.subject);
            let outdated = subject.zip(reason.item()).and_then(|(subject, item)| subject.outdated(item));
            self.name(place) + &outdated.unwrap_or_default()
        };
        let failed_guards = guards.iter().zip(of_guards).filter(|(_, reason)| !reason.is_none());
        let failed = failed.map(name).chain(failed_guards.map(|(write, _)| write.guard.name()));
        let failed: Vec<String> = failed.collect();
        let taken = violations(guards.iter().zip(of_guards));
        let error = error.with_violations(taken);
        if failed.is_empty() { error } else { error.context(failed.join("; ")) }
    }
}

impl<'d, T: Table> IntoFuture for Transact<T, Bound<'d, T>> {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'d, Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.run().await })
    }
}
