export * from './deliveries/deliveries.service.js';
export * from './deliveries/delivery.entity.js';
export * from './deliveries/delivery.repository.js';
export * from './endpoints/endpoint.entity.js';
export * from './endpoints/endpoint.repository.js';
export { EndpointsService, type EndpointIn } from './endpoints/endpoints.service.js';
export * from './event-types.js';
export * from './messages/publish-webhook.js';
export * from './webhooks.module.js';
