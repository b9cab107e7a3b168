//! The parameters that expressions have replaced.

use serde_json::{Map, Value, json};

use super::Generator;

const OPERATORS: &[&str] = &[
    "EQ",
    "NE",
    "LE",
    "LT",
    "GE",
    "GT",
    "BETWEEN",
    "IN",
    "BEGINS_WITH",
    "CONTAINS",
    "NOT_CONTAINS",
    "NULL",
    "NOT_NULL",
];

impl Generator {
    pub(super) fn legacy(&mut self) -> (&'static str, Value) {
        match self.random.u8(..6) {
            0 => {
                let request = json!({"TableName": self.table, "Item": self.item()});
                ("PutItem", self.expecting(request, &["NONE", "ALL_OLD"]))
            }
            1 => {
                let request = json!({"TableName": self.table, "Key": self.key()});
                ("DeleteItem", self.expecting(request, &["NONE", "ALL_OLD"]))
            }
            2 => {
                let updates = self.attribute_updates();
                let request =
                    json!({"TableName": self.table, "Key": self.key(), "AttributeUpdates": updates});
                ("UpdateItem", self.expecting(request, super::RETURNS))
            }
            3 => {
                let mut request = json!({"TableName": self.table, "Key": self.key()});
                request["AttributesToGet"] = self.attributes_to_get();
                ("GetItem", request)
            }
            4 => ("Query", self.legacy_query()),
            _ => ("Scan", self.legacy_scan()),
        }
    }

    fn expecting(&mut self, mut request: Value, returns: &[&str]) -> Value {
        if self.random.u8(..3) > 0 {
            let count = if self.fault(8) { 0 } else { self.random.u8(1..4) };
            let expected: Map<String, Value> = (0..count)
                .map(|_| {
                    let name = self.one(&["x", "y", "z", "l", "p"]).to_owned();
                    (name, self.expected())
                })
                .collect();
            request["Expected"] = expected.into();
        }
        self.joined(&mut request, "Expected");
        if self.random.bool() {
            request["ReturnValues"] = self.one(returns).into();
        }
        request
    }

    /// How conditions are joined, where there are several.
    fn joined(&mut self, request: &mut Value, parameter: &str) {
        let count = request[parameter].as_object().map_or(0, Map::len);
        if (count > 1 && self.random.bool()) || (count < 2 && self.fault(8)) {
            request["ConditionalOperator"] = self.one(&["AND", "OR"]).into();
        }
    }

    fn expected(&mut self) -> Value {
        if self.fault(10) {
            return match self.random.u8(..6) {
                0 => json!({"Exists": true}),
                1 => json!({"Exists": false, "Value": self.value(0)}),
                2 => json!({"Exists": false, "ComparisonOperator": "NULL"}),
                3 => json!({"AttributeValueList": [self.value(0)]}),
                4 => json!({"ComparisonOperator": "EQ"}),
                _ => json!({}),
            };
        }
        match self.random.u8(..6) {
            0 => json!({"Exists": false}),
            1 => json!({"Exists": true, "Value": self.value(1)}),
            2 => json!({"Value": self.value(1)}),
            3 => {
                json!({"ComparisonOperator": self.one(&["EQ", "NE"]), "Value": self.value(1)})
            }
            _ => self.comparison(),
        }
    }

    /// An operator, mostly with as many values as it takes, and mostly of one type.
    fn comparison(&mut self) -> Value {
        let operator = self.one(OPERATORS);
        let count = match operator {
            _ if self.fault(20) => 4,
            "NULL" | "NOT_NULL" => 0,
            "BETWEEN" => 2,
            "IN" => self.random.u8(1..4),
            _ => 1,
        };
        let is_number = self.random.bool() && operator != "BEGINS_WITH";
        let values: Vec<Value> = (0..count)
            .map(|_| match self.random.u8(..) {
                _ if self.fault(10) => json!({"BOOL": true}),
                _ if is_number => json!({"N": self.one(&["1", "2", "-3"])}),
                _ => json!({"S": self.one(&["a", "b", "ab", ""])}),
            })
            .collect();
        let mut values = values;
        if operator == "BETWEEN" && !self.fault(10) {
            values.sort_by_key(|value| value["N"].as_str().map_or_else(|| value.to_string(), numbered));
        }
        match count {
            0 => json!({"ComparisonOperator": operator}),
            _ => json!({"ComparisonOperator": operator, "AttributeValueList": values}),
        }
    }

    fn attribute_updates(&mut self) -> Value {
        let count = self.random.u8(..4);
        let update = |_| {
            let name = if self.fault(15) { "p" } else { self.one(&["x", "y", "z", "l", "g", "x.y"]) };
            let value = match self.random.u8(..4) {
                0 => json!({"S": self.one(&["a", "b", ""])}),
                1 => json!({"N": "2"}),
                2 => json!({"SS": ["a"]}),
                _ => self.value(1),
            };
            let update = match self.random.u8(..8) {
                0 | 7 => json!({"Value": value}),
                1 => json!({"Action": "DELETE"}),
                2 if self.fault(3) => json!({"Action": "PUT"}),
                3 | 4 if self.suits("ADD", &value) => json!({"Action": "ADD", "Value": value}),
                5 if self.suits("DELETE", &value) => json!({"Action": "DELETE", "Value": value}),
                _ => json!({"Action": "PUT", "Value": value}),
            };
            (name.to_owned(), update)
        };
        (0..count).map(update).collect::<Map<_, _>>().into()
    }

    /// Whether an action works on a value, or shall be wrong.
    fn suits(&mut self, action: &str, value: &Value) -> bool {
        let kinds = if action == "ADD" { &["N", "SS", "NS", "L"][..] } else { &["SS", "NS"] };
        kinds.iter().any(|kind| value.get(kind).is_some()) || self.fault(4)
    }

    fn attributes_to_get(&mut self) -> Value {
        if self.fault(10) {
            return json!(["y", "x", "y"]);
        }
        let count = self.random.usize(1..4);
        self.random.choose_multiple(["x", "y", "z", "l", "p", "g", "x.y"], count).into()
    }

    fn legacy_query(&mut self) -> Value {
        let mut request = json!({"TableName": self.table});
        let (partition, sort) = self.queried(&mut request);
        let mut keys = Map::new();
        if !self.fault(15) {
            let operator = if self.fault(15) { self.one(OPERATORS) } else { "EQ" };
            let value = json!({"S": self.one(&["a", "b"])});
            keys.insert(
                partition.to_owned(),
                json!({"ComparisonOperator": operator, "AttributeValueList": [value]}),
            );
        }
        if self.random.bool() {
            keys.insert(sort.to_owned(), self.range(sort));
        }
        if self.fault(20) {
            keys.insert("x".to_owned(), self.comparison());
        }
        request["KeyConditions"] = keys.into();
        self.filtered(&mut request, "QueryFilter");
        if request.get("IndexName").is_none() {
            self.paged(&mut request);
        }
        request
    }

    /// A condition on a sort key.
    fn range(&mut self, sort: &str) -> Value {
        if self.fault(4) {
            return self.comparison();
        }
        let operator = self.one(&["EQ", "LE", "LT", "GE", "GT", "BETWEEN"]);
        let low = self.random.u8(..3);
        let value = |number: u8| match sort {
            "s" => json!({"N": number.to_string()}),
            _ => json!({"S": if number == 0 { "a" } else { "b" }}),
        };
        let values = if operator == "BETWEEN" { vec![value(low), value(low + 1)] } else { vec![value(low)] };
        json!({"ComparisonOperator": operator, "AttributeValueList": values})
    }

    fn legacy_scan(&mut self) -> Value {
        let mut request = json!({"TableName": self.table});
        self.filtered(&mut request, "ScanFilter");
        request
    }

    fn filtered(&mut self, request: &mut Value, parameter: &str) {
        if self.random.bool() {
            let count = self.random.u8(1..4);
            let filter: Map<String, Value> = (0..count)
                .map(|_| {
                    let name = if self.fault(15) { "s" } else { self.one(&["x", "y", "z", "l"]) };
                    (name.to_owned(), self.comparison())
                })
                .collect();
            request[parameter] = filter.into();
        }
        self.joined(request, parameter);
        match self.random.u8(..12) {
            0..=3 => request["AttributesToGet"] = self.attributes_to_get(),
            4 if self.fault(2) => request["ProjectionExpression"] = "x, y".into(),
            _ => {}
        }
        if self.fault(5) {
            let select = ["COUNT", "ALL_ATTRIBUTES", "SPECIFIC_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"];
            request["Select"] = self.one(&select).into();
        }
    }
}

/// A text for each of the numbers here, in their order.
fn numbered(number: &str) -> String {
    if number.starts_with('-') { String::new() } else { number.to_owned() }
}
