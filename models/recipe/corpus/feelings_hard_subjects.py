"""What hard feelings are about: subjects with their noun phrases, fitting feelings, whole messages and suggestions of their own."""

from __future__ import annotations

TEXT = """
exam | perform | anxious nervous worried stressed scared doubt overwhelmed sleepless panic racing | my exam; the exam; my maths exam; my finals+
; the biology test; my history exam; the oral exam; my entrance exam
> nervous: my exam starts in an hour and my mind is blank
> panic: sitting outside the exam hall, my exam is in ten minutes and I can't breathe
> overwhelmed: there's too much to learn for my finals and I've only got four days
* Read your notes for ten minutes, then close them and breathe out.
* Lay out your pens and your papers, and then stop for tonight.
* Choose one topic you know well and say it out loud once.
* When the paper lies before you, begin with the easiest question.
examfail | past | disappointed ashamed discouraged sad crying | my exam result; failing the exam; my bad grade; failing maths; my report card
; the failed test
> disappointed: I failed the exam and I had studied for weeks
> ashamed: I got a bad grade and I can't tell my parents
> discouraged: I failed again, third time now
* Ask the teacher for one thing that would help next time.
* Tell one person the result, so that you are not alone with it.
* Leave the books closed today and look at the mistakes tomorrow.
interview | perform | anxious nervous worried scared doubt sleepless stressed panic | my job interview; the interview; my interview
; the second interview; my visa interview
> nervous: interview in thirty minutes, I'm in the lobby and my hands are wet
> doubt: they invited me to an interview but I'm sure the others are better
> sleepless: my job interview is at nine and I'm wide awake at 2
* Say your first sentence out loud twice, slowly.
* Write down two things you want them to know about you.
* Lay out your clothes now, so that the morning is easy.
presentation | perform | anxious nervous scared stressed doubt panic sleepless racing | my presentation; the presentation; my talk; my slides+
; the big pitch; my talk in front of the whole class
> nervous: I have to present in front of forty people and my voice is already gone
> panic: it's my turn to present next and my heart is hammering
> doubt: my presentation is full of holes, they'll see I have no clue
* Learn the first two sentences by heart and let the rest follow.
* Choose one friendly face in the room and speak to that person.
* Put a glass of water beside you and sip before you begin.
* Stand with both feet firm and speak the first line slowly.
doctor | ahead | anxious nervous worried scared sleepless | my doctor's appointment; the appointment at the clinic; my check-up; the scan
; the blood test; my appointment with the specialist
> anxious: sitting in the waiting room, I hate doctors
> scared: I have a scan tomorrow and I'm so afraid of what they'll find
> worried: I found a lump and my appointment is only on monday
* Write your three most important questions on a piece of paper.
* Ask someone to come with you or to wait outside.
* Tell the nurse that you are nervous, they hear it every day.
dentist | ahead | anxious nervous scared panic | the dentist; my dentist appointment; the root canal; getting my tooth pulled
> scared: dentist in an hour. I'm a grown man and I'm terrified
> nervous: in the dentist's chair in five minutes, help
* Agree on a hand sign with the dentist for a pause.
* Take headphones along and choose one long, slow song.
* Tell them at the door that you are afraid, they will go slowly.
surgery | ahead | anxious nervous worried scared sleepless panic | my surgery; the operation; my knee operation; my mother's surgery
; the anaesthetic; my daughter's operation
> scared: surgery tomorrow morning and I can't stop shaking
> worried: my dad is in the operating room right now
> scared: I'm afraid I won't wake up from the anaesthetic
* Tell the nurse that you are afraid, and let someone sit with you.
* Put one soft thing in your bag for afterwards.
* Write one question for the team and keep the paper close.
results | wait | anxious worried waiting scared sleepless racing | the test results+; my biopsy results+; the scan results+; my blood results+
; the call from the clinic; an answer from the doctor
> waiting: still no test results and it's been nine days
> waiting: I keep checking my phone, the clinic said they'd call today
> scared: the letter with my results is on the table and I can't open it
* Ask the clinic when they expect to know, so the day has an end.
* Have someone with you when the call comes.
* Plan one small thing for the hour after you know.
diagnosis | past | shocked sad scared crying racing unreal overwhelmed | the diagnosis; my diagnosis; my father's diagnosis; what the doctor told me
; the news from the hospital
> shocked: the doctor just told me it's serious and I'm sitting in the car park
> crying: my mum has cancer and I just found out
> unreal: since my diagnosis I walk around like in a film
* Ask one person to be with you tonight.
* Write down the questions as they come, the doctor can answer them next time.
* Leave the searching online for another day.
flight | ahead | anxious nervous scared panic | my flight; the flight; flying; the plane; take-off; my first flight alone; the long flight
> scared: we're about to take off and I'm gripping the seat
> panic: there's turbulence and I'm losing my nerves, middle seat, nowhere to go
> nervous: never flown before, leaving at six tomorrow
* Tell the crew that you are nervous, they will look in on you.
* Press your feet into the floor during take-off and breathe out long.
* Choose one song for take-off and listen to it to the end.
wedding | ahead | nervous stressed overwhelmed anxious doubt sleepless | my wedding; the wedding; my sister's wedding; my wedding speech
; the seating plan; the wedding planning
> nervous: getting married tomorrow and I can't eat a thing
> stressed: my wedding is in two weeks and both families are fighting about the seating
> overwhelmed: flowers, food, guests, dress, I can't do this wedding anymore
* Give one task away to someone who has offered help.
* Take ten minutes alone with the person you love, without lists.
* Write down the one thing about the day that matters to you.
firstday | ahead | nervous anxious scared doubt sleepless | my first day; my first day at work; the first day at my new school; my new job
; starting at the new office; my first shift
> nervous: first day at the new job tomorrow, I know nobody
> doubt: starting on monday and I'm sure they'll notice I know nothing
* Learn one name today, and let the rest come.
* Lay out what you need tonight and put your keys on top.
* Prepare one simple question to ask a colleague.
move | ahead | stressed overwhelmed anxious sad sleepless | moving house; the move; my move; packing; moving to another city
> overwhelmed: boxes everywhere, the van comes on saturday and I've packed one shelf
> sad: last night in my old flat and I'm sitting on the floor
> stressed: we move in three days and nothing is ready
* Pack one single box, and then sit down.
* Keep one bag apart with what you need for the first night.
* Walk through the old rooms once and say goodbye.
rent | thing | worried stressed anxious sleepless ashamed scared | the rent; my rent; this month's rent; the rent increase; my landlord's letter
> worried: I don't know how I'll pay the rent this month
> stressed: landlord raised the rent again, I can't afford it
> ashamed: I'm two months behind with my rent and nobody knows
* Write the sum and the date on one line, so that it is clear.
* Ask your landlord for a plan in two parts, in one short message.
* Look up one advice centre near you and note the number.
debts | thing | worried stressed anxious sleepless ashamed overwhelmed scared panic racing | my debts+; the debt; my loans+; the credit card
; the money I owe; the letters from the bank+
> ashamed: I owe money everywhere and I hide the letters in a drawer
> sleepless: lying awake doing sums, the debt just doesn't get smaller
> panic: the bank called again and now I'm shaking
* Open one letter today, only one, and write down the sum.
* Put all the letters on one pile and call a debt advice line tomorrow.
* Tell one person you trust how much it is.
bills | thing | worried stressed anxious overwhelmed irritated | the bills+; my bills+; the electricity bill; the heating bill; the unpaid invoices+
; money; the car repair bill
> stressed: another bill. I just paid the last one
> worried: the heating bill came and it's twice as much as last year
> worried: payday is in two weeks and my account is empty
* Sort the pile by date and look only at the first one.
* Call and ask if you can pay in small parts.
* Write what comes in and what goes out on one page.
jobloss | past | shocked scared sad angry worried ashamed sleepless | losing my job; the layoff; getting fired; my dismissal; the end of my contract
> shocked: I was just fired. twelve years and they gave me a box
> worried: I lost my job and I haven't told my wife yet
> ashamed: everyone goes to work in the morning and I sit here
* Tell one person who is close to you today.
* Leave the applications for tomorrow and eat something warm.
* Note the one office you have to call first, and when it opens.
jobhunt | thing | discouraged frustrated doubt stressed sad | my job search; the applications+; looking for work; all the applications+; job hunting
> discouraged: sixty applications and not a single interview
> frustrated: they want five years of experience for an entry job
> doubt: nobody answers, maybe I'm just not good enough
* Send one application today and then close the laptop.
* Ask one person to read your letter with fresh eyes.
* Take today off from searching and go outside.
rejection | past | rejected disappointed discouraged sad | the rejection; the rejection letter; the no from the university; not getting the job
; not getting the part; the declined application
> rejected: got the email. we regret to inform you. again
> disappointed: I didn't get the job and I'd already told everyone
> sad: my dream university said no
* Read the letter once, then put it away for today.
* Ask them for one line of feedback when you feel ready.
* Do one thing this evening that has nothing to do with it.
boss | person | angry furious stressed anxious hurt frustrated irritated scared | my boss; my manager; my supervisor; my team leader
> furious: my boss took credit for my work in front of everyone
> anxious: my manager wants to talk to me tomorrow and didn't say why
> stressed: boss called twice on my day off
> hurt: my boss said in front of the team that I'm slow
* Write down the one sentence you would like to say at work, and keep it for tomorrow.
* Note what happened, with the date, and leave it there for tonight.
* Ask for ten minutes to talk, at a time that suits you.
colleague | person | angry irritated hurt frustrated stressed furious | my colleague; my coworker; the woman at the next desk; my desk neighbour
; the new guy at work
> irritated: my colleague hums all day long and I can't concentrate
> angry: my coworker left early again and I do the work of two people
> hurt: my colleague told everyone what I said in private
* Take your break in another room today.
* Say one sentence that begins with I, not with you.
* Put your headphones on for twenty minutes and do one task.
work | thing | stressed overwhelmed burnt_out frustrated anxious irritated sleepless | work; my job; my workload; the overtime; the night shifts+
; my inbox; the endless meetings+
> stressed: work was hell today and tomorrow is the same
> burnt_out: I've worked six weekends in a row and I have nothing left
> overwhelmed: came back from leave to 600 emails
> stressed: I can't unwind after my shift, still hearing the machines
* Choose the one task that really has to be done today.
* Change your clothes when you get home, so that the work day ends.
* Take your lunch away from the desk.
deadline | ahead | stressed overwhelmed anxious sleepless panic frustrated | the deadline; my deadline; the report; my thesis; the project; my essay
; the hand-in date; the grant application
> panic: deadline in three hours and half of it is missing
> overwhelmed: my thesis is due in ten days and I've written two pages
> stressed: two deadlines on the same day, great planning
* Write one rough paragraph, it may be bad.
* Choose what can be left out, and strike it.
* Set a timer for fifteen minutes and work on one part only.
meeting | perform | nervous anxious stressed scared doubt | the meeting; my review; the talk with my boss; my appraisal; the staff meeting
; the meeting with the bank
> nervous: performance review at four and my stomach is a knot
> anxious: they put a meeting in my calendar without a subject
* Write down one point you want to make, and take it with you.
* Arrive two minutes early and put both feet on the floor.
* Ask what it is about, in one short message.
mistake | past | ashamed guilty embarrassed regret anxious sleepless racing | my mistake at work; the mistake I made; the wrong email
; the wrong invoice; my error; deleting the file
> ashamed: I sent the numbers to the wrong client and everyone knows
> anxious: I made a mistake at work and nobody has noticed yet
> guilty: because of my error the whole team had to stay late
* Tell the right person early, in two plain sentences.
* Write down what you would check next time.
* Ask a colleague to look over it with you tomorrow.
friend | person | hurt angry worried disappointed guilty rejected sad | my friend; my best friend; my oldest friend; my flatmate
> hurt: my best friend told everyone my secret
> disappointed: my friend cancelled again, one hour before
> worried: my friend isn't answering and that's not like her
> guilty: I forgot my best friend's birthday
* Write the message now, but send it tomorrow.
* Tell your friend what you need in one honest sentence.
* Suggest a walk together, it is easier to talk side by side.
friendship | past | sad hurt rejected angry | losing my best friend; the end of our friendship; being left out of the trip
; the fight with my best friend; the group chat without me
> rejected: they made a new group chat without me
> sad: ten years of friendship and now we don't talk
> hurt: I saw the photos, everyone was there except me
* Write down what you would say, without sending it.
* Call one other person who is good to you.
* Close the app for this evening.
mother | person | worried angry hurt guilty frustrated sad stressed | my mother; my mum; my mom
> worried: my mother keeps forgetting things and lives alone
> angry: my mum comments on my weight every single visit
> guilty: I put my mother in a home and she cried when I left
> hurt: my mom said she liked my brother's life better
* Decide on one short sentence to say on the phone, and then change the subject.
* Call her for five minutes, no longer.
* Write down what you wish she knew.
father | person | worried angry hurt sad frustrated disappointed | my father; my dad
> hurt: my dad has never once said he's proud of me
> worried: my father is in hospital and I live three hours away
> angry: dad promised to come and didn't, again
* Write one sentence that you would like him to hear.
* Tell someone else in the family how it is for you.
* Take a short walk before you talk to him again.
parents | person | stressed frustrated angry hurt worried disappointed guilty | my parents+; my mum and dad+; my family
> frustrated: my parents treat me like I'm twelve and I'm thirty
> hurt: my parents don't accept who I love
> stressed: my parents are fighting downstairs again and I'm in my room
* Put on headphones and stay in your own room for half an hour.
* Choose one thing you want them to respect, and say only that.
* Tell one person outside the family how it is at home.
brother | person | angry worried hurt jealous irritated guilty | my brother; my little brother; my older brother; my sister; my twin sister
; my little sister
> worried: my brother drinks too much and won't listen
> angry: my sister wore my dress and ruined it
> jealous: my brother gets all the praise, always
> guilty: I shouted at my little sister and she cried
* Give it an hour before you answer.
* Say the one thing that bothers you, and leave the old stories out.
* Do something in another room until it is quieter in you.
partner | person | angry hurt worried frustrated guilty irritated sad | my partner; my husband; my wife; my boyfriend; my girlfriend
> angry: my husband forgot our anniversary and says it's no big deal
> hurt: my girlfriend reads my messages because she doesn't trust me
> frustrated: I do all the housework and my boyfriend plays games
> worried: my wife hardly speaks lately
* Ask for ten quiet minutes together, with the phones away.
* Say what you feel in one sentence, and what you wish in another.
* Sleep one night on it before you talk.
fight | past | sad angry guilty hurt regret sleepless racing crying stressed | the argument with my partner; our fight; the fight with my wife
; the fight with my husband; the argument last night; our argument; the row with my mum; the fight with my brother
> sleepless: we had a fight and now we're lying back to back
> guilty: our fight was about nothing and I said something cruel
> sad: had a huge argument with my mum and now nobody speaks
> angry: we fought again about the same thing as always
* Leave it for tonight and say one kind sentence in the morning.
* Write down what you really wanted to say.
* Breathe out slowly, and then decide if one sorry fits.
ex | person | heartbroken angry hurt sad | my ex; my ex-boyfriend; my ex-girlfriend; my ex-husband; my ex-wife
> heartbroken: my ex is getting married. I saw it online
> angry: my ex picks the kids up late every single time
> sad: I dreamed of my ex again
* Mute the profile for a week.
* Put the photos into one folder and close it.
* Ask a friend to be the one you text instead.
breakup | past | heartbroken sad crying sleepless racing | my breakup; the breakup; our breakup; the end of my relationship; being left; the last message
> heartbroken: she ended it by text after four years
> crying: we broke up yesterday and I can't get out of bed
> sleepless: the other half of the bed is empty and I can't sleep
* Change the sheets tonight and sleep in the middle.
* Ask a friend to stay for dinner.
* Put the letters in a box and close the lid for now.
divorce | thing | sad heartbroken stressed overwhelmed angry guilty worried sleepless | the divorce; my divorce; our separation; the custody hearing
> sad: signed the divorce papers today. didn't think it would feel like this
> guilty: the kids cry because we're separating
> stressed: lawyers, money, kids, this divorce eats me alive
* Do one paper today, and put the rest in the folder.
* Ask one friend to be your person for this week.
* Keep one small evening ritual for yourself, every day the same.
crush | thing | nervous anxious | my first date; the date tonight; telling him how I feel; asking her out; my crush; his answer
> nervous: first date in an hour, I've changed my shirt four times
> rejected: I told her how I feel and she said she sees me as a friend
> anxious: I sent the message and now it says read, no answer
* Put on what is comfortable and leave it at that.
* Lay the phone face down for half an hour.
* Tell a friend about it and laugh a little together.
dog | loss | grief | my dog; our old dog; my puppy; our family dog
> grief: my dog died yesterday and the house is so quiet
> grief: we had to put our old dog to sleep this morning
> grief: I still reach for the leash at six
* Keep the leash or the collar in a place that you like.
* Look at one photo in which you both were happy.
* Walk your old round together in your mind, slowly.
cat | loss | grief | my cat; our cat; my old cat; my kitten
> grief: my cat didn't wake up this morning
> grief: I came home and nobody meowed, it's been a week
> grief: people say it was only a cat. she was with me for 16 years
* Put a photo on the shelf where the sun used to fall on the fur.
* Keep the favourite blanket close tonight.
* Tell someone the funniest thing your cat ever did.
pet | loss | grief | my rabbit; my hamster; my horse; my parrot; our guinea pig; my budgie
> grief: my rabbit died and my friends think I'm silly for crying
> grief: I found my hamster this morning, he was so small and cold
> grief: had to say goodbye to my horse today after nineteen years
* Write the name on a stone or on paper and put it somewhere nice.
* Tell someone what made this little life special.
* Let the empty place be empty for a while.
petill | thing | worried scared sad sleepless | my sick dog; my cat's operation; the vet visit; my old dog's health; my missing cat
> worried: my cat hasn't come home for two days
> scared: my dog is at the vet's and they have to operate
> sad: my old dog can't climb the stairs anymore
* Sit next to your animal for a while, if you can, and breathe slowly.
* Ask the vet the one question that troubles you most.
* Write down what you saw, so that you can tell the vet clearly.
grandmother | lossperson | grief | my grandmother; my grandma; my nan; my grandfather; my grandpa; my grandad
> grief: my grandmother died and I wasn't there
> grief: my grandpa's funeral was today and I still hear his laugh
> grief: I made grandma's soup today and cried into the pot
* Cook one of the old recipes this week.
* Write down one saying that you still hear in your head.
* Look at one photo and tell someone the story behind it.
parentloss | lossperson | grief | my mum; my mother; my dad; my father; both my parents+
> grief: my dad died in spring and today is father's day
> grief: I wanted to call my mum today and remembered she's gone
> grief: lost my father, and I have to organise everything and can't even cry
* Say one sentence to them, out loud or in your mind.
* Let a relative take over one phone call today.
* Wear or hold one thing that was theirs.
spouseloss | lossperson | grief | my husband; my wife; my partner; the love of my life
> grief: my husband passed away and I still make coffee for two
> grief: forty years together and now her side of the bed is cold
* Sit in the other chair today and look out of the same window.
* Ask someone to eat with you once this week.
* Keep one small habit of yours going, just for you two.
friendloss | lossperson | grief | my best friend; a dear friend; my uncle; my aunt; my cousin; my brother; my sister; my old teacher; my neighbour
> grief: a dear friend died in an accident and I keep seeing messages from her
> grief: my brother died two years ago today
> grief: my uncle passed away and I'm too far to go to the funeral
* Write one memory on paper and keep it in your pocket today.
* Call someone else who knew them, and tell one story.
* Listen to the song that you shared.
miscarriage | past | sad crying unreal | our miscarriage; my miscarriage; losing the baby; the loss of our baby
> sad: we lost the baby and everyone says try again
> crying: I had a miscarriage last week and today I saw a pram
* Light one small candle tonight, if that feels right.
* Let someone cook for you today.
* Tell your partner or a friend one true sentence about how it is.
argumentkids | person | guilty angry irritated worried frustrated | my son; my daughter; my kids+; my children+; my teenager; my stepson
> guilty: I yelled at my kids and now they're asleep and I feel awful
> worried: my son isn't home yet and his phone is off
> frustrated: my daughter won't do her homework, every day the same drama
> angry: my teenager slammed the door in my face
* Give them a hug or a kind word at the next quiet moment.
* Go into another room for two minutes and breathe out.
* Say one thing that went well between you today.
baby | thing | overwhelmed burnt_out anxious worried irritated | the baby; my newborn; my crying baby; the sleepless nights with the baby+
; being a new mum; being a new dad; breastfeeding
> overwhelmed: the baby has been crying for three hours and so have I
> burnt_out: I haven't slept more than two hours in a row since the birth
> guilty: I don't enjoy being a mother today and I feel terrible
* Lay the baby down safely and step outside the door for two minutes.
* Ask someone to take over for one hour today.
* Sleep at the next nap, and let the dishes stand.
pregnancy | thing | anxious worried scared nervous overwhelmed sleepless | the birth; my pregnancy; giving birth; becoming a parent; the ultrasound
> scared: I'm due in two weeks and I'm scared of the birth
> anxious: I'm pregnant and I worry about every little twinge
* Write your questions down for the midwife.
* Lay both hands on your belly and take five slow breaths.
* Ask someone who has been through it for one honest tip.
caring | thing | burnt_out overwhelmed stressed sad frustrated | caring for my mother; looking after my dad; my sick husband's care
; caring for my parents; my grandmother's dementia
> burnt_out: I care for my mother day and night and I'm so tired
> guilty: I got impatient with my dad, he has dementia and can't help it
> sad: my grandma didn't recognise me today
* Ask one person to take over for two hours this week.
* Sit down for ten minutes while they rest, and rest too.
* Call a care advice line and ask what help there is.
school | thing | stressed anxious overwhelmed frustrated sad scared | school; my homework; my teacher's comments+; monday at school; the school year
> scared: I don't want to go to school tomorrow, they laugh at me
> stressed: three tests in one week, school is crazy
> anxious: I have a stomach ache every morning before school
* Tell one grown-up you trust what it is like.
* Pack your bag tonight, so that the morning is easier.
* Do the shortest homework first, then take a break.
bully | thing | hurt scared sad ashamed angry | the bullying; the girls in my class+; the boys on the bus+; the nasty comments+
; what they wrote about me; the rumours+
> hurt: they called me fat in front of the whole class
> scared: they wait for me after school
> sad: someone made a fake profile of me and everyone laughs
* Tell one adult you trust today, in a single sentence.
* Save what they wrote, then close the app.
* Stay close to one person who is kind to you.
university | thing | overwhelmed stressed doubt anxious discouraged frustrated | university; my degree; my studies+; the lectures+; my course
; the seminar; my dissertation
> doubt: everyone in my course seems smarter than me
> overwhelmed: reading lists, essays, a job on the side, I can't keep up with uni
> discouraged: fourth year and still not finished
* Choose one chapter and read it for twenty minutes.
* Ask one fellow student how they are managing.
* Write to your tutor and ask for one short talk.
late | thing | stressed anxious nervous embarrassed guilty panic | being late; missing the train; missing my bus; the traffic jam making me late
> stressed: the bus didn't come and now I'm late for work
> panic: I overslept, I'm late for my exam, I can't think
> guilty: I kept everyone waiting for an hour
* Send one short message with your new time, then just walk.
* Breathe out at every red light, you will get there when you get there.
* Say sorry once when you arrive, and then be there.
traffic | thing | angry irritated stressed frustrated furious | the traffic; this traffic jam; the driver behind me; the car in front of me
; the roadworks+; other drivers+; my commute
> furious: some idiot cut me off and then laughed
> irritated: I've been in this traffic jam for an hour
> stressed: rush hour, honking everywhere, my shoulders are stone
* Loosen your hands on the wheel and breathe out at the next stop.
* Turn the radio down and let one car go first.
* Leave more room to the car ahead and let your shoulders drop.
noise | thing | irritated angry stressed furious | the noise; the noise upstairs; the building site; the barking dog; the loud music next door
; the leaf blower; the party downstairs
> irritated: the neighbours are partying and I have to get up at five
> irritated: leaf blower at seven in the morning, again
> angry: the noise upstairs never stops, I've asked so often
* Put in earplugs or some soft sound, and close the window.
* Go somewhere quiet for ten minutes, if you can.
* Write down the times and speak to them tomorrow in daylight.
neighbours | person | angry irritated stressed frustrated furious | my neighbours+; my neighbour; the people upstairs+; the man downstairs
> angry: my neighbour parked in my spot again
> furious: the people upstairs flooded my kitchen and just shrugged
> stressed: my neighbours watch everything I do and complain
* Write a short, polite note and read it again tomorrow.
* Close the door behind you and take ten slow breaths.
* Choose the one thing that you want to change, and ask for that only.
news | thing | anxious sad worried scared angry overwhelmed sleepless | the news; all the bad news; the war in the news; the climate
; the state of the world; the headlines+; what I read online
> anxious: I've been scrolling the news for two hours and feel sick
> sad: all those pictures from the war, I can't get them out of my head
> scared: I'm afraid of what the world will be like for my kids
* Close the news for today and look at something green.
* Do one small good thing within your reach.
* Choose one time of day for the news, and leave it at that.
driving | perform | nervous scared doubt anxious sleepless | my driving test; the driving test; my driving lesson; driving on the motorway
> nervous: driving test at ten, the examiner is said to be strict
> scared: I haven't driven since my accident and I have to tomorrow
> doubt: I've failed twice, why should it work this time
* Set the seat and the mirrors slowly, and breathe out before you start.
* Say out loud what you do, step by step.
* Eat something small beforehand and drink some water.
accident | past | shocked unreal scared racing sleepless | the accident; the car crash; the near miss; the fall; the break-in; the fire next door
> shocked: I was just rear-ended. nobody's hurt but I'm shaking
> shocked: they broke into our flat. police have been here, we're safe, but I can't stop trembling
> unreal: since the crash everything looks like through glass
* Sit somewhere safe and ask someone to stay with you.
* Wrap yourself in a coat or a blanket and drink some water.
* If anything hurts later, let a doctor have a look.
match | perform | nervous anxious doubt stressed | the match; our match; the final; my race; the tournament; the tryouts+; my first marathon
; penalty kicks+
> nervous: final tomorrow and I'm the goalkeeper
> doubt: coach put me in the first team and I don't think I deserve it
* Go through your first move in your mind, once, slowly.
* Pack your bag and then leave the game alone.
* Shake out your legs and look at the far end of the field.
lostmatch | past | disappointed sad angry guilty | losing the match; our defeat; missing the penalty; my own goal; the lost final; dropping out of the race
> guilty: I missed the penalty and we lost because of me
> disappointed: trained all year and out in the first round
* Take a shower and leave the match in the changing room.
* Say one good thing about the game to a team mate.
* Eat something good and talk about it tomorrow.
stage | perform | nervous scared anxious panic doubt | going on stage; the concert; my solo; the school play; the audition; my piano recital; opening night
> nervous: I'm in the wings and it's my solo next
> panic: opening night, my text is gone, completely gone
> doubt: the others at the audition were all amazing
* Hum one low note and feel it in your chest.
* Play or say the first line in your mind, only the first.
* Feel your feet on the boards and breathe out before you go on.
speech | perform | nervous anxious scared doubt stressed | my speech; the speech; the toast; the eulogy for my father; reading out loud in church
; talking at the ceremony
> nervous: best man speech in two hours and I've had one bite of cake
> scared: I have to speak at my father's funeral
* Print it in large letters and mark where you breathe.
* Look up after the first sentence and pause.
* Hold the paper with both hands and begin slowly.
phonecall | ahead | anxious nervous scared stressed | this phone call; the phone call; calling the office; calling my landlord; ringing the doctor
; calling my dad back
> anxious: I have to make a phone call and I've put it off for a week
> anxious: the phone rings and I just stare at it
* Write down your first sentence and read it out when they answer.
* Stand up for the call and breathe out before you dial.
* Call now, for two minutes only, then it is behind you.
letter | wait | anxious scared worried waiting | the letter; the official letter; the letter from the tax office; the brown envelope
; an answer from the court; the email from my landlord
> scared: there's a letter from the tax office and I don't dare to open it
> anxious: an envelope from the court is lying in the hall since monday
* Open it with someone next to you and read only the first lines.
* Set a time this evening, open it then, and have some tea ready.
* Write down the date in it and who could help you.
court | ahead | anxious nervous scared worried stressed sleepless | the court date; the hearing; my court case; the trial
; my statement to the police; the lawyer's appointment
> scared: I have to testify next week and he will be in the room
> sleepless: court tomorrow at nine and I'm awake
* Write down the one thing you need to say, in plain words.
* Ask your lawyer or a friend to sit where you can see them.
* Put the papers in one folder and close it for tonight.
visa | wait | waiting anxious worried frustrated scared sleepless | my visa; the visa decision; my residence permit
; an answer from the immigration office; my asylum papers+; my passport
> waiting: my visa has been in processing for five months
> scared: if they refuse my permit I have to leave in thirty days
> frustrated: immigration office again, four hours and one stamp missing
* Note the case number and the date of the next step on one card.
* Ask an advice centre to look at the papers with you.
* Do one normal thing today that has nothing to do with papers.
joboffer | wait | waiting nervous anxious racing | the job offer; an answer about the job; the call from the company; news about the flat
; the admission letter; an answer from the university
> waiting: they said I'd hear about the job this week and it's friday
> waiting: did I get the flat or not? they don't write back
* Send one short, polite question, and then leave the inbox alone.
* Plan one thing that you will do in either case.
* Turn the sound of the phone up and lay it in the next room.
message | wait | waiting anxious racing | his reply; her answer; a message from her; an answer from him; a text back; a sign from my friend
> waiting: she read it three hours ago and hasn't answered
> anxious: two blue ticks and nothing
* Put the phone in a drawer for half an hour.
* Do something with both hands, like washing up.
* Tell yourself that a late answer has many reasons.
weekend | when | lonely sad | at weekends; on weekends; on sundays; on sunday evenings; on saturday nights
> lonely: it's sunday and I haven't said a word to anyone
> lonely: friday evening and everybody has plans except me
* Choose one fixed thing for the weekend, like a walk to the market.
* Ask one person on thursday what they are doing on saturday.
* Go to the same cafe twice, faces become familiar.
holidays | when | lonely sad | over the holidays; on Christmas Eve; on my birthday; on New Year's Eve; during the festive season; on family holidays
> lonely: christmas alone this year, first time
> sad: everyone posts family pictures and I'm eating soup alone
> lonely: it's my birthday and the only message is from my bank
* Light a candle and make one dish that you really like.
* Ring one person who may be alone as well.
* Look for an open table or a walk in your area.
nights | when | lonely sad | at night; in the evenings; when I come home; when the kids are with their dad; since the kids moved out; since I retired
> lonely: the kids moved out and the rooms echo
> lonely: I retired in june and my days are so empty
> sad: evenings are the worst, the silence
* Turn on a warm lamp before it gets dark.
* Choose one evening this week for a call.
* Put the radio on while you cook.
newcity | when | lonely sad | in this new city; in a new town; here where I know nobody; in this country; at my new school; in my new class; at university
> lonely: new city, no friends, I talk to the cashier
> lonely: I eat lunch alone at my new school every day
* Ask one person near you a simple question tomorrow.
* Find one weekly course or group and go there once.
* Learn the name of someone you see often.
home | home | homesick | my family; my village; my mum's kitchen; the sea; my old room; my grandparents' garden; my friends back home; my language
; my own bed; my country; the mountains; my home town
> homesick: first night in the dorm and I want my own bed
> homesick: I'm an au pair abroad and I cry every evening
> homesick: it snows back home and I'm sweating here
> homesick: I've worked overseas for three years and my kids grow up without me
* Call home at a fixed time, so that the day has an anchor.
* Hang up one picture from home above your bed.
* Make one meal from home this week and share it with someone.
teased | past | hurt angry sad ashamed embarrassed | the joke about my weight; the comment about my accent; what my sister said; the laughing
; the remark about my clothes; what they said about my work
> hurt: they made a joke about my weight and everyone laughed
> hurt: my aunt asked at dinner why I'm still single
> hurt: someone imitated my accent in the meeting
* Write the remark down and cross it out with a thick line.
* Tell one person who is on your side.
* Decide whether you want to say one sentence about it tomorrow.
cheated | past | heartbroken angry furious hurt shocked racing crying sleepless | the affair; his affair; the lie; her lies+; being cheated on
; the messages on his phone+
> shocked: I found messages on his phone. he's been cheating for months
> furious: she lied to my face for a year
> hurt: he says it meant nothing
* Ask a friend if you may stay there tonight.
* Decide nothing tonight, and drink some water.
* Write down what you need in the next two days.
lied | past | guilty ashamed regret anxious sleepless | lying to my parents; the lie I told; cheating in the test; breaking my promise
; reading her diary; what I did at the party; what I said to her
> guilty: I lied to my parents about my grades
> ashamed: I was drunk at the party and said awful things
> regret: I wish I could take back what I said to her
* Write the first sentence of the truth and keep it for tomorrow.
* Say sorry once, without explaining too much.
* Choose one small thing that would make it a little better.
forgot | past | guilty embarrassed ashamed stressed | forgetting her birthday; the forgotten appointment; forgetting to call
; leaving my child waiting; missing the parents' evening; not visiting often enough
> guilty: I forgot to pick up my daughter and she stood in the rain
> embarrassed: I forgot my mother-in-law's name for a second
> guilty: my grandma is in the home and I haven't been there for weeks
* Send one warm line right now.
* Put the next date in the calendar, and then let it rest.
* Offer one small thing to make up for it.
slip | past | embarrassed ashamed racing | falling in front of everyone; my voice cracking; my blushing; the wrong message; the reply to all
; my joke that nobody laughed at; spilling coffee on my boss; the awkward silence
> embarrassed: I spilled coffee over my boss's laptop
> embarrassed: I fell up the stairs in front of the whole school
> embarrassed: I wrote love you to my landlord by accident
> embarrassed: I was on mute for my whole talk
* Tell it to a friend as a funny story.
* Send one short line to set it right, and leave it there.
* Ask yourself how often you think of other people's slips.
regretpast | past | regret sad | quitting school; moving away; selling the house; leaving her; not going to the funeral; giving up music
; not saying goodbye; taking this job; the tattoo; spending all that money; saying no back then
> regret: I never said goodbye to my grandfather
> regret: I gave up the piano at fourteen and think of it every week
> regret: I moved here for him and now he's gone
* Write a few lines to the person you were then.
* Name one small thing that is still possible today.
* Tell the story to someone who listens well.
rival | rival | jealous | my partner's new colleague; my ex's new girlfriend; my best friend's new friend; his female friends+; her gym buddy
; the new baby; my sister's place in the family; her past
> jealous: he laughs more with his new colleague than with me
> jealous: my best friend only talks about her new friend
> jealous: since my little brother was born nobody sees me
* Ask for one evening that belongs to the two of you.
* Say what you miss, without blaming anyone.
* Leave the profile closed for today.
envied | rival | envy | my friend's new house; my cousin's career; my sister's baby; other people's holidays+; my neighbour's garden; her talent
; their happy family; his success; my colleague's promotion; my friends' relationships+; her looks+; his easy life
> envy: my sister is pregnant and we've been trying for four years
> envy: my colleague got the promotion I've been working for
> envy: all my friends buy houses and I count coins
* Write down the wish that hides behind it.
* Congratulate in one short line, and then do something for yourself.
* Take one tiny step toward something of your own.
choicejob | choice | undecided | whether to take the job; whether to quit my job; which offer to accept; whether to ask for a raise
; whether to start my own business; whether to work part time
> undecided: two job offers, one pays more and one feels right
> undecided: should I quit without anything new in sight?
* Write one line on how your monday would look with each of them.
* Ask the one question that is still open, and wait for the answer.
* Talk to someone who does that kind of work.
choicelove | choice | undecided | whether to stay or go; whether to move in together; whether to tell him; whether to forgive her
; whether to say yes; whether to have a child; whether to get back together
> undecided: he asked me to marry him and I said I need time
> undecided: do I want kids? I'm 36 and I don't know
> undecided: she wants to get back together and I don't know what I feel
* Write down how you feel after an evening together.
* Tell the other person that you need a little time.
* Picture an ordinary tuesday in each of the two lives.
choicelife | choice | undecided | whether to move; which course to take; what to study; whether to move abroad; which school to choose
; whether to sell the house; whether to get a dog; which flat to take; whether to drop out; what to do after school
> undecided: school is over and I have no idea what to do with my life
> undecided: stay near my parents or move for the better flat
> undecided: three kindergartens, everyone says something different
* Visit the place once and notice how you breathe there.
* Write three things you want your days to have.
* Ask someone who chose it two years ago.
choicesmall | choice | undecided | what to wear to the party; what to cook; which gift to buy; whether to go tonight; whether to answer him
; where to go on holiday; which phone to buy; whether to cancel
> undecided: I'm standing in front of the wardrobe and everything is wrong
> undecided: party or sofa? I can't even decide that
* Take the one that is easier tonight, both are fine.
* Flip a coin and notice which side you hope for.
* Give yourself two minutes, then take the first one.
body | trait | insecure | my body; my weight; my skin; my acne; my nose; my teeth+; my belly; my scars+; my hair; my height
> insecure: I have a date at the pool and I hate my body
> insecure: my acne is so bad that I don't want to go outside
> insecure: I saw a photo of myself and started crying
* Wear what feels soft on your skin today.
* Thank one part of your body for something that it does.
* Step away from the mirror and look at something far away.
voice | trait | insecure | my voice; my accent; my stutter; my laugh; my English; my spelling; my handwriting; my shaky hands+
> insecure: I stutter when I'm called on and everyone waits
> insecure: my accent is so strong that I stay quiet in meetings
* Say one sentence slowly today, and stop there.
* Speak to one kind person first.
* Give yourself one breath before you begin to talk.
standing | trait | insecure | my age; my background; my clothes+; being single; my small flat; not having a degree; being poor; my past
; my job title; never having had a relationship
> insecure: everyone at the table went to university but me
> ashamed: I can't pay for the school trip and my son asks why
* Name one thing that you built or learned by yourself.
* Stay near the people who ask about you and not about titles.
* Let one thing today be good enough as it is.
skill | thing | frustrated discouraged doubt | my guitar practice; learning German; my drawing; coding; my singing; the new software; maths
; my tennis serve; learning to swim; my novel; chess
> frustrated: I've practised this chord for three weeks and it still buzzes
> discouraged: two years of lessons and I still can't hold a conversation
> frustrated: this code worked yesterday and today it doesn't
* Practise the hardest bit for three minutes, very slowly.
* Record yourself today and listen again in a month.
* Do one thing you can already do well, then stop.
diet | thing | discouraged frustrated | my diet; losing weight; my training plan; quitting smoking; my new year's resolution; eating better
; cutting down on drinking
> discouraged: I hadn't smoked for forty days and last night I did
> guilty: I ate the whole cake, diet over
> discouraged: the scale has not moved in a month
* Let today be day one again, without any scolding.
* Plan the next meal or the next hour, and no further.
* Call the person who cheers you on.
recovery | thing | discouraged frustrated burnt_out sad | my recovery; physio; getting well again; my rehab; learning to walk again; my therapy
; the long covid
> discouraged: I thought I'd be walking by now
> frustrated: my knee still doesn't bend after ten weeks of physio
* Measure against last month, not against yesterday.
* Do the exercise once, gently, and mark it on paper.
* Tell your therapist honestly that it is hard right now.
business | thing | discouraged worried stressed sleepless doubt | my shop; my business; my start-up; my cafe; the slow season; my first customers+
; my small farm
> worried: no customers all day, how long can I keep the shop open
> discouraged: I put everything into my business and it's not working
* Look at the numbers for ten minutes, then close the book.
* Ask one customer what they would like to see.
* Talk to one person who runs something small too.
headache | body | ill | this headache; my migraine; my back pain; my period pain; the toothache; my sore throat; this cough; the flu; my cold
; my stomach ache; the fever; my bad knee; my asthma; this nausea; my hay fever; my stiff neck
> ill: third day with the flu, I'm so sick of my bed
> ill: my migraine is back and the light hurts
> ill: period pain from hell and I still have to go to work
> ill: my back hurts so much that I can't put on my socks
* If it gets worse or lasts for days, let a doctor have a look.
* Ask at the pharmacy or a doctor's office what could ease it.
* Rest for twenty minutes in the position that is kindest to you.
chronic | body | ill burnt_out | my chronic pain; my rheumatism; the fatigue; my illness; my condition; the side effects+; the chemo
> ill: chemo number four and I can't taste anything
> ill: people don't see my illness so they think I'm lazy
* Note how today is on a scale of ten, for your next doctor's visit.
* Choose the one thing you have strength for, and leave the rest.
* Let someone bring you what you need.
chores | thing | overwhelmed stressed irritated frustrated | the housework; the laundry; the mess in my flat; the dishes+; the to-do list; my taxes+
; the paperwork; the garden; the renovation
> overwhelmed: the flat is such a mess that I don't know where to begin
> stressed: tax papers everywhere and it's due on friday
> irritated: nobody in this house ever takes out the bin
* Wash five plates, and then sit down.
* Fill one bag and carry it out.
* Start with the corner that you see from your chair.
tech | thing | frustrated irritated angry | my computer; the printer; the wifi; my phone; this website; the update; the ticket machine; the new app
; the customer hotline
> angry: forty minutes on hold and then they hung up
> frustrated: the printer says no paper and there is paper
> irritated: the wifi drops in every single call
* Switch it off, walk to the window, and try once more after that.
* Leave it for half an hour, it will not run away.
* Ask someone to look at it with you.
bureaucracy | thing | frustrated angry stressed overwhelmed | the forms+; the insurance; the tax office; the job centre; the landlord
; the health insurance; all this paperwork
> frustrated: they sent me from window to window and in the end it was closed
> angry: the insurance refuses to pay and gives no reason
* Write down who told you what, with the date.
* Fill in the first page only, then take a break.
* Ask somebody to read the letter with you.
unfair | past | angry furious hurt | the unfair grade; being ignored; the injustice; the broken promise; being blamed for it
; the way they treated her; being passed over; the stolen bike; the dent in my car
> furious: someone stole my bike, right in front of the house
> angry: I was blamed for something I didn't do
> angry: they promoted his nephew. of course
* Write down the facts in three lines, and decide tomorrow.
* Tell it once to someone who will simply listen.
* Walk once around the block before you answer anyone.
party | ahead | anxious nervous stressed | the party; my class reunion; the family dinner; the office party; meeting his parents; the small talk
; the wedding reception; the networking event
> anxious: party tonight and I won't know anyone there
> nervous: meeting her parents for the first time, what do I even say
* Plan to stay for one hour, and then you may go.
* Find one person at the edge and ask how they know the host.
* Hold a glass of water, it gives the hands something to do.
crowd | thing | panic anxious scared | the crowd; the packed train; the supermarket; the lift; the tunnel; the bridge; the metro
; the shopping centre; the heights+
> panic: stuck in a lift with five people and I can't breathe
> panic: the train is packed and I need to get out
> anxious: I left my trolley in the supermarket, too many people
* Look for the edge of the room and stand with your back to it.
* Get out at the next stop if you like, and take the one after.
* Hold on to something solid and read one sign slowly.
fears | thing | scared nervous | spiders+; the dark; thunder; the dog next door; deep water; needles+; blood; being home alone
; walking home in the dark; storms+
> scared: huge thunderstorm and I'm alone with the kids
> scared: there's a spider in my bedroom and I can't go in
> scared: I walked home in the dark and heard steps behind me, I'm inside now
* Turn on the light and name four things that are where they belong.
* Call someone and talk until it is over.
* Move a few steps away from it and breathe out.
travel | ahead | anxious nervous stressed worried | my trip; the journey; travelling alone; the long drive; my exchange year; the school trip
; going abroad; the train ride
> anxious: leaving for a year abroad on monday, what if I hate it
> stressed: suitcase not packed, taxi at five
* Put passport, keys and phone on one spot.
* Write the first three steps of the trip on a card.
* Tell someone when you leave and when you arrive.
childaway | thing | worried sad anxious | my daughter's first day at school; my son's school trip; my child's fever; my baby's cough
; leaving my child at nursery; my kids on the road+; my son moving out
> worried: my little one has a fever and it's the middle of the night
> sad: first day at nursery and he cried so much when I left
> worried: my daughter drives to college alone for the first time
* Ask the nursery or a friend for one short message.
* Check once, write down what you see, and call the doctor if you are unsure.
* Do something small with your hands until you hear from them.
money | thing | worried stressed anxious ashamed sleepless scared | my savings+; my pension; living on one income; the mortgage
; supporting my family; my empty account; the price of food
> worried: how am I going to feed four people with this
> ashamed: I had to put things back at the checkout
> scared: the mortgage runs out and the rates have doubled
* Write down only this week, what comes and what goes.
* Ask one advice centre for an appointment.
* Talk about it with the person you share the table with.
ageing | thing | sad scared worried anxious | getting older; turning forty; turning fifty; my grey hair; my memory; retirement; being seventy
> sad: I turned fifty and nobody noticed
> worried: I forget words lately and it scares me
* Do one thing today that you have always liked.
* Tell someone close what is on your mind.
* Write one wish for this year, a small one.
letdown | past | disappointed sad | the cancelled trip; the cancelled concert; the lost flat; the party nobody came to; my ruined holiday
; the rain on our big day; the bad review; the sold out tickets+
> disappointed: I planned a party and only two people came
> disappointed: our holiday fell through, the airline cancelled it
> disappointed: saved for months for those tickets and now I'm ill
* Plan one small thing for that day instead.
* Let yourself be cross for one song, then make some tea.
* Ask one person to do something simple with you.
work_identity | thing | doubt anxious overwhelmed | my new role; the promotion; leading the team; my project at work; teaching my first class
; my first patients+; being the only woman on the team
> doubt: they promoted me and I feel like an impostor
> doubt: I start teaching on monday and I don't know anything
* Ask one experienced person for ten minutes of their time.
* Prepare the first five minutes, and trust the rest to grow.
* Write down why they picked you, in one line.
badnews | past | shocked sad crying racing | the phone call from the hospital; the bad news; my friend's illness; my brother's arrest
; the sudden death; what happened to my cousin; the terrible message
> shocked: my sister called, our dad collapsed, he's in hospital now
> shocked: just heard an old school friend died. we were the same age
* Sit down, hold something warm, and call one person.
* Ask someone to drive you, if you have to go there.
* Breathe out slowly before you decide anything.
sunday | thing | anxious stressed sad | monday; the new week; sunday evening; going back to work; the end of my holiday; tomorrow
> anxious: sunday evening and my stomach already turns
> stressed: holiday over, back to the madhouse tomorrow
* Write down the first small task for the morning, and leave it there.
* Do one nice thing this evening that ends late enough.
* Lay out your clothes and then close the day.
winter | thing | sad | the dark winter; this grey weather; the rain; november; the short days+; the endless winter
> sad: it's dark at four and so am I
> sad: three weeks of rain and I've lost all colour
* Go to the window at noon and let the light on your face.
* Put on the brightest thing you own.
* Take ten minutes outside before it gets dark.
social | thing | anxious sad insecure irritated | social media; the comments on my post+; my phone; the mean comment; my follower count
; all those perfect photos+
> sad: I posted something and nobody reacted
> anxious: someone left a nasty comment and my heart is pounding
* Put the phone in another room until dinner.
* Delete the comment and look out of the window for a minute.
* Call one real voice instead.
lostthing | thing | stressed sad racing guilty | my lost wallet; my lost keys+; my grandmother's ring; my stolen phone; my lost passport
; the photos I lost+
> stressed: I can't find my keys and I have to leave
> sad: I lost my grandmother's ring and I feel awful
> stressed: my wallet is gone with everything in it
* Sit for one minute and walk back through the day in your mind.
* Block the card with one call, then drink some water.
* Look in the last three places once more, slowly.
customers | person | stressed irritated angry | my customers+; the guests+; my pupils+; my patients+; that rude customer; the man at the counter
> angry: a customer shouted at me and I had to smile
> hurt: that woman at the counter treated me like dirt
> stressed: thirty kids in one room and every one of them is screaming
* Go to the back for two minutes and run cold water over your wrists.
* Tell a colleague about it in two sentences, then shake it off.
* Breathe out once before the next person.
teacher | person | angry hurt scared anxious frustrated | my teacher; my professor; my coach; my tutor; my trainer
> hurt: my coach said I'm not made for this sport
> scared: my teacher calls on people at random and I freeze
> angry: my professor lost my paper and says it's my fault
* Ask for a short talk after class and bring one example.
* Write down what was said and what you would answer.
* Tell someone at home about it today.
inlaws | person | irritated angry stressed hurt | my mother-in-law; my in-laws+; my father-in-law; my sister-in-law
> irritated: my mother-in-law rearranged my kitchen
> stressed: in-laws are coming for five days
> hurt: my mother-in-law says I can't cook
* Take a short walk alone, fresh air is a good excuse.
* Agree with your partner on one sign for: I need a break.
* Choose one thing to let pass, and one thing to say.
roommate | person | irritated angry frustrated stressed | my roommate; my flatmates+; the guy in the next room; my housemate
> irritated: my roommate leaves dishes for days
> angry: my flatmate ate my dinner again
* Write one friendly line on a note and leave it there.
* Close your door for an hour and put some music on.
* Suggest one fixed evening to talk about the flat.
addict | thing | worried sad scared angry | my dad's drinking; my brother's gambling; my son's gaming; my husband's smoking; my friend's drug use
> worried: my husband drinks every night and says it's nothing
> sad: my brother gambled away his rent again
* Look up one group for relatives, you do not have to solve it alone.
* Tell one trusted person what it is like at home.
* Do one thing today that is only for you.
comingout | ahead | scared anxious nervous | coming out to my parents; telling my family; telling my friends the truth; telling my boss I'm pregnant
; handing in my notice; telling him it's over; saying no to her
> scared: I want to tell my parents that I'm gay and I'm so scared
> nervous: I'm handing in my notice at ten
* Write the first sentence down and practise it once.
* Tell the safest person first.
* Choose a quiet moment, and plan a friend for afterwards.
ivf | wait | waiting sad anxious | the pregnancy test result; the fertility results+; news from the fertility clinic
> waiting: ten more days until the pregnancy test
> sad: the results came, negative again, fourth round
* Plan one lovely small thing for the hour after you know.
* Tell your partner or a friend one true sentence.
* Count only today, and not the whole wait.
elders | person | worried sad | my grandmother; my grandfather; my grandma; my grandpa; my old neighbour; my aunt; my uncle
> worried: my grandpa fell and he lives all alone
> sad: my grandma is getting so small and frail
* Ring up for five minutes and just listen.
* Ask a neighbour there to look in once a day.
* Plan the next visit and write down the date.
meaning | thing | doubt sad racing | my faith; the meaning of it all; my purpose; what I want in life; my place in the world
> doubt: I used to believe and now there's only silence
> racing: what am I even doing with my life, that question won't leave
* Write the question on paper and let it stay open tonight.
* Talk about it with one person who does not rush you.
* Sit in a quiet place for five minutes.
damage | past | sad shocked overwhelmed | the flood in our basement; the fire; losing our home; the burst pipe; the storm damage
; the sale of my parents' house
> shocked: the pipe burst and half our flat is under water
> sad: we sold my parents' house today, I gave away the keys
* Save the one thing that matters most to you first.
* Call one person who can lend two hands.
* Take photos for the insurance, then sit down for a minute.
hospital | thing | scared sad anxious sleepless | the hospital; my hospital stay; the night on the ward; my mum in intensive care; the beeping machines+
> sleepless: in hospital, the man next to me snores and the machines beep
> scared: mum is in intensive care and I'm in the corridor
* Ask the nurse for one clear sentence on how things are.
* Keep one thing from home in your hand.
* Call somebody and let them talk about their day.
"""
