import { lift } from "../../core/outcomes";
import { type Value, known, unknown } from "../../core/value";
import { boundedText } from "./bounded-text";
import { itemsOf } from "./intrinsic";
import { piecesOf } from "./literal";
import { misused, operation } from "./operation";
import { type Node, get } from "../yaml/node";
import { referred, writtenBy } from "./places";
import type { Call } from "./scope";

/** `Ref`: a parameter, a resource, a pseudo parameter or the variable of a loop. */
export function ref(call: Call): Value {
  return call.argument.kind === "scalar"
    ? reference(call, call.argument.text)
    : misused(call, "the name of a parameter or a resource");
}

/** `Fn::GetAtt: [resource, attribute]`, or `!GetAtt resource.attribute`. */
export function getAtt(call: Call): Value {
  const { argument } = call;
  if (argument.kind === "scalar") return attribute(call, argument.text);
  const [resource, name] = itemsOf(argument) ?? [];
  if (!resource || !name) return misused(call, "a resource and an attribute");
  const both = [call.value(resource), call.value(name)];
  return lift("GetAtt", both, operation(call, both), (all) =>
    attribute(call, all.map(({ data }) => String(data)).join(".")),
  );
}

const hole = /\$\{([^{}]*)\}/;

/** `Fn::Sub`: a text whose `${Name}`, `${Resource.Attribute}` and `${Variable}` are filled in; `${!Name}` stays. */
export function sub(call: Call): Value {
  const [template = call.argument, variables] = itemsOf(call.argument) ?? [];
  if (template.kind !== "scalar") return misused(call, "a text");
  const pieces = template.text.split(/(\$\{[^{}]*\})/).flatMap((piece) => {
    const name = hole.exec(piece)?.[1]?.trim();
    if (name === undefined)
      return piecesOf(piece, call.scope.variables, template.range);
    if (name.startsWith("!")) return [`\${${name.slice(1)}}`];
    return [filled(call, name, variables)];
  });
  const values = pieces.filter((piece) => typeof piece !== "string");
  return boundedText(pieces, operation(call, values));
}

function filled(call: Call, name: string, variables: Node | undefined): Value {
  const given = get(variables, name);
  if (given) return call.value(given);
  const isName = call.scope.variables.has(name) || !name.includes(".");
  return isName ? reference(call, name) : attribute(call, name);
}

function reference(call: Call, written: string): Value {
  const { names, variables } = call.scope;
  const variable = variables.get(written);
  if (variable)
    return referred(variable, call.node.place, `variable ${written} of a loop`);
  if (written === "AWS::NoValue")
    return known(null, writtenBy(call.node, call.scope.source, written));
  const name = loopNamed(call, written);
  const value = names.reference(name);
  return value
    ? referred(value, call.node.place, name)
    : unknown(
        `the template declares nothing named ${name}`,
        operation(call, []),
      );
}

function attribute(call: Call, written: string): Value {
  const [resource = "", ...rest] = loopNamed(call, written).split(".");
  const value = call.scope.names.attribute(resource, rest.join("."));
  return value
    ? referred(value, call.node.place, written)
    : unknown(`the template has no resource ${resource}`, operation(call, []));
}

/** A name with the known variables of the loops around it filled in. */
function loopNamed({ scope }: Call, name: string): string {
  return name.replace(/[$&]\{(\w+)\}/g, (whole, variable: string) => {
    const value = scope.variables.get(variable);
    return value?.kind === "known" ? String(value.data) : whole;
  });
}
