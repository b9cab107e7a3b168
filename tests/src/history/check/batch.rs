//! Batches of reads, with what their answers leave for later.

use dynamo_model::Result;
use dynamo_model::request::{BatchGetItem, BatchGetItemOutput, KeysToGet};

use super::Checker;
use crate::history::{Mismatch, Reply, Step};

/// Answers may be cut when they hold more than this of one partition.
const SMALLEST_CUT: usize = 1_048_576;

impl Checker {
    pub(super) async fn check_batch_get(
        &mut self,
        step: &Step,
        request: &BatchGetItem,
    ) -> Result<(), Mismatch> {
        let mut next = request.clone();
        loop {
            let step = if next == *request { step.clone() } else { Step::BatchGet(next.clone()) };
            let found = step.send(&*self.backend).await;
            let Ok(Reply::BatchGet(output)) = &found else {
                let expected = step.expect(&mut self.oracle);
                return self.compare(&step, &expected, &found);
            };
            let left = output.unprocessed.clone();
            if !left.is_empty() && !self.may_be_cut(&next) {
                let expected = step.expect(&mut self.oracle);
                return self.compare(&step, &expected, &found);
            }
            let Some(answered) = without(&next, output) else {
                return Err(Mismatch::new(&step, "keys that were asked for left unprocessed", output));
            };
            let mut complete = output.clone();
            complete.unprocessed.clear();
            let answered = Step::BatchGet(answered);
            let expected = answered.expect(&mut self.oracle);
            self.compare(&answered, &expected, &Ok(Reply::BatchGet(complete)))?;
            if left.is_empty() {
                return Ok(());
            }
            next.tables = left;
        }
    }

    fn may_be_cut(&self, request: &BatchGetItem) -> bool {
        let mut whole = request.clone();
        whole.tables.values_mut().for_each(|wanted| wanted.projection = None);
        self.oracle.batch_get_item(&whole).is_ok_and(|output| {
            output
                .items
                .values()
                .any(|items| items.iter().map(|item| item.size()).sum::<usize>() > SMALLEST_CUT)
        })
    }
}

/// Takes what was left unprocessed out of a request; nothing if it is not all in there, or is all there is.
fn without(request: &BatchGetItem, output: &BatchGetItemOutput) -> Option<BatchGetItem> {
    let mut rest = request.clone();
    for (table, left) in &output.unprocessed {
        let wanted = rest.tables.get_mut(table)?;
        if !is_part(left, wanted) {
            return None;
        }
        wanted.keys.retain(|key| !left.keys.contains(key));
        if wanted.keys.is_empty() {
            rest.tables.remove(table);
        }
    }
    (!rest.tables.is_empty()).then_some(rest)
}

fn is_part(left: &KeysToGet, wanted: &KeysToGet) -> bool {
    left.keys.iter().all(|key| wanted.keys.contains(key))
        && (left.consistent_read, &left.projection) == (wanted.consistent_read, &wanted.projection)
}
