"""Hard feelings, first half: how people say them and what may be answered (worry, panic, anger, strain)."""

from __future__ import annotations

TEXT = """
@ anxious calm worry anxious about
say:
I'm {very}anxious right now
I feel anxious and I don't know why
my anxiety is through the roof today
there's this knot in my stomach that won't go away
my hands are shaking and nothing has even happened
I woke up anxious again
I can't sit still
feeling on edge
I've had butterflies all morning, and not the nice kind
anxious. just anxious
something feels off and I can't say what
my stomach is in knots
I keep biting my nails
can you help me with my anxiety?
is there anything I can do when I'm anxious?
I'm jumpy today, every little sound gets me
my heart beats so fast when I think about later
I feel like something bad is going to happen
I keep checking my phone
I can't relax, my shoulders are up at my ears
I'm tense all over
my palms are sweaty and I can't eat
it's one of those anxious days
I've been pacing around the flat for an hour
everything makes me nervous lately
my leg won't stop bouncing
there's a weight on me and I can't take a deep breath
about:
I'm {very}anxious about {s}
I get anxious every time I think about {s}
{s} {is} making me anxious
my stomach drops when I think of {s}
just thinking about {s} makes my hands shake
anxiety about {s} again
I can't relax because of {s}
I've felt on edge for days because of {s}
ack:
Anxiety can hum in the whole body, even without a clear reason.
That knot of worry is uncomfortable, and it will not stay this tight.
Being on edge like this is tiring.
It sounds as if your body is on guard right now.
Feeling anxious is hard, and it does pass.
That restless, tense feeling is a lot to carry around.
Your body seems to be bracing for something.
An anxious moment can feel very long from the inside.
on:
Feeling anxious about {s} makes sense.
{S} can make the whole body tense.
It is no wonder that {s} {is} sitting in your stomach.
Thinking about {s} has put your body on guard.
{S} can feel very big when you are already tense.
A lot of worry has gathered around {s}.
Being this tense about {s} is tiring.
do:
Put one hand on your belly and let it rise and fall five times.
Let your shoulders drop and breathe out longer than you breathe in.
Name one thing that is all right in this minute.

@ nervous calm worry nervous about
say:
I'm {very}nervous
nerves are getting to me
I'm so nervous I could throw up
my voice is already shaking
I've got butterflies
my knees feel like jelly
any trick against nerves?
can you calm my nerves?
nervous wreck over here
my mouth is completely dry
I'm up soon and I'm trembling
it's almost my turn and my heart is racing
I keep looking at the clock
sweaty hands, dry mouth, you know the feeling
the nerves are killing me
I always get like this right before
five minutes to go and I'm shaking
how do people stay so relaxed before big things?
I hope I don't mess this up
what if I go blank
I can't stop fidgeting
I've been to the bathroom four times already
give me something for my nerves please
I feel all fluttery and not in a good way
about:
I'm {very}nervous about {s}
{s} {is} making me {very}nervous
I'm getting nervous because of {s}
butterflies because of {s}
nervous about {s}, any quick help?
my stomach flutters when I think of {s}
ahead:
how do I calm my nerves before {s}?
perform:
what if I mess up {s}?
how do I calm my nerves before {s}?
I have {s} coming up and I'm trembling
what if I go blank during {s}?
ack:
Nerves like these show that this matters to you.
Being nervous is your body getting ready, even if it feels rough.
Those butterflies are unpleasant and quite normal.
Shaky hands and a dry mouth are just nerves at work.
A fluttering stomach before something big is very human.
Nerves come in a wave, and this one will go down again.
It is all right to be nervous.
on:
Being nervous about {s} is very normal.
{S} can give anyone butterflies.
Nerves about {s} mean that you care how it goes.
It makes sense that {s} {has} your heart beating faster.
{S} would make many people nervous.
Those nerves about {s} may ease a little with each slow breath.
do:
Shake out both hands, then let them hang loose for one breath.
Take a sip of water and feel it go down.
Breathe in for three and out for six, four times.
Press your fingertips together for five seconds and let go.

@ worried calm worry worried about
say:
I'm {very}worried
I worry about everything
I can't stop worrying
what if it all goes wrong
I keep imagining the worst
worry worry worry, that's my whole day
I've got a bad feeling about this
my head is full of what ifs
I'm a worrier and tonight it's bad
how do I stop worrying?
I keep going over it again and again
everyone says it will be fine but I'm not so sure
I'm worried and I can't talk to anybody about it
I've been worrying since this morning
what if something happens
I'm sick with worry
can't shake this worry
I feel responsible for everything and it's eating at me
I always expect the worst
I don't know how this is going to turn out
they should have called by now
something's not right and I'm worried
my mind keeps going to the dark places, all the things that could go wrong
about:
I'm {very}worried about {s}
I can't stop worrying about {s}
{s} {is} on my mind all day
{s}, that's what's worrying me
I lie awake worrying about {s}
what if something goes wrong with {s}?
I keep imagining the worst about {s}
all I can think about is {s}
person:
I'm {very}worried about {s}
{s} {is} not doing well and I'm worried
I haven't heard from {s} all day and I'm worried
I can't stop worrying about {s}
{s} {has} been so quiet lately, it worries me
ack:
Worry tends to fill every quiet corner.
Carrying that worry around is heavy.
All those what ifs can wear a person out.
It makes sense to worry when so much is unsure.
Worrying is a way of caring, and it is tiring too.
Your mind is trying to solve things that have not happened yet.
That is a lot of worry for one day.
on:
Worrying about {s} can take up the whole day.
It is understandable that {s} {is} on your mind.
{S} can bring a lot of what ifs.
Your worry about {s} is real, and it may have a short rest now.
Not knowing how it will go with {s} is hard.
onperson:
You care about {s}, and that is where the worry comes from.
Being worried about {s} is hard when you cannot do much.
{S} must mean a lot to you.
It is hard to rest while you are worried about {s}.
do:
Write the worry down in one line and set the paper aside.
Ask yourself what is known right now, and leave the rest for later.
Choose one hour tomorrow for worrying, and put it off until then.

@ stressed calm worry stressed about
say:
I'm {very}stressed
so much stress today
stressed out of my mind
I haven't had a break since seven
my jaw hurts from clenching
my shoulders are rock hard
everybody wants something from me
too much stress, need a minute
I snapped at someone because I'm so stressed
I'm running on coffee and stress
I need to de-stress, what can I do?
I feel wound up like a spring
I'm all wound up and can't come down
I've been rushing around all day
I can't switch off after work
my head is pounding from all the stress
I'm agitated and I don't know where to put it
I'm restless and irritable
it's been nonstop since monday
I have two minutes before the next thing, help me breathe
I'm under so much pressure
stress level ten out of ten
today has been absolutely mad
my body is buzzing with stress
about:
I'm {very}stressed about {s}
{s} {is} stressing me out
so much stress with {s}
I'm stressed because of {s}
the pressure with {s} is getting to me
{s} {is} doing my head in
I can't unwind, {s} {is} all over my mind
I'm wound up because of {s}
person:
{s} {is} stressing me out
it's so stressful with {s} at the moment
I'm on edge whenever {s} {is} around
I'm wound up after talking to {s}
ack:
That sounds like pressure from every side.
Your body has been on high speed for a while.
Stress like this settles in the jaw and the shoulders.
No wonder you feel wound up after a day like that.
It is a lot, and you have had no pause.
Being under pressure for so long is tiring.
You are allowed a minute that belongs to nobody else.
on:
{S} can keep the body tight all day.
No wonder {s} {is} getting to you.
That is a lot of pressure from {s}.
Stress about {s} can creep right into the shoulders.
With {s} on your mind it is hard to unwind.
onperson:
It is tiring to be on edge around {s}.
{S} can take a lot of energy out of a day.
No wonder you are wound up after time with {s}.
do:
Unclench your jaw and let your tongue rest.
Step away from the screen for two minutes and look at something far off.
Lift your shoulders to your ears, hold for three seconds, and let them fall.

@ scared calm worry scared of
say:
I'm {very}scared
I'm scared and I'm alone right now
I'm frightened
I'm so afraid of what comes next
I don't feel brave at all
everyone thinks I'm strong but I'm scared
I'm shaking because I'm scared
this scares me so much
I got scared by a noise and can't calm down
I had a nightmare and now I'm scared to sleep
I'm afraid and I feel silly about it
fear has got hold of me today
I'm scared of tomorrow
can you help me be less scared?
the dark makes me uneasy
I'm too scared to even start
I heard something in the hallway, it was only the cat, but my heart is still racing
I'm afraid to open the envelope
I'm afraid to make the call
how do I stop being afraid?
my whole body says run
I know it's irrational but I'm frightened
I watched a scary film and now I can't settle
about:
I'm {very}scared of {s}
I'm afraid of {s}
{s} {is} really scaring me
I dread {s}
I'm dreading {s}, honestly
{s} {does} frighten me
I know it's silly but {s} {is} scaring me
I want to run away from {s}
ack:
Being scared is hard, and you do not have to hide it here.
Fear makes the body want to run.
It is all right to be frightened.
That fright is still in your body, and it can ebb away slowly.
Fear is loud, but it does not decide everything.
Feeling afraid does not mean that you are weak.
A scare can echo for a while.
on:
It is all right to be scared of {s}.
{S} can look enormous from where you stand.
Many people would be afraid of {s}.
Fear of {s} is not silly.
Being scared of {s} takes a lot of strength.
do:
Wrap your arms around yourself and breathe out slowly three times.
Turn on a warm light and look around the room once.
Tell one person: I am scared, stay with me for a minute.
Lean your back against a wall and feel that it holds you.

@ panic ground panic - -
say:
I'm having a panic attack
I think I'm panicking
my heart is pounding and it's 3am
I can't catch my breath
I'm freaking out
panic. help
everything is spinning and I want to get out of here
I'm hyperventilating
please help me I'm panicking
my heart won't slow down
my chest is tight and my hands are tingling
I feel like I'm going to faint but I know it's panic
it came out of nowhere, I'm trembling all over
I'm locked in the bathroom at work because I'm panicking
I need to get out of this room
the walls are closing in
I'm terrified and I can't say why
I can feel another attack coming
my fingers are numb and I'm shaking
it's happening again
I can't breathe properly, it's panic, I've had it before
I'm losing it
too much, too loud, I can't
I can't think, I can't breathe
my throat feels closed
I panicked in the shop and left everything there
ok I'm in full panic mode
about:
I'm panicking about {s}
panic because of {s}
I'm freaking out about {s}
full panic about {s}
{s} {is} making me panic
I thought of {s} and now I can't breathe
I was fine until I thought about {s}, now I'm shaking
total meltdown over {s}
ack:
This is panic, and panic always comes down again.
You are in the middle of a wave, and it will pass.
That pounding heart is frightening, and it will slow down.
Stay with me for one minute.
Panic feels enormous, and it is still only a wave.
Your body has sounded an alarm.
You do not need to fight this.
It is all right, we go one breath at a time.
on:
Panic about {s} can rush through the whole body.
{S} can wait for two minutes.
Your body has sounded an alarm because of {s}.
The thought of {s} set off a big wave, and it will go down.
Leave {s} to one side for this minute.
do:
Sit down where you are and lean your back against something.
Breathe out through your mouth as if through a straw, five times.

@ racing ground panic - -
say:
my thoughts are racing
my mind won't stop
my head is going a hundred miles an hour
I can't switch my brain off
thoughts going round and round
a thousand thoughts at once
my brain is a browser with fifty tabs open
I can't follow a single thought to the end
it's so loud in my head
I keep replaying everything
my mind jumps from one thing to the next
I'm overthinking again
I overthink everything
help, my brain won't shut up
how do I make my mind quiet?
I'm stuck in my head
I go over every word I said today
too many thoughts
my thoughts are spinning
I've been spiralling for an hour
I'm spiralling
my head is a mess, everything at once
I can't think straight
one thought chases the next
about:
I can't stop thinking about {s}
my thoughts keep circling around {s}
my mind is racing because of {s}
{s}, over and over in my head
I keep replaying {s}
I'm overthinking {s} again
my head is spinning with {s}
how do I stop thinking about {s}?
ack:
Your thoughts are running very fast right now.
A racing mind is exhausting.
It is loud in your head, so let us come back to the body.
Thoughts can spin even when nothing can be solved.
All those thoughts at once are too many for anyone.
You do not have to follow every thought.
Spiralling thoughts slow down when the body has a task.
on:
Your mind keeps circling around {s}.
Thinking about {s} without a pause is exhausting.
{S} can spin in the head for hours.
You do not have to solve {s} in this minute.
The thoughts about {s} may run on without you for a moment.
do:
Pick one object near you and describe it in four words.
Count backwards from twenty, one number for each breath out.
Say out loud what you see in front of you.
Write down the three loudest thoughts, one word each.

@ sleepless calm night - -
say:
I can't sleep
it's 3am and I'm wide awake
I've been lying here for two hours
can't sleep, too many worries
I'm exhausted but my mind won't let me sleep
awake again
I have to get up at six and I can't sleep
tossing and turning
I wake up at four every night and start worrying
insomnia again
every time I close my eyes the worries start
it's so late and I'm still awake
help me fall asleep, my head is full
how can I sleep with all this in my head?
I'm afraid I won't sleep tonight
I've counted every sheep there is
another sleepless night
the night is so long
everyone is asleep but me
I keep looking at the clock, it's half past two now
I'm dead tired and still can't sleep
my heart beats too loud to sleep
lying awake, staring at the ceiling
I slept two hours and now I'm up again
about:
I can't sleep because of {s}
{s} {is} keeping me awake
lying awake thinking about {s}
it's 3am and I'm thinking about {s}
can't sleep because of {s} again
I woke up at four and thought of {s} right away
how am I supposed to sleep with {s} on my mind?
ack:
Lying awake with worries makes the night very long.
Being tired and wide awake at once is hard.
Worries sound louder in the dark.
It is frustrating when sleep will not come.
The night can blow every thought up large.
Your body is tired, but your head is still on watch.
Resting with closed eyes counts too, even without sleep.
on:
{S} can seem twice as big at night.
It is hard to sleep with {s} on your mind.
You cannot settle {s} from your bed.
{S} can wait until it is light.
No wonder {s} {is} keeping you awake.
do:
Turn the clock away and let your legs get heavy.
Breathe in for four and out for eight, and do not count the minutes.
Write the worry on paper, close it, and leave it for the morning.
Let your jaw, your hands and your feet go soft, one after the other.
Turn your pillow to the cool side and follow five slow breaths.
Get up for ten minutes, sit in dim light, and lie down again when you feel heavy.
Put the phone face down and listen to the quietest sound in the room.
Think of a place you know well and walk through it slowly.
Lay one hand on your belly and feel it rise and sink.
Name a slow list, one animal for each letter, and let it fade.
Loosen the blanket, stretch once, and let your weight sink down.
Breathe out as if you were fogging a window, very slowly, ten times.
Let your eyes close and feel where the mattress holds you.
Tell yourself that resting is enough for now.
Relax your forehead, then your shoulders, then your hands.
Drink a small sip of water and lie on your other side.
Let each breath out be a little longer than the last.

@ angry ground anger angry about
say:
I'm {very}angry
I'm so mad right now
I'm angry and I don't know where to put it
I want to scream
I could throw something
my blood is boiling
I'm seeing red
I just want to shout at somebody
ugh I'm so mad
I lost my temper again
I yelled and now I'm still shaking with anger
my fists are clenched
how do I calm down when I'm this angry?
it's not fair
it's so unfair and nobody sees it
I've had enough
I'm done being nice
I keep thinking of what I should have said
I slammed the door
someone lied to me and I'm angry
they did it again
I'm angry at myself
I'm mad at everyone today
I need to cool off
about:
I'm {very}angry about {s}
{s} {does} make me so angry
I'm so mad about {s}
I'm still angry about {s}
{s}! I could scream
I get angry every time I think about {s}
how can I let go of my anger about {s}?
I'm boiling inside because of {s}
person:
I'm {very}angry with {s}
I'm so mad at {s}
{s} made me so angry today
I could scream at {s}
I had a go at {s} and I'm still boiling
{s} never {listen} and I've had enough
{s} lied to me and I'm angry
how do I not explode at {s}?
ack:
That is real anger, and it needs somewhere to go.
Anger often means that a line was crossed.
You have every right to be angry.
That heat in the body is strong, and it does cool down.
Being this mad takes a lot of force.
It sounds as if something unfair happened.
Anger is a signal, and you can decide later what to do with it.
on:
It makes sense that {s} {is} making you angry.
Anger about {s} can run hot through the body.
{S} would get to many people.
You have a right to be angry about {s}.
The anger about {s} can cool before you decide anything.
onperson:
Being angry with {s} takes a lot of force.
It sounds as if {s} crossed a line.
Your anger at {s} is allowed to be there.
You can talk to {s} later, when the heat has gone down.
do:
Press your palms hard against each other for ten seconds, then let go.

@ furious ground anger furious about
say:
I'm furious
I am absolutely livid
I'm raging
I've never been so angry in my life
I could explode
I want to smash something
I'm shaking with rage
I'm fuming
I'm about to send a message I'll regret
I'm this close to quitting on the spot
rage. pure rage
I'm so furious I can't even speak
I'm so angry I'm crying
I want to break every plate in this kitchen
they went behind my back and I'm livid
I can't believe they did that to me
I'm boiling over
my face is burning, I'm that angry
steam is coming out of my ears
I hit the table and my hand hurts
how dare they
about:
I'm furious about {s}
I'm livid about {s}
I'm fuming because of {s}
I'm raging about {s}
{s} {has} made me absolutely furious
I could explode when I think about {s}
person:
I'm furious with {s}
I'm livid, {s} went behind my back
I'm about to send {s} a message I'll regret
{s} pushed me too far today
I'm so furious with {s} that I'm shaking
I want to shout at {s} so badly
ack:
That is a huge amount of anger.
Rage like this shakes the whole body.
You are boiling, and that is a lot to hold.
Something clearly hit you hard.
It is strong right now, and it will not stay at this height.
You do not have to act while it burns.
on:
Fury about {s} can shake the whole body.
{S} clearly hit you hard.
You do not have to decide anything about {s} while it burns.
It is no wonder that {s} {has} you boiling.
onperson:
{S} pushed you very far today.
Being furious with {s} is a lot to hold.
You do not have to answer {s} while it burns.
do:
Put the phone down and walk to the next room and back.
Write the angry message on paper, and send nothing for an hour.
Push both hands against a wall with all your strength, then let go.

@ irritated ground anger irritated by
say:
I'm {very}irritated
everything annoys me today
I'm so annoyed
I'm in a bad mood
I'm grumpy and I don't even know why
every little noise gets on my nerves
people are getting on my nerves
leave me alone, that's my mood
I'm snappy with everybody
I'm cranky
my patience is gone
one more question and I'll lose it
I'm touchy today
stupid day
I hate everything today
ugh, this day
why is everyone so slow today
I'm annoyed and I know it's not a big deal
nothing works and everyone chews too loud
got out of bed on the wrong side
I roll my eyes at everything
about:
I'm {very}annoyed about {s}
{s} {does} annoy me so much
{s} {is} getting on my nerves
I'm irritated by {s}
I'm losing my patience with {s}
ugh, {s} again
person:
{s} {is} getting on my nerves
I'm so annoyed with {s}
I'm losing my patience with {s}
{s} {is} driving me up the wall
I keep snapping at {s}
everything {s} {does} annoys me today
ack:
Some days rub you the wrong way from the start.
Being irritated all day is tiring.
Your patience sounds used up.
When the nerves are thin, every small thing scratches.
A bad mood is allowed.
That kind of day can make the skin feel thin.
on:
{S} can really get on the nerves.
It is no wonder that {s} {is} wearing your patience thin.
Being annoyed about {s} is allowed.
Small things like {s} can add up to a lot.
onperson:
{S} can really test your patience.
It happens that someone like {s} gets on the nerves.
Being annoyed with {s} does not make you unkind.
do:
Take ten slow steps away from what annoys you.
Splash cool water on your wrists.

@ frustrated steady strain frustrated with
say:
I'm {very}frustrated
nothing works
I've tried everything and it still doesn't work
I keep failing at this
I'm stuck
this is so frustrating
two steps forward, three steps back
I've been at this for hours and got nowhere
I'm banging my head against a wall
why is this so hard
I did everything right and it still went wrong
I'm going round in circles
nobody listens to what I say
everything takes forever
I keep making the same mistake
it's broken again
I followed the instructions and it still won't work
I'm fed up
argh
third time today that it failed
I want to throw this thing out of the window
I can't get it right
all that work for nothing
I make no progress at all
about:
I'm {very}frustrated with {s}
{s} {is} so frustrating
I'm stuck with {s}
I've been struggling with {s} all day
I'm fed up with {s}
{s} just won't work out
I get nowhere with {s}
I've tried everything with {s}
person:
I'm {very}frustrated with {s}
{s} just won't listen to me
I've told {s} a hundred times
talking to {s} is like talking to a wall
I'm fed up with {s}
ack:
Trying again and again without a result is wearing.
That is frustrating, and your effort still counts.
Being stuck can drain all the patience you have.
It makes sense to be fed up after so many tries.
Going round in circles is tiring.
You have put a lot into this already.
on:
It is wearing when {s} will not move forward.
{S} {has} taken a lot of patience from you.
Being stuck with {s} is frustrating.
It makes sense that you are fed up with {s}.
You have put a lot of effort into {s} already.
onperson:
It is wearing when {s} will not listen.
You have shown a lot of patience with {s}.
Being frustrated with {s} is understandable.

@ overwhelmed steady strain overwhelmed by
say:
I'm {very}overwhelmed
it's all too much
I don't know where to start
too many things at once
I'm drowning in things to do
I can't keep up
everything needs me at the same time
I'm in over my head
my list is endless
I have so much to do that I do nothing
I can't do it all
I just stare at the pile
the flat is a mess and I can't begin anywhere
my inbox has 400 unread messages
it never stops
I feel buried
everyone needs something and I'm only one person
I'm juggling too many balls
I'm behind on everything
I can't cope with all of this
how am I supposed to manage all this?
where do I even begin?
today is just too full
I freeze when there's this much to do
about:
I'm {very}overwhelmed by {s}
{s} {is} too much for me right now
I don't know where to start with {s}
I'm drowning, {s} {is} just too much
I can't cope with {s}
{s} on top of everything else
I can't keep up with {s}
I just stare at the wall because of {s}
ack:
That is a lot at once.
When everything calls at the same time, it is hard to begin anywhere.
It is no wonder you feel buried.
So many things at once would slow anyone down.
You are one person, and one thing at a time is allowed.
It sounds as if the pile has grown too high to see over.
Feeling overwhelmed often means that too much came too fast.
on:
{S} can be too much for one day.
It is no wonder that {s} {is} weighing on you.
It is hard to begin when {s} {is} towering over you.
{S} on top of everything else is a lot.
You do not have to manage all of {s} today.

@ burnt_out steady strain - -
say:
I'm burnt out
I'm completely empty
I've got nothing left to give
I'm exhausted, and not the kind that sleep fixes
I'm running on empty
I can't care anymore about work
I feel numb from being tired for so long
I've been pushing for months
even small things feel like mountains
I used to love my job and now I dread mondays
I'm so tired of being strong
I cry on the way to work because I'm so worn out
burnout, I think
my battery is at zero
I sleep ten hours and wake up tired
I function, that's all
I haven't had a day off in weeks
I'm worn out
I give and give and nothing comes back
I don't remember my last free evening
can a person be tired for a whole year?
I have no energy left for anyone
about:
I'm burnt out from {s}
{s} {has} drained me completely
I'm so worn out by {s}
I've got nothing left because of {s}
I'm exhausted from {s}
I can't take much more of {s}, I'm so tired
ack:
That is a deep kind of tired.
You have given a lot for a long time.
Running on empty is hard, and it is no failure.
Being worn out like this takes more than one good night.
After so much effort it is natural to feel empty.
Your tiredness is telling you something true.
An empty battery is a sign, not a fault.
You have been strong for a very long time.
Being this tired deserves real rest.
on:
{S} {has} taken a great deal out of you.
Being worn out from {s} is no failure.
You have carried {s} for a long time.
It makes sense that {s} {has} left you empty.
do:
Cross one thing off today that nobody will miss.
Lie down for ten minutes without any task at all.
Say no to one small thing today.
Tell someone you trust how tired you are, and think about asking a doctor too.
Drink something warm and do nothing else while you drink it.
Plan one free evening this week and write it down.

@ waiting steady wait - -
say:
I'm waiting for news and it's killing me
the waiting is the worst
still no answer
I keep refreshing my inbox
every time the phone rings I jump
they said today, and it's already five
I hate not knowing
I check my messages every two minutes
no news yet
I can't do anything until I know
it's been three days and nothing
waiting, waiting, waiting
how long can this take?
I sit by the phone all day
they said they'd get back to me by friday
I just want to know, good or bad
the not knowing is eating me up
I'm in limbo
I can't concentrate until they call
why don't they just tell me?
nothing to do but wait
about:
I'm waiting for {s} and it's killing me
still no word about {s}
I keep checking my phone for {s}
how do I get through the wait for {s}?
waiting for {s} is driving me mad
I can't concentrate until I get {s}
I was supposed to get {s} today and nothing came
any minute now I should get {s}
ack:
Waiting without knowing is one of the hardest things.
The hours stretch when you are waiting for news.
Not knowing keeps the whole body on alert.
It is hard to sit still while something is open.
This in between time is draining.
Waiting takes strength, even if nobody sees it.
on:
Waiting for {s} can make every hour long.
It is hard to think of anything else while you wait for {s}.
Not having {s} yet keeps the whole body on alert.
You cannot hurry {s}, and that is the hard part.

@ undecided steady choice torn about
say:
I can't decide
I don't know what to do
I'm torn
I go back and forth all day
whatever I choose feels wrong
I have to decide by tomorrow
I've made ten lists and I still don't know
head says one thing, heart says another
both options are good and bad
I'm afraid of choosing the wrong thing
I keep changing my mind
help me decide, I'm stuck
should I stay or should I go?
I'm at a crossroads
everyone tells me something different
I can't make up my mind
I hate decisions
what if I regret it?
I want both and can't have both
how do people just decide things?
I've been putting off a decision for weeks
about:
I can't decide {s}
I'm torn, I don't know {s}
I have to decide {s}
I go back and forth about {s}
how do I decide {s}?
I've been thinking for weeks about {s}
no idea {s}
I keep changing my mind about {s}
ack:
Being torn like that uses up a lot of strength.
Going back and forth is tiring.
It is hard when each way has its price.
You do not have to decide in this minute.
Not knowing yet is allowed.
A hard choice often means that both sides matter.
Your head and your heart both want a say.
on:
Deciding {s} is not easy.
It is hard to know {s}.
You do not have to settle {s} in this minute.
The question {s} deserves some calm.
Going back and forth about {s} is tiring.

@ doubt steady doubt unsure about
say:
I'm not good enough
everyone else can do it but me
I doubt myself all the time
who am I to even try this?
I feel like a fraud
they'll find out that I can't do it
I don't believe in myself
I'm going to fail, I know it
what if I'm just not smart enough?
I always mess things up
I don't deserve this job
I don't trust myself anymore
everyone is better than me
I have no confidence today
I compare myself with everyone and I lose every time
maybe I'm not made for this
I feel so stupid
I second guess everything I do
imposter syndrome is strong today
I can't do anything right
they only picked me by mistake
I thought I was good at this, now I'm not sure
about:
I don't think I'm good enough for {s}
I doubt that I can handle {s}
I feel like a fraud when it comes to {s}
I don't trust myself with {s}
I have no confidence about {s}
what made me think I could handle {s}?
ahead:
everyone else seems ready for {s} except me
perform:
everyone else seems ready for {s} except me
I'm going to fail at {s}
ack:
Self-doubt speaks loudly, and it is not always right.
That inner critic sounds very strict today.
Feeling like a fraud is common among people who care about their work.
Doubt likes to visit when something matters.
It hurts to feel not good enough.
You are judging yourself hard right now.
You can doubt yourself and still take a step.
on:
Doubts about {s} are loud, and they are not proof.
{S} can shake anyone's confidence.
You may doubt yourself about {s} and still take one step.
It hurts to feel not good enough for {s}.
Caring about {s} is where a part of the doubt comes from.

@ insecure steady doubt insecure about
say:
I feel {very}insecure
I hate how I look today
I feel ugly
I don't fit in anywhere
everyone was staring at me, or it felt that way
I feel small next to them
I never know what to say to people
I think they don't really like me
I feel invisible
am I too much?
I feel awkward everywhere
I changed my outfit five times and still feel wrong
I keep apologising for everything
I feel like the odd one out
I worry about what they think of me
did I talk too much?
I felt so out of place tonight
everyone there was so confident
I can't look in the mirror today
I deleted all my photos
do people even like me?
about:
I'm {very}insecure about {s}
I feel insecure because of {s}
I hate thinking about {s}
I'm self-conscious about {s}
I feel like everyone notices {s}
I wish I didn't care so much about {s}
ack:
Feeling small next to others is painful.
Insecurity can make every glance feel like a verdict.
It is hard to feel out of place.
Other people usually look far less closely than we fear.
You do not have to earn your place in the room.
That uneasy feeling about yourself is very common, even if nobody shows it.
on:
Feeling insecure about {s} is more common than it looks.
Others notice {s} far less than you fear.
It is hard when {s} {is} always on your mind.
There is much more to you than {s}.

@ shocked ground panic shocked by
say:
I'm in shock
I can't believe it
I just got terrible news
I'm shaking, something awful happened, I'm safe now
I don't know what to say, I'm stunned
it came out of nowhere
I feel numb since the phone call
I'm still trembling
I nearly had an accident just now, I'm ok but shaking
a car almost hit me, I'm fine but my legs are jelly
I'm speechless
this can't be real
I read the message three times and still don't believe it
my knees gave way when I heard
it was such a fright
I keep seeing it in front of me
one minute everything was normal
I just found out and I can't move
I'm sitting in the car and can't drive yet
everything stopped when they told me
about:
I'm still in shock about {s}
I'm shaking because of {s}
I feel numb after {s}
I keep seeing {s} in front of me
{s} came out of nowhere
I'm stunned, I didn't expect {s}
ack:
That is a shock, and it is no wonder that you are shaking.
Shock can make everything feel numb or far away.
News like that hits the whole body.
Your body is still catching up with what happened.
It is a lot to take in at once.
Nothing has to be understood right now.
on:
{S} came as a shock, and your body is still catching up.
{S} can be a lot to take in.
Feeling numb after {s} is a normal reaction.
You do not have to make sense of {s} right now.
do:
Sit down, wrap something warm around you, and feel the seat under you.
Hold a warm cup in both hands.
Call someone who can sit with you for a while.

@ unreal ground panic - -
say:
everything feels unreal
I feel like I'm watching myself from outside
I feel dizzy from all the stress
I'm lightheaded
the room feels far away
it's like I'm behind glass
I feel detached from everything
my head is swimming
am I dreaming? nothing feels real
I feel like I'm floating
my own voice sounds strange
I'm woozy and my legs feel weak
I feel foggy and not really here
it's like a film and I'm not in it
I feel spaced out
I zoned out and now everything is weird
I feel wobbly, I haven't slept much
my hands don't feel like mine
I'm dizzy and a bit scared
the ground feels like it's moving
about:
since {s} everything feels unreal
after {s} I feel like I'm behind glass
I get dizzy when I think about {s}
I've been in a fog since {s}
everything went far away after {s}
ack:
That unreal feeling is strange, and it often comes with stress.
Feeling far away is one way the mind takes cover.
Being dizzy is unsettling.
It can feel as if there is glass between you and the room.
This odd, floating feeling will pass.
You are here, even if it does not feel like it yet.
Feeling dizzy or far away can follow a lot of strain.
The world comes back bit by bit.
It is strange and frightening, and you are safe to slow down.
on:
After {s} it is no wonder that things feel unreal.
The mind can step back for a while after {s}.
{S} can leave a fog that lifts slowly.
do:
Sit down, hold on to something solid, and name its colour.
Drink a glass of water and sit until the dizziness has gone.
Rub your palms together until they are warm.
Say your name and today's date out loud.
Touch something cold and something rough, one after the other.
"""
