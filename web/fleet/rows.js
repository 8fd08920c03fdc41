/**
 * The rows of a long table that are near the screen, between two spacers as high as the rest: with a
 * thousand sites only some fifty rows are drawn. Short tables are drawn whole.
 */
const DRAWN_WHOLE = 120;
const ROWS_AROUND = 12;
/** Until a row was measured. */
const ROW_PIXELS_GUESS = 52;

let rowPixels = ROW_PIXELS_GUESS;

/**
 * Which rows to draw of `count`: [first, end), and the pixels to leave before and after.
 * @param {number} count
 * @param {HTMLElement | null} body the table's body as it stands; null = not drawn yet
 */
export function rowsInSight(count, body) {
  if (count <= DRAWN_WHOLE) return { first: 0, end: count, before: 0, after: 0 };
  measure(body);
  const top = body === null ? 0 : body.getBoundingClientRect().top;
  const seen = Math.ceil(innerHeight / rowPixels);
  const wanted = Math.floor(-top / rowPixels) - ROWS_AROUND;
  const first = Math.max(0, Math.min(wanted, count - seen - ROWS_AROUND));
  const end = Math.min(count, first + seen + 2 * ROWS_AROUND);
  return { first, end, before: first * rowPixels, after: (count - end) * rowPixels };
}

function measure(body) {
  const row = body?.querySelector('tr:not(.spacer)');
  const pixels = row?.getBoundingClientRect().height ?? 0;
  if (pixels > 0) rowPixels = pixels;
}

/**
 * Calls `redraw` while the page is scrolled or resized, at most once a frame.
 * @param {() => void} redraw
 * @returns {() => void} stops it
 */
export function followScrolling(redraw) {
  let isDue = false;
  const soon = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      redraw();
    });
  };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon, { passive: true });
  return () => {
    removeEventListener('scroll', soon);
    removeEventListener('resize', soon);
  };
}
