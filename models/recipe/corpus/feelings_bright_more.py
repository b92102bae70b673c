"""More subjects by name alone, and closing sentences (data for feelings_bright)."""

from __future__ import annotations

from corpus.feelings_bright_states import rows
from corpus.feelings_bright_subjects import Subject, parts

_JOYS = """
my new bike; my haircut; the pizza we made; my new shoes; the smell of fresh bread; my morning walk; the phone call with my sister; the strawberries; my new glasses;
the picnic; the bonfire; the new playground; my good mark; the compliment from my boss; the hug from my son; the ice cream; the blue sky; my new room; the stars tonight;
the flowers on my desk; a text from my brother; the visit at the zoo; my tidy desk; the fresh sheets; my lunch break in the park; the joke my colleague told; my new recipe;
the swim this morning; the bath; the old photo I found; a smile from a stranger; the first swallow of the year; the hot chocolate; my new plant; the little bakery on the corner;
the concert last night; the weekend with my friends; my grandpa's story; the choir; the game night; my new headphones; the smell of rain; the quiet street; the drawing from my niece;
the train ride along the lake; my new library card; the kind bus driver; the farmers market; my favourite jumper; the evening sun; the surprise in the mail; the video from home;
my dance class; my chess club; the new coach; our street party; the clean river; the soup my dad cooked; the day at the beach; the fireflies; my first class in pottery; our new neighbours;
my new laptop; the cinema; the birthday card; a whole day without rain; the bees on the balcony; the baby goat; my new tattoo; our boat trip; the lantern walk; the pancakes; the moon tonight
"""
_PRIDE = """
my first painting; my essay; the shelf I built; my clean kitchen; my first video; my blog; my first poem; the wall I painted; my new business; my five kilometres; my garden shed; the dress I sewed;
my Spanish; my science project; the dinner I cooked for ten; my first solo trip; my tenth week of training; my first lesson as a teacher; the bike I repaired; my speech at the wedding; my saved money;
my first week at work; the hard talk with my boss; my little brother; my class; my sister; my black belt; my first dive; my podcast; the jump from the high board; my first customer; my website;
my vegetable patch; the snowman we built; my backflip; my good grades; the song I recorded; my first night alone in the tent; my honest no; my exhibition; my volunteer work; our school play
"""
_AHEAD = """
the weekend; dinner with my friends; the museum; the zoo; the theatre tonight; my piano recital; our class trip; the school play; the school dance; the fireworks; the fair; the carnival; our road trip;
the boat tour; the sleepover; my new bike; the new phone; the garden party; the picnic tomorrow; our game night; the lecture; the opening of the shop; the big day; my graduation; the ceremony;
my first concert; the sailing course; the balloon ride; our house party; the brunch on sunday; my massage; the spa day; the ski trip; the canoe tour; the night train; the meteor shower; the open day;
my language course; the workshop; the county fair; our anniversary dinner; the family weekend; my cousin's wedding; the baby shower; the farewell party; the ferry to the island; the book fair; my swim race
"""
_TASKS = """
write the invoice | writing the invoice | the invoice
write the blog post | writing the blog post | the blog post
write my letter | writing my letter | my letter
write the minutes | writing the minutes | the minutes
edit the video | editing the video | the video
edit my photos | editing my photos | my photos
check the numbers | checking the numbers | the numbers
finish the budget | finishing the budget | the budget
do the accounts | doing the accounts | the accounts
draw the plan | drawing the plan | the plan
learn my lines | learning my lines | my lines for the play
learn chemistry | learning chemistry | the chemistry chapter
learn history | learning history | the history notes
study biology | studying biology | my biology notes
study for the driving test | studying for the driving test | the driving theory
revise grammar | revising grammar | the grammar exercise
do my physics worksheet | doing my physics worksheet | my physics worksheet
prepare for the interview | preparing for the interview | the interview
prepare for the quiz | preparing for the quiz | the quiz
read the article | reading the article | the article
read the contract | reading the contract | the contract
read the manual | reading the manual | the manual
review the draft | reviewing the draft | the draft
mark the tests | marking the tests | the tests
clean the bathroom | cleaning the bathroom | the bathroom
clean the windows | cleaning the windows | the windows
clean the fridge | cleaning the fridge | the fridge
vacuum the living room | vacuuming the living room | the living room
sort the cellar | sorting the cellar | the cellar
sort my clothes | sorting my clothes | my clothes
empty the dishwasher | emptying the dishwasher | the dishwasher
mow the lawn | mowing the lawn | the lawn
rake the leaves | raking the leaves | the leaves
wash the car | washing the car | the car
go shopping for food | shopping for food | the shopping list
write the shopping list | writing the shopping list | the shopping list
book the tickets | booking the tickets | the tickets
book the appointment | booking the appointment | the appointment
make the phone call | making the phone call | the phone call
send the parcel | sending the parcel | the parcel
return the library books | returning the library books | the library books
update my profile | updating my profile | my profile
write my diary | writing my diary | my diary
practise the drums | practising the drums | the drum pattern
practise the flute | practising the flute | the flute piece
practise my singing | practising my singing | my singing
practise my handstand | practising my handstand | my handstand
practise parking | practising parking | the parking
build the shelf | building the shelf | the shelf
fix the tap | fixing the tap | the dripping tap
hang up the lamp | hanging up the lamp | the lamp
sew on the button | sewing on the button | the button
finish the quilt | finishing the quilt | the quilt
finish the puzzle | finishing the puzzle | the puzzle
write the test cases | writing the test cases | the test cases
answer the letter | answering the letter | the letter
plan the week | planning the week | the plan for the week
plan the lesson | planning the lesson | the lesson
plan the trip | planning the trip | the trip
make the poster | making the poster | the poster
memorise the poem | memorising the poem | the poem
cancel the subscription | cancelling the subscription | the subscription
research my topic | researching my topic | my topic
label the boxes | labelling the boxes | the boxes
"""


def _names(table: str, *states: str) -> tuple[Subject, ...]:
    return tuple(Subject((name.replace(" I ", " i "),), states, (), ()) for name in parts(table))


def _verbs(table: str) -> tuple[Subject, ...]:
    found = []
    for line in rows(table):
        inf, ger, name = (piece.strip() for piece in line.split("|"))
        found.append(Subject((name,), (), (), (), inf, ger))
    return tuple(found)


MORE_JOYS = _names(_JOYS, "happy", "happy", "grateful") + _names(_PRIDE, "proud") + _names(_AHEAD, "excited")
MORE_TASKS = _verbs(_TASKS)

CLOSINGS: dict[str, tuple[str, ...]] = {
    "lively": rows("""
Then see what happens.
The rest will follow.
Small is a good start.
Let it be light.
It need not be perfect.
Off you go.
Keep it simple and see.
"""),
    "glad": rows("""
It is yours to enjoy.
There is no hurry.
Let it stay for a while.
Good moments like to be noticed.
One breath of joy is never wasted.
Keep a little of it for tomorrow.
The rest of the day can wait a second.
Then let the day go on.
It only takes a moment.
Let it be as bright as it is.
"""),
    "rest_state": rows("""
Nothing else has to happen today.
The rest can wait until morning.
That is all there is to do.
Slow is just right.
You may let go now.
Tomorrow will take care of itself.
Rest is enough.
Let it get quiet.
"""),
    "focus": rows("""
The rest can wait.
Only this, only now.
Small is enough.
Then take the next little step.
You need not see the end yet.
One thing at a time.
After that you can decide again.
Good enough is good.
"""),
    "uplift": rows("""
That is enough for a start.
Small counts.
The next step can wait until then.
Be gentle with yourself.
One bit at a time.
You need not do more than that.
It may get lighter from there.
Little by little is fine.
"""),
    "steady": rows("""
Time moves on its own.
Steady is enough.
The next minute will come by itself.
You can do this at your own pace.
One breath, then the next.
Keep it even.
It will not stay like this.
"""),
    "calm": rows("""
There is nothing to get right.
Let it be slow.
That is enough.
The rest can wait.
No need to hurry back.
Let it be easy.
Stay as long as you like.
"""),
    "alert_mild": rows("""
It only takes a moment.
Then it is off your mind.
Better now than later.
After that you can go on.
Then back to the rest.
Now is easier than later.
"""),
}
