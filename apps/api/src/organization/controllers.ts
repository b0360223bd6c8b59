import type { Type } from '@nestjs/common';
import { InvitationsController } from './invitations.controller.js';
import { JoiningController } from './joining.controller.js';
import { LogoController } from './logo.controller.js';
import { MembersController } from './members.controller.js';
import { ProfileController } from './profile.controller.js';

/** An organisation as its members run it. */
export const ORGANIZATION_CONTROLLERS: Type[] = [
  ProfileController,
  LogoController,
  MembersController,
  InvitationsController,
  JoiningController,
];
