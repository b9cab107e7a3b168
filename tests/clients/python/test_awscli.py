"""The AWS CLI, version 1, as a person types it."""

import json
import subprocess
import sys
import unittest
from pathlib import Path

AWS = Path(sys.executable).with_name("aws")
TABLE = ("--table-name", "Cli")


def aws(*arguments, service="dynamodb"):
    command = [AWS, service, *arguments, "--output", "json"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def answer(*arguments, **more):
    done = aws(*arguments, **more)
    if done.returncode:
        raise AssertionError(done.stderr)
    return json.loads(done.stdout) if done.stdout.strip() else None


class Cli(unittest.TestCase):
    def setUp(self):
        answer(
            *("create-table", *TABLE, "--billing-mode", "PAY_PER_REQUEST"),
            *("--attribute-definitions", "AttributeName=pk,AttributeType=S"),
            *("--key-schema", "AttributeName=pk,KeyType=HASH"),
            *("--stream-specification", "StreamEnabled=true,StreamViewType=KEYS_ONLY"),
        )
        self.addCleanup(answer, "delete-table", *TABLE)
        answer("wait", "table-exists", *TABLE)

    def test_items_are_put_found_and_counted(self):
        for name in ("a", "b", "c"):
            answer("put-item", *TABLE, "--item", json.dumps({"pk": {"S": name}, "n": {"N": "1"}}))
        pages = answer("scan", *TABLE, "--page-size", "1", "--return-consumed-capacity", "TOTAL")
        self.assertEqual(pages["Count"], 3)
        limited = answer("scan", *TABLE, "--max-items", "2")
        self.assertEqual(len(limited["Items"]), 2)
        rest = answer("scan", *TABLE, "--starting-token", limited["NextToken"])
        self.assertEqual(len(rest["Items"]), 1)
        found = answer(
            *("query", *TABLE, "--key-condition-expression", "pk = :p"),
            *("--expression-attribute-values", '{":p": {"S": "b"}}'),
        )
        self.assertEqual(found["Items"], [{"pk": {"S": "b"}, "n": {"N": "1"}}])

    def test_an_error_is_shown_in_the_words_of_the_service(self):
        done = aws(
            *("update-item", *TABLE, "--key", '{"pk": {"S": "absent"}}'),
            *("--update-expression", "SET n = :n", "--condition-expression", "attribute_exists(pk)"),
            *("--expression-attribute-values", '{":n": {"N": "2"}}'),
        )
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(
            "An error occurred (ConditionalCheckFailedException) when calling the UpdateItem operation: "
            "The conditional request failed",
            done.stderr,
        )

    def test_the_stream_of_a_table_is_listed(self):
        arn = answer("describe-table", *TABLE)["Table"]["LatestStreamArn"]
        streams = answer("list-streams", *TABLE, service="dynamodbstreams")["Streams"]
        # Streams of the tables of this name before it are there as well: they outlive their tables.
        self.assertIn(arn, [stream["StreamArn"] for stream in streams])
        self.assertEqual({stream["TableName"] for stream in streams}, {"Cli"})
