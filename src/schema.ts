import { refusePromise, toOptions } from './arguments.js';
import { BadPayload } from './errors.js';

/**
 * The part of Standard Schema (https://standardschema.dev), version 1, that a serializer uses: what zod, valibot, arktype
 * and others offer under `~standard`.
 */
export interface StandardSchemaV1<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * The schema, or `undefined` where none is given.
 *
 * @throws TypeError if it is no Standard Schema
 * @internal
 */
export function toSchema<T>(
  schema: StandardSchemaV1<unknown, T> | null | undefined,
): StandardSchemaV1<unknown, T> | undefined {
  if (schema === undefined || schema === null) return undefined;
  if (typeof schema['~standard']?.validate !== 'function') {
    throw new TypeError('schema must be a Standard Schema, with a function at ["~standard"].validate');
  }
  return schema;
}

/**
 * The schema's output for a payload.
 *
 * @throws BadPayload if the payload does not match, with the issues as `originalError.issues`, or if the schema throws
 * @throws TypeError if the schema answers with a promise
 * @internal
 */
export function validate<T>(schema: StandardSchemaV1<unknown, T>, payload: unknown): T {
  let result: unknown;
  try {
    result = schema['~standard'].validate(payload);
  } catch (error) {
    throw new BadPayload('Payload does not match the schema', error);
  }
  refusePromise(result, 'schema');
  const { issues, value } = toOptions(result, 'what schema gives') as { issues?: readonly StandardIssue[]; value: T };
  if (!issues) return value;
  throw new BadPayload('Payload does not match the schema', new SchemaError(issues));
}

/** What a payload has that its schema does not allow. */
class SchemaError extends Error {
  readonly issues: readonly StandardIssue[];

  constructor(issues: readonly StandardIssue[]) {
    super(issues.map(describe).join('; '));
    this.issues = issues;
  }
}

function describe({ message, path = [] }: StandardIssue): string {
  const keys = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  return keys.length === 0 ? message : `${keys.join('.')}: ${message}`;
}
