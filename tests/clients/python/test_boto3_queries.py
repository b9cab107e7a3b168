"""boto3 on many items: queries, scans, pages, batches."""

import boto3
from boto3.dynamodb.conditions import Attr, Key

from support import ClientTest, attribute, index, item_key


class Queries(ClientTest):
    def setUp(self):
        super().setUp()
        self.name = self.make_table(
            attributes=[attribute("colour"), attribute("size", "N")],
            GlobalSecondaryIndexes=[index("by-colour", "colour", "sk")],
            LocalSecondaryIndexes=[index("by-size", "pk", "size")],
        )
        self.table = boto3.resource("dynamodb").Table(self.name)
        self.addCleanup(self.table.meta.client.close)
        with self.table.batch_writer() as batch:
            for number in range(30):
                colour = "red" if number % 3 == 0 else "blue"
                batch.put_item({"pk": "p", "sk": f"{number:02}", "colour": colour, "size": -number})

    def test_a_query_reads_a_range_of_sort_keys_backwards(self):
        found = self.table.query(
            KeyConditionExpression=Key("pk").eq("p") & Key("sk").between("05", "09"), ScanIndexForward=False
        )
        self.assertEqual([item["sk"] for item in found["Items"]], ["09", "08", "07", "06", "05"])

    def test_pages_meet_without_a_gap_or_an_overlap(self):
        pages = list(
            self.client.get_paginator("query").paginate(
                TableName=self.name,
                KeyConditionExpression="pk = :p",
                ExpressionAttributeValues={":p": {"S": "p"}},
                PaginationConfig={"PageSize": 7},
            )
        )
        self.assertEqual([page["Count"] for page in pages], [7, 7, 7, 7, 2])
        self.assertEqual(pages[0]["LastEvaluatedKey"], item_key("p", "06"))
        self.assertNotIn("LastEvaluatedKey", pages[-1])
        keys = [item["sk"]["S"] for page in pages for item in page["Items"]]
        self.assertEqual(keys, [f"{number:02}" for number in range(30)])

    def test_a_page_of_a_megabyte_ends_the_answer(self):
        with self.table.batch_writer() as batch:
            for number in range(5):
                batch.put_item({"pk": "large", "sk": str(number), "text": "x" * 300_000})
        first = self.table.query(KeyConditionExpression=Key("pk").eq("large"))
        self.assertEqual(first["Count"], 4)
        rest = self.table.query(
            KeyConditionExpression=Key("pk").eq("large"), ExclusiveStartKey=first["LastEvaluatedKey"]
        )
        self.assertEqual([item["sk"] for item in rest["Items"]], ["4"])

    def test_a_filter_is_applied_after_items_were_counted(self):
        found = self.table.query(
            KeyConditionExpression=Key("pk").eq("p"),
            FilterExpression=Attr("colour").eq("red"),
            Select="COUNT",
        )
        self.assertEqual((found["Count"], found["ScannedCount"]), (10, 30))
        self.assertNotIn("Items", found)

    def test_indexes_are_queried_in_their_own_order(self):
        red = self.table.query(IndexName="by-colour", KeyConditionExpression=Key("colour").eq("red"))
        self.assertEqual([item["sk"] for item in red["Items"]][:3], ["00", "03", "06"])
        small = self.table.query(
            IndexName="by-size",
            KeyConditionExpression=Key("pk").eq("p") & Key("size").lt(-26),
            ConsistentRead=True,
        )
        self.assertEqual([item["size"] for item in small["Items"]], [-29, -28, -27])

    def test_capacity_of_an_index_is_told_apart(self):
        found = self.table.query(
            IndexName="by-colour",
            KeyConditionExpression=Key("colour").eq("red"),
            ReturnConsumedCapacity="INDEXES",
        )
        self.assertEqual(
            found["ConsumedCapacity"],
            {
                "TableName": self.name,
                "CapacityUnits": 0.5,
                "Table": {"CapacityUnits": 0.0},
                "GlobalSecondaryIndexes": {"by-colour": {"CapacityUnits": 0.5}},
            },
        )

    def test_a_global_index_is_not_read_consistently(self):
        with self.refused(
            "ValidationException", "Consistent reads are not supported on global secondary indexes"
        ):
            self.table.query(
                IndexName="by-colour", KeyConditionExpression=Key("colour").eq("red"), ConsistentRead=True
            )

    def test_segments_of_a_scan_share_the_items(self):
        with self.table.batch_writer() as batch:
            for number in range(40):
                batch.put_item({"pk": f"partition-{number}", "sk": "s"})
        segments = [self.scan(Segment=segment, TotalSegments=4) for segment in range(4)]
        self.assertTrue(all(segments))
        keys = [key for segment in segments for key in segment]
        self.assertEqual(len(keys), 70)
        self.assertEqual(sorted(keys), sorted(self.scan()))

    def scan(self, **segment):
        pages = self.client.get_paginator("scan").paginate(
            TableName=self.name, PaginationConfig={"PageSize": 9}, **segment
        )
        return [(item["pk"]["S"], item["sk"]["S"]) for page in pages for item in page["Items"]]

    def test_a_batch_reads_what_is_there(self):
        answer = self.client.batch_get_item(
            RequestItems={
                self.name: {
                    "Keys": [item_key("p", "01"), item_key("p", "02"), item_key("p", "absent")],
                    "ProjectionExpression": "sk",
                    "ConsistentRead": True,
                }
            },
            ReturnConsumedCapacity="TOTAL",
        )
        found = sorted(item["sk"]["S"] for item in answer["Responses"][self.name])
        self.assertEqual(found, ["01", "02"])
        self.assertEqual(answer["UnprocessedKeys"], {})
        self.assertEqual(answer["ConsumedCapacity"], [{"TableName": self.name, "CapacityUnits": 3.0}])

    def test_a_batch_that_is_too_large_leaves_keys_unprocessed(self):
        with self.table.batch_writer() as batch:
            for number in range(50):
                batch.put_item({"pk": f"large-{number}", "sk": "s", "text": "x" * 380_000})
        keys = [item_key(f"large-{number}", "s") for number in range(50)]
        pending, read, rounds = {self.name: {"Keys": keys}}, set(), 0
        while pending:
            answer = self.client.batch_get_item(RequestItems=pending)
            read |= {item["pk"]["S"] for item in answer["Responses"][self.name]}
            pending = answer["UnprocessedKeys"]
            rounds += 1
        # 19 MB, of which one answer holds 16.
        self.assertEqual((len(read), rounds), (50, 2))

    def test_a_batch_puts_and_deletes(self):
        answer = self.client.batch_write_item(
            RequestItems={
                self.name: [
                    {"PutRequest": {"Item": item_key("p", "new")}},
                    {"DeleteRequest": {"Key": item_key("p", "00")}},
                ]
            },
            ReturnItemCollectionMetrics="SIZE",
        )
        self.assertEqual(answer["UnprocessedItems"], {})
        metrics = answer["ItemCollectionMetrics"][self.name]
        self.assertEqual({entry["ItemCollectionKey"]["pk"]["S"] for entry in metrics}, {"p"})
        self.assertNotIn("Item", self.table.get_item(Key={"pk": "p", "sk": "00"}))
        self.assertIn("Item", self.table.get_item(Key={"pk": "p", "sk": "new"}))

    def test_a_key_is_in_a_batch_once(self):
        with self.refused("ValidationException", "Provided list of item keys contains duplicates"):
            self.client.batch_get_item(RequestItems={self.name: {"Keys": [item_key("p", "01")] * 2}})
