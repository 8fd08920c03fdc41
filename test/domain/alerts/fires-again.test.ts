import { describe, expect, it } from 'vitest';
import { FIRES_AGAIN } from '#lib/domain/alerts/message.ts';
import { renderMessage } from '#lib/domain/alerts/render/render-message.ts';
import { content, MIDNIGHT, notice } from './contents.ts';

const over = (site: string) => notice(site, { closedAt: MIDNIGHT, closeReason: 'cleared' });
const again = (site: string) => ({ ...over(site), closeReason: FIRES_AGAIN });

/** A message of ends alone, as it is composed. */
function ends(...resolved: ReturnType<typeof over>[]) {
  const firesAgainCount = resolved.filter(({ closeReason }) => closeReason === FIRES_AGAIN).length;
  return renderMessage(content({ kind: 'resolved', reasons: ['all-resolved'], firing: [], resolved, firesAgainCount }));
}

describe('the ends of alerts of which some fire again', () => {
  it('are no all-clear: only those that are clear are counted as that', () => {
    expect(ends(again('a')).subject).toBe('[RESOLVED] Pad a: the earlier alert is over, but it fires again');
    expect(ends(again('a'), again('b')).subject).toBe(
      '[RESOLVED] Pad a: the earlier alert is over, but it fires again; 1 over',
    );
    expect(ends(again('a'), over('b')).subject).toMatch(/^\[RESOLVED\] Pad b: mining pays again.*; 1 over$/);
    expect(ends(again('a'), over('b'), over('c')).subject).toBe('[RESOLVED] 2 sites: mining pays again; 1 over');
    expect(ends(over('b'), over('c')).subject).toBe('[RESOLVED] 2 sites: mining pays again');
  });

  it('do not say that there is nothing to do', () => {
    expect(ends(over('a')).email).toContain('Nothing to do; the alert is closed.');
    expect(ends(over('a'), again('b')).email).not.toContain('Nothing to do');
    expect(ends(again('b')).email).not.toMatch(/pays again|Best now|BTC now/);
  });

  it('do not say that none is open', () => {
    expect(ends(over('a')).email).toContain('0 such alerts are open now');
    expect(ends(over('a'), again('b')).email).not.toContain('open now');
    const others = { firing: [], resolved: [again('b')], firesAgainCount: 1, openCount: 2 };
    expect(renderMessage(content({ kind: 'resolved', ...others })).email).toContain('2 such alerts are open now');
  });
});
