import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FilePoolSettings, ValidationSettings } from '@onefacture/config';
import { allSchemaFiles, schemaSet, writeCii } from '@onefacture/formats';
import { Metrics } from '@onefacture/observability';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleInvoice } from '../../../formats/testing/sample-invoice.js';
import type { Inspection } from '../layers/inspect-document.js';
import { FilePool } from '../pool/file-pool.js';
import { packFromPath } from './pack-source.js';
import { listPacks } from './installed-packs.js';
import { addPack, removePack } from './pack-store.js';
import { RulePacks } from './rule-packs.js';

const RSM = 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100';
const RAM = 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100';

/** Three rules: by a function and a list, by an abstract pattern, by a let. The first two have ids of the norm. */
const RULES = `<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <title>Rules of our own 1.2</title>
  <ns prefix="rsm" uri="${RSM}"/><ns prefix="ram" uri="${RAM}"/><ns prefix="own" uri="urn:own"/>
  <xsl:function name="own:known" as="xs:boolean"><xsl:param name="code"/>
    <xsl:sequence select="document('own_codes.xml')/codes/code = string($code)"/></xsl:function>
  <let name="most" value="8"/>
  <pattern abstract="true" id="wanted">
    <rule context="$where"><assert test="$what" id="BR-02" flag="fatal">[BR-02] There is a number.</assert></rule>
  </pattern>
  <pattern is-a="wanted"><param name="where" value="/rsm:CrossIndustryInvoice"/>
    <param name="what" value="rsm:ExchangedDocument/ram:ID != ''"/></pattern>
  <pattern><rule context="ram:InvoiceCurrencyCode">
    <assert test="own:known(.)" id="BR-CL-04" flag="fatal">[BR-CL-04] The currency is known.</assert></rule></pattern>
  <pattern><rule context="rsm:ExchangedDocument/ram:ID"><let name="length" value="string-length(.)"/>
    <assert test="$length le $most" id="OWN-1" flag="warning">[OWN-1] <value-of select="$length"/> is long.</assert>
  </rule></pattern>
</schema>`;
const MANIFEST = {
  name: 'own-rules',
  version: '1.2',
  effective_from: '2020-01-01',
  applies_to: { syntax: 'CII', guideline: '^urn:cen' },
  files: [{ kind: 'sch', path: 'rules/own.sch' }],
};
const CODES = '<codes><code>USD</code></codes>';

const root = mkdtempSync(join(tmpdir(), 'packs-'));
const packs = join(root, 'packs');
const pools: FilePool[] = [];
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.onApplicationShutdown()));
  rmSync(root, { recursive: true });
});

let folders = 0;
const folderOf = async (files: Record<string, string>): Promise<string> => {
  const folder = join(root, `source-${(folders += 1)}`);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
};
const add = async (files: Record<string, string>, told: string[] = []) =>
  addPack(packs, await packFromPath(await folderOf(files)), 'acme-rules-3.1.zip', (sentence) => told.push(sentence));
const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
const open = (engine: string, more: Record<string, string> = {}): { pool: FilePool; metrics: Metrics } => {
  const metrics = new Metrics();
  const settings = ValidationSettings.from({
    ONEFACTURE_VALIDATION_ENGINE: engine,
    ONEFACTURE_PACKS_DIR: packs,
    ONEFACTURE_PACKS_TIMEOUT: '60s',
    ...more,
  });
  const pool = new FilePool(
    FilePoolSettings.from({ ONEFACTURE_FILE_TIMEOUT: '60s' }),
    new RulePacks(settings, metrics),
  );
  pools.push(pool);
  return { pool, metrics };
};
const layerOf = ({ layers }: Inspection, name = 'schematron') => layers.find(({ report }) => report.layer === name);
const cii = Buffer.from(writeCii(sampleInvoice()));

describe('a rule pack of our own', { timeout: 180_000 }, () => {
  it('is added from a folder, listed, and run in place of the built-in rules', async () => {
    const told: string[] = [];
    const files = { 'pack.json': JSON.stringify(MANIFEST), 'rules/own.sch': RULES, 'rules/OWN_codes.xml': CODES };
    await add(files, told);
    expect(told.join()).toContain('rules/own.sch: compiling');
    expect(await listPacks(packs)).toMatchObject([
      { name: 'own-rules', version: '1.2', rules: [{ ids: ['BR-02', 'BR-CL-04', 'OWN-1'] }], schemas: [] },
    ]);
    expect(readdirSync(packs)).toEqual(['own-rules']);
    const layer = layerOf(await open('packs').pool.inspect(cii, 'all'));
    expect(layer?.report).toMatchObject({ status: 'failed', engine: 'saxon-js', ruleset: 'own-rules 1.2' });
    expect(layer?.findings.map(({ code, severity }) => [code, severity])).toContainEqual(['BR-CL-04', 'error']);
    expect(layer?.findings[0]?.path).toMatch(/^\/rsm:CrossIndustryInvoice\/.*ram:InvoiceCurrencyCode$/);
  });

  it('is a second opinion whose disagreement is told and counted', async () => {
    const { pool, metrics } = open('both');
    const layer = layerOf(await pool.inspect(cii, 'all'));
    expect(layer?.report).toMatchObject({ status: 'passed', engine: 'onefacture + saxon-js' });
    expect(layer?.findings).toMatchObject([{ code: 'OF-PACK-01', severity: 'warning' }]);
    expect(layer?.findings[0]?.message).toContain('Only the rule packs: BR-CL-04.');
    expect(layer?.findings[0]?.message_fr).toContain('Règles intégrées seules : aucune.');
    expect(await metrics.text()).toContain('onefacture_rule_pack_verdicts_total{result="differed"} 1');
    const dollars = Buffer.from(cii.toString('utf8').replaceAll(/EUR/g, 'USD'));
    expect(layerOf(await pool.inspect(dollars, 'all'))?.findings.map(({ code }) => code)).not.toContain('OF-PACK-01');
    expect(await metrics.text()).toContain('onefacture_rule_pack_verdicts_total{result="agreed"} 1');
  });

  it('skips what is over the line cap, too slow or not its own, and says so', async () => {
    const long = Buffer.from(writeCii(sampleInvoice([{ rate: '20' }, { rate: '20' }])));
    const capped = { ONEFACTURE_PACKS_MAX_LINES: '1' };
    const alone = layerOf(await open('packs', capped).pool.inspect(long, 'all'));
    expect(alone?.report).toMatchObject({ status: 'skipped' });
    expect(alone?.report.reason).toMatch(/^packs: the document has 2 lines/);
    const both = layerOf(await open('both', capped).pool.inspect(long, 'all'));
    expect(both?.report).toMatchObject({ status: 'passed', engine: 'onefacture' });
    expect(both?.report.reason).toMatch(/skipped: packs: the document has 2 lines/);
    const slow = layerOf(await open('both', { ONEFACTURE_PACKS_TIMEOUT: '1ms' }).pool.inspect(cii, 'all'));
    expect(slow?.report).toMatchObject({ status: 'passed', engine: 'onefacture' });
    expect(slow?.report.reason).toContain('longer than 1 ms');
    expect(layerOf(await open('packs').pool.inspect(cii, 'fr-ctc'))?.report.reason).toContain('no installed rule pack');
  });

  it('is removed whole', async () => {
    expect(await removePack(packs, 'own-rules')).toBe(true);
    expect(await removePack(packs, 'own-rules')).toBe(false);
    expect(readdirSync(packs)).toEqual([]);
    expect(layerOf(await open('packs').pool.inspect(cii, 'all'))?.report.status).toBe('skipped');
  });
});

const xslt = (body: string) =>
  `<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:js="http://saxonica.com/ns/globalJS" xmlns:svrl="http://purl.oclc.org/dsdl/svrl">
    <xsl:template match="/" xpath-default-namespace="CrossIndustryInvoice"><svrl:out>${body}</svrl:out></xsl:template></xsl:stylesheet>`;
const value = (select: string) => xslt(`<xsl:value-of select="${select}"/>`);

describe('adding a rule pack', { timeout: 180_000 }, () => {
  it('guesses the manifest where there is none, and tells what it guessed', async () => {
    const told: string[] = [];
    const pack = await add({ 'own.sch': RULES, 'own_codes.xml': CODES }, told);
    expect(pack).toMatchObject({ name: 'acme-rules', version: '3.1', rules: [{ applies_to: { syntax: 'CII' } }] });
    expect(told.join('\n')).toMatch(/There is no pack\.json; guessed[^]*"syntax": "CII"/);
    await removePack(packs, 'acme-rules');
  });

  it('takes schemas, which then judge in place of the generated ones', async () => {
    const { main } = schemaSet('cii');
    const files = Object.fromEntries([...allSchemaFiles()].filter(([name]) => name.startsWith('cii-d22b/')));
    const strict = (files[main] ?? '').replace('ExchangedDocumentContext"', 'ElsewhereContext"');
    await add({ ...files, [main]: strict });
    const layer = layerOf(await open('native').pool.inspect(cii, 'all'), 'xsd');
    expect(layer?.report).toMatchObject({ status: 'failed', ruleset: 'acme-rules 3.1' });
    await removePack(packs, 'acme-rules');
  });

  it.each([
    ['a rule that does not compile', { 'a.sch': RULES.replace('$length le', '$length le le') }, 'does not compile'],
    ['a list that is not there', { 'a.sch': RULES }, 'own_codes.xml, which is not in the pack'],
    ['an include from elsewhere', { 'a.sch': RULES.replace('<let', '<include href="../x.sch"/><let') }, 'outside'],
    ['a file of this machine', { 'a.xslt': value("doc('file:///etc/passwd')") }, 'the function doc()'],
    ['text of this machine', { 'a.xslt': value("unparsed-text('/etc/passwd')") }, 'unparsed-text()'],
    ['a document by address', { 'a.xslt': value("document('http://127.0.0.1/')") }, 'document()'],
    ['a document by value', { 'a.xslt': value('document(string(/*))') }, 'document()'],
    ['a function by name', { 'a.xslt': value("function-lookup(xs:QName('doc'), 1)('x')") }, 'a.xslt'],
    ['a reference to a function', { 'a.xslt': value("doc#1('x.xml')") }, 'the function doc()'],
    ['the environment', { 'a.xslt': value("environment-variable('PATH')") }, 'environment-variable()'],
    ['JavaScript', { 'a.xslt': value("js:eval('1')") }, 'a.xslt'],
    ['another output', { 'a.xslt': xslt('<xsl:result-document href="file:///tmp/x"/>') }, 'xsl:result-document'],
    ['code made at run time', { 'a.xslt': xslt('<xsl:evaluate xpath="string(/*)"/>') }, 'xsl:evaluate'],
    ['static code', { 'a.xslt': xslt('<xsl:if test="1" use-when="true()"/>') }, 'use-when'],
    ['an entity', { 'a.xslt': `<!DOCTYPE a [<!ENTITY b "c">]>${value('1')}` }, 'DOCTYPE'],
    ['a schema that reads elsewhere', { 'a.xsd': schemaThatReads('file:///etc/x.xsd') }, 'cannot be loaded'],
    [
      'a path out of the pack',
      { 'pack.json': JSON.stringify({ ...MANIFEST, files: [{ kind: 'sch', path: '../a' }] }) },
      'inside the pack',
    ],
    ['nothing', { 'a.xml': '<a/>' }, 'no rules and no schemas'],
  ] as [string, Record<string, string>, string][])('refuses %s and leaves nothing', async (_, files, why) => {
    expect(await refusal(add(files))).toContain(why);
    expect(existsSync(packs) ? readdirSync(packs) : []).toEqual([]);
  });

  it('follows no link out of the folder', async () => {
    const folder = await folderOf({ 'own.sch': RULES });
    await symlink('/etc/hostname', join(folder, 'own_codes.xml'));
    expect([...(await packFromPath(folder)).keys()]).toEqual(['own.sch']);
  });

  it('waits for no other process, and takes over the lock of a dead one', async () => {
    await mkdir(packs, { recursive: true });
    await writeFile(join(packs, '.lock'), String(process.ppid));
    expect(await refusal(removePack(packs, 'any'))).toContain(`Process ${process.ppid} is changing`);
    await writeFile(join(packs, '.lock'), '999999999');
    expect(await removePack(packs, 'any')).toBe(false);
  });
});

function schemaThatReads(location: string): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${RSM}">
    <xs:include schemaLocation="${location}"/><xs:element name="CrossIndustryInvoice" type="xs:string"/></xs:schema>`;
}
