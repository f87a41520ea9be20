import type { DeedsOf } from './deed-for-tests.ts';
import type { OperationName } from './contract.ts';
import { DEEDS_OF_INCIDENTS } from './deeds-of-incidents-for-tests.ts';
import { DEEDS_OF_INSTANCES } from './deeds-of-instances-for-tests.ts';
import { DEEDS_OF_BATCHES } from './deeds-of-batches-for-tests.ts';
import { DEEDS_OF_DEFINITIONS } from './deeds-of-definitions-for-tests.ts';
import { DEEDS_OF_MESSAGES } from './deeds-of-messages-for-tests.ts';
import { DEEDS_OF_VARIABLES } from './deeds-of-variables-for-tests.ts';
import { DEEDS_OF_JOBS } from './deeds-of-jobs-for-tests.ts';
import { DEEDS_OF_TASKS } from './deeds-of-tasks-for-tests.ts';
import { DEEDS_OF_RECORDS } from './deeds-of-records-for-tests.ts';

/** One deed of each operation. A new operation without one does not compile. */
export const DEEDS: DeedsOf<OperationName> = {
  ...DEEDS_OF_INCIDENTS,
  ...DEEDS_OF_INSTANCES,
  ...DEEDS_OF_BATCHES,
  ...DEEDS_OF_DEFINITIONS,
  ...DEEDS_OF_MESSAGES,
  ...DEEDS_OF_VARIABLES,
  ...DEEDS_OF_JOBS,
  ...DEEDS_OF_TASKS,
  ...DEEDS_OF_RECORDS,
};
