/** Why a decision cannot be made: data for the caller. `exception` is how Camunda 7 names it. */
export class DecisionFailure extends Error {
  readonly exception: string;

  constructor(message: string, exception: string) {
    super(message);
    this.exception = exception;
  }
}
