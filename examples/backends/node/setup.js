/** Make the shop's file: its policy, and who works there. node setup.js [FILE] */
import { readFileSync } from 'node:fs';

import { Shop } from './shop.js';

const shop = new Shop(process.argv[2] ?? process.env.SHOP_DB ?? 'shop.db');
const own = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'));

shop.transaction(() => {
  // The built-in policy has statuses, channels, reasons and roles; the shop adds what is its own.
  const { document } = shop.desk('system', 'policy.show', { is_builtin: true });
  shop.desk('system', 'policy.activate', { document: { ...document, ...own, name: 'Storefront' } });
  for (const [name, role] of [['Mara', 'agent'], ['Tom', 'lead']]) {
    const { id } = shop.desk('system', 'agent.save', { name, roles: [role] });
    console.log(`${name} is agent ${id} (${role})`);
  }
});
shop.close();
