//! What writes return of the item before and after.

use dynamo_model::Result;
use dynamo_model::expr::{Path, Update};
use dynamo_model::request::{DeleteItem, PutItem, ReturnValues, UpdateItem};
use dynamo_model::value::Item;

use super::update::{path, stored, whole};
use crate::kit::{item, key, list, map, refused, strings};
use crate::{Target, TestTable};

async fn returned(table: &TestTable, update: Update, values: ReturnValues) -> Result<Option<Item>> {
    let request = UpdateItem::new(table, key("a", "1")).with_update(update).returning(values);
    Ok(table.update_item(request).await?.attributes)
}

pub async fn writes_return_nothing_unless_asked(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let update = UpdateItem::new(&table, key("a", "1")).with_update(Update::new().set("v", 1));
    assert_eq!(table.update_item(update).await?.attributes, None);
    assert_eq!(table.put_item(PutItem::new(&table, key("a", "1"))).await?.attributes, None);
    assert_eq!(table.delete_item(DeleteItem::new(&table, key("a", "1"))).await?.attributes, None);
    Ok(())
}

pub async fn put_returns_the_item_it_replaced(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let put = |v: i32| PutItem::new(&table, whole(item! { "v": v })).returning(ReturnValues::AllOld);
    assert_eq!(table.put_item(put(1)).await?.attributes, None);
    assert_eq!(table.put_item(put(2)).await?.attributes, Some(whole(item! { "v": 1 })));
    Ok(())
}

pub async fn delete_returns_the_item_it_removed(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(whole(item! { "v": 1 })).await?;
    let delete = DeleteItem::new(&table, key("a", "1")).returning(ReturnValues::AllOld);
    assert_eq!(table.delete_item(delete.clone()).await?.attributes, Some(whole(item! { "v": 1 })));
    assert_eq!(table.delete_item(delete).await?.attributes, None);
    Ok(())
}

pub async fn put_and_delete_can_return_only_the_old_item(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for values in [ReturnValues::AllNew, ReturnValues::UpdatedOld, ReturnValues::UpdatedNew] {
        let put = PutItem::new(&table, key("a", "1")).returning(values);
        assert!(refused(table.put_item(put).await).is_validation());
        let delete = DeleteItem::new(&table, key("a", "1")).returning(values);
        assert!(refused(table.delete_item(delete).await).is_validation());
    }
    Ok(())
}

pub async fn update_returns_the_whole_item_before_or_after(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let set = |v: i32| Update::new().set("v", v);
    assert_eq!(returned(&table, set(1), ReturnValues::AllOld).await?, None);
    assert_eq!(returned(&table, set(2), ReturnValues::AllOld).await?, Some(whole(item! { "v": 1 })));
    assert_eq!(returned(&table, set(3), ReturnValues::AllNew).await?, Some(whole(item! { "v": 3 })));
    let nothing = returned(&table, Update::new().remove("nope"), ReturnValues::AllNew).await?;
    assert_eq!(nothing, Some(whole(item! { "v": 3 })));
    Ok(())
}

pub async fn updated_values_are_those_of_the_attributes_named(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(whole(item! { "v": 1, "gone": "x", "other": 0 })).await?;
    let change = || Update::new().set("v", 2).set("new", 3).remove("gone");
    let old = returned(&table, change(), ReturnValues::UpdatedOld).await?;
    assert_eq!(old, Some(item! { "v": 1, "gone": "x" }));
    table.put(whole(item! { "v": 1, "gone": "x", "other": 0 })).await?;
    let new = returned(&table, change(), ReturnValues::UpdatedNew).await?;
    assert_eq!(new, Some(item! { "v": 2, "new": 3 }));
    Ok(())
}

pub async fn a_value_set_to_what_it_was_counts_as_updated(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(whole(item! { "v": 1 })).await?;
    let same = || Update::new().set("v", 1);
    assert_eq!(returned(&table, same(), ReturnValues::UpdatedOld).await?, Some(item! { "v": 1 }));
    assert_eq!(returned(&table, same(), ReturnValues::UpdatedNew).await?, Some(item! { "v": 1 }));
    Ok(())
}

pub async fn updated_values_below_an_attribute_are_only_what_was_touched(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let document = || map(item! { "a": 1, "b": 2, "c": map(item! { "d": 3, "e": 4 }) });
    table.put(whole(item! { "m": document() })).await?;
    let m = || path("m");
    let change = || Update::new().set(m().key("a"), 10).set(m().key("c").key("d"), 30);
    let old = returned(&table, change(), ReturnValues::UpdatedOld).await?;
    assert_eq!(old, Some(item! { "m": map(item! { "a": 1, "c": map(item! { "d": 3 }) }) }));
    let new = returned(&table, change(), ReturnValues::UpdatedNew).await?;
    assert_eq!(new, Some(item! { "m": map(item! { "a": 10, "c": map(item! { "d": 30 }) }) }));
    Ok(())
}

pub async fn updated_list_elements_are_returned_without_the_others(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let at = |index| Path::attribute("l").index(index);
    let new =
        returned(&table, Update::new().set(at(2), "C").set(at(0), "A"), ReturnValues::UpdatedNew).await?;
    assert_eq!(new, Some(item! { "l": list(["A", "C"]) }));
    let old = returned(&table, Update::new().set(at(1), "B"), ReturnValues::UpdatedOld).await?;
    assert_eq!(old, Some(item! { "l": list(["b"]) }));
    Ok(())
}

pub async fn updated_values_are_left_out_if_there_are_none(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let cases = [
        (Update::new().set("v", 1), ReturnValues::UpdatedOld),
        (Update::new().remove("v"), ReturnValues::UpdatedNew),
        (Update::new().remove("nope"), ReturnValues::UpdatedOld),
        (Update::new(), ReturnValues::UpdatedNew),
    ];
    for (update, values) in cases {
        assert_eq!(returned(&table, update.clone(), values).await?, None, "{update:?}");
    }
    Ok(())
}

pub async fn added_and_subtracted_members_return_the_whole_set(target: &Target) -> Result<()> {
    let table = target.table().await?;
    let add = Update::new().add("s", strings(["a", "b"])).add("n", 2);
    assert_eq!(
        returned(&table, add, ReturnValues::UpdatedNew).await?,
        Some(item! { "s": strings(["a", "b"]), "n": 2 })
    );
    let delete = Update::new().delete("s", strings(["a"]));
    let old = returned(&table, delete, ReturnValues::UpdatedOld).await?;
    assert_eq!(old, Some(item! { "s": strings(["a", "b"]) }));
    Ok(())
}
