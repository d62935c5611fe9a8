/*
 * Expressions of HCL, from the concrete syntax tree. The grammar keeps terms flat: a primary, then
 * its steps (`.name`, `[key]`, `[*]`) as siblings, in parentheses or not. It also reads
 * `a ? b : c ? d : e` from the left, where HCL reads it from the right: that is turned round here.
 */
import { call, forExpression, object, tuple } from "./hcl-collection";
import {
  type HclSource,
  expressionsIn,
  invalid,
  maxDepth,
  partsOf,
  placed,
  written,
} from "./hcl-source";
import { heredoc, quotedTemplate } from "./hcl-template";
import { indexed, starred } from "./hcl-traversal";
import type { Binary, Expression } from "./syntax";
import type { Node } from "./tree-sitter";

/** The expression that a node of type `expression` stands for; `invalid` where it cannot be read or is nested too deeply. */
export function expression(
  node: Node | undefined,
  source: HclSource,
  depth = 0,
): Expression {
  if (!node) return invalid(0, 0, source);
  if (depth > maxDepth) return invalid(node.startIndex, node.endIndex, source);
  const [first] = node.children;
  return first?.type === "conditional"
    ? conditional(first, source, depth + 1)
    : term(partsOf(node), source, depth + 1);
}

/** A primary and its steps. */
function term(
  nodes: readonly Node[],
  source: HclSource,
  depth: number,
): Expression {
  const [first, inner, close] = nodes;
  const last = nodes.at(-1);
  if (!first || !last) return invalid(0, 0, source);
  const bracketed = first.type === "(";
  const steps = nodes.slice(bracketed ? 3 : 1);
  const inside = depth + steps.length;
  if (inside > maxDepth || nodes.some((node) => node.isError || node.isMissing))
    return invalid(first.startIndex, last.endIndex, source);
  let result: Expression =
    bracketed && close
      ? {
          kind: "parenthesised",
          inner: expression(inner, source, inside),
          range: source.place(first.startIndex, close.endIndex),
        }
      : primary(first, source, inside);
  const splat = steps.findIndex((step) => step.type === "splat");
  const plain = splat < 0 ? steps : steps.slice(0, splat);
  for (const step of plain)
    result = indexed(result, step, first.startIndex, source, inside);
  return splat < 0
    ? result
    : starred(result, steps.slice(splat), first.startIndex, source, inside);
}

function primary(node: Node, source: HclSource, depth: number): Expression {
  const failed = invalid(node.startIndex, node.endIndex, source);
  if (depth > maxDepth) return failed;
  switch (node.type) {
    case "literal_value":
    case "template_expr":
    case "collection_value":
    case "operation":
    case "for_expr": {
      const [only] = partsOf(node);
      return only ? primary(only, source, depth) : failed;
    }
    case "numeric_lit":
      return number(node, source);
    case "bool_lit":
      return literal(node, source, written(node, source) === "true");
    case "null_lit":
      return literal(node, source, null);
    case "string_lit":
    case "quoted_template":
      return quotedTemplate(node, source, depth);
    case "heredoc_template":
      return heredoc(node, source, depth);
    case "variable_expr": {
      const name = written(node, source);
      return { kind: "reference", name, range: placed(node, source) };
    }
    case "tuple":
      return tuple(node, source, depth);
    case "object":
      return object(node, source, depth);
    case "function_call":
      return call(node, source, depth);
    case "unary_operation":
      return unary(node, source, depth);
    case "binary_operation":
      return binary(node, source, depth);
    case "for_tuple_expr":
    case "for_object_expr":
      return forExpression(node, source, depth);
    default:
      return failed;
  }
}

function literal(
  node: Node,
  source: HclSource,
  data: null | boolean | number,
): Expression {
  return { kind: "literal", data, range: placed(node, source) };
}

function number(node: Node, source: HclSource): Expression {
  const text = written(node, source);
  if (/^\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text))
    return literal(node, source, Number(text));
  source.reject?.(node.startIndex, node.endIndex);
  return invalid(node.startIndex, node.endIndex, source);
}

function unary(node: Node, source: HclSource, depth: number): Expression {
  const [sign, ...rest] = partsOf(node);
  return {
    kind: "unary",
    operator: sign?.type === "!" ? "!" : "-",
    operand: term(rest, source, depth + 1),
    range: placed(node, source),
  };
}

const operators: readonly string[] = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "&&",
  "||",
] satisfies readonly Binary["operator"][];

const isOperator = (type: string): type is Binary["operator"] =>
  operators.includes(type);

function binary(node: Node, source: HclSource, depth: number): Expression {
  const nodes = partsOf(node);
  const at = nodes.findIndex((each) => isOperator(each.type));
  const operator = nodes[at]?.type ?? "";
  if (!isOperator(operator))
    return invalid(node.startIndex, node.endIndex, source);
  return {
    kind: "binary",
    operator,
    left: term(nodes.slice(0, at), source, depth + 1),
    right: term(nodes.slice(at + 1), source, depth + 1),
    range: placed(node, source),
  };
}

/** `a ? b : c ? d : e`, which the grammar takes for `(a ? b : c) ? d : e`. */
function conditional(node: Node, source: HclSource, depth: number): Expression {
  const branches: { readonly value: Node; readonly otherwise: Node }[] = [];
  let condition: Node | undefined;
  for (let each: Node | undefined = node; each;) {
    const [test, value, otherwise]: readonly Node[] = expressionsIn(each);
    if (
      !test ||
      !value ||
      !otherwise ||
      branches.length > maxDepth ||
      each.children.some((child) => child.isError || child.isMissing)
    )
      return invalid(node.startIndex, node.endIndex, source);
    branches.unshift({ value, otherwise });
    condition = test;
    const [inner]: readonly Node[] = test.children;
    each = inner?.type === "conditional" ? inner : undefined;
  }
  const at = (index: number) => depth + index;
  const tests = [condition, ...branches.map(({ otherwise }) => otherwise)];
  return branches.reduceRight<Expression>(
    (whenFalse, { value }, index) => ({
      kind: "conditional",
      condition: expression(tests[index], source, at(index)),
      whenTrue: expression(value, source, at(index)),
      whenFalse,
      range: source.place(tests[index]?.startIndex ?? 0, node.endIndex),
    }),
    expression(tests.at(-1), source, at(branches.length)),
  );
}
