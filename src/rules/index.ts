import type { Rule } from "../core/rule";
import { auditLoggingDisabled } from "./audit-logging-disabled";
import { logRetentionTooShort } from "./log-retention-too-short";
import { logRetentionUnset } from "./log-retention-unset";
import { requiredLogTypesDisabled } from "./required-log-types-disabled";

/** Every rule, in the order in which they are listed. */
export const rules: readonly Rule[] = [
  auditLoggingDisabled,
  requiredLogTypesDisabled,
  logRetentionUnset,
  logRetentionTooShort,
];
