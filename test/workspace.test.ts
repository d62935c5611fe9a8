import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Workspace, openWorkspace } from "../src/workspace";

let parent = "";
let root = "";

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function open(named: readonly string[] = [], directory = root): Workspace {
  const workspace = openWorkspace({
    directory,
    named,
    includes: (path) => !path.startsWith("skipped/"),
  });
  if ("error" in workspace) throw new Error(workspace.error);
  return workspace;
}

/** Does something as a user whom permissions bind, also where the tests run as root. */
function withoutPrivileges<Result>(action: () => Result): Result {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.(65_534);
  try {
    return action();
  } finally {
    process.seteuid?.(0);
  }
}

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "workspace-"));
  root = join(parent, "repository");
  mkdirSync(root);
});

afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe("a repository on the disk", () => {
  it("lists what git would commit, tracked or not, and not what it ignores", () => {
    execFileSync("git", ["init", "-q"], { cwd: root });
    put(".gitignore", "out/\n");
    put("main.tf", "a");
    put("out/cdk.json", "b");
    put("skipped/x.tf", "c");
    expect(open().paths).toEqual([".gitignore", "main.tf"]);
  });

  it("reads an ignored file when it is named", () => {
    execFileSync("git", ["init", "-q"], { cwd: root });
    put(".gitignore", "out/\n");
    put("out/cdk.json", "b");
    expect(open(["out"]).paths).toEqual(["out/cdk.json"]);
    expect(open(["out/cdk.json"]).document("out/cdk.json")?.text).toBe("b");
  });

  it("walks the directory where there is no git", () => {
    put("b/main.tf", "a");
    put(".terraform/modules/x/main.tf", "b");
    expect(open().paths).toEqual(["b/main.tf"]);
  });

  it("asks about what is named and reads anything else in the repository", () => {
    execFileSync("git", ["init", "-q"], { cwd: root });
    put("modules/eks/main.tf", "module");
    put("live/main.tf", "live");
    const workspace = open([], join(root, "live"));
    expect(workspace.directory).toBe("live");
    expect(workspace.paths).toEqual(["live/main.tf"]);
    expect(workspace.list("modules/eks")).toEqual(["modules/eks/main.tf"]);
    expect(workspace.document("live/../modules/eks/main.tf")?.text).toBe(
      "module",
    );
    expect(workspace.document("modules/none.tf")).toBeUndefined();
    expect(workspace.list("modules/none")).toEqual([]);
  });

  it("never reads outside the repository", () => {
    writeFileSync(join(parent, "secret.tf"), "secret");
    execFileSync("git", ["init", "-q"], { cwd: root });
    put("main.tf", "a");
    symlinkSync(join(parent, "secret.tf"), join(root, "link.tf"));
    const workspace = open();
    expect(workspace.document("../secret.tf")).toBeUndefined();
    expect(workspace.document("link.tf")).toBeUndefined();
    expect(
      openWorkspace({
        directory: root,
        named: ["../secret.tf"],
        includes: () => true,
      }),
    ).toEqual({
      error: expect.stringContaining(
        '"../secret.tf" lies outside the repository',
      ),
    });
  });

  it("gives the modules that terraform init has downloaded, and none that are committed", () => {
    const manifest = ".terraform/modules/modules.json";
    const module = ".terraform/modules/eks/main.tf";
    execFileSync("git", ["init", "-q"], { cwd: root });
    put(manifest, "{}");
    put(module, "a");
    put("live/.terraform/modules/modules.json", "{}");
    expect(open().document(manifest)?.text).toBe("{}");
    expect(open().document(module)?.text).toBe("a");

    execFileSync("git", ["add", "-f", ".terraform"], { cwd: root });
    const workspace = open();
    expect(workspace.document(manifest)).toBeUndefined();
    expect(workspace.document(module)).toBeUndefined();
    expect(
      workspace.document("live/.terraform/modules/modules.json")?.text,
    ).toBe("{}");
    expect(workspace.problems).toEqual([
      {
        document: { path: manifest, text: "" },
        message:
          "What terraform init downloads is committed here. It is not read, since it may not be what is applied.",
      },
    ]);
  });

  it("tells which links lead out of the repository or nowhere, when they are asked for", () => {
    writeFileSync(join(parent, "shared.tfvars"), "secret");
    execFileSync("git", ["init", "-q"], { cwd: root });
    symlinkSync("../shared.tfvars", join(root, "terraform.tfvars"));
    symlinkSync("../none/shared.tfvars", join(root, "a.auto.tfvars"));
    symlinkSync("../none/other.tfvars", join(root, "nobody-asks.tfvars"));
    const workspace = open();
    expect(workspace.paths).toContain("a.auto.tfvars");
    expect(workspace.document("a.auto.tfvars")).toBeUndefined();
    expect(workspace.document("terraform.tfvars")).toBeUndefined();
    expect(workspace.document("../shared.tfvars")).toBeUndefined();
    expect(workspace.problems.map(({ document }) => document.path)).toEqual([
      "a.auto.tfvars",
      "terraform.tfvars",
    ]);
  });

  it("gives the file behind a link under its own path, as the same document", () => {
    put("shared/variables.tf", "v");
    mkdirSync(join(root, "live"));
    symlinkSync("../shared/variables.tf", join(root, "live", "variables.tf"));
    const workspace = open();
    expect(workspace.document("live/variables.tf")?.path).toBe(
      "shared/variables.tf",
    );
    expect(workspace.document("live/variables.tf")).toBe(
      workspace.document("shared/variables.tf"),
    );
  });

  it("says that a file is binary, and keeps a byte order mark", () => {
    put("secret.tfvars", new Uint8Array([0, 71, 67, 255]));
    put("main.tf", "\ufeffa");
    const workspace = open();
    expect(workspace.document("secret.tfvars")?.binary).toBe(true);
    expect(workspace.document("main.tf")?.text).toBe("\ufeffa");
  });

  it("names a path that does not exist", () => {
    expect(
      openWorkspace({
        directory: root,
        named: ["nowhere"],
        includes: () => true,
      }),
    ).toEqual({
      error: 'There is no file or directory "nowhere".',
    });
  });
});

describe("writing", () => {
  it("changes the file", () => {
    put("main.tf", "a");
    const workspace = open();
    workspace.document("main.tf");
    expect(workspace.write([{ path: "main.tf", text: "b" }])).toEqual([]);
    expect(readFileSync(join(root, "main.tf"), "utf8")).toBe("b");
  });

  it("leaves a file that has changed since it was read", () => {
    put("main.tf", "a");
    const workspace = open();
    workspace.document("main.tf");
    put("main.tf", "changed");
    expect(workspace.write([{ path: "main.tf", text: "b" }])).toEqual([
      "main.tf has changed since it was read.",
    ]);
    expect(readFileSync(join(root, "main.tf"), "utf8")).toBe("changed");
  });

  it("names a file that the disk refuses to write, and writes the others", () => {
    put("a.tf", "a");
    put("b.tf", "b");
    const workspace = open();
    for (const path of ["a.tf", "b.tf"]) workspace.document(path);
    chmodSync(parent, 0o755);
    chmodSync(join(root, "a.tf"), 0o444);
    chmodSync(join(root, "b.tf"), 0o666);
    const changes = ["a.tf", "b.tf"].map((path) => ({ path, text: "c" }));
    expect(withoutPrivileges(() => workspace.write(changes))).toEqual([
      expect.stringMatching(/^a\.tf cannot be written: .*EACCES.*\.$/),
    ]);
    expect(readFileSync(join(root, "a.tf"), "utf8")).toBe("a");
    expect(readFileSync(join(root, "b.tf"), "utf8")).toBe("c");
  });

  it("leaves what is no regular file inside the repository", () => {
    put("main.tf", "a");
    symlinkSync("main.tf", join(root, "link.tf"));
    const workspace = open();
    const wrong = (path: string) => [
      `${path} is no regular file inside the repository.`,
    ];
    expect(workspace.write([{ path: "link.tf", text: "b" }])).toEqual(
      wrong("link.tf"),
    );
    expect(workspace.write([{ path: "../x.tf", text: "b" }])).toEqual(
      wrong("../x.tf"),
    );
  });
});
