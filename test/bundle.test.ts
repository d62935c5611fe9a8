import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const repository = join(__dirname, "..");
let alone = "";

beforeAll(() => {
  alone = mkdtempSync(join(tmpdir(), "bundle-"));
  cpSync(join(repository, "dist"), join(alone, "dist"), { recursive: true });
  mkdirSync(join(alone, "code"));
  for (const [file, text] of Object.entries(code))
    writeFileSync(join(alone, "code", file), text);
});

afterAll(() => rmSync(alone, { recursive: true, force: true }));

const code = {
  "main.tf": 'resource "aws_eks_cluster" "main" {\n  name = "one"\n}\n',
  "broken.tf": 'resource "aws_vpc" "main" {\n  cidr_block = \n}\n',
  "template.yaml":
    "Resources:\n  Cluster:\n    Type: AWS::EKS::Cluster\n    Properties:\n      Name: two\n",
  "cluster.yaml":
    "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: three\n  region: eu-west-1\n",
};

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(alone, "dist/cli/index.js"), ...args],
    {
      cwd: join(alone, "code"),
      encoding: "utf8",
      env: { PATH: process.env["PATH"] ?? "" },
    },
  );
  return { status, stdout, stderr };
}

describe("dist/ alone in an empty directory", () => {
  it("finds a cluster of each format, and says in Terraform's words what does not parse", () => {
    const { status, stdout, stderr } = run("--format", "json");
    expect(stderr).toBe("");
    const report = JSON.parse(stdout);
    expect(
      report.clusters.map((cluster: { format: string; name: string }) => [
        cluster.format,
        cluster.name,
      ]),
    ).toEqual([
      ["eksctl", "three"],
      ["terraform", "one"],
      ["cloudformation", "two"],
    ]);
    expect(report.problems).toEqual([
      {
        file: "broken.tf",
        line: 2,
        message: expect.stringContaining("Invalid expression"),
      },
    ]);
    expect(status).toBe(1);
  });

  it("explains every rule from its page", () => {
    const ids = run("--list-rules").stdout.match(/^[a-z-]+/gm) ?? [];
    expect(ids).toContain("audit-logging-disabled");
    for (const id of ids) expect(run("--explain", id).stdout).toContain(id);
  });

  it("knows its version", () => {
    const { version } = JSON.parse(
      readFileSync(join(repository, "package.json"), "utf8"),
    );
    expect(run("--version").stdout.trim()).toBe(version);
  });

  it("starts as an action and refuses an input it does not know, without a stack trace", () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(alone, "dist/action/index.js")],
      {
        cwd: join(alone, "code"),
        encoding: "utf8",
        env: { PATH: process.env["PATH"] ?? "", "INPUT_FAIL-ON": "sometimes" },
      },
    );
    expect(status).toBe(2);
    expect(stdout).toContain('fail-on is "sometimes"');
    expect(stdout).not.toMatch(/^\s+at /m);
  });
});

describe("dist/licenses.txt", () => {
  const text = readFileSync(join(repository, "dist/licenses.txt"), "utf8");

  it("names every package of the lock file that a bundle contains", () => {
    const lock = JSON.parse(
      readFileSync(join(repository, "package-lock.json"), "utf8"),
    );
    const bundles = ["action", "cli"].flatMap((entry) =>
      readdirSync(join(repository, "dist", entry)).map((file) =>
        readFileSync(join(repository, "dist", entry, file), "utf8"),
      ),
    );
    const packages = Object.keys(lock.packages).filter((path) =>
      bundles.some((bundle) => bundle.includes(` MODULE: ./${path}/`)),
    );
    expect(packages.length).toBeGreaterThan(5);
    const missing = packages.filter(
      (path) =>
        !text.includes(
          `\n${path.slice(path.lastIndexOf("node_modules/") + 13)} `,
        ),
    );
    expect(missing).toEqual([]);
  });

  it("names what the WebAssembly was compiled from, with the whole texts", () => {
    for (const part of [
      "github.com/hashicorp/hcl",
      "github.com/zclconf/go-cty",
      "golang.org/x/text",
      "tree-sitter",
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/Mozilla Public License,? version 2\.0/i);
    expect(text).toContain("Apache License");
  });
});

describe("the command line", () => {
  it("writes corrected code that it then finds clean", () => {
    const clean = join(alone, "clean");
    cpSync(join(alone, "code"), clean, { recursive: true });
    rmSync(join(clean, "broken.tf"));
    const cli = [join(alone, "dist/cli/index.js")];
    spawnSync(process.execPath, [...cli, "--fix=unsafe"], { cwd: clean });
    expect(
      execFileSync(process.execPath, [...cli, "--fail-on", "warning"], {
        cwd: clean,
        encoding: "utf8",
      }),
    ).toContain("3 clusters");
  });
});
