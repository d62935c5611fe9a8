import type { ScalarEvent } from "./events";

/** Offsets of tag and anchor, negative where there is none. */
type Offsets = Pick<
  ScalarEvent,
  "anchorStart" | "anchorEnd" | "tagStart" | "tagEnd"
>;

/** Tag and anchor of a node. */
export interface Properties {
  /** Where the first of them begins; undefined when there is none. */
  readonly opening?: number;
  /** Where the last of them ends; negative when there is none. */
  readonly closing: number;
  readonly names: { readonly tag?: string; readonly anchor?: string };
}

const none: Properties = { closing: -1, names: {} };

/** The tag and the anchor that an event of this text carries; a core tag is none. */
export function propertiesOf(
  text: string,
  { tagStart, tagEnd, anchorStart, anchorEnd }: Offsets,
): Properties {
  if (tagStart < 0 && anchorStart < 0) return none;
  const tag = text.slice(tagStart, tagEnd);
  const starts = [tagStart, anchorStart - 1].filter((at) => at >= 0);
  return {
    opening: Math.min(...starts),
    closing: Math.max(tagEnd, anchorEnd),
    names: {
      ...(tagStart < 0 || tag === "!" || tag.startsWith("!!") ? {} : { tag }),
      ...(anchorStart < 0
        ? {}
        : { anchor: text.slice(anchorStart, anchorEnd) }),
    },
  };
}
