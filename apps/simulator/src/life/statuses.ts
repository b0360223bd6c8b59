export const statusCodes = ['200', '201', '202', '203', '204', '205', '207', '210', '211', '212', '213'] as const;
export type StatusCode = (typeof statusCodes)[number];
/** SE seller, BY buyer, DFH tax portal (UNTDID 3035) */
export type Recipient = 'SE' | 'BY' | 'DFH';

interface StatusRule {
  readonly label: string;
  /** MDT-77: 305 transmission, said by a platform; 23 treatment, said by a party */
  readonly phase: '305' | '23';
  /** MDT-88 */
  readonly untdid1373: string;
  /** MDT-40: a treatment status may not be issued by a platform (BR-FR-CDV-CL-03), so 212 names the seller */
  readonly issuer: 'WK' | 'SE' | 'BY';
  readonly recipients: readonly Recipient[];
}

const transmission = (label: string, untdid1373: string, recipients: readonly Recipient[]): StatusRule => ({
  label,
  phase: '305',
  untdid1373,
  issuer: 'WK',
  recipients,
});

const treatment = (
  label: string,
  untdid1373: string,
  issuer: 'SE' | 'BY',
  recipients: readonly Recipient[],
): StatusRule => ({ label, phase: '23', untdid1373, issuer, recipients });

const RULES: Readonly<Record<StatusCode, StatusRule>> = {
  '200': transmission('Déposée', '10', ['SE', 'DFH']),
  '201': transmission('Émise par la plateforme', '51', ['SE']),
  '202': transmission('Reçue par la plateforme', '43', ['SE', 'BY']),
  '203': transmission('Mise à disposition', '48', ['SE', 'BY']),
  '204': treatment('Prise en charge', '45', 'BY', ['SE']),
  '205': treatment('Approuvée', '1', 'BY', ['SE']),
  '207': treatment('En litige', '46', 'BY', ['SE']),
  '210': treatment('Refusée', '50', 'BY', ['SE', 'DFH']),
  '211': treatment('Paiement transmis', '47', 'BY', ['SE']),
  '212': treatment('Encaissée', '47', 'SE', ['BY', 'DFH']),
  '213': transmission('Rejetée', '8', ['SE', 'DFH']),
};

export const statusRule = (code: StatusCode): StatusRule => RULES[code];
