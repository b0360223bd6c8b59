import { DirectoryService } from '@onefacture/directory';
import { frenchVatNumber } from '@onefacture/invoice';
import { InvoicesService } from '@onefacture/invoicing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { quickStart } from '../../../invoice/src/testing/bodies.js';
import { startTransmission, type TransmissionBench, type Travelling } from '../testing/transmission-bench.js';
import { BuyerWarnings } from './buyer-warnings.js';
import { RecipientsService } from './recipients.service.js';

let bench: TransmissionBench;
beforeAll(async () => {
  bench = await startTransmission();
});
afterAll(() => bench.stop());

const warnings = (one: Travelling) =>
  bench.within(one.organisation, async (tx) =>
    bench.app.get(BuyerWarnings).of(tx, await bench.app.get(InvoicesService).get(tx, one.id)),
  );
/** A draft for a buyer whom no other test asks about. */
const draftFor = (siren: string) =>
  bench.invoice({ buyer: { ...quickStart.buyer, siren, vat_number: frenchVatNumber(siren) } }, false);

describe('the buyer of a draft', () => {
  it('is warned about once a directory said that he cannot be reached, and nobody is asked for it', async () => {
    const siren = '443061841';
    const one = await draftFor(siren);
    const asked = vi.spyOn(bench.gateway, 'lookUp');
    bench.gateway.directory = () => ({ lines: [], complete: true });
    expect(await warnings(one)).toEqual([]);
    expect(asked).not.toHaveBeenCalled();
    await bench.app.get(RecipientsService).lookUp(one.organisation, { siren });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(await warnings(one)).toMatchObject([
      { severity: 'warning', code: 'OF-DIR-01', field: 'buyer', message: expect.any(String) },
    ]);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  });

  it('is not judged without the directory, nor when the invoice has left DRAFT', async () => {
    const one = await draftFor('552081317');
    const known = vi.spyOn(bench.app.get(DirectoryService), 'known').mockRejectedValueOnce(new Error('no cache'));
    expect(await warnings(one)).toEqual([]);
    expect(known).toHaveBeenCalledTimes(1);
    await one.cancel();
    expect(await warnings(one)).toEqual([]);
    expect(known).toHaveBeenCalledTimes(1);
    known.mockRestore();
  });
});
