"""What the programs share. Where the endpoint is and the credentials come from the environment."""

import contextlib
import itertools
import unittest

import boto3
from botocore.exceptions import ClientError
from botocore.waiter import WaiterModel, create_waiter_with_client

_numbers = itertools.count(1)
POLL = {"Delay": 1, "MaxAttempts": 30}
# Of indexes, botocore has no waiter of its own.
INDEXES_ACTIVE = {
    "operation": "DescribeTable",
    "delay": POLL["Delay"],
    "maxAttempts": POLL["MaxAttempts"],
    "acceptors": [
        {
            "matcher": "pathAll",
            "argument": "Table.GlobalSecondaryIndexes[].IndexStatus",
            "expected": "ACTIVE",
            "state": "success",
        }
    ],
}


class ClientTest(unittest.TestCase):
    """A test with a client of the service, which deletes the tables it made."""

    def setUp(self):
        self.client = boto3.client("dynamodb")
        self.addCleanup(self.client.close)

    def make_table(self, **more):
        """Makes a table with the key `pk` (HASH) and `sk` (RANGE), both strings, and says its name."""
        name = f"{type(self).__name__}-{next(_numbers)}"
        definition = {
            "TableName": name,
            "AttributeDefinitions": [attribute("pk"), attribute("sk"), *more.pop("attributes", [])],
            "KeySchema": key("pk", "sk"),
            "BillingMode": "PAY_PER_REQUEST",
        }
        self.client.create_table(**definition | more)
        self.addCleanup(self.client.delete_table, TableName=name)
        self.await_table(name)
        return name

    def await_table(self, name):
        self.client.get_waiter("table_exists").wait(TableName=name, WaiterConfig=POLL)

    def await_indexes(self, name):
        model = WaiterModel({"version": 2, "waiters": {"IndexesActive": INDEXES_ACTIVE}})
        create_waiter_with_client("IndexesActive", model, self.client).wait(TableName=name)

    @contextlib.contextmanager
    def refused(self, code, message):
        """The block is answered with this error, in these words."""
        with self.assertRaises(ClientError) as raised:
            yield raised
        error = raised.exception.response["Error"]
        self.assertEqual((error["Code"], error["Message"]), (code, message))


def attribute(name, kind="S"):
    return {"AttributeName": name, "AttributeType": kind}


def key(partition, sort):
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


def index(name, partition, sort):
    return {"IndexName": name, "KeySchema": key(partition, sort), "Projection": {"ProjectionType": "ALL"}}


def item_key(pk, sk):
    return {"pk": {"S": pk}, "sk": {"S": sk}}
