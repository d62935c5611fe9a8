import { type WantedTypes, logTypeMeant, logTypes } from "../../core/cluster";
import type { Fix } from "../../core/fix";
import { contains } from "../../core/outcomes";
import { listed } from "../../core/print";
import { type Known, type Value } from "../../core/value";
import { knownText } from "../../core/text";
import { addItems, replaceScalar } from "../yaml/edit";
import { textOfNode } from "../yaml/node";
import { conditionalItem } from "./conditional-items";
import { type ClusterKind, elementOf } from "./kinds";
import { listIn } from "./member";
import { type Accepts, type Written, destination, placeOf } from "./places";
import {
  type Change,
  add,
  change,
  fixOf,
  replace,
  together,
} from "./rewriting";

/** The edit after which the log types contain all that are required, in every outcome that lacks one. */
export function logTypesFix(
  value: Value,
  kind: ClusterKind,
  address: string,
  wanted: WantedTypes,
): Fix | undefined {
  const lacking = wanted.required.filter(
    (type) => contains(value, type) !== "yes",
  );
  const respelt = misspelt(value).map(({ type }) => type);
  const added = lacking.filter((type) => !respelt.includes(type));
  const title = [
    ...(added.length > 0 ? [`Add ${listed(added)} to`] : []),
    ...(respelt.length > 0 ? [`Write ${listed(respelt)} as EKS does in`] : []),
  ].join(" and ");
  return fixOf(
    `${title} the log types of ${address}`,
    enabling(value, kind, wanted),
  );
}

function enabling(
  value: Value,
  kind: ClusterKind,
  wanted: WantedTypes,
): Change | undefined {
  const lacking = wanted.required.filter(
    (type) => contains(value, type) !== "yes",
  );
  if (lacking.length === 0) return { edits: [] };
  if (value.kind === "unknown")
    return value.options.length === 0
      ? undefined
      : together(
          value.options.map((option) => enabling(option.value, kind, wanted)),
        );
  if (kind.switched) return undefined;
  if (value.data === null) return written(value, kind, wanted);
  const wrong = misspelt(value);
  const missing = lacking.filter(
    (type) => !wrong.some((each) => each.type === type),
  );
  return together([
    ...wrong.map(({ type, place }) => replace(place, type)),
    missing.length === 0 ? { edits: [] } : extended(value, kind, missing),
  ]);
}

/** The elements of lists that name a log type in another spelling than EKS's, and the type they mean. */
function misspelt(
  value: Value,
): readonly { readonly type: string; readonly place: Written }[] {
  if (value.kind === "unknown")
    return value.options.flatMap((option) => misspelt(option.value));
  return (listIn(value.data) ?? []).flatMap(outcomesOf).flatMap((element) => {
    const text = knownText(element) ?? "";
    const type = logTypeMeant(text);
    const place = placeOf(element);
    return type !== undefined &&
      type !== text &&
      place?.kind === "written" &&
      textOfNode(place.node) === text
      ? [{ type, place }]
      : [];
  });
}

function outcomesOf(element: Value): readonly Value[] {
  return element.kind === "unknown"
    ? element.options.map(({ value }) => value)
    : [element];
}

/** A list where there is none: what is required and what is recommended, in the order of EKS. */
function written(
  value: Known,
  kind: ClusterKind,
  wanted: WantedTypes,
): Change | undefined {
  const types = [...wanted.required, ...wanted.recommended];
  const known: readonly string[] = logTypes;
  const list = [
    ...known.filter((type) => types.includes(type)),
    ...types.filter((type) => !known.includes(type)),
  ].map((type) => elementOf(kind, type));
  const { place } = destination(value);
  if (place?.kind === "missing") return add(place, list);
  return place?.kind === "written" ? replace(place, list) : undefined;
}

function extended(
  value: Known,
  kind: ClusterKind,
  lacking: readonly string[],
): Change | undefined {
  const conditional = conditionalElements(value, kind, lacking);
  if (conditional) return conditional;
  const { place, accepts } = destination(value);
  if (
    place?.kind === "text" ||
    (place && place.kind === "written" && place.separator !== undefined)
  )
    return accepts.every((each) => accepted(each, lacking))
      ? lengthened(value, lacking)
      : undefined;
  if (place?.kind !== "written" || place.node.kind !== "sequence")
    return undefined;
  const { source, node } = place;
  const items = lacking.map((type) => ({
    element: elementOf(kind, type),
    item: conditionalItem(node, kind, type),
  }));
  const added = items.flatMap(({ element, item }) =>
    item ? (item.otherwise ?? []) : element,
  );
  return together([
    ...items.map(({ element, item }) =>
      item && item.otherwise === undefined
        ? replace({ ...place, node: item.node }, element)
        : { edits: [] },
    ),
    added.length === 0
      ? { edits: [] }
      : change(source, node, addItems(source, node, added)),
  ]);
}

/** Every lacking type that an element has under a condition is made to be there whatever the condition. */
function conditionalElements(
  value: Known,
  kind: ClusterKind,
  lacking: readonly string[],
): Change | undefined {
  const elements = listIn(value.data) ?? [];
  return together(
    lacking.map((type) => {
      const element = elements.find((each) => contains(each, type) === "mixed");
      if (element?.kind !== "unknown") return undefined;
      const others = element.options
        .map((option) => option.value)
        .filter((other) => contains(other, type) === "no");
      if (others.some((each) => each.kind === "unknown" || each.data !== null))
        return undefined;
      const whole = itemOf(value, element);
      return whole
        ? replace(whole, elementOf(kind, type))
        : together(others.map((other) => present(other, kind, type)));
    }),
  );
}

/** The element of the written list that a value comes from. */
function itemOf(list: Known, element: Value): Written | undefined {
  const { place } = destination(list);
  if (place?.kind !== "written" || place.node.kind !== "sequence")
    return undefined;
  const { start } = element.origin.range;
  const node = place.node.items.find((item) => item.place.start === start);
  return node && { ...place, node };
}

/** A type in the place of an element that is not there. */
function present(
  nothing: Value,
  kind: ClusterKind,
  type: string,
): Change | undefined {
  const { place } = destination(nothing);
  return place?.kind === "written"
    ? replace(place, place.path.length === 0 ? elementOf(kind, type) : type)
    : undefined;
}

/** A text of types with commas between them, made longer. */
function lengthened(
  value: Known,
  lacking: readonly string[],
): Change | undefined {
  const { place } = destination(value);
  if (place?.kind === "text") {
    const { document, end } = place.range;
    const at = { document, start: end, end };
    const comma = (listIn(value.data) ?? []).length === 0 ? "" : ",";
    return { edits: [{ range: at, text: comma + lacking.join(",") }] };
  }
  if (place?.kind !== "written" || place.node.kind !== "scalar")
    return undefined;
  const { source, node } = place;
  const before = node.text.trim();
  const { end } = node.range;
  if (node.style === "plain" && before.includes(","))
    return change(source, node, [
      {
        range: { ...node.range, start: end },
        text: `,${lacking.join(",")}`,
      },
    ]);
  const gap = /,\s/.test(before) ? ", " : ",";
  const text = [...(before === "" ? [] : [before]), ...lacking].join(gap);
  return change(source, node, [replaceScalar(node, text)]);
}

function accepted({ allowed }: Accepts, types: readonly string[]): boolean {
  if (allowed?.kind !== "sequence") return true;
  const texts = allowed.items.map((item) =>
    item.kind === "scalar" ? item.text : "",
  );
  return types.every((type) => texts.includes(type));
}
