/*
 * Terraform's language as a tree, with the exact place of everything. HCL and its JSON form both
 * end up here, so nothing behind this file knows which of the two was written.
 */
import type { Document, SourceRange } from "../../../core/document";

/** A file, or what a block holds. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  /** All that stands between the braces; the whole of an HCL file. */
  readonly range: SourceRange;
  /** Something in it could not be read: what seems absent may be there. */
  readonly incomplete?: true;
}

export interface Attribute {
  readonly name: string;
  readonly value: Expression;
  /** From the first letter of the name to the end of the value. */
  readonly range: SourceRange;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  /** From the first letter of the type to the closing brace. */
  readonly range: SourceRange;
  /** The type and the labels: what a person would point at. */
  readonly header: SourceRange;
}

export type Expression =
  | Literal
  | Template
  | Tuple
  | ObjectLiteral
  | Reference
  | Index
  | Splat
  | Call
  | Unary
  | Binary
  | Conditional
  | For
  | Parenthesised
  | Invalid;

interface Placed {
  readonly range: SourceRange;
}

/** A number, true, false or null. */
export interface Literal extends Placed {
  readonly kind: "literal";
  readonly data: null | boolean | number;
}

/** A quoted text or heredoc. One without interpolation has a single text piece or none. */
export interface Template extends Placed {
  readonly kind: "template";
  readonly pieces: readonly TemplatePiece[];
}

/** Escapes are resolved, heredoc indentation and `~` trimming already applied. */
export type TemplatePiece =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly range: SourceRange;
    }
  | { readonly kind: "interpolation"; readonly expression: Expression }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly whenTrue: readonly TemplatePiece[];
      readonly whenFalse: readonly TemplatePiece[];
      readonly range: SourceRange;
    }
  | {
      readonly kind: "for";
      readonly key?: string;
      readonly value: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePiece[];
      readonly range: SourceRange;
    };

export interface Tuple extends Placed {
  readonly kind: "tuple";
  readonly elements: readonly Expression[];
}

export interface ObjectLiteral extends Placed {
  readonly kind: "object";
  readonly items: readonly ObjectItem[];
}

export interface ObjectItem extends Placed {
  /** A bare word is a template of that text; a parenthesised or other expression is computed. */
  readonly key: Expression;
  readonly value: Expression;
}

/** A bare name: the root of a traversal (`var`, `local`, `aws_eks_cluster`, a `for` variable). `.name` steps are Index nodes with a template key. */
export interface Reference extends Placed {
  readonly kind: "reference";
  readonly name: string;
}

/** `of.name`, `of[key]`, `of.0`. */
export interface Index extends Placed {
  readonly kind: "index";
  readonly of: Expression;
  readonly key: Expression;
  /** Written with a dot. */
  readonly attribute: boolean;
}

/** `of[*].a[0]` and `of.*.a`. */
export interface Splat extends Star {
  readonly kind: "splat";
  readonly of: Expression;
}

/** What a star does with every element. */
export interface Star extends Placed {
  readonly full: boolean;
  /** The steps after the star, from left to right. */
  readonly steps: readonly {
    readonly key: Expression;
    readonly attribute: boolean;
    readonly range: SourceRange;
  }[];
  /** `of[*].a[*].b`: a further star, which works on what the steps give for each element. */
  readonly nested?: Star;
}

export interface Call extends Placed {
  readonly kind: "call";
  /** As written, "provider::aws::arn_parse" included. */
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** The last argument is spread: `f(list...)`. */
  readonly spread: boolean;
}

export interface Unary extends Placed {
  readonly kind: "unary";
  readonly operator: "!" | "-";
  readonly operand: Expression;
}

export interface Binary extends Placed {
  readonly kind: "binary";
  readonly operator:
    | "+"
    | "-"
    | "*"
    | "/"
    | "%"
    | "=="
    | "!="
    | "<"
    | "<="
    | ">"
    | ">="
    | "&&"
    | "||";
  readonly left: Expression;
  readonly right: Expression;
}

export interface Conditional extends Placed {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface For extends Placed {
  readonly kind: "for";
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Expression;
  /** Present: the result is an object. */
  readonly key?: Expression;
  readonly value: Expression;
  readonly condition?: Expression;
  /** `...` after the value: values of one key are grouped. */
  readonly grouped: boolean;
}

export interface Parenthesised extends Placed {
  readonly kind: "parenthesised";
  readonly inner: Expression;
}

/** What the parser could not read. */
export interface Invalid extends Placed {
  readonly kind: "invalid";
}

/** A parsed file. */
export interface File {
  readonly document: Document;
  readonly body: Body;
  /** Where the parser saw an error first; the judge says whether the file is invalid and why. */
  readonly error?: SourceRange;
}
