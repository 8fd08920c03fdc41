import { snsAlertPublisher, snsClient } from '#lib/adapters/sns/alert-publisher.ts';
import { httpHeartbeat } from '#lib/adapters/system/heartbeat.ts';
import type { SendAlertsPorts } from '#lib/app/send-alerts.ts';
import { NetbackError } from '#lib/domain/errors.ts';
import { commonPorts, deployment, environment } from './cold-start.ts';

const { topicArn, linkBase } = environment;
if (topicArn === null || linkBase === null) {
  throw new NetbackError('config-invalid', 'NETBACK_TOPIC_ARN and NETBACK_LINK_BASE must be set for send-alerts.');
}

/** The company's topic and its heartbeat beside the common ports. */
export const sendAlertsPorts: SendAlertsPorts = {
  ...commonPorts,
  publisher: snsAlertPublisher(snsClient(), topicArn),
  heartbeat: httpHeartbeat(environment.isSimulated ? null : deployment.company.heartbeatUrl, commonPorts.log),
  linkBase,
};
