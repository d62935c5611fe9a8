import type { Problem } from "../../../core/finding";
import type { Configuration } from "./configuration";
import type { Block } from "../syntax/syntax";

/** Names of arguments and inputs that sound as if they were about logs. */
export const aboutLogs = /(?:^|[^a-z])log(?:s|ging)?(?:[^a-z]|$)|retention/i;

/** Whether a module surely has no such variable: a part that could not be read may declare any. */
export function lacksVariable(
  { files, variables }: Configuration,
  name: string,
): boolean {
  return !variables.has(name) && !files.some(({ error }) => error);
}

/** What to say of a call's arguments about logs that the module does not declare. */
export function strayArguments(
  { body }: Block,
  configuration: Configuration,
  address: string,
): readonly Problem[] {
  return body.attributes
    .filter(
      ({ name }) => aboutLogs.test(name) && lacksVariable(configuration, name),
    )
    .map(({ name, range }) => ({
      document: range.document,
      range,
      message: `${name} of ${address} is no variable of ${configuration.directory}: Terraform rejects it.`,
    }));
}
