"""Requests for touch that go beyond one named step: pictures, moods, sequences, macros, long ones, demos."""

from __future__ import annotations

import random
from dataclasses import replace

from corpus import touch_images as images
from corpus import touch_words as words
from corpus.common import EMOTIONS, MOTORS, PATTERNS, tags
from corpus.touch_spec import (
    DEFAULT_MS,
    OWN_EMOTION,
    Part,
    Touch,
    answer,
    article,
    ask,
    capital,
    describe,
    draw,
    fits,
    simple,
    touch_block,
)

Asked = tuple[str, str, str, Touch | None]
"""What the person says, the reply, its tags, and the touch for a later change."""

_SHOWN = {
    "calm": Touch("calm", 2, "breath", "m_all", "t2s", 2),
    "soothe": Touch("soothe", 2, "wave", "m_all", "t2s"),
    "focus": Touch("focus", 2, "pulse", "m_upper", "t500ms", 3),
    "steady": Touch("steady", 2, "pulse", "m_all", "t1s", 2),
    "ground": Touch("ground", 3, "pulse", "m_lower", "t1s", 2),
    "uplift": Touch("uplift", 2, "bloom", "m_upper", "t1s", 2),
    "spark": Touch("spark", 3, "tap", "m_upper", "t250ms", 3),
    "alert_mild": Touch("alert_mild", 2, "tap", "m_right", "t250ms", 2),
    "alert_high": Touch("alert_high", 4, "pulse", "m_all", "t500ms", 2),
    "rest_state": Touch("rest_state", 1, "fade", "m_all", "t2s"),
}
_FEEL = (
    "what does {x} feel like?",
    "show me {x}",
    "let me feel {x}",
    "how does {x} feel?",
    "play {x}",
    "demo of {x} please",
    "give me {x} as touch",
    "i want to feel {x}",
    "can you show me {x}?",
    "what's {x} like as a vibration?",
    "{x} please",
    "how would {x} feel in my hand?",
    "could i feel {x}?",
    "try {x}",
    "play {x} for me",
    "i'd like to know how {x} feels",
    "express {x} with touch",
    "{x}, as touch",
    "what is {x} like?",
    "feel {x}: go",
)
_ALONE = (
    "show me {x}",
    "let me feel {x}",
    "what does a {x} feel like?",
    "what's a {x} like?",
    "how does the {x} feel?",
    "demo the {x}",
    "{x}",
    "play {x}",
    "show me the {x}",
    "i want to try the {x}",
    "what is {x} like?",
    "just {x}",
    "pattern {x} please",
    "can you show {x}?",
    "do a {x}",
    "and the {x}?",
    "now the {x} one",
    "how about {x}?",
    "try out {x}",
)
_FIRST = (
    "first {a}, then {b}",
    "{a} and then {b}",
    "{a}, then {b}",
    "start with {a}, then {b}",
    "{a} followed by {b}",
    "give me {a} and after that {b}",
    "can you do {a} and then {b}?",
    "begin with {a} and end with {b}",
    "i want {a}, then {b} please",
    "{a}, after that {b}",
    "play {a} first and {b} second",
    "{a} first, {b} next",
    "{a} + {b}",
    "combine {a} with {b} after it",
    "please do {a}, then {b}",
    "could i get {a} and {b} right after?",
)
_MACROS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "feel_calm": (
        (
            "the quick calm one",
            "the calm one please",
            "your calm preset",
            "feel calm",
            "play feel calm",
            "[feel_calm]",
            "run [feel_calm]",
            "the ready made calm touch",
            "calm preset please",
            "the calm macro",
            "quick calm please",
            "do the calm thing",
            "the short cut for calm",
            "the usual calm one",
            "help me feel calm, the quick one",
            "standard calm",
            "let me feel [feel_calm]",
            "the feel calm touch",
            "give me the calm macro",
            "just the quick calm thing",
            "your default calm touch",
        ),
        (
            "The quick calm one: two light, calm breaths on all four motors.",
            "Feel calm: a calm breath over all motors, light, twice.",
            "Two slow, light breaths to feel calm.",
            "The calm preset comes now, a light breath played twice.",
            "Here is the ready made calm touch, two breaths long.",
        ),
    ),
    "reset_focus": (
        (
            "reset my focus",
            "reset focus",
            "the focus reset",
            "the quick focus one",
            "focus preset please",
            "[reset_focus]",
            "run [reset_focus]",
            "play reset focus",
            "the ready made focus touch",
            "the focus macro",
            "quick focus reset",
            "do the focus reset thing",
            "give me the focus macro",
            "bring my focus back, the quick one",
            "the short cut for focus",
            "standard focus reset",
            "let me feel [reset_focus]",
            "i lost focus, do the reset",
            "the usual focus one",
            "your default focus touch",
            "refocus me, the preset",
        ),
        (
            "The focus reset: a wave at the top, then a short pulse on all motors.",
            "Reset focus: one wave along the top, then a pulse everywhere.",
            "A wave and a pulse to begin again.",
            "The focus preset comes now. Then take just one next step.",
            "Here is the ready made focus touch, a wave and a pulse.",
        ),
    ),
    "soft_alert": (
        (
            "a soft alert",
            "soft alert please",
            "play the soft alert",
            "the quick alert",
            "the alert preset",
            "[soft_alert]",
            "run [soft_alert]",
            "the ready made alert",
            "the alert macro",
            "the gentle alert one",
            "do the soft alert thing",
            "give me the alert macro",
            "the usual soft alert",
            "the short cut for an alert",
            "your default alert",
            "let me feel [soft_alert]",
            "standard soft alert",
            "what does the soft alert feel like?",
            "test the soft alert",
            "send the soft alert",
            "quick soft alert",
        ),
        (
            "The soft alert: two light taps on the right.",
            "Soft alert: a light tap on the right side, then one more.",
            "Two quick, light taps on the right, that is the soft alert.",
            "The alert preset comes now, two soft taps on the right.",
            "Here is the ready made alert, two taps on the right side.",
        ),
    ),
}
_LONG: tuple[tuple[tuple[str, ...], str, str, int], ...] = (  # ways to say it, in the reply, step, passes
    (("for three seconds", "for 3 seconds", "three seconds long"), "three seconds in all", "t1s", 3),
    (("for four seconds", "for 4 seconds", "four seconds long"), "four seconds in all", "t2s", 2),
    (("for six seconds", "for 6 seconds"), "six seconds in all", "t2s", 3),
    (("for ten seconds", "for 10 seconds", "ten seconds long"), "ten seconds in all", "t5s", 2),
    (("for fifteen seconds", "for 15 seconds"), "fifteen seconds in all, the longest there is", "t5s", 3),
    (("for one and a half seconds", "for 1.5 seconds"), "a second and a half in all", "t500ms", 3),
)
_TOO_LONG = (
    "for twenty seconds",
    "for 30 seconds",
    "for half a minute",
    "for a minute",
    "for one minute",
    "for two minutes",
    "for five minutes",
    "for ten minutes",
    "for 60 seconds",
    "for 45 seconds",
    "for a whole minute",
    "as long as you can",
    "for 20 seconds",
)
_TOO_LONG_SAY = (
    "Fifteen seconds is the longest in one go: ",
    "I can play fifteen seconds at most: ",
    "As long as I may, fifteen seconds: ",
    "That is over the limit, so fifteen seconds: ",
    "The limit is fifteen seconds, so: ",
)
_TOO_MANY = (
    "four times",
    "five times",
    "ten times",
    "6 times",
    "20 times",
    "a hundred times",
    "4x",
    "seven times in a row",
    "ten rounds",
    "12 times",
)
_TOO_MANY_SAY = (
    "Three times is the most in one go: ",
    "I can repeat it up to three times: ",
    "Three is the limit, so: ",
    "Three rounds at most: ",
)


def picture(rng: random.Random) -> Asked:
    """A picture to be felt: the sea, a hug, a drum roll."""
    said, name, emotion, level, pattern, motor, duration, repeat = rng.choice(images.IMAGES)
    touch = Touch(emotion, level, pattern, motor, duration, repeat)
    lead = rng.choice(
        (
            f"{name} as touch: ",
            f"{name}, as I would play it: ",
            f"{name}: ",
            f"{name} could be like this: ",
            f"{name} in your hand: ",
        )
    )
    return rng.choice(images.IMAGE_FRAMES).format(x=said), answer(touch, rng, lead), touch_block(touch), touch


def _gentle(emotion: str, rng: random.Random) -> Touch:
    patterns = {
        "calm": "breath wave fade",
        "soothe": "wave breath fade bloom",
        "focus": "pulse tap wave",
        "steady": "pulse wave roll",
        "ground": "pulse fade breath",
        "uplift": "bloom ripple wave",
        "spark": "tap ripple roll bloom",
        "alert_mild": "tap pulse",
        "alert_high": "pulse",
        "rest_state": "fade breath",
    }
    pattern = rng.choice(patterns[emotion].split())
    place = rng.choice(("m_all", "m_all", _SHOWN[emotion].motor, "m_left", "m_right"))
    level = rng.choice((1, 2, 2)) if emotion in ("calm", "soothe", "rest_state") else rng.choice((2, 2, 3))
    return Touch(
        emotion, level, pattern, place, DEFAULT_MS[pattern], rng.choice((1, 1, 2)) if emotion != "rest_state" else 1
    )


def mood(rng: random.Random) -> Asked:
    """A state of mind and a wish for a touch that fits."""
    state, emotion, named = rng.choice(images.MOODS)
    touch = _gentle(emotion, rng)
    text = f"{named}. {answer(touch, rng, rng.choice(('', '', 'Here: ', 'For that: ', 'Try this: ')))}"
    return rng.choice(images.MOOD_ASKS).format(m=state), text, touch_block(touch), touch


def vague(rng: random.Random) -> Asked:
    """A wish without any detail."""
    touch = _gentle(rng.choice([name for name in EMOTIONS if name != "alert_high"]), rng)
    said = rng.choice(images.VAGUE)
    if rng.random() < 0.2:
        said = rng.choice(words.OPENERS) + said
    return said, answer(touch, rng, rng.choice(images.VAGUE_SAY)), touch_block(touch), touch


def demo(rng: random.Random) -> Asked:
    """A feeling, a pattern or a place to be shown."""
    kind = rng.randrange(3)
    if kind == 0:
        emotion = rng.choice(EMOTIONS)
        touch = _SHOWN[emotion]
        said = rng.choice(_FEEL).format(x=rng.choice((*words.EMO_NAME[emotion], f"[{emotion}]")))
        name = capital(
            words.EMO_NAME[emotion][0]
            .replace("alert_mild", "a mild alert")
            .replace("alert_high", "a high alert")
            .replace("rest_state", "rest")
        )
        lead = rng.choice((f"{name} is like this: ", f"{name}, as touch: ", "Here it is: ", f"{name} comes as ", ""))
    elif kind == 1:
        pattern = rng.choice(PATTERNS)
        touch = simple(OWN_EMOTION[pattern], pattern)
        said = rng.choice(_ALONE).format(x=pattern)
        lead = rng.choice((f"The {pattern}: ", "This is it: ", "Like this: ", "", "Here is one: "))
    else:
        motor = rng.choice(MOTORS)
        touch = replace(simple("steady", "tap"), motor=motor)
        said = rng.choice(
            (
                "where is {m}? show me",
                "show me {m}",
                "which one is {m}? let me feel it",
                "test {m}",
                "let me feel where {m} is",
                "check {m}",
                "is {m} working? try it",
                "find {m} for me",
            )
        ).format(m=rng.choice((*words.PLACE_OBJ[motor], f"[{motor}]")).replace("my ", "the "))
        if motor == "m_all" and "which one" in said:
            said = "test all motors"
        lead = rng.choice(("There: ", "To find it: ", "A test: ", "Here: ", ""))
    return said, answer(touch, rng, lead), touch_block(touch), touch


def _brief(part: Part, level: int, rng: random.Random, placed: bool, timed: bool) -> str:
    said = rng.choice(words.PAT_NOUN[part.pattern][:3])[0]
    if level:
        said = f"{rng.choice(words.INT_ADJ[level])} {said}"
    said = article(said)
    if placed:
        said += f" {rng.choice(words.PLACE_PREP[part.motor])}"
    return f"{said} {rng.choice(words.DUR_POST[part.duration][:5])}" if timed else said


def sequence(rng: random.Random) -> Asked:
    """Two or three steps in a row."""
    kind = rng.random()
    if kind < 0.2:
        return _path(rng)
    while True:
        first, second = rng.sample(PATTERNS, 2)
        placed, timed, strong = rng.random() < 0.4, rng.random() < 0.2, rng.random() < 0.3
        times = ("t250ms", "t500ms", "t1s", "t2s")
        one_ms, two_ms = (rng.choice(times), rng.choice(times)) if timed else (DEFAULT_MS[first], DEFAULT_MS[second])
        place, other = (rng.choice(MOTORS), rng.choice(MOTORS)) if placed else ("m_all", "m_all")
        level, later = (rng.choice((1, 2, 3, 4)), rng.choice((1, 2, 3, 4))) if strong else (2, 0)
        emotion = rng.choice(EMOTIONS[:7]) if rng.random() < 0.3 else ""
        repeat = rng.choice((1, 1, 1, 2, 3))
        rest = rng.choice(("rest_250ms", "rest_250ms", "rest_500ms", "rest_1s"))
        part = Part(second, other, two_ms, 0 if later == level else later, rest)
        touch = Touch(emotion or OWN_EMOTION[first], level, first, place, one_ms, repeat, None, (part,))
        if fits(touch):
            break
    start = Part(first, place, one_ms)
    said = rng.choice(_FIRST).format(
        a=_brief(start, level if strong else 0, rng, placed, timed), b=_brief(part, later, rng, placed, timed)
    )
    if emotion or repeat > 1 or rest != "rest_250ms":
        said = said.rstrip("?")
    if emotion:
        said += f", {rng.choice(words.EMO_POST[emotion])}"
    if rest != "rest_250ms":
        said += rng.choice(
            (f", {words.REST_SAY[rest]} of rest between", f", with a pause of {words.REST_SAY[rest]} between")
        )
    if repeat > 1:
        said += f", {rng.choice(('all of that ', 'the whole thing ', ''))}{rng.choice(words.REP_POST[repeat][:3])}"
    text = (
        capital(describe(touch, rng))
        + (f", with {words.REST_SAY[rest]} of rest between" if rest != "rest_250ms" and repeat == 1 else "")
        + "."
    )
    if rng.random() < 0.3:
        text += " " + rng.choice(words.EMO_TAIL[touch.emotion])
    return said, text, touch_block(touch), touch


def _path(rng: random.Random) -> Asked:
    """Steps along places or strengths."""
    pattern = rng.choice(("tap", "tap", "pulse"))
    verb, length = ("tap", "t250ms") if pattern == "tap" else (rng.choice(("pulse", "buzz")), "t500ms")
    if rng.random() < 0.3:
        levels, said, name = rng.choice(
            (
                (
                    (1, 2, 3),
                    rng.choice(
                        (
                            "build it up slowly",
                            "from very light to medium",
                            "get stronger step by step",
                            f"a {verb} that grows",
                            f"start light and let the {verb} grow",
                        )
                    ),
                    f"three {pattern}{'s'} that grow, very light, light and medium",
                ),
                (
                    (3, 2, 1),
                    rng.choice(
                        (
                            "let it get softer and softer",
                            "from medium down to very light",
                            f"a {verb} that gets weaker",
                            "step by step softer",
                        )
                    ),
                    f"three {pattern}{'s'} that get softer, medium, light and very light",
                ),
                (
                    (2, 4),
                    rng.choice(
                        (
                            "let me compare light and strong",
                            "what's the difference between light and strong? show me",
                            "light first, then strong",
                            "show me light against strong",
                        )
                    ),
                    f"two {pattern}{'s'}, first light, then strong",
                ),
                (
                    (1, 2, 3, 4),
                    rng.choice(
                        (
                            "show me the levels",
                            "let me feel all the strengths one by one",
                            "go from level 1 to level 4",
                            "from the lightest to strong, step by step",
                        )
                    ),
                    f"four {pattern}{'s'}, from very light to strong",
                ),
            )
        )
        named = any(word in said for word in ("tap", "pulse", "buzz"))
        if not named:
            name, pattern, length = name.replace("taps", "pulses"), "pulse", "t500ms"
        touch = Touch(
            OWN_EMOTION[pattern],
            levels[0],
            pattern,
            "m_all",
            length,
            1,
            None,
            tuple(Part(pattern, "m_all", length, level) for level in levels[1:]),
        )
        return said, capital(name) + f", on all four motors, {words.DUR_SAY[length]} each.", touch_block(touch), None
    route, way, name = rng.choice(
        (
            (("m_left", "m_right"), "left, then right", "first on the left, then on the right"),
            (("m_right", "m_left"), "right, then left", "first on the right, then on the left"),
            (("m_left", "m_right", "m_left"), "left, right, left", "left, right, and left again"),
            (("m_right", "m_left", "m_right"), "right, left, right", "right, left, and right again"),
            (("m_upper", "m_lower"), "top, then bottom", "first at the top, then at the bottom"),
            (("m_lower", "m_upper"), "from the bottom to the top", "first at the bottom, then at the top"),
            (("m1", "m2", "m4", "m3"), "around clockwise, one motor at a time", "clockwise, one motor after the other"),
            (
                ("m1", "m3", "m4", "m2"),
                "around counterclockwise, one motor at a time",
                "counterclockwise, one motor after the other",
            ),
            (("m1", "m4"), "upper left, then lower right", "upper left first, then lower right"),
            (("m2", "m3"), "upper right and then lower left", "upper right first, then lower left"),
            (("m1", "m2", "m3", "m4"), "motor 1, 2, 3, 4 in order", "each motor in order, 1 to 4"),
            (("m_upper", "m_lower", "m_upper"), "top, bottom, top", "top, bottom, and top again"),
        )
    )
    said = rng.choice(
        (
            "{v} {w}",
            "{v} {w} please",
            "can you {v} {w}?",
            "please {v} {w}",
            "i want you to {v} {w}",
            "could you {v} {w}",
            "just {v} {w}",
            "{v} me {w}",
            "{v} my hand {w}",
        )
    ).format(v=verb, w=way)
    touch = Touch(
        OWN_EMOTION[pattern],
        2,
        pattern,
        route[0],
        length,
        1,
        None,
        tuple(Part(pattern, place, length) for place in route[1:]),
    )
    text = rng.choice(("{P}s, light: {n}.", "Light {p}s, {n}.", "{C} light {p}s: {n}.")).format(
        P=capital(pattern), p=pattern, n=name, C=("", "", "Two", "Three", "Four")[len(route)]
    )
    return said, text, touch_block(touch), None


def macro(rng: random.Random) -> Asked:
    """One of the three ready made touches, alone."""
    name = rng.choice(tuple(_MACROS))
    asks, says = _MACROS[name]
    said = rng.choice(asks)
    roll = rng.random()
    if roll < 0.3:
        said = rng.choice(words.OPENERS) + said
    elif roll < 0.5:
        said += rng.choice((", please", ", thanks", " now", ", if you can", " for me"))
    return said, rng.choice(("", "", "Gladly. ", "Of course. ", "Here it comes. ")) + rng.choice(says), tags(name), None


def lengthy(rng: random.Random) -> Asked:
    """Lengths and counts that no single step has, or that go over the limit."""
    kind = rng.random()
    pattern = rng.choice(PATTERNS)
    level = rng.choice((1, 2, 2, 3, 4))
    motor = rng.choice(MOTORS)
    base = simple(OWN_EMOTION[pattern], pattern)
    level_word = "" if level == 2 else rng.choice(words.INT_ADJ[level])
    start = article(f"{level_word} {rng.choice(words.PAT_NOUN[pattern])[0]}".strip())
    where = "" if rng.random() < 0.5 else f" {rng.choice(words.PLACE_PREP[motor])}"
    base = replace(base, intensity=level, motor=motor if where else "m_all", rest="")
    if kind < 0.5:
        ways, name, duration, repeat = rng.choice(_LONG)
        touch = replace(base, duration=duration, repeat=repeat)
        lead, tail = "", f"That makes {name}."
        said = f"{start}{where} {rng.choice(ways)}"
    elif kind < 0.75:
        touch = replace(base, duration="t5s", repeat=3)
        lead, tail = rng.choice(_TOO_LONG_SAY), ""
        said = f"{start}{where} {rng.choice(_TOO_LONG)}"
    else:
        touch = replace(base, repeat=3, rest=None)
        lead, tail = rng.choice(_TOO_MANY_SAY), ""
        said = f"{start}{where} {rng.choice(_TOO_MANY)}"
    text = f"{capital(lead + describe(touch, rng))}.{' ' + tail if tail else ''}"
    return rng.choice(words.NP_FRAMES).format(np=said), text, touch_block(touch), touch


def exact(rng: random.Random) -> Asked:
    """One step, asked for in any way."""
    touch, shown = draw(rng)
    return ask(touch, shown, rng), answer(touch, rng), touch_block(touch), touch


KINDS = ((exact, 62), (picture, 6), (mood, 7), (vague, 4), (demo, 7), (sequence, 7), (macro, 4), (lengthy, 4))


def asked(rng: random.Random) -> tuple[str, Asked]:
    """Any request for touch, with the name of its kind."""
    maker = rng.choices([maker for maker, _ in KINDS], [weight for _, weight in KINDS])[0]
    return f"touch_{maker.__name__}", maker(rng)


__all__ = ["Asked", "asked", "exact", "mood"]
