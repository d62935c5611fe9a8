import type { Violation } from "../core/finding";
import type { Rule } from "../core/rule";
import { standing, typeOff, turnOn } from "./log-types";

export const requiredLogTypesDisabled: Rule = {
  id: "required-log-types-disabled",
  level: "error",
  summary: "A log type other than audit that the policy requires is off.",
  why: "What EKS does not send to CloudWatch Logs while it happens cannot be had later.",
  check(cluster, policy): Violation | undefined {
    const others = policy.requiredLogTypes.filter((type) => type !== "audit");
    const violations = others.flatMap(
      (type) => typeOff(cluster, type, policy) ?? [],
    );
    const sure = violations.filter(
      (violation) => violation.confidence === "high",
    );
    const [first] = sure.length > 0 ? sure : violations;
    if (!first) return undefined;
    const same = violations.filter(
      (violation) => violation.confidence === first.confidence,
    );
    return {
      ...first,
      message: same.map((violation) => violation.message).join(" "),
    };
  },
  standing: (cluster, policy) =>
    standing(
      cluster,
      policy.requiredLogTypes.filter((type) => type !== "audit"),
    ),
  command: (name, _cluster, policy) => turnOn(name, policy.requiredLogTypes),
};
