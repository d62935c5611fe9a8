/*
 * What waits for what: Terraform creates a resource after everything that its block refers to,
 * through locals, arguments and outputs, and after all that `depends_on` names.
 */
import { childModule } from "./children";
import { attributeOf } from "./configuration";
import { plainText } from "../syntax/plain-text";
import { partsOf } from "../syntax/expression-at";
import { instancesOf } from "./instances";
import type { Module } from "./module";
import type { Block, Body, Expression } from "../syntax/syntax";

/** A block in a module: a resource, by its address there. */
export interface Node {
  readonly module: Module;
  readonly block: Block;
  /** "aws_eks_cluster.main", "module.eks". */
  readonly name: string;
}

/** Whether Terraform creates one resource only after another. */
export function waitsFor(node: Node, other: Node): boolean {
  const wanted = keyOf(other.module, other.name);
  const seen = new Set<string>();
  const waiting: (() => Iterable<Link>)[] = [() => linksOf(node)];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const link of next()) {
      const key = keyOf(link.module, link.name);
      if (key === wanted) return true;
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(link.further);
    }
  }
  return false;
}

/** Something that is waited for, and what that waits for in turn. */
interface Link {
  readonly module: Module;
  readonly name: string;
  further(): Iterable<Link>;
}

function keyOf(module: Module, name: string): string {
  return `${module.address} ${name}`;
}

function linksOf({ module, block }: Pick<Node, "module" | "block">): Link[] {
  return [
    ...expressionsIn(block.body).flatMap((each) => referred(each, module)),
    ...inherited(module),
  ];
}

/** What everything in a module waits for because its call does. */
function inherited({ caller }: Module): Link[] {
  if (!caller) return [];
  const { module, block } = caller;
  const own = ["depends_on", "count", "for_each"].flatMap((name) => {
    const attribute = attributeOf(block, name);
    return attribute ? referred(attribute.value, module) : [];
  });
  return [...own, ...inherited(module)];
}

function expressionsIn(body: Body): readonly Expression[] {
  return [
    ...body.attributes.map(({ value }) => value),
    ...body.blocks.flatMap((block) => expressionsIn(block.body)),
  ];
}

/** Everything that an expression refers to in a module. */
function referred(expression: Expression, module: Module): Link[] {
  const steps: string[] = [];
  let base = expression;
  while (base.kind === "index") {
    steps.unshift(stepName(base.key));
    base = base.of;
  }
  const keys =
    expression.kind === "index"
      ? indexKeys(expression).flatMap((key) => referred(key, module))
      : [];
  if (base.kind === "reference")
    return [...keys, ...linkTo(base.name, steps, module)];
  // In Terraform's older style and in JSON, dependencies are texts.
  const text = plainText(expression);
  if (text !== undefined) {
    const [name = "", ...rest] = text.split(".");
    return linkTo(name, rest, module);
  }
  const parts = base === expression ? partsOf(expression) : [base];
  return [...keys, ...parts.flatMap((part) => referred(part, module))];
}

function indexKeys(expression: Expression): readonly Expression[] {
  return expression.kind === "index"
    ? [...indexKeys(expression.of), expression.key].filter(
        ({ kind }) => kind !== "template" && kind !== "literal",
      )
    : [];
}

function stepName(key: Expression): string {
  const [only] = key.kind === "template" ? key.pieces : [];
  return only?.kind === "text" ? only.text : "";
}

function linkTo(
  root: string,
  [first = "", ...rest]: readonly string[],
  module: Module,
): Link[] {
  const { configuration, caller } = module;
  if (root === "var") {
    const argument = caller && attributeOf(caller.block, first);
    return argument
      ? [through(module, `var.${first}`, argument.value, caller.module)]
      : [];
  }
  if (root === "local") {
    const local = configuration.locals.get(first);
    return local
      ? [through(module, `local.${first}`, local.value, module)]
      : [];
  }
  if (root === "module") return [callLink(first, rest, module)].flat();
  const isData = root === "data";
  const name = isData ? `${first}.${rest[0] ?? ""}` : `${root}.${first}`;
  const block = (isData ? configuration.data : configuration.resources).get(
    name,
  );
  return block
    ? [
        {
          module,
          name: isData ? `data.${name}` : name,
          further: () => linksOf({ module, block }),
        },
      ]
    : [];
}

function through(
  module: Module,
  name: string,
  expression: Expression,
  home: Module,
): Link {
  return { module, name, further: () => referred(expression, home) };
}

/** An output of a module call, or everything in it. */
function callLink(
  name: string,
  steps: readonly string[],
  module: Module,
): Link[] {
  const block = module.configuration.calls.get(name);
  if (!block) return [];
  const children = () =>
    instancesOf(block, `module.${name}`, module).all.flatMap(
      (instance) => childModule(module, name, instance) ?? [],
    );
  const further = () => {
    const found = children();
    if (found.length === 0) return linksOf({ module, block });
    return found.flatMap((child) => {
      const output = steps
        .map((step) => child.configuration.outputs.get(step))
        .find((each) => each !== undefined);
      const value = output && attributeOf(output, "value");
      return value ? referred(value.value, child) : everythingIn(child);
    });
  };
  return [
    { module, name: `module.${name}.${steps.join(".")}`, further },
    { module, name: `module.${name}`, further: () => [] },
  ];
}

function everythingIn(module: Module): Link[] {
  const { resources, calls } = module.configuration;
  return [
    ...[...resources].map(([name, block]) => ({
      module,
      name,
      further: () => linksOf({ module, block }),
    })),
    ...[...calls.keys()].flatMap((name) => callLink(name, [], module)),
  ];
}
