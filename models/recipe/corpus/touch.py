"""People who ask for touch itself, and who control it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus import touch_talk as talk
from corpus import touch_words as words
from corpus.common import DURATIONS_MS, EMOTIONS, MOTORS, PATTERNS, Dialogue, Reply, Turn, gentle_block, one, tags
from corpus.touch_ask import Asked, asked, exact, mood
from corpus.touch_change import AGAIN, change
from corpus.touch_images import MOODS
from corpus.touch_spec import OWN_EMOTION, OWN_PATTERN, Touch, answer, article, capital, simple, touch_block

_WHY_OFF = (
    "why not?",
    "why is it off?",
    "but i want it",
    "please",
    "come on, please",
    "just this once",
    "oh, how?",
    "how do i do that?",
    "can't you turn it on?",
    "ok, and then?",
    "i allow it",
    "yes do it",
    "pretty please",
    "you turn it on",
    "do it anyway",
)
_WHY_OFF_SAY = (
    "Touch starts switched off, so that nobody is touched without wanting it.",
    "I have no way to switch it on myself.",
    "That switch is only in your hands.",
    "It is off to begin with, and it is your choice to change that.",
    "Even a kind please cannot turn it on, only you can.",
)
_AFTER_OFF = (
    "Touch is off, since you asked for that.",
    "You switched touch off a moment ago, so it stays off.",
    "I keep touch off, as you wanted.",
    "Touch is off now, and I leave it so.",
)
_FEEL_SAY = {
    "calm": ("Try one slow breath out.", "Let your shoulders drop a little.", "Loosen your hands for a moment."),
    "soothe": (
        "Be gentle with yourself for a moment.",
        "Rest a hand on your chest.",
        "You do not have to carry it alone right now.",
    ),
    "focus": (
        "Pick one small thing and begin there.",
        "Put the phone out of reach for ten minutes.",
        "Write down just the first step.",
    ),
    "steady": ("Take one thing, then the next.", "Sit upright and breathe evenly.", "Only the next small step counts."),
    "ground": (
        "Press your feet to the floor.",
        "Name three things that you can see.",
        "Feel the chair that holds you.",
    ),
    "uplift": (
        "Take one small step and let it count.",
        "Lift your head and breathe in.",
        "Think of one thing that went well.",
    ),
    "spark": ("Let yourself enjoy it for a moment.", "Tell someone about it.", "Do a small dance if you like."),
    "alert_mild": (
        "Set out what you need right now.",
        "Do it now, while you think of it.",
        "Put it where you can see it.",
    ),
    "rest_state": (
        "Turn down the light.",
        "Put the day aside and let your eyes close.",
        "Lie back and let your arms get heavy.",
    ),
}


def _pick(rng: random.Random, *lists: Sequence[str]) -> str:
    """One string of each list, joined by blanks; an empty one drops out."""
    return " ".join(filter(None, (rng.choice(strings) for strings in lists)))


def _politely(said: str, rng: random.Random) -> str:
    if rng.random() < 0.12:
        said = (
            rng.choice(
                ("ok, ", "hey, ", "sorry, ", "hm, ", "well, ", "listen, ", "right, ", "actually, ", "um, ", "so, ")
            )
            + said
        )
    return capital(said) if rng.random() < 0.25 else said


def _refuse(touch: Touch | None, rng: random.Random) -> str:
    """The reply to a wish for touch while touch is off."""
    if touch is None or rng.random() < 0.45:
        first = rng.choice(talk.NO_TOUCH_SAY)
    else:
        name = rng.choice(
            (
                touch.pattern,
                f"{words.EMO_SAY[touch.emotion]} {touch.pattern}",
                f"{words.INT_SAY[touch.intensity]} {touch.pattern}",
            )
        )
        first = rng.choice(talk.NO_TOUCH_PAT).format(a=article(name), A=capital(article(name)))
    more = rng.choice(talk.NO_TOUCH_MORE)
    if touch is not None and rng.random() < 0.25:
        return f"{first} {more} {talk.NO_TOUCH_WORDS[touch.emotion]}"
    return f"{first} {more}"


def _asked_turn(said: Asked, haptics: bool, rng: random.Random) -> Turn:
    user, text, touch_tags, touch = said
    return Turn(user, Reply(text, touch_tags)) if haptics else Turn(user, Reply(_refuse(touch, rng)))


def _stop_turn(haptics: bool, rng: random.Random) -> Turn:
    user = _politely(rng.choice(talk.STOP_ASKS), rng)
    if haptics:
        return Turn(user, Reply(_pick(rng, talk.STOP_SAY, talk.STOP_MORE), tags("stop")))
    return Turn(user, Reply(_pick(rng, talk.STOP_OFF, talk.STOP_OFF_MORE)))


def _off_turn(haptics: bool, rng: random.Random) -> Turn:
    user = _politely(rng.choice(talk.OFF_ASKS), rng)
    if haptics:
        return Turn(user, Reply(_pick(rng, talk.OFF_SAY, talk.OFF_MORE), tags("haptics_off")))
    return Turn(user, Reply(_pick(rng, talk.OFF_ALREADY, talk.OFF_ALREADY_MORE)))


def _on_turn(haptics: bool, rng: random.Random) -> Turn:
    user = _politely(rng.choice(talk.ON_ASKS), rng)
    says = (talk.ON_ON_SAY, talk.ON_ON_MORE) if haptics else (talk.ON_OFF_SAY, talk.ON_OFF_MORE)
    return Turn(user, Reply(_pick(rng, *says)))


def _limit_turn(haptics: bool, rng: random.Random) -> Turn:
    """An attempt to get round a limit, the stop word, another person's consent or the switch."""
    kinds: list[tuple[Sequence[str], Sequence[str], Sequence[str]]] = [
        (talk.NO_STOP_ASKS, talk.NO_STOP_SAY, talk.NO_STOP_MORE),
        (talk.OTHER_ASKS, talk.OTHER_SAY, talk.OTHER_MORE),
        (talk.HURT_ASKS, talk.HURT_SAY, talk.HURT_MORE),
        (talk.LIMIT_ASKS, talk.LIMIT_SAY, talk.LIMIT_MORE_ON if haptics else talk.LIMIT_MORE_OFF),
    ]
    if not haptics:
        kinds.append((talk.FAKE_ASKS, talk.FAKE_SAY, talk.NO_TOUCH_MORE))
    asks, says, more = rng.choices(kinds, [len(kind[0]) for kind in kinds])[0]
    return Turn(_politely(rng.choice(asks), rng), Reply(_pick(rng, says, more)))


def _about_turn(haptics: bool, rng: random.Random) -> Turn:
    del haptics
    asks, first, second = rng.choice(talk.TOPICS)
    return Turn(_politely(rng.choice(asks), rng), Reply(_pick(rng, first, (*second, ""))))


def _meaning_turn(haptics: bool, rng: random.Random) -> Turn:
    """What a tag or its word means, now and then with the wish to feel it."""
    name = rng.choice(tuple(talk.MEANING))
    group = next((group for group, names in _GROUPS.items() if name in names), "")
    text = rng.choice(talk.MEANING[name])
    if group in ("intensity", "motor", "duration"):
        text = f"It {text.split(' ', 1)[1]}"
    text = capital(text)
    bare = name.removeprefix("pat_")
    shown = bare if group in ("emotion", "pattern") and "_" not in bare and rng.random() < 0.4 else f"[{name}]"
    user = _politely(rng.choice(talk.MEANING_ASKS).format(t=shown), rng)
    if group and rng.random() < 0.3:
        user = user.rstrip("?") + rng.choice(
            (
                " and can you show me?",
                "? show me please",
                ", and let me feel it",
                "? let me feel it",
                " and how does it feel? play it",
            )
        )
        touch = _example(group, name)
        if haptics:
            return Turn(
                user,
                Reply(f"{text} {answer(touch, rng, rng.choice(('', 'Here: ', 'Like this: ')))}", touch_block(touch)),
            )
        return Turn(user, Reply(f"{text} {_pick(rng, talk.NO_TOUCH_SAY[3:8], talk.NO_TOUCH_MORE)}"))
    more = (rng.choice(talk.MEANING_MORE_ON) if group else "") if haptics else rng.choice(talk.MEANING_MORE_OFF)
    return Turn(user, Reply(f"{text} {more}".strip()))


_GROUPS = {
    "emotion": EMOTIONS,
    "pattern": tuple(f"pat_{name}" for name in PATTERNS),
    "intensity": ("i1", "i2", "i3", "i4", "i5"),
    "motor": MOTORS,
    "duration": tuple(DURATIONS_MS),
}


def _example(group: str, name: str) -> Touch:
    """A plain touch that shows one tag."""
    if group == "emotion":
        return simple(name, OWN_PATTERN[name])
    if group == "pattern":
        return simple(OWN_EMOTION[name[4:]], name[4:])
    base = simple("steady", "pulse")
    if group == "intensity":
        return replace(base, intensity=int(name[1]))
    return replace(base, motor=name) if group == "motor" else replace(base, duration=name)


def _small_turn(haptics: bool, rng: random.Random) -> Turn:
    del haptics
    asks, says = rng.choice(talk.SMALL)
    return Turn(_politely(rng.choice(asks), rng), Reply(rng.choice(says)))


def _fact_turn(haptics: bool, rng: random.Random) -> Turn:
    del haptics
    asks, fact = rng.choice(talk.FACTS)
    return Turn(_politely(rng.choice(asks), rng), Reply(fact))


def _feeling_turn(haptics: bool, rng: random.Random) -> Turn:
    state, emotion, named = rng.choice(MOODS)
    return Turn(
        _politely(state, rng),
        Reply(f"{named}. {rng.choice(_FEEL_SAY[emotion])}", gentle_block(rng, emotion) if haptics else ""),
    )


def _thanks_turn(haptics: bool, rng: random.Random) -> Turn:
    return Turn(
        _politely(rng.choice(talk.THANKS), rng), Reply(rng.choice(talk.THANKS_SAY if haptics else talk.THANKS_SAY_OFF))
    )


def _bye_turn(haptics: bool, rng: random.Random) -> Turn:
    return Turn(
        _politely(rng.choice(talk.BYES), rng),
        Reply(rng.choice(talk.BYE_SAY), gentle_block(rng, "rest_state") if haptics else ""),
    )


def _changes(haptics: bool, rng: random.Random) -> Dialogue:
    """A touch and one to three changes to it, now and then a stop or thanks at the end."""
    said = exact(rng) if rng.random() < 0.7 else asked(rng)[1]
    touch = said[3]
    while touch is None:
        said = exact(rng)
        touch = said[3]
    turns = [_asked_turn(said, haptics, rng)]
    for _ in range(rng.choices((1, 2, 3), (6, 3, 1))[0]):
        user, lead, touch = change(touch, rng)
        turns.append(Turn(user, Reply(answer(touch, rng, lead), touch_block(touch))))
    roll = rng.random()
    if roll < 0.12:
        turns.append(_stop_turn(haptics, rng))
        if rng.random() < 0.3:
            turns.append(
                Turn(
                    rng.choice(AGAIN),
                    Reply(
                        answer(touch, rng, rng.choice(("Gladly, once more: ", "Again, then: ", "On again: "))),
                        touch_block(touch),
                    ),
                )
            )
    elif roll < 0.2:
        turns.append(_thanks_turn(haptics, rng))
    return Dialogue("touch_change", haptics, tuple(turns))


def _refused(haptics: bool, rng: random.Random) -> Dialogue:
    """A wish while touch is off, and what the person says to the refusal."""
    kind, said = asked(rng)
    turns = [_asked_turn(said, haptics, rng)]
    if rng.random() < 0.6:
        turns.append(Turn(rng.choice(_WHY_OFF), Reply(_pick(rng, _WHY_OFF_SAY, talk.NO_TOUCH_MORE))))
    else:
        turns.append(rng.choice((_on_turn, _small_turn, _thanks_turn, _limit_turn))(haptics, rng))
    return Dialogue(f"{kind}_off", haptics, tuple(turns))


def _ended(haptics: bool, rng: random.Random) -> Dialogue:
    """A touch that is then stopped or switched off, and perhaps asked for again."""
    turns = [_asked_turn(asked(rng)[1], haptics, rng)]
    if rng.random() < 0.6:
        turns.append(_stop_turn(haptics, rng))
        if rng.random() < 0.2:
            turns.append(_asked_turn(asked(rng)[1], haptics, rng))
        return Dialogue("touch_stop", haptics, tuple(turns))
    turns.append(_off_turn(haptics, rng))
    if rng.random() < 0.4:
        turns.append(
            Turn(asked(rng)[1][0], Reply(_pick(rng, _AFTER_OFF if haptics else talk.NO_TOUCH_SAY, talk.NO_TOUCH_MORE)))
        )
    return Dialogue("touch_off", haptics, tuple(turns))


def _talk(haptics: bool, rng: random.Random) -> Dialogue:
    """Three to five turns of small talk, feelings, touch, questions and a stop."""
    asking = _asked_turn(mood(rng) if rng.random() < 0.2 else asked(rng)[1], haptics, rng)
    turns = [rng.choice((_small_turn, _feeling_turn, _about_turn))(haptics, rng)]
    middle: list[Turn] = [asking]
    used = {turns[0].user, asking.user}
    for _ in range(rng.choice((0, 1, 1, 2))):
        turn = rng.choice((_fact_turn, _about_turn, _feeling_turn, _small_turn, _meaning_turn, _thanks_turn))(
            haptics, rng
        )
        if turn.user not in used and turn.reply.text != asking.reply.text:
            used.add(turn.user)
            middle.append(turn)
    if rng.random() < 0.3:
        rng.shuffle(middle)
    last = rng.choices((_stop_turn, _thanks_turn, _bye_turn, _off_turn, _fact_turn), (8, 3, 4, 2, 2))[0](haptics, rng)
    return Dialogue("touch_chat", haptics, (*turns, *middle, last))


_SINGLES: tuple[tuple[str, Callable[[bool, random.Random], Turn], int], ...] = (
    ("touch_stop", _stop_turn, 70),
    ("touch_off", _off_turn, 50),
    ("touch_on", _on_turn, 45),
    ("touch_limits", _limit_turn, 45),
    ("touch_about", _about_turn, 95),
    ("touch_meaning", _meaning_turn, 40),
)


def _single(haptics: bool, rng: random.Random) -> Dialogue:
    kind, maker, _ = rng.choices(_SINGLES, [weight for _, _, weight in _SINGLES])[0]
    return Dialogue(kind, haptics, (maker(haptics, rng),))


def dialogues(rng: random.Random, count: int) -> Iterator[Dialogue]:
    """Yield ``count`` dialogues about touch and its control."""
    for _ in range(count):
        haptics = rng.random() < 0.66
        roll = rng.random()
        if roll < (0.44 if haptics else 0.34):
            kind, said = asked(rng)
            turn = _asked_turn(said, haptics, rng)
            yield one(kind if haptics else f"{kind}_off", haptics, turn.user, turn.reply.text, turn.reply.touch)
        elif roll < 0.58:
            yield _changes(haptics, rng) if haptics else _refused(haptics, rng)
        elif roll < 0.8:
            yield _single(haptics, rng)
        elif roll < 0.86:
            yield _ended(haptics, rng)
        else:
            yield _talk(haptics, rng)
