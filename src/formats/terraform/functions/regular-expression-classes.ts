/** Whether a letter belongs to a class. */
export type Test = (letter: string) => boolean;

/** The classes that a letter behind a backslash names. */
export const classes: Readonly<Record<string, Test>> = {
  d: (letter) => /^[0-9]$/.test(letter),
  w: (letter) => /^[0-9A-Za-z_]$/.test(letter),
  s: (letter) => /^[\t\n\f\r ]$/.test(letter),
};

/** The classes that `[:name:]` names. */
export const posixClasses: Readonly<Record<string, RegExp>> = {
  alnum: /^[0-9A-Za-z]$/,
  alpha: /^[A-Za-z]$/,
  ascii: /^[\0-\x7f]$/,
  blank: /^[\t ]$/,
  cntrl: /^[\0-\x1f\x7f]$/,
  digit: /^[0-9]$/,
  graph: /^[!-~]$/,
  lower: /^[a-z]$/,
  print: /^[ -~]$/,
  punct: /^[!-/:-@[-`{-~]$/,
  space: /^[\t\n\v\f\r ]$/,
  upper: /^[A-Z]$/,
  word: /^[0-9A-Za-z_]$/,
  xdigit: /^[0-9A-Fa-f]$/,
};

/** The control characters that a letter behind a backslash names. */
export const controls: Readonly<Record<string, string>> = {
  a: "\x07",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** The number of a letter, by which ranges go. */
export const codePoint = (letter: string): number => letter.codePointAt(0) ?? 0;
