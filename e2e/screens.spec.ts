import { expect, test } from '@playwright/test';
import { CONSOLE_URL } from './browser-args.ts';
import { lookInBothThemes } from './look.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, incidentFor, startPayment } from './worker-api.ts';

const LONG_MS = 240_000;
let instanceKey = '';
test.beforeAll(async () => {
  await deployPayment();
  for (let n = 1; n <= 6; n += 1) await startPayment(`SCREEN-${n}`);
  for (let n = 7; n <= 10; n += 1) instanceKey = await incidentFor(`SCREEN-${n}`);
});
const screens = (): Readonly<Record<string, string>> => ({
  overview: '/', incidents: '/incidents', 'incident-list': '/incidents/list', instances: '/instances', instance: `/instances/${instanceKey}?element=Charge`, 'instance-incidents': `/instances/${instanceKey}?tab=incidents`,
  definitions: '/definitions', definition: '/definitions/payment/versions/1', 'definition-list': '/definitions/payment/versions/1?view=list', start: '/instances/start?definition=payment', modify: `/instances/${instanceKey}/modify`, batches: '/batches', audit: '/audit', messages: '/messages', 'messages-waiting': '/messages?tab=waiting', tasks: '/tasks', 'not-found': '/instances/1234567890123456',
});

test('every screen: pictured in both themes and both widths, and nothing serious for axe', async ({ page, context }) => {
  test.setTimeout(LONG_MS);
  await new SignInPage(page).open();
  await lookInBothThemes(page, 'sign-in');
  await new SignInPage(page).signInAs('l2');
  for (const [name, path] of Object.entries(screens())) {
    await page.goto(path);
    await expect(page.getByRole('navigation', { name: 'Areas' })).toBeVisible();
    await lookInBothThemes(page, name);
  }
  // Whoever has chosen the dark theme gets it from the first paint on.
  await context.addCookies([{ name: 'wh-theme', value: 'dark', url: CONSOLE_URL }]);
  await page.goto(`/instances/${instanceKey}`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'Retry…' }).first().click();
  await expect(page.getByRole('dialog').getByLabel('Reason')).toBeVisible();
  await lookInBothThemes(page, 'retry-dialog');
});
