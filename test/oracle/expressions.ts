/*
 * Random expressions. They are made for a shape that is wanted of the result, from names that are in
 * reach; most make sense, and those that may fail are wrapped in `try` by whoever uses them.
 */
import type { Random } from "./random";

/** What an expression results in, roughly: a list may be a tuple, a map an object. */
export type Shape =
  "string" | "number" | "bool" | "list" | "map" | "settings" | "fleet";

/** A name that expressions may use. */
export interface Name {
  readonly text: string;
  readonly shape: Shape;
}

const words = [
  "api",
  "audit",
  "authenticator",
  "controllerManager",
  "scheduler",
  "prod",
  "dev",
  "staging",
  "eu-west-1",
  "Audit",
  "a b",
  "é",
  "",
  "x-1",
  "/aws/eks/main/cluster",
  "30",
  "true",
];

const keys = ["a", "b", "prod", "dev", "name", "audit", "x-1"];

/** Makes expressions from a source of randomness and the names in reach. */
export class Expressions {
  constructor(
    private readonly random: Random,
    private readonly names: readonly Name[],
  ) {}

  /** The same, with further names in reach. */
  private inside(...names: readonly Name[]): Expressions {
    // Names inside are used more often than those around.
    return new Expressions(this.random, [...this.names, ...names, ...names]);
  }

  /** An expression that may fail is caught now and then; the others show what failing does. */
  make(shape: Shape, depth: number): string {
    const { random } = this;
    const near = this.names.filter((name) => name.shape === shape);
    if (depth <= 0)
      return near.length > 0 && random.chance(0.6)
        ? random.pick(near).text
        : this.literal(shape);
    if (near.length > 0 && random.chance(0.2)) return random.pick(near).text;
    if (random.chance(0.12))
      return (
        `${this.make("bool", depth - 1)} ? ${this.make(shape, depth - 1)} : ${this.make(shape, depth - 1)}`.replace(
          /^/,
          "(",
        ) + ")"
      );
    if (random.chance(0.05))
      return `try(${this.make(shape, depth - 1)}, ${this.make(shape, depth - 1)})`;
    const make = random.pick(this.makers(shape));
    return make(depth - 1);
  }

  literal(shape: Shape): string {
    const { random } = this;
    switch (shape) {
      case "string":
        return JSON.stringify(random.pick(words));
      case "number":
        return String(
          random.pick([0, 1, 2, 3, 7, 14, 30, 90, 365, -1, 0.5, 2.25]),
        );
      case "bool":
        return random.pick(["true", "false"]);
      case "list":
        return `[${random.times(0, 4, () => this.literal(random.chance(0.9) ? "string" : "number")).join(", ")}]`;
      case "map":
        return `{ ${random
          .some(keys, 0.35)
          .map((key) => `${JSON.stringify(key)} = ${this.literal("string")}`)
          .join(", ")} }`;
      case "settings":
        return `{ name = ${this.literal("string")}, types = ${this.literal("list")}, days = ${this.literal("number")} }`;
      case "fleet":
        return this.fleetLiteral();
    }
  }

  /** Settings by name, in which not all is said. */
  private fleetLiteral(): string {
    const { random } = this;
    const named = random.some(["prod", "dev", "a"], 0.6).map((name) => {
      const attributes = [
        random.chance(0.7) ? `types = ${this.literal("list")}` : "",
        random.chance(0.7) ? `days = ${this.literal("number")}` : "",
      ].filter((each) => each !== "");
      return attributes.length > 0
        ? `${name} = { ${attributes.join(", ")} }`
        : `${name} = {}`;
    });
    return named.length > 0 ? `{ ${named.join(", ")} }` : "{}";
  }

  private makers(shape: Shape): readonly ((depth: number) => string)[] {
    switch (shape) {
      case "string":
        return this.stringMakers();
      case "number":
        return this.numberMakers();
      case "bool":
        return this.boolMakers();
      case "list":
        return this.listMakers();
      case "map":
        return this.mapMakers();
      case "settings":
        return this.settingsMakers();
      case "fleet":
        return this.fleetMakers();
    }
  }

  private text = (depth: number) => this.make("string", depth);
  private number = (depth: number) => this.make("number", depth);
  private bool = (depth: number) => this.make("bool", depth);
  private list = (depth: number) => this.make("list", depth);
  private map = (depth: number) => this.make("map", depth);
  private settings = (depth: number) => this.make("settings", depth);
  private fleet = (depth: number) => this.make("fleet", depth);
  private key = () => JSON.stringify(this.random.pick(keys));
  private small = () => String(this.random.whole(0, 3));

  private stringMakers() {
    const { text, number, bool, list, map, settings, key, small, fleet } = this;
    return [
      (d: number) => `"\${${text(d)}}-\${${number(d)}}"`,
      (d: number) => `"/aws/eks/\${${text(d)}}/cluster"`,
      (d: number) => `"%{if ${bool(d)}}\${${text(d)}}%{else}none%{endif}"`,
      (d: number) => `"%{for each in ${list(d)}}<\${each}>%{endfor}"`,
      (d: number) => `lower(${text(d)})`,
      (d: number) => `upper(${text(d)})`,
      (d: number) => `title(${text(d)})`,
      (d: number) => `trimspace(" \${${text(d)}} ")`,
      (d: number) => `replace(${text(d)}, ${text(d)}, ${text(d)})`,
      (d: number) => `replace(${text(d)}, "/[aeiou]+(.)/", "<$1>")`,
      (d: number) => `format("%s-%03d", ${text(d)}, floor(${number(d)}))`,
      (d: number) => `format("%v|%v|%v", ${number(d)}, ${bool(d)}, ${list(d)})`,
      (d: number) => `join(",", ${list(d)})`,
      (d: number) => `substr(${text(d)}, ${small()}, ${small()})`,
      (d: number) => `coalesce(${text(d)}, ${text(d)}, "last")`,
      (d: number) => `lookup(${map(d)}, ${key()}, ${text(d)})`,
      (d: number) => `element(${list(d)}, ${small()})`,
      (d: number) => `${list(d)}[${small()}]`,
      (d: number) => `${map(d)}[${key()}]`,
      (d: number) => `${settings(d)}.name`,
      (d: number) => `tostring(${number(d)})`,
      (d: number) => `jsonencode(${map(d)})`,
      (d: number) => `jsonencode(${list(d)})`,
      (d: number) => `jsonencode(${settings(d)})`,
      (d: number) => `yamlencode(${list(d)})`,
      (d: number) => `one(slice(${list(d)}, 0, 1))`,
      (d: number) => `regex("[a-z]+", ${text(d)})`,
      (d: number) => `substr(md5(${text(d)}), 0, 6)`,
      (d: number) => `trimsuffix(trimprefix(${text(d)}, "a"), "t")`,
      (d: number) => `strrev(${text(d)})`,
      (d: number) => `base64encode(${text(d)})`,
      (d: number) => `try(${text(d)}, "caught")`,
      (d: number) => `file("\${path.module}/data.txt")`.slice(0, d + 99),
      (d: number) =>
        `templatefile("\${path.module}/text.tftpl", { name = ${text(d)}, list = ${list(d)} })`,
      (d: number) => `templatestring(local.template, { name = ${text(d)} })`,
      (d: number) => `trim(${text(d)}, ${text(d)})`,
      (d: number) => `chomp(indent(2, "\${${text(d)}}\\n\${${text(d)}}\\n"))`,
      (d: number) => `cidrsubnet("10.0.0.0/16", 8, abs(floor(${number(d)})))`,
      (d: number) => `cidrhost("10.1.0.0/20", ${number(d)})`,
      (d: number) =>
        `formatdate("YYYY-MM-DD", timeadd("2024-02-28T00:00:00Z", "\${${number(d)}}h"))`,
      (d: number) => `urlencode(${text(d)})`,
      (d: number) =>
        `format("%5.1f|%-6s|%q", ${number(d)}, ${text(d)}, ${text(d)})`,
      (d: number) => `sha1(jsonencode(${settings(d)}))`,
      (d: number) =>
        `(<<-EOT\n    a \${${text(d)}}\n      b\n    %{~ if ${bool(d)} ~}\n    c\n    %{~ endif ~}\n  EOT\n)`,
      (d: number) => `coalesce(null, ${text(d)}, "x")`,
      (d: number) => `keys(${map(d)})[0]`,
      (d: number) => `(${bool(d)} ? ${text(d)} : null)`,
      (d: number) => `(${bool(d)} ? ${text(d)} : ${number(d)})`,
      (d: number) => `tostring(${bool(d)})`,
      (d: number) => `join("/", sort(${list(d)}))`,
      (d: number) => `yamlencode(${settings(d)})`,
      (d: number) => `csvdecode("name,x\\n\${${text(d)}},1")[0].name`,
      (d: number) => `element(concat(${list(d)}, ["z"]), ${small()})`,
      (d: number) => `lookup(${map(d)}, ${text(d)}, null)`,
      (d: number) => `base64decode(base64encode(${text(d)}))`,
      (d: number) => `${text(d)}...`.slice(0, -3),
      (d: number) => `dirname("a/\${${text(d)}}/b")`,
      (d: number) => `basename("a/\${${text(d)}}")`,
      (d: number) => `nonsensitive(sensitive(${text(d)}))`,
      (d: number) => `base64sha256(${text(d)})`,
      (d: number) => `uuidv5("dns", ${text(d)})`,
      (d: number) => `replace(${text(d)}, "/(?i)([a-z])([^a-z]*)$/", "$2-$1")`,
      (d: number) => `format("%v", ${fleet(d)})`,
      (d: number) => `jsonencode(${fleet(d)})`,
      (d: number) => `yamlencode(${fleet(d)})`,
      (d: number) => `yamlencode(${text(d)})`,
      (d: number) => `element(keys(${fleet(d)}), ${number(d)})`,
      (d: number) => `one([for k, v in ${fleet(d)} : k if ${bool(d)}])`,
      (d: number) =>
        `"%{ for k, v in ${fleet(d)} ~}\n \${k}=\${try(join(",", v.types), "-")};\n%{~ endfor }"`.replace(
          /\n/g,
          "\\n",
        ),
      (d: number) =>
        `"%{ if ${bool(d)} ~}  a \${${text(d)}} %{ else ~} b  %{~ endif }|"`,
      (d: number) =>
        `(<<EOT\n%{ for i, x in ${list(d)} }\n\${i}: \${x} %{ if x == ${text(d)} }!%{ endif }\n%{ endfor }\n  $\${not} %%{this}\nEOT\n)`,
      (d: number) => `substr(${text(d)}, -${small()}, -1)`,
      (d: number) => `(${bool(d)} ? ${bool(d)} : ${text(d)})`,
      (d: number) => `indent(${small()}, ${text(d)})`,
      (d: number) => `${list(d)}[length(${list(d)}) - 1]`,
      (d: number) => `sha256("\${${text(d)}}\${${bool(d)}}")`,
      (d: number) =>
        `join(", ", [for k, v in ${settings(d)} : "\${k}=\${jsonencode(v)}"])`,
      (d: number) => `trim("--\${${text(d)}}--", "-")`,
      (d: number) =>
        `cidrnetmask("10.0.0.0/\${abs(floor(${number(d)})) % 33}")`,
    ];
  }

  private numberMakers() {
    const { text, number, bool, list, map, settings, small, fleet } = this;
    return [
      (d: number) => `length(${list(d)})`,
      (d: number) => `length(${map(d)})`,
      (d: number) => `length(${text(d)})`,
      (d: number) => `(${number(d)} + ${number(d)})`,
      (d: number) => `(${number(d)} - ${number(d)})`,
      (d: number) => `(${number(d)} * ${small()})`,
      (d: number) => `floor(${number(d)} / 2)`,
      (d: number) => `(${number(d)} % 7)`,
      (d: number) => `max(${number(d)}, ${number(d)})`,
      (d: number) => `min(${number(d)}, ${number(d)})`,
      (d: number) => `abs(${number(d)})`,
      (d: number) => `ceil(${number(d)})`,
      (d: number) => `-${number(d)}`,
      (d: number) => `tonumber(${text(d)})`,
      (d: number) => `parseint(substr(md5(${text(d)}), 0, 2), 16)`,
      (d: number) => `index(${list(d)}, ${text(d)})`,
      (d: number) => `sum([for x in ${list(d)} : length(x)])`,
      (d: number) => `${settings(d)}.days`,
      (d: number) => `(${bool(d)} ? ${number(d)} : null)`,
      (d: number) => `try(tonumber(${text(d)}), ${number(d)})`,
      (d: number) => `signum(${number(d)})`,
      (d: number) => `(${number(d)} / 4)`,
      (d: number) => `pow(2, abs(floor(${number(d)})) % 8)`,
      (d: number) => `length(regexall("[aeiou]", ${text(d)}))`,
      (d: number) =>
        `lookup({ prod = 365, dev = ${number(d)} }, ${text(d)}, 30)`,
      (d: number) => `max([for x in ${list(d)} : length(x)]...)`,
      (d: number) =>
        `timecmp("2024-01-01T00:00:00Z", timeadd("2024-01-01T00:00:00Z", "\${${number(d)}}s"))`,
      (d: number) => `"\${${number(d)}}"`,
      (d: number) => `length(setproduct(${list(d)}, [1, 2]))`,
      (d: number) => `length(${fleet(d)})`,
      (d: number) => `length(${settings(d)})`,
      (d: number) => `max([for k, v in ${fleet(d)} : try(v.days, 0)]...)`,
      (d: number) =>
        `sum([for k, v in ${fleet(d)} : try(tonumber(v.days), 1)])`,
      (d: number) => `sum(${list(d)})`,
      (d: number) =>
        `length(flatten([for k, v in ${fleet(d)} : try(v.types, [k])]))`,
      (d: number) => `index(keys(${fleet(d)}), "prod")`,
      (d: number) =>
        `lookup(${fleet(d)}, "prod", { days = ${number(d)} }).days`,
      (d: number) => `try(${fleet(d)}.prod.days, ${number(d)})`,
      (d: number) => `length(setunion(${list(d)}, ${list(d)}))`,
      (d: number) => `length(toset(${list(d)}))`,
      (d: number) => `(${number(d)} % -3)`,
      (d: number) => `coalesce(${number(d)}, ${number(d)}, 1)`,
      (d: number) => `one([${number(d)}])`,
      (d: number) => `parseint(tostring(abs(floor(${number(d)}))), 10)`,
      (d: number) => `range(${small()}, ${number(d)})[${small()}]`,
    ];
  }

  private boolMakers() {
    const { text, number, bool, list, map, fleet, settings } = this;
    return [
      (d: number) => `(${text(d)} == ${text(d)})`,
      (d: number) => `(${text(d)} != ${text(d)})`,
      (d: number) => `(${number(d)} < ${number(d)})`,
      (d: number) => `(${number(d)} >= ${number(d)})`,
      (d: number) => `(${list(d)} == ${list(d)})`,
      (d: number) => `(${list(d)} != null)`,
      (d: number) => `contains(${list(d)}, ${text(d)})`,
      (d: number) => `contains(keys(${map(d)}), ${text(d)})`,
      (d: number) => `(${bool(d)} && ${bool(d)})`,
      (d: number) => `(${bool(d)} || ${bool(d)})`,
      (d: number) => `!${bool(d)}`,
      (d: number) => `startswith(${text(d)}, "a")`,
      (d: number) => `strcontains(${text(d)}, ${text(d)})`,
      (d: number) => `can(tonumber(${text(d)}))`,
      (d: number) => `can(regex("^[a-z]+$", ${text(d)}))`,
      (d: number) => `(length(${list(d)}) > 1)`,
      (d: number) => `anytrue([${bool(d)}, ${bool(d)}])`,
      (d: number) =>
        `alltrue([for t in ["audit", "api"] : contains(${list(d)}, t)])`,
      (d: number) => `(${text(d)} == null)`,
      (d: number) => `fileexists("\${path.module}/\${${text(d)}}")`,
      (d: number) => `(${number(d)} == ${number(d)})`,
      (d: number) => `(${map(d)} == ${map(d)})`,
      (d: number) => `(try(${text(d)}, null) != null)`,
      (d: number) => `tobool(${text(d)})`,
      (d: number) => `can(${list(d)}[2])`,
      (d: number) => `contains(["\${${text(d)}}"], ${text(d)})`,
      (d: number) => `endswith(${text(d)}, ${text(d)})`,

      (d: number) => `contains(keys(${fleet(d)}), ${text(d)})`,
      (d: number) =>
        `alltrue([for k, v in ${fleet(d)} : contains(try(v.types, []), "audit")])`,
      (d: number) => `anytrue([for k, v in ${fleet(d)} : try(v.days, 0) > 7])`,
      (d: number) => `can(${fleet(d)}["prod"].types)`,
      (d: number) => `(${fleet(d)} == ${fleet(d)})`,
      (d: number) => `(${settings(d)} == ${settings(d)})`,
      (d: number) => `(${text(d)} == ${number(d)})`,
      (d: number) => `(${list(d)} == toset(${list(d)}))`,
      (d: number) => `contains(values(${map(d)}), ${text(d)})`,
      (d: number) => `contains(${list(d)}, ${number(d)})`,
      (d: number) =>
        `(length(setintersection(${list(d)}, ["audit", "api"])) == 2)`,
      (d: number) => `(${number(d)} != null)`,
      (d: number) => `can(regex("(?i)^(audit|api)$", ${text(d)}))`,
      (d: number) => `(${bool(d)} == ${bool(d)})`,
    ];
  }

  private listMakers() {
    const { text, number, bool, list, map, settings, small, key, fleet } = this;
    const within = (d: number, shape: Shape) =>
      this.inside({ text: "x", shape: "string" }).make(shape, d);
    return [
      (d: number) => `[${text(d)}, ${text(d)}]`,
      (d: number) => `[${text(d)}]`,
      (d: number) => `concat(${list(d)}, ${list(d)})`,
      (d: number) => `concat(${list(d)}, ["audit"])`,
      (d: number) => `distinct(${list(d)})`,
      (d: number) => `compact(${list(d)})`,
      (d: number) => `sort(${list(d)})`,
      (d: number) => `reverse(${list(d)})`,
      (d: number) => `slice(${list(d)}, 0, ${small()})`,
      (d: number) => `split(${text(d)}, ${text(d)})`,
      (d: number) => `split(",", "api,audit,\${${text(d)}}")`,
      (d: number) => `keys(${map(d)})`,
      (d: number) => `values(${map(d)})`,
      (d: number) => `[for x in ${list(d)} : ${within(d, "string")}]`,
      (d: number) => `[for x in ${list(d)} : x if ${within(d, "bool")}]`,
      (d: number) => `[for i, x in ${list(d)} : "\${i}\${x}"]`,
      (d: number) => `[for k, v in ${map(d)} : "\${k}=\${v}"]`,
      (d: number) => `flatten([${list(d)}, [${list(d)}], ${text(d)}])`,
      (d: number) => `tolist(toset(${list(d)}))`,
      (d: number) => `toset(${list(d)})`,
      (d: number) => `tolist(${list(d)})`,
      (d: number) => `setunion(${list(d)}, ${list(d)})`,
      (d: number) => `setsubtract(${list(d)}, ${list(d)})`,
      (d: number) => `setintersection(${list(d)}, ${list(d)})`,
      (d: number) => `formatlist("%s!", ${list(d)})`,
      (d: number) => `coalescelist(${list(d)}, ["none"])`,
      (d: number) => `chunklist(${list(d)}, 2)[0]`,
      (d: number) => `matchkeys(${list(d)}, ${list(d)}, ${list(d)})`,
      (d: number) => `(${bool(d)} ? ["api", "audit"] : [])`,
      (d: number) => `${settings(d)}.types`,
      (d: number) => `[${settings(d)}, ${settings(d)}][*].name`,
      (d: number) => `lookup({ prod = ${list(d)} }, ${key()}, [])`,
      (d: number) => `try(${list(d)}, [])`,
      (d: number) => `jsondecode(jsonencode(${list(d)}))`,
      (d: number) => `yamldecode(yamlencode(${list(d)}))`,
      (d: number) => `regexall("[a-z]", ${text(d)})`,
      (d: number) => `[for i in range(${small()}) : i + ${number(d)}]`,
      (d: number) => `[${text(d)}, null, ${text(d)}]`,
      (d: number) =>
        `[for o in [${settings(d)}, ${settings(d)}] : o.name if o.days != ${number(d)}]`,
      (d: number) =>
        `flatten([for o in [${settings(d)}, ${settings(d)}] : o.types])`,
      (d: number) =>
        `flatten([for k, v in ${map(d)} : [for x in ${list(d)} : "\${k}-\${x}"]])`,
      (d: number) =>
        `[for p in setproduct(${list(d)}, ["a", "b"]) : join(":", p)]`,
      (d: number) => `setproduct(${list(d)}, ["a"])[0]`,
      (d: number) =>
        `yamldecode("types: [api, audit, \${${number(d)}}]").types`,
      (d: number) =>
        `jsondecode(file("\${path.module}/data.json")).types`.slice(0, d + 99),
      (d: number) => `(${bool(d)} ? ${list(d)} : null)`,
      (d: number) => `(${bool(d)} ? ${list(d)} : [])`,
      (d: number) => `(${bool(d)} ? tolist(${list(d)}) : [])`,
      (d: number) => `coalesce(${list(d)}, [])`,
      (d: number) => `cidrsubnets("10.0.0.0/16", 4, 8)`.slice(0, d + 99),
      (d: number) => `zipmap(["x"], [${list(d)}])["x"]`,
      (d: number) => `concat(${list(d)}, ${bool(d)} ? ["audit"] : [])`,
      (d: number) => `compact([${bool(d)} ? "audit" : "", ${text(d)}])`,
      (d: number) => `values({ for x in ${list(d)} : lower(x) => x... })[0]`,
      (d: number) => `{ prod = ${list(d)}, dev = [] }[${text(d)}]`,
      (d: number) => `fileset(path.module, "*.{json,txt}")`.slice(0, d + 99),
      (d: number) => `regex("^([a-z]+)-?(.*)$", ${text(d)})`,
      (d: number) =>
        `[for t in ["api", "audit"] : t if contains(${list(d)}, t)]`,
      (d: number) => `flatten(values(${fleet(d)})[*].types)`,
      (d: number) => `values(${fleet(d)})[*].days`,
      (d: number) => `keys(${fleet(d)})`,
      (d: number) => `${fleet(d)}["prod"].types`,
      (d: number) => `[for k, v in ${fleet(d)} : "\${k}:\${try(v.days, "-")}"]`,
      (d: number) =>
        `distinct(flatten([for k, v in ${fleet(d)} : try(v.types, [])]))`,
      (d: number) =>
        `lookup(lookup(${fleet(d)}, "prod", {}), "types", ${list(d)})`,
      (d: number) => `(${bool(d)} ? ${list(d)} : ${list(d)})`,
      (d: number) => `(${bool(d)} ? [1, true] : ${list(d)})`,
      (d: number) => `(${bool(d)} ? toset(${list(d)}) : ["audit"])`,
      (d: number) => `concat(${list(d)}, [${number(d)}, ${bool(d)}])`,
      (d: number) =>
        `[for p in setproduct(keys(${map(d)}), ${list(d)}) : "\${p[0]}/\${p[1]}"]`,
      (d: number) => `[for i in range(0, ${number(d)}, ${small()}) : i]`,
      (d: number) =>
        `[for k, g in { for x in ${list(d)} : substr(x, 0, 1) => x... } : "\${k}\${length(g)}"]`,
      (d: number) => `${text(d)}[*]`,
      (d: number) => `${settings(d)}[*].name`,
      (d: number) => `[for x in ${list(d)} : try(tonumber(x), x)]`,
      (d: number) => `element([${list(d)}, ${list(d)}], ${small()})`,
      (d: number) => `reverse(sort(distinct(compact(${list(d)}))))`,
      (d: number) => `tolist([${bool(d)}, ${text(d)}, ${number(d)}])`,
      (d: number) => `toset([for x in ${list(d)} : upper(x)])`,
      (d: number) => `formatlist("%s-%v", ${list(d)}, ${number(d)})`,
      (d: number) => `slice(${list(d)}, ${small()}, length(${list(d)}))`,
      (d: number) => `coalescelist(${list(d)}, ${list(d)})`,
      (d: number) => `[for l in chunklist(${list(d)}, 2) : join("+", l)]`,
    ];
  }

  private mapMakers() {
    const { text, number, bool, list, map, settings, key, fleet } = this;
    const within = (d: number, shape: Shape) =>
      this.inside(
        { text: "k", shape: "string" },
        { text: "v", shape: "string" },
      ).make(shape, d);
    return [
      (d: number) => `{ ${key()} = ${text(d)} }`,
      (d: number) => `{ a = ${text(d)}, "b-c" = ${text(d)} }`,
      (d: number) => `{ (${text(d)}) = ${text(d)} }`,
      (d: number) => `merge(${map(d)}, ${map(d)})`,
      (d: number) => `tomap(${map(d)})`,
      (d: number) => `{ for k, v in ${map(d)} : k => ${within(d, "string")} }`,
      (d: number) =>
        `{ for k, v in ${map(d)} : upper(k) => v if ${within(d, "bool")} }`,
      (d: number) => `{ for x in ${list(d)} : x => length(x)... }`,
      (d: number) => `{ for x in distinct(${list(d)}) : x => upper(x) }`,
      (d: number) => `{ for i, x in ${list(d)} : "k\${i}" => x }`,
      (d: number) => `zipmap(["a", "b"], [${text(d)}, ${text(d)}])`,
      (d: number) => `(${bool(d)} ? ${map(d)} : {})`,
      (d: number) => `transpose({ x = ${list(d)} })`,
      (d: number) => `jsondecode(jsonencode(${map(d)}))`,
      (d: number) => `{ for k, v in ${settings(d)} : k => jsonencode(v) }`,
      (d: number) =>
        `{ for o in [${settings(d)}] : o.name => join(",", o.types) }`,
      (d: number) => `merge([for x in ${list(d)} : { (x) = "v\${x}" }]...)`,
      (d: number) => `merge({ a = "1" }, ${bool(d)} ? { b = "2" } : {})`,
      (d: number) => `regex("(?P<first>[a-z])(?P<rest>.*)", ${text(d)})`,
      (d: number) => `yamldecode(yamlencode(${map(d)}))`,
      (d: number) => `tomap({ a = ${number(d)}, b = ${bool(d)} ? "x" : null })`,
      (d: number) => `try(${map(d)}, {})`,
      (d: number) =>
        `{ for k, v in ${fleet(d)} : k => join(",", try(v.types, [])) }`,
      (d: number) =>
        `{ for k, v in ${fleet(d)} : k => tostring(try(v.days, null)) if v != null }`,
      (d: number) => `{ for k, v in ${map(d)} : v => k }`,
      (d: number) => `{ for k, v in ${map(d)} : v => k... }`,
      (d: number) => `zipmap(${list(d)}, ${list(d)})`,
      (d: number) => `merge(${map(d)}, { name = null })`,
      (d: number) => `merge(${map(d)}, null)`,
      (d: number) => `(${bool(d)} ? ${map(d)} : { a = ${number(d)} })`,
      (d: number) => `tomap({ for x in toset(${list(d)}) : x => length(x) })`,
      (d: number) => `{ "\${${text(d)}}" = 1, (lower(${text(d)})) : true }`,
    ];
  }

  private settingsMakers() {
    const { text, number, bool, list, settings } = this;
    return [
      (d: number) =>
        `{ name = ${text(d)}, types = ${list(d)}, days = ${number(d)} }`,
      (d: number) => `merge(${settings(d)}, { days = ${number(d)} })`,
      (d: number) =>
        `merge(${settings(d)}, ${bool(d)} ? { types = ${list(d)} } : {})`,
      (d: number) => `[${settings(d)}, ${settings(d)}][${this.small()}]`,
      (d: number) =>
        `{ prod = ${settings(d)}, dev = ${settings(d)} }[${this.key()}]`,
      (d: number) => `jsondecode(jsonencode(${settings(d)}))`,
      (d: number) => `yamldecode(yamlencode(${settings(d)}))`,
      (d: number) => `{ for k, v in ${settings(d)} : k => v }`,
      (d: number) => `one([for o in [${settings(d)}] : o])`,
      (d: number) =>
        `tolist([${settings(d)}, ${settings(d)}])[${this.small()}]`,
    ];
  }

  private fleetMakers() {
    const { number, bool, list, settings, fleet, key } = this;
    return [
      (d: number) => `{ prod = ${settings(d)}, dev = ${settings(d)} }`,
      (d: number) => `{ ${key()} = { types = ${list(d)}, days = null } }`,
      (d: number) => `merge(${fleet(d)}, ${fleet(d)})`,
      (d: number) => `{ for k, v in ${fleet(d)} : k => v if ${bool(d)} }`,
      (d: number) =>
        `{ for k, v in ${fleet(d)} : k => merge(v, { days = ${number(d)} }) }`,
      (d: number) =>
        `{ for k, v in ${fleet(d)} : k => { types = try(tolist(v.types), []), days = try(v.days, 0) } }`,
      (d: number) => `(${bool(d)} ? ${fleet(d)} : {})`,
      (d: number) => `tomap(${fleet(d)})`,
      (d: number) => `jsondecode(jsonencode(${fleet(d)}))`,
      (d: number) =>
        `{ for o in [${settings(d)}, ${settings(d)}] : coalesce(o.name, "x") => o... }`,
      (d: number) => `zipmap(keys(${fleet(d)}), values(${fleet(d)}))`,
      (d: number) => `try(${fleet(d)}, {})`,
    ];
  }
}
