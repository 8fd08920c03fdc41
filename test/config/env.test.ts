import { describe, expect, test } from 'vitest';
import { readEnvironment } from '#lib/config/env.ts';

const COMMON = {
  NETBACK_TABLE: 'netback-table',
  NETBACK_COMPANY_JSON: '/opt/company.json',
  NETBACK_FUNCTION_TIMEOUT_SECONDS: '60',
};

describe('the environment of a function', () => {
  test('is read into plain values', () => {
    expect(readEnvironment({ ...COMMON, NETBACK_SIMULATED: '1' })).toMatchObject({
      table: 'netback-table',
      companyJson: '/opt/company.json',
      functionTimeoutSeconds: 60,
      topicArn: null,
      isSimulated: true,
    });
  });

  test('is refused with every problem at once', () => {
    const given = { NETBACK_TABLE: 'x y', NETBACK_FUNCTION: 'send-alerts', NETBACK_FUNCTION_TIMEOUT_SECONDS: '0' };
    expect(() => readEnvironment(given)).toThrow(
      /(?=.*NETBACK_TABLE is "x y")(?=.*NETBACK_COMPANY_JSON is not set)(?=.*TIMEOUT_SECONDS is "0")(?=.*NETBACK_TOPIC_ARN is not set)(?=.*NETBACK_LINK_BASE is not set)/,
    );
  });

  test('asks for the topic only where a function publishes', () => {
    expect(() => readEnvironment({ ...COMMON, NETBACK_FUNCTION: 'pull-market' })).not.toThrow();
    expect(() => readEnvironment({ ...COMMON, NETBACK_FUNCTION: 'pull-markets' })).toThrow(/one of pull-market/);
  });
});
