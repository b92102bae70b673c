"""Bright states: how people say them, how they are met, and one small thing to do (data for feelings_bright)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """One state: ``says`` and ``acks`` stand alone, ``asks`` and ``about`` carry slots of a subject."""

    name: str
    emotion: str
    says: tuple[str, ...]
    acks: tuple[str, ...]
    acts: tuple[str, ...]
    asks: tuple[str, ...]
    about: tuple[str, ...]


def rows(text: str) -> tuple[str, ...]:
    """The non-empty lines of ``text``, stripped."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _state(name: str, emotion: str, says: str, acks: str, acts: str, asks: str = "", about: str = "") -> State:
    return State(name, emotion, rows(says), rows(acks), rows(acts), rows(asks), rows(about))


GLAD = (
    _state(
        "happy",
        "spark",
        """
i am so happy today
i'm really happy right now
feeling great
happy happy happy
i can't stop smiling
today was the best day in a long time
everything went right for once
i woke up in such a good mood
best day ever
i could hug the whole world
i feel full of joy
what a day, i am beaming
my heart is jumping
good news, finally some good news
i'm over the moon
life is good today
i feel light and bright
guess what, they said yes
you won't believe what happened, it worked
i just got the best message
i'm grinning like a fool on the bus
something wonderful happened
i laughed so hard today that my belly hurts
i'm in a really good mood and i don't know why
pure joy over here
it all worked out and i'm so glad
i danced in the kitchen this morning
never thought i'd feel this good again
just happy, that's all i wanted to say
wow, what a lovely surprise that was
""",
        """
That happiness comes through clearly.
What a bright moment to have.
It is good to hear such joy.
A day like this is worth noticing.
Joy like that can fill the whole body.
How lovely that something went so right.
Happiness is allowed to be loud sometimes.
That sounds like a really good day.
Such a glad feeling deserves a little room.
Your good mood is easy to hear.
What a fine thing to be happy about.
Let the smile stay as long as it wants.
Good moments like this one are worth keeping.
That is a joy worth sharing.
""",
        """
Let yourself smile for ten whole seconds.
Tell one person about it today.
Put on a song that fits and turn it up a little.
Write one line about it so that you can find it again.
Take one deep breath and let the joy land.
Stretch both arms up high once.
Take a photo of where you are right now.
Do a small dance, nobody needs to see it.
Close your eyes and keep the moment for three breaths.
Send a happy message to somebody who would like it.
Step outside for a minute and look up.
Treat yourself to something small and nice today.
Shake out your hands and laugh once out loud.
Say out loud what made it so good.
Pick one detail of it that you want to remember.
Walk a few steps with a bit of a bounce.
""",
        """
i'm so happy about {np}
so glad about {np}
{np} makes me so happy | s
{np} made my day
i keep smiling because of {np}
happy, happy, happy about {np}
i can't stop thinking about {np}, in a good way
feeling joyful because of {np}
""",
        """
{Np} can really light up a day.
It is good to hear how happy {np} made you.
There is so much joy in this, and {np} brought it.
The joy about {np} comes through clearly.
A smile about {np} is a fine thing to carry around.
How lovely to be this happy about {np}.
{Np} gave you a very bright moment.
""",
    ),
    _state(
        "proud",
        "spark",
        """
i'm so proud of myself
i did it
i really did it
i finally made it
i am proud of what i did today
never thought i could do this, but i did
look at me, i actually managed
feeling proud
it took months but i got there
i stood up for myself today
i said no for the first time and it felt good
i kept going and it paid off
all that work was worth it
my teacher said it was the best in class
my boss praised me in front of everyone
i beat my own record
i didn't give up and now it's done
first time i did it without any help
i'm proud and a little bit shy about it
i spoke in front of forty people and survived
i faced my fear today
i fixed it all by myself
they clapped for me
i finished what i started, for once
i feel ten feet tall
""",
        """
You can be proud of that.
That took effort, and you did it.
Being proud fits well here.
It is good to stand tall after something like this.
You kept at it, and now it shows.
This pride is well earned.
What you did there was not small.
That is your own work, and it paid off.
A moment of pride is exactly right now.
You did a hard thing, and it went well.
It sounds like you surprised even yourself.
Let the pride be felt for a while.
""",
        """
Say it once out loud: I did that.
Stand up tall and roll your shoulders back.
Write down the one thing that you did best.
Tell somebody who knows how hard it was.
Take a slow breath in and let your chest get wide.
Give yourself a small reward this evening.
Put today's date next to it in your notes.
Look back for a minute at where you began.
Clap your hands once, just for yourself.
Keep one small souvenir of it.
Let somebody pat you on the back today.
Sit with it for a minute before the next thing comes.
Name the one moment when you nearly gave up and did not.
Take a picture so that you can look at it on a grey day.
Thank the part of you that kept going.
""",
        """
i'm so proud of {np}
really proud of {np}
feeling proud about {np}
{np}, i still can't believe it, i'm so proud
proud, just proud, because of {np}
""",
        """
You can be proud of {np}.
The pride about {np} is well earned.
{Np} did not come by itself, and it is fine to be proud. | e
Being proud of {np} fits well.
It is good to stand tall because of {np}.
{Np} will be something to look back on with pride. | e
""",
    ),
    _state(
        "relieved",
        "uplift",
        """
what a relief
i'm so relieved
phew
finally over
it turned out fine
a stone fell from my heart
the results are fine, nothing bad
i was worried for nothing
it's behind me now
i can breathe again
that was close but it went well
thank goodness that's over
the weight is off my shoulders
they found my wallet, everything still in it
all clear, the doctor said
the lump was harmless
he called, he's safe
i slept well for the first time in weeks because it's over
turns out it was only a false alarm
so glad this is finally done with
it's sorted now, i can relax
they accepted my excuse and it's all good
the car passed after all
nothing broke, nobody hurt, phew
i have been holding my breath for a week and now it's fine
""",
        """
What a relief that must be.
You can let go of that weight now.
It is good that it turned out well.
After so much worry, relief feels like fresh air.
The hard part is behind you.
Relief can make the knees a little soft.
The worry did its work, and it may go now.
It is over, and it went well.
That is a big breath out.
How good that you can relax again.
The body may need a moment to believe the good news.
A quiet gladness often follows a long worry.
""",
        """
Let out one long breath with a sigh.
Drop your shoulders and feel how much lighter they are.
Drink a glass of water and sit down for a minute.
Tell somebody that it went well.
Shake out your arms and hands.
Lean back and do nothing for two minutes.
Take a slow walk around the block.
Rest one hand on your chest and breathe out slowly.
Write down: it went well.
Plan one nice thing for this evening.
Loosen your jaw and let your face go soft.
Look out of the window for a while.
Put the papers away so that you need not see them.
Eat something that you like.
Let yourself have a slow evening.
""",
        """
so relieved about {np}
what a relief, {np}
i'm relieved because of {np}
phew, {np}, what a relief
the relief about {np} is huge
""",
        """
What a relief, {np}.
The relief about {np} may sink in slowly.
With {np}, a weight can come off your shoulders.
{Np} can let you breathe out at last.
After the worry, {np} must feel like fresh air.
""",
    ),
    _state(
        "grateful",
        "uplift",
        """
i'm so grateful
i feel thankful today
i have so much to be thankful for
a stranger helped me today and it made my day
somebody left a kind note on my desk
my neighbour brought soup when i was ill
i'm lucky to have such friends
my family surprised me and i could cry, in a good way
i want to remember how good people are
my partner took the kids so that i could sleep
somebody held the door for me and smiled, such a small thing
i'm thankful for this quiet day
three good things today: sun, bread, my dog
my colleague covered my shift, so kind of her
i was lost and a man walked with me to the station
thankful, just thankful
i got my health back and i don't want to forget how that feels
my mum still calls me every sunday, i'm lucky
i realized today how much i have
grateful for the little things
the nurse was so kind to me
they remembered me, after all these years
my friend listened for two hours last night
i feel blessed today
so much kindness today, i'm touched
""",
        """
That is a warm thing to be grateful for.
Gratitude like this does quiet good.
Kindness stays with us for a long time.
It is lovely that you noticed it.
A grateful heart makes a day wider.
Such kindness is worth remembering.
It is good to feel carried by others now and then.
This warmth is worth holding on to.
Being thankful can be very quiet and very strong.
Little things can carry a whole day.
How good that this found you today.
That sounds like a warm spot in the day.
""",
        """
Write a thank-you note of one line.
Tell that person what it meant to you.
Name three good things of today, slowly.
Hold the warm feeling for three slow breaths.
Put one hand on your chest and stay there for a moment.
Pass a small kindness on to somebody tomorrow.
Write it on a slip of paper and keep it in a jar.
Close your eyes and picture the face of that person.
Send a short message that only says thank you.
Say thank you out loud, even if nobody hears it.
Sit for a minute with a warm drink and let it sink in.
Keep one detail of it for a harder day.
Light a small candle for it this evening, and blow it out before bed.
Smile at the next person you meet.
Take a slow breath and let it be good.
""",
        """
i'm so grateful for {np}
thankful for {np} today
i feel lucky because of {np}
i just want to say thanks for {np}
so much gratitude for {np}
grateful, really grateful for {np}
""",
        """
Being grateful for {np} is a warm feeling.
{Np} can be a real gift.
How good to be thankful for {np}.
Gratitude for {np} can make the day wider.
It is lovely that you notice {np}. | e
{Np} will keep you warm for a while.
""",
    ),
    _state(
        "celebrating",
        "spark",
        """
we are celebrating tonight
time to celebrate
party at my place tonight
hooray
yay
woohoo, we did it
let's celebrate, today is a big day
cheers, to us
i want to celebrate but i'm alone at home
the champagne is open
we have cake and candles
everyone is here and we're dancing
drum roll please, it's official
confetti please
how should i celebrate tonight?
today calls for a party
it's official, celebrate with me
small party for one, but a party
high five
yes, yes, yes
we made it, time for cake
come on, be happy with me
i have a reason to dance today
tonight we raise a glass
the whole team is cheering
""",
        """
Then let us celebrate it.
Hooray, a good reason for a party.
This calls for a little celebration.
A moment like this wants a bit of noise.
Celebrating is a fine way to mark it.
What a day for raising a glass.
High five, this one is worth it.
A reason to dance should not be wasted.
That deserves cake, or at least a cheer.
Big day, and you are right in it.
A small party counts just as much as a big one.
Here is a cheer for it.
""",
        """
Put on your favourite dance song.
Raise a glass of whatever you like.
Light a candle, make a wish and blow it out.
Cut yourself a good piece of cake.
Give somebody a high five today.
Take one photo that you will like in ten years.
Sing one line as loud as you dare.
Say a short toast, even if it is only for you.
Wear the shirt that you love most.
Clap along to one whole song.
Invite one friend over for a bite.
Put flowers on the table.
Throw both hands up and cheer once.
Have your favourite dinner tonight.
Spin around once on the kitchen floor.
""",
        """
we are celebrating {np} tonight
time to celebrate {np}
let's celebrate {np}
how do i celebrate {np}?
cheers to {np}
tonight is all about {np}, party time
""",
        """
Then let us celebrate {np}.
{Np} should not pass without a cheer. | e
Hooray for {np}.
Celebrating {np} is a fine idea.
Here is a cheer for {np}.
{Np} deserves a little noise. | s
""",
    ),
    _state(
        "inlove",
        "spark",
        """
i think i'm in love
i'm so in love
i met someone
i have butterflies in my belly
we had our first date and it was magical
we kissed
he asked me out
she said she likes me too
they texted me good morning with a heart
i can't stop thinking about her
i can't stop thinking about him
he makes me laugh so much
i blush every time my phone buzzes
i'm married for twenty years and still in love
we held hands the whole evening
i said i love you for the first time
she said yes
my crush smiled at me
i have a crush on the person at the bakery
head over heels, help
my heart goes crazy when i see them
we moved in together today
second date tomorrow
he drove three hours only to see me
i found a love letter in my coat pocket
""",
        """
Butterflies are a lovely thing to have.
Being in love makes everything a little brighter.
That sounds like a heart that jumps.
What a sweet feeling to carry around.
Love can make the whole body hum.
How lovely that your heart is so awake.
A heart like that may skip a beat now and then.
It is a sparkling time when love begins to show.
Being this fond of somebody is a bright thing.
Such tenderness is worth enjoying.
The butterflies are welcome here.
That glow is easy to hear.
""",
        """
Enjoy one slow breath with that face in mind.
Write down the moment you liked most.
Send one honest, simple line to that person.
Put a hand on your heart and feel it beat.
Play the song that belongs to it.
Smile for ten seconds and let it spread.
Go for a short walk with your thoughts.
Tell your best friend one detail.
Let yourself daydream for two minutes.
Note today's date, you may want it later.
Pick a small thing you could do for them.
Look at the sky and let it be wide.
Let the butterflies fly, there is no hurry.
Breathe out slowly and enjoy the flutter.
Plan one simple thing to do together.
""",
    ),
    _state(
        "excited",
        "spark",
        """
i'm so excited
so excited i can't sit still
i can't wait
only two more sleeps
tomorrow is the big day
the countdown is on
i'm buzzing
i've been looking forward to this for months
it's finally happening
one week to go
i'm all tingly, it starts soon
i could burst, it's almost time
eek, tonight is the night
too excited to sleep
we leave at dawn and i have been packed for days
the tickets are here
i keep checking the calendar
so hyped right now
my feet won't stay still, i'm so looking forward to it
good excited, not bad excited
it's my first time and i'm thrilled
three hours left and i'm bouncing around the flat
this weekend is going to be amazing
i have something big to look forward to
counting the hours
""",
        """
That is a fine kind of tingle.
Looking forward is half of the fun.
Your excitement is easy to hear.
So much good energy before something big.
A little bounce in the feet belongs to it.
It is lovely to have something ahead.
Being excited makes the waiting bright.
That sounds like a countdown worth having.
What a bright thing to look forward to.
The whole body seems to know that it is near.
Such anticipation is a gift of its own.
Enjoy the buzz, it belongs to the day.
""",
        """
Shake out your hands and let some of it fly.
Write down the one thing that you look forward to most.
Lay one thing ready for it now.
Jump on the spot ten times.
Tell a friend how long is left.
Breathe in with a smile and out with a whoosh.
Draw a small star in the calendar.
Play one song that fits the mood.
Picture the very first minute of it.
Stand up and wiggle for a few seconds.
Drink some water, excitement makes thirsty.
Put your shoes ready by the door.
Take a photo of today as the day before.
Tap a drum roll on the table.
Walk once around the room with big steps.
""",
        """
i'm so excited about {np}
i can't wait for {np}
so looking forward to {np}
{np} is coming up and i'm bouncing
only a few days until {np}
i keep thinking about {np}, i'm so excited
{np} tomorrow, finally
can't sleep because i'm so excited about {np}
{np} soon, yay
i have been dreaming of {np} for months
""",
        """
Looking forward to {np} is half of the fun.
{Np} can make the whole body tingle.
{Np} will be here soon, and the buzz is welcome.
It is lovely to have {np} ahead of you.
Your excitement about {np} is easy to hear.
What a bright thing to look forward to, {np}.
The countdown to {np} may be fun too.
""",
    ),
    _state(
        "hopeful",
        "uplift",
        """
i feel hopeful
for the first time in a long time i have hope
things are looking up
maybe it will all be fine
i think it's getting better
there is light at the end of the tunnel
i have a good feeling about this
fingers crossed
i dare to hope again
the doctor says it's getting better
new year, new start
i'm starting over and it feels right
i see a way out now
small steps, but forward
they invited me for a second interview, maybe this time
i believe it can work
hope is back
spring is coming and so am i
it might really work out
i've got a plan now and i feel better
today was a bit easier than yesterday
we're talking again, i hope it lasts
there's a chance, a real one
keep your fingers crossed for me
i slept well and the world looks kinder
""",
        """
Hope is a good companion.
It is lovely to hear some light in this.
A little hope can carry a lot.
Things are moving, and you notice it.
That sounds like the first green after winter.
It is brave to hope again.
Small steps forward are real steps.
A hopeful day is worth keeping.
Something is opening up here.
Fingers crossed, and a steady breath.
Hope may be small and still be strong.
It is good that the road looks clearer.
""",
        """
Name one small thing that got better this week.
Write your hope down in one sentence.
Take one step today, a tiny one.
Look up at the sky and breathe in slowly.
Lift your chin and open your shoulders.
Tell somebody who wishes you well.
Water a plant and think of it.
Picture a good day in half a year.
Put one nice thing in next week's calendar.
Breathe in hope, breathe out slowly.
Keep the plan simple for today.
Choose the next step and do only that.
Take a short walk and look for something new.
Let the good sign count.
Open the window and let fresh air in.
""",
        """
i feel hopeful about {np}
fingers crossed for {np}
i have a good feeling about {np}
maybe {np} will change everything, i'm hopeful
i hope so much that {np} goes well | s
""",
        """
Fingers crossed for {np}.
It is good to feel hopeful about {np}.
A good feeling about {np} is worth keeping.
Hope can walk with you, whatever {np} brings.
""",
    ),
)

QUIET = (
    _state(
        "curious",
        "spark",
        """
i'm curious
i want to learn something new
i wonder how bees find their way home
i wonder why the sky turns red
i keep asking myself how things work
teach me how to be curious again
i found a strange stone on the beach
there is a door in our cellar nobody ever opened
i heard a bird i don't know
i'm itching to find out more
i want to know everything about it
what should i explore today?
i took the old radio apart to see what's inside
i've been reading about it all night, so fascinating
i wonder what is behind that hill
so many questions in my head, good ones
this is so interesting
i discovered something odd today
i feel like exploring
i can't stop looking things up
tell me, what could i discover on my way home?
my kid asked why water is wet and now i wonder too
everything seems interesting today
i want to try something i have never done
""",
        """
Curiosity is a lively companion.
A good question can brighten a whole day.
That sounds like a fine thing to wonder about.
Wondering keeps the mind awake.
How good that so much catches your eye.
There is a spark in that question.
A curious mind always finds a door.
Following a question can be pure fun.
It is a joy to want to know.
Curiosity like this wants a little room.
So much to find out, and time to begin.
That is a fine trail to follow.
""",
        """
Write down your first question about it.
Look at one small thing for a whole minute.
Take a new way home today.
Ask somebody who might know.
Make a quick guess before you look it up.
Pick one detail and follow it for ten minutes.
Start a list of three things that you want to find out.
Touch it, smell it, look at it from below.
Draw what you see in five lines.
Open a book at any page and read one paragraph.
Stand still outside and count the sounds.
Try the smallest version of it today.
Tell somebody the oddest thing that you found.
Follow one question, only one, for a quarter of an hour.
Take a small note with you for the next idea.
""",
        """
i'm curious about {ger}
i want to try {ger}
i wonder if {ger} is something for me
never tried {ger}, but i'm curious
i want to know more about {ger}
""",
        """
Being curious about {ger} is a good start.
{Ger} can open a whole new door.
Wanting to know more about {ger} is a lively feeling.
{Ger} might be just the thing to explore.
""",
    ),
    _state(
        "playful",
        "spark",
        """
i feel playful
i feel silly today
let's play
play with me
i want to have some fun
surprise me
tickle my hand a little
i want to do something goofy
i made a paper hat and i'm wearing it
we built a fort out of blankets
snowball fight with the kids
i put googly eyes on the fruit
i'm jumping in puddles
i'm in the mood for nonsense
knock knock
bet you can't make me smile
we are playing hide and seek
boop
do something fun
i talked to my cat in rhymes all morning
pillow fight in ten minutes
i feel like a kid again
tell me something funny to do
i'm racing raindrops on the window
i want to prank my brother, a nice one
""",
        """
A playful mood is a fine thing.
Silly is good for the soul.
Play needs no reason at all.
That sounds like fun.
A bit of nonsense makes the day lighter.
Let us be playful, then.
A small game is always allowed.
Being silly is serious business.
There is a giggle hiding in this day.
Good, a moment for play.
Fun can be very small and still count.
The kid in you seems wide awake.
""",
        """
Walk to the door without touching any line on the floor.
Make the funniest face that you can and hold it.
Balance a spoon on your nose for five seconds.
Hum a song and let somebody guess it.
Draw a little monster with your eyes closed.
Hop on one leg to the kitchen.
Give three things in the room a name.
Throw a pair of socks into a basket from far away.
Tap a rhythm and make it up as you go.
Fold a paper plane and see how far it flies.
Say one sentence in a robot voice.
Build a tower from what lies on the table.
Look for a face in the clouds or in a wall.
Wiggle every finger on its own.
Dance like a very slow penguin.
""",
        """
{ger} was so much fun today
i just want some fun, maybe {ger}
feeling silly, in the mood for {ger}
i giggled all the way through {ger}
""",
        """
{Ger} sounds like real fun.
A playful hour with {ger} does good.
{Ger} and a bit of nonsense go well together.
""",
    ),
    _state(
        "creative",
        "spark",
        """
i feel creative
i have so many ideas
i had an idea in the shower
ideas keep coming and i can't write fast enough
i want to make something
i want to create something with my hands
my fingers itch to make something
i made something today
i'm sketching a new design
i wrote a poem this morning
i started a story
i'm in the flow
i have been in the flow all afternoon
a melody came to me in the night
i bought new colours
an empty page and i like it
my head is full of pictures
i invented a recipe
i'm building something in the garage
i want to start a blog about my village
i dreamed up a little world
the idea just clicked
i've never been so creative
i need a spark for my next idea
how do i catch an idea before it is gone?
""",
        """
That sounds like a creative day.
Ideas like that want to be caught.
There is a lot of spark in you right now.
Making something is a fine use of energy.
When ideas come, it is good to let them in.
The flow is a lovely place to be.
A new idea has a brightness of its own.
Your hands seem ready to begin.
So much wants to be made.
An idea is best met with open hands.
Creative moods are worth following.
A first sketch can be rough and still be right.
""",
        """
Write the idea down in one rough sentence.
Make a quick sketch, a bad one is fine.
Hum it into a recording before it slips away.
Put the tools on the table and start small.
Give it ten minutes without judging.
Choose only two colours and begin.
Draw the first line before you think.
Name it, even if the name is silly.
Make the smallest version of it first.
Tell the idea to somebody in one breath.
Keep a slip of paper in your pocket today.
Try the opposite of your first thought.
Let your hands lead for a while.
Pick the idea that makes you smile.
Stop in the middle, so that it is easy to go on.
""",
        """
i'm full of ideas for {ger}
i feel like {ger} again
i spent the whole day {ger} and it felt so creative
my fingers itch, i want to {inf}
i had a great idea for {ger}
i'm in the flow with {ger}
""",
        """
Ideas for {ger} want to be caught.
{Ger} and a head full of ideas fit well together.
The flow of {ger} is a lovely place to be.
There is a real spark in {ger}.
{Ger} can let the hands lead for a while.
""",
    ),
    _state(
        "inspired",
        "spark",
        """
i feel inspired
i'm so inspired right now
what an inspiring talk
i just saw a documentary and want to change my life
she told her story and i want to do the same
i read one sentence and it changed everything
that concert made me want to play again
my teacher lit a fire in me
i want to do something that matters
i want to change something
i know what i want to do with my life
the exhibition left me glowing
if she can do it, so can i
suddenly everything makes sense
i'm motivated like never before
something woke up in me
i listened to a podcast and now i want to start my own thing
i met someone who lives the life i dream of
my grandmother's letters gave me so many ideas
new energy, new ideas, let's go
i saw a blind man climb and i thought, wow
today i found my why
i'm fired up
i'm on fire today, everything works
""",
        """
Inspiration is a bright visitor.
Something in you seems wide awake.
That spark is worth keeping.
It is a joy when something lights you up.
Such a moment can set a lot in motion.
Good, there is fire in that.
An inspired day can open a new way.
That sounds like a door opening.
Being moved like this is worth a pause.
New energy like that wants a first step.
What a bright thing to carry home.
The spark is there, and it is yours.
""",
        """
Write down the one sentence that moved you.
Take the first tiny step today.
Set a ten minute date with the idea.
Tell somebody what you want to try.
Put one reminder of it where you can see it.
Pick one thing and begin before the evening.
Note three words that hold the feeling.
Breathe in and picture how it could look.
Make a small promise to yourself, an easy one.
Choose the very first move.
Keep the spark for tomorrow with one short note.
Stand up, stretch and start.
Ask yourself what the smallest beginning would be.
Share it with someone who likes new things.
Draw a quick map of the idea.
""",
        """
i'm inspired to {inf}
that film inspired me to {inf}
suddenly i want to {inf}
""",
        """
The wish to {inf} is a bright spark.
Being drawn to {ger} is worth following.
{Ger} might be the right place for this new energy.
""",
    ),
    _state(
        "content",
        "uplift",
        """
i'm content
all is well
nothing special, just a good day
simple day, good day
i feel at home in myself
i don't need anything right now
a quiet kind of happy
it's raining outside and i'm warm under a blanket
sitting on the balcony with tea
the cat is asleep on my lap
the bread came out well and the kitchen smells good
i have everything i need
i like my life at the moment
just enjoying the sun on my face
slow sunday, nothing to do
i'm doing fine, really fine
good book, warm socks, no plans
i'm sitting by the fire with my family
everything is in its place
it was an ordinary day and i liked it
the kids are playing and i just watch
i'm okay, and that's nice
feeling cosy
satisfied with today
fresh sheets, clean flat, happy me
""",
        """
A quiet kind of happy is a good kind.
Being content is worth noticing.
That sounds warm and simple.
Days like this are easy to overlook and good to keep.
All is well, and you notice it.
An ordinary good day is a small treasure.
Contentment can be very still.
It is lovely when nothing is missing.
What a cosy picture.
Enough is a fine feeling.
This quiet gladness suits the day.
It is good to be at home in a moment.
""",
        """
Stay with it for three slow breaths.
Notice one sound, one smell and one colour.
Let the moment be exactly as it is.
Feel the warmth in your hands.
Say quietly: this is good.
Lean back a little more.
Keep one picture of it in your mind.
Take a slow sip of something warm.
Write one line about today.
Let your shoulders sink a little.
Smile at nothing in particular.
Leave the phone where it is for ten minutes.
Look around slowly once.
Enjoy it without doing anything.
Share the quiet with somebody near you.
""",
        """
{ger} and nothing else, i'm content
i spent the afternoon {ger} and i feel good
just {ger}, quiet and happy
it was a good day, a lot of {ger}
i love {ger} on a slow day
""",
        """
{Ger} and a quiet mind, that sounds good.
A slow day with {ger} is a small treasure.
{Ger} can leave such a quiet gladness.
It is lovely that {ger} does you good.
""",
    ),
    _state(
        "peaceful",
        "calm",
        """
i feel peaceful
so peaceful here
it's so quiet, i love it
calm and happy
i am at peace with it now
the lake is like glass
snow is falling and everything is still
i sit under a tree and listen
nobody else is awake and it's lovely
the sea is calm and so am i
i turned off the phone and the world got quiet
the baby sleeps on my chest
i feel balanced
i'm floating in the warm water
nothing to do, nowhere to go
stars above me, grass under me
the house is quiet at last
i forgave him and i feel light
i want to keep this calm
can you help me hold on to this calm feeling?
stillness, finally
i'm relaxed for the first time this week
watching the clouds go by
just rain on the roof, nothing else
""",
        """
What a peaceful moment.
This stillness is worth keeping.
Calm like that can go deep.
It is good to rest in such quiet.
Peace may be very simple.
The quiet seems to hold you well.
How good that it is so still.
This calm is yours to keep for a while.
Such a still hour is a gift.
The body remembers moments like this.
Everything may slow down here.
A peaceful mind is a good place to stay.
""",
        """
Breathe in slowly and out even slower.
Listen to the farthest sound that you can hear.
Let your eyes rest on one spot.
Feel the ground that carries you.
Soften your hands and your jaw.
Stay for five more breaths.
Close your eyes and let it sink in.
Notice how your breath moves by itself.
Let the next minute be empty.
Rest your hands in your lap.
Follow one breath from beginning to end.
Let your shoulders hang.
Keep the silence for a little longer.
Give the moment a name, so that you can return to it.
Feel the air on your skin.
""",
        """
i feel so calm when i'm {ger}
{ger} gives me peace
after an hour of {ger} everything is quiet in me
nothing but {ger}, so peaceful
""",
        """
{Ger} seems to bring you peace.
The calm that comes with {ger} is worth keeping.
{Ger} can make everything slow and quiet.
How good that {ger} gives you such stillness.
""",
    ),
    _state(
        "bored",
        "spark",
        """
i'm bored
so bored
boring day
nothing to do
i have no idea what to do with myself
bored out of my mind
this meeting is so boring
another rainy day inside
there's nothing on tv
i'm sitting here staring at the wall
time won't pass
i've scrolled through everything
what can i do? i'm bored
i'm home alone and nothing happens
same thing every day
every day is the same, i need something different
the lecture is endless
my friends are all away and i don't know what to do
meh
blah
entertain me
give me something to do
i need some excitement
long train ride, no book, bored
sunday afternoon, dull as ever
""",
        """
Boredom is often a door without a sign.
A dull stretch can use a small spark.
Being bored can feel like a very long hour.
Nothing to do may be the start of something.
The day seems to need a bit of colour.
Boredom wants a little nudge.
That sounds like a slow, grey hour.
An empty hour is room to play with.
Time can get very sticky when you are bored.
Let us wake the day up a little.
Even a dull day hides one odd thing.
When everything feels flat, something tiny can help.
""",
        """
Find three round things around you.
Stand up and move something you never move.
Draw the person or thing nearest to you in one line.
Write a story of exactly six words.
Learn one word in another language.
Look out of the window until you see something new.
Invent a name for this very day.
Send a friend a question that you never asked.
Try to write your name with the other hand.
Count how many blue things you can see.
Take a walk and turn left every time.
Put on a song that you loved as a child.
Clean one small thing until it shines.
Think of ten uses for a paper clip.
Plan a tiny adventure for the weekend.
""",
    ),
)

LOW = (
    _state(
        "unmotivated",
        "uplift",
        """
i have no motivation
i'm not motivated at all
zero energy today
i don't feel like doing anything
can't be bothered
i just can't get myself to do anything
what's the point of getting up
no drive, no spark
i feel lazy and bad about it
everything feels like too much effort
i have been on the sofa all day
my get up and go got up and went
i lost my motivation somewhere
motivate me
i want to want to, but i don't
i used to love this, now i'm just flat
sluggish today
my battery is at ten percent
i'm in a slump
grey day, grey mood, no energy
i keep saying tomorrow
even brushing my teeth feels like work
i'm not sad, just flat
low on energy, low on everything
how do i find my motivation again?
""",
        """
Some days the drive just is not there.
Low motivation is heavy, and it does pass.
A flat day does not make you lazy.
It is hard to move when the spark is missing.
When everything takes effort, small is big enough.
An empty battery needs a gentle start.
Motivation often comes after the first step.
Feeling flat happens, and it can change.
You do not have to want it all, only a little bit.
Such a slump is tiring in itself.
One small thing can warm up the engine.
The energy is low today, so we keep it small.
""",
        """
Stand up, that is all for now.
Drink a glass of water and look outside.
Do one thing that takes less than two minutes.
Put on a song with a good beat.
Open the window and take three deep breaths.
Stretch your arms as high as they go.
Wash your face with cool water.
Walk once around the room.
Pick the easiest thing and do half of it.
Set a timer for five minutes and stop when it rings.
Put your shoes on, and then decide.
Make your bed or just smooth the blanket.
Move to another seat with more light.
Text somebody what you want to do first.
Count to three and move one thing.
""",
        """
i can't get myself to {inf}
no motivation to {inf}
i don't feel like {ger} at all
zero energy for {np}
i should {inf} but i just feel flat
{ger} again, i have no drive left
motivate me to {inf}
""",
        """
Low energy makes {np} look bigger.
It is hard to {inf} when the spark is missing.
Nobody feels like {ger} every day.
The drive for {np} may come after the first small step.
{Ger} takes more effort on a flat day.
""",
    ),
    _state(
        "push",
        "uplift",
        """
i need a push
give me a push
push me a little
i need a kick to get started
help me get going
i need to start but i'm stuck
come on, tell me to start
just say go
i need a little boost
i need someone to say start now
how do i get going?
i can't find the beginning
i'm ready, i just don't start
one nudge and i'll begin
give me courage to start
give me some energy
ready, set, and then nothing
i sit here and wait for the right moment
i need some power
wake me up a bit
cheer me on
boost me please
i could use a bit of encouragement
a small push and i'm off
""",
        """
Here is a small push.
The beginning is the hardest bit.
You do not need to be ready, only to begin.
Starting badly is still starting.
One small move and the rest gets easier.
The right moment is a small one, and it is now.
A little boost can be enough.
You have started harder things before.
It only needs a first inch.
Getting going is the real work.
All you need is the first minute.
Good, you are already leaning forward.
""",
        """
Count down from three and begin.
Do the first minute only.
Stand up now and take one step toward it.
Take one deep breath, and go.
Put your hands on the first thing you need.
Start with the easiest corner.
Say out loud: I begin now.
Set a timer for five minutes and start it.
Lay out what you need, and touch it once.
Do it badly for two minutes.
Roll your shoulders and move.
Open the door, the book or the file, whatever comes first.
Make it tiny, then start.
Clear one hand's width of space and begin there.
Begin in the middle if the start is hard.
""",
        """
i need a push to {inf}
give me a little push, i want to {inf}
help me get started with {np}
tell me to start {ger}
cheer me on, i have to {inf}
i need energy for {np}
how do i start {ger}?
""",
        """
Here is a small push for {np}.
To {inf}, you only need the first minute.
The beginning is the hardest part of {ger}.
You need not be ready to {inf}, only to begin.
{Np} will get easier after the first move.
""",
    ),
    _state(
        "mustgo",
        "uplift",
        """
i'm tired but i have to keep going
i'm exhausted and there are four hours left
night shift, five more hours
i can't stop now but i'm so tired
my eyes are closing and i still have to work
i slept three hours and the day is just starting
the baby was up all night and now i have to work
i need to get through this afternoon
almost there, but my legs are heavy
i'm running on fumes
double shift today, help
half time, and i'm empty
i need energy to get through the evening
so tired, guests are coming in an hour
one more hour, i need strength
afternoon slump, and the list is long
i have to stay awake
coffee doesn't help anymore and i still have to go on
the last mile is so hard
tired, but giving up is not an option
i have to hold out until six
how do i keep going when i'm this tired?
my eyelids are so heavy and the report is due tonight
""",
        """
Tired and still going, that takes strength.
It is hard to go on with an empty tank.
You have come far already today.
Your body is tired, and that is fair.
A small lift may help for the next stretch.
You only need to get through the next bit.
Going on while tired is real work.
The end is nearer than it was this morning.
It is a long day, and you are still here.
Heavy legs may slow down a little and still arrive.
One part at a time is enough.
Being this tired makes each hour longer.
""",
        """
Drink a glass of cold water.
Wash your face and wrists with cool water.
Stand up and stretch for half a minute.
Open a window and take five deep breaths.
Eat something small, a fruit or some nuts.
Cut the rest into the next half hour only.
Walk up and down the stairs once.
Rest your eyes for one full minute.
Let your arms swing, ten times.
Do the most important bit and leave the rest.
Get some daylight on your face.
Ask somebody to take one thing off you.
Tense your whole body for five seconds and let go.
Promise yourself an early night.
""",
        """
so tired, but i still have to {inf}
i'm wiped out and {np} has to be done tonight | s
tired as a dog, still {ger}
i need energy to {inf}
no sleep, and i have to {inf} anyway
""",
        """
It is hard to {inf} when you are this tired.
{Ger} on an empty tank takes real strength.
Tired and still at {np}, that is a long day.
For {np}, you only need to get through the next bit.
""",
    ),
    _state(
        "morning",
        "uplift",
        """
good morning
morning
just woke up
i'm awake but not really
i can't get out of bed
how do i start the day well?
first coffee, first thought
my alarm rang three times already
i hate mornings
it's monday morning
new day, here we go
the sun is just coming up
i want a good start today
it's still dark outside and i have to get up
good morning, give me something to start the day
rise and shine, they say
up early today
i overslept a bit but i'm up now
before the day begins i want one good minute
morning person i am not
six in the morning, ready or not
fresh day, fresh start
first day of the week and i'm slow
help me wake up
""",
        """
Good morning.
A new day may begin slowly.
Mornings can be heavy, and they get lighter.
Welcome to the day.
Good morning, one thing at a time.
A gentle start is still a start.
The day is fresh and has no mistakes in it yet.
Waking up takes a moment, and that is fine.
Good morning to you.
The first minute sets the tone.
Slow is a good speed for the morning.
The bed lets go more easily in small steps.
""",
        """
Stretch both arms and yawn once.
Drink a glass of water before anything else.
Put your feet on the floor and feel it.
Open the curtains and let the light in.
Name one thing that you look forward to.
Wash your face with cool water.
Take three deep breaths at the open window.
Choose one thing that matters today.
Roll your shoulders five times.
Make the bed, that is one thing done.
Leave the phone for ten more minutes.
Smile once, even if it is sleepy.
Sit up first, then stand.
Wiggle your toes and then your fingers.
Hum a song while the kettle boils.
""",
    ),
)

FOCUS = (
    _state(
        "procrast",
        "focus",
        """
i'm procrastinating
i keep putting it off
i'll do it tomorrow, i say, every day
i have cleaned everything instead of starting
the deadline is near and i watch videos
i do everything except what i should do
i have been avoiding it all week
why do i always wait until the last minute?
i'm scrolling instead of working
five more minutes, i said, two hours ago
the fridge is very interesting when there's work to do
i rearranged my desk again
procrastination champion here
i open the file and close it again
i've been about to start since breakfast
tell me to stop wasting time
i made three cups of tea to avoid it
i should be working right now
i know what to do but i don't do it
it's due tomorrow and i haven't begun
i'm hiding from my to-do list
everything is more fun than this
how do i stop procrastinating?
i keep opening my phone instead of starting
""",
        """
Putting it off is often a sign that it looks too big.
Procrastinating is tiring, and you can step out of it.
The start is stuck, not you.
Avoiding it takes energy too.
It happens to nearly everybody who has something to do.
The thing looks bigger from the outside.
You noticed it, and that is the turn.
Waiting for the mood can take all day.
A tiny start beats a perfect plan.
The first minute is the wall, and behind it is floor.
It can be smaller than it feels.
No need to make up for lost time, just begin here.
""",
        """
Do only two minutes, then you may stop.
Put the phone in another room.
Make one bad start, on purpose.
Choose the smallest part and touch it now.
Set a timer for ten minutes and begin.
Close everything that is not it.
Write down the very next move in five words.
Clear the spot in front of you and sit down.
Do the part that you hate least.
Say what you do next, out loud, and do it.
Begin before you feel like it.
Make the first step so small that it is silly.
Put one hand on it and count to three.
Lower the bar and start badly.
Tell somebody that you start now.
""",
        """
i keep putting off {np}
i'm procrastinating instead of {ger}
i should {inf} but i keep doing other things
i have been avoiding {np} all week
{np} is due and i haven't started | s
i keep {dist} instead of {ger}
{dist} again, and {np} is still waiting | s
i do anything to not {inf}
i said i would {inf} today, and here i am, {dist}
how do i stop putting off {np}?
""",
        """
Putting off {np} happens, and you can turn it around.
{Np} can look bigger from the outside.
Avoiding {np} takes energy too.
To {inf}, you do not need the right mood.
{Ger} is easier once the first minute is over.
A tiny start on {np} beats a perfect plan.
""",
    ),
    _state(
        "distracted",
        "focus",
        """
i can't concentrate
i can't focus
i'm so distracted
my mind keeps wandering
my thoughts are everywhere
i read the same line five times
every sound pulls me out
too many tabs open, also in my head
my phone keeps buzzing and i lose the thread
i forgot what i was doing
my attention is gone
i jump from one thing to the next
brain fog today
my focus lasts two minutes
i keep drifting off
everyone in the office is talking
the neighbours are drilling and i need to think
squirrel brain today
i started five things and finished none
i'm here but my head is not
help me focus
bring me back please
i keep losing my place
it's noisy and i can't think straight
how can i concentrate better?
the kids are loud and i can't hear my own thoughts
""",
        """
A wandering mind can be called back gently.
So many pulls, and only one of you.
Attention slips away, that is what it does.
Your focus is scattered right now, and it can return.
It is hard to think when everything tugs at you.
Noticing that you drifted is already coming back.
A foggy head needs one clear point.
Let us bring it back to one thing.
Too much at once scatters anyone.
The thread can be picked up again.
Concentration comes back in small steps.
One thing at a time is enough for this minute.
""",
        """
Look at one point for three slow breaths.
Close everything that you do not need.
Turn the phone face down and out of reach.
Write the one thing that you are doing on a slip of paper.
Put both feet on the floor and sit up.
Go on from the very last thing that you did.
Work for ten minutes on just that, then pause.
Clear the desk except for one thing.
Drink some water and begin again.
Say the task out loud in five words.
Put on quiet music without words.
Park the other thoughts on a list.
Count ten breaths, then return to it.
Choose one thing, the rest may wait.
Shut the door or put on headphones.
""",
        """
i can't concentrate on {np}
my mind wanders when i try to {inf}
i keep losing focus while {ger}
help me focus on {np}
i keep {dist} while {ger}
trying to {inf} but i keep {dist}
i'm so distracted, i have to {inf}
two minutes of {ger} and my mind is gone
every few minutes i'm {dist} and {np} gets nowhere | s
""",
        """
A wandering mind can come back to {np} gently.
{Ger} needs one clear point to hold on to.
It is hard to {inf} when everything tugs at you.
Your focus for {np} can return in small steps.
Let us bring the attention back to {np}.
So many pulls, and {np} right in the middle.
""",
    ),
    _state(
        "study",
        "focus",
        """
i want to work for an hour
i want to focus now
i need to get things done
time to work
let's get to work
starting a focus session
half an hour of deep work please
i'm sitting down to study
study time
i want to learn for two hours
help me stay on task
i want to read without looking at my phone
ready to concentrate
one task, no phone, let's go
i need to practise
i'm about to start, keep me steady and focused
focus mode
i have a quiet hour and want to use it
back to work after lunch
i want to finish one thing today
help me start the work day
give me a focus signal
i need a clear head for the next hour
how should i start my study session?
library, desk, coffee, ready
""",
        """
A clear start helps the mind to settle.
Good, one hour and one thing.
Sitting down is the first part, and you have done it.
Focus likes a simple beginning.
It is a good time for one clear task.
You are ready, so keep it simple.
Quiet minutes like these are worth using well.
One task at a time gives the mind a rail.
Your attention has somewhere to go now.
A calm start makes the work lighter.
Here begins a stretch of clear work.
The plan is simple, and simple works.
""",
        """
Write down the one thing that you want to finish.
Set a timer for twenty-five minutes.
Put the phone in a drawer.
Take three even breaths and start.
Open only what you need.
Sit up, feet on the floor, and begin.
Start with the part that is clear to you.
Put a glass of water next to you.
Pick a finish line for the first half hour.
Start slowly and let it get easier.
Begin with two easy minutes to warm up.
Tell the people around you that you are busy for a while.
Keep a scrap of paper for stray thoughts.
Look at the clock once, then let it be.
Do the first step now and the second after it.
""",
        """
i want to {inf}
i need to {inf} now
time to {inf}
i have an hour to {inf}
i have to {inf} today
about to start {ger}
help me stay focused while {ger}
today is for {np}
sitting down with {np} now
i want to get {np} done today
back to {np} after the break
one hour of {ger}, let's go
i need focus for {np}
any tip before i {inf}?
""",
        """
A clear start helps with {np}.
Good, some time only for {np}.
{Ger} goes best with one clear goal.
To {inf}, the mind likes a simple beginning.
{Np} can have your whole attention now.
One quiet stretch of {ger} is worth a lot.
You are ready for {np}, so keep it simple.
""",
    ),
)

REST = (
    _state(
        "tired",
        "rest_state",
        """
i'm tired
so tired
i'm really tired today
dead tired
tired to the bone
i feel worn out
my body is heavy
my eyes hurt, i'm so tired
long day
what a long day
i have no energy left
i'm done in
my legs are tired from standing all day
i yawned through the whole evening
i just want to lie down
pretty beat
it was too much today, i'm tired
knackered
my feet are killing me
my head is tired of thinking
i could fall asleep standing
all the errands are done and so am i
i need a rest
tired, but a good tired
""",
        """
Being tired is the body asking for rest.
That sounds like a long day.
You may be tired now.
Tiredness is allowed to be slow.
Your body has done enough for today.
A heavy body wants to be put down somewhere soft.
It was a lot, and now it can get less.
Rest is the next thing, and it is enough.
So tired, and no need to fight it.
The day may end here if it can.
Worn out is a clear signal.
You can let the speed drop now.
""",
        """
Lie down for ten minutes and do nothing.
Put your feet up for a while.
Close your eyes and let your face go soft.
Take off your shoes and wiggle your toes.
Turn the lights down a little.
Let your shoulders sink with the next breath.
Leave the dishes for tomorrow.
Drink something warm, slowly.
Lean back and let the chair carry you.
Breathe out longer than you breathe in.
Put the phone away and rest your eyes.
Wash your face with warm water.
Go to bed a little earlier tonight.
Cover yourself with a blanket.
Let one thing on the list fall off.
""",
    ),
    _state(
        "sleepy",
        "rest_state",
        """
i'm sleepy
so sleepy
sleepy head here
my eyes are falling shut
yawn
i can hardly keep my eyes open
i'm nodding off
getting drowsy
i almost fell asleep on the sofa
warm and sleepy after the bath
half asleep already
zzz
i'm dozing off
the pillow is calling
eyelids heavy
it's late and i'm sleepy
the book just fell on my face
ready to drop off
one foot in dreamland
big yawn, small me
sleepy, but in a nice way
i feel all soft and sleepy
i dozed through half of the film
can you send me off to sleep?
""",
        """
Sleep is already close.
Heavy eyelids are a good sign.
Let the sleepiness come.
Drowsy is a soft place to be.
Your body knows the way to sleep.
Good, nothing else needs you now.
Sleepy is a fine way to end the day.
The pillow may have you now.
You need not stay awake for anything.
Slow and soft, that is enough.
Sleep comes by itself from here.
The day is fading by itself.
""",
        """
Let your eyes close and stay closed.
Sink a little deeper with each breath out.
Put the phone face down and let go.
Pull the blanket up to your chin.
Let your hands get heavy.
Count five slow breaths, or fewer.
Turn off the last light.
Let your jaw and your forehead soften.
Feel the pillow hold your head.
Breathe out and drift.
Move to your bed before the sofa wins.
Let every thought float past.
Make the room dark and a bit cool.
Lie on your favourite side.
Let the breath get small and slow.
""",
    ),
    _state(
        "exhausted",
        "rest_state",
        """
i'm exhausted after work
work drained me today
just got home and i'm finished
came home from work and fell onto the bed
twelve hours on my feet
ten hours at the screen, my brain is mush
my shift is over and i can't think
meetings all day, i'm empty
i gave everything at work today
home at last, dead on the sofa
overtime again, totally spent
the customers were hard today and i'm worn out
after this week i have nothing left
friday evening and i'm a wreck
my head is buzzing from work and i'm exhausted
i carried boxes all day
the kitchen was crazy tonight, i'm wiped out
late shift over, feet burning
i worked through lunch and now i'm hollow
i'm too tired to cook
the kids drained me, the job drained me
burnt to a crisp, this day
completely drained
all my energy stayed at the office
""",
        """
Work took a lot out of you today.
You are home, and the work can stay outside.
After such a day, empty is understandable.
That was a full day, and now it is over.
Exhausted means that you gave enough.
The shift is done, and nothing more is asked of you.
A drained body needs quiet before anything else.
Such a day leaves the head full and the body empty.
You can stop being useful for today.
It is time to let the work go.
The evening may be very small tonight.
So much effort, and now some rest.
""",
        """
Change into something soft.
Sit down for five minutes before anything else.
Take a warm shower and let the day run off.
Eat something simple, bread is fine.
Put the work bag where you cannot see it.
Lie on the floor with your legs up on a chair.
Turn off the work messages until tomorrow.
Close your eyes and take ten slow breaths.
Drink a big glass of water.
Let the evening have no plan.
Dim the light and put your feet up.
Say out loud: done for today.
Rub your hands warm and lay them over your eyes.
Let the sofa carry you for a while.
Go to bed as early as you like.
""",
    ),
    _state(
        "bed",
        "rest_state",
        """
going to bed
i'm going to bed now
off to bed
bedtime
time for bed
i'm in bed now
lights out
lights are off, phone is down
teeth brushed, pyjamas on
under the blanket already
just turned off the lamp
heading to sleep
time to sleep
i want to sleep now
about to sleep
last thing before sleep
alarm is set, good to go
the window is open, the blanket is warm
i'm lying down now
early night tonight
help me end the day softly
one soft touch before sleep please
i finished my page and now i close my eyes
the dog is at my feet and the light is out
tucked in
""",
        """
A good time to let the day go.
Bed is the right place now.
The day is done, and the night may carry you.
Everything else can wait until morning.
Nothing more to do today.
The dark is soft, and you are safe to rest.
You can put the whole day down now.
It is time for quiet.
The blanket can do the rest.
Let the night begin slowly.
Sleep may come in its own time.
Warm bed, dark room, that is all you need.
""",
        """
Breathe out slowly and let the mattress hold you.
Let your eyes close.
Let your feet get heavy, then your legs.
Think of one good thing of today, then let it go.
Turn onto your favourite side.
Put the phone out of reach.
Let your breath get longer each time.
Unclench your jaw and rest your tongue.
Feel the weight of the blanket.
Count your breaths down from ten.
Let your hands open.
Listen to the quiet of the room.
Let tomorrow be tomorrow.
Sink into the pillow a little more.
Follow your breath until you lose it.
""",
    ),
    _state(
        "winding",
        "rest_state",
        """
winding down
i want to wind down
trying to unwind
slowing down for the evening
tea, candle, quiet music
how can i wind down tonight?
i want to come down from the day
i'm switching off for tonight
evening, finally
the kids are in bed, now it's my time
i need to switch off my head
relaxing evening at home
sofa, blanket, nothing else
taking a warm bath
the work is over, i want to let go
i'm reading a bit before sleep
getting cosy for the night
quiet evening, i want to keep it slow
i'm putting the day away
the screens are off
i want to end the day gently
soft music and dim light
evening walk done, now slowly to rest
help me to unwind please
""",
        """
A slow evening does good.
Now the day may get quieter.
Winding down is a gentle slope, not a stop.
The evening has room for you.
It is good to let things fade.
Slower now, and then slower again.
The busy part is over.
Your evening can be small and soft.
Letting go takes a little time.
A quiet evening is a good close.
The head can follow the body into rest.
It is time to turn everything down a notch.
""",
        """
Dim one more light.
Breathe out slowly, three times.
Put the phone away for the rest of the evening.
Drink something warm in small sips.
Write tomorrow's first task down, then close the book.
Stretch your neck gently to both sides.
Take a warm shower or bath.
Read two pages of something easy.
Let your shoulders drop.
Listen to one quiet song to the end.
Put on soft clothes and warm socks.
Look out into the dark for a minute.
Tidy one small thing, then leave the rest.
Rub your hands slowly, one with the other.
Sit still until the tea is cool.
""",
    ),
    _state(
        "finished",
        "rest_state",
        """
done for today
finished for the day
i'm done
that's it for today
work is over
laptop closed
calling it a day
i just closed the laptop
last mail sent, finally done
everything is done
end of the day
i finished everything on my list
clocking out
my shift is over
the weekend starts now
day's work done
all done, nothing left to do
the last guest left, the door is locked
school is out for today
i've put away the tools
dishes done, floor clean, finished
pens down
ready to stop for today
wrapped up for today
""",
        """
Done is a good word.
The work is finished, and you may stop.
That is enough for today.
A good time to close the day.
You can put it all down now.
The list is quiet, and so may you be.
The day's work is behind you.
Finished, and now some rest.
Well, the evening belongs to you.
It is good to end a day on purpose.
Nothing more has to happen today.
You have reached the end of the day.
""",
        """
Stretch once and leave it all where it is.
Let out a long breath.
Put your things away and close the door on it.
Walk a few steps without a goal.
Say out loud: that was today.
Let your hands rest for a minute.
Turn off what can be turned off.
Sit down with something warm.
Shake the day out of your arms.
Look at something far away.
Let your shoulders come down.
Take the slow way to the sofa.
Note one thing that went well, then let it go.
Change your shirt and change the mood.
Enjoy one minute of nothing.
""",
    ),
    _state(
        "goodnight",
        "rest_state",
        """
good night
goodnight
night night
nighty night
sleep well
good night, see you tomorrow
good night and thank you
say good night to me
sweet dreams
wish me a good night
good night, world
that's it from me, good night
see you in the morning
good night, talk tomorrow
time to say good night
have a good night
going to sleep, good night
i'm off, night
a last good night before i sleep
good night, it was a nice day
night, i'm turning off the light
good night, my little phone
sleep tight
till tomorrow then, good night
""",
        """
Good night.
Sleep well.
Good night, and a soft landing.
Good night, rest well.
Sweet dreams.
Good night to you.
A quiet night to you.
Good night, the day is done.
Sleep softly.
Good night, see you tomorrow.
Rest well tonight.
Good night, let it all go now.
""",
        """
Let your eyes close and your breath slow down.
Tomorrow can wait.
Let the pillow carry your head.
Take one long breath out into the dark.
Put the phone down and sink in.
Let the day drift away.
Let your hands get heavy and warm.
Pull the blanket close.
Turn off the light and let go.
Let one good picture go with you.
Breathe out, and that is all.
Let the quiet do the rest.
Leave every worry at the edge of the bed.
Get comfortable and stay there.
Let the night hold you gently.
""",
    ),
    _state(
        "goodbye",
        "rest_state",
        """
bye
goodbye
bye bye
see you
see you later
i have to go now
gotta go
talk to you later
that's all for now, thanks
thanks, that was nice, bye
until next time
take care
i'm leaving now, bye
logging off
so long
ok bye
have a nice day
thank you, that's it for today
i'll be back tomorrow
catch you later
i'm off, see you soon
ciao for now
time to go, thanks for the company
leaving the screen now, bye
""",
        """
Goodbye for now.
See you soon.
Take care.
Until next time.
Bye, and a good rest of the day.
Thank you for stopping by.
It was good to have you here.
Goodbye, take it gently.
See you next time.
Bye for now.
Take good care of yourself.
All right, until later.
""",
        """
Take one slow breath as you go.
Let your shoulders drop on the way.
Look up from the screen and into the distance.
Go gently into the next thing.
Leave the phone in your pocket for a while.
Take your time on the way.
Drink some water before you go on.
Roll your shoulders once, then go.
Let the rest of the day be kind.
Rest your eyes for a moment.
Enjoy a quiet minute after this.
Let your hands relax.
Step outside and take in some air.
Close this and take one quiet breath.
May the rest of it be easy.
""",
    ),
)

STEADY = (
    _state(
        "patience",
        "steady",
        """
i need patience
give me patience
i'm losing my patience
my patience is running out
i'm so impatient
why does it take so long?
it's taking forever
nothing moves forward
my kid asks the same question for the hundredth time
i want it now
i can't stand waiting
slow people drive me mad
i'm trying to stay patient
this is a long road
it will take years, how do i hold on?
progress is so slow
i practise and practise and nothing changes
how do i stay patient?
keep me steady please
i keep checking every two minutes
my toddler takes ten minutes for one shoe
good things take time, they say, but how long?
the computer is updating and i'm about to scream
every day a tiny step, i wish it were faster
waiting is not my strong side
""",
        """
Patience is hard when you care.
Slow things test the nerves.
Waiting without a date is real work.
It moves, even if you cannot see it.
Impatience is energy without a place to go.
A long road is walked at an even pace.
Steady is faster than it looks.
It is fine to be impatient and still wait.
Time seems to stretch when you want something.
You can hold on a little longer.
Slow is not the same as stuck.
An even breath makes waiting lighter.
""",
        """
Put both feet on the ground and breathe evenly.
Count ten breaths before you look again.
Press your hands together for five seconds and let go.
Do one small useful thing meanwhile.
Relax your forehead and your jaw.
Look at how far it has come already.
Walk up and down once, slowly.
Let your hands rest in your lap.
Pick the next time you will check, and not before.
Breathe in for four and out for four.
Name one thing that you can do now.
Let the shoulders sink, the clock will go on.
Do the next little bit and leave the rest to time.
Feel your weight on the ground or the chair.
Tap slowly with one finger, like a calm clock.
""",
    ),
    _state(
        "breathe",
        "calm",
        """
i want to meditate
help me meditate
let's breathe
breathe with me
i want to do a breathing exercise
guide my breath please
five minutes of meditation
i want to sit in silence for a while
a breathing rhythm please
in and out, slowly
i'm sitting on my cushion
slow breathing please
i want to feel my breath
can you give me a rhythm for breathing?
time for my evening meditation
morning meditation, ten minutes
teach me to breathe slowly
i'd like a mindful minute
one minute of stillness
help me to be here now
yoga is over, now the quiet part
i want to relax my whole body
a body scan please
how do i start to meditate?
four seconds in, four seconds out please
""",
        """
Yes, let us breathe.
A few quiet minutes will do good.
Stillness can begin right here.
Good, we keep it simple.
Your breath is always there to return to.
Sitting still is enough.
Slow breathing tells the body that it may rest.
There is nothing to get right.
A quiet minute is a good minute.
The breath can lead, and you follow.
Let us go slowly.
This is a good moment to settle.
""",
        """
Breathe in for four and out for six.
Follow one breath from beginning to end.
Let your belly rise and fall by itself.
Count ten breaths, then begin again at one.
Notice the air at the tip of your nose.
Rest your hands on your knees and soften your eyes.
When thoughts come, let them pass and return to the breath.
Feel where your body touches the ground.
Let each breath out be a little longer.
Start at the feet and let each part get heavy.
Sit tall and let the shoulders hang.
Put one hand on your belly and feel it move.
Listen to the room, then to your breath.
Let the next three breaths be slow and easy.
""",
    ),
    _state(
        "break",
        "calm",
        """
taking a break
i need a break
short break
coffee break
time for a pause
five minute break
i'm stepping away from the desk
lunch break at last
break time
i worked for two hours without stopping
pause, please
i want to rest for ten minutes
quick rest between two meetings
i need a breather
i need a moment for myself
the kids nap, i have twenty minutes
how do i make the most of a short break?
tea break
between two classes now
sitting on a bench in the sun for a minute
time out
i'm on my break and want to really relax
a minute of nothing, please
my head needs a pause
""",
        """
A break is well placed here.
Good, a pause.
Resting for a moment is part of the work.
These few minutes belong to you.
Stepping away clears the head.
A short pause can go a long way.
It is good that you stop for a moment.
Nothing has to happen in this break.
Your head may go quiet for a bit.
A breather does the whole body good.
The work can wait while you rest.
Pauses make the rest of the day softer.
""",
        """
Look at something far away for a minute.
Leave the screen and stand up.
Take five slow breaths.
Roll your shoulders back a few times.
Walk to a window and open it.
Drink your tea while it is still warm.
Close your eyes for one minute.
Stretch your back and your hands.
Let your arms hang loose.
Step outside and feel the air.
Keep the phone in your pocket for this one.
Eat something and really taste it.
Let your eyes rest on something green.
Sit back and let the chair carry you.
Shake out your wrists.
""",
    ),
)

SPORT = (
    _state(
        "sport",
        "spark",
        """
i need energy for my workout
pump me up
get me moving
fire me up
give me power for the match
gym time
warm up time
match day
the race starts in ten minutes
ready to sweat
last round, give me everything
one more lap
i want to move
the whistle is about to blow
legs heavy, mind willing
the team is counting on me today
help me get off the couch and train
i need a kick before training
last set, come on
on the start line
two more kilometres
let's go, game on
shoes tied, where is my energy?
i want to beat my record today
how do i get energy before training?
""",
        """
Your body is ready to move.
Here comes a bit of energy.
Good, let us wake up the legs.
The spark is there, now give it a direction.
Game on.
A quick lift before you start.
Your legs know what to do.
That is good energy to begin with.
Strong and light, that is the way.
Once you move, the energy follows.
It is time to wake the body.
The first steps bring the power.
""",
        """
Jump on the spot ten times.
Shake out your arms and legs.
Take three strong breaths in through the nose.
Clap your hands and start.
Begin slowly, the speed will come.
Roll your shoulders and bounce on your toes.
Drink a sip of water, then go.
Find a rhythm and stay in it.
Look straight ahead and take the first step.
Swing your arms until they are warm.
Think only of the next minute.
Stand tall, breathe in and go.
Lift your knees ten times.
Put on the song that gets you moving.
Warm up for two minutes before you push.
""",
        """
i need energy for {np}
pump me up for {np}
give me power for {np}
i want to {inf} but i need a kick
about to {inf}, fire me up
too lazy to {inf}, get me moving
{np} in ten minutes, i need a boost
get me ready for {np}
in the middle of {np} and running out of steam
""",
        """
Some energy for {np}, here it comes.
{Np} can start with a small spark.
Before {np}, it helps to wake the body.
To {inf}, you only need the first few steps.
Your body is ready for {np}.
""",
    ),
)

STATES: dict[str, State] = {
    state.name: state for group in (GLAD, QUIET, LOW, FOCUS, REST, STEADY, SPORT) for state in group
}
