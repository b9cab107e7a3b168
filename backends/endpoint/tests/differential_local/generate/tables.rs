//! Tables: made, changed, described and deleted; two beside the one that items are in.

use serde_json::{Value, json};

use super::Generator;

impl Generator {
    pub(super) fn table(&mut self) -> (&'static str, Value) {
        match self.random.u8(..14) {
            0..=3 => ("CreateTable", self.create_table()),
            4..=6 => ("UpdateTable", self.update_table()),
            7 => ("DeleteTable", json!({"TableName": self.other_table("b")})),
            8 => ("DescribeTable", json!({"TableName": self.any_table()})),
            9 => ("ListTables", self.list_tables()),
            10 | 11 => ("UpdateTimeToLive", self.update_time_to_live()),
            12 => ("DescribeTimeToLive", json!({"TableName": self.any_table()})),
            _ => self.tags(),
        }
    }

    /// One of the tables beside that of the items, mostly the one of some name.
    fn other_table(&mut self, name: &str) -> String {
        let other = if name == "a" { "b" } else { "a" };
        let name = if self.fault(8) { other } else { name };
        format!("{}.{name}", self.table)
    }

    fn any_table(&mut self) -> String {
        match self.random.u8(..10) {
            _ if self.fault(4) => self.one(&["", "no", "bad name"]).to_owned(),
            1..=5 => self.table.clone(),
            _ => self.other_table("a"),
        }
    }

    fn create_table(&mut self) -> Value {
        let hash_only = self.random.bool();
        let mut keys = vec![json!({"AttributeName": "p", "KeyType": "HASH"})];
        let mut definitions = vec![self.definition("p")];
        if !hash_only {
            let kind = if self.fault(12) { "HASH" } else { "RANGE" };
            let name = if self.fault(12) { "p" } else { "s" };
            keys.push(json!({"AttributeName": name, "KeyType": kind}));
            if name == "s" {
                definitions.push(self.definition("s"));
            }
            if self.fault(12) {
                keys.reverse();
            }
        }
        let mut request = json!({"TableName": self.other_table("b")});
        if self.random.u8(..3) == 0 {
            request["GlobalSecondaryIndexes"] = self.indexes(&["g", "p"]);
            definitions.push(self.definition("g"));
        }
        if if hash_only { self.fault(12) } else { self.random.u8(..3) == 0 } {
            request["LocalSecondaryIndexes"] = self.indexes(&["p", "s"]);
        }
        if self.fault(15) {
            definitions.push(json!({"AttributeName": "unused", "AttributeType": "S"}));
        } else if self.fault(15) {
            definitions.pop();
        }
        self.billed(&mut request);
        if self.random.u8(..4) == 0 {
            request["StreamSpecification"] = self.stream_specification();
        }
        if self.random.u8(..6) == 0 {
            request["DeletionProtectionEnabled"] = self.random.bool().into();
        }
        request["KeySchema"] = keys.into();
        request["AttributeDefinitions"] = definitions.into();
        request
    }

    fn definition(&mut self, name: &str) -> Value {
        let kind = if self.fault(60) { "X" } else { self.one(&["S", "N", "B"]) };
        json!({"AttributeName": name, "AttributeType": kind})
    }

    /// How a table is paid for: mostly by the request, and so are its indexes.
    fn billed(&mut self, request: &mut Value) {
        let has_indexes = request.get("GlobalSecondaryIndexes").is_some();
        let (mode, is_provisioned) = match self.random.u8(..8) {
            _ if self.fault(15) => (Some("PAY_PER_REQUEST"), true),
            _ if self.fault(15) => (Some("PROVISIONED"), false),
            0 if !has_indexes => (None, true),
            1 if !has_indexes => (Some("PROVISIONED"), true),
            _ => (Some("PAY_PER_REQUEST"), false),
        };
        if let Some(mode) = mode {
            request["BillingMode"] = mode.into();
        }
        if is_provisioned {
            request["ProvisionedThroughput"] = self.throughput();
        }
    }

    fn throughput(&mut self) -> Value {
        let reads = if self.fault(6) { 0 } else { self.random.u8(1..4) };
        json!({"ReadCapacityUnits": reads, "WriteCapacityUnits": self.random.u8(1..3)})
    }

    fn stream_specification(&mut self) -> Value {
        match self.random.u8(..6) {
            0 => json!({"StreamEnabled": false}),
            1 if self.fault(2) => json!({"StreamEnabled": true}),
            _ => {
                let kind = self.one(&["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]);
                json!({"StreamEnabled": true, "StreamViewType": kind})
            }
        }
    }

    fn indexes(&mut self, key: &[&str]) -> Value {
        let count = if self.fault(12) { 0 } else { self.random.usize(1..3) };
        let mut indexes: Vec<Value> = (0..count).map(|_| self.index(key)).collect();
        if !self.fault(12) {
            indexes.dedup_by_key(|index| index["IndexName"].clone());
        }
        indexes.into()
    }

    fn index(&mut self, key: &[&str]) -> Value {
        let mut keys = vec![json!({"AttributeName": key[0], "KeyType": "HASH"})];
        // An index of a table's own partitions has another order.
        if key[0] == "g" && self.random.bool() || key[0] == "p" && !self.fault(10) {
            keys.push(json!({"AttributeName": key[1], "KeyType": "RANGE"}));
        }
        let names = if key[0] == "g" || self.fault(6) { ["one", "two"] } else { ["three", "four"] };
        let name = if self.fault(20) { "1" } else { self.one(&names) };
        let mut index = json!({"IndexName": name, "KeySchema": keys, "Projection": self.projection()});
        if key[0] == "g" && self.fault(20) {
            index["ProvisionedThroughput"] = self.throughput();
        }
        index
    }

    fn projection(&mut self) -> Value {
        if self.fault(12) {
            return match self.random.u8(..4) {
                0 => json!({}),
                1 => json!({"ProjectionType": "INCLUDE"}),
                2 => json!({"ProjectionType": "KEYS_ONLY", "NonKeyAttributes": ["x"]}),
                _ => json!({"ProjectionType": "ALL", "NonKeyAttributes": ["x"]}),
            };
        }
        match self.random.u8(..8) {
            3 => json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x", "y"]}),
            4 | 5 => json!({"ProjectionType": "KEYS_ONLY"}),
            _ => json!({"ProjectionType": "ALL"}),
        }
    }

    fn update_table(&mut self) -> Value {
        let mut request = json!({"TableName": self.other_table("a")});
        match self.random.u8(..8) {
            0 if self.fault(2) => {}
            0 | 1 => self.billed(&mut request),
            2 => request["ProvisionedThroughput"] = self.throughput(),
            3 => request["StreamSpecification"] = self.stream_specification(),
            4 => request["DeletionProtectionEnabled"] = self.random.bool().into(),
            _ => {
                let text = |name| json!({"AttributeName": name, "AttributeType": "S"});
                request["AttributeDefinitions"] = json!([text("g"), text("p")]);
                let count = if self.fault(3) { self.random.choice([0, 2]).unwrap() } else { 1 };
                let updates: Vec<Value> = (0..count).map(|_| self.index_update()).collect();
                request["GlobalSecondaryIndexUpdates"] = updates.into();
            }
        }
        request
    }

    fn index_update(&mut self) -> Value {
        let name = self.one(&["one", "two"]);
        match self.random.u8(..8) {
            0 | 7 if self.fault(2) => json!({}),
            1 | 2 => json!({"Delete": {"IndexName": name}}),
            3 => json!({"Update": {"IndexName": name, "ProvisionedThroughput": self.throughput()}}),
            _ => {
                let mut index = self.index(&["g", "p"]);
                index["IndexName"] = if self.fault(3) { "one" } else { "two" }.into();
                json!({"Create": index})
            }
        }
    }

    fn list_tables(&mut self) -> Value {
        // The tables of other runs come before or after.
        let start = if self.random.bool() { format!("{}.a", self.table) } else { self.table.clone() };
        let mut request = json!({"ExclusiveStartTableName": start});
        let wrong = self.random.choice([0, 101]).unwrap();
        self.limited(&mut request, &[1, 100], wrong);
        request
    }

    fn update_time_to_live(&mut self) -> Value {
        let name = if self.fault(10) { "" } else { self.one(&["e", "e", "f"]) };
        let specification = json!({"Enabled": self.random.bool(), "AttributeName": name});
        json!({"TableName": self.any_table(), "TimeToLiveSpecification": specification})
    }

    fn tags(&mut self) -> (&'static str, Value) {
        match self.random.u8(..3) {
            0 => ("TagResource", json!({"ResourceArn": "$table", "Tags": [{"Key": "a", "Value": "b"}]})),
            1 => ("UntagResource", json!({"ResourceArn": "$table", "TagKeys": ["a"]})),
            _ => ("ListTagsOfResource", json!({"ResourceArn": "$table"})),
        }
    }
}
