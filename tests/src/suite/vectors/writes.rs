//! What is said of writes that a vector index cannot take, and which of them it takes.

use dynamo_model::expr::{Path, Update};
use dynamo_model::request::{
    Action, BatchWriteItem, Distance, TransactWrite, TransactWriteItems, UpdateTable, VectorIndex, Write,
};
use dynamo_model::value::{Item, Number, Value};
use dynamo_model::{CancellationReason, Result};

use super::{INDEX, by_colour, equal, indexed, names, near, paint, vector};
use crate::kit::{binaries, eventually, key, map, numbers, refused, say_exactly, strings};
use crate::{Target, TestTable};

fn number(text: &str) -> Value {
    Number::parse(text).unwrap().into()
}

/// Requires what is said of an item to put, of an update that makes it, and of both in a transaction, and that a batch is
/// refused as a whole.
async fn say(table: &TestTable, item: Item, changed: &str, message: &str) -> Result<()> {
    let at = key("a", "good");
    table.put(at.clone()).await?;
    let update = Update::new().set(changed, item.get(changed).unwrap().to_value());
    say_exactly(&[
        (refused(table.put(item.clone()).await), message),
        (refused(table.update(at.clone(), update.clone()).await), message),
    ]);
    for action in [Action::Put(item.clone()), Action::Update(at, update)] {
        let write = TransactWrite::new(table, action);
        let error = refused(table.transact_write_items(TransactWriteItems::new([write])).await);
        let reason = CancellationReason::new("ValidationError", message, None);
        assert_eq!(error.cancellation_reasons(), [reason], "{error:?}");
    }
    let batch = BatchWriteItem::new()
        .with_write(table, Write::Put(key("a", "other")))
        .with_write(table, Write::Put(item.clone()));
    say_exactly(&[(refused(table.batch_write_item(batch).await), message)]);
    assert_eq!(table.get(key("a", "other")).await?, None);
    assert_eq!(table.get(key("a", "bad")).await?, None);
    Ok(())
}

pub async fn a_vector_has_the_length_of_its_index(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    let message = "One or more parameter values were invalid. Invalid size for parameter colour, Expected: 2, \
                   Actual: 3 IndexName: by-colour";
    say(&table, paint("bad", vector([1, 2, 3])), "colour", message).await
}

pub async fn a_vector_is_a_list(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    let message = "One or more parameter values were invalid. Invalid type for parameter colour, Expected: 32-bit \
                   floating point number list IndexName: by-colour";
    let others: [Value; 6] = [
        "1,2".into(),
        1.into(),
        Value::Null,
        numbers(["1", "2"]),
        binaries([b"12345678"]),
        map(key("a", "b")),
    ];
    for other in others {
        say(&table, paint("bad", other), "colour", message).await?;
    }
    Ok(())
}

pub async fn every_element_of_a_vector_is_a_number(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    let message = "One or more parameter values were invalid. Invalid type for parameter colour[1], Expected: 32-bit \
                   floating point number, Actual: S. IndexName: by-colour";
    let mixed = Value::L(vec![1.into(), "2".into()]);
    say(&table, paint("bad", mixed), "colour", message).await
}

pub async fn an_element_beyond_single_precision_is_shown(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    let message = "One or more parameter values were invalid. Invalid value for parameter colour[0], Value: 1E+39 is \
                   outside valid range [-3.4028235E38, 3.4028235E38]. IndexName: by-colour";
    say(&table, paint("bad", Value::L(vec![number("1e39"), 1.into()])), "colour", message).await?;
    table.put(paint("1", Value::L(vec![number("3.4028235e38"), number("1e-130")]))).await
}

pub async fn what_searches_are_narrowed_by_has_its_type(target: &Target) -> Result<()> {
    let table =
        indexed(target, by_colour(Distance::Cosine).with_partition("shelf").with_filter("kind")).await?;
    for name in ["shelf", "kind"] {
        let mut wrong = paint("bad", vector([1, 2]));
        wrong.insert(name, 1);
        let message = format!(
            "One or more parameter values were invalid. Attribute '{name}' type mismatch. Expected: S, Actual: N. \
             IndexName: by-colour"
        );
        say(&table, wrong, name, &message).await?;
    }
    Ok(())
}

pub async fn an_empty_partition_is_told_otherwise_by_updates_than_by_puts(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine).with_partition("shelf")).await?;
    table.put(key("a", "1")).await?;
    let empty = "The AttributeValue for a key attribute cannot contain an empty string value.";
    let mut shelved = paint("2", vector([1, 2]));
    shelved.insert("shelf", "");
    say_exactly(&[
        (
            refused(table.put(shelved).await),
            format!(
                "One or more parameter values are not valid. A value specified for a secondary index key is not \
                 supported. {empty} IndexName: by-colour, IndexKey: shelf"
            ),
        ),
        (
            refused(table.update(key("a", "1"), Update::new().set("shelf", "")).await),
            format!(
                "One or more parameter values are not valid. The update expression attempted to update a secondary \
                 index key to a value that is not supported. {empty}"
            ),
        ),
    ]);
    Ok(())
}

pub async fn items_without_what_an_index_takes_are_written(target: &Target) -> Result<()> {
    let index = by_colour(Distance::Euclidean).with_partition("shelf").with_filter("kind");
    let table = indexed(target, index).await?;
    let mut complete = paint("1", vector([1, 0]));
    complete.insert("shelf", "top");
    let mut colourless = key("a", "2");
    colourless.insert("shelf", "top");
    table.put_all([complete, colourless, paint("3", vector([1, 0])), key("a", "4")]).await?;
    let top = near(&table, [0.0, 0.0]).with_condition(equal("shelf", "top"));
    assert_eq!(names(&table, top).await?, ["1"]);
    assert_eq!(table.all(table.partition("a")).await?.len(), 4);
    Ok(())
}

pub async fn a_set_of_strings_is_told_to_be_no_list_where_it_can_be_stored(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    let error = refused(table.put(paint("1", strings(["1", "2"]))).await);
    assert!(error.message().contains("Invalid type for parameter colour"), "{error}");
    let error = refused(table.put(paint("1", Value::Ss([].into()))).await);
    assert!(error.message().ends_with("An string set  may not be empty"), "{error}");
    Ok(())
}

/// Makes a table whose item `1` was there before the index, with something else where others have vectors.
async fn with_a_misfit(target: &Target) -> Result<TestTable> {
    let table = target.table().await?;
    table.put_all([paint("1", "blue"), paint("2", vector([2, 0])), key("a", "3")]).await?;
    let create = UpdateTable::new(&table).creating_vector_index(by_colour(Distance::Euclidean));
    table.update_table(create).await?;
    eventually!(table.search_vectors(near(&table, [0.0, 0.0])).await.is_ok());
    Ok(table)
}

pub async fn items_that_do_not_fit_an_added_vector_index_are_left_out(target: &Target) -> Result<()> {
    let table = with_a_misfit(target).await?;
    assert_eq!(names(&table, near(&table, [0.0, 0.0])).await?, ["2"]);
    assert_eq!(table.get(key("a", "1")).await?, Some(paint("1", "blue")));
    Ok(())
}

pub async fn no_vector_stays_until_a_write_has_it(target: &Target) -> Result<()> {
    let table = with_a_misfit(target).await?;
    table.update(key("a", "1"), Update::new().set("name", "sky")).await?;
    assert!(refused(table.put(paint("1", "blue")).await).is_validation(), "although it is there already");
    let same = Update::new().set("colour", Path::attribute("colour"));
    assert!(refused(table.update(key("a", "1"), same).await).is_validation());
    table.update(key("a", "1"), Update::new().set("colour", vector([1, 0]))).await?;
    assert_eq!(names(&table, near(&table, [0.0, 0.0])).await?, ["1", "2"]);
    Ok(())
}

pub async fn the_first_index_by_name_is_named(target: &Target) -> Result<()> {
    let table = target
        .create(|name| {
            crate::target::plain(name, dynamo_model::request::KeyKind::S)
                .with_vector_index(by_colour(Distance::Cosine))
                .with_vector_index(VectorIndex::new("before", "colour", 2, Distance::Cosine))
        })
        .await?;
    let error = refused(table.put(paint("1", vector([1]))).await);
    assert!(error.message().ends_with("IndexName: before"), "{error}, and not {INDEX}");
    Ok(())
}
