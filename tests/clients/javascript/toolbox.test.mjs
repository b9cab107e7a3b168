// dynamodb-toolbox: an entity with a schema, its actions, and a table of its own.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  $add, BatchPutRequest, BatchWriteCommand, ConditionCheck, DeleteItemCommand, Entity, GetItemCommand, PutItemCommand,
  PutTransaction, QueryCommand, ScanCommand, Table, UpdateItemCommand, executeBatchWrite, executeTransactWrite, item,
  number, string,
} from 'dynamodb-toolbox';

import { client, makeTable, refused } from './support.mjs';

const schema = item({
  customer: string().key().savedAs('pk'),
  order: string().key().savedAs('sk'),
  total: number().default(0),
});

async function makeOrders(test) {
  const table = new Table({
    name: await makeTable(test),
    documentClient: DynamoDBDocumentClient.from(client),
    partitionKey: { name: 'pk', type: 'string' },
    sortKey: { name: 'sk', type: 'string' },
  });
  return { table, Orders: new Entity({ name: 'Order', table, schema, timestamps: false }) };
}

test('an order is put, updated, read and deleted', async (test) => {
  const { Orders } = await makeOrders(test);
  const key = { customer: 'ann', order: 'o1' };
  await Orders.build(PutItemCommand).item({ ...key, total: 5 }).send();
  const again = Orders.build(PutItemCommand).item(key).options({ condition: { attr: 'customer', exists: false } });
  await refused(again.send(), 'ConditionalCheckFailedException', 'The conditional request failed');
  const { Attributes } = await Orders.build(UpdateItemCommand)
    .item({ ...key, total: $add(2) }).options({ returnValues: 'ALL_NEW' }).send();
  assert.equal(Attributes.total, 7);
  const { Item } = await Orders.build(GetItemCommand).key(key).options({ consistent: true }).send();
  assert.equal(Item.total, 7);
  await Orders.build(DeleteItemCommand).key(key).send();
  assert.equal((await Orders.build(GetItemCommand).key(key).send()).Item, undefined);
});

test('orders of a batch are queried and scanned', async (test) => {
  const { table, Orders } = await makeOrders(test);
  const puts = Array.from({ length: 12 }, (_, n) => Orders.build(BatchPutRequest).item({
    customer: 'ann', order: String(n).padStart(2, '0'), total: n,
  }));
  await executeBatchWrite(table.build(BatchWriteCommand).requests(...puts));
  const { Items } = await table.build(QueryCommand).entities(Orders)
    .query({ partition: 'ann', range: { gte: '05' } })
    .options({ reverse: true, filters: { Order: { attr: 'total', lt: 8 } } }).send();
  assert.deepEqual(Items.map(({ total }) => total), [7, 6, 5]);
  const { Count } = await table.build(ScanCommand).entities(Orders).options({ maxPages: Infinity, limit: 5 }).send();
  assert.equal(Count, 12);
});

test('a transaction whose check fails writes nothing', async (test) => {
  const { Orders } = await makeOrders(test);
  const write = executeTransactWrite(
    Orders.build(PutTransaction).item({ customer: 'ann', order: 'o1' }),
    Orders.build(ConditionCheck)
      .key({ customer: 'ann', order: 'absent' }).condition({ attr: 'customer', exists: true }),
  );
  await assert.rejects(write, { name: 'TransactionCanceledException' });
  const { Item } = await Orders.build(GetItemCommand).key({ customer: 'ann', order: 'o1' }).send();
  assert.equal(Item, undefined);
});
