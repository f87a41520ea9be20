/** Chromium without anything that talks to the outside. */
export const BROWSER_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const CONSOLE_PORT = 3170;
export const API_PORT = 8170;
export const CONSOLE_URL = `http://localhost:${CONSOLE_PORT}`;
export const API_URL = `http://127.0.0.1:${API_PORT}`;
export const PASSWORD = 'wheelhouse-demo';
/** The demo's account of each role. */
export const ACCOUNTS = { business: 'bea', l1: 'ove', l2: 'lena', developer: 'tom', admin: 'alva', auditor: 'ida' } as const;
export type Role = keyof typeof ACCOUNTS;
