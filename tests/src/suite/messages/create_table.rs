//! What is wrong with the definition of a new table.

use dynamo_model::Result;
use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, IndexProjection, KeyKind, KeySchema, Throughput,
};

use crate::Target;
use crate::kit::{refused, say_exactly};
use crate::target::plain;

const UNITS: Throughput = Throughput { read: 1, write: 1 };

fn shop() -> CreateTable {
    plain("shop".into(), KeyKind::S)
}

fn invalid(fault: &str) -> String {
    format!("One or more parameter values were invalid: {fault}")
}

fn short(name: &str, path: &str) -> String {
    format!(
        "1 validation error detected: Value '{name}' at '{path}' failed to satisfy constraint: Member must have length \
         greater than or equal to 3"
    )
}

/// Makes an index that orders the table by its sort key.
fn inverse(name: &str) -> IndexDefinition {
    IndexDefinition::new(name, KeySchema::new("sk").with_sort("pk"))
}

/// Makes an index of the table's partitions, by another attribute.
fn by_other(name: &str) -> IndexDefinition {
    IndexDefinition::new(name, KeySchema::new("pk").with_sort("other"))
}

/// Tries to create tables of fresh names, and requires what is said of each.
async fn say(target: &Target, rows: Vec<(CreateTable, String)>) {
    let mut answers = Vec::new();
    for (mut request, message) in rows {
        request.table = target.table_name();
        answers.push((refused(target.backend().create_table(request).await), message));
    }
    say_exactly(&answers);
}

pub async fn a_table_name_that_is_too_short_is_shown(target: &Target) -> Result<()> {
    let mut table = shop();
    table.table = "ab".into();
    let error = refused(target.backend().create_table(table).await);
    say_exactly(&[(error, short("ab", "tableName"))]);
    Ok(())
}

pub async fn an_index_name_that_is_too_short_is_shown_with_its_place(target: &Target) -> Result<()> {
    let local = shop().with_attribute("other", KeyKind::S).with_local_index(by_other("l1"));
    say(
        target,
        vec![
            (
                shop().with_global_index(inverse("g1")),
                short("g1", "globalSecondaryIndexes.1.member.indexName"),
            ),
            (local, short("l1", "localSecondaryIndexes.1.member.indexName")),
        ],
    )
    .await;
    Ok(())
}

pub async fn a_key_has_one_hash_and_one_range_element_of_different_names(target: &Target) -> Result<()> {
    let hashes = CreateTable::new("shop", KeySchema::new("pk").with_partition("sk"));
    let same = "Both the Hash Key and the Range Key element in the KeySchema have the same name";
    let twice = IndexDefinition::new("twice", KeySchema::new("sk").with_sort("sk"));
    say(
        target,
        vec![
            (
                hashes.with_attribute("pk", KeyKind::S).with_attribute("sk", KeyKind::S),
                "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type".to_owned(),
            ),
            (
                CreateTable::new("shop", KeySchema::new("pk").with_sort("pk"))
                    .with_attribute("pk", KeyKind::S)
                    .with_attribute("sk", KeyKind::S),
                same.to_owned(),
            ),
            (shop().with_global_index(twice), same.to_owned()),
        ],
    )
    .await;
    Ok(())
}

pub async fn key_attributes_and_definitions_that_do_not_match_are_told_apart(target: &Target) -> Result<()> {
    let by_group = IndexDefinition::new("by-group", KeySchema::new("group").with_sort("rank"));
    say(
        target,
        vec![
            (
                CreateTable::new("shop", KeySchema::new("pk").with_sort("sk")).with_attribute("pk", KeyKind::S),
                "Invalid KeySchema: Some index key attribute have no definition".to_owned(),
            ),
            (
                CreateTable::new("shop", KeySchema::new("pk")).with_attribute("sk", KeyKind::S),
                invalid(
                    "Some index key attributes are not defined in AttributeDefinitions. Keys: [pk], \
                     AttributeDefinitions: [sk]",
                ),
            ),
            (
                shop().with_global_index(
                    IndexDefinition::new("by-group", KeySchema::new("group").with_sort("rank").with_sort("at")),
                ),
                "Invalid KeySchema: Some index key attribute have no definition".to_owned(),
            ),
            (
                shop().with_attribute("unused", KeyKind::S).with_global_index(by_group.clone()),
                invalid(
                    "Some index key attributes are not defined in AttributeDefinitions. Keys: [group, rank], \
                     AttributeDefinitions: [pk, sk, unused]",
                ),
            ),
            (
                shop().with_global_index(by_group),
                invalid(
                    "Some index key attributes are not defined in AttributeDefinitions. Keys: [group, rank], \
                     AttributeDefinitions: [pk, sk]",
                ),
            ),
            (
                shop().with_attribute("unused", KeyKind::S),
                invalid(
                    "Number of attributes in KeySchema does not exactly match number of attributes defined in \
                     AttributeDefinitions",
                ),
            ),
        ],
    )
    .await;
    Ok(())
}

pub async fn a_local_index_has_the_partitions_of_its_table_in_another_order(target: &Target) -> Result<()> {
    let other = shop().with_attribute("other", KeyKind::S);
    let unsorted = CreateTable::new("shop", KeySchema::new("pk"))
        .with_attribute("pk", KeyKind::S)
        .with_attribute("other", KeyKind::S);
    let foreign = IndexDefinition::new("foreign", KeySchema::new("other").with_sort("sk"));
    say(
        target,
        vec![
            (
                unsorted.with_local_index(by_other("local")),
                invalid(
                    "Table KeySchema does not have a range key, which is required when specifying a \
                     LocalSecondaryIndex",
                ),
            ),
            (
                shop().with_local_index(IndexDefinition::new("plain", KeySchema::new("pk"))),
                invalid("Index KeySchema does not have a range key for index: plain"),
            ),
            (
                other.with_local_index(foreign),
                invalid(
                    "Index KeySchema does not have the same leading hash key as table KeySchema for index: foreign. \
                     index hash key: other, table hash key: pk",
                ),
            ),
        ],
    )
    .await;
    Ok(())
}

pub async fn indexes_beyond_their_limits_or_of_one_name_are_told(target: &Target) -> Result<()> {
    let locals = (0..6).fold(shop().with_attribute("other", KeyKind::S), |table, number| {
        table.with_local_index(by_other(&format!("local-{number}")))
    });
    let globals =
        (0..21).fold(shop(), |table, number| table.with_global_index(inverse(&format!("global-{number}"))));
    say(
        target,
        vec![
            (
                shop().with_global_index(inverse("same")).with_global_index(inverse("same")),
                invalid("Duplicate index name: same"),
            ),
            (locals, invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5")),
            (globals, invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20")),
        ],
    )
    .await;
    Ok(())
}

pub async fn an_index_that_includes_attributes_names_them(target: &Target) -> Result<()> {
    let nothing = inverse("inverse").with_projection(IndexProjection::Include(Vec::new()));
    let message = invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    say(target, vec![(shop().with_global_index(nothing), message)]).await;
    Ok(())
}

pub async fn throughput_that_does_not_suit_the_billing_mode_is_told(target: &Target) -> Result<()> {
    let provisioned = shop().with_billing(BillingMode::Provisioned(UNITS));
    say(
        target,
        vec![
            (
                shop().with_global_index(inverse("inverse").with_throughput(UNITS)),
                invalid(
                    "ProvisionedThroughput should not be specified for index: inverse when BillingMode is \
                     PAY_PER_REQUEST",
                ),
            ),
            (
                provisioned.with_global_index(inverse("inverse")),
                invalid("ProvisionedThroughput is not specified for index: inverse"),
            ),
        ],
    )
    .await;
    Ok(())
}

pub async fn throughput_beyond_all_bounds_is_shown(target: &Target) -> Result<()> {
    let most = 1_000_000_000_000;
    let table = |read, write| shop().with_billing(BillingMode::Provisioned(Throughput { read, write }));
    let message = |member| format!("Given value 1000000000001 for {member} is out of bounds");
    say(
        target,
        vec![
            (table(most + 1, 1), message("ReadCapacityUnits")),
            (table(1, most + 1), message("WriteCapacityUnits")),
        ],
    )
    .await;
    Ok(())
}
