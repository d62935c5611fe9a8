import { describe, expect, test } from "vitest";
import {
  code,
  escaped,
  fenced,
  link,
  shortened,
  visible,
} from "../../src/reporters/markdown";

describe("Text of other people", () => {
  test("shows control and bidi characters as escapes, on one line", () => {
    expect(visible("a\nb\tc\u202e\u0000\u{e0041}")).toBe(
      "a\\nb\\tc\\u202e\\u0000\\u{e0041}",
    );
    expect(visible("häß 日本 😀")).toBe("häß 日本 😀");
  });

  test("is inline code, whatever it contains", () => {
    expect(code("module.eks")).toBe("`module.eks`");
    expect(code("a`b|c")).toBe("<code>a\\`b&#124;c</code>");
    expect(code("")).toBe("<code></code>");
    expect(code("x\n::error::")).toBe("`x\\n::error::`");
    expect(code("x".repeat(1_000_000))).toHaveLength(202);
  });

  test("is running text without marks, mentions, links and HTML", () => {
    expect(escaped("aws_eks_cluster.main keeps 7 days < 90.")).toBe(
      "aws_eks_cluster.main keeps 7 days &lt; 90.",
    );
    expect(escaped("@all see https://x.y, #12 and <b>*bold*</b>")).toBe(
      "@&#8203;all see https:&#8203;//x.y, \\#&#8203;12 and &lt;b&gt;\\*bold\\*&lt;/b&gt;",
    );
    expect(escaped("__x__ a__b")).toBe("\\_\\_x\\_\\_ a\\_\\_b");
    expect(escaped("${var.a}")).toBe("<span>$</span>{var.a}");
    expect(escaped("1. item\n# head")).toBe("1\\. item\\\\n\\# head");
    expect(escaped("- item | cell")).toBe("\\- item &#124; cell");
  });

  test("ends no fence", () => {
    expect(fenced("a\n````\nb", "diff")).toBe("`````diff\na\n````\nb\n`````");
    expect(fenced("\ta\r\nb\u202e\n", "")).toBe("```\n\ta\nb\\u202e\n```");
  });

  test("is cut between characters", () => {
    expect(shortened("ab😀", 4)).toBe("ab😀");
    expect(shortened("ab😀c", 4)).toBe("ab…");
  });

  test("leaves a link's brackets whole", () => {
    expect(link("page", "https://x/a (b)")).toBe(
      "[page](https://x/a%20%28b%29)",
    );
  });
});
