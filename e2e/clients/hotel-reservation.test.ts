import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEngineRest, type TestEngineRest, textOf } from '@/lib/api/camunda7/testing/test-engine-rest.ts';

/** The sample's models and its own Python worker, with the `requests` package of PyPI. */
const SAMPLE = 'samples/hotel-reservation';
const INSTALL_TIMEOUT_MS = 120_000;

/** A Python that has `requests`: the system's, else a virtual environment made for this run; else the reason. */
function findPython(directory: string): { readonly python: string } | { readonly missing: string } {
  try {
    execFileSync('python3', ['-c', 'import requests'], { stdio: 'pipe' });
    return { python: 'python3' };
  } catch {
    try {
      execFileSync('python3', ['-m', 'venv', directory], { stdio: 'pipe', timeout: INSTALL_TIMEOUT_MS });
      execFileSync(join(directory, 'bin/pip'), ['install', '--quiet', '-r', `${SAMPLE}/requirements.txt`], {
        stdio: 'pipe',
        timeout: INSTALL_TIMEOUT_MS,
      });
      return { python: join(directory, 'bin/python') };
    } catch (error) {
      return { missing: `The Python worker needs python3 with venv and the package requests: ${String(error)}` };
    }
  }
}

const environment = mkdtempSync(join(tmpdir(), 'hotel-worker-'));
const found = findPython(environment);
if ('missing' in found) {
  if (process.env.CI === 'true') throw new Error(found.missing);
  console.warn(`${found.missing}\nIts tests are left out on this machine.`);
}

describe.runIf('python' in found)('hotel reservation with the Python worker', () => {
  let rest: TestEngineRest;
  let worker: ChildProcess | null = null;

  const work = (...options: readonly string[]): void => {
    if ('missing' in found) throw new Error(found.missing);
    worker = spawn(found.python, [`${SAMPLE}/worker.py`, '--base', rest.base, ...options], { stdio: 'inherit' });
  };
  const stopWorker = async (): Promise<void> => {
    if (worker === null || worker.exitCode !== null) return;
    const ended = once(worker, 'exit');
    worker.kill('SIGTERM');
    await ended;
    worker = null;
  };
  const book = (variables: Readonly<Record<string, string>>): Promise<string> =>
    rest.start(
      'HotelReservationProcess',
      Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value, type: 'String' }])),
      'RES-1',
    );
  const guest = (email: string, room_type = 'double') => ({
    first_name: 'Jean',
    last_name: 'Moreau',
    email,
    room_type,
  });
  const ended = async (instance: string): Promise<void> => {
    await expect
      .poll(async () => (await rest.call(`GET /history/process-instance/${instance}`)).at('state'), { timeout: 20_000 })
      .toBe('COMPLETED');
  };
  const activities = async (instance: string): Promise<readonly string[]> => {
    const answer = await rest.call(`GET /history/activity-instance?processInstanceId=${instance}`);
    return (answer.body as readonly { activityId: string }[]).map(({ activityId }) => activityId);
  };

  beforeAll(async () => {
    rest = await startEngineRest();
    for (const name of ['client-creation', 'hotel-reservation'])
      expect((await rest.deploy(name, readFileSync(`${SAMPLE}/${name}.bpmn`, 'utf8'))).status).toBe(200);
  });
  afterEach(stopWorker);
  afterAll(async () => {
    await rest.close();
    rmSync(environment, { recursive: true, force: true });
    expect(rest.failures).toEqual([]);
  });

  test('a new client is created by the called process, a known one is not', async () => {
    work();
    const first = await book(guest('jean@example.com'));
    await ended(first);
    expect(await activities(first)).toEqual(expect.arrayContaining(['SubProcess_CreateClient', 'EndEvent_Booked']));
    const second = await book(guest('jean@example.com'));
    await ended(second);
    expect(await activities(second)).toContain('EndEvent_Booked');
    expect(await activities(second)).not.toContain('SubProcess_CreateClient');
  });

  test('bad input and a room that is not free take their modelled paths', async () => {
    work();
    const bad = await book(guest('no-address'));
    const full = await book(guest('anna@example.com', 'palace'));
    await ended(bad);
    await ended(full);
    expect(await activities(bad)).toContain('EndEvent_Rejected');
    expect(await activities(full)).toContain('EndEvent_NoRoom');
    expect(
      (await rest.call(`GET /history/variable-instance?processInstanceId=${full}&variableName=errorCode`)).at(
        0,
        'value',
      ),
    ).toBe('ROOM_UNAVAILABLE');
  });

  test('booking offline: three attempts, an incident, and the instance goes on when retries are set', async () => {
    work('--booking-offline');
    const instance = await book(guest('eva@example.com'));
    await expect
      .poll(async () => (await rest.call(`GET /incident?processInstanceId=${instance}`)).at(0, 'incidentMessage'), {
        timeout: 20_000,
      })
      .toBe('The booking service does not answer');
    const failures = await rest.call(`GET /history/external-task-log?processInstanceId=${instance}&failureLog=true`);
    expect(failures.body).toHaveLength(3);
    await stopWorker();
    work();
    const task = textOf(await rest.call(`GET /external-task?processInstanceId=${instance}`), 0, 'id');
    expect((await rest.call(`PUT /external-task/${task}/retries`, { retries: 1 })).status).toBe(204);
    await ended(instance);
    expect((await rest.call(`GET /incident?processInstanceId=${instance}`)).body).toEqual([]);
  });
});
