import { describe, expect, it } from "vitest";
import { environmentsIn } from "../../src/core/environment";
import { defaultPolicy } from "../../src/core/policy";

describe("the environments that a text names", () => {
  it.each([
    ["prod-eks", ["production"]],
    ["eks-prod-1", ["production"]],
    ["eksProd1", ["production"]],
    ["MY_PRD_CLUSTER", ["production"]],
    ["EKSProd", ["production"]],
    ["envs/staging.tfvars", ["staging"]],
    ["pre-prod", ["staging"]],
    ["preprod", ["staging"]],
    ["preProd", ["staging"]],
    ["dev2", ["development"]],
    ["sandbox", ["development"]],
    ["nonprod", []],
    ["non-prod", []],
    ["nonProd-eks", []],
    ["products", []],
    ["device", []],
    ["dev-and-prod", ["development", "production"]],
    ["", []],
  ])("%s: %j", (text, expected) => {
    expect(environmentsIn(text, defaultPolicy)).toEqual(expected);
  });
});
