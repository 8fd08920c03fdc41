import { describe, expect, test } from 'vitest';
import { policySignature, s3ReportUploads } from '#lib/adapters/s3/upload-form.ts';

/** Credentials of the examples in Amazon's documentation; they open nothing. */
const EXAMPLE_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const EXAMPLE_KEY_ID = 'AKIAIOSFODNN7EXAMPLE';

/**
 * The example of the Amazon S3 API Reference, "Browser-Based Upload using HTTP POST (Using AWS Signature
 * Version 4)": docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html, which offers it as a test of
 * signing code. Lines end in CR LF there.
 */
const EXAMPLE_POLICY = [
  '{ "expiration": "2015-12-30T12:00:00.000Z",',
  '  "conditions": [',
  '    {"bucket": "sigv4examplebucket"},',
  '    ["starts-with", "$key", "user/user1/"],',
  '    {"acl": "public-read"},',
  '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
  '    ["starts-with", "$Content-Type", "image/"],',
  '    {"x-amz-meta-uuid": "14365123651274"},',
  '    {"x-amz-server-side-encryption": "AES256"},',
  '    ["starts-with", "$x-amz-meta-tag", ""],',
  '',
  `    {"x-amz-credential": "${EXAMPLE_KEY_ID}/20151229/us-east-1/s3/aws4_request"},`,
  '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
  '    {"x-amz-date": "20151229T000000Z" }',
  '  ]',
  '}',
].join('\r\n');

const uploads = (sessionToken: string | null = null, region = 'eu-north-1') =>
  s3ReportUploads({
    bucket: 'acme-reports',
    region,
    endpoint: null,
    key: () => ({ accessKeyId: EXAMPLE_KEY_ID, secretAccessKey: EXAMPLE_SECRET, sessionToken }),
    // 2026-06-01T08:00:00.900Z
    nowMilliseconds: () => Date.UTC(2026, 5, 1, 8, 0, 0, 900),
  });
const terms = { keyPrefix: 'reports/pad/one/', contentType: 'text/csv', maxBytes: 5_242_880, seconds: 300 };

describe('a form for the report bucket', () => {
  test('is signed as the example of Amazon is', () => {
    const policy = Buffer.from(EXAMPLE_POLICY).toString('base64');
    expect(policySignature(policy, EXAMPLE_SECRET, '20151229', 'us-east-1')).toBe(
      '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e',
    );
  });

  test('says in its policy what may be sent: bucket, prefix, size, type, end', () => {
    const { url, fields, expiresAt } = uploads().form(terms);
    expect(url).toBe('https://acme-reports.s3.eu-north-1.amazonaws.com/');
    expect(fields.key).toBe('reports/pad/one/$' + '{filename}');
    expect(expiresAt).toBe(Date.UTC(2026, 5, 1, 8, 5) / 1000);
    const policy = JSON.parse(Buffer.from(fields.policy ?? '', 'base64').toString());
    expect(policy).toEqual({
      expiration: '2026-06-01T08:05:00.000Z',
      conditions: [
        { bucket: 'acme-reports' },
        ['starts-with', '$key', 'reports/pad/one/'],
        ['content-length-range', 1, 5_242_880],
        { 'Content-Type': 'text/csv' },
        { success_action_status: '201' },
        { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
        { 'x-amz-credential': `${EXAMPLE_KEY_ID}/20260601/eu-north-1/s3/aws4_request` },
        { 'x-amz-date': '20260601T080000Z' },
      ],
    });
    expect(fields['x-amz-signature']).toBe(
      policySignature(fields.policy ?? '', EXAMPLE_SECRET, '20260601', 'eu-north-1'),
    );
    expect(JSON.stringify(fields)).not.toContain(EXAMPLE_SECRET);
  });

  test('carries the token of a role, in a field and in the policy', () => {
    const { fields } = uploads('the token').form(terms);
    expect(fields['x-amz-security-token']).toBe('the token');
    expect(Buffer.from(fields.policy ?? '', 'base64').toString()).toContain('{"x-amz-security-token":"the token"}');
  });

  test('goes to the address of its partition', () => {
    expect(uploads(null, 'cn-north-1').form(terms).url).toBe('https://acme-reports.s3.cn-north-1.amazonaws.com.cn/');
  });
});
