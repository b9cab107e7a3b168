"""boto3 on streams: from the stream's name to the records, with both images."""

import boto3

from support import ClientTest, item_key


class Streams(ClientTest):
    def setUp(self):
        super().setUp()
        self.streams = boto3.client("dynamodbstreams")
        self.addCleanup(self.streams.close)
        self.name = self.make_table(
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        )
        [stream] = self.streams.list_streams(TableName=self.name)["Streams"]
        self.arn = stream["StreamArn"]

    def description(self):
        return self.streams.describe_stream(StreamArn=self.arn)["StreamDescription"]

    def records(self, **start):
        [shard] = self.description()["Shards"]
        iterator = self.streams.get_shard_iterator(StreamArn=self.arn, ShardId=shard["ShardId"], **start)
        answer = self.streams.get_records(ShardIterator=iterator["ShardIterator"])
        return answer["Records"], answer.get("NextShardIterator")

    def test_a_stream_is_named_by_its_table(self):
        table = self.client.describe_table(TableName=self.name)["Table"]
        self.assertEqual(table["LatestStreamArn"], self.arn)
        description = self.description()
        self.assertEqual(description["StreamStatus"], "ENABLED")
        self.assertEqual(description["StreamViewType"], "NEW_AND_OLD_IMAGES")

    def test_each_change_is_a_record_in_order(self):
        key = item_key("p", "s")
        first, second = key | {"a": {"N": "1"}}, key | {"a": {"N": "2"}}
        self.client.put_item(TableName=self.name, Item=first)
        self.client.put_item(TableName=self.name, Item=second)
        self.client.put_item(TableName=self.name, Item=second)
        self.client.delete_item(TableName=self.name, Key=key)
        records, _ = self.records(ShardIteratorType="TRIM_HORIZON")
        images = [
            (record["eventName"], record["dynamodb"].get("OldImage"), record["dynamodb"].get("NewImage"))
            for record in records
        ]
        # Nothing is told of the put that changed nothing.
        self.assertEqual(
            images, [("INSERT", None, first), ("MODIFY", first, second), ("REMOVE", second, None)]
        )
        self.assertTrue(all(record["dynamodb"]["Keys"] == key for record in records))
        after, _ = self.records(
            ShardIteratorType="AFTER_SEQUENCE_NUMBER", SequenceNumber=records[0]["dynamodb"]["SequenceNumber"]
        )
        self.assertEqual(after, records[1:])

    def test_what_is_latest_begins_now(self):
        self.client.put_item(TableName=self.name, Item=item_key("p", "before"))
        none, iterator = self.records(ShardIteratorType="LATEST")
        self.assertEqual(none, [])
        self.client.put_item(TableName=self.name, Item=item_key("p", "after"))
        [record] = self.streams.get_records(ShardIterator=iterator)["Records"]
        self.assertEqual(record["dynamodb"]["Keys"], item_key("p", "after"))

    def test_a_stream_that_is_disabled_can_still_be_read(self):
        self.client.put_item(TableName=self.name, Item=item_key("p", "s"))
        self.client.update_table(TableName=self.name, StreamSpecification={"StreamEnabled": False})
        self.assertIn(self.description()["StreamStatus"], ("DISABLING", "DISABLED"))
        records, _ = self.records(ShardIteratorType="TRIM_HORIZON")
        self.assertEqual([record["eventName"] for record in records], ["INSERT"])
