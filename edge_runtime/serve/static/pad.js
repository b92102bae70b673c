/** Motors at their places, each with its level and carrier. */

import { el } from "./dom.js";
import { carrierColour } from "./track.js";

const MARGIN = 0.23;

export class Pad {
  #node;
  #motors = [];

  constructor(node) {
    this.#node = node;
  }

  /** Put `[{x, y}]` (0..1, from the upper left) in their places. */
  place(motors) {
    this.#node.replaceChildren();
    this.#node.classList.toggle("many", motors.length > 4);
    this.#motors = motors.map(({ x, y }, k) => {
      const level = el("em", {}, "0.00");
      const carrier = el("small", {}, "rest");
      const node = el(
        "div",
        { class: "motor", role: "meter", "aria-label": `m${k + 1}, ${placeName(x, y)}`, "aria-valuemin": 0, "aria-valuemax": 1, "aria-valuenow": 0 },
        el("i", { class: "halo", "aria-hidden": "true" }),
        el("span", {}, el("b", {}, `m${k + 1}`), level, carrier),
      );
      node.style.left = `${(MARGIN + x * (1 - 2 * MARGIN)) * 100}%`;
      node.style.top = `${(MARGIN + 0.02 + y * (1 - 2 * MARGIN - 0.04)) * 100}%`;
      this.#node.append(node);
      return { node, level, carrier, shown: "" };
    });
  }

  /** Show levels 0..1 and, where they are known, carriers in Hz. */
  show(levels, carriers = []) {
    this.#motors.forEach((motor, k) => {
      const level = levels[k] ?? 0;
      const hz = level > 0 ? Math.round(carriers[k] ?? 0) : 0;
      const shown = `${level.toFixed(2)} ${hz}`;
      if (motor.shown === shown) return;
      motor.shown = shown;
      motor.level.textContent = level.toFixed(2);
      motor.carrier.textContent = hz ? `${hz} Hz` : level > 0 ? "" : "rest";
      motor.node.style.setProperty("--level", level.toFixed(3));
      if (hz) motor.node.style.setProperty("--carrier", carrierColour(hz));
      motor.node.setAttribute("aria-valuenow", level.toFixed(2));
      motor.node.setAttribute("aria-valuetext", level > 0 ? `level ${level.toFixed(2)}${hz ? `, ${hz} hertz as planned` : ""}` : "at rest");
    });
  }
}

export function placeName(x, y) {
  const across = x < 0.4 ? "left" : x > 0.6 ? "right" : "";
  const down = y < 0.4 ? "upper" : y > 0.6 ? "lower" : "";
  return `${down} ${across}`.trim() || "middle";
}
