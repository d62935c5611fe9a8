import { type Data, type Value, keyOf, known } from "../../../core/value";
import { convert } from "../values/conversion";
import { type Call, type Table, any, elementsOf } from "./entry";
import { setFrom } from "../values/sets";
import {
  type Type,
  anyType,
  collection,
  isCollection,
  sameType,
  setOf,
  typeOf,
} from "../values/types";
import { elementType, surelyInAll } from "../values/sequences";
import { oneType } from "../values/settling";
import { unify } from "../values/unification";

const set = { type: setOf(anyType) };

/** Functions on sets. */
export const setFunctions: Table = {
  setintersection: {
    takes: [set],
    rest: set,
    gives: (call) =>
      combined(call, (left, right) =>
        left.filter((each) => includes(right, each)),
      ),
  },
  setsubtract: {
    takes: [set, set],
    gives: (call) =>
      combined(call, (left, right) =>
        left.filter((each) => !includes(right, each)),
      ),
  },
  setunion: {
    takes: [set],
    rest: set,
    gives: (call) => combined(call, (left, right) => [...left, ...right]),
    has: (values) => surelyInAll(values),
  },
  setproduct: { takes: [], rest: any, needs: "outer", gives: product },
};

function includes(all: readonly Value[], wanted: Value): boolean {
  return all.some((each) => keyOf(each) === keyOf(wanted));
}

/** Applies an operation to all sets, converted to the element type that they have in common. */
function combined(
  call: Call,
  operation: (
    left: readonly Value[],
    right: readonly Value[],
  ) => readonly Value[],
): Data | Value {
  const types = call.arguments.flatMap((each) => {
    const type = typeOf(each);
    const open = isCollection(type) && type.element.kind === "any";
    return isCollection(type) && !(open && elementsOf(each).length === 0)
      ? [type.element]
      : [];
  });
  const element = types.length === 0 ? anyType : unify(types);
  if (!element) return call.fail("the sets have no type in common");
  const sets = call.arguments.map((each) => convert(each, setOf(element)));
  const failed = sets.find((each) => each.kind === "unknown");
  if (failed) return failed;
  const [common = anyType, ...others] = sets.map(elementType);
  if (!others.every((type) => sameType(type, common)))
    return call.fail("the sets are of different types");
  const [first = [], ...rest] = sets.map(elementsOf);
  return setFrom(rest.reduce(operation, first), common, call);
}

/** The most combinations that are made. */
const mostCombinations = 10_000;

function product(call: Call): Data | Value {
  if (call.arguments.length < 2)
    return call.fail("setproduct is given less than two sets");
  const types: Type[] = [];
  for (const each of call.arguments) {
    const type = typeOf(each);
    const element = isCollection(type)
      ? type.element
      : type.kind === "tuple" && type.elements.length > 0
        ? unify(type.elements)
        : anyType;
    if (
      type.kind === "map" ||
      !["list", "set", "tuple"].includes(type.kind) ||
      !element
    )
      return call.fail("setproduct is given something that is no set");
    types.push(element);
  }
  const count = call.arguments.reduce(
    (total, each) => total * elementsOf(each).length,
    1,
  );
  if (count > mostCombinations)
    return call.unsure("it is too large to evaluate");
  let rows: readonly (readonly Value[])[] = [[]];
  for (const [at, each] of call.arguments.entries()) {
    const elements = elementsOf(each).map((value) =>
      convert(value, types[at] ?? anyType),
    );
    rows = rows.flatMap((row) => elements.map((value) => [...row, value]));
  }
  const tuples = rows.map((row) => known(row, call.origin));
  const element =
    tuples.length > 0
      ? oneType(tuples.map(typeOf))
      : { kind: "tuple" as const, elements: types };
  if (!element)
    return call.fail("the elements of setproduct have no type in common");
  return call.arguments.some(({ collection: kind }) => kind === "set")
    ? setFrom(tuples, element, call)
    : collection("list", tuples, element, call);
}
