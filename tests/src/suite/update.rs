//! What the four clauses of an update do.

use dynamo_model::Result;
use dynamo_model::expr::{Path, SetOperand, SetValue, Update};
use dynamo_model::value::{Item, Value};

use crate::kit::{item, key, list, map, number, numbers, refused, strings};
use crate::{Target, TestTable};

pub(super) fn path(name: &str) -> Path {
    Path::attribute(name)
}

/// Stores the item `{x: {y: 1}, l: [a, b, c]}`, which the updates below change.
pub(super) async fn stored(target: &Target) -> Result<TestTable> {
    let table = target.table().await?;
    table.put(whole(item! { "x": map(item! { "y": 1 }), "l": list(["a", "b", "c"]) })).await?;
    Ok(table)
}

pub(super) fn whole(attributes: Item) -> Item {
    let mut item = key("a", "1");
    item.extend(attributes.to_map());
    item
}

/// Applies an update to the stored item and returns one attribute of it afterwards.
pub(super) async fn after(table: &TestTable, update: Update, name: &str) -> Result<Option<Value>> {
    table.update(key("a", "1"), update).await?;
    let item = table.get(key("a", "1")).await?;
    Ok(item.and_then(|item| item.get(name).map(|value| value.to_value())))
}

/// Requires that each update is refused with this message and changes nothing.
pub(super) async fn all_refused(
    table: &TestTable,
    updates: impl IntoIterator<Item = Update>,
    message: &str,
) -> Result<()> {
    let before = table.get(key("a", "1")).await?;
    for update in updates.into_iter().collect::<Vec<_>>() {
        let error = refused(table.update(key("a", "1"), update.clone()).await);
        assert!(error.is_validation(), "{update:?}: {error:?}");
        assert!(error.message().ends_with(message), "{update:?}: {error:?}");
    }
    assert_eq!(table.get(key("a", "1")).await?, before);
    Ok(())
}

pub const INVALID_PATH: &str = "The document path provided in the update expression is invalid for update";
pub const WRONG_OPERAND: &str = "An operand in the update expression has an incorrect data type";
pub const NO_ATTRIBUTE: &str =
    "The provided expression refers to an attribute that does not exist in the item";

pub async fn an_update_creates_the_item_it_does_not_find(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.update(key("a", "1"), Update::new().set("v", 1).add("n", 2)).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(whole(item! { "v": 1, "n": 2 })));
    Ok(())
}

pub async fn an_update_that_changes_nothing_creates_the_bare_key(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.update(key("a", "1"), Update::new()).await?;
    assert_eq!(table.get(key("a", "1")).await?, Some(key("a", "1")));
    Ok(())
}

pub async fn removing_from_a_missing_item_creates_nothing(target: &Target) -> Result<()> {
    let table = target.table().await?;
    for update in [
        Update::new().remove("v"),
        Update::new().delete("s", strings(["a"])),
        Update::new().remove("v").delete("s", strings(["a"])),
    ] {
        table.update(key("a", "1"), update).await?;
        assert_eq!(table.get(key("a", "1")).await?, None);
    }
    Ok(())
}

pub async fn removing_below_a_missing_item_is_ignored(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.update(key("a", "1"), Update::new().remove(path("x").key("y"))).await?;
    table.update(key("a", "1"), Update::new().remove(path("x").index(0))).await?;
    assert_eq!(table.get(key("a", "1")).await?, None);
    Ok(())
}

pub async fn an_update_leaves_other_attributes_alone(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    table.update(key("a", "1"), Update::new().set("v", "new")).await?;
    let wanted = item! { "x": map(item! { "y": 1 }), "l": list(["a", "b", "c"]), "v": "new" };
    assert_eq!(table.get(key("a", "1")).await?, Some(whole(wanted)));
    Ok(())
}

pub async fn right_hand_sides_see_the_item_as_it_was(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let swap = Update::new().set("y", path("x").key("y")).set(path("x").key("y"), 2);
    assert_eq!(after(&table, swap, "y").await?, Some(Value::from(1)));
    let x = table.get(key("a", "1")).await?.unwrap().get("x").unwrap().to_value();
    assert_eq!(x, map(item! { "y": 2 }));
    let use_of_new = Update::new().set("fresh", 1).set("copy", path("fresh"));
    all_refused(&table, [use_of_new], NO_ATTRIBUTE).await
}

pub async fn set_reaches_into_maps_but_never_makes_parents(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let found = after(&table, Update::new().set(path("x").key("z"), "new"), "x").await?;
    assert_eq!(found, Some(map(item! { "y": 1, "z": "new" })));
    all_refused(
        &table,
        [
            Update::new().set(path("q").key("z"), 1),
            Update::new().set(path("q").index(0), 1),
            Update::new().set(path("x").index(0), 1),
            Update::new().set(path("l").key("z"), 1),
            Update::new().set(path("x").key("y").key("z"), 1),
            Update::new().remove(path("q").key("z")),
            Update::new().remove(path("x").key("y").key("z")),
            Update::new().remove(path("x").index(0)),
            Update::new().remove(path("l").key("z")),
            Update::new().add(path("q").key("z"), 1),
            Update::new().delete(path("q").key("z"), strings(["a"])),
        ],
        INVALID_PATH,
    )
    .await
}

pub async fn removing_what_is_not_there_changes_nothing(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let before = table.get(key("a", "1")).await?;
    for update in [
        Update::new().remove("nope"),
        Update::new().remove(path("x").key("z")),
        Update::new().remove(path("l").index(7)),
        Update::new().delete("nope", strings(["a"])),
        Update::new().delete(path("x").key("z"), strings(["a"])),
    ] {
        table.update(key("a", "1"), update).await?;
        assert_eq!(table.get(key("a", "1")).await?, before);
    }
    Ok(())
}

pub async fn add_counts_and_starts_at_zero(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    for total in ["2.5", "5", "7.5"] {
        let found = after(&table, Update::new().add("n", number("2.5")), "n").await?;
        assert_eq!(found, Some(Value::from(number(total))));
    }
    let found = after(&table, Update::new().add(path("x").key("z"), -1), "x").await?;
    assert_eq!(found, Some(map(item! { "y": 1, "z": -1 })));
    Ok(())
}

pub async fn add_joins_sets_and_delete_subtracts_them(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let add = |members| Update::new().add("s", members);
    assert_eq!(after(&table, add(strings(["a", "b"])), "s").await?, Some(strings(["a", "b"])));
    assert_eq!(after(&table, add(strings(["b", "c"])), "s").await?, Some(strings(["a", "b", "c"])));
    let delete = |members| Update::new().delete("s", members);
    assert_eq!(after(&table, delete(strings(["b", "z"])), "s").await?, Some(strings(["a", "c"])));
    // There are no empty sets: the attribute goes.
    assert_eq!(after(&table, delete(strings(["a", "c"])), "s").await?, None);
    let found = after(&table, Update::new().add("ns", numbers(["1.0", "2"])), "ns").await?;
    assert_eq!(found, Some(numbers(["1", "2"])));
    Ok(())
}

pub async fn add_and_delete_refuse_attributes_of_another_type(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    table.update(key("a", "1"), Update::new().set("s", strings(["a"])).set("t", "text")).await?;
    all_refused(
        &table,
        [
            Update::new().add("t", 1),
            Update::new().add("s", 1),
            Update::new().add("s", numbers(["1"])),
            Update::new().add("t", strings(["a"])),
            Update::new().add(path("l").index(0), 1),
            Update::new().delete("t", strings(["a"])),
            Update::new().delete("s", numbers(["1"])),
        ],
        WRONG_OPERAND,
    )
    .await
}

pub async fn plus_and_minus_are_exact(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let sum = |left: &str, right: &str| SetValue::Add(number(left).into(), number(right).into());
    let cases =
        [("0.1", "0.2", "0.3"), ("1e36", "0.5", "1000000000000000000000000000000000000.5"), ("-1", "1", "0")];
    for (left, right, total) in cases {
        let found = after(&table, Update::new().set("q", sum(left, right)), "q").await?;
        assert_eq!(found, Some(Value::from(number(total))), "{left} + {right}");
    }
    let minus = SetValue::Subtract(path("x").key("y").into(), 5.into());
    assert_eq!(after(&table, Update::new().set("q", minus), "q").await?, Some(Value::from(-4)));
    Ok(())
}

pub async fn arithmetic_needs_numbers_that_exist(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let plus = |left: SetOperand| Update::new().set("q", SetValue::Add(left, 1.into()));
    all_refused(
        &table,
        [plus(path("l").into()), plus(path("x").into()), plus(path("pk").into())],
        WRONG_OPERAND,
    )
    .await?;
    all_refused(&table, [plus(path("nope").into()), Update::new().set("q", path("nope"))], NO_ATTRIBUTE).await
}

pub async fn if_not_exists_falls_back_only_when_absent(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let y = || path("x").key("y");
    let cases = [
        (SetOperand::if_not_exists(y(), 5), 1),
        (SetOperand::if_not_exists("nope", 5), 5),
        (SetOperand::if_not_exists("nope", y()), 1),
        (SetOperand::if_not_exists("nope", SetOperand::if_not_exists("nope2", 7)), 7),
    ];
    for (operand, wanted) in cases {
        let found = after(&table, Update::new().set("q", operand.clone()), "q").await?;
        assert_eq!(found, Some(Value::from(wanted)), "{operand:?}");
    }
    let counter = SetValue::Add(SetOperand::if_not_exists(y(), 5), 5.into());
    assert_eq!(after(&table, Update::new().set("q", counter), "q").await?, Some(Value::from(6)));
    Ok(())
}

pub async fn a_fallback_must_exist_whether_or_not_it_is_needed(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let fallback = || SetOperand::if_not_exists(path("x").key("y"), path("nope"));
    let nested = SetOperand::if_not_exists(path("x").key("y"), fallback());
    let sum = SetValue::Add(fallback(), 5.into());
    all_refused(
        &table,
        [Update::new().set("q", fallback()), Update::new().set("q", nested), Update::new().set("q", sum)],
        NO_ATTRIBUTE,
    )
    .await
}

pub async fn a_fallback_to_the_path_itself_is_refused(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let message = "The first operand must be distinct from the remaining operands for this operator or function; \
                   operator: if_not_exists, first operand: [n]";
    let same = SetOperand::if_not_exists("n", path("n"));
    let error = refused(table.update(key("a", "1"), Update::new().set("q", same)).await);
    assert!(error.is_validation() && error.message().contains(message), "{error:?}");
    Ok(())
}

pub async fn all_clauses_work_in_one_update(target: &Target) -> Result<()> {
    let table = target.table().await?;
    table.put(whole(item! { "gone": 1, "n": 1, "s": strings(["a", "b"]) })).await?;
    let update = Update::new().set("v", "set").remove("gone").add("n", 2).delete("s", strings(["a"]));
    table.update(key("a", "1"), update).await?;
    let wanted = whole(item! { "v": "set", "n": 3, "s": strings(["b"]) });
    assert_eq!(table.get(key("a", "1")).await?, Some(wanted));
    Ok(())
}

pub async fn overlapping_and_conflicting_update_paths_are_refused(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let overlapping = [
        Update::new().set("q", 1).remove(path("q").key("z")),
        Update::new().set("q", 1).add("q", 1),
        Update::new().set("q", 1).set("q", 2),
        Update::new().set(path("q").key("z"), 1).set(path("q").index(0), 1),
    ];
    all_refused(&table, overlapping, "").await
}

pub async fn key_attributes_cannot_be_updated_even_to_what_they_are(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let update = |name| Update::new().set(name, if name == "pk" { "a" } else { "1" });
    all_refused(
        &table,
        [update("pk"), update("sk"), Update::new().remove("sk")],
        "This attribute is part of the key",
    )
    .await
}

pub async fn a_failing_clause_undoes_the_others(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let update = Update::new().set("q", 1).remove(path("l").index(0)).add(path("x").key("y"), strings(["a"]));
    all_refused(&table, [update], WRONG_OPERAND).await
}

pub async fn what_cannot_be_added_or_taken_is_told_before_a_path_that_leads_nowhere(
    target: &Target,
) -> Result<()> {
    let table = stored(target).await?;
    let nowhere = || Update::new().set(path("q").key("z"), 1);
    let updates = [nowhere().add("l", 1), nowhere().delete("l", strings(["a"]))];
    all_refused(&table, updates, WRONG_OPERAND).await
}

pub async fn of_several_faults_of_an_update_one_is_told(target: &Target) -> Result<()> {
    let table = stored(target).await?;
    let before = table.get(key("a", "1")).await?;
    let sum = |left: &str, right: &str| SetValue::Add(path(left).into(), path(right).into());
    for update in [
        Update::new().set("a", path("nope")).add("x", 1),
        Update::new().set("a", sum("nope", "x")).remove(path("q").key("z")),
        Update::new().set(path("q").key("z"), 1).set("a", sum("x", "nope")).delete("l", strings(["a"])),
    ] {
        let error = refused(table.update(key("a", "1"), update.clone()).await);
        assert!(error.is_validation(), "{error:?}");
        let known = [WRONG_OPERAND, NO_ATTRIBUTE, INVALID_PATH];
        assert!(known.iter().any(|message| error.message().ends_with(message)), "{update:?}: {error}");
        assert_eq!(table.get(key("a", "1")).await?, before);
    }
    Ok(())
}
