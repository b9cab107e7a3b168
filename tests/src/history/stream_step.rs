//! What a history asks of streams. It cannot name streams, shards and records before it runs, so it counts them.

use std::sync::Arc;
use std::time::Duration;

use dynamo_model::request::{ShardPosition, TableName};

/// A look at streams.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamStep {
    /// Lists the streams of a table, or all, so many at a time.
    List(Option<TableName>, Option<u32>),
    /// Describes a stream, with its shards one by one.
    Describe(StreamName),
    /// Reads records.
    Read(StreamRead),
    /// Takes an iterator, and keeps it under a number.
    Keep(StreamName, Start, usize),
    /// Reads once with the iterator that is kept under a number, and keeps the next.
    GoOn(usize, Option<u32>),
    /// Asks what has to be refused.
    Wrong(StreamName, Wrong),
}

/// A stream: of those of its table the latest, the one before, and so on.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamName {
    /// The name of the table, which may be gone.
    pub table: TableName,
    /// How many streams came later.
    pub later: usize,
}

/// A reading of all shards.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamRead {
    /// What is read.
    pub stream: StreamName,
    /// Where.
    pub start: Start,
    /// How many records an answer may have.
    pub limit: Option<u32>,
    /// After how many answers from a shard it is enough; nothing for all there are.
    pub answers: Option<usize>,
}

/// Where a reading starts. Records are counted from the latest back.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "each is the position of its name")]
pub enum Start {
    TrimHorizon,
    Latest,
    At(usize),
    After(usize),
    Ago(Duration),
}

/// What is wrong with a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// So many streams to list.
    Streams(u32),
    /// So many shards to describe.
    Shards(u32),
    /// So many records to read.
    Records(u32),
    /// A stream there is not.
    Stream,
    /// A shard there is not.
    Shard,
    /// A place that is none.
    Position(ShardPosition),
    /// An iterator that is none.
    Iterator(String),
}

impl StreamStep {
    /// Returns looks that may see the same, and are simpler: of the latest stream, and of all there is in it.
    pub(super) fn simpler(&self) -> Vec<Self> {
        let whole = |stream: &StreamName| {
            let (start, limit, answers) = (Start::TrimHorizon, None, None);
            Self::Read(StreamRead { stream: stream.clone(), start, limit, answers })
        };
        let mut all = Vec::new();
        if let Self::Read(StreamRead { stream, .. }) | Self::Keep(stream, ..) = self {
            all.push(whole(&StreamName { later: 0, ..stream.clone() }));
            all.push(whole(stream));
        }
        all.retain(|simpler| simpler != self);
        all
    }

    pub(super) fn rename(&mut self, rename: impl Fn(&mut TableName)) {
        match self {
            Self::List(table, _) => table.iter_mut().for_each(rename),
            Self::Describe(stream) | Self::Keep(stream, ..) | Self::Wrong(stream, _) => {
                rename(&mut stream.table)
            }
            Self::Read(read) => rename(&mut read.stream.table),
            Self::GoOn(..) => {}
        }
    }

    pub(super) fn table(&self) -> Option<TableName> {
        match self {
            Self::List(table, _) => table.clone(),
            Self::Describe(stream) | Self::Keep(stream, ..) | Self::Wrong(stream, _) => {
                Some(Arc::clone(&stream.table))
            }
            Self::Read(read) => Some(Arc::clone(&read.stream.table)),
            Self::GoOn(..) => None,
        }
    }
}
