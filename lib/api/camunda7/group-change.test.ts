import { expect, test } from 'vitest';
import { type AuditRecord, type Engine, NOTHING_TOLD } from '@/engine/index.ts';
import { changeGroup } from './group-change.ts';

const RECORD: AuditRecord = {
  ...NOTHING_TOLD,
  actorKind: 'client',
  actorId: 'c',
  actorName: 'c',
  address: null,
  channel: 'rest7',
  operation: 'instance.suspend',
  risk: 'guarded',
  targetKind: 'instance',
};

function log(isLogOpen = true): { readonly lines: string[]; readonly engine: Pick<Engine, 'audit'> } {
  const lines: string[] = [];
  return {
    lines,
    engine: {
      audit: async (record, { outcome, text }) => {
        if (!isLogOpen) throw new Error('no log');
        lines.push(`${record.operation} ${outcome}: ${text}`);
      },
    },
  };
}

test('the entry is there before the first change', async () => {
  const { lines, engine } = log();
  await changeGroup(engine, RECORD, ['1', '2'], async (key) => void lines.push(key));
  expect(lines).toEqual(['instance.suspend done: Asked for 2, written before the first was changed', '1', '2']);
});

test('nothing is changed when the entry cannot be written', async () => {
  const { engine } = log(false);
  const changed: string[] = [];
  await expect(changeGroup(engine, RECORD, ['1'], async (key) => void changed.push(key))).rejects.toThrow('no log');
  expect(changed).toEqual([]);
});

test('a second entry says how far it came, and later groups are left alone', async () => {
  const { lines, engine } = log();
  const keys = Array.from({ length: 1_001 }, (_, n) => String(n));
  const changed: string[] = [];
  await expect(
    changeGroup(engine, RECORD, keys, async (key) => {
      if (key === '501') throw new Error('away');
      changed.push(key);
    }),
  ).rejects.toThrow('away');
  expect(lines.at(-1)).toBe('instance.suspend failed: Stopped: 999 of 1001 were done. away');
  expect(changed).toHaveLength(999);
});
