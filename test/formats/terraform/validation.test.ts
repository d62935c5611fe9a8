import { describe, expect, test } from "vitest";
import { contains } from "../../../src/core/outcomes";
import { clustersIn } from "./reading";

const config = (condition: string) => `
variable "types" {
  type = list(string)
  validation {
    condition     = ${condition}
    error_message = "No."
  }
}
variable "other" {}
resource "aws_eks_cluster" "main" {
  name                      = "x"
  enabled_cluster_log_types = var.types
}
`;

async function audited(text: string) {
  const [cluster] = await clustersIn(text);
  return cluster && contains(cluster.logTypes.value, "audit");
}

describe("A validation proves what it demands:", () => {
  test.each([
    `contains(var.types, "audit")`,
    `contains(toset(var.types), "audit") && length(var.types) < 9`,
    `alltrue([for t in ["api", "audit"] : contains(var.types, t)])`,
    `alltrue([length(var.types) > 1, (contains(var.types, "audit"))])`,
    `length(setsubtract(["audit"], var.types)) == 0`,
    `length(setintersection(var.types, ["audit", "api"])) == 2`,
    `var.types == null ? false : contains(var.types, "audit")`,
    `try(contains(var.types, "audit"), false)`,
    `anytrue([for type in var.types : type == "audit"])`,
  ])("%s", async (condition) => {
    expect(await audited(config(condition))).toBe("yes");
  });
});

describe("A validation proves nothing:", () => {
  test.each([
    `contains(var.types, "audit") || contains(var.types, "api")`,
    `!contains(var.types, "audit")`,
    `contains(var.other, "audit")`,
    `contains(var.types, var.other)`,
    `var.types == null ? true : contains(var.types, "audit")`,
    `alltrue([for t in ["audit"] : contains(var.types, t) if var.other])`,
    `length(setintersection(var.types, ["audit", "api"])) == 1`,
    `length(setsubtract(var.types, ["audit"])) == 0`,
    `anytrue([contains(var.types, "audit")])`,
    `anytrue([for type in var.types : type != "audit"])`,
    `anytrue([for type in ["audit"] : type == "audit"])`,
    `alltrue([for type in var.types : contains(["api", "audit"], type)])`,
  ])("%s", async (condition) => {
    expect(await audited(config(condition))).toBe("unknown");
  });
});

test("A precondition of the cluster proves what it demands.", async () => {
  const text = `
    variable "types" {}
    resource "aws_eks_cluster" "main" {
      name                      = "x"
      enabled_cluster_log_types = var.types
      lifecycle {
        precondition {
          condition     = contains(var.types, "audit")
          error_message = "No."
        }
      }
    }
  `;
  expect(await audited(text)).toBe("yes");
});

test("What a validation proves survives concat and a module's argument.", async () => {
  const text = config(`contains(var.types, "audit")`).replace(
    "= var.types\n}",
    `= distinct(concat(["api"], var.types))\n}`,
  );
  expect(await audited(text)).toBe("yes");
});

test("A root variable without a validation is unguarded, and the validation can be added.", async () => {
  const text = `variable "types" {
  default = ["audit"]
}
resource "aws_eks_cluster" "main" {
  name                      = "x"
  enabled_cluster_log_types = var.types
}
`;
  const [cluster] = await clustersIn(text);
  const guard = cluster?.logTypes.guard;
  expect(guard?.answer).toBe("no");
  expect(guard?.propose(["audit"])?.edits.map((edit) => edit.text)).toEqual([
    `

  validation {
    condition     = contains(var.types, "audit")
    error_message = "The log types must include audit."
  }`,
  ]);
});

describe("A validation of an attribute of a variable", () => {
  const nested = (condition: string, types: string) => `
    variable "cluster" {
      type = object({ log_types = list(string), logging = object({ types = list(string) }) })
      validation {
        condition     = ${condition}
        error_message = "No."
      }
    }
    resource "aws_eks_cluster" "main" {
      name                      = "x"
      enabled_cluster_log_types = ${types}
    }
  `;
  test.each([
    [`contains(var.cluster.log_types, "audit")`, "var.cluster.log_types"],
    [
      `contains(var.cluster.logging.types, "audit")`,
      `concat(["api"], var.cluster.logging["types"])`,
    ],
  ])("proves what %s demands.", async (condition, types) => {
    expect(await audited(nested(condition, types))).toBe("yes");
  });
  test.each([
    [`contains(var.cluster.log_types, "audit")`, "var.cluster.logging.types"],
    [
      `contains(var.cluster.log_types, var.cluster.log_types[0])`,
      "var.cluster.log_types",
    ],
  ])("proves nothing else: %s, %s.", async (condition, types) => {
    expect(await audited(nested(condition, types))).toBe("unknown");
  });
});

const nested = (condition: string) => `
variable "cluster" {
  type = object({
    name    = string
    logging = object({ types = list(string), more = list(string) })
  })
  validation {
    condition     = ${condition}
    error_message = "No."
  }
}
locals {
  logging = var.cluster.logging
}
resource "aws_eks_cluster" "main" {
  name                      = var.cluster.name
  enabled_cluster_log_types = local.logging.types
}
`;

test.each([
  [`contains(var.cluster.logging.types, "audit")`, "yes"],
  [`contains(var.cluster.logging["types"], "audit")`, "yes"],
  [`contains(var.cluster.logging.more, "audit")`, "unknown"],
  [`contains(var.cluster.name, "audit")`, "unknown"],
])("Of an attribute of an object %s gives %s.", async (condition, expected) => {
  expect(await audited(nested(condition))).toBe(expected);
});

const chosen = (condition: string) => `
variable "env" {
  type = string
  validation {
    condition     = ${condition}
    error_message = "No."
  }
}
resource "aws_eks_cluster" "main" {
  name                      = "x"
  enabled_cluster_log_types = lookup({ dev = ["audit"], prod = ["audit"], lab = [] }, var.env, [])
}
`;

test.each([
  [`contains(["dev", "prod"], var.env)`, "yes"],
  [`can(regex("^(dev|prod)$", var.env))`, "yes"],
  [`var.env == "dev" || "prod" == var.env`, "yes"],
  [`length(var.env) < 9 && (contains(["dev", "prod"], var.env))`, "yes"],
  [`contains(["dev", "prod", "test"], var.env)`, "mixed"],
  [`contains(["dev", "lab"], var.env)`, "mixed"],
  [`can(regex("^dev|prod$", var.env))`, "mixed"],
  [`var.env == "dev" || length(var.env) < 5`, "mixed"],
  [`!contains(["dev", "prod"], var.env)`, "mixed"],
  [`contains([var.env], "dev")`, "mixed"],
])("Where %s, each of the choices counts: %s.", async (condition, expected) => {
  expect(await audited(chosen(condition))).toBe(expected);
});

const several = (condition: string) => `
variable "clusters" {
  type = map(object({ log_types = list(string), more = list(string) }))
  validation {
    condition     = ${condition}
    error_message = "No."
  }
}
resource "aws_eks_cluster" "main" {
  for_each                  = var.clusters
  name                      = each.key
  enabled_cluster_log_types = each.value.log_types
}
`;

test.each([
  [
    `alltrue([for c in values(var.clusters) : contains(c.log_types, "audit")])`,
    "yes",
  ],
  [
    `length(var.clusters) < 9 && alltrue([for _, c in var.clusters : length(c.more) > 1 && contains(c.log_types, "audit")])`,
    "yes",
  ],
  [
    `alltrue([for c in values(var.clusters) : contains(c.more, "audit")])`,
    "unknown",
  ],
  [
    `alltrue([for c in var.clusters : contains(c.log_types, "audit") if length(c.more) > 0])`,
    "unknown",
  ],
  [
    `anytrue([for c in var.clusters : contains(c.log_types, "audit")])`,
    "unknown",
  ],
  [
    `alltrue([for c in keys(var.clusters) : contains(c.log_types, "audit")])`,
    "unknown",
  ],
])("Of every element %s gives %s.", async (condition, expected) => {
  expect(await audited(several(condition))).toBe(expected);
});

test.each([
  [`contains(var.settings["logs"], "audit")`, "yes"],
  [`contains(var.settings["logs\${var.suffix}"], "audit")`, "unknown"],
])("Of an entry %s gives %s.", async (condition, expected) => {
  expect(
    await audited(`
variable "suffix" { default = "_of_nodes" }
variable "settings" {
  type = map(list(string))
  validation {
    condition     = ${condition}
    error_message = "No."
  }
}
resource "aws_eks_cluster" "main" {
  name                      = "x"
  enabled_cluster_log_types = var.settings["logs"]
}
`),
  ).toBe(expected);
});
