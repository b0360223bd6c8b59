import { describe, expect, it } from 'vitest';
import { faultOf } from './contract-platform.js';
import type { Scene } from './contract-scene.js';

/** What came in, answers and the directory: tried where the capabilities promise them, refused elsewhere. */
export function contractOfAbilities(scene: Scene): void {
  whatCameIn(scene);
  answers(scene);
  directory(scene);
}

function whatCameIn(scene: Scene): void {
  describe('what came in', () => {
    it('is listed once, as coming in, and its file can be fetched', async ({ skip }) => {
      skip(!scene.can.inbox, 'no inbox');
      const receive = scene.owed('receive').bind(scene.platform);
      const first = await receive();
      const { flows, cursor } = await scene.changes();
      expect(flows.map(({ flow_id, direction }) => [flow_id, direction])).toEqual([[first.flow_id, 'In']]);
      const document = await scene.adapter.fetchDocument(first.flow_id, 'Original', scene.call());
      expect(Buffer.from(document.bytes).equals(Buffer.from(first.bytes))).toBe(true);
      const second = await receive();
      expect((await scene.changes(cursor)).flows.map(({ flow_id }) => flow_id)).toEqual([second.flow_id]);
    });

    it('a file that is not there is rejected', async () => {
      const fault = await faultOf(scene.adapter.fetchDocument(scene.nowhere(), 'Original', scene.call()));
      expect(fault).toMatchObject({ code: 'platform.rejected', tripsBreaker: false });
    });
  });
}

function answers(scene: Scene): void {
  describe('answering', () => {
    it('says a status the platform passes on', async ({ skip }) => {
      skip(!scene.can.respond, 'no answers');
      const response = await scene.owed('answer').call(scene.platform);
      const result = await scene.adapter.respond(response, scene.call());
      expect(['accepted', 'already_exists']).toContain(result.outcome);
    });

    it('refuses, without a word to the platform, what is not passed on', async ({ skip }) => {
      const { notPassedOn: code } = scene.platform;
      skip(scene.can.respond && code === undefined, 'everything is passed on');
      const said = { code: code ?? '205', submission: scene.submission(), invoice_flow_id: scene.nowhere() };
      const fault = await faultOf(scene.adapter.respond(said, scene.call()));
      expect(fault).toMatchObject({ code: 'platform.rejected', sent: 'no' });
      expect(fault.reasons).toMatchObject([{ code: scene.can.respond ? 'NOT_PASSED_ON' : 'NOT_OFFERED' }]);
    });
  });
}

function directory(scene: Scene): void {
  describe('the directory', () => {
    it('gives the lines of who is listed and none of who is not', async ({ skip }) => {
      skip(!scene.can.directory, 'no directory');
      const { listed, unlisted } = scene.owed('directory');
      expect(listed.length).toBeGreaterThan(0);
      for (const query of listed) {
        const { lines } = await scene.adapter.lookUp(query, scene.call());
        expect(lines.length, JSON.stringify(query)).toBeGreaterThan(0);
        const wanted = Object.values(query)[0]?.slice(0, 9);
        expect(new Set(lines.map(({ siren }) => siren))).toEqual(new Set([wanted]));
      }
      expect(await scene.adapter.lookUp(unlisted, scene.call())).toEqual({ lines: [], complete: true });
    });

    it('is refused where there is none', async ({ skip }) => {
      const { directory_base_url, ...connection } = scene.platform.connection;
      skip(scene.can.directory && directory_base_url === undefined, 'it is asked of the platform itself');
      const call = { ...scene.call(), connection };
      const fault = await faultOf(scene.adapter.lookUp({ siren: '732829320' }, call));
      expect(fault).toMatchObject({ code: 'platform.rejected', sent: 'no' });
    });
  });
}
