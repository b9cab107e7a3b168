//! Iterators that are kept, and used when time has passed and more has been written.

use std::time::Duration;

use dynamo_model::request::GetRecords;

use super::known::{Kept, Place};
use crate::history::check::Checker;
use crate::history::{Mismatch, Reply, Start, Step};
use crate::oracle::{Refusal, expired_iterator, no_stream, trimmed};

/// How long an iterator is good.
const LIFETIME: Duration = Duration::from_secs(15 * 60);

impl Checker {
    /// Takes an iterator, in the last shard if every shard would do.
    pub(super) async fn keep_iterator(
        &mut self,
        step: &Step,
        number: usize,
        start: Start,
        slot: usize,
    ) -> Result<(), Mismatch> {
        self.learn(step, number).await?;
        let Some(from) = self.places(number, start).pop() else { return Ok(()) };
        let found = self.backend.get_shard_iterator(from.request).await;
        if let (Ok(place), Ok(iterator)) = (&from.place, &found) {
            let (iterator, made_at) = (iterator.clone(), self.oracle.now());
            let place = Place { stream: number, shard: from.shard, next: *place };
            let kept = Kept { iterator, place, made_at };
            self.streams.kept.insert(slot, kept);
            return Ok(());
        }
        self.compare(step, &from.place.map(|_| Reply::Other), &found.map(|_| Reply::Other))
    }

    pub(super) async fn go_on(
        &mut self,
        step: &Step,
        slot: usize,
        limit: Option<u32>,
    ) -> Result<(), Mismatch> {
        let Some(kept) = self.streams.kept.remove(&slot) else { return Ok(()) };
        self.learn(step, kept.place.stream).await?;
        let mut request = GetRecords::new(&*kept.iterator);
        request.limit = limit;
        let found = self.backend.get_records(request.clone()).await;
        let refusals = self.why_not(&kept);
        let output = match (found, &refusals[..]) {
            (Ok(output), []) => output,
            (Err(error), _) if refusals.iter().any(|refusal| refusal.admits(&error)) => return Ok(()),
            (found, _) => {
                let expected = refusals.into_iter().next().map_or(Ok(Reply::Other), Err);
                return self.compare(step, &expected, &found.map(|_| Reply::Other));
            }
        };
        self.check_answer(step, kept.place, &request, &output)?;
        if let Some(iterator) = output.next_iterator {
            let place = Place { next: kept.place.next + output.records.len(), ..kept.place };
            let made_at = self.oracle.now();
            self.streams.kept.insert(slot, Kept { iterator, place, made_at });
        }
        Ok(())
    }

    /// Returns for which reasons an iterator is good no more. Which is told, the reference does not say.
    fn why_not(&self, kept: &Kept) -> Vec<Refusal> {
        let age = self.oracle.now().duration_since(kept.made_at).unwrap_or_default();
        let mut reasons: Vec<Refusal> = (age > LIFETIME).then(expired_iterator).into_iter().collect();
        let Place { stream, shard, next } = kept.place;
        match self.both(stream) {
            None => {
                let arn = self.streams.known.get(&stream).map(|known| &*known.arn);
                reasons.push(no_stream(arn.unwrap_or_default()));
            }
            Some((stream, known)) => {
                let next = known.shards[shard].records.get(next);
                reasons.extend(next.filter(|seen| stream.has_trimmed(seen.number)).map(|_| trimmed()));
            }
        }
        reasons
    }
}
