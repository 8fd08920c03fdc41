import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnPermission, IFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

/** Files go to `reports/<site id>/<name>`: a site's sender may only write under its own prefix. */
const REPORT_PREFIX = 'reports/';
const KEPT_DAYS = 400;

/**
 * A bucket that gas reports may be dropped into. Each new object is told to `receiver`, which reads,
 * checks and stores its rows; the file itself is kept so that figures can be traced back to it.
 */
export class ReportDrop extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, receiver: IFunction, key: IKey | null) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(key === null
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
      lifecycleRules: [
        {
          expiration: Duration.days(KEPT_DAYS),
          noncurrentVersionExpiration: Duration.days(KEPT_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    const bucket = this.bucket.node.defaultChild as CfnBucket;
    bucket.overrideLogicalId('ReportDrop');
    // The bucket's own property: the library's way would deploy one more function with wide rights.
    receiver.addPermission('ReportDrop', {
      principal: new ServicePrincipal('s3.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
    });
    bucket.notificationConfiguration = {
      lambdaConfigurations: [
        {
          event: 's3:ObjectCreated:*',
          function: receiver.functionArn,
          filter: { s3Key: { rules: [{ name: 'prefix', value: REPORT_PREFIX }] } },
        },
      ],
    };
    const permission = receiver.node.tryFindChild('ReportDrop') as CfnPermission | undefined;
    if (permission !== undefined) bucket.addResourceDependency(permission);
  }

  /** Reading what was dropped, and nothing else of the bucket. */
  letRead(reader: IFunction): void {
    reader.addToRolePolicy(
      new PolicyStatement({
        sid: 'ReadDroppedReports',
        actions: ['s3:GetObject'],
        resources: [this.bucket.arnForObjects(`${REPORT_PREFIX}*`)],
      }),
    );
  }
}
