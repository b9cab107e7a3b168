//! What conditions are true of.

use dynamo_model::Result;
use dynamo_model::expr::{Condition, Operand, Path};
use dynamo_model::value::{Item, Value, ValueKind};

use crate::kit::{binaries, item, key, list, map, number, numbers, strings};
use crate::{Target, TestTable};

pub(super) fn path(name: &str) -> Path {
    Path::attribute(name)
}

pub(super) async fn with(target: &Target, attributes: Item) -> Result<TestTable> {
    let table = target.table().await?;
    let mut item = key("a", "1");
    item.extend(attributes.to_map());
    table.put(item).await?;
    Ok(table)
}

/// Tries every condition on the stored item.
async fn expect(
    table: &TestTable,
    wanted: bool,
    conditions: impl IntoIterator<Item = Condition>,
) -> Result<()> {
    for condition in conditions.into_iter().collect::<Vec<_>>() {
        let holds = table.holds(key("a", "1"), condition.clone()).await?;
        assert_eq!(holds, wanted, "{condition:?}");
    }
    Ok(())
}

pub async fn an_absent_attribute_satisfies_nothing_but_not_equal(target: &Target) -> Result<()> {
    let table = with(target, item! { "n": 1 }).await?;
    let nope = || path("nope");
    expect(
        &table,
        false,
        [
            Condition::eq(nope(), 1),
            Condition::eq(nope(), path("nope2")),
            Condition::lt(nope(), 1),
            Condition::ge(nope(), 1),
            Condition::between(nope(), 0, 9),
            Condition::is_in(nope(), [1, 2]),
            Condition::begins_with(nope(), ""),
            Condition::contains(nope(), ""),
            Condition::exists("nope"),
            Condition::has_type("nope", ValueKind::Null),
            Condition::eq(Operand::size("nope"), 0),
        ],
    )
    .await?;
    expect(
        &table,
        true,
        [
            Condition::ne(nope(), 1),
            Condition::ne(nope(), path("nope2")),
            Condition::ne(Operand::size("nope"), 0),
            Condition::not_exists("nope"),
            !Condition::eq(nope(), 1),
        ],
    )
    .await
}

pub async fn values_of_different_types_are_never_equal_and_have_no_order(target: &Target) -> Result<()> {
    let table = with(target, item! { "n": 123, "nul": Value::Null, "l": list([1]) }).await?;
    expect(
        &table,
        false,
        [
            Condition::eq(path("n"), "123"),
            Condition::lt(path("n"), "5"),
            Condition::gt(path("n"), "5"),
            Condition::between(path("n"), "0", "9"),
            Condition::lt(path("nul"), 1),
            Condition::ge(path("l"), 1),
            Condition::eq(path("nul"), false),
        ],
    )
    .await?;
    expect(&table, true, [Condition::ne(path("n"), "123"), Condition::eq(path("nul"), Value::Null)]).await
}

pub async fn numbers_are_compared_by_value(target: &Target) -> Result<()> {
    let table = with(target, item! { "n": 123, "ns": numbers(["1", "2"]), "tenth": number("0.1") }).await?;
    expect(
        &table,
        true,
        [
            Condition::eq(path("n"), number("1.23e2")),
            Condition::eq(path("ns"), numbers(["2.0", "1.00"])),
            Condition::gt(path("n"), 13),
            Condition::lt(path("n"), number("123.0000000000000000000000000000000001")),
            Condition::eq(path("tenth"), number("1e-1")),
            Condition::gt(path("tenth"), number("-1e125")),
        ],
    )
    .await
}

pub async fn equality_looks_into_lists_maps_and_sets(target: &Target) -> Result<()> {
    let stored = item! {
        "l": list([Value::from(1), list(["x"])]), "m": map(item! { "a": 1, "b": list([2]) }),
        "ss": strings(["a", "b"]), "bs": binaries([&[1], &[2]]),
    };
    let table = with(target, stored).await?;
    expect(
        &table,
        true,
        [
            Condition::eq(path("l"), list([Value::from(number("1.0")), list(["x"])])),
            Condition::eq(path("m"), map(item! { "b": list([2]), "a": 1 })),
            Condition::eq(path("ss"), strings(["b", "a"])),
            Condition::eq(path("bs"), binaries([&[2], &[1]])),
        ],
    )
    .await?;
    expect(
        &table,
        false,
        [
            Condition::eq(path("l"), list([list(["x"]), Value::from(1)])),
            Condition::eq(path("m"), map(item! { "a": 1 })),
            Condition::eq(path("ss"), strings(["a"])),
            Condition::eq(path("ss"), list(["a", "b"])),
        ],
    )
    .await
}

pub async fn size_counts_utf16_units_bytes_and_members(target: &Target) -> Result<()> {
    let stored = item! {
        "s": "😀é", "b": vec![1_u8, 2, 3, 4], "l": list::<Value>([]), "m": map(item! { "x": 1 }),
        "ns": numbers(["1", "2"]), "n": 123, "yes": true, "nul": Value::Null,
    };
    let table = with(target, stored).await?;
    for (name, size) in [("s", 3), ("b", 4), ("l", 0), ("m", 1), ("ns", 2)] {
        expect(&table, true, [Condition::eq(Operand::size(name), size)]).await?;
    }
    for sizeless in ["n", "yes", "nul"] {
        expect(&table, false, [Condition::ge(Operand::size(sizeless), 0)]).await?;
        expect(&table, true, [Condition::ne(Operand::size(sizeless), 1)]).await?;
    }
    Ok(())
}

pub async fn contains_finds_substrings_bytes_members_and_elements(target: &Target) -> Result<()> {
    let stored = item! {
        "s": "haystack", "b": vec![1_u8, 2, 3], "ss": strings(["a", "bc"]), "ns": numbers(["1", "2"]),
        "l": list([Value::from(1), map(item! { "k": "v" })]), "m": map(item! { "k": "v" }), "n": 12,
    };
    let table = with(target, stored).await?;
    expect(
        &table,
        true,
        [
            Condition::contains(path("s"), "yst"),
            Condition::contains(path("s"), ""),
            Condition::contains(path("b"), vec![2_u8, 3]),
            Condition::contains(path("ss"), "bc"),
            Condition::contains(path("ns"), number("1.0")),
            Condition::contains(path("l"), map(item! { "k": "v" })),
        ],
    )
    .await?;
    expect(
        &table,
        false,
        [
            Condition::contains(path("s"), "Hay"),
            Condition::contains(path("b"), vec![1_u8, 3]),
            Condition::contains(path("ss"), "b"),
            Condition::contains(path("ns"), "1"),
            Condition::contains(path("l"), "1"),
            Condition::contains(path("m"), "k"),
            Condition::contains(path("n"), 1),
        ],
    )
    .await
}

pub async fn begins_with_compares_strings_and_binaries(target: &Target) -> Result<()> {
    let table = with(target, item! { "s": "prefix", "b": vec![0_u8, 1], "n": 12 }).await?;
    expect(
        &table,
        true,
        [
            Condition::begins_with(path("s"), "pre"),
            Condition::begins_with(path("s"), ""),
            Condition::begins_with(path("b"), vec![0_u8]),
        ],
    )
    .await?;
    expect(
        &table,
        false,
        [
            Condition::begins_with(path("s"), "Pre"),
            Condition::begins_with(path("s"), "prefix!"),
            Condition::begins_with(path("b"), "\u{0}"),
            Condition::begins_with(path("n"), "1"),
        ],
    )
    .await
}

pub async fn attribute_type_tells_all_ten_types_apart(target: &Target) -> Result<()> {
    let samples = [
        (ValueKind::S, Value::from("")),
        (ValueKind::N, Value::from(0)),
        (ValueKind::B, Value::from(vec![0_u8])),
        (ValueKind::Bool, Value::from(false)),
        (ValueKind::Null, Value::Null),
        (ValueKind::L, list::<Value>([])),
        (ValueKind::M, map(item! {})),
        (ValueKind::Ss, strings(["a"])),
        (ValueKind::Ns, numbers(["1"])),
        (ValueKind::Bs, binaries([&[1]])),
    ];
    let table = target.table().await?;
    for (kind, value) in &samples {
        table.put(item! { "pk": "a", "sk": "1", "v": value.clone() }).await?;
        for (other, _) in &samples {
            expect(&table, kind == other, [Condition::has_type("v", *other)]).await?;
        }
    }
    Ok(())
}

pub async fn in_and_between_include_every_value_named(target: &Target) -> Result<()> {
    let table = with(target, item! { "n": 5, "s": "m" }).await?;
    expect(
        &table,
        true,
        [
            Condition::is_in(path("n"), [Value::from("5"), Value::from(5)]),
            Condition::is_in(path("s"), ["a", "m"]),
            Condition::between(path("n"), 5, 9),
            Condition::between(path("n"), 1, 5),
            Condition::between(path("s"), "m", "m"),
        ],
    )
    .await?;
    expect(
        &table,
        false,
        [
            Condition::is_in(path("n"), [4, 6]),
            Condition::between(path("n"), 6, 9),
            Condition::between(path("s"), "a", "lz"),
        ],
    )
    .await
}

pub async fn and_or_and_not_combine_conditions(target: &Target) -> Result<()> {
    let table = with(target, item! { "n": 5 }).await?;
    let yes = || Condition::eq(path("n"), 5);
    let no = || Condition::eq(path("n"), 6);
    expect(
        &table,
        true,
        [yes().and(yes()), no().or(yes()), !no(), !(yes().and(no())), no().and(no()).or(yes())],
    )
    .await?;
    expect(&table, false, [yes().and(no()), no().or(no()), !yes(), no().and(no().or(yes())), !(!no())]).await
}

pub async fn conditions_reach_into_documents(target: &Target) -> Result<()> {
    let stored = item! { "m": map(item! { "l": list([map(item! { "n": 7 })]) }), "m.l": "a name with a dot" };
    let table = with(target, stored).await?;
    let deep = || path("m").key("l").index(0).key("n");
    expect(
        &table,
        true,
        [
            Condition::eq(deep(), 7),
            Condition::exists(path("m").key("l").index(0)),
            Condition::not_exists(path("m").key("l").index(1)),
            Condition::not_exists(path("m").index(0)),
            Condition::eq(path("m.l"), "a name with a dot"),
        ],
    )
    .await
}

pub async fn attributes_can_be_compared_with_each_other(target: &Target) -> Result<()> {
    let table = with(target, item! { "low": 1, "high": 2, "text": "b", "prefix": "b" }).await?;
    expect(
        &table,
        true,
        [
            Condition::lt(path("low"), path("high")),
            Condition::eq(path("text"), path("prefix")),
            Condition::begins_with(path("text"), path("prefix")),
            Condition::between(Value::from(2), path("low"), path("high")),
            Condition::eq(Operand::size("text"), path("low")),
        ],
    )
    .await?;
    expect(
        &table,
        false,
        [Condition::lt(path("low"), path("text")), Condition::eq(path("low"), path("high"))],
    )
    .await
}

pub async fn key_attributes_can_stand_in_conditions(target: &Target) -> Result<()> {
    let table = with(target, item! {}).await?;
    expect(
        &table,
        true,
        [
            Condition::eq(path("pk"), "a"),
            Condition::begins_with(path("sk"), "1"),
            Condition::eq(Operand::size("pk"), 1),
        ],
    )
    .await?;
    let missing = table.holds(key("b", "1"), Condition::eq(path("pk"), "b")).await?;
    assert!(!missing, "a missing item has no key attributes either");
    Ok(())
}
