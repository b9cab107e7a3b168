//! Reading the stream of a table. What each server calls its stream, shards and records is not known here: `$stream`,
//! `$shard`, `$iterator` and `$sequence` stand for what it has called them last.

use serde_json::{Value, json};

use super::Generator;

impl Generator {
    pub(super) fn stream(&mut self) -> (&'static str, Value) {
        match self.random.u8(..8) {
            0 => ("ListStreams", self.list_streams()),
            1 => ("DescribeStream", self.describe_stream()),
            2 | 3 => ("GetShardIterator", self.shard_iterator()),
            _ => ("GetRecords", self.records()),
        }
    }

    fn list_streams(&mut self) -> Value {
        let mut request = json!({"TableName": self.one_of_two("none")});
        self.limited(&mut request, &[1, 100], 0);
        request
    }

    fn describe_stream(&mut self) -> Value {
        let mut request = json!({"StreamArn": self.stream_arn()});
        self.limited(&mut request, &[1, 100], 0);
        if self.random.u8(..6) == 0 {
            request["ExclusiveStartShardId"] = "$shard".into();
        }
        request
    }

    fn shard_iterator(&mut self) -> Value {
        let kinds = ["TRIM_HORIZON", "TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"];
        let kind = self.one(&kinds);
        let mut request = json!({
            "StreamArn": self.stream_arn(),
            "ShardId": if self.fault(15) { "shardId-00000000000000000000-00000000" } else { "$shard" },
            "ShardIteratorType": kind,
        });
        let is_numbered = kind.ends_with("NUMBER") != self.fault(10);
        if is_numbered {
            let sequence = if self.fault(10) { "abc" } else { "$sequence" };
            request["SequenceNumber"] = sequence.into();
        }
        request
    }

    fn records(&mut self) -> Value {
        let iterator = if self.fault(20) { "none" } else { "$iterator" };
        let mut request = json!({"ShardIterator": iterator});
        let wrong = self.random.choice([0, 1001]).unwrap();
        // Of a batch, records have no order, so that parts of them would not be the same.
        self.limited(&mut request, &[1000], wrong);
        request
    }

    fn stream_arn(&mut self) -> &'static str {
        if self.fault(15) { "$none" } else { "$stream" }
    }

    pub(super) fn limited(&mut self, request: &mut Value, limits: &[u16], wrong: u16) {
        if self.random.u8(..3) == 0 {
            let limit = if self.fault(5) { wrong } else { self.random.choice(limits).copied().unwrap() };
            request["Limit"] = limit.into();
        }
    }

    /// The table that items are in, or seldom another.
    fn one_of_two(&mut self, other: &str) -> String {
        if self.fault(6) { other.to_owned() } else { self.table.clone() }
    }
}
