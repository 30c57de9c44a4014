// What the Node client can do: client.js MODULES HOSTS. Exit status 0 when all came true.
'use strict';

const assert = require('assert');
const path = require('path');
const { promisify } = require('util');

const [modules, hosts] = process.argv.slice(2);
const zookeeper = require(path.resolve(modules, 'node-zookeeper-client'));
const root = '/node-' + process.pid;
const open = zookeeper.ACL.OPEN_ACL_UNSAFE;
const modes = zookeeper.CreateMode;

setTimeout(() => { throw new Error('nothing more came for a minute'); }, 60000).unref();

function connect() {
  const client = zookeeper.createClient(hosts, { sessionTimeout: 20000 });
  return new Promise((resolve) => {
    client.once('connected', () => resolve(client));
    client.connect();
  });
}

async function refusal(action) {
  try {
    await action();
  } catch (error) {
    return error.getCode();
  }
  throw new Error('expected a refusal');
}

// The stat of a znode once this client's server, which may be behind the writer's, has it.
async function seen(exists, znode) {
  for (;;) {
    const stat = await exists(znode);
    if (stat) {
      return stat;
    }
  }
}

async function main() {
  const client = await connect();
  const create = promisify(client.create).bind(client);
  const remove = promisify(client.remove).bind(client);
  await create(root, Buffer.from('first'), open, modes.PERSISTENT);

  // Data, versions and a watch.
  const changed = new Promise((resolve) => client.getData(root, resolve, (error, data) => {
    assert.ifError(error);
    assert.strictEqual(data.toString(), 'first');
    client.setData(root, Buffer.from('second'), 0, (failed, stat) => {
      assert.ifError(failed);
      assert.strictEqual(stat.version, 1);
    });
  }));
  assert.strictEqual((await changed).getName(), 'NODE_DATA_CHANGED');
  const setData = promisify(client.setData).bind(client);
  assert.strictEqual(await refusal(() => setData(root, Buffer.from('x'), 0)), zookeeper.Exception.BAD_VERSION);

  // Names in sequence, ephemerals, children.
  const first = await create(root + '/n-', null, open, modes.PERSISTENT_SEQUENTIAL);
  const second = await create(root + '/n-', null, open, modes.EPHEMERAL_SEQUENTIAL);
  assert.deepStrictEqual([first, second], [root + '/n-0000000000', root + '/n-0000000001']);
  const other = await connect();
  const exists = promisify(other.exists).bind(other);
  assert.ok((await seen(exists, second)).ephemeralOwner.some((byte) => byte !== 0));
  assert.strictEqual(await refusal(() => remove(root)), zookeeper.Exception.NOT_EMPTY);

  // A transaction that fails leaves nothing.
  const transaction = client.transaction().create(root + '/t', Buffer.from('t')).remove(root + '/missing');
  await refusal(() => promisify(transaction.commit).bind(transaction)());
  assert.strictEqual(await promisify(client.exists).bind(client)(root + '/t'), null);
  await promisify((done) => client.transaction().create(root + '/t').setData(root, Buffer.from('3')).commit(done))();
  await seen(exists, root + '/t');

  // Who may.
  client.addAuthInfo('digest', Buffer.from('node:secret'));
  const own = [new zookeeper.ACL(zookeeper.Permission.ALL, new zookeeper.Id('auth', ''))];
  await create(root + '/own', Buffer.from('mine'), own, modes.PERSISTENT);
  const getData = promisify(other.getData).bind(other);
  await seen(exists, root + '/own').catch((error) => assert.strictEqual(error.getCode(), zookeeper.Exception.NO_AUTH));
  assert.strictEqual(await refusal(() => getData(root + '/own')), zookeeper.Exception.NO_AUTH);

  // The end of a session takes its ephemerals along.
  const gone = new Promise((resolve) => other.exists(second, resolve, (error) => {
    assert.ifError(error);
    client.close();
  }));
  assert.strictEqual((await gone).getName(), 'NODE_DELETED');
  other.close();
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
