/*
 * A stack: a template with the parameters it is deployed with. Names are looked up when they are
 * asked for, and what they stand for is found out once.
 */
import type { SourceRange } from "../../core/document";
import { allOf } from "../../core/conditions";
import { type Value, unknown } from "../../core/value";
import { type Source, get } from "../yaml/node";
import { assuming } from "./assumption";
import type { Deployment, World } from "./deployment";
import { clusterArn } from "./cluster-arn";
import { evaluate, valueAt } from "./evaluate";
import { clusterKinds, groupKinds, mostResources } from "./kinds";
import { nested } from "./nested-stack";
import { relativePath } from "./paths";
import { parameterValue } from "./parameters";
import { referred } from "./places";
import { pseudoParameter } from "./pseudo-parameters";
import { type Resource, conditionName, resourceOf } from "./resource";
import type { Names, Placed, Scope } from "./scope";
import { Sections } from "./sections";
import type { Template } from "./template";
import { unseenIn } from "./unseen";

/** A template as it is deployed; everything in it is evaluated when it is asked for. */
export class Stack implements Names {
  private readonly found = new Map<string, Value | "pending">();
  private readonly stacks = new Map<string, Stack | undefined>();
  private readonly sections: Sections;
  private all: ReadonlyMap<string, Resource> | undefined;

  constructor(
    readonly template: Template,
    readonly deployment: Deployment,
    readonly world: World,
    /** The same stack with what only the defaults of the outermost template decide left open. */
    readonly open?: Stack,
  ) {
    this.sections = new Sections(template, this);
  }

  /** The resources, in the order of the template. */
  get resources(): ReadonlyMap<string, Resource> {
    this.all ??= this.readResources();
    return this.all;
  }

  /** What the resource is called among those of all stacks of its file. */
  addressOf({ id }: Resource): string {
    const { prefix, suffix } = this.deployment;
    return prefix + id + suffix;
  }

  /** A property of a resource, as far as the resource's own condition allows. */
  property(resource: Resource, path: readonly string[]): Value {
    const { directive, behind } = resource;
    const decided = (range: SourceRange, where: string) =>
      unknown("a template language decides what stands here", {
        range,
        label: `statement ${where} ${resource.id}`,
        from: [],
      });
    if (directive) return decided(directive, "in");
    const properties = get(resource.node, "Properties");
    const holds = conditionName(resource);
    const scope: Scope = {
      ...resource.scope,
      what: `${path.join(".")} of ${resource.id}`,
      ...(holds === undefined ? {} : { holds }),
    };
    const value = properties
      ? valueAt(properties, path, scope)
      : valueAt(resource.node, ["Properties", ...path], scope);
    if (behind && value.kind === "known" && value.data === null)
      return decided(behind, "behind");
    return assuming(this.conditionOf(resource), value);
  }

  /** When a resource exists, the condition of its stack included; undefined: always. */
  conditionOf(resource: Resource): Value | undefined {
    const own = conditionName(resource);
    const found = own === undefined ? undefined : this.condition(own);
    // It is spoken of by its name, which is why its range is empty.
    const range = {
      ...resource.keyNode.place,
      end: resource.keyNode.place.start,
    };
    const value = found && referred(found, range, `condition ${own}`);
    const { condition } = this.deployment;
    if (!value || !condition) return value ?? condition;
    return allOf([condition, value], value.origin);
  }

  /** The name of a cluster or a log group; what `Ref` gives. */
  nameOf(resource: Resource): Value {
    return this.once(
      `name ${resource.id}`,
      resource.keyNode.place,
      () =>
        this.writtenName(resource) ??
        unknown(
          `CloudFormation makes up the name of ${resource.id}`,
          { range: resource.keyNode.place, label: resource.id, from: [] },
          { key: `${this.deployment.id} ${resource.id}` },
        ),
    );
  }

  /** The name that a template gives a cluster or a log group; undefined: CloudFormation makes one up. */
  writtenName(resource: Resource): Value | undefined {
    const kind =
      clusterKinds.get(resource.type) ?? groupKinds.get(resource.type);
    const name = kind && this.property(resource, kind.name);
    return name?.kind === "known" && name.data === null ? undefined : name;
  }

  /** The stack that a resource is; undefined for other resources and templates out of reach. */
  child(resource: Resource): Stack | undefined {
    if (!this.stacks.has(resource.id)) {
      this.stacks.set(resource.id, undefined);
      const inner = nested(this, resource);
      if (inner)
        this.stacks.set(
          resource.id,
          new Stack(
            inner.template,
            inner.deployment,
            this.world,
            this.openChild(resource.id),
          ),
        );
    }
    return this.stacks.get(resource.id);
  }

  private openChild(id: string): Stack | undefined {
    const resource = this.open?.resources.get(id);
    return resource && this.open?.child(resource);
  }

  reference(name: string): Value | undefined {
    const { keyNode } = this.sections.get("Parameters").get(name) ?? {};
    if (keyNode) return this.parameter(name);
    const resource = this.resources.get(name);
    if (resource) return this.nameOf(resource);
    const { root } = this.template;
    return pseudoParameter(name, this.deployment.id, {
      ...root.range,
      end: root.range.start,
    });
  }

  attribute(id: string, attribute: string): Value | undefined {
    const resource = this.resources.get(id);
    if (!resource) return undefined;
    const output = /^Outputs\.(.+)$/.exec(attribute)?.[1];
    const value =
      output === undefined ? undefined : this.child(resource)?.output(output);
    if (attribute === "Arn" && clusterKinds.has(resource.type))
      return clusterArn(this.nameOf(resource), this);
    return (
      value ??
      unknown(
        `${id}.${attribute} is known only once it is deployed`,
        { range: resource.keyNode.place, label: id, from: [] },
        { key: `${this.deployment.id} ${id}.${attribute}` },
      )
    );
  }

  condition(name: string): Value | undefined {
    const entry = this.sections.get("Conditions").get(name);
    return (
      entry &&
      this.once(`condition ${name}`, entry.keyNode.place, () =>
        referred(
          evaluate(entry.node, entry.scope),
          entry.keyNode.place,
          `condition ${name}`,
        ),
      )
    );
  }

  mapping(name: string): Placed | undefined {
    return this.sections.get("Mappings").get(name);
  }

  included(location: string, from: Source): Source | undefined {
    const path = relativePath(from.document.path, location);
    return path === undefined ? undefined : this.world.source(path);
  }

  bounded(step: () => Value, otherwise: (reason: string) => Value): Value {
    return this.world.budget.bounded(step, otherwise);
  }

  spend(): boolean {
    return this.world.budget.spend();
  }

  private output(name: string): Value | undefined {
    const entry = this.sections.get("Outputs").get(name);
    const value = get(entry?.node, "Value");
    return (
      entry &&
      value &&
      this.once(`output ${name}`, entry.keyNode.place, () =>
        referred(
          evaluate(value, entry.scope),
          entry.keyNode.place,
          `output ${name}`,
        ),
      )
    );
  }

  private parameter(name: string): Value | undefined {
    const entry = this.sections.get("Parameters").get(name);
    return (
      entry &&
      this.once(`parameter ${name}`, entry.keyNode.place, () =>
        parameterValue(
          {
            name,
            node: entry.node,
            keyNode: entry.keyNode,
            source: entry.scope.source,
            key: `${this.deployment.id} parameter ${name}`,
          },
          this.deployment.given(name),
          this.deployment.open,
        ),
      )
    );
  }

  private readResources(): ReadonlyMap<string, Resource> {
    const entries = [...this.sections.get("Resources").values()];
    const { document } = this.template;
    const { problems } = this.world;
    if (entries.length > mostResources)
      problems.push({
        document,
        message: `This template has more than ${mostResources} resources, which CloudFormation does not take; the first ${mostResources} are judged.`,
      });
    problems.push(
      ...unseenIn(this.template, entries, this.sections.unreadTransforms),
    );
    return new Map(
      entries
        .slice(0, mostResources)
        .map((entry) => [entry.key, resourceOf(entry)]),
    );
  }

  /** What a name stands for, found out once; a name that needs itself is unknown. */
  private once(key: string, range: SourceRange, find: () => Value): Value {
    const before = this.found.get(key);
    if (before === "pending") {
      this.world.problems.push({
        document: range.document,
        range,
        message: `The ${key} needs itself, which CloudFormation refuses.`,
      });
      return unknown(
        `${key} needs itself`,
        { range, label: key, from: [] },
        { fails: true },
      );
    }
    if (before) return before;
    this.found.set(key, "pending");
    const value = find();
    this.found.set(key, value);
    return value;
  }
}
