"""boto3 with the parameters that expressions replaced."""

from support import ClientTest, item_key


class Legacy(ClientTest):
    def setUp(self):
        super().setUp()
        self.name = self.make_table()
        for number in range(4):
            self.client.put_item(
                TableName=self.name,
                Item=item_key("p", str(number)) | {"n": {"N": str(number)}, "s": {"S": "x"}},
            )

    def test_attributes_are_selected_by_name(self):
        answer = self.client.get_item(
            TableName=self.name, Key=item_key("p", "1"), AttributesToGet=["n", "absent"]
        )
        self.assertEqual(answer["Item"], {"n": {"N": "1"}})
        batch = self.client.batch_get_item(
            RequestItems={self.name: {"Keys": [item_key("p", "2")], "AttributesToGet": ["n"]}}
        )
        self.assertEqual(batch["Responses"], {self.name: [{"n": {"N": "2"}}]})

    def test_expectations_are_conditions(self):
        put = {"TableName": self.name, "Item": item_key("p", "1")}
        with self.refused("ConditionalCheckFailedException", "The conditional request failed"):
            self.client.put_item(**put, Expected={"n": {"Value": {"N": "2"}}})
        with self.refused("ConditionalCheckFailedException", "The conditional request failed"):
            self.client.put_item(**put, Expected={"pk": {"Exists": False}})
        self.client.delete_item(
            TableName=self.name,
            Key=item_key("p", "1"),
            Expected={
                "n": {"ComparisonOperator": "GT", "AttributeValueList": [{"N": "5"}]},
                "s": {"ComparisonOperator": "BEGINS_WITH", "AttributeValueList": [{"S": "x"}]},
            },
            ConditionalOperator="OR",
        )
        self.assertNotIn("Item", self.client.get_item(TableName=self.name, Key=item_key("p", "1")))

    def test_updates_put_add_and_delete(self):
        answer = self.client.update_item(
            TableName=self.name,
            Key=item_key("p", "1"),
            AttributeUpdates={
                "n": {"Action": "ADD", "Value": {"N": "41"}},
                "t": {"Action": "PUT", "Value": {"S": "new"}},
                "s": {"Action": "DELETE"},
            },
            ReturnValues="ALL_NEW",
        )
        self.assertEqual(answer["Attributes"], item_key("p", "1") | {"n": {"N": "42"}, "t": {"S": "new"}})

    def test_key_conditions_and_filters_select_items(self):
        found = self.client.query(
            TableName=self.name,
            KeyConditions={
                "pk": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "p"}]},
                "sk": {"ComparisonOperator": "GE", "AttributeValueList": [{"S": "1"}]},
            },
            QueryFilter={"n": {"ComparisonOperator": "NE", "AttributeValueList": [{"N": "2"}]}},
        )
        self.assertEqual([item["sk"]["S"] for item in found["Items"]], ["1", "3"])
        self.assertEqual((found["Count"], found["ScannedCount"]), (2, 3))
        scanned = self.client.scan(
            TableName=self.name,
            ScanFilter={"n": {"ComparisonOperator": "IN", "AttributeValueList": [{"N": "0"}, {"N": "3"}]}},
        )
        self.assertEqual(sorted(item["sk"]["S"] for item in scanned["Items"]), ["0", "3"])

    def test_they_do_not_mix_with_expressions(self):
        with self.refused(
            "ValidationException",
            "Can not use both expression and non-expression parameters in the same request: "
            "Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}",
        ):
            self.client.get_item(
                TableName=self.name,
                Key=item_key("p", "1"),
                AttributesToGet=["n"],
                ProjectionExpression="n",
            )
