import { type ContainerRule, PLACES } from './container-rule.js';

const ADD_PROFILE = {
  en: 'Add an output intent with an sRGB profile.',
  fr: 'Ajoutez une intention de rendu avec un profil sRGB.',
};

/** Output intents (ISO 19005-3 §6.2.3); colours without one are told by `pageRules`. */
export const COLOUR_RULES: readonly ContainerRule[] = [
  {
    id: 'OF-PDF-20',
    severity: 'error',
    says: {
      en: 'The document uses device colours and has no output intent with a colour profile.',
      fr: 'Le document utilise des couleurs de périphérique sans intention de rendu avec profil de couleur.',
    },
    fix: ADD_PROFILE,
    check: ({ pdf: { archive } }, broken) => {
      const used = archive.faults.some(({ code }) => code === 'DEVICE_COLOUR');
      if (archive.intents.withProfile === 0 && used) broken(PLACES.intents);
    },
  },
  {
    id: 'OF-PDF-21',
    severity: 'error',
    says: {
      en: 'The colour profile of the output intent is damaged or of a kind that PDF/A does not take.',
      fr: 'Le profil de couleur de l’intention de rendu est endommagé ou d’un type que PDF/A n’admet pas.',
    },
    fix: ADD_PROFILE,
    check: ({ pdf: { archive } }, broken) => {
      const { withProfile, components } = archive.intents;
      if (withProfile > 0 && components === undefined) broken(`${PLACES.intents}/DestOutputProfile`);
    },
  },
  {
    id: 'OF-PDF-22',
    severity: 'error',
    says: {
      en: 'The output intents have {count} different colour profiles; they share one.',
      fr: 'Les intentions de rendu ont {count} profils de couleur différents ; elles doivent partager le même.',
    },
    check: ({ pdf: { archive } }, broken) => {
      const { profiles } = archive.intents;
      if (profiles > 1) broken(PLACES.intents, { count: String(profiles) });
    },
  },
];
