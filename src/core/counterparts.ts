/*
 * Which cluster of the code that is compared with is which of the code that is judged. People rename
 * files, folders, resources and modules; a cluster that is taken for a new one would be complained
 * about a second time, and one that is taken for another would go unseen.
 */
import type { Cluster } from "./cluster";
import { directoryOf } from "./document";
import type { Move } from "./rule";
import { knownText } from "./text";
import type { Value } from "./value";

/** What became of the places of the code that is compared with. */
export interface Whereabouts {
  /** Where a file or directory is now. */
  readonly renamed: (path: string) => string;
  /** What the code that is judged says about resources that moved. */
  readonly moves: readonly Move[];
}

/** Each cluster with what it was before; one that is new has none, and no two have the same. */
export function counterparts(
  clusters: readonly Cluster[],
  before: readonly Cluster[],
  whereabouts: Whereabouts,
): ReadonlyMap<Cluster, Cluster> {
  const pairs = new Map<Cluster, Cluster>();
  const open = new Set(before);
  for (const { old, now } of waysToTell(before, whereabouts)) {
    const free = new Map<string, Cluster[]>();
    for (const cluster of open)
      for (const key of old(cluster))
        free.set(key, [...(free.get(key) ?? []), cluster]);
    for (const cluster of clusters) {
      if (pairs.has(cluster)) continue;
      const pair = now(cluster)
        .flatMap((key) => free.get(key) ?? [])
        .find((each) => open.has(each));
      if (!pair) continue;
      pairs.set(cluster, pair);
      open.delete(pair);
    }
  }
  return pairs;
}

/** Names for a cluster as it was and as it is: the same cluster if one of them is equal. */
interface Way {
  readonly old: (cluster: Cluster) => readonly string[];
  readonly now: (cluster: Cluster) => readonly string[];
}

/** How a cluster is known again, the surest way first. */
function waysToTell(
  before: readonly Cluster[],
  { renamed, moves }: Whereabouts,
): readonly Way[] {
  const placed = (old: Form, now: Form): Way => ({
    old: (cluster) => {
      const variant = cluster.variant && renamed(cluster.variant);
      return rootsAfter(cluster, renamed).flatMap((root) =>
        addressesAfter(cluster, root, moves)
          .flatMap(old)
          .map((address) => placeOf({ ...cluster, root, address, variant })),
      );
    },
    now: (cluster) =>
      now(cluster.address).map((address) => placeOf({ ...cluster, address })),
  });
  const both = (names: Way["now"]): Way => ({ old: names, now: names });
  const known = placed(asWritten, asWritten);
  // Terraform moves nothing to where something is already.
  const taken = new Set(before.map(placeOf));
  return [
    { ...known, old: (each) => known.old(each).filter((to) => !taken.has(to)) },
    both((each) => [placeOf(each)]),
    placed(withoutIndex, withoutIndex),
    both(({ name, variant }) => nameOf(name, variant)),
    both(({ name }) => nameOf(name)),
    placed(asWritten, moduleAround),
    placed(moduleAround, asWritten),
  ];
}

interface Place extends Pick<Cluster, "format" | "root" | "address"> {
  readonly variant?: string | undefined;
}

function placeOf({ format, root, address, variant }: Place): string {
  return JSON.stringify([format, root, address, variant]);
}

function nameOf(name: Value, variant?: string): readonly string[] {
  const text = knownText(name);
  return text === null ? [] : [JSON.stringify([text, variant])];
}

/** What an address is compared by. */
type Form = (address: string) => readonly string[];

const asWritten: Form = (address) => [address];

/** Terraform takes a resource that gets a `count`, or loses it, for the first of its instances. */
const withoutIndex: Form = (address) => [address.replace(/\[0\](?=\.|$)/g, "")];

/** The module call around a resource: a module of the registry has the address of its call. */
const moduleAround: Form = (address) => {
  const found =
    /^(module\..+)\.(?!module\.)[\w-]+\.[\w-]+(?:\[[^\]]*\])?$/.exec(address);
  return found?.[1] === undefined ? [] : [found[1]];
};

/** More moves than this of one cluster are not followed. */
const mostMoves = 50;

/** Which root a cluster may be in now: where its file is, where most of its directory is. */
export function rootsAfter(
  { root, range }: Cluster,
  renamed: Whereabouts["renamed"],
): readonly string[] {
  const { path } = range.document;
  const own = directoryOf(path) === root ? [directoryOf(renamed(path))] : [];
  return [...new Set([...own, renamed(root)])];
}

/** What a cluster's address may be now: the old one, and wherever moves lead from there. */
function addressesAfter(
  { root, address }: Cluster,
  now: string,
  moves: readonly Move[],
): readonly string[] {
  const own = moves.filter((move) => move.root === now);
  // The address of a Terragrunt unit is that of its directory.
  const first = address === `module.${root}` ? `module.${now}` : address;
  const all = [first];
  for (let at = 0; at < Math.min(all.length, mostMoves); at += 1) {
    const from = all[at] ?? "";
    for (const move of own) {
      const to = moved(from, move);
      if (to !== undefined && !all.includes(to)) all.push(to);
    }
  }
  return all.reverse();
}

/** Where a move takes an address; undefined when it is about another. */
function moved(address: string, { from, to }: Move): string | undefined {
  if (address === from) return to;
  if (isWithin(address, from)) return to + address.slice(from.length);
  // A cluster of a module that is known by its call stands for the resources in it.
  return isWithin(from, address) ? to : undefined;
}

function isWithin(address: string, outer: string): boolean {
  return address.startsWith(`${outer}.`) || address.startsWith(`${outer}[`);
}
