import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { forwardedFor } from './forwarded-for.mjs';
import { readableAddress } from './readable-address.mjs';
import { projectDir } from './run-step.mjs';

const ON_RUNNING = Symbol.for('wheelhouse.on-running');
const nonceBytes = 16;
/** Event streams never end by themselves: they are cut when the rest had this long to finish. */
const closeGraceMs = 1_000;
const headersTimeoutMs = 15_000;
const requestTimeoutMs = 60_000;
const tlsOnlySeconds = 31_536_000;

/**
 * Starts the console in this process. Next calls instrumentation.ts, which starts everything else.
 * @returns {Promise<{ node: any, stop: () => Promise<void> }>}
 */
export async function startConsole() {
  process.chdir(projectDir);
  Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NEXT_MANUAL_SIG_HANDLE: 'true' });
  const { default: next } = await import('next');
  // Next does not wait for instrumentation.ts; a boot that fails ends the process there.
  const booted = new Promise((resolve) => {
    globalThis[ON_RUNNING] = resolve;
  });
  const app = next({ dev: false, dir: projectDir });
  await app.prepare();
  const node = await booted;
  const handle = app.getRequestHandler();
  const { host, consolePort, consoleUrl, isBehindProxy } = node.env;
  const server = createServer((request, response) => {
    const policy = contentSecurityPolicy(randomBytes(nonceBytes).toString('base64'));
    // Next reads the nonce from the request's header and puts it on its own scripts.
    request.headers['content-security-policy'] = policy;
    response.setHeader('Content-Security-Policy', policy);
    if (consoleUrl.startsWith('https:')) response.setHeader('Strict-Transport-Security', `max-age=${tlsOnlySeconds}`);
    request.headers['x-forwarded-for'] = forwardedFor(request, isBehindProxy);
    request.url = readableAddress(request.url);
    void handle(request, response);
  });
  server.headersTimeout = headersTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(consolePort, host, () => resolve(undefined));
  }).catch(async (error) => {
    await node.stop();
    throw new Error(
      `The console cannot listen on ${host}:${consolePort}: ${error.code === 'EADDRINUSE' ? 'the port is in use. Choose another with WHEELHOUSE_CONSOLE_PORT.' : error.message}`,
    );
  });
  return {
    node,
    stop: async () => {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), closeGraceMs).unref();
      await closed;
      await node.stop();
    },
  };
}

/**
 * Scripts only of ours, with the nonce; nothing is loaded from elsewhere and nobody may frame us. Styles are allowed in
 * attributes: the diagram places its badges by them.
 * @param {string} nonce
 */
function contentSecurityPolicy(nonce) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
