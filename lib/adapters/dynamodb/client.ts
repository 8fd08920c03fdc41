import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** One call may take so long, then it is tried again; a tick has a deadline, and the next tick catches up. */
const CONNECT_TIMEOUT_MILLISECONDS = 2000;
const REQUEST_TIMEOUT_MILLISECONDS = 10_000;
/** Connections kept open: as many as a tick has calls under way. */
const SOCKETS = 64;
const ATTEMPTS = 4;

/**
 * The client of the one table. Region, credentials and endpoint come from the SDK's own variables
 * (`AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB`) unless given; unknown fields are left out, so that an
 * absent attribute and an undefined one are the same.
 */
export function documentClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MILLISECONDS,
      requestTimeout: REQUEST_TIMEOUT_MILLISECONDS,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: SOCKETS },
      httpsAgent: { keepAlive: true, maxSockets: SOCKETS },
    },
    ...config,
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
