"""Short feelings to add to a subject, and frames that join states with subjects (data for feelings_bright)."""

from __future__ import annotations

from corpus.feelings_bright_states import rows
from corpus.feelings_bright_subjects import parts


def _feels(table: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for line in rows(table):
        name, texts = line.split("|")
        found[name.strip()] = parts(texts)
    return found


FEELS = _feels("""
happy | i'm so happy; i could cry with joy; i can't stop smiling; so happy; i feel great; i'm over the moon; what a joy; this makes me so glad; i'm beaming
proud | i'm so proud; i feel proud; can't believe i did it; i'm really proud; never thought i'd manage; proud moment
relieved | what a relief; i'm so relieved; phew; i can breathe again; such a weight off; finally i can relax
grateful | i'm so grateful; i feel thankful; i feel so lucky; i'm touched; so thankful
celebrating | time to celebrate; hooray; let's celebrate; yay; party time; cheers
excited | i'm so excited; i can't wait; i'm bouncing; i can't sit still; so excited; i'm tingling all over; i'm thrilled
hopeful | i feel hopeful; fingers crossed; i have a good feeling; there is hope; maybe this time it works
curious | i'm curious; i want to know more; i wonder where it leads; so interesting
playful | i feel silly and happy; it was such fun; we laughed so much; i want to play more
creative | i feel creative; so many ideas; my fingers itch; i'm in the flow; i want to make more
inspired | i feel inspired; it lit something in me; new energy everywhere; i want to do so much now
content | i'm content; life is good; i don't need more; i feel good; just nice
peaceful | so peaceful; i feel calm; everything is quiet; i'm at peace; nothing hurries me
unmotivated | no motivation at all; i just feel flat; i can't be bothered; zero energy; no drive today
push | i need a push; give me a nudge; help me start; i need a little boost; push me please
mustgo | i'm so tired but it has to be done; i'm running on empty; i need energy; so tired already; i have to hold out
procrast | i keep putting it off; i'm procrastinating; i just don't start; tomorrow, i say every day; i do everything else first
distracted | i can't concentrate; i can't focus; my mind wanders; i'm so distracted; my head is everywhere
study | i want to focus; help me focus; let's start; i want to get it done; i need a clear head; time to concentrate
tired | i'm so tired; i'm done in; dead tired; no energy left; i just want to lie down; totally beat
exhausted | i'm exhausted; i'm completely drained; i'm wiped out; i'm empty; i have nothing left
winding | i want to wind down; now i need quiet; i want to come down; time to relax
sport | i need energy; fire me up; pump me up; get me moving; give me power; i need a kick
steady | i'm getting impatient; i need patience; it drags on; so slow; keep me steady; my patience is running out
""")

DAY_ASKS = rows("""
so tired after {np}
i'm exhausted after {np}
after {np} i just want my bed
{np} took everything out of me
finally home after {np}
i want to wind down after {np}
{np} today, i'm beat
how do i relax after {np}?
nothing left in me after {np}
after {np} my whole body is heavy
""")
DAY_ACKS = rows("""
After {np}, rest is the next thing.
{Np} can take a lot out of a body.
It is fine to be this tired after {np}.
{Np} may stay behind you now.
After {np}, empty is understandable.
You can let go of {np} now.
Your body worked hard through {np}, and it may rest.
After {np}, nothing more is asked of you.
""")
DAY_STATES = ("tired", "exhausted", "winding")

BREAK_ASKS = rows("""
i've been {ger} for {hours}, i need a break
taking a break from {ger}
{hours} of {ger}, time for a pause
short break from {np}
i want to rest a bit before i go on with {np}
my head needs a pause from {np}
""")
BREAK_ACKS = rows("""
A break from {ger} is well placed here.
{Np} can wait while you rest.
Stepping away from {np} clears the head.
A short pause from {ger} can go a long way.
{Ger} goes better after a few quiet minutes.
""")
FINISH_ASKS = rows("""
done with {np} for today
i'm done {ger} for today
that's enough of {ger} for one day
finally finished {ger} for today
{np} can wait until tomorrow, i'm done
i close {np} for today
enough {ger}, evening now
""")
FINISH_ACKS = rows("""
{Np} can rest until tomorrow, and so can you.
Enough of {ger} for one day.
You can put {np} down now.
{Ger} is over for today, and the evening is yours.
The part with {np} is done for today.
""")
HOURS = ("two hours", "three hours", "an hour", "four hours", "half a day", "ninety minutes", "five hours")

DANGER_SAFE = (
    (
        "we are outside now; ok i'm out of the house; everybody is out; i'm outside, what now?; ok we are out on the street; all of us are out",
        (
            "Good that you are out. Stay away from the building and call the emergency number if nobody has yet; "
            "Well done, you are outside. Do not go back in, and breathe slowly while help is on its way; "
            "Good. Stay together at a safe distance, count everybody, and wait for the helpers"
        ),
        "steady",
    ),
    (
        (
            "can i go back for my phone?; the cat is still inside, should i go back?; should i take my papers first?; can i open a window first?; "
            "should i look where it comes from?"
        ),
        (
            "No, do not lose time and do not go back. Get out, and tell the helpers about it; "
            "No, your life comes first. Stay out of there and let the helpers do it"
        ),
        "alert_high",
    ),
)
DANGER_CALLED = (
    (
        "i called, they are coming; help is on the way; ok i called the emergency number; the ambulance is coming; they told me to wait",
        (
            "Good, help is coming. Stay on the line if they ask you to, and breathe out slowly; "
            "You did the right thing. Keep doing what they told you, one step at a time; "
            "Good. Stay where you are safe, and feel both feet on the ground while you wait"
        ),
        "steady",
    ),
    (
        "what number do i call?; which number is it?; i don't know the number",
        (
            "The emergency number of your country, 112 in all of Europe and 911 in North America. Call it now; "
            "Dial 112 in Europe, 911 in North America, or the emergency number of your place. Do it now"
        ),
        "alert_high",
    ),
)
