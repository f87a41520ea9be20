import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { processIdentity } from './process-identity.ts';

const projectDir = process.cwd();

describe('startEmbeddedPostgres', () => {
  let dataDir: string;
  const running: EmbeddedPostgres[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'wheelhouse-embedded-'));
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function start(dir = dataDir): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir: dir, projectDir });
    running.push(server);
    return server;
  }

  async function ask(url: string, sql: string): Promise<unknown> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query(sql);
      return rows[0];
    } finally {
      await client.end();
    }
  }

  it('keeps its data over a stop and a start, durable, on loopback, with a role that is no superuser', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 7 as n');
    await running.pop()?.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select n from kept')).toEqual({ n: 7 });
    expect(
      await ask(
        second.url,
        "select current_setting('fsync') fsync, current_setting('listen_addresses') listen, rolsuper from pg_roles where rolname = current_user",
      ),
    ).toEqual({ fsync: 'on', listen: '127.0.0.1', rolsuper: false });
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const { url } = await start();
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect((await stat(join(dataDir, 'postgres.json'))).mode & 0o777).toBe(0o600);
  });

  it('takes over the server of a run that was killed', async () => {
    const first = await start();
    const pid = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0];
    // A claim of a process that is gone is what a kill leaves behind.
    await writeFile(join(dataDir, 'owner.json'), JSON.stringify({ pid: 999_999_999, identity: 'gone' }));
    const second = await startEmbeddedPostgres({ dataDir, projectDir });
    expect(second.url).toBe(first.url);
    expect((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]).toBe(pid);
  });

  it('starts over a pid file that a crash left behind', async () => {
    await start();
    await running.pop()?.stop();
    await writeFile(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${join(dataDir, 'postgres')}\n1\n1\n\n\n\nready\n`,
    );
    await start();
  });

  it('refuses a data folder that another process has in use', async () => {
    await writeFile(
      join(dataDir, 'owner.json'),
      JSON.stringify({ pid: process.ppid, identity: processIdentity(process.ppid) }),
    );
    await expect(startEmbeddedPostgres({ dataDir, projectDir })).rejects.toThrow(`in use by process ${process.ppid}`);
  });

  it.runIf(process.getuid?.() === 0)(
    "finds another place when the server's account cannot enter the data folder",
    async () => {
      await chmod(dataDir, 0o700);
      const closed = join(dataDir, 'inner');
      const { url } = await start(closed);
      expect(await ask(url, 'select 1 as n')).toEqual({ n: 1 });
      const { directory } = JSON.parse(await readFile(join(closed, 'postgres.json'), 'utf8')) as { directory: string };
      expect(directory.startsWith(dataDir)).toBe(false);
      await running.pop()?.stop();
      await rm(join(directory, '..'), { recursive: true });
    },
  );
});
