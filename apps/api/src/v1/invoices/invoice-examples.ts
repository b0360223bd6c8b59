const ACME = {
  name: 'Acme SAS',
  siren: '732829320',
  address: { line1: '1 rue Cler', postal_code: '75007', city: 'Paris', country_code: 'FR' },
};
const GLOBEX = {
  name: 'Globex SAS',
  siren: '552120222',
  address: { line1: '2 avenue Foch', postal_code: '75116', city: 'Paris', country_code: 'FR' },
};

/** Bodies that create an invoice as they stand; the number must be new for each try. */
export const INVOICE_EXAMPLES = {
  invoice: {
    summary: 'An invoice for services',
    value: {
      profile: 'EN16931',
      type_code: '380',
      number: 'INV-2026-0001',
      currency: 'EUR',
      issue_date: '2026-06-01',
      due_date: '2026-07-01',
      seller: ACME,
      buyer: GLOBEX,
      lines: [
        {
          description: 'Consulting services',
          quantity: 10,
          unit_code: 'HUR',
          unit_price: 150,
          tax_rate: 20,
          tax_category: 'S',
        },
      ],
    },
  },
  credit_note: {
    summary: 'A credit note',
    value: {
      profile: 'EN16931',
      type_code: '381',
      number: 'AV-2026-0001',
      currency: 'EUR',
      issue_date: '2026-06-22',
      seller: ACME,
      buyer: GLOBEX,
      preceding_invoices: [{ number: 'INV-2026-0001', issue_date: '2026-06-01' }],
      lines: [
        {
          description: 'Credit for two hours',
          quantity: 2,
          unit_code: 'HUR',
          unit_price: 150,
          tax_rate: 20,
          tax_category: 'S',
        },
      ],
      notes: [{ subject: 'credit_note', content: 'Credit for INV-2026-0001' }],
    },
  },
  discount: {
    summary: 'Goods with a discount, delivery and two accounts to pay to',
    value: {
      profile: 'EN16931',
      number: 'INV-2026-0002',
      issue_date: '2026-06-02',
      due_date: '2026-07-02',
      order_reference: 'PO-4711',
      seller: ACME,
      buyer: GLOBEX,
      delivery_date: '2026-06-01',
      delivery: { name: 'Entrepôt Nord', address: { postal_code: '59000', city: 'Lille', country_code: 'FR' } },
      payment_means: [
        { type_code: '58', iban: 'FR7630006000011234567890189', remittance_information: 'INV-2026-0002' },
        { type_code: '58', iban: 'DE89370400440532013000', remittance_information: 'INV-2026-0002' },
      ],
      charges: [{ amount: 15, reason: 'Frais de port', reason_code: 'FC', tax_category: 'S', tax_rate: 20 }],
      attachments: [{ id: 'BL-7788', description: 'BON_LIVRAISON', url: 'https://example.com/bl-7788' }],
      lines: [
        {
          name: 'Câble 10 m',
          seller_item_id: 'C-10',
          quantity: 20,
          unit_code: 'C62',
          gross_price: 12.5,
          price_discount: 2.5,
          allowances: [{ amount: 10, percentage: 5, base_amount: 200, reason: 'Remise fidélité' }],
          tax_category: 'S',
          tax_rate: 20,
          attributes: [{ name: 'Couleur', value: 'bleu' }],
        },
      ],
    },
  },
};

/** Reports of payments for the invoice above. */
export const PAYMENT_EXAMPLES = {
  full: {
    summary: 'Paid in full',
    value: { payments: [{ date: '2026-06-30', amounts: [{ vat_rate: 20, amount: 1800 }] }] },
  },
  parts: {
    summary: 'Two parts, and some of it paid back',
    value: {
      payments: [
        { date: '2026-06-15', amounts: [{ vat_rate: 20, amount: '1000.00' }] },
        { date: '2026-06-30', amounts: [{ vat_rate: 20, amount: '850.00' }] },
        { date: '2026-07-02', amounts: [{ vat_rate: 20, amount: '-50.00' }] },
      ],
    },
  },
};

export const STATUS_EXAMPLES = {
  completed: {
    summary: 'What the buyer asked for was added',
    value: { code: '209', comment: 'Order number: BC-4711' },
  },
  account: {
    summary: 'Pay to another account',
    value: { code: '227', account: { iban: 'FR76 3000 6000 0112 3456 7890 189' }, comment: 'New bank' },
  },
};

export const RETRY_EXAMPLES = {
  hint: { summary: 'With a word for the timeline', value: { resolution_hint: 'SIREN corrected' } },
  patch: {
    summary: 'With a correction',
    value: { patch: { buyer: { siren: '552120222' } }, resolution_hint: 'SIREN corrected' },
  },
};

export const CREDIT_NOTE_EXAMPLES = {
  whole: { summary: 'All of the invoice', value: { number: 'AV-2026-0007', reason: 'Commande annulée' } },
  part: { summary: 'Two hours of line 1', value: { number: 'AV-2026-0008', lines: [{ id: '1', quantity: 2 }] } },
};
