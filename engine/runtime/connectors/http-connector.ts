import type { Variables } from '../../core/commands.ts';
import type { OutsideAnswer } from '../../core/outside-call.ts';
import { fromJson, toJs } from '../../expressions/values.ts';

const REQUEST_TIMEOUT_MS = 10_000;
const MAX_RESPONSE_BYTES = 1_000_000;
const METHODS = new Set(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);

/**
 * `http-connector`: one request to an address that the operator has allowed. `url`, `method`, `headers` and `payload`
 * go in;
 * `statusCode`, `headers` and `response` come out, whatever the status is. Redirects are not followed, since they would
 * lead
 * past the list of allowed addresses.
 */
export async function callHttp(inputs: Variables, allowed: readonly URL[]): Promise<OutsideAnswer> {
  const request = readRequest(inputs);
  if (typeof request === 'string') return failed(request);
  const { url, method, headers, payload } = request;
  if (!allowed.some((rule) => isAllowed(rule, url))) {
    return failed(
      `The address ${url.origin}${url.pathname} is not allowed for the http-connector. An operator allows it by WHEELHOUSE_HTTP_CONNECTOR_ALLOW`,
    );
  }
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ...(payload !== null && { body: payload }),
    });
    const body = await readBody(response);
    return {
      kind: 'done',
      value: { type: 'Null', text: null },
      writes: [],
      taskChanges: [],
      outputs: {
        statusCode: { type: 'Integer', text: String(response.status) },
        response: fromJson(body),
        headers: fromJson(Object.fromEntries(response.headers)),
      },
    };
  } catch (error) {
    return failed(`The http-connector could not reach ${url.origin}: ${reasonOf(error)}`);
  }
}

/** Error events of the model catch it by this class. */
const failed = (message: string): OutsideAnswer => ({
  kind: 'failed',
  message,
  thrown: { javaClass: 'org.camunda.connect.ConnectorRequestException', writes: [], taskChanges: [] },
});

interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly payload: string | null;
}

function readRequest({ url, method, headers, payload }: Variables): HttpRequest | string {
  const address = url?.text ?? '';
  if (!URL.canParse(address)) return `The http-connector has no valid url: '${address}'`;
  const verb = (method?.text ?? 'GET').toUpperCase();
  if (!METHODS.has(verb)) return `The http-connector knows no method '${verb}'`;
  const given = headers ? toJs(headers) : {};
  if (typeof given !== 'object' || given === null) return 'The headers of the http-connector are no map';
  // Another host behind the same address is none that the operator has allowed.
  if (Object.keys(given).some((name) => name.toLowerCase() === 'host'))
    return 'The http-connector takes no header Host: it is that of the url';
  const body = payload?.text ?? null;
  return {
    url: new URL(address),
    method: verb,
    headers: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)])),
    payload: verb === 'GET' || verb === 'HEAD' ? null : body,
  };
}

/** A step up, also as servers write it that allow parameters within paths. */
const STEP_UP = /(^|[/\\])\.\.([/\\;]|$)/;

/**
 * There are servers that decode a path, some of them twice, before they follow it: what is one step here may lead up
 * there.
 */
function mayLeadUp(path: string): boolean {
  const decoded = (text: string) => text.replace(/%(25|2e|2f|5c)/gi, (written) => decodeURIComponent(written));
  return [path, decoded(path), decoded(decoded(path))].some((text) => STEP_UP.test(text));
}

/**
 * The same scheme, host and port, and the path itself or one below it. Names and passwords in addresses are never
 * meant.
 */
function isAllowed(rule: URL, url: URL): boolean {
  if (rule.origin !== url.origin || url.username !== '' || url.password !== '') return false;
  if (rule.pathname !== '/' && mayLeadUp(url.pathname)) return false;
  return (
    rule.pathname === '/' ||
    url.pathname === rule.pathname ||
    url.pathname.startsWith(rule.pathname.endsWith('/') ? rule.pathname : `${rule.pathname}/`)
  );
}

async function readBody(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MAX_RESPONSE_BYTES) throw new Error(`the response is larger than ${MAX_RESPONSE_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'TimeoutError'
    ? `no answer within ${REQUEST_TIMEOUT_MS / 1_000} s`
    : error.cause instanceof Error
      ? error.cause.message
      : error.message;
}
