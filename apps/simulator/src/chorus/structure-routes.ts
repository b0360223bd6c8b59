import { z } from 'zod';
import type { Route } from '../http/router.js';
import type { ChorusPlatform, Structure } from './chorus-platform.js';
import { refusal, type ChorusOperation } from './operation.js';
import { done, serviceId, siretOf, structureAnswer, structureId } from './wire-answers.js';

type Serve = <Shape extends z.ZodType>(operation: ChorusOperation<Shape>) => Route;

const searchBody = z.object({
  structure: z.object({ identifiantStructure: z.string(), typeIdentifiantStructure: z.literal('SIRET') }),
});
const structureBody = z.object({ idStructureCPP: z.number().int() });
const servicesBody = z.object({
  idStructure: z.number().int(),
  parametresRechercherServicesStructure: z
    .object({
      nbResultatsParPage: z.number().int().min(1).max(100).default(10),
      pageResultatDemandee: z.number().int().min(1).default(1),
    })
    .prefault({}),
});
const serviceBody = z.object({ idStructure: z.number().int(), idService: z.number().int() });

/** The public bodies and their services. */
export function structureRoutes(platform: ChorusPlatform, serve: Serve): Route[] {
  return [
    serve({
      path: 'structures/v1/rechercher',
      body: searchBody,
      answer({ structure: { identifiantStructure: siret } }) {
        const found = platform.structure(siret);
        return { ...done, listeStructures: found === undefined ? [] : [listed(found)], parametresRetour: { pages: 1 } };
      },
    }),
    serve({
      path: 'structures/v1/consulter',
      body: structureBody,
      answer({ idStructureCPP: id }) {
        const found = platform.structure(siretOf(id));
        return found === undefined ? unknown() : structureAnswer(found);
      },
    }),
    serve({
      path: 'structures/v1/rechercher/services',
      body: servicesBody,
      answer({ idStructure: id, parametresRechercherServicesStructure: page }) {
        const found = platform.structure(siretOf(id));
        if (found === undefined) return unknown();
        const { pageResultatDemandee: at, nbResultatsParPage: size } = page;
        const services = found.services.map(({ code, name, active }, index) => ({
          idService: serviceId(index),
          codeService: code,
          libelleService: name,
          estActif: active,
        }));
        return {
          ...done,
          listeServices: services.slice((at - 1) * size, at * size),
          parametresRetour: { pageCourante: at, pages: Math.max(1, Math.ceil(services.length / size)) },
        };
      },
    }),
    serve({
      path: 'structures/v1/consulter/service',
      body: serviceBody,
      answer({ idStructure, idService }) {
        const service = platform.structure(siretOf(idStructure))?.services.find((_, at) => serviceId(at) === idService);
        if (service === undefined) return unknown();
        return {
          ...done,
          informationsGenerales: { codeService: service.code, nomService: service.name },
          parametres: { numeroEngagement: service.commitment, miseEnPaiement: true },
        };
      },
    }),
  ];
}

const unknown = (): object => refusal(20_004, "La structure n'existe pas");

const listed = ({ siret, name, active }: Structure): object => ({
  idStructureCPP: structureId(siret),
  identifiantStructure: siret,
  typeIdentifiantStructure: 'SIRET',
  designationStructure: name,
  statut: active ? 'ACTIF' : 'INACTIF',
});
