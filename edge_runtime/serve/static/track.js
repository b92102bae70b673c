/** Levels in time, as pure arithmetic. A track lists `[t_ms, level, carrier_hz]`, two at one time are a jump; outside it is 0. */

/** The breakpoint at or before `t`, -1 where there is none. */
function before(track, t) {
  let low = 0;
  let high = track.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (track[middle][0] <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function levelAt(track, t) {
  const i = before(track, t);
  if (i < 0 || i >= track.length - 1) return 0;
  const [[t0, y0], [t1, y1]] = [track[i], track[i + 1]];
  return t1 > t0 ? y0 + ((y1 - y0) * (t - t0)) / (t1 - t0) : y1;
}

/** The carrier at `t`, 0 where nothing plays. */
export function carrierAt(track, t) {
  const i = before(track, t);
  if (i < 0 || i >= track.length - 1) return 0;
  const [[t0, , c0], [t1, , c1]] = [track[i], track[i + 1]];
  return t1 > t0 ? c0 + ((c1 - c0) * (t - t0)) / (t1 - t0) : c1;
}

/** When something is felt first, null where nothing is. */
export function firstFelt(tracks) {
  let first = null;
  for (const track of tracks) {
    for (let i = 0; i + 1 < track.length; i++) {
      if (track[i + 1][0] > track[i][0] && (track[i][1] > 0 || track[i + 1][1] > 0)) {
        if (first === null || track[i][0] < first) first = track[i][0];
        break;
      }
    }
  }
  return first;
}

const SCALE = [[58, 104, 214], [22, 152, 160], [222, 146, 24], [214, 54, 92]];

/** A carrier's colour, the one of the drawings: from the dull end at 60 Hz to the bright one at 250. */
export function carrierColour(hz) {
  const at = Math.min(Math.max((hz - 60) / 190, 0), 1) * (SCALE.length - 1);
  const k = Math.min(Math.floor(at), SCALE.length - 2);
  return `rgb(${SCALE[k].map((a, i) => Math.round(a + (SCALE[k + 1][i] - a) * (at - k))).join(" ")})`;
}

const DRIFT = 0.0002;
const RESTART_MS = 1000;

/** The device's clock, guessed from when its reports came: the quickest of them was least delayed. Clocks may drift apart. */
export class DeviceClock {
  #offset = null;
  #heard = 0;
  #last = 0;

  hear(tDevice, now) {
    const offset = now - tDevice;
    if (this.#offset === null || tDevice < this.#last - RESTART_MS) this.#offset = offset;
    else this.#offset = Math.min(offset, this.#offset + (now - this.#heard) * DRIFT);
    this.#heard = now;
    this.#last = tDevice;
  }

  /** The device's time at `now`; null before it was heard. */
  at(now) {
    return this.#offset === null ? null : now - this.#offset;
  }
}

const KEPT_MS = 30_000;

/** What was planned, in the device's time: steps may come before or after their program's start. */
export class Plan {
  #programs = new Map();

  #program(id) {
    if (!this.#programs.has(id)) this.#programs.set(id, { start: null, steps: [], answered: false });
    return this.#programs.get(id);
  }

  add(id, onset, tracks) {
    this.#program(id).steps.push({ onset, tracks });
  }

  /** Say what each step means, `{onset_ms, duration_ms, emotion}`. */
  name(id, steps) {
    this.#program(id).names = steps;
  }

  /** The emotion that is played at `t`, null where none is or it is not known yet. */
  emotionAt(t) {
    for (const { start, names = [], end = Infinity } of this.#programs.values()) {
      if (start === null || t >= end) continue;
      for (const step of names) if (step.emotion && t >= start + step.onset_ms && t < start + step.onset_ms + step.duration_ms) return step.emotion;
    }
    return null;
  }

  start(id, tDevice) {
    this.#program(id).start = tDevice;
    for (const [other, { start }] of this.#programs) if (start !== null && start < tDevice - KEPT_MS) this.#programs.delete(other);
  }

  clear() {
    this.#programs.clear();
  }

  /** A stop: what has not begun will not be played. With `only` it is of one program. */
  cut(tDevice, only) {
    for (const [id, program] of this.#programs) {
      if (only !== undefined && id !== only) continue;
      if (program.start === null) this.#programs.delete(id);
      else program.end = Math.min(program.end ?? Infinity, tDevice);
    }
  }

  /** Steps that have a place in time, as `{at, tracks, end}`; `end` is where they were cut off. */
  *steps() {
    for (const { start, steps, end = Infinity } of this.#programs.values()) {
      if (start !== null) for (const { onset, tracks } of steps) yield { at: start + onset, tracks, end };
    }
  }

  /** Level and carrier of one motor that are planned for `t`. */
  at(motor, t) {
    let found = { level: 0, carrier: 0 };
    for (const { at, tracks, end } of this.steps()) {
      const track = tracks[motor];
      if (!track || t >= end) continue;
      const carrier = carrierAt(track, t - at);
      if (carrier) found = { level: Math.max(found.level, levelAt(track, t - at)), carrier };
    }
    return found;
  }

  /** Take the first report above rest of each program: how much later than planned it came, null for any other report. */
  lateness(tDevice) {
    let late = null;
    for (const program of this.#programs.values()) {
      if (program.start === null || program.answered) continue;
      let first = null;
      for (const { onset, tracks } of program.steps) {
        const felt = firstFelt(tracks);
        if (felt !== null && (first === null || onset + felt < first)) first = onset + felt;
      }
      if (first === null || tDevice < program.start + first - EARLY_MS) continue;
      program.answered = true;
      late = tDevice - program.start - first;
    }
    return late;
  }
}

const EARLY_MS = 60;
