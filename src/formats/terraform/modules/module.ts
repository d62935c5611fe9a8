/*
 * Modules as they come alive: a root, or what a `module` block makes of a directory, with arguments,
 * conditions and an address of its own. Everything in one is evaluated when first asked for, once.
 */
import type { SourceRange } from "../../../core/document";
import type { Problem } from "../../../core/finding";
import {
  type Origin,
  type Unknown,
  type Value,
  unknown,
} from "../../../core/value";
import type { Configuration, Reader } from "./configuration";
import type { CallContext } from "../functions";
import type { Existence } from "./existence";
import type { Scope, Work } from "../evaluation/scope";
import type { Block } from "../syntax/syntax";

/** One evaluation of a root. */
export interface Evaluation {
  readonly reader: Reader;
  readonly work: Work;
  /** The root module's directory. */
  readonly root: string;
  /** The var-file that this evaluation takes besides what is always taken. */
  readonly variant?: string;
  readonly context: CallContext;
  report(problem: Problem): void;
}

/** A module in an evaluation. */
export interface Module {
  readonly evaluation: Evaluation;
  readonly configuration: Configuration;
  /** `module.eks["a"]`; empty for the root. */
  readonly address: string;
  readonly exists: Existence;
  /** The call that made it; absent for the root. */
  readonly caller?: Caller;
  /** What a variable is set to from outside; undefined leaves it to its default. */
  supplied(variable: string): Value | undefined;
  readonly memory: Memory;
}

/** A `module` block in the module that holds it. */
export interface Caller {
  readonly module: Module;
  readonly block: Block;
  readonly instance: Instance;
}

/** One of the things that a block with `count` or `for_each` makes. */
export interface Instance {
  /** With the module's address in front and the key at the end. */
  readonly address: string;
  /** What expressions in its block mean. */
  readonly scope: Scope;
  /** Together with the module that it is in. */
  readonly exists: Existence;
}

/** What has been evaluated before; in a chain of references that comes back to its start, what is being evaluated. */
export interface Memory {
  readonly values: Map<string, Value | undefined>;
  readonly instances: Map<string, Instances | undefined>;
  readonly modules: Map<string, Module>;
}

/** All that a block makes. */
export interface Instances {
  /** Those that exist for sure or under conditions; one that stands for all when nobody knows which exist. */
  readonly all: readonly Instance[];
  /** What a reference to the block without a key means, when this is what an instance means. */
  together(toValue: (instance: Instance) => Value): Value;
}

/** A memory of nothing. */
export function newMemory(): Memory {
  return { values: new Map(), instances: new Map(), modules: new Map() };
}

/** The value under this name in the module, evaluated once; unknown when it needs itself. */
export function remembered(
  { memory: { values } }: Module,
  name: string,
  range: SourceRange,
  evaluated: () => Value,
  label = name,
): Value {
  if (values.has(name))
    return (
      values.get(name) ??
      unknown(`${label} needs itself`, { range, label, from: [] })
    );
  values.set(name, undefined);
  const value = evaluated();
  values.set(name, value);
  return value;
}

/** An address inside a module. */
export function addressIn(module: Module, name: string): string {
  return module.address === "" ? name : `${module.address}.${name}`;
}

/** What a name means that nothing declares: an error, unless a file that could not be read declares it. */
export function undeclared(
  { configuration: { unread } }: Module,
  name: string,
  origin: Origin,
): Unknown {
  return unread === undefined
    ? unknown(`${name} is not declared`, origin, { fails: true })
    : unknown(
        `${name} may be declared in ${unread}, which could not be read`,
        origin,
      );
}
