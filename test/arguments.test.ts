import { describe, expect, test } from "vitest";
import { policyKeys } from "../src/policy";
import { help, parseArguments } from "../src/arguments";

describe("The command line", () => {
  test("takes paths, flags and policy keys in any order", () => {
    expect(
      parseArguments([
        "infra",
        "--fix=unsafe",
        "--format",
        "json",
        "--retention=production=365",
        "--retention",
        "qa=7",
        "--required-log-types",
        "audit,api",
        "--strict",
        "--",
        "--odd",
      ]),
    ).toEqual({
      paths: ["infra", "--odd"],
      flags: new Map([
        ["fix", "unsafe"],
        ["format", "json"],
      ]),
      policy: new Map([
        ["retention", ["production=365", "qa=7"]],
        ["required-log-types", ["audit,api"]],
        ["strict", ["true"]],
      ]),
    });
  });

  test("takes -h for --help", () => {
    expect(parseArguments(["-h"])).toMatchObject({
      flags: new Map([["help", ""]]),
    });
  });

  test("takes --fix without swallowing the path after it", () => {
    expect(parseArguments(["--fix", "infra"])).toMatchObject({
      paths: ["infra"],
      flags: new Map([["fix", ""]]),
    });
  });

  test.each([
    [["--colour"], 'There is no option "--colour"'],
    [["-x"], 'There is no option "-x"'],
    [["--format"], "The option --format needs a value: --format FORMAT."],
    [["--format", "xml"], '"xml" is no value of --format; allowed: text'],
    [["--fix=all"], '"all" is no value of --fix; allowed: unsafe.'],
    [["--diff=x"], 'The option --diff takes no value, but got "x".'],
    [["--constructor"], 'There is no option "--constructor"'],
  ])("names what is wrong with %j", (argv, message) => {
    expect(parseArguments(argv)).toEqual({
      error: expect.stringContaining(message),
    });
  });

  test("has a flag for every key of the policy", () => {
    for (const key of policyKeys) expect(help).toContain(`  --${key}`);
  });

  test("has help that fits a terminal", () => {
    expect(
      Math.max(...help.split("\n").map((line) => line.length)),
    ).toBeLessThanOrEqual(120);
  });
});
