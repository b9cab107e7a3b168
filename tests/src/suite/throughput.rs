//! Throughput and billing over time.

use std::time::SystemTime;

use dynamo_model::Result;
use dynamo_model::request::{
    BillingMode, CreateTable, IndexDefinition, KeyKind, KeySchema, TableDescription, TableName, Throughput,
    UpdateTable,
};

use crate::kit::refused;
use crate::target::plain;
use crate::{Target, TestTable};

const WARM_ON_DEMAND: Throughput = Throughput { read: 12_000, write: 4_000 };

fn units(read: u64, write: u64) -> Throughput {
    Throughput { read, write }
}

fn indexed(name: TableName, throughput: Option<Throughput>) -> CreateTable {
    let mut index = IndexDefinition::new("inverse", KeySchema::new("sk"));
    index.throughput = throughput;
    let billing = throughput.map_or(BillingMode::OnDemand, BillingMode::Provisioned);
    plain(name, KeyKind::S).with_global_index(index).with_billing(billing)
}

/// Makes a table with an index, both of this throughput.
async fn provisioned(target: &Target, throughput: Throughput) -> Result<TestTable> {
    target.create(|name| indexed(name, Some(throughput))).await
}

async fn described(table: &TestTable) -> Result<TableDescription> {
    table.describe_table(table.into()).await
}

fn to(table: &TestTable, throughput: Throughput) -> UpdateTable {
    UpdateTable::new(table).with_throughput(throughput)
}

fn to_provisioned(table: &TestTable, throughput: Throughput) -> UpdateTable {
    UpdateTable::new(table)
        .with_billing(BillingMode::Provisioned(throughput))
        .with_index_throughput("inverse", throughput)
}

fn to_on_demand(table: &TestTable) -> UpdateTable {
    UpdateTable::new(table).with_billing(BillingMode::OnDemand)
}

pub async fn a_description_says_when_a_table_became_an_on_demand_one(target: &Target) -> Result<()> {
    let created = target.create(|name| indexed(name, None)).await?;
    assert!(described(&created).await?.on_demand_at.is_some());
    let table = provisioned(target, units(5, 5)).await?;
    assert_eq!(described(&table).await?.on_demand_at, None);
    table.update_table(to_on_demand(&table)).await?;
    let became: Option<SystemTime> = described(&table).await?.on_demand_at;
    assert!(became.is_some());
    table.update_table(to_provisioned(&table, units(6, 6))).await?;
    assert_eq!(described(&table).await?.on_demand_at, became);
    Ok(())
}

pub async fn decreases_of_throughput_are_counted(target: &Target) -> Result<()> {
    let table = provisioned(target, units(5, 5)).await?;
    assert_eq!(described(&table).await?.decreases_today, 0);
    // Less of one is a decrease, whatever becomes of the other.
    for (throughput, decreases) in [(units(6, 5), 0), (units(6, 4), 1), (units(3, 9), 2), (units(4, 9), 2)] {
        let changed = table.update_table(to(&table, throughput)).await?;
        assert_eq!(changed.decreases_today, decreases, "{throughput:?}");
    }
    let change = UpdateTable::new(&table).with_index_throughput("inverse", units(1, 1));
    let changed = table.update_table(change).await?;
    assert_eq!((changed.decreases_today, changed.global_indexes[0].decreases_today), (2, 1));
    Ok(())
}

pub async fn throughput_is_decreased_four_times_in_a_row_and_no_more(target: &Target) -> Result<()> {
    let table = provisioned(target, units(9, 9)).await?;
    for read in [8, 7, 6, 5] {
        table.update_table(to(&table, units(read, 9))).await?;
    }
    let error = refused(table.update_table(to(&table, units(4, 9))).await);
    assert!(error.is_limit_exceeded(), "{error:?}");
    assert_eq!(described(&table).await?.billing, BillingMode::Provisioned(units(5, 9)));
    table.update_table(to(&table, units(6, 9))).await?;
    // The index has decreases of its own.
    for read in [8, 7, 6, 5] {
        let change = UpdateTable::new(&table).with_index_throughput("inverse", units(read, 9));
        table.update_table(change).await?;
    }
    let change = UpdateTable::new(&table).with_index_throughput("inverse", units(4, 9));
    assert!(refused(table.update_table(change).await).is_limit_exceeded());
    Ok(())
}

pub async fn a_table_becomes_an_on_demand_one_four_times_a_day_and_no_more(target: &Target) -> Result<()> {
    let table = provisioned(target, units(5, 5)).await?;
    for read in 6..10 {
        table.update_table(to_on_demand(&table)).await?;
        table.update_table(to_provisioned(&table, units(read, 5))).await?;
    }
    let error = refused(table.update_table(to_on_demand(&table)).await);
    assert!(error.is_limit_exceeded(), "{error:?}");
    assert_eq!(described(&table).await?.billing, BillingMode::Provisioned(units(9, 5)));
    Ok(())
}

pub async fn an_on_demand_table_is_warm_from_the_start(target: &Target) -> Result<()> {
    let table = target.create(|name| indexed(name, None)).await?;
    let described = described(&table).await?;
    assert_eq!(described.warm_throughput, Some(WARM_ON_DEMAND));
    assert_eq!(described.global_indexes[0].warm_throughput, Some(WARM_ON_DEMAND));
    Ok(())
}

pub async fn a_provisioned_table_is_as_warm_as_it_is_provisioned(target: &Target) -> Result<()> {
    let table = provisioned(target, units(5, 7)).await?;
    let created = described(&table).await?;
    assert_eq!(created.warm_throughput, Some(units(5, 7)));
    assert_eq!(created.global_indexes[0].warm_throughput, Some(units(5, 7)));
    let changed = table.update_table(to(&table, units(6, 8))).await?;
    assert_eq!(changed.warm_throughput, Some(units(6, 8)));
    assert_eq!(changed.global_indexes[0].warm_throughput, Some(units(5, 7)));
    Ok(())
}

pub async fn a_table_that_was_warm_stays_so(target: &Target) -> Result<()> {
    let table = target.create(|name| indexed(name, None)).await?;
    let changed = table.update_table(to_provisioned(&table, units(5, 5_000))).await?;
    let warm = Some(units(12_000, 5_000));
    assert_eq!((changed.warm_throughput, changed.global_indexes[0].warm_throughput), (warm, warm));
    let changed = table.update_table(to(&table, units(5, 5))).await?;
    assert_eq!(changed.warm_throughput, warm);
    Ok(())
}
