/** Whether a path matches a pattern of Terraform's `fileset`; undefined when the pattern is not understood. */
export function isMatch(path: string, pattern: string): boolean | undefined {
  const names = pattern.split("/");
  // A path is cleaned before it is matched; classes and escapes are rarely written.
  if (
    /[[\]\\]/.test(pattern) ||
    names.some((name) => ["", ".", ".."].includes(name)) ||
    names.some((name) => name.includes("**") && name !== "**") ||
    names.filter((name) => name === "**").length > 3
  )
    return undefined;
  const alternatives = expanded(pattern);
  return alternatives?.some((each) =>
    matches(path.split("/"), each.split("/")),
  );
}

/** The pattern for each choice of its `{a,b}`; undefined for nested ones. */
function expanded(pattern: string): readonly string[] | undefined {
  const open = pattern.indexOf("{");
  if (open < 0) return pattern.includes("}") ? undefined : [pattern];
  const close = pattern.indexOf("}", open);
  const choices = pattern.slice(open + 1, close);
  if (close < 0 || /[{/]/.test(choices)) return undefined;
  const rest = expanded(pattern.slice(close + 1));
  const all = rest?.flatMap((end) =>
    choices.split(",").map((choice) => pattern.slice(0, open) + choice + end),
  );
  return all && all.length <= 64 ? all : undefined;
}

function matches(path: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === "**")
    return path.some((_, at) =>
      matches(path.slice(at), rest.length > 0 ? rest : ["*"]),
    );
  const [name, ...others] = path;
  return (
    name !== undefined && nameMatches(name, first) && matches(others, rest)
  );
}

/** Matches `*` and `?` without trying for ever: the last star alone is moved on. */
function nameMatches(name: string, pattern: string): boolean {
  const [letters, wanted] = [[...name], [...pattern]];
  let [at, next, star, mark] = [0, 0, -1, 0];
  while (at < letters.length) {
    if (
      wanted[next] === "?" ||
      (wanted[next] !== "*" && wanted[next] === letters[at])
    ) {
      at += 1;
      next += 1;
    } else if (wanted[next] === "*") {
      star = next;
      mark = at;
      next += 1;
    } else if (star >= 0) {
      next = star + 1;
      mark += 1;
      at = mark;
    } else return false;
  }
  return wanted.slice(next).every((letter) => letter === "*");
}
