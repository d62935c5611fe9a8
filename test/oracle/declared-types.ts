import { Conversions } from "./conversions";
import { Random } from "./random";

/** A variable of a declared type and what it is given. */
export interface Declared {
  readonly type: string;
  readonly value: string;
}

const scalars: Readonly<Record<string, readonly string[]>> = {
  string: ['"x"', '"1"', "1", "true", "null"],
  number: ["1", "2.5", '"3"', "null"],
  bool: ["true", "false", '"true"', "null"],
  any: ['"x"', "1", "null", '["x", 1]', '{ a = 1, b = "x" }', "[]"],
};

/** Makes variables of random types with values that fit them, or nearly do. */
export class DeclaredTypes {
  private readonly random: Random;
  private readonly conversions: Conversions;

  constructor(seed: number) {
    this.random = new Random(seed);
    this.conversions = new Conversions(seed);
  }

  declared(): Declared {
    const { random } = this;
    const { type, fitting } = this.type(3);
    const value = fitting();
    const changed = value.replace(/"[^"]*"|\b1\b|\btrue\b|\bnull\b/g, (part) =>
      random.chance(0.9) ? part : random.pick(['"x"', "1", "null", "[]", "{}"]),
    );
    return {
      type,
      value: `try(${random.pick([
        value,
        value,
        changed,
        changed,
        `{ for k, x in { a = ${value} } : k => x }.a`,
        `(true ? ${value} : null)`,
        this.conversions.operation(2),
      ])}, null)`,
    };
  }

  /** A type, and a maker of literals that fit it. */
  private type(depth: number): { type: string; fitting: () => string } {
    const { random } = this;
    if (depth <= 0 || random.chance(0.3)) {
      const type = random.pick(Object.keys(scalars));
      return { type, fitting: () => random.pick(scalars[type] ?? []) };
    }
    const inner = this.type(depth - 1);
    const elements = () => random.times(0, 2, inner.fitting).join(", ");
    switch (random.pick(["list", "set", "map", "object", "object", "tuple"])) {
      case "list":
        return {
          type: `list(${inner.type})`,
          fitting: () => random.pick(["", "tolist"]) + `([${elements()}])`,
        };
      case "set":
        return {
          type: `set(${inner.type})`,
          fitting: () => random.pick(["", "toset"]) + `([${elements()}])`,
        };
      case "map":
        return {
          type: `map(${inner.type})`,
          fitting: () =>
            random.pick(["", "tomap"]) +
            `({ ${random
              .some(["a", "b", "c"])
              .map((key) => `${key} = ${inner.fitting()}`)
              .join(", ")} })`,
        };
      case "tuple":
        return {
          type: `tuple([${inner.type}, string])`,
          fitting: () => `[${inner.fitting()}, "x"]`,
        };
      default:
        return this.object(depth);
    }
  }

  private object(depth: number): { type: string; fitting: () => string } {
    const { random } = this;
    const attributes = random.some(["a", "b", "c"], 0.7).map((name) => {
      const { type, fitting } = this.type(depth - 1);
      // What fits "any" by itself may not fit it beside others.
      const kind = random.pick(
        type.includes("any")
          ? (["required", "optional"] as const)
          : (["required", "optional", "default"] as const),
      );
      const written = {
        required: type,
        optional: `optional(${type})`,
        default: `optional(${type}, ${this.constant(fitting())})`,
      }[kind];
      return { name, written: `${name} = ${written}`, kind, fitting };
    });
    return {
      type: `object({ ${attributes.map(({ written }) => written).join(", ")} })`,
      fitting: () =>
        `{ ${[
          ...attributes
            .filter(({ kind }) => kind === "required" || random.chance(0.6))
            .map(({ name, fitting }) => `${name} = ${fitting()}`),
          ...(random.chance(0.2) ? ['other = "x"'] : []),
        ].join(", ")} }`,
    };
  }

  /** A default is a constant: no function may be called in it. */
  private constant(value: string): string {
    return value.replace(/to(list|set|map)/g, "");
  }
}
