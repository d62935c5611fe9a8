import { type KnownModule, days, none, on, types } from "./row";

/** Cloud Posse's label makes up the cluster's name, from several arguments. */
const cloudPosse = {
  create: on("enabled"),
  clusterName: [],
  nameParts: ["namespace", "tenant", "environment", "stage", "name"],
  nameOutputs: ["eks_cluster_id"],
} as const;

/** Cloud Posse's modules. */
export const modulesOfCloudPosse: readonly KnownModule[] = [
  {
    address: "cloudposse/eks-cluster/aws",
    repository: "cloudposse/terraform-aws-eks-cluster",
    folder: "",
    rows: [
      {
        ...cloudPosse,
        from: "0.1.0",
        to: "0.3.2",
        logTypes: { value: [] },
        retention: none,
        logGroup: "never",
        citation:
          "cloudposse/terraform-aws-eks-cluster@0.3.2 has no such variable",
      },
      {
        ...cloudPosse,
        from: "0.4.0",
        to: "0.16.0",
        logTypes: types("enabled_cluster_log_types", []),
        retention: none,
        logGroup: "never",
        citation:
          "cloudposse/terraform-aws-eks-cluster@0.4.0 main.tf:101, variables.tf:96",
      },
      {
        ...cloudPosse,
        from: "0.17.0",
        to: "4.11.0",
        logTypes: types("enabled_cluster_log_types", []),
        retention: days("cluster_log_retention_period", 0),
        logGroup: "with types",
        citation:
          "cloudposse/terraform-aws-eks-cluster@4.11.0 variables.tf:98,104, main.tf:54-60",
      },
    ],
  },
  {
    repository: "cloudposse-terraform-components/aws-eks-cluster",
    folder: "src",
    rows: [
      {
        ...cloudPosse,
        from: "0.0.0",
        to: "1.0.0",
        logTypes: types("enabled_cluster_log_types", []),
        retention: days("cluster_log_retention_period", 0),
        logGroup: "with types",
        citation:
          "cloudposse-terraform-components/aws-eks-cluster@2d04ba6 src/variables.tf:82,89, src/main.tf:154-170",
      },
    ],
  },
];
