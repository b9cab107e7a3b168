//! What expressions may say, whatever table they are for.

mod condition;
mod key_condition;
mod literal;
mod paths;
mod size;
mod terms;
mod update;
mod walk;

pub(super) use literal::Literal;
pub(super) use paths::check_scalar_keys;
pub(super) use terms::condition_paths;
pub(super) use update::operand_paths;

use dynamo_model::Result;
use dynamo_model::expr::{Condition, KeyCondition, Projection, Update};

/// The expressions of one request.
#[derive(Clone, Copy, Default)]
pub(super) struct Expressions<'r> {
    pub(super) update: Option<&'r Update>,
    pub(super) condition: Option<&'r Condition>,
    pub(super) key_condition: Option<&'r KeyCondition>,
    pub(super) filter: Option<&'r Condition>,
    pub(super) projection: Option<&'r Projection>,
}

impl<'r> Expressions<'r> {
    /// Checks constants and names first, then each expression, in the order the service takes them.
    ///
    /// Nothing walks an expression recursively before its operators are counted, so that no tree, however deep,
    /// exhausts the stack.
    pub(super) fn check(&self) -> Result<()> {
        self.terms().check()?;
        if let Some(update) = self.update {
            update::check(update).map_err(|error| error.context("Invalid UpdateExpression"))?;
        }
        if let Some(condition) = self.condition {
            condition::check(condition).map_err(|error| error.context("Invalid ConditionExpression"))?;
        }
        if let Some(condition) = self.key_condition {
            key_condition::check(condition)
                .map_err(|error| error.context("Invalid KeyConditionExpression"))?;
        }
        if let Some(filter) = self.filter {
            condition::check(filter).map_err(|error| error.context("Invalid FilterExpression"))?;
        }
        if let Some(projection) = self.projection {
            paths::check_projection(projection)
                .map_err(|error| error.context("Invalid ProjectionExpression"))?;
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
            terms.add_update(update);
        }
        for condition in [self.condition, self.filter].into_iter().flatten() {
            terms.add_condition(condition);
        }
        if let Some(condition) = self.key_condition {
            terms.add_key_condition(condition);
        }
        if let Some(projection) = self.projection {
            terms.add_projection(projection);
        }
        terms
    }
}

#[cfg(test)]
mod tests;
