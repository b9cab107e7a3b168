// ElectroDB: two entities in one table, in the single-table design that it writes by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Entity, Service } from 'electrodb';

import { attribute, client, index, makeTable } from './support.mjs';

const LINES = [{ order: 'o1', line: 1, sku: 'pen' }, { order: 'o1', line: 2, sku: 'ink' }];

async function makeShop(test) {
  const table = await makeTable(test, {
    attributes: [attribute('gsi1pk'), attribute('gsi1sk')],
    GlobalSecondaryIndexes: [index('gsi1', 'gsi1pk', 'gsi1sk')],
  });
  const orders = new Entity({
    model: { entity: 'order', version: '1', service: 'shop' },
    attributes: {
      order: { type: 'string', required: true },
      customer: { type: 'string', required: true },
      total: { type: 'number', default: 0 },
      tags: { type: 'set', items: 'string' },
    },
    indexes: {
      byOrder: { collection: 'parts', pk: { field: 'pk', composite: ['order'] }, sk: { field: 'sk', composite: [] } },
      byCustomer: {
        index: 'gsi1', pk: { field: 'gsi1pk', composite: ['customer'] }, sk: { field: 'gsi1sk', composite: ['order'] },
      },
    },
  });
  const lines = new Entity({
    model: { entity: 'line', version: '1', service: 'shop' },
    attributes: {
      order: { type: 'string', required: true },
      line: { type: 'number', required: true },
      sku: { type: 'string', required: true },
    },
    indexes: {
      byOrder: {
        collection: 'parts', pk: { field: 'pk', composite: ['order'] }, sk: { field: 'sk', composite: ['line'] },
      },
    },
  });
  return new Service({ orders, lines }, { client, table });
}

test('an order is created once, updated, read and removed', async (test) => {
  const { orders } = (await makeShop(test)).entities;
  const order = { order: 'o1', customer: 'ann', total: 5, tags: ['new'] };
  await orders.create(order).go();
  await assert.rejects(orders.create(order).go(), /The conditional request failed/);
  const { data: patched } = await orders.patch({ order: 'o1' }).add({ total: 2, tags: ['gift'] }).go({
    response: 'all_new',
  });
  assert.deepEqual([patched.total, patched.tags], [7, ['gift', 'new']]);
  await assert.rejects(orders.patch({ order: 'absent' }).set({ total: 1 }).go(), /The conditional request failed/);
  await orders.remove({ order: 'o1' }).go();
  assert.equal((await orders.get({ order: 'o1' }).go()).data, null);
});

test('a collection holds the items of both entities', async (test) => {
  const shop = await makeShop(test);
  await shop.entities.orders.put({ order: 'o1', customer: 'ann' }).go();
  const { unprocessed } = await shop.entities.lines.put(LINES).go();
  assert.deepEqual(unprocessed, []);
  const { data } = await shop.collections.parts({ order: 'o1' }).go();
  assert.deepEqual([data.orders.length, data.lines], [1, LINES]);
  const read = await shop.entities.lines.get(LINES.map(({ order, line }) => ({ order, line }))).go();
  assert.deepEqual(read.data.map(({ sku }) => sku).sort(), ['ink', 'pen']);
});

test('an index is queried with a cursor, a filter and an order', async (test) => {
  const { orders } = (await makeShop(test)).entities;
  await orders.put(Array.from({ length: 9 }, (_, n) => ({ order: `o${n}`, customer: 'ann', total: n }))).go();
  const query = () => orders.query.byCustomer({ customer: 'ann' });
  const { data: first, cursor } = await query().go({ limit: 4 });
  const { data: rest } = await query().go({ cursor });
  assert.deepEqual([...first, ...rest].map(({ total }) => total), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  const large = await query().where(({ total }, { gt }) => gt(total, 6)).go({ order: 'desc' });
  assert.deepEqual(large.data.map(({ total }) => total), [8, 7]);
});

test('a transaction tells which of its items was rejected', async (test) => {
  const shop = await makeShop(test);
  await shop.entities.orders.put({ order: 'o1', customer: 'ann' }).go();
  const write = shop.transaction.write(({ orders, lines }) => [
    lines.put(LINES[0]).commit(), orders.create({ order: 'o1', customer: 'bob' }).commit(),
  ]);
  const { canceled, data } = await write.go();
  assert.equal(canceled, true);
  assert.deepEqual(data.map(({ rejected, code }) => [rejected, code]), [
    [false, 'None'], [true, 'ConditionalCheckFailed'],
  ]);
  assert.equal((await shop.entities.lines.get({ order: 'o1', line: 1 }).go()).data, null);
});
