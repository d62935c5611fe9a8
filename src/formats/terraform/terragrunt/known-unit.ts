/*
 * Units that run a published module whose behaviour is known: the unit's inputs are the module's
 * arguments.
 */
import type { Problem } from "../../../core/finding";
import type { Value } from "../../../core/value";
import { addItem } from "../edits";
import { inputsOfUnit, rootModule } from "../modules/evaluation";
import type { Configuration, Reader } from "../modules/configuration";
import { knownCall } from "../registry-modules/known-call";
import { argumentProblems } from "../registry-modules/argument-problems";
import { knownCluster } from "../registry-modules/known-cluster";
import { nameOf } from "../modules/paths";
import type { Recognised } from "../registry-modules";
import type { Survey } from "../survey";
import type { Expression, ObjectLiteral } from "../syntax/syntax";
import type { Unit } from "./unit";
import { argumentOf } from "./config";

/** What a unit makes that runs a known module. */
export function surveyOfKnown(
  reader: Reader,
  unit: Unit,
  recognised: Recognised,
  report: (problem: Problem) => void,
): Survey {
  const { directory, config } = unit;
  const nothing: Configuration = {
    directory,
    files: [config.file],
    variables: new Map(),
    locals: new Map(),
    outputs: new Map(),
    calls: new Map(),
    resources: new Map(),
    data: new Map(),
    settings: [],
    moved: [],
  };
  const { supplied, ...inputs } = inputsOfUnit(reader, unit, { directory });
  const root = rootModule(reader, nothing, { ...inputs, supplied }, report);
  const written = argumentOf(config, "inputs");
  const objects = written ? objectsIn(written.value) : [];
  const block = config.file.body.blocks.find(
    ({ type }) => type === "terraform",
  );
  const memory = new Map<string, Value | undefined>();
  const known = knownCall(
    {
      address: `module.${nameOf(directory)}`,
      header: block?.header ?? written?.range ?? config.file.body.range,
      identity: `${directory} ${config.path}`,
      argument(name) {
        if (!memory.has(name)) memory.set(name, supplied(name));
        return memory.get(name);
      },
      passes: (name) => unit.inputs.has(name),
      strayArgument:
        "it has no effect, since Terragrunt passes inputs as environment variables",
      place: (name) =>
        objects
          .flatMap(({ items }) => items)
          .find(({ key }) => keyText(key) === name)?.value.range,
      add(name, value) {
        const last = objects.at(-1);
        return last && addItem(last, name, value);
      },
    },
    recognised,
    undefined,
  );
  argumentProblems(known).forEach(report);
  const found = knownCluster(root, known, [], () => undefined);
  return { clusters: found ? [found.cluster] : [], groups: [], moves: [] };
}

/** The object literals that the inputs are made of, the one that wins last. */
function objectsIn(expression: Expression): readonly ObjectLiteral[] {
  if (expression.kind === "object") return [expression];
  return expression.kind === "call" && expression.name === "merge"
    ? expression.arguments.flatMap(objectsIn)
    : [];
}

function keyText(key: Expression): string | undefined {
  const [only] = key.kind === "template" ? key.pieces : [];
  return only?.kind === "text" ? only.text : undefined;
}
