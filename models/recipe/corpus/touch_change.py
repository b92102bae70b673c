"""Changes to the touch before: again, softer, longer, the other side, another pattern."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from corpus import touch_words as words
from corpus.common import EMOTIONS, MOTORS, PATTERNS
from corpus.touch_spec import DURATIONS, Touch, fits

Change = tuple[str, str, Touch]
"""What the person says, how the reply begins, and the touch that follows."""

_SIDES = {
    "m1": "m2",
    "m2": "m1",
    "m3": "m4",
    "m4": "m3",
    "m_left": "m_right",
    "m_right": "m_left",
    "m_upper": "m_lower",
    "m_lower": "m_upper",
}
AGAIN = (
    "again",
    "again please",
    "once more",
    "one more time",
    "do it again",
    "same again",
    "repeat that",
    "encore",
    "another one",
    "can i have that again?",
    "play that again",
    "the same once more",
    "one more please",
    "and again",
    "more of that",
    "that again",
    "replay",
    "go again",
    "i liked that, again",
    "same thing please",
    "Again!",
    "could you repeat it?",
    "do that one more time",
    "let me feel it again",
    "rerun",
)
SOFTER = (
    "softer",
    "softer please",
    "a bit softer",
    "lighter",
    "lighter please",
    "more gently",
    "gentler",
    "not so strong",
    "too strong, softer",
    "less",
    "a little less strong",
    "weaker",
    "turn it down a bit",
    "tone it down",
    "can you make it softer?",
    "one step softer",
    "make it lighter",
    "that was a bit strong",
    "go down one level",
    "less intense please",
    "same but softer",
    "easier on me please",
    "softer!",
)
STRONGER = (
    "stronger",
    "stronger please",
    "a bit stronger",
    "harder",
    "more",
    "more power",
    "too weak",
    "i barely felt it, stronger",
    "turn it up a bit",
    "can you make it stronger?",
    "one step stronger",
    "firmer",
    "with more force",
    "go up one level",
    "more intense please",
    "same but stronger",
    "a little more strength",
    "i need more",
    "louder",
    "boost it a little",
    "make it firmer",
    "that was too faint",
    "up a notch",
)
LONGER = (
    "longer",
    "a bit longer",
    "longer please",
    "make it longer",
    "slower",
    "slower please",
    "a bit slower",
    "slow it down",
    "that was too short",
    "too fast",
    "stretch it out",
    "can it last longer?",
    "same but longer",
    "same but slower",
    "give it more time",
    "let it last",
    "not so fast",
    "take more time",
    "draw it out",
    "that was over too soon",
)
SHORTER = (
    "shorter",
    "a bit shorter",
    "shorter please",
    "faster",
    "faster please",
    "a bit faster",
    "quicker",
    "speed it up",
    "too long",
    "too slow",
    "cut it shorter",
    "make it quick",
    "same but faster",
    "same but shorter",
    "make it shorter",
    "less time",
    "snappier",
    "that took too long",
    "can it be shorter?",
    "not so slow",
)
OTHER = (
    "other side",
    "the other side",
    "now the other side",
    "other side please",
    "same on the other side",
    "switch sides",
    "swap sides",
    "now on the opposite side",
    "and the other side?",
    "try the other side",
    "mirror it",
    "can you do the other side?",
    "not there, the other side",
    "do the other side too",
    "flip sides",
)
ONCE = (
    "just once",
    "only once please",
    "once is enough",
    "don't repeat it",
    "without the repeat",
    "a single one please",
    "no repeat",
)
_BACK = (
    "now",
    "once more but",
    "same but",
    "the same,",
    "again but",
    "this time",
    "again,",
    "do it again,",
    "ok and now",
    "and",
    "make it",
    "try it",
)


def _again(touch: Touch, rng: random.Random) -> Change:
    return (
        rng.choice(AGAIN),
        rng.choice(
            ("Once more: ", "Again: ", "The same again: ", "Gladly again: ", "One more time: ", "Here it is again: ")
        ),
        touch,
    )


def _softer(touch: Touch, rng: random.Random) -> Change:
    said = rng.choice(SOFTER)
    if touch.intensity == 1:
        return (
            said,
            rng.choice(
                (
                    "That is already the lightest I have: ",
                    "It does not get any lighter than this: ",
                    "Very light is the softest: ",
                )
            ),
            touch,
        )
    return (
        said,
        rng.choice(
            ("Softer now: ", "A step softer: ", "Lighter: ", "Gently then: ", "Turned down: ", "Less this time: ")
        ),
        replace(touch, intensity=touch.intensity - 1),
    )


def _stronger(touch: Touch, rng: random.Random) -> Change:
    said = rng.choice(STRONGER)
    if touch.intensity >= 4:
        lead = (
            ("Strong is where I stop unless you ask for the maximum: ", "I stay at strong unless you say maximum: ")
            if touch.intensity == 4
            else ("There is nothing above very strong: ", "That is the top already: ")
        )
        return said, rng.choice(lead), touch
    return (
        said,
        rng.choice(
            ("Stronger now: ", "A step stronger: ", "Firmer: ", "Turned up: ", "More this time: ", "With more force: ")
        ),
        replace(touch, intensity=touch.intensity + 1),
    )


def _maximum(touch: Touch, rng: random.Random) -> Change:
    return (
        rng.choice(
            (
                "maximum please",
                "very strong please",
                "as strong as possible now",
                "now at full power",
                "the very strongest",
                "maximum strength",
                "all the way up",
            )
        ),
        rng.choice(("The strongest then: ", "As strong as I may: ", "All the way: ")),
        replace(touch, intensity=5),
    )


def _longer(touch: Touch, rng: random.Random) -> Change:
    said = rng.choice(LONGER)
    if touch.duration == "t5s":
        return (
            said,
            rng.choice(
                (
                    "Five seconds is the longest: ",
                    "It cannot be longer in one go: ",
                    "Longer than this is not possible: ",
                )
            ),
            touch,
        )
    word = "Slower" if "slow" in said or "fast" in said else "Longer"
    return (
        said,
        rng.choice((f"{word} now: ", f"{word}: ", "With more time: ", "Stretched out: ")),
        replace(touch, duration=DURATIONS[DURATIONS.index(touch.duration) + 1]),
    )


def _shorter(touch: Touch, rng: random.Random) -> Change:
    said = rng.choice(SHORTER)
    if touch.duration == "t250ms":
        return (
            said,
            rng.choice(
                ("That is the shortest I have: ", "Shorter is not possible: ", "A quarter second is the shortest: ")
            ),
            touch,
        )
    word = "Faster" if "fast" in said or "slow" in said or "quick" in said else "Shorter"
    return (
        said,
        rng.choice((f"{word} now: ", f"{word}: ", "In less time: ", "Quicker: ")),
        replace(touch, duration=DURATIONS[DURATIONS.index(touch.duration) - 1]),
    )


def _other(touch: Touch, rng: random.Random) -> Change:
    if touch.motor == "m_all" or touch.motor in ("m_upper", "m_lower"):
        return _place(touch, rng)
    return (
        rng.choice(OTHER),
        rng.choice(("The other side: ", "Now across: ", "Switched over: ", "On the other side now: ")),
        replace(touch, motor=_SIDES[touch.motor]),
    )


def _place(touch: Touch, rng: random.Random) -> Change:
    motor = rng.choice([name for name in MOTORS if name != touch.motor])
    said = f"{rng.choice(_BACK)} {rng.choice(words.PLACE_PREP[motor])}"
    if rng.random() < 0.3:
        said = rng.choice(
            ("{p}?", "what about {p}?", "move it, {p}", "{p} please", "{p} instead", "can i feel that {p}?")
        ).format(p=rng.choice(words.PLACE_PREP[motor]))
    return (
        said,
        rng.choice(("Moved: ", "A new place: ", "There it goes: ", "Same touch, new place: ")),
        replace(touch, motor=motor),
    )


def _pattern(touch: Touch, rng: random.Random) -> Change:
    pattern = rng.choice([name for name in PATTERNS if name != touch.pattern])
    name = rng.choice((pattern, rng.choice(words.PAT_NOUN[pattern])[0]))
    single = f"{'an' if name[0] in 'aeio' else 'a'} {name}"
    said = rng.choice(
        (
            "as {s}",
            "same but as {s}",
            "make it {s} instead",
            "now as {s}",
            "{s} instead",
            "can it be {s}?",
            "try {s} instead",
            "not that, {s}",
            "change it to {s}",
            "the same as {s}",
            "what about {s} instead?",
            "keep it but use {s}",
        )
    )
    return (
        said.format(s=single),
        rng.choice(("Changed: ", "Another pattern: ", "Now like this: ", "Swapped: ", "All else the same: ")),
        replace(touch, pattern=pattern),
    )


def _emotion(touch: Touch, rng: random.Random) -> Change:
    emotion = rng.choice([name for name in EMOTIONS if name not in (touch.emotion, "alert_high")])
    word = rng.choice(words.EMO_ADJ[emotion]) if emotion not in ("alert_mild", "focus") else words.EMO_SAY[emotion]
    said = rng.choice(
        (
            "make it more {w}",
            "more {w} please",
            "a more {w} version",
            "same but {w}",
            "can it be more {w}?",
            "now make it {w}",
            "{w} this time",
            "the {w} version please",
        )
    ).format(w=word)
    return (
        said,
        rng.choice(("Another mood: ", "Now like this: ", "The mood changes: ", "Same shape, new mood: ")),
        replace(touch, emotion=emotion),
    )


def _times(touch: Touch, rng: random.Random) -> Change:
    if touch.repeat > 1 and rng.random() < 0.5:
        return (
            rng.choice(ONCE),
            rng.choice(("Only once: ", "A single one: ", "Once: ")),
            replace(touch, repeat=1, rest=None),
        )
    repeat = 3 if touch.repeat == 2 else 2 if touch.repeat == 3 else rng.choice((2, 3))
    count = rng.choice(("two", "2") if repeat == 2 else ("three", "3"))
    said = rng.choice(
        (
            "do it {n} times",
            "run it {n} times",
            "{n} times please",
            "now {n} times",
            "make it {n}",
            "repeat it {n} times",
            "{n} times in a row",
            "same thing {n} times",
            "and now {n} of them",
            "play it {n} times",
        )
    ).format(n=count)
    return (
        said,
        rng.choice(("In a row: ", "With repeats: ", "More of it: ", "Counted out: ")),
        replace(touch, repeat=repeat, rest=None),
    )


def _length(touch: Touch, rng: random.Random) -> Change:
    duration = rng.choice([name for name in DURATIONS if name != touch.duration])
    said = rng.choice(("{d}", "make it last, {d}", "now {d}", "same, {d}", "{d} please", "again but {d}")).format(
        d=rng.choice(words.DUR_POST[duration][:6])
    )
    said = (
        "now for a long time"
        if "for a long time" in said
        else said.replace("make it last, make it last", "make it last")
    )
    return (
        said,
        rng.choice(("New length: ", "Timed like that: ", "Same touch, new length: ")),
        replace(touch, duration=duration),
    )


def _strength(touch: Touch, rng: random.Random) -> Change:
    level = rng.choice([level for level in (1, 2, 3, 4) if level != touch.intensity])
    said = rng.choice(
        ("{i} now", "make it {i}", "{i} this time", "same but {i}", "now {i}", "{i} please", "try {i}")
    ).format(i=words.INT_SAY[level])
    return (
        said,
        rng.choice(("New strength: ", "Set to that: ", "Same touch, new strength: ")),
        replace(touch, intensity=level),
    )


def _both(touch: Touch, rng: random.Random) -> Change:
    first, _, middle = rng.choice((_softer, _stronger, _longer, _shorter))(touch, rng)
    motor = rng.choice([name for name in MOTORS if name != touch.motor])
    return (
        f"{first.rstrip('!?.')}{rng.choice((' and ', ', and ', ', '))}{rng.choice(words.PLACE_PREP[motor])}",
        rng.choice(("Both changed: ", "Two changes: ", "Like this then: ")),
        replace(middle, motor=motor),
    )


_CHANGES: tuple[tuple[Callable[[Touch, random.Random], Change], int], ...] = (
    (_again, 12),
    (_softer, 14),
    (_stronger, 14),
    (_maximum, 2),
    (_longer, 12),
    (_shorter, 9),
    (_other, 10),
    (_place, 9),
    (_pattern, 8),
    (_emotion, 6),
    (_times, 8),
    (_length, 5),
    (_strength, 5),
    (_both, 5),
)
_MAKERS = [maker for maker, _ in _CHANGES]
_WEIGHTS = [weight for _, weight in _CHANGES]


def change(touch: Touch, rng: random.Random) -> Change:
    """A follow-up that changes just what it names and stays within the limits."""
    while True:
        maker = rng.choices(_MAKERS, _WEIGHTS)[0]
        if touch.more and maker not in (_again, _softer, _stronger):
            continue
        said, lead, after = maker(touch, rng)
        if after.more and any(part.intensity for part in after.more) and maker is not _again:
            continue
        if fits(after):
            return said, lead, after
