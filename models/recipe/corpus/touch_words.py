"""Words for touch: how people name strength, feeling, pattern, place, length and repeats."""

from __future__ import annotations

# Strength: before a noun, behind a comma, and with a verb.
INT_ADJ: dict[int, tuple[str, ...]] = {
    1: ("very light", "very soft", "barely there", "faint", "feather light", "super gentle", "tiny", "very gentle", "whisper soft", "really light",
        "very mild", "ultra soft", "hardly noticeable", "extremely gentle", "delicate"),
    2: ("light", "soft", "gentle", "mild", "light", "soft", "gentle", "easygoing", "subtle", "quiet"),
    3: ("medium", "moderate", "normal", "mid strength", "medium strength", "average", "medium", "middle strength", "not too strong"),
    4: ("strong", "firm", "powerful", "heavy", "hard", "solid", "strong", "intense", "forceful", "tough", "robust"),
    5: ("very strong", "maximum", "really strong", "full power", "super strong", "extra strong", "maximum strength", "very very strong", "extremely strong",
        "level five", "full strength"),
}
INT_POST: dict[int, tuple[str, ...]] = {
    1: ("very light", "very soft", "barely there", "as light as you can", "i should hardly feel it", "level 1", "i1", "at the lowest strength", "extra gentle",
        "strength one", "so soft i almost miss it", "very lightly"),
    2: ("light", "soft", "gentle", "lightly", "softly", "level 2", "i2", "strength two", "not hard", "keep it light", "go easy", "gently please", "on low"),
    3: ("medium", "medium strength", "at medium", "level 3", "i3", "strength three", "normal strength", "not too hard not too soft", "somewhere in the middle",
        "mid level", "medium please"),
    4: ("strong", "strong please", "firm", "level 4", "i4", "strength four", "make it strong", "so i really feel it", "with some force", "nice and strong",
        "hard", "don't be shy"),
    5: ("very strong", "maximum", "as strong as possible", "level 5", "i5", "at full power", "strength five", "as hard as you can", "the strongest you have",
        "max it out", "max strength", "very strong please", "all the way up"),
}
INT_ADV: dict[int, tuple[str, ...]] = {
    1: ("very lightly", "very softly", "as lightly as you can", "very gently", "so that i barely feel it", "extremely gently"),
    2: ("lightly", "softly", "gently", "with a light touch", "carefully", "a little"),
    3: ("at medium strength", "moderately", "with medium strength", "at level 3"),
    4: ("firmly", "hard", "strongly", "with force", "properly hard", "good and strong"),
    5: ("very strongly", "as hard as you can", "at full strength", "with maximum power", "at the maximum", "very hard"),
}
INT_SAY: dict[int, str] = {1: "very light", 2: "light", 3: "medium", 4: "strong", 5: "very strong"}

# Feeling: before a noun, and as a purpose behind it.
EMO_ADJ: dict[str, tuple[str, ...]] = {
    "calm": ("calm", "calming", "peaceful", "serene", "relaxing", "tranquil", "relaxed", "zen", "chill", "stress relieving"),
    "soothe": ("soothing", "comforting", "tender", "consoling", "caring", "kind", "warm", "healing", "cosy", "loving"),
    "focus": ("focusing", "focused", "concentration", "focus", "study", "clear headed", "work mode"),
    "steady": ("steady", "even", "regular", "constant", "stable", "dependable", "balanced"),
    "ground": ("grounding", "anchoring", "settling", "earthy", "rooted", "rooting", "solid ground"),
    "uplift": ("uplifting", "encouraging", "hopeful", "cheering", "heartening", "motivating", "positive", "sunny"),
    "spark": ("playful", "lively", "sparkling", "joyful", "fun", "cheeky", "bright", "party", "happy", "bouncy", "excited", "celebration"),
    "alert_mild": ("reminder", "nudging", "mild alert", "heads-up", "attention", "small warning", "notification", "mild warning", "reminding"),
    "alert_high": ("urgent", "alarm", "emergency", "red alert", "danger", "high alert", "warning siren", "urgent warning"),
    "rest_state": ("restful", "sleepy", "bedtime", "drowsy", "good night", "winding down", "end of day", "dreamy", "lullaby"),
}
EMO_POST: dict[str, tuple[str, ...]] = {
    "calm": ("to calm me down", "for my nerves", "to relax me", "to help me calm down", "for calm", "to take the edge off"),
    "soothe": ("to comfort me", "to soothe me", "for comfort", "to make me feel less alone", "that soothes", "for a sore heart"),
    "focus": ("for focus", "to help me concentrate", "for studying", "to get me focused", "so i can focus", "for work"),
    "steady": ("to steady me", "to keep me steady", "for steadiness", "to keep me going evenly", "that keeps me steady"),
    "ground": ("to ground me", "for grounding", "to bring me back to earth", "so i feel my feet again", "to anchor me"),
    "uplift": ("to lift me up", "to cheer me up", "to encourage me", "for courage", "to lift my mood", "to give me hope"),
    "spark": ("for fun", "to celebrate", "because i'm so happy", "to match my good mood", "just for joy", "for the party"),
    "alert_mild": ("as a reminder", "as a heads-up", "to get my attention", "as a small warning", "as a mild alert", "like a notification"),
    "alert_high": ("as an alarm", "as an urgent warning", "like a red alert", "as an emergency signal", "for danger"),
    "rest_state": ("for bedtime", "to help me sleep", "to end the day", "for winding down", "to drift off to", "before sleep"),
}
EMO_SAY: dict[str, str] = {
    "calm": "calm", "soothe": "soothing", "focus": "focused", "steady": "steady", "ground": "grounding", "uplift": "uplifting", "spark": "playful",
    "alert_mild": "nudging", "alert_high": "urgent", "rest_state": "restful",
}
EMO_NAME: dict[str, tuple[str, ...]] = {
    "calm": ("calm", "calmness", "peace", "relaxation"), "soothe": ("soothe", "comfort", "soothing", "being comforted"),
    "focus": ("focus", "concentration", "being focused"), "steady": ("steady", "steadiness", "being steady"),
    "ground": ("ground", "grounding", "being grounded", "feeling grounded"), "uplift": ("uplift", "hope", "encouragement", "courage"),
    "spark": ("spark", "joy", "excitement", "happiness", "playfulness"), "alert_mild": ("alert_mild", "a mild alert", "a small warning", "a reminder"),
    "alert_high": ("alert_high", "a high alert", "danger", "a real alarm"), "rest_state": ("rest_state", "rest", "bedtime", "being sleepy", "sleep"),
}

# Patterns: singular noun, plural noun, verb with an object, verb with a place phrase.
PAT_NOUN: dict[str, tuple[tuple[str, str], ...]] = {
    "wave": (("wave", "waves"), ("wave", "waves"), ("wave", "waves"), ("swell", "swells"), ("wave pattern", "wave patterns"), ("smooth wave", "smooth waves"),
             ("ocean wave", "ocean waves"), ("sea wave", "sea waves"), ("wavy touch", "wavy touches")),
    "pulse": (("pulse", "pulses"), ("pulse", "pulses"), ("pulse", "pulses"), ("buzz", "buzzes"), ("buzz", "buzzes"), ("vibration", "vibrations"),
              ("throb", "throbs"), ("beat", "beats"), ("rumble", "rumbles"), ("pulse pattern", "pulse patterns")),
    "ripple": (("ripple", "ripples"), ("ripple", "ripples"), ("ripple", "ripples"), ("shimmer", "shimmers"), ("ripple pattern", "ripple patterns"),
               ("water ripple", "water ripples"), ("spreading ripple", "spreading ripples")),
    "fade": (("fade", "fades"), ("fade", "fades"), ("fade", "fades"), ("fade in and out", "fades in and out"), ("fading touch", "fading touches"),
             ("fade pattern", "fade patterns"), ("fading buzz", "fading buzzes")),
    "bloom": (("bloom", "blooms"), ("bloom", "blooms"), ("bloom", "blooms"), ("blossom", "blossoms"), ("bloom pattern", "bloom patterns"),
              ("opening flower", "opening flowers"), ("flower bloom", "flower blooms")),
    "breath": (("breath", "breaths"), ("breath", "breaths"), ("breathing pattern", "breathing patterns"), ("breathing rhythm", "breathing rhythms"),
               ("breathing touch", "breathing touches"), ("breathing exercise", "breathing exercises"), ("breath pattern", "breath patterns")),
    "tap": (("tap", "taps"), ("tap", "taps"), ("tap", "taps"), ("nudge", "nudges"), ("knock", "knocks"), ("poke", "pokes"), ("tap pattern", "tap patterns"),
            ("tick", "ticks")),
    "roll": (("roll", "rolls"), ("roll", "rolls"), ("roll", "rolls"), ("circle", "circles"), ("swirl", "swirls"), ("spin", "spins"),
             ("rolling pattern", "rolling patterns"), ("loop around", "loops around"), ("whirl", "whirls")),
}
PAT_VERB: dict[str, tuple[str, ...]] = {  # with a direct object
    "wave": (), "ripple": (), "fade": (), "bloom": (), "breath": (), "roll": (), "pulse": ("pulse", "buzz", "vibrate", "pulse", "buzz"),
    "tap": ("tap", "nudge", "poke", "tap", "knock on"),
}
PAT_GO: dict[str, tuple[str, ...]] = {  # with a place phrase
    "wave": ("wave", "make a wave", "do the wave", "send a wave"), "ripple": ("ripple", "make it ripple", "let it ripple", "make ripples"),
    "fade": ("fade in and out", "make it fade", "let it fade", "do a fade"), "bloom": ("bloom", "make it bloom", "let it bloom", "let it open like a flower"),
    "breath": ("breathe", "breathe with me", "make it breathe", "let it breathe"), "roll": ("roll", "make it roll", "let it roll", "make it spin around"),
    "pulse": ("pulse", "make it pulse", "vibrate", "buzz", "make it buzz"), "tap": ("tap", "make it tap", "give it a tap", "knock"),
}

# Places: behind a preposition and as an object.
PLACE_PREP: dict[str, tuple[str, ...]] = {
    "m1": ("on the upper left", "at the top left", "in the upper left corner", "on the upper left motor", "on motor 1", "on motor one", "top left", "on m1",
           "in the top left corner"),
    "m2": ("on the upper right", "at the top right", "in the upper right corner", "on the upper right motor", "on motor 2", "on motor two", "top right", "on m2",
           "in the top right corner"),
    "m3": ("on the lower left", "at the bottom left", "in the lower left corner", "on the lower left motor", "on motor 3", "on motor three", "bottom left", "on m3",
           "in the bottom left corner"),
    "m4": ("on the lower right", "at the bottom right", "in the lower right corner", "on the lower right motor", "on motor 4", "on motor four", "bottom right",
           "on m4", "in the bottom right corner"),
    "m_all": ("over all four motors", "on all motors", "everywhere", "all over", "on every motor", "with all four", "across the whole device", "on all of them",
              "on all sides"),
    "m_left": ("on the left", "on my left side", "on the left side", "left only", "on the left motors", "to the left", "just on the left", "on the left hand side"),
    "m_right": ("on the right", "on my right side", "on the right side", "right only", "on the right motors", "to the right", "just on the right",
                "on the right hand side"),
    "m_upper": ("at the top", "on the upper motors", "on top", "upper motors only", "along the top", "on the top row", "in the upper half", "just the top", "up top"),
    "m_lower": ("at the bottom", "on the lower motors", "lower motors only", "along the bottom", "on the bottom row", "in the lower half", "just the bottom",
                "down low", "down at the bottom"),
}
PLACE_OBJ: dict[str, tuple[str, ...]] = {
    "m1": ("the upper left", "the upper left motor", "motor 1", "motor one", "the top left corner", "my upper left", "m1"),
    "m2": ("the upper right", "the upper right motor", "motor 2", "motor two", "the top right corner", "my upper right", "m2"),
    "m3": ("the lower left", "the lower left motor", "motor 3", "motor three", "the bottom left corner", "my lower left", "m3"),
    "m4": ("the lower right", "the lower right motor", "motor 4", "motor four", "the bottom right corner", "my lower right", "m4"),
    "m_all": ("all motors", "all four motors", "everything", "every motor", "the whole thing", "all of them", "all four"),
    "m_left": ("my left side", "the left side", "the left motors", "the left", "my left", "left side"),
    "m_right": ("my right side", "the right side", "the right motors", "the right", "my right", "right side"),
    "m_upper": ("the top", "the upper motors", "the top row", "the upper half", "the top two motors", "upper motors"),
    "m_lower": ("the bottom", "the lower motors", "the bottom row", "the lower half", "the bottom two motors", "lower motors"),
}
PLACE_SHORT: dict[str, tuple[str, ...]] = {
    "m1": ("upper left", "top left", "motor 1", "m1"), "m2": ("upper right", "top right", "motor 2", "m2"), "m3": ("lower left", "bottom left", "motor 3", "m3"),
    "m4": ("lower right", "bottom right", "motor 4", "m4"), "m_all": ("all", "all motors", "everywhere", "all four"), "m_left": ("left", "left side", "left motors"),
    "m_right": ("right", "right side", "right motors"), "m_upper": ("upper", "top", "upper motors", "top row"), "m_lower": ("lower", "bottom", "lower motors", "bottom row"),
}
PLACE_SAY: dict[str, tuple[str, ...]] = {
    "m1": ("on the upper left motor", "at the upper left"), "m2": ("on the upper right motor", "at the upper right"),
    "m3": ("on the lower left motor", "at the lower left"), "m4": ("on the lower right motor", "at the lower right"),
    "m_all": ("over all four motors", "on all four motors"), "m_left": ("on the left side", "on the left"), "m_right": ("on the right side", "on the right"),
    "m_upper": ("on the upper motors", "along the top"), "m_lower": ("on the lower motors", "along the bottom"),
}

# Length: before a noun and behind it.
DUR_ADJ: dict[str, tuple[str, ...]] = {
    "t250ms": ("quick", "very short", "quarter second", "split second", "snappy", "250 ms", "very quick", "quick little"),
    "t500ms": ("short", "half second", "brief", "500 ms", "short", "half-second", "shortish"),
    "t1s": ("one second", "1 second", "one-second", "1s", "second long"),
    "t2s": ("slow", "two second", "2 second", "slow", "unhurried", "two-second", "2s", "leisurely"),
    "t5s": ("long", "five second", "5 second", "very slow", "lingering", "long lasting", "five-second", "5s", "very long", "drawn out"),
}
DUR_POST: dict[str, tuple[str, ...]] = {
    "t250ms": ("for a quarter second", "for a quarter of a second", "for 250 ms", "just for a blink", "for 0.25 seconds", "for 250 milliseconds", "just an instant"),
    "t500ms": ("for half a second", "for 500 ms", "for half a sec", "for 0.5 seconds", "half a second long", "for 500 milliseconds", "just briefly"),
    "t1s": ("for one second", "for a second", "for 1 second", "one second long", "for 1s", "for a sec", "for 1000 ms"),
    "t2s": ("for two seconds", "for 2 seconds", "two seconds long", "for 2s", "for a couple of seconds", "for two secs", "lasting two seconds"),
    "t5s": ("for five seconds", "for 5 seconds", "five seconds long", "for 5s", "for five secs", "for a long time", "lasting five seconds", "make it last"),
}
DUR_SHORT: dict[str, tuple[str, ...]] = {
    "t250ms": ("a quarter second", "250 ms", "0.25 s", "very short", "quick"), "t500ms": ("half a second", "500 ms", "0.5 s", "short"),
    "t1s": ("one second", "1 s", "1 second", "1s"), "t2s": ("two seconds", "2 s", "2 seconds", "slow"), "t5s": ("five seconds", "5 s", "5 seconds", "long"),
}
DUR_SAY: dict[str, str] = {"t250ms": "a quarter of a second", "t500ms": "half a second", "t1s": "one second", "t2s": "two seconds", "t5s": "five seconds"}
REST_SAY: dict[str, str] = {"rest_250ms": "a quarter second", "rest_500ms": "half a second", "rest_1s": "one second"}
REST_POST: dict[str, tuple[str, ...]] = {
    "rest_250ms": ("with a quarter second pause between", "with a very short pause in between", "with a tiny gap", "with 250 ms rest between"),
    "rest_500ms": ("with half a second of pause between", "with a short rest in between", "with a half second gap", "with 500 ms rest between",
                   "with half a second in between"),
    "rest_1s": ("with a one second pause between", "with a long pause in between", "with a second of rest between", "with a 1 second gap",
                "with a full second in between", "with a real pause between them"),
}
REP_POST: dict[int, tuple[str, ...]] = {
    2: ("twice", "two times", "2 times", "2x", "and do it twice", "and once again after that", "in a double set", "two rounds", "twice please"),
    3: ("three times", "3 times", "3x", "and do it three times", "three rounds", "thrice", "three times in a row", "three times please", "on repeat for three rounds"),
}
REP_COUNT: dict[int, tuple[str, ...]] = {2: ("two", "2", "a couple of", "two", "a pair of"), 3: ("three", "3", "three", "a set of three")}
REP_SAY: dict[int, str] = {2: "twice", 3: "three times"}

# Frames around a noun phrase, {np} with its article.
NP_FRAMES: tuple[str, ...] = (
    "give me {np}", "give me {np} please", "can i have {np}?", "can i get {np}?", "could you play {np}?", "could you give me {np}, please?", "please play {np}",
    "i'd like {np}", "i would like {np}, please", "i want {np}", "i want to feel {np}", "show me {np}", "let me feel {np}", "{np} please", "{np}", "{np}, now",
    "play {np}", "send {np}", "send me {np}", "do {np}", "how about {np}?", "may i have {np}?", "would you mind giving me {np}?", "just {np}", "ok, {np}",
    "hey, {np} please", "start {np}", "run {np}", "can you do {np}?", "can you make {np}?", "make {np}", "make it {np}", "i could use {np}", "i need {np}",
    "i feel like {np}", "let's have {np}", "let's try {np}", "try {np}", "hit me with {np}", "gimme {np}", "next, {np}", "go for {np}", "{np}, thanks",
    "i'm in the mood for {np}", "would {np} be possible?", "is {np} possible?", "i was hoping for {np}", "what about {np}?", "and now {np}", "put on {np}",
    "would you play {np} for me?", "could i please feel {np}", "i wonder what {np} is like", "{np} if you can", "{np} would be nice", "{np} would be great right now",
    "trigger {np}", "fire off {np}", "please send {np} to my hands", "answer with {np}", "i'll take {np}", "time for {np}", "bring on {np}", "treat me to {np}",
    "please let me have {np}", "produce {np}", "all i want is {np}", "no words, just {np}", "no talking, just {np}", "Please give me {np}.", "I would love {np}.",
    "Could I feel {np}?", "Let me try {np}.", "can we do {np}", "mind doing {np}?", "pls {np}", "yo, {np}", "lemme feel {np}", "feel like giving me {np}?",
)
VERB_FRAMES: tuple[str, ...] = (
    "{vp}", "{vp} please", "please {vp}", "can you {vp}?", "could you {vp}?", "could you please {vp}", "i want you to {vp}", "go ahead and {vp}", "would you {vp}?",
    "just {vp}", "now {vp}", "ok, {vp}", "hey, {vp}", "{vp}, would you?", "{vp} now", "try to {vp}", "i'd like you to {vp}", "Please {vp}.", "Can you {vp} for me?",
    "would you be so kind and {vp}", "{vp} when you're ready", "go on, {vp}", "{vp}, thanks", "will you {vp}", "next {vp}", "and {vp}", "pls {vp}",
)
OPENERS: tuple[str, ...] = (
    "hi, ", "hello, ", "hey there, ", "ok so ", "alright, ", "right, ", "i just got this device, ", "let's test this. ", "here we go: ", "while i wait for the bus, ",
    "i'm curious. ", "first try: ", "i have a minute. ", "long day. ", "coffee break. ", "before my meeting, ", "lying in bed now, ", "on the train, ", "one more thing: ",
    "my hands are cold, ", "i'm just playing around, ", "thanks. now ", "good morning, ", "good evening, ", "sitting on the sofa, ", "for my friend here, ",
    "i'm showing this to my sister, ", "demo time. ", "quick request: ", "my turn now, ", "i'm wearing the band now, ", "got it in my hand, ", "if you don't mind, ",
    "we're testing the motors, ", "between two calls, ", "just out of curiosity, ", "nothing special today, ", "i've got my eyes closed. ", "no rush, ", "hm, ",
)
SOMETHING: tuple[str, ...] = ("something {adj}", "a {adj} touch", "a {adj} sensation", "some {adj} touch", "a little {adj} something", "a {adj} feeling", "something {adj}",
                              "anything {adj}", "something nice and {adj}", "a bit of {adj} touch")

# A second sentence that suits the feeling.
EMO_TAIL: dict[str, tuple[str, ...]] = {
    "calm": ("Let your breath follow it.", "Let your shoulders drop.", "Breathe out slowly with it.", "Loosen your jaw while it plays.", "Nothing else to do for a moment.",
             "Let your hands get heavy.", "You can close your eyes if you like.", "Let one long breath go along with it."),
    "soothe": ("Let it keep you company.", "Rest your hand on it for a moment.", "Be kind to yourself while it plays.", "Let it be soft around you.", "Take it slowly.",
               "Lay a hand on your chest if that helps.", "You do not need to do anything.", "Let it hold you for a moment."),
    "focus": ("Then take just the next step.", "Pick one thing and begin.", "Let it mark the start.", "Eyes on one thing.", "Then write the first line.",
              "Let the rest of the list wait.", "Start when it ends.", "One task is enough for now."),
    "steady": ("Count along with it if you like.", "Let it set your pace.", "One thing after another.", "Feel how even it is.", "Sit up and let it carry you a little.",
               "Let it be your beat.", "Keep your breath as even as that.", "Nothing needs to be rushed."),
    "ground": ("Press your feet to the floor.", "Feel the chair under you.", "Look at one thing near you.", "Notice where your hands are.", "Feel your weight.",
               "Name one thing that you can see.", "You are here, in this room.", "Let it pull you back to here."),
    "uplift": ("Lift your chin a little.", "Let it open your chest.", "Sit up with it.", "Take one small step after it.", "Let a little air in.", "Think of one good thing.",
               "Look up while it rises.", "You can go on from here."),
    "spark": ("Enjoy it.", "Feel free to smile.", "A bit of fun for your fingers.", "Let it tickle.", "Wiggle your toes if you like.", "That one likes to dance.",
              "A small party for your hand.", "Have fun with it."),
    "alert_mild": ("Just a nudge, nothing bad.", "A small sign to look up.", "That is all it means: look here.", "Check what you wanted to do.", "No hurry in it.",
                   "It only asks for a glance.", "Small, but you will notice.", "Look up for a second."),
    "alert_high": ("This is only a test, nothing is wrong.", "It is meant for real danger, so here it is only for show.", "No danger now, you asked to feel it.",
                   "If there is real danger, get to safety and call for help.", "That is the pattern for real danger.", "You asked for it, so do not be startled."),
    "rest_state": ("Let your eyes get heavy.", "Nothing more to do today.", "Let the day go with it.", "Sink into the pillow.", "Turn the light down.", "Let it trail off with you.",
                   "Put the day away.", "Slow everything down."),
}
ANY_TAIL: tuple[str, ...] = (
    "Say softer or stronger to change it.", "Say stop and it ends at once.", "Tell me if you want it lighter.", "Say again if you liked it.", "Say longer if it is too short.",
    "You can ask for another place too.", "Tell me how it was.", "Just as you asked.", "Say stop whenever you like.", "Tell me if something should change.",
    "Ask for another pattern any time.", "I can move it to another side.", "Hold the device loosely.", "Let me know if it suits you.", "It ends by itself.",
)
STRONG_TAIL: tuple[str, ...] = (
    "Say stop if it is too much.", "Tell me if it is too strong.", "Say softer if you want less.", "It is a good deal stronger than usual.", "Say stop and it ends at once.",
    "That one is easy to notice.",
)
MAX_TAIL: tuple[str, ...] = (
    "Your own limit may hold it lower.", "The limit you set may keep it lower.", "If your limit is lower, it will stay below that.", "It plays only as strong as your limit allows.",
    "Your device limit may soften it.", "Your limit still counts, so it may feel weaker.", "Only you can raise the limit, so it may come out lower.",
    "The limit may hold it at strong until you raise it yourself.",
)
SAY_LEADS: tuple[str, ...] = (
    "", "", "", "", "", "", "Here it comes: ", "Coming now: ", "Here: ", "Of course: ", "Sure: ", "Gladly: ", "All right: ", "As you wish: ", "Now playing: ", "Yes: ",
    "Feel this: ", "With pleasure: ", "Right away: ", "Done: ", "Okay: ", "This is it: ", "For you: ", "Ready: ",
)
