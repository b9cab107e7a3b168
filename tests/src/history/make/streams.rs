//! Looks at streams.

use std::time::Duration;

use dynamo_model::request::{ShardPosition, StreamView};

use super::Maker;
use crate::history::time::START;
use crate::history::{Start, Step, StreamName, StreamRead, StreamStep, Wrong};

const VIEWS: [StreamView; 4] =
    [StreamView::KeysOnly, StreamView::NewImage, StreamView::OldImage, StreamView::NewAndOldImages];
/// The iterators that are kept at a time.
const MOST_KEPT: usize = 3;
const LIMITS: [Option<u32>; 6] = [None, None, Some(1), Some(2), Some(7), Some(1000)];

impl Maker {
    pub(super) fn view(&mut self) -> StreamView {
        *self.one_of(&VIEWS)
    }

    pub(super) fn look_at_stream(&mut self) -> Step {
        if self.is_faulty() {
            return Step::Stream(StreamStep::Wrong(self.stream(), self.wrong()));
        }
        let limit = *self.one_of(&LIMITS);
        Step::Stream(match self.rng.usize(..20) {
            0 => StreamStep::List(None, limit.filter(|limit| *limit <= 100)),
            1 => StreamStep::List(Some(self.table().name()), limit.filter(|limit| *limit <= 100)),
            2 => StreamStep::Describe(self.stream()),
            3..9 => {
                let (stream, start, answers) = (self.stream(), self.start(), Some(1 + self.rng.usize(..4)));
                StreamStep::Read(StreamRead { stream, start, limit, answers })
            }
            9..12 => StreamStep::Keep(self.stream(), self.start(), self.rng.usize(..MOST_KEPT)),
            _ => StreamStep::GoOn(self.rng.usize(..MOST_KEPT), limit),
        })
    }

    fn stream(&mut self) -> StreamName {
        StreamName { table: self.table().name(), later: *self.one_of(&[0, 0, 0, 0, 1, 2]) }
    }

    fn start(&mut self) -> Start {
        match self.rng.usize(..if self.timed { 5 } else { 4 }) {
            0 => Start::TrimHorizon,
            1 => Start::Latest,
            2 => Start::At(self.rng.usize(..40)),
            3 => Start::After(self.rng.usize(..40)),
            _ => Start::Ago(Duration::from_secs(*self.one_of(&[0, 1, 60, 600, 3600, 40_000, 90_000]))),
        }
    }

    fn wrong(&mut self) -> Wrong {
        match self.rng.usize(..9) {
            0 => Wrong::Streams(*self.one_of(&[0, 101])),
            1 => Wrong::Shards(*self.one_of(&[0, 101])),
            2 => Wrong::Records(*self.one_of(&[0, 1001])),
            3 => Wrong::Stream,
            4 => Wrong::Shard,
            5 => Wrong::Position(ShardPosition::At((*self.one_of(&["", "no number", "-1", "1"])).to_owned())),
            6 => Wrong::Position(ShardPosition::After("1".repeat(41))),
            7 if self.timed => {
                let future = START + self.passed + Duration::from_secs(1);
                Wrong::Position(ShardPosition::AtTime(std::time::UNIX_EPOCH + future))
            }
            _ => Wrong::Iterator((*self.one_of(&["no iterator", "|||", "1"])).to_owned()),
        }
    }

    /// Reads all streams there may be, at the end.
    pub(super) fn last_look_at_streams(&self) -> Vec<Step> {
        let mut steps = vec![StreamStep::List(None, None)];
        for table in &self.tables {
            for later in 0..4 {
                let stream = StreamName { table: table.name(), later };
                steps.push(StreamStep::Describe(stream.clone()));
                let (start, limit, answers) = (Start::TrimHorizon, None, None);
                steps.push(StreamStep::Read(StreamRead { stream, start, limit, answers }));
            }
        }
        steps.into_iter().map(Step::Stream).collect()
    }
}
