/** Drawings of tracks as SVG: a row a motor, level as height, carrier as colour. */

import { el, shape } from "./dom.js";
import { carrierColour } from "./track.js";

/** Make the drawing of `tracks`. With `labels` motors and seconds are named; the words around it say the rest. */
export function drawing(tracks, durationMs, { width = 240, row = 17, gap = 5, labels = false } = {}) {
  const left = labels ? 26 : 0;
  const foot = labels ? 16 : 0;
  const height = tracks.length * (row + gap) - gap + 1 + foot;
  const x = (t) => left + ((width - left) * t) / Math.max(1, durationMs);
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", focusable: "false" });
  if (labels) {
    const every = [50, 100, 250, 500, 1000, 2000, 5000].find((ms) => durationMs / ms <= 6) ?? 10_000;
    for (let t = every; t < durationMs; t += every) {
      svg.append(shape("line", { class: "tick", x1: x(t), x2: x(t), y1: 0, y2: height - foot }));
      svg.append(shape("text", { x: x(t), y: height - 3, "text-anchor": "middle" }, `${t / 1000} s`));
    }
  }
  tracks.forEach((track, k) => {
    const floor = k * (row + gap) + row;
    svg.append(shape("line", { class: "floor", x1: left, x2: width, y1: floor + 0.5, y2: floor + 0.5 }));
    if (labels) svg.append(shape("text", { x: 0, y: floor - 3 }, `m${k + 1}`));
    for (const { colour, points } of areas(track)) {
      const corners = points.map(([t, level]) => `${x(t).toFixed(1)},${(floor - row * level).toFixed(1)}`);
      svg.append(shape("polygon", { points: `${x(points[0][0]).toFixed(1)},${floor} ${corners.join(" ")} ${x(points.at(-1)[0]).toFixed(1)},${floor}`, fill: colour }));
    }
  });
  return svg;
}

/** Cut a track where its colour changes or where it rests. */
export function areas(track) {
  const found = [];
  for (let i = 0; i + 1 < track.length; i++) {
    const [a, b] = [track[i], track[i + 1]];
    if (b[0] === a[0] || (a[1] === 0 && b[1] === 0)) continue;
    const colour = carrierColour(Math.round((a[2] + b[2]) / 20) * 10);
    const last = found.at(-1);
    if (last && last.colour === colour && last.points.at(-1)[0] === a[0]) last.points.push(a, b);
    else found.push({ colour, points: [a, b] });
  }
  return found;
}

/** A tag as a chip among words. */
export function chip(tag, { known = true, emotion = false } = {}) {
  return el("span", { class: `chip${emotion ? " emotion" : ""}${known ? "" : " unknown"}` }, known ? tag : `${tag} not in the lexicon`);
}
