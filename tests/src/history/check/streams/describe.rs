//! What is said of streams: which there are, and what shards they have.

use std::collections::BTreeSet;

use dynamo_model::request::{
    DescribeStream, ListStreams, Shard, StreamDescription, StreamStatus, StreamSummary, TableName,
};

use super::{failed, is_about};
use crate::history::Mismatch;
use crate::history::check::Checker;
use crate::oracle::Stream;

impl Checker {
    /// Lists streams page by page. On a backend that others use, too, theirs are among them.
    pub(super) async fn check_list(
        &mut self,
        table: Option<&TableName>,
        limit: Option<u32>,
    ) -> Result<(), Mismatch> {
        let mut request = ListStreams::new();
        (request.table, request.limit) = (table.cloned(), limit);
        let mut found: Vec<StreamSummary> = Vec::new();
        loop {
            let page =
                self.backend.list_streams(request.clone()).await.map_err(|error| failed(&request, &error))?;
            if limit.is_some_and(|limit| page.streams.len() > limit as usize) {
                return Err(Mismatch::new(&request, "no more streams than asked for", &page));
            }
            found.extend(page.streams);
            request.start_after_arn = page.last_evaluated_arn;
            if request.start_after_arn.is_none() {
                break;
            }
        }
        found.retain(|stream| self.is_ours(stream));
        found.sort_by(|a, b| a.arn.cmp(&b.arn));
        let expected = self.summaries(table);
        if found == expected { Ok(()) } else { Err(Mismatch::new(&request, expected, found)) }
    }

    fn is_ours(&self, stream: &StreamSummary) -> bool {
        let tables: BTreeSet<&TableName> = self.oracle.streams().into_iter().map(Stream::table).collect();
        self.time.is_some() || tables.contains(&stream.table)
    }

    fn summaries(&self, table: Option<&TableName>) -> Vec<StreamSummary> {
        let is_listed = |stream: &&Stream| table.is_none_or(|table| table == stream.table());
        let streams = self.oracle.streams().into_iter().filter(is_listed);
        let mut summaries: Vec<StreamSummary> =
            streams.filter_map(|stream| self.summary(stream.number())).collect();
        summaries.sort_by(|a, b| a.arn.cmp(&b.arn));
        summaries
    }

    fn summary(&self, number: usize) -> Option<StreamSummary> {
        let (stream, known) = self.both(number)?;
        Some(StreamSummary::new(&*known.arn, stream.table().clone(), &*known.label))
    }

    /// Describes a stream at once, and shard by shard.
    pub(super) async fn check_description(&mut self, number: usize) -> Result<(), Mismatch> {
        self.learn_shards(number).await?;
        let Some((_, known)) = self.both(number) else { return Ok(()) };
        let shards: Vec<Shard> = known.shards.iter().map(|known| known.shard.clone()).collect();
        let arn = known.arn.clone();
        let one_by_one = self.describe(DescribeStream::new(&*arn).with_limit(1)).await?;
        let ids =
            |shards: &[Shard]| shards.iter().map(|shard| shard.id.clone()).collect::<BTreeSet<String>>();
        if ids(&one_by_one.shards) != ids(&shards) {
            return Err(Mismatch::new("shards one by one", shards, one_by_one));
        }
        for shard in &shards {
            let request = DescribeStream::new(&*arn).children_of(&*shard.id);
            let found = self.describe(request.clone()).await?;
            if found.shards.iter().any(|child| child.parent.as_ref() != Some(&shard.id)) {
                return Err(Mismatch::new(request, "shards that follow on that one", found));
            }
        }
        Ok(())
    }

    /// Learns the shards of a stream, and checks what else is said of it.
    pub(super) async fn learn_shards(&mut self, number: usize) -> Result<(), Mismatch> {
        let Some((_, known)) = self.both(number) else { return Ok(()) };
        let request = DescribeStream::new(&*known.arn);
        let found = self.describe(request.clone()).await?;
        let Some((stream, _)) = self.both(number) else { return Ok(()) };
        if !self.is_described(stream, &found) {
            return Err(Mismatch::new(&request, stream, &found));
        }
        let Some(known) = self.streams.known.get_mut(&number) else { return Ok(()) };
        known.note_shards(found.shards.clone()).map_err(|fault| Mismatch::new(&request, fault, &found))
    }

    fn is_described(&self, stream: &Stream, found: &StreamDescription) -> bool {
        let status_fits = match found.status {
            StreamStatus::Enabled | StreamStatus::Enabling => stream.is_open(),
            StreamStatus::Disabled | StreamStatus::Disabling => !stream.is_open(),
            _ => false,
        };
        let has_open_shards = found.shards.iter().any(|shard| shard.ending_sequence.is_none());
        let named = found.shards.iter().all(|shard| (28..=65).contains(&shard.id.len()));
        Some(&found.summary) == self.summary(stream.number()).as_ref()
            && (found.view, &found.key) == (stream.view(), stream.key())
            && status_fits
            && named
            && has_open_shards == stream.is_open()
            && (self.time.is_none() || is_about(found.created_at, stream.started()))
    }

    /// Describes a stream with all its shards.
    async fn describe(&self, mut request: DescribeStream) -> Result<StreamDescription, Mismatch> {
        let mut shards = Vec::new();
        loop {
            let mut page = self
                .backend
                .describe_stream(request.clone())
                .await
                .map_err(|error| failed(&request, &error))?;
            if request.limit.is_some_and(|limit| page.shards.len() > limit as usize) {
                return Err(Mismatch::new(&request, "no more shards than asked for", &page));
            }
            shards.append(&mut page.shards);
            request.start_after_shard = page.last_evaluated_shard.take();
            if request.start_after_shard.is_none() {
                page.shards = shards;
                return Ok(page);
            }
        }
    }
}
