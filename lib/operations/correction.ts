/** What a correction declares before it is done; kept with its audit entry. */
export interface Correction {
  readonly symptom: string;
  readonly expectedNext: string;
  readonly rollback: string;
}
