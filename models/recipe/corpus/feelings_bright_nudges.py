"""Waiting, reminders, warnings, danger and the small words around them (data for feelings_bright)."""

from __future__ import annotations

from corpus.feelings_bright_states import rows
from corpus.feelings_bright_subjects import parts


def _fields(table: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(parts(field) for field in line.split("|")) for line in rows(table))


# what one waits for or where (after "waiting") | own lines | acts
WAITS = _fields("""
for the bus | the bus is late again; the bus should have been here ten minutes ago; it's cold and the bus does not come | Shift your weight slowly from one foot to the other; Look for the bus only at the corner, not at the clock
for the train | the train is delayed by forty minutes; the board says delayed, again; stuck on the platform | Walk to the end of the platform and back; Sit down and let your bag stand
at the airport | my flight is delayed; four hours at the gate; layover, seven more hours | Walk slowly past the gates once; Watch one plane take off from start to sky
in line at the post office | there are twenty people before me; only one counter is open and the line is long | Stand evenly on both feet; Count the stamps on the wall
at the checkout | the woman in front of me counts coins; longest line in the whole shop, and i'm in it | Loosen your grip on the cart; Take three even breaths before the next step
on hold | the hold music drives me mad; i've been on hold for half an hour; your call is important to us, they say | Put the phone on speaker and let your arm rest; Draw small circles on a scrap of paper
at the clinic | i have been in the waiting room since nine; they said ten minutes, that was an hour ago | Rest both feet flat on the floor; Look at one picture on the wall and find three details
for the results | the results come on friday; no letter yet, i wait for the results | Choose one hour in which you will not think of it; Do one small thing that has an end
for an answer | they still have not answered my application; no reply for two weeks; she has read my message and says nothing | Put the phone away until the next full hour; Write down what you will do whichever answer comes
for the parcel | the parcel should come between eight and six; the delivery is late again | Do one thing within earshot of the bell; Let the window be for a quarter of an hour
in traffic | nothing moves on the motorway; traffic jam, red lights as far as i can see | Loosen your hands on the wheel; Let your shoulders sink and keep your eyes on the road
for my friend | she is always late; i've been at the cafe for half an hour and he isn't here | Order something warm and sit back; Watch the people pass and give one of them a story
for the doctor | the doctor is running late; an hour in this little room with the paper sheet | Let your back touch the chair; Count ten even breaths
for the baby to fall asleep | i've been rocking the baby for an hour; every time i put him down he wakes up | Rock a little slower than before; Let your own breath get long and even
for the download | the download is at eleven percent; the update says three hours left | Stand up and stretch your back; Turn the screen away and water a plant
for the kettle to boil | a watched pot never boils, they say; the water takes ages | Roll your shoulders until it clicks; Look out of the window until you hear it
for the paint to dry | i watch paint dry, really; the paint has to dry overnight | Leave the room and close the door; Clean the brush slowly
for the dough to rise | the dough needs two more hours; it won't rise any faster, i know | Cover it and set a timer; Use the time for one slow cup of tea
for spring | this winter has no end; february is so long | Look for one bud outside; Stand in the light for five minutes
for my turn | number eighty-two, and they are at forty; my turn is in an hour or so | Put the number in your pocket and look around; Sit up straight and let your hands rest
for the rain to stop | it has been raining all day and we want to go out; i'm stuck under a roof | Listen to the drops and find their rhythm; Watch one puddle for a minute
for the weekend | it's only tuesday; the week drags on and on | Take only the next hour; Plan one small thing for this evening
for the plumber | somewhere between eight and four, they said; no water and no plumber | Do one thing near the door; Take an even breath and look again at noon
for the kids to get ready | one shoe on, one shoe gone; we should have left ten minutes ago and they still play | Lean on the wall and take three even breaths; Give them one clear thing to do, only one
at the border | the queue at the border is endless; passport control, nothing moves | Keep the papers in one hand and relax the other; Step forward only when your breath is out
for visiting hours | visiting hours start at three; i sit in the hospital corridor | Hold your bag in your lap and feel its weight; Breathe evenly, and think of your first sentence
""")

WAIT_SAYS = rows("""
i'm waiting {np}
still waiting {np}
i have been waiting {np} for ages
waiting {np}, so slow
i hate waiting {np}
how much longer? i'm waiting {np}
stuck waiting {np}
an hour of waiting {np} and nothing happens
waiting {np} and getting restless
help me get through this, i'm waiting {np}
it's a long wait {np}
""")
WAIT_ACKS = rows("""
Waiting {np} can stretch every minute.
Waiting {np} tests the patience.
It is slow, this waiting {np}.
An even rhythm makes waiting {np} lighter.
Waiting {np} is out of your hands, your breath is not.
A long wait {np} asks for steady nerves.
Time gets sticky when you are waiting {np}.
""")

# what to be reminded of | own lines | acts
REMINDERS = _fields("""
drink water | i haven't drunk anything all day; my glass has been empty for hours; i always forget to drink | A glass of water now will do; Take five sips right away; Fill the glass and put it next to you
drink something | i'm thirsty and keep forgetting it; my mouth is dry, i should drink | Get up and pour yourself something; A few sips now are enough
stand up | i've been sitting for four hours; my back is stiff from sitting; sitting since breakfast | Up you go, stretch once to the ceiling; Stand for one minute and shake your legs; Rise, roll your shoulders, and look around
stretch | my neck is like wood; i have been bent over this desk for hours | Reach up, then let both arms fall; Tilt your head gently to each side
take my medicine | i have to take my pills at eight; did i take my tablet? i always forget; my medicine is on the table | Take it as the label or your doctor says, with some water; Check the pill box before you take it; Put the box where you will see it tomorrow
take my vitamins | the vitamins stand there untouched; breakfast is over and i forgot my vitamins | Take them with a sip of water; Put the box next to your cup
leave the house | i have to leave in five minutes; if i don't go now i miss my bus; i lose track of time before leaving | Keys, phone, bag, and out of the door; Put on your shoes now; Take your coat and go
go to the station | my train leaves in thirty minutes; i must be at the station at ten | Take your bag and start walking; Check the platform on the way, not before
call my mum | i wanted to call mum today; it's mum's birthday and i haven't called | Dial now, five minutes are enough; Ring her before you sit down again
call the dentist | the dentist closes at five; i have needed a dentist appointment for months | Call now and ask for the next free hour; Find the number and press the button
call my friend back | i promised to call him back; three missed calls from my best friend | Ring back now, even for two minutes; Send a short line that you will call tonight
take the tea bag out | my tea is ready; the tea has been steeping for five minutes; i always forget my tea | The tea is ready, lift the bag out; Go now, before it turns bitter
take the pizza out of the oven | the pizza is done; the oven timer rang; it smells ready in the kitchen | Take the oven gloves and get it out; Go to the oven now and switch it off
take the cake out of the oven | the cake has been in for forty minutes; the cake must come out at four | Go and check the cake now; Use gloves and set it on the rack
stir the soup | the soup is on the stove and i'm at my desk; i don't want to burn the soup | Go and stir once, down to the bottom; Turn the heat a little lower and stir
turn off the stove | i think i left the stove on; did i turn the stove off? | Go and check each knob now; Look at the stove before you leave
blow out the candle | the candle is still burning and i'm going to bed; there's a candle in the other room | Go and blow it out now; Blow it out before you do anything else
close the window | the window is open and it starts to rain; i left the window open | Get up and close it now; Check all the windows once
go to the meeting | meeting in five minutes; the meeting starts soon; my call starts at two, i don't want to be late | Take your notes and go; Open the call now and check the sound; Finish this sentence, then get up
look away from the screen | my eyes burn from the screen; i've been staring at the screen for hours; eyes dry, screen bright | Look at something far away for twenty seconds; Close your eyes for ten breaths; Turn your head to the window
put the phone away | i've been on my phone for two hours; i scroll and scroll and it's late | Put it face down and out of reach; Lay it in another room for a while
take a break | i worked through lunch; three hours without a pause | Stand up and leave the desk for five minutes; Close the laptop halfway and breathe out
eat something | i forgot to eat today; it's three and i had no lunch | Get a piece of bread or a fruit now; Eat something small before you go on
go to bed | it's past midnight and i'm still up; i said i'd be in bed at ten | Turn off the screen and brush your teeth; One light less, then off to bed
sit up straight | i'm slumped over the desk again; my posture is terrible | Sit tall, feet flat, shoulders loose; Push your hips back and grow an inch
feed the cat | the cat is meowing at the door; the cat's bowl is empty | Fill the bowl now; Get up and feed that patient cat
walk the dog | the dog is waiting by the door; the dog has been looking at me for an hour | Leash, jacket, door; Go for ten minutes, it does you both good
water the plants | my plants look thirsty; the basil hangs its head | Fill the can and start with the driest one; Give the basil a good drink
pick up the kids | school is out at one; the kids finish in twenty minutes | Save what you do and take the keys; Leave now and walk calmly
take out the rubbish | the bin lorry comes early; the bin is full to the top | Take the bag with you when you go out; Do it now, it takes two minutes
buy bread | the shop closes at eight and we have no bread; no bread for breakfast | Take a bag and go before it closes; Write bread on your hand or a note
take an umbrella | dark clouds and i have to go out; they say it will rain later | Put it by your shoes now; Take it with you when you go
charge my phone | my battery is at five percent; my phone will die soon | Plug it in now; Put it on the charger before you sit down
lock the door | i never know whether i locked the door; leaving now, what did i forget? | Turn the key and try the handle once; Lock it, say locked out loud, and go
put on sunscreen | the sun is strong and i'm outside all day; my nose is already red | Start with your nose and your neck; Find some shade and do it now
breathe out | i hold my breath when i type; i notice that i'm holding my breath | Let one long breath go; Breathe out slowly, then go on
turn the alarm on | early flight and i must not oversleep; i have to be up at five | Set it now and one more five minutes later; Put the alarm across the room
""")

REMIND_SAYS = rows("""
remind me to {inf}
please remind me to {inf}
give me a nudge to {inf}
i keep forgetting to {inf}
don't let me forget to {inf}
tap me so that i {inf}
i need to {inf}
i should {inf} now
nudge me, i want to {inf}
a small tap please, i have to {inf}
can you remind me to {inf}?
i need a reminder to {inf}
i have to {inf}, poke me
quick reminder please: {inf}
tell me to {inf}
could you give me a little buzz so i remember to {inf}?
""")
REMIND_ACKS = rows("""
Time to {inf}.
Here is a small reminder to {inf}.
A little nudge to {inf}.
Now is a good moment to {inf}.
Here is your nudge, time to {inf}.
Please {inf} now.
This is your sign to {inf}.
A gentle reminder to {inf}.
Let us not forget to {inf}.
""")
LATER_SAYS = rows("""
remind me in {when} to {inf}
in {when} i have to {inf}, remind me
tap me in {when} so that i {inf}
can you wake me up in {when}? i have to {inf}
i must {inf} in {when}, please tell me then
""")
LATER_WHEN = (
    "ten minutes",
    "five minutes",
    "half an hour",
    "an hour",
    "twenty minutes",
    "two hours",
    "a quarter of an hour",
    "forty minutes",
)
LATER_ON = rows("""
I cannot keep time by myself, so set a timer for {when}. Here is a first small tap to {inf}.
A timer for {when} will be more reliable than I am. This tap is your nudge to {inf} then.
I do not watch the clock, so please set an alarm for {when}. Take this tap as a note to {inf}.
In {when} you want to {inf}. I have no clock, so set a timer now, and let this tap be the first reminder.
""")
LATER_OFF = rows("""
I cannot keep time by myself, so set a timer for {when}. Then you will remember to {inf}.
A timer for {when} will be more reliable than I am. Give it the name of what you want: {inf}.
I do not watch the clock, so please set an alarm for {when} and write next to it: {inf}.
In {when} you want to {inf}. I have no clock, so set a timer now, before you go on.
""")

# what people say when they want to be kept awake or told | replies
ALERTS = _fields("""
alert me; give me a small alert; ping me; poke me; tap me; give me a tap; buzz me gently; a gentle alert please; just a quick tap please | Here you are, a small tap. Look up once and see what matters now; A light tap for you. Sit up, breathe in and look around; This is your little alert. Take it as a sign to check what comes next
i want to be alerted; keep me alert; i need to stay alert; i must not doze off; keep me awake in this lecture | Stay with it, a small nudge helps. Sit up and take one deep breath; A little alert for you. Put both feet down and look up; Being alert starts with the body. Sit tall, blink a few times and drink some water
tap me when it's my turn; tell me when the bus comes; let me know when someone is at the door; warn me when the baby wakes up | I cannot see or hear that from here. Here is a small sign to keep an eye on it yourself; That is out of my sight, so please stay near. Take this as a nudge to look up now and then
i keep zoning out, wake me; hey, wake me up from this daydream; i drifted off, bring me back to the moment | Back to here. Look up, blink twice and name what is in front of you; A small nudge back. Feel your feet and take one clear breath
time check please; is it time to go?; should i get going?; am i late? | I do not see a clock from here, so take one look at yours. If it is time, stand up and go; A quick look at your clock will tell. If it is close, take your things now
""")

# small warnings of everyday life | replies
CAUTIONS = _fields("""
the smoke alarm chirps once a minute; my smoke detector beeps every minute, is the battery low?; the fire alarm gives a short peep now and then | A single chirp now and then usually means a weak battery. Check that there is no smoke, then change the battery today; Short chirps often ask for a new battery. Look around once for smoke, then replace it soon
the milk is about to boil over; the pot is boiling over; the pasta water is foaming up | Quick, turn the heat down and lift the lid. Mind the steam; Take the pot off the heat now. Use a cloth for the handle
the pavement is icy; there's ice on the road today; the stairs are wet and slippery | Careful, small and flat steps. Keep one hand free for the rail; Slow down, it is slippery. Put the whole foot down with each step
i'm walking and looking at my phone; i'm crossing the street with my phone in my hand; i text while walking | Eyes up, please. Put the phone away until you are across; Look up and left and right first. The message can wait
there's a step i always trip over; it's dark in the cellar and i can't see the stairs; low beam, i always hit my head there | Careful here. Turn on a light and take it slowly; Slow down for that spot. Put a hand on the wall and go step by step
storm warning for tonight; a thunderstorm is coming; they say there will be strong wind later | Good to know in time. Close the windows and bring in what could fly away; Get things inside before the storm. Stay in once it begins
the pan is very hot; careful, hot oven; my tea is too hot to drink | Careful, hot. Use a cloth and give it some time; Keep your fingers away and let it cool. A few minutes are enough
my battery is almost empty and i'm still out; two percent left on my phone | Send the one message that matters, then save the rest. Tell somebody where you are; Turn the screen dark and keep the last bit. Find a charger on your way
i left my bag on the train seat; i think i forgot my bag in the cafe; my jacket is still in the restaurant | Turn back now, it may still be there. Call the place on your way; Go back or call them right away. Say what it looks like and where you sat
the fuel light is on; the tank is almost empty; the car shows a yellow light | A small warning in good time. Plan the next stop and drive gently; Take the next station on your way. No hurry, but do not wait too long
fire drill at work today; the fire drill starts in ten minutes; they test the sirens today | Good to know that it is a drill. Note the nearest exit and walk calmly; Only a test, and a good one. Look once for your way out
i'm about to send an angry email; my finger is on send and i'm furious; should i send this angry text now? | Stop for one moment before you send. Save it as a draft and read it again in an hour; A small stop sign here. Let the mail wait until you had some air
i cut my finger a little; small cut from a paper, it bleeds a bit; i burned my finger on the pan, only a little | Careful with that finger. Hold it under clean water, and see somebody if it does not get better; Ouch. Cool or clean it with water for some minutes, and ask for help if it looks bad
""")

# real danger | replies of their own
DANGERS = _fields("""
the smoke alarm is beeping; the smoke alarm went off and i smell smoke; our smoke alarm is screaming and there is smoke; smoke detector won't stop, the hall is full of smoke; the fire alarm is ringing and it smells burnt | Get out now and close the doors behind you. Call the emergency number from outside; Take it seriously and leave the house now. Stay low if there is smoke, and call the emergency number once you are out; Leave everything and go outside with everyone. Then call the emergency number
i smell gas; it smells of gas in the kitchen; there's a strong smell of gas in the hallway; gas smell in my flat, what do i do?; i think the gas is leaking | Gas is dangerous. No light switch, no flame, go outside now and call the emergency number from there; Leave the building now and do not touch any switch. Call the gas emergency line or the emergency number from outside; Get everyone out now. Touch no switch, no bell and no lighter, and call the emergency number from outside
there's a fire in the kitchen; the kitchen is burning; my stove is on fire; the curtain in the kitchen caught fire; fire! the kitchen is on fire; something is burning in the kitchen and the flames are high | Get out of the kitchen, close the door and leave the house. Call the emergency number now; Leave now and take everyone with you. Shut the door behind you and call the emergency number from outside; Fire spreads fast. Go outside right away, do not go back for things, and call the emergency number
the pan is on fire; the oil in the pan is burning; grease fire on my stove | Never use water on burning oil. If it is not small and safe to cover with a lid, get out, close the door and call the emergency number; No water on the oil. Turn off the heat only if you can reach it safely, leave the kitchen, close the door and call the emergency number
the house is on fire; our house is burning; the flat below us is on fire; my neighbour's house is burning; flames are coming out of the window next door | Get out now if the way is clear, and warn the others as you go. Call the emergency number at once; Leave the house now, take the stairs and not the lift. Call the emergency number from outside
there is smoke in the stairwell; the staircase is full of smoke; smoke comes under my door | Do not go into the smoke. Close the door, seal the gap with wet cloth, go to the window and call the emergency number; Stay behind the closed door if the stairs are full of smoke. Call the emergency number and show yourself at the window
the carbon monoxide alarm is beeping; the co alarm went off; carbon monoxide alarm, and i have a headache | Go out into the fresh air now, everybody. Call the emergency number from outside and do not go back in; You cannot smell this gas, so trust the alarm. Leave now and call the emergency number outside
sparks are coming out of the socket; the power outlet is smoking; the cable is burning; the washing machine is smoking | Do not touch it and use no water. Leave the room, and cut the power at the main switch only if that is safe, then call the emergency number; Stay away from it and get everybody out. Call the emergency number once you are safe
my battery pack is smoking; the e-bike battery is hissing and hot; my phone is swelling up and smoking | Move away from it right now and do not touch it. Get out, close the door and call the emergency number; Keep your distance, the fumes are bad. Leave the room with everyone and call the emergency number
the car is on fire; smoke is coming out of my engine; our car is burning on the motorway | Stop, switch off, get everybody out and far away from the car. Then call the emergency number; Leave the car now and go behind the barrier. Call the emergency number and do not open the hood
there has been an accident; there was a car crash in front of me; someone was hit by a car; a cyclist was hit and lies on the road | Make yourself safe first, then call the emergency number now. Stay with the person and keep them warm; Call the emergency number at once and say where you are. Warn the traffic only if you are safe yourself
someone is unconscious; my husband collapsed and does not answer; a man fell down and isn't breathing; my mother is not breathing; grandpa passed out and i can't wake him | Call the emergency number now and put it on speaker. They will tell you step by step what to do; Shout for help and call the emergency number at once. Stay with the person and follow what they tell you
my baby is choking; my friend is choking; he can't breathe, something is stuck in his throat | Call the emergency number now or let somebody call. Stay with them and do what the helper on the line says; Get help this second, call the emergency number on speaker. Follow each step they tell you
strong chest pain and my arm is numb; my father has chest pain and can't breathe well; i have a crushing pain in my chest | This needs help now. Call the emergency number at once, sit down and unlock the door; Call the emergency number right away. Sit, stay as still as you can and do not stay alone
her face hangs on one side and she can't speak; my dad suddenly can't move his arm and talks funny; i think my aunt is having a stroke | Every minute counts, call the emergency number now. Note the time when it began and stay with the person; Call the emergency number at once, do not wait for it to pass. Keep the person lying safely and stay there
my throat is swelling after a bee sting; my friend is allergic and her lips are swelling; i ate nuts and now i can't breathe well | Call the emergency number now. Use the emergency pen if there is one, and do not stay alone; That can get worse fast, so call the emergency number right away. If you have an emergency pen, use it as you were shown
he is bleeding badly; there is so much blood; i cut myself deeply and it won't stop bleeding | Press a clean cloth firmly on it and keep pressing. Call the emergency number now; Press hard on the wound and do not let go. Have somebody call the emergency number at once
my child drank cleaning fluid; my toddler swallowed pills; the little one ate something from under the sink | Call the emergency number or the poison line now. Keep the bottle at hand and do not make the child vomit; Get help on the phone right now, the poison line or the emergency number. Take the package with you and stay close
the water is rising fast; our street is flooding; water is coming into the cellar and the power is on; flash flood warning right here | Go up to a higher place now and stay out of the water. Call the emergency number if you are trapped; Leave the low rooms now, water and power are deadly together. Go upstairs and call the emergency number
the ground is shaking; earthquake, everything is moving; strong earthquake right now | Drop down, get under something sturdy and hold on. Stay there until it stops, then go out carefully; Get down, cover your head and hold on. Keep away from windows until it is over
forest fire close to our house; the hill behind us is burning; wildfire, i see flames over the trees | Leave now, do not wait to see. Follow the official way out and call the emergency number if it is blocked; Go now, take people and animals, nothing else. Call the emergency number if you cannot get away
someone is breaking into my house; there is a stranger in my flat; i hear glass breaking downstairs and i'm alone | Get out or lock yourself in, and stay quiet. Call the emergency number now; Go to a safe room, lock it and call the emergency number. Do not go and look
a man is following me; someone is following me in the dark; a stranger follows me from the station | Go where there are people and light, now. Call the emergency number and stay on the line; Walk into the nearest open shop or house. Call the emergency number and say where you are
tornado warning, sirens outside; the sirens are howling and the sky is green; tornado is coming our way | Go to the lowest inner room now, away from windows. Cover your head and stay until it is over; Get down to the cellar or an inner room right now. Take a phone and stay away from glass
a child fell into the water; somebody is drowning; the boy is in the lake and can't swim | Call the emergency number and shout for help now. Throw something that floats, and do not go in without help; Throw a ring, a rope or a branch right away. Have somebody call the emergency number this second
someone broke through the ice; my dog and i are on thin ice and it cracks; the ice is cracking under me | Lie flat and crawl back the way you came. Shout for help and call the emergency number; Stay flat and off the edge. Call the emergency number now, and reach out only with something long
lightning is striking all around us and we are on the field; thunderstorm right above us on the mountain | Get off the open ground now, into a house or a car. Keep away from single trees and crouch low if you must wait; Leave the open place at once and stay away from trees and metal. Go into a car or a building as fast as is safe
my brakes don't work; the brakes failed on the hill; i can't stop the car | Hazard lights on, shift down and use the hand brake gently. Steer to where it goes uphill, and call the emergency number once you stand; Stay on the wheel, shift down and pull the hand brake little by little. Roll out at the side and call for help
a car is coming straight at us; watch out, a car; there's a truck coming at me fast | Move out of the way now. Get off the road, then breathe; Off the road, now. Look again only when you are safe
the boat is taking on water; our boat is sinking; the boat turned over and we are in the water | Life jackets on, everybody stays together. Call the emergency number or send the distress call now; Hold on to the boat and stay together. Call for help now by radio or phone
the lift is stuck and it smells of smoke; we are trapped in the lift with smoke | Press the alarm and call the emergency number now. Stay low and tell them that you smell smoke; Call the emergency number at once and say where you are. Sit low and cover mouth and nose with cloth
my diabetic brother is shaking and hardly awake; she has a seizure and doesn't stop; he is having a seizure | Call the emergency number now. Make room around the person, put nothing in the mouth and stay there; Get help at once, call the emergency number. Keep hard things away, note the time and stay close
""")
DANGER_LEADS = (
    "",
    "",
    "This is urgent.",
    "Act now.",
    "Please act right away.",
    "This is an emergency.",
    "Do not wait.",
    "Listen closely.",
)
DANGER_TAILS = (
    "",
    "",
    "",
    "what do i do?",
    "help",
    "help me",
    "please help",
    "quick",
    "what now?",
    "i don't know what to do",
    "hurry",
    "this is real",
)

# says that need an answer of their own | replies, by emotion
PINNED: tuple[tuple[str, str, str], ...] = (
    (
        "uplift",
        "long drive home and i need to stay awake; i'm driving and getting sleepy; three more hours on the road and my eyes are heavy",
        (
            "Sleepy at the wheel is a sign to stop. Pull over at the next safe place and rest for twenty minutes; "
            "Your safety comes first. Stop at the next safe place, walk a few steps and take a short nap"
        ),
    ),
    (
        "soothe",
        "i'm happy but also a bit sad; today was lovely and now i could cry; happy tears and i don't know why; it's a beautiful goodbye, but a goodbye",
        (
            "Glad and sad can sit side by side. Lay a hand on your chest and let both be there for three breaths; "
            "Such mixed tears are soft ones. Let them come, and keep one good picture of the day"
        ),
    ),
    (
        "calm",
        "i'm excited but also nervous; so excited that my belly hurts; too excited to sit still and i want to calm down; my heart races with joy",
        (
            "Excitement and nerves live next door to each other. Breathe in for four and out for six, and let it settle a little; "
            "That is a lot of good energy at once. Plant both feet, breathe out slowly, and keep the joy"
        ),
    ),
    (
        "calm",
        "i'm too excited to sleep; i can't sleep, tomorrow is the big day; wide awake because of tomorrow, in a good way",
        (
            "Tomorrow is already humming in you. Breathe out longer than you breathe in, and let the bed hold the waiting; "
            "A happy head may be loud at night. Write down one thing for tomorrow, then count slow breaths"
        ),
    ),
    (
        "spark",
        "this concert was fire; the party was fire; that song is fire; our show was lit; the crowd was on fire tonight",
        (
            "That sounds like a night with real spark. Keep the best minute of it and play it once more in your mind; "
            "What a burning good time. Hum the tune that stayed and let your feet answer"
        ),
    ),
    (
        "uplift",
        "i'm proud but nobody noticed; i did so much today and nobody saw it; nobody said well done",
        (
            "It counts, even if nobody saw it. Say to yourself once: I did that, and it was good; "
            "Being unseen can dull the joy. Write down what you did, and show it to one kind person"
        ),
    ),
)

DISTRACTIONS = (
    "checking my phone",
    "opening my phone",
    "scrolling",
    "watching videos",
    "reading the news",
    "looking out of the window",
    "texting my friends",
    "cleaning the bathroom",
    "making tea",
    "playing games",
    "looking up random things",
    "daydreaming",
    "sorting my pens",
    "shopping online",
    "petting the cat",
    "raiding the fridge",
)
DISTRACTED_ACKS = rows("""
So it was {dist}, and now back to {np}.
{Dist} is easier than {ger}, that is all.
{Dist} instead of {ger} happens to nearly everybody.
You noticed the pull of {dist}, and that is the way back to {np}.
It is {dist} that pulls, and {np} that waits. | s
{Dist} may wait a little while you {inf}.
""")

LEADS = ("",) * 14 + ("hey, ", "hi, ", "so ", "well, ", "oh, ", "ok, ", "honestly, ", "hello, ", "you know, ")
GLAD_LEADS = (
    "guess what, ",
    "you won't believe it, ",
    "good news, ",
    "yes! ",
    "hooray, ",
    "omg ",
    "wow, ",
    "finally, ",
    "listen, ",
    "great news: ",
)
ASK_TOUCH = (
    "can i feel that?",
    "let me feel it",
    "send me a fitting touch",
    "a little vibration for it please",
    "give me something to feel",
    "can you make it buzz a little?",
    "haptics please",
    "a soft tap would be nice",
    "something in my hand to go with it?",
    "let my hands feel it too",
)
TOUCH_NOTES: dict[str, tuple[str, ...]] = {
    "spark": (
        "A small lively touch goes with it.",
        "Here is a little sparkle for your hands.",
        "Feel a light, bright touch with it.",
    ),
    "uplift": (
        "A light touch goes with it.",
        "Here is a gentle lift for your hands.",
        "Let the soft touch carry you a little.",
    ),
    "rest_state": (
        "A soft touch may fade out with you.",
        "Let the touch get quiet with you.",
        "A slow, soft touch comes with it.",
    ),
    "focus": (
        "Let the even touch mark the start.",
        "The touch marks your first minute.",
        "Here is a clear little signal to begin.",
    ),
    "steady": (
        "Let the even touch keep the time.",
        "A steady touch goes with you.",
        "Follow the even rhythm in your hand.",
    ),
    "calm": (
        "Let your breath follow the slow touch.",
        "A slow touch goes with it.",
        "Breathe with the touch in your hand.",
    ),
    "alert_mild": ("This tap is for you.", "Here is the tap.", "A light tap goes with it."),
}

SECOND_THANKS = rows("""
thanks
thank you
thank you so much
thanks, that's nice
thanks, that helps
nice, thank you
aw, thanks
that was kind, thank you
thank you, i needed that
cool, thanks
lovely, thanks
""")
SECOND_DONE = rows("""
ok, done
i did it
did that, what now?
done, feels good
i tried it
just did it
that worked
ok i'm doing it right now
good idea, i did that
that helped a bit
i did it and it was nice
""")
SECOND_MORE = rows("""
what else could i do?
another idea?
something else?
and what else?
got one more?
one more idea please
i already did that, what else?
tell me one more thing
hm, anything else?
and then?
""")
SECOND_CANT = rows("""
i don't want to
not now
i can't do that here
that's too much for me right now
hm, not my thing
i don't feel like it
maybe later
too tired for that
no, something easier please
i'm at work, i can't do that
""")

THANKS_REPLIES: dict[str, tuple[str, ...]] = {
    "lively": rows("""
You are welcome. Off you go.
Gladly. See what comes of it.
You are welcome. Follow it for a little while.
With pleasure. Let the first small thing lead.
Any time. Let it be light.
"""),
    "glad": rows("""
You are welcome. Enjoy every bit of it.
Gladly. Let the good feeling stay for a while.
You are welcome. Carry the smile into the rest of the day.
With pleasure. It is good to share a bright moment.
Any time. Keep one small piece of this for a grey day.
You are welcome. May the joy last.
"""),
    "rest_state": rows("""
You are welcome. Rest well now.
Gladly. Let the quiet take over.
You are welcome. Nothing more to do today.
Any time. Let your shoulders sink and close your eyes.
You are welcome. Sleep softly when it is time.
"""),
    "focus": rows("""
You are welcome. Now back to that one thing.
Gladly. Start small and stay with it.
You are welcome. The first minute is yours.
Any time. One clear step after the other.
You are welcome. Keep the phone away and begin.
"""),
    "uplift": rows("""
You are welcome. One small step is enough.
Gladly. Take it bit by bit.
You are welcome. Be kind to yourself on the way.
Any time. Let the lightness grow slowly.
You are welcome. A little is a good start.
"""),
    "steady": rows("""
You are welcome. Keep an even breath.
Gladly. Time is moving, even now.
You are welcome. Let your feet carry you while you wait.
Any time. Steady does it.
"""),
    "calm": rows("""
You are welcome. Keep the slow breath a little longer.
Gladly. Take the quiet with you.
You are welcome. Come back to your breath when you like.
Any time. Let the next minute be soft.
"""),
    "alert_mild": rows("""
You are welcome. Now go and do it.
Gladly. Up you go.
You are welcome. It takes only a moment.
Any time. Do it now and it is off your mind.
"""),
}
DONE_REPLIES: dict[str, tuple[str, ...]] = {
    "lively": rows("""
Good. Now you are moving, so go on a little.
Nice. Follow it as long as it is fun.
Well done. Notice how much more awake you are.
That is the way. One more round, if you like.
"""),
    "glad": rows("""
Lovely. Let it shine for a bit longer.
Good, that belongs to a day like this.
Nice. Notice how your body feels right now.
Well done. Now enjoy it with nothing else to do.
That is the way. Take one glad breath on top.
"""),
    "rest_state": rows("""
Good. Now there is nothing left to do.
Well done. Let the rest of the day go quiet.
That is enough. Let your body get heavy.
Good, now let your breath slow down by itself.
"""),
    "focus": rows("""
Good, you have begun. Stay with it for ten more minutes.
Well done. Take the next small step right away.
That was the hard bit. Keep going while it moves.
Good start. Do the next little piece, only that.
"""),
    "uplift": rows("""
Well done, that was a real step. Notice it for one breath.
Good. Now the next small thing, or a short rest.
You did it. Let that count.
That is movement. Take it a little further if you like.
"""),
    "steady": rows("""
Good. Do it once more and let the time pass.
Well done. Keep that even pace.
That is the way. Another calm minute is behind you.
"""),
    "calm": rows("""
Good. Stay with the slow breath a little.
Well done. Let the quiet spread.
That is enough. Notice how the body softens.
"""),
    "alert_mild": rows("""
Good, that is done. You can let it go now.
Well done. One thing less to keep in mind.
Perfect, back to what you were doing.
"""),
}
MORE_LEADS = (
    "Gladly.",
    "Yes, one more.",
    "Of course.",
    "Here is another one.",
    "Sure.",
    "Yes.",
    "One more, then.",
    "All right.",
)
CANT_LEADS = (
    "That is fine.",
    "No need to.",
    "Then something smaller.",
    "All right, another way.",
    "Fine, we keep it smaller.",
    "You choose the pace.",
    "Then leave that one.",
)
EASY_ACTS: dict[str, tuple[str, ...]] = {
    "lively": (
        "Just wiggle your fingers once.",
        "Only look around for one new thing.",
        "Tap your foot three times, that will do.",
        "Take one quick breath and smile.",
    ),
    "glad": (
        "Just smile once, that will do.",
        "Simply keep the good feeling for one breath.",
        "Hold on to the moment for three seconds.",
        "Let one glad breath be enough.",
    ),
    "rest_state": (
        "Just let your shoulders sink.",
        "Only close your eyes for a moment.",
        "Let one long breath out, nothing more.",
        "Simply stay where you are and rest.",
    ),
    "focus": (
        "Just open it and look at it.",
        "Do one minute, then you are free.",
        "Only sit up and take one clear breath.",
        "Put your hand on it, that is all.",
    ),
    "uplift": (
        "Just breathe in once and look up.",
        "Only wiggle your toes.",
        "Take one sip of water.",
        "Sit up a little, that is enough for now.",
    ),
    "steady": (
        "Just feel both feet on the ground.",
        "Only relax your hands.",
        "Take one even breath.",
        "Let your shoulders sink once.",
    ),
    "calm": (
        "Just one slow breath out.",
        "Only soften your hands.",
        "Let your eyes rest for a second.",
        "Simply sit and feel the seat.",
    ),
    "alert_mild": (
        "Then choose a time and set a timer for it.",
        "Put a note where you will see it.",
        "Do it at the next full hour, then.",
        "Then at least keep it in sight.",
    ),
}

# a turn that moves on to another mood: user line | state
SHIFTS: tuple[tuple[str, str], ...] = (
    ("and now i'm going to bed", "bed"),
    ("ok, time to sleep now", "bed"),
    ("that's it for me, good night", "goodnight"),
    ("now i'm tired though", "tired"),
    ("i'm getting sleepy", "sleepy"),
    ("bye, talk to you later", "goodbye"),
    ("i have to go now, bye", "goodbye"),
    ("and i'm so thankful for it", "grateful"),
    ("we celebrate tonight", "celebrating"),
    ("i'm really proud of it", "proud"),
    ("what a relief it is", "relieved"),
    ("i need a little break now", "break"),
    ("ok, now back to work", "study"),
    ("but i have to work now and can't focus", "distracted"),
    ("but now i'm bored", "bored"),
    ("i want to breathe for a minute", "breathe"),
)

# details people add to good news | replies
DETAILS = _fields("""
my mum cried when i told her; my dad hugged me and said nothing; my sister screamed into the phone | What a tender reaction. Keep that moment, it belongs to the news; It means a lot when they feel it with you. Let it warm you for a moment
i still can't believe it; it feels like a dream; i pinched myself twice | It may take a while to sink in. Say it out loud once, slowly; Good news is sometimes slow to arrive. Take one breath and let it land
we're going out for dinner tonight; everybody is coming over on saturday; my friends are on their way with cake | That sounds like a good evening. Enjoy the first toast with your eyes open; A full table fits this well. Look around once and keep the picture
i haven't told anyone yet; you're the first to know; it's still a secret | A happy secret is a lovely thing to carry. Hold it for one more breath, then choose who hears it first; Thank you for telling it here. Think of the face you would like to see when you tell it
i worked so hard for it; it took me three years; i nearly gave up in the middle | So much effort is in it. Look back once at where you began, and then be proud; That makes it all the brighter. Thank the part of you that kept going
i'm shaking a little; my hands are shaking with joy; i can't sit still | That is joy looking for a way out. Shake your hands and laugh once; So much energy in the body. Jump twice and let it bubble
i'm also a bit scared of it; what if it's too big for me?; now i'm getting nervous about it | A new thing may be bright and a bit scary. Take one even breath and only look at the first step; Joy and doubt often come together. Feel both feet on the ground, the rest comes later
""")
DETAIL_EMOTIONS = ("spark", "uplift", "spark", "spark", "spark", "spark", "steady")
