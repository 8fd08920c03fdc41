import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** A queue for what could not be done: kept for people to look at, never lost in silence. */
export function failureQueue(
  scope: Construct,
  id: string,
  options: { readonly retention?: Duration; readonly key?: IKey | null } = {},
): Queue {
  const key = options.key ?? null;
  return new Queue(scope, id, {
    enforceSSL: true,
    retentionPeriod: options.retention ?? Duration.days(14),
    ...(key === null
      ? { encryption: QueueEncryption.SQS_MANAGED }
      : { encryption: QueueEncryption.KMS, encryptionMasterKey: key }),
  });
}
