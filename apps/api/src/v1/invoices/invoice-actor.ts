import type { Caller } from '@onefacture/accounts';
import type { Actor } from '@onefacture/invoicing';
import { actorOf } from '../../http/access.guard.js';

/** Who acts on an invoice. */
export const invoiceActor = (caller: Caller): Actor => ({ name: actorOf(caller), mode: caller.mode });
