import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '@onefacture/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileRulePack } from './compile-rule-pack.js';
import { RuleProcess } from './rule-process.js';
import { schematronToXslt } from './schematron-to-xslt.js';

const SCHEMA = `<?xml version="1.0"?>
<schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:f" queryBinding="xslt2">
  <ns prefix="d" uri="urn:doc"/>
  <ns prefix="f" uri="urn:f"/>
  <let name="limit" value="count(//d:item) + 1"/>
  <xsl:function name="f:even" as="xs:boolean">
    <xsl:param name="n" as="xs:integer"/><xsl:sequence select="$n mod 2 = 0"/>
  </xsl:function>
  <include href="part.sch"/>
  <pattern>
    <let name="first" value="/d:doc/d:item[1]"/>
    <rule abstract="true" id="named"><assert test="@name" flag="warning" id="{N}-1">A <name/> has a name.</assert></rule>
    <rule context="d:item[@skip]"><report test="true()" id="R-0">Skipped.</report></rule>
    <rule context="d:item">
      <let name="value" value="xs:integer(@n)"/>
      <extends rule="named"/>
      <assert test="f:even($value)" id="R-1" role="error">"<value-of select="$value"/>" &lt; is not <emph>even</emph>.</assert>
      <assert test="$value lt $limit">[R-2]-Over <value-of select="$limit"/>, first is <value-of select="$first/@n"/>.</assert>
    </rule>
  </pattern>
  <pattern>
    <rule context="@code"><assert test="document('codes.xml')/codes/c = ." id="R-3">Unknown code.</assert></rule>
  </pattern>
</schema>`;

const PART = `<pattern xmlns="http://purl.oclc.org/dsdl/schematron">
  <rule context="d:old"><report test="true()" id="R-4">Included.</report></rule>
</pattern>`;
const ABSTRACT = `<?xml version="1.0"?>
<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <pattern abstract="true" id="once">
    <rule context="$where"><assert test="count($what) = 1" id="once">One $what.</assert></rule>
  </pattern>
  <pattern is-a="once"><param name="what" value="a"/><param name="where" value="/whole"/></pattern>
  <pattern is-a="once"><param name="what" value="b"/><param name="where" value="/whole"/></pattern>
</schema>`;

const folder = mkdtempSync(join(tmpdir(), 'rule-pack-'));
const place = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return 'nothing thrown';
};

describe('a Schematron schema of our own', { timeout: 120_000 }, () => {
  let sef = '';
  let rules: RuleProcess;
  beforeAll(async () => {
    place('part.sch', PART);
    place('codes.xml', '<codes><c>A</c><c>B</c></codes>');
    sef = await compileRulePack(place('main.sch', SCHEMA), join(folder, 'cache'));
    rules = new RuleProcess(sef, pathToFileURL(`${folder}/`).href, 20_000);
  }, 120_000);
  afterAll(() => {
    rules.close();
    rmSync(folder, { recursive: true });
  });

  const judge = (text: string) => rules.judge(Buffer.from(text));

  it('finds nothing in a document that keeps its rules', async () => {
    expect(await judge('<doc xmlns="urn:doc" code="A"><item name="a" n="2"/><item name="b" n="2"/></doc>')).toEqual([]);
  });

  it('tells id, flag, place and message of each broken rule', async () => {
    const found = await judge('<x:doc xmlns:x="urn:doc"><x:item name="a" n="0"/><x:item n="7"/></x:doc>');
    expect(found).toEqual([
      { id: '{N}-1', flag: 'warning', location: '/x:doc[1]/x:item[2]', text: 'A x:item has a name.' },
      { id: 'R-1', flag: 'error', location: '/x:doc[1]/x:item[2]', text: '"7" < is not even.' },
      { id: 'R-2', flag: '', location: '/x:doc[1]/x:item[2]', text: '[R-2]-Over 3, first is 0.' },
    ]);
  });

  it('judges a node by the first rule that matches it', async () => {
    const found = await judge('<doc xmlns="urn:doc"><item skip="" n="7"/></doc>');
    expect(found.map(({ id }) => id)).toEqual(['R-0']);
  });

  it('reaches attributes, and reads code lists from the base URI', async () => {
    const found = await judge('<doc xmlns="urn:doc" code="C"/>');
    expect(found).toEqual([{ id: 'R-3', flag: '', location: '/doc[1]/@code', text: 'Unknown code.' }]);
  });

  it('runs what it includes', async () => {
    expect((await judge('<doc xmlns="urn:doc"><old/></doc>')).map(({ id }) => id)).toEqual(['R-4']);
  });

  it('refuses documents that are no XML, hold a DOCTYPE or break the rules themselves', async () => {
    await expect(judge('<doc')).rejects.toMatchObject({ code: 'document.unreadable' });
    await expect(judge('<!DOCTYPE doc><doc/>')).rejects.toMatchObject({ code: 'document.unreadable' });
    await expect(judge('<doc xmlns="urn:doc"><item n="x"/></doc>')).rejects.toMatchObject({
      code: 'document.unreadable',
    });
    expect(await judge('<doc xmlns="urn:doc"/>')).toEqual([]);
  });

  it('stops a child that takes too long and starts another for the next document', async () => {
    const hurried = new RuleProcess(sef, pathToFileURL(`${folder}/`).href, 1);
    await expect(hurried.judge(Buffer.from('<doc xmlns="urn:doc"/>'))).rejects.toThrow('longer than 1 ms');
    hurried.close();
  });

  it('compiles once for the same text', async () => {
    expect(await compileRulePack(join(folder, 'main.sch'), join(folder, 'cache'))).toBe(sef);
  });

  it('fills abstract patterns with their parameters', async () => {
    const other = await compileRulePack(place('abstract.sch', ABSTRACT), join(folder, 'cache'));
    const rule = new RuleProcess(other, pathToFileURL(`${folder}/`).href);
    const found = await rule.judge(Buffer.from('<whole><a/><b/><b/></whole>'));
    rule.close();
    expect(found).toMatchObject([{ id: 'once', location: '/whole[1]' }]);
  });

  it('says so when the schema does not compile', async () => {
    const broken = place('broken.sch', SCHEMA.replace('f:even($value)', 'f:even('));
    await expect(compileRulePack(broken, join(folder, 'cache'))).rejects.toMatchObject({ code: 'document.unreadable' });
  });
});

describe('reading a schema', () => {
  it.each([
    ['text', 'hello'],
    ['another vocabulary', '<schema xmlns="urn:other"/>'],
    ['a DOCTYPE', '<!DOCTYPE schema><schema xmlns="http://purl.oclc.org/dsdl/schematron"/>'],
    ['a missing include', SCHEMA],
    ['a missing abstract rule', SCHEMA.replace('<include href="part.sch"/>', '').replace('id="named"', 'id="other"')],
    ['a missing abstract pattern', ABSTRACT.replace('id="once"', 'id="twice"')],
  ])('refuses %s', (_, schema) => {
    expect(refusal(() => schematronToXslt(schema))).toBe('document.unreadable');
  });
});
