/** Chromium without anything that talks to the outside. */
export const BROWSER_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Runs beside each other each take ports of their own: this one and the two after it, for both. */
export const CONSOLE_PORT = Number(process.env.WHEELHOUSE_E2E_CONSOLE_PORT ?? 3170);
export const API_PORT = CONSOLE_PORT + 5000;
export const CONSOLE_URL = `http://localhost:${CONSOLE_PORT}`;
export const API_URL = `http://127.0.0.1:${API_PORT}`;
export const PASSWORD = 'wheelhouse-demo';
/** The demo's account of each role. */
export const ACCOUNTS = { business: 'bea', l1: 'ove', l2: 'lena', developer: 'tom', admin: 'alva', auditor: 'ida' } as const;
export type Role = keyof typeof ACCOUNTS;
