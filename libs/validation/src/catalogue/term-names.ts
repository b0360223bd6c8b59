import type { Bilingual } from '../report/finding.js';

/** Number, English and French name of each term. */
const TERMS = `
BT-1|invoice number|numéro de facture
BT-2|issue date|date d’émission
BT-3|invoice type code|code de type de facture
BT-5|invoice currency|devise de la facture
BT-6|VAT accounting currency|devise de comptabilisation de la TVA
BT-7|tax point date|date d’exigibilité de la TVA
BT-8|tax point date code|code de date d’exigibilité de la TVA
BT-9|due date|date d’échéance
BT-10|buyer reference|référence de l’acheteur
BT-11|project reference|référence du projet
BT-12|contract reference|référence du contrat
BT-13|purchase order reference|référence du bon de commande
BT-14|sales order reference|référence de l’ordre de vente
BT-15|receiving advice reference|référence de l’avis de réception
BT-16|despatch advice reference|référence de l’avis d’expédition
BT-17|tender or lot reference|référence de l’appel d’offres ou du lot
BT-18|invoiced object identifier|identifiant d’objet facturé
BT-19|buyer accounting reference|référence comptable de l’acheteur
BT-20|payment terms|conditions de paiement
BT-21|note subject code|code de sujet de la note
BT-22|note|note
BT-23|billing frame|cadre de facturation
BT-24|specification identifier|identifiant de spécification
BT-25|preceding invoice number|numéro de la facture antérieure
BT-26|preceding invoice date|date de la facture antérieure
BT-27|seller name|nom du vendeur
BT-28|seller trading name|nom commercial du vendeur
BT-29|seller identifier|identifiant du vendeur
BT-30|seller legal registration|immatriculation du vendeur (SIREN)
BT-31|seller VAT number|numéro de TVA du vendeur
BT-32|seller tax registration|identifiant fiscal local du vendeur
BT-33|seller legal information|informations juridiques du vendeur
BT-34|seller electronic address|adresse électronique du vendeur
BT-35|seller address line 1|adresse du vendeur, ligne 1
BT-36|seller address line 2|adresse du vendeur, ligne 2
BT-37|seller city|ville du vendeur
BT-38|seller post code|code postal du vendeur
BT-39|seller region|subdivision du pays du vendeur
BT-40|seller country|pays du vendeur
BT-41|seller contact|contact du vendeur
BT-42|seller telephone|téléphone du vendeur
BT-43|seller e-mail|courriel du vendeur
BT-44|buyer name|nom de l’acheteur
BT-45|buyer trading name|nom commercial de l’acheteur
BT-46|buyer identifier|identifiant de l’acheteur
BT-47|buyer legal registration|immatriculation de l’acheteur (SIREN)
BT-48|buyer VAT number|numéro de TVA de l’acheteur
BT-49|buyer electronic address|adresse électronique de l’acheteur
BT-50|buyer address line 1|adresse de l’acheteur, ligne 1
BT-51|buyer address line 2|adresse de l’acheteur, ligne 2
BT-52|buyer city|ville de l’acheteur
BT-53|buyer post code|code postal de l’acheteur
BT-54|buyer region|subdivision du pays de l’acheteur
BT-55|buyer country|pays de l’acheteur
BT-56|buyer contact|contact de l’acheteur
BT-57|buyer telephone|téléphone de l’acheteur
BT-58|buyer e-mail|courriel de l’acheteur
BT-59|payee name|nom du bénéficiaire
BT-60|payee identifier|identifiant du bénéficiaire
BT-61|payee legal registration|immatriculation du bénéficiaire
BT-62|tax representative name|nom du représentant fiscal
BT-63|tax representative VAT number|numéro de TVA du représentant fiscal
BT-64|tax representative address line 1|adresse du représentant fiscal, ligne 1
BT-65|tax representative address line 2|adresse du représentant fiscal, ligne 2
BT-66|tax representative city|ville du représentant fiscal
BT-67|tax representative post code|code postal du représentant fiscal
BT-68|tax representative region|subdivision du pays du représentant fiscal
BT-69|tax representative country|pays du représentant fiscal
BT-70|delivery party name|nom du destinataire de la livraison
BT-71|delivery location identifier|identifiant du lieu de livraison
BT-72|delivery date|date de livraison
BT-73|billing period start|début de la période de facturation
BT-74|billing period end|fin de la période de facturation
BT-75|delivery address line 1|adresse de livraison, ligne 1
BT-76|delivery address line 2|adresse de livraison, ligne 2
BT-77|delivery city|ville de livraison
BT-78|delivery post code|code postal de livraison
BT-79|delivery region|subdivision du pays de livraison
BT-80|delivery country|pays de livraison
BT-81|payment means code|code de moyen de paiement
BT-82|payment means text|libellé du moyen de paiement
BT-83|remittance information|avis de paiement
BT-84|payment account (IBAN)|compte de paiement (IBAN)
BT-85|payment account name|nom du compte de paiement
BT-86|bank identifier (BIC)|identifiant de la banque (BIC)
BT-87|payment card number|numéro de carte de paiement
BT-88|payment card holder|titulaire de la carte de paiement
BT-89|direct debit mandate|référence du mandat de prélèvement
BT-90|creditor identifier|identifiant du créancier
BT-91|debited account|compte débité
BT-92|document allowance amount|montant de remise du document
BT-93|document allowance base|assiette de remise du document
BT-94|document allowance percentage|pourcentage de remise du document
BT-95|VAT category of a document allowance|catégorie de TVA d’une remise du document
BT-96|VAT rate of a document allowance|taux de TVA d’une remise du document
BT-97|document allowance reason|motif de remise du document
BT-98|document allowance reason code|code de motif de remise du document
BT-99|document charge amount|montant de majoration du document
BT-100|document charge base|assiette de majoration du document
BT-101|document charge percentage|pourcentage de majoration du document
BT-102|VAT category of a document charge|catégorie de TVA d’une majoration du document
BT-103|VAT rate of a document charge|taux de TVA d’une majoration du document
BT-104|document charge reason|motif de majoration du document
BT-105|document charge reason code|code de motif de majoration du document
BT-106|sum of line amounts|somme des montants des lignes
BT-107|sum of allowances|somme des remises
BT-108|sum of charges|somme des majorations
BT-109|total without VAT|total hors TVA
BT-110|total VAT|total de TVA
BT-111|total VAT in accounting currency|total de TVA en devise de comptabilisation
BT-112|total with VAT|total TVA comprise
BT-113|paid amount|montant déjà payé
BT-114|rounding amount|montant d’arrondi
BT-115|amount due|montant à payer
BT-116|taxable amount of a VAT category|base d’imposition d’une catégorie de TVA
BT-117|tax amount of a VAT category|montant de TVA d’une catégorie
BT-118|VAT category|catégorie de TVA
BT-119|VAT rate|taux de TVA
BT-120|exemption reason|motif d’exonération
BT-121|exemption reason code|code de motif d’exonération
BT-122|supporting document reference|référence du document justificatif
BT-123|supporting document description|description du document justificatif
BT-124|external document location|emplacement externe du document
BT-125|attached document|document joint
BT-126|line identifier|identifiant de ligne
BT-127|line note|note de ligne
BT-128|line object identifier|identifiant d’objet de ligne
BT-129|invoiced quantity|quantité facturée
BT-130|unit of measure|unité de mesure
BT-131|line net amount|montant net de ligne
BT-132|order line reference|référence de ligne de commande
BT-133|line accounting reference|référence comptable de ligne
BT-134|line period start|début de période de ligne
BT-135|line period end|fin de période de ligne
BT-136|line allowance amount|montant de remise de ligne
BT-137|line allowance base|assiette de remise de ligne
BT-138|line allowance percentage|pourcentage de remise de ligne
BT-139|line allowance reason|motif de remise de ligne
BT-140|line allowance reason code|code de motif de remise de ligne
BT-141|line charge amount|montant de majoration de ligne
BT-142|line charge base|assiette de majoration de ligne
BT-143|line charge percentage|pourcentage de majoration de ligne
BT-144|line charge reason|motif de majoration de ligne
BT-145|line charge reason code|code de motif de majoration de ligne
BT-146|net price|prix net
BT-147|price discount|rabais sur le prix
BT-148|gross price|prix brut
BT-149|price base quantity|quantité de base du prix
BT-150|price base unit|unité de la quantité de base
BT-151|VAT category of a line|catégorie de TVA d’une ligne
BT-152|VAT rate of a line|taux de TVA d’une ligne
BT-153|item name|nom de l’article
BT-154|item description|description de l’article
BT-155|seller’s item identifier|identifiant d’article du vendeur
BT-156|buyer’s item identifier|identifiant d’article de l’acheteur
BT-157|standard item identifier|identifiant standard d’article
BT-158|item classification|classification d’article
BT-159|item country of origin|pays d’origine de l’article
BT-160|item attribute name|nom d’attribut d’article
BT-161|item attribute value|valeur d’attribut d’article
BT-162|seller address line 3|adresse du vendeur, ligne 3
BT-163|buyer address line 3|adresse de l’acheteur, ligne 3
BT-164|tax representative address line 3|adresse du représentant fiscal, ligne 3
BT-165|delivery address line 3|adresse de livraison, ligne 3
BG-1|invoice note|note de facture
BG-2|process control|contrôle du processus
BG-3|preceding invoice|facture antérieure
BG-4|seller|vendeur
BG-5|seller address|adresse du vendeur
BG-6|seller contact|contact du vendeur
BG-7|buyer|acheteur
BG-8|buyer address|adresse de l’acheteur
BG-9|buyer contact|contact de l’acheteur
BG-10|payee|bénéficiaire
BG-11|tax representative|représentant fiscal
BG-12|tax representative address|adresse du représentant fiscal
BG-13|delivery|livraison
BG-14|billing period|période de facturation
BG-15|delivery address|adresse de livraison
BG-16|payment instructions|instructions de paiement
BG-17|credit transfer|virement
BG-18|payment card|carte de paiement
BG-19|direct debit|prélèvement
BG-20|document allowances|remises du document
BG-21|document charges|majorations du document
BG-22|document totals|totaux du document
BG-23|VAT breakdown|ventilation de la TVA
BG-24|supporting documents|documents justificatifs
BG-25|invoice line|ligne de facture
BG-26|line period|période de ligne
BG-27|line allowances|remises de ligne
BG-28|line charges|majorations de ligne
BG-29|price details|détail du prix
BG-30|line VAT|TVA de ligne
BG-31|item|article
BG-32|item attributes|attributs d’article
EXT-FR-FE-02|preceding invoice type|type de la facture antérieure
EXT-FR-FE-136|preceding invoice of a line|facture antérieure d’une ligne
EXT-FR-FE-137|type of a line’s preceding invoice|type de la facture antérieure d’une ligne
EXT-FR-FE-138|date of a line’s preceding invoice|date de la facture antérieure d’une ligne
EXT-FR-FE-158|line delivery date|date de livraison d’une ligne
EXT-FR-FE-159|item attribute code|code d’attribut d’article
EXT-FR-FE-162|parent line|ligne parente
EXT-FR-FE-163|kind of line|type de ligne
EXT-FR-FE-164|seller of a line|vendeur d’une ligne
EXT-FR-FE-167|SIREN of a line’s seller|SIREN du vendeur d’une ligne
EXT-FR-FE-181|VAT of a group of lines|TVA d’un groupe de lignes
EXT-FR-FE-182|VAT of a group in accounting currency|TVA d’un groupe en devise de comptabilisation
EXT-FR-FE-184|group of lines with VAT|groupe de lignes TVA comprise
`;

const NAMES: ReadonlyMap<string, Bilingual> = new Map(
  TERMS.trim()
    .split('\n')
    .map((row) => {
      const [term = '', en = '', fr = ''] = row.split('|');
      return [term, { en, fr }];
    }),
);

/** What a term is called. `BT-29-1` is the scheme of BT-29, BT-125-2 and its like a part; others go by their number. */
export const termName = (term: string): Bilingual => {
  const known = NAMES.get(term);
  if (known !== undefined) return known;
  const whole = NAMES.get(term.replace(/-\d+$/, ''));
  if (whole === undefined || !/^BT-\d+-\d+$/.test(term)) return { en: `term ${term}`, fr: `terme ${term}` };
  return { en: `part of ${whole.en}`, fr: `partie de : ${whole.fr}` };
};
