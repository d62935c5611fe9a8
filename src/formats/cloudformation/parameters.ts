/*
 * What a parameter is: what the stack is deployed with where that is known, else its default, else
 * one of the values that it allows, else unknown.
 */
import { lift, oneOf } from "../../core/outcomes";
import { knownText, text } from "../../core/text";
import {
  type Origin,
  type Value,
  concealed,
  known,
  maxOptions,
  unknown,
} from "../../core/value";
import {
  type Node,
  type Scalar,
  type Source,
  get,
  textOfNode,
} from "../yaml/node";
import { sameAs } from "./condition-functions";
import { itemsOf } from "./intrinsic";
import { piecesOf } from "./literal";
import {
  type Accepts,
  type Place,
  destination,
  placed,
  referred,
  writtenBy,
} from "./places";

/** A parameter that a template declares. */
export interface Declaration {
  readonly name: string;
  readonly keyNode: Node;
  readonly node: Node;
  readonly source: Source;
  /** Names the parameter among those of all stacks. */
  readonly key: string;
}

/** The parameter's value; `given` is what the stack is deployed with. An open one has no default. */
export function parameterValue(
  declaration: Declaration,
  given: Value | undefined,
  open?: true,
): Value {
  const { name, node, keyNode, source } = declaration;
  const value = given
    ? typed(declaration, given)
    : undecided(declaration, open);
  const allowed = get(node, "AllowedValues");
  const most = Number(textOfNode(get(node, "MaxValue")) ?? NaN);
  const accepts: Accepts = {
    source,
    ...(allowed ? { allowed } : {}),
    ...(Number.isNaN(most) ? {} : { most }),
  };
  const echo = textOfNode(get(node, "NoEcho"));
  const seen =
    value.origin.range === keyNode.place
      ? value
      : referred(value, keyNode.place, `parameter ${name}`, accepts);
  return echo?.toLowerCase() === "true" ? concealed(seen) : seen;
}

/** What it is when nobody says anything. */
function undecided(declaration: Declaration, isOpen?: true): Value {
  const { name, node, keyNode, source, key } = declaration;
  const byDefault = get(node, "Default");
  if (byDefault?.kind === "scalar" && !isOpen) {
    const label = `default of parameter ${name}`;
    return typed(
      declaration,
      textIn(byDefault, writtenBy(byDefault, source, label)),
    );
  }
  const origin: Origin = {
    range: keyNode.place,
    label: `parameter ${name}`,
    from: [],
  };
  const reason = `parameter ${name} has no default`;
  const open = unknown(reason, origin, { key });
  const allowed = itemsOf(get(node, "AllowedValues")) ?? [];
  const options = allowed.flatMap((each) => {
    if (each.kind !== "scalar") return [];
    const label = `value that parameter ${name} allows`;
    const value = textIn(each, { range: each.place, label, from: [] });
    const condition = sameAs(
      open,
      value,
      `${name} == ${JSON.stringify(knownText(value))}`,
      origin,
    );
    return condition.kind === "unknown"
      ? [
          {
            value: typed(declaration, value),
            given: [{ condition, holds: true }],
          },
        ]
      : [];
  });
  return options.length === 0 || options.length > maxOptions
    ? open
    : oneOf(options, reason, origin, key);
}

/**
 * What CloudFormation makes of a text of a parameter: `yes` without quotes is "true", in conditions
 * just as here, while numbers stay as they are written (`012`).
 */
function textIn(node: Scalar, origin: Origin): Value {
  if (typeof node.data === "boolean") return known(String(node.data), origin);
  const pieces = piecesOf(node.text, new Map(), origin.range);
  return pieces.every((piece) => typeof piece === "string")
    ? known(node.text, origin)
    : text(pieces, origin);
}

const parameterStore = /^AWS::SSM::Parameter::Value</;
const list = /^(CommaDelimitedList|List<.*>)$/;

/** A value as the parameter's type takes it: lists are texts with commas, and names of the parameter store stand for what is stored. */
function typed({ name, node, keyNode, key }: Declaration, value: Value): Value {
  const type = textOfNode(get(node, "Type")) ?? "String";
  if (parameterStore.test(type))
    return unknown(
      `parameter ${name} is read from the Systems Manager parameter store`,
      { range: keyNode.place, label: `parameter ${name}`, from: [value] },
      { key },
    );
  return list.test(type) ? listIn(value) : value;
}

/** The elements of a text with commas between them. */
function listIn(value: Value): Value {
  return lift("list", [value], value.origin, ([text]) => {
    if (!text || typeof text.data !== "string") return text ?? null;
    const { place } = destination(text);
    const origin = { ...text.origin, from: [] };
    const split = separated(place);
    const elements =
      text.data.trim() === ""
        ? []
        : text.data.split(",").map((each) => known(each.trim(), text.origin));
    return known(elements, split ? placed(origin, split) : origin);
  });
}

function separated(place: Place | undefined): Place | undefined {
  if (place?.kind === "text") return { ...place, separator: "," };
  return place?.kind === "written" && place.path.length === 0
    ? { ...place, separator: "," }
    : undefined;
}
