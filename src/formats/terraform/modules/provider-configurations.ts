/*
 * Configurations of providers: which one a resource uses, through all module calls. Source:
 * Terraform's documentation, "Providers Within Modules".
 */
import { textOf } from "../../../core/document";
import { keyOf } from "../../../core/value";
import { attributeOf } from "./configuration";
import { evaluate } from "../evaluation/evaluate";
import type { Instance, Module } from "./module";
import type { Block, Expression } from "../syntax/syntax";

/** A configuration of a provider, in the module that holds it or would have to. */
export interface Configured {
  readonly module: Module;
  /** "aws", "aws.us", or 'aws.by_region["us"]'. */
  readonly name: string;
  /** Absent where nothing in the code configures it. */
  readonly block?: Block;
}

/** The configuration that a resource uses, or that a known module gets from its caller. */
export function configurationFor(
  module: Module,
  block: Block,
  instance: Instance,
): Configured {
  const [type = ""] = block.labels;
  const written =
    block.type === "module"
      ? passedProvider(block, "aws")
      : attributeOf(block, "provider")?.value;
  const implied =
    block.type === "module" ? "aws" : type.slice(0, type.indexOf("_"));
  return named(module, written ? nameOf(written, instance) : implied);
}

/** What a `module` block passes as the provider of this name. */
export function passedProvider(
  block: Block,
  name: string,
): Expression | undefined {
  const providers = attributeOf(block, "providers")?.value;
  return providers?.kind === "object"
    ? providers.items.find(({ key }) => wordsOf(key) === name)?.value
    : undefined;
}

function named(module: Module, name: string): Configured {
  const { caller, configuration } = module;
  const passed = caller && passedProvider(caller.block, name);
  if (passed) return named(caller.module, nameOf(passed, caller.instance));
  const block = configuration.providers.get(name.replace(/\[.*/s, ""));
  if (block) return { module, name, block };
  // Only a configuration without an alias reaches the modules below by itself.
  return caller && !name.includes(".")
    ? named(caller.module, name)
    : { module, name };
}

/** `aws.us`, or 'aws.by_region["us"]' for `aws.by_region[each.key]` of OpenTofu. */
function nameOf(expression: Expression, { scope }: Instance): string {
  return expression.kind === "index" && !expression.attribute
    ? `${wordsOf(expression.of)}[${keyOf(evaluate(expression.key, scope))}]`
    : wordsOf(expression);
}

/** A reference as it is written, also in quotes as Terraform 0.11 and JSON have it. */
function wordsOf({ range }: Expression): string {
  return textOf(range).replace(/^"(.*)"$/s, "$1");
}
