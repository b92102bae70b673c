/** A trace, read from its lines, as what a person looks at: words, tags, levels, programs, each with its moment. Pure. */

export const TRACE_MAX_BYTES = 64 * 1024 * 1024;
const MAX_EVENTS = 500_000;

/** Read JSON lines. Throws an Error whose message is a sentence, for what is no trace. */
export function readTrace(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  if (!lines.length || lines.length > MAX_EVENTS) throw new Error(lines.length ? "This trace is longer than this page opens." : "This file is empty.");
  const events = [];
  for (const [k, line] of lines.entries()) {
    let event;
    try {
      event = JSON.parse(line);
    } catch {
      if (k === lines.length - 1 && events.length) break; // cut while it was written
      throw new Error(`Line ${k + 1} is no JSON; a trace is written by --trace FILE.`);
    }
    if (typeof event?.t_ms !== "number" || typeof event.kind !== "string") throw new Error(`Line ${k + 1} is no event of a trace.`);
    events.push(event);
  }
  return told(events);
}

function told(events) {
  const run = { session: null, words: [], tags: [], levels: [], programs: [], stops: [], motors: 0, durationMs: 0 };
  // Device time is brought to the host's by the report that was least delayed.
  let offset = Infinity;
  for (const event of events) if (event.kind === "level") offset = Math.min(offset, event.t_ms - event.t_device_ms);
  const starts = new Map(events.filter(({ kind }) => kind === "start").map((event) => [event.id, event.t_device_ms + (offset < Infinity ? offset : 0)]));
  for (const event of events) {
    const t = event.t_ms;
    if (event.kind === "session") run.session = event;
    else if (event.kind === "prompt") run.words.push({ t, text: String(event.text), asked: true });
    else if (event.kind === "text") run.words.push({ t, text: String(event.text), asked: false });
    else if (event.kind === "tag") run.words.push({ t, tag: String(event.tag), known: event.known === true });
    else if (event.kind === "stop") run.stops.push({ t, reason: String(event.reason) });
    else if (event.kind === "level" && Array.isArray(event.levels)) run.levels.push({ t: event.t_device_ms + offset, levels: event.levels.map(Number) });
    else if (event.kind === "program" && starts.has(event.id)) run.programs.push({ at: starts.get(event.id), steps: event.steps ?? [] });
    run.durationMs = Math.max(run.durationMs, t);
  }
  run.levels.sort((a, b) => a.t - b.t);
  run.motors = run.levels.reduce((most, { levels }) => Math.max(most, levels.length), 0);
  return run;
}

/** What the motors did at `t`. */
export function levelsAt(run, t) {
  let low = 0;
  let high = run.levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (run.levels[middle].t <= t) low = middle + 1;
    else high = middle;
  }
  return low ? run.levels[low - 1].levels : Array(run.motors).fill(0);
}

/** The planned step that stands at `t`, null where none does. */
export function stepAt(run, t) {
  for (const { at, steps } of run.programs) {
    for (const step of steps) if (step.kind === "step" && t >= at + step.onset_ms && t < at + step.onset_ms + step.duration_ms) return step;
  }
  return null;
}
