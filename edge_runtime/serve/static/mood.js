/** The emotion of the moment, as a colour of the page. */

export const EMOTIONS = new Set(["calm", "soothe", "focus", "steady", "ground", "uplift", "spark", "alert_mild", "alert_high", "rest_state"]);
const MACROS = { feel_calm: "calm", reset_focus: "focus", soft_alert: "alert_mild" };
const LASTS_MS = 12_000;
let timer = 0;

/** The emotion that a tag names, null for any other. */
export function emotionOf(tag) {
  const name = tag.slice(1, -1);
  return EMOTIONS.has(name) ? name : (MACROS[name] ?? null);
}

let open = true;

/** Take a tag as it comes: the first feeling of a block colours the page until that block is played. */
export function hearTag(tag) {
  const emotion = emotionOf(tag);
  if (emotion && open) feelMood(emotion);
  open = tag === "[begin_haptics]" || tag === "[end_haptics]" || (open && !emotion);
}

/** Colour the page until another emotion comes or this one has passed. */
export function feelMood(emotion) {
  document.documentElement.dataset.mood = emotion;
  clearTimeout(timer);
  timer = setTimeout(() => delete document.documentElement.dataset.mood, LASTS_MS);
}
