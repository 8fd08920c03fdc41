import { describe, expect, test } from 'vitest';
import { s3ReportUploads } from '#lib/adapters/s3/upload-form.ts';
import type { Company } from '#lib/domain/company.ts';
import { testCompany } from '#test/app/world.ts';
import { ask, portsOf } from './api-seed.ts';

const AT = Date.UTC(2026, 5, 1, 8);
const { company: plain } = testCompany(2);
/** The first pad takes dropped files, the second does not. */
const company: Company = {
  ...plain,
  sites: plain.sites.map((site, index) => ({ ...site, reports: { ...site.reports, drop: index === 0 } })),
};
const uploads = s3ReportUploads({
  bucket: 'acme-reports',
  region: 'eu-north-1',
  endpoint: null,
  key: () => ({ accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: null }),
  nowMilliseconds: () => AT,
});
const ports = { ...portsOf(company), uploads: { uploads, ids: { owner: () => 'one' } } };
const json = { 'content-type': 'application/json' };
const offer = (
  site: string,
  body: unknown = {},
  claims: { company: string | null; role: string | null } | null = null,
) =>
  ask(
    ports,
    `/v1/sites/${site}/report-uploads`,
    {},
    {
      method: 'POST',
      headers: json,
      body: JSON.stringify(body),
      ...(claims === null ? {} : { claims }),
    },
  );

describe('a form for dropped reports', () => {
  test('is given for a site that takes them: its own prefix, 5 MiB, five minutes', async () => {
    const { status, text } = await offer('pad-0000', { contentType: 'application/json' });
    expect(status).toBe(200);
    const given = JSON.parse(text);
    expect(given).toMatchObject({
      site: 'pad-0000',
      url: 'https://acme-reports.s3.eu-north-1.amazonaws.com/',
      keyPrefix: 'reports/pad-0000/one/',
      maxBytes: 5_242_880,
      expiresAt: '2026-06-01T08:05:00Z',
    });
    const policy = JSON.parse(Buffer.from(given.fields.policy, 'base64').toString());
    expect(policy.conditions).toEqual(
      expect.arrayContaining([
        ['starts-with', '$key', 'reports/pad-0000/one/'],
        ['content-length-range', 1, 5_242_880],
        { 'Content-Type': 'application/json' },
      ]),
    );
  });

  test('is CSV where nothing is said, and refused for what no report is', async () => {
    expect(JSON.parse((await offer('pad-0000')).text).fields['Content-Type']).toBe('text/csv');
    const refused = await offer('pad-0000', { contentType: 'text/html' });
    expect([refused.status, JSON.parse(refused.text)]).toEqual([
      400,
      expect.objectContaining({ parameter: 'contentType', got: 'text/html' }),
    ]);
  });

  test('is not given for another site, one that takes none, or a company without a bucket', async () => {
    expect((await offer('pad-9999')).status).toBe(404);
    const none = await offer('pad-0001');
    expect([none.status, JSON.parse(none.text).detail]).toEqual([404, expect.stringContaining('reports.drop')]);
    const { uploads: _, ...without } = ports;
    const path = '/v1/sites/pad-0000/report-uploads';
    expect((await ask(without, path, {}, { method: 'POST', headers: json, body: '{}' })).status).toBe(404);
  });

  test('is not for readers, nor for tokens of another company', async () => {
    expect((await offer('pad-0000', {}, { company: company.company, role: 'reader' })).status).toBe(403);
    expect((await offer('pad-0000', {}, { company: 'another', role: 'operator' })).status).toBe(403);
    expect((await offer('pad-0000', {}, { company: company.company, role: 'operator' })).status).toBe(200);
  });
});
