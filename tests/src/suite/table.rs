//! Tables come, are described, and go.

use dynamo_model::Result;
use dynamo_model::request::{
    BillingMode, CreateTable, DeleteItem, GetItem, IndexDefinition, IndexProjection, KeyKind, KeySchema,
    PutItem, ReturnCapacity, TableName, TableStatus, Throughput, TransactGet, TransactGetItems, UpdateItem,
};

use crate::Target;
use crate::kit::{key, refused};
use crate::target::plain;

pub async fn a_created_table_is_active_and_empty(target: &Target) -> Result<()> {
    let name = target.table_name();
    let created = target.backend().create_table(plain(name.clone(), KeyKind::N)).await?;
    assert_eq!((created.table.clone(), created.status), (name.clone(), TableStatus::Active));
    let described = target.backend().describe_table(name.clone()).await?;
    assert_eq!((described.table, described.status), (name, TableStatus::Active));
    assert_eq!((described.item_count, described.size_bytes), (0, 0));
    assert_eq!(described.key, KeySchema::new("pk").with_sort("sk"));
    assert_eq!(described.billing, BillingMode::OnDemand);
    assert!(described.global_indexes.is_empty() && described.local_indexes.is_empty());
    let mut kinds: Vec<_> = described.attributes.iter().map(|one| (one.name.as_str(), one.kind)).collect();
    kinds.sort_by_key(|(name, _)| *name);
    assert_eq!(kinds, [("pk", KeyKind::S), ("sk", KeyKind::N)]);
    Ok(())
}

pub async fn a_description_shows_indexes_as_they_were_defined(target: &Target) -> Result<()> {
    let included = IndexProjection::Include(vec!["a".into(), "b".into()]);
    let indexes = [
        IndexDefinition::new("all", KeySchema::new("x")),
        IndexDefinition::new("keys", KeySchema::new("x").with_sort("y"))
            .with_projection(IndexProjection::KeysOnly),
        IndexDefinition::new("some", KeySchema::new("y").with_sort("x")).with_projection(included),
    ];
    let name = target.table_name();
    let mut request =
        plain(name.clone(), KeyKind::S).with_attribute("x", KeyKind::S).with_attribute("y", KeyKind::B);
    for index in indexes.clone() {
        request = request.with_global_index(index);
    }
    target.backend().create_table(request).await?;
    let described = target.backend().describe_table(name).await?;
    for index in indexes {
        let found =
            described.global_indexes.iter().find(|found| found.definition.name == index.name).unwrap();
        assert_eq!((&found.definition, found.status), (&index, TableStatus::Active));
    }
    assert_eq!(described.global_indexes.len(), 3);
    Ok(())
}

pub async fn provisioned_throughput_is_described(target: &Target) -> Result<()> {
    let name = target.table_name();
    let billing = BillingMode::Provisioned(Throughput { read: 3, write: 7 });
    target.backend().create_table(plain(name.clone(), KeyKind::S).with_billing(billing)).await?;
    assert_eq!(target.backend().describe_table(name).await?.billing, billing);
    Ok(())
}

pub async fn a_table_cannot_be_created_twice(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(key("a", "1")).await?;
    let again = plain((&table).into(), KeyKind::S);
    assert!(refused(table.create_table(again).await).is_in_use());
    assert!(table.get(key("a", "1")).await?.is_some());
    Ok(())
}

pub async fn a_deleted_table_is_gone_with_its_items(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(key("a", "1")).await?;
    let deleted = table.delete_table((&table).into()).await?;
    assert_eq!(deleted.table, (&table).into());
    assert!(refused(table.describe_table((&table).into()).await).is_not_found());
    assert!(refused(table.get(key("a", "1")).await).is_not_found());
    table.create_table(plain((&table).into(), KeyKind::S)).await?;
    assert_eq!(table.get(key("a", "1")).await?, None);
    assert!(table.all(table.partition("a")).await?.is_empty());
    Ok(())
}

pub async fn a_recreated_table_may_have_another_key(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(key("a", "1")).await?;
    table.delete_table((&table).into()).await?;
    table.create_table(plain((&table).into(), KeyKind::N)).await?;
    table.put(key("a", 1)).await?;
    assert_eq!(table.all(table.partition("a")).await?, [key("a", 1)]);
    Ok(())
}

pub async fn every_table_has_an_identity_of_its_own(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let first = table.describe_table((&table).into()).await?;
    assert_eq!(table.describe_table((&table).into()).await?.id, first.id);
    table.delete_table((&table).into()).await?;
    let second = table.create_table(plain((&table).into(), KeyKind::S)).await?;
    assert_ne!(first.id, second.id);
    Ok(())
}

pub async fn a_table_is_found_by_its_arn_as_by_its_name(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let described = table.describe_table((&table).into()).await?;
    let arn = || TableName::from(described.arn.as_str());
    table.put_item(PutItem::new(arn(), key("a", "1"))).await?;
    let get = GetItem::new(arn(), key("a", "1")).with_capacity(ReturnCapacity::Total).consistent();
    let found = table.get_item(get).await?;
    assert_eq!(found.item, Some(key("a", "1")));
    assert_eq!(found.consumed_capacity.unwrap().table_name, arn(), "as the request named it");
    let twice = [TableName::from(&table), arn()].map(|name| TransactGet::new(name, key("a", "1")));
    assert!(refused(table.transact_get_items(TransactGetItems::new(twice)).await).is_validation());
    assert_eq!(table.describe_table(arn()).await?.table, described.table);
    let missing = format!("{}-missing", described.arn);
    assert!(refused(table.get_item(GetItem::new(missing, key("a", "1"))).await).is_not_found());
    Ok(())
}

pub async fn every_operation_on_a_missing_table_is_not_found(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.delete_table((&table).into()).await?;
    assert!(refused(table.get_item(GetItem::new(&table, key("a", "1"))).await).is_not_found());
    assert!(refused(table.put_item(PutItem::new(&table, key("a", "1"))).await).is_not_found());
    assert!(refused(table.update_item(UpdateItem::new(&table, key("a", "1"))).await).is_not_found());
    assert!(refused(table.delete_item(DeleteItem::new(&table, key("a", "1"))).await).is_not_found());
    assert!(refused(table.query(table.partition("a")).await).is_not_found());
    assert!(refused(table.describe_table((&table).into()).await).is_not_found());
    assert!(refused(table.delete_table((&table).into()).await).is_not_found());
    Ok(())
}

pub async fn table_names_have_3_to_255_plain_characters(target: &Target) -> Result<()> {
    for name in ["ab", "with space", "with/slash", "größe", &"x".repeat(256)] {
        let error = refused(target.backend().create_table(plain(name.into(), KeyKind::S)).await);
        assert!(error.is_validation(), "{name}: {error:?}");
    }
    Ok(())
}

pub async fn attribute_definitions_are_exactly_the_key_attributes(target: &Target) -> Result<()> {
    let name = target.table_name();
    let keyed = || CreateTable::new(name.clone(), KeySchema::new("pk"));
    for request in [
        keyed(),
        keyed().with_attribute("other", KeyKind::S),
        keyed().with_attribute("pk", KeyKind::S).with_attribute("other", KeyKind::S),
        plain(name.clone(), KeyKind::S)
            .with_global_index(IndexDefinition::new("gsi", KeySchema::new("undefined"))),
    ] {
        let error = refused(target.backend().create_table(request.clone()).await);
        assert!(error.is_validation(), "{request:?}: {error:?}");
        assert!(refused(target.backend().describe_table(name.clone()).await).is_not_found());
    }
    Ok(())
}

pub async fn a_key_schema_needs_different_attributes(target: &Target) -> Result<()> {
    let name = target.table_name();
    let twice = CreateTable::new(name, KeySchema::new("pk").with_sort("pk")).with_attribute("pk", KeyKind::S);
    assert!(refused(target.backend().create_table(twice).await).is_validation());
    Ok(())
}

pub async fn index_definitions_are_checked(target: &Target) -> Result<()> {
    let name = target.table_name();
    let with = |index: IndexDefinition| {
        plain(name.clone(), KeyKind::S).with_attribute("x", KeyKind::S).with_global_index(index)
    };
    let index = |name: &str| IndexDefinition::new(name, KeySchema::new("x"));
    let including = |names: Vec<String>| index("gsi").with_projection(IndexProjection::Include(names));
    for request in [
        with(index("ab")),
        with(index("not plain")),
        with(index("gsi")).with_global_index(index("gsi")),
        with(including(vec![])),
        with(including(vec!["a".into(), "a".into()])),
    ] {
        let error = refused(target.backend().create_table(request.clone()).await);
        assert!(error.is_validation(), "{request:?}: {error:?}");
    }
    Ok(())
}

pub async fn an_index_of_an_on_demand_table_has_no_throughput_of_its_own(target: &Target) -> Result<()> {
    let index =
        IndexDefinition::new("gsi", KeySchema::new("sk")).with_throughput(Throughput { read: 1, write: 1 });
    let request = plain(target.table_name(), KeyKind::S).with_global_index(index);
    assert!(refused(target.backend().create_table(request).await).is_validation());
    Ok(())
}

pub async fn an_index_includes_at_most_20_attributes(target: &Target) -> Result<()> {
    let including = |count: usize| {
        let names = (0..count).map(|n| format!("a{n}")).collect();
        let index = IndexDefinition::new("gsi", KeySchema::new("sk"));
        plain(target.table_name(), KeyKind::S)
            .with_global_index(index.with_projection(IndexProjection::Include(names)))
    };
    target.backend().create_table(including(20)).await?;
    assert!(refused(target.backend().create_table(including(21)).await).is_validation());
    Ok(())
}
