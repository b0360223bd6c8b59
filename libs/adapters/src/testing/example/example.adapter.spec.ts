import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { callOf, describeAdapterContract, faultOf, sampleSubmission } from '../adapter-contract.js';
import { examplePlatform } from './example-platform.js';

describeAdapterContract('the example of docs/add-a-platform.md', examplePlatform);

describe('the example', () => {
  it('needs fewer than 200 lines', async () => {
    const source = await readFile(new URL('example.adapter.ts', import.meta.url), 'utf8');
    expect(source.split('\n').length).toBeLessThan(200);
  });

  it('puts known words into official codes and keeps the others', async () => {
    const platform = await examplePlatform();
    const call = callOf(platform.connection);
    const submission = sampleSubmission();
    const { flow_id = '' } = await platform.adapter.submit(submission, call);
    for (const word of ['delivered', 'on_a_shelf', 'paid']) await platform.setStatusWord(submission, word);
    const status = await platform.adapter.getStatus({ ...submission, flow_id }, call);
    expect(status?.statuses.map(({ code, word }) => [code, word])).toEqual([
      ['202', 'received'],
      ['203', 'delivered'],
      [undefined, 'on_a_shelf'],
      ['212', 'paid'],
    ]);
    await platform.stop();
  });

  it('offers the original only', async () => {
    const platform = await examplePlatform();
    const { flow_id = '' } = await platform.adapter.submit(sampleSubmission(), callOf(platform.connection));
    const fault = await faultOf(platform.adapter.fetchDocument(flow_id, 'Converted', callOf(platform.connection)));
    expect(fault).toMatchObject({ code: 'platform.rejected', sent: 'no' });
    await platform.stop();
  });
});
