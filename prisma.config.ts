import { defineConfig } from 'prisma/config';

/** Only `prisma generate` is used: migrations are plain SQL, applied by our own runner, so no URL is needed here. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
