import type { Stripe } from 'stripe';
import { z } from 'zod';
import type { Account } from '../state/account.js';
import { invalidRequest } from '../wire/fault.js';
import { newId } from '../wire/ids.js';
import type { Product } from '../wire/objects.js';
import { filled, flag, mergedMetadata, metadata, text, unused } from '../wire/params.js';

export const productShape = {
  active: flag.optional(),
  description: text.optional(),
  images: z.array(text).optional(),
  marketing_features: z.array(z.object({ name: filled })).optional(),
  metadata: metadata.optional(),
  statement_descriptor: text.optional(),
  tax_code: text.optional(),
  unit_label: text.optional(),
  url: text.optional(),
  ...unused<Stripe.ProductCreateParams>('package_dimensions', 'shippable', 'tax_details'),
};
export type ProductTerms = z.output<z.ZodObject<typeof productShape>>;
export function addProduct(
  account: Account,
  params: Partial<ProductTerms> & { name: string; id?: string | undefined },
): Product {
  if (params.id !== undefined && account.books.products.has(params.id)) {
    throw invalidRequest(`Product already exists.`, 'resource_already_exists', 'id');
  }
  const product: Product = {
    id: params.id ?? newId('prod', 14),
    object: 'product',
    active: true,
    created: account.now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name: params.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: account.now,
    url: null,
  };
  account.books.products.set(product.id, product);
  writeProduct(account, product, params);
  account.record('product.created', product);
  return product;
}

export function writeProduct(account: Account, product: Product, params: Partial<ProductTerms>): void {
  if (params.active !== undefined) product.active = params.active;
  if (params.description !== undefined) product.description = params.description || null;
  if (params.images !== undefined) product.images = params.images;
  if (params.marketing_features !== undefined) product.marketing_features = params.marketing_features;
  if (params.metadata !== undefined) product.metadata = mergedMetadata(product.metadata, params.metadata);
  if (params.statement_descriptor !== undefined) product.statement_descriptor = params.statement_descriptor || null;
  if (params.tax_code !== undefined) product.tax_code = params.tax_code || null;
  if (params.unit_label !== undefined) product.unit_label = params.unit_label || null;
  if (params.url !== undefined) product.url = params.url || null;
  product.updated = account.now;
}
