/*
 * What Terraform would refuse to apply: a validation or a precondition that is not true. Nothing is
 * reported of it in code as it stands, but a fix must not bring it about.
 */
import type { Refusal } from "../../../core/rule";
import { truth } from "../../../core/value";
import { textOf } from "../../../core/document";
import { evaluate } from "../evaluation/evaluate";
import type { Scope } from "../evaluation/scope";
import type { Block, Expression } from "../syntax/syntax";
import { blocksOf } from "./configuration";
import { type Instance, type Module, addressIn } from "./module";
import { scopeOf } from "./references";
import { conditionsOf } from "./validation";

/** A resource whose preconditions have to hold. */
interface Conditioned {
  readonly block: Block;
  readonly instance: Instance;
}

/** The conditions that are false, if only in some cases: of the variables that were needed in a root and its modules, and of resources. */
export function refusals(
  root: Module,
  resources: readonly Conditioned[],
): readonly Refusal[] {
  const { root: directory, variant } = root.evaluation;
  const refused = (address: string, condition: Expression, scope: Scope) => {
    const holds = truth(evaluate(condition, scope));
    return holds === "no" || holds === "mixed"
      ? [
          {
            root: directory,
            ...(variant === undefined ? {} : { variant }),
            what: `${address}: ${textOf(condition.range)}`,
          },
        ]
      : [];
  };
  return [
    ...modulesIn(root).flatMap((module) =>
      neededIn(module).flatMap(([name, block]) =>
        conditionsOf(block, "validation").flatMap((condition) =>
          refused(addressIn(module, `var.${name}`), condition, scopeOf(module)),
        ),
      ),
    ),
    ...resources.flatMap(({ block, instance: { address, scope } }) =>
      blocksOf(block, "lifecycle")
        .flatMap((lifecycle) => conditionsOf(lifecycle, "precondition"))
        .flatMap((condition) => refused(address, condition, scope)),
    ),
  ];
}

function modulesIn(module: Module): readonly Module[] {
  return [module, ...[...module.memory.modules.values()].flatMap(modulesIn)];
}

/** The variables whose values were asked for. */
function neededIn({
  configuration,
  memory,
}: Module): readonly (readonly [string, Block])[] {
  return [...configuration.variables].filter(([name]) =>
    memory.values.has(`var.${name}`),
  );
}
