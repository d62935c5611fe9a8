/*
 * What an evaluation stands in: the stack whose names it may use, the file whose text it reads, and
 * the variables of the `Fn::ForEach` loops around it.
 */
import type { Value } from "../../core/value";
import type { Node, Source } from "../yaml/node";

export interface Scope {
  readonly names: Names;
  /** The document whose nodes are evaluated; an included file differs from the template. */
  readonly source: Source;
  /** Variables of `Fn::ForEach`. */
  readonly variables: ReadonlyMap<string, Value>;
  /** The name of a condition that holds here: the resource's own. */
  readonly holds?: string;
  /** What the text is part of, in words: "Properties of Cluster". */
  readonly what: string;
}

/** What names stand for in one stack: a template with the parameters it is deployed with. */
export interface Names {
  /** What `Ref` gives; undefined for a name that the template does not declare. */
  reference(name: string): Value | undefined;
  /** What `Fn::GetAtt` gives; undefined for a resource that the template does not declare. */
  attribute(resource: string, attribute: string): Value | undefined;
  /** The truth of a named condition; undefined for a name that the template does not declare. */
  condition(name: string): Value | undefined;
  /** A mapping of the `Mappings` section. */
  mapping(name: string): Placed | undefined;
  /** The content of a local file for `AWS::Include`. */
  included(location: string, from: Source): Source | undefined;
  /** Does a step of the work, or gives up for a reason when the template takes too many or too deep ones. */
  bounded(step: () => Value, otherwise: (reason: string) => Value): Value;
  /** Takes a step of the budget; false when it is used up. */
  spend(): boolean;
}

/** A node and the scope that it is evaluated in. */
export interface Placed {
  readonly node: Node;
  readonly scope: Scope;
}

/** An intrinsic function as it is written, with the means to evaluate its arguments. */
export interface Call {
  readonly name: string;
  /** The whole call. */
  readonly node: Node;
  readonly argument: Node;
  readonly scope: Scope;
  /** Evaluates a node, in the scope of the call unless told otherwise. */
  readonly value: (node: Node, scope?: Scope) => Value;
}
