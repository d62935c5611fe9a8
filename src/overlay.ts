/*
 * A commit together with files that are only on the disk: generated ones that a workflow made before
 * this step and names, and the modules that `terraform init` installed. What the commit has comes
 * from the commit.
 */
import type { Document, Source } from "./core/document";
import { compareText } from "./core/fix";

/** The files of a commit, and below them those of the disk that `covers` allows. */
export class Overlay implements Source {
  readonly paths: readonly string[];

  constructor(
    readonly commit: Source,
    readonly disk: Source,
    readonly covers: (path: string) => boolean,
  ) {
    const tracked = new Set(commit.paths);
    const further = disk.paths.filter(
      (path) => covers(path) && !tracked.has(path),
    );
    this.paths = [...commit.paths, ...further].sort(compareText);
  }

  list(directory: string): readonly string[] {
    const below = this.disk.list(directory).filter(this.covers);
    const all = new Set([...this.commit.list(directory), ...below]);
    return [...all].sort(compareText);
  }

  document(path: string): Document | undefined {
    return (
      this.commit.document(path) ??
      (this.covers(path) ? this.disk.document(path) : undefined)
    );
  }

  load(paths: readonly string[]): Promise<boolean> {
    return this.commit.load(paths);
  }

  get problems(): Source["problems"] {
    return [...this.commit.problems, ...this.disk.problems];
  }

  get filesRead(): number {
    return this.commit.filesRead + this.disk.filesRead;
  }
}
