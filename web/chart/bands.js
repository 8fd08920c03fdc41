/** What stands behind the lines of a chart: alert episodes, gaps, corrections. */

const HATCH_PIXELS = 7;
const STRIP_PIXELS = 7;

/**
 * `alert` fills the height in the colour of its severity, `gap` is hatched, `correction` is a strip at the foot.
 * @typedef {{ kind: 'alert' | 'gap' | 'correction', from: number, to: number, ink: string, label: string }} Band
 */

/**
 * @param {any} plot a uPlot, before its lines are drawn
 * @param {readonly Band[]} bands
 * @param {(name: string) => string} inkOf a colour of the style sheet
 */
export function drawBands(plot, bands, inkOf) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const band of bands) {
    const left = Math.max(bbox.left, plot.valToPos(band.from, 'x', true));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(band.to, 'x', true));
    const width = Math.max(2 * devicePixelRatio, right - left);
    if (right < bbox.left || left > bbox.left + bbox.width) continue;
    ctx.fillStyle = inkOf(band.ink);
    ctx.strokeStyle = ctx.fillStyle;
    if (band.kind === 'gap') hatch(ctx, left, width, bbox);
    else if (band.kind === 'correction') foot(ctx, left, width, bbox);
    else fill(ctx, left, width, bbox);
  }
  ctx.restore();
}

function fill(ctx, left, width, bbox) {
  ctx.globalAlpha = 0.14;
  ctx.fillRect(left, bbox.top, width, bbox.height);
  ctx.globalAlpha = 0.9;
  ctx.fillRect(left, bbox.top, width, 2 * devicePixelRatio);
  ctx.globalAlpha = 1;
}

function hatch(ctx, left, width, bbox) {
  const distance = HATCH_PIXELS * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, width, bbox.height);
  ctx.clip();
  ctx.globalAlpha = 0.35;
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  for (let x = left - bbox.height; x < left + width; x += distance) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}

function foot(ctx, left, width, bbox) {
  const height = STRIP_PIXELS * devicePixelRatio;
  ctx.fillRect(left, bbox.top + bbox.height - height, width, height);
}
