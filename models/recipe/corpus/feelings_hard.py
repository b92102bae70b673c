"""A person shares a hard feeling; the answer names it, takes up its subject and offers one small thing to do."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus import feelings_hard_echo, feelings_hard_subjects, feelings_hard_words, feelings_hard_words2
from corpus import feelings_hard_parts as parts
from corpus.common import Dialogue, Reply, Turn, gentle_block

KIND = "feelings_hard"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as the person says it, and whether it takes a plural verb."""

    text: str
    plural: bool

    def echo(self) -> str:
        """The phrase as the assistant says it."""
        return _echo(self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A whole message of the person about one subject."""

    feeling: str
    text: str
    phrase: Phrase | None
    heard: str


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    kind: str
    feelings: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    lines: tuple[Line, ...]
    tips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feeling:
    name: str
    emotion: str
    adjective: str
    preposition: str
    parts: Mapping[str, tuple[str, ...]]
    actions: tuple[str, ...]


_SWAP = {
    "my": "your",
    "our": "your",
    "me": "you",
    "i": "you",
    "i'm": "you are",
    "i've": "you have",
    "myself": "yourself",
    "mine": "yours",
    "we": "you",
    "us": "you",
}
_DULL = frozenset(
    [
        "the",
        "my",
        "our",
        "for",
        "with",
        "and",
        "from",
        "his",
        "her",
        "him",
        "she",
        "being",
        "getting",
        "about",
        "all",
        "new",
        "day",
        "first",
        "old",
        "that",
        "what",
        "this",
        "was",
        "are",
        "not",
        "has",
        "had",
        "have",
        "out",
        "now",
        "who",
        "you",
        "me",
        "they",
        "them",
        "their",
        "off",
        "our",
        "one",
        "two",
        "letter",
        "at",
        "in",
        "on",
        "of",
        "to",
        "up",
        "by",
        "an",
        "it",
        "is",
        "so",
        "no",
        "go",
        "bad",
        "after",
        "before",
        "will",
        "going",
        "just",
        "people",
    ]
)
_VERBS = {
    "is": ("is", "are"),
    "has": ("has", "have"),
    "does": ("does", "do"),
    "was": ("was", "were"),
    "listen": ("listens", "listen"),
    "sting": ("stings", "sting"),
    "make": ("makes", "make"),
}
_SORROW = frozenset({"sad", "crying", "grief", "heartbroken", "lonely", "hurt", "homesick"})
_NAMES = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "november",
    "june",
    "christmas",
    "german(?= |$|[.,!?])",
    "english(?= |$|[.,!?])",
    "new year's",
)
_BODY_FIRST = frozenset({"panic", "racing", "sleepless", "shocked", "unreal", "furious", "crying", "irritated"})
_PERSON_WITH = {
    "angry": "with",
    "furious": "with",
    "disappointed": "in",
    "sad": "because of",
    "stressed": "because of",
    "scared": "of",
    "irritated": "by",
}


def _echo(text: str) -> str:
    return re.sub(r"[A-Za-z']+", lambda found: _SWAP.get(found.group(0).lower(), found.group(0)), text)


def _words(text: str) -> set[str]:
    return {
        word for word in re.findall(r"[a-z]+", text.lower().replace("'s", "")) if len(word) > 2 and word not in _DULL
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sections(text: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    head, key = "", ""
    body: dict[str, list[str]] = {}
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        if line.startswith("@ "):
            if head:
                yield head, body
            head, body, key = line[2:], {}, "do"
        elif line.endswith(":") and " " not in line:
            key = line[:-1]
        else:
            body.setdefault(key, []).append(line)
    yield head, body


def _load_feelings() -> dict[str, Feeling]:
    families = {head: tuple(body["do"]) for head, body in _sections(feelings_hard_words2.FAMILIES)}
    found: dict[str, Feeling] = {}
    for text in (feelings_hard_words.TEXT, feelings_hard_words2.TEXT):
        for head, body in _sections(text):
            name, emotion, family, adjective, preposition = head.split()
            own = tuple(body.pop("do", []))
            found[name] = Feeling(
                name,
                emotion,
                "" if adjective == "-" else adjective,
                "" if preposition == "-" else preposition,
                {key: tuple(lines) for key, lines in body.items()},
                own + families.get(family, ()),
            )
    return found


def _match(phrases: Sequence[Phrase], text: str) -> Phrase | None:
    said = f" {re.sub(r'[^a-z ]', ' ', text.lower().replace(chr(39) + 's', ''))} "
    exact = [phrase for phrase in phrases if f" {phrase.text.lower()} " in said]
    if exact:
        return max(exact, key=lambda phrase: len(phrase.text))
    near = [phrase for phrase in phrases if _words(phrase.text) and _words(phrase.text) <= _words(text)]
    return max(near, key=lambda phrase: len(_words(phrase.text))) if near else None


def _load_subjects() -> tuple[Subject, ...]:
    found: list[Subject] = []
    own = [
        (start, heard) for start, heard in (row.split(" | ") for row in feelings_hard_echo.LINES.strip().splitlines())
    ]
    lines: list[str] = []
    blocks: list[list[str]] = []
    for raw in feelings_hard_subjects.TEXT.splitlines():
        line = raw.strip()
        if not line:
            continue
        if line.startswith("; "):
            lines[0] += line
        elif line[0] not in ">*":
            lines = [line]
            blocks.append(lines)
        else:
            lines.append(line)
    for rows in blocks:
        name, kind, feelings, nouns = (part.strip() for part in rows[0].split(" | "))
        phrases = tuple(Phrase(noun.strip().rstrip("+"), noun.strip().endswith("+")) for noun in nouns.split(";"))
        said: list[Line] = []
        for row in rows[1:]:
            if row.startswith("> "):
                feeling, text = row[2:].split(": ", 1)
                said.append(
                    Line(
                        feeling,
                        text,
                        _match(phrases, text),
                        next((heard for start, heard in own if text.startswith(start)), ""),
                    )
                )
        tips = tuple(row[2:] for row in rows[1:] if row.startswith("* "))
        found.append(Subject(name, kind, tuple(feelings.split()), phrases, tuple(said), tips))
    return tuple(found)


FEELINGS = _load_feelings()
SUBJECTS = _load_subjects()
_BY_FEELING = {name: tuple(subject for subject in SUBJECTS if name in subject.feelings) for name in FEELINGS}
_DRAW = (*FEELINGS, "discouraged", "discouraged", "anxious", "overwhelmed", "sad", "panic")
_REPLACING = ("person", "when", "loss")


def _pool(feeling: Feeling, stem: str, kind: str) -> tuple[str, ...]:
    """The frames of ``feeling`` that fit a subject of ``kind``; ``stem`` is "about" for the person, "on" for the answer."""
    kinds = ("loss", "lossperson") if kind == "lossperson" else (kind,)
    own: tuple[str, ...] = ()
    for each in kinds:
        own += feeling.parts.get(each if stem == "about" else f"on{each}", ())
    if own and kinds[0] in _REPLACING:
        return own
    return feeling.parts.get(stem, ()) + own


def _generic_said(feeling: Feeling, kind: str) -> tuple[str, ...]:
    """Plain frames that any adjective of feeling can carry."""
    if kind in ("when", "loss", "lossperson", "choice") or not feeling.preposition:
        return ()
    link = f"{feeling.adjective} {_link(feeling, kind)} {{s}}"
    frames = [
        f"{{very}}{link}",
        f"feeling {{very}}{link}",
        f"why am I so {link}?",
        f"help, I'm {link}",
        f"how do I stop being so {link}?",
        f"I don't want to be so {link}",
        f"is it normal to be so {link}?",
    ]
    if kind in ("ahead", "perform"):
        frames += [f"{{s}} {{is}} {{time}} and I'm {feeling.adjective}", f"I'm already {link}, and it's only {{time}}"]
        frames += [f"{{time}} {{is}} {{s}} and I'm already {feeling.adjective}"]
    return tuple(frames)


def _generic_heard(feeling: Feeling, kind: str) -> tuple[str, ...]:
    if kind in ("when", "loss", "lossperson", "choice") or not feeling.preposition:
        return ()
    link = f"{feeling.adjective} {_link(feeling, kind)} {{s}}"
    return (
        f"It is understandable that you are {link}.",
        f"You sound {link}, and that is allowed.",
        f"Being {link} can take up a lot of room.",
    )


def _link(feeling: Feeling, kind: str) -> str:
    return _PERSON_WITH.get(feeling.name, feeling.preposition) if kind == "person" else feeling.preposition


def _plain_heard(feeling: Feeling) -> tuple[str, ...]:
    if not feeling.adjective:
        return ()
    return (
        f"Feeling {feeling.adjective} is hard.",
        f"It is all right to be {feeling.adjective}.",
        f"You sound {feeling.adjective}, and that is allowed here.",
        f"Being {feeling.adjective} can take up a whole day.",
    )


def _fill(rng: random.Random, frame: str, phrase: Phrase | None, *, answer: bool, time: str) -> str:
    text = frame
    if phrase is not None:
        said = phrase.echo() if answer else phrase.text
        text = text.replace("{s}", said).replace("{S}", _capital(said))
        for verb, forms in _VERBS.items():
            text = text.replace(f"{{{verb}}}", forms[phrase.plural])
    very = rng.choice(
        ("so ", "so ", "really ", "very ", "pretty ", "a bit ", "kind of ", "", "", "a little ", "extremely ", "quite ")
    )
    return text.replace("{very}", very).replace("{time}", time)


def _proper(text: str) -> str:
    """Names of days, months, feasts and languages begin with a capital; so does every sentence."""
    text = re.sub(rf"\b({'|'.join(_NAMES)})", lambda found: _capital(found.group(0)), text)
    return re.sub(r"(?<![.])([.?!] )([a-z])", lambda found: found.group(1) + found.group(2).upper(), text)


def _close(rng: random.Random, text: str) -> str:
    if text[-1:] in "?!.:,":
        return text
    return text + rng.choices(("", ".", "...", "!"), (30, 60, 6, 4))[0]


def _message(rng: random.Random, core: str, extras: Sequence[str]) -> str:
    """One message of the person: perhaps an opener, the core, and what is added to it."""
    sentences = [core, *extras]
    if extras and rng.random() < 0.12:
        sentences = [extras[0], core, *extras[1:]]
    style = rng.random()
    if style < 0.12 and len(sentences) > 1 and not any(part.endswith("?") for part in sentences[:-1]):
        text = rng.choice((", ", " and ", ", ", " ... ")).join(part.rstrip(".") for part in sentences)
    else:
        text = ""
        for number, part in enumerate(sentences):
            last = number == len(sentences) - 1
            ended = (
                _close(rng, part)
                if last
                else (part if part[-1] in ".?!" else part + rng.choices((".", "...", "!"), (88, 8, 4))[0])
            )
            text += (" " if text else "") + _capital(ended)
    if rng.random() < 0.22:
        opener = rng.choice(parts.OPENERS)
        if opener[-1] in ".?":
            return _capital(opener) + " " + text
        first = text if text.startswith(("I ", "I'")) else text[:1].lower() + text[1:]
        comma = "" if opener[-1] in ",:" or opener in ("ok so", "yeah so", "so") or opener.endswith("but") else ","
        return _capital(opener) + comma + " " + first
    return text


@dataclass(slots=True)
class _Scene:
    """What is settled for one dialogue."""

    feeling: Feeling
    subject: Subject | None
    said: str
    phrase: Phrase | None
    time: str
    heard: str = ""


def _scene(rng: random.Random) -> _Scene:
    way = rng.random()
    if way < 0.34:
        subject = rng.choice(SUBJECTS)
        line = rng.choice(subject.lines)
        return _Scene(FEELINGS[line.feeling], subject, line.text, line.phrase, "", line.heard)
    feeling = FEELINGS[rng.choice(_DRAW)]
    subjects = _BY_FEELING[feeling.name]
    if way < 0.58 or not subjects:
        return _Scene(
            feeling, None, _fill(rng, rng.choice(feeling.parts["say"]), None, answer=False, time=""), None, ""
        )
    subject = rng.choice(subjects)
    phrase = rng.choice(subject.phrases)
    frames = _pool(feeling, "about", subject.kind)
    generic = _generic_said(feeling, subject.kind)
    frame = rng.choice(generic) if generic and (not frames or rng.random() < 0.35) else rng.choice(frames)
    if frame.startswith("{time} {is}") and not phrase.text.startswith(("my ", "the ", "our ")):
        frame = "{s} {is} {time} and I can't think of anything else"
    if frame.endswith("it's only {time}"):
        frame = frame.removesuffix(", and it's only {time}") + " {time}"
    time = ""
    if "{time}" in frame or (subject.kind in ("ahead", "perform") and rng.random() < 0.25):
        time = rng.choice(parts.TIMES)
    text = _fill(rng, frame, phrase, answer=False, time=time)
    if time and "{time}" not in frame and frame.endswith("{s}") and not re.search(r"\b(in|at|on)\b", phrase.text):
        text = f"{text} {time}"
    elif "{time}" not in frame:
        time = ""
    return _Scene(feeling, subject, text, phrase, time)


def _acknowledge(rng: random.Random, scene: _Scene) -> str:
    feeling = scene.feeling
    if scene.heard and rng.random() < 0.8:
        return scene.heard
    if scene.phrase is not None and scene.subject is not None and rng.random() < 0.85:
        frames = _pool(feeling, "on", scene.subject.kind)
        generic = _generic_heard(feeling, scene.subject.kind)
        if frames and (not generic or rng.random() < 0.8):
            return _capital(_fill(rng, rng.choice(frames), scene.phrase, answer=True, time=""))
        if generic:
            return _capital(_fill(rng, rng.choice(generic), scene.phrase, answer=True, time=""))
    signs = [line for word, lines in feelings_hard_echo.SIGNS if word in scene.said.lower() for line in lines]
    if signs and scene.phrase is None and rng.random() < 0.45:
        return rng.choice(signs)
    plain = _plain_heard(feeling)
    frames = feeling.parts["ack"]
    return rng.choice(plain) if plain and rng.random() < 0.2 else rng.choice(frames)


def _action(rng: random.Random, scene: _Scene, avoid: str = "") -> str:
    subject = scene.subject
    own = 0.0 if subject is None else (0.2 if scene.feeling.name in _BODY_FIRST else 0.62)
    if scene.feeling.name in ("sleepless", "panic"):
        own = 0.0
    for _ in range(8):
        pick = (
            rng.choice(subject.tips)
            if subject is not None and rng.random() < own
            else rng.choice(scene.feeling.actions)
        )
        if pick != avoid:
            return pick
    return rng.choice(parts.TINY)


def _doctor(rng: random.Random, scene: _Scene) -> str:
    said = scene.said.lower()
    if scene.feeling.name == "ill":
        return rng.choice(parts.DOCTOR) if rng.random() < 0.4 else ""
    if ("chest" in said and scene.feeling.emotion == "ground") or "breathe properly" in said:
        return rng.choice(parts.DOCTOR_CHEST)
    if scene.feeling.name == "unreal" or "dizzy" in said or "faint" in said:
        return rng.choice(parts.DOCTOR_DIZZY) if rng.random() < 0.4 else ""
    return ""


def _length(text: str) -> int:
    return len(text.split())


def _answer(rng: random.Random, scene: _Scene, haptics: bool) -> tuple[str, str, Reply, str]:
    """The message, its emotion, the reply and the action that the reply offers."""
    emotion = scene.feeling.emotion
    extras: list[str] = []
    action = ""
    lead = ""
    wish: dict[str, str | int] = {}
    way = rng.random()
    said = scene.said.lower()
    if way < 0.11:
        add, action = rng.choice(parts.TAKEN_UP)
        while "crying" in add and emotion != "soothe":
            add, action = rng.choice(parts.TAKEN_UP)
        extras.append(add)
    elif (
        way < 0.21
        and not re.search(r"\bi'?m (in|at|on|sitting|lying|standing|stuck)\b", said)
        and scene.feeling.name != "sleepless"
    ):
        add, where = rng.choice(parts.PLACES)
        extras.append(add)
        quiet = rng.choice(parts.PORTABLE)
        action = f"{_capital(where)}, {quiet}."
        if rng.random() < 0.3:
            action = f"{_capital(quiet)}, right there {where}."
    elif way < 0.34:
        extras.append(rng.choice(parts.ASIDES))
    ask = rng.random()
    asked = scene.said.endswith("?")
    if haptics and ask < 0.17:
        add, lead, wish = rng.choice(parts.TOUCH_ASKS)
        extras.append(add)
    elif not haptics and ask < 0.05:
        extras.append(rng.choice(parts.TOUCH_ASKS)[0])
        lead = rng.choice(parts.OFF_LINES)
    elif ask < 0.36 and not asked:
        extras.append(rng.choice(parts.ASKS_BY_EMOTION[emotion] if rng.random() < 0.35 else parts.ASKS))
    user = _message(rng, scene.said, extras)
    action = action or _action(rng, scene)
    pattern: str | None = None
    for _ in range(12):
        sentences = [_acknowledge(rng, scene)]
        if lead and not haptics:
            sentences.append(lead)
        sentences.append(action)
        if lead and haptics:
            sentences.append(lead)
        doctor = _doctor(rng, scene)
        if doctor:
            sentences.append(doctor)
        elif haptics and not lead and rng.random() < 0.26:
            line, pattern = rng.choice(parts.TOUCH_LINES[emotion])
            sentences.append(line)
        elif not lead and (rng.random() < 0.3 or _length(" ".join(sentences)) < 13):
            more = parts.SORROW if scene.feeling.name in _SORROW else ()
            sentences.append(rng.choice(parts.CLOSINGS[emotion] + more))
        text = " ".join(sentences)
        if 11 <= _length(text) <= 46:
            break
        pattern = None
    return user, emotion, Reply(text, _touch(rng, emotion, wish, pattern)), action


def _touch(rng: random.Random, emotion: str, wish: Mapping[str, str | int], pattern: str | None) -> str:
    def name(key: str) -> str | None:
        value = wish.get(key)
        return value if isinstance(value, str) else None

    def number(key: str) -> int | None:
        value = wish.get(key)
        return value if isinstance(value, int) else None

    return gentle_block(
        rng,
        emotion,
        intensity=number("intensity"),
        pattern=name("pattern") or pattern,
        motor=name("motor"),
        duration=name("duration"),
        repeat=number("repeat"),
    )


def _level(touch: str) -> int:
    found = re.search(r"\[i(\d)\]", touch)
    return int(found.group(1)) if found else 2


def _turned(touch: str, level: int) -> str:
    """The same block at another intensity."""
    return re.sub(r"\[i\d\]", f"[i{level}]", touch)


def _follow(rng: random.Random, scene: _Scene, emotion: str, first: Reply, action: str, haptics: bool) -> Turn:
    kinds = ["better"] * 6 + ["still"] * 6 + ["lost"] * 5 + ["normal"] * 2 + ["cannot"] * 2 + ["again"] * 4
    if haptics:
        kinds += ["softer", "stronger"] * 2
    if scene.feeling.name in ("sleepless", "grief", "crying", "worried", "lonely", "sad", "ill"):
        kinds += ["night"] * 3
    if emotion == "calm" and scene.feeling.name != "sleepless":
        kinds += ["bye"] * 2
    if scene.feeling.name in ("panic", "racing", "scared", "unreal", "anxious"):
        kinds += ["scaredmore"] * 3
    kind = rng.choice(kinds)
    user = rng.choice(parts.FOLLOW[kind])
    if rng.random() < 0.12 and kind in ("still", "lost", "scaredmore", "normal") and not user.endswith("?"):
        user += ". " + _capital(rng.choice(parts.ASKS))
    user = _close(rng, _capital(user))
    another = _action(rng, scene, action)
    touch = _touch(rng, emotion, {}, None)
    text = rng.choice(parts.REPLIES.get(kind, ("",)))
    if kind == "better":
        text = f"{text} {rng.choice(parts.REPLIES['better2'])}"
        touch = gentle_block(rng, emotion, intensity=rng.choice((1, 1, 2)))
    elif kind in ("still", "lost"):
        if _length(another) + _length(text) > 40:
            another = rng.choice(parts.TINY)
        text = f"{text} {another}"
        if rng.random() < 0.3:
            text += " " + rng.choice(parts.CLOSINGS[emotion])
    elif kind == "again":
        text = f"{rng.choice(parts.REPLIES['again' if haptics else 'again_off'])} "
        text += action if not haptics or rng.random() < 0.4 else rng.choice(parts.TINY)
        touch = first.touch
    elif kind in ("softer", "stronger"):
        level = _level(first.touch)
        level = max(1, level - 1) if kind == "softer" else min(4, level + 1)
        touch = _turned(first.touch, level)
        text = f"{text} {rng.choice(parts.TINY)}"
    elif kind == "normal":
        text = f"{text} {rng.choice((another, *parts.CLOSINGS[emotion])) if _length(another) < 24 else rng.choice(parts.CLOSINGS[emotion])}"
    elif kind == "cannot":
        text = f"{text} {rng.choice(parts.TINY)}"
    elif kind == "night":
        text = f"{text} {rng.choice(parts.REPLIES['night2'])}"
        touch = gentle_block(rng, "rest_state")
    elif kind == "bye":
        text = f"{text} {rng.choice(parts.REPLIES['bye2'])}"
    elif kind == "scaredmore":
        text = f"{text} {rng.choice(FEELINGS['panic'].actions)}"
        if rng.random() < 0.4:
            text += " " + rng.choice(parts.CLOSINGS["ground"])
        touch = gentle_block(rng, "ground")
    return Turn(_proper(user), Reply(_proper(text), touch))


def dialogues(rng: random.Random, count: int) -> Iterator[Dialogue]:
    """Yield ``count`` dialogues about hard feelings, a fifth of them with a follow-up."""
    for _ in range(count):
        haptics = rng.random() < 0.66
        scene = _scene(rng)
        user, emotion, reply, action = _answer(rng, scene, haptics)
        turns = [Turn(_proper(user), Reply(_proper(reply.text), reply.touch))]
        if rng.random() < 0.21:
            turns.append(_follow(rng, scene, emotion, reply, action, haptics))
        yield Dialogue(KIND, haptics, tuple(turns))
