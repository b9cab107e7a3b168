// The AWS SDK for JavaScript, version 3, on vector indexes: searches, and what they are refused for.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DescribeTableCommand, PutItemCommand, SearchVectorsCommand } from '@aws-sdk/client-dynamodb';

import { client, itemKey, makeTable, refused } from './support.mjs';

const INDEX = {
  IndexName: 'by-colour',
  VectorAttribute: { AttributeName: 'rgb' },
  Dimensions: 3,
  DistanceFunction: 'COSINE',
  Projection: { ProjectionType: 'ALL' },
};

const vector = (...elements) => elements.map((element) => ({ N: String(element) }));

const search = (TableName, SearchVector) => client.send(new SearchVectorsCommand({
  TableName, IndexName: INDEX.IndexName, SearchVector, TopK: 10,
}));

test('items are found by the directions of their vectors', async (test) => {
  const TableName = await makeTable(test, { VectorIndexes: [INDEX] });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  assert.equal(Table.VectorIndexes[0].DistanceFunction, 'COSINE');
  for (const [sk, rgb] of [['opposite', [-2, 0, 0]], ['same', [0.5, 0, 0]], ['across', [0, 7, 0]]]) {
    await client.send(new PutItemCommand({
      TableName, Item: { ...itemKey('paint', sk), rgb: { L: vector(...rgb) } },
    }));
  }
  const { SearchResults } = await search(TableName, vector(3, 0, 0));
  assert.deepEqual(SearchResults, [
    { Item: itemKey('paint', 'same'), Score: 0 },
    { Item: itemKey('paint', 'across'), Score: 1 },
    { Item: itemKey('paint', 'opposite'), Score: 2 },
  ]);
});

test('a search has as many dimensions as its index', async (test) => {
  const TableName = await makeTable(test, { VectorIndexes: [INDEX] });
  await refused(
    search(TableName, vector(1, 2)), 'ValidationException',
    'Input search vector dimension 2 does not match vector index dimension 3',
  );
});
