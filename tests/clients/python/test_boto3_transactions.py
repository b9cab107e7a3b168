"""boto3 on transactions: all or nothing, reasons, tokens, capacity."""

from support import ClientTest, item_key


class Transactions(ClientTest):
    def setUp(self):
        super().setUp()
        self.name = self.make_table()

    def put(self, sk, **more):
        return {"Put": {"TableName": self.name, "Item": item_key("p", sk)} | more}

    def update(self, sk):
        return {
            "Update": {
                "TableName": self.name,
                "Key": item_key("p", sk),
                "UpdateExpression": "ADD visits :one",
                "ExpressionAttributeValues": {":one": {"N": "1"}},
            }
        }

    def read(self, *sks):
        gets = [{"Get": {"TableName": self.name, "Key": item_key("p", sk)}} for sk in sks]
        return self.client.transact_get_items(TransactItems=gets, ReturnConsumedCapacity="TOTAL")

    def test_every_kind_of_action_takes_effect(self):
        self.client.transact_write_items(TransactItems=[self.put("a"), self.put("b"), self.put("checked")])
        self.client.transact_write_items(
            TransactItems=[
                self.update("a"),
                {"Delete": {"TableName": self.name, "Key": item_key("p", "b")}},
                {
                    "ConditionCheck": {
                        "TableName": self.name,
                        "Key": item_key("p", "checked"),
                        "ConditionExpression": "attribute_exists(pk)",
                    }
                },
                self.put("c"),
            ]
        )
        answer = self.read("a", "b", "c")
        self.assertEqual(
            answer["Responses"],
            [{"Item": item_key("p", "a") | {"visits": {"N": "1"}}}, {}, {"Item": item_key("p", "c")}],
        )
        self.assertEqual(
            answer["ConsumedCapacity"],
            [{"TableName": self.name, "CapacityUnits": 6.0, "ReadCapacityUnits": 6.0}],
        )

    def test_a_failed_condition_cancels_all_and_is_told_by_its_place(self):
        self.client.put_item(TableName=self.name, Item=item_key("p", "taken"))
        with self.refused(
            "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons "
            "[None, ConditionalCheckFailed]",
        ) as raised:
            self.client.transact_write_items(
                TransactItems=[
                    self.put("free"),
                    self.put(
                        "taken",
                        ConditionExpression="attribute_not_exists(pk)",
                        ReturnValuesOnConditionCheckFailure="ALL_OLD",
                    ),
                ]
            )
        self.assertEqual(
            raised.exception.response["CancellationReasons"],
            [
                {"Code": "None"},
                {
                    "Code": "ConditionalCheckFailed",
                    "Message": "The conditional request failed",
                    "Item": item_key("p", "taken"),
                },
            ],
        )
        self.assertEqual(self.read("free")["Responses"], [{}])

    def test_a_token_makes_a_repetition_harmless(self):
        for _ in range(2):
            self.client.transact_write_items(TransactItems=[self.update("a")], ClientRequestToken="once")
        [response] = self.read("a")["Responses"]
        self.assertEqual(response["Item"]["visits"], {"N": "1"})
        with self.assertRaises(self.client.exceptions.IdempotentParameterMismatchException):
            self.client.transact_write_items(TransactItems=[self.put("b")], ClientRequestToken="once")

    def test_a_repetition_costs_reads(self):
        request = {
            "TransactItems": [self.put("a"), self.put("b")],
            "ClientRequestToken": "cost",
            "ReturnConsumedCapacity": "INDEXES",
        }
        for kind in ("WriteCapacityUnits", "ReadCapacityUnits"):
            [consumed] = self.client.transact_write_items(**request)["ConsumedCapacity"]
            self.assertEqual((consumed["TableName"], consumed[kind]), (self.name, 4.0))
            self.assertEqual(consumed["Table"], {"CapacityUnits": 4.0, kind: 4.0})

    def test_an_item_is_in_a_transaction_once(self):
        with self.refused(
            "ValidationException", "Transaction request cannot include multiple operations on one item"
        ):
            self.client.transact_write_items(TransactItems=[self.put("a"), self.update("a")])
