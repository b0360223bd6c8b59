export * from './mail.module.js';
export * from './mails/mail.entity.js';
export * from './mails/mails.service.js';
export * from './mails/postman.js';
export * from './templates/mail-data.js';
