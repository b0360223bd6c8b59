import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilePoolSettings, ValidationSettings } from '@onefacture/config';
import { lifecycleMessageFor, writeCdar, writeCii } from '@onefacture/formats';
import { Decimal } from '@onefacture/invoice';
import { Metrics } from '@onefacture/observability';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../../formats/testing/sample-invoice.js';
import { zipOf } from '../../testing/zip.js';
import type { LayerResult } from '../layers/layer.js';
import { FilePool } from '../pool/file-pool.js';
import { guessManifest } from './guess-manifest.js';
import { packFromArchive } from './pack-source.js';
import { addPack } from './pack-store.js';
import { RulePacks } from './rule-packs.js';

const DATA = 'urn:un:unece:uncefact:data:standard';
const RAM = `${DATA}:ReusableAggregateBusinessInformationEntity:100`;

const cii = Buffer.from(writeCii(sampleInvoice()));
const party = (role: string, siren: string) => ({
  role,
  id: { scheme: '0002', value: siren },
  electronic_address: { scheme: '0225', value: siren },
});
const cdar = Buffer.from(
  writeCdar(
    lifecycleMessageFor({
      invoice: { number: 'F-1', type_code: '380', issue_date: '2026-06-01', seller_siren: '732829320' },
      code: '212',
      at: '2026-06-30T10:00:00Z',
      from: party('SE', '732829320'),
      to: [party('BY', '552120222')],
      amounts: [{ vat_rate: new Decimal(20), amount: new Decimal('120.00') }],
    }),
  ),
);

/** Of the lifecycle: one rule of the official set, one of our own, a warning. */
const MESSAGE_RULES = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <ns prefix="rsm" uri="${DATA}:CrossDomainAcknowledgementAndResponse:100"/><ns prefix="ram" uri="${RAM}"/>
  <pattern><rule context="/rsm:CrossDomainAcknowledgementAndResponse">
    <assert test="not(//ram:ValuePercent)" id="BR-FR-CDV-14_MDT-207" flag="fatal">No rate.</assert>
    <assert test="count(//ram:RecipientTradeParty) = 9" id="OWN-1" flag="fatal">Nine recipients.</assert>
    <report test="//ram:ID" id="OWN-2" flag="warning">There are identifiers.</report>
  </rule></pattern></schema>`;

/** As Schematron compilers make them: what breaks is told in SVRL. */
const SVRL_RULES = `<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:svrl="http://purl.oclc.org/dsdl/svrl" xmlns:ram="${RAM}"
    xmlns:rsm="${DATA}:CrossIndustryInvoice:100">
  <xsl:output method="xml" indent="yes"/>
  <xsl:template match="/">
    <svrl:schematron-output><xsl:apply-templates select="/rsm:CrossIndustryInvoice//ram:InvoiceCurrencyCode"/>
    </svrl:schematron-output>
  </xsl:template>
  <xsl:template match="ram:InvoiceCurrencyCode">
    <xsl:if test="not(. = 'USD')">
      <svrl:failed-assert test=". = 'USD'"><xsl:attribute name="id">BR-CL-04</xsl:attribute>
        <xsl:attribute name="flag">fatal</xsl:attribute>
        <xsl:attribute name="location"><xsl:apply-templates select="." mode="place"/></xsl:attribute>
        <svrl:text>[BR-CL-04] <xsl:value-of select="."/> is no dollar.</svrl:text></svrl:failed-assert>
    </xsl:if>
    <svrl:successful-report test="true()" id="OWN-3" flag="warning" location="/"><svrl:text>Seen.</svrl:text>
    </svrl:successful-report>
  </xsl:template>
  <xsl:template match="*" mode="place"><xsl:apply-templates select="parent::*" mode="place"/>/*:<xsl:value-of
    select="local-name()"/>[namespace-uri()='<xsl:value-of select="namespace-uri()"/>'][1]</xsl:template>
</xsl:stylesheet>`;

const root = mkdtempSync(join(tmpdir(), 'pack-forms-'));
const pools: FilePool[] = [];
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.onApplicationShutdown()));
  rmSync(root, { recursive: true });
});

let folders = 0;
const installed = async (label: string, files: Readonly<Record<string, string>>) => {
  const folder = join(root, `packs-${(folders += 1)}`);
  const zip = zipOf(Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
  const pack = await addPack(folder, await packFromArchive(zip), label, () => undefined);
  const opened = new Map<string, FilePool>();
  const open = (engine: string): FilePool => {
    const environment = { ONEFACTURE_VALIDATION_ENGINE: engine, ONEFACTURE_PACKS_DIR: folder };
    const settings = ValidationSettings.from({ ...environment, ONEFACTURE_PACKS_TIMEOUT: '60s' });
    const limits = FilePoolSettings.from({ ONEFACTURE_FILE_TIMEOUT: '60s' });
    const pool = new FilePool(limits, new RulePacks(settings, new Metrics()));
    opened.set(engine, pool);
    pools.push(pool);
    return pool;
  };
  const judged = async (engine: string, document: Buffer): Promise<LayerResult | undefined> => {
    const { layers } = await (opened.get(engine) ?? open(engine)).inspect(document, 'all');
    return layers.find(({ report }) => report.layer === 'schematron');
  };
  return { pack, judged };
};
const asFile = ([name, text]: readonly [string, string]) => [name, Buffer.from(text)] as const;
const codes = (layer: LayerResult | undefined) => layer?.findings.map(({ code, severity }) => `${code} ${severity}`);

describe('a rule pack for lifecycle messages', { timeout: 300_000 }, () => {
  it('is known for one, judges messages and no invoices, and is a second opinion on them', async () => {
    const { pack, judged } = await installed('statuts-2.0.zip', { 'cdv/rules.sch': MESSAGE_RULES });
    expect(pack).toMatchObject({
      ...{ name: 'statuts', version: '2.0' },
      rules: [{ source: 'rules.sch', applies_to: { syntax: 'CDAR', rules: 'profile' } }],
    });
    const layer = await judged('packs', cdar);
    expect(layer?.report).toMatchObject({ status: 'failed', engine: 'saxon-js', ruleset: 'statuts 2.0' });
    expect(codes(layer)).toEqual(['BR-FR-CDV-14_MDT-207 error', 'OWN-1 error', 'OWN-2 warning']);
    expect((await judged('packs', cii))?.report.reason).toContain('no installed rule pack');
    const both = await judged('both', cdar);
    expect(both?.findings.find(({ code }) => code === 'OF-PACK-01')).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining('BR-FR-CDV-14_MDT-207'),
    });
  });
});

describe('a rule pack of compiled rules', { timeout: 300_000 }, () => {
  it('is known for one by its SVRL, and judges', async () => {
    const { pack, judged } = await installed('acme-7.1.zip', { 'a.xslt': SVRL_RULES, 'identity.xsl': '<a/>' });
    expect(pack).toMatchObject({
      rules: [{ source: 'a.xslt', applies_to: { syntax: 'CII' }, ids: ['BR-CL-04', 'OWN-3'] }],
    });
    const layer = await judged('packs', cii);
    expect(layer?.report).toMatchObject({ status: 'failed', ruleset: 'acme 7.1' });
    expect(codes(layer)).toEqual(['BR-CL-04 error', 'OWN-3 warning']);
    const [wrong] = layer?.findings ?? [];
    expect(wrong?.message).toBe('[BR-CL-04] EUR is no dollar.');
    expect(wrong?.path).toMatch(/InvoiceCurrencyCode/);
    const dollars = Buffer.from(cii.toString('utf8').replaceAll('EUR', 'USD'));
    const passed = await judged('packs', dollars);
    expect(passed?.report.status).toBe('passed');
    expect(codes(passed)).toEqual(['OWN-3 warning']);
  });

  it('is left aside where the rules themselves are in the pack', () => {
    const rules = MESSAGE_RULES.replaceAll('CrossDomainAcknowledgementAndResponse', 'CrossIndustryInvoice');
    const files = new Map(Object.entries({ 'own.sch': rules, 'a.xslt': SVRL_RULES }).map(asFile));
    expect(guessManifest(files, 'acme-7.1.zip').files).toMatchObject([{ kind: 'sch', path: 'own.sch' }]);
  });
});
