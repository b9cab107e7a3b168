//! The guards of unique values that a transaction writes with its entities.

use crate::builder::guarded::{After, Before, Effect, GuardWrite, has_failed};
use crate::entity::Table;
use crate::error::{CancellationReason, Error, Result};
use crate::expr::Condition;
use crate::request::Action;
use crate::request::check::MOST_ACTIONS;

pub(super) fn check_count(writes: usize, guards: usize) -> Result<()> {
    if (1..=MOST_ACTIONS).contains(&(writes + guards)) {
        return Ok(());
    }
    let guards = match guards {
        0 => String::new(),
        _ => format!(" and {guards} of guards of unique values, which count too"),
    };
    Err(Error::validation(format!(
        "a transaction has 1 to {MOST_ACTIONS} writes, and this one {writes}{guards}; split what need not happen together"
    )))
}

/// The writes of guards that come with a write. A transaction reads nothing, so what is stored has to be known.
pub(super) fn guards_with<T: Table>(
    effect: Option<&Effect>,
    write: &Result<(Action, Option<Condition>)>,
) -> Result<Vec<GuardWrite>> {
    // What is wrong with the write itself is said of it.
    let (Some(effect), Ok((action, _))) = (effect, write) else { return Ok(Vec::new()) };
    match (&effect.before, &effect.after) {
        (Before::Given(guards), _) => Ok(effect.writes(guards.as_ref(), action.into(), T::SCHEMA)),
        (Before::Read, After::Kept) => Err(Error::validation(format!(
            "the update changes when a `{}` expires, and so do the guards of its unique values, which a transaction does \
             not know; use `replace_from` with the one that was read, or `update` outside of a transaction",
            effect.entity.rust_name
        ))),
        (Before::Read, _) => Err(Error::validation(format!(
            "`{}` has unique fields, and a transaction does not know the values before; use `create` for a new one, \
             `replace_from` or `delete_entity` with the one that was read, or `edit` outside of a transaction",
            effect.entity.rust_name
        ))),
    }
}

/// The writes of guards to try in place of those for which alone a transaction of so many other writes was cancelled: what
/// another entity has taken since this one expired is left to it.
pub(super) fn reconsidered(guards: &[GuardWrite], error: &Error, writes: usize) -> Option<Vec<GuardWrite>> {
    let (own, of_guards) = error.cancellation_reasons().split_at_checked(writes)?;
    let tried = guards.iter().zip(of_guards);
    let has_only_those = own.iter().all(CancellationReason::is_none)
        && of_guards.iter().any(|reason| !reason.is_none())
        && tried
            .clone()
            .all(|(write, reason)| reason.is_none() || has_failed(reason) && !write.what.claims());
    has_only_those.then(|| {
        let again = tried.map(|(write, reason)| match reason.is_none() {
            true => write.clone(),
            false => write.clone().reconsidered(),
        });
        again.collect()
    })
}
