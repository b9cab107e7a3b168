//! Requests at random, over few items and few attributes, so that they meet; some are wrong on purpose.

mod legacy;
mod streams;
mod tables;

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// What updates return.
const RETURNS: &[&str] = &["NONE", "ALL_OLD", "ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"];

/// The table that items are in.
pub(crate) fn table(name: &str) -> String {
    json!({
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "p", "AttributeType": "S"},
            {"AttributeName": "s", "AttributeType": "N"},
            {"AttributeName": "g", "AttributeType": "S"},
        ],
        "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}],
        "GlobalSecondaryIndexes": [{
            "IndexName": "byG",
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}, {"AttributeName": "s", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x"]},
        }],
        "LocalSecondaryIndexes": [{
            "IndexName": "byL",
            "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}, {"AttributeName": "g", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }],
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    })
    .to_string()
}

/// The table beside it that there is mostly.
pub(crate) fn other_table(name: &str) -> String {
    json!({
        "TableName": format!("{name}.a"),
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "p", "AttributeType": "S"},
            {"AttributeName": "g", "AttributeType": "S"},
        ],
        "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"}],
        "GlobalSecondaryIndexes": [{
            "IndexName": "one",
            "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"},
        }],
    })
    .to_string()
}

/// Makes requests of which most have nothing wrong with them on purpose, and none two things: which of them the service would
/// tell is known of few.
pub(crate) struct Generator {
    random: Rng,
    table: String,
    has_fault: bool,
}

impl Generator {
    pub(crate) fn new(seed: u64, table: String) -> Self {
        Self { random: Rng::with_seed(seed), table, has_fault: false }
    }

    pub(crate) fn request(&mut self) -> (&'static str, Value) {
        self.has_fault = false;
        match self.random.u8(..27) {
            0..=2 => ("PutItem", self.put(true)),
            3..=5 => ("UpdateItem", self.update(true)),
            6 => ("DeleteItem", self.delete(true)),
            7 => ("GetItem", self.get()),
            8 => ("Query", self.query()),
            9 => ("Scan", self.scan()),
            10 => self.batch(),
            11 | 23 => self.transaction(),
            12..=15 | 25 | 26 => self.legacy(),
            16..=19 | 24 => self.table(),
            _ => self.stream(),
        }
    }

    /// Whether to do something wrong, once in a number of times.
    fn fault(&mut self, times: u8) -> bool {
        let is_wanted = !self.has_fault && self.random.u8(..times) == 0;
        self.has_fault |= is_wanted;
        is_wanted
    }

    fn put(&mut self, alone: bool) -> Value {
        let mut request = json!({"TableName": self.table, "Item": self.item()});
        self.conditional(&mut request, None, alone, &["NONE", "ALL_OLD"]);
        request
    }

    fn delete(&mut self, alone: bool) -> Value {
        let mut request = json!({"TableName": self.table, "Key": self.key()});
        self.conditional(&mut request, None, alone, &["NONE", "ALL_OLD"]);
        request
    }

    fn update(&mut self, alone: bool) -> Value {
        let mut request = json!({"TableName": self.table, "Key": self.key()});
        let update = self.update_expression();
        self.conditional(&mut request, Some(update), alone, RETURNS);
        request
    }

    /// Adds expressions, and which values to return.
    fn conditional(&mut self, request: &mut Value, update: Option<String>, alone: bool, returns: &[&str]) {
        let mut text = update.clone().unwrap_or_default();
        if let Some(update) = update {
            request["UpdateExpression"] = update.into();
        }
        if self.random.u8(..3) == 0 {
            let condition = self.condition();
            text = format!("{text} {condition}");
            request["ConditionExpression"] = condition.into();
        }
        self.placeholders(request, &text);
        if alone && self.random.bool() {
            let is_wrong = returns.len() == 2 && self.fault(10);
            request["ReturnValues"] = if is_wrong { "ALL_NEW" } else { self.one(returns) }.into();
        }
    }

    /// Defines what a text refers to; seldom something else besides, or not all of it.
    fn placeholders(&mut self, request: &mut Value, text: &str) {
        let mut names = Map::new();
        let mut values = Map::new();
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '#' || c == ':')) {
            if word.starts_with('#') {
                names.insert(word.to_owned(), word.trim_start_matches('#').into());
            } else if word.starts_with(':') {
                let value = self.value(1);
                values.insert(word.to_owned(), value);
            }
        }
        if !names.is_empty() && !values.is_empty() && self.fault(12) {
            match self.random.u8(..3) {
                0 => drop(names.insert("#unused".to_owned(), "x".into())),
                1 => drop(values.insert(":unused".to_owned(), json!({"N": "1"}))),
                _ => values.clear(),
            }
        }
        if !names.is_empty() {
            request["ExpressionAttributeNames"] = names.into();
        }
        if !values.is_empty() {
            request["ExpressionAttributeValues"] = values.into();
        }
    }

    fn get(&mut self) -> Value {
        let mut request = json!({"TableName": self.table, "Key": self.key()});
        self.projected(&mut request, "");
        request
    }

    fn projected(&mut self, request: &mut Value, text: &str) {
        let mut text = text.to_owned();
        if self.random.u8(..3) == 0 {
            let paths: Vec<String> = (0..self.random.u8(1..3)).map(|_| self.path()).collect();
            let projection = paths.join(", ");
            text = format!("{text} {projection}");
            request["ProjectionExpression"] = projection.into();
        }
        self.placeholders(request, &text);
    }

    /// Chooses what a query reads, and returns its keys.
    fn queried(&mut self, request: &mut Value) -> (&'static str, &'static str) {
        match self.random.u8(..4) {
            0 => {
                request["IndexName"] = "byG".into();
                ("g", "s")
            }
            1 => {
                request["IndexName"] = "byL".into();
                ("p", "g")
            }
            _ => ("p", "s"),
        }
    }

    fn query(&mut self) -> Value {
        let mut request = json!({"TableName": self.table});
        let (partition, sort) = self.queried(&mut request);
        let partition = format!("{partition} = :kp");
        let condition = match self.random.u8(..7) {
            0 => format!("{partition} AND {sort} > :ks"),
            1 => format!("{partition} AND {sort} BETWEEN :ks AND :kt"),
            2 => format!("{partition} AND begins_with({sort}, :ks)"),
            3 => format!("{partition} AND {sort} = :ks"),
            _ => partition,
        };
        let mut text = condition.clone();
        request["KeyConditionExpression"] = condition.into();
        if self.random.u8(..4) == 0 {
            let filter = self.condition();
            text = format!("{text} {filter}");
            request["FilterExpression"] = filter.into();
        }
        self.projected(&mut request, &text);
        if request.get("IndexName").is_none() {
            // Items of one index key have no order.
            self.paged(&mut request);
        }
        request["ScanIndexForward"] = self.random.bool().into();
        if let Some(values) = request.get_mut("ExpressionAttributeValues").and_then(Value::as_object_mut) {
            for (key, value) in values.iter_mut().filter(|(key, _)| key.starts_with(":k")) {
                *value = match key.as_str() {
                    ":kt" if sort == "s" => json!({"N": "3"}),
                    _ if key == ":kp" || sort == "g" => json!({"S": self.one(&["a", "b"])}),
                    _ => json!({"N": self.random.u8(..4).to_string()}),
                };
            }
        }
        request
    }

    fn scan(&mut self) -> Value {
        let mut request = json!({"TableName": self.table});
        let mut text = String::new();
        if self.random.u8(..3) == 0 {
            text = self.condition();
            request["FilterExpression"] = text.clone().into();
        }
        self.projected(&mut request, &text);
        if self.random.u8(..3) == 0 {
            let index = if self.fault(3) { "none" } else { self.one(&["byG", "byL"]) };
            request["IndexName"] = index.into();
        }
        request
    }

    fn paged(&mut self, request: &mut Value) {
        if self.random.u8(..3) == 0 {
            request["Limit"] = if self.fault(4) { 0 } else { self.random.u8(1..4) }.into();
        }
        if self.random.u8(..8) == 0 {
            request["ConsistentRead"] = true.into();
        }
    }

    fn batch(&mut self) -> (&'static str, Value) {
        let count = if self.fault(10) { 0 } else { self.random.usize(1..4) };
        if self.random.bool() {
            let keys: Vec<Value> = (0..count).map(|_| self.key()).collect();
            return ("BatchGetItem", json!({"RequestItems": {self.table.clone(): {"Keys": keys}}}));
        }
        let writes: Vec<Value> = (0..count)
            .map(|_| match self.random.bool() {
                true => json!({"PutRequest": {"Item": self.item()}}),
                false => json!({"DeleteRequest": {"Key": self.key()}}),
            })
            .collect();
        ("BatchWriteItem", json!({"RequestItems": {self.table.clone(): writes}}))
    }

    fn transaction(&mut self) -> (&'static str, Value) {
        let count = if self.fault(10) { 0 } else { self.random.usize(1..4) };
        if self.random.u8(..4) == 0 {
            let gets: Vec<Value> = (0..count).map(|_| json!({"Get": self.get()})).collect();
            return ("TransactGetItems", json!({"TransactItems": gets}));
        }
        let writes: Vec<Value> = (0..count)
            .map(|_| match self.random.u8(..3) {
                0 => json!({"Put": self.put(false)}),
                1 => json!({"Update": self.update(false)}),
                _ => json!({"Delete": self.delete(false)}),
            })
            .collect();
        ("TransactWriteItems", json!({"TransactItems": writes}))
    }

    fn right_key(&mut self) -> Value {
        json!({"p": {"S": self.one(&["a", "b"])}, "s": {"N": self.random.u8(1..3).to_string()}})
    }

    fn key(&mut self) -> Value {
        let mut key = self.right_key();
        if self.fault(20) {
            match self.random.u8(..4) {
                0 => drop(key.as_object_mut().and_then(|key| key.remove("s"))),
                1 => key["x"] = json!({"S": "a"}),
                2 => key["s"] = json!({"S": "1"}),
                _ => key["p"] = json!({"S": ""}),
            }
        }
        key
    }

    fn item(&mut self) -> Value {
        let mut item = self.right_key();
        for _ in 0..self.random.u8(..4) {
            let name = self.one(&["x", "y", "z", "l"]);
            item[name] = match (name, self.random.u8(..4)) {
                ("l", 0..=2) => json!({"L": [self.value(1), self.value(0)]}),
                ("x" | "z", 0 | 2) => json!({"M": {"y": self.value(1), "w": {"S": "b"}}}),
                ("x", 1) => json!({"M": {}}),
                _ => self.value(2),
            };
        }
        if self.random.u8(..4) == 0 {
            item["g"] = json!({"S": self.one(&["a", "b"])});
        }
        if self.fault(15) {
            match self.random.u8(..5) {
                0 => drop(item.as_object_mut().and_then(|item| item.remove("s"))),
                1 => item["s"] = json!({"S": "1"}),
                2 => item["p"] = json!({"S": ""}),
                3 => item["g"] = json!({"N": "1"}),
                _ => item["g"] = json!({"S": ""}),
            }
        }
        item
    }

    fn value(&mut self, depth: u8) -> Value {
        if self.fault(60) {
            return self.wrong_value();
        }
        match self.random.u8(..if depth == 0 { 10 } else { 14 }) {
            0..=2 => json!({"S": self.one(&["a", "b", "ab", ""])}),
            3..=5 => json!({"N": self.one(&["1", "2", "-3", "1.50", "2e2"])}),
            6 => json!({"BOOL": self.random.bool()}),
            7 => {
                let count = self.random.usize(1..3);
                json!({"SS": self.random.choose_multiple(["a", "b", "c", "d"], count)})
            }
            8 => json!({"NS": (0..self.random.u8(1..3)).map(|n| n.to_string()).collect::<Vec<_>>()}),
            9 => json!({"NULL": true}),
            10 | 11 => {
                json!({"L": (0..self.random.u8(..3)).map(|_| self.value(depth - 1)).collect::<Vec<_>>()})
            }
            12 => json!({"M": {"y": self.value(depth - 1)}}),
            _ => json!({"B": self.one(&["AA==", "/w==", ""])}),
        }
    }

    fn wrong_value(&mut self) -> Value {
        match self.random.u8(..8) {
            0 => json!({"N": "x"}),
            1 => json!({"N": "1e126"}),
            2 => json!({"N": "1e-131"}),
            3 => json!({"N": "1".repeat(39)}),
            4 => json!({"SS": []}),
            5 => json!({"SS": ["b", "a", "b"]}),
            6 => json!({"NS": ["1", "1.0"]}),
            _ => json!({"NULL": false}),
        }
    }

    fn path(&mut self) -> String {
        self.one(&["x", "y", "#z", "l", "l[0]", "x.y", "#z.y", "g", "p", "l[1]", "x[0].y"]).to_owned()
    }

    fn target(&mut self) -> &'static str {
        self.one(&["x", "y", "#z", "l", "l[0]", "l[0]", "x.y", "x.y", "#z.y", "l[1]"])
    }

    fn operand(&mut self) -> String {
        match self.random.u8(..8) {
            0..=3 => self.path(),
            4 => format!("size({})", self.path()),
            _ => self.one(&[":a", ":b", ":c"]).to_owned(),
        }
    }

    fn condition(&mut self) -> String {
        match self.random.u8(..10) {
            0 => format!("{} AND {}", self.condition(), self.condition()),
            1 => format!("NOT {}", self.condition()),
            2 => format!("({}) OR {}", self.condition(), self.condition()),
            3 => format!("attribute_exists({})", self.path()),
            4 => format!("attribute_not_exists({})", self.path()),
            5 => format!("contains({}, {})", self.operand(), self.operand()),
            6 => format!("{} BETWEEN {} AND {}", self.operand(), self.operand(), self.operand()),
            7 => format!("{} IN ({}, {})", self.operand(), self.operand(), self.operand()),
            _ => {
                let operator = self.one(&["=", "<>", "<", "<=", ">", ">="]);
                format!("{} {operator} {}", self.operand(), self.operand())
            }
        }
    }

    fn update_expression(&mut self) -> String {
        let mut sections = Vec::new();
        let value = self.set_value();
        sections.push(format!("SET {} = {value}", self.target()));
        if self.random.u8(..4) == 0 {
            sections.push(format!("REMOVE {}", self.target()));
        }
        if self.random.u8(..4) == 0 {
            sections.push(format!("ADD {} :d", self.target()));
        }
        if self.random.u8(..6) == 0 {
            sections.push(format!("DELETE {} :e", self.target()));
        }
        sections.join(" ")
    }

    fn set_value(&mut self) -> String {
        match self.random.u8(..6) {
            0 => format!("{} + :f", self.target()),
            1 => format!("if_not_exists({}, :f)", self.target()),
            2 => format!("list_append({}, :f)", self.target()),
            3 => self.target().to_owned(),
            _ => ":f".to_owned(),
        }
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        self.random.choice(words.iter().copied()).unwrap()
    }
}
