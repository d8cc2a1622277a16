/** Make the shop's file: its policy, and who works there. node setup.js [FILE] */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

import { Shop } from './shop.js';

const shop = new Shop(process.argv[2] ?? process.env.SHOP_DB ?? 'shop.db');
const own = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'));

// Run again, after a change of the policy, it makes nobody twice.
shop.transaction(() => {
  // The built-in policy has statuses, channels, reasons and roles; the shop adds what is its own.
  const builtin = shop.desk('system', 'policy.show', { is_builtin: true }).document;
  const wanted = { ...builtin, ...own, name: 'Storefront' };
  const { document } = shop.desk('system', 'policy.show');
  if (!isDeepStrictEqual(document, wanted)) {
    shop.desk('system', 'policy.activate', { document: wanted });
  }
  for (const [name, role] of [['Mara', 'agent'], ['Tom', 'lead']]) {
    const { id } = shop.desk('system', 'agent.save',
      { name, roles: [role], idempotency_key: `setup-${name}` });
    console.log(`${name} is agent ${id} (${role})`);
  }
});
shop.close();
