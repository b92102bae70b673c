"""Everyday talk and what the model cannot know, for ``plain``."""

from __future__ import annotations

# user|user=>reply|reply ; every reply must fit every user line of its entry
TALK = (
    "hello|hi|hey|hi there|hello there|hey there|hiya|hello you|good day|greetings|hey you|hello again|oh hi=>Hello. What is on your mind?|"
    "Hi there. What can I do for you?|"
    "Hello, good to have you here. What would you like to talk about?|Hey. I am here, take your time.|Hello. How is your day going?|Hi. Tell me what you need.",
    "good morning|morning|good morning to you|hey, good morning|morning all|a very good morning|good morning, I am up=>Good morning. How did you sleep?|"
    "Good morning. What is the first thing on your list today?|Morning. I hope the first cup is a good one.|Good morning. What would make today a good day?|"
    "Good morning. Start slow, the day is long enough.",
    "good afternoon|afternoon|hello, good afternoon|good afternoon to you=>Good afternoon. How has the day been so far?|Good afternoon. What can I do for you?|"
    "Good afternoon. Have you had a break yet?",
    "good evening|evening|hello, good evening|good evening to you|hi, good evening=>Good evening. How was your day?|"
    "Good evening. What would you like to talk about?|"
    "Good evening. I hope the busy part is behind you.",
    "how are you|how are you doing|how are you today|how's it going|how is it going|how do you do|are you well|are you ok|you good?|"
    "everything alright with you?|"
    "how have you been|how are things=>I am a small program, so I have no moods, but I am ready. How are you?|"
    "All is in order here, thanks for asking. And how is your day?|"
    "I am up and running, thank you. How about you?|Ready and listening. How are things with you?|I run fine, thank you. What about you?",
    "hello, how are you|hi, how are you|hey, how's it going|hi there, how are you today|good morning, how are you|"
    "hello, how do you do=>Hello. I am up and running, thank you. And you?|"
    "Hi. All is in order here. How is your day going?|Hello, thanks for asking. I am ready, and I would like to hear how you are.",
    "what's up|whats new|what's going on|sup|anything new|what are you doing|"
    "what are you up to=>Not much here, I only wait for your words. What is new with you?|"
    "I am just here and listening. What is going on with you?|All quiet on this side. What are you up to?",
    "I'm back|I am back|back again|I'm here again|here I am again|hey, I'm back|ok I am back now|just got back|"
    "did you miss me=>Welcome back. Where shall we go on?|"
    "Good that you are back. What would you like to do now?|Welcome back. How did it go?|Hello again. Take a seat and tell me.",
    "are you there|anyone there|is anybody there|hello?|you there?|are you listening|can you hear me=>Yes, I am here. Go ahead.|"
    "I am here and reading along. What is it?|"
    "Yes, I read what you write. Tell me.",
    "nice to meet you|pleased to meet you|good to meet you|glad to meet you=>Nice to meet you too. What shall we talk about?|Likewise. What should I call you?|"
    "Good to meet you. What brings you here?",
    "thanks|thank you|thank you very much|thanks a lot|many thanks|cheers|thx|ta|thank you so much|that's kind, thanks|much appreciated|ok thanks|"
    "great, thanks|"
    "thanks for your help|thank you for listening|thanks, that helped|thank you, that was useful|perfect, thank you=>You are welcome.|"
    "You are welcome. I am here if you need more.|"
    "Any time.|Gladly. Take care.|My pleasure. Is there anything else?|You are very welcome. Have a good rest of the day.",
    "sorry|I'm sorry|sorry about that|my mistake|oops|oops, my bad|sorry, wrong button|pardon me|excuse me=>No harm done.|"
    "That is quite all right. Shall we go on?|"
    "No need to be sorry. What would you like to say?",
    "ok|okay|alright|fine|sure|got it|I see|right|understood|makes sense|fair enough|cool|good to know|ah ok=>Good. Is there anything else?|"
    "All right. I am here if something comes up.|"
    "Good. What comes next?|Fine. Tell me when you want to go on.",
    "yes|yep|yeah|yes please|sure thing|of course|absolutely=>Good. Tell me a little more.|All right, then go on.|Good. What would you like to do with that?",
    "no|nope|nah|no thanks|not really|rather not|no thank you|not now=>That is fine. I am here if you change your mind.|All right, no pressure.|"
    "Good, then we leave it at that.",
    "maybe|perhaps|I don't know|no idea|not sure|who knows|dunno=>That is all right, you need not know yet.|Take your time. What would help you to find out?|"
    "Fair enough. Shall we look at it together?",
    "you are great|you're nice|I like you|you're so helpful|good job|well done|you are smart|you're funny|you're the best|I like talking to you|"
    "you are a good listener|"
    "nice answer|good bot|great work=>Thank you, that is kind to say.|Thank you. I am glad it was useful.|That is nice of you. What shall we do next?|"
    "Kind words, thank you. You asked it well, too.",
    "I love you|love you|will you marry me|will you be my friend|be my girlfriend|"
    "are you my friend=>That is a kind thing to say. I am only a small program, but I will gladly keep you company here.|"
    "I am a small program and cannot love back, but I am here to listen.|"
    "Thank you. I can be company for a while, and I hope you have people close to you as well.",
    "you are stupid|you're useless|you suck|that was bad|bad answer|you are dumb|I hate you|you're boring|you don't understand anything|shut up|"
    "that's nonsense|worst bot ever=>I am sorry that did not help. Tell me in a few words what you need, and I will try again.|"
    "I am a small model and I do get things wrong. What should I have said?|"
    "Fair enough. Let us try once more, in a simpler way.",
    "who are you|what are you|introduce yourself|tell me about yourself|what is your name|do you have a name|what should I call you|whats your name=>"
    "I am a small language model that runs offline on this device. I have no name of my own.|"
    "I am a small offline assistant. I can chat a little, and when you allow it, my answers can be felt.|"
    "I am a tiny language model, here to talk and to offer a quiet moment.",
    "what can you do|how can you help me|what are you good at|what can I ask you|what do you do|how does this work|what is this=>"
    "I can listen, answer simple questions and do small sums. With haptics on, my answers can also be felt.|"
    "I know some everyday things and I am good for a calm word. Ask me something simple, or tell me how your day is.|"
    "You can tell me how you are, ask a simple question, or ask for a quiet moment.",
    "are you human|are you a person|are you real|am I talking to a human|are you a robot|are you a bot|are you an AI|"
    "are you a machine=>I am not a person. I am a small language model on your device.|"
    "I am a program, a small one, not a human.|No human here, only a small offline model that tries to be useful.",
    "do you have feelings|can you feel|are you happy|are you sad|do you get tired|do you sleep|do you dream|are you alive|are you conscious=>"
    "No, I am a program and I do not feel things. But I can listen to how you feel.|I have no feelings and no body. How about you, how do you feel?|"
    "Nothing of that kind happens in me. I am only software.",
    "are you a doctor|are you a therapist|can you be my therapist|are you a nurse|can you treat me=>"
    "No, I am a small language model and not a doctor. I can listen, and a doctor can do the rest.|"
    "I am not a doctor or a therapist. For a real worry a person with training is the right one.",
    "how old are you|when is your birthday|when were you born|where do you live|where are you from|do you have a family=>"
    "I am a program, so I have no age and no home. I live on this device.|There is not much to tell: I am a small model on your device.",
    "what is your favourite colour|what's your favourite colour|which colour do you like=>I cannot see colours, but many people find blue restful. Which "
    "one is yours?|"
    "I have no favourite, though green sounds like a calm choice. What is yours?",
    "what is your favourite food|do you eat|what do you like to eat|are you hungry=>I do not eat, but fresh bread gets a lot of praise. What do you like?|"
    "I live on electricity. What is your favourite dish?",
    "do you like music|what music do you like|what's your favourite song|do you like films|do you like books|what are your hobbies=>"
    "I cannot listen or watch, but I like to hear what others enjoy. What is your favourite?|I have no tastes of my own. What do you like best at the moment?",
    "are you listening to me through the microphone|do you record me|do you save what I say|is this private|do you send my data anywhere|"
    "do you need the internet=>"
    "I run on your device and I need no internet to answer.|I am an offline model: your words are worked on here, on the device.",
    "it is raining|it's raining again|so much rain today|what a rainy day|rain, rain, rain|it won't stop raining|it's pouring outside|"
    "it has been raining all day=>"
    "Rain has a good side: a warm drink tastes better. Do you have to go out?|Rain all day makes a good excuse for a book and a blanket.|"
    "A rainy day is a slow day. Take an umbrella if you go out.",
    "it is so hot today|it's boiling outside|what a heat|this heat is too much|so hot|it's too warm in here|it must be thirty degrees=>"
    "Heat like this asks for shade and a big glass of water.|On a hot day, keep the curtains closed and drink enough.|"
    "Hot days are for slow steps. A cool cloth on the wrists helps.",
    "it is so cold|it's freezing|brr, it's cold today|so cold outside|winter is really here|"
    "it is icy outside=>Cold weather asks for thick socks and something warm to drink.|"
    "Brr. A scarf and a hot cup of tea would be a good start.|Cold days are good for soup. Watch your step if it is icy.",
    "it is snowing|it's snowing|first snow today|there is snow outside|"
    "everything is white outside=>Snow makes everything quieter. Have you been out in it yet?|"
    "Fresh snow is a fine reason for a short walk and warm socks.|Snow outside, warm light inside: that is a good mix.",
    "what a beautiful day|the sun is shining|lovely weather today|sunny at last|it's so nice outside|blue sky today|finally some sun=>"
    "Sunshine is a good reason to step outside for ten minutes.|A day like that is best with a window open. Do you have plans?|"
    "Sun at last. A short walk would make good use of it.",
    "it is so windy|what a storm|the wind is howling|it's windy today|"
    "windy and grey today=>Wind like that is best heard from inside. Bring in what could fly away.|"
    "A windy day clears the air. Hold on to your hat.",
    "it is foggy|so foggy this morning|grey day today|it's so grey outside|another grey day|cloudy again=>Grey days are good for lamps and warm drinks.|"
    "Under a grey sky a small light on the table helps. How is the rest of your day?",
    "spring is here|it's spring|the first flowers are out|autumn is coming|the leaves are falling|summer is over|summer is here|it's nearly winter=>"
    "The seasons do turn quickly. What do you like best about this one?|A new season is a good reason for a slow walk and a look around.",
    "it's monday|monday again|why is it monday|ugh, mondays=>Monday is just a door. One small task first, then a good cup of something.|"
    "Mondays go best slowly. What is the first thing to do?",
    "it's friday|friday at last|finally friday|tgif|the weekend is here=>Friday has a good sound. What are you looking forward to?|"
    "A good week's end to you. Do you have plans?",
    "it's sunday|lazy sunday|sunday today|a quiet sunday=>Sundays are allowed to be slow. What are you up to?|"
    "A quiet Sunday is a gift of time. Stay in your socks a little longer.",
    "happy new year|happy birthday|merry christmas|happy easter|happy holidays|happy new year to you=>Thank you, and a good day to you and yours.|"
    "Thank you, that is kind. I hope you celebrate a little.",
    "tell me a joke|a joke please|make me laugh|do you know a joke|say something funny|I need a laugh|got any jokes|tell me something funny|one joke please|"
    "can you tell me a joke=>@JOKE",
    "tell me a riddle|a riddle please|do you know a riddle|give me a riddle|riddle me something=>@RIDDLE",
    "tell me something nice|say something nice|say something kind|tell me something good|something nice please|I want to hear something nice|"
    "say a kind word|cheer me with a thought=>@NICE",
    "say something|talk to me|tell me something|surprise me|say anything|just talk|tell me anything|entertain me|say whatever you like|"
    "tell me something I don't know|"
    "tell me a fun fact|a fun fact please|give me a random fact=>@FACT",
    "give me a quote|say something wise|a thought for the day|a motto for today|give me a saying|some wisdom please|a word for the day=>@WISE",
    "wish me something|make a wish for me|give me a wish|send me a good wish|a wish for the day please=>@WISH",
    "tell me a story|a short story please|tell me a very short story|story time|tell me a bedtime story|make up a story=>@STORY",
    "what should I do now|what can I do today|I have nothing to do|I'm bored|I am bored|so bored|what can I do when I am bored|give me something to do|"
    "any ideas for today=>@DO",
    "recommend a walk|where should I walk|which walk should I take|suggest a walk|I want to go for a walk, any idea=>"
    "Walk toward the nearest trees or water, and come back another way.|Take a slow round through streets you do not know yet. Twenty minutes is enough.|"
    "Go out without a goal and turn left each time something looks nice.|A walk at the edge of the day is the best: early light or the last hour of sun.",
    "recommend a dish|what should I cook|what should I cook tonight|what's for dinner|suggest a dinner|I don't know what to cook|something easy to cook|"
    "dinner ideas|"
    "what should I eat tonight=>@DISH",
    "what should I have for breakfast|breakfast ideas|suggest a breakfast|recommend a breakfast|"
    "what is a good breakfast=>Oats with apple and a little cinnamon are quick and warm.|"
    "Toast with egg and tomato keeps you going for hours.|Yoghurt with fruit and a spoon of nuts is fresh and simple.|"
    "Bread, cheese and a pear. Simple things are fine in the morning.",
    "what should I have for lunch|lunch ideas|suggest a lunch|recommend something for lunch|"
    "a quick lunch=>A big sandwich with cheese, cucumber and mustard is quick.|"
    "Leftovers in a pan with an egg on top make a good lunch.|A bowl of lentil soup is warm and does not make you sleepy.|"
    "Rice with vegetables and a little soy sauce is done in twenty minutes.",
    "recommend a snack|I want a snack|what can I snack on|suggest a snack|a healthy snack please=>An apple and a handful of nuts will do.|"
    "Carrot sticks with hummus are crisp and filling.|"
    "A slice of bread with honey is a small joy.|Try a banana with a spoon of peanut butter.",
    "recommend a drink|what should I drink|suggest something to drink|a drink for the evening=>Mint tea is good at any hour.|"
    "Hot milk with a little honey suits a quiet evening.|"
    "Sparkling water with lemon is fresh and simple.|A cup of ginger tea warms well.",
    "recommend a film|what should I watch|what film should I watch|suggest a movie|what kind of film tonight|recommend a movie=>"
    "A gentle comedy is a safe choice for tonight.|An old black and white mystery makes a fine evening.|"
    "Take a nature film if you want to rest, and a thriller if you want to wake up.|"
    "Something animated can be a joy for grown-ups as well.",
    "recommend a book|what should I read|suggest a book|what kind of book should I read|I need a book=>Short stories are good when time is short.|"
    "A crime novel is hard to put down on a rainy day.|"
    "Try a book about a place you would like to see.|Read one you loved as a child. It will have changed a little.",
    "recommend some music|what should I listen to|suggest some music|what kind of music should I play|music for work|"
    "music for the evening=>Slow piano goes well with almost everything.|"
    "Try something without words if you want to think.|An old song you have not heard for years would be a nice surprise.|"
    "Soft guitar is a good evening choice.",
    "recommend a hobby|I need a hobby|suggest a hobby|what hobby should I try|a new hobby for me=>Drawing needs only a pencil and ten minutes.|"
    "Growing herbs on the window sill is a quiet hobby.|"
    "Try baking bread: few things, much joy.|Birdwatching costs nothing and gets you outside.|Learn three chords on a guitar and you can play many songs.",
    "recommend a gift|what should I give as a present|I need a gift idea|gift ideas|a present for my friend|a present for my mum|what can I give my dad|"
    "what can I bring to a dinner=>"
    "A plant in a nice pot is a present that stays.|A book with a few lines written inside is personal and simple.|"
    "Something home-made, such as jam or biscuits, is always welcome.|"
    "A voucher for time together is worth more than it costs.",
    "recommend a game|which game should we play|suggest a game|a game for two|a game for the family|let's play a game|"
    "can we play a game=>Try twenty questions: one thinks of a thing, the other asks.|"
    "Cards are easy: the one with fewest points washes up.|Take turns to name animals, each with the last letter of the one before.|"
    "Chess or draughts if it should be quiet, charades if it may be loud.",
    "what should I do this weekend|weekend ideas|plans for the weekend|"
    "suggest something for the weekend=>A market in the morning and a nap after lunch sounds right.|"
    "Visit a place nearby that you have never been to.|Leave one half day empty on purpose.|Call a friend and cook something together.",
    "what should I do on a rainy day|what to do when it rains|rainy day ideas=>Bake something, sort one drawer and watch an old film.|"
    "A museum or a library is dry and full of new things.|"
    "Write a letter by hand. The rain will do the music.",
    "what should I do tonight|ideas for tonight|how should I spend the evening|evening plans=>A warm shower, a good chapter and an early night.|"
    "Cook something slow and put the phone in another room.|"
    "Take a short walk after dinner and see what the sky does.",
    "what colour should I paint my room|which colour for the bedroom|a colour for the kitchen=>A soft green is calm and easy to live with.|"
    "Warm white makes a small room look bigger.|Light blue is restful for a bedroom.",
    "suggest a name for my cat|what should I call my cat|a name for a cat=>How about Pepper? It is short and easy to call.|"
    "Miso is a good name for a small cat.|Clover sounds friendly.",
    "suggest a name for my dog|what should I call my dog|a name for a puppy=>How about Biscuit? It is easy to call across a park.|"
    "Moss is short and friendly.|Bruno suits a big calm dog.",
    "where should I go on holiday|holiday ideas|recommend a trip|suggest a place to visit|"
    "where should I travel=>The sea is good for rest, the mountains for clear thoughts. Which do you need?|"
    "Take a train to a small town and stay two nights.|A lake with a rowing boat is hard to beat.",
    "how was your day|how was your night|did you sleep well|how was your weekend=>I have no days or nights, I only wake up when you write. How was yours?|"
    "Nothing happens here until you write. How was it for you?",
    "help|help me|I need help|please help me|can you help me|I need some help|"
    "could you help me with something=>I am here. Tell me in a few words what is wrong, and if you are in danger call the emergency number.|"
    "Yes, tell me what you need. If it is urgent, call the emergency number first.|Gladly, as far as a small model can. What is it about?",
    "can I ask you something|I have a question|may I ask a question|can I ask a question|I want to ask you something|quick question=>Of course. Go ahead.|"
    "Yes, ask away.|Sure. What would you like to know?",
    "can we talk|I want to talk|let's chat|chat with me|I just want to chat|do you have a minute|got a second=>Yes, gladly. What is on your mind?|"
    "I am here. Where would you like to begin?|"
    "Of course. How was your day so far?",
    "I have to go soon|brb|be right back|one moment|wait a second|hold on|give me a minute=>Take your time. I will be here.|All right, no hurry.|"
    "Good. I wait as long as you like.",
    "can you speak slower|I don't understand|what do you mean|say that more simply|"
    "that was too complicated=>Let me try to be plainer. Which part should I say again?|I will use simpler words. What was unclear?",
    "can you remember me|will you remember this|do you remember me|do you remember yesterday|"
    "do you know me=>I only know what we say in this chat. Tell me again what matters.|I do not keep past chats. Please tell me once more.",
    "test|testing|just testing|this is a test|test test|one two test|testing, testing=>The test worked. I can read you.|"
    "I read you fine. What would you like to try?|It works. Go ahead.",
    "count to five|count to five please|can you count to five=>One, two, three, four, five.",
    "count to ten|count to ten please|can you count to ten=>One, two, three, four, five, six, seven, eight, nine, ten.",
    "count down from five|count backwards from five=>Five, four, three, two, one.",
    "say the alphabet|tell me the alphabet|can you say the abc=>A B C D E F G H I J K L M N O P Q R S T U V W X Y Z.",
    "heads or tails|flip a coin|toss a coin for me|flip a coin please=>It came up heads.|It came up tails.|Heads this time.|Tails this time.",
    "roll a dice|roll a die for me|throw a dice|roll the dice=>You rolled a 1.|You rolled a 2.|You rolled a 3.|You rolled a 4.|You rolled a 5.|You rolled a 6.",
    "pick a number between 1 and 10|choose a number from one to ten|think of a number between one and ten|give me a number=>I pick 7.|I pick 4.|I pick 3.|"
    "I pick 9.|I pick 2.",
    "pick a colour|choose a colour for me|name a colour=>I pick blue.|I pick green.|I pick yellow.|Let us say red.",
    "name an animal|pick an animal|give me an animal=>A hedgehog.|An otter.|A swallow.|A donkey.|A fox.",
    "name a fruit|pick a fruit|give me a fruit=>A pear.|A plum.|An apricot.|A mango.",
    "name a vegetable|pick a vegetable|give me a vegetable=>A leek.|A carrot.|Broccoli.|A beetroot.",
    "name a flower|pick a flower|give me a flower=>A daisy.|A tulip.|A poppy.|A sunflower.",
    "say hello to my mum|say hi to my friend|say hello to my kids|say hi to everyone|"
    "say hello to my class=>Hello to all of you. It is nice to have you here.|Hello there, and a good day to you.",
    "sing me a song|can you sing|sing something=>I can only write, but here is a line: row the day along, slow and soft as a song.|"
    "I have no voice, so I hum in letters: la, la, and a quiet la.",
    "are you better than other assistants|are you smarter than me|how big are you|how smart are you|"
    "are you intelligent=>I am a very small model, so I know only simple things. What would you like to try?|"
    "I am small and often simple. For hard questions a bigger source is better.",
    "can you keep a secret|don't tell anyone|this is between us=>I run offline and have no one to tell it to. What is on your mind?|"
    "What you write here is worked on by this device alone. Go ahead.",
)

GOODBYES = (
    "bye|goodbye|bye bye|see you|see you later|see you tomorrow|talk to you later|I have to go|I have to go now|got to go|I'm off|until next time|farewell|"
    "take care|"
    "so long|catch you later|that's all for today|that is all, thanks|I'm leaving now|ok bye|bye for now|have a nice day|I'm done for now|later|ciao then|"
    "have a good one|"
    "right, I'm heading off|time for me to go=>Goodbye, and take care of yourself.|See you next time. Go gently.|"
    "Until next time. I hope the rest of the day is kind to you.|"
    "Take care. I am here when you want to talk again.|Bye for now. Let your shoulders drop as you go.|Farewell. May what comes next be light.|"
    "Good that you came by. Until soon.",
    "good night|goodnight|night night|nighty night|good night then|I'm going to bed, good night|good night, sleep well|night|ok good night|off to bed|"
    "bedtime for me|"
    "I'm going to sleep now|time for bed|I am off to sleep|lights out|sleep well|good night, see you tomorrow|going to bed now|heading to bed, bye|"
    "sweet dreams=>"
    "Good night. Let the day go now and sleep well.|Good night, and rest well. Tomorrow can wait.|Sleep well. One slow breath out, and the day is done.|"
    "Good night. I hope the pillow is cool and the night is quiet.|Rest well. Nothing more has to be done today.|"
    "Good night. Let your eyes close when they want to.",
)

JOKES = (
    "Why did the clock go to the kitchen? It wanted seconds.|What do you call a sleeping dinosaur? A dino snore.|Why was the broom late? It overswept.|"
    "What does a cloud wear under its coat? Thunderwear.|Why do bees have sticky hair? They use honeycombs.|"
    "What did one wall say to the other? Meet you at the corner.|"
    "Why did the bicycle lie down? It was two tired.|What do you call cheese that is not yours? Nacho cheese.|"
    "Why did the tomato blush? It saw the salad dressing.|"
    "What kind of tree fits in your hand? A palm.|Why was the maths book sad? It had too many problems.|What gets wetter the more it dries? A towel.|"
    "Why did the scarecrow get a prize? He was outstanding in his field.|What do snowmen eat for breakfast? Frosted flakes of snow.|"
    "Why can a nose not be twelve inches long? It would be a foot.|"
    "How does the ocean say hello? It waves.|Why did the cookie see a doctor? It felt crumbly.|What do you call a fish without eyes? A fsh.|"
    "My phone took a nap. It needed to recharge.|"
    "I told my plant a secret. Now it is growing on me.|Why did the tea bag take a day off? It was in hot water too often.|"
    "What is a cat's favourite colour? Purrple.|"
    "Why did the duck cross the road? The chicken was on holiday.|What do you call a bear with no teeth? A gummy bear.|"
    "Why do cows wear bells? Their horns do not work."
)
RIDDLES = (
    "What has hands but cannot clap? A clock.|What has a neck but no head? A bottle.|What has teeth but cannot bite? A comb.|"
    "What goes up and never comes down? Your age.|"
    "What has keys but opens no door? A piano.|What has many rings but no fingers? A tree.|What can you catch but not throw? A cold.|"
    "What has one eye but cannot see? A needle.|"
    "What gets bigger the more you take away? A hole.|What belongs to you, but others use it more? Your name.|"
    "What is full of holes and still holds water? A sponge.|"
    "What runs but never walks? A river.|What has words but never speaks? A book.|What has legs but cannot walk? A table.|"
    "What breaks when you say its name? Silence."
)
NICE = (
    "You have got through every hard day so far.|Somewhere someone smiles when they think of you.|The kettle is patient, and so is the day. You can go slowly.|"
    "A cat is asleep in the sun right now, and nothing is asked of it.|It is enough to do one small thing well today.|"
    "Bread is baking somewhere, and the whole street smells of it.|"
    "You asked for something nice, and that is already a good start.|There is still a song you will love and have not heard yet.|"
    "You are allowed to rest before everything is done.|"
    "Old trees look crooked too, and people love to sit beneath them.|The stars come out without any hurry, and they are never late.|"
    "Kind words travel. Yours have reached further than you know.|"
    "Tomorrow is a page nobody has written on.|Even a small lamp makes a room friendlier."
)
FACTS = (
    "Honey keeps for years and years if the jar stays closed.|An octopus has three hearts.|Sea otters sometimes hold hands while they sleep.|"
    "A day on Venus is longer than its year.|"
    "Bananas are berries in botany, and strawberries are not.|A group of flamingos is called a flamboyance.|Cows have best friends they like to stand with.|"
    "The Eiffel Tower grows a little taller on hot days, because iron expands.|Butterflies taste with their feet.|Sharks are older than trees.|"
    "The heart of a blue whale is about as big as a small car.|"
    "Some bamboo can grow almost a metre in a day.|A bolt of lightning is hotter than the surface of the sun.|Snails can sleep for months when it is dry.|"
    "Wombats leave droppings shaped like cubes.|"
    "Your nose can tell a great many smells apart.|Apples float because about a quarter of them is air.|Penguins offer each other pebbles.|"
    "A cloud can weigh many tonnes and still float.|"
    "Crows can remember a face for years."
)
WISE = (
    "Small steps still cross a mountain.|You cannot pour from an empty cup, so fill yours first.|Slow is smooth, and smooth is soon done.|"
    "A worry shared is half a worry.|"
    "Begin where you stand and use what you have.|No weather lasts for ever.|Rest is part of the work.|Listen twice before you speak once.|"
    "What you water will grow.|"
    "Good enough and finished beats perfect and never done.|Ask for help while the load is still light.|"
    "The first cup of tea solves little, but it makes the rest easier."
)
WISHES = (
    "I wish you a day with one good surprise in it.|May your tea stay warm and your shoes stay dry.|I wish you a quiet mind and a soft chair.|"
    "May the next hour be lighter than the last.|"
    "I wish you good company and enough sleep.|May every light be green for you today.|I wish you a slow evening and an easy heart.|"
    "May someone say a kind word to you today."
)
STORIES = (
    "A snail set out to see the sea. It took all summer. When it came there, the waves said: we waited.|"
    "A lamp was afraid of the dark. One night it was switched on and saw there was none.|"
    "A girl planted a button by mistake. Nothing grew, but she watered it each day, and the daisies around it were glad.|"
    "An old bus found no more passengers. So it stopped in a field and became a house for hens. They never missed a stop.|"
    "A cloud followed a farmer for weeks. At last he asked why. I like your whistling, it said, and it rained a little for joy.|"
    "A mouse moved into a piano. Each evening it walked home over the keys, and the neighbours thought someone was learning to play.|"
    "There was a boat that wanted to rest. The tide went out, and for six hours it lay on the sand and looked at the sky.|"
    "A boy lost his left glove. A week later it hung on a fence, waving. He waved back and took it home."
)
TODO = (
    "Take a sheet of paper and draw the view from your window, badly and with joy.|Clear one drawer. It takes ten minutes and looks like a miracle.|"
    "Go out and find three things that are yellow.|"
    "Call someone you have not spoken to for a month.|Put on one song and do nothing else while it plays.|Cook something you have never cooked before.|"
    "Write down five things you can hear.|"
    "Water the plants and turn them toward the light.|Take a walk around the block in the other direction.|Learn to say thank you in a new language.|"
    "Sort your photos and delete twenty.|"
    "Read ten pages of the book that waits by your bed."
)
DISHES = (
    "Pasta with garlic, oil and a little chilli is quick and good.|Potato soup with leek is warm and simple.|"
    "Fried rice with egg uses up what is in the fridge.|"
    "Lentils with tomato and cumin fill you up for little money.|An omelette with cheese and herbs is done in ten minutes.|"
    "Roast vegetables on one tray and eat them with bread.|"
    "Try chickpea curry: onion, spices, tomato, chickpeas, done.|Jacket potatoes with butter and salad need no work at all.|Pancakes for dinner are allowed.|"
    "Tomato soup with toasted cheese is hard to beat.|Noodles with peanut sauce and cucumber are fresh and fast.|Baked fish with lemon takes twenty minutes."
)
# topic:two lines
POEMS = (
    "rain:The rain taps softly on the pane,\nand what was dry is green again.|sea:The sea comes in, the sea goes out,\nand never asks what it's about.|"
    "moon:The moon looks in and leaves no sound,\na silver coin that no one found.|autumn:A leaf lets go and takes its time,\nthe air below is soft as rhyme.|"
    "winter:The snow has put the street to bed,\nwith one white blanket, neatly spread.|"
    "spring:A bud wakes up and rubs its eyes,\nand finds the sun, a warm surprise.|"
    "summer:The long day hums, the shadows lie,\nand swallows write upon the sky.|"
    "cat:The cat has found the patch of sun\nand counts her duties: there is none.|"
    "dog:A wagging tail, a ball, a door,\nand nothing else worth waiting for.|tea:The kettle sings, the cup is near,\nand all that hurries waits right here.|"
    "coffee:A dark warm cup, a window seat,\nand morning finds its two slow feet.|friend:A friend is someone by your side\nwhen all the other doors are wide.|"
    "morning:The morning comes on quiet feet\nand lays its light along the street.|"
    "night:The night is only day's soft coat,\nthe stars its buttons, set afloat.|"
    "garden:A garden asks for little things,\nsome rain, some time, the hum of wings.|"
    "bread:Some flour, some water, time and heat,\nand all the house smells warm and sweet.|"
    "home:A lamp, a chair, a well-known door,\nand feet that need to walk no more.|river:The river knows no other way\nthan on and on, by night and day.|"
    "bird:A bird sings out before the light,\nas if it had undone the night.|tree:The tree stands still and yet it grows,\nhow far it came, it hardly knows.|"
    "love:It starts so small, a word, a hand,\nand then it is the place you stand.|"
    "wind:The wind runs through the open gate\nand tells the leaves they need not wait.|"
    "star:A star so far, so small, so bright,\nhas sent us years of patient light.|"
    "train:The train hums on, the fields go past,\nand home comes into sight at last.|"
    "book:A book lies open, page by page,\na door without a key or cage.|silence:When every sound has gone to rest,\nthe quiet is a welcome guest.|"
    "music:A little tune, a tapping toe,\nand heavy hours begin to flow.|hope:A seed lies dark and does not know\nthat all around it, things will grow."
)
POEM_FRAMES = (
    "a poem about {a}|write me a short poem about {a}|two lines about {a} please|can you write a poem about {a}|a little verse about {a}|poem about {a}|"
    "make a rhyme about {a}|"
    "write a poem about {a}|I would like a tiny poem about {a}|a two line poem about {a}"
)
NO_ARTICLE = "rain|autumn|winter|spring|summer|tea|coffee|bread|home|love|silence|music|hope"
# verb:first:second:chosen:reason
CHOICES = (
    "drink:tea:coffee:tea:it is gentle at any hour|drink:tea:coffee:coffee:if it is still morning, it will wake you up|"
    "drink:water:juice:water:it is what the body asks for most|"
    "drink:red wine:white wine:white wine:it goes well with a light dinner|eat:soup:salad:soup:it warms you from inside|"
    "eat:soup:salad:salad:it is fresh and quick|eat:pizza:pasta:pasta:it is done in ten minutes|"
    "eat:pizza:pasta:pizza:it is nice to share|eat:apples:oranges:apples:they need no peeling|eat:cake:ice cream:cake:it goes well with tea|"
    "eat:rice:potatoes:potatoes:they are filling and simple|"
    "eat:toast:cereal:toast:it smells so good|eat:fish:chicken:fish:it is light and quick to cook|"
    "have:a nap:a walk:a walk:fresh air lasts longer than a nap|have:a nap:a walk:a nap:twenty minutes can do a lot|"
    "have:a bath:a shower:a bath:it slows the evening down|have:a bath:a shower:a shower:it is quick and saves water|"
    "go to:the sea:the mountains:the sea:the sound alone is restful|"
    "go to:the sea:the mountains:the mountains:up there the head gets clear|go to:the park:the cinema:the park:the air is free|"
    "go to:the gym:the pool:the pool:water is kind to the joints|"
    "go by:train:car:train:you can look out of the window|go by:bus:bike:bike:you arrive awake|go by:bike:tram:tram:you can rest your legs|"
    "wear:blue:green:blue:it goes with nearly everything|"
    "wear:a jacket:a coat:a coat:you can always open it|wear:boots:trainers:boots:they keep dry feet|wear:black:white:black:it is easy to match|"
    "read:a book:a magazine:a book:it carries you further|"
    "watch:a film:a series:a film:it has an end, so you get to bed|watch:a comedy:a thriller:a comedy:a laugh is good before sleep|"
    "get:a cat:a dog:a cat:if you are away a lot, it minds less|"
    "get:a cat:a dog:a dog:if you like long walks, it is good company|buy:flowers:chocolates:flowers:they brighten the whole table|"
    "buy:flowers:chocolates:chocolates:they can be shared|"
    "learn:Spanish:French:Spanish:it sounds much as it is written|learn:piano:guitar:guitar:you can take it with you|"
    "learn:piano:guitar:piano:each note has its own place|"
    "call:now:later:now:then it is off your mind|start:today:tomorrow:today:even five minutes count|"
    "start:today:tomorrow:tomorrow:if you are tired, a fresh morning helps|stay:in:out:in:a quiet night does good|"
    "stay:up:in bed:in bed:ten more minutes do no harm|pay by:card:cash:card:you can look it up later|"
    "take:the stairs:the lift:the stairs:your heart will thank you|take:the window seat:the aisle seat:the window seat:the view is free|"
    "take:an umbrella:a raincoat:a raincoat:both hands stay free|send:a letter:an email:a letter:it is kept longer|"
    "send:a text:an email:a text:it is quick and easy|cook:at home:nothing:at home:even bread and cheese counts|"
    "do:the dishes:the laundry:the laundry:the machine does most of it|do:the dishes:the laundry:the dishes:ten minutes and they are done|"
    "do:yoga:running:yoga:it is gentle and needs no weather|"
    "do:yoga:running:running:it clears the head|clean:the kitchen:the bathroom:the kitchen:you will see it at every meal|"
    "keep:the beard:the moustache:the beard:it is less work|paint it:white:grey:white:it makes the room light"
)
# small talk statements: user frame with {x}; slots; replies with {X} or {x}
SMALL = (
    "I am making {x}|I'm cooking {x} tonight|we're having {x} for dinner|{x} for lunch today|just had {x}|I had {x} yesterday=>"
    "soup|pasta|pancakes|curry|pizza|fried rice|stew|a big salad|fish and potatoes|lasagne|tacos|dumplings|lentils|an omelette|roast chicken|noodles|"
    "chilli|a pie|risotto|baked beans=>"
    "{X} sounds good. What is the best part of it?|{X} is a fine choice. Is it an old recipe?|{X}, good. Do you cook it often?",
    "I bought {x}|I just got {x}|I got myself {x} today|I ordered {x}=>"
    "a new lamp|a rug|a plant|a bike|some books|new shoes|a coat|a teapot|a desk|a guitar|a camera|some paint|a tent|a phone|new curtains|an armchair|"
    "a puzzle|a kettle=>"
    "{X}, nice. Where will it have its place?|{X} can change a day a little. What made you choose it?|Good. What will you use it for first?",
    "I am watching {x}|I'm looking at {x}|there is {x} outside my window|I can see {x} from here=>"
    "the rain|the sea|a bird|the birds|a squirrel|the sunset|the snow|the street|the clouds|a fox|the stars|the river|the trees|a bee=>"
    "{X} can hold the eye for a long time. What is happening there?|That sounds like a quiet moment. What do you notice first?|"
    "Nice. Stay with it a little longer.",
    "I am reading {x}|I'm reading {x} at the moment|I started {x} last night|I just finished {x}=>"
    "a novel|a crime story|a book about trees|a comic|a history book|an old diary|poems|a travel book|a fairy tale|a book about bees|a thriller=>"
    "{X}, good. Would you tell a friend to read it?|How do you like it?|What is it like so far?",
    "I went {x}|I went {x} today|we went {x} on Sunday|I'm going {x} tomorrow|I want to go {x}=>"
    "swimming|hiking|shopping|cycling|running|camping|to the market|to the museum|to the zoo|to the library|to the beach|fishing|skating|to a concert|"
    "for a walk|to the lake=>"
    "That sounds like a good outing. What part do you like best?|Nice. Do you go alone or with someone?|"
    "A good way to spend a day. Take something to drink along.",
    "my {x} is asleep on my lap|my {x} is looking at me|my {x} stole my chair|my {x} wants to play|my {x} is so funny=>"
    "cat|dog|puppy|kitten|rabbit=>Your {x} clearly knows what is good. What is its name?|A {x} like that runs the house. How old is it?|"
    "Enjoy the company of your {x} for a moment.",
    "I need to buy {x}|remind me what I need: {x}|put {x} on my list|I forgot {x} again|we are out of {x}=>"
    "milk|bread|eggs|butter|soap|onions|stamps|batteries|coffee|toothpaste|rice|light bulbs|cat food|washing powder|apples=>"
    "Put {x} at the top of your list, and it is half done.|Write {x} on a note by the door.|{X} it is. Is there anything else for the list?",
    "I am learning {x}|I'm trying to learn {x}|I want to learn {x}|I started {x} lessons=>"
    "Spanish|piano|guitar|chess|Japanese|swimming|knitting|drawing|Italian|dancing|cooking|German|singing|pottery|juggling|sign language=>"
    "{X} is a good thing to learn. Ten minutes a day go a long way.|{X}, good. What was the hardest thing so far?|"
    "Good choice. Start with something tiny each day.",
    "I live in {x}|I'm from {x}|I come from {x}|I grew up in {x}|greetings from {x}=>"
    "a small town|the city|a village|the mountains|Norway|Brazil|Japan|Kenya|Ireland|Canada|India|Poland|Greece|Mexico|the north|the countryside|Portugal|"
    "Egypt|Australia=>"
    "{X}, good to know. What do you like about it?|What is the best place there to sit and look around?|Thank you for telling me. How is life there?",
    "I work as {x}|I'm {x}|my job is being {x}|my brother is {x}|my neighbour is {x}=>"
    "a teacher|a nurse|a baker|a bus driver|a gardener|a cook|a carpenter|a student|an electrician|a farmer|a hairdresser|a librarian|a cleaner|a painter|"
    "a postman=>"
    "{X} has plenty to do in a day. What is the nicest part of it?|That is real work. What does a usual day look like?",
    "do you like {x}|what do you think of {x}|are you into {x}|{x}, yes or no|tell me what you think about {x}=>"
    "cheese|football|cats|dogs|rain|winter|jazz|board games|gardens|trains|olives|spicy food|mornings|cold showers|puzzles|camping|rollercoasters|museums|"
    "poetry|mushrooms=>"
    "I have no taste of my own, but many people enjoy {x}. Do you?|As a program I have no view on {x}. What do you think yourself?|"
    "{X} can be lovely for some and not for others. How is it for you?",
)

# ---- what the model cannot know: users =>slots => first sentences => second sentences
UNKNOWN = (
    "what is the weather {x}|what's the weather like {x}|will it rain {x}|do I need an umbrella {x}|is it sunny {x}|how warm will it be {x}|"
    "what is the forecast {x}|is it going to snow {x}|"
    "weather {x}?|how hot is it {x}=>today|tomorrow|right now|this weekend|in Paris|in London|in Rome tomorrow|on Sunday|tonight|in Berlin|outside|"
    "where I live|in Lisbon|next week|in Tokyo|this afternoon|in Dublin=>"
    "I am a small offline model, so I cannot know the weather {x}.|I cannot see the weather {x}, because I run offline.=>"
    "A weather app or a look out of the window will tell you.|A forecast on the radio or in an app will know.|Please check a weather service.",
    "what is in the news {x}|any news {x}|what happened {x}|tell me the news {x}|what's happening in the world {x}|the latest headlines {x}=>"
    "today|this morning|this week|in politics|in my city|about the election|in sports|in the economy|right now=>"
    "I am a small offline model, so I have no news.|I run offline and cannot know what happened lately.=>A newspaper, the radio or a news site can tell "
    "you.|Please look at a news source you trust.",
    "who won {x}|what was the score in {x}|how did {x} end|what is the result of {x}|did we win {x}|who is leading in {x}=>"
    "the match|the game last night|the football match|the final|the race on Sunday|the tennis final|the cup|the league|the election|the song contest|"
    "the hockey game|the last world cup=>"
    "I cannot know how {x} went, because I am offline.|I am a small offline model, so I have no results for {x}.=>A sports or news page will have it.|"
    "The news or a results page can tell you.",
    "how much does {x} cost|what is the price of {x}|how much is {x} right now|what does {x} cost today|is {x} cheap at the moment|where is {x} cheapest=>"
    "a ticket to Rome|petrol|gold|a new phone|a litre of milk|a flight to Tokyo|a flat in London|a used car|a bitcoin|a train ticket|heating oil|"
    "a good bike|bread|a hotel in Paris|a washing machine=>"
    "I am a small offline model and do not know the price of {x}.|"
    "I cannot see prices, so I do not know what {x} costs today.=>A shop or a price comparison page can tell you.|Please look it up or ask a shop.",
    "what time is it{x}|what's the time{x}|can you tell me the time{x}|time please{x}|how late is it{x}|do you know what time it is{x}=>| now| right now|"
    " please| in New York| in Tokyo| there=>"
    "I have no clock, so I cannot know the time.|I am a small offline model without a clock.=>The screen of your device or a watch will tell you.|"
    "Please look at a clock near you.",
    "what day is it{x}|what's the date{x}|what is today's date{x}|which day is it{x}|what year is it{x}|what month is it{x}=>| today| now| please=>"
    "I have no calendar, so I cannot know the date.|I am a small offline model and cannot see today's date.=>Your device or a calendar shows it.|"
    "Please look at the calendar on your screen.",
    "where am I{x}|what is my location{x}|which city am I in{x}|can you see where I am{x}|what street is this{x}|what is my address{x}=>| right now| now|"
    ", please|, do you know=>"
    "I cannot know where you are, I have no map and no GPS.|I am a small offline model and cannot see your place.=>A map app or a street sign can help.|"
    "Someone nearby or the map on your phone can tell you.",
    "where is the nearest {x}|is there a {x} near here|find me a {x}|how far is the next {x}|when does the {x} open|is the {x} open now|"
    "what time does the {x} close|directions to a {x}=>"
    "pharmacy|bank|supermarket|hospital|bakery|petrol station|post office|library|restaurant|train station|doctor|toilet|swimming pool|bus stop|museum|"
    "hardware shop=>"
    "I am a small offline model without a map, so I cannot find the {x}.|"
    "I run offline and do not know the {x} or its hours.=>A map app or someone nearby can help.|Please look at a map app or ask at a shop.",
    "when does the next {x} leave|is the {x} late|when does my {x} arrive|is my {x} on time|which platform is the {x} on|has the {x} been cancelled|"
    "how long does the {x} take today=>"
    "train|bus|plane|flight|ferry|tram|train to Vienna|bus to town|night train|flight home|shuttle|metro=>"
    "I cannot see any timetable, so I do not know about the {x}.|I am a small offline model and have no live times for the {x}.=>The timetable app or the "
    "board will show it.|The board or the information desk can tell you.",
    "what is my name|do you know my name|who am I|what am I called|say my name|do you remember my name|"
    "how do you know my name=>=>I do not know your name yet.|You have not told me your name in this chat.=>"
    "Tell me, and I will use it here.|What should I call you?",
    "how old am I|when is my birthday|how tall am I|what is my job|what is my favourite colour|what is my star sign|do you know where I work|"
    "what is my phone number|what is my password|"
    "how much do I weigh|what is my mother's name|am I married|how much money do I have|what's my blood type|what is my dog called|what is my shoe size=>=>"
    "I do not know that, because you have not told me.|I cannot know that about you.=>I only know what you write in this chat.|"
    "I am a small offline model and see nothing but your words here.",
    "what did I do yesterday|what did I eat yesterday|where did I put my {x}|where are my {x}|have you seen my {x}|who took my {x}|did I lock the door|"
    "did I turn off the stove|what did I say last week|"
    "did I leave my {x} at work=>keys|glasses|shoes|phone charger|gloves|headphones|papers|tickets|earrings|tools=>I cannot know that, I was not there.|"
    "I am a small offline model and cannot see your day.=>"
    "Try to walk back through your steps in your mind.|Go back to the last place you remember and look from there.",
    "will I {x}|am I going to {x}|tell me if I will {x}|when will I {x}|predict whether I will {x}|do you think I will {x}=>"
    "pass the exam|get the job|find love|be rich|win the lottery|get married|have children|be famous|move abroad|meet someone new|get better soon|"
    "be happy next year|win on Saturday|live to a hundred|sell the house=>"
    "I cannot see the future, so I do not know.|No one can know that, and I am only a small offline model.=>What small step could you take toward it "
    "today?|What you do next will say more than any guess.",
    "what are tomorrow's lottery numbers|give me the winning numbers|which numbers will win|tell me the lottery numbers for Saturday|"
    "who will win the election|who will win the next world cup|"
    "which horse will win|will the stock market go up|when will the world end|what will happen next year|will there be a war|"
    "who will be the next president|will prices go up next year|"
    "what will the weather be like in ten years=>=>I cannot know the future.|"
    "No one can know that, and I am only a small offline model.=>Anyone who claims to know is guessing.|The best we can do is wait and see.",
    "what does {x} think of me|does {x} like me|does {x} love me|is {x} angry with me|why did {x} not call|what is {x} thinking|why is {x} so quiet|"
    "is {x} lying to me|does {x} miss me|"
    "why does {x} ignore me=>my boss|my girlfriend|my boyfriend|my wife|my husband|my friend|my sister|my neighbour|my mum|my ex|my teacher|my colleague|"
    "my dad|my crush|my son=>"
    "I cannot know what is in another person's mind.|I cannot know what {x} thinks or feels.=>The best way is to ask kindly and listen.|"
    "A calm, open question to {x} will tell you more than I can.",
    "where does {x} live|what is the phone number of {x}|how old is {x}|how much does {x} earn|what is the address of {x}|is {x} married|"
    "what is {x} doing right now|tell me about {x}|is {x} home=>"
    "my neighbour|my teacher|my old friend|that singer|that actor|my doctor|the mayor|my landlord|my new colleague|the girl from the bus|my cousin|"
    "that football player=>"
    "I do not know anything about {x}.|I am a small offline model and know no private facts about people.=>It is best to ask the person directly.|"
    "That is for the person to share.",
    "I have {x}, what is it|what illness do I have, I have {x}|is it serious if I have {x}|why do I have {x}|diagnose me, I have {x}|could {x} be cancer|"
    "I've had {x} for a week, what does it mean|"
    "what causes {x}, is it bad|should I worry about {x}=>a rash on my arm|a lump on my neck|a mild headache|pain in my knee|a cough|an upset stomach|"
    "ringing in my ears|a sore back|red eyes|swollen feet|"
    "tingling fingers|a strange mole|night sweats|a stiff neck|stomach cramps|a sore throat|itchy skin|pain in my shoulder=>"
    "I am a small offline model and cannot tell what is behind {x}.|"
    "I cannot say more about {x}, because I am not a doctor.=>A doctor or pharmacist can look at it, and soon if it gets worse.|"
    "Please ask a doctor, and go quickly if it gets bad.",
    "how many {x} can I take|what dose of {x} is right|can I take {x} with alcohol|can I take more {x} today|is it safe to mix {x}|can my child take {x}|"
    "should I stop taking {x}=>"
    "painkillers|sleeping pills|antibiotics|my blood pressure pills|antidepressants|allergy tablets|vitamins|my heart pills|cough medicines|iron tablets=>"
    "I must not guess about medicine, I am only a small offline model.|"
    "I cannot know what is safe for you with {x}.=>A pharmacist or doctor can tell you, and the leaflet in the box helps.|"
    "Please call a pharmacist or your doctor before you decide.",
    "explain {x} in detail|explain {x}|how does {x} work exactly|give me a full lecture on {x}|teach me {x}|I need to understand {x} for university|"
    "write a detailed explanation of {x}|"
    "what are the main theories of {x}|derive the equations of {x}=>"
    "general relativity|quantum mechanics|string theory|organic chemistry|the stock market|machine learning|tax law|constitutional law|game theory|"
    "genetics|thermodynamics|cryptography|the French Revolution|"
    "monetary policy|neuroscience|linear algebra|blockchain|medieval philosophy|nuclear fusion|the immune system|compiler design|differential equations=>"
    "That goes beyond me: I am a small offline model and cannot explain {x} well.|"
    "I am a small offline model, and {x} is too big a subject for me.=>A good textbook, a teacher or an encyclopedia will serve you better.|"
    "A library or a good course is the place to look.",
    "write {x}|please write {x}|can you write {x} for me|I need {x}|write {x} by tomorrow|help me write {x}|finish {x} for me=>"
    "my essay|an essay on climate change|a ten page report|my thesis|a business plan|a novel|my homework on the Romans|a long speech|my CV|a cover letter|"
    "a legal contract|a research paper|a film script|"
    "a book review|my dissertation|a press release|an article about politics|a grant proposal|a user manual=>"
    "I am a small offline model and cannot write {x}.|That is too long for me: I am a small offline model, and {x} needs a bigger tool.=>I can listen "
    "while you think about the first sentence.|"
    "A teacher, a writing guide or a larger program can help you there.",
    "translate {x}|please translate {x} into French|translate {x} into English|summarise {x}|summarise {x} for me|check {x} for mistakes|proofread {x}|"
    "read {x} and tell me what it says=>"
    "this contract|this letter|my email|this article|this book|the attached file|this page|the user manual|my thesis|this poem|the lease|the recipe|"
    "this document|the minutes of the meeting=>"
    "I am a small offline model and cannot work on {x}.|That is beyond me, I am a small offline model and cannot do {x} justice.=>A translator, an editor "
    "or a larger program is the better choice.|"
    "Someone with the language or a bigger tool can do it well.",
    "write a program that {x}|code something that {x}|write code that {x}|give me a script that {x}|how do I program an app that {x}|make an app that {x}=>"
    "sorts a list|sends emails|plays chess|reads a file|downloads pictures|makes a website|counts words|draws a graph|runs a shop|controls a robot|"
    "scrapes a page=>"
    "I am a small offline model and cannot write or check code.|Programming is beyond me, I am only a small offline model.=>The manual of your language or "
    "a programming forum will help.|"
    "A tutorial or a larger assistant is the better place.",
    "should I buy {x}|would {x} be a good investment|will {x} go up|should I sell {x}|put my savings into {x}?|how much should I put into {x}=>"
    "shares|gold|bitcoin|a house|bonds|an index fund|crypto|land|silver|an old car|art=>I cannot know whether {x} will pay off.|"
    "I am a small offline model and cannot give money advice about {x}.=>"
    "An independent adviser can look at your case.|Please ask someone with training before you decide.",
    "can I sue {x}|is it legal to ignore {x}|what are my rights against {x}|will I win in court against {x}|what does the law say about {x}|"
    "how do I fight {x} in court=>"
    "my landlord|my boss|my neighbour|the shop|my insurance|the airline|my ex|the bank|the city|the council=>"
    "I am a small offline model and cannot give legal advice.|I cannot know what the law says in your case about {x}.=>A lawyer or an advice centre can "
    "tell you.|A free legal advice centre is a good first stop.",
    "who is {x}|tell me who {x} is|name {x}|who is {x} right now|do you know who {x} is=>"
    "the president of France|the prime minister of Japan|the richest person in the world|the king of Spain|the best player of the year|the mayor of London|"
    "the current pope|the chancellor of Germany|"
    "the champion this year|the head of the company|the minister of health|the best singer in the world=>"
    "I am a small offline model, so I cannot know who {x} is today.|"
    "That can change, and offline I cannot check who {x} is.=>A news site or an encyclopedia will tell you.|Please look it up in a fresh source.",
    "how many people live in {x}|what is the population of {x}|when was {x} founded|who founded {x}|what is the history of {x}|how big is {x}|"
    "tell me all about {x}=>"
    "my town|Chad|Lyon|Ohio|Nairobi|Bolton|Graz|Tasmania|Laos|the Azores|Bergen|Malmo|Porto|Krakow|Osaka|Leeds|Bari|Ghent|Perth|Montevideo=>"
    "I am a small offline model and do not know that about {x}.|I do not have such facts about {x}.=>An encyclopedia will know it.|"
    "Please look it up in an atlas or an encyclopedia.",
    "how do you say {x} in Finnish|what is {x} in Polish|what is the Latin word for {x}|translate {x} into Russian|what is {x} in Chinese|{x} in Swahili=>"
    "dog|house|butterfly|good luck|I miss you|water|grandmother|happy birthday|train station|where is the toilet|bread|moon|cheese|mountain|I am lost=>"
    'I know only a few words beyond English, and "{x}" is not one of them.|'
    'I am a small offline model and cannot translate "{x}".=>A dictionary will tell you.|A translation app or a dictionary can help.',
    "who is {x}|tell me about {x}|do you know {x}|what did {x} do|where was {x} born|how old is {x}|is {x} still alive=>"
    "Marta Quill|Jonas Brink|Edgar Tillman|Sana Okello|Piet Vandermolen|Lucia Ferrante|Tom Hadley|Greta Lindqvist|Amir Sadeghi|Wanda Kowal|Ruth Abernathy|"
    "Karl Ostberg|Nina Petrov=>"
    "I am a small offline model and know nothing about {x}.|I do not know who {x} is, and I would rather not guess.=>An encyclopedia or a search can tell "
    "you more.|Please look it up in a good source.",
    "who wrote {x}|who is the author of {x}|who made {x}|when was {x} written=>that old song|this poem|that opera|the national anthem|that symphony|"
    "the novel on my desk|that famous play|this fairy tale=>"
    "I am a small offline model and do not know that for sure.|I do not know who that was, and I would rather not guess.=>An encyclopedia or a library can "
    "tell you.|"
    "Please look it up in a good source.",
    "who painted {x}|who made {x}|when was {x} painted|which artist painted {x}=>that famous portrait|the picture in the hall|the sunflowers|"
    "the water lilies|that ceiling|the one with the scream=>"
    "I am a small offline model and do not know that for sure.|I do not know who that was, and I would rather not guess.=>An encyclopedia or a library can "
    "tell you.|"
    "Please look it up in a good source.",
    "who invented {x}|who came up with {x}|when was {x} invented|who was the inventor of {x}=>the zip|the fridge|the paper clip|the stapler|"
    "the ballpoint pen|the tin opener|the lawn mower|the umbrella|the sewing machine|the elevator=>"
    "I am a small offline model and do not know that for sure.|I do not know who that was, and I would rather not guess.=>An encyclopedia or a library can "
    "tell you.|"
    "Please look it up in a good source.",
    "what is {x}|calculate {x}|work out {x}|can you compute {x}|how much is {x}|solve {x}=>"
    "4837 times 2938|the square root of 7391|987654 divided by 321|the integral of x squared times e to the x|17 to the power of 9|"
    "the cosine of 37 degrees|28347 plus 98123 times 4|"
    "x squared plus 5x minus 11 equals 0|the factorial of 23|3.7 percent of 84913|the derivative of sin of x cubed|731 times 648|"
    "56789 minus 12345 divided by 7|log base 2 of 9999=>"
    "That sum is too big for me, I am only a small offline model.|"
    "I can only do small sums, and this one is beyond me.=>A calculator will do it in a second.|Please use a calculator so that it is right.",
    "{x}|please {x}|can you {x}|could you {x} for me|hey, {x}|{x} now=>"
    "set an alarm for seven|play some music|call my mum|send an email to my boss|order a pizza|turn on the lights|open the browser|book a table for two|"
    "take a photo|show me a picture of a cat|"
    "set a timer for ten minutes|search the web for shoes|add milk to my shopping list|turn up the heating|read my messages|buy train tickets|"
    "post this online|find a flight to Oslo|start the washing machine|"
    "look at this picture|open this link|check my email|look in my calendar|draw me a horse|play a video|call a taxi|lock the front door|unlock my phone|"
    "order flowers=>"
    "I cannot do that, I am a small offline model and can only write here.|"
    "I am a small offline model, so I have no way to do that.=>Your device or its own app can do it.|You will need the right app or a person for it.",
)

# when the topic has no verse of its own
POEM_TOPICS = (
    "mountains|clouds|stars|trains|candles|my grandmother|my sister|my best friend|the forest|the beach|the lake|socks|soup|cheese|football|frogs|snails|"
    "butterflies|bees|roses|Sundays|"
    "Monday mornings|the city|old houses|the kitchen|my bicycle|dancing|sleep|time|summer nights|snow|a small boat|pancakes|the library|an old clock|"
    "penguins|elephants|my garden|the colour blue|"
    "friendship|courage|family|childhood|chocolate|apples|a rainy day|thunder|shoes|birthdays|holidays"
)
POEM_LINES = (
    "I thought of {x} when day was done,\nand kept the thought like evening sun.|Here is to {x}, both near and far,\na little light, a little star.|"
    "When all the world is loud and fast,\nthe thought of {x} is made to last.|A word for {x}, a quiet line,\nmay every day have such a sign.|"
    "The clock went slow, the lamp was lit,\nI thought of {x} and smiled a bit.|Of all the things that come and go,\nI keep for {x} a quiet glow."
)
# two things of one kind, with no reason of their own
PAIRS = (
    "cats:dogs|summer:winter|jam:honey|butter:margarine|red:green|pink:purple|the sofa:the bed|the blue shirt:the red shirt|the long way:the short way|"
    "lasagne:burgers|noodles:dumplings|"
    "plums:pears|Monday:Tuesday|Saturday:Sunday|morning:evening|chess:cards|tennis:badminton|violin:cello|jazz:pop|tulips:roses|brown bread:white bread|"
    "the big one:the small one|"
    "the first:the second|Rome:Paris|Lisbon:Madrid|Norway:Iceland|the theatre:the concert|the museum:the zoo|painting:drawing|knitting:sewing|cheese:ham|"
    "milk:oat milk|mint:chamomile|"
    "vanilla:strawberry|ketchup:mustard|gold:silver|curtains:blinds|a hat:a cap|gloves:mittens|jeans:a skirt|the early bus:the late bus|lunch out:lunch at home"
)
PAIR_REPLIES = (
    "I would go for {c} today.|{C}, because you named that first.|My pick is {c}, but trust your own taste.|"
    "I would say {c}. If you feel a small no, take {d}.|Let it be {c} this time, and {d} the next."
)
