// The AWS SDK for JavaScript, version 3, on items: its document client, conditions, batches, transactions.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand, BatchWriteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, TransactGetCommand,
  TransactWriteCommand, UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { client, itemKey, makeTable, refused } from './support.mjs';

const documents = DynamoDBDocumentClient.from(client);
const FAILED = ['ConditionalCheckFailedException', 'The conditional request failed'];

test('a document comes back as it was put', async (test) => {
  const TableName = await makeTable(test);
  const Item = {
    pk: 'p', sk: 's', text: 'grüße', number: -1.5e-100, flag: false, nothing: null, bytes: new Uint8Array([0, 255]),
    list: [1, 'two', { three: [] }], map: { empty: '' }, texts: new Set(['a', 'b']), numbers: new Set([1, 2.5]),
  };
  await documents.send(new PutCommand({ TableName, Item }));
  const answer = await documents.send(new GetCommand({ TableName, Key: { pk: 'p', sk: 's' }, ConsistentRead: true }));
  assert.deepEqual(answer.Item, Item);
});

test('single items are put, updated, read and deleted', async (test) => {
  const TableName = await makeTable(test);
  const Key = itemKey('p', 's');
  const put = await client.send(new PutItemCommand({
    TableName, Item: { ...Key, n: { N: '1' } }, ReturnConsumedCapacity: 'TOTAL',
  }));
  assert.deepEqual(put.ConsumedCapacity, { TableName, CapacityUnits: 1 });
  const updated = await client.send(new UpdateItemCommand({
    TableName, Key, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '1' } },
    ReturnValues: 'UPDATED_NEW',
  }));
  assert.deepEqual(updated.Attributes, { n: { N: '2' } });
  const read = await client.send(new GetItemCommand({ TableName, Key, ProjectionExpression: 'n' }));
  assert.deepEqual(read.Item, { n: { N: '2' } });
  const deleted = await client.send(new DeleteItemCommand({ TableName, Key, ReturnValues: 'ALL_OLD' }));
  assert.deepEqual(deleted.Attributes, { ...Key, n: { N: '2' } });
});

test('a failed condition returns the item on request', async (test) => {
  const TableName = await makeTable(test);
  const Item = itemKey('p', 's');
  await client.send(new PutItemCommand({ TableName, Item }));
  const again = client.send(new PutItemCommand({
    TableName, Item, ConditionExpression: 'attribute_not_exists(pk)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  }));
  await refused(again, ...FAILED, { Item });
});

test('mistakes are refused in the words of the service', async (test) => {
  const TableName = await makeTable(test);
  const update = (UpdateExpression) => documents.send(new UpdateCommand({
    TableName, Key: { pk: 'p', sk: 's' }, UpdateExpression,
  }));
  await refused(
    update('SET a = :a'), 'ValidationException',
    '1 validation error detected: Invalid UpdateExpression: '
      + 'An expression attribute value used in expression is not defined; attribute value: :a',
  );
  await refused(
    update('REMOVE pk'), 'ValidationException',
    'One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key',
  );
  const read = documents.send(new GetCommand({ TableName: 'Absent', Key: { pk: 'p' } }));
  await refused(read, 'ResourceNotFoundException', 'Requested resource not found');
});

test('batches write and read', async (test) => {
  const TableName = await makeTable(test);
  const puts = Array.from({ length: 25 }, (_, n) => ({ PutRequest: { Item: { pk: 'p', sk: `${n}`, n } } }));
  const written = await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
  assert.deepEqual(written.UnprocessedItems, {});
  const Keys = [{ pk: 'p', sk: '3' }, { pk: 'p', sk: '24' }, { pk: 'p', sk: 'absent' }];
  const read = await documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }));
  assert.deepEqual(read.Responses[TableName].map(({ n }) => n).sort((a, b) => a - b), [3, 24]);
  assert.deepEqual(read.UnprocessedKeys, {});
  const tooMany = documents.send(new BatchWriteCommand({
    RequestItems: { [TableName]: [...puts, { DeleteRequest: { Key: { pk: 'p', sk: 'x' } } }] },
  }));
  await assert.rejects(tooMany, { name: 'ValidationException', message: /length less than or equal to 25/ });
});

test('transactions are all or nothing', async (test) => {
  const TableName = await makeTable(test);
  const put = (sk, more = {}) => ({ Put: { TableName, Item: { pk: 'p', sk }, ...more } });
  const write = (TransactItems, more = {}) => documents.send(new TransactWriteCommand({ TransactItems, ...more }));
  await write([put('taken'), put('gone')]);
  await refused(
    write([put('free'), put('taken', { ConditionExpression: 'attribute_not_exists(pk)' })]),
    'TransactionCanceledException',
    'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
    {
      CancellationReasons: [
        { Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      ],
    },
  );
  await write([
    { ConditionCheck: { TableName, Key: { pk: 'p', sk: 'taken' }, ConditionExpression: 'attribute_exists(pk)' } },
    { Delete: { TableName, Key: { pk: 'p', sk: 'gone' } } },
    {
      Update: {
        TableName, Key: { pk: 'p', sk: 'new' }, UpdateExpression: 'SET a = :a',
        ExpressionAttributeValues: { ':a': 1 },
      },
    },
  ]);
  const TransactItems = ['free', 'gone', 'new'].map((sk) => ({ Get: { TableName, Key: { pk: 'p', sk } } }));
  const { Responses } = await documents.send(new TransactGetCommand({ TransactItems }));
  assert.deepEqual(Responses.map(({ Item }) => Item), [undefined, undefined, { pk: 'p', sk: 'new', a: 1 }]);
});

test('a token names one transaction', async (test) => {
  const TableName = await makeTable(test);
  const write = (sk) => documents.send(new TransactWriteCommand({
    ClientRequestToken: `once-${process.pid}`, TransactItems: [{ Put: { TableName, Item: { pk: 'p', sk } } }],
  }));
  await write('a');
  await write('a');
  await assert.rejects(write('b'), { name: 'IdempotentParameterMismatchException' });
});
