//! Tables that change while they are in use.

use dynamo_model::expr::{KeyCondition, Update};
use dynamo_model::request::{
    BillingMode, IndexDefinition, IndexProjection, KeyKind, KeySchema, Query, StreamUpdate, StreamView,
    TableClass, TableDescription, TableStatus, Throughput, UpdateTable,
};
use dynamo_model::value::{Item, Value};
use dynamo_model::{Error, Result};

use crate::kit::{item, key, refused};
use crate::target::plain;
use crate::{Target, TestTable};

fn by_group() -> IndexDefinition {
    IndexDefinition::new("by-group", KeySchema::new("group").with_sort("rank"))
}

fn adding(table: &TestTable) -> UpdateTable {
    UpdateTable::new(table)
        .with_attribute("group", KeyKind::S)
        .with_attribute("rank", KeyKind::N)
        .creating_index(by_group())
}

fn in_group(table: &TestTable, group: &str) -> Query {
    Query::new(table, KeyCondition::partition("group", group)).on_index("by-group")
}

fn member(sk: &str, group: impl Into<Value>, rank: impl Into<Value>) -> Item {
    item! { "pk": "a", "sk": sk, "group": group, "rank": rank }
}

async fn provisioned(target: &Target, throughput: Throughput) -> Result<TestTable> {
    target.create(|name| plain(name, KeyKind::S).with_billing(BillingMode::Provisioned(throughput))).await
}

async fn refuse(table: &TestTable, change: UpdateTable) -> Error {
    refused(table.update_table(change).await)
}

pub async fn an_index_added_to_a_table_holds_the_items_that_were_there(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for number in 0..30 {
        table.put(member(&format!("{number:02}"), "x", 30 - number)).await?;
    }
    table.put(key("a", "in no group")).await?;
    let changed = table.update_table(adding(&table)).await?;
    assert_eq!(changed.status, TableStatus::Active);
    let index = &changed.global_indexes[0];
    assert_eq!((index.status, index.backfilling), (TableStatus::Active, false));
    let found = table.texts("sk", in_group(&table, "x")).await?;
    assert_eq!(found.len(), 30);
    assert_eq!((found[0].as_str(), found[29].as_str()), ("29", "00"));
    Ok(())
}

pub async fn an_added_index_goes_on_with_later_writes(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put_all([member("1", "x", 1), member("2", "x", 2)]).await?;
    table.update_table(adding(&table)).await?;
    table.put(member("3", "x", 3)).await?;
    table.put(member("1", "y", 1)).await?;
    table.delete(key("a", "2")).await?;
    assert_eq!(table.texts("sk", in_group(&table, "x")).await?, ["3"]);
    assert_eq!(table.texts("sk", in_group(&table, "y")).await?, ["1"]);
    Ok(())
}

pub async fn items_that_do_not_fit_an_added_index_are_left_out(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table
        .put_all([
            member("fits", "x", 1),
            member("wrong type", 7, 1),
            member("null", Value::Null, 1),
            member("empty", "", 1),
            member("too long", "x".repeat(2049), 1),
            member("wrong rank", "x", "1"),
        ])
        .await?;
    table.update_table(adding(&table)).await?;
    assert_eq!(table.texts("sk", in_group(&table, "x")).await?, ["fits"]);
    table.put(item! { "pk": "a", "sk": "wrong type", "group": "x", "rank": 2 }).await?;
    assert_eq!(table.texts("sk", in_group(&table, "x")).await?, ["fits", "wrong type"]);
    table.delete(key("a", "empty")).await?;
    assert_eq!(table.all(table.partition("a")).await?.len(), 5);
    Ok(())
}

pub async fn a_misfit_stays_until_an_update_writes_it(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let long = "x".repeat(3000);
    for (sk, group) in [("1", long.into()), ("2", Value::from(7))] {
        table.put(item! { "pk": "a", "sk": sk, "group": group, "rank": 1 }).await?;
    }
    table.update_table(adding(&table)).await?;
    for sk in ["1", "2"] {
        table.update(key("a", sk), Update::new().set("rank", 2)).await?;
        table.update(key("a", sk), Update::new().remove("rank")).await?;
    }
    assert!(table.all(in_group(&table, "x")).await?.is_empty());
    assert!(refused(table.update(key("a", "2"), Update::new().set("group", 8)).await).is_validation());
    Ok(())
}

pub async fn an_added_index_holds_what_its_projection_says(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let mut stored = member("1", "x", 1);
    stored.insert("kept", "k");
    stored.insert("left", "l");
    table.put(stored).await?;
    let include = by_group().with_projection(IndexProjection::Include(vec!["kept".to_owned()]));
    let mut change = adding(&table);
    change.index_updates.clear();
    table.update_table(change.creating_index(include)).await?;
    let mut expected = member("1", "x", 1);
    expected.insert("kept", "k");
    assert_eq!(table.all(in_group(&table, "x")).await?, [expected]);
    Ok(())
}

pub async fn a_deleted_index_cannot_be_read_and_may_come_back_otherwise(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(member("1", "x", 1)).await?;
    table.update_table(adding(&table)).await?;
    let changed = table.update_table(UpdateTable::new(&table).deleting_index("by-group")).await?;
    assert!(changed.global_indexes.is_empty());
    assert!(refused(table.query(in_group(&table, "x")).await).is_validation());
    // What no key needs any more is not defined any more: the attribute may have another type now.
    table.put(member("2", 7, 2)).await?;
    let change = UpdateTable::new(&table)
        .with_attribute("group", KeyKind::N)
        .creating_index(IndexDefinition::new("by-group", KeySchema::new("group")));
    table.update_table(change).await?;
    let seven = Query::new(&table, KeyCondition::partition("group", 7)).on_index("by-group");
    assert_eq!(table.texts("sk", seven).await?, ["2"]);
    Ok(())
}

pub async fn definitions_of_attributes_are_added_to_those_that_stand(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let unused = adding(&table).with_attribute("unused", KeyKind::B);
    let changed = table.update_table(unused).await?;
    let mut names: Vec<&str> = changed.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["group", "pk", "rank", "sk"]);
    let undefined = UpdateTable::new(&table)
        .creating_index(IndexDefinition::new("inverse", KeySchema::new("sk").with_sort("pk")));
    assert!(refuse(&table, undefined).await.is_validation());
    Ok(())
}

pub async fn the_key_of_a_new_index_gives_no_attribute_another_type(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.update_table(adding(&table)).await?;
    let by = |name: &str, kind| {
        let index = IndexDefinition::new("another", KeySchema::new(name));
        UpdateTable::new(&table).with_attribute(name, kind).creating_index(index)
    };
    let message = |existing: &str, new: &str| {
        format!(
            "One or more parameter values were invalid: Attributes cannot be redefined. Please check that your attribute \
             has the same type as previously defined. Existing schema: Schema:[{existing}] New schema: Schema:[{new}]"
        )
    };
    let sk = "SchemaElement: key{pk:S:HASH}, SchemaElement: key{sk:S:RANGE}";
    let group = "SchemaElement: key{group:S:HASH}, SchemaElement: key{rank:N:RANGE}";
    for (change, message) in [
        (by("group", KeyKind::N), message(group, "SchemaElement: key{group:N:HASH}")),
        (by("sk", KeyKind::B), message(sk, "SchemaElement: key{sk:B:HASH}")),
    ] {
        let error = refuse(&table, change).await;
        assert!(error.is_validation());
        assert_eq!(error.message(), message);
    }
    // What no key of the index is may be given, and stays as it is.
    let beside = by("note", KeyKind::S).with_attribute("rank", KeyKind::S);
    let changed = table.update_table(beside).await?;
    let rank = changed.attributes.iter().find(|attribute| attribute.name == "rank");
    assert_eq!(rank.map(|attribute| attribute.kind), Some(KeyKind::N));
    Ok(())
}

pub async fn a_change_of_nothing_is_refused(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let error = refuse(&table, UpdateTable::new(&table)).await;
    assert!(error.is_validation());
    assert!(error.message().starts_with("At least one of ProvisionedThroughput, BillingMode"), "{error}");
    Ok(())
}

pub async fn a_missing_table_cannot_be_changed(target: &Target) -> Result<()> {
    let name = target.table_name();
    let change = UpdateTable::new(name.clone()).with_deletion_protection(true);
    let error = refused(target.backend().update_table(change).await);
    assert!(error.is_not_found());
    assert_eq!(error.message(), format!("Requested resource not found: Table: {name} not found"));
    Ok(())
}

pub async fn one_index_is_made_or_deleted_at_a_time(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let second = IndexDefinition::new("by-rank", KeySchema::new("rank"));
    assert!(refuse(&table, adding(&table).creating_index(second)).await.is_limit_exceeded());
    assert!(table.describe_table((&table).into()).await?.global_indexes.is_empty());
    Ok(())
}

pub async fn an_index_that_is_there_is_not_made_again(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.update_table(adding(&table)).await?;
    let error = refuse(&table, adding(&table)).await;
    assert!(error.is_validation());
    assert_eq!(error.message(), "One or more parameter values were invalid: Index already exists: by-group");
    Ok(())
}

pub async fn an_index_that_is_not_there_cannot_be_deleted(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let error = refuse(&table, UpdateTable::new(&table).deleting_index("by-group")).await;
    assert!(error.is_not_found());
    assert_eq!(error.message(), "Requested resource not found");
    Ok(())
}

pub async fn a_local_index_cannot_be_deleted(target: &Target) -> Result<()> {
    let key = KeySchema::new("pk").with_sort("rank");
    let local = IndexDefinition::new("by-rank", key);
    let design = |name| plain(name, KeyKind::S).with_attribute("rank", KeyKind::N).with_local_index(local);
    let table = target.create(design).await?;
    let error = refuse(&table, UpdateTable::new(&table).deleting_index("by-rank")).await;
    assert!(error.is_validation());
    assert_eq!(error.message(), "Cannot delete an index that is not a GlobalSecondaryIndex");
    Ok(())
}

pub async fn throughput_changes_to_another_or_not_at_all(target: &Target) -> Result<()> {
    let table = provisioned(target, Throughput { read: 5, write: 5 }).await?;
    let change = |read, write| UpdateTable::new(&table).with_throughput(Throughput { read, write });
    let changed = table.update_table(change(6, 5)).await?;
    assert_eq!(changed.billing, BillingMode::Provisioned(Throughput { read: 6, write: 5 }));
    let error = refuse(&table, change(6, 5)).await;
    assert!(error.is_validation());
    assert!(
        error.message().starts_with("The provisioned throughput for the table will not change."),
        "{error}"
    );
    Ok(())
}

pub async fn an_on_demand_table_takes_no_throughput(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let change = UpdateTable::new(&table).with_throughput(Throughput { read: 1, write: 1 });
    assert!(refuse(&table, change).await.is_validation());
    let change = adding(&table);
    let mut with_throughput = change.clone();
    with_throughput.index_updates.clear();
    let index = by_group().with_throughput(Throughput { read: 1, write: 1 });
    assert!(refuse(&table, with_throughput.creating_index(index)).await.is_validation());
    Ok(())
}

pub async fn an_index_of_a_provisioned_table_needs_throughput(target: &Target) -> Result<()> {
    let table = provisioned(target, Throughput { read: 5, write: 5 }).await?;
    assert!(refuse(&table, adding(&table)).await.is_validation());
    let mut change = adding(&table);
    change.index_updates.clear();
    let units = Throughput { read: 2, write: 3 };
    let changed = table.update_table(change.creating_index(by_group().with_throughput(units))).await?;
    assert_eq!(changed.global_indexes[0].definition.throughput, Some(units));
    Ok(())
}

pub async fn billing_changes_in_both_directions(target: &Target) -> Result<()> {
    let units = Throughput { read: 5, write: 5 };
    let table = provisioned(target, units).await?;
    let change = |billing| UpdateTable::new(&table).with_billing(billing);
    let changed = table.update_table(change(BillingMode::OnDemand)).await?;
    assert_eq!(changed.billing, BillingMode::OnDemand);
    let changed = table.update_table(change(BillingMode::Provisioned(units))).await?;
    assert_eq!(changed.billing, BillingMode::Provisioned(units));
    Ok(())
}

pub async fn a_protected_table_is_deleted_only_once_it_is_not_any_more(target: &Target) -> Result<()> {
    let table = target.create(|name| plain(name, KeyKind::S).protected()).await?;
    let name: dynamo_model::request::TableName = (&table).into();
    assert!(table.describe_table(name.clone()).await?.deletion_protection);
    let error = refused(table.delete_table(name.clone()).await);
    let unprotect = UpdateTable::new(&table).with_deletion_protection(false);
    let changed = table.update_table(unprotect).await?;
    assert!(!changed.deletion_protection);
    assert!(error.is_validation());
    assert_eq!(
        error.message(),
        "Resource cannot be deleted as it is currently protected against deletion. \
         Disable deletion protection first."
    );
    table.delete_table(name.clone()).await?;
    assert!(refused(table.describe_table(name).await).is_not_found());
    Ok(())
}

pub async fn a_table_has_a_class_that_can_change(target: &Target) -> Result<()> {
    let table =
        target.create(|name| plain(name, KeyKind::S).with_class(TableClass::InfrequentAccess)).await?;
    let described = table.describe_table((&table).into()).await?;
    assert_eq!(described.class, Some(TableClass::InfrequentAccess));
    let changed = table.update_table(UpdateTable::new(&table).with_class(TableClass::Standard)).await?;
    assert_eq!(changed.class, Some(TableClass::Standard));
    Ok(())
}

pub async fn a_stream_turned_on_again_is_another_one(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let change = |stream| UpdateTable::new(&table).with_stream(stream);
    let arn = |described: &TableDescription| described.latest_stream_arn.clone().unwrap();
    let on = table.update_table(change(StreamUpdate::Enable(StreamView::NewImage))).await?;
    assert_eq!(on.stream, Some(StreamView::NewImage));
    let off = table.update_table(change(StreamUpdate::Disable)).await?;
    assert_eq!((off.stream, arn(&off)), (None, arn(&on)));
    let again = table.update_table(change(StreamUpdate::Enable(StreamView::KeysOnly))).await?;
    assert_eq!(again.stream, Some(StreamView::KeysOnly));
    assert_ne!(arn(&again), arn(&on));
    Ok(())
}

pub async fn a_stream_is_not_turned_on_or_off_twice(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let change = |stream| UpdateTable::new(&table).with_stream(stream);
    assert!(refuse(&table, change(StreamUpdate::Disable)).await.is_validation());
    table.update_table(change(StreamUpdate::Enable(StreamView::NewImage))).await?;
    for view in [StreamView::NewImage, StreamView::OldImage] {
        assert!(refuse(&table, change(StreamUpdate::Enable(view))).await.is_validation());
    }
    Ok(())
}
