import { LIFECYCLE_CODES } from './codes.js';
import { BUYER_SIDE, type LifecycleRole, SELLER_SIDE } from './lifecycle-role.js';
import { REASONS_OF_CODE } from './reasons.js';

/** Who may state a lifecycle code to whom, and what has to be said along with it. */
export interface StatementRule {
  readonly code: string;
  /** MDT-77: 305 while platforms transmit, 23 once the parties treat. */
  readonly phase: '305' | '23';
  /** MDT-88, UNTDID 1373 (BR-FR-CDV-CL-05); some codes have none. */
  readonly status_code?: string;
  /** MDT-40. A code that only the tax portal sets has DFH here. */
  readonly issuers: readonly LifecycleRole[];
  /** MDT-59, apart from the tax portal. */
  readonly recipients: readonly LifecycleRole[];
  /** Whether the tax portal is told; it rejects the codes it does not ask for (G7.44). */
  readonly tax_portal: 'always' | 'on_collection' | 'never';
  /** MDT-113 that may be given; empty where none may. */
  readonly reasons: readonly string[];
  /** BR-FR-CDV-15, and G7.08 for the tax portal's rejections. */
  readonly reason_required: boolean;
  /** G7.25: a comment (MDT-126) is mandatory. */
  readonly comment_required: boolean;
  /** The characteristic (MDT-207) without which the code says nothing: BR-FR-CDV-14 for 212. */
  readonly figure?: 'MEN' | 'MPA' | 'CBB';
}

const BOTH_SIDES = [...SELLER_SIDE, ...BUYER_SIDE];
const PLATFORM: readonly LifecycleRole[] = ['WK'];
const TO_SELLER: Route = [PLATFORM, [...PLATFORM, ...SELLER_SIDE]];
const TO_ALL: Route = [PLATFORM, [...PLATFORM, ...BOTH_SIDES]];
const BUYER_TO_SELLER: Route = [BUYER_SIDE, SELLER_SIDE];
const SELLER_TO_BUYER: Route = [SELLER_SIDE, BUYER_SIDE];
const SELLER_TO_PARTIES: Route = [SELLER_SIDE, BOTH_SIDES];
const AMONG_PARTIES: Route = [BOTH_SIDES, BOTH_SIDES];
const PORTAL_TO_PLATFORM: Route = [['DFH'], PLATFORM];

type Route = readonly [issuers: readonly LifecycleRole[], recipients: readonly LifecycleRole[]];
type More = Partial<Pick<StatementRule, 'status_code' | 'tax_portal' | 'comment_required' | 'figure'>>;

const REASON_REQUIRED: ReadonlySet<string> = new Set('206 207 208 210 213 251 301 401 501 601'.split(' '));

const rule = (code: string, [issuers, recipients]: Route, more: More = {}): StatementRule => ({
  code,
  phase: LIFECYCLE_CODES.get(code)?.phase === 'treatment' ? '23' : '305',
  issuers,
  recipients,
  tax_portal: 'never',
  reasons: REASONS_OF_CODE[code] ?? [],
  reason_required: REASON_REQUIRED.has(code),
  comment_required: false,
  ...more,
});

const RULES: readonly StatementRule[] = [
  rule('200', TO_SELLER, { status_code: '10', tax_portal: 'always' }),
  rule('201', TO_SELLER, { status_code: '51' }),
  rule('202', TO_ALL, { status_code: '43' }),
  rule('203', TO_ALL, { status_code: '48' }),
  rule('204', BUYER_TO_SELLER, { status_code: '45' }),
  rule('205', BUYER_TO_SELLER, { status_code: '1' }),
  rule('206', BUYER_TO_SELLER, { status_code: '49' }),
  rule('207', BUYER_TO_SELLER, { status_code: '46' }),
  rule('208', BUYER_TO_SELLER, { status_code: '39', comment_required: true }),
  rule('209', SELLER_TO_BUYER, { status_code: '37' }),
  rule('210', BUYER_TO_SELLER, { status_code: '50', comment_required: true, tax_portal: 'always' }),
  rule('211', AMONG_PARTIES, { status_code: '47', figure: 'MPA' }),
  rule('212', SELLER_TO_BUYER, { status_code: '47', figure: 'MEN', tax_portal: 'on_collection' }),
  rule('213', TO_ALL, { status_code: '8', tax_portal: 'always' }),
  rule('214', AMONG_PARTIES),
  rule('220', SELLER_TO_BUYER, { status_code: '5' }),
  rule('221', TO_SELLER),
  rule('224', SELLER_TO_PARTIES),
  rule('225', SELLER_TO_PARTIES),
  rule('226', [['SE', 'SR', 'II'], ['DL']]),
  rule('227', SELLER_TO_PARTIES, { figure: 'CBB' }),
  rule('228', SELLER_TO_PARTIES),
  ...['250', '251', '300', '301', '400', '401', '601'].map((code) => rule(code, PORTAL_TO_PLATFORM)),
  rule('500', TO_ALL),
  rule('501', TO_ALL),
];

/**
 * The rules of every lifecycle code, by code (XP Z12-012, XP Z12-014, FNFE 1.4.0.03, DGFiP G7). What the norm gives to
 * the seller or the buyer holds for those who act on that side: agents, factor and payee, or payer and invoicee.
 * A platform's status may also reach the other platform, which passes it on.
 */
export const STATEMENT_RULES: ReadonlyMap<string, StatementRule> = new Map(RULES.map((row) => [row.code, row]));
