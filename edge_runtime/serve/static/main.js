/** The page: which part is shown, who gets which event, and STOP. */

import * as api from "./api.js";
import { alarm, byId, say } from "./dom.js";
import { Devices } from "./devices.js";
import { Feel } from "./feel.js";
import { Here } from "./here.js";
import { Lexicon } from "./lexicon.js";
import { hearTag } from "./mood.js";
import { Runs } from "./runs.js";
import { Socket } from "./socket.js";
import { Talk } from "./talk.js";
import { startTheme } from "./theme.js";

const VIEWS = ["talk", "feel", "lexicon", "devices", "runs"];
const LINK = { connecting: "connecting", up: "connected", down: "connection lost, trying again" };
const PRESSED_MS = 500;

startTheme();
const talk = new Talk();
const lexicon = new Lexicon();
const devices = new Devices();
const runs = new Runs();
const feel = new Feel((levels, carriers, motors) => here.heard(levels, carriers, motors));
const socket = new Socket(take, tell);
const here = new Here(socket);

function take(event) {
  feel.take(event);
  if (event.kind === "state") state(event);
  else if (event.kind === "web") here.web(event.levels);
  else if (event.kind === "tag" && event.known) hearTag(event.tag);
}

function tell(link) {
  document.body.dataset.link = link;
  byId("link").dataset.state = link;
  say(byId("link-text"), LINK[link]);
  if (link === "up") here.again();
  if (link === "down") {
    feel.lost();
    here.rest();
    byId("touch").disabled = true;
  }
}

function state(event) {
  here.state(event);
  devices.state(event);
  const { on } = event.haptics;
  const touch = byId("touch");
  touch.checked = on;
  touch.disabled = !on && !event.person;
  byId("welcome-on").hidden = on || !event.person;
  const off = event.person ? "Touch is off until you turn it on." : "Touch is off; it can be turned on at the machine that serves this page.";
  say(byId("welcome-state"), on ? `Touch is on: answers are played on ${event.device.uri}, ${event.device.motors.length} motors.` : off);
}

async function turn(on) {
  try {
    state(await api.switchTouch(on));
  } catch (error) {
    byId("touch").checked = !on;
    alarm(error.message);
  }
}
byId("touch").addEventListener("change", ({ target }) => turn(target.checked));
byId("welcome-on").addEventListener("click", () => turn(true));

/** Everything rests: what is here at once, the device by a plain POST, and the answer that is coming ends. */
async function stop() {
  here.rest();
  const button = byId("stop");
  button.classList.add("pressed");
  setTimeout(() => button.classList.remove("pressed"), PRESSED_MS);
  const stopped = api.stopMotors();
  talk.stop();
  try {
    await stopped;
    say(byId("talk-state"), "stopped");
  } catch (error) {
    alarm(error.message);
  }
}
byId("stop").addEventListener("click", stop);
addEventListener("keydown", (event) => event.key === "Escape" && stop(), { capture: true });

function show() {
  const wanted = location.hash.slice(1);
  const view = VIEWS.includes(wanted) ? wanted : "talk";
  document.body.dataset.view = view;
  for (const link of document.querySelectorAll(".tabs a")) {
    if (link.hash === `#${view}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  // Beside a wide page touch is always shown; "feel" then stands next to the conversation.
  for (const section of document.querySelectorAll(".view")) section.hidden = section.id !== (view === "feel" ? "talk" : view);
  if (view !== "runs") runs.leave();
  ({ lexicon, devices, runs })[view]?.open();
  scrollTo({ top: 0, behavior: "instant" });
}
addEventListener("hashchange", show);
show();
