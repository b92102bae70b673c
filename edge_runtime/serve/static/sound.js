/** The motors as sound: one voice each, where it stands, at its carrier. */

const LOUDEST = 0.22;
const GLIDE_S = 0.008;

export class Sound {
  #context = null;
  #voices = [];

  get on() {
    return this.#context !== null;
  }

  /** Begin to sound; only a person's click may lead here, browsers want that too. */
  start() {
    this.#context = new AudioContext({ latencyHint: "interactive" });
  }

  stop() {
    this.#context?.close();
    this.#context = null;
    this.#voices = [];
  }

  /** Be silent now; the next report sounds again. */
  hush() {
    for (const { gain } of this.#voices) gain.gain.setTargetAtTime(0, this.#context.currentTime, GLIDE_S);
  }

  /** Sound what the motors do. */
  play(levels, carriers, motors) {
    if (!this.#context) return;
    levels.forEach((level, k) => {
      this.#voices[k] ??= this.#voice(motors[k]?.x ?? 0.5);
      const { oscillator, gain } = this.#voices[k];
      const now = this.#context.currentTime;
      if (carriers[k]) oscillator.frequency.setTargetAtTime(carriers[k], now, GLIDE_S);
      gain.gain.setTargetAtTime((level * LOUDEST) / Math.sqrt(Math.max(1, levels.length / 2)), now, GLIDE_S);
    });
  }

  #voice(x) {
    // A triangle's overtones are heard from speakers that have no 60 Hz.
    const oscillator = new OscillatorNode(this.#context, { type: "triangle", frequency: 155 });
    const gain = new GainNode(this.#context, { gain: 0 });
    oscillator.connect(gain).connect(new StereoPannerNode(this.#context, { pan: (x - 0.5) * 1.6 })).connect(this.#context.destination);
    oscillator.start();
    return { oscillator, gain };
  }
}
