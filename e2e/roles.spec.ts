import { expect, test } from '@playwright/test';
import type { Role } from './browser-args.ts';
import { InstancePage } from './pages/instance-page.ts';
import { SignInPage } from './pages/sign-in-page.ts';
import { deployPayment, incidentFor } from './worker-api.ts';

const OPERATIONS = ['incident.retry', 'variable.set', 'instance.cancel', 'variable.add'] as const;
const MAY: Readonly<Record<Exclude<Role, 'business'>, readonly string[]>> = { l1: [], l2: OPERATIONS, developer: OPERATIONS, admin: [], auditor: [] };
let instanceKey = '';
test.beforeAll(async () => {
  await deployPayment();
  instanceKey = await incidentFor('ROLES-1');
});

for (const [role, allowed] of Object.entries(MAY) as [Exclude<Role, 'business'>, readonly string[]][]) {
  test(`${role}: forbidden actions stay visible, and the server refuses them too`, async ({ page }) => {
    await new SignInPage(page).signInAs(role);
    const instance = new InstancePage(page);
    await instance.open(instanceKey);
    for (const operation of OPERATIONS) {
      const button = instance.operation(operation);
      await expect(button).toBeVisible();
      if (allowed.includes(operation)) await expect(button).not.toHaveAttribute('aria-disabled', 'true');
      else if (operation !== 'incident.retry' || role !== 'l1') await expect(button).toHaveAttribute('aria-disabled', 'true');
    }
    const answer = await page.evaluate(async (key) => (await fetch('/api/operations/instance.cancel', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ parameters: { instanceKey: key }, mode: 'check' }) })).status, instanceKey);
    expect(answer).toBe(allowed.includes('instance.cancel') ? 200 : 403);
  });
}

test('a business user sees tasks and nothing of the engine', async ({ page }) => {
  await new SignInPage(page).signInAs('business');
  await page.goto('/tasks');
  await expect(page.getByRole('link', { name: 'Tasks' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Instances' })).toBeHidden();
  await page.goto(`/instances/${instanceKey}`);
  await expect(page.getByText(/instance\.read/).first()).toBeVisible();
});
