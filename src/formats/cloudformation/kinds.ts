/** How the log types of a kind of cluster are written. */
export interface ClusterKind {
  /** Where its name stands among the properties. */
  readonly name: readonly string[];
  readonly tags: readonly string[];
  /** Where the list of log types stands. */
  readonly types: readonly string[];
  /** The property of an element that names the type; absent when elements are names. */
  readonly element?: string;
  /** The list is of `{enabled, types}`, of which only the enabled count. */
  readonly switched?: true;
}

/** A log type as an element of a cluster's list. */
export function elementOf(
  { element }: ClusterKind,
  type: string,
): string | Readonly<Record<string, string>> {
  return element === undefined ? type : { [element]: type };
}

/** Where a kind of log group keeps its name and its retention. */
export interface GroupKind {
  readonly name: readonly string[];
  readonly retention: readonly string[];
  /** It takes care of the retention even of a group that EKS created first. */
  readonly adopts?: true;
}

/**
 * Resource types that are EKS clusters. Sources: CloudFormation resource reference,
 * `AWS::EKS::Cluster`; aws-cdk-lib/aws-eks, which passes its `Config` to EKS' `createCluster`;
 * aws-quickstart/quickstart-amazon-eks-cluster-resource-provider, its resource schema.
 */
export const clusterKinds: ReadonlyMap<string, ClusterKind> = new Map([
  [
    "AWS::EKS::Cluster",
    {
      name: ["Name"],
      tags: ["Tags"],
      types: ["Logging", "ClusterLogging", "EnabledTypes"],
      element: "Type",
    },
  ],
  [
    "Custom::AWSCDK-EKS-Cluster",
    {
      name: ["Config", "name"],
      tags: ["Config", "tags"],
      types: ["Config", "logging", "clusterLogging"],
      switched: true,
    },
  ],
  [
    "AWSQS::EKS::Cluster",
    {
      name: ["Name"],
      tags: ["Tags"],
      types: ["EnabledClusterLoggingTypes"],
    },
  ],
]);

/** Resource types that are log groups. Sources: CloudFormation resource reference, `AWS::Logs::LogGroup`; aws-cdk-lib/aws-logs, `LogRetention`. */
export const groupKinds: ReadonlyMap<string, GroupKind> = new Map([
  [
    "AWS::Logs::LogGroup",
    { name: ["LogGroupName"], retention: ["RetentionInDays"] },
  ],
  [
    "Custom::LogRetention",
    {
      name: ["LogGroupName"],
      retention: ["RetentionInDays"],
      adopts: true,
    },
  ],
]);

/** A template has no more resources than this. Source: CloudFormation quotas, "Resources". */
export const mostResources = 500;

/** Resource types that are stacks of their own, and where the location of their template stands. */
export const stackKinds: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::CloudFormation::Stack", ["TemplateURL"]],
  ["AWS::Serverless::Application", ["Location"]],
]);
