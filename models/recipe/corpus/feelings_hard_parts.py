"""Small parts around a hard feeling: openers, circumstances, requests, closings and follow-ups."""

from __future__ import annotations

OPENERS = (
    "hey", "hi", "hello", "ugh", "honestly", "ok so", "so", "listen", "um", "please help", "good evening", "good morning", "hey there", "well", "oh man",
    "not gonna lie", "can I tell you something?", "I need a minute.", "I don't even know how to say this, but", "this may sound silly, but",
    "not sure if this makes sense, but", "I haven't told anyone, but", "sorry to bother you, but", "hi, me again.", "ok.", "help,",
    "to be honest,", "I just need to say it:", "hello, I hope this is ok to ask.", "evening.", "yeah so", "oh well,", "hmm.",
)

TIMES = (
    "tomorrow", "on friday", "next week", "in two days", "this afternoon", "on monday", "in an hour", "next month", "in three weeks",
    "tomorrow morning", "on thursday",
    "tonight", "in half an hour", "the day after tomorrow",
)

ASIDES = (
    "I don't know who else to tell", "nobody knows", "it's been like this for days", "and I have to smile all day", "I can't tell my family",
    "it comes and goes",
    "I thought I was over it", "I can't explain it", "everyone tells me to relax", "I know others have it worse", "it's worse in the evening",
    "I just want it to stop for a minute",
    "I'm usually the strong one", "I didn't expect it to hit me like this", "maybe I'm just tired", "I've tried to ignore it",
    "no idea why it's so strong today",
    "I tried breathing but it didn't do much", "talking helps a bit, I guess", "I don't want advice, just a moment of calm",
    "my partner doesn't get it", "it's silly, I know",
    "I keep telling myself it's fine", "it started this morning", "I've had a long week", "I can't concentrate on anything",
    "it won't leave me alone", "I wish it was next week already",
    "anyway", "that's it, really", "I just needed to write that down", "I don't want to make a big thing of it", "please don't tell me to calm down",
    "I feel it in my whole body",
    "I'm trying not to show it", "my friends don't understand", "it happens every time", "I'm tired of feeling like this", "it's been building up",
    "what a day",
)

# (what the person adds, what the answer takes up instead of a usual action)
TAKEN_UP = (
    ("I haven't eaten all day", "An empty stomach makes it louder, so eat something small first."),
    ("I forgot to eat", "Eat something small first, even a banana or a slice of bread."),
    ("I barely slept", "Little sleep makes everything sharper, so rest your eyes for five minutes."),
    ("I slept maybe three hours", "After so little sleep, close your eyes for five minutes and let the body rest."),
    ("I've had four coffees", "Leave the next coffee and drink a glass of water, slowly."),
    ("I've been staring at my screen for hours", "Look away from the screen and rest your eyes on something far off."),
    ("I've been scrolling for hours", "Lay the phone face down and look out of the window for a minute."),
    ("I haven't been outside all day", "Open the door or a window and take three breaths of fresh air."),
    ("my hands are freezing", "Hold something warm until your hands feel like yours again."),
    ("my neck is so stiff", "Let your head sink to one side, breathe out, and then to the other."),
    ("my jaw hurts", "Let your teeth come apart and rest your tongue."),
    ("I'm still in my work clothes", "Change into something soft, and let that be the end of the work day."),
    ("I can't sit still", "Then stand up and walk ten slow steps, feeling each foot."),
    ("I'm lying on the floor", "Let the floor carry you, and feel where your back touches it."),
    ("my dog is looking at me", "Put a hand on your dog's back and breathe at that slow pace."),
    ("the cat is on my lap", "Rest a hand on the warm fur and breathe slowly."),
    ("I'm in the shower and just stand there", "Let the warm water run over your shoulders for one more minute, and just breathe."),
    ("it's raining and I'm stuck inside", "Listen to the rain for ten slow breaths."),
    ("I'm holding my phone so tight", "Loosen your grip on the phone, one finger after the other."),
    ("my eyes hurt from crying", "Lay a cool cloth on your eyes and rest for a moment."),
    ("I've got a cup of tea in front of me", "Take the cup in both hands and feel how warm it is."),
    ("I only have two minutes", "Two minutes are enough for five slow breaths with your feet on the floor."),
    ("I'm holding my breath all the time", "Let the air out slowly, and let the next breath come by itself."),
    ("my stomach is all knotted up", "Lay a warm hand on your stomach and breathe into it five times."),
    ("I keep grinding my teeth", "Let your jaw hang a little and breathe out through your mouth."),
    ("my shoulders are up at my ears", "Lift your shoulders once more, then let them drop with a long breath out."),
    ("my feet are ice cold", "Put on warm socks and rub your feet for a minute."),
    ("the house is a mess", "Leave the mess for now and sit down for three quiet breaths."),
    ("I've been sitting in the car for twenty minutes", "Lean back in the seat, rest your hands on your legs, and breathe out slowly."),
    ("I can hear my own heartbeat", "Lay a hand on your chest and breathe out longer than you breathe in."),
)

# (where the person is, how the answer names it)
PLACES = (
    ("I'm on the bus", "on the bus"), ("I'm on the train", "on the train"), ("I'm at work", "at work"), ("I'm at my desk",
    "at your desk"), ("I'm in the office", "in the office"),
    ("I'm hiding in the bathroom", "in the bathroom"), ("I'm sitting in the car, parked", "in the parked car"), ("I'm in class",
    "in class"), ("I'm in the library", "in the library"),
    ("I'm in the waiting room", "in the waiting room"), ("I'm in a queue", "in the queue"), ("I'm standing in the kitchen",
    "in the kitchen"), ("I'm lying in bed", "in bed"),
    ("I'm sitting on the stairs", "on the stairs"), ("I'm in the hallway", "in the hallway"), ("I'm in a cafe",
    "in the cafe"), ("I'm out on the street", "out on the street"),
    ("I'm at a party", "at the party"), ("I'm on a bench in the park", "on the bench"), ("I'm in the middle of a meeting",
    "in the meeting"), ("I'm in the supermarket", "in the supermarket"),
    ("I'm at my parents' place", "at your parents' place"), ("I'm on the sofa", "on the sofa"), ("I'm at the station",
    "at the station"), ("I'm in my room", "in your room"),
    ("I'm at school", "at school"), ("I'm in the garden", "in the garden"), ("I'm in the staff room", "in the staff room"), ("I'm at the airport",
    "at the airport"),
)

# Small actions that nobody notices; they go on after "On the bus, ...".
PORTABLE = (
    "feel where your body touches something firm and breathe out slowly", "let your shoulders drop and take three slow breaths",
    "press your fingertips together for five seconds and let go",
    "breathe in for four and out for six, five times", "look for three things of the same colour", "unclench your jaw and let your tongue rest",
    "make a fist, hold it, and open it slowly",
    "rest one hand on the other and feel the warmth", "listen for the sound that is furthest away",
    "let your belly go soft and breathe down into it", "count your next ten breaths, only the ways out",
    "pick one small thing near you and look at it for three breaths", "wriggle your toes and feel your shoes or the floor",
    "let your eyes rest on one calm spot",
    "stroke slowly along each finger, one breath for each", "rub your thumb in small circles over your palm",
)

ASKS = (
    "what can I do?", "can you help?", "any idea?", "what should I do?", "help me please", "what now?", "do you have a tip?", "what helps?",
    "any advice?", "can you help me through this?",
    "what do I do with this feeling?", "just be here for a moment", "please say something kind", "I need something small to hold on to",
    "is there something quick?", "what would you do?",
    "help", "how do I get through this?", "I could use a kind word", "one thing I can do right now?", "tell me something that helps", "please",
    "where do I start?",
    "can you give me one small step?", "could you please help me with that?", "can we do something about it?", "just one tip, no lecture",
    "keep it short please",
)

ASKS_BY_EMOTION: dict[str, tuple[str, ...]] = {
    "calm": ("help me calm down", "how can I relax?", "can you calm me down a bit?", "how do I settle?", "I need some calm", "I just want to relax",
        "how do I switch off?"),
    "ground": ("help me come back down", "I need to calm down now", "how do I get grounded?", "bring me back please", "I need solid ground",
        "how do I come down from this?"),
    "soothe": ("I need some comfort", "can you comfort me a bit?", "just hold me for a second", "something gentle please",
        "can you be kind to me for a minute?", "be gentle with me please"),
    "steady": ("help me stay steady", "how do I keep going?", "I need something steady", "how do I stay patient?", "keep me steady please",
        "help me hold on"),
    "uplift": ("give me a little hope", "cheer me up a bit?", "I need a small push", "how do I keep going?", "can you lift me up a little?",
        "some courage please"),
}

# (request for touch, what the answer says about it, keyword arguments of gentle_block)
TOUCH_ASKS: tuple[tuple[str, str, dict[str, str | int]], ...] = (
    ("can you send me something gentle?", "Here is something gentle.", {"intensity": 1}),
    ("something soft on my wrist please", "Here is a soft touch.", {"intensity": 1}),
    ("send me a slow wave please", "Here is a slow wave.", {"pattern": "wave", "duration": "t2s"}),
    ("a slow wave would be nice", "A slow wave is on its way.", {"pattern": "wave", "duration": "t2s"}),
    ("could you do the breathing one?", "The breath pattern comes now.", {"pattern": "breath", "duration": "t2s"}),
    ("something like slow breathing please", "Here is a slow breath to follow.", {"pattern": "breath", "duration": "t2s"}),
    ("can you buzz me a breathing rhythm?", "Here is a breath to follow.", {"pattern": "breath", "duration": "t2s"}),
    ("a steady pulse would help", "Here is a steady pulse.", {"pattern": "pulse", "duration": "t1s"}),
    ("give me a pulse I can hold on to", "Here is a pulse to hold on to.", {"pattern": "pulse", "duration": "t1s"}),
    ("something like a heartbeat please", "Here is an even pulse, like a calm heartbeat.", {"pattern": "pulse", "duration": "t1s"}),
    ("very light please", "Here is a very light touch.", {"intensity": 1}),
    ("not too strong please", "It comes softly.", {"intensity": 1}),
    ("medium strength please", "It comes at a medium strength.", {"intensity": 3}),
    ("a bit stronger than usual please", "It comes a little stronger.", {"intensity": 3}),
    ("make it strong, I need to feel it", "It comes strong this time.", {"intensity": 4}),
    ("give me something strong", "Here is something strong.", {"intensity": 4}),
    ("something that fades out slowly please", "Here is a touch that fades slowly.", {"pattern": "fade", "duration": "t2s"}),
    ("on the left side only please", "It stays on the left side.", {"motor": "m_left"}),
    ("please only at the bottom", "It stays at the bottom.", {"motor": "m_lower"}),
    ("all over please", "You can feel it all over.", {"motor": "m_all"}),
    ("just a short one", "Here is a short one.", {"duration": "t500ms", "repeat": 0}),
    ("make it a long one", "Here is a long one.", {"duration": "t5s", "repeat": 0}),
    ("two times please", "It comes twice.", {"duration": "t1s", "repeat": 2}),
    ("three times please", "It comes three times.", {"duration": "t1s", "repeat": 3}),
    ("can I feel something?", "Here is something to feel.", {}),
    ("a bit of vibration would help", "A little vibration is coming.", {}),
    ("can you use the haptics?", "Here is a touch for it.", {}),
    ("I'd like to feel that someone is there", "Here is a small sign in your hand.", {}),
    ("some touch please", "Here is a touch for you.", {}),
    ("let me feel something calming", "Here is something to feel.", {"intensity": 2}),
    ("buzz me gently", "A gentle buzz is coming.", {"intensity": 1}),
    ("squeeze my hand, sort of", "Here is something like a hand in yours.", {"pattern": "bloom"}),
    ("hold my hand please", "Here is something like a hand in yours.", {"pattern": "fade", "duration": "t2s"}),
)

OFF_LINES = (
    "Touch is switched off right now, so try this.", "Touch is off at the moment, but this works without it.",
    "Haptics are off here, so try this instead.",
    "Haptics are off for now, and you can turn them on whenever you like.", "With touch switched off, here is something else.",
)

SORROW = (
    "You do not have to be strong right now.", "It is all right to need comfort.", "Your heart may take its time.",
    "You are not alone with it in this moment.", "Let it hurt, and let it be held a little.",
    "Be as gentle as you would be with a friend.",
)

# emotion: (line about the touch, pattern it speaks of or None)
TOUCH_LINES: dict[str, tuple[tuple[str, str | None], ...]] = {
    "calm": (
        ("Breathe along with the slow waves.", "wave"), ("Let the soft breath pattern lead you.", "breath"), ("The touch can set the pace.",
        None), ("Let it fade, and your shoulders with it.", "fade"),
        ("Follow the slow rise and fall.", "breath"), ("Here is a quiet rhythm for it.", None), ("Let the wave carry the breath out.",
        "wave"), ("Feel the slow rhythm and let go a little.", None),
    ),
    "soothe": (
        ("Here is a soft wave to keep you company.", "wave"), ("Let the gentle touch stay with you for a moment.",
        None), ("Feel it come and go, like a slow breath.", "breath"),
        ("A warm, slow touch is with you.", None), ("Let the soft wave hold you a little.", "wave"), ("Feel it open slowly, like a hand.",
        "bloom"), ("It fades gently, there is no hurry.", "fade"),
    ),
    "steady": (
        ("Let the even pulse keep the time.", "pulse"), ("Here is a steady beat to lean on.", "pulse"), ("The touch stays even, and so can you.",
        None), ("Follow the even wave.", "wave"),
        ("Feel it roll round, step by step.", "roll"), ("One beat, one breath.", "pulse"), ("Lean on the even rhythm for a moment.", None),
    ),
    "ground": (
        ("Feel the slow pulse, low and firm.", "pulse"), ("Let the pulse bring you back to the ground.",
        "pulse"), ("Follow the touch down to your feet.", None), ("Breathe out as it fades.", "fade"),
        ("Follow the breath in the touch.", "breath"), ("Here is something firm to come back to.",
        None), ("Stay with the beat, one after the other.", "pulse"),
    ),
    "uplift": (
        ("Feel it open slowly, like a small light.", "bloom"), ("Here is a little lift.", None), ("Let the small ripple move you on.",
        "ripple"), ("A soft wave upward goes with it.", "wave"),
        ("Feel it rise a little.", "bloom"), ("Let the touch give you a small push.", None),
    ),
    "rest_state": (("Let it fade, and rest.", "fade"), ("A slow breath goes with you into the night.",
        "breath"), ("Here is a quiet touch for the night.", None)),
}

CLOSINGS: dict[str, tuple[str, ...]] = {
    "calm": ("That is enough for now.", "The rest can wait.", "There is no hurry.", "Your body knows how to settle.",
        "It may take a minute, and that is all right.", "Then see how it feels.", "You only need this one minute.",
             "Nothing else has to happen right now.", "Let that be all for the moment.", "The tension can leave bit by bit."),
    "soothe": ("Be gentle with yourself today.", "There is no hurry.", "It may hurt less in a while.", "That is enough for today.", "Go slowly.",
        "Be kind to yourself with it.",
               "Take all the time you need.", "Let that be your one kind thing today.", "One small kindness is enough.",
               "Nothing else has to happen today."),
    "steady": ("One thing at a time.", "Small and even is enough.", "The rest can wait.", "You can stop after that.",
        "That is one step, and it counts.", "You do not have to hurry.", "Slow is fine.", "Then look again.",
               "Keep it simple for now.", "It does not have to be perfect."),
    "ground": ("It will pass.", "You are here, and the floor holds.", "Nothing else is needed right now.", "Stay with that for a minute.",
        "The wave goes down again.", "Then again, a little slower.", "One breath, then the next.",
               "Everything else can wait.", "Let the ground carry you.", "That is all you need to do."),
    "uplift": ("A small step still counts.", "You can begin again tomorrow.", "It does not have to be big.", "Little by little is enough.",
        "That is one step forward.", "There may be more in you than today shows.",
               "Go gently, and go on.", "Let that be today's win.", "One bit of light is enough for today."),
}

DOCTOR = (
    "If it does not get better, please let a doctor have a look.", "If it gets worse, call a doctor.", "A doctor or a pharmacist can tell you more.",
    "If it lasts for some days, ask a doctor.",
    "If the pain is strong or new, please see a doctor.",
)
DOCTOR_DIZZY = ("If it comes back often, tell a doctor about it.", "If you feel faint, lie down and call someone.",
"If it does not pass, please ask a doctor.", "If it happens a lot, a doctor can help to find out why.")
DOCTOR_CHEST = ("If the chest feels worse or new to you, please call a doctor.", "If the breath does not ease soon, call for medical help.",
"If chest pain stays, please get medical help.")

# Follow-ups: what the person says next.
FOLLOW: dict[str, tuple[str, ...]] = {
    "better": ("thanks, that helped a bit", "that helped, thank you", "ok, a little better now", "thank you", "oh, that was good",
        "I feel a bit calmer", "that's better", "wow, it works a bit", "thanks, I needed that",
               "I can breathe again", "my shoulders came down", "ok. thanks for listening", "it's a little lighter now", "that was kind, thank you",
               "good. I think I'm ok for now", "thanks, I'll do that",
               "I did it. feels a bit easier", "you were right, it helps", "that was nice", "I'm a bit better, thanks", "cheers, that helped"),
    "still": ("it's still there", "it didn't help", "still the same", "hmm, not really better", "I tried, it's still bad", "it came back",
        "no change", "I still feel it", "doesn't work", "it's not going away",
              "it helped for a second and then it came back", "I did that and I still feel awful", "nope", "it's still so strong",
              "I'm still shaking", "what if it doesn't go away?", "I feel no different",
              "that's not enough", "still bad, sorry", "it's a bit less but still there"),
    "lost": ("I don't know what to do now", "and now?", "what next?", "ok, what now?", "what else can I do?", "I did that. what now?",
        "anything else?", "is there something else I can try?", "then what?",
             "give me another idea", "another one please", "what's the next step?", "I need one more thing", "and after that?",
             "do you have something else?", "something different please"),
    "again": ("can you do that again?", "again please", "once more please", "one more time", "can I have that again?", "do it again",
        "repeat that please", "again", "that was good, again please", "can we do that one more time?",
              "same again please", "please repeat the touch"),
    "softer": ("a bit softer please", "that was too strong", "can you make it gentler?", "lighter please", "softer", "less, please",
        "too much, a bit less"),
    "stronger": ("a bit stronger please", "I can hardly feel it", "can you make it stronger?", "more please", "stronger", "I didn't feel much",
        "a little more please"),
    "normal": ("is that normal?", "am I weird for feeling this?", "is it normal to feel like that?", "does everybody feel like this?",
        "am I overreacting?", "is something wrong with me?", "am I being silly?",
               "do other people have that too?", "is this ok?", "am I making too much of it?"),
    "cannot": ("I can't do that right now", "that's too hard", "I can't", "I don't have the energy for that", "I don't want to", "not possible here",
        "I can't move right now", "too much effort", "I'm too tired for that",
               "I can't do that with people around"),
    "night": ("ok, I'll try to sleep now", "thanks, good night", "I'm going to bed now", "I think I can sleep now", "good night then",
        "I'll lie down now", "thanks, I'll rest now", "I'm sleepy now, thanks"),
    "bye": ("ok thanks, bye", "I have to go now, thank you", "I'm going in now", "they're calling me, bye", "thanks, talk later", "ok, off I go",
        "got to run, thanks"),
    "scaredmore": ("it's getting worse", "it's getting stronger", "now I feel even worse", "it's worse than before", "oh no, it's coming again",
        "I'm getting dizzy from it", "it's rising again"),
}

REPLIES: dict[str, tuple[str, ...]] = {
    "better": ("Good that it is a little easier.", "That is a good sign.", "A bit is enough for now.", "Well done for giving it a minute.",
        "Good. Your body is finding its way back.", "That small change is yours.",
               "You are welcome.", "You are welcome, and you did the hard part.", "That is a good step.", "Good to hear.",
               "Nice, let it settle a little more."),
    "better2": ("Stay with it for one more breath.", "Keep the next minutes slow.", "Come back to it whenever you need it.",
        "Let the easier feeling stay for a moment.", "You can do the same again later.",
                "Drink a little water and go on gently.", "Do the next thing slowly.", "Let your shoulders stay low.",
                "Take that with you into the next hour.", "You may rest a little in it."),
    "still": ("That is all right, it does not have to go at once.", "Then we try something else.", "Some feelings take a little longer.",
        "It is still strong, and you are still here.", "You did nothing wrong.",
              "It can take a few rounds.", "Let us make it smaller.", "It is okay that it is still there.", "A feeling like this goes in steps.",
              "Then let us take another way."),
    "lost": ("One small thing is enough.", "Let us keep it small.", "Here is another one.", "Then take this next.", "Just one more step.",
        "You do not need a whole plan now.", "There is one more thing you can try.", "Only the next step matters.",
             "Here is one more idea."),
    "again": ("Of course, once more.", "Here it is again.", "Yes, once more and slowly.", "Gladly, the same again.", "Again, and no hurry.",
        "Yes. Here it comes again.", "Sure, one more time."),
    "again_off": ("Of course, once more and slowly.", "Yes, let us do it again.", "Sure, one more time.", "Again, and no hurry.",
        "Yes, the same once more."),
    "softer": ("Softer now.", "Of course, much gentler.", "Here it is lighter.", "A lighter one for you.", "It comes very softly this time."),
    "stronger": ("A little stronger now.", "Here it is with more strength.", "It comes stronger this time.", "Of course, a bit more.",
        "Here is a firmer one."),
    "size_off": ("Touch is switched off right now, so there is nothing to change.", "Haptics are off at the moment, so stay with the breath.",
        "There is no touch while haptics are off."),
    "normal": ("Yes, many people know this feeling.", "It is a very human reaction.", "You are not strange, this is common.",
        "Yes, bodies and hearts do that when something matters.", "There is nothing silly about it.",
               "Many people feel this and never say it.", "You are not making too much of it, it is how it feels."),
    "cannot": ("That is all right, then something smaller.", "Then leave it.", "You do not have to.", "Fine, we make it easier.",
        "No need to do anything big.", "Then just this."),
    "night": ("Sleep well.", "Good night.", "Rest well.", "Let the day be over now.", "Good night, you have done enough for today.",
        "Have a quiet night."),
    "night2": ("Let your body get heavy and your breath slow.", "Nothing more has to be done tonight.", "Let the pillow carry your head.",
        "Everything else can wait for the light.", "Let one breath follow the other.",
               "The worries may stay outside until morning."),
    "bye": ("Go well.", "Take care.", "All the best for it.", "You can come back any time.", "Bye for now.", "Go gently."),
    "bye2": ("One breath out before the door.", "Take the slow breath with you.", "Feel your feet with the first step.", "Keep your shoulders low.",
        "You know how to come back to your breath.", "One step at a time."),
    "scaredmore": ("It is rising, and it will come down again.", "Waves get higher before they break.", "Stay here with me.",
        "That is frightening, and it will pass.", "You are not alone with it in this minute.",
                   "Let us slow down together."),
}

# Actions that need next to nothing.
TINY = (
    "Just let the next breath out slowly.", "Only notice where your body touches the seat or the bed.", "Rest one hand on the other, nothing more.",
    "Let your jaw go loose.", "Close your eyes for three breaths.",
    "Look at one calm spot.", "Let your hands lie open.", "Listen to one quiet sound.", "Let your shoulders sink by a finger's width.",
    "Feel the air go in and out, without changing it.",
    "Let your weight sink into whatever holds you.", "Move only your toes, once.",
)
