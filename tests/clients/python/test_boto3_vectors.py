"""boto3 on vector indexes: definitions, searches, and what they are refused for."""

from support import ClientTest, attribute


def vector(*elements):
    return [{"N": str(element)} for element in elements]


INDEX = {
    "IndexName": "by-colour",
    "VectorAttribute": {"AttributeName": "rgb"},
    "Dimensions": 3,
    "DistanceFunction": "EUCLIDEAN",
    "Projection": {"ProjectionType": "ALL"},
    "SearchSchema": [
        {"AttributeName": "shelf", "SearchSchemaElementType": "HASH"},
        {"AttributeName": "year", "SearchSchemaElementType": "INLINE_FILTER"},
    ],
}
ATTRIBUTES = [attribute("shelf"), attribute("year", "N")]


class Vectors(ClientTest):
    def make_paints(self):
        name = self.make_table(attributes=ATTRIBUTES, VectorIndexes=[INDEX])
        for sk, year, rgb in [("near", 1, (3, 4, 0)), ("far", 2, (0, 0, 12)), ("nearest", 2, (0, 1, 0))]:
            self.client.put_item(
                TableName=name,
                Item={
                    "pk": {"S": "paint"},
                    "sk": {"S": sk},
                    "shelf": {"S": "x"},
                    "year": {"N": str(year)},
                    "rgb": {"L": vector(*rgb)},
                },
            )
        return name

    def search(self, name, condition="shelf = :s", top=2, **values):
        return self.client.search_vectors(
            TableName=name,
            IndexName="by-colour",
            SearchVector=vector(0, 0, 0),
            TopK=top,
            SearchConditionExpression=condition,
            ExpressionAttributeNames={"#k": "sk"} | ({"#y": "year"} if "#y" in condition else {}),
            ProjectionExpression="#k",
            ExpressionAttributeValues={":s": {"S": "x"}} | values,
            ReturnConsumedCapacity="TOTAL",
        )

    def test_an_index_is_described_as_it_was_defined(self):
        name = self.make_paints()
        [described] = self.client.describe_table(TableName=name)["Table"]["VectorIndexes"]
        self.assertEqual({member: described[member] for member in INDEX}, INDEX)
        self.assertEqual((described["IndexStatus"], described["ItemCount"]), ("ACTIVE", 3))

    def test_the_nearest_are_found_best_first(self):
        found = self.search(self.make_paints())
        results = [(result["Item"]["sk"]["S"], result["Score"]) for result in found["SearchResults"]]
        self.assertEqual(results, [("nearest", 1.0), ("near", 5.0)])
        self.assertGreater(found["ConsumedCapacity"]["VectorSearchRequestBytes"], 0)

    def test_a_search_is_narrowed_by_a_filter(self):
        found = self.search(self.make_paints(), "shelf = :s AND #y = :y", **{":y": {"N": "2"}})
        self.assertEqual([result["Score"] for result in found["SearchResults"]], [1.0, 12.0])

    def test_an_index_is_added_and_deleted(self):
        name = self.make_table()
        created = [{"Create": INDEX}]
        self.client.update_table(TableName=name, AttributeDefinitions=ATTRIBUTES, VectorIndexUpdates=created)
        self.assertEqual(self.search(name)["SearchResults"], [])
        deleted = [{"Delete": {"IndexName": "by-colour"}}]
        self.client.update_table(TableName=name, VectorIndexUpdates=deleted)
        absent = "The table does not have the specified index: by-colour"
        with self.refused("ValidationException", absent):
            self.search(name)

    def test_too_many_cannot_be_found_at_once(self):
        beyond = "Provided TopK value '101' is out of valid range. The value must be between 1 and 100 inclusive"
        with self.refused("ValidationException", beyond):
            self.search("absent", top=101)
