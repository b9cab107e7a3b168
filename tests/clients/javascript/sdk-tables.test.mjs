// The AWS SDK for JavaScript, version 3, on tables: definitions, indexes, tags, time to live, limits.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  CreateTableCommand, DeleteTableCommand, DescribeEndpointsCommand, DescribeLimitsCommand, DescribeTableCommand,
  DescribeTimeToLiveCommand, ListBackupsCommand, ListTagsOfResourceCommand, TagResourceCommand,
  UntagResourceCommand, UpdateTableCommand, UpdateTimeToLiveCommand, paginateListTables,
} from '@aws-sdk/client-dynamodb';

import { attribute, client, index, key, makeTable, refused } from './support.mjs';

const describe = async (TableName) => (await client.send(new DescribeTableCommand({ TableName }))).Table;

test('a table is described as it was defined', async (test) => {
  const TableName = await makeTable(test, {
    attributes: [attribute('total', 'N')],
    GlobalSecondaryIndexes: [index('by-total', 'sk', 'total')],
  });
  const table = await describe(TableName);
  assert.equal(table.TableStatus, 'ACTIVE');
  assert.equal(table.BillingModeSummary.BillingMode, 'PAY_PER_REQUEST');
  assert.deepEqual(table.KeySchema, key('pk', 'sk'));
  assert.deepEqual(table.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName), ['by-total']);
  assert.ok(table.CreationDateTime instanceof Date);
});

test('tables are listed page by page', async (test) => {
  const made = [await makeTable(test), await makeTable(test)];
  const listed = [];
  for await (const page of paginateListTables({ client, pageSize: 1 }, {})) {
    assert.ok(page.TableNames.length <= 1);
    listed.push(...page.TableNames);
  }
  assert.deepEqual(made.filter((name) => listed.includes(name)), made);
});

test('throughput and indexes are updated', async (test) => {
  const TableName = await makeTable(test, {
    attributes: [attribute('mail')],
    GlobalSecondaryIndexes: [index('by-mail', 'mail', 'pk')],
  });
  await client.send(new UpdateTableCommand({
    TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-mail' } }],
  }));
  const { TableDescription } = await client.send(new UpdateTableCommand({
    TableName, BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 2 },
  }));
  assert.equal(TableDescription.ProvisionedThroughput.ReadCapacityUnits, 7);
});

test('tables that are not there, or are there already, are told by name', async (test) => {
  const absent = ['ResourceNotFoundException', 'Requested resource not found: Table: Absent not found'];
  await refused(describe('Absent'), ...absent);
  await refused(client.send(new DeleteTableCommand({ TableName: 'Absent' })), ...absent);
  const TableName = await makeTable(test);
  const again = client.send(new CreateTableCommand({
    TableName, AttributeDefinitions: [attribute('pk'), attribute('sk')], KeySchema: key('pk', 'sk'),
    BillingMode: 'PAY_PER_REQUEST',
  }));
  await refused(again, 'ResourceInUseException', `Table already exists: ${TableName}`);
});

test('tags are added, listed and removed', async (test) => {
  const { TableArn: ResourceArn } = await describe(await makeTable(test));
  await client.send(new TagResourceCommand({
    ResourceArn, Tags: [{ Key: 'team', Value: 'shop' }, { Key: 'stage', Value: 'test' }],
  }));
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage'] }));
  const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }));
  assert.deepEqual(Tags, [{ Key: 'team', Value: 'shop' }]);
});

test('time to live is enabled', async (test) => {
  const TableName = await makeTable(test);
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  assert.equal(TimeToLiveDescription.AttributeName, 'expires');
});

test('the service tells its limits and its address', async () => {
  const limits = await client.send(new DescribeLimitsCommand({}));
  assert.equal(limits.TableMaxWriteCapacityUnits, 40_000);
  const { Endpoints: [endpoint] } = await client.send(new DescribeEndpointsCommand({}));
  assert.equal(new URL(process.env.AWS_ENDPOINT_URL).host, endpoint.Address);
});

test('an operation of the service that is not here is said to be unknown', async () => {
  await assert.rejects(client.send(new ListBackupsCommand({})), { name: 'UnknownOperationException' });
});
