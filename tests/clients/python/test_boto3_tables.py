"""boto3 on tables: definitions, indexes, tags, time to live, and what describes the service."""

from support import POLL, ClientTest, attribute, index, key


class Tables(ClientTest):
    def test_a_table_is_described_as_it_was_defined(self):
        name = self.make_table(
            attributes=[attribute("total", "N")],
            LocalSecondaryIndexes=[index("by-total", "pk", "total")],
            BillingMode="PROVISIONED",
            ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 3},
        )
        table = self.client.describe_table(TableName=name)["Table"]
        self.assertEqual(table["TableStatus"], "ACTIVE")
        self.assertEqual(table["KeySchema"], key("pk", "sk"))
        self.assertEqual(table["ProvisionedThroughput"]["ReadCapacityUnits"], 5)
        self.assertTrue(table["TableArn"].endswith(f":table/{name}"))
        self.assertEqual([index["IndexName"] for index in table["LocalSecondaryIndexes"]], ["by-total"])

    def test_tables_are_listed_page_by_page(self):
        names = sorted(self.make_table() for _ in range(3))
        pages = list(self.client.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 1}))
        self.assertTrue(all(len(page["TableNames"]) <= 1 for page in pages))
        listed = [name for page in pages for name in page["TableNames"]]
        self.assertEqual([name for name in listed if name in names], names)

    def test_a_table_is_deleted_and_then_unknown(self):
        self.client.create_table(
            TableName="Deleted",
            AttributeDefinitions=[attribute("pk")],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        )
        self.client.delete_table(TableName="Deleted")
        self.client.get_waiter("table_not_exists").wait(TableName="Deleted", WaiterConfig=POLL)
        with self.refused(
            "ResourceNotFoundException", "Requested resource not found: Table: Deleted not found"
        ):
            self.client.describe_table(TableName="Deleted")

    def test_a_name_is_given_to_one_table(self):
        name = self.make_table()
        with self.refused("ResourceInUseException", f"Table already exists: {name}"):
            self.client.create_table(
                TableName=name,
                AttributeDefinitions=[attribute("pk"), attribute("sk")],
                KeySchema=key("pk", "sk"),
                BillingMode="PAY_PER_REQUEST",
            )

    def test_an_index_that_is_added_later_holds_the_items_before_it(self):
        name = self.make_table()
        item = {"pk": {"S": "p"}, "sk": {"S": "s"}, "mail": {"S": "a@b"}}
        self.client.put_item(TableName=name, Item=item)
        created = index("by-mail", "mail", "pk")
        self.client.update_table(
            TableName=name,
            AttributeDefinitions=[attribute("pk"), attribute("sk"), attribute("mail")],
            GlobalSecondaryIndexUpdates=[{"Create": created}],
        )
        self.await_indexes(name)
        found = self.client.query(
            TableName=name,
            IndexName="by-mail",
            KeyConditionExpression="mail = :mail",
            ExpressionAttributeValues={":mail": {"S": "a@b"}},
        )
        self.assertEqual(found["Items"], [item])

    def test_throughput_is_updated_and_an_index_is_deleted(self):
        throughput = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}
        name = self.make_table(
            attributes=[attribute("mail")],
            GlobalSecondaryIndexes=[index("by-mail", "mail", "pk") | {"ProvisionedThroughput": throughput}],
            BillingMode="PROVISIONED",
            ProvisionedThroughput=throughput,
        )
        more = {"ReadCapacityUnits": 2, "WriteCapacityUnits": 3}
        answer = self.client.update_table(
            TableName=name,
            ProvisionedThroughput=more,
            GlobalSecondaryIndexUpdates=[{"Update": {"IndexName": "by-mail", "ProvisionedThroughput": more}}],
        )
        table = answer["TableDescription"]
        for described in (table, table["GlobalSecondaryIndexes"][0]):
            self.assertEqual(described["ProvisionedThroughput"].items() & more.items(), more.items())
        self.await_table(name)
        self.client.update_table(
            TableName=name, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-mail"}}]
        )
        self.await_table(name)
        with self.refused("ValidationException", "The table does not have the specified index: by-mail"):
            self.client.scan(TableName=name, IndexName="by-mail")

    def test_a_protected_table_stays(self):
        name = self.make_table(DeletionProtectionEnabled=True)
        with self.refused(
            "ValidationException",
            "Resource cannot be deleted as it is currently protected against deletion. "
            "Disable deletion protection first.",
        ):
            self.client.delete_table(TableName=name)
        answer = self.client.update_table(TableName=name, DeletionProtectionEnabled=False)
        self.assertFalse(answer["TableDescription"]["DeletionProtectionEnabled"])

    def test_tags_are_added_listed_and_removed(self):
        name = self.make_table(Tags=[{"Key": "team", "Value": "shop"}])
        arn = self.client.describe_table(TableName=name)["Table"]["TableArn"]
        self.client.tag_resource(ResourceArn=arn, Tags=[{"Key": "stage", "Value": "test"}])
        self.client.untag_resource(ResourceArn=arn, TagKeys=["team"])
        tags = self.client.list_tags_of_resource(ResourceArn=arn)["Tags"]
        self.assertEqual(tags, [{"Key": "stage", "Value": "test"}])

    def test_time_to_live_is_enabled_once(self):
        name = self.make_table()
        before = self.client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        self.assertEqual(before, {"TimeToLiveStatus": "DISABLED"})
        specification = {"Enabled": True, "AttributeName": "expires"}
        answer = self.client.update_time_to_live(TableName=name, TimeToLiveSpecification=specification)
        self.assertEqual(answer["TimeToLiveSpecification"], specification)
        after = self.client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        self.assertEqual(after["AttributeName"], "expires")
        self.assertIn(after["TimeToLiveStatus"], ("ENABLING", "ENABLED"))
        with self.refused("ValidationException", "TimeToLive is already enabled"):
            self.client.update_time_to_live(TableName=name, TimeToLiveSpecification=specification)

    def test_the_service_tells_its_limits_and_its_address(self):
        self.assertEqual(self.client.describe_limits()["TableMaxReadCapacityUnits"], 40_000)
        [endpoint] = self.client.describe_endpoints()["Endpoints"]
        self.assertTrue(self.client.meta.endpoint_url.endswith(endpoint["Address"]))

    def test_an_operation_of_the_service_that_is_not_here_is_said_to_be_unknown(self):
        with self.refused("UnknownOperationException", ""):
            self.client.list_backups()
