import type { Problem } from "../../../core/finding";
import type { Configuration } from "./configuration";
import type { Block } from "../syntax/syntax";

/** Names of arguments and inputs that sound as if they were about logs. */
export const aboutLogs = /(?:^|[^a-z])log(?:s|ging)?(?:[^a-z]|$)|retention/i;

/** What to say of a call's arguments about logs that the module does not declare. */
export function strayArguments(
  { body }: Block,
  { directory, variables }: Configuration,
  address: string,
): readonly Problem[] {
  return body.attributes
    .filter(({ name }) => aboutLogs.test(name) && !variables.has(name))
    .map(({ name, range }) => ({
      document: range.document,
      range,
      message: `${name} of ${address} is no variable of ${directory}: Terraform rejects it.`,
    }));
}
