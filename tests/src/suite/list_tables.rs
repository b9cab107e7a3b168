//! Names of tables, in order, page by page.

use dynamo_model::Result;
use dynamo_model::request::{ListTables, TableName};

use crate::Target;
use crate::kit::refused;

/// Lists page by page, and keeps the names of this claim.
async fn listed(target: &Target, limit: Option<u32>, own: &str) -> Result<Vec<TableName>> {
    let mut names = Vec::new();
    let mut request = ListTables::new();
    request.limit = limit;
    loop {
        let page = target.backend().list_tables(request.clone()).await?;
        assert!(page.tables.len() <= usize::try_from(limit.unwrap_or(100)).unwrap());
        names.extend(page.tables.into_iter().filter(|name| name.starts_with(own)));
        match page.last_evaluated {
            Some(last) => request = request.starting_after(last),
            None => return Ok(names),
        }
    }
}

fn prefix(name: &TableName) -> String {
    name.rsplit_once('-').unwrap().0.to_owned()
}

pub async fn tables_are_listed_by_name_page_by_page(target: &Target) -> Result<()> {
    let mut made: Vec<TableName> = Vec::new();
    for _ in 0..4 {
        made.push((&target.hash_table().await?).into());
    }
    made.sort();
    let own = prefix(&made[0]);
    for limit in [None, Some(1), Some(3)] {
        assert_eq!(listed(target, limit, &own).await?, made, "limit {limit:?}");
    }
    Ok(())
}

pub async fn a_deleted_table_is_not_listed(target: &Target) -> Result<()> {
    let kept: TableName = (&target.hash_table().await?).into();
    let gone: TableName = (&target.hash_table().await?).into();
    target.backend().delete_table(gone).await?;
    assert_eq!(listed(target, None, &prefix(&kept)).await?, [kept]);
    Ok(())
}

pub async fn a_list_may_start_after_a_name_no_table_has(target: &Target) -> Result<()> {
    let table: TableName = (&target.hash_table().await?).into();
    let before = table.get(..table.len() - 1).unwrap();
    let page = target.backend().list_tables(ListTables::new().with_limit(1).starting_after(before)).await?;
    assert_eq!(page.tables, [table]);
    Ok(())
}

pub async fn a_list_has_1_to_100_names(target: &Target) -> Result<()> {
    for limit in [0, 101] {
        let error = refused(target.backend().list_tables(ListTables::new().with_limit(limit)).await);
        assert!(error.is_validation());
    }
    Ok(())
}
