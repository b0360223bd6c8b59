import type { PeopleFunctions } from '@onefacture/database';
import { Clock } from '@onefacture/observability';
import type { Broadcast, BroadcastListener } from '@onefacture/redis';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Memberships } from './memberships.service.js';

const [SESSION, ORGANISATION, USER] = ['s', 'o', 'u'];
const MEMBER = { organizationId: ORGANISATION, userId: USER, sessionId: SESSION, role: 'admin' };

const memberOfSession = vi.fn<PeopleFunctions['memberOfSession']>();
const published = vi.fn<Broadcast['publish']>();
let listener: BroadcastListener | undefined;
let memberships: Memberships;

beforeEach(() => {
  memberOfSession.mockReset().mockResolvedValue({ user_id: USER, role: 'admin' });
  published.mockReset().mockResolvedValue(true);
  const people: Partial<PeopleFunctions> = { memberOfSession };
  const broadcast: Partial<Broadcast> = {
    publish: published,
    subscribe: async (_, listening) => {
      listener = listening;
      return () => undefined;
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the two methods it calls.
  memberships = new Memberships(people as PeopleFunctions, broadcast as Broadcast, new Clock());
  memberships.onModuleInit();
});

describe('the member behind a session', () => {
  it('is asked for once, then remembered', async () => {
    expect(await memberships.find(SESSION, ORGANISATION)).toEqual(MEMBER);
    expect(await memberships.find(SESSION, ORGANISATION)).toEqual(MEMBER);
    expect(memberOfSession).toHaveBeenCalledTimes(1);
    await memberships.find(SESSION, 'another organisation');
    expect(memberOfSession).toHaveBeenCalledTimes(2);
  });

  it('is not remembered when there is none', async () => {
    memberOfSession.mockResolvedValueOnce(undefined);
    expect(await memberships.find(SESSION, ORGANISATION)).toBeUndefined();
    expect(await memberships.find(SESSION, ORGANISATION)).toEqual(MEMBER);
  });

  it('is forgotten here and told to the others when it changes', async () => {
    await memberships.find(SESSION, ORGANISATION);
    memberOfSession.mockResolvedValue({ user_id: USER, role: 'viewer' });
    await memberships.forgetEverywhere(USER);
    expect(published).toHaveBeenCalledWith('membership-changed', USER);
    expect(await memberships.find(SESSION, ORGANISATION)).toEqual({ ...MEMBER, role: 'viewer' });
  });

  it.each([
    ['another process tells of a change', () => listener?.onMessage(USER)],
    ['messages may have been missed', () => listener?.onGap?.()],
  ])('is forgotten when %s', async (_, happens) => {
    await memberships.find(SESSION, ORGANISATION);
    memberOfSession.mockResolvedValue(undefined);
    happens();
    expect(await memberships.find(SESSION, ORGANISATION)).toBeUndefined();
  });

  it('is not remembered from before a change that came while it was asked for', async () => {
    memberOfSession.mockImplementationOnce(async () => {
      await memberships.forgetEverywhere(USER);
      return { user_id: USER, role: 'admin' };
    });
    await memberships.find(SESSION, ORGANISATION);
    memberOfSession.mockResolvedValue(undefined);
    expect(await memberships.find(SESSION, ORGANISATION)).toBeUndefined();
  });
});
