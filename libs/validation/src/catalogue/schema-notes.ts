import { noteOf, type Notes } from './rule-note.js';

/** The codes of the layer `xsd`, where the schema has no rule ids of its own. */
export const SCHEMA_NOTES: Notes = {
  'OF-XSD-01': noteOf(
    [
      'Elements stand where the schema has them, in its order.',
      'Les éléments figurent là où le schéma les place, dans son ordre.',
    ],
    [
      'An element is misspelt, stands in the wrong order, or belongs to another version or profile.',
      'Un élément est mal orthographié, mal placé, ou relève d’une autre version ou d’un autre profil.',
    ],
    [
      'Put it where the schema expects it, or name the profile that knows it in BT-24.',
      'Placez-le où le schéma l’attend, ou indiquez en BT-24 le profil qui le connaît.',
    ],
  ),
  'OF-XSD-02': noteOf(
    [
      'A group holds all elements the schema wants in it.',
      'Un groupe contient tous les éléments que le schéma y exige.',
    ],
    ['A group was opened and only partly filled.', 'Un groupe a été ouvert et rempli en partie seulement.'],
    ['Add the element that is named, or leave the group out.', 'Ajoutez l’élément nommé, ou retirez le groupe.'],
  ),
  'OF-XSD-03': noteOf(
    ['A value has the type of its element.', 'Une valeur a le type de son élément.'],
    [
      'A decimal comma, an empty amount, a date in another form, or a code that the schema does not list.',
      'Une virgule décimale, un montant vide, une date sous une autre forme, ou un code absent du schéma.',
    ],
    ['Write the value as the type wants it.', 'Écrivez la valeur comme le type le veut.'],
  ),
  'OF-XSD-04': noteOf(
    [
      'Elements have the attributes that the schema knows and wants.',
      'Les éléments portent les attributs que le schéma connaît et exige.',
    ],
    [
      'An attribute is misspelt or missing, such as the currency of an amount.',
      'Un attribut est mal orthographié ou absent, comme la devise d’un montant.',
    ],
    ['Correct, add or remove the attribute.', 'Corrigez, ajoutez ou retirez l’attribut.'],
  ),
  'OF-XSD-09': noteOf(
    [
      'The document fits the schema of its syntax or profile.',
      'Le document respecte le schéma de sa syntaxe ou de son profil.',
    ],
    [
      'The schema refuses the document for another reason, told in the message.',
      'Le schéma refuse le document pour une autre raison, dite dans le message.',
    ],
    ['Read the message; it names the element.', 'Lisez le message ; il nomme l’élément.'],
  ),
};
