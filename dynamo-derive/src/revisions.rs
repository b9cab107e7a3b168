//! The revisions of an entity: every one that is read has a step to the next.

use syn::{LitInt, Path};

use crate::diag::Diagnostics;
use crate::syntax::{RawRevisions, RawStep};

pub(crate) struct Revisions {
    pub(crate) oldest: u32,
    pub(crate) current: u32,
    /// The steps from the oldest to the current one, in order.
    pub(crate) steps: Vec<Path>,
}

impl Revisions {
    /// Resolves what an entity says, recording every mistake; `None` if it has no revisions.
    pub(crate) fn lower(raw: RawRevisions, diag: &Diagnostics) -> Option<Self> {
        let Some(literal) = &raw.current else {
            let alone = raw.oldest.map(|oldest| oldest.span()).or(raw.steps.map(|(span, _)| span));
            if let Some(span) = alone {
                diag.error(span, "an entity with an upgrade says which revision it is now\nhelp: add `revision = …`, one more than the last step\u{2019}s");
            }
            return None;
        };
        let current = number(literal, diag)?;
        let oldest = raw.oldest.as_ref().map_or(Some(1), |oldest| number(oldest, diag))?;
        if let Some(literal) = raw.oldest.filter(|_| oldest > current) {
            let message = format!(
                "the oldest revision is newer than `revision = {current}`\nhelp: say {current} or less"
            );
            diag.error(literal.span(), message);
            return None;
        }
        let steps = raw.steps.map(|(_, steps)| steps).unwrap_or_default();
        let steps = Steps { oldest, current, literal, diag }.in_order(steps);
        Some(Self { oldest, current, steps })
    }
}

fn number(literal: &LitInt, diag: &Diagnostics) -> Option<u32> {
    match literal.base10_parse() {
        Ok(0) => {
            diag.error(
                literal.span(),
                "revisions are counted from 1: an item without one is of the first\nhelp: write 1 or more",
            );
            None
        }
        Ok(number) => Some(number),
        Err(error) => {
            diag.push(error);
            None
        }
    }
}

struct Steps<'r> {
    oldest: u32,
    current: u32,
    /// Where the current revision is said.
    literal: &'r LitInt,
    diag: &'r Diagnostics,
}

impl Steps<'_> {
    /// Sorts the steps, of which there must be one for each revision but the current.
    fn in_order(&self, raw: Vec<RawStep>) -> Vec<Path> {
        let mut found: Vec<(u32, Path)> = Vec::new();
        for step in raw {
            let Some(from) = number(&step.from, self.diag) else { continue };
            if let Some(message) = self.misplaced(from, &found) {
                self.diag.error(step.from.span(), message);
            }
            found.push((from, step.function));
        }
        let missing = (self.oldest..self.current).find(|from| found.iter().all(|(known, _)| known != from));
        if let Some(from) = missing {
            let next = from + 1;
            self.diag.error(self.literal.span(), format_args!("nothing upgrades an item of revision {from}\nhelp: add a step, as in `upgrade({from} = …)`; or say that no item is as old, with `oldest = {next}`"));
        }
        found.sort_by_key(|(from, _)| *from);
        found.into_iter().map(|(_, function)| function).collect()
    }

    fn misplaced(&self, from: u32, before: &[(u32, Path)]) -> Option<String> {
        let Self { oldest, current, .. } = self;
        if from >= *current {
            let next = from.saturating_add(1);
            return Some(format!(
                "a step from revision {from} leads beyond the current one, {current}\nhelp: say `revision = {next}`, or remove the step"
            ));
        }
        if from < *oldest {
            return Some(format!(
                "no item older than revision {oldest} is read\nhelp: remove the step, or say `oldest = {from}`"
            ));
        }
        let twice = before.iter().any(|(known, _)| *known == from);
        twice.then(|| {
            format!(
                "a second step from revision {from}\nhelp: keep one of them; each leads to the next revision"
            )
        })
    }
}
