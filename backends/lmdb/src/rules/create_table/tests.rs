use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, IndexProjection, KeyKind, KeySchema, OnDemandThroughput,
    Throughput, WarmThroughput,
};

use super::check;

fn shop() -> CreateTable {
    CreateTable::new("shop", KeySchema::new("p").with_sort("s"))
        .with_attribute("p", KeyKind::S)
        .with_attribute("s", KeyKind::N)
}

fn index(name: &str, partition: &str) -> IndexDefinition {
    IndexDefinition::new(name, KeySchema::new(partition))
}

fn including(names: impl IntoIterator<Item = String>) -> CreateTable {
    let projection = IndexProjection::Include(names.into_iter().collect());
    shop().with_global_index(index("byS", "s").with_projection(projection))
}

#[track_caller]
fn refused(request: CreateTable, message: &str) {
    let error = check(&request).unwrap_err();
    assert!(error.is_validation());
    assert_eq!(error.message(), message);
}

#[track_caller]
fn invalid(request: CreateTable, message: &str) {
    refused(request, &format!("One or more parameter values were invalid: {message}"));
}

#[test]
fn a_plain_table_passes() {
    check(&shop()).unwrap();
    check(&shop().with_global_index(IndexDefinition::new("inverse", KeySchema::new("s").with_sort("p"))))
        .unwrap();
    check(&shop().with_billing(BillingMode::Provisioned(Throughput { read: 1, write: 1 }))).unwrap();
    check(&including(["x".to_owned()])).unwrap();
}

#[test]
fn faults_of_members_come_together() {
    let mut request = shop().with_global_index(index("i!", "p"));
    request.table = "ab".into();
    refused(
        request,
        "3 validation errors detected: \
         Value 'ab' at 'tableName' failed to satisfy constraint: \
         Member must have length greater than or equal to 3; \
         Value 'i!' at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; \
         Value 'i!' at 'globalSecondaryIndexes.1.member.indexName' failed to satisfy constraint: \
         Member must have length greater than or equal to 3",
    );
    refused(
        shop().with_billing(BillingMode::Provisioned(Throughput { read: 0, write: 1 })),
        "1 validation error detected: Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy \
         constraint: Member must have value greater than or equal to 1",
    );
    let three = KeySchema::new("p").with_sort("s").with_sort("t");
    refused(
        CreateTable::new("shop", three),
        "1 validation error detected: Value '[KeySchemaElement(attributeName=p, keyType=HASH), \
         KeySchemaElement(attributeName=s, keyType=RANGE), KeySchemaElement(attributeName=t, keyType=RANGE)]' \
         at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2",
    );
}

#[test]
fn the_tables_key_is_one_attribute_and_maybe_another() {
    let of =
        |key| CreateTable::new("shop", key).with_attribute("p", KeyKind::S).with_attribute("s", KeyKind::S);
    refused(
        of(KeySchema::new("p").with_sort("p")),
        "Both the Hash Key and the Range Key element in the KeySchema have the same name",
    );
    refused(
        of(KeySchema::new("p").with_partition("q")),
        "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type",
    );
}

#[test]
fn definitions_are_exactly_those_of_the_keys() {
    let undefined = "Invalid KeySchema: Some index key attribute have no definition";
    let one = |key| CreateTable::new("shop", key).with_attribute("p", KeyKind::S);
    refused(one(KeySchema::new("p").with_sort("p")), undefined);
    invalid(
        CreateTable::new("shop", KeySchema::new("p")).with_attribute("x", KeyKind::S),
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [p], AttributeDefinitions: [x]",
    );
    invalid(
        shop().with_attribute("x", KeyKind::S),
        "Number of attributes in KeySchema does not exactly match number of attributes defined in \
         AttributeDefinitions",
    );
    invalid(
        shop().with_global_index(index("byX", "x")),
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: [p, s]",
    );
    let three = KeySchema::new("p").with_sort("s").with_sort("x");
    refused(shop().with_global_index(IndexDefinition::new("byAll", three)), undefined);
    invalid(
        shop().with_attribute("unused", KeyKind::S).with_global_index(index("byX", "x")),
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: [p, s, \
         unused]",
    );
    refused(shop().with_attribute("p", KeyKind::S), "Attribute Name is duplicated: p");
}

#[test]
fn a_key_with_one_attribute_twice_is_told_by_how_it_has_it() {
    let of = |key| shop().with_global_index(IndexDefinition::new("byS", key));
    let alike = "Both the Hash Key and the Range Key element in the KeySchema have the same name";
    refused(of(KeySchema::new("s").with_sort("s")), alike);
    let twice = "The KeySchema contains multiple key attributes with the same name";
    refused(of(KeySchema::new("s").with_partition("s")), twice);
    let mut twice_in_table = shop();
    twice_in_table.key = KeySchema::new("p").with_partition("p");
    refused(twice_in_table, alike);
}

#[test]
fn provisioned_throughput_follows_the_billing_mode() {
    let one = Throughput { read: 1, write: 1 };
    invalid(
        shop().with_global_index(index("byS", "s").with_throughput(one)),
        "ProvisionedThroughput should not be specified for index: byS when BillingMode is PAY_PER_REQUEST",
    );
    let provisioned = || shop().with_billing(BillingMode::Provisioned(one));
    invalid(
        provisioned().with_global_index(index("byS", "s")),
        "ProvisionedThroughput is not specified for index: byS",
    );
    check(&provisioned().with_global_index(index("byS", "s").with_throughput(one))).unwrap();
    refused(
        shop().with_billing(BillingMode::Provisioned(Throughput { read: 1, write: 1_000_000_000_001 })),
        "Given value 1000000000001 for WriteCapacityUnits is out of bounds",
    );
}

#[test]
fn local_indexes_share_the_partition_and_reorder_it() {
    let ordered = |partition: &str| {
        shop()
            .with_attribute("d", KeyKind::S)
            .with_local_index(IndexDefinition::new("byD", KeySchema::new(partition).with_sort("d")))
    };
    assert!(check(&ordered("p")).is_ok());
    invalid(
        ordered("s"),
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: byD. \
         index hash key: s, table hash key: p",
    );
    invalid(
        shop().with_local_index(index("byP", "p")),
        "Index KeySchema does not have a range key for index: byP",
    );
    let hash_only = CreateTable::new("shop", KeySchema::new("p")).with_attribute("p", KeyKind::S);
    invalid(
        hash_only.with_local_index(index("byP", "p")),
        "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
    let six = (0..6).fold(shop(), |request, n| {
        request.with_local_index(IndexDefinition::new(format!("by{n}"), KeySchema::new("p").with_sort("s")))
    });
    invalid(six, "Number of LocalSecondaryIndexes exceeds per-table limit of 5");
}

#[test]
fn global_indexes_are_20_of_different_names_with_4_by_4_attributes() {
    let count = |count: usize| {
        (0..count).fold(shop(), |request, n| request.with_global_index(index(&format!("by{n}"), "s")))
    };
    check(&count(20)).unwrap();
    invalid(count(21), "GlobalSecondaryIndex count exceeds the per-table limit of 20");
    let twice = shop().with_global_index(index("byS", "s")).with_global_index(index("byS", "p"));
    invalid(twice, "Duplicate index name: byS");
    let wide = |parts: usize| {
        let names: Vec<String> = (0..parts).map(|n| format!("h{n}")).collect();
        let key = names.iter().skip(1).fold(KeySchema::new("h0"), |key, name| key.with_partition(name));
        let request = shop().with_global_index(IndexDefinition::new("wide", key));
        names.into_iter().fold(request, |request, name| request.with_attribute(name, KeyKind::S))
    };
    check(&wide(4)).unwrap();
    assert!(check(&wide(5)).unwrap_err().message().contains("HASH"));
}

#[test]
fn included_attributes_are_named_once_20_an_index_100_a_table() {
    let names = |count: usize| (0..count).map(|n| format!("x{n}"));
    check(&including(names(20))).unwrap();
    assert!(check(&including(names(21))).unwrap_err().message().contains(
        "at 'globalSecondaryIndexes.1.member.projection.nonKeyAttributes' failed to satisfy constraint: \
         Member must have length less than or equal to 20"
    ));
    invalid(including(names(0)), "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    assert!(check(&including(["x".to_owned(), "x".to_owned()])).is_err());
    let six = (0..6).fold(shop(), |request, n| {
        let projection = IndexProjection::Include(names(17).collect());
        request.with_global_index(index(&format!("by{n}"), "s").with_projection(projection))
    });
    assert!(check(&six).unwrap_err().message().contains("100"));
}

#[test]
fn limits_are_for_tables_on_demand_and_of_one_unit_at_least() {
    let most = |max_write| OnDemandThroughput { max_read: Some(1), max_write };
    check(&shop().with_on_demand_throughput(most(Some(1)))).unwrap();
    for units in [-1, 0] {
        invalid(
            shop().with_on_demand_throughput(most(Some(units))),
            "Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range",
        );
    }
    let provisioned = shop().with_billing(BillingMode::Provisioned(Throughput { read: 1, write: 1 }));
    invalid(
        provisioned.with_on_demand_throughput(most(None)),
        "MaxReadRequestUnits for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.",
    );
}

#[test]
fn names_of_key_attributes_are_short_as_bytes_too() {
    let named = |name: &str| CreateTable::new("shop", KeySchema::new(name)).with_attribute(name, KeyKind::S);
    check(&named(&"x".repeat(255))).unwrap();
    refused(named(&"é".repeat(128)), "Attribute name size has exceeded the maximum size");
}

#[test]
fn attributes_that_no_key_has_are_told_with_those_of_indexes() {
    let indexed = shop().with_attribute("x", KeyKind::S).with_attribute("g", KeyKind::S);
    invalid(
        indexed.with_global_index(index("byG", "g")),
        "Some AttributeDefinitions are not used. AttributeDefinitions: [p, s, x, g], keys used: [g, p, s]",
    );
}

#[test]
fn an_index_is_limited_and_warmed_as_its_table_is_billed() {
    let limits = OnDemandThroughput { max_read: Some(0), max_write: None };
    let limited = |limits| shop().with_global_index(index("byS", "s").with_on_demand_throughput(limits));
    invalid(
        limited(limits),
        "Requested MaxReadRequestUnits for OnDemandThroughput for index : byS is outside of valid range",
    );
    check(&limited(OnDemandThroughput { max_read: Some(1), max_write: None })).unwrap();
    let units = Throughput { read: 5, write: 5 };
    let provisioned = |index: IndexDefinition| {
        shop().with_billing(BillingMode::Provisioned(units)).with_global_index(index.with_throughput(units))
    };
    invalid(
        provisioned(index("byS", "s").with_on_demand_throughput(limits)),
        "MaxReadRequestUnits for OnDemandThroughput for index: byS cannot be specified when table BillingMode is \
         PROVISIONED.",
    );
    let warm =
        |read| index("byS", "s").with_warm_throughput(WarmThroughput { read: Some(read), write: None });
    invalid(
        provisioned(warm(4)),
        "Requested ReadUnitsPerSecond for WarmThroughput for index byS is lower than ReadCapacityUnits of \
         ProvisionedThroughput",
    );
    check(&provisioned(warm(5))).unwrap();
    let cold = check(&shop().with_global_index(warm(11_999))).unwrap_err();
    assert!(
        cold.message().contains("for index byS is lower than initial throughput for OnDemand. See: "),
        "{cold}"
    );
}
