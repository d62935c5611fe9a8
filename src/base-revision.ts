/*
 * What the command compares the files on the disk with: the commit at which they left another
 * branch, as the repository has it.
 */
import { askedBefore, baseOf } from "./base";
import { Commits, type Scope, withInstalled } from "./commits";
import type { Base } from "./core/comparison";
import { type Document, type Source, directoryOf } from "./core/document";
import type { Format } from "./core/rule";
import { LocalObjects } from "./local-objects";

/** A revision of a repository on the disk. */
export class BaseRevision {
  private constructor(
    private readonly tip: string,
    private readonly head: string,
    /** The commit that is compared with. */
    readonly commit: string,
    private readonly commits: Commits,
  ) {}

  /** The merge base of HEAD and a branch, tag or commit; an error names what git does not know. */
  static at(
    root: string,
    revision: string,
  ): BaseRevision | { readonly error: string } {
    const objects = new LocalObjects(root);
    const [tip, head] = [objects.commit(revision), objects.commit("HEAD")];
    const common = tip && head && objects.mergeBase(tip, head);
    return common
      ? new BaseRevision(tip, head, common, new Commits(root, undefined))
      : {
          error: `Git knows no commit that HEAD and ${JSON.stringify(revision)} have in common.`,
        };
  }

  /** A text file as the revision itself has it; undefined when it is not there. */
  file(path: string): Promise<Document | undefined> {
    return this.commits.file(this.tip, path);
  }

  /** The commit as what the files of a workspace are compared with. */
  async base(
    workspace: Source,
    scope: Scope,
    formats: readonly Format[],
  ): Promise<Base> {
    const tree = await this.commits.tree(this.commit);
    const { entries } = await this.commits.tree(this.head);
    const tracked = new Set(entries.map(({ path }) => path));
    const added = workspace.paths.filter((path) => !tracked.has(path));
    const now = {
      entries: [
        ...entries.filter(isIn(workspace)),
        ...added.map((path) => ({ path, id: "" })),
      ],
      source: workspace,
    };
    const commit = this.commits.source(tree, askedBefore(scope, tree, now));
    const source = withInstalled(commit, tree, workspace);
    return baseOf({ entries: tree.entries, source }, now, scope, formats);
  }
}

/** Whether a file of a commit is on the disk still. */
function isIn(
  workspace: Source,
): (entry: { readonly path: string }) => boolean {
  const directories = new Map<string, ReadonlySet<string>>();
  return ({ path }) => {
    const directory = directoryOf(path);
    const there =
      directories.get(directory) ?? new Set(workspace.list(directory));
    directories.set(directory, there);
    return there.has(path);
  };
}
