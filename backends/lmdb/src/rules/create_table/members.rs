//! Lengths, patterns and ranges of single members.

use dynamo_model::Result;
use dynamo_model::request::check::{Violations, violations_of_new};
use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, IndexProjection, KeySchema, Throughput,
};

const LONGEST_ATTRIBUTE: usize = 255;
const MOST_INCLUDED: usize = 20;
/// Of one `KeySchema` of a table or local index.
const MOST_KEYS: usize = 2;

/// Checks each member on its own and reports all faults in one error.
pub(super) fn check(request: &CreateTable) -> Result<()> {
    let mut found = Violations::default();
    found.extend(violations_of_new(&request.table, "tableName"));
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
    if let BillingMode::Provisioned(throughput) = request.billing {
        found.throughput("provisionedThroughput", throughput);
    }
    found.into_result()
}

/// The violations of what tables and indexes are made of.
pub(in crate::rules) trait TableViolations {
    fn index(&mut self, path: &str, index: &IndexDefinition, single: bool);

    /// A `single` key has one attribute for the partition and one for the order; others have their own rule.
    fn key_schema(&mut self, path: &str, key: &KeySchema, single: bool);

    fn included(&mut self, path: &str, names: &[String]);

    fn attribute_name(&mut self, path: &str, name: &str);

    fn throughput(&mut self, path: &str, throughput: Throughput);
}

impl TableViolations for Violations {
    fn index(&mut self, path: &str, index: &IndexDefinition, single: bool) {
        self.extend(violations_of_new(&index.name, &format!("{path}.indexName")));
        self.key_schema(&format!("{path}.keySchema"), &index.key, single);
        if let IndexProjection::Include(names) = &index.projection {
            self.included(&format!("{path}.projection.nonKeyAttributes"), names);
        }
        if let Some(throughput) = index.throughput {
            self.throughput(&format!("{path}.provisionedThroughput"), throughput);
        }
    }

    fn key_schema(&mut self, path: &str, key: &KeySchema, single: bool) {
        if single && key.attributes().count() > MOST_KEYS {
            self.add(
                format_args!("'{}'", shown(key)),
                path,
                "Member must have length less than or equal to 2",
            );
        }
        for (position, name) in key.attributes().enumerate() {
            self.attribute_name(&format!("{path}.{}.member.attributeName", position + 1), name);
        }
    }

    fn included(&mut self, path: &str, names: &[String]) {
        if names.len() > MOST_INCLUDED {
            let shown = format!("'[{}]'", names.join(", "));
            self.add(&shown, path, "Member must have length less than or equal to 20");
        }
        for (position, name) in names.iter().enumerate() {
            self.attribute_name(&format!("{path}.{}.member", position + 1), name);
        }
    }

    fn attribute_name(&mut self, path: &str, name: &str) {
        if name.is_empty() {
            self.add("''", path, "Member must have length greater than or equal to 1");
        }
        if name.chars().count() > LONGEST_ATTRIBUTE {
            self.add(format_args!("'{name}'"), path, "Member must have length less than or equal to 255");
        }
    }

    fn throughput(&mut self, path: &str, throughput: Throughput) {
        for (member, units) in
            [("readCapacityUnits", throughput.read), ("writeCapacityUnits", throughput.write)]
        {
            if units == 0 {
                let path = format!("{path}.{member}");
                self.add("'0'", &path, "Member must have value greater than or equal to 1");
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
