/** What is felt now: the device's own reports, before what was planned. */

import { byId, el, say, still } from "./dom.js";
import { feelMood } from "./mood.js";
import { Pad } from "./pad.js";
import { Strip } from "./strip.js";
import { DeviceClock, Plan } from "./track.js";

const PAST_MS = 5000;
const AHEAD_MS = 2500;
const KEPT_MS = 9000;
const FRAME_MS = 30;
const PAGE_MS = 2000;

export class Feel {
  #pad = new Pad(byId("pad"));
  #strip = new Strip(byId("strip"), () => this.#wake());
  #mark = [...document.querySelectorAll(".mark i")];
  #plan = new Plan();
  #clock = new DeviceClock();
  #felt = [];
  #motors = [];
  #device = {};
  #late = null;
  #server = null;
  #emotion = null;
  #drawnAt = 0;
  #frame = 0;
  #onLevels;

  /** `onLevels(levels, carriers, motors)` is called with each report. */
  constructor(onLevels) {
    this.#onLevels = onLevels;
    this.#figures();
  }

  /** Take an event of the socket. */
  take(event) {
    const now = performance.now();
    switch (event.kind) {
      case "state":
        this.#state(event);
        break;
      case "plan":
        this.#plan.add(event.id, event.onset_ms, event.tracks);
        this.#wake();
        break;
      case "start":
        this.#plan.start(event.id, event.t_device_ms);
        this.#wake();
        break;
      case "program":
        this.#plan.name(event.id, event.steps);
        break;
      case "level":
        this.#level(event.t_device_ms, event.levels, now);
        break;
      case "beat":
        Object.assign(this.#device, event.device);
        if (!same(event.levels, this.#felt.at(-1)?.levels)) this.#level(event.t_device_ms, event.levels, now);
        this.#figures();
        break;
      case "stop":
        this.#plan.cut(this.#clock.at(now) ?? 0, event.id);
        this.#wake();
        break;
      case "pong":
        this.#server = now - event.t;
        this.#figures();
        break;
    }
  }

  /** The socket is lost: what was last reported is no longer known. */
  lost() {
    this.#server = null;
    this.#clock = new DeviceClock();
    this.#plan.clear();
    this.#felt = [];
    this.#show(this.#motors.map(() => 0), []);
    this.#figures();
    this.#wake();
  }

  #state({ device }) {
    const other = device.uri !== this.#device.uri || !same(device.motors, this.#motors);
    this.#device = { ...device };
    if (other) {
      this.lost();
      this.#motors = device.motors;
      this.#pad.place(device.motors);
    }
    const many = `${device.motors.length} motor${device.motors.length === 1 ? "" : "s"}`;
    const link = { up: "connected", down: `lost${device.detail ? `: ${device.detail}` : ""}`, off: "touch is off" }[device.link] ?? device.link;
    say(byId("device-name"), `${device.uri} · ${device.simulated ? "simulated, " : ""}${many} · ${link} · at\u00a0most\u00a0${device.max_level}`);
    this.#figures();
    this.#wake();
  }

  #level(t, levels, now) {
    const last = this.#felt.at(-1);
    if (last && t < last.t) this.#felt = [];
    this.#clock.hear(t, now);
    const carriers = levels.map((level, k) => (level > 0 ? this.#plan.at(k, t).carrier : 0));
    this.#felt.push({ t, levels, carriers });
    while (this.#felt.length > 2 && this.#felt[1].t < t - KEPT_MS) this.#felt.shift();
    if (levels.some((level) => level > 0)) {
      const late = this.#plan.lateness(t);
      if (late !== null) {
        this.#late = late;
        this.#figures();
      }
    }
    this.#show(levels, carriers);
    this.#onLevels(levels, carriers, this.#motors);
    this.#wake();
  }

  #show(levels, carriers) {
    this.#pad.show(levels, carriers);
    this.#mark.forEach((dot, k) => dot.style.setProperty("--level", levels[k] ?? 0));
  }

  #wake() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    const time = performance.now();
    if (time - this.#drawnAt < FRAME_MS) return void (this.#frame = requestAnimationFrame(() => this.#draw()));
    this.#drawnAt = time;
    const now = this.#clock.at(time) ?? 0;
    // Without scrolling the window stands for a while and then jumps.
    const to = still() ? (Math.floor(now / PAGE_MS) + 1) * PAGE_MS + AHEAD_MS - PAGE_MS / 2 : now + AHEAD_MS;
    this.#colour(this.#plan.emotionAt(now));
    this.#strip.draw({ motors: this.#motors.length, from: to - AHEAD_MS - PAST_MS, to, now, planned: this.#plan.steps(), felt: this.#felt });
    this.#frame = this.#inView(to) ? requestAnimationFrame(() => this.#draw()) : 0;
  }

  #colour(emotion) {
    if (emotion && emotion !== this.#emotion) feelMood(emotion);
    this.#emotion = emotion;
  }

  /** Whether anything is drawn that time moves: a window without it stands still. */
  #inView(to) {
    const from = to - AHEAD_MS - PAST_MS;
    const moves = ({ levels }) => levels.some((level) => level > 0);
    if (this.#felt.some((report, k) => moves(report) && (this.#felt[k + 1]?.t ?? to) > from)) return true;
    for (const { at, tracks } of this.#plan.steps()) if (tracks.some((track) => track.length && at + track.at(-1)[0] > from)) return true;
    return false;
  }

  #figures() {
    const { late, lost, round_trip_ms: trip, battery } = this.#device;
    const rows = [
      ["Onset", this.#late === null ? "–" : `${this.#late < 0 ? "−" : "+"}${Math.abs(Math.round(this.#late))} ms`, "How much later than planned the device began the last block"],
      ["Device", ms(trip), "There and back between this server and the device"],
      ["Page", ms(this.#server), "There and back between this page and the server"],
      ["Late", String(late ?? "–"), "Envelopes that reached the device after they should have begun"],
      ["Lost", String(lost ?? "–"), "Packets that had to be sent again"],
    ];
    if (battery !== null && battery !== undefined) rows.push(["Battery", `${Math.round(battery * 100)} %`, "Of the device"]);
    const list = byId("figures");
    if (list.children.length !== rows.length) list.replaceChildren(...rows.map(([name, , about]) => el("div", { title: about }, el("dt", {}, name), el("dd"))));
    rows.forEach(([, value], k) => say(list.children[k].lastChild, value));
  }
}

const ms = (value) => (value === null || value === undefined ? "–" : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
