/*
 * Which fixes can be made at once. Two that change the same text, or insert at the same place, cannot;
 * so fixes are parted into rounds, each of which is free of such pairs.
 */
import {
  type Fix,
  type TextEdit,
  compareText,
  overlap,
  sameEdit,
  sorted,
} from "./core/fix";

/** Sets of fixes that can be made together, in the order of files and places; overlapping ones come in a later set. */
export function rounds<T extends { readonly fix: Fix }>(
  fixable: readonly T[],
  together: (left: Fix, right: Fix) => boolean = compatible,
): readonly (readonly T[])[] {
  const sets: { readonly round: T[]; readonly taken: Taken }[] = [];
  for (const each of inOrder(fixable)) {
    const { fix } = each;
    const free = sets.find(({ taken }) =>
      taken.meeting(fix).every((other) => together(other, fix)),
    );
    const set = free ?? { round: [], taken: new Taken() };
    if (!free) sets.push(set);
    set.round.push(each);
    set.taken.add(fix);
  }
  return sets.map(({ round }) => round);
}

function inOrder<T extends { readonly fix: Fix }>(
  fixable: readonly T[],
): readonly T[] {
  return fixable
    .map((each) => ({ each, range: sorted(each.fix.edits)[0]?.range }))
    .sort(({ range: a }, { range: b }) =>
      a && b
        ? compareText(a.document.path, b.document.path) || a.start - b.start
        : 0,
    )
    .map(({ each }) => each);
}

function compatible(left: Fix, right: Fix): boolean {
  return left.edits.every((a) =>
    right.edits.every((b) => sameEdit(a, b) || !overlap(a, b)),
  );
}

interface Place {
  readonly edit: TextEdit;
  readonly fix: Fix;
}

/** The places that the fixes of a round change: none overlaps another, unless it is the same. */
class Taken {
  readonly #places = new Map<string, Place[]>();

  /** The fixes whose places another one's overlap. */
  meeting(fix: Fix): readonly Fix[] {
    return fix.edits.flatMap((edit) => {
      const places = this.#places.get(edit.range.document.path) ?? [];
      const at = firstFrom(places, edit.range.start);
      const before = places[at - 1]?.edit.range.start ?? 0;
      const found: Fix[] = [];
      for (let index = firstFrom(places, before); ; index += 1) {
        const place = places[index];
        if (!place || (index >= at && !overlap(place.edit, edit))) return found;
        if (overlap(place.edit, edit)) found.push(place.fix);
      }
    });
  }

  add(fix: Fix): void {
    for (const edit of fix.edits) {
      const { path } = edit.range.document;
      const places = this.#places.get(path) ?? [];
      places.splice(firstFrom(places, edit.range.start), 0, { edit, fix });
      this.#places.set(path, places);
    }
  }
}

/** The first of places, which are in order, that starts there or later. */
function firstFrom(places: readonly Place[], start: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.edit.range.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
