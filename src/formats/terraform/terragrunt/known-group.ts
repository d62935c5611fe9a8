import type { DeclaredGroup } from "../../../core/cluster";
import { days } from "../../../core/print";
import { narrowed } from "../../../core/outcomes";
import { looksLikeLogGroupName } from "../../../core/text";
import { known, truth } from "../../../core/value";
import { retentionWhereWritten } from "../edits/fix-retention";
import type { Call } from "../registry-modules/known-call";

/** The log group that a unit makes by the log group module; undefined when it cannot be that of a control plane. */
export function knownGroup(
  root: string,
  { address, header, argument, place, add }: Call,
): DeclaredGroup | undefined {
  const name = argument("name");
  const create = argument("create");
  if (!name || (create && truth(create) === "no")) return undefined;
  if (name.kind === "known" && !looksLikeLogGroupName(name)) return undefined;
  const retention = "retention_in_days";
  const written = argument(retention);
  return {
    root,
    address,
    name,
    range: header,
    retention: {
      value:
        written ??
        known(null, {
          range: header,
          label: `${address}, which sets no ${retention}`,
          from: [],
        }),
      range: place(retention) ?? header,
      propose(wanted, where) {
        if (typeof wanted !== "number") return undefined;
        if (written)
          return retentionWhereWritten(narrowed(written, where), wanted);
        const edit = add(retention, wanted);
        return (
          edit && {
            title: `Set ${retention} of ${address} to ${days(wanted)}`,
            safety: "safe",
            edits: [edit],
          }
        );
      },
    },
    createdBefore: () => "unknown",
  };
}
