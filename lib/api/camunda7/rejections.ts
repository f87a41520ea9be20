import type { Executed, Rejection } from '@/engine/index.ts';
import { bareError, invalidRequest, processEngineException, RestError, restException } from './rest-error.ts';

type Answers = Partial<Record<Rejection['code'], (rejection: Rejection) => RestError>>;

/**
 * The result of a command, or the error that the API gives for its rejection. What a resource does not word itself is a
 * failure of the step: Camunda 7 answers it with 500 and the reason. Values that cannot be kept are the caller's: 400.
 */
export function accepted(outcome: Executed | Rejection, answers: Answers): Executed {
  if (outcome.kind === 'executed') return outcome;
  throw rejected(outcome, answers);
}

export function rejected(rejection: Rejection, answers: Answers): RestError {
  const { exception } = rejection.details;
  if (typeof exception === 'string') return new RestError(500, exception, rejection.message);
  const answer = answers[rejection.code]?.(rejection);
  if (answer) return answer;
  return rejection.code === 'invalidArgument' ? invalidRequest(rejection.message) : bareFailure(rejection);
}

/** By the exception of the original's engine, where a request wraps nothing. */
export const bareFailure = ({ details: { bareException }, message }: Rejection): RestError =>
  typeof bareException === 'string' ? bareError(bareException, message) : processEngineException(message);

/** 500 with a sentence before the reason, as the original wraps what failed in its engine. */
export const failing =
  (prefix: string) =>
  (rejection: Rejection): RestError =>
    restException(500, `${prefix}: ${rejection.message}`);
