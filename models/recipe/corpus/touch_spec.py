"""An asked-for touch: its block, its plain words, and many ways to ask for it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from corpus import touch_words as words
from corpus.common import DURATIONS_MS, EMOTIONS, MOTORS, PASS_MS, PATTERNS, RESTS_MS, TOTAL_MS, block, tags

DEFAULT_MS: dict[str, str] = {
    "wave": "t2s",
    "pulse": "t500ms",
    "ripple": "t1s",
    "fade": "t2s",
    "bloom": "t1s",
    "breath": "t2s",
    "tap": "t250ms",
    "roll": "t1s",
}
OWN_EMOTION: dict[str, str] = {
    "wave": "calm",
    "pulse": "steady",
    "ripple": "spark",
    "fade": "soothe",
    "bloom": "uplift",
    "breath": "calm",
    "tap": "alert_mild",
    "roll": "steady",
}
OWN_PATTERN: dict[str, str] = {
    "calm": "breath",
    "soothe": "wave",
    "focus": "pulse",
    "steady": "pulse",
    "ground": "pulse",
    "uplift": "bloom",
    "spark": "tap",
    "alert_mild": "tap",
    "alert_high": "pulse",
    "rest_state": "fade",
}
DURATIONS = tuple(DURATIONS_MS)
_SPEED_SAY = {"t250ms": "quick", "t500ms": "short", "t2s": "slow", "t5s": "long"}


@dataclass(frozen=True, slots=True)
class Part:
    """A further step after a pause; an intensity of 0 keeps the one before."""

    pattern: str
    motor: str
    duration: str
    intensity: int = 0
    rest: str = "rest_250ms"


@dataclass(frozen=True, slots=True)
class Touch:
    """One touch: a first step, further steps, and how many times it plays in all."""

    emotion: str
    intensity: int
    pattern: str
    motor: str
    duration: str
    repeat: int = 1
    rest: str | None = None
    more: tuple[Part, ...] = ()


def pause(touch: Touch) -> str | None:
    """The pause between passes: as asked, else one that suits the length; none where it would pass the limit."""
    if touch.repeat == 1 or touch.rest == "" or touch.duration == "t5s":
        return None
    return (
        touch.rest
        or {"t250ms": "rest_250ms", "t500ms": "rest_250ms", "t1s": "rest_500ms", "t2s": "rest_1s"}[touch.duration]
    )


def fits(touch: Touch) -> bool:
    """Whether one pass and the whole stay within the limits, pauses counted."""
    once = DURATIONS_MS[touch.duration] + sum(DURATIONS_MS[part.duration] + RESTS_MS[part.rest] for part in touch.more)
    once += RESTS_MS.get(pause(touch) or "", 0)
    return once <= PASS_MS and once * touch.repeat <= TOTAL_MS


def touch_block(touch: Touch) -> str:
    """The block of exactly this touch."""
    names = [touch.emotion, f"i{touch.intensity}", f"pat_{touch.pattern}", touch.motor, touch.duration]
    for part in touch.more:
        names += [
            part.rest,
            *([f"i{part.intensity}"] if part.intensity else []),
            f"pat_{part.pattern}",
            part.motor,
            part.duration,
        ]
    if touch.repeat > 1:
        rest = pause(touch)
        names += [*([rest] if rest else []), f"seq_repeat_{touch.repeat}"]
    return block(*names)


def article(phrase: str) -> str:
    """``phrase`` with a or an before it."""
    return f"{'an' if phrase[0].lower() in 'aeiou' and not phrase.startswith(('one', 'uni', 'u-')) else 'a'} {phrase}"


def capital(text: str) -> str:
    """``text`` with its first letter raised."""
    return text[:1].upper() + text[1:]


def noun(touch: Touch, rng: random.Random, strength: bool = True) -> str:
    """The touch as a noun phrase without its article, as the reply says it."""
    kind = f"{words.EMO_SAY[touch.emotion]} {touch.pattern}"
    speed = _SPEED_SAY.get(touch.duration)
    if speed and rng.random() < 0.3:
        kind = f"{speed}, {kind}"
    return f"{words.INT_SAY[touch.intensity]}, {kind}" if strength else kind


def describe(touch: Touch, rng: random.Random) -> str:
    """A sentence part, without its first capital and its full stop, that says in plain words what comes."""
    place = rng.choice(words.PLACE_SAY[touch.motor])
    length = words.DUR_SAY[touch.duration]
    if touch.more:
        said = f"first {article(noun(touch, rng))} {place}, {length}"
        for part in touch.more:
            level = f"{words.INT_SAY[part.intensity]} " if part.intensity else ""
            said += f", then {article(level + part.pattern)} {rng.choice(words.PLACE_SAY[part.motor])}, {words.DUR_SAY[part.duration]}"
        return said + (f", all of it {words.REP_SAY[touch.repeat]}" if touch.repeat > 1 else "")
    strength = words.INT_SAY[touch.intensity]
    rest = pause(touch)
    between = f", with {words.REST_SAY[rest]} of rest between" if rest and (touch.rest or rng.random() < 0.3) else ""
    if touch.repeat > 1 and rng.random() < 0.3:
        count = "two" if touch.repeat == 2 else "three"
        return f"{count} {strength}, {words.EMO_SAY[touch.emotion]} {touch.pattern}{'es' if touch.pattern[-2:] in ('sh', 'ch') else 's'} {place}, {length} each{between}"
    times = f", {words.REP_SAY[touch.repeat]}{between}" if touch.repeat > 1 else ""
    form = rng.randrange(4)
    if form == 0:
        return f"{article(noun(touch, rng, False))} {place}, {length}, {strength}{times}"
    if form == 1:
        return f"{article(noun(touch, rng))} {place}, {length}{times}"
    if form == 2:
        return f"{article(noun(touch, rng))} {place} for {length}{times}"
    return f"{article(noun(touch, rng, False))} {place} for {length}, {strength}{times}"


def answer(touch: Touch, rng: random.Random, lead: str | None = None) -> str:
    """The whole reply: what comes, and now and then a second sentence that suits it."""
    if lead is None:
        lead = rng.choice(words.SAY_LEADS)
    said = capital(lead + describe(touch, rng)) + "."
    if touch.intensity == 5 or any(part.intensity == 5 for part in touch.more):
        return f"{said} {rng.choice(words.MAX_TAIL)}"
    if touch.emotion == "alert_high" or rng.random() < 0.35:
        return f"{said} {rng.choice(words.EMO_TAIL[touch.emotion])}"
    if touch.intensity == 4 and rng.random() < 0.6:
        return f"{said} {rng.choice(words.STRONG_TAIL)}"
    return f"{said} {rng.choice(words.ANY_TAIL)}" if rng.random() < 0.25 else said


def _flip(rng: random.Random, chance: float) -> bool:
    return rng.random() < chance


def draw(rng: random.Random) -> tuple[Touch, frozenset[str]]:
    """A touch and the names of what the person will say about it; all else keeps its default."""
    while True:
        chances = {"emotion": 0.33, "intensity": 0.5, "pattern": 0.88, "motor": 0.55, "duration": 0.42, "repeat": 0.24}
        shown = {name for name, chance in chances.items() if _flip(rng, chance)}
        if "pattern" not in shown and not shown & {"emotion", "intensity"}:
            continue
        emotion = rng.choice(EMOTIONS) if "emotion" in shown else ""
        pattern = rng.choice(PATTERNS) if "pattern" in shown else OWN_PATTERN.get(emotion, "wave")
        emotion = emotion or OWN_EMOTION[pattern]
        usual = 3 if emotion == "alert_high" else 2
        intensity = rng.choices((1, 2, 3, 4, 5), (5, 6, 5, 5, 2))[0] if "intensity" in shown else usual
        motor = rng.choice(MOTORS) if "motor" in shown else "m_all"
        duration = rng.choice(DURATIONS) if "duration" in shown else DEFAULT_MS[pattern]
        repeat = rng.choice((2, 3)) if "repeat" in shown else 1
        rest = None
        if repeat > 1 and duration != "t5s" and _flip(rng, 0.3):
            rest = rng.choice(tuple(RESTS_MS))
            shown.add("rest")
        touch = Touch(emotion, intensity, pattern, motor, duration, repeat, rest)
        if fits(touch):
            return touch, frozenset(shown)


def _phrase(touch: Touch, shown: frozenset[str], rng: random.Random, place: bool = True) -> str:
    """The touch as a noun phrase, with its article where it takes one."""
    before: list[str] = []
    behind: list[str] = []
    counted = "repeat" in shown and "pattern" in shown and _flip(rng, 0.4)
    if "duration" in shown:
        if _flip(rng, 0.5):
            before.append(rng.choice(words.DUR_ADJ[touch.duration]))
        else:
            post = rng.choice(words.DUR_POST[touch.duration])
            behind.append(post.replace(" long", " each") if counted and post.endswith("second long") else post)
    if "intensity" in shown and _flip(rng, 0.62):
        before.append(rng.choice(words.INT_ADJ[touch.intensity]))
    if "emotion" in shown:
        if _flip(rng, 0.66):
            before.append(rng.choice(words.EMO_ADJ[touch.emotion]))
        else:
            behind.append(rng.choice(words.EMO_POST[touch.emotion]))
    if _flip(rng, 0.4):
        rng.shuffle(before)
    late = ""
    if "intensity" in shown and not any(word in words.INT_ADJ[touch.intensity] for word in before):
        late = ", " + rng.choice(words.INT_POST[touch.intensity])
    if place and "motor" in shown:
        behind.insert(0, rng.choice(words.PLACE_PREP[touch.motor]))
    if _flip(rng, 0.3):
        rng.shuffle(behind)
    if "repeat" in shown and not counted:
        behind.append(rng.choice(words.REP_POST[touch.repeat]))
    if "rest" in shown and touch.rest:
        behind.append(rng.choice(words.REST_POST[touch.rest]))
    adjectives = (", " if len(before) > 1 and _flip(rng, 0.25) else " ").join(before)
    if "pattern" in shown:
        single, plural = rng.choice(words.PAT_NOUN[touch.pattern])
        if counted:
            core = " ".join(filter(None, (rng.choice(words.REP_COUNT[touch.repeat]), adjectives, plural)))
        else:
            core = article(" ".join(filter(None, (adjectives, single))))
    elif adjectives:
        core = rng.choice(words.SOMETHING).format(adj=adjectives)
        core = core.replace("a " + adjectives, article(adjectives), 1) if core.startswith("a " + adjectives) else core
    else:
        core = rng.choice(("something", "a touch", "a little touch", "some touch", "a sensation"))
    return " ".join((core, *behind)) + late


def _verbal(touch: Touch, shown: frozenset[str], rng: random.Random) -> str:
    """The touch as a verb phrase: "tap my right side twice"."""
    verbs = words.PAT_VERB[touch.pattern]
    if verbs and _flip(rng, 0.65):
        target = (
            rng.choice(words.PLACE_OBJ[touch.motor])
            if "motor" in shown
            else rng.choice(("me", "my hand", "me", "my wrist"))
        )
        said = [rng.choice(verbs), target]
    else:
        said = [rng.choice(words.PAT_GO[touch.pattern])]
        if "motor" in shown:
            said.append(rng.choice(words.PLACE_PREP[touch.motor]))
    behind: list[str] = []
    if "intensity" in shown:
        behind.append(rng.choice(words.INT_ADV[touch.intensity]))
    if "duration" in shown:
        behind.append(rng.choice(words.DUR_POST[touch.duration]))
    if "emotion" in shown:
        behind.append(rng.choice(words.EMO_POST[touch.emotion]))
    rng.shuffle(behind)
    if "repeat" in shown:
        behind.insert(0, rng.choice(words.REP_POST[touch.repeat][:4]))
    if "rest" in shown and touch.rest:
        behind.append(rng.choice(words.REST_POST[touch.rest]))
    return " ".join((*said, *behind))


def _fragments(touch: Touch, shown: frozenset[str], rng: random.Random) -> str:
    """The touch as bits between commas: "wave, left, two seconds, light"."""
    said: list[str] = []
    if "pattern" in shown:
        said.append(rng.choice(words.PAT_NOUN[touch.pattern])[0])
    if "motor" in shown:
        said.append(rng.choice(words.PLACE_SHORT[touch.motor]))
    if "duration" in shown:
        said.append(rng.choice(words.DUR_SHORT[touch.duration]))
    if "intensity" in shown:
        said.append(rng.choice((*words.INT_ADJ[touch.intensity], f"level {touch.intensity}", f"i{touch.intensity}")))
    if "emotion" in shown:
        said.append(rng.choice(words.EMO_ADJ[touch.emotion]))
    if _flip(rng, 0.5):
        rng.shuffle(said)
    if "repeat" in shown:
        said.append(rng.choice(words.REP_POST[touch.repeat][:4]))
    if "rest" in shown and touch.rest:
        said.append(rng.choice(words.REST_POST[touch.rest]))
    return rng.choice((", ", ", ", " ", " / ", ". ")).join(said)


def _form(touch: Touch, shown: frozenset[str], rng: random.Random) -> str:
    """The touch as a small form: "pattern wave, place left, length two seconds"."""
    said: list[str] = []
    if "emotion" in shown:
        said.append(
            f"{rng.choice(('feeling', 'mood', 'emotion'))} {rng.choice((touch.emotion, words.EMO_SAY[touch.emotion]))}"
        )
    if "pattern" in shown:
        said.append(f"pattern {touch.pattern}")
    if "intensity" in shown:
        said.append(
            f"{rng.choice(('strength', 'intensity', 'level'))} {rng.choice((words.INT_SAY[touch.intensity], str(touch.intensity)))}"
        )
    if "motor" in shown:
        said.append(f"{rng.choice(('place', 'motors', 'position'))} {rng.choice(words.PLACE_SHORT[touch.motor])}")
    if "duration" in shown:
        said.append(f"{rng.choice(('length', 'duration', 'time'))} {rng.choice(words.DUR_SHORT[touch.duration][:2])}")
    if _flip(rng, 0.3):
        rng.shuffle(said)
    if "repeat" in shown:
        said.append(f"repeat {touch.repeat} times")
    if "rest" in shown and touch.rest:
        said.append(f"rest {words.REST_SAY[touch.rest]}")
    return ", ".join(said)


def _tagged(touch: Touch, shown: frozenset[str], rng: random.Random) -> str:
    """The touch in the lexicon's own tags."""
    given = {
        "emotion": touch.emotion,
        "intensity": f"i{touch.intensity}",
        "pattern": f"pat_{touch.pattern}",
        "motor": touch.motor,
        "duration": touch.duration,
    }
    names = [tag for name, tag in given.items() if name in shown]
    if touch.repeat > 1:
        names += [*([touch.rest] if touch.rest else []), f"seq_repeat_{touch.repeat}"]
    said = tags(*names) if _flip(rng, 0.5) else " ".join(f"[{name}]" for name in names)
    frame = rng.choice(
        (
            "let me feel {t}",
            "play {t}",
            "{t}",
            "{t} please",
            "show me {t}",
            "run {t}",
            "can you play {t}?",
            "what does {t} feel like?",
            "i want {t}",
            "send {t} to the motors",
            "try {t}",
            "please do {t}",
            "could i feel {t}?",
            "give me {t}",
            "do {t} now",
            "how does {t} feel?",
        )
    )
    return frame.format(t=said)


def ask(touch: Touch, shown: frozenset[str], rng: random.Random) -> str:
    """One way to ask for ``touch`` that names all that ``shown`` holds."""
    style = rng.random()
    if style < 0.1:
        text = _tagged(touch, shown, rng)
    elif style < 0.24:
        text = _fragments(touch, shown, rng) + rng.choice(("", "", " please", ", please"))
    elif style < 0.28 and len(shown) > 1:
        text = _form(touch, shown, rng)
    elif style < 0.5 and "pattern" in shown:
        text = rng.choice(words.VERB_FRAMES).format(vp=_verbal(touch, shown, rng))
    elif style < 0.57 and "motor" in shown:
        place = rng.choice((*words.PLACE_PREP[touch.motor], *words.PLACE_OBJ[touch.motor]))
        text = rng.choice(
            ("{p}: {np}", "{p}, {np}", "{p} please: {np}", "{np}. {p}", "{np}, but {p}", "{np}, and {p}")
        ).format(p=place, np=_phrase(touch, shown, rng, place=False))
    else:
        text = rng.choice(words.NP_FRAMES).format(np=_phrase(touch, shown, rng))
    if _flip(rng, 0.16):
        text = rng.choice(words.OPENERS) + text
    return capital(text) if _flip(rng, 0.3) else text


def simple(emotion: str, pattern: str) -> Touch:
    """The plain touch of an emotion and a pattern, with every default."""
    return Touch(emotion, 3 if emotion == "alert_high" else 2, pattern, "m_all", DEFAULT_MS[pattern])
