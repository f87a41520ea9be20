import { expect, it } from 'vitest';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';
import { NOTHING_TOLD } from '../../store/audit-record.ts';
import { flow, model } from '../proofs/test-models.ts';
import { startEngine } from '../start-engine.ts';

const database = databaseOfSuite();
const FILE = {
  name: 'order.bpmn',
  content: model(
    'order',
    `<bpmn:startEvent id="start" />${flow('f1', 'start', 'pay')}<bpmn:serviceTask id="pay" camunda:class="shop.Pay" />`,
  ),
};
const WARNING =
  "The delegate 'shop.Pay' of 'pay' is not registered, and fails when it is reached. Register it with startEngine({ delegates: { 'shop.Pay': … } }), or let workers do it as an external task of this topic: see docs/delegates.md";

it('what a model is warned of stands in the answer, the log and the audit entry, once for a version', async () => {
  const logged: unknown[] = [];
  const engine = await startEngine({
    databaseUrl: database.url,
    isJobExecutorOn: false,
    nodeName: 'test',
    log: (level, message, details) => logged.push([level, message, details]),
  });
  const deploy = () =>
    engine.deploy({
      name: 'order',
      source: null,
      tenantId: null,
      resources: [FILE],
      duplicates: 'reuseDeployment',
      audit: {
        ...NOTHING_TOLD,
        actorKind: 'person',
        actorId: null,
        actorName: 'Lena',
        address: null,
        channel: 'console',
        operation: 'deployment.create',
        risk: 'guarded',
        targetKind: 'deployment',
        targetKey: null,
        after: { name: 'order' },
      },
    });
  try {
    expect(await deploy()).toMatchObject({
      isNew: true,
      warnings: [{ resource: 'order.bpmn', message: WARNING, elementId: 'pay', severity: 'warning' }],
    });
    expect(await deploy()).toMatchObject({ isNew: false, warnings: [] });
    expect(logged).toEqual([
      [
        'warn',
        'a model was deployed with a warning',
        { resource: 'order.bpmn', warning: WARNING, line: expect.any(Number) as number, elementId: 'pay' },
      ],
    ]);
    const { rows } = await database.pool.query(
      `select after from audit_entry where operation = 'deployment.create' order by at`,
    );
    expect(rows.map(({ after }: { after: unknown }) => after)[0]).toEqual({
      name: 'order',
      warnings: [`order.bpmn: ${WARNING}`],
    });
  } finally {
    await engine.stop();
  }
});
