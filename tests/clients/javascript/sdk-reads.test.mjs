// The AWS SDK for JavaScript, version 3, on queries, scans and streams.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DescribeTableCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand, DynamoDBStreamsClient, GetRecordsCommand, GetShardIteratorCommand, ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import {
  BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, PutCommand, paginateQuery, paginateScan,
} from '@aws-sdk/lib-dynamodb';

import { attribute, client, index, itemKey, makeTable, refused } from './support.mjs';

const documents = DynamoDBDocumentClient.from(client);
const streams = new DynamoDBStreamsClient({ maxAttempts: 1 });

async function filledTable(test) {
  const TableName = await makeTable(test, {
    attributes: [attribute('colour')], GlobalSecondaryIndexes: [index('by-colour', 'colour', 'sk')],
  });
  const puts = Array.from({ length: 20 }, (_, n) => ({
    PutRequest: { Item: { pk: 'p', sk: String(n).padStart(2, '0'), colour: n % 2 ? 'red' : 'blue' } },
  }));
  await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
  return TableName;
}

async function collect(pages) {
  const items = [];
  for await (const page of pages) items.push(...page.Items);
  return items.map(({ sk }) => sk);
}

test('pages of a query meet, on a table and on an index', async (test) => {
  const TableName = await filledTable(test);
  const onTable = paginateQuery({ client: documents, pageSize: 3 }, {
    TableName, KeyConditionExpression: 'pk = :p AND begins_with(sk, :one)',
    ExpressionAttributeValues: { ':p': 'p', ':one': '1' },
  });
  assert.deepEqual(await collect(onTable), Array.from({ length: 10 }, (_, n) => `1${n}`));
  const onIndex = paginateQuery({ client: documents, pageSize: 3 }, {
    TableName, IndexName: 'by-colour', KeyConditionExpression: 'colour = :c', ScanIndexForward: false,
    ExpressionAttributeValues: { ':c': 'blue' },
  });
  assert.deepEqual((await collect(onIndex)).slice(0, 3), ['18', '16', '14']);
});

test('pages and segments of a scan hold each item once', async (test) => {
  const TableName = await filledTable(test);
  const segments = await Promise.all([0, 1, 2].map((Segment) => collect(
    paginateScan({ client: documents, pageSize: 4 }, { TableName, Segment, TotalSegments: 3 }),
  )));
  assert.equal(new Set(segments.flat()).size, 20);
  assert.equal(segments.flat().length, 20);
});

test('a query without a partition key is refused', async (test) => {
  const TableName = await filledTable(test);
  const query = client.send(new QueryCommand({
    TableName, KeyConditionExpression: 'sk = :s', ExpressionAttributeValues: { ':s': { S: 's' } },
  }));
  await refused(query, 'ValidationException', 'Query condition missed key schema element: pk');
});

test('a stream tells each change', async (test) => {
  const TableName = await makeTable(test, {
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
  const Item = { pk: 'p', sk: 's', n: 1 };
  await documents.send(new PutCommand({ TableName, Item }));
  await documents.send(new DeleteCommand({ TableName, Key: { pk: 'p', sk: 's' } }));

  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const { Streams: [{ StreamArn }] } = await streams.send(new ListStreamsCommand({ TableName }));
  assert.equal(StreamArn, Table.LatestStreamArn);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const { ShardIterator } = await streams.send(new GetShardIteratorCommand({
    StreamArn, ShardId: StreamDescription.Shards[0].ShardId, ShardIteratorType: 'TRIM_HORIZON',
  }));
  const { Records, NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator, Limit: 10 }));
  assert.deepEqual(Records.map(({ eventName }) => eventName), ['INSERT', 'REMOVE']);
  assert.deepEqual(Records[0].dynamodb.NewImage, { ...itemKey('p', 's'), n: { N: '1' } });
  assert.equal(Records[1].dynamodb.NewImage, undefined);
  assert.ok(NextShardIterator);
});
