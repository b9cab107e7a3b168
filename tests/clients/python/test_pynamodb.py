"""PynamoDB: a shop's orders, as its models and its own conditions, updates and transactions write them."""

import datetime
import os
import unittest

from pynamodb.attributes import (
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
    VersionAttribute,
)
from pynamodb.connection import Connection
from pynamodb.exceptions import PutError, TransactWriteError, UpdateError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
from pynamodb.transactions import TransactGet, TransactWrite

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
REGION = os.environ["AWS_REGION"]
PLACED = datetime.datetime(2026, 5, 1, 12, 30, tzinfo=datetime.timezone.utc)


class ByStatus(GlobalSecondaryIndex):
    class Meta:
        index_name = "by-status"
        projection = AllProjection()

    status = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)


class Order(Model):
    class Meta:
        table_name = "PynamoOrders"
        host = ENDPOINT
        region = REGION
        billing_mode = "PAY_PER_REQUEST"

    customer = UnicodeAttribute(hash_key=True)
    number = NumberAttribute(range_key=True)
    status = UnicodeAttribute(default="open")
    placed = UTCDateTimeAttribute(default=PLACED)
    lines = ListAttribute(default=list)
    version = VersionAttribute()
    by_status = ByStatus()


class Orders(unittest.TestCase):
    def setUp(self):
        Order.create_table(wait=True)
        self.addCleanup(Order.delete_table)

    def test_an_order_is_read_as_it_was_saved(self):
        Order("ann", 1, lines=["book", {"pens": 3}]).save()
        order = Order.get("ann", 1, consistent_read=True)
        self.assertEqual((order.placed, order.lines, order.version), (PLACED, ["book", {"pens": 3}], 1))
        with self.assertRaises(Order.DoesNotExist):
            Order.get("ann", 2)

    def test_a_stale_version_is_not_saved(self):
        Order("ann", 1).save()
        stale = Order.get("ann", 1)
        Order.get("ann", 1).update(actions=[Order.status.set("sent")])
        stale.status = "lost"
        with self.assertRaises(PutError) as raised:
            stale.save()
        self.assertEqual(raised.exception.cause_response_code, "ConditionalCheckFailedException")
        self.assertEqual(Order.get("ann", 1).status, "sent")

    def test_an_update_has_a_condition(self):
        order = Order("ann", 1)
        order.save()
        with self.assertRaises(UpdateError):
            order.update(actions=[Order.status.set("paid")], condition=Order.status == "sent")
        order.update(
            actions=[Order.status.set("paid"), Order.lines.set(Order.lines.append(["pen"]))],
            condition=Order.status.is_in("open", "sent"),
        )
        self.assertEqual((order.status, order.lines, order.version), ("paid", ["pen"], 2))

    def test_batches_queries_and_indexes(self):
        with Order.batch_write() as batch:
            for number in range(40):
                batch.save(Order("bob", number, status="sent" if number % 4 == 0 else "open"))
        self.assertEqual([order.number for order in Order.query("bob", Order.number >= 37)], [37, 38, 39])
        self.assertEqual(Order.count("bob", filter_condition=Order.status == "sent"), 10)
        sent = Order.by_status.query("sent", page_size=3, scan_index_forward=False)
        self.assertEqual([order.number for order in sent], list(range(36, -1, -4)))
        self.assertEqual(len(list(Order.scan(page_size=7))), 40)
        self.assertEqual(len(list(Order.batch_get([("bob", number) for number in range(45)]))), 40)

    def test_transactions_are_all_or_nothing(self):
        connection = Connection(region=REGION, host=ENDPOINT)
        Order("ann", 1).save()
        with self.assertRaises(TransactWriteError) as raised:
            with TransactWrite(connection=connection) as transaction:
                transaction.save(Order("ann", 2))
                transaction.save(Order("ann", 1), condition=Order.customer.does_not_exist())
        reasons = [reason and reason.code for reason in raised.exception.cancellation_reasons]
        self.assertEqual(reasons, [None, "ConditionalCheckFailed"])
        self.assertEqual(Order.count("ann"), 1)
        with TransactWrite(connection=connection) as transaction:
            transaction.save(Order("ann", 2))
            transaction.update(Order("ann", 3), actions=[Order.status.set("new")])
        with TransactGet(connection=connection) as transaction:
            futures = [transaction.get(Order, "ann", number) for number in (2, 3)]
        self.assertEqual([future.get().status for future in futures], ["open", "new"])
