//! Streams come and go.

use dynamo_model::request::{StreamView, TableName};

use super::Stream;
use crate::oracle::Oracle;

impl Oracle {
    /// Returns every stream that is known, by age.
    #[must_use]
    pub fn streams(&self) -> Vec<&Stream> {
        let open = self.tables.values().filter_map(|table| table.stream.as_ref());
        let mut streams: Vec<&Stream> = self.ended_streams.iter().chain(open).collect();
        streams.sort_by_key(|stream| stream.number);
        streams
    }

    /// Finds a stream by its number.
    #[must_use]
    pub fn stream(&self, number: usize) -> Option<&Stream> {
        self.streams().into_iter().find(|stream| stream.number == number)
    }

    /// Gives a table that has no stream a new one.
    pub(in crate::oracle) fn start_stream(&mut self, name: &TableName, view: StreamView) {
        let Some(table) = self.tables.get_mut(name) else { return };
        let key = table.definition.key.clone();
        table.stream = Some(Stream::new(self.streams_made, name.clone(), key, view, self.now));
        table.definition.stream = Some(view);
        table.latest_stream = Some(self.streams_made);
        self.streams_made += 1;
    }

    /// Ends the stream of a table, if it has one.
    pub(in crate::oracle) fn end_stream(&mut self, name: &TableName) {
        let Some(table) = self.tables.get_mut(name) else { return };
        table.definition.stream = None;
        self.ended_streams.extend(table.stream.take().map(Stream::end));
    }
}
