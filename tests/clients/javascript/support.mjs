// What the programs share. Where the endpoint is and the credentials come from the environment.

import assert from 'node:assert/strict';

import {
  CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

/** Two attempts would hide an answer that was wrong once. */
export const client = new DynamoDBClient({ maxAttempts: 1 });

export const attribute = (AttributeName, AttributeType = 'S') => ({ AttributeName, AttributeType });

export const key = (partition, sort) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];

export const index = (IndexName, partition, sort) => ({
  IndexName, KeySchema: key(partition, sort), Projection: { ProjectionType: 'ALL' },
});

export const itemKey = (pk, sk) => ({ pk: { S: pk }, sk: { S: sk } });

let tables = 0;

/** Makes a table with the key `pk` and `sk`, both strings, for as long as the test runs, and says its name. */
export async function makeTable(test, { attributes = [], ...more } = {}) {
  tables += 1;
  const TableName = `javascript-${process.pid}-${tables}`;
  await client.send(new CreateTableCommand({
    TableName,
    AttributeDefinitions: [attribute('pk'), attribute('sk'), ...attributes],
    KeySchema: key('pk', 'sk'),
    BillingMode: 'PAY_PER_REQUEST',
    ...more,
  }));
  test.after(() => client.send(new DeleteTableCommand({ TableName })));
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName });
  return TableName;
}

/** The promise is answered with this error, in these words. */
export const refused = (promise, name, message, more = {}) => assert.rejects(promise, { name, message, ...more });
