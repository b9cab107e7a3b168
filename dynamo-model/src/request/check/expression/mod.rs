//! What expressions may say, whatever table they are for.

mod terms;

use crate::Result;
use crate::expr::{Condition, KeyCondition, Projection, Update, Written};

/// The expressions of one request.
#[derive(Clone, Copy, Default)]
pub(super) struct Expressions<'r> {
    pub(super) update: Option<&'r Update>,
    pub(super) condition: Option<&'r Condition>,
    pub(super) filter: Option<&'r Condition>,
    pub(super) search_condition: Option<&'r Condition>,
    pub(super) projection: Option<&'r Projection>,
    pub(super) key_condition: Option<&'r KeyCondition>,
    pub(super) written: Option<Written>,
    pub(super) in_transaction: bool,
}

impl<'r> Expressions<'r> {
    /// Checks constants and names first, then each expression, in the order the service takes them.
    ///
    /// Of a query, the key condition comes first; DynamoDB Local takes it last.
    pub(super) fn check(&self) -> Result<()> {
        let terms = self.terms();
        terms.check(self.in_transaction)?;
        // A placeholder that was written twice has become two terms: the parser has counted it once.
        if self.written.is_none() {
            terms.check_sizes()?;
        }
        if let Some(update) = self.update {
            update.check(self.written).map_err(|error| error.context("Invalid UpdateExpression"))?;
        }
        if let Some(condition) = self.condition {
            condition.check(self.written).map_err(|error| error.context("Invalid ConditionExpression"))?;
        }
        if let Some(condition) = self.key_condition {
            condition.check(self.written).map_err(|error| error.context("Invalid KeyConditionExpression"))?;
        }
        if let Some(filter) = self.filter {
            filter.check(self.written).map_err(|error| error.context("Invalid FilterExpression"))?;
        }
        if let Some(condition) = self.search_condition {
            condition
                .check(self.written)
                .map_err(|error| error.context("Invalid SearchConditionExpression"))?;
        }
        if let Some(projection) = self.projection {
            projection.check(self.written).map_err(|error| error.context("Invalid ProjectionExpression"))?;
        }
        Ok(())
    }

    /// Adds up the sizes of all constants.
    pub(super) fn size(&self) -> usize {
        self.terms().size()
    }

    fn terms(&self) -> terms::Terms<'r> {
        let mut terms = terms::Terms::default();
        if let Some(update) = self.update {
            terms.add(update.paths(), update.values());
        }
        for condition in [self.condition, self.filter, self.search_condition].into_iter().flatten() {
            terms.add(condition.paths(), condition.values());
        }
        if let Some(condition) = self.key_condition {
            terms.add_key_condition(condition);
        }
        if let Some(projection) = self.projection {
            terms.add(projection.paths(), []);
        }
        terms
    }
}

#[cfg(test)]
mod tests;
