import { type Stack, Token, Validations } from 'aws-cdk-lib';

export type AcknowledgedFinding = {
  readonly rule: string;
  /** Constructs it is acknowledged on, by the end of their path in the stack. */
  readonly on: RegExp;
  readonly what: string;
  readonly reason: string;
};

const FAILURE_QUEUES = /(Failures|Undelivered|UndeliveredAlerts)\/Resource$/;
const PAGE_UPLOAD = /Custom::CDKBucketDeployment[0-9A-F]+(\/.*)?$/;
const MONITOR_FUNCTIONS = /^[A-Za-z]+\/(Function|Role)(\/.*)?$/;
const UPLOAD_REASON =
  'The CDK library function that copies the page into its bucket during a deployment; it never runs otherwise and reads public files only.';

/** Every finding of cdk-nag that stays, with the reason; docs/security-findings.md is made of this list. */
export const ACKNOWLEDGED_FINDINGS: readonly AcknowledgedFinding[] = [
  {
    rule: 'AwsSolutions-SQS3',
    on: FAILURE_QUEUES,
    what: 'failure queues',
    reason:
      'These are the dead-letter queues themselves: Lambda destinations, schedules and subscriptions put into them.',
  },
  {
    rule: 'Serverless-SQSRedrivePolicy',
    on: FAILURE_QUEUES,
    what: 'failure queues',
    reason: 'A dead-letter queue has none of its own: nothing consumes it but people, after an alarm.',
  },
  {
    rule: 'Serverless-LambdaDLQ',
    on: MONITOR_FUNCTIONS,
    what: 'monitor functions',
    reason:
      'They have an on-failure destination instead, which carries the error and the event; the rule only knows the older form.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    on: /^[A-Za-z]+\/Role\/DefaultPolicy\/Resource$/,
    what: 'roles of the monitor functions',
    reason: 'Only xray:PutTraceSegments and xray:PutTelemetryRecords, which have no resource to name.',
  },
  {
    rule: 'AwsSolutions-APIG4',
    on: /^Api\/Http\/POST--v1--sites--\{site\}--reports\/Resource$/,
    what: 'push route',
    reason:
      'Devices sign each report with their own key (HMAC over method, path, time, nonce and body); the function refuses everything else with the same 401.',
  },
  {
    rule: 'AwsSolutions-S1',
    on: /^(Web\/Bucket|Reports\/Bucket)\/Resource$/,
    what: 'page bucket, report drop',
    reason:
      'Access logs would need a second bucket: the page is public text behind CloudFront, and every dropped file is versioned, kept and logged by its receiver.',
  },
  {
    rule: 'AwsSolutions-CFR1',
    on: /^Web\/Distribution\/Resource$/,
    what: 'page distribution',
    reason: 'People of one company sign in from wherever they are; access is decided by their token.',
  },
  {
    rule: 'AwsSolutions-CFR2',
    on: /^Web\/Distribution\/Resource$/,
    what: 'page distribution',
    reason:
      'A web ACL costs more than the whole stack; the API refuses every request without a valid token and is throttled. docs/deploy.md says how to add one.',
  },
  {
    rule: 'AwsSolutions-CFR3',
    on: /^Web\/Distribution\/Resource$/,
    what: 'page distribution',
    reason:
      'Requests for figures are in the access log of the API; the page itself is the same public text for everybody.',
  },
  {
    rule: 'AwsSolutions-CFR4',
    on: /^Web\/Distribution\/Resource$/,
    what: 'page distribution',
    reason: 'Without a domain of its own CloudFront sets the protocol of its default certificate; HTTPS is forced.',
  },
  ...[
    'AwsSolutions-L1',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ...['GetObject*', 'GetBucket*', 'List*', 'DeleteObject*', 'Abort*'].map(
      (action) => `AwsSolutions-IAM5[Action::s3:${action}]`,
    ),
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-{account}-{region}/*]',
    'AwsSolutions-IAM5[Resource::<WebBucketE51352C0.Arn>/*]',
    'Serverless-LambdaDLQ',
    'Serverless-LambdaLatestVersion',
    'Serverless-LambdaTracing',
  ].map((rule) => ({ rule, on: PAGE_UPLOAD, what: 'page upload', reason: UPLOAD_REASON })),
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:{region}:{account}:parameter/{folder}]',
    on: /^(PullMarket|PullGasReports|ReceiveGasReport)\/Role\/DefaultPolicy\/Resource$/,
    what: 'roles that read secrets, of a company with more of them than a policy can name',
    reason:
      'Reads below the folders of the secrets only what is tagged `netback:company` with the company’s own id; a company with fewer names each.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::<ReportDrop.Arn>/reports/*]',
    on: /^(ReceiveGasReport|HistoryApi)\/Role\/DefaultPolicy\/Resource$/,
    what: 'roles of receive-gas-report and history-api',
    reason:
      'The one reads, the other signs forms for, any object under reports/ of their own bucket: senders choose the file names.',
  },
];

/** Tells cdk-nag which findings of a company's stack are known and why they stay; `folders` hold its secrets. */
export function acknowledgeFindings(stack: Stack, folders: readonly string[]): void {
  const prefix = `${stack.node.path}/`;
  const placeOf = (value: string, token: string): string => (Token.isUnresolved(value) ? token : value);
  const account = placeOf(stack.account, '<AWS::AccountId>');
  const region = placeOf(stack.region, '<AWS::Region>');
  for (const construct of stack.node.findAll()) {
    if (!construct.node.path.startsWith(prefix)) continue;
    const own = construct.node.path.slice(prefix.length);
    for (const { rule, on, reason } of ACKNOWLEDGED_FINDINGS) {
      if (!on.test(own)) continue;
      const id = rule.replace('{account}', account).replace('{region}', region);
      for (const folder of id.includes('{folder}') ? folders : [''])
        Validations.of(construct).acknowledge({ id: id.replace('{folder}', folder), reason });
    }
  }
}

/** docs/security-findings.md */
export function findingsDocument(): string {
  const rows = ACKNOWLEDGED_FINDINGS.map(({ rule, what, reason }) => `| \`${rule}\` | ${what} | ${reason} |`);
  return `# Security findings that stay

Made by \`node scripts/security-findings.ts\` from \`infra/acknowledged-findings.ts\`: do not edit.

The tests run cdk-nag's AwsSolutions and Serverless packs over the stacks of three companies. They must find
nothing but the following, each acknowledged on the named constructs only.

| rule | on | why it stays |
|---|---|---|
${rows.join('\n')}
`;
}
