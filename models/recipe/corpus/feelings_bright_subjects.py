"""What bright days are about: news, things ahead, crafts, tasks, sport and spent days (data for feelings_bright)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject: ``names`` are noun phrases as the person says them; verbs only where the table has them."""

    names: tuple[str, ...]
    states: tuple[str, ...]
    lines: tuple[str, ...]
    acts: tuple[str, ...]
    inf: str = ""
    ger: str = ""


def parts(text: str) -> tuple[str, ...]:
    """The pieces of ``text`` between semicolons, stripped."""
    return tuple(piece.strip() for piece in text.split(";") if piece.strip())


_NEWS_STATES = {
    "h": "happy",
    "p": "proud",
    "r": "relieved",
    "g": "grateful",
    "c": "celebrating",
    "o": "hopeful",
    "e": "excited",
}
_CRAFT_STATES = {"u": "curious", "l": "playful", "k": "creative", "i": "inspired", "n": "content", "q": "peaceful"}


def _named(table: str, letters: dict[str, str]) -> tuple[Subject, ...]:
    found = []
    for line in table.strip().splitlines():
        names, states, lines, acts = (field.strip() for field in line.split("|"))
        found.append(Subject(parts(names), tuple(letters[c] for c in states), parts(lines), parts(acts)))
    return tuple(found)


def _crafts(table: str) -> tuple[Subject, ...]:
    found = []
    for line in table.strip().splitlines():
        inf, ger, states, lines, acts = (field.strip() for field in line.split("|"))
        found.append(Subject((ger,), tuple(_CRAFT_STATES[c] for c in states), parts(lines), parts(acts), inf, ger))
    return tuple(found)


def _tasks(table: str) -> tuple[Subject, ...]:
    found = []
    for line in table.strip().splitlines():
        inf, ger, names, lines, acts = (field.strip() for field in line.split("|"))
        found.append(Subject(parts(names), (), parts(lines), parts(acts), inf, ger))
    return tuple(found)


NEWS = _named(
    """
my new job; the new job; my job offer | hcpe | i got the job; they offered me the job today; i signed the contract for my new job | Tell one person about the job in a single happy sentence; Write down the job title and today's date; Walk once around the block and let the news of the job sink in
my exam; passing my exam; the exam result | rphc | i passed my exam; i got the results and i passed; i passed the exam, the very last one | Put the exam notes into a drawer, they may rest now; Text the friend who studied with you; Treat yourself to something good after the exam
my driving test; the driving test | phrc | i passed my driving test; i have my driving licence at last; third try, and i passed the driving test | Picture the first road you want to drive; Thank your driving teacher in your mind; Go and show somebody the licence
our baby; the baby; our little daughter; our newborn son | hgc | our baby was born this morning; it's a girl, our daughter is here; we are parents since last night; the baby is here and healthy | Hold the baby close and take one slow breath; Write down the hour and the weather of this birth; Look at those tiny hands for a whole minute
my first grandchild; my grandchild | hgpc | i'm a grandmother since today; i'm a grandfather, can you believe it; my daughter had a baby and i'm a granny now | Start a little letter to your grandchild; Call the new parents and just listen; Put the first photo where you can see it
the baby; the new baby in our family | hge | my sister had her baby, i'm an aunt; i'm an uncle now, what a day; my brother became a father tonight | Send your family one warm line; Think of the first song you will sing for that child; Choose a small book as a gift
my birthday; my big birthday | hgc | it's my birthday today; i turn thirty today; i'm forty today and i feel great; today is my birthday and everybody called | Make a birthday wish with your eyes closed; Have the first slice of cake and really taste it; Thank one person who thought of your birthday
my promotion; the promotion | phc | i got promoted; i'm team leader from monday on; my boss gave me the promotion | Note the three things that led to the promotion; Tell the person who believed in you first; Go home on time today and enjoy it
my raise; the pay rise | hrc | i got a raise; they are paying me more from next month on; my pay rise came through | Decide on one small treat from the raise; Write the new number down once and smile; Put a little of it aside for a wish
the marathon; my first marathon; the half marathon | phrc | i finished the marathon; i ran my first half marathon today; forty-two kilometres and i crossed the line | Put your feet up and thank your legs for the marathon; Hang the medal where you can see it; Drink a big glass of water and rest your legs
my thesis; handing in my thesis | rpch | i handed in my thesis; my thesis is printed and handed in; two years of work and my thesis is done | Hold the printed thesis in your hands for a moment; Close every thesis file on the screen; Take one whole evening without the thesis
my degree; my graduation; the diploma | phcg | i graduated today; i have my degree; i threw my hat in the air, i graduated | Wear the gown for one more photo; Thank somebody who carried you to this degree; Read your own name on the diploma, slowly
our engagement; the engagement | hc | we got engaged last night; he proposed and i said yes; she said yes, we are getting married | Look at the ring for one quiet minute; Tell the story of the proposal once, from the beginning; Take your partner's hand and breathe together
our wedding; the wedding; our wedding day | hcge | we got married today; just married; we said yes at the town hall this morning | Keep one flower from the wedding and press it; Dance one more slow song; Look at each other for a minute without words
our anniversary; our tenth anniversary | hgc | it's our anniversary today; ten years together today; we have been married for thirty years today | Tell each other your favourite memory; Look at one old photo together; Cook the dish of your first evening
the flat; our new flat; my first own place | hrce | we got the flat; i got the keys to my first own place; we are moving into our new flat | Stand in the empty room and say hello to it; Choose the corner for your favourite chair; Put the first plant by the window
the house; our own house; our new home | hpc | we bought a house; the house is ours; we slept in our new home for the first time | Walk barefoot through every room once; Knock on the door frame and say welcome; Sit on the doorstep for five minutes
our puppy; our new puppy; the puppy | hge | we got a puppy; the puppy slept on my feet tonight; our puppy is home and his ears are huge | Sit on the floor and let the puppy come to you; Take a photo of those paws; Let the puppy nap and enjoy the quiet
my dog; my old dog; our dog | hg | my dog did his first trick; my dog is well again after the operation; my dog greeted me as if i had been gone for a year | Scratch your dog behind the ears for a minute; Take the long round with your dog today; Throw the ball three extra times
my cat; our cat; the kitten | hg | my cat came back after three days; the kitten is asleep in my hand; our cat caught the string and looked so proud | Listen to the purring for one minute; Let the cat choose where you sit; Give your cat a slow blink
an old friend; my oldest friend; the visit of my old friend | hg | an old friend came to visit; i met my best friend from school again; she lives far away and now she is here, my oldest friend | Find one old photo and laugh about it together; Take a walk with your friend and no plan; Ask your friend for one story you do not know
a letter; a letter from my friend; the postcard | hg | i got a letter from a friend, a real one on paper; there was a postcard in my mailbox; my pen pal wrote me four pages | Read the letter once more, slowly; Write back one line while it is warm; Keep the letter in the book you are reading
the first snow; the snow | hg | it's snowing, the first snow; the whole garden is white this morning; i woke up and there was snow everywhere | Catch one snowflake on your hand; Step outside and listen how quiet the snow is; Make the very first footprints
the sunshine; the first warm day | hg | the sun is out after weeks of rain; first warm day of the year; i ate my lunch outside in the sun | Turn your face to the sun for a minute; Take off your jacket and feel the warm air; Walk home on the sunny side
the match; our win; the big win | hpc | we won the match; our team won in the last minute; three to two, we won | Sing the team song once, loudly; Call the friend you always watch the match with; Replay the best moment in your mind
my goal; my first goal | phc | i scored my first goal; i scored in the last minute; i scored twice today | Play that goal once more in your head; Raise both arms like on the field; Thank the one who passed you the ball
the medal; my medal; the first place | phcg | i won a medal; we came first; third place, i have a medal | Hold the medal and feel its weight; Show it to somebody who cheered for you; Put it on for one silly minute
the prize; my prize; the award | phgc | i won a prize; they gave me an award tonight; my photo won the prize | Read the words on the award once, slowly; Say thank you to one person who helped; Put the prize on a shelf at eye level
my book; my first book; the novel | phc | my book is finished; a publisher wants my book; i wrote the last sentence of my novel | Read your favourite sentence of the book out loud; Write the date on the last page; Close the file and go outside for a bit
my painting; the picture i painted | ph | i finished my painting; i sold my first painting; somebody hung up the picture i painted | Step back three paces and look at your painting; Sign it in the corner; Clean the brushes slowly and enjoy it
my concert; my first concert on stage; the recital | prhc | i played my first concert; we played on stage and they wanted more; my recital went well | Keep the sound of the applause for one slow breath; Put the instrument to rest with care; Write down the best moment on stage
my song; the new song | ph | i finished my song; i played my own song for my friends; the song just came to me and it's good | Play your song once more, only for you; Record it before the evening is over; Sing the chorus on the way home
my speech; my talk; the presentation | rph | my speech went so well; i gave my talk and nobody fell asleep; the presentation is over and they liked it | Put the speech cards away and breathe out; Note the sentence where they smiled; Drink some water, your voice has worked
the project; our project; the big project | prhc | the project is finished; we delivered our project on time; six months, and the project is live | Thank the person who worked next to you; Write down one thing the project taught you; Clear the table where the project lived
my app; my little program; my first working code | ph | my code finally works; i fixed the bug i hunted for two days; my app runs, all tests are green | Save it, lean back and look at the green for a second; Write down what the bug was, in one line; Show the app to someone who will press all the buttons
my cake; the cake; my first bread | ph | my cake turned out perfect; i baked my first bread and it's good; the cake rose, it really rose | Cut the first slice while it smells this good; Bring a piece of it to a neighbour; Write the little trick next to the recipe
my tomatoes; the tomatoes from my balcony; my roses | phg | my tomatoes are ripe; i picked my first tomatoes; my roses are in bloom | Eat one straight from the garden; Sit next to your plants for five minutes; Take a photo of the fullest one
my garden; our garden | phg | my garden is in bloom; everything is growing in my garden; the garden finally looks the way i dreamed | Walk barefoot through the garden once; Smell three different leaves; Sit on the garden step and do nothing
my son; my little boy | phg | my son took his first steps; my son read a whole page by himself; my son passed his exam | Tell your son what you saw him do; Write the moment down for later; Give your son a long hug
my daughter; our daughter | phg | my daughter said her first word; my daughter learned to ride a bike today; my daughter got into the school she wanted | Tell your daughter one thing that made you smile; Write it down with the date; Dance one round with your daughter
my mother; my mum | gh | my mum is out of hospital; my mother learned to video call and she is eighty; my mum and i laughed for an hour on the phone | Call your mother for five minutes; Tell her one thing you learned from her; Look at a picture of the two of you
my dad; my father | gh | my dad said he is proud of me; my father is well again; i fixed the bike together with my dad | Send your dad one short line; Ask him about his best summer; Keep his words for a harder day
my parents; mum and dad | gh | my parents surprised me at the station; my parents have been together for forty years; mum and dad are visiting me | Give them one long hug; Ask them how they met; Take one photo of all of you
my friends; my dear friends | gh | my friends threw me a surprise party; my friends drove all night to see me; i had dinner with all my friends | Send your friends one line of thanks; Look around the table once and keep the picture; Plan the next evening before this one fades
my neighbour; the kind woman next door | g | my neighbour brought me soup; my neighbour watered all my plants while i was away; the woman next door fixed my bike | Ring the bell and say thank you; Leave a small note on the door; Bring over a piece of something you bake
my team; my whole team | gph | my team stood up for me today; my team clapped when i came in; we did it, my team and i | Thank one person of the team by name; Bring something sweet for the team tomorrow; Write down what each of you did well
the good test result; the good news about my health | rgh | the test came back clear; i can walk without pain again; the doctor says i'm healthy | Take one full breath and thank your body; Walk a few steps and enjoy each of them; Tell the person who waited with you
finding my wallet; finding my phone; finding my keys | rgh | i found my wallet; somebody returned my phone; my lost keys were in the fridge, all along | Check it once, then let the worry go; Thank the one who found it, if you can; Give it a fixed place from today on
the surgery; the operation | rgo | the surgery went well; i'm out of the operation and everything is fine; they say the operation was a success | Rest your hands and let the good news reach you; Let somebody bring you what you need; Take the next hour very slowly
the tax refund; the money that came back | hrc | i got a tax refund; i get money back, what a surprise; my tax papers are accepted and i get money back | Think of one small wish for it; Put the letter into its folder and smile; Buy yourself a good coffee
the rainbow; a double rainbow | hg | i just saw a rainbow; there's a double rainbow over the street; rainbow right after the storm | Find the colour you like best; Call someone to the window; Watch until it fades
the sunrise; the sunrise today | hg | i watched the sunrise; i got up at five for the sunrise and it was gold; the sky was pink and orange this morning | Keep the first colour in your mind; Breathe in the cool morning air; Share one photo of the sunrise
my visa; my residence permit | rhc | my visa came; i can stay, the permit is here; after eleven months my visa is approved | Hold the paper and breathe out once; Call the one who waited with you; Put the visa into a safe place and rest
the scholarship; my study place | hprc | i got the scholarship; i got my study place; they accepted me at the university | Read the letter out loud, slowly; Call home with the good news; Look at a picture of your new city
one year without smoking; one hundred sober days | pg | i haven't smoked for a year; i'm a hundred days sober today; one month without a cigarette | Say the number of days out loud; Buy yourself something nice from what you saved; Tell somebody who believed in you
my swim across the lake; my first ten kilometres | ph | i swam across the lake; i ran ten kilometres without a stop; i did my first real push-up | Thank your arms and legs; Write the distance down with the date; Eat something good and put your feet up
our band; the first gig of our band | hpc | our band has its first gig; our band got applause for the first time; we recorded our first song with the band | Play the best bar once more on the table; Send the band one happy line; Note the date of the gig
my grandmother; my granny | gh | my grandmother turned ninety today; my granny taught me her soup; i spent the whole day with my grandmother | Ask her for one story and listen; Write down her recipe in her own words; Hold her hand for a minute
""",
    _NEWS_STATES,
)

AHEAD = _named(
    """
my trip; the trip to the sea; our trip | e | we leave for the sea tomorrow; my bags are packed for the trip; three days until our trip | Lay out the one thing you must not forget; Look at the map of your trip for a minute; Write down the first thing you want to do there
my holiday; our holiday; my vacation | e | my holiday starts on friday; two more days, then vacation; out of office is on, holiday is here | Pack your favourite book first; Think of the first morning of the holiday; Write a list of three things you will not do there
the concert; the concert tonight | e | i have tickets for the concert; the concert is tonight and i know every song; front row at the concert tonight | Play the song you want to hear most; Put the ticket next to your keys; Warm up your voice with one chorus
the festival; the music festival | e | we are going to the festival; the tent is packed for the festival; three days of music ahead of me | Choose the one band you do not want to miss; Check that the rain jacket is in the bag; Dance through one song as a warm-up
my birthday party; the party | e | my birthday party is on saturday; everybody is coming to the party; i bought forty balloons for the party | Choose the first song of the party; Blow up one balloon now; Think of the guest you look forward to most
the wedding; my sister's wedding; our wedding | e | my sister gets married tomorrow; our wedding is in two weeks; i'm the best man and the wedding is on saturday | Try the dance steps once in socks; Lay out the shoes for the wedding; Write one line that you want to say to them
the date; my date tonight; our first date | e | i have a date tonight; we have our first date on friday; i'm getting ready for a date | Put on the clothes you feel most at home in; Think of one good question for the date; Shake out your hands and smile once in the mirror
my new job; my first day at work | eo | i start my new job on monday; tomorrow is my first day at work; new job, new desk, from monday on | Lay out your clothes for the first day; Write down one question for the new job; Check the way there once
the reunion; the class reunion; seeing my friends again | e | class reunion this weekend; i see my friends again after two years; we all meet again on saturday | Look at one old class photo; Think of a story that only you remember; Pick the person you want to hug first
the visit of my sister; my sister's visit | e | my sister comes to visit tomorrow; my brother lands in three hours; the guest bed is made, she comes tonight | Make the guest bed cosy; Think of the first thing you will do together; Put a small flower on the table
christmas; christmas eve | e | christmas is in three days; the tree is up and it smells of christmas; tonight we open the presents | Light one candle and look at it; Hum the first carol that comes to mind; Wrap one present with great care
the new year; new year's eve | eo | new year's eve tonight; one hour until the new year; a new year starts tomorrow | Think of one thing to leave behind; Write down one wish for the new year; Count the last ten seconds out loud
the new film; the cinema tonight | e | we are going to the cinema tonight; the film i waited for starts today; i have tickets for the first night of the film | Choose your favourite seat in your mind; Guess how the film will end; Treat yourself to popcorn
the new season; the next episode | e | the new season starts tonight; the last episode comes out today; only one hour until the next episode | Get the blanket and a snack ready; Guess the first scene; Call the friend who watches with you
the new book; the next book of the series | e | the next book of the series arrives today; i pre-ordered the book and it comes tomorrow; my book club starts a new book | Clear your favourite reading seat; Read the last page of the book before it; Put the tea water on for the first chapter
the final; the big match; the derby | e | the final is tonight; big match tomorrow and the whole town is waiting; derby day | Put on the colours of your team; Make your guess for the score; Get the snacks ready before the whistle
my race; the race on sunday; the marathon | eo | my race is on sunday; one week until the marathon; my start number arrived for the race | Lay out your shoes and the start number; Picture the last hundred metres; Take it easy with your legs today
the hike; our mountain tour | e | we are going up the mountain tomorrow; the hike starts at sunrise; boots are by the door for the hike | Fill the water bottle tonight; Look at the path on the map once; Pack one treat for the top
the camping trip; our camping weekend | e | camping this weekend; we sleep in the tent tonight; the tent is in the car already | Check the torch for fresh batteries; Pack warm socks for the night; Look forward to the first minute under the stars
the move; the new flat | eo | we are moving on saturday; i get the keys to my new flat tomorrow; moving boxes everywhere and i love it | Choose the first thing to unpack; Draw the new room in five lines; Keep the kettle where you can find it
our baby; the baby; the due date | eo | only three weeks until our baby comes; the baby is kicking; the crib is ready for our baby | Rest a hand on the belly and wait for a kick; Fold one tiny shirt; Say the name out loud once
the puppy; our new puppy | e | we pick up the puppy tomorrow; one more night until our puppy comes; the basket for the puppy is ready | Put the basket into a quiet corner; Try the name out loud; Choose the first toy
the snow; a white weekend | e | they say there will be snow tonight; snow is coming and the sled is ready; tomorrow everything will be white | Put the warm gloves by the door; Look out of the window once more before bed; Think of the first thing you will build
my driving lesson; my first driving lesson | e | my first driving lesson is today; i drive on the motorway for the first time tomorrow; driving lesson in an hour | Picture the first calm turn; Wear shoes that feel light; Shake your hands loose before you take the wheel
my dance class; the dance course | e | my dance class starts tonight; we signed up for a dance course; first salsa class tomorrow | Step from left to right to one song; Choose shoes that can turn; Laugh once about your first wrong step
the flight; my first flight | e | my first flight is tomorrow; we board in an hour; window seat, i'm flying for the first time | Put your papers in the front pocket; Picture the clouds from above; Choose one song for the take-off
my exchange year; my year abroad | eo | i'm going abroad for a year; in september i fly out for my exchange year; my host family wrote to me | Learn one greeting in the new language; Write down what you want to see first; Choose one small thing from home to take along
the summer; summer at the lake | eo | summer is almost here; last day of school tomorrow, then summer; the lake opens on the weekend | Think of your first jump into the water; Get the towel out of the box; Write down three summer wishes
the interview; my second interview | o | they invited me for a second interview; i think the interview went well; the interview is on thursday and i like the place | Write down one thing you want to show them; Choose the clothes that make you stand tall; Read their last message once more and smile
the therapy; the new treatment | o | the new treatment seems to work; i started therapy and it helps; the therapy shows first results | Note one thing that is easier than last month; Take the next step only; Be gentle with yourself today
the plan; my new plan; our plan | o | we have a plan now; my new plan could really work; for the first time there is a real plan | Write the first step of the plan on a card; Tell one person about the plan; Choose a day for the beginning
my business; my little shop; my own cafe | eo | i open my own cafe next week; my little shop goes online tonight; my first customer comes tomorrow | Stand behind the counter and breathe in once; Set one small thing in its right place; Write down why you started
the surprise; the surprise party; my surprise | e | i'm planning a surprise for her; he doesn't know anything about the surprise party; the surprise is hidden in the cellar | Check the hiding place once more; Practise an innocent face; Picture the moment when the door opens
the election of our club; the vote | o | we might win the vote; the vote is tomorrow and it looks good; many people support our idea now | Thank one person who stands with you; Take a steady breath and wait; Write down what you will do first
the exhibition; my first exhibition | eo | my first exhibition opens on friday; my pictures will hang on a real wall; the exhibition is almost set up | Choose the picture that speaks first; Write one sentence about your work; Walk through the room once, alone
the parcel; my parcel | e | my parcel arrives today; the parcel is out for delivery; the thing i saved for comes today | Clear a spot on the table for it; Guess how heavy it is; Listen for the bell and do something nice meanwhile
""",
    _NEWS_STATES,
)

CRAFTS = _crafts(
    """
paint | painting | ukiqn | i bought watercolours today; i painted the whole afternoon | Wet the brush and make one single blue line; Choose three colours and put the rest away; Paint the light on a cup; Turn an old picture around and paint on its back
draw | drawing | kuliq | i filled a whole page with faces; i started drawing again after years | Draw your left hand without lifting the pen; Draw the nearest cup in ten lines; Scribble a shape and find an animal in it
play the guitar | playing the guitar | uknil | i learned a new chord today; my guitar was in the corner for two years and now i play again | Play one chord ten times and listen; Tune the guitar slowly; Find a tune with only two strings
play the piano | playing the piano | uknq | i can play the song with both hands; i sat at the piano until it got dark | Play one line very softly; Play a black key, then its neighbour; Close your eyes and play your favourite bar
sing | singing | lukn | i joined a choir; i sang in the shower and the neighbours clapped | Hum one note until it feels warm; Sing one line by the window; Try the chorus a little lower
write | writing | ukiq | i wrote three pages without stopping; a new story came to me on the train | Write the first sentence and leave it bad; Describe the room in four words; Give your hero one odd habit
write poems | writing poems | kiq | i wrote a poem about my street; a line of a poem came to me while walking | Write two lines about the weather; Read your line out loud once; Find a word that sounds like rain
cook | cooking | ukln | i made soup from scratch; i cooked for six people and it was great | Taste it once more and add one herb; Try one spice you never use; Set the table with care, even for one
bake | baking | ukln | the kitchen smells of cinnamon; i'm baking bread and the dough is rising | Press the dough once and watch it come back; Bake a tiny extra one for a neighbour; Breathe in the smell by the oven door
knit | knitting | uknq | i knitted my first sock; the scarf is getting longer and longer | Knit one slow row; Feel the wool between your fingers; Choose the next colour by touch
sew | sewing | ukn | i sewed a bag out of old jeans; my sewing machine is running again | Sew one straight line; Choose a button that does not match; Lay out the fabric and smooth it
garden | gardening | unqk | my hands are full of earth; i planted the beans today | Put your fingers into the soil for a moment; Water one plant slowly; Plant one seed and give it a name
take photos | taking photos | ukiq | i took a hundred photos of one tree; the light was perfect this evening | Take one photo from close to the ground; Look for a shadow that you like; Choose the best picture and delete one
dance | dancing | ulni | i danced alone in the living room; the whole family danced after dinner | Dance only with your hands for one song; Turn once slowly with open arms; Find the beat with one foot
build models | building models | ukn | my model ship has sails now; i built a bridge out of matches | Glue one small piece and let it dry; Sort the parts by size; Look at it from the side with one eye closed
work with wood | working with wood | uknq | i made a stool with my own hands; the garage smells of fresh wood | Sand one edge until it is smooth; Run your thumb along the grain; Draw the cut before you make it
make pottery | making pottery | ukqn | my first bowl came out of the kiln; clay up to my elbows | Press your thumb into the clay and look at the mark; Make a bowl as small as an egg; Let the wheel turn slowly
bind books | binding books | ukq | i bound my own notebook; i folded paper all evening | Fold one page with great care; Choose a cover that feels good; Sew the first stitch slowly
do puzzles | doing puzzles | unql | a thousand pieces and only one is missing; we are all bent over a puzzle | Find one corner piece; Sort five pieces by colour; Look at the gap, then at the heap
play board games | playing board games | ln | we played cards until midnight; my kids beat me at the board game again | Roll the dice with your left hand; Invent one silly extra rule; Let the youngest begin
play with the kids | playing with the kids | ln | we built a castle out of boxes; the floor is lava in our living room | Let the kids choose the next game; Hide behind the curtain once; Be the dragon for two minutes
play with my dog | playing with my dog | ln | my dog stole my sock and ran; my dog and i raced across the field | Throw the ball once more; Hide a treat under a cup; Run ten steps and let your dog catch you
juggle | juggling | ul | i can juggle three balls for ten seconds; i dropped the balls a hundred times and laughed | Throw one ball from hand to hand; Count your catches and beat it by one; Use rolled socks, they do not roll away
learn a language | learning a new language | ui | i ordered coffee in spanish today; i understood a whole joke in french | Say good morning to yourself in that language; Learn the word for spoon; Listen to one song and catch three words
look at the stars | looking at the stars | uqin | i saw a shooting star; i found the big dipper for the first time | Turn off the light and wait until your eyes are wide; Find the brightest star; Choose one star and give it a name
watch birds | watching birds | uqn | a robin sat on my window sill; i heard a woodpecker this morning | Sit still and count the voices; Note the colour of one feather; Follow one bird with your eyes until it is gone
collect mushrooms | collecting mushrooms | uqn | i found a whole basket of mushrooms; the forest smells of rain and mushrooms | Look under one fern, slowly; Smell the earth before you move on; Take only those that you know for sure
walk in the forest | walking in the forest | qnu | i walked two hours in the forest and met nobody; the forest was full of light | Lay your hand on the bark of one tree; Stand still and listen upward; Breathe in where it smells most of green
walk by the sea | walking by the sea | qnu | i'm at the sea and the wind is strong; i walked barefoot along the waves | Let one wave touch your feet; Pick up one stone and keep it warm; Breathe with the waves for a minute
read | reading | unqi | i read a whole book in one day; the book is so good that i missed my stop | Read one more page, slowly; Find the sentence you like best; Sit where the light is warm
listen to music | listening to music | unqi | i heard a song today and had goosebumps; old records all evening | Close your eyes and follow one instrument; Turn it up for just one song; Play the first song you ever loved
drink my coffee | drinking my coffee | nq | first sip of coffee and the sun comes up; coffee on the balcony, nobody talks | Warm both hands on the cup; Take one sip with your eyes closed; Watch the steam for three breaths
sit in the garden | sitting in the garden | nq | i'm sitting in the garden and the bees hum; evening light in the garden | Feel the grass under your feet; Follow one bee with your eyes; Lean back and look into the leaves
fish | fishing | qn | nothing bites and i'm happy; the river is quiet and so am i | Watch the float for ten breaths; Listen to the water under the bank; Let the line rest and your hands too
build a robot | building a robot | ukil | my robot blinked today; i soldered my first wire | Make one light blink; Draw the robot before you screw it together; Give it a name before it can move
code small games | coding small games | ukil | my little game has a jumping frog now; i made a maze and got lost in it | Change one number and see what happens; Draw the hero with nine squares; Let a friend play it for a minute
make candles | making candles | kqn | the house smells of honey wax; my first candle is a bit crooked and i love it | Choose one scent and leave it simple; Pour it slowly and watch it settle; Give the crooked one away with a smile
restore old bikes | restoring old bikes | ukn | an old red bike stands in my cellar and it rolls again; i polished the bell until it shone | Clean one part until it shines; Ring the old bell once; Turn the wheel and listen
""",
)

TASKS = _tasks(
    """
do my homework | doing my homework | my homework; the homework | my homework is lying in front of me; there's so much homework today | Read only the first question of the homework; Open the exercise book and write the date; Choose the easiest line of the homework
write my essay | writing my essay | my essay; the essay | the essay is due on monday; the page of my essay is still white | Write one bad first sentence for the essay; Note three words that must be in the essay; Set a timer for ten minutes and write without stopping
write my thesis | writing my thesis | my thesis; the thesis; the next chapter | my thesis is staring at me; chapter three of my thesis does not move | Open the thesis and fix one single sentence; Write down what the next paragraph must say; Read the last half page and go on from there
study for my exam | studying for my exam | my exam notes; the exam chapter; the exam material | my exam is next week and i have to learn; i'm sitting over my exam notes | Learn one page and say it out loud; Draw the chapter on one sheet; Start with one old exam question
learn my vocabulary | learning my vocabulary | my vocabulary list; the list of words | fifty new words until tomorrow; vocabulary test in the morning | Learn five words, then look away and say them; Write the hardest word three times; Make one silly sentence with a new word
do my maths | doing my maths | my maths exercises; the maths chapter | the maths makes no sense today; i sit in front of one equation for an hour | Write down what is given, only that; Do one easy exercise to warm up; Copy the formula onto a clean sheet
read the textbook | reading the textbook | the textbook; chapter four | forty pages of textbook to go; i have to read chapter four until tomorrow | Read one paragraph and cover it; Put a finger under the line and go on; Write one word next to each paragraph
read my book | reading my book | my book; the novel | i want to read and not look at the screen; my book is open on the same page for an hour | Read to the end of this page, no further; Put the phone under a pillow; Read one paragraph out loud
write my report | writing my report | my report; the report | the report is due at noon; my boss wants the report today | Write the headline of the report and three points under it; Start with the numbers you know; Write the last sentence of the report first
finish my slides | finishing my slides | my slides; the slides | twenty slides until tomorrow; my slides are a mess | Write one sentence per slide, no pictures yet; Start with the slide you know best; Delete one slide that nobody needs
do my taxes | doing my taxes | my tax papers; the tax return | the tax papers have been lying there since spring; tax return is due this week | Put all tax papers on one pile; Fill in only your name and number first; Sort ten receipts, then pause
answer my emails | answering my emails | my emails; the inbox | four hundred emails are waiting; my inbox makes me hide | Answer the shortest mail first; Open one email and write two lines; Take only the top five of the inbox
clean the kitchen | cleaning the kitchen | the kitchen; the dirty kitchen | the dishes reach the ceiling; my kitchen is a battlefield | Wash only the cups; Clear one corner of the counter; Let hot water run into the sink and start with one plate
clean my flat | cleaning my flat | my flat; the mess in my flat | my flat looks like a storm was here; guests are coming and the flat is a mess | Clear the table, only the table; Put ten things back where they belong; Open the windows and start with one corner
tidy my room | tidying my room | my room; the chaos in my room | you can't see the floor of my room; mum says i must tidy my room | Pick up the clothes first, nothing else; Make the bed, then look again; Fill one bag with rubbish
do the laundry | doing the laundry | the laundry; the mountain of laundry | the laundry mountain is as tall as me; no clean socks left | Take out the socks and start one load; Fold three shirts, only three; Carry the basket to the machine
do the dishes | doing the dishes | the dishes; the dirty dishes | the sink is full again; the dishes have been there since sunday | Fill the sink and start with the glasses; Wash for the length of one song; Do five plates and leave the pan to soak
iron my shirts | ironing my shirts | my shirts; the ironing | seven shirts, one iron, no will; the ironing basket is watching me | Iron one shirt for tomorrow; Do only the collars first; Put on one album and stop when it ends
pack my suitcase | packing my suitcase | my suitcase; the packing | i leave tomorrow and nothing is packed; my suitcase is open and empty | Put the socks in first; Lay the clothes for one day on the bed; Write a list of seven things
pack the moving boxes | packing the moving boxes | the moving boxes; the packing | the truck comes on saturday and i packed one box; half of my life is still on the shelves | Pack one shelf into one box; Write the room on the lid; Start with what you never use
write my application | writing my application | my application; the cover letter | the job ad closes tonight; i should write the application | Write the first line of the letter; List three things you can do well; Copy the address and the date, that is a start
call the insurance | calling the insurance | the call to the insurance; the phone call | i hate phone calls and i have to call the insurance; that call has been on my list for weeks | Write the number down and your first sentence; Dial before you think; Note the three things you want to ask
pay my bills | paying my bills | my bills; the pile of bills | there are bills on the table since last month; i'm afraid to open the bills | Open one envelope, only one; Pay the smallest bill first; Sort the bills by date
practise the piano | practising the piano | my piano practice; the piano piece | piano lesson tomorrow and i haven't practised; the piece is hard in the middle | Play the first four bars slowly; Play only the left hand once; Repeat the hard bar five times at half speed
practise the violin | practising the violin | my violin practice; the scales | i need to practise the violin for an hour; scales, scales, scales | Play one long note on each string; Play the scale once with your eyes closed; Tune and begin with the bow only
practise my speech | practising my speech | my speech; the talk | i give a talk on friday and must practise; i know half of my speech | Say the first sentence out loud; Stand up and practise the ending; Write each part on one card
learn to code | learning to code | my coding course; the coding exercise | lesson five of my coding course; my program does not run and i don't know why | Read the first line of the error slowly; Change one thing and run it again; Explain the program to the cup on your desk
fix the bug | fixing the bug | the bug; that stubborn bug | i have been hunting this bug for hours; the code fails and i can't see why | Write down what you expect and what you get; Make the smallest example that fails; Check one assumption, only one
write the code | writing the code | my code; the new function | i want to code for two hours; i have a feature to finish | Write the name of the function first; Write one small test and run it; Do the simplest case before the others
prepare my lessons | preparing my lessons | my lessons for tomorrow; the lesson plan | i teach at eight and nothing is ready; thirty tests to mark and lessons to plan | Write the aim of the first lesson in one line; Mark three tests, then stand up; Choose one good question to begin with
plan the party | planning the party | the party plan; the guest list | the party is on saturday and nothing is planned; twenty guests and no plan | Write down five names; Choose the food, only the food; Send one invitation now
fill in the form | filling in the form | the form; that endless form | eleven pages of form; i need to send this form today | Fill in the first three boxes; Look for the papers you need and pile them up; Do page one, then stretch
paint the room | painting the room | the walls; my bedroom wall | the paint is here and i can't get started; one wall done, three to go | Tape one edge; Stir the paint and start in the corner; Cover the floor, that is the first step
repair my bike | repairing my bike | my bike; the flat tyre | my bike has been broken for a month; flat tyre since sunday | Turn the bike upside down; Take off the wheel, only that; Lay out the tools on a cloth
weed the garden | weeding the garden | the garden; the weeds in the garden | the weeds are taller than the beans; the garden looks like a jungle | Weed one square metre; Fill one bucket and stop; Start by the gate
sort my photos | sorting my photos | my photos; the old photos | nine thousand photos on my phone; i have wanted to sort the photos for two years | Delete ten blurry photos; Choose one month and stay with it; Pick your best three of the summer
call my grandmother | calling my grandmother | the call to my grandmother | i wanted to call my grandmother all week; granny is waiting for my call | Dial now and ask how her day was; Think of one small story to tell her; Call for five minutes, five is enough
cook dinner | cooking dinner | dinner; the dinner | everyone is hungry and i have no drive to cook; what shall i cook, i'm so slow today | Put a pot of water on; Wash two vegetables and see; Make the simplest thing, eggs and bread
write the thank-you cards | writing the thank-you cards | the thank-you cards; the cards | sixty thank-you cards after the wedding; the cards are still blank | Write one card to the person you like most; Put stamps on five envelopes; Write two lines, two are enough
prepare the meeting | preparing the meeting | the meeting; my notes for the meeting | the meeting is at two and i have no notes; i have to lead the meeting tomorrow | Write down the one thing that must be decided; Make a list of three points; Send the others one line about the goal
translate the text | translating the text | the translation; the text | nine pages to translate until friday; this one sentence can't be translated | Translate the easiest paragraph first; Mark the hard word and go on; Read the next sentence out loud
do my physio exercises | doing my physio exercises | my physio exercises; the exercises for my back | the physio gave me six exercises and i do none; my back needs the exercises | Do the first exercise three times; Roll out the mat, that is the start; Do one exercise while the kettle boils
""",
)

SPORTS = _tasks(
    """
go for a run | running | my run; the morning run | my running shoes are looking at me; rain, and i wanted to go running | Put on the running shoes and step outside; Run to the next corner, then decide; Start so slowly that you could sing
go to the gym | going to the gym | the gym; my gym session | the gym bag is packed and i'm still on the sofa; leg day today | Grab the bag and go out of the door; Do only the warm-up, the rest will follow; Take the first weight light and slow
do my workout | doing my workout | my workout; the workout | the mat is rolled out and i'm standing next to it; twenty minutes of workout ahead | Do five squats right now; Start with the exercise you like; Play one fast song and move until it ends
swim my laps | swimming my laps | my swim; the pool | the water looks cold today; twenty laps to go | Get the shoulders under water and go; Swim the first lap very easily; Stretch long with each stroke
ride my bike | riding my bike | my bike ride; the long climb | the hill is steep and i'm slow; my bike is ready, i'm not | Shift down and find an even rhythm; Pump the tyres and roll the first metres; Look only at the next bend
climb the wall | climbing | the climbing wall; my climbing session | i fell off the same hold five times; the climbing hall opens in ten minutes | Shake out both hands; Look at the next two holds only; Breathe out, then reach
play football | playing football | the football match; our match | we are one goal behind; kick-off in ten minutes | Bounce on your toes three times; Ask for the next ball; Clap once for your team
play tennis | playing tennis | my tennis match; the next set | i lost the first set; match point in the next game, i feel it | Bounce the ball three times before you serve; Move your feet between the points; Think of this one ball only
train for the marathon | training for the marathon | my marathon training; the long run | thirty kilometres on the plan today; the long run starts at six | Begin slower than you want to; Cut the way into five parts; Keep your arms loose and low
do my yoga | doing my yoga | my yoga; the yoga class | the yoga class is early and i'm stiff; i wanted to do yoga every day | Roll out the mat and stand on it; Reach up once and fold down slowly; Begin with one gentle cat stretch
go dancing | dancing | the dance night; my dance training | dance training tonight and my feet are lead; everybody is on the dance floor already | Let one shoulder begin; Tap the beat with your heel; Dance one song, then decide
go for a walk | walking | my walk; the evening walk | i should go outside for a bit; the dog looks at me, it's time for a walk | Take your jacket and open the door; Walk to the next tree and breathe in; Go for ten minutes, the way back counts too
do push-ups | doing push-ups | my push-ups; the last ten push-ups | thirty push-ups, i'm at eighteen; one more set of push-ups | Do one, then one more; Breathe out as you push; Shake your arms out and go again
row on the river | rowing | my rowing session; the boat race | the boat race is in an hour; six in the morning and i'm rowing | Find one long even stroke; Push with the legs first; Listen to the water and stay in rhythm
climb the mountain | hiking | the hike; the way to the top | still four hundred metres to the top; the hike is longer than i thought | Take twenty small steps, then look back; Drink a few sips before the next bend; Keep the pace so slow that you can talk
play basketball | playing basketball | the basketball game; practice | second half, my legs are gone; basketball practice in half an hour | Bounce the ball ten times; Jump twice and land softly; Take one easy shot from close
ski down the slope | skiing | the ski day; the slope | first run of the day and i'm frozen; the slope is steep and i'm a bit slow | Bend your knees and shake them loose; Make three wide turns; Look where you want to go
""",
)

DAYS = _named(
    """
a long shift; my night shift; the late shift | h | just came off a night shift; twelve hours on the ward and now home | Take off your shoes and let your feet breathe; Draw the curtains and let the day be night; Drink some water before you lie down
a day at the office; nine hours of office | h | nine hours of office and my neck is stiff; the office was a zoo today | Roll your neck slowly to both sides; Leave the laptop in the bag; Look at something far and green
all those meetings; six meetings | h | six meetings in a row, my head is full; i talked all day and said nothing | Be silent for five minutes; Let your ears rest in a quiet room; Sip some water and say nothing
the whole day with the kids; a day with three kids | h | the kids are finally asleep; i was a horse, a doctor and a cook today | Sit down where it is quiet; Leave the toys on the floor until tomorrow; Enjoy one minute without a question
the move; a day full of boxes | h | the last box is upstairs; we moved today and my arms are long | Lie flat on the floor for five minutes; Make the bed, the boxes can wait; Let your arms hang heavy
my long run; the training today | h | legs like lead after the training; i ran far today and now i'm flat | Put your legs up against the wall; Eat something warm; Stretch your calves gently
the drive; eight hours of driving | h | eight hours on the road, finally home; i drove through the whole night | Stand up and stretch your back; Close your eyes, no road, no lights; Wash your face and lie down
the flight; that long flight | h | just landed after fourteen hours; jet lag, i don't know what day it is | Drink water and take off the tight shoes; Lie down flat, as flat as you can; Let the body land a little later than the plane
my exam; four hours of exam | h | the exam is over and my head is empty; i wrote for four hours, now i'm hollow | Do not think of a single answer tonight; Put the pens away; Walk slowly around the block
the party; the wedding party | h | the last guests just left; we danced until three | Leave the glasses until tomorrow; Take off the shoes you danced in; Drink water and lie down
the hike; twenty kilometres on foot | h | back from the mountain, everything hurts in a good way; twenty kilometres in my legs | Put your feet into warm water; Lie down and feel how heavy the legs are; Close your eyes and see the path once more
a day in the garden; the gardening | h | i dug the whole garden today; earth under my nails and a sore back | Take a warm shower and let the earth go; Lie on your back with the knees bent; Look out at what you did, then rest
the exam week; this week | h | what a week; friday at last | Let this evening have no plan; Turn off the alarm for tomorrow; Take a long, warm bath
the market; a day at the market stall | h | i have been at the stall since five; everything is sold and packed | Sit down with your feet up; Eat something warm and simple; Let tomorrow start late
my studying; six hours of studying | h | i studied until the letters danced; books closed at last | Close the books and the eyes; Let the facts sink by themselves; Walk to the window and look far away
the cleaning; the spring cleaning | h | the whole house is clean and i'm not; i have been scrubbing since breakfast | Sit in the cleanest room and do nothing; Take a shower and put on soft clothes; Smell the fresh sheets and lie down
the harvest; a day in the field | h | the last load of hay is in; we picked apples from dawn to dusk | Wash your hands in warm water, slowly; Sit on the step and watch the light go; Let your back rest flat
the visit; the family visit | h | the whole family was here, i love them and i'm done; visitors since friday, now silence | Enjoy the quiet rooms; Leave the extra chairs where they are; Sit with nobody for ten minutes
the rehearsal; the show tonight | h | the curtain is down; three hours of rehearsal and no voice left | Keep your voice silent for a while; Wipe the make-up off slowly; Drink something warm with honey
the dentist; my long day at the hospital | h | home from the hospital, so many corridors; dentist and work on the same day | Lie down on your side and rest; Let your jaw hang loose; Ask somebody to bring you tea
""",
    {"h": "tired"},
)
