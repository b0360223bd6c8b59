import type { Finding, LayerReport } from '@onefacture/validation';

/** What one layer has to say. */
export interface LayerResult {
  readonly report: LayerReport;
  readonly findings: readonly Finding[];
}

type About = Pick<LayerReport, 'layer' | 'engine' | 'ruleset'>;

/** Runs a layer and times it: it fails when one of its findings is an error. */
export const looked = (about: About, look: () => readonly Finding[]): LayerResult => {
  const begun = performance.now();
  const findings = look();
  const duration_ms = Math.round((performance.now() - begun) * 1000) / 1000;
  const failed = findings.some(({ severity }) => severity === 'error');
  return { report: { ...about, status: failed ? 'failed' : 'passed', duration_ms }, findings };
};

/** A layer that did not look, and why. */
export const passedOver = (
  layer: LayerReport['layer'],
  status: 'skipped' | 'not_applicable',
  reason: string,
): LayerResult => ({ report: { layer, status, reason, engine: '', ruleset: '', duration_ms: 0 }, findings: [] });
