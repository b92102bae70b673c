/** Each motor over time on a canvas: the plan as a pale area with a dashed edge, and in between what the device reported. */

import { carrierColour } from "./track.js";

const LEFT = 30;
const PAD = 8;
const FOOT = 18;

export class Strip {
  #canvas;
  #pen;
  #size = { width: 0, height: 0 };

  /** `redraw` is called when the size or the colours have changed. */
  constructor(canvas, redraw) {
    this.#canvas = canvas;
    this.#pen = canvas.getContext("2d");
    new ResizeObserver(() => {
      this.#fit();
      redraw();
    }).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    addEventListener("themechange", redraw);
  }

  #fit() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    this.#size = { width, height };
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** The share of the window at a place on the canvas, for whoever points at it. */
  share(clientX) {
    const box = this.#canvas.getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - box.left - LEFT) / (box.width - LEFT - PAD)));
  }

  /**
   * Draw the window `from`..`to`. `planned` are steps `{at, tracks, end}`, `felt` reports `{t, levels, carriers}` in order,
   * each held until the next and the last until `now`; `zero` is where the seconds below count from.
   */
  draw({ motors, from, to, now, planned = [], felt = [], zero = now, bands = [] }) {
    const { width, height } = this.#size;
    const pen = this.#pen;
    if (!width || !motors) return;
    const css = getComputedStyle(this.#canvas);
    const colour = (name) => css.getPropertyValue(name);
    const x = (t) => LEFT + ((width - LEFT - PAD) * (t - from)) / (to - from);
    const pitch = (height - PAD - FOOT) / motors;
    const floor = (k) => PAD + pitch * (k + 1) - 3;
    const tall = pitch - 7;
    pen.clearRect(0, 0, width, height);
    pen.font = `500 11px ${css.fontFamily}`;
    pen.textBaseline = "alphabetic";
    this.#seconds(pen, { from, to, now, zero, x, height, line: colour("--line"), soft: colour("--soft") });
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, 0, width - LEFT - PAD, height);
    pen.clip();
    pen.fillStyle = colour("--ghost");
    const steps = [...planned];
    for (const { at, until } of bands) for (let k = 0; k < motors; k++) pen.fillRect(x(at), floor(k) - tall, Math.max(1, x(until) - x(at)), tall);
    for (const step of steps) this.#planned(pen, step, motors, x, floor, tall, true);
    for (let k = 0; k < motors; k++) this.#felt(pen, k, felt, now, { x, floor: floor(k), tall, from, to });
    pen.strokeStyle = colour("--soft");
    pen.setLineDash([3, 3]);
    for (const step of steps) this.#planned(pen, step, motors, x, floor, tall);
    pen.setLineDash([]);
    pen.restore();
    for (let k = 0; k < motors; k++) {
      pen.strokeStyle = colour("--line");
      pen.beginPath();
      pen.moveTo(LEFT, floor(k) + 0.5);
      pen.lineTo(width - PAD, floor(k) + 0.5);
      pen.stroke();
      pen.fillStyle = colour("--soft");
      pen.textAlign = "left";
      pen.fillText(`m${k + 1}`, 8, floor(k) - tall / 2 + 4);
    }
    if (now >= from && now <= to) {
      pen.fillStyle = colour("--ink");
      pen.fillRect(x(now) - 0.75, PAD - 3, 1.5, height - FOOT - PAD + 3);
    }
  }

  #seconds(pen, { from, to, now, zero, x, height, line, soft }) {
    const every = [250, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000].find((ms) => (to - from) / ms <= 8) ?? 300_000;
    pen.strokeStyle = line;
    pen.fillStyle = soft;
    pen.textAlign = "center";
    for (let t = zero + Math.ceil((from - zero) / every) * every; t <= to; t += every) {
      pen.beginPath();
      pen.moveTo(x(t), PAD);
      pen.lineTo(x(t), height - FOOT);
      pen.stroke();
      if (x(t) > LEFT + 12 && x(to) - x(t) > 12) pen.fillText(zero === now && t === zero ? "now" : `${Math.round((t - zero) / 10) / 100} s`.replace("-", "−"), x(t), height - 5);
    }
  }

  #planned(pen, { at, tracks, end = Infinity }, motors, x, floor, tall, filled = false) {
    for (let k = 0; k < motors; k++) {
      const track = tracks[k] ?? [];
      if (track.length < 2) continue;
      pen.save();
      if (end < Infinity) {
        pen.beginPath();
        pen.rect(0, 0, x(end), floor(motors));
        pen.clip();
      }
      pen.beginPath();
      pen.moveTo(x(at + track[0][0]), floor(k));
      track.forEach(([t, level], i) => {
        // Only what is felt has an edge; an area may run along the floor.
        const rests = !filled && level === 0 && (track[i - 1]?.[1] ?? 0) === 0;
        pen[rests ? "moveTo" : "lineTo"](x(at + t), floor(k) - tall * level);
      });
      pen.lineTo(x(at + track.at(-1)[0]), floor(k));
      if (filled) pen.fill();
      else pen.stroke();
      pen.restore();
    }
  }

  #felt(pen, k, felt, now, { x, floor, tall, from, to }) {
    for (let i = 0; i < felt.length; i++) {
      const until = Math.min(felt[i + 1]?.t ?? now, to);
      const level = felt[i].levels[k] ?? 0;
      if (level <= 0 || until <= from || felt[i].t >= to) continue;
      pen.fillStyle = carrierColour(felt[i].carriers?.[k] || 155);
      pen.globalAlpha = 0.85;
      pen.fillRect(x(felt[i].t), floor - tall * level, Math.max(0.75, x(until) - x(felt[i].t) + 0.25), tall * level);
      pen.globalAlpha = 1;
    }
  }
}
