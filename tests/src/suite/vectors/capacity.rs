//! What vector indexes are charged for.

use dynamo_model::Result;
use dynamo_model::expr::Update;
use dynamo_model::request::{
    ConsumedCapacity, DeleteItem, Distance, IndexProjection, PutItem, ReturnCapacity, UpdateItem, VectorIndex,
};
use dynamo_model::value::{Item, Value};

use super::{INDEX, by_colour, indexed, near, paint, vector};
use crate::kit::key;
use crate::{Target, TestTable};

fn charged(consumed: Option<ConsumedCapacity>) -> Option<u64> {
    consumed.unwrap().vector_indexes.get(INDEX).map(|capacity| {
        assert_eq!(capacity.search_bytes, 0);
        capacity.write_bytes
    })
}

async fn put(table: &TestTable, item: Item) -> Result<Option<u64>> {
    let put = PutItem::new(table, item).with_capacity(ReturnCapacity::Indexes);
    Ok(charged(table.put_item(put).await?.consumed_capacity))
}

/// Makes a vector of 1,024 dimensions.
fn wide(element: i32) -> Value {
    Value::L(vec![element.into(); 1024])
}

async fn wide_table(target: &Target, projection: IndexProjection) -> Result<TestTable> {
    let index = VectorIndex::new(INDEX, "embedding", 1024, Distance::Cosine).with_projection(projection);
    indexed(target, index).await
}

fn document(element: i32, text: &str) -> Item {
    let mut item = key("a", "1");
    item.insert("embedding", wide(element));
    item.insert("text", text);
    item
}

pub async fn a_write_is_charged_for_what_a_vector_index_holds(target: &Target) -> Result<()> {
    let all = wide_table(target, IndexProjection::All).await?;
    // 4 x 1024, `embedding`, pk + a, sk + 1, text + 4 bytes.
    assert_eq!(put(&all, document(1, "four")).await?, Some(4096 + 9 + 3 + 3 + 8));
    assert_eq!(
        put(&all, document(1, "longer text")).await?,
        Some(4096 + 9 + 3 + 3 + 15),
        "the larger of both"
    );
    assert_eq!(put(&all, document(1, "longer text")).await?, None, "nothing changes");
    let keys = wide_table(target, IndexProjection::KeysOnly).await?;
    assert_eq!(put(&keys, document(1, "four")).await?, Some(4096 + 9 + 3 + 3));
    assert_eq!(put(&keys, document(1, "longer text")).await?, None, "it does not hold the text");
    assert_eq!(put(&keys, document(2, "longer text")).await?, Some(4096 + 9 + 3 + 3));
    Ok(())
}

pub async fn a_small_write_to_a_vector_index_is_charged_a_kilobyte(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    assert_eq!(put(&table, paint("1", vector([1, 2]))).await?, Some(1024));
    assert_eq!(put(&table, key("a", "2")).await?, None, "it is not in the index");
    let update =
        UpdateItem::new(&table, key("a", "1")).with_update(Update::new().set("colour", vector([2, 2])));
    let updated = table.update_item(update.with_capacity(ReturnCapacity::Indexes)).await?;
    assert_eq!(charged(updated.consumed_capacity), Some(1024));
    let delete = DeleteItem::new(&table, key("a", "1")).with_capacity(ReturnCapacity::Indexes);
    assert_eq!(charged(table.delete_item(delete).await?.consumed_capacity), Some(1024));
    Ok(())
}

pub async fn bytes_of_vector_indexes_are_no_part_of_the_total(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    for (detail, reported) in [(ReturnCapacity::Total, 0), (ReturnCapacity::Indexes, 1)] {
        let colour = vector([1, reported]);
        let output = table.put_item(PutItem::new(&table, paint("1", colour)).with_capacity(detail)).await?;
        let consumed = output.consumed_capacity.unwrap();
        assert_eq!(consumed.total.units(), 1.0);
        assert_eq!(consumed.vector_indexes.len(), reported as usize, "{detail:?}");
    }
    Ok(())
}

pub async fn the_table_is_charged_four_bytes_for_each_number_of_a_vector(target: &Target) -> Result<()> {
    let table = wide_table(target, IndexProjection::KeysOnly).await?;
    let put = |item| table.put_item(PutItem::new(&table, item).with_capacity(ReturnCapacity::Indexes));
    let long = Value::N(dynamo_model::value::Number::parse("0.1234567890123456789").unwrap());
    for element in [long, 1.into()] {
        let mut item = key("a", "1");
        item.insert("embedding", Value::L(vec![element; 1024]));
        let consumed = put(item.clone()).await?.consumed_capacity.unwrap();
        assert_eq!(consumed.total.units(), 5.0, "of {} bytes", item.size());
    }
    Ok(())
}

pub async fn a_search_is_charged_in_bytes(target: &Target) -> Result<()> {
    let table = indexed(target, by_colour(Distance::Cosine)).await?;
    table.put(paint("1", vector([1, 2]))).await?;
    let search = |detail| table.search_vectors(near(&table, [1.0, 0.0]).with_capacity(detail));
    assert_eq!(search(ReturnCapacity::None).await?.consumed_capacity, None);
    for detail in [ReturnCapacity::Total, ReturnCapacity::Indexes] {
        let consumed = search(detail).await?.consumed_capacity.unwrap();
        assert!(consumed.search_bytes > 0 && consumed.write_bytes == 0, "{consumed:?}");
    }
    Ok(())
}
