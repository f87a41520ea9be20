/** Everything that the environment may say: the boot reads by this table, and docs/running.md is written from it. */
export interface Setting {
  readonly name: string;
  readonly type: 'text' | 'hours' | 'port' | 'folder' | 'file' | 'url' | 'urls' | 'address' | 'choice';
  readonly choices?: readonly string[];
  /** null: nothing stands in for it. */
  readonly default: string | null;
  /** In words, for the table. */
  readonly required?: string;
  readonly isSecret?: true;
  readonly minLength?: number;
  readonly description: string;
}

const setting = <Name extends string>(name: Name, rest: Omit<Setting, 'name'>): Setting & { readonly name: Name } => ({
  name,
  ...rest,
});

export const settings = [
  setting('DATABASE_URL', {
    type: 'url',
    default: null,
    isSecret: true,
    description:
      'PostgreSQL 15 or newer, `postgresql://user:password@host:port/database`. Several nodes may share one. Without it a PostgreSQL of its own is started below the data folder.',
  }),
  setting('WHEELHOUSE_DATA_DIR', {
    type: 'folder',
    default: '.wheelhouse',
    description: 'Folder for the embedded database and its log.',
  }),
  setting('WHEELHOUSE_HOST', {
    type: 'address',
    default: '127.0.0.1',
    description: 'Address on which the console listens.',
  }),
  setting('WHEELHOUSE_CONSOLE_PORT', { type: 'port', default: '3000', description: 'Port of the console.' }),
  setting('WHEELHOUSE_CONSOLE_URL', {
    type: 'url',
    default: null,
    description:
      "The console's address as people type it, when a proxy stands before it. With `https:` cookies are sent over TLS only. The proxy has to add the address of who asks to `X-Forwarded-For`: the last one there is believed, and only while this is set. Default: `http://localhost:` and the console's port.",
  }),
  setting('WHEELHOUSE_API_HOST', {
    type: 'address',
    default: '127.0.0.1',
    description: 'Address on which the worker APIs listen.',
  }),
  setting('WHEELHOUSE_API_PORT', {
    type: 'port',
    default: '8080',
    description: 'Port of the worker APIs: `/engine-rest`, `/v2`, `/oauth/token`, `/health`.',
  }),
  setting('WHEELHOUSE_API_AUTH', {
    type: 'choice',
    choices: ['required', 'none'],
    default: 'required',
    description:
      '`required`: each request to the worker APIs carries the credentials of an API client. `none`: anybody on this machine may call them, by `localhost`, an address or a private name; accepted only while they listen on loopback.',
  }),
  setting('WHEELHOUSE_GRPC_PORT', {
    type: 'port',
    default: '26500',
    description: 'Reserved for the gRPC gateway. This release has none: nothing listens there yet.',
  }),
  setting('WHEELHOUSE_JOB_EXECUTOR', {
    type: 'choice',
    choices: ['on', 'off'],
    default: 'on',
    description:
      '`off`: this node runs no timers, continuations and retries by itself; jobs then run only when they are asked for through the API.',
  }),
  setting('WHEELHOUSE_KEEP_PROCESSORS_AWAKE', {
    type: 'choice',
    choices: ['on', 'off'],
    default: 'on',
    description:
      '`on`: while 200 transactions a second or more are written, this node asks Linux to let idle processors wait awake instead of asleep (0 in `/dev/cpu_dma_latency`), if it may write there, as root may, and the machine has at most 8: a transaction comes back up to a third sooner, and the machine takes more power meanwhile. `off`: it never asks.',
  }),
  setting('WHEELHOUSE_HISTORY_CLEANUP_WINDOW', {
    type: 'hours',
    default: null,
    description:
      'The hours of each day, in UTC, in which history whose time has passed is removed, `22:00-05:30` say. Without it that is done when somebody asks for it (`POST /engine-rest/history/cleanup`).',
  }),
  setting('WHEELHOUSE_DELEGATES', {
    type: 'file',
    default: null,
    description:
      'JavaScript module that exports `delegates`: what models call by `class`, `delegateExpression` and methods in expressions. It runs in this process, with all its rights. See `docs/delegates.md`.',
  }),
  setting('WHEELHOUSE_UNKNOWN_DELEGATES', {
    type: 'choice',
    choices: ['fail', 'topic'],
    default: 'fail',
    description:
      'A class or bean that is not registered: `fail` stops where a model calls it; `topic` makes an external task of it, whose topic is that name.',
  }),
  setting('WHEELHOUSE_HTTP_CONNECTOR_ALLOW', {
    type: 'urls',
    default: null,
    description:
      'Addresses that models may call by the http-connector, with commas between: each allows its scheme, host and port, and the paths below its own. Without it, none.',
  }),
  setting('WHEELHOUSE_SMTP_URL', {
    type: 'url',
    default: null,
    isSecret: true,
    description:
      'Mail server of mail tasks, `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte. Without it models with mail tasks are refused.',
  }),
  setting('WHEELHOUSE_MAIL_FROM', {
    type: 'text',
    default: null,
    description: 'Who mails are from when a model does not say. Needed with `WHEELHOUSE_SMTP_URL`.',
  }),
  setting('WHEELHOUSE_NODE_NAME', {
    type: 'text',
    default: null,
    description: 'Name of this node where several share a database. Default: host name and process number.',
  }),
  setting('WHEELHOUSE_SECRET', {
    type: 'text',
    default: null,
    required: 'for the console, and while `WHEELHOUSE_API_AUTH` is `required` (the demo makes one itself)',
    isSecret: true,
    minLength: 32,
    description:
      'Signs sessions and access tokens; all nodes of one database need the same. At least 32 characters, for example from `openssl rand -base64 32`.',
  }),
  setting('WHEELHOUSE_DEMO', {
    type: 'choice',
    choices: ['on', 'off'],
    default: 'off',
    description: 'Set by `npm run demo`: demo accounts, on loopback and the embedded database only.',
  }),
] as const;

export type SettingName = (typeof settings)[number]['name'];
