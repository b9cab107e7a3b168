"""boto3 on single items: what is stored and returned, conditions, capacity, errors."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import boto3

from support import ClientTest, item_key


class Items(ClientTest):
    def setUp(self):
        super().setUp()
        self.name = self.make_table()
        self.table = boto3.resource("dynamodb").Table(self.name)
        self.addCleanup(self.table.meta.client.close)

    def test_every_type_comes_back_as_it_was_put(self):
        item = {
            "pk": "types",
            "sk": "all",
            "text": "grüße",
            "number": Decimal("-1.5E-100"),
            "digits": Decimal("12345678901234567890123456789012345678"),
            "binary": b"\x00\xff",
            "flag": True,
            "nothing": None,
            "list": [Decimal(1), "two", {"three": []}],
            "map": {"empty": "", "nested": {"deep": [False]}},
            "texts": {"a", "b"},
            "numbers": {Decimal(1), Decimal("2.5")},
            "binaries": {b"x", b"y"},
        }
        self.table.put_item(Item=item)
        answer = self.table.get_item(Key={"pk": "types", "sk": "all"}, ConsistentRead=True)
        self.assertEqual(answer["Item"], item)

    def test_an_item_that_is_not_there_is_not_in_the_answer(self):
        answer = self.client.get_item(TableName=self.name, Key=item_key("no", "where"))
        self.assertNotIn("Item", answer)

    def test_a_failed_condition_returns_the_item_on_request(self):
        item = item_key("p", "s") | {"version": {"N": "1"}}
        self.client.put_item(TableName=self.name, Item=item)
        with self.refused("ConditionalCheckFailedException", "The conditional request failed") as raised:
            self.client.put_item(
                TableName=self.name,
                Item=item,
                ConditionExpression="attribute_not_exists(pk)",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        self.assertIsInstance(raised.exception, self.client.exceptions.ConditionalCheckFailedException)
        self.assertEqual(raised.exception.response["Item"], item)

    def test_an_update_answers_with_the_values_asked_for(self):
        self.table.put_item(Item={"pk": "p", "sk": "s", "count": 1, "tags": {"a"}, "old": True})
        answer = self.table.update_item(
            Key={"pk": "p", "sk": "s"},
            UpdateExpression="SET #count = #count + :one, people = list_append(if_not_exists(people, :none), :name)"
            " REMOVE #old ADD tags :tags",
            ExpressionAttributeNames={"#count": "count", "#old": "old"},
            ExpressionAttributeValues={":one": 1, ":none": [], ":name": ["n"], ":tags": {"b"}},
            ReturnValues="ALL_NEW",
        )
        self.assertEqual(
            answer["Attributes"], {"pk": "p", "sk": "s", "count": 2, "tags": {"a", "b"}, "people": ["n"]}
        )
        answer = self.table.update_item(
            Key={"pk": "p", "sk": "s"},
            UpdateExpression="DELETE tags :tags",
            ExpressionAttributeValues={":tags": {"a"}},
            ReturnValues="UPDATED_OLD",
        )
        self.assertEqual(answer["Attributes"], {"tags": {"a", "b"}})

    def test_updates_at_the_same_time_all_count(self):
        def visit(_):
            self.client.update_item(
                TableName=self.name,
                Key=item_key("p", "s"),
                UpdateExpression="ADD visits :one",
                ExpressionAttributeValues={":one": {"N": "1"}},
            )

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(visit, range(100)))
        answer = self.table.get_item(Key={"pk": "p", "sk": "s"}, ConsistentRead=True)
        self.assertEqual(answer["Item"]["visits"], 100)

    def test_a_table_is_named_by_its_arn_too(self):
        arn = self.client.describe_table(TableName=self.name)["Table"]["TableArn"]
        self.client.put_item(TableName=arn, Item=item_key("p", "s"))
        answer = self.client.get_item(TableName=self.name, Key=item_key("p", "s"))
        self.assertEqual(answer["Item"], item_key("p", "s"))

    def test_a_delete_returns_what_was_there(self):
        self.table.put_item(Item={"pk": "p", "sk": "s", "a": 1})
        answer = self.table.delete_item(Key={"pk": "p", "sk": "s"}, ReturnValues="ALL_OLD")
        self.assertEqual(answer["Attributes"], {"pk": "p", "sk": "s", "a": 1})
        self.assertNotIn(
            "Attributes", self.table.delete_item(Key={"pk": "p", "sk": "s"}, ReturnValues="ALL_OLD")
        )

    def test_capacity_is_counted_by_size_and_by_consistency(self):
        # 5,000 bytes and more: five write units, two consistent read units or one eventually consistent one.
        put = self.table.put_item(
            Item={"pk": "p", "sk": "s", "text": "x" * 4_900}, ReturnConsumedCapacity="INDEXES"
        )
        self.assertEqual(
            put["ConsumedCapacity"],
            {"TableName": self.name, "CapacityUnits": 5.0, "Table": {"CapacityUnits": 5.0}},
        )
        for consistent, units in ((True, 2.0), (False, 1.0)):
            got = self.table.get_item(
                Key={"pk": "p", "sk": "s"}, ConsistentRead=consistent, ReturnConsumedCapacity="TOTAL"
            )
            self.assertEqual(got["ConsumedCapacity"], {"TableName": self.name, "CapacityUnits": units})

    def test_a_projection_returns_the_paths_it_names(self):
        self.table.put_item(Item={"pk": "p", "sk": "s", "map": {"a": 1, "b": 2}, "list": [1, 2, 3]})
        answer = self.table.get_item(
            Key={"pk": "p", "sk": "s"},
            ProjectionExpression="#map.b, #list[1]",
            ExpressionAttributeNames={"#map": "map", "#list": "list"},
        )
        self.assertEqual(answer["Item"], {"map": {"b": 2}, "list": [2]})

    def test_mistakes_are_refused_in_the_words_of_the_service(self):
        with self.refused("ResourceNotFoundException", "Requested resource not found"):
            self.client.get_item(TableName="NoSuchTable", Key=item_key("p", "s"))
        with self.refused("ValidationException", "The provided key element does not match the schema"):
            self.client.get_item(TableName=self.name, Key={"pk": {"S": "p"}})
        with self.refused(
            "ValidationException",
            "1 validation error detected: Invalid UpdateExpression: Attribute name is a reserved keyword; "
            "reserved keyword: name",
        ):
            self.client.update_item(
                TableName=self.name,
                Key=item_key("p", "s"),
                UpdateExpression="SET name = :n",
                ExpressionAttributeValues={":n": {"S": "n"}},
            )
        with self.refused("ValidationException", "Item size has exceeded the maximum allowed size"):
            self.table.put_item(Item={"pk": "p", "sk": "s", "text": "x" * 410_000})

    def test_an_answer_has_a_request_id_and_a_checksum_that_holds(self):
        # botocore itself compares the checksum of every answer, and tries again where it differs.
        metadata = self.client.list_tables()["ResponseMetadata"]
        self.assertRegex(metadata["RequestId"], "^[A-Z0-9]{52}$")
        self.assertIn("x-amz-crc32", metadata["HTTPHeaders"])
        self.assertEqual(metadata["RetryAttempts"], 0)
