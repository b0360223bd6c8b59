import type { Call } from '../../ports/connection.js';
import type { DirectoryAnswer, DirectoryLine, DirectoryQuery, LineStatus } from '../../ports/directory.js';
import type { RecipientNeeds, StructureNeeds } from './b2g-faults.js';
import type { ChorusClient } from './chorus-client.js';
import { serviceSchema, servicesSchema, structureSchema, structuresSchema, type PublicService } from './wire.js';

const PAGE_SIZE = 100;
const MAX_PAGES = 20;
const REMEMBERED_MS = 3_600_000;
const MAX_REMEMBERED = 5_000;

interface Structure {
  readonly id: number;
  readonly siret: string;
  readonly name: string | undefined;
  readonly status: LineStatus;
}

/** The public bodies that Chorus Pro knows, their services, and what they want on an invoice. */
export class ChorusStructures {
  readonly #needs = new Map<string, { readonly needs: StructureNeeds; readonly until: number }>();

  /** @param now ms since the epoch */
  constructor(
    private readonly client: ChorusClient,
    private readonly now: () => number,
  ) {}

  /** What a recipient wants; remembered for an hour. */
  async needsOf(siret: string, call: Call): Promise<RecipientNeeds> {
    const key = `${call.connection.base_url}|${siret}`;
    const known = this.#needs.get(key);
    if (known !== undefined && known.until > this.now()) return known.needs;
    const structure = await this.#find(siret, call);
    if (structure === null) return 'not_listed';
    const needs = await this.#needsOf(structure, call);
    if (this.#needs.size >= MAX_REMEMBERED) this.#needs.clear();
    this.#needs.set(key, { needs, until: this.now() + REMEMBERED_MS });
    return needs;
  }

  /**
   * The line of a SIRET and one for each of its services; of an address with a routing code, that service alone. Chorus
   * Pro does not search by SIREN: such a query is answered with no line and as incomplete.
   */
  async lookUp(query: DirectoryQuery, call: Call): Promise<DirectoryAnswer> {
    const { siret, code } = addressed(query);
    if (siret === undefined) return { lines: [], complete: false };
    const structure = await this.#find(siret, call);
    if (structure === null) return { lines: [], complete: true };
    const needs = await this.#needsOf(structure, call);
    const { services, complete } = await this.#services(structure, call);
    if (code === undefined) {
      const lines = services.map((service) => serviceLine(structure, service, needs));
      return { lines: [structureLine(structure, needs), ...lines], complete };
    }
    const service = services.find(({ codeService }) => codeService === code);
    if (service === undefined) return { lines: [], complete };
    const commitment = needs.commitment || (await this.#wantsCommitment(structure, service, call));
    return { lines: [serviceLine(structure, service, { ...needs, commitment })], complete: true };
  }

  async #find(siret: string, call: Call): Promise<Structure | null> {
    const { listeStructures } = await this.client.post(call, {
      path: 'structures/v1/rechercher',
      what: 'the search for a public body',
      answer: structuresSchema,
      body: { structure: { identifiantStructure: siret, typeIdentifiantStructure: 'SIRET' } },
    });
    const found = listeStructures.find(({ identifiantStructure: id = siret }) => id === siret);
    if (found === undefined) return null;
    return { id: found.idStructureCPP, siret, name: found.designationStructure, status: statusOf(found.statut) };
  }

  async #needsOf({ id }: Structure, call: Call): Promise<StructureNeeds> {
    const { parametres } = await this.client.post(call, {
      path: 'structures/v1/consulter',
      what: 'the request for a public body',
      answer: structureSchema,
      body: { idStructureCPP: id, codeLangue: 'fr' },
    });
    return {
      commitment: parametres.numeroEJDoitEtreRenseigne,
      service_code: parametres.codeServiceDoitEtreRenseigne,
      either: parametres.gestionNumeroEJOuCodeService,
    };
  }

  async #services({ id }: Structure, call: Call): Promise<{ services: PublicService[]; complete: boolean }> {
    const services: PublicService[] = [];
    let pages = 1;
    for (let page = 1; page <= Math.min(pages, MAX_PAGES); page += 1) {
      const answer = await this.client.post(call, {
        path: 'structures/v1/rechercher/services',
        what: 'the search for services',
        answer: servicesSchema,
        body: {
          idStructure: id,
          parametresRechercherServicesStructure: { nbResultatsParPage: PAGE_SIZE, pageResultatDemandee: page },
        },
      });
      pages = answer.parametresRetour?.pages ?? 1;
      services.push(...answer.listeServices);
    }
    return { services, complete: pages <= MAX_PAGES };
  }

  async #wantsCommitment({ id }: Structure, { idService }: PublicService, call: Call): Promise<boolean> {
    if (idService === undefined || idService === null) return false;
    const { parametres } = await this.client.post(call, {
      path: 'structures/v1/consulter/service',
      what: 'the request for a service',
      answer: serviceSchema,
      body: { idStructure: id, idService, codeLangue: 'fr' },
    });
    return parametres?.numeroEngagement ?? false;
  }
}

/** The SIRET and the routing code that a query names. */
function addressed(query: DirectoryQuery): { readonly siret?: string; readonly code?: string } {
  if ('siret' in query) return { siret: query.siret };
  if ('siren' in query) return {};
  const [, siret, code] = /^\d{9}_(\d{14})(?:_(.+))?$/.exec(query.address) ?? [];
  return { ...(siret === undefined ? {} : { siret }), ...(code === undefined ? {} : { code }) };
}

function structureLine({ siret, name, status }: Structure, needs: StructureNeeds): DirectoryLine {
  const siren = siret.slice(0, 9);
  return {
    address: `${siren}_${siret}`,
    siren,
    siret,
    status,
    via: 'public_portal',
    requires: needs,
    ...(name === undefined ? {} : { name }),
  };
}

function serviceLine(
  structure: Structure,
  { codeService, libelleService, estActif }: PublicService,
  needs: StructureNeeds,
): DirectoryLine {
  const line = structureLine(structure, needs);
  return {
    ...line,
    address: `${line.address}_${codeService}`,
    routing_code: codeService,
    status: estActif === false ? 'disabled' : line.status,
    ...(libelleService === undefined ? {} : { routing_name: libelleService }),
  };
}

function statusOf(word: string | undefined): LineStatus {
  if (word === undefined) return 'unknown';
  if (/^ACTI(?:F|VE)$/i.test(word)) return 'enabled';
  return /^INACTI(?:F|VE)$/i.test(word) ? 'disabled' : 'unknown';
}
