//! Updates of list elements: every index means a place in the list as it was.

use dynamo_model::Result;
use dynamo_model::expr::{Path, SetOperand, Update};
use dynamo_model::value::Value;

use super::update::{NO_ATTRIBUTE, WRONG_OPERAND, after, all_refused, path, stored};
use crate::Target;
use crate::kit::list;

fn at(index: u32) -> Path {
    path("l").index(index)
}

pub async fn elements_set_past_the_end_are_appended_in_index_order(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let found = after(&table, Update::new().set(at(9), 9).set(at(8), 8), "l").await?;
    assert_eq!(found, Some(list(["a".into(), "b".into(), "c".into(), Value::from(8), Value::from(9)])));
    Ok(())
}

pub async fn setting_and_removing_elements_use_the_old_places(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let found = after(&table, Update::new().set(at(1), "Z").remove(at(0)), "l").await?;
    assert_eq!(found, Some(list(["Z", "c"])));
    let table = stored(target).await?;
    let found = after(&table, Update::new().set(at(9), "9").remove(at(0)), "l").await?;
    assert_eq!(found, Some(list(["b", "c", "9"])));
    Ok(())
}

pub async fn removed_elements_close_the_gap_together(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let found = after(&table, Update::new().remove(at(0)).remove(at(1)), "l").await?;
    assert_eq!(found, Some(list(["c"])));
    assert_eq!(after(&table, Update::new().remove(at(5)), "l").await?, Some(list(["c"])));
    assert_eq!(after(&table, Update::new().remove(at(0)), "l").await?, Some(list::<Value>([])));
    assert_eq!(after(&table, Update::new().set(at(0), "first"), "l").await?, Some(list(["first"])));
    Ok(())
}

pub async fn adding_past_the_end_of_a_list_appends(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let found = after(&table, Update::new().add(at(9), 1), "l").await?;
    assert_eq!(found, Some(list(["a".into(), "b".into(), "c".into(), Value::from(1)])));
    Ok(())
}

pub async fn list_append_joins_in_either_order(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let front = SetOperand::list_append(list(["z"]), path("l"));
    assert_eq!(after(&table, Update::new().set("q", front), "q").await?, Some(list(["z", "a", "b", "c"])));
    let back = SetOperand::list_append(path("l"), list(["z"]));
    assert_eq!(after(&table, Update::new().set("l", back), "l").await?, Some(list(["a", "b", "c", "z"])));
    let fresh = SetOperand::list_append(SetOperand::if_not_exists("nope", list::<Value>([])), list([1]));
    assert_eq!(after(&table, Update::new().set("new", fresh), "new").await?, Some(list([1])));
    Ok(())
}

pub async fn list_append_needs_lists_that_exist(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let append = |to: &str| Update::new().set("q", SetOperand::list_append(path(to), list(["z"])));
    all_refused(&table, [append("nope")], NO_ATTRIBUTE).await?;
    all_refused(&table, [append("x"), append("pk")], WRONG_OPERAND).await
}
