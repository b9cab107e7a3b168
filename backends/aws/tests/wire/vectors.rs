//! Vector indexes and searches.

use dynamo_model::expr::{Condition, Path, Projection};
use dynamo_model::request::{
    CreateTable, Distance, IndexProjection, KeyKind, KeySchema, PutItem, ReturnCapacity, SearchVectors,
    TableStatus, UpdateTable, VectorCapacity, VectorIndex, VectorIndexDescription,
};
use dynamo_model::value::Item;
use dynamo_model::{Backend, ErrorKind};
use serde_json::{Value as Json, json};

use crate::canned::Canned;

fn by_colour() -> VectorIndex {
    VectorIndex::new("by_colour", "rgb", 3, Distance::Euclidean)
        .with_partition("shelf")
        .with_filter("material")
        .with_filter("year")
        .with_projection(IndexProjection::Include(vec!["name".to_owned()]))
}

/// The same on the wire.
fn wire_index() -> Json {
    json!({
        "IndexName": "by_colour", "VectorAttribute": { "AttributeName": "rgb" }, "Dimensions": 3,
        "DistanceFunction": "EUCLIDEAN",
        "SearchSchema": [
            { "AttributeName": "shelf", "SearchSchemaElementType": "HASH" },
            { "AttributeName": "material", "SearchSchemaElementType": "INLINE_FILTER" },
            { "AttributeName": "year", "SearchSchemaElementType": "INLINE_FILTER" },
        ],
        "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["name"] },
    })
}

/// Describes the table `paints` with its vector index, if it has one in this state.
fn paints(status: &str, index: Option<(&str, Option<bool>)>) -> Json {
    let index = index.map(|(status, backfilling)| {
        let mut index = wire_index();
        let state = json!({
            "IndexStatus": status, "Backfilling": backfilling, "IndexSizeBytes": 120, "ItemCount": 7,
            "IndexArn": "arn:aws:dynamodb:eu-west-1:1:table/paints/index/by_colour",
        });
        if let (Some(index), Json::Object(state)) = (index.as_object_mut(), state) {
            index.extend(state);
        }
        index
    });
    json!({
        "TableName": "paints", "TableStatus": status,
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        "BillingModeSummary": { "BillingMode": "PAY_PER_REQUEST" },
        "VectorIndexes": index.into_iter().collect::<Vec<_>>(),
    })
}

/// A service that answers a change with the first description, and is found in the others afterwards.
fn changing(descriptions: impl IntoIterator<Item = Json>) -> Canned {
    let mut descriptions = descriptions.into_iter();
    let first = json!({ "TableDescription": descriptions.next() });
    descriptions.fold(Canned::answering(200, first), |service, description| {
        service.but("DescribeTable", 200, json!({ "Table": description }))
    })
}

fn search() -> SearchVectors {
    SearchVectors::new("paints", "by_colour", [1.0, -0.5, 1e-7])
}

#[tokio::test]
async fn a_table_is_created_with_its_vector_indexes_and_waited_for() {
    let service = changing([
        paints("CREATING", Some(("CREATING", None))),
        paints("ACTIVE", Some(("CREATING", None))),
        paints("ACTIVE", Some(("ACTIVE", None))),
    ]);
    let table = CreateTable::new("paints", KeySchema::new("id"))
        .with_attribute("id", KeyKind::S)
        .with_vector_index(by_colour())
        .with_vector_index(VectorIndex::new("plain", "rgb", 3, Distance::DotProduct));
    let table = service.aws().create_table(table).await.unwrap();
    assert_eq!(service.requests(), 3);
    let plain = json!({
        "IndexName": "plain", "VectorAttribute": { "AttributeName": "rgb" }, "Dimensions": 3,
        "DistanceFunction": "DOT_PRODUCT", "Projection": { "ProjectionType": "ALL" },
    });
    assert_eq!(service.asked_first().unwrap().body["VectorIndexes"], json!([wire_index(), plain]));
    assert_eq!(table.vector_indexes[0].status, TableStatus::Active);
}

#[tokio::test]
async fn a_vector_index_is_described_as_it_was_defined() {
    let service =
        Canned::answering(200, json!({ "Table": paints("ACTIVE", Some(("CREATING", Some(true)))) }));
    let table = service.aws().describe_table("paints".into()).await.unwrap();
    let mut described = VectorIndexDescription::of(by_colour());
    described.status = TableStatus::Creating;
    described.backfilling = true;
    described.arn = "arn:aws:dynamodb:eu-west-1:1:table/paints/index/by_colour".to_owned();
    (described.size_bytes, described.item_count) = (120, 7);
    assert_eq!(table.vector_indexes, [described]);
}

#[tokio::test]
async fn a_vector_index_that_breaks_the_protocol_is_an_error() {
    let schema = json!([{ "AttributeName": "shelf", "SearchSchemaElementType": "RANGE" }]);
    for (member, value) in [
        ("IndexName", Json::Null),
        ("VectorAttribute", Json::Null),
        ("Dimensions", json!(-3)),
        ("DistanceFunction", json!("MANHATTAN")),
        ("SearchSchema", schema),
        ("Projection", json!({ "ProjectionType": "SOME" })),
        ("ItemCount", json!(-1)),
    ] {
        let mut table = paints("ACTIVE", Some(("ACTIVE", None)));
        table["VectorIndexes"][0][member] = value;
        let service = Canned::answering(200, json!({ "Table": table }));
        let error = service.aws().describe_table("paints".into()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{member}");
        assert!(error.message().contains("cannot be read"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_vector_index_is_added_and_waited_for_until_it_is_filled() {
    let service = changing([
        paints("UPDATING", Some(("CREATING", Some(false)))),
        // As before the change: the service may not know of it everywhere at once.
        paints("ACTIVE", None),
        paints("ACTIVE", Some(("CREATING", Some(true)))),
        paints("ACTIVE", Some(("ACTIVE", None))),
    ]);
    let change = UpdateTable::new("paints").with_attribute("shelf", KeyKind::S);
    let table = service.aws().update_table(change.creating_vector_index(by_colour())).await.unwrap();
    assert_eq!(service.requests(), 4);
    assert!(!table.vector_indexes[0].backfilling);
    assert_eq!(
        service.asked_first().unwrap().body,
        json!({
            "TableName": "paints",
            "AttributeDefinitions": [{ "AttributeName": "shelf", "AttributeType": "S" }],
            "VectorIndexUpdates": [{ "Create": wire_index() }],
        })
    );
}

#[tokio::test(start_paused = true)]
async fn a_vector_index_is_deleted_and_waited_for_until_it_is_gone() {
    let service = changing([
        paints("UPDATING", Some(("DELETING", None))),
        paints("ACTIVE", Some(("ACTIVE", None))),
        paints("ACTIVE", None),
    ]);
    let change = UpdateTable::new("paints").deleting_vector_index("by_colour");
    assert!(service.aws().update_table(change).await.unwrap().vector_indexes.is_empty());
    assert_eq!(service.requests(), 3);
    let updates = json!([{ "Delete": { "IndexName": "by_colour" } }]);
    assert_eq!(service.asked_first().unwrap().body["VectorIndexUpdates"], updates);
}

#[tokio::test]
async fn a_plain_search_sends_its_vector_only() {
    let service = Canned::answering(200, json!({ "SearchResults": [] }));
    let output = service.aws().search_vectors(search()).await.unwrap();
    let asked = service.asked().unwrap();
    assert_eq!(asked.operation, "DynamoDB_20120810.SearchVectors");
    assert_eq!(
        asked.body,
        json!({
            "TableName": "paints", "IndexName": "by_colour", "TopK": 10,
            "SearchVector": [{ "N": "1" }, { "N": "-0.5" }, { "N": "0.0000001" }],
        })
    );
    assert!(output.results.is_empty() && output.consumed_capacity.is_none());
}

#[tokio::test]
async fn a_search_sends_every_option_and_reads_what_it_found() {
    let service = Canned::answering(
        200,
        json!({
            "SearchResults": [
                { "Item": { "name": { "S": "vermilion" } }, "Score": 0.25 },
                { "Item": {}, "Score": -1.5 },
            ],
            "ConsumedCapacity": { "VectorSearchRequestBytes": 14214.0 },
        }),
    );
    let on_shelf =
        Condition::eq(Path::attribute("shelf"), "red").and(Condition::eq(Path::attribute("year"), 7));
    let search = search()
        .with_top_k(3)
        .with_condition(on_shelf)
        .with_projection(Projection::from_iter(["name"]))
        .with_capacity(ReturnCapacity::Total);
    let output = service.aws().search_vectors(search).await.unwrap();
    let body = service.asked().unwrap().body;
    assert_eq!(body["TopK"], 3);
    assert_eq!(body["SearchConditionExpression"], "#n0 = :v0 AND #n1 = :v1");
    assert_eq!(body["ProjectionExpression"], "#n2");
    assert_eq!(body["ExpressionAttributeNames"], json!({ "#n0": "shelf", "#n1": "year", "#n2": "name" }));
    let values = json!({ ":v0": { "S": "red" }, ":v1": { "N": "7" } });
    assert_eq!(body["ExpressionAttributeValues"], values);
    assert_eq!(body["ReturnConsumedCapacity"], "TOTAL");

    let found: Vec<_> = output.results.into_iter().map(|found| (found.item, found.score)).collect();
    assert_eq!(found, [(Item::from_iter([("name", "vermilion")]), 0.25), (Item::new(), -1.5)]);
    assert_eq!(output.consumed_capacity, Some(VectorCapacity { search_bytes: 14_214, write_bytes: 0 }));
}

#[tokio::test]
async fn what_is_no_number_is_sent_for_the_service_to_refuse() {
    let words = "Search vector contains invalid values.";
    let service = Canned::refusing(400, "ValidationException", words);
    let wrong = SearchVectors::new("paints", "by_colour", [f32::NAN, f32::INFINITY, f32::MAX]);
    let error = service.aws().search_vectors(wrong).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Validation, words));
    let greatest = json!({ "N": "340282350000000000000000000000000000000" });
    let sent = json!([{ "NULL": true }, { "NULL": true }, greatest]);
    assert_eq!(service.asked().unwrap().body["SearchVector"], sent);
}

#[tokio::test]
async fn a_search_whose_answer_breaks_the_protocol_is_an_error() {
    for answer in [
        json!({ "SearchResults": [{ "Item": { "n": { "N": "ten" } }, "Score": 1.0 }] }),
        json!({ "SearchResults": [{ "Item": {}, "Score": "NaN" }] }),
        json!({ "SearchResults": [], "ConsumedCapacity": { "VectorSearchRequestBytes": -1.0 } }),
    ] {
        let service = Canned::answering(200, &answer);
        let error = service.aws().search_vectors(search()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal, "{answer}");
        assert!(error.message().contains("cannot be read"), "{error}");
    }
}

#[tokio::test]
async fn what_a_write_changed_in_vector_indexes_is_reported_apart() {
    let consumed = json!({
        "TableName": "paints", "CapacityUnits": 1.0, "Table": { "CapacityUnits": 1.0 },
        "VectorIndexes": { "by_colour": { "VectorWriteRequestBytes": 1024.0 } },
    });
    let service = Canned::answering(200, json!({ "ConsumedCapacity": consumed }));
    let put = PutItem::new("paints", Item::from_iter([("id", "a")])).with_capacity(ReturnCapacity::Indexes);
    let consumed = service.aws().put_item(put).await.unwrap().consumed_capacity.unwrap();
    let written = VectorCapacity { search_bytes: 0, write_bytes: 1024 };
    assert_eq!(consumed.vector_indexes, [("by_colour".to_owned(), written)].into());
}
