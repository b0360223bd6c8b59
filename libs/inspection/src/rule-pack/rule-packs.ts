import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Logger } from '@nestjs/common';
import type { ValidationSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import type { Metrics } from '@onefacture/observability';
import type { RuleChoice } from '@onefacture/validation';
import type { Inspection } from '../layers/inspect-document.js';
import type { LayerResult } from '../layers/layer.js';
import { type AppliedRules, applyingRules } from './applying-packs.js';
import { type InstalledPack, listPacks } from './installed-packs.js';
import { RulePool } from './rule-process.js';
import { bothLayers, packLayer, packsSkipped, type PackVerdict } from './second-opinion.js';

const QUEUE_LENGTH = 24;
const RECYCLE_AFTER = 500;

/** What the packs took. */
interface Opinion {
  readonly verdicts: readonly PackVerdict[];
  readonly milliseconds: number;
}

const skip = (why: string): { readonly skipped: string } => ({ skipped: why });

/**
 * The installed rule packs as an engine: rules in place of the built-in ones (`packs`) or beside them (`both`). The
 * packs are read, and the children started, with the first document.
 */
export class RulePacks {
  private readonly logger = new Logger(RulePacks.name);
  private readonly pool: RulePool;
  private installed: Promise<readonly InstalledPack[]> | undefined;

  constructor(
    private readonly settings: ValidationSettings,
    private readonly metrics: Metrics | undefined,
  ) {
    this.pool = new RulePool({
      processes: settings.packsProcesses,
      memoryMb: settings.packsMemoryMb,
      timeoutMs: settings.packsTimeoutMs,
      queueLength: QUEUE_LENGTH,
      recycleAfter: RECYCLE_AFTER,
    });
  }

  /** Whether documents are to be judged by packs. */
  get wanted(): boolean {
    return this.settings.engine !== 'native';
  }

  /** Where the packs are installed. */
  get folder(): string {
    return resolve(this.settings.packsDir);
  }

  /** The inspection with its layer `schematron` as the setting wants it; needs the XML of the document. */
  async judge(inspection: Inspection, choice: RuleChoice, signal?: AbortSignal): Promise<Inspection> {
    const { xml, ...rest } = inspection;
    const native = rest.layers.find(({ report }) => report.layer === 'schematron');
    if (xml === undefined || native === undefined) return rest;
    const opinion = await this.opinion(rest, xml, choice, signal);
    const layer =
      'skipped' in opinion ? this.without(native, opinion.skipped) : this.with(rest, choice, native, opinion);
    return { ...rest, layers: rest.layers.map((one) => (one === native ? layer : one)) };
  }

  /** Lets what is under way end, then ends the children. */
  close(): Promise<void> {
    return this.pool.end();
  }

  private without(native: LayerResult, why: string): LayerResult {
    this.metrics?.packVerdict('skipped');
    const skipped = packsSkipped(why);
    if (this.settings.engine === 'packs') return skipped;
    const reasons = [native.report.reason, `skipped: ${skipped.report.reason ?? ''}`];
    return { ...native, report: { ...native.report, reason: reasons.filter((one) => one !== undefined).join(' ') } };
  }

  private with(inspection: Inspection, choice: RuleChoice, native: LayerResult, opinion: Opinion): LayerResult {
    const { verdicts, milliseconds } = opinion;
    if (this.settings.engine === 'packs') {
      this.metrics?.packVerdict('judged');
      return packLayer(inspection, verdicts, milliseconds);
    }
    const { layer, disagreement } = bothLayers(inspection, choice, native, verdicts, milliseconds);
    const differs = disagreement.native.length + disagreement.packs.length > 0;
    this.metrics?.packVerdict(differs ? 'differed' : 'agreed');
    if (differs) {
      const rulesets = [...new Set(verdicts.map(({ rules }) => rules.ruleset))];
      this.logger.warn({ msg: 'rule packs disagree with the built-in rules', rulesets, ...disagreement });
    }
    return layer;
  }

  private async opinion(
    inspection: Inspection,
    xml: Uint8Array,
    choice: RuleChoice,
    signal: AbortSignal | undefined,
  ): Promise<Opinion | { readonly skipped: string }> {
    const lines = inspection.document?.lines?.length ?? 0;
    const { packsMaxLines: most } = this.settings;
    if (lines > most) return skip(`the document has ${lines} lines; rule packs judge up to ${most}.`);
    this.installed ??= listPacks(this.folder);
    const applying = applyingRules(await this.installed, inspection, choice);
    if (applying.length === 0) return skip('no installed rule pack applies to the document.');
    const begun = performance.now();
    try {
      const verdicts = await Promise.all(applying.map((rules) => this.verdict(rules, xml, signal)));
      return { verdicts, milliseconds: Math.round(performance.now() - begun) };
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      this.logger.warn({ msg: 'rule packs could not judge a document', code: error.code });
      return skip(error.message);
    }
  }

  private async verdict(rules: AppliedRules, xml: Uint8Array, signal: AbortSignal | undefined): Promise<PackVerdict> {
    if (!existsSync(rules.sef)) {
      this.installed = undefined;
      throw new AppError('service.unavailable', { detail: `${rules.ruleset} is not installed any more.` });
    }
    return { rules, found: await this.pool.judge(rules, xml, signal) };
  }
}
