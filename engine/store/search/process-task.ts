import type { Rows } from './search.ts';

type Placed =
  | 'instanceKey'
  | 'elementInstanceKey'
  | 'elementId'
  | 'definitionKey'
  | 'processId'
  | 'definitionVersion'
  | 'dialect';
/** A task at which a token waits. */
export type ProcessTaskRow = Rows['userTask'] & { [F in Placed]: NonNullable<Rows['userTask'][F]> };

export const isProcessTask = (row: Rows['userTask']): row is ProcessTaskRow => row.instanceKey !== null;
