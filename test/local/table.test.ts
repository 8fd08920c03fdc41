import { describe, expect, it } from 'vitest';
import { type FleetView, fleetTable } from '#local/table.ts';

describe('the table of the terminal', () => {
  it('writes unknown as unknown, never as zero', () => {
    const fleet: FleetView = {
      at: null,
      sites: [{ site: 'pad', latest: null, openAlerts: [], reportAgeSeconds: null }],
    };
    const [first, , row] = fleetTable(fleet).split('\n');
    expect(first).toBe('no tick yet  BTC unknown');
    expect(row).toMatch(/^pad +unknown +unknown +unknown +unknown +unknown +unknown +unknown +no report$/);
  });
});
