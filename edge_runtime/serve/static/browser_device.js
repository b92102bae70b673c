/** This browser as a haptic device: a phone's vibrator, or a gamepad's two motors. It rests when nothing is heard. */

const SILENT_MS = 500;
const EFFECT_MS = 200;
const SLICE_MS = 20;
const SLICES = 8;
const WEAKEST = 0.05;

/** On and off times that give a vibrator without strengths a strength: each slice is on for the level's share of it. */
export function chopped(level) {
  if (level < WEAKEST) return [];
  const on = Math.max(6, Math.round(SLICE_MS * Math.min(1, level)));
  if (on >= SLICE_MS) return [SLICE_MS * SLICES];
  return Array.from({ length: 2 * SLICES - 1 }, (_, k) => (k % 2 ? SLICE_MS - on : on));
}

/** The strongest of the left half and of the right half; what stands in the middle is on both. */
export function halves(levels, motors) {
  const side = (right) => Math.max(0, ...levels.filter((_, k) => (right ? (motors[k]?.x ?? 0.5) >= 0.5 : (motors[k]?.x ?? 0.5) <= 0.5)));
  return [side(false), side(true)];
}

const pads = () => (navigator.getGamepads?.() ?? []).filter((pad) => pad?.connected && pad.vibrationActuator?.playEffect);

/** What can be felt here, in words; null where nothing can. */
export function felt() {
  const [pad] = pads();
  if (pad) return "gamepad";
  return typeof navigator.vibrate === "function" && matchMedia("(pointer: coarse)").matches ? "phone" : null;
}

export class BrowserDevice {
  #timer = 0;
  on = false;

  /** Play one `web` frame of the server. */
  play(levels, motors) {
    clearTimeout(this.#timer);
    if (!this.on) return;
    const [pad] = pads();
    if (pad) {
      const [strongMagnitude, weakMagnitude] = halves(levels, motors);
      pad.vibrationActuator.playEffect("dual-rumble", { duration: EFFECT_MS, strongMagnitude, weakMagnitude }).catch(() => {});
    } else navigator.vibrate?.(chopped(Math.max(0, ...levels)));
    this.#timer = setTimeout(() => this.rest(), SILENT_MS);
  }

  rest() {
    clearTimeout(this.#timer);
    for (const pad of pads()) pad.vibrationActuator.reset?.().catch(() => {});
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(0);
  }
}
