import { afterEach, describe, expect, test } from "vitest";
import {
  applySuggestions,
  suggestionsIn,
  threadsWithSuggestion,
} from "./loopback/apply-suggestion";
import { checkout } from "./loopback/checkout";
import { runAction } from "./loopback/run-action";
import { LoopbackGitHub } from "./loopback/server";

let github: LoopbackGitHub;
afterEach(() => github.close());

const module_ = `resource "aws_eks_cluster" "this" {
  name                      = "orders-prod"
  role_arn                  = "arn:aws:iam::123456789012:role/eks"
  enabled_cluster_log_types = var.log_types
  depends_on                = [aws_cloudwatch_log_group.eks]
}

resource "aws_cloudwatch_log_group" "eks" {
  name              = "/aws/eks/orders-prod/cluster"
  retention_in_days = 365
}
`;
const variables = (types: string) => `variable "region" {
  default = "eu-central-1"
}

variable "log_types" {
  type    = list(string)
  default = ${types}
}
`;

const good = {
  "main.tf": module_,
  "variables.tf": variables('["api", "audit"]'),
};

describe("A pull request that removes audit from a variable's default", () => {
  test("fails, gets a suggestion at that line, and is green once it is applied", async () => {
    github = await LoopbackGitHub.start({
      base: good,
      head: { "variables.tf": variables('["api"]') },
    });
    const first = await runAction(github, {
      workspace: checkout(github, github.pull.mergeCommit ?? ""),
    });
    expect(first.log).not.toContain("mistake in this program");
    expect(first.outputs["verdict"]).toBe("fail");
    expect(first.exitCode).toBe(1);
    const [thread, ...others] = threadsWithSuggestion(github);
    expect(others).toEqual([]);
    expect(thread?.path).toBe("variables.tf");
    expect(thread?.place?.line).toBe(7);
    const body = thread?.comments[0]?.body ?? "";
    expect(suggestionsIn(body)).toEqual(['  default = ["api", "audit"]\n']);
    expect(body).toContain("switches off");

    const again = await runAction(github);
    expect(again.writes).toEqual([]);
    expect(again.exitCode).toBe(1);

    applySuggestions(github, thread ? [thread] : []);
    const second = await runAction(github);
    expect(second.exitCode).toBe(0);
    expect(github.conversation.threads).toEqual([]);
    expect(github.conversation.issueComments[0]?.body).toContain("All clear");
    const third = await runAction(github);
    expect(third.writes).toEqual([]);
    expect(third.requests.length).toBeLessThanOrEqual(12);
  }, 60_000);
});
