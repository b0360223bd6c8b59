import { describeRule } from '../catalogue/describe-rule.js';
import type { Finding, LayerName } from './finding.js';

/** How a layer ended. `skipped` and `not_applicable` say why. */
export interface LayerReport {
  readonly layer: LayerName;
  readonly status: 'passed' | 'failed' | 'skipped' | 'not_applicable';
  readonly reason?: string;
  /** Program that looked: `onefacture`, `libxml2 2.15`, `saxon-js 2.7`. */
  readonly engine: string;
  /** Names and versions of the rules or schemas applied; empty where none were. */
  readonly ruleset: string;
  readonly duration_ms: number;
}

/** What a file is. */
export type DocumentFormat = 'cii' | 'ubl' | 'facturx' | 'json' | 'cdar';

/** The answer to POST /v1/validate, but for the invoice itself. */
export interface ValidationReport {
  /** No layer failed. */
  readonly valid: boolean;
  /** No official layer failed: `pdfa3`, `extraction`, `xsd`, `schematron`. */
  readonly conformant: boolean;
  /** 0 to 100; see `scoreOf`. */
  readonly score: number;
  readonly format: DocumentFormat;
  /** Our name of the profile that BT-24 means; empty where it means none we know. */
  readonly profile: string;
  /** BT-24 as it stands. */
  readonly guideline: string;
  readonly layers: readonly LayerReport[];
  /** In the order of the layers. */
  readonly findings: readonly Finding[];
}

const distinct = (findings: readonly Finding[], severity: Finding['severity']): number =>
  new Set(findings.filter((finding) => finding.severity === severity).map(({ code }) => code)).size;

/** 100, less ten for each distinct error code and one for each distinct warning code; never below 0. */
export const scoreOf = (findings: readonly Finding[]): number =>
  Math.max(0, 100 - 10 * distinct(findings, 'error') - distinct(findings, 'warning'));

const OFFICIAL: ReadonlySet<LayerName> = new Set(['pdfa3', 'extraction', 'xsd', 'schematron']);

/** A finding whose rule says nothing of a fix of its own is told what the catalogue says. */
const hinted = (finding: Finding): Finding => {
  const fix = finding.hint === undefined ? describeRule(finding.code)?.fix : undefined;
  return fix === undefined ? finding : { ...finding, hint: fix.en, hint_fr: fix.fr };
};

/** What the layers found, put together, each finding with what to do about it; adds the layer `score`, which fails when the score is 0. */
export const concluded = (
  about: Pick<ValidationReport, 'format' | 'profile' | 'guideline'>,
  layers: readonly LayerReport[],
  findings: readonly Finding[],
): ValidationReport => {
  const score = scoreOf(findings);
  const last: LayerReport = {
    layer: 'score',
    status: score === 0 ? 'failed' : 'passed',
    reason: `${score} of 100`,
    engine: 'onefacture',
    ruleset: '',
    duration_ms: 0,
  };
  const failed = layers.filter(({ status }) => status === 'failed');
  return {
    valid: failed.length === 0 && last.status === 'passed',
    conformant: !failed.some(({ layer }) => OFFICIAL.has(layer)),
    score,
    ...about,
    layers: [...layers, last],
    findings: findings.map(hinted),
  };
};
