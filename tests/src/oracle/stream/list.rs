//! `ListStreams`.

use dynamo_model::request::{ListStreams, ListStreamsOutput, StreamSummary};

use super::requests::check_list_limit;
use super::{Stream, name};
use crate::oracle::{Answer, Oracle};

impl Oracle {
    /// Lists streams in the order of their names.
    ///
    /// # Errors
    ///
    /// If the limit is none.
    pub fn list_streams(&self, request: &ListStreams) -> Answer<ListStreamsOutput> {
        let most = check_list_limit(request.limit)?;
        let mut rest = self.streams();
        rest.retain(|stream| request.table.as_ref().is_none_or(|table| table == stream.table()));
        rest.retain(|stream| request.start_after_arn.as_ref().is_none_or(|after| *after < stream.arn()));
        rest.sort_by_key(|stream| stream.arn());
        let mut output = ListStreamsOutput::default();
        output.streams = rest.iter().take(most).map(|stream| stream.summary()).collect();
        if rest.len() > most {
            output.last_evaluated_arn = output.streams.last().map(|stream| stream.arn.clone());
        }
        Ok(output)
    }
}

impl Stream {
    pub(super) fn summary(&self) -> StreamSummary {
        StreamSummary::new(self.arn(), self.table.clone(), name::label(self.number))
    }
}
