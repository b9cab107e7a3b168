//! Lengths, patterns and ranges of single members.

use dynamo_model::Result;
use dynamo_model::request::check::{
    ATTRIBUTE_NAME, Constraint, INCLUDED, KEY_ELEMENTS, NEW_NAME, Violations,
};
use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, IndexProjection, KeySchema, Throughput, VectorIndex,
};

/// Checks each member on its own and reports all faults in one error.
pub(super) fn check(request: &CreateTable) -> Result<()> {
    let mut found = Violations::default();
    found.text("tableName", &request.table, NEW_NAME);
    for (position, attribute) in request.attributes.iter().enumerate() {
        let path = format!("attributeDefinitions.{}.member.attributeName", position + 1);
        found.attribute_name(&path, &attribute.name);
    }
    found.key_schema("keySchema", &request.key, true);
    for (position, index) in request.global_indexes.iter().enumerate() {
        found.index(&format!("globalSecondaryIndexes.{}.member", position + 1), index, false);
    }
    for (position, index) in request.local_indexes.iter().enumerate() {
        found.index(&format!("localSecondaryIndexes.{}.member", position + 1), index, true);
    }
    for (position, index) in request.vector_indexes.iter().enumerate() {
        found.vectors(&format!("vectorIndexes.{}.member", position + 1), index);
    }
    if let BillingMode::Provisioned(throughput) = request.billing {
        found.throughput("provisionedThroughput", throughput);
    }
    found.into_result()
}

/// The violations of what tables and indexes are made of.
pub(in crate::rules) trait TableViolations {
    fn index(&mut self, path: &str, index: &IndexDefinition, single: bool);

    fn vectors(&mut self, path: &str, index: &VectorIndex);

    /// A `single` key has one attribute for the partition and one for the order; others have their own rule.
    fn key_schema(&mut self, path: &str, key: &KeySchema, single: bool);

    fn included(&mut self, path: &str, names: &[String]);

    fn attribute_name(&mut self, path: &str, name: &str);

    fn throughput(&mut self, path: &str, throughput: Throughput);
}

impl TableViolations for Violations {
    fn index(&mut self, path: &str, index: &IndexDefinition, single: bool) {
        self.text(&format!("{path}.indexName"), &index.name, NEW_NAME);
        self.key_schema(&format!("{path}.keySchema"), &index.key, single);
        if let IndexProjection::Include(names) = &index.projection {
            self.included(&format!("{path}.projection.nonKeyAttributes"), names);
        }
        if let Some(throughput) = index.throughput {
            self.throughput(&format!("{path}.provisionedThroughput"), throughput);
        }
    }

    fn vectors(&mut self, path: &str, index: &VectorIndex) {
        self.text(&format!("{path}.indexName"), &index.name, NEW_NAME);
        self.attribute_name(&format!("{path}.vectorAttribute.attributeName"), &index.attribute);
        if index.dimensions == 0 {
            self.add("'0'", &format!("{path}.dimensions"), Constraint::ValueAtLeast(1));
        }
        for (position, name) in index.schema.attributes().enumerate() {
            self.attribute_name(&format!("{path}.searchSchema.{}.member.attributeName", position + 1), name);
        }
        if let IndexProjection::Include(names) = &index.projection {
            self.included(&format!("{path}.projection.nonKeyAttributes"), names);
        }
    }

    fn key_schema(&mut self, path: &str, key: &KeySchema, single: bool) {
        let broken = KEY_ELEMENTS.iter().find(|rule| !rule.allows_length(key.attributes().count()));
        if let Some(broken) = broken.filter(|_| single) {
            self.add(format_args!("'{}'", shown(key)), path, *broken);
        }
        for (position, name) in key.attributes().enumerate() {
            self.attribute_name(&format!("{path}.{}.member.attributeName", position + 1), name);
        }
    }

    fn included(&mut self, path: &str, names: &[String]) {
        for broken in INCLUDED.iter().filter(|rule| !rule.allows_length(names.len())) {
            self.add(format_args!("'[{}]'", names.join(", ")), path, *broken);
        }
        for (position, name) in names.iter().enumerate() {
            self.attribute_name(&format!("{path}.{}.member", position + 1), name);
        }
    }

    fn attribute_name(&mut self, path: &str, name: &str) {
        self.text(path, name, ATTRIBUTE_NAME);
    }

    fn throughput(&mut self, path: &str, throughput: Throughput) {
        for (member, units) in
            [("readCapacityUnits", throughput.read), ("writeCapacityUnits", throughput.write)]
        {
            if units == 0 {
                let path = format!("{path}.{member}");
                self.add("'0'", &path, Constraint::ValueAtLeast(1));
            }
        }
    }
}

/// Displays a key schema as the service echoes it.
fn shown(key: &KeySchema) -> String {
    let element =
        |kind: &str, name: &String| format!("KeySchemaElement(attributeName={name}, keyType={kind})");
    let partition = key.partition().iter().map(|name| element("HASH", name));
    let sort = key.sort().iter().map(|name| element("RANGE", name));
    format!("[{}]", partition.chain(sort).collect::<Vec<_>>().join(", "))
}
