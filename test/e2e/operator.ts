/** Who sells the subscriptions of an installation: with this, an invoice for one has a Factur-X. */
export const OPERATOR = {
  ONEFACTURE_OPERATOR_NAME: 'Exploitant Démo SAS',
  ONEFACTURE_OPERATOR_SIREN: '552120222',
  ONEFACTURE_OPERATOR_VAT_NUMBER: 'FR27552120222',
  ONEFACTURE_OPERATOR_ADDRESS_LINE1: '2 avenue Foch',
  ONEFACTURE_OPERATOR_POSTAL_CODE: '75116',
  ONEFACTURE_OPERATOR_CITY: 'Paris',
  ONEFACTURE_OPERATOR_EMAIL: 'facturation@exploitant.example',
  ONEFACTURE_OPERATOR_LEGAL_INFORMATION: 'SAS au capital de 10 000 €, RCS Paris 552 120 222',
};
