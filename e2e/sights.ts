import type { Page } from '@playwright/test';
import { chainModels } from './drill-models.ts';
import { layGround } from './ground.ts';
import type { Ground } from './ground.ts';
import { FORMS_MODEL, TRAVEL_FORM } from './models.ts';
import {
  calledBy,
  deploy,
  deployTogether,
  deployTwoVersions,
  start,
  startTravel,
  startVersioned,
  taskAt,
} from './worker-api.ts';

/** So deep that the way to the innermost instance is folded. */
const CHAIN = 4;

/** What pages show besides what can be done there. */
export interface Sights extends Ground {
  /** The innermost of a chain of calls. */
  readonly calledKey: string;
  /** Some of a version that has a successor. */
  readonly versionedKeys: readonly string[];
  /** A task with a form. */
  readonly formTaskKey: string;
}

export async function laySights(page: Page, name: string): Promise<Sights> {
  for (const model of chainModels(CHAIN)) await deploy('chain.bpmn', model);
  let calledKey = await start('chain-1', `${name}-CHAIN`);
  for (let depth = 1; depth < CHAIN; depth += 1) calledKey = await calledBy(calledKey);
  await deployTwoVersions();
  const versionedKeys = [await startVersioned(`${name}-OLD-1`), await startVersioned(`${name}-OLD-2`)];
  await deployTogether({ 'travel.bpmn': FORMS_MODEL, 'travel.form': TRAVEL_FORM });
  const formTaskKey = await taskAt(await startTravel(`${name}-TRAVEL`), 'Request');
  return { ...(await layGround(page, name)), calledKey, versionedKeys, formTaskKey };
}
