import { BillingSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { CatalogueFile, catalogueFaults, catalogueOf, planNamed, type Catalogue, type Plan } from './catalogue.js';
import { withSettings } from './operator-settings.js';

const SHIPPED = new URL('./', import.meta.url);
const FILE = /^([a-z][a-z0-9_]*)\.v(\d+)\.yaml$/;

/** What is wrong with the catalogues; boot stops with it. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(readonly faults: readonly string[]) {
    super(`The plan catalogue is invalid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

/**
 * Every version of every catalogue, and the one that is sold now. Organisations stay on the version they bought, so
 * a version is never changed once it was sold: a new file with the next number takes its place.
 */
export class Catalogues {
  private constructor(
    /** What is sold now: the newest version of the catalogue that the settings name. */
    readonly current: Catalogue,
    private readonly all: readonly Catalogue[],
  ) {}

  /**
   * Reads the files of a folder, named `<id>.v<version>.yaml`; those that come with the program by default.
   * @throws CatalogueError with every fault of every file
   */
  static load(settings: BillingSettings, folder: URL = SHIPPED): Catalogues {
    const read = readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .toSorted()
      .map((name) => readCatalogue(name, readFileSync(new URL(name, folder), 'utf8')));
    const all = read.flatMap(({ catalogue }) => (catalogue ? [withSettings(catalogue, settings)] : []));
    const current = all.filter(({ id }) => id === settings.catalogue).toSorted((a, b) => b.version - a.version)[0];
    const faults = read.flatMap((one) => one.faults);
    if (!current && faults.length === 0) {
      const known = [...new Set(all.map(({ id }) => id))].join(', ');
      faults.push(`ONEFACTURE_BILLING_CATALOGUE: there is no catalogue ${settings.catalogue}, only ${known}`);
    }
    if (!current || faults.length > 0) throw new CatalogueError(faults);
    return new Catalogues(current, all);
  }

  /**
   * The catalogue an organisation bought from.
   * @throws AppError `service.internal` when the file is gone
   */
  of({ catalogue, catalogueVersion }: { readonly catalogue: string; readonly catalogueVersion: number }): Catalogue {
    const found = this.all.find(({ id, version }) => id === catalogue && version === catalogueVersion);
    if (!found) {
      throw new AppError('service.internal', { cause: `catalogue ${catalogue}.v${catalogueVersion} is missing` });
    }
    return found;
  }

  /**
   * The plan of the current catalogue that a word names, in any case and by alias.
   * @throws AppError `billing.unknown_plan`
   */
  planNamed(word: string): Plan {
    const plan = planNamed(this.current, word);
    if (plan) return plan;
    const known = this.current.plans.map(({ id }) => id).join(', ');
    throw new AppError('billing.unknown_plan', {
      detail: `There is no plan ${JSON.stringify(word.slice(0, 40))}, only ${known}.`,
      errors: [{ field: 'plan', code: 'UNKNOWN', message: `must be one of ${known}` }],
    });
  }
}

/** Reads one file. @param name `<id>.v<version>.yaml` */
export function readCatalogue(name: string, text: string): { catalogue?: Catalogue; faults: string[] } {
  const said = (faults: readonly string[]) => ({ faults: faults.map((fault) => `${name}: ${fault}`) });
  const document = parseDocument(text, { uniqueKeys: true, strict: true });
  if (document.errors.length > 0) return said(document.errors.map(({ message }) => message.split('\n')[0] ?? message));
  const file = CatalogueFile.safeParse(document.toJS());
  if (!file.success) {
    return said(file.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`));
  }
  const [, id, version] = FILE.exec(name) ?? [];
  const named = id === file.data.id && Number(version) === file.data.version;
  const misnamed = named ? [] : [`the name must be ${file.data.id}.v${file.data.version}.yaml`];
  const faults = [...misnamed, ...catalogueFaults(file.data)];
  return faults.length > 0 ? said(faults) : { catalogue: catalogueOf(file.data), faults: [] };
}
