/** An answer of the API that is no success: status and the three members of Camunda 7's error body. */
export class RestError extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: number | null;
  /** Members beside the three, a parse error's `details` say. */
  readonly extra: Readonly<Record<string, unknown>> | undefined;

  constructor(
    status: number,
    type: string,
    message: string,
    code: number | null = null,
    extra?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
    this.extra = extra;
  }

  body(): Readonly<Record<string, unknown>> {
    return { type: this.type, message: this.message, code: this.code, ...this.extra };
  }
}

/** What the REST layer of the original finds wrong by itself has no code. */
export const invalidRequest = (message: string, status = 400, code: number | null = null): RestError =>
  new RestError(status, 'InvalidRequestException', message, code);
/** What its engine finds wrong has code 0. */
export const restException = (status: number, message: string, code: number | null = 0): RestError =>
  new RestError(status, 'RestException', message, code);
/** Somebody wants to work on what rests. */
export const suspended = (what: string, id: string): RestError =>
  new RestError(400, 'SuspendedEntityInteractionException', `ENGINE-03043 ${what} with id '${id}' is suspended.`, 0);

const SUSPENDED = 'SuspendedEntityInteractionException';
/** What the engine of the original throws where a request wraps nothing; what rests is the caller's matter. */
export const bareError = (type: string, message: string): RestError =>
  new RestError(type === SUSPENDED ? 400 : 500, type, message, 0);
/** Whether a step failed because it came to what rests. */
export const cameToSuspended = ({ bareException }: Readonly<Record<string, unknown>>): boolean =>
  bareException === SUSPENDED;

export const processEngineException = (message: string, status = 500): RestError =>
  new RestError(status, 'ProcessEngineException', message, 0);
/** Whatever fails as an error is thrown and caught, up to the next wait state. */
export const propagationFailed = (errorCode: string): RestError =>
  processEngineException(`ENGINE-13033 Propagation of bpmn error ${errorCode} failed. `);
export const nullValue = (message: string): RestError => new RestError(500, 'NullValueException', message, 0);
export const notValid = (message: string): RestError => new RestError(400, 'NotValidException', message, 0);
export const badUserRequest = (message: string): RestError => new RestError(400, 'BadUserRequestException', message, 0);

/** A body whose parts have the wrong shape: the original answers with an empty message, too. */
export const wrongShape = (): RestError => invalidRequest('');

export const pathNotFound = (): RestError => new RestError(404, 'NotFoundException', 'HTTP 404 Not Found');
export const methodNotAllowed = (): RestError =>
  new RestError(405, 'NotAllowedException', 'HTTP 405 Method Not Allowed');
export const notAcceptable = (): RestError => new RestError(406, 'NotAcceptableException', 'HTTP 406 Not Acceptable');
export const unsupportedMediaType = (): RestError =>
  new RestError(415, 'NotSupportedException', 'HTTP 415 Unsupported Media Type');
export const notANumber = (): RestError => new RestError(404, 'QueryParamException', 'HTTP 404 Not Found');
export const tooLarge = (): RestError =>
  new RestError(413, 'InvalidRequestException', 'The request is larger than this server accepts.');
