//! What a read with a projection returns.

use dynamo_model::Result;
use dynamo_model::expr::{Path, Projection};
use dynamo_model::request::GetItem;
use dynamo_model::value::Item;

use crate::kit::{item, key, list, map, refused};
use crate::{Target, TestTable};

async fn stored(target: &Target) -> Result<TestTable> {
    let table = target.table().await?;
    let lines = list([map(item! { "n": 1, "of": "x" }), map(item! { "n": 2 }), map(item! { "n": 3 })]);
    let address = map(item! { "city": "Graz", "zip": 8010 });
    table.put(item! { "pk": "a", "sk": "1", "lines": lines, "address": address, "total": 5 }).await?;
    Ok(table)
}

async fn read(table: &TestTable, paths: impl IntoIterator<Item = Path>) -> Result<Option<Item>> {
    let request = GetItem::new(table, key("a", "1")).with_projection(Projection::from_iter(paths));
    Ok(table.get_item(request).await?.item)
}

pub async fn a_projection_returns_what_it_names_and_no_keys(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    assert_eq!(read(&table, ["total".into()]).await?, Some(item! { "total": 5 }));
    assert_eq!(
        read(&table, ["sk".into(), "absent".into(), "total".into()]).await?,
        Some(item! { "sk": "1", "total": 5 })
    );
    Ok(())
}

pub async fn a_projected_path_keeps_its_structure(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let city = Path::attribute("address").key("city");
    let wanted = item! { "address": map(item! { "city": "Graz" }) };
    assert_eq!(read(&table, [city.clone()]).await?, Some(wanted.clone()));
    // A path that ends nowhere leaves no empty map behind.
    let nowhere = Path::attribute("address").key("street").key("number");
    assert_eq!(read(&table, [city, nowhere]).await?, Some(wanted));
    Ok(())
}

pub async fn projected_list_elements_close_ranks_in_index_order(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let line = |index| Path::attribute("lines").index(index);
    let found = read(&table, [line(2).key("n"), line(0).key("of"), line(0).key("n"), line(9)]).await?;
    let lines = list([map(item! { "n": 1, "of": "x" }), map(item! { "n": 3 })]);
    assert_eq!(found, Some(item! { "lines": lines }));
    Ok(())
}

pub async fn a_projection_that_matches_nothing_returns_an_empty_item(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    assert_eq!(read(&table, ["absent".into()]).await?, Some(item! {}));
    let missing = GetItem::new(&table, key("b", "1")).with_projection(Projection::from_iter(["total"]));
    assert_eq!(table.get_item(missing).await?.item, None);
    Ok(())
}

pub async fn overlapping_projected_paths_are_refused(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let inside = Path::attribute("address").key("city");
    assert!(refused(read(&table, ["address".into(), inside]).await).is_validation());
    assert!(refused(read(&table, ["total".into(), "total".into()]).await).is_validation());
    Ok(())
}
