/*
 * The sections of a template with everything in its place: loops unrolled, local files included.
 */
import { type Node, get } from "../yaml/node";
import { evaluate } from "./evaluate";
import { type Expanded, expanded, includedFile } from "./expansion";
import { itemsOf } from "./intrinsic";
import type { Names, Placed, Scope } from "./scope";
import type { Template } from "./template";

/** The sections of a template, each read when it is asked for. */
export class Sections {
  private readonly read = new Map<string, ReadonlyMap<string, Expanded>>();

  constructor(
    private readonly template: Template,
    private readonly names: Names,
  ) {}

  /** The entries of a section; none when the template lacks it. */
  get(name: string): ReadonlyMap<string, Expanded> {
    const before = this.read.get(name);
    if (before) return before;
    // A section that a loop of its own needs while it is unrolled is empty.
    this.read.set(name, new Map());
    const entries = this.files(name).flatMap(({ node, scope }) => {
      const part = get(node, name);
      return part?.kind === "mapping" ? expanded(part, scope, evaluate) : [];
    });
    const byName = new Map(entries.map((entry) => [entry.key, entry]));
    this.read.set(name, byName);
    return byName;
  }

  /** The transforms of the whole template that no local file stands for. */
  get unreadTransforms(): readonly Node[] {
    const scope = this.scope("Transform");
    return this.transforms.filter(
      (each) => !includedFile(each, scope, evaluate),
    );
  }

  /** The template, and the local files that its `Transform` section includes. */
  private files(what: string): readonly Placed[] {
    const scope = this.scope(what);
    return [
      { node: this.template.root, scope },
      ...this.transforms.flatMap(
        (each) => includedFile(each, scope, evaluate) ?? [],
      ),
    ];
  }

  private get transforms(): readonly Node[] {
    const transform = get(this.template.root, "Transform");
    return itemsOf(transform) ?? (transform ? [transform] : []);
  }

  private scope(what: string): Scope {
    const { names, template } = this;
    return { names, source: template.source, variables: new Map(), what };
  }
}
