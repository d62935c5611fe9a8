import type { Problem } from "../../../core/finding";
import { unknownArguments } from "./index";
import type { KnownCall } from "./known-call";

/** What to say of arguments that the module's version does not take, or takes without effect. */
export function argumentProblems({
  call,
  module,
  rows,
  undecided,
}: KnownCall): readonly Problem[] {
  const [row] = rows;
  if (undecided !== undefined || !row) return [];
  const name = module.address ?? module.repository;
  if (row.clusterless)
    return [
      {
        document: call.header.document,
        range: call.header,
        message: `${call.address} makes no cluster: from ${row.from} on, ${name} holds no module that does.`,
      },
    ];
  const problem = (argument: string, what: string): readonly Problem[] => {
    const range = call.place(argument);
    const { document } = call.header;
    return call.passes(argument)
      ? [
          {
            document: range?.document ?? document,
            ...(range ? { range } : {}),
            message: `${argument} of ${call.address} ${what}.`,
          },
        ]
      : [];
  };
  return [
    ...[...unknownArguments(module, row)].flatMap((argument) =>
      problem(
        argument,
        `is no argument of ${name} ${row.from} to ${row.to}: ${call.strayArgument}`,
      ),
    ),
    ...(row.ignored ?? []).flatMap((argument) =>
      problem(argument, `has no effect in ${name} ${row.from} to ${row.to}`),
    ),
  ];
}
