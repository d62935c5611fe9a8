import type { Format } from "../../core/rule";
import { parse } from "../yaml/parse";
import { read } from "./read";
import { isSamConfiguration, samProblem } from "./sam-configuration";
import { mayHoldTemplate } from "./template";

/** AWS CloudFormation: templates in YAML and JSON, SAM and what the AWS CDK synthesises. */
export const cloudformation: Format = {
  name: "cloudformation",
  claims: (path) => mayHoldTemplate(path) || isSamConfiguration(path),
  read: (tree, before) => Promise.resolve(read(tree, before)),
  invalid: (document) =>
    Promise.resolve(
      isSamConfiguration(document.path)
        ? samProblem(document)
        : parse(document).problems[0],
    ),
};
