import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { help } from "../src/arguments";
import { commandLine } from "../src/command-line";
import { version } from "../src/version";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0))
    rmSync(folder, { recursive: true, force: true });
});

/** A repository with these files in a temporary folder. */
function repository(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "command-line-"));
  folders.push(folder);
  execFileSync("git", ["init", "-q"], { cwd: folder });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const run = (directory: string, ...argv: string[]) =>
  commandLine(argv, { directory, colour: false });

const silentAbout = { "README.md": "# none\n" };
const lacking = {
  "infra/main.tf": `resource "aws_eks_cluster" "main" {
  name                      = "prod"
  enabled_cluster_log_types = var.log_types
}

resource "aws_cloudwatch_log_group" "eks" {
  name              = "/aws/eks/prod/cluster"
  retention_in_days = 90
}
`,
  "infra/variables.tf": `variable "log_types" {
  default = ["api"] # dear
}
`,
};

describe("The command", () => {
  test("exits with 1 for findings and with 0 without, or when told that they do not matter", async () => {
    const folder = repository(lacking);
    const found = await run(folder);
    expect(found).toMatchObject({ exitCode: 1, messages: [] });
    expect(found.output).toContain(" --> infra/main.tf:3:31\n");
    expect((await run(folder, "--fail-on", "never")).exitCode).toBe(0);
    expect(
      (await run(folder, "--levels", "audit-logging-disabled=notice")).exitCode,
    ).toBe(0);
    expect(await run(repository(silentAbout))).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^No EKS cluster in \d+ files\.\n$/),
    });
  });

  test("shows paths from the working directory, references outside of it included", async () => {
    const folder = repository(lacking);
    const below = await run(join(folder, "infra"));
    expect(below.output).toContain(" --> main.tf:3:31\n");
    const json = JSON.parse(
      (await run(join(folder, "infra"), "--format", "json", ".")).output,
    );
    expect(json.clusters[0]).toMatchObject({
      root: ".",
      location: { file: "main.tf" },
    });
  });

  test("corrects the code, touches nothing else, and exits by what remains", async () => {
    const folder = repository({ ...lacking, "notes.tf": "# untouched\n" });
    expect(await run(folder, "--fix")).toMatchObject({
      exitCode: 0,
      messages: ["Corrected infra/variables.tf."],
    });
    const text = (path: string) => readFileSync(join(folder, path), "utf8");
    expect(text("infra/variables.tf")).toBe(`variable "log_types" {
  default = ["api", "audit"] # dear
}
`);
    expect(text("infra/main.tf")).toBe(lacking["infra/main.tf"]);
    expect(text("notes.tf")).toBe("# untouched\n");
    expect((await run(folder, "--fix")).messages).toEqual([
      "There was nothing to correct.",
    ]);
  });

  test("prints a diff that git applies, and writes nothing", async () => {
    const folder = repository({
      ...lacking,
      "odd name é.tf":
        'resource "aws_eks_cluster" "odd" {\r\n  name                      = "odd"\r\n  enabled_cluster_log_types = []\r\n}\r\n',
    });
    const { exitCode, output } = await run(folder, "--diff", "--fix=unsafe");
    expect(exitCode).toBe(1);
    expect(
      execFileSync("git", ["status", "--porcelain", "-uno"], { cwd: folder })
        .length,
    ).toBe(0);
    execFileSync("git", ["apply"], { cwd: folder, input: output });
    expect((await run(folder, "--fail-on", "warning")).exitCode).toBe(0);
    expect(readFileSync(join(folder, "odd name é.tf"), "utf8")).not.toMatch(
      /[^\r]\n/,
    );
  });

  test("writes the diff to a file", async () => {
    const folder = repository(lacking);
    const argv = ["--diff", "--fix=unsafe", "--output", "out/fix.patch"];
    expect(await run(folder, ...argv)).toMatchObject({
      exitCode: 1,
      output: "",
    });
    execFileSync("git", ["apply", "out/fix.patch"], { cwd: folder });
    expect((await run(folder, "--fail-on", "warning")).exitCode).toBe(0);
  });

  test("writes the report to a file", async () => {
    const folder = repository(lacking);
    expect(
      await run(folder, "--format", "json", "--output", "out/report.json"),
    ).toMatchObject({ exitCode: 1, output: "" });
    const report = JSON.parse(
      readFileSync(join(folder, "out/report.json"), "utf8"),
    );
    expect(report.summary).toMatchObject({ clusters: 1, errors: 1 });
    expect(
      await run(folder, "--output", "infra/main.tf/report.txt"),
    ).toMatchObject({
      exitCode: 2,
      messages: [expect.stringMatching(/report\.txt" cannot be written\.$/)],
    });
  });

  test.each([
    ["text", /^error\[audit-logging-disabled\]/],
    ["json", /^\{\n {2}"version": 1,/],
    ["sarif", /^\{\n {2}"\$schema"/],
    ["github", /^::error title=audit-logging-disabled,file=infra\/main.tf/],
    ["markdown", /^## EKS Audit Check\n/],
  ])("prints a report as %s", async (format, pattern) => {
    const folder = repository(lacking);
    expect(await run(folder, "--format", format)).toMatchObject({
      exitCode: 1,
      format,
      output: expect.stringMatching(pattern),
    });
    expect(help).toContain(format);
  });

  test("takes the policy from the file, and a flag before the file", async () => {
    const folder = repository({
      ...lacking,
      ".github/eks-audit-check.yml": "fail-on: never\n",
      "other.yml": "levels:\n  audit-logging-disabled: off\n",
    });
    expect((await run(folder)).exitCode).toBe(0);
    expect((await run(folder, "--fail-on", "error")).exitCode).toBe(1);
    expect(
      (await run(folder, "--config", "other.yml", "--fail-on", "notice"))
        .exitCode,
    ).toBe(0);
  });

  test.each([
    [["--nothing"], 'There is no option "--nothing"'],
    [["nowhere"], 'There is no file or directory "nowhere".'],
    [["--config", "none.yml"], 'none.yml" cannot be read.'],
    [["--explain", "x"], 'There is no rule "x"; the rules are audit-logging'],
    [["--fail-on", "always"], '--fail-on is "always"; fail-on must be one of'],
    [["--diff", "--format", "json"], "--format does not go with it"],
    [["--levels", "x=off"], '--levels has no "x"; levels must be a map from'],
    [["--output", "."], "cannot be written."],
    [["/"], '"/" lies outside the repository'],
  ])("exits with 2 and a sentence for %j", async (argv, message) => {
    const { exitCode, messages, output } = await run(
      repository(silentAbout),
      ...argv,
    );
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: "" });
    expect(messages).toEqual([expect.stringContaining(message)]);
  });

  test("exits with 3 when nothing could be read", async () => {
    const folder = repository({ "main.tf": `# ${"x".repeat(21 << 20)}\n` });
    expect(await run(folder)).toMatchObject({
      exitCode: 3,
      messages: ["Nothing could be read, so there is no verdict."],
    });
  });

  test("declares the log group of a new cluster, and leaves that of an old one to a person", async () => {
    const lonely = (name: string) =>
      `resource "aws_eks_cluster" "${name}" {\n  name                      = "${name}"\n  enabled_cluster_log_types = ["audit"]\n}\n`;
    const folder = repository({ "old.tf": lonely("old") });
    const git = (...args: string[]) =>
      execFileSync(
        "git",
        ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args],
        { cwd: folder },
      );
    git("add", ".");
    git("commit", "-qm", "before");
    git("branch", "-m", "trunk");
    git("mv", "old.tf", "same.tf");
    writeFileSync(join(folder, "new.tf"), lonely("new"));
    await run(folder, "--fix");
    expect(readFileSync(join(folder, "new.tf"), "utf8")).toBe(lonely("new"));
    await run(folder, "--fix", "--base", "trunk");
    expect(readFileSync(join(folder, "new.tf"), "utf8")).toContain(
      'resource "aws_cloudwatch_log_group" "new"',
    );
    expect(readFileSync(join(folder, "same.tf"), "utf8")).toBe(lonely("old"));
  });

  test("compares with another branch, and takes the configuration from there", async () => {
    const folder = repository({
      ...lacking,
      ".github/eks-audit-check.yml": "retention: { default: 30 }\n",
    });
    const git = (...args: string[]) =>
      execFileSync(
        "git",
        ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args],
        { cwd: folder },
      );
    git("add", ".");
    git("commit", "-qm", "before");
    git("branch", "-m", "trunk");
    git("checkout", "-qb", "topic");
    writeFileSync(
      join(folder, ".github/eks-audit-check.yml"),
      "fail-on: never\nretention: { default: 3653 }\n",
    );
    const same = await run(folder, "--base", "trunk");
    expect(same.exitCode).toBe(0);
    expect(same.output).toContain("  = status: existing\n");
    expect(same.output).not.toContain("3653");
    expect(
      (await run(folder, "--base", "trunk", "--existing", "fail")).exitCode,
    ).toBe(1);
    writeFileSync(
      join(folder, "infra/second.tf"),
      'resource "aws_eks_cluster" "second" {\n  name = "second"\n}\n',
    );
    const more = await run(
      join(folder, "infra"),
      "--base=trunk",
      "--format=json",
      "second.tf",
      "main.tf",
    );
    expect(more.exitCode).toBe(1);
    const { base, findings } = JSON.parse(more.output);
    expect(base).toMatch(/^[0-9a-f]{40}$/);
    expect(
      findings.map(({ cluster, status }: Record<string, string>) => [
        cluster,
        status,
      ]),
    ).toEqual([
      ["aws_eks_cluster.main", "existing"],
      ["aws_eks_cluster.second", "introduced"],
      ["aws_eks_cluster.second", "introduced"],
    ]);
    expect(await run(folder, "--base", "nowhere")).toMatchObject({
      exitCode: 2,
      messages: ['Git knows no commit that HEAD and "nowhere" have in common.'],
    });
  });

  test("answers questions about itself", async () => {
    const folder = repository(silentAbout);
    const { version: published } = JSON.parse(
      readFileSync(join(__dirname, "../package.json"), "utf8"),
    );
    expect(published).toBe(version);
    expect((await run(folder, "--version")).output).toBe(`${version}\n`);
    expect((await run(folder, "--help")).output).toContain("Usage: ");
    const rules = (await run(folder, "--list-rules")).output
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0] ?? "");
    for (const rule of rules) {
      expect(existsSync(join(__dirname, `../docs/rules/${rule}.md`))).toBe(
        true,
      );
      expect((await run(folder, "--explain", rule)).output).toContain(rule);
    }
  });
});
