"""Answers that take up the words of one particular message, and answers that take up a single sign of the body or the hour."""

from __future__ import annotations

# How a message begins | the sentence that takes it up.
LINES = """
I failed the exam and | After weeks of studying, a failed exam is a real blow.
I failed again, third | Failing a third time takes the courage out of anyone.
I have to present in | Forty people can make any voice go thin.
it's my turn to present | It is nearly your turn, and your heart is hammering.
sitting in the waiting room | Waiting rooms make many people tense.
I found a lump | Finding a lump and having to wait until Monday is hard.
my dad is in the operating | Waiting while your dad is in the operating room is very hard.
the letter with my results | The letter may lie there a little longer.
my mum has cancer | Hearing that your mum has cancer is a heavy blow.
there's turbulence | Turbulence feels awful, and the plane is built for it.
never flown before | A first flight is a big thing.
getting married tomorrow | A wedding tomorrow can close anyone's stomach.
starting on monday and | Everyone knows little on the first Monday.
boxes everywhere | Boxes everywhere and so little time is a lot.
last night in my old flat | A last night in the old flat is a real goodbye.
the bank called again | That call from the bank has shaken you.
another bill. | One bill after the other is wearing.
payday is in two weeks | Two weeks until payday are long with an empty account.
I lost my job and I haven't | Losing the job is hard, and keeping it to yourself is harder.
everyone goes to work | Mornings without a job can be very long, and they say nothing about your worth.
they want five years | Five years of experience for an entry job makes little sense.
nobody answers, maybe | Silence from employers says very little about you.
got the email. | One more email with regrets really stings.
I've worked six weekends | Six weekends of work in a row would empty anyone.
came back from leave | Six hundred emails after a holiday is a mountain.
I can't unwind after my shift | The machines still hum in your ears after that shift.
two deadlines on the same | Two deadlines on one day is a tight squeeze.
I sent the numbers | Sending numbers to the wrong client happens, and it can be put right.
ten years of friendship | Ten years of friendship leave a big gap.
I saw the photos | Seeing everyone in the photos without you hurts.
we fought again | The same fight again wears both of you out.
she ended it by text | Four years, ended by a text, is a hard way to be left.
we broke up yesterday | Yesterday is very close, and staying in bed is no crime.
the other half of the bed | An empty half of the bed makes the night very wide.
the kids cry because | Crying children go straight to the heart, and you are not their enemy.
I told her how I feel | It took courage to tell her, and her answer hurts.
I still reach for the leash | Hands remember the leash for a long time.
I came home and nobody meowed | A home without that meow is very quiet.
my cat hasn't come home | Two days without your cat are long and full of worry.
my dog is at the vet's | Your dog is being cared for, and waiting is the hard part.
my old dog can't | It is sad to see your old dog struggle on the stairs.
forty years together | After forty years the cold side of the bed says so much.
we lost the baby | Losing the baby is a real loss, whatever others say.
I haven't slept more | Nobody can live well on two hours of sleep.
I don't enjoy being | Not enjoying one day does not make you a bad mother.
I'm pregnant and I worry | Being pregnant makes every twinge feel loud.
I care for my mother | Caring for your mother day and night takes all you have.
I got impatient with my dad | Patience runs out, even with a dad you love.
my grandma didn't recognise | It hurts when your grandma does not know your face.
they called me fat | What they said in front of the class was cruel.
they wait for me after | Nobody should be afraid of the way home from school.
someone made a fake | A fake profile is a mean thing to do, and it is not your shame.
reading lists, essays | Reading lists, essays and a job are too much for one pair of hands.
fourth year and still | A fourth year can feel very long.
I kept everyone waiting | Being an hour late feels bad, and people do forgive it.
some idiot cut me off | Being cut off and then laughed at makes the blood boil.
rush hour, honking | Rush hour and honking go right into the shoulders.
the neighbours are partying | A party next door and an alarm at five is a rotten mix.
all those pictures from | Pictures of war stay behind the eyes for a long time.
I'm afraid of what the world | Worrying about the world for your kids is heavy.
I haven't driven since | Driving again after an accident is a big step.
I've failed twice, why | Two failed tests make it hard to trust the third.
I was just rear-ended | A crash shakes the whole body, even when nobody is hurt.
they broke into our flat | A break-in shakes the feeling of home.
since the crash everything | After a crash the world can look like through glass.
coach put me in the first | Your coach saw something in you.
I missed the penalty | A missed penalty is heavy, and a match is more than one kick.
trained all year | A year of training for one round is bitter.
I have to speak at my father's | Speaking at your father's funeral is a brave thing.
the phone rings and I just | A ringing phone can freeze the whole body.
an envelope from the court | An envelope like that seems to grow every day.
I have to testify | Having to testify in front of him is frightening.
court tomorrow at nine | The night before court is long.
if they refuse my permit | Thirty days is a frightening thought, and nothing is decided yet.
immigration office again | Four hours at the office for one missing stamp is maddening.
they said I'd hear | Friday is here, and still no word about the job.
did I get the flat | Not knowing about the flat is hard to bear.
she read it three hours | Three hours after she read it can feel like three days.
two blue ticks | Two ticks and no answer can set the mind racing.
it's sunday and I haven't | A Sunday without a single word is very quiet.
friday evening and | Friday evening is loud when you have no plans.
christmas alone this year | A first Christmas alone is hard.
everyone posts family | Family pictures can make a bowl of soup taste very lonely.
the kids moved out | Rooms echo when the kids have gone.
I retired in june | After so many working years, empty days feel strange.
I'm an au pair abroad | Evenings abroad can be the hardest part of being an au pair.
it snows back home | Snow at home and heat where you are, that is far away.
I've worked overseas | Three years away from your kids is a long ache.
my aunt asked at dinner | Your aunt's question at dinner was not kind.
someone imitated my accent | Having your accent imitated in a meeting hurts.
she lied to my face | A year of lies is a deep break of trust.
he says it meant nothing | It may have meant nothing to him, and it means a lot to you.
I lied to my parents about | A lie about grades gets heavier each day.
I forgot to pick up | Your daughter in the rain is a picture that hurts.
I forgot my mother-in-law | Names slip away at the worst moment.
my grandma is in the home | Weeks go by fast, and your grandma is still there to visit.
I spilled coffee over | Coffee on the laptop of a boss is a moment nobody wants.
I fell up the stairs | A fall in front of the whole school feels enormous today.
I wrote love you to | A love you to the landlord is awkward and rather sweet.
I was on mute | A whole talk on mute happens to the best.
I never said goodbye | A goodbye that was never said can weigh for years.
I gave up the piano | The piano still seems to have a place in you.
I moved here for him | You came here for him, and now the reason is gone.
he laughs more with | Hearing him laugh with someone else stings.
since my little brother was | A new little brother takes up a lot of room.
my sister is pregnant and | Four years of trying make your sister's news hard to hear.
all my friends buy houses | Counting coins while friends buy houses stings.
two job offers, one pays | The offer that pays and the offer that feels right both have a voice.
should I quit without | Quitting without something new is a big step.
he asked me to marry | Needing time before you answer him is allowed.
do I want kids? | Not knowing about kids at 36 is more common than it seems.
she wants to get back | You do not have to know at once what you feel for her.
stay near my parents | Your parents or the better flat, both have their weight.
three kindergartens | Three kindergartens and ten opinions would confuse anyone.
I'm standing in front of the wardrobe | Some days nothing in the wardrobe seems right.
party or sofa? | Party or sofa can feel like a big question in the evening.
I saw a photo of myself | A single photo can be very unkind.
everyone at the table went | Sitting at that table can make you feel small.
I can't pay for the school | Not being able to pay for the trip hurts, and it is no failing of yours.
I've practised this chord | Three weeks on one chord is a lot of patience.
two years of lessons | Two years are in you, even if the words do not come yet.
this code worked | Code that worked yesterday and breaks today is maddening.
I hadn't smoked for | Forty days without smoking are still forty days.
the scale has not | A scale that does not move is discouraging.
I thought I'd be walking | Not walking yet is hard when you had hoped for it.
my back hurts so much | When your back hurts that much, even socks are a mountain.
tax papers everywhere | Tax papers can cover a whole table and a whole head.
nobody in this house | Being the only one who takes out the bin is irritating.
forty minutes on hold | Forty minutes on hold for nothing is maddening.
they sent me from window | From window to window and then closed, that is wearing.
someone stole my bike | A stolen bike in front of your own house is infuriating.
they promoted his nephew | Seeing the nephew promoted feels deeply unfair.
huge thunderstorm and | A big storm is frightening when you are alone with the kids.
there's a spider in | A spider in the bedroom can take over the whole room.
suitcase not packed | An empty suitcase and a taxi at five is a tight spot.
my little one has a fever | A child with a fever at night is a real worry.
first day at nursery | Those tears at the nursery door stay in the ear.
my daughter drives to | A first long drive of your daughter is hard to sit through.
how am I going to feed | Feeding four people with too little is a heavy worry.
I had to put things back | Putting things back at the checkout is a hard moment, and no shame.
I turned fifty and | Fifty deserved a little song, and the silence hurts.
I forget words lately | Losing words can be frightening, and a doctor can look into it with you.
I planned a party and | Two guests instead of many is a let-down.
our holiday fell through | A holiday that falls through is a real let-down.
saved for months for those | Months of saving and then being ill is bitter.
they promoted me and I feel | Feeling like an impostor after a promotion is very common.
I start teaching on | Every teacher has had a first Monday.
my sister called, our dad | Hearing that your dad collapsed is a shock.
just heard an old school | A death at your own age comes very close.
it's dark at four | Dark at four is hard on the heart.
I posted something and | Silence after a post can feel like being unseen.
someone left a nasty | A nasty comment can make the heart pound.
I can't find my keys | Lost keys on the way out are stressful.
my wallet is gone | A lost wallet is a fright.
a customer shouted at me | Being shouted at and having to smile takes a lot of force.
that woman at the counter | You did not deserve to be treated like that.
thirty kids in one room | Thirty screaming kids would wear out anyone.
my flatmate ate my dinner | Your dinner gone again is really annoying.
my husband drinks every | Watching your husband drink every night is a lonely worry.
my brother gambled away | Seeing your brother lose his rent again is painful.
I want to tell my parents | Wanting to be open with your parents takes courage.
ten more days until | Ten days are long when you wait for a test.
the results came, negative | A fourth negative result is a heavy sadness.
I used to believe | When faith goes silent, it leaves a big quiet.
what am I even doing | That question can run in circles, and tonight it needs no answer.
we sold my parents' house | Giving away the keys to your parents' house is a goodbye.
"""

# Words in the message | sentences that take them up.
SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "heart is pounding",
        (
            "A pounding heart is frightening, and it slows down again.",
            "Your heart is beating hard, and it will find its pace.",
        ),
    ),
    (
        "heart is racing",
        (
            "A racing heart slows down with every long breath out.",
            "Your heart is racing, and it knows how to slow down.",
        ),
    ),
    ("heart won't slow", ("Your heart will slow down, even if it takes a minute.",)),
    ("heart beats", ("A loud heartbeat is unpleasant, and it will soften.",)),
    ("shaking", ("Shaking is the body letting off tension.", "It is all right that you are shaking, it will ease.")),
    ("trembling", ("Trembling is the body letting off tension.", "The trembling will ease bit by bit.")),
    ("hands are", ("Your hands are telling you how much this is.",)),
    ("stomach", ("A stomach often feels it first.", "Your stomach is holding a lot of this.")),
    (
        "3am",
        ("At 3am everything looks bigger than it is.", "Three in the morning is the loneliest hour, and it passes."),
    ),
    ("half past two", ("At half past two everything looks bigger than it is.",)),
    ("at four", ("At four everything seems to weigh more.",)),
    ("jaw", ("A tight jaw shows how much you are holding.",)),
    ("shoulders", ("Your shoulders are carrying a lot of it.", "Those shoulders have been working hard.")),
    ("throat", ("A tight throat is a very old sign of feeling too much.",)),
    ("chest", ("A tight chest is frightening.",)),
    ("tired of", ("It is tiring when it goes on for so long.",)),
    (
        "checking my phone",
        (
            "Checking the phone again and again keeps the worry awake.",
            "The phone gives no rest when you keep checking it.",
        ),
    ),
    ("my phone rings", ("Every ring makes the body jump when you wait.",)),
    ("refreshing", ("Refreshing the page keeps the body on alert.",)),
    ("clock", ("The clock only gets louder when you watch it.",)),
    ("dizzy", ("Dizziness is unsettling, so sit first.",)),
    ("tears", ("Let the tears come, they are allowed.",)),
    (
        "can't breathe",
        (
            "It feels as if there is no air, and the breath will come back.",
            "When breath feels short, a long way out helps it back in.",
        ),
    ),
    ("catch my breath", ("Your breath will come back, slowly.",)),
    ("bathroom", ("The bathroom can be a quiet place for one minute.",)),
    ("birthday", ("Birthdays can make such feelings louder.",)),
    ("scream", ("Wanting to scream shows how full it is inside.",)),
    ("can't sleep", ("A night without sleep is long.", "It is hard when sleep will not come.")),
    ("awake", ("Being awake while all others sleep is lonely.",)),
    ("the house is so", ("A house can feel very empty after someone has gone.",)),
    ("can't sit still", ("When sitting still is too much, the body wants to move a little.",)),
    ("my mind", ("The mind can be very loud.",)),
    ("my head is", ("The head can be a noisy place.",)),
    ("nothing works", ("When nothing works, even small things weigh a lot.",)),
    ("alone", ("Being alone with it makes it heavier.",)),
    ("mirror", ("Mirrors are poor judges on such days.",)),
    ("inbox", ("An inbox is never finished, and it may wait.",)),
    (" list", ("A long list looks shorter with one line crossed out.",)),
    ("message", ("A message can be small and weigh a lot.",)),
    ("silent", ("Silence can weigh a lot.",)),
    ("quiet", ("Quiet can be hard to bear.",)),
    ("song", ("A song can open everything in a second.",)),
    ("fever", ("A fever makes everything heavy.",)),
    ("cramps", ("Cramps take a lot out of a day.",)),
    ("migraine", ("A migraine needs dark and quiet.",)),
)
