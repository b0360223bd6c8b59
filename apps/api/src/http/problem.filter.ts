import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { RuntimeSettings } from '@onefacture/config';
import { AppError } from '@onefacture/errors';
import { currentContext } from '@onefacture/observability';
import type { Request, Response } from 'express';
import { challengeOf } from './challenge.js';
import { methodsAt } from './known-methods.js';
import { headersOf, problemOf, statusOf, writeProblem } from './problem.js';

/** Tells every error as application/problem+json. What is not an AppError is ours to repair: logged, told as 500. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #log = new Logger(ProblemFilter.name);

  constructor(private readonly runtime: RuntimeSettings) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = this.#appErrorOf(thrown, request, response);
    if (statusOf(error.kind) >= 500) this.#log.error({ err: thrown, code: error.code }, 'request failed');
    if (response.headersSent) {
      // Half an answer is on its way: a broken connection is the only honest ending.
      response.destroy();
      return;
    }
    const problem = problemOf(error, {
      publicBaseUrl: this.runtime.publicBaseUrl,
      path: request.path,
      requestId: currentContext().request_id,
    });
    response
      .status(problem.status)
      .set(headersOf(error, challengeOf(request)))
      .send(writeProblem(problem));
  }

  #appErrorOf(thrown: unknown, request: Request, response: Response): AppError {
    if (thrown instanceof AppError) return thrown;
    if (!(thrown instanceof HttpException)) return new AppError('service.internal', { cause: thrown });
    switch (thrown.getStatus()) {
      case 404:
        return this.#nothingHere(request, response);
      case 400:
        return new AppError('request.unreadable', { detail: 'The request cannot be read.', cause: thrown });
      case 413:
        return new AppError('request.too_large', { cause: thrown });
      case 415:
        return new AppError('request.unsupported_type', { cause: thrown });
      default:
        return new AppError('service.internal', { cause: thrown });
    }
  }

  #nothingHere(request: Request, response: Response): AppError {
    const methods = methodsAt(request);
    if (methods.length === 0) {
      return new AppError('request.not_found', { detail: `There is no route ${request.method} ${request.path}.` });
    }
    response.setHeader('Allow', methods.join(', '));
    return new AppError('request.method_not_allowed', {
      detail: `${request.path} takes ${methods.join(', ')}, not ${request.method}.`,
    });
  }
}
