import { expect, it } from 'vitest';
import { createPool } from '../store/connection.ts';
import { deploy, start, testEngine } from './proofs/test-engine.ts';
import { externalTask } from './proofs/test-models.ts';
import { TreeLoader } from './tree-loader.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const TREES = 300;

const database = databaseOfSuite();

it('reads trees together that are asked for at once, each as it is', async () => {
  const { engine } = await testEngine(database.url);
  const definitionKey = await deploy(engine, 'many', externalTask('many', 'many'));
  const keys = await Promise.all(Array.from({ length: TREES }, () => start(engine, definitionKey)));
  let snapshots = 0;
  database.pool.on('acquire', () => {
    snapshots += 1;
  });
  const loader = new TreeLoader(database.pool);
  const trees = await Promise.all([...keys, '1'].map((key) => loader.load(key)));
  expect(snapshots).toBe(2);
  expect(trees.pop()).toBeNull();
  expect(trees.map((tree) => [tree?.treeKey, tree?.instances.size, tree?.jobs.size])).toEqual(
    keys.map((key) => [key, 1, 1]),
  );
  await engine.stop();
});

it('fails all that were asked for together when the database does not answer, and goes on after that', async () => {
  const broken = createPool('postgres://nobody@127.0.0.1:1/nothing');
  const loader = new TreeLoader(broken);
  const outcomes = await Promise.allSettled([loader.load('1'), loader.load('2')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(loader.load('3')).rejects.toThrow();
  await broken.end();
});
