import { instantOf } from '@onefacture/formats';
import { z } from 'zod';

/** Tolerant readers of Chorus Pro's answers: extras stay, what is missing or odd is left out where it can be. */

const word = z.union([z.string().min(1), z.number().transform(String)]);
const optionalWord = word
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** JSON booleans and the texts that stand for them. */
const flag = z
  .union([z.boolean(), z.string().transform((value) => /^(true|oui|1)$/i.test(value))])
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? false);

/**
 * An instant, ISO 8601 UTC, of a date (`2026-11-20`), a time of day without a zone (`2026-11-20 10:30`, read as French
 * legal time) or an instant with a zone.
 */
export function readInstant(value: string): string | undefined {
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(value) && value.includes('T');
  if (zoned) return Number.isNaN(Date.parse(value)) ? undefined : new Date(value).toISOString();
  const local = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/.exec(value);
  if (local === null) return undefined;
  const [year, month, day, hour = '00', minute = '00', second = '00'] = local.slice(1);
  return instantOf([year, month, day, hour, minute, second].join(''), '204');
}

const optionalInstant = z
  .union([z.string().transform(readInstant), z.number().transform((ms) => new Date(ms).toISOString())])
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

const list = <T extends z.ZodType>(entry: T) =>
  z
    .array(entry)
    .nullish()
    .transform((entries) => entries ?? []);

/** What every answer carries; `codeRetour` 0 is success, left out is read as success. */
export const envelopeSchema = z.looseObject({
  codeRetour: optionalWord,
  libelle: optionalWord,
});

/** factures/v1/deposer/flux */
export const depositSchema = z.looseObject({ numeroFluxDepot: word, dateDepot: optionalInstant });

/** transverses/v1/consulterCRDetaille */
export const reportSchema = z.looseObject({
  etatCourantDepotFlux: word,
  libelle: optionalWord,
  nomFichier: optionalWord,
  dateDepotFlux: optionalInstant,
  dateHeureEtatCourantFlux: optionalInstant,
  listeErreurTechnique: list(
    z.looseObject({ codeErreur: optionalWord, libelleErreur: optionalWord, natureErreur: optionalWord }),
  ),
  listeErreurDP: list(
    z.looseObject({
      identifiantFournisseur: optionalWord,
      identifiantDestinataire: optionalWord,
      numeroDP: optionalWord,
      libelleErreurDP: optionalWord,
    }),
  ),
});
export type FlowReport = z.infer<typeof reportSchema>;

/** An entry of factures/v1/rechercher/fournisseur. */
const foundSchema = z.looseObject({
  numeroFacture: word,
  identifiantFactureCPP: z.coerce.number().int().positive(),
  statut: optionalWord,
  numeroFluxDepot: optionalWord,
  codeFournisseur: optionalWord,
  codeDestinataire: optionalWord,
  commentaireEtatCourant: optionalWord,
  dateDepot: optionalInstant,
  dateHeureEtatCourant: optionalInstant,
});
export type FoundInvoice = z.infer<typeof foundSchema>;
const pages = z
  .looseObject({ pages: z.coerce.number().int().nullish().catch(undefined) })
  .nullish()
  .catch(undefined);
export const foundPageSchema = z.looseObject({ listeFactures: list(z.unknown()), parametresRetour: pages });

/** One entry of the page, null when it has no number or no id. */
export function readFound(entry: unknown): FoundInvoice | null {
  return foundSchema.safeParse(entry).data ?? null;
}

const historyEntrySchema = z.looseObject({
  histoStatutCode: word,
  histoStatutCommentaire: optionalWord,
  histoStatutDatePassage: optionalInstant,
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** factures/v1/consulter/historique */
export const historySchema = z.looseObject({
  statutCourantCode: optionalWord,
  historiquesDesStatuts: z
    .looseObject({
      histoStatut: list(historyEntrySchema),
      pagesHistoStatut: z.coerce.number().int().nullish().catch(undefined),
    })
    .nullish(),
});

/** factures/v1/consulter/fournisseur: the frame tells what the numbers 13, 14, 17 and 18 stand for. */
export const invoiceSchema = z.looseObject({
  facture: z
    .looseObject({
      cadreDeFacturation: z.looseObject({ codeCadreFacturation: optionalWord }).nullish().catch(undefined),
    })
    .nullish(),
});

/** structures/v1/rechercher */
export const structuresSchema = z.looseObject({
  listeStructures: list(
    z.looseObject({
      idStructureCPP: z.coerce.number().int().positive(),
      identifiantStructure: optionalWord,
      designationStructure: optionalWord,
      statut: optionalWord,
    }),
  ),
});

/** structures/v1/consulter */
export const structureSchema = z.looseObject({
  parametres: z.looseObject({
    codeServiceDoitEtreRenseigne: flag,
    numeroEJDoitEtreRenseigne: flag,
    gestionNumeroEJOuCodeService: flag,
  }),
});

/** structures/v1/rechercher/services */
export const servicesSchema = z.looseObject({
  listeServices: list(
    z.looseObject({
      codeService: word,
      libelleService: optionalWord,
      idService: z.coerce.number().int().positive().nullish().catch(undefined),
      estActif: z.boolean().nullish().catch(undefined),
    }),
  ),
  parametresRetour: pages,
});
export type PublicService = z.infer<typeof servicesSchema>['listeServices'][number];

/** structures/v1/consulter/service */
export const serviceSchema = z.looseObject({
  parametres: z.looseObject({ numeroEngagement: flag }).nullish().catch(undefined),
});
