/*
 * What the runner makes of an action's output. It obeys workflow commands wherever they stand at a line's start, in
 * either stream, unless commands are stopped; so an action that prints other people's text shows here what that does.
 */

/** A workflow command, unescaped. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** The commands in an action's output that the runner would obey. */
export function obeyedCommands(output: string): Command[] {
  const commands: Command[] = [];
  let token: string | undefined;
  for (const line of output.split(/\r\n|\n|\r/)) {
    const command = parsedCommand(line);
    if (command === undefined) continue;
    if (token !== undefined) {
      if (command.name === token) token = undefined;
    } else if (command.name === "stop-commands") token = command.message;
    else commands.push(command);
  }
  return commands;
}

function parsedCommand(line: string): Command | undefined {
  // The older form is found anywhere in a line.
  const match =
    /^\s*::([\w-]+)(?: ([^\r\n]*?))?::(.*)$/.exec(line) ??
    /##\[([\w-]+)(?: ([^\]]*))?\](.*)$/.exec(line);
  if (match === null) return undefined;
  const [, name = "", list = "", message = ""] = match;
  const pairs = list
    .split(/[,;]/)
    .map((pair) => /^\s*([^=]+)=([\s\S]*)$/.exec(pair))
    .flatMap((pair) =>
      pair === null ? [] : [[pair[1] ?? "", unescaped(pair[2] ?? "")] as const],
    );
  return {
    name,
    properties: Object.fromEntries(pairs),
    message: unescaped(message),
  };
}

function unescaped(text: string): string {
  const codes: Record<string, string> = {
    "%0D": "\r",
    "%0A": "\n",
    "%3A": ":",
    "%2C": ",",
    "%25": "%",
  };
  return text.replaceAll(/%(?:0D|0A|3A|2C|25)/g, (code) => codes[code] ?? code);
}

/** The outputs that a step sets through `GITHUB_OUTPUT`. */
export function parsedOutputs(file: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = file.split("\n");
  while (lines.length > 0) {
    const line = lines.shift() ?? "";
    const block = /^(.+?)<<(.+)$/.exec(line);
    const single = /^([^=<]+)=(.*)$/.exec(line);
    if (block !== null) {
      const end = lines.indexOf(block[2] ?? "");
      if (end < 0) throw new Error(`The output ${block[1]} does not end.`);
      outputs[block[1] ?? ""] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join("\n");
    } else if (single !== null) outputs[single[1] ?? ""] = single[2] ?? "";
    else if (line !== "") throw new Error(`No output: ${line}`);
  }
  return outputs;
}
