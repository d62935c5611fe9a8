/*
 * What the command compares the files on the disk with: the commit at which they left another
 * branch, as the repository has it.
 */
import { clustersOf } from "./check";
import { Commits, type Scope, renames } from "./commits";
import type { Base } from "./core/comparison";
import type { Document } from "./core/document";
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

  /** The clusters of the commit. */
  async base(scope: Scope, formats: readonly Format[]): Promise<Base> {
    const tree = await this.commits.tree(this.commit);
    return {
      clusters: await clustersOf(this.commits.source(tree, scope), formats),
      renamed: renames(tree, await this.commits.tree(this.head)),
    };
  }
}
