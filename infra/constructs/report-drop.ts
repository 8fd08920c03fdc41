import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { failureQueue } from './failure-queue.ts';

/** Files go to `reports/<site id>/<name>`: a site's sender may only write under its own prefix. */
const REPORT_PREFIX = 'reports/';
const KEPT_DAYS = 400;

/**
 * A bucket that gas reports may be dropped into. Each new object is told to `receiver`, which reads,
 * checks and stores its rows; the file itself is kept so that figures can be traced back to it.
 */
export class ReportDrop extends Construct {
  readonly bucket: Bucket;

  /** Events that never reached the receiver. */
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, key: IKey | null) {
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
    bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    this.undelivered = failureQueue(this, 'Undelivered', { key });
  }

  /** Tells `receiver` of every new file below the prefix. */
  tell(receiver: IFunction): void {
    new Rule(this, 'Dropped', {
      description: 'A gas report was dropped',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [this.bucket.bucketName] }, object: { key: [{ prefix: REPORT_PREFIX }] } },
      },
      targets: [new LambdaFunction(receiver, { deadLetterQueue: this.undelivered, retryAttempts: 8 })],
    });
  }

  /** Putting files below the prefix: what the signed forms of the API can do at most. */
  offerStatement(): PolicyStatement {
    return new PolicyStatement({
      sid: 'OfferReportUploads',
      actions: ['s3:PutObject'],
      resources: [this.bucket.arnForObjects(`${REPORT_PREFIX}*`)],
    });
  }

  /** Reading what was dropped, and nothing else of the bucket. */
  readStatement(): PolicyStatement {
    return new PolicyStatement({
      sid: 'ReadDroppedReports',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: [this.bucket.arnForObjects(`${REPORT_PREFIX}*`)],
    });
  }
}
