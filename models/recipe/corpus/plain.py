"""Everything plain: facts, small sums, everyday talk, limits, refusals, first help, other languages, odd input."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from corpus import plain_care as care
from corpus import plain_facts as facts
from corpus import plain_talk as talk
from corpus.common import Dialogue, Reply, Turn, gentle_block, one

Pair = tuple[str, str]


def _split(text: str, mark: str = "|") -> tuple[str, ...]:
    return tuple(text.split(mark))


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(item.split(":")) for item in text.split("|"))


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _an(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


_ASKING = frozenset(
    "what what's which how how's why where when who is are do does did can could should will would has have am was may".split()
)
_STARTERS = _ASKING | frozenset(
    "suggest recommend pick choose sing count roll flip toss make put name give tell say write please "
    "explain solve calculate translate find show any my there one something that's it's it that a an the".split()
)


def _lower_first(text: str) -> str:
    first = text.split(" ", 1)[0]
    return first.lower() + text[len(first) :] if first.lower() in _STARTERS else text


def _ends(rng: random.Random, text: str) -> str:
    """Close a line that has no end mark yet, the way people do."""
    if text[-1] in ".?!":
        return text
    if text.split(" ", 1)[0].lower().rstrip(",") in _ASKING:
        return text + rng.choice(("?", "?", "?", ""))
    return text + rng.choice((".", "", ""))


_BEFORE = (
    "Quick question: |Hey, |Hi, |Hello, |One question: |I was wondering, |Just curious, |Sorry, silly question: |My son wants to know: |My daughter asks: |"
    "For a quiz: |For my homework: |"
    "Help me settle a bet: |I forgot, |Maybe you know: |Tell me, |Please tell me, |Can you tell me, |Say, |Random question: |Ok, next one: |"
    "Out of interest, |Crossword help: |So, |Hm, |"
    "A small question: |Do you happen to know, |I should know this, but |Good morning, |Good evening, |Once more: |Another one: |Hey you, |Excuse me, |"
    "Not sure if you know, but "
).split("|")
_AFTER = (
    " Please.| Thanks.| Thank you.| I always forget.| Just curious.| I need it for a quiz.| Short answer please.| My kid asked me.| I should know this.|"
    " Do you know?| It is for school.|"
    " I can't remember.| Quick please.| Somebody asked me today."
).split("|")


_BEFORE_ORDER = ("Please ", "Can you ", "Could you ", "Hey, ", "Hi, ", "Ok, ", "Could you please ")
_BEFORE_SIMPLE = (
    "Hey, ",
    "Hi, ",
    "Hello, ",
    "Sorry, ",
    "Ok, ",
    "So, ",
    "Hm, ",
    "Good morning, ",
    "Good evening, ",
    "Hey you, ",
    "Excuse me, ",
    "Tell me, ",
    "Please tell me, ",
    "Quick question: ",
    "One question: ",
)
_AFTER_SIMPLE = (
    " Please.",
    " Thanks.",
    " Thank you.",
    " Just curious.",
    " Quick please.",
    " Tell me.",
    " I need to know.",
)
_ORDERS = frozenset(
    "name give tell say write explain spell define find list teach translate summarise check proofread read predict code calculate work solve finish diagnose "
    "add take subtract divide show".split()
)
_STATING = frozenset("i i'm i've my there today one it if am put".split())


def _ask(rng: random.Random, text: str, quiz: bool = True) -> str:
    """One of many ways to put the same question; ``quiz`` allows those that fit a question of knowledge only."""
    roll = rng.random()
    if roll < 0.5 or text.endswith("="):
        return _ends(rng, rng.choice((_cap(text), _cap(text), _lower_first(text)))) if not text.endswith("=") else text
    first = text.split(" ", 1)[0].lower()
    if first in _ORDERS:
        before = rng.choice(_BEFORE_ORDER)
        line = before + _lower_first(text).rstrip(".")
        return line + "?" if before.startswith("C") and line[-1] != "?" else line
    if roll < 0.84:
        simple = _BEFORE_SIMPLE if first in _ASKING else _BEFORE_SIMPLE[:11]
        return rng.choice(_BEFORE if quiz and first not in _STATING else simple) + _ends(rng, _lower_first(text))
    line = _cap(text)
    if line[-1] not in ".?!":
        line += "?" if line.split(" ", 1)[0].lower() in _ASKING else "."
    return line + rng.choice(_AFTER if quiz else _AFTER_SIMPLE)


# ---------------------------------------------------------------- facts

_CAPITALS = _rows(facts.CAPITALS)
_CAPITAL_FRAMES = (
    "what is the capital of {x}?|what's the capital of {x}?|which city is the capital of {x}?|capital of {x}?|do you know the capital of {x}?|"
    "name the capital of {x}|tell me the capital of {x}|"
    "what is {x}'s capital city?|the capital of {x} is what?|what city is the capital of {x}?|do you know what the capital of {x} is?"
).split("|")


def _capital(rng: random.Random) -> Pair:
    country, city = rng.choice(_CAPITALS)
    if rng.random() < 0.22 and country not in ("England", "Scotland", "Wales", "the United Kingdom"):
        frame = rng.choice(
            (
                "{y} is the capital of which country?",
                "which country has {y} as its capital?",
                "what country is {y} the capital of?",
            )
        )
        return frame.format(y=city), f"{city} is the capital of {country}."
    reply = rng.choice(("The capital of {x} is {y}.", "The capital of {x} is {y}.", "{y} is the capital of {x}."))
    frame = rng.choice(_CAPITAL_FRAMES)
    if country.endswith("s"):
        frame = frame.replace("{x}'s", "{x}'")
    return frame.format(x=country), reply.format(x=country, y=city)


def _country(rng: random.Random) -> Pair:
    roll = rng.random()
    if roll < 0.45:
        name, places = rng.choice(facts.CONTINENTS)
        place = rng.choice(places.split("|"))
        frame = rng.choice(
            (
                "which continent is {x} in?",
                "what continent is {x} on?",
                "on which continent is {x}?",
                "where is {x}?",
                "where in the world is {x}?",
                "is {x} in {y}?",
            )
        )
        text = f"Yes, {place} is in {name}." if frame.startswith("is") else f"{_cap(place)} is in {name}."
        return frame.format(x=place, y=name), text
    if roll < 0.75:
        place, language = rng.choice(_rows(facts.LANGUAGES))
        frame = rng.choice(
            (
                "what language do they speak in {x}?",
                "which language is spoken in {x}?",
                "what do people speak in {x}?",
                "language of {x}?",
                "what is the main language in {x}?",
            )
        )
        return frame.format(x=place), f"The main language in {place} is {language}."
    place, money = rng.choice(_rows(facts.CURRENCIES))
    frame = rng.choice(
        (
            "what is the currency of {x}?",
            "what money do they use in {x}?",
            "which currency do I need in {x}?",
            "what do people pay with in {x}?",
            "currency of {x}?",
        )
    )
    return frame.format(x=place), f"In {place} people pay with {money}."


def _place(rng: random.Random) -> Pair:
    place, where = rng.choice(_rows(facts.PLACES))
    frame = rng.choice(
        (
            "where is {x}?",
            "where can I find {x}?",
            "where is {x} located?",
            "in which place is {x}?",
            "do you know where {x} is?",
            "tell me where {x} is",
            "{x}, where is that?",
        )
    )
    if place.endswith(("Alps", "Andes", "Mountains", "Himalayas", "Pyrenees", "Falls")):
        return frame.format(x=place).replace("is the", "are the").replace(" is?", " are?").replace(
            "is that", "are they"
        ), f"{_cap(place)} are {where}."
    return frame.format(x=place), f"{_cap(place)} is {where}."


def _hello_in(rng: random.Random) -> Pair:
    language, hello, thanks = rng.choice(_rows(facts.HELLOS))
    word, said = rng.choice((("hello", hello), ("thank you", thanks)))
    frame = rng.choice(
        (
            "how do you say {w} in {l}?",
            "what is {w} in {l}?",
            "{w} in {l}?",
            "how do I say {w} in {l}?",
            "what's the {l} word for {w}?",
            "teach me {w} in {l}",
            "I want to say {w} in {l}",
        )
    )
    return frame.format(w=word, l=language), rng.choice(("In {l} you say {s}.", "{W} in {l} is {s}.")).format(
        l=language, s=said, W=_cap(word)
    )


def _animal(rng: random.Random) -> Pair:
    roll = rng.random()
    if roll < 0.25:
        animal, sound = rng.choice(_rows(facts.SOUNDS))
        frame = rng.choice(
            (
                "what sound does {a} make?",
                "what noise does {a} make?",
                "what does {a} say?",
                "how does {a} sound?",
                "which sound does {a} make?",
            )
        )
        return frame.format(a=_an(animal)), f"{_cap(_an(animal))} {sound}."
    if roll < 0.5:
        animal, young = rng.choice(_rows(facts.BABIES))
        frame = rng.choice(
            (
                "what is a baby {a} called?",
                "what do you call a baby {a}?",
                "baby {a}, what is it called?",
                "what is the word for a young {a}?",
                "what's the name for a baby {a}?",
            )
        )
        return frame.format(a=animal), f"A young {animal} is called {young}."
    if roll < 0.66:
        animals, group = rng.choice(_rows(facts.GROUPS))
        frame = rng.choice(
            (
                "what is a group of {a} called?",
                "what do you call a group of {a}?",
                "what do you call many {a} together?",
                "a group of {a} is called what?",
            )
        )
        return frame.format(a=animals), f"A group of {animals} is called {group}."
    if roll < 0.84:
        animal, legs = rng.choice(_rows(facts.LEGS))
        frame = rng.choice(
            (
                "how many legs does {a} have?",
                "how many legs has {a}?",
                "number of legs of {a}?",
                "do you know how many legs {a} has?",
                "legs on {a}?",
            )
        )
        return frame.format(a=_an(animal)), f"{_cap(_an(animal))} has {legs} legs."
    animal, home = rng.choice(_rows(facts.HOMES))
    frame = rng.choice(
        ("where does {a} live?", "what is the home of {a}?", "where is {a} at home?", "where do I find {a}?")
    )
    return frame.format(a=_an(animal)), f"{_cap(_an(animal))} lives in {home}."


def _spelled(word: str) -> str:
    return "-".join(word)


def _word(rng: random.Random) -> Pair:
    roll = rng.random()
    if roll < 0.24:
        first, second = rng.choice(_rows(facts.OPPOSITES))
        if rng.random() < 0.35 and first != "light" and second not in ("light", "hard-working", "right", "old"):
            first, second = second, first
        frame = rng.choice(
            (
                "what is the opposite of {a}?",
                "opposite of {a}?",
                "what's the opposite of {a}?",
                "the opposite of {a} is what?",
                "give me the opposite of {a}",
                "tell me the opposite of {a}",
                "which word means the opposite of {a}?",
            )
        )
        return frame.format(a=first), f"The opposite of {first} is {second}."
    if roll < 0.4:
        single, many = rng.choice(_rows(facts.PLURALS))
        frame = rng.choice(
            (
                "what is the plural of {a}?",
                "plural of {a}?",
                "what's the plural of {a}?",
                "one {a}, two what?",
                "how do you write more than one {a}?",
                "how do I make {a} plural?",
                "is there a plural of {a}?",
            )
        )
        return frame.format(a=single), f"The plural of {single} is {many}."
    if roll < 0.53:
        now, then = rng.choice(_rows(facts.PASTS))
        frame = rng.choice(
            (
                "what is the past tense of {a}?",
                "past tense of {a}?",
                "what's the past of {a}?",
                "today I {a}, yesterday I what?",
                "how do you put {a} in the past?",
                "simple past of {a}?",
            )
        )
        return frame.format(a=now), f"The past tense of {now} is {then}."
    if roll < 0.67:
        word, rhymes = rng.choice(_rows(facts.RHYMES))
        frame = rng.choice(
            (
                "what rhymes with {a}?",
                "give me a rhyme for {a}",
                "I need a rhyme for {a}",
                "a word that rhymes with {a}",
                "which words rhyme with {a}?",
                "rhyme for {a}?",
                "find me a rhyme for {a}",
            )
        )
        return frame.format(a=word), f"{_cap(word)} rhymes with {rhymes}."
    if roll < 0.8:
        word = rng.choice(facts.SPELLINGS.split("|"))
        frame = rng.choice(
            (
                "how do you spell {a}?",
                "how do I spell {a}?",
                "spell {a}",
                "spelling of {a}?",
                "how is {a} spelled?",
                "can you spell {a} for me?",
                "please spell {a}",
            )
        )
        return frame.format(a=word), f"{_cap(word)} is spelled {_spelled(word)}."
    word, meaning = rng.choice(_rows(facts.MEANINGS))
    frame = rng.choice(
        (
            "what does {a} mean?",
            "what is the meaning of {a}?",
            "meaning of {a}?",
            "define {a}",
            "what does the word {a} mean?",
            "explain the word {a}",
            "I read the word {a}, what does it mean?",
            "what do people mean by {a}?",
        )
    )
    return frame.format(a=word), f"{_cap(word)} means {meaning}." if not meaning.startswith(
        ("a ", "the ", "some")
    ) else f"The word {word} means {meaning}."


def _unit(rng: random.Random) -> Pair:
    if rng.random() < 0.6:
        things, whole, number = rng.choice(_rows(facts.UNITS))
        frame = rng.choice(
            (
                "how many {t} are in {w}?",
                "how many {t} are there in {w}?",
                "how many {t} does {w} have?",
                "number of {t} in {w}?",
                "{w} has how many {t}?",
                "do you know how many {t} are in {w}?",
            )
        )
        return frame.format(t=things, w=whole), f"There are {number} {things} in {whole}."
    things, whole, number = rng.choice(_rows(facts.HAVES))
    if whole.startswith("most"):
        return rng.choice(("how many {t} do {w} have?", "number of {t} of {w}?")).format(t=things, w=whole), _have(
            whole, "have", things, number
        )
    frame = rng.choice(
        (
            "how many {t} does {w} have?",
            "how many {t} has {w}?",
            "how many {t} are there on {w}?",
            "{w} has how many {t}?",
            "do you know how many {t} {w} has?",
        )
    )
    if things in ("letters", "syllables", "lungs", "kidneys", "hearts"):
        frame = frame.replace("there on", "in")
    return frame.format(t=things, w=whole), _have(whole, "has", things, number)


def _have(whole: str, verb: str, things: str, number: str) -> str:
    count, _, rest = number.partition(", ")
    noun = things[:-1] if count == "one" else things
    return f"{_cap(whole)} {verb} {count} {noun}" + (f", {rest}." if rest else ".")


_MONTHS = _rows(facts.MONTHS)
_DAYS = _split(facts.DAYS)
_PLANETS = _split(facts.PLANETS)
_NTH = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)


def _row_of(rng: random.Random) -> Pair:
    roll = rng.random()
    if roll < 0.3:
        month, days = rng.choice(_MONTHS)
        frame = rng.choice(
            (
                "how many days does {m} have?",
                "how many days are in {m}?",
                "days in {m}?",
                "is {m} 30 or 31 days long?" if days != "28" else "how long is {m}?",
                "how long is the month of {m}?",
            )
        )
        text = "February has 28 days, and 29 in a leap year." if days == "28" else f"{month} has {days} days."
        return frame.format(m=month), text
    if roll < 0.75:
        names, noun = rng.choice(((tuple(m for m, _ in _MONTHS), "month"), (_DAYS, "day")))
        at = rng.randrange(len(names))
        if rng.random() < 0.35:
            whole = "year" if noun == "month" else "week"
            start = "" if noun == "month" else ", starting with Monday"
            frame = rng.choice(
                (
                    f"what is the {{n}} {noun} of the {whole}{start}?",
                    f"which {noun} is the {{n}} of the {whole}{start}?",
                    f"name the {{n}} {noun} of the {whole}{start}",
                )
            )
            if noun == "month":
                return frame.format(n=_NTH[at]), f"The {_NTH[at]} month of the year is {names[at]}."
            return frame.format(n=_NTH[at]), f"Counting from Monday, the {_NTH[at]} day is {names[at]}."
        side = rng.choice((1, -1))
        word = "after" if side == 1 else "before"
        frame = rng.choice(
            (
                f"which {noun} comes {word} {{m}}?",
                f"what comes {word} {{m}}?",
                f"what {noun} is {word} {{m}}?",
                f"the {noun} {word} {{m}}?",
                f"what is the {noun} {word} {{m}}?",
            )
        )
        return frame.format(m=names[at]), f"{names[(at + side) % len(names)]} comes {word} {names[at]}."
    at = rng.randrange(8)
    pick = rng.random()
    if pick < 0.5:
        frame = rng.choice(
            ("which planet is the {n} from the sun?", "what is the {n} planet from the sun?", "name the {n} planet")
        )
        return frame.format(n=_NTH[at]), f"{_PLANETS[at]} is the {_NTH[at]} planet from the sun."
    if pick < 0.8:
        at = max(at, 1)
        frame = rng.choice(
            ("which planet comes after {p}?", "what planet is next after {p}?", "what is the next planet after {p}?")
        )
        return frame.format(
            p=_PLANETS[at - 1]
        ), f"{_PLANETS[at]} comes after {_PLANETS[at - 1]}, counting from the sun."
    frame = rng.choice(
        (
            "name all the planets",
            "what are the planets?",
            "list the planets in order",
            "which planets are there?",
            "how many planets are there?",
            "what planets are in the solar system?",
        )
    )
    return frame, "There are eight planets: Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus and Neptune."


def _colour(rng: random.Random) -> Pair:
    if rng.random() < 0.25:
        two, result = rng.choice(_rows(facts.MIXES))
        frame = rng.choice(
            (
                "what do you get when you mix {t}?",
                "what colour is {t} mixed?",
                "{t} makes what colour?",
                "mixing {t}, what comes out?",
                "if I mix {t}, which colour do I get?",
            )
        )
        return frame.format(t=two), f"{_cap(two)} make {result}."
    thing, colour = rng.choice(_rows(facts.COLOURS))
    frame = rng.choice(
        (
            "what colour is {t}?",
            "which colour is {t}?",
            "what is the colour of {t}?",
            "colour of {t}?",
            "what colour does {t} have?",
            "can you tell me what colour {t} is?",
        )
    )
    return frame.format(t=thing), f"{_cap(thing)} is {colour}."


_FREE = tuple((_split(left), _split(right)) for left, right in (line.split("=>") for line in facts.FREE))


def _free(rng: random.Random) -> Pair:
    questions, answers = rng.choice(_FREE)
    return rng.choice(questions), rng.choice(answers)


_FACTS: tuple[tuple[Callable[[random.Random], Pair], int], ...] = (
    (_free, 44),
    (_capital, 12),
    (_country, 7),
    (_place, 5),
    (_hello_in, 3),
    (_animal, 8),
    (_word, 14),
    (_unit, 6),
    (_row_of, 5),
    (_colour, 4),
)


def _fact_pair(rng: random.Random) -> Pair:
    make = rng.choices([m for m, _ in _FACTS], [w for _, w in _FACTS])[0]
    user, text = make(rng)
    if rng.random() < 0.4:
        user, text = user.replace("colour", "color"), text.replace("colour", "color")
    return user, text


# ---------------------------------------------------------------- sums

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def _number_word(n: int) -> str:
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    rest = n % 100
    return f"{_ONES[n // 100]} hundred" + (f" and {_number_word(rest)}" if rest else "")


_SUM_FRAMES = (
    "what is {s}?|what's {s}?|{s}?|{s} =|how much is {s}?|{s} is what?|what does {s} make?|can you work out {s}?|{s}|calculate {s}|tell me {s}|"
    "work out {s}|do you know {s}?|solve {s}|{s} equals?|"
    "what do I get for {s}?"
).split("|")
_STORY_THINGS = (
    "apples|eggs|books|cookies|pencils|stickers|coins|oranges|flowers|cards|cups|chairs|marbles|"
    "candles|plates|stamps|tickets|buttons|socks|balloons"
).split("|")
_OPERATIONS = {"+": "plus", "-": "minus", "x": "times", "*": "times", "/": "divided by"}


def _sum(rng: random.Random) -> Pair:
    roll = rng.random()
    if roll < 0.64:
        sign = rng.choices("+-x*/", (8, 7, 5, 3, 3))[0]
        if sign == "+":
            a = rng.randint(1, rng.choice((10, 20, 60, 90)))
            b = rng.randint(1, min(100 - a, rng.choice((10, 20, 90))))
            c = a + b
        elif sign == "-":
            a = rng.randint(2, rng.choice((10, 20, 50, 100)))
            b = rng.randint(1, a)
            c = a - b
        elif sign in "x*":
            a, b = rng.randint(1, 12), rng.randint(1, 12)
            c = a * b
        else:
            b, c = rng.randint(2, 12), rng.randint(1, 12)
            a = b * c
        name = _OPERATIONS[sign]
        if rng.random() < 0.22:
            asked = f"{_number_word(a)} {name} {_number_word(b)}"
            return rng.choice(_SUM_FRAMES[:8] + _SUM_FRAMES[8:13]).format(
                s=asked
            ), f"{_cap(asked)} is {_number_word(c)}."
        shown = rng.choice((f"{a} {name} {b}", f"{a} {sign} {b}", f"{a}{sign}{b}" if sign != "-" else f"{a} - {b}"))
        extra = {
            "+": (f"add {a} and {b}", f"the sum of {a} and {b}", f"{a} and {b} together"),
            "-": (f"take {b} from {a}", f"{a} take away {b}", f"subtract {b} from {a}"),
        }
        text = f"{a} {name} {b} is {c}."
        if sign in extra and rng.random() < 0.2:
            return rng.choice(extra[sign]), text
        return rng.choice(_SUM_FRAMES).format(s=shown), text
    if roll < 0.74:
        n = rng.randint(1, 50)
        if rng.random() < 0.5:
            frame = rng.choice(
                (
                    "what is half of {a}?",
                    "half of {a}?",
                    "what's half of {a}?",
                    "how much is half of {a}?",
                    "divide {a} in two",
                    "what is {a} halved?",
                )
            )
            return frame.format(a=2 * n), f"Half of {2 * n} is {n}."
        frame = rng.choice(
            (
                "what is double {a}?",
                "double {a}?",
                "what is twice {a}?",
                "how much is double {a}?",
                "what's the double of {a}?",
                "two times {a}?",
            )
        )
        return frame.format(a=n), f"Double {n} is {2 * n}."
    if roll < 0.87:
        return _story(rng)
    return _clock(rng) if rng.random() < 0.6 else _weekday(rng)


def _story(rng: random.Random) -> Pair:
    things = rng.choice(_STORY_THINGS)
    a, b = rng.randint(2, 20), rng.randint(2, 12)
    kind = rng.randrange(4)
    if kind == 0:
        frame = rng.choice(
            (
                "I have {a} {t} and get {b} more. How many do I have?",
                "{a} {t} and {b} more, how many is that?",
                "there are {a} {t} on the table and {b} in the bag, how many together?",
                "if I have {a} {t} and buy {b} more, how many are there?",
                "{a} {t} plus {b} {t}?",
            )
        )
        return frame.format(a=a, b=b, t=things), f"That makes {a + b} {things}, because {a} plus {b} is {a + b}."
    if kind == 1:
        a += b
        frame = rng.choice(
            (
                "I have {a} {t} and give away {b}. How many are left?",
                "there were {a} {t}, {b} are gone, how many are left?",
                "if I take {b} {t} from {a}, how many stay?",
                "{a} {t} minus {b} {t}?",
                "I had {a} {t} and lost {b}, how many do I have now?",
            )
        )
        left = a - b
        return frame.format(a=a, b=b, t=things), f"{left} {things} are left, because {a} minus {b} is {left}."
    if kind == 2:
        a = rng.randint(2, 12)
        frame = rng.choice(
            (
                "I have {a} boxes with {b} {t} each. How many {t} is that?",
                "{a} bags with {b} {t} in each, how many in all?",
                "{a} friends bring {b} {t} each, how many {t}?",
                "{a} packs of {b} {t}, how many {t} are there?",
            )
        )
        return frame.format(a=a, b=b, t=things), f"That makes {a * b} {things}, because {a} times {b} is {a * b}."
    a = rng.randint(2, 10)
    total = a * b
    frame = rng.choice(
        (
            "I share {n} {t} among {a} people. How many does each get?",
            "{n} {t} for {a} children, how many each?",
            "how many {t} does each of {a} friends get from {n}?",
            "if {a} people share {n} {t}, what does one get?",
        )
    )
    return frame.format(n=total, a=a, t=things), f"Each gets {b} {things}, because {total} divided by {a} is {b}."


def _hour(n: int) -> str:
    n %= 24
    if n in (0, 12):
        return "midnight" if n == 0 else "noon"
    return f"{n if n < 12 else n - 12} {'am' if n < 12 else 'pm'}"


def _clock(rng: random.Random) -> Pair:
    start, more = rng.randint(0, 23), rng.randint(1, 11)
    count = rng.choice((str(more), _number_word(more)))
    hours = "hour" if more == 1 else "hours"
    kind = rng.randrange(4)
    if kind == 0:
        frame = rng.choice(
            (
                "what time is it {k} {h} after {s}?",
                "{k} {h} after {s}?",
                "it is {s}, what time is it in {k} {h}?",
                "what is {s} plus {k} {h}?",
                "if it is {s} now, what time is it {k} {h} later?",
            )
        )
        return frame.format(
            k=count, h=hours, s=_hour(start)
        ), f"{_cap(count)} {hours} after {_hour(start)} it is {_hour(start + more)}."
    if kind == 1:
        frame = rng.choice(
            (
                "what time is it {k} {h} before {s}?",
                "{k} {h} before {s}?",
                "it is {s}, what time was it {k} {h} ago?",
                "{s} minus {k} {h}?",
            )
        )
        return frame.format(
            k=count, h=hours, s=_hour(start)
        ), f"{_cap(count)} {hours} before {_hour(start)} it is {_hour(start - more)}."
    if kind == 2:
        bed, sleep = rng.randint(20, 25), rng.randint(6, 10)
        frame = rng.choice(
            (
                "if I go to bed at {s} and sleep {k} hours, when do I wake up?",
                "I sleep at {s} and need {k} hours, when should I get up?",
                "bed at {s}, {k} hours of sleep, wake up when?",
            )
        )
        return frame.format(
            s=_hour(bed), k=sleep
        ), f"You wake up at {_hour(bed + sleep)}, {sleep} hours after {_hour(bed)}."
    hour, minute, add = (
        rng.randint(1, 11),
        rng.choice((0, 10, 15, 20, 30, 40, 45, 50)),
        rng.choice((5, 10, 15, 20, 25, 30, 40, 45)),
    )
    total = hour * 60 + minute + add
    frame = rng.choice(
        (
            "what time is it {k} minutes after {s}?",
            "{k} minutes after {s}?",
            "it is {s}, when is it {k} minutes later?",
            "if I leave at {s} and it takes {k} minutes, when am I there?",
        )
    )
    end = f"{(total // 60 - 1) % 12 + 1}:{total % 60:02d}"
    return frame.format(k=add, s=f"{hour}:{minute:02d}"), f"{add} minutes after {hour}:{minute:02d} it is {end}."


def _weekday(rng: random.Random) -> Pair:
    at = rng.randrange(7)
    day = _DAYS[at]
    if rng.random() < 0.4:
        word, step, verb = rng.choice(
            (
                ("tomorrow", 1, "is"),
                ("yesterday", -1, "was"),
                ("the day after tomorrow", 2, "is"),
                ("the day before yesterday", -2, "was"),
            )
        )
        frame = rng.choice(
            (
                "if today is {d}, what day {v} {w}?",
                "today is {d}, so what {v} {w}?",
                "it is {d} today, which day {v} {w}?",
            )
        )
        return frame.format(d=day, v=verb, w=word), f"If today is {day}, {word} {verb} {_DAYS[(at + step) % 7]}."
    count = rng.randint(2, 14)
    side, word = rng.choice(((1, "after"), (-1, "before")))
    shown = rng.choice((str(count), _number_word(count)))
    frame = rng.choice(
        (
            "what day is {k} days {w} {d}?",
            "which day comes {k} days {w} {d}?",
            "{k} days {w} {d}?",
            "what day of the week is it {k} days {w} {d}?",
        )
    )
    return frame.format(k=shown, w=word, d=day), f"{_cap(shown)} days {word} {day} is {_DAYS[(at + side * count) % 7]}."


# ---------------------------------------------------------------- talk

_TALK = tuple((_split(left), _split(right)) for left, right in (line.split("=>") for line in talk.TALK))
_GOODBYES = tuple((_split(left), _split(right)) for left, right in (line.split("=>") for line in talk.GOODBYES))
_GREETINGS = 4
_POOLS = {
    "@JOKE": _split(talk.JOKES),
    "@RIDDLE": _split(talk.RIDDLES),
    "@NICE": _split(talk.NICE),
    "@FACT": _split(talk.FACTS),
    "@WISE": _split(talk.WISE),
    "@WISH": _split(talk.WISHES),
    "@STORY": _split(talk.STORIES),
    "@DO": _split(talk.TODO),
    "@DISH": _split(talk.DISHES),
}
_INTROS = {
    "@JOKE": ("Here is one. ", "Let me try. ", "", "", "A small one: "),
    "@RIDDLE": ("Try this one. ", "", "Here is one: "),
    "@FACT": ("Here is something. ", "", "Did you know? "),
    "@WISE": ("", "", "A thought: "),
    "@NICE": ("", "", "Here is a thought. "),
    "@STORY": ("", "", "Here is a very short one. "),
    "@DO": ("", "", "Here is an idea. "),
}
_POEMS = tuple((topic, lines) for topic, lines in (item.split(":", 1) for item in talk.POEMS.split("|")))
_PLAIN_NOUNS = frozenset(talk.NO_ARTICLE.split("|"))
_CHOICES = _rows(talk.CHOICES)
_PAIRS = _rows(talk.PAIRS)
_PAIR_FRAMES = (
    "{a} or {b}?",
    "what is better, {a} or {b}?",
    "I can't decide: {a} or {b}?",
    "decide for me, {a} or {b}",
    "help me choose: {a} or {b}?",
    "which one, {a} or {b}?",
    "{a} or {b}, what do you say?",
    "should it be {a} or {b}?",
)
_SMALL = tuple(tuple(_split(part) for part in line.split("=>")) for line in talk.SMALL)


def _fill(rng: random.Random, mark: str) -> str:
    if mark in _POOLS:
        return rng.choice(_INTROS.get(mark, ("",))) + rng.choice(_POOLS[mark])
    return mark


def _said(rng: random.Random, text: str) -> str:
    """A line of talk as typed: plain, with a capital, with an end."""
    shown = _ends(rng, rng.choice((text, _cap(text), _cap(text))))
    if rng.random() < 0.12:
        return rng.choice(("Hey, ", "Ok, ", "So, ", "Well, ", "Hm, ", "Hi, ")) + _lower_first(shown)
    return shown


def _greeted(rng: random.Random, text: str) -> str:
    line = rng.choice((text, _cap(text)))
    return line + rng.choice(
        (
            "",
            "",
            ".",
            "!",
            " :)",
            ", friend",
            ", it's me",
            ", me again",
            " from the kitchen",
            " from my desk",
            ", small helper",
            ", you",
            " and thanks for being here",
        )
    )


def _poem(rng: random.Random) -> Pair:
    if rng.random() < 0.45:
        topic = rng.choice(_split(talk.POEM_TOPICS))
        return rng.choice(_split(talk.POEM_FRAMES)).format(a=topic), rng.choice(_split(talk.POEM_LINES)).format(x=topic)
    topic, lines = rng.choice(_POEMS)
    if rng.random() < 0.12:
        return rng.choice(
            (
                "write me a poem",
                "a short poem please",
                "tell me a poem",
                "make up a rhyme",
                "can you write a poem",
                "two lines of poetry please",
                "say a verse",
            )
        ), lines
    named = (
        topic
        if topic in _PLAIN_NOUNS
        else rng.choice(("the {t}", "a {t}", "the {t}")).format(t=topic)
        if topic not in ("sea", "moon", "wind")
        else f"the {topic}"
    )
    return rng.choice(talk.POEM_FRAMES.split("|")).format(a=named), lines


def _choice(rng: random.Random) -> Pair:
    if rng.random() < 0.4:
        first, second = rng.choice(_PAIRS)
        if rng.random() < 0.5:
            first, second = second, first
        frame = rng.choice(_PAIR_FRAMES)
        return frame.format(a=first, b=second), rng.choice(_split(talk.PAIR_REPLIES)).format(
            c=first, C=_cap(first), d=second
        )
    verb, first, second, chosen, reason = rng.choice(_CHOICES)
    if rng.random() < 0.3:
        first, second = second, first
    frame = rng.choice(
        (
            "{a} or {b}?",
            "should I {v} {a} or {b}?",
            "{v} {a} or {b}?",
            "I can't decide: {a} or {b}?",
            "what is better, {a} or {b}?",
            "decide for me, {a} or {b}",
            "help me choose: {a} or {b}?",
            "shall I {v} {a} or {b}?",
            "would you {v} {a} or {b}?",
        )
    )
    text = rng.choice(
        (
            "I would say {c}: {r}.",
            "{C}, I would say: {r}.",
            "Take {c} this time: {r}."
            if verb not in ("stay", "call", "start", "cook", "paint it", "go by", "pay by")
            else "I would go for {c}: {r}.",
            "My pick is {c}, because {r}." if not reason.startswith("if ") else "I would pick {c}: {r}.",
        )
    )
    return frame.format(v=verb, a=first, b=second), text.format(c=chosen, C=_cap(chosen), r=reason)


def _small(rng: random.Random) -> Pair:
    frames, slots, replies = rng.choice(_SMALL)
    x = rng.choice(slots)
    reply = rng.choice(replies)
    return rng.choice(frames).format(x=x), _agree(reply.format(x=x, X=_cap(x)), x)


_PLURAL_ENDS = (
    "books",
    "shoes",
    "curtains",
    "pancakes",
    "tacos",
    "dumplings",
    "lentils",
    "noodles",
    "beans",
    "potatoes",
    "birds",
    "stars",
    "clouds",
    "trees",
    "poems",
    "mountains",
    "cats",
    "dogs",
    "games",
    "gardens",
    "trains",
    "olives",
    "mornings",
    "showers",
    "puzzles",
    "rollercoasters",
    "museums",
    "mushrooms",
)


def _agree(text: str, x: str) -> str:
    if not x.endswith(_PLURAL_ENDS) or x.startswith(("a ", "an ")):
        return text
    for single, many in (
        (" sounds good.", " sound good."),
        (" is a fine choice.", " are a fine choice."),
        ("Is it an old recipe?", "Is it an old recipe of yours?"),
        ("cook it often", "cook them often"),
        ("the best part of it", "the best part"),
        ("Where will it have its place?", "Where will they have their place?"),
        ("made you choose it", "made you choose them"),
        ("use it for first", "use them for first"),
        ("about it?", "about them?"),
        ("like it?", "like them?"),
        ("What is it like", "What are they like"),
        ("to read it?", "to read them?"),
        ("How is it for you", "How are they for you"),
    ):
        text = text.replace(single, many)
    return text


def _talk_pair(rng: random.Random) -> Pair:
    roll = rng.random()
    if roll < 0.11:
        user, text = _choice(rng)
        return _said(rng, user), text
    if roll < 0.18:
        user, text = _poem(rng)
        return _said(rng, user), text
    if roll < 0.36:
        user, text = _small(rng)
        return _said(rng, user), text
    at = rng.randrange(len(_TALK)) if rng.random() < 0.8 else rng.randrange(12)
    users, replies = _TALK[at]
    user = rng.choice(users)
    shown = _greeted(rng, user) if at < _GREETINGS else _said(rng, user)
    return shown, _fill(rng, rng.choice(replies))


def _talk(rng: random.Random, haptics: bool) -> Dialogue:
    if rng.random() < 0.12:
        users, replies = rng.choice(_GOODBYES)
        return one(
            "goodbye",
            haptics,
            _greeted(rng, rng.choice(users)).replace(" and thanks for being here", " and thanks"),
            rng.choice(replies),
            gentle_block(rng, "rest_state"),
        )
    user, text = _talk_pair(rng)
    return one("talk", haptics, user, text)


# ---------------------------------------------------------------- limits and refusals

_UNKNOWN = tuple(tuple(_split(part) for part in line.split("=>")) for line in talk.UNKNOWN)


def _unknown_pair(rng: random.Random) -> Pair:
    users, slots, firsts, seconds = rng.choice(_UNKNOWN)
    x = rng.choice(slots)
    user = rng.choice(users).format(x=x).replace("??", "?").strip()
    first = rng.choice(firsts).format(x=_you(x))
    return _ask(rng, user, quiz=False), f"{first} {rng.choice(seconds).format(x=_you(x))}"


def _you(noun: str) -> str:
    """The same noun seen from the other side: my boss, your boss."""
    words = {"my": "your", "me": "you", "I": "you"}
    return " ".join(words.get(word, word) for word in noun.split(" "))


_REFUSALS = tuple(tuple(_split(part) for part in line.split("=>")) for line in care.REFUSALS)
_REFUSAL_FRAMES = _split(care.REFUSAL_FRAMES)
_REFUSAL_OPENS = _split(care.REFUSAL_OPENS)
_DIRECT = (
    "{r}",
    "please {r}",
    "can you {r}?",
    "I want you to {r}",
    "come on, {r}",
    "{r} now",
    "{r}, nobody will know",
    "could you {r}?",
    "would you {r}?",
    "just {r}",
    "hey, {r}",
    "{r}, I am serious",
    "I order you to {r}",
    "{r}, it is only for fun",
)
_SELF_GROUP = 11


def _refusal_pair(rng: random.Random) -> Pair:
    at = rng.randrange(len(_REFUSALS))
    requests, whats, offers = _REFUSALS[at]
    frames = _DIRECT if at in care.DIRECT_GROUPS else _REFUSAL_FRAMES
    opens = _REFUSAL_OPENS[:2] + _REFUSAL_OPENS[4:5] if at == _SELF_GROUP else _REFUSAL_OPENS
    user = rng.choice(frames).format(r=rng.choice(requests))
    return rng.choice((user, _cap(user))), f"{rng.choice(opens).format(w=rng.choice(whats))} {rng.choice(offers)}"


# ---------------------------------------------------------------- crisis

_PERSONS = _rows(care.PERSONS)
_STRANGERS = _rows(care.STRANGERS)
_MEDICAL = tuple((_split(left), _split(right)) for left, right in (line.split("=>") for line in care.MEDICAL))
_PLEADS = (
    "",
    "",
    "",
    "",
    "Help, ",
    "Please help, ",
    "Oh no, ",
    "Quick, ",
    "I need help, ",
    "Emergency, ",
    "I don't know what to do, ",
    "God, ",
)
_ASKS = (
    "",
    "",
    "",
    "",
    " What do I do?",
    " What should I do?",
    " Help!",
    " Please help.",
    " I'm scared.",
    " Do I need an ambulance?",
    " What now?",
    " I don't know what to do.",
)


def _three(rng: random.Random, first: str, then: str, last: str) -> str:
    parts = [rng.choice(_split(first)), rng.choice(_split(then)), rng.choice(_split(last))]
    if rng.random() < 0.15:
        parts.pop()
    return " ".join(parts)


_HEAVY_BEFORE = (
    "",
    "",
    "",
    "",
    "honestly, ",
    "I have to tell someone: ",
    "to be honest, ",
    "please, ",
    "I don't know who to tell, ",
    "it's me again, ",
    "it is 3 am and ",
    "nobody knows, but ",
    "hi, ",
)
_HEAVY_AFTER = (
    "",
    "",
    "",
    "",
    " I'm scared.",
    " I can't tell anyone.",
    " What should I do?",
    " Help me.",
    " I don't know anymore.",
    " It won't stop.",
    " I am alone right now.",
    " Nobody understands.",
)


def _heavy(rng: random.Random, text: str) -> str:
    before, after = rng.choice(_HEAVY_BEFORE), rng.choice(_HEAVY_AFTER)
    line = before + (_lower_first(text) if before else rng.choice((text, _cap(text))))
    if after:
        return (line if line[-1] in ".?!" else line + ".") + after
    return rng.choice((line, line, line if line[-1] in ".?!" else line + "."))


def _despair(rng: random.Random, haptics: bool) -> Dialogue:
    touch = gentle_block(rng, "ground", intensity=rng.choice((1, 1, 2)))
    return one(
        "crisis",
        haptics,
        _heavy(rng, rng.choice(_split(care.SUICIDE))),
        _three(rng, care.SUICIDE_FIRST, care.SUICIDE_THEN, care.SUICIDE_LAST),
        touch,
    )


def _emergency(rng: random.Random, haptics: bool) -> Dialogue:
    users, replies = rng.choice(_MEDICAL)
    template = rng.choice(users)
    people = _STRANGERS if template.startswith("{P}") and rng.random() < 0.25 else _PERSONS
    noun, subject, thing, whose = rng.choice(people)
    user = template.format(P=noun, s=subject, o=thing, h=whose)
    plead = rng.choice(_PLEADS)
    line = plead + user if plead else rng.choice((user, _cap(user)))
    ask = rng.choice(_ASKS)
    if ask and line[-1] not in ".?!":
        line += rng.choice((".", "!"))
    text = rng.choice(replies)
    return one(
        "emergency", haptics, line + ask, text.format(s=subject, o=thing, h=whose), gentle_block(rng, "alert_high")
    )


def _crisis(rng: random.Random, haptics: bool) -> Dialogue:
    roll = rng.random()
    if roll < 0.5:
        return _emergency(rng, haptics)
    if roll < 0.72:
        return _despair(rng, haptics)
    touch = gentle_block(rng, "ground", intensity=rng.choice((1, 1, 2)))
    if roll < 0.82:
        return one(
            "crisis",
            haptics,
            _heavy(rng, rng.choice(_split(care.SELFHARM))),
            _three(rng, care.SELFHARM_FIRST, care.SELFHARM_THEN, care.SELFHARM_LAST),
            touch,
        )
    if roll < 0.93:
        return one(
            "crisis",
            haptics,
            _heavy(rng, rng.choice(_split(care.ABUSE))),
            _three(rng, care.ABUSE_FIRST, care.ABUSE_THEN, care.ABUSE_LAST),
            touch,
        )
    noun, subject, thing, _ = rng.choice(_PERSONS)
    user = rng.choice(_split(care.OTHERS)).format(P=noun, s=subject, o=thing)
    text = _three(rng, care.OTHERS_FIRST, care.OTHERS_THEN, care.OTHERS_LAST).format(s=subject, o=thing)
    return one("crisis", haptics, _heavy(rng, user), text, touch)


# ---------------------------------------------------------------- other languages, odd input

_SCRIPTS = tuple((head.partition("=")[2], _split(body)) for head, body in (line.split("=>") for line in care.SCRIPTS))


def _script(rng: random.Random, haptics: bool) -> Dialogue:
    greeting, lines = rng.choice(_SCRIPTS)
    picked = rng.sample(lines, rng.choices((1, 2, 3), (5, 4, 1))[0])
    user = ". ".join(line.rstrip(".") for line in picked).replace("?.", "?").replace("？.", "？").replace(";.", ";")
    parts = [rng.choice(_split(care.SCRIPT_FIRST)), rng.choice(_split(care.SCRIPT_SECOND))]
    if greeting and rng.random() < 0.5:
        parts.insert(0, greeting)
    if not haptics:
        return one("script", False, user, " ".join(parts))
    return one(
        "script", True, user, " ".join((*parts, rng.choice(_split(care.SCRIPT_TOUCH)))), gentle_block(rng, "calm")
    )


def _odd_pair(rng: random.Random) -> Pair:
    roll = rng.random()
    if roll < 0.2:
        parts = rng.sample(_split(care.RAMBLE), rng.randint(4, 9))
        return " ".join(parts), rng.choice(_split(care.RAMBLE_REPLIES))
    if roll < 0.35:
        number = rng.choice(
            (str(rng.randint(0, 999)), str(rng.randint(1000, 99999)), f"{rng.randint(1, 99)}.{rng.randint(1, 99)}")
        )
        return number, rng.choice(_split(care.NUMBER_REPLIES)).format(n=number)
    if roll < 0.6:
        row = rng.choice(("asdfghjkl", "qwertyuiop", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"))
        user = " ".join("".join(rng.choice(row) for _ in range(rng.randint(2, 8))) for _ in range(rng.randint(1, 3)))
        return user, rng.choice(_split(care.ODD_REPLIES))
    odd = [word for word in _split(care.ODD) if not word.replace(".", "").isdigit()]
    user = rng.choice(odd)
    if rng.random() < 0.4:
        user += rng.choice(("", " ", "", "\n")).strip() + rng.choice(("...", "?", "!", " " + rng.choice(odd), ""))
    return user, rng.choice(_split(care.ODD_REPLIES))


# ---------------------------------------------------------------- more than one turn

_NAMES = (
    "Anna|Ben|Clara|David|Emma|Felix|Grace|Henry|Ines|Jack|Karin|Leo|Mia|Noah|Olga|Paul|Quinn|Rosa|Sam|Tina|Uma|Victor|Wendy|Yusuf|Zoe|Ahmed|Mei|Kofi|Lars|"
    "Priya|Diego|Fatima|Ivan|Jonas|Keiko|"
    "Lucia|Marek|Nadia|Omar|Petra|Ravi|Sofia|Tomas|Vera|Aisha|Bruno|Chloe|Elif|Frida|Hugo|Ida|Joy|Kim|Lena|Max|Nina|Otto|Pia|Rita|Theo|Tom|Lisa|Maria|"
    "Peter|Alex|Robin|Hannah|Lucas|Eva|Dan"
).split("|")
_PETS = "Rex|Luna|Milo|Bella|Pepper|Coco|Max|Daisy|Simba|Biscuit|Molly|Oscar|Ruby|Felix|Poppy".split("|")
_INTRODUCE = (
    "my name is {n}",
    "I'm {n}",
    "I am {n}",
    "call me {n}",
    "hi, I'm {n}",
    "hello, my name is {n}",
    "you can call me {n}",
    "{n} is my name",
    "people call me {n}",
    "hey there, {n} here",
    "my name's {n}, by the way",
)
_MEET = (
    "Nice to meet you, {n}. What is on your mind?",
    "Hello, {n}. How is your day going?",
    "Good to meet you, {n}. What can I do for you?",
    "Hi, {n}. I will use your name in this chat.",
    "Welcome, {n}. Take your time.",
)
_WHO = (
    "what is my name?",
    "do you remember my name?",
    "what's my name again?",
    "who am I?",
    "what did I say my name was?",
    "tell me my name",
    "do you know my name?",
    "so, what am I called?",
)
_RECALL = (
    "Your name is {n}.",
    "You are {n}.",
    "You told me your name is {n}.",
    "Yes, you said that you are called {n}.",
)
# what is told, asked later, answered
_TOLD = (
    (
        "my favourite colour is {x}",
        "what is my favourite colour?",
        "Your favourite colour is {x}.",
        "blue|green|red|yellow|purple|orange|black|grey|pink",
    ),
    (
        "I live in {x}",
        "where do I live?",
        "You told me that you live in {x}.",
        "Lisbon|Oslo|a small village|Leeds|Kyoto|Vienna|Nairobi|Porto|the mountains|a house by the sea",
    ),
    ("my dog is called {x}", "what is my dog called?", "Your dog is called {x}.", "|".join(_PETS)),
    ("my cat is called {x}", "what's the name of my cat?", "Your cat is called {x}.", "|".join(_PETS)),
    (
        "I am {x} years old",
        "how old am I?",
        "You told me that you are {x} years old.",
        "|".join(str(n) for n in range(10, 90, 3)),
    ),
    (
        "I work as {x}",
        "what is my job?",
        "You told me that you work as {x}.",
        "a nurse|a teacher|a cook|a driver|a gardener|an electrician|a baker|a student",
    ),
    (
        "my sister's name is {x}",
        "what is my sister called?",
        "Your sister is called {x}.",
        "Anna|Clara|Mia|Rosa|Vera|Lena|Eva|Nina",
    ),
    (
        "I have {x} children",
        "how many children do I have?",
        "You told me that you have {x} children.",
        "two|three|four|five",
    ),
    (
        "my birthday is in {x}",
        "when is my birthday?",
        "You told me that your birthday is in {x}.",
        "|".join(m for m, _ in _MONTHS),
    ),
    ("I have an appointment on {x}", "when is my appointment?", "Your appointment is on {x}.", "|".join(_DAYS)),
)
_NOTED = (
    "Good to know.",
    "Thank you for telling me. What else is new?",
    "I will keep that in mind for this chat.",
    "Noted. What would you like to talk about?",
)
_SURE = (
    "are you sure?",
    "really?",
    "is that right?",
    "sure about that?",
    "are you certain?",
    "is that true?",
    "hm, are you sure?",
)
_WRONG = (
    "no, that's wrong",
    "I don't think so",
    "that can't be right",
    "wrong",
    "my friend says something else",
    "I think you are wrong",
)
_MORE = (
    "another one",
    "one more",
    "another",
    "tell me another one",
    "more please",
    "again",
    "next one",
    "do you have another?",
    "and one more",
)
_THANKS = (
    "thanks",
    "thank you",
    "great, thanks",
    "ok thanks",
    "good to know, thanks",
    "ah, thank you",
    "perfect",
    "nice, thanks",
)
_WELCOME = (
    "You are welcome.",
    "Gladly. Is there anything else?",
    "Any time.",
    "You are welcome. Ask me more if you like.",
)
_WHY_LIMIT = (
    "why?",
    "why not?",
    "why don't you know?",
    "but why not",
    "can't you look it up?",
    "you must know that",
    "just guess",
)
_WHY_LIMIT_REPLY = (
    "Because I run offline and see only what you write here. I would rather say so than guess.",
    "I have no connection to the world outside this device. A guess would not help you.",
    "I am small and only know some everyday things. For this you need another source.",
)
_PUSH = (
    "why not?",
    "come on",
    "please",
    "it's only a joke",
    "I was only kidding",
    "just this once",
    "nobody gets hurt",
    "but I really need it",
    "you are no fun",
    "do it anyway",
)
_PUSH_REPLY = (
    "I still will not help with that, because someone could get hurt. I am here if you want to talk about what is behind it.",
    "My answer stays the same, since it could do real harm. Tell me what is going on, and we look for another way.",
    "No, that stays a no. I will gladly help with something that is safe for everyone.",
)
_NO_CALL = (
    "I can't call anyone",
    "I don't want to talk on the phone",
    "there is nobody I could call",
    "no one would care",
    "I'm too scared to call",
    "I don't want to bother anyone",
    "what would I even say",
)
_NO_CALL_REPLY = (
    "Many crisis lines can be reached by text or chat, so you need not speak. You can write just: I am not safe.",
    "You are no bother to them, it is what they are there for. The first words can be: I need help, I want to die.",
    "Then go to where people are, a neighbour, a hospital, a lit place. If it gets closer, please call the emergency number.",
)
_COMING = (
    "ok, they are on the way",
    "I called them, they are coming",
    "the ambulance is coming, what now?",
    "I called, what do I do until they come?",
    "help is on its way",
)
_COMING_REPLY = (
    "Good, that was right. Do what the person on the phone says, and keep your phone near.",
    "Well done for calling. Stay where it is safe, watch for changes, and call again if it gets worse.",
    "Good. Keep the phone free and near, stay where it is safe, and breathe slowly while you wait.",
)
_CAPITAL_NEXT = ("and of {x}?", "and {x}?", "what about {x}?", "and the capital of {x}?", "ok, and {x}?")


def _memory(rng: random.Random) -> tuple[tuple[str, str], ...]:
    middle: Callable[[random.Random], Pair] | None = rng.choice((None, _sum, _fact_pair, _talk_pair))
    if rng.random() < 0.55:
        name = rng.choice(_NAMES)
        told, noted = rng.choice(_INTRODUCE), rng.choice(_MEET)
        asked, answer = rng.choice(_WHO), rng.choice(_RECALL)
        first, last = (
            (_said(rng, told.format(n=name)), noted.format(n=name)),
            (_said(rng, asked), answer.format(n=name)),
        )
    else:
        told, asked, answer, slots = rng.choice(_TOLD)
        x = rng.choice(slots.split("|"))
        first, last = (_said(rng, told.format(x=x)), rng.choice(_NOTED)), (_said(rng, asked), answer.format(x=x))
    return (first, last) if middle is None else (first, middle(rng), last)


def _turns(rng: random.Random) -> tuple[tuple[str, str], ...]:
    kind = rng.randrange(9)
    if kind < 3:
        return _memory(rng)
    if kind == 3:
        user, text = rng.choice((_sum, _fact_pair))(rng)
        if rng.random() < 0.5:
            sure = rng.choice(("Yes. {t}", "Yes, I am sure. {t}", "I am. {t}")).format(t=text)
            turns: tuple[tuple[str, str], ...] = ((_ask(rng, user), text), (_said(rng, rng.choice(_SURE)), sure))
        else:
            checked = rng.choice(
                (
                    "I looked at it again. {t}",
                    "I still come to the same. {t}",
                    "I can be wrong, but I would stay with it. {t}",
                )
            ).format(t=text)
            turns = ((_ask(rng, user), text), (_said(rng, rng.choice(_WRONG)), checked))
        return turns
    if kind == 4:
        user, text = rng.choice((_sum, _fact_pair))(rng)
        return (_ask(rng, user), text), (_said(rng, rng.choice(_THANKS)), rng.choice(_WELCOME))
    if kind == 5:
        mark, ask = rng.choice(
            (
                ("@JOKE", "tell me a joke"),
                ("@JOKE", "a joke please"),
                ("@FACT", "tell me a fun fact"),
                ("@WISE", "say something wise"),
                ("@NICE", "say something nice"),
                ("@STORY", "tell me a short story"),
                ("@DISH", "what should I cook?"),
                ("@DO", "what can I do today?"),
            )
        )
        picks = rng.sample(_POOLS[mark], 3)
        rows = [
            (_said(rng, ask), picks[0]),
            (_said(rng, rng.choice(_MORE)), picks[1]),
            (_said(rng, rng.choice(_MORE)), picks[2]),
        ]
        return tuple(rows[: rng.choice((2, 2, 3))])
    if kind == 6:
        if rng.random() < 0.5:
            return _unknown_pair(rng), (_said(rng, rng.choice(_WHY_LIMIT)), rng.choice(_WHY_LIMIT_REPLY))
        user, text = _refusal_pair(rng)
        return (user, text), (_said(rng, rng.choice(_PUSH)), rng.choice(_PUSH_REPLY))
    if kind == 7:
        one_, two = rng.sample(_CAPITALS, 2)
        rows = [
            (_ask(rng, rng.choice(_CAPITAL_FRAMES[:5]).format(x=one_[0])), f"The capital of {one_[0]} is {one_[1]}."),
            (_said(rng, rng.choice(_CAPITAL_NEXT).format(x=two[0])), f"The capital of {two[0]} is {two[1]}."),
        ]
        return tuple(rows)
    question, _, answer = rng.choice(_POOLS["@RIDDLE"]).partition("? ")
    right = answer.rstrip(".")
    guess, end = rng.choice(
        (
            ("I don't know", f"It is {_lower_first(right)}."),
            ("no idea, tell me", f"It is {_lower_first(right)}."),
            ("I give up", f"It is {_lower_first(right)}."),
            (f"{_lower_first(right)}?", f"Yes, {_lower_first(right)}. Well guessed."),
        )
    )
    if right in ("Silence", "Your name", "Your age"):
        guess, end = rng.choice(
            (("I give up", f"It is {right.lower()}."), (f"{right.lower()}?", f"Yes, {right.lower()}. Well guessed."))
        )
    return (
        _said(rng, rng.choice(("tell me a riddle", "a riddle please", "do you know a riddle?", "give me a riddle"))),
        question + "?",
    ), (_said(rng, guess), end)


def _several(rng: random.Random, haptics: bool) -> Dialogue:
    if rng.random() < 0.12:
        if rng.random() < 0.5:
            return Dialogue(
                "plain_turns",
                haptics,
                (*_emergency(rng, haptics).turns, Turn(rng.choice(_COMING), Reply(rng.choice(_COMING_REPLY)))),
            )
        first = _despair(rng, haptics)
        follow = Reply(rng.choice(_NO_CALL_REPLY), gentle_block(rng, "ground", intensity=1))
        return Dialogue("plain_turns", haptics, (*first.turns, Turn(rng.choice(_NO_CALL), follow)))
    turns = tuple(Turn(user, Reply(text)) for user, text in _turns(rng))
    return Dialogue("plain_turns", haptics, turns)


# ---------------------------------------------------------------- all of it


def _fact(rng: random.Random, haptics: bool) -> Dialogue:
    user, text = _fact_pair(rng)
    return one("fact", haptics, _ask(rng, user), text)


def _sums(rng: random.Random, haptics: bool) -> Dialogue:
    user, text = _sum(rng)
    shown = _ask(rng, user) if rng.random() < 0.5 else rng.choice((user, _cap(user)))
    return one("sum", haptics, shown, text)


def _limits(rng: random.Random, haptics: bool) -> Dialogue:
    return one("cannot_know", haptics, *_unknown_pair(rng))


def _refusal(rng: random.Random, haptics: bool) -> Dialogue:
    return one("refusal", haptics, *_refusal_pair(rng))


def _odd(rng: random.Random, haptics: bool) -> Dialogue:
    return one("odd", haptics, *_odd_pair(rng))


_PARTS: tuple[tuple[Callable[[random.Random, bool], Dialogue], int], ...] = (
    (_fact, 30),
    (_sums, 12),
    (_talk, 18),
    (_limits, 12),
    (_refusal, 10),
    (_crisis, 8),
    (_script, 5),
    (_odd, 2),
    (_several, 3),
)


def dialogues(rng: random.Random, count: int) -> Iterator[Dialogue]:
    """``count`` plain dialogues, mixed by the weights of the parts."""
    makers = [maker for maker, _ in _PARTS]
    weights = [weight for _, weight in _PARTS]
    for _ in range(count):
        yield rng.choices(makers, weights)[0](rng, rng.random() < 0.65)
