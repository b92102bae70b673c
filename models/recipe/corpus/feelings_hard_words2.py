"""Hard feelings, second half (sorrow, shame, envy, body, low spirits) and the small actions that several feelings share."""

from __future__ import annotations

TEXT = """
@ sad soothe sad sad about
say:
I'm {very}sad
I feel sad and heavy
sad today
I feel blue
I'm down today
everything is grey
I've got a lump in my throat
I don't feel like doing anything
I don't even know why I'm sad
I'm not ok today
it's just a sad day
rainy outside and rainy inside
I want to stay under the blanket
I miss how things used to be
I smile at work but I'm sad inside
my heart is heavy
nothing makes me laugh today
I'm feeling low, can you cheer me up gently?
I feel empty tonight
it's my birthday and I'm sad
I heard our old song and now I'm sad
I feel sad for no reason
can you just be there for a minute? I'm sad
about:
I'm {very}sad about {s}
{s} {is} making me sad
I feel so sad because of {s}
it breaks my heart to think about {s}
I get sad whenever I think of {s}
my heart is heavy because of {s}
sad about {s} today
person:
I'm sad because of {s}
I'm sad, I miss {s}
I haven't seen {s} in so long
it makes me sad how far away {s} {is}
when:
I always feel sad {s}
I feel so sad {s}
why am I so sad {s}?
ack:
That sadness sounds heavy.
It is all right to be sad, with or without a reason.
Some days the heart is simply heavy.
You do not have to cheer up for anyone here.
Sadness moves slowly, and it does move.
It is good that you said it.
Sadness can make a whole day grey.
on:
It makes sense to be sad about {s}.
{S} can weigh heavily on the heart.
Sadness about {s} may take some time.
You are allowed to be sad about {s}.
Sadness about {s} comes in waves.
onperson:
It makes sense that you are sad because of {s}.
Being sad because of {s} can make a whole day heavy.
{S} {has} a big place in your heart.
onwhen:
It is hard to feel sad {s}.
Many people carry some sadness {s}.

@ crying soothe sad - -
say:
I can't stop crying
I've been crying all day
I'm crying and I don't know why
I just burst into tears
I cried at work today
tears again
I cried in the car before going in
I'm trying not to cry on the bus
my eyes are all swollen from crying
I cry over every little thing
a song came on and I fell apart
I'm in tears
I've been crying in the bathroom
I need a good cry
I cried myself to sleep last night
crying into my pillow right now
why do I cry so easily?
I held it in all day and now it all comes out
I'm a mess, tears everywhere
it won't stop, the crying
about:
I can't stop crying about {s}
I've been crying all day because of {s}
I burst into tears when I thought of {s}
I'm in tears over {s}
I cry every time someone mentions {s}
{s} {does} make me cry
ack:
Let the tears come, they are allowed.
Crying is the body letting go of something heavy.
Tears like these often have been waiting for a while.
You do not have to hold it together here.
That sounds like a very full heart.
Tears are no weakness.
Crying for a long time is tiring.
Some tears do not need a reason.
It is all right to cry.
on:
It is all right to cry about {s}.
{S} can bring tears for a long time.
Tears about {s} are allowed here.
You do not have to hold it together about {s}.

@ grief soothe grief - -
say:
I'm grieving
I lost someone and I don't know how to go on with normal days
it's been a year and I still cry
grief hits me out of nowhere
the house is so quiet now
I set the table for two again by mistake
the funeral is over and now it's silent
I still have the voice message on my phone
everyone has moved on but me
first birthday without her
I found his jumper in the wardrobe
I can't believe he's gone
she's gone and the world just goes on
I miss him every single day
I was about to call her and then I remembered
does it ever get easier?
grief is so tiring
people say it gets better with time
today is the anniversary
I'm grieving and nobody asks anymore
loss:
{s} died
{s} died last week
{s} died this morning
{s} passed away
I lost {s}
I lost {s} a month ago and I can't stop crying
I miss {s} so much
we had to say goodbye to {s} today
{s} {is} gone and the house is so empty
it's a year today since {s} died
I keep looking for {s} everywhere
I can't believe {s} {is} gone
today would have been the birthday of {s}
I dreamed about {s} last night and woke up crying
how do I live without {s}?
everyone says move on, but {s} {was} everything to me
lossperson:
the funeral for {s} is tomorrow
I still want to call {s} when something happens
ack:
That is a painful loss.
Grief has no timetable.
Missing someone this much is the other side of love.
That empty place is hard to bear.
Grief comes in waves, and this is a big one.
You do not have to be over it by any date.
The quiet after a loss can be very loud.
onloss:
It is a painful loss to be without {s}.
Losing {s} leaves a very quiet place.
Missing {s} this much shows how much love there was.
{S} clearly meant a great deal to you.
There is no right way to miss {s}.
It hurts that {s} {is} no longer here.
Grief for {s} may come in waves for a long time.
You do not have to stop missing {s}.

@ lonely soothe lonely lonely -
say:
I'm {very}lonely
I feel so alone
nobody called me today
I have no one to talk to
I eat every dinner alone
surrounded by people and still lonely
I haven't spoken to anyone all weekend
my phone never rings
all my friends have moved away
I feel left out
they went out without me
I don't have real friends here
the evenings are the worst, so quiet
I talk to my plants because there's nobody else
everyone has someone but me
I wish someone would ask how I am
it's saturday night and I'm home alone again
I feel lonely in my own marriage
I miss being hugged
nobody remembered my birthday
I work from home and don't see a soul
I'm new here and don't know anyone
can you keep me company for a minute?
when:
I feel so lonely {s}
I'm lonely {s}
it's hard to be alone {s}
I don't have anyone {s}
{s} I feel lonelier than ever
nobody to talk to {s}
how do I get through the loneliness {s}?
ack:
Feeling alone can ache like a bruise.
Loneliness is painful, and it says nothing bad about you.
Loneliness can be very loud in a quiet room.
I am here with you for this moment.
It hurts to have nobody to turn to.
Wanting company is as human as being hungry.
It is good that you wrote.
onwhen:
Being lonely {s} is hard.
It can feel very quiet {s}.
Many people feel alone {s}, even if it does not show.
Loneliness {s} can ache like a bruise.
Having nobody close by {s} hurts.
do:
Send one person a short message, even just: thinking of you.
Go where there are people for ten minutes, a shop or a park bench.
Put on a voice you like, radio or a podcast, and make some tea.
Say hello to one person today, a neighbour or a cashier.
Wrap a blanket around your shoulders and feel its weight.
Write down one name you could call this week.
Open the window and listen to the life outside for a minute.
Put both hands around something warm.
Look up one group near you that meets this week.
Call somebody just to ask about their day.
Lay a hand on your heart and breathe slowly five times.
Cook one small thing you like, only for you.
Look at a photo of a good day and remember who was there.
Take a short walk and nod to someone on the way.
Ask one colleague or classmate a small question tomorrow.

@ homesick soothe home homesick for
say:
I'm {very}homesick
I want to go home
I miss home
everything here is so different
I've been here for two months and I still don't feel at home
I miss my language
I miss my mum's cooking
I'm far away from everyone I love
I called home and now I feel worse
nothing here smells like home
I cried after the video call with my parents
it's a holiday back home and I'm not there
my new room doesn't feel like mine
I can't settle in here
I miss my old street
how long does homesickness last?
I'm abroad and I feel lost
first week at uni and I just want my own bed
I don't belong here
I count the days until I can go back
about:
I miss {s} so much
I'm homesick for {s}
I'm far away from {s} and it hurts
I keep thinking of {s}
I'd give anything for {s} right now
I woke up missing {s}
I'm abroad and all I want is {s}
ack:
Homesickness can pull at the whole body.
Being far from home is hard, above all in the evening.
Missing home means that you have a place you love.
A new place takes time to feel like yours.
It is all right to want to go home.
Home can be very near in the mind and very far away.
on:
Missing {s} can pull at the whole body.
It is hard to be far away from {s}.
It is no wonder that you long for {s}.
{S} can feel very near and very far at once.
do:
Cook or buy one thing that tastes like home.
Send a voice message to someone back home.
Put one thing from home where you can see it.
Hum a song that you know from home.
Write down three things you would show a visitor from home.
Look at one photo from home, then out of your window here.
Find one corner in your new place that you like, and sit there.
Say one sentence in your own language, out loud.
Plan the next call home and write down the time.
Take a slow walk and learn the name of one street here.
Wrap yourself in something soft that you brought along.
Breathe in and think of a smell from home.
Go back to the same bench or shop twice this week, it becomes yours.
Write a postcard, even a short one.
Tell someone here one thing about where you come from.

@ heartbroken soothe heart heartbroken about
say:
I'm heartbroken
my heart is broken
we broke up
she left me
he left me for someone else
it's over and I can't believe it
I got dumped by text
I still love her
I still sleep on my side of the bed
he says he doesn't love me anymore
I keep looking at old pictures of us
everything reminds me of him
he's already seeing someone new
three years and it's just over
I loved her and she didn't love me back
how do you get over someone?
I can't listen to music anymore
I unblocked her and blocked her again
he moved his things out today
how long does heartbreak last?
I thought we'd grow old together
about:
I'm heartbroken about {s}
I can't get over {s}
{s} {has} broken my heart
I still cry about {s}
how do I get through {s}?
I feel torn apart by {s}
person:
I miss {s} so much it hurts
{s} left me and I'm heartbroken
I can't stop thinking about {s}
I saw {s} with someone else today
I still love {s}
I keep reading old messages from {s}
how do I get over {s}?
ack:
A broken heart hurts in the whole body.
Love does not switch off overnight.
That is a deep hurt.
Letting go of someone you loved is slow work.
That really hurts.
It makes sense that everything reminds you of it.
on:
{S} can hurt in the whole body.
Going through {s} is hard on the heart.
Getting over {s} takes its own time.
It is no wonder that {s} {is} breaking your heart.
onperson:
Missing {s} this much really hurts.
Love for {s} does not switch off overnight.
It is hard to let go of {s}.
It makes sense that so much reminds you of {s}.
do:
Put the photos away for tonight, only for tonight.
Leave the last message alone for this evening.
Ask a friend to walk with you for half an hour.

@ hurt soothe heart hurt by
say:
I'm {very}hurt
that really hurt
they laughed at me
someone said something mean and it won't leave my head
my feelings are hurt
they talked behind my back
I feel betrayed
a friend let me down
I was always there for them and now nothing
I feel used
nobody said thank you
I feel taken for granted
she said I was too sensitive
he forgot our anniversary
I got ignored the whole evening
they made a joke about me in front of everyone
words can hurt so much
I trusted the wrong person
it stings and I pretend it doesn't
I know they didn't mean it but it hurt
about:
I'm hurt about {s}
{s} really hurt me
I can't forget {s}
{s} still {sting}
I'm still not over {s}
person:
{s} hurt my feelings
{s} said something really mean to me
I feel let down by {s}
I feel betrayed by {s}
{s} laughed at me in front of everyone
{s} forgot my birthday
I'm hurt, {s} didn't even say sorry
I was always there for {s} and now I get nothing back
why would {s} do that to me?
ack:
That sounds painful.
Words like that can sting for a long time.
It hurts when others are careless with you.
Being treated that way hurts, and you may say so.
It is not too sensitive to be hurt.
That was not kind of them.
on:
It is no wonder that you are hurt about {s}.
{S} would sting anyone.
You are allowed to be hurt by {s}.
Some things stay under the skin for a while, and {s} may be one of them.
onperson:
It hurts to be let down by {s}.
Words from {s} can go deep.
You did not expect that from {s}.
It stings when {s} {is} unkind to you.

@ ashamed soothe shame ashamed of
say:
I'm {very}ashamed
I want to sink into the ground
I'm so ashamed of myself
I can't tell anyone what I did
I feel like a bad person
I can't look anybody in the eye
if people knew, they'd leave
I'm ashamed and I hide it
I drank too much and did stupid things
I lied and now it's all coming out
I can't face them tomorrow
I feel dirty and small
everyone knows now
I let my family down
I'm ashamed that I can't afford it
I'm ashamed that I need help
I hate what I did
I feel like hiding for a year
how do you live with shame?
I'm a disappointment
about:
I'm {very}ashamed of {s}
I feel so much shame about {s}
I can't look anyone in the eye because of {s}
I want to hide because of {s}
nobody knows about {s} and I'm so ashamed
past:
I can't forgive myself for {s}
ack:
Shame makes people want to hide, and you wrote anyway.
Being ashamed hurts deeply.
One moment is not the whole of you.
Shame grows in silence and shrinks a little when it is said.
You are still worth some kindness.
That is a heavy thing to carry alone.
on:
Shame about {s} is heavy to carry alone.
{S} {does} not make you a bad person.
It took some courage to tell me about {s}.
You are more than {s}.

@ guilty soothe shame guilty about
say:
I feel {very}guilty
I feel guilty all the time
it's all my fault
I should have been there
I said something awful and I can't take it back
I shouted at my kid and feel terrible
I forgot and now they're sad because of me
I feel bad about resting
I said no and now I feel guilty
I didn't visit often enough
I broke a promise
I hurt someone I love
I was unfair and I know it
my conscience is eating me
I can't forgive myself
I feel guilty when I'm not working
I never do enough for them
I cancelled again and feel awful
I should have said sorry
was it my fault?
about:
I feel {very}guilty about {s}
I can't stop feeling guilty because of {s}
I feel terrible about {s}
guilt about {s} won't leave me alone
past:
I keep blaming myself for {s}
person:
I feel guilty about {s}
I feel like I let {s} down
I was unfair to {s}
I shouted at {s} and now I feel terrible
I should call {s} more often
I lied to {s} and feel awful
ack:
Guilt is heavy, and it shows that you care.
You are blaming yourself hard.
Everyone gets things wrong at times.
It hurts to think that it was your fault.
Feeling bad about it means your heart is in the right place.
You can make amends without punishing yourself.
on:
Guilt about {s} can sit heavily in the chest.
Feeling bad about {s} shows that you care.
onpast:
You are blaming yourself hard for {s}.
{S} cannot be undone, but what comes next is open.
onperson:
Your guilt shows how much {s} means to you.
Feeling bad about {s} means that you care.
Things with {s} can often be mended with a few honest words.
do:
Write one honest sentence of apology, and send it when you feel calmer.

@ embarrassed soothe shame embarrassed about
say:
I'm {very}embarrassed
I just made a fool of myself
I tripped in front of everyone
I called my teacher mum
I sent the message to the wrong person
my face went bright red
I waved at someone who wasn't waving at me
I want to disappear
that was so awkward
I forgot her name while introducing her
my stomach growled in the silent meeting
I replied to all by mistake
I cringe every time I think of it
everyone saw
I laughed at the wrong moment
I said something so stupid
I had spinach in my teeth all day and nobody told me
my zip was open the whole time
I cried in front of my boss, so embarrassing
I keep cringing at night about things I said years ago
about:
I'm {very}embarrassed about {s}
I cringe when I think about {s}
I could die of embarrassment because of {s}, not literally
{s} {was} so awkward
my face goes red just thinking about {s}
how do I live down {s}?
ack:
That hot, sinking feeling is awful, and it fades.
Moments like that feel much bigger from the inside.
It is embarrassing, and it happens to everyone.
Other people forget such moments faster than we do.
A red face is just the body being honest.
Cringing means that you care how you come across.
on:
{S} will feel smaller with each day.
Being embarrassed about {s} is very human.
Most people will forget about {s} long before you do.
No wonder {s} still {make} you cringe.

@ disappointed soothe sad disappointed about
say:
I'm {very}disappointed
I had hoped for so much more
it didn't work out
I was so sure I'd get it
all that hope for nothing
I'm gutted
they cancelled at the last minute
I was looking forward to it for weeks
it wasn't what I expected
I got a bad mark
we lost
I didn't win anything
I got my hopes up again
another let-down
it fell through
I came second, again
I thought this time would be different
they chose someone else
I'm disappointed in myself
nobody came
about:
I'm {very}disappointed about {s}
I'm gutted about {s}
I had such high hopes, and now {s}
I can't hide how disappointed I am about {s}
person:
I'm {very}disappointed in {s}
{s} let me down again
I expected more from {s}
{s} cancelled on me at the last minute
ack:
That is a real let-down.
You had hoped for something, and it hurts that it fell away.
Disappointment is heavy when you have put your heart in.
It is all right to be gutted for a while.
Hoping was not a mistake.
It did not turn out as you wished, and that hurts.
on:
It makes sense to be disappointed about {s}.
{S} must be hard to swallow after all that hope.
It is a pity about {s}, and it may hurt.
It is all right to be gutted about {s} for a while.
onperson:
You expected more from {s}, and that hurts.
It is hard to be let down by {s}.
Being disappointed in {s} is allowed.

@ rejected soothe heart rejected -
say:
I feel rejected
they said no
I got rejected again
I got another rejection today
nobody wants me
they picked everyone else first
I wasn't invited
she said she only wants to be friends
he never wrote back
I asked her out and she laughed
we regret to inform you, again
I'm always the one who isn't chosen
they removed me from the group chat
my own family didn't invite me
he ghosted me
swiped, matched, ghosted
they didn't even reply
it was a no
I put myself out there and got turned down
twenty applications, twenty no's
about:
I feel {very}rejected because of {s}
I can't get over {s}
{s} felt like a slap in the face
I keep thinking I'm worthless because of {s}
I knew it might happen, but {s} really got to me
person:
I feel rejected by {s}
{s} doesn't want to see me anymore
{s} never wrote back
{s} turned me down
{s} didn't invite me
ack:
A no like that stings.
Being turned away hurts, and it is not a verdict on you.
It takes courage to ask at all.
Not being chosen can ache for a while.
A closed door hurts.
You put yourself out there, and that counts.
on:
{S} must sting.
It hurts, and {s} {is} not a verdict on you.
It is all right to be low after {s}.
{S} can ache for a while.
onperson:
Being turned away by {s} hurts.
It stings when {s} {does} not answer as you hoped.
You reached out to {s}, and that took courage.

@ jealous soothe envy jealous of
say:
I'm {very}jealous
jealousy is eating me up
he was laughing with her all evening
I checked his phone and I hate myself for it
she gets all the attention
I don't trust him and I don't know if it's me
I get jealous when she goes out without me
they are always together
my best friend has a new best friend
I'm scared of being replaced
why did she like all his pictures?
everyone loves her more
I hate feeling jealous
he still talks to his ex
I'm the jealous type and I don't want to be
I can't stand it when they flirt
my jealousy is ruining everything
I went through her messages again
I see her with other people and it burns
why do I always think they'll leave me?
he liked someone else's picture and I've been upset all day
about:
I'm {very}jealous of {s}
I can't stop comparing myself with {s}
I feel replaced by {s}
jealous of {s}, and I hate that
it drives me mad to see {s}
ack:
Jealousy burns, and underneath there is often fear of losing something dear.
It is hard to feel replaceable.
Being jealous is uncomfortable, and it does not make you a bad person.
That sting shows how much the bond matters to you.
Nobody likes this feeling, and nearly everybody knows it.
on:
Being jealous of {s} is uncomfortable and very human.
{S} {has} touched a sore spot.
Jealousy of {s} often hides a fear of losing something dear.
It stings to compare yourself with {s}.
do:
Say to yourself: I am afraid of losing something, and breathe out slowly.

@ envy soothe envy envious of
say:
I'm envious and I hate it
everyone is getting married and buying houses
all my friends are ahead of me
they have everything I want
why do others get it so easily?
I scroll and see perfect lives everywhere
she got the promotion and I smiled and went to cry
everyone is pregnant except me
they travel the world and I can't pay for the bus
I want to be happy for him, but I'm green with envy
social media makes me feel like a failure
my life is so small next to theirs
he's younger than me and has it all
when will it be my turn?
I should be happy for her and I'm not
I feel left behind
others get everything handed to them
I compare myself all day
I saw her holiday photos and felt sick with envy
my friends are all further in life than me
I'm so envious it hurts
about:
I'm {very}envious of {s}
I envy {s} and feel bad about it
I want to be happy for others, but {s} {is} hard for me to watch
green with envy about {s}
why not me? I keep thinking of {s}
ack:
Envy points at something you long for.
It is hard to clap for others when your own wish is waiting.
Feeling left behind hurts.
Comparing is tiring, and you only see their bright side.
You can be envious and still be a kind person.
on:
Envy of {s} points at something you long for.
It is hard to look at {s} while your own wish is waiting.
Feeling a sting about {s} does not make you unkind.
From outside you see only the bright side of {s}.

@ regret soothe shame - -
say:
I regret everything
I wish I could turn back time
I made the wrong choice
if only I had waited
I should never have said that
I should have studied
I wasted so many years
why did I do that?
I said no and it was the chance of my life
I regret sending that message
I let the best person go
I wish I'd called her one more time
what if I had stayed?
I keep thinking about the road I didn't take
it's too late now
I was so stupid back then
I spent all my savings on it
I quit too early
I never told him how I felt
I can't undo it
about:
I regret {s}
I really regret {s}
I wish I could undo {s}
I think about {s} every day and regret it
{s} was a mistake
ack:
Regret looks back with more light than you had then.
It hurts to wish for another chance.
You decided with what you knew at the time.
Looking back like this is painful.
The past is fixed, but this hour is not.
Wishing it were different is a kind of grief.
The thought of what might have been is heavy.
It is human to look back and wish.
One choice is not your whole life.
on:
Regret about {s} can ache for a long time.
{S} cannot be undone, and you did not know then what you know now.
It hurts to look back at {s}.
Looking back at {s} with today's eyes is hard.

@ ill soothe body - -
say:
I'm ill and miserable
I feel sick
I've got a fever and everything hurts
my head is pounding
I've been in bed for three days
my back is killing me
I have the flu
my whole body aches
I'm in pain and can't sleep
my stomach hurts
I've got a migraine, the light is too bright
my period cramps are awful
I'm so tired of being sick
sore throat, runny nose, the works
my knee hurts with every step
I have a chronic illness and today is a bad day
my joints are so stiff this morning
I can't stop coughing
the pain comes and goes
I'm recovering from an operation and it's slow
my tooth hurts and the dentist is closed
I feel weak and dizzy with this cold
I threw up twice and now I'm shaky
about:
{s} {is} wearing me down
{s} {has} been bad all day
I feel so low from {s}
{s} won't let me rest
I'm fed up with {s}
another day with {s}
I can't do anything because of {s}
I'm so tired of {s}
ack:
Being ill makes everything harder.
Pain takes a lot of strength.
That sounds miserable, and a day in bed can be very long.
A sore body needs a very quiet hour.
It is hard to be patient with a body that hurts.
You do not have to do much today.
Feeling so unwell is draining.
A bad day in the body is a bad day in the mind too.
Your body is working hard right now.
on:
{S} can wear anyone down.
It is a hard day when {s} {is} so bad.
{S} {does} take a lot of strength.
It is hard to be patient with {s}.
do:
Find the position that hurts least and let everything else go loose.
Take small sips of water and close your eyes for a few minutes.
Breathe gently around the sore place, five slow breaths.
Put something warm or something cool on it, whichever feels better.
Let one thing be done by someone else today.
Dim the light and rest your eyes.
Lie down with a pillow under your knees and breathe slowly.
Tell someone near you that you are unwell.
Let your face go soft, then your hands.
Sip something warm and rest after it.
Open the window a little and take three gentle breaths.
Count your breath out, slowly, up to ten.
Cancel one thing for today without a bad conscience.
Pull the blanket up and let your weight sink.
Stretch only as far as it is kind to your body.
Note down when it started, so that you can tell a doctor.

@ discouraged uplift low discouraged about
say:
I feel {very}discouraged
I'm ready to give up on this
I don't see any progress
I've lost hope that this will ever work
what's the use of trying so hard?
I've got no motivation left
I feel like a failure today
it feels hopeless right now, I'm safe, just so tired of it
I was doing so well and then I slipped back
it's one setback after another
I keep starting over
I've lost my spark
I'm losing heart
all uphill, every single day
I'm behind everyone my age
I try and try and it's never enough
I don't think it will get better soon
some days I just don't see the point in practising
I fell back into my old habit
I'm at the bottom again
my plan failed, again
I need a little hope
can you give me some courage? I'm losing mine
I have to go on but I have no strength
about:
I'm {very}discouraged about {s}
I've lost my drive because of {s}
{s} {has} taken all my courage
I feel like a failure because of {s}
thing:
I'm losing heart with {s}
I feel like giving up on {s}
I see no progress with {s}
I've lost hope with {s}
{s} {is} going nowhere and I'm losing my drive
why bother with {s} anymore?
I need some courage for {s}
ack:
Losing heart happens, above all after a long uphill stretch.
A setback is hard, and it does not erase what you have done.
It makes sense to feel low when progress is so slow.
You are tired of trying, and still you are here.
Hope can be very small and still be there.
That is discouraging, and it is one chapter only.
A low day is not the end of the road.
on:
{S} can take the wind out of anyone.
It makes sense to lose courage because of {s}.
onthing:
It makes sense to lose heart with {s} for a while.
{S} can feel like a long climb.
A setback with {s} does not erase what you have done.
You have kept going with {s} longer than you think.
Progress with {s} can be slow and still be real.
onpast:
It is all right to be low after {s}.
{S} {does} not erase what you have done.
"""

FAMILIES = """
@ worry
Breathe in for four, out for six, and do that five times.
Put both feet flat on the floor and feel them for three breaths.
Unclench your jaw and let your shoulders sink.
Hold your wrists under cold water for a few seconds.
Take one slow breath and make the way out as long as you can.
Look around and name five things you can see.
Walk slowly to the window and look at something far away.
Write down the one thing that troubles you most, in one line.
Rest your hands on your thighs and feel their warmth.
Take one small step only, and let the rest wait.
Text someone you trust that today is a bit hard.
Loosen your hands, one finger at a time.
Rub your hands together until they are warm and lay them on your face.
Drink a glass of water slowly, one sip at a time.
Stretch your arms up once, then let them drop.
Say quietly: one thing at a time.
Sit back so that the chair carries your whole weight.
Let your belly go soft and breathe down into it.
Roll your shoulders back three times, slowly.
Do the next small thing, and only that one.

@ panic
Press both feet into the floor and count four slow breaths.
Name five things you can see, one by one.
Breathe out longer than you breathe in, six times.
Hold something cold in your hand and feel how cold it is.
Press your back against the chair or the wall and stay there for ten breaths.
Put your hands on your thighs and press down gently.
Look for three blue things around you.
Count down from ten, one number with each breath out.
Feel the weight of your feet, first the left, then the right.
Let cold water run over your wrists.
Squeeze your fists for five seconds, then open them.
Say out loud where you are and what day it is.
Push your heels into the ground and feel that it holds.
Trace the edge of your phone with one finger and breathe out.
Listen for two sounds near you and one far away.
Touch the table in front of you and feel its surface.
Breathe in for three, hold for one, and breathe out for five.
Cross your arms and tap your shoulders slowly, left and right.

@ anger
Press both feet into the floor and breathe out hard, three times.
Squeeze your fists for five seconds, then open them slowly.
Take a fast walk around the block before you answer anyone.
Hold your hands under cold water until they feel cool.
Push your palms together hard, then let them drop.
Count ten breaths out before you say a word.
Unclench your jaw and lower your shoulders.
Write down what you would like to shout, then fold the paper.
Step outside for two minutes and feel the air on your face.
Shake out your arms until they feel loose.
Stamp your feet a few times, then stand still and feel the floor.
Breathe out with a long sigh, and once more.
Drink a glass of cold water slowly.
Put the phone away for ten minutes.
Name the feeling in one word, and then what it needs.
Press a pillow as hard as you can, then let go.
Look at one fixed point and breathe out slowly five times.

@ strain
Choose one thing that takes five minutes, and do only that.
Write down everything on one page, then circle a single line.
Put both feet on the floor and take three even breaths.
Push one task to tomorrow on purpose.
Set a timer for ten minutes and stop when it rings.
Stand up, stretch once, and sit down again.
Clear one small corner of the table.
Ask one person for one bit of help.
Drink some water before you go on.
Close everything except the one thing in front of you.
Take a break of five minutes away from it.
Say out loud what the very next step is.
Cross out one thing that does not have to be done at all.
Do the smallest part first.
Let your shoulders sink and count four slow breaths.
Look out of the window for one minute, then choose one step.
Note what already works, even if it is one line.
Walk to the door and back, slowly, and then begin again.

@ wait
Put the phone in another room for twenty minutes.
Do one thing with your hands, like washing a cup.
Choose a time for the next check, and leave it until then.
Breathe evenly, in for four and out for four, ten times.
Take a slow walk around the block while you wait.
Tidy one drawer, only one.
Write down what you will do in either case, one line each.
Call someone and talk about something else.
Feel both feet on the floor for ten even breaths.
Make a cup of tea and drink it sitting down.
Water a plant or fold a few clothes.
Read two pages of anything.
Stretch your back and let the breath come and go.
Set a timer for an hour and do something small until it rings.
Name one thing that stays the same, whatever the answer is.
Lay one hand on your chest and count ten beats.

@ choice
Write both options on paper and sleep on it once.
Imagine that you have chosen the first one, and notice how your body feels.
Ask what you would tell a good friend in your place.
Put both feet on the floor and take three even breaths.
Name the one thing that matters most to you in this.
Set a time for deciding, and leave it alone until then.
Say each option out loud and listen to your own voice.
Write one line for each side, no more.
Take a short walk and let the question rest.
Find out the one fact that is still missing.
Ask yourself which choice you could live with in a year.
Decide only the next small step for now.
Tell one person both sides and hear what you say first.
Cross out the option that you would not miss.
Close your eyes, breathe evenly five times, and look again.
Try one option in your mind until this evening.

@ doubt
Write down one thing you did well this week, however small.
Put both feet on the floor and sit up straight for three breaths.
Talk to yourself as you would to a friend.
Remember one time when you were unsure and it went all right.
Ask someone who knows you what they see in you.
Take one small step before the doubt has finished talking.
Lower your shoulders and let your chest open a little.
Note one thing you know today that you did not know last year.
Name the doubt in one line, then write one fact beside it.
Do ten minutes of it, just to begin.
Breathe evenly, in for four and out for four, five times.
Leave other people's photos alone for this evening.
Say quietly: I am learning this.
Stand with both feet firm and feel how the floor carries you.
Do one thing that you are good at, even a small one.
Keep one kind word that you once got, and read it again.

@ sad
Wrap a blanket around you and feel its weight.
Make something warm to drink and hold the cup in both hands.
Let the tears come if they want to, and breathe out slowly.
Put on one song that understands you.
Lay a hand on your heart for five slow breaths.
Write one line about what hurts.
Tell someone that today is a sad day.
Take a slow walk, even if it is only to the corner.
Wash your face with cool water and pat it dry gently.
Sit by a window and watch the sky for a minute.
Drink a glass of water, slowly, sip by sip.
Rest your head on a pillow and let your face go soft.
Do one kind thing for yourself before noon or before bed.
Let today be small, with one thing only.
Sit close to someone, or to a pet, for a while.
Step outside and feel the air on your cheeks.
Call someone whose voice is good for you.
Breathe out with a sigh and let your shoulders drop.

@ grief
Light a candle and stay with it for a minute.
Say the name out loud, softly.
Put a photo where you can see it today.
Lay a hand on your heart and breathe slowly.
Tell someone one small story from your time together.
Write one line that you would still like to say.
Eat a little something, grief makes people forget.
Wrap yourself in something soft and let the tears come.
Let one task wait until tomorrow.
Take a slow walk on a way that you both knew.
Ask someone to sit with you, without talking.
Hold something that reminds you of good days.
Drink some water and rest for ten minutes.
Let this hour be only for missing.
Think of one thing you learned from those years.
Breathe in slowly and let the breath out with a sigh.
Listen to one song that belongs to those years.

@ heart
Lay a hand on your heart and take five slow breaths.
Tell one person you trust what happened.
Write it down in one line, only for yourself.
Make something warm to drink and hold the cup.
Let the tears come if they are there.
Put the phone away for an hour.
Take a slow walk and feel each step.
Wrap a blanket around your shoulders.
Do one thing that was yours before all this.
Say to yourself: that hurt, and I am allowed to feel it.
Eat something small and simple.
Wash your face with cool water.
Write a letter that you will not send.
Breathe out slowly and let your shoulders drop.
Sit by the window for a minute and watch what goes by.
Call a friend and let them talk if you cannot.
Put on some music that is kind to you.

@ shame
Lay a hand on your heart and breathe slowly five times.
Say to yourself what you would say to a good friend.
Tell one safe person, in a single sentence.
Write down what happened in three lines, then close the paper.
Let your shoulders drop and lift your eyes from the floor.
Wash your hands with warm water and let it run a moment.
Think of one small thing that you can put right this week.
Say sorry once, plainly, and then let it rest.
Name one thing that you would do differently next time.
Breathe out slowly and let your face go soft.
Remember one kind thing that you did this month.
Take a short walk and look up at the sky.
Ask yourself who will remember it in a year.
Put a blanket around you and let it be for tonight.
Forgive yourself for one small part of it today.
Drink something warm, slowly.
Look at something far away for three breaths.

@ envy
Put the phone down for an hour and stop looking.
Write down what exactly you wish for, in one line.
Lay a hand on your heart and take five slow breaths.
Name one thing in your own life that you would not trade.
Tell someone you trust, it loses some of its sting.
Take one tiny step toward your own wish today.
Breathe out slowly and let your hands open.
Do one thing now that is only yours.
Go outside for ten minutes and look up.
Ask calmly for the closeness you need, in one sentence.
Mute one account for a week.
Think of one thing you are proud of this year.
Let the feeling be there, without doing anything about it.
Make something warm and drink it slowly.
Unclench your jaw and let your shoulders sink.

@ low
Take one step that is so small that it cannot fail.
Write down one thing that is better than a year ago.
Go outside for five minutes and lift your eyes.
Ask somebody to cheer you on for one day.
Do two minutes of it and then stop, that counts.
Sit up, take a full breath, and let your chest open.
Remember one time when you came through something hard.
Rest tonight, and begin again tomorrow with one line.
Put on one song that lifts you a little.
Tell someone how far you have come already.
Set the bar lower for today, and step over it.
Drink some water and stretch your arms wide.
Mark today's try with a small cross on paper.
Ask one person how they got through their low stretch.
Open the curtains and let some light in.
Name one reason why you began.
Eat something good before you decide anything.
"""
