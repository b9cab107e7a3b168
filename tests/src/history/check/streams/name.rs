//! The names streams are given.

use super::failed;
use super::known::Known;
use crate::history::Mismatch;
use crate::history::check::Checker;

impl Checker {
    /// Learns the names of new streams. Each is the latest of its table.
    pub(in crate::history::check) async fn name_streams(&mut self) -> Result<(), Mismatch> {
        let is_new = |number: &usize| !self.streams.known.contains_key(number);
        let streams = self.oracle.streams();
        let new: Vec<usize> = streams.iter().map(|stream| stream.number()).filter(is_new).collect();
        for number in new {
            let Some(table) = self.oracle.stream(number).map(|stream| stream.table().clone()) else {
                continue;
            };
            let found =
                self.backend.describe_table(table.clone()).await.map_err(|error| failed(&table, &error))?;
            let (Some(arn), Some(label)) = (&found.latest_stream_arn, &found.latest_stream_label) else {
                return Err(Mismatch::new(&table, "a stream with a name", &found));
            };
            let is_used = self.streams.known.values().any(|known| known.arn == *arn);
            let belongs = arn.ends_with(&format!(":table/{table}/stream/{label}"));
            if is_used || !belongs {
                return Err(Mismatch::new(&table, "a new name for a new stream", &found));
            }
            self.streams.known.insert(number, Known::new(arn.clone(), label.clone()));
        }
        Ok(())
    }
}
