/** Chromium without anything that talks to the outside. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const FIRST_PORT = Number(process.env.WHEELHOUSE_E2E_CONSOLE_PORT ?? 3170);
const TO_API = 5000;
/** The product's, and what a spec starts besides. */
const PORTS_EACH = 3;
/**
 * Tests run beside each other, each worker with a product and a database of its own: no test meets what another one
 * does meanwhile.
 */
export function portsOf(worker: number): { readonly console: number; readonly api: number } {
  const port = FIRST_PORT + worker * PORTS_EACH;
  return { console: port, api: port + TO_API };
}
/** Of this worker. */
export const { console: CONSOLE_PORT, api: API_PORT } = portsOf(Number(process.env.TEST_PARALLEL_INDEX ?? 0));
export const CONSOLE_URL = `http://localhost:${CONSOLE_PORT}`;
export const API_URL = `http://127.0.0.1:${API_PORT}`;
export const PASSWORD = 'wheelhouse-demo';
/** The demo's account of each role. */
export const ACCOUNTS = {
  business: 'bea',
  l1: 'ove',
  l2: 'lena',
  developer: 'tom',
  admin: 'alva',
  auditor: 'ida',
} as const;
export type Role = keyof typeof ACCOUNTS;
