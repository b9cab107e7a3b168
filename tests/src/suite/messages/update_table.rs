//! What is wrong with a change of a table.

use dynamo_model::request::{BillingMode, IndexDefinition, KeyKind, KeySchema, Throughput, UpdateTable};
use dynamo_model::{Error, Result};

use crate::kit::{refused, say_exactly};
use crate::target::plain;
use crate::{Target, TestTable};

const UNITS: Throughput = Throughput { read: 3, write: 4 };

fn invalid(fault: &str) -> String {
    format!("One or more parameter values were invalid: {fault}")
}

fn by_group() -> IndexDefinition {
    IndexDefinition::new("by-group", KeySchema::new("group"))
}

fn adding(table: &TestTable, index: IndexDefinition) -> UpdateTable {
    UpdateTable::new(table).with_attribute("group", KeyKind::S).creating_index(index)
}

async fn refuse(table: &TestTable, change: UpdateTable) -> Error {
    refused(table.update_table(change).await)
}

/// Tries changes, and requires what is said of each.
async fn say(table: &TestTable, rows: Vec<(UpdateTable, String)>) {
    let mut answers = Vec::new();
    for (change, message) in rows {
        answers.push((refuse(table, change).await, message));
    }
    say_exactly(&answers);
}

async fn provisioned(target: &Target) -> Result<TestTable> {
    target.create(|name| plain(name, KeyKind::S).with_billing(BillingMode::Provisioned(UNITS))).await
}

pub async fn a_change_of_nothing_lists_what_can_be_changed(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let message = "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, \
                   GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, \
                   ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, \
                   WarmThroughput or TableClass is required";
    say(&table, vec![(UpdateTable::new(&table), message.to_owned())]).await;
    Ok(())
}

pub async fn throughput_that_stays_is_shown_with_what_there_is(target: &Target) -> Result<()> {
    let table = provisioned(target).await?;
    let message = "The provisioned throughput for the table will not change. The requested value equals the current \
                   value. Current ReadCapacityUnits provisioned for the table: 3. Requested ReadCapacityUnits: 3. \
                   Current WriteCapacityUnits provisioned for the table: 4. Requested WriteCapacityUnits: 4. Refer to \
                   the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.";
    say(&table, vec![(UpdateTable::new(&table).with_throughput(UNITS), message.to_owned())]).await;
    Ok(())
}

pub async fn throughput_and_pay_per_request_exclude_each_other(target: &Target) -> Result<()> {
    let table = target.table().await?;
    say(
        &table,
        vec![
            (
                UpdateTable::new(&table).with_throughput(UNITS),
                invalid(
                    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is \
                     PAY_PER_REQUEST",
                ),
            ),
            (
                adding(&table, by_group().with_throughput(UNITS)),
                invalid(
                    "ProvisionedThroughput should not be specified for index: by-group when BillingMode is \
                     PAY_PER_REQUEST",
                ),
            ),
        ],
    )
    .await;
    Ok(())
}

pub async fn throughput_of_an_index_that_pays_per_request_is_blocked(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.update_table(adding(&table, by_group())).await?;
    let message = "This operation cannot be performed with given input values. Please contact DynamoDB service team \
                   for more info: Action Blocked: IndexUpdate";
    let change = UpdateTable::new(&table).with_index_throughput("by-group", UNITS);
    say(&table, vec![(change, message.to_owned())]).await;
    Ok(())
}

pub async fn an_index_of_a_provisioned_table_is_told_to_need_throughput(target: &Target) -> Result<()> {
    let table = provisioned(target).await?;
    let message = invalid("ProvisionedThroughput must be specified for index: by-group");
    say(&table, vec![(adding(&table, by_group()), message)]).await;
    Ok(())
}

pub async fn an_added_index_needs_definitions_of_its_attributes(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let change = UpdateTable::new(&table).creating_index(by_group());
    let undefined = "Some index key attributes are not defined in AttributeDefinitions";
    let other = change.clone().with_attribute("a", KeyKind::S).with_attribute("b", KeyKind::S);
    let listed = format!("{undefined}. Keys: [group], AttributeDefinitions: [a, b]");
    say(&table, vec![(change, invalid(undefined)), (other, invalid(&listed))]).await;
    Ok(())
}

pub async fn an_index_is_changed_once_in_a_request(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let change = adding(&table, by_group()).deleting_index("by-group");
    let message = invalid(
        "Only one global secondary index update per index is allowed simultaneously. Index: by-group",
    );
    say(&table, vec![(change, message)]).await;
    Ok(())
}

pub async fn two_indexes_at_once_exceed_a_limit(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let inverse = IndexDefinition::new("inverse", KeySchema::new("sk").with_sort("pk"));
    let error = refuse(&table, adding(&table, by_group()).creating_index(inverse)).await;
    assert_eq!(error.code(), Some("LimitExceededException"));
    assert_eq!(
        error.message(),
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"
    );
    Ok(())
}
