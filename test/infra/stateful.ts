import type { Template } from 'aws-cdk-lib/assertions';

/** Resources that hold something, and the properties whose change would make CloudFormation replace them. */
const REPLACED_BY: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': [
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'LocalSecondaryIndexes',
    'ImportSourceSpecification',
  ],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::SNS::Subscription': ['TopicArn', 'Protocol', 'Endpoint'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
};

export type StatefulResource = {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  /** Only the properties that decide about replacement. */
  readonly fixed: Readonly<Record<string, unknown>>;
};

type Resource = {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
};

/** What of a template must survive every upgrade, by logical id. */
export function statefulResources(template: Template): Readonly<Record<string, StatefulResource>> {
  const resources = Object.entries(template.toJSON().Resources as Record<string, Resource>);
  return Object.fromEntries(
    resources.flatMap(([id, { Type, Properties = {}, DeletionPolicy, UpdateReplacePolicy }]) => {
      const names = REPLACED_BY[Type];
      if (names === undefined) return [];
      const fixed = Object.fromEntries(
        names.filter((name) => name in Properties).map((name) => [name, Properties[name]]),
      );
      const policies = {
        ...(DeletionPolicy && { DeletionPolicy }),
        ...(UpdateReplacePolicy && { UpdateReplacePolicy }),
      };
      return [[id, { Type, ...policies, fixed }]];
    }),
  );
}
