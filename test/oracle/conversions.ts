/*
 * Random expressions about types: literals of every kind, nulls with and without a type among them,
 * that are converted, compared and put together. Half of them are errors, and which half is as much
 * a question to Terraform as what the others give.
 */
import { Random } from "./random";

const scalars = [
  '"x"',
  '"y"',
  '"1"',
  '"true"',
  '"é"',
  "0",
  "1",
  "2.5",
  "true",
  "false",
  "null",
  "tostring(null)",
  "tonumber(null)",
];

const keys = ["a", "b", "c"];

/** What a part of a literal may be replaced by, so that it becomes another of nearly the same type. */
const replacements = [
  '"x"',
  "1",
  "true",
  "null",
  '["x"]',
  "[]",
  "{}",
  "{ a = 1 }",
];

/** Makes such expressions, the same ones for the same seed. */
export class Conversions {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** An operation on literals that are nested so deep. */
  operation(depth: number): string {
    return this.random.pick(this.operations())(depth);
  }

  private value = (depth: number): string => {
    const { random } = this;
    if (depth <= 0 || random.chance(0.2)) return random.pick(scalars);
    if (random.chance(0.1)) return this.operation(depth - 1);
    return random.pick([this.tuple, this.object, this.collection])(depth);
  };

  private elements(depth: number): string {
    return this.random.times(0, 2, () => this.value(depth - 1)).join(", ");
  }

  private tuple = (depth: number) => `[${this.elements(depth)}]`;

  private object = (depth: number) =>
    `{ ${this.random
      .some(keys)
      .map((key) => `${key} = ${this.value(depth - 1)}`)
      .join(", ")} }`;

  private collection = (depth: number) =>
    this.random.pick([
      () => `tolist(${this.tuple(depth)})`,
      () => `toset(${this.tuple(depth)})`,
      () => `tomap(${this.object(depth)})`,
    ])();

  /** A list, a set or a tuple, or now and then something else. */
  private list = (depth: number): string =>
    this.random.pick([
      () => `[${this.value(depth)}, ${this.value(depth)}]`,
      () => `tolist([${this.value(depth)}])`,
      () => `toset([${this.value(depth)}])`,
      () => this.value(depth),
    ])();

  /** A map or an object, or now and then something else. */
  private map = (depth: number): string =>
    this.random.pick([
      () => this.object(depth),
      () => `tomap(${this.object(depth)})`,
      () => this.value(depth),
    ])();

  /** Two values, often nearly the same. */
  private pair(depth: number): readonly [string, string] {
    const { random } = this;
    const one = this.value(depth);
    if (random.chance(0.6)) return [one, this.value(depth)];
    const other = one.replace(/"[^"]*"|\b1\b|\btrue\b|\bnull\b/g, (part) =>
      random.chance(0.5) ? part : random.pick(replacements),
    );
    return [one, other];
  }

  private operations(): readonly ((depth: number) => string)[] {
    const { list, map, value } = this;
    const two = (make: (one: string, other: string) => string) => {
      return (depth: number) => make(...this.pair(depth));
    };
    return [
      two((one, other) => `(true ? ${one} : ${other})`),
      two((one, other) => `(false ? ${one} : ${other})`),
      two((one, other) => `coalesce(${one}, ${other})`),
      two((one, other) => `(${one} == ${other})`),
      two((one, other) => `try(${one}, ${other})`),
      (d) => `tolist(${list(d)})`,
      (d) => `toset(${list(d)})`,
      (d) => `tomap(${map(d)})`,
      (d) => `coalescelist(${list(d)}, ${list(d)})`,
      (d) => `concat(${list(d)}, ${list(d)})`,
      (d) => `merge(${map(d)}, ${map(d)})`,
      (d) => `setunion(${list(d)}, ${list(d)})`,
      (d) => `setintersection(${list(d)}, ${list(d)})`,
      (d) => `setsubtract(${list(d)}, ${list(d)})`,
      (d) => `setproduct(${list(d)}, ${list(d)})`,
      (d) => `contains(${list(d)}, ${value(d)})`,
      (d) => `index(${list(d)}, ${value(d)})`,
      (d) => `flatten(${list(d)})`,
      (d) => `distinct(${list(d)})`,
      (d) => `reverse(${list(d)})`,
      (d) => `slice(${list(d)}, 0, 1)`,
      (d) => `chunklist(${list(d)}, 1)`,
      (d) => `matchkeys(${list(d)}, ${list(d)}, ${list(d)})`,
      (d) => `element(${list(d)}, 1)`,
      (d) => `one(${list(d)})`,
      (d) => `lookup(${map(d)}, "a", ${value(d)})`,
      (d) => `keys(${map(d)})`,
      (d) => `values(${map(d)})`,
      (d) => `zipmap(["a", "b"], ${list(d)})`,
      (d) => `transpose(${map(d)})`,
      (d) => `${list(d)}[0]`,
      (d) => `${list(d)}[*]`,
      (d) => `${map(d)}["a"]`,
      (d) => `[for x in ${list(d)} : x]`,
      (d) => `{ for k, x in ${map(d)} : k => x }`,
      (d) => `{ for x in ${list(d)} : "a" => x... }`,
      (d) => `jsondecode(jsonencode(${value(d)}))`,
      (d) => `yamldecode(yamlencode(${value(d)}))`,
      (d) => `can(${value(d)})`,
      (d) => `format("%v", ${value(d)})`,
      (d) => `formatlist("%v", ${list(d)})`,
      (d) => `join(",", ${list(d)})`,
      (d) => `sort(${list(d)})`,
      (d) => `compact(${list(d)})`,
      (d) => `length(${list(d)})`,
      (d) => `sum(${list(d)})`,
      (d) => `max(${list(d)}...)`,
      (d) => `alltrue(${list(d)})`,
    ];
  }
}
