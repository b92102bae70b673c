"""Corpus part: good, quiet and low-energy states, the need of a push, reminders, and plain words in real danger."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus import feelings_bright_frames as frames
from corpus import feelings_bright_more as more
from corpus import feelings_bright_nudges as nudges
from corpus.common import Dialogue, Reply, Turn, gentle_block
from corpus.feelings_bright_states import GLAD, QUIET, STATES, State
from corpus.feelings_bright_subjects import AHEAD, CRAFTS, DAYS, NEWS, SPORTS, TASKS, Subject, parts

_YOU = {
    "i": "you",
    "i'm": "you are",
    "my": "your",
    "me": "you",
    "mine": "yours",
    "myself": "yourself",
    "our": "your",
    "us": "you",
    "we": "you",
}
_PROPER = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|september|october|november|december|christmas|spanish|french"
_FIXED = {"new year's eve": "New Year's Eve", "the new year": "the New Year"}
_SINGULAR = {"thesis", "chaos", "christmas", "tennis", "yes", "this", "news", "bus"}
_PEOPLE = (
    "baby", "daughter", "son", "boy", "grandchild", "niece", "nephew", "puppy", "dog", "cat", "kitten", "friend", "friends", "mother", "mum",
    "dad", "father", "parents", "neighbour", "woman", "team", "grandmother", "granny", "brother", "sister", "class", "neighbours",
)  # fmt: skip
_GLAD = {state.name for state in GLAD + QUIET}
_LIVELY = ("bored", "sport", "curious", "playful", "creative", "inspired")
_PLAIN_WEIGHTS = {
    "breathe": 2,
    "break": 2,
    "goodnight": 2,
    "goodbye": 2,
    "bed": 2,
    "patience": 2,
    "bored": 2,
    "inlove": 2,
    "morning": 2,
    "tired": 2,
}
_OPENERS = (
    "hey",
    "hi ",
    "hello",
    "good ",
    "night",
    "morning",
    "bye",
    "ok",
    "yes",
    "thank",
    "see you",
    "so ",
    "well",
    "oh",
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A first turn, and what a second one needs to go on with it."""

    user: str
    text: str
    emotion: str
    mood: str
    more: Sequence[str] = field(default=())
    news: bool = False
    danger: int = -1
    noted: bool = True


def _you(text: str) -> str:
    return " ".join(_YOU.get(word, word) for word in text.split(" "))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _proper(text: str) -> str:
    for plain, fixed in _FIXED.items():
        text = re.sub(rf"\b{plain}\b", fixed, text)
    return re.sub(rf"\b({_PROPER})\b", lambda found: found.group().capitalize(), text)


def _plural(name: str) -> bool:
    head = re.split(r" (?:of|for|from|in|on|with|to|across|about|next) ", name)[0].split()[-1]
    return name == "mum and dad" or (head.endswith("s") and not head.endswith("ss") and head not in _SINGULAR)


def _person(name: str) -> bool:
    return re.split(r" (?:of|for|from|in|next) ", name)[0].split()[-1] in _PEOPLE


def _usable(frame: str, name: str) -> bool:
    return not (frame.endswith("| s") and _plural(name)) and not (frame.endswith("| e") and _person(name))


def _fill(frame: str, you: bool, **slots: str) -> str:
    text = frame.split(" | ", maxsplit=1)[0]
    for slot, value in slots.items():
        said = _you(value) if you else value
        text = text.replace("{" + slot + "}", said).replace("{" + _upper(slot) + "}", _upper(said))
    return text


def _echoes(closing: str, text: str) -> bool:
    said = set(re.findall(r"[a-z]{4,}", text.lower()))
    return any(word in said for word in re.findall(r"[a-z]{4,}", closing.lower()))


def _dot(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."


def _say(rng: random.Random, text: str, glad: bool) -> str:
    """What the person types: mostly with capitals, sometimes without; with or without an end mark."""
    if rng.random() < 0.22:
        return text
    text = re.sub(r"\bi\b", "I", _proper(text))
    text = re.sub(r"(^|[.?!] )([a-z])", lambda found: found.group(1) + found.group(2).upper(), text)
    if text[-1].isalpha() and rng.random() < 0.6:
        text += "!" if glad and rng.random() < 0.25 else "."
    return text


def _join(rng: random.Random, first: str, second: str) -> str:
    if first.endswith("?"):
        return f"{first} {second}"
    last = f"{first} and {second}" if second.startswith(("i ", "i'm ")) else f"{first}, {second}"
    return rng.choice((f"{first}, {second}", f"{first}. {second}", f"{first}. {second}", last))


def _lead(rng: random.Random, text: str, glad: bool) -> str:
    if text.startswith(_OPENERS) or "{" in text:
        return text
    if glad and rng.random() < 0.12:
        return rng.choice(nudges.GLAD_LEADS) + text
    return rng.choice(nudges.LEADS) + text


def _mood(state: State) -> str:
    if state.name in _LIVELY:
        return "lively"
    if state.name in _GLAD and state.emotion in ("spark", "uplift"):
        return "glad"
    return "glad" if state.emotion == "spark" else state.emotion


def _answer(rng: random.Random, state: State, subject: Subject | None, name: str) -> tuple[str, Sequence[str]]:
    """An acknowledgement and one thing to do; also all the acts that would have fitted."""
    acks: Sequence[str] = state.acks
    if subject is not None:
        fitting = [frame for frame in state.about if _usable(frame, name)]
        if fitting and rng.random() < 0.85:
            acks = fitting
    acts = state.acts
    if subject is not None and subject.acts and rng.random() < 0.72:
        acts = subject.acts
    ack = rng.choice(acks)
    if subject is not None:
        ack = _fill(ack, True, np=name, ger=subject.ger, inf=subject.inf)
    return f"{ack} {_dot(rng.choice(acts))}", acts


def _plain(rng: random.Random) -> _Draft:
    names = list(STATES)
    state = STATES[rng.choices(names, [_PLAIN_WEIGHTS.get(name, 1) for name in names])[0]]
    glad = state in GLAD
    user = rng.choice(state.says)
    feels = frames.FEELS.get(state.name)
    if feels and rng.random() < 0.18:
        feel = rng.choice(feels)
        user = user if feel in user or user in feel else _join(rng, user, feel)
    text, acts = _answer(rng, state, None, "")
    return _Draft(_lead(rng, user, glad), text, state.emotion, _mood(state), acts)


def _told(rng: random.Random, subject: Subject, line: str) -> str:
    """The name of ``subject`` that ``line`` itself uses, or its first one."""
    said = set(re.findall(r"[\w'-]+", line))
    whole = [name for name in subject.names if name in line]
    found = whole or [name for name in subject.names if name.split()[-1] in said]
    return rng.choice(found) if found else subject.names[0]


def _alone(rng: random.Random, state: State, subject: Subject) -> State:
    """The state that a line of the subject tells by itself, where no feeling is named."""
    if subject in SPORTS:
        return STATES["sport"]
    if subject in TASKS:
        return STATES[rng.choice(("procrast", "study"))]
    if subject in CRAFTS:
        return STATES[
            next((name for name in ("creative", "playful", "peaceful", "content") if name in subject.states), "curious")
        ]
    return STATES[subject.states[0]] if subject.states else state


def _about(rng: random.Random, state: State, subject: Subject) -> _Draft:
    """A state told with a subject: a frame of the state, or a line of the subject with or without the feeling."""
    name = rng.choice(subject.names)
    glad = state in GLAD
    asks = [frame for frame in state.asks if _usable(frame, name)]
    feels = frames.FEELS.get(state.name, ())
    way = rng.random()
    if asks and (way < 0.5 or not subject.lines):
        away = rng.choice(nudges.DISTRACTIONS)
        ask = rng.choice(asks)
        user = _fill(ask, False, np=name, ger=subject.ger, inf=subject.inf, dist=away)
        if "{dist}" in ask and rng.random() < 0.7:
            ack = rng.choice([frame for frame in nudges.DISTRACTED_ACKS if _usable(frame, name)])
            acts: Sequence[str] = subject.acts if subject.acts and rng.random() < 0.6 else state.acts
            text = f"{_fill(ack, True, np=name, ger=subject.ger, inf=subject.inf, dist=away)} {_dot(rng.choice(acts))}"
            return _Draft(_lead(rng, user, False), text, state.emotion, _mood(state), acts)
    elif feels and way < 0.85:
        line, feel = rng.choice(subject.lines), rng.choice(feels)
        name = _told(rng, subject, line)
        user = _join(rng, line, feel) if rng.random() < 0.65 or "?" in line else f"{feel}, {line}"
    else:
        state = _alone(rng, state, subject)
        user = rng.choice(subject.lines)
        name = _told(rng, subject, user)
    text, acts = _answer(rng, state, subject, name)
    return _Draft(_lead(rng, user, glad), text, state.emotion, _mood(state), acts, news=subject in NEWS)


def _news(rng: random.Random) -> _Draft:
    subject = rng.choice(NEWS)
    return _about(rng, STATES[rng.choice(subject.states + subject.states[:1])], subject)


def _ahead(rng: random.Random) -> _Draft:
    subject = rng.choice(AHEAD)
    return _about(rng, STATES[rng.choice(subject.states)], subject)


def _named(rng: random.Random) -> _Draft:
    subject = rng.choice(more.MORE_JOYS)
    return _about(rng, STATES[rng.choice(subject.states)], subject)


def _craft(rng: random.Random) -> _Draft:
    subject = rng.choice(CRAFTS)
    return _about(rng, STATES[rng.choice(subject.states)], subject)


def _task(rng: random.Random) -> _Draft:
    subject = rng.choice(TASKS if rng.random() < 0.72 else more.MORE_TASKS)
    kind = rng.choices(
        ("procrast", "distracted", "study", "unmotivated", "push", "mustgo", "break", "finished"),
        (5, 5, 6, 3, 3, 2, 2, 2),
    )[0]
    if kind not in ("break", "finished"):
        return _about(rng, STATES[kind], subject)
    state = STATES[kind]
    asks, acks = (frames.BREAK_ASKS, frames.BREAK_ACKS) if kind == "break" else (frames.FINISH_ASKS, frames.FINISH_ACKS)
    slots = {"np": rng.choice(subject.names), "ger": subject.ger, "hours": rng.choice(frames.HOURS)}
    text = f"{_fill(rng.choice(acks), True, **slots)} {rng.choice(state.acts)}"
    return _Draft(
        _lead(rng, _fill(rng.choice(asks), False, **slots), False), text, state.emotion, _mood(state), state.acts
    )


def _sport(rng: random.Random) -> _Draft:
    return _about(rng, STATES[rng.choices(("sport", "unmotivated", "push"), (6, 1, 1))[0]], rng.choice(SPORTS))


def _day(rng: random.Random) -> _Draft:
    subject = rng.choice(DAYS)
    name = rng.choice(subject.names)
    state = STATES[rng.choice(frames.DAY_STATES)]
    line, feel = rng.choice(subject.lines), rng.choice(frames.FEELS[state.name])
    ask = _fill(rng.choice(frames.DAY_ASKS), False, np=name)
    user = rng.choice((ask, ask, line, _join(rng, line, feel), f"{feel}, {line}"))
    known = re.sub(r"^a ", "the ", name if user == ask else _told(rng, subject, line))
    ack = _fill(rng.choice(frames.DAY_ACKS), True, np=known) if rng.random() < 0.8 else rng.choice(state.acks)
    acts = subject.acts if rng.random() < 0.6 else state.acts
    return _Draft(_lead(rng, user, False), f"{ack} {_dot(rng.choice(acts))}", state.emotion, state.emotion, acts)


def _wait(rng: random.Random) -> _Draft:
    (place,), lines, own = rng.choice(nudges.WAITS)
    ask, line, feel = (
        rng.choice(nudges.WAIT_SAYS).replace("{np}", place),
        rng.choice(lines),
        rng.choice(frames.FEELS["steady"]),
    )
    user = rng.choice((ask, ask, line, line, _join(rng, line, feel), _join(rng, ask, feel)))
    ack = rng.choice(nudges.WAIT_ACKS).replace("{np}", _you(place))
    if rng.random() < 0.2:
        ack = rng.choice(STATES["patience"].acks)
    acts = own if rng.random() < 0.55 else STATES["patience"].acts
    return _Draft(_lead(rng, user, False), f"{ack} {_dot(rng.choice(acts))}", "steady", "steady", acts)


def _remind(rng: random.Random, haptics: bool) -> _Draft:
    (inf,), lines, acts = rng.choice(nudges.REMINDERS)
    if rng.random() < 0.1:
        slots = {"inf": inf, "when": rng.choice(nudges.LATER_WHEN)}
        text = _fill(rng.choice(nudges.LATER_ON if haptics else nudges.LATER_OFF), True, **slots)
        return _Draft(
            _lead(rng, _fill(rng.choice(nudges.LATER_SAYS), False, **slots), False),
            text,
            "alert_mild",
            "alert_mild",
            acts,
            noted=False,
        )
    ask = _fill(rng.choice(nudges.REMIND_SAYS), False, inf=inf)
    user = rng.choice((ask, ask, rng.choice(lines), _join(rng, rng.choice(lines), ask)))
    text = f"{_fill(rng.choice(nudges.REMIND_ACKS), True, inf=inf)} {_dot(rng.choice(acts))}"
    return _Draft(_lead(rng, user, False), text, "alert_mild", "alert_mild", acts)


def _pair(rng: random.Random, table: Sequence[tuple[tuple[str, ...], ...]]) -> tuple[str, str]:
    says, replies = rng.choice(table)
    return rng.choice(says), _dot(rng.choice(replies))


def _alert(rng: random.Random, haptics: bool) -> _Draft:
    user, text = _pair(rng, nudges.ALERTS)
    if not haptics:
        text = text.replace("Here you are, a small tap.", "Here I am.").replace(
            "A light tap for you.", "A small hint for you."
        )
    return _Draft(_lead(rng, user, False), text, "alert_mild", "alert_mild", noted=False)


def _caution(rng: random.Random) -> _Draft:
    user, text = _pair(rng, nudges.CAUTIONS)
    return _Draft(_lead(rng, user, False), text, "alert_mild", "alert_mild", noted=False)


def _danger(rng: random.Random) -> _Draft:
    place = rng.randrange(len(nudges.DANGERS)) if rng.random() < 0.5 else rng.randrange(10)
    says, replies = nudges.DANGERS[place]
    user, tail = rng.choice(says), rng.choice(nudges.DANGER_TAILS)
    if tail and "?" not in user:
        user = rng.choice((f"{user}, {tail}", f"{user}. {tail}", f"{tail if '?' not in tail else 'help'}, {user}"))
    text = f"{rng.choice(nudges.DANGER_LEADS)} {_dot(rng.choice(replies))}".strip()
    return _Draft(user, text, "alert_high", "alert_high", danger=place, noted=False)


def _pinned(rng: random.Random) -> _Draft:
    emotion, says, replies = rng.choice(nudges.PINNED)
    return _Draft(
        _lead(rng, rng.choice(parts(says)), False), _dot(rng.choice(parts(replies))), emotion, "", noted=False
    )


def _aftermath(rng: random.Random, place: int) -> tuple[str, str, str]:
    says, replies, emotion = rng.choice(frames.DANGER_SAFE if place < 5 else frames.DANGER_CALLED)
    return rng.choice(parts(says)), _dot(rng.choice(parts(replies))), emotion


def _follow(rng: random.Random, draft: _Draft) -> tuple[str, str, str] | None:
    """What the person says next, the reply and its emotion; None where the talk has reached its end."""
    if draft.danger >= 0:
        return _aftermath(rng, draft.danger)
    mood = draft.mood
    if mood not in nudges.EASY_ACTS:
        return None
    way = rng.choices(("thanks", "done", "more", "cant", "shift", "detail"), (4, 3, 3, 2, 3, 4 if draft.news else 0))[0]
    rest = [act for act in draft.more if act.rstrip(".") not in draft.text]
    if way == "detail":
        place = rng.randrange(len(nudges.DETAILS))
        says, replies = nudges.DETAILS[place]
        return rng.choice(says), _dot(rng.choice(replies)), nudges.DETAIL_EMOTIONS[place]
    if way == "shift" and mood in ("glad", "uplift", "focus"):
        user, name = rng.choice(
            [
                shift
                for shift in nudges.SHIFTS
                if draft.news or shift[1] not in ("celebrating", "grateful", "proud", "relieved")
            ]
        )
        state = STATES[name]
        return user, f"{rng.choice(state.acks)} {rng.choice(state.acts)}", state.emotion
    if way == "more" and rest:
        return (
            rng.choice(nudges.SECOND_MORE),
            f"{rng.choice(nudges.MORE_LEADS)} {_dot(rng.choice(rest))}",
            draft.emotion,
        )
    if way == "cant":
        return (
            rng.choice(nudges.SECOND_CANT),
            f"{rng.choice(nudges.CANT_LEADS)} {rng.choice(nudges.EASY_ACTS[mood])}",
            draft.emotion,
        )
    if way == "done":
        return rng.choice(nudges.SECOND_DONE), rng.choice(nudges.DONE_REPLIES[mood]), draft.emotion
    return rng.choice(nudges.SECOND_THANKS), rng.choice(nudges.THANKS_REPLIES[mood]), draft.emotion


_SOURCES: tuple[tuple[Callable[[random.Random, bool], _Draft], int], ...] = (
    (lambda rng, _: _plain(rng), 30),
    (lambda rng, _: _news(rng), 14),
    (lambda rng, _: _ahead(rng), 8),
    (lambda rng, _: _named(rng), 6),
    (lambda rng, _: _craft(rng), 8),
    (lambda rng, _: _task(rng), 15),
    (lambda rng, _: _sport(rng), 5),
    (lambda rng, _: _day(rng), 5),
    (lambda rng, _: _wait(rng), 6),
    (_remind, 8),
    (_alert, 2),
    (lambda rng, _: _caution(rng), 3),
    (lambda rng, _: _danger(rng), 5),
    (lambda rng, _: _pinned(rng), 1),
)


def _dialogue(rng: random.Random) -> Dialogue:
    haptics = rng.random() < 0.65
    draft = rng.choices([make for make, _ in _SOURCES], [weight for _, weight in _SOURCES])[0](rng, haptics)
    user, text = draft.user, draft.text
    glad = draft.mood == "glad"
    if draft.emotion == "spark" and glad and user[-1].isalpha() and rng.random() < 0.05:
        user += rng.choice((" :)", " haha", " hihi"))
    notes = nudges.TOUCH_NOTES.get(draft.emotion, ())
    if haptics and draft.noted and notes and len(text.split()) < 26:
        if rng.random() < 0.06:
            user = f"{user}{'' if user.endswith('?') else '.'} {rng.choice(nudges.ASK_TOUCH)}"
            text = f"{text} {rng.choice(notes)}"
        elif rng.random() < 0.05:
            text = f"{text} {rng.choice(notes)}"
    if (
        draft.noted
        and text == draft.text
        and len(text.split()) < 22
        and rng.random() < 0.35 + 0.4 * (len(text.split()) < 12)
    ):
        closing = rng.choice(more.CLOSINGS[draft.mood])
        text = text if _echoes(closing, text) else f"{text} {closing}"
    turns = [Turn(_say(rng, user, glad), Reply(_proper(text), gentle_block(rng, draft.emotion)))]
    if rng.random() < 0.23:
        following = _follow(rng, draft)
        if following is not None:
            said, reply, emotion = following
            turns.append(Turn(_say(rng, said, False), Reply(_proper(reply), gentle_block(rng, emotion))))
    return Dialogue("feelings", haptics, tuple(turns))


def dialogues(rng: random.Random, count: int) -> Iterator[Dialogue]:
    """``count`` dialogues about bright, quiet and low states, reminders and danger."""
    for _ in range(count):
        yield _dialogue(rng)
