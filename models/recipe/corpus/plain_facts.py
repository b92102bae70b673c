"""Plain facts for ``plain``: tables of words, places and units, and free questions with their answers."""

from __future__ import annotations

CAPITALS = (
    "France:Paris|Germany:Berlin|Italy:Rome|Spain:Madrid|Portugal:Lisbon|the United Kingdom:London|England:London|Ireland:Dublin|Scotland:Edinburgh|"
    "Wales:Cardiff|Norway:Oslo|Sweden:Stockholm|Finland:Helsinki|Denmark:Copenhagen|Iceland:Reykjavik|the Netherlands:Amsterdam|Belgium:Brussels|"
    "Austria:Vienna|Switzerland:Bern|Poland:Warsaw|the Czech Republic:Prague|Slovakia:Bratislava|Slovenia:Ljubljana|Croatia:Zagreb|Serbia:Belgrade|"
    "Hungary:Budapest|Romania:Bucharest|Bulgaria:Sofia|Greece:Athens|Turkey:Ankara|Ukraine:Kyiv|Russia:Moscow|Estonia:Tallinn|Latvia:Riga|"
    "Lithuania:Vilnius|Albania:Tirana|Malta:Valletta|Cyprus:Nicosia|Egypt:Cairo|Morocco:Rabat|Algeria:Algiers|Tunisia:Tunis|Libya:Tripoli|"
    "Ethiopia:Addis Ababa|Kenya:Nairobi|Uganda:Kampala|Rwanda:Kigali|Ghana:Accra|Nigeria:Abuja|Senegal:Dakar|Mali:Bamako|Angola:Luanda|Zambia:Lusaka|"
    "Zimbabwe:Harare|Namibia:Windhoek|Mozambique:Maputo|Madagascar:Antananarivo|Somalia:Mogadishu|Sudan:Khartoum|Japan:Tokyo|China:Beijing|"
    "India:New Delhi|Pakistan:Islamabad|Bangladesh:Dhaka|Nepal:Kathmandu|Thailand:Bangkok|Vietnam:Hanoi|Laos:Vientiane|Cambodia:Phnom Penh|"
    "South Korea:Seoul|North Korea:Pyongyang|Mongolia:Ulaanbaatar|the Philippines:Manila|Malaysia:Kuala Lumpur|Iran:Tehran|Iraq:Baghdad|"
    "Syria:Damascus|Jordan:Amman|Lebanon:Beirut|Saudi Arabia:Riyadh|Qatar:Doha|Oman:Muscat|the United Arab Emirates:Abu Dhabi|Afghanistan:Kabul|"
    "Australia:Canberra|New Zealand:Wellington|Fiji:Suva|Canada:Ottawa|the United States:Washington, DC|Mexico:Mexico City|Cuba:Havana|"
    "Jamaica:Kingston|Costa Rica:San Jose|Panama:Panama City|Colombia:Bogota|Venezuela:Caracas|Ecuador:Quito|Peru:Lima|Chile:Santiago|"
    "Argentina:Buenos Aires|Uruguay:Montevideo|Paraguay:Asuncion|Brazil:Brasilia"
)

CONTINENTS = (
    (
        "Europe",
        "France|Germany|Italy|Spain|Portugal|Ireland|Norway|Sweden|Finland|Denmark|Iceland|Poland|Austria|Greece|Hungary|Switzerland|Belgium",
    ),
    (
        "Africa",
        "Kenya|Egypt|Morocco|Ghana|Nigeria|Ethiopia|Senegal|Namibia|Zambia|Uganda|Algeria|Tunisia|Rwanda|Mali|South Africa",
    ),
    (
        "Asia",
        "Japan|China|India|Nepal|Thailand|Vietnam|Mongolia|Pakistan|Malaysia|Iran|Iraq|South Korea|Cambodia|Bangladesh",
    ),
    ("South America", "Brazil|Peru|Chile|Argentina|Colombia|Uruguay|Ecuador|Venezuela|Bolivia|Paraguay"),
    ("North America", "Canada|Mexico|the United States|Cuba|Jamaica|Panama|Costa Rica|Guatemala"),
)

LANGUAGES = (
    "France:French|Germany:German|Italy:Italian|Spain:Spanish|Portugal:Portuguese|Brazil:Portuguese|Mexico:Spanish|Argentina:Spanish|Chile:Spanish|"
    "Cuba:Spanish|Japan:Japanese|Greece:Greek|Poland:Polish|Hungary:Hungarian|Sweden:Swedish|Norway:Norwegian|Denmark:Danish|Iceland:Icelandic|"
    "the Netherlands:Dutch|Austria:German|Turkey:Turkish|Egypt:Arabic|Thailand:Thai|Vietnam:Vietnamese|South Korea:Korean|Australia:English|"
    "Romania:Romanian|Bulgaria:Bulgarian|Iran:Persian|Saudi Arabia:Arabic|the Czech Republic:Czech|Colombia:Spanish|Peru:Spanish|Jamaica:English"
)

CURRENCIES = (
    "Japan:the yen|the United Kingdom:the pound|the United States:the dollar|Germany:the euro|France:the euro|Italy:the euro|Spain:the euro|"
    "Switzerland:the Swiss franc|India:the rupee|China:the yuan|Sweden:the krona|Norway:the krone|Denmark:the krone|Poland:the zloty|Mexico:the peso|"
    "Brazil:the real|Thailand:the baht|South Korea:the won|Turkey:the lira|Hungary:the forint|Ireland:the euro|Canada:the Canadian dollar|"
    "Australia:the Australian dollar|South Africa:the rand|Israel:the shekel|Vietnam:the dong|Kenya:the shilling|Ukraine:the hryvnia"
)

HELLOS = (
    "French:bonjour:merci|Spanish:hola:gracias|Italian:ciao:grazie|German:hallo:danke|Portuguese:ola:obrigado|Dutch:hallo:dank je|"
    "Polish:czesc:dziekuje|Turkish:merhaba:tesekkurler|Swedish:hej:tack|Danish:hej:tak|Norwegian:hei:takk|Finnish:hei:kiitos|"
    "Japanese:konnichiwa:arigato|Swahili:jambo:asante|Hawaiian:aloha:mahalo|Russian:privet:spasibo|Korean:annyeong:gomawo|Greek:yasou:efharisto|"
    "Welsh:helo:diolch|Hungarian:szia:koszonom|Czech:ahoj:dekuji|Indonesian:halo:terima kasih|Arabic:marhaba:shukran"
)

SOUNDS = (
    "cow:moos|dog:barks|cat:meows and purrs|sheep:bleats|pig:oinks|horse:neighs|duck:quacks|lion:roars|frog:croaks|bee:buzzes|snake:hisses|"
    "wolf:howls|mouse:squeaks|hen:clucks|rooster:crows|owl:hoots|donkey:brays|goat:bleats|turkey:gobbles|crow:caws|elephant:trumpets|bear:growls|"
    "pigeon:coos|cricket:chirps|bird:chirps and sings|goose:honks"
)

BABIES = (
    "dog:a puppy|cat:a kitten|cow:a calf|horse:a foal|sheep:a lamb|pig:a piglet|goat:a kid|hen:a chick|duck:a duckling|goose:a gosling|swan:a cygnet|"
    "lion:a cub|bear:a cub|fox:a cub or kit|deer:a fawn|frog:a tadpole|kangaroo:a joey|elephant:a calf|whale:a calf|owl:an owlet|seal:a pup|wolf:a pup|"
    "butterfly:a caterpillar|rabbit:a kit|giraffe:a calf|hare:a leveret|eagle:an eaglet|koala:a joey"
)

GROUPS = (
    "sheep:a flock|cows:a herd|elephants:a herd|wolves:a pack|fish:a school|bees:a swarm|lions:a pride|birds:a flock|geese:a gaggle|ants:a colony|"
    "dolphins:a pod|whales:a pod|crows:a murder|puppies:a litter|kittens:a litter|owls:a parliament|horses:a herd|stars:a constellation or a cluster|"
    "ships:a fleet|flowers:a bunch|grapes:a bunch|cards:a deck|sailors:a crew|players:a team|singers:a choir"
)

LEGS = (
    "dog:four|cat:four|horse:four|cow:four|spider:eight|ant:six|bee:six|fly:six|beetle:six|butterfly:six|bird:two|hen:two|duck:two|snake:no|fish:no|worm:no|"
    "lobster:ten|scorpion:eight|frog:four|lizard:four|tortoise:four|ostrich:two|elephant:four|grasshopper:six|ladybird:six|crab:ten|snail:no|mouse:four"
)

HOMES = (
    "bird:a nest|bee:a hive|spider:a web|rabbit:a burrow|fox:a den|horse:a stable|pig:a sty|dog:a kennel|bear:a den|ant:an anthill or nest|"
    "beaver:a lodge|snail:its own shell|badger:a sett|hen:a coop|mole:a tunnel|squirrel:a drey|eagle:an eyrie|fish:water|camel:the desert|"
    "polar bear:the Arctic|penguin:the southern half of the world|kangaroo:Australia|koala:Australia"
)

OPPOSITES = (
    "hot:cold|big:small|up:down|left:right|day:night|black:white|fast:slow|happy:sad|open:closed|full:empty|wet:dry|hard:soft|light:dark|heavy:light|"
    "high:low|long:short|tall:short|old:young|new:old|rich:poor|strong:weak|early:late|near:far|thick:thin|wide:narrow|deep:shallow|loud:quiet|"
    "clean:dirty|sweet:sour|rough:smooth|sharp:blunt|cheap:expensive|easy:difficult|safe:dangerous|brave:cowardly|kind:cruel|polite:rude|true:false|"
    "right:wrong|good:bad|best:worst|first:last|begin:end|start:stop|push:pull|give:take|buy:sell|win:lose|love:hate|laugh:cry|remember:forget|"
    "arrive:leave|come:go|rise:fall|float:sink|inside:outside|above:below|before:after|always:never|everything:nothing|everyone:nobody|yes:no|"
    "summer:winter|north:south|east:west|tight:loose|straight:crooked|awake:asleep|alive:dead|ancient:modern|generous:stingy|patient:impatient|"
    "possible:impossible|visible:invisible|major:minor|maximum:minimum|more:less|many:few|success:failure|question:answer|friend:enemy|war:peace|"
    "guilty:innocent|public:private|same:different|calm:agitated|proud:ashamed|lazy:hard-working|bright:dull|fresh:stale|lend:borrow|build:destroy|"
    "accept:refuse|increase:decrease|arrival:departure|entrance:exit|hello:goodbye"
)

PLURALS = (
    "child:children|mouse:mice|foot:feet|tooth:teeth|goose:geese|man:men|woman:women|person:people|ox:oxen|leaf:leaves|knife:knives|wife:wives|"
    "life:lives|wolf:wolves|shelf:shelves|half:halves|loaf:loaves|thief:thieves|calf:calves|sheep:sheep|deer:deer|fish:fish|box:boxes|fox:foxes|"
    "bus:buses|dish:dishes|church:churches|glass:glasses|baby:babies|city:cities|party:parties|lady:ladies|story:stories|berry:berries|cherry:cherries|"
    "key:keys|day:days|toy:toys|potato:potatoes|tomato:tomatoes|hero:heroes|echo:echoes|photo:photos|piano:pianos|cactus:cacti|louse:lice|"
    "crisis:crises|tree:trees|house:houses|dog:dogs|cat:cats|apple:apples|cup:cups|brush:brushes|watch:watches|peach:peaches|country:countries|"
    "family:families|monkey:monkeys|roof:roofs|scarf:scarves|elf:elves|bench:benches|spacecraft:spacecraft|passer-by:passers-by"
)

PASTS = (
    "go:went|come:came|see:saw|eat:ate|drink:drank|run:ran|swim:swam|sing:sang|ring:rang|begin:began|write:wrote|ride:rode|drive:drove|break:broke|"
    "speak:spoke|take:took|give:gave|make:made|do:did|have:had|say:said|tell:told|think:thought|bring:brought|buy:bought|catch:caught|teach:taught|"
    "fight:fought|sleep:slept|keep:kept|feel:felt|leave:left|lose:lost|find:found|sit:sat|stand:stood|understand:understood|know:knew|grow:grew|"
    "throw:threw|fly:flew|draw:drew|wear:wore|choose:chose|forget:forgot|fall:fell|hold:held|hear:heard|pay:paid|meet:met|send:sent|spend:spent|"
    "build:built|put:put|cut:cut|hit:hit|bite:bit|hide:hid|steal:stole|freeze:froze|wake:woke|win:won|dig:dug|shine:shone"
)

RHYMES = (
    "cat:hat, mat and bat|dog:fog, log and frog|house:mouse and blouse|tree:bee, sea and free|night:light, kite and bright|day:play, way and stay|"
    "moon:spoon, soon and tune|star:car, far and jar|rain:train, plane and lane|blue:shoe, new and true|red:bed, head and bread|green:bean and queen|"
    "sun:fun, run and bun|cake:lake, snake and make|ball:wall, tall and fall|hand:sand, land and band|heart:art, part and start|love:dove, glove and above|"
    "song:long, strong and wrong|snow:go, slow and glow|tea:key, bee and me|bear:chair, hair and pear|sky:fly, high and pie|king:ring, sing and spring|"
    "goat:boat, coat and note|fish:dish and wish|bell:shell, well and smell|book:cook, look and hook|sleep:deep, sheep and keep|dream:stream, cream and team|"
    "door:floor, more and four|fox:box, socks and rocks|nose:rose, toes and those|time:lime, climb and rhyme|brown:town, crown and down|"
    "flower:shower, tower and hour|mother:brother and other|sing:ring, king and wing|hill:mill, still and will|food:mood and rude|game:name, same and flame|"
    "stone:phone, bone and alone|wind:grinned and pinned|gold:cold, old and told|school:cool, pool and rule|friend:end, bend and send|"
    "calm:palm and balm|light:night, right and white|ten:pen, men and hen|five:drive, hive and alive|nine:fine, line and wine|two:blue, shoe and zoo"
)

SPELLINGS = (
    "necessary|beautiful|separate|receive|believe|friend|because|definitely|rhythm|weird|neighbour|accommodation|embarrass|Wednesday|February|tomorrow|"
    "restaurant|calendar|island|knife|tongue|queue|scissors|biscuit|business|library|surprise|different|address|beginning|committee|conscience|"
    "disappear|disappoint|environment|foreign|government|height|immediately|knowledge|language|millennium|occasion|parallel|possession|privilege|"
    "pronunciation|recommend|schedule|successful|through|thorough|until|vacuum|vegetable|yacht|thought|enough|daughter|banana|elephant|"
    "umbrella|chocolate|castle|guitar|jewellery|science|thumb|whistle|yoghurt|zebra|quiet|quite|occasionally|occurred|answer|eight"
)

MEANINGS = (
    "abundant:there is plenty of something|ancient:very old, from long ago|anonymous:without a name given|apology:words that say you are sorry|"
    "brave:ready to face something even when it is scary|brief:short|candid:honest and open|cautious:careful to avoid danger|cosy:warm and comfortable|"
    "curious:wanting to know or learn more|dawn:the time when the sun comes up|dusk:the time just after the sun goes down|"
    "diligent:working with care and effort|"
    "enormous:very large|eloquent:able to speak well|empathy:understanding what another person feels|fragile:easily broken|frugal:careful with money|"
    "gratitude:the feeling of being thankful|generous:happy to give and share|humble:not thinking too highly of yourself|haptic:to do with the sense of touch|"
    "hesitate:to pause before doing something|identical:exactly the same|inevitable:certain to happen|journey:a trip from one place to another|"
    "jubilant:very happy, often after a success|lenient:not strict|meadow:a field of grass and flowers|melancholy:a quiet, thoughtful sadness|"
    "meticulous:very careful about small details|mysterious:hard to explain or understand|nocturnal:active at night|nostalgia:a warm longing for the past|"
    "novice:someone who is new at something|obstacle:something that stands in the way|optimist:someone who expects good things|"
    "pessimist:someone who expects bad things|patience:being able to wait calmly|persistent:going on and not giving up|plausible:likely enough to be true|"
    "procrastinate:to put off what you should be doing|punctual:on time|reluctant:not really wanting to do something|"
    "resilient:able to recover after a hard time|"
    "serene:calm and peaceful|serendipity:finding something good by luck|solitude:being alone, often in a peaceful way|spontaneous:done without planning|"
    "stubborn:not willing to change your mind|synonym:a word with the same or nearly the same meaning as another|"
    "antonym:a word with the opposite meaning of another|noun:a word for a person, a place, a thing or an idea|verb:a word for something you do or are|"
    "adjective:a word that describes a noun|adverb:a word that describes how, when or where something is done|vowel:one of the letters a, e, i, o and u|"
    "temporary:lasting only for a while|permanent:lasting for ever or for a very long time|tranquil:quiet and peaceful|trivial:of little importance|"
    "unanimous:agreed by everyone|vague:not clear|versatile:able to do many different things|vulnerable:easily hurt|weary:very tired|"
    "wistful:a little sad and full of longing|"
    "whisper:to speak very softly|zeal:great eagerness|aroma:a pleasant smell|drought:a long time without rain|harvest:the gathering of ripe crops|"
    "horizon:the line where the sky seems to meet the land or sea|isolated:far away from others|nutritious:full of what the body needs from food|"
    "rural:of the countryside|urban:of the city|sibling:a brother or a sister|orphan:a child whose parents have died|widow:a woman whose husband has died|"
    "niece:the daughter of your brother or sister|nephew:the son of your brother or sister|cousin:the child of your aunt or uncle|"
    "tide:the rise and fall of the sea|"
    "vegetarian:someone who eats no meat|bilingual:able to speak two languages|ambiguous:having more than one possible meaning|tedious:long and boring|"
    "mindful:paying calm attention to this moment"
)

PLACES = (
    "the Eiffel Tower:in Paris, France|the Colosseum:in Rome, Italy|Big Ben:in London, England|the Statue of Liberty:in New York, in the United States|"
    "the Great Wall:in China|the Taj Mahal:in Agra, India|the Acropolis:in Athens, Greece|Machu Picchu:in the mountains of Peru|"
    "the Great Pyramid:at Giza in Egypt|"
    "the Leaning Tower:in Pisa, Italy|the Brandenburg Gate:in Berlin, Germany|Mount Everest:in the Himalayas, between Nepal and China|"
    "Mount Fuji:in Japan|Kilimanjaro:in Tanzania|the Grand Canyon:in Arizona, in the United States|Niagara Falls:on the border of Canada and the United States|"
    "Victoria Falls:on the border of Zambia and Zimbabwe|the Amazon rainforest:in South America|the Sahara:in North Africa|"
    "the Great Barrier Reef:off the coast of Australia|"
    "the Golden Gate Bridge:in San Francisco, in the United States|Stonehenge:in the south of England|the Louvre:in Paris, France|"
    "Red Square:in Moscow, Russia|the Kremlin:in Moscow, Russia|Angkor Wat:in Cambodia|Petra:in Jordan|Venice:in the north-east of Italy|"
    "Vesuvius:near Naples in Italy|"
    "the Nile:in Africa, and it flows into the Mediterranean Sea|the Thames:in England, and it flows through London|"
    "the Seine:in France, and it flows through Paris|"
    "the Danube:in Europe, and it flows into the Black Sea|the Mississippi:in the United States|the Alps:in the middle of Europe|the Andes:in South America|"
    "the Rocky Mountains:in North America|the Himalayas:in Asia|the Pyrenees:between France and Spain|the Dead Sea:between Jordan and Israel|"
    "Loch Ness:in Scotland|Easter Island:in the Pacific Ocean, and it belongs to Chile|Hawaii:in the Pacific Ocean|the Prado:in Madrid, Spain|"
    "the Alhambra:in Granada, Spain|Hagia Sophia:in Istanbul, Turkey|the Forbidden City:in Beijing, China|the Panama Canal:in Panama|the Suez Canal:in Egypt"
)

UNITS = (
    "minutes:an hour:60|seconds:a minute:60|hours:a day:24|days:a week:7|months:a year:12|weeks:a year:52|days:a year:365|days:a leap year:366|"
    "years:a decade:10|"
    "years:a century:100|years:a millennium:1000|centimetres:a metre:100|millimetres:a centimetre:10|metres:a kilometre:1000|grams:a kilogram:1000|"
    "kilograms:a tonne:1000|millilitres:a litre:1000|inches:a foot:12|feet:a yard:3|ounces:a pound:16|things:a dozen:12|cents:a dollar:100|cents:a euro:100|"
    "pence:a pound:100|degrees:a circle:360|degrees:a right angle:90|seconds:an hour:3600|minutes:half an hour:30|minutes:a quarter of an hour:15|"
    "hours:two days:48|"
    "days:two weeks:14|days:a fortnight:14|months:half a year:6|weeks:a fortnight:2|zeros:a million:6|zeros:a thousand:3|letters:the English alphabet:26|"
    "cards:a standard deck:52|players:a football team on the pitch:11|players:a basketball team on the court:5|"
    "players:a volleyball team on the court:6|teaspoons:a tablespoon:3|bones:the adult human body:206|planets:the solar system:8|"
    "colours:the rainbow:7|states:the United States:50|chambers:the human heart:4|days:a normal February:28|seasons:a year:4"
)

HAVES = (
    "sides:a triangle:three|sides:a square:four|sides:a pentagon:five|sides:a hexagon:six|sides:an octagon:eight|faces:a cube:six|corners:a cube:eight|"
    "strings:a violin:four|strings:a guitar:six|wheels:a bicycle:two|wheels:a tricycle:three|wheels:a car:four|arms:an octopus:eight|hearts:an octopus:three|"
    "wings:a bee:four|wings:a bird:two|eyes:most spiders:eight|fingers:a hand:five, counting the thumb|toes:a foot:five|humps:a dromedary camel:one|"
    "humps:a Bactrian camel:two|syllables:the word banana:three|letters:the word apple:five|teeth:most grown-ups:thirty-two, counting the wisdom teeth|"
    "lungs:a person:two|kidneys:a person:two|legs:an insect:six|sides:a coin:two|moons:Mars:two|moons:the Earth:one|sides:a rectangle:four|"
    "keys:a full piano:88|squares:a chessboard:64|holes:a full golf course:18"
)

COLOURS = (
    "grass:green|a ripe banana:yellow|a ripe tomato:red|snow:white|coal:black|a clear daytime sky:blue|an orange:orange|a lemon:yellow|blood:red|"
    "milk:white|chocolate:brown|"
    "a carrot:orange|a flamingo:pink|a crow:black|a polar bear:white|a ruby:red|an emerald:green|a sapphire:usually blue|a stop sign:red in most countries|"
    "an elephant:grey|a ladybird:usually red with black spots|a zebra:black and white|a panda:black and white|lavender:purple|"
    "a strawberry:red|spinach:green|an aubergine:purple|salt:white|a ripe plum:purple or red|honey:golden|a taxi in New York:yellow|rust:reddish brown"
)

MIXES = (
    "red and yellow:orange|blue and yellow:green|red and blue:purple|red and white:pink|black and white:grey|blue and white:light blue|red and green:brown|"
    "yellow and white:pale yellow|orange and blue:brown"
)

PLANETS = "Mercury|Venus|Earth|Mars|Jupiter|Saturn|Uranus|Neptune"
MONTHS = "January:31|February:28|March:31|April:30|May:31|June:30|July:31|August:31|September:30|October:31|November:30|December:31"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

# question|another way of asking=>answer|another answer
FREE = (
    # sky and earth
    "Why is the sky blue?|How come the sky is blue?|What makes the sky blue?=>The air scatters blue light more than the other colours, so the sky looks blue.",
    "Why is the sunset red?|Why does the sky turn orange in the evening?|"
    "What makes a sunset red?=>Low sunlight crosses more air, which scatters the blue away. Red and orange are left.",
    "What is a rainbow?|How is a rainbow made?|What makes a rainbow?=>A rainbow is sunlight split into colours by drops of rain. You see it with the sun "
    "behind you.",
    "Why does it rain?|Where does rain come from?|How does rain form?=>Water rises from sea and land as vapour and cools into clouds. When the drops grow "
    "heavy, they fall as rain.",
    "What are clouds made of?|What is a cloud?|What is inside a cloud?=>A cloud is made of many tiny drops of water or bits of ice.",
    "What is fog?|What is fog made of?=>Fog is a cloud that touches the ground. It is made of tiny drops of water.",
    "What is snow?|How does snow form?|What is snow made of?=>Snow is made of small ice crystals that form in cold clouds and fall together as flakes.",
    "What is hail?|What are hailstones?=>Hail is balls of ice that form inside strong thunderclouds.",
    "What is lightning?|What causes lightning?=>Lightning is a huge electric spark in a cloud or between a cloud and the ground.",
    "What causes thunder?|What is thunder?|Why does it thunder?=>Lightning heats the air so fast that it bursts outward. That bang is the thunder.",
    "Why do we see lightning before thunder?|Why does thunder come after lightning?=>Light is much faster than sound, so the flash reaches you first.",
    "What causes wind?|What is wind?|Why is there wind?=>Wind is moving air. The sun warms some places more than others, and the air flows between them.",
    "What is a tornado?|What is a twister?=>A tornado is a fast spinning column of air that reaches from a storm cloud to the ground.",
    "What causes earthquakes?|Why are there earthquakes?|What is an earthquake?=>The big plates of the Earth's crust slip past each other, and the ground "
    "shakes.",
    "What is a volcano?|What does a volcano do?=>A volcano is an opening in the ground where hot melted rock, ash and gas come out.",
    "What is lava?|What is magma?|What is the difference between magma and lava?=>Melted rock is called magma under the ground and lava once it comes out.",
    "What causes the tides?|Why does the sea go in and out?|What makes tides?=>The pull of the moon, helped by the sun, makes the sea rise and fall.",
    "Why is the sea salty?|Why is sea water salty?=>Rivers carry salts from rocks into the sea, and they stay there when water evaporates.",
    "What is the largest ocean?|Which ocean is the biggest?|Biggest ocean?=>The Pacific Ocean is the largest ocean.",
    "What is the smallest ocean?|Which ocean is the smallest?=>The Arctic Ocean is the smallest ocean.",
    "What is the highest mountain?|Which mountain is the highest in the world?|"
    "Tallest mountain on Earth?=>Mount Everest is the highest mountain above sea level, at about 8849 metres.",
    "What is the largest country?|Which country is the biggest by area?|Biggest country in the world?=>Russia is the largest country by area.",
    "What is the smallest country?|Which country is the smallest in the world?=>Vatican City is the smallest country in the world.",
    "What is the largest desert?|Which desert is the biggest hot desert?|Biggest hot desert?=>The Sahara is the largest hot desert. It lies in North Africa.",
    "How many continents are there?|What are the continents?|Name the continents.=>There are usually seven continents: Africa, Antarctica, Asia, "
    "Australia, Europe, North America and South America.",
    "What is the largest continent?|Which continent is the biggest?=>Asia is the largest continent.",
    "What is the coldest continent?|Which continent is covered in ice?|"
    "Where is the South Pole?=>Antarctica is the coldest continent. It lies around the South Pole.",
    "How many oceans are there?|Name the oceans.|What are the oceans?=>There are five named oceans: the Pacific, Atlantic, Indian, Southern and Arctic.",
    "What is the equator?|Where is the equator?=>The equator is an imaginary line around the middle of the Earth.",
    "What is an island?|What do you call land with water all around?=>An island is land with water all around it.",
    "What is a peninsula?=>A peninsula is land with water on most of its sides.",
    "What is a river?|Where do rivers end?=>A river is flowing water that runs to a lake, the sea or another river.",
    "Which direction does the sun rise?|Where does the sun rise?|Does the sun rise in the east or west?=>The sun rises in the east.",
    "Where does the sun set?|In which direction does the sun go down?=>The sun sets in the west.",
    "Which way does a compass point?|What does a compass needle show?=>A compass needle points toward magnetic north.",
    "What is the moon?|Is the moon a planet?=>The moon is a ball of rock that circles the Earth. It is not a planet.",
    "Why does the moon shine?|Does the moon make its own light?=>The moon makes no light of its own. It reflects the light of the sun.",
    "Why does the moon change shape?|What causes the phases of the moon?=>We see different parts of its sunlit side as the moon circles the Earth.",
    "What is a full moon?|When is the moon full?=>A full moon is when we see the whole sunlit side of the moon. It comes about every 29 and a half days.",
    "Is the sun a star?|What is the sun?|Is the sun a planet?=>The sun is a star, a huge ball of hot glowing gas.",
    "How far away is the sun?|What is the distance to the sun?=>The sun is about 150 million kilometres away.",
    "How far away is the moon?|What is the distance to the moon?=>The moon is about 384,000 kilometres away.",
    "How long does the Earth take to go around the sun?|How long is a year?|"
    "What is a year?=>The Earth takes about 365 days to go around the sun. That is one year.",
    "Why do we have day and night?|What causes day and night?=>The Earth turns once a day. It is day on the side that faces the sun.",
    "Why do we have seasons?|What causes the seasons?|Why is it colder in winter?=>The Earth is tilted, so each half leans toward the sun for part of the "
    "year. That brings the seasons.",
    "What is a leap year?|Why are there leap years?|How often is a leap year?=>A leap year has 366 days, with a 29th of February. It comes about every "
    "four years.",
    "What is a solar eclipse?|What happens in an eclipse of the sun?=>The moon passes between the sun and the Earth and hides the sun for a short time.",
    "What is a shooting star?|What is a meteor?=>A shooting star is a small bit of space dust or rock that burns up in the air.",
    "What is gravity?|What does gravity do?|Why do things fall down?=>Gravity is the pull between things that have mass. It keeps us on the ground and "
    "makes things fall.",
    "What is the closest star to Earth?|Which star is nearest to us?=>The sun is the closest star to the Earth.",
    "What is the biggest planet?|Which planet is the largest?|Largest planet in the solar system?=>Jupiter is the largest planet in the solar system.",
    "What is the smallest planet?|Which planet is the smallest?=>Mercury is the smallest planet in the solar system.",
    "Which planet is closest to the sun?|What planet is nearest the sun?=>Mercury is the planet closest to the sun.",
    "Which planet is the hottest?|What is the hottest planet?=>Venus is the hottest planet, because its thick air traps the heat.",
    "Which planet is called the red planet?|Why is Mars red?|What is the red planet?=>Mars is the red planet. Rusty dust gives it that colour.",
    "Which planet has rings?|What planet is famous for its rings?=>Saturn is famous for its bright rings.",
    "Is Pluto a planet?|What is Pluto?=>Pluto is called a dwarf planet. Until 2006 it was counted as the ninth planet.",
    "What is a galaxy?|What galaxy do we live in?|What is the Milky Way?=>A galaxy is a huge family of stars. Ours is called the Milky Way.",
    "When did people first land on the moon?|What year was the first moon landing?=>People first landed on the moon in 1969.",
    # science
    "What is water made of?|What is H2O?|What does H2O mean?=>Water is made of hydrogen and oxygen. Its formula is H2O.",
    "At what temperature does water boil?|When does water boil?|Boiling point of water?=>Water boils at 100 degrees Celsius at sea level, which is 212 "
    "degrees Fahrenheit.",
    "At what temperature does water freeze?|When does water freeze?|"
    "Freezing point of water?=>Water freezes at 0 degrees Celsius, which is 32 degrees Fahrenheit.",
    "Why does ice float?|Why does ice float on water?=>Ice is less dense than water, because water expands as it freezes. So it floats.",
    "What is steam?|What is water vapour?=>Steam is water that has turned into a gas.",
    "What are the three states of matter?|What states can matter have?=>The three common states are solid, liquid and gas.",
    "What gas do we breathe?|What do we need from the air?|Which gas do we need to live?=>We breathe air and need the oxygen in it.",
    "What is air made of?|What gas is most of the air?=>Air is mostly nitrogen, about 78 percent, and about 21 percent oxygen.",
    "What do plants need to grow?|What does a plant need to live?=>Plants need light, water, air and some minerals from the soil.",
    "What is photosynthesis?|How do plants make food?=>Plants use sunlight, water and carbon dioxide to make sugar, and they give off oxygen.",
    "Why are leaves green?|What makes leaves green?=>Leaves are green because of chlorophyll, which catches sunlight.",
    "Why do leaves change colour in autumn?|Why do leaves turn red in fall?=>The green chlorophyll breaks down, and the yellow and red colours can be seen.",
    "What is faster, light or sound?|Is light faster than sound?=>Light is much faster than sound.",
    "How fast is light?|What is the speed of light?=>Light travels about 300,000 kilometres in one second.",
    "How fast is sound?|What is the speed of sound?=>In air, sound travels about 340 metres in one second.",
    "What is electricity?|What is an electric current?=>An electric current is a flow of tiny charged particles, usually electrons in a wire.",
    "What does a magnet attract?|What do magnets stick to?|What is a magnet?=>A magnet attracts iron, steel, nickel and cobalt.",
    "What is rust?|Why does iron rust?=>Rust forms when iron meets oxygen and water.",
    "What is an atom?|What are atoms?=>An atom is a tiny building block of everything around us.",
    "What is a cell in biology?|What is a living cell?=>A cell is the smallest living part of a plant, an animal or a person.",
    "What is DNA?|What does DNA do?=>DNA is a long molecule in our cells that carries the plan for how a body is built.",
    "What is a fossil?|How is a fossil made?=>A fossil is the trace of a plant or animal that lived long ago, kept in stone.",
    "When did the dinosaurs die out?|What happened to the dinosaurs?=>Most dinosaurs died out about 66 million years ago. Birds are their living relatives.",
    "What is the chemical symbol for gold?|What does Au stand for?=>The symbol for gold is Au.",
    "What is the chemical symbol for iron?|What does Fe stand for?=>The symbol for iron is Fe.",
    "What is the chemical symbol for oxygen?=>The symbol for oxygen is O.",
    "What is the chemical symbol for silver?|What does Ag stand for?=>The symbol for silver is Ag.",
    "What is salt made of?|What is table salt?=>Table salt is sodium chloride.",
    "What is the hardest natural material?|Is diamond the hardest stone?=>Diamond is the hardest common natural material.",
    "What is glass made of?|How is glass made?=>Glass is made mostly from sand that is melted at great heat.",
    "What is paper made of?|Where does paper come from?=>Paper is made mostly from wood fibres.",
    "Where does wool come from?|What animal gives wool?=>Wool comes from sheep, and some kinds come from goats and alpacas.",
    "Where does silk come from?|What makes silk?=>Silk comes from the cocoons of silkworms.",
    "Where does cotton come from?|Is cotton a plant?=>Cotton comes from the cotton plant. The soft fibres grow around its seeds.",
    "What is plastic made of?=>Most plastic is made from oil and gas.",
    "What does a thermometer measure?|What is a thermometer for?=>A thermometer measures temperature.",
    "What does a barometer measure?|What is a barometer?=>A barometer measures the pressure of the air.",
    "What is a telescope for?|What do you use a telescope for?=>A telescope makes far things look nearer, such as stars and planets.",
    "What is a microscope for?|What does a microscope do?=>A microscope makes very small things look bigger.",
    "Who looks after sick animals?|What is a vet?=>A vet looks after sick animals.",
    "What does an astronomer study?|What is astronomy?=>An astronomer studies stars, planets and space.",
    "What is an echo?|Why do I hear an echo?=>An echo is sound that bounces back to you from a wall or a cliff.",
    "Why do we have shadows?|What is a shadow?=>A shadow is the dark place where something blocks the light.",
    "What is recycling?|Why do we recycle?=>Recycling turns used things into new ones. It saves material and cuts waste.",
    "What is a battery?|What does a battery do?=>A battery stores energy and gives it out as electricity.",
    "Can sound travel in space?|Is there sound in space?=>No, sound needs air or some other material, and space is nearly empty.",
    "What is compost?|What can go into compost?=>Compost is rotted plant waste that feeds the soil. Peelings, leaves and coffee grounds can go in.",
    # animals
    "What is the biggest animal?|Which animal is the largest?|Largest animal on Earth?=>The blue whale is the largest animal.",
    "What is the fastest land animal?|Which animal runs the fastest?|Fastest animal on land?=>The cheetah is the fastest land animal.",
    "What is the tallest animal?|Which animal is the tallest?=>The giraffe is the tallest animal.",
    "What is the biggest land animal?|Which land animal is the heaviest?=>The African elephant is the largest land animal.",
    "What is the biggest bird?|Which bird is the largest?=>The ostrich is the largest living bird.",
    "Which bird cannot fly?|Can penguins fly?|Name a bird that cannot fly.=>Penguins and ostriches are birds that cannot fly.",
    "What is the fastest bird?|Which bird is the fastest?=>The peregrine falcon is the fastest bird when it dives.",
    "What is the smallest bird?|Which bird is the smallest?=>The bee hummingbird is the smallest bird.",
    "Is a whale a fish?|Is a whale a mammal?|Are whales fish?=>A whale is a mammal. It breathes air and feeds its young with milk.",
    "Is a dolphin a fish?|Are dolphins mammals?=>A dolphin is a mammal, not a fish.",
    "Is a bat a bird?|Are bats birds?=>A bat is a mammal that can fly, not a bird.",
    "Is a spider an insect?|Are spiders insects?=>A spider is not an insect. Spiders have eight legs, insects have six.",
    "What is a mammal?|What makes an animal a mammal?=>A mammal is a warm-blooded animal that feeds its young with milk.",
    "What is a reptile?|Name a reptile.=>A reptile is a scaly animal such as a snake, a lizard or a turtle.",
    "What is an amphibian?|Is a frog an amphibian?=>An amphibian lives both in water and on land. Frogs and newts are amphibians.",
    "What do bees make?|Who makes honey?|How is honey made?=>Bees make honey from the nectar of flowers.",
    "Why do bees sting?|Do bees die when they sting?=>Bees sting to defend themselves and their hive. A honey bee that stings a person usually dies.",
    "What do cows eat?|What does a cow eat?=>Cows eat grass, hay and other plants.",
    "What do pandas eat?|What does a panda eat?=>Pandas eat almost only bamboo.",
    "What do koalas eat?|What does a koala eat?=>Koalas eat eucalyptus leaves.",
    "What do rabbits eat?|What can I feed a rabbit?=>Rabbits eat mostly hay and grass, with some leafy greens.",
    "What do cats eat?|Are cats meat eaters?=>Cats are meat eaters.",
    "What do owls eat?|What does an owl eat?=>Owls eat mice, other small animals and insects.",
    "What should dogs not eat?|Can dogs eat chocolate?|Is chocolate bad for dogs?=>Dogs should not eat chocolate, because it is poisonous to them. Grapes "
    "and onions are bad for them too.",
    "Why do cats purr?|What does purring mean?=>Cats often purr when they are content, and sometimes to calm themselves.",
    "Why do dogs wag their tails?|What does a wagging tail mean?=>A wagging tail shows that a dog is excited. It is often a friendly sign.",
    "How long do dogs live?|How old does a dog get?=>Most dogs live about 10 to 13 years.",
    "How long do cats live?|How old does a cat get?=>Many house cats live about 12 to 18 years.",
    "How much does a cat sleep?|How many hours do cats sleep?=>A cat sleeps about 12 to 16 hours a day.",
    "What does a caterpillar turn into?|What becomes of a caterpillar?=>A caterpillar turns into a butterfly or a moth.",
    "What does a tadpole turn into?|What becomes of a tadpole?=>A tadpole turns into a frog or a toad.",
    "Why do zebras have stripes?=>The stripes seem to keep biting flies away. People still study it.",
    "Why do flamingos look pink?|Why are flamingos pink?=>Flamingos get their pink colour from the food they eat.",
    "Why do birds migrate?|Why do birds fly south?=>Many birds fly to warmer places in winter, where there is more food.",
    "Why do birds sing?|Why do birds sing in the morning?=>Birds sing to find a mate and to claim their place.",
    "What is hibernation?|Which animals sleep through winter?=>Hibernation is a long winter sleep that saves energy. Hedgehogs and dormice do it.",
    "Where do polar bears live?|Do polar bears eat penguins?=>Polar bears live in the Arctic, and penguins live in the south, so they do not meet.",
    "Where do penguins live?=>Most penguins live in the southern half of the world, many of them around Antarctica.",
    "Where do kangaroos live?|Which country has kangaroos?=>Kangaroos live in Australia, and some of their relatives in New Guinea.",
    "Where do tigers live?|Are there tigers in Africa?=>Wild tigers live in Asia, not in Africa.",
    "Where do lions live?=>Most wild lions live in Africa. A few live in India.",
    "How do fish breathe?|Do fish breathe water?=>Fish breathe with gills, which take oxygen out of the water.",
    "How do snakes move?|Do snakes have bones?=>Snakes push against the ground with their muscles. They have bones, hundreds of them.",
    "What is a herbivore?|What do you call an animal that eats plants?=>A herbivore is an animal that eats plants.",
    "What is a carnivore?|What do you call an animal that eats meat?=>A carnivore is an animal that eats meat.",
    "What is an omnivore?=>An omnivore eats both plants and meat. People and pigs are omnivores.",
    "What is the king of the jungle?|Which animal is called the king of beasts?=>The lion is called the king of beasts.",
    "Which animal is man's best friend?=>The dog is often called our best friend.",
    "Which animal has a trunk?|What animal has a long trunk?=>The elephant has a trunk.",
    "Which animal has a pouch?|What do you call animals with a pouch?=>Kangaroos and koalas carry their young in a pouch. Such animals are called marsupials.",
    "Which animals lay eggs?|Do snakes lay eggs?=>Birds, most reptiles, frogs, fish and insects lay eggs.",
    "What does a spider make?|Why do spiders make webs?=>A spider makes a web of silk to catch insects.",
    "What is the slowest animal?|Which animal is very slow?=>Sloths and snails are among the slowest animals.",
    # body and health
    "How many fingers do people have?|How many fingers do we have?=>People usually have ten fingers, counting the thumbs.",
    "How many senses do we have?|What are the five senses?|Name the five senses.=>The five classic senses are sight, hearing, smell, taste and touch.",
    "What does the heart do?|What is the heart for?=>The heart pumps blood through the body.",
    "What do the lungs do?|What are lungs for?=>The lungs take in oxygen from the air and give off carbon dioxide.",
    "What does the stomach do?|What is the stomach for?=>The stomach mixes and breaks down food.",
    "What does the brain do?|What is the brain for?=>The brain lets us think, feel and move. It guides the whole body.",
    "What does the liver do?|What is the liver for?=>The liver cleans the blood and helps with digestion.",
    "What do the kidneys do?|What are kidneys for?=>The kidneys filter the blood and make urine.",
    "What is the largest organ?|Which organ of the body is the biggest?=>The skin is the largest organ of the body.",
    "What is the longest bone?|Which bone is the longest?=>The thigh bone is the longest bone in the body.",
    "What is the smallest bone?|Where is the smallest bone?=>The smallest bone is in the ear. It is called the stirrup.",
    "What colour is blood?|Why is blood red?=>Blood is red because of the iron in it, which carries oxygen.",
    "What is a normal body temperature?|How warm is the human body?=>A normal body temperature is about 37 degrees Celsius, or 98.6 degrees Fahrenheit.",
    "How much sleep do adults need?|How many hours should I sleep?|How long should a grown-up sleep?=>Most adults need 7 to 9 hours of sleep.",
    "How much sleep do children need?|How long should a school child sleep?=>School children need about 9 to 12 hours of sleep.",
    "How much water should I drink a day?|How much should a person drink?=>About one and a half to two litres a day suits many adults. You need more in "
    "heat or sport.",
    "How often should I brush my teeth?|How long should I brush my teeth?=>Brush your teeth twice a day, for about two minutes.",
    "Why do we yawn?|What is yawning?=>We yawn when we are tired or bored, and it spreads from person to person. The exact reason is not settled.",
    "Why do we sneeze?|What is a sneeze for?=>A sneeze clears dust and germs out of the nose.",
    "Why do we get hiccups?|What are hiccups?=>Hiccups come when the breathing muscle jerks by itself. They usually stop on their own.",
    "Why do onions make me cry?|Why do onions make us cry?=>A cut onion gives off a gas that stings the eyes, and tears wash it away.",
    "Why do we sweat?|What is sweat for?=>Sweat cools the skin as it dries.",
    "Why do we shiver?|Why do I shiver when I am cold?=>Shivering makes the muscles work, and that makes warmth.",
    "Why do we dream?|What are dreams?=>Dreams are pictures and stories the brain makes in sleep. Why we have them is still studied.",
    "Why does hair turn grey?|Why do people get grey hair?=>With age the hair makes less colour, so it turns grey or white.",
    "What are goosebumps?|Why do we get goosebumps?=>Tiny muscles lift the hairs on the skin when we are cold or moved.",
    "What are muscles for?|What do muscles do?=>Muscles pull on the bones so that we can move.",
    "Where is the knee?|What does the knee do?=>The knee is the joint in the middle of the leg. It lets the leg bend.",
    "Where is the elbow?=>The elbow is the joint in the middle of the arm.",
    "What is a pulse?|Where can I feel my pulse?=>The pulse is the beat of the heart. You can feel it at the wrist or the neck.",
    "What is vitamin C in?|Which food has vitamin C?=>Oranges, lemons, berries, peppers and broccoli have much vitamin C.",
    "Which food has a lot of protein?|What is rich in protein?=>Beans, eggs, fish, meat, nuts and cheese are rich in protein.",
    "Which food has iron?|What is rich in iron?=>Red meat, lentils, beans and spinach contain iron.",
    "Is it good to walk every day?|Is walking healthy?=>Yes, a daily walk is good for heart, mood and sleep.",
    "Is smoking bad?|Is smoking bad for you?=>Yes, smoking harms the lungs, the heart and much else.",
    "What do vaccines do?|How does a vaccine work?=>A vaccine shows the body a harmless part of a germ, so that it can learn to fight it.",
    "How can I sleep better?|What helps me sleep better?|Tips for good sleep?=>Go to bed at the same time each day, keep the room dark and cool, and put "
    "the screen away an hour before.",
    "Should I drink coffee in the evening?|Does coffee keep you awake?=>Coffee can keep you awake for many hours, so the last cup is best before mid "
    "afternoon.",
    # kitchen and house
    "How do I boil an egg?|How long do I boil an egg?|How long does an egg need?=>Put the egg in boiling water: about 6 minutes for a soft yolk, about 10 "
    "for a hard one. Then cool it in cold water.",
    "How do I poach an egg?=>Slide the egg into gently simmering water and wait about 3 minutes.",
    "How do I fry an egg?=>Warm a little butter in a pan, break the egg into it and wait until the white is firm.",
    "How do I cook rice?|How long does rice take?=>Use one cup of rice to about two of water, bring it to the boil, cover it, and let it simmer 15 minutes "
    "or so.",
    "How do I cook pasta?|How long does pasta take?=>Put it in plenty of boiling salted water for about 8 to 12 minutes. Taste one piece to see if it is done.",
    "How do I cook potatoes?|How long do potatoes take?=>Boil them in salted water for about 20 minutes, until a knife goes in easily.",
    "How do I make tea?|How do I make a cup of tea?=>Pour hot water over the tea and let it stand for about 3 minutes.",
    "How do I make coffee?=>Use about two spoons of ground coffee for a cup, and pour water over it that is just off the boil.",
    "How do I make pancakes?|What goes into pancakes?=>Mix flour, milk and eggs to a smooth batter, and fry thin rounds in a little butter.",
    "How do I make toast?=>Put a slice of bread in the toaster until it is golden. Butter it while it is warm.",
    "How do I make a simple salad?|What goes into a salad?=>Cut lettuce, tomato and cucumber, and add oil, a little vinegar and salt.",
    "How do I make soup?|What is an easy soup?=>Simmer chopped vegetables in stock until they are soft, then blend or eat it as it is.",
    "How do I make bread?|What is bread made of?=>Bread is made of flour, water, salt and yeast. Knead it, let it rise, and bake it.",
    "What is cheese made of?|How is cheese made?=>Cheese is made from milk that is thickened, drained and often left to ripen.",
    "What is butter made of?|Where does butter come from?=>Butter is made by churning cream.",
    "What is chocolate made of?|Where does chocolate come from?=>Chocolate is made from cocoa beans, usually with sugar and milk.",
    "What is tofu made of?|What is tofu?=>Tofu is made from soy milk.",
    "What is flour made of?|Where does flour come from?=>Flour is ground grain, most often wheat.",
    "What are raisins?|What is a raisin made of?=>Raisins are dried grapes.",
    "What is yoghurt made of?=>Yoghurt is milk that has been soured by friendly bacteria.",
    "Is a tomato a fruit?|Is a tomato a vegetable?=>In botany a tomato is a fruit. In the kitchen we treat it as a vegetable.",
    "Is a banana a berry?=>In botany a banana counts as a berry.",
    "Where do potatoes grow?|Do potatoes grow on trees?=>Potatoes grow under the ground.",
    "Where do apples grow?=>Apples grow on trees.",
    "Where do peanuts grow?=>Peanuts grow under the ground.",
    "Where do bananas grow?=>Bananas grow in warm countries, in big bunches on tall plants.",
    "How do I keep bread fresh?|How should I store bread?=>Keep bread in a bread box or a cloth bag, and freeze what you will not eat soon.",
    "How long do leftovers keep?|How long can I keep leftovers in the fridge?=>Most leftovers keep 2 to 3 days in the fridge. If it smells odd, throw it out.",
    "How can I tell if an egg is fresh?|Is this egg still good?=>Put it in water: a fresh egg sinks, an old one floats.",
    "How do I ripen an avocado?|How can I ripen a banana faster?=>Put it in a paper bag with a ripe apple for a day or two.",
    "What can I cook with eggs?|I have eggs, what can I make?=>An omelette is quick: beat the eggs, add what you like, and let it set in a hot pan.",
    "What can I cook with potatoes?|I only have potatoes, what can I make?=>Roast them in pieces with oil and salt until they are golden, about 40 minutes.",
    "What goes well with rice?=>Beans, vegetables, fish or a fried egg all go well with rice.",
    "What can I use instead of butter?|I have no butter, what can I use?=>A little oil works in most dishes, and in cakes apple sauce can replace part of it.",
    "What can I use instead of sugar?=>Honey, dates or ripe banana can sweeten many dishes.",
    "How do I remove a red wine stain?|How do I get red wine out?|"
    "There is wine on the tablecloth, what now?=>Blot it at once, cover it with salt, and rinse it with cold water before washing.",
    "How do I remove a coffee stain?|How do I get coffee out of a shirt?=>Rinse it with cold water from the back, then rub in a little dish soap and wash.",
    "How do I remove a grease stain?|How do I get oil out of clothes?=>Rub in a drop of dish soap, leave it ten minutes, and wash it warm.",
    "How do I remove a blood stain?|How do I get blood out of a sheet?=>Use cold water, never hot, and a little soap.",
    "How do I remove a grass stain?=>Dab it with a little vinegar or washing liquid, wait, and wash it.",
    "How do I remove candle wax?=>Let it harden, scrape it off, and iron the rest into a sheet of paper.",
    "How do I remove chewing gum from clothes?=>Freeze the cloth until the gum is hard, then scrape it off.",
    "How do I get rid of limescale?|How do I clean the kettle?=>Boil a mix of water and vinegar in it, let it stand, and rinse it well.",
    "How do I clean a window?|How do I clean windows without streaks?=>Wash it with water and a drop of soap, and dry it with a soft cloth or paper.",
    "How do I clean a burnt pan?|My pan is burnt, how do I clean it?=>Soak it with hot water and baking soda for an hour, then scrub it gently.",
    "How do I unclog a drain?|The sink is blocked, what can I do?=>Try a plunger first, then hot water with baking soda and vinegar.",
    "How do I wash wool?|How do I wash a wool sweater?=>Wash wool cold or lukewarm with mild soap, do not wring it, and dry it flat.",
    "How do I iron a shirt?=>Start with the collar, then the cuffs and sleeves, and do the front and back last.",
    "How do I fold a shirt?=>Lay it face down, fold the sides and sleeves in, and fold it up from the bottom.",
    "How do I sew on a button?=>Thread a needle, go up and down through the holes about five times, wind the thread under the button and knot it.",
    "How do I tie a tie?=>Start with the wide end longer, cross it over the narrow end, bring it up through the neck loop and down through the front.",
    "How do I tie my shoes?|How do you tie shoelaces?=>Cross the laces and pull, make a loop with one, wrap the other around it and pull it through.",
    "How do I tie a simple knot?|How do you tie a knot?=>Make a loop, pass the end through it and pull tight.",
    "What is a bowline good for?|Which knot makes a loop that does not slip?=>A bowline makes a loop that does not slip. Sailors use it a lot.",
    "How do I hang a picture straight?=>Mark the spot, use a small level, and step back to look before you press the nail in.",
    "How do I change a light bulb?=>Switch off the light, let the bulb cool, unscrew it and screw in a new one.",
    "How do I change a tyre?|I have a flat tyre, what do I do?=>Park safely, loosen the nuts a little, lift the car with the jack, swap the wheel and "
    "tighten the nuts crosswise.",
    "How do I pump up a bike tyre?=>Open the cap, press the pump on the valve and pump until the tyre is firm. The right pressure is printed on its side.",
    "How do I water a plant?|How often should I water my plants?=>Feel the soil with a finger: water it when the top is dry, and let the rest drain away.",
    "How often do I water a cactus?|How do I care for a cactus?=>A cactus needs much light and little water, about once every two or three weeks.",
    "Why are my plant's leaves yellow?|My plant has yellow leaves, why?=>Most often it gets too much water. Let the soil dry a little and check the drainage.",
    "How do I plant a seed?|How do I grow a seed?=>Put it in moist soil about twice as deep as it is thick, and keep it warm and damp.",
    "When do I plant tulips?|When should I plant tulip bulbs?=>Plant tulip bulbs in autumn, and they flower in spring.",
    "How do I get rid of fruit flies?=>Put out a small bowl of vinegar with a drop of soap, and cover your fruit.",
    "How do I save water at home?=>Take short showers, fix dripping taps, and turn off the water while you brush your teeth.",
    "How do I save power at home?|How can I save electricity?=>Switch things off at the wall, use LED lamps and wash at low heat.",
    "How do I pack a suitcase?=>Heavy things go near the wheels, roll soft clothes, and fill the shoes with socks.",
    "What should I pack for the beach?=>Take sun cream, water, a towel and a hat.",
    "What should I pack for a hike?|What do I take on a hike?=>Take water, a snack, a rain jacket and good shoes.",
    "What should I pack for the hospital?=>Take your papers, your medicine list, a charger, slippers and comfortable clothes.",
    "What should I pack for a weekend?|What do I need for a weekend trip?=>Two sets of clothes, something to sleep in, a toothbrush and your charger will do.",
    "What should I pack for a picnic?=>Pack a blanket, bread and cheese, fruit, water and a knife.",
    "What goes into a first aid kit?=>Plasters, bandages, gauze, tape, scissors, gloves and something to clean a wound.",
    "What do I need for camping?=>A tent, a warm sleeping bag, a mat, a lamp and water are the main things.",
    "What should I take in case of rain?=>Take an umbrella or a rain jacket, and shoes that can get wet.",
    "How do I wash my hands properly?|How long should I wash my hands?=>Use soap and rub all sides of the hands for about 20 seconds.",
    "How do I treat a small cut?|I have a small cut, what do I do?=>Rinse it with clean water, press until it stops bleeding, and put on a plaster.",
    "How do I stop a nosebleed?|My nose is bleeding a little, what do I do?=>Sit up, lean forward and pinch the soft part of the nose for ten minutes.",
    "How do I remove a splinter?=>Clean the skin and tweezers, pull it out the way it went in, and wash the spot.",
    "How do I treat a mosquito bite?|What helps against a mosquito bite?=>Cool it and try not to scratch. A cold wet cloth helps with the itch.",
    "What helps with a sore throat?=>Warm drinks, honey and rest can soothe a sore throat. See a doctor if it lasts or gets worse.",
    "What helps with a cold?|I have a cold, what helps?=>Rest, drink enough and keep warm. A cold usually passes in a week or so.",
    "What helps against a hangover?=>Water, rest, something light to eat and time.",
    "What helps with sunburn?=>Cool it with lukewarm water, drink enough, and stay out of the sun.",
    "How do I read a map?=>Turn the map so north points north, find where you are, and follow the signs to your goal.",
    "How do I find north without a compass?=>In Europe and North America the sun stands in the south at noon, so your shadow points north.",
    "How do I write a thank you note?=>Say thanks, name the thing, say what it meant to you, and sign it.",
    "How do I start a letter?=>Begin with Dear and the name, then say in one line why you write.",
    "How do I end a letter?|How do I close an email politely?=>Kind regards and your name is a good ending.",
    "How do I say no politely?=>Say thank you for asking, but I cannot this time. You do not need a long reason.",
    "How do I set a table?=>The fork goes on the left, the knife and spoon on the right, and the glass above the knife.",
    "How do I wrap a present?=>Lay it on the paper, fold the long sides over it, fold the ends into triangles and tape them down.",
    "How do I make a paper plane?=>Fold the sheet in half lengthwise, fold the front corners to the middle twice, and fold down the wings.",
    "How do I whistle?=>Wet your lips, make them round, keep your tongue low and blow softly.",
    "How do I juggle?|How do I learn to juggle?=>Start with one ball from hand to hand, then two, and throw the second when the first is at its top.",
    "How do I learn a word faster?|How do I remember new words?=>Say it aloud, use it in a sentence, and come back to it the next day.",
    "How do I remember a name?=>Repeat it when you hear it, and tie it to a picture in your mind.",
    "How do I save money?|How can I save a little money?=>Set aside a small sum right when you are paid, and write down what you spend for a month.",
    "How do I back up my photos?=>Copy them to a second place, such as an outside drive, and do it every month.",
    "How do I make a strong password?|What makes a good password?=>Use a long row of several unrelated words, a different one for each account.",
    "My phone is slow, what can I do?|How do I make my phone faster?=>Restart it, close or remove apps you do not use, and free some storage.",
    "My computer froze, what do I do?|The computer hangs, what now?=>Wait a minute, save what you can, and restart it. That often helps.",
    "The wifi does not work, what can I do?|My internet is down, what do I try?=>Switch the router off, wait half a minute, and switch it on again.",
    "My phone fell in water, what do I do?=>Switch it off, dry it, leave it open in a dry airy place for a day, and do not charge it wet.",
    "How do I take a screenshot?=>On many phones you press the power and volume down buttons together.",
    "How do I copy and paste?=>On most keyboards Control and C copies, and Control and V pastes.",
    # words, time, culture
    "What is a noun?|Give me an example of a noun.=>A noun names a person, a place or a thing, such as dog or city.",
    "What is a verb?|Give me an example of a verb.=>A verb says what someone does or is, such as run or be.",
    "What is an adjective?|Give me an example of an adjective.=>An adjective describes a noun, such as red or quiet.",
    "What are the vowels?|Which letters are vowels?|Name the vowels.=>The vowels are a, e, i, o and u. Sometimes y is one too.",
    "What is the first letter of the alphabet?=>The first letter of the alphabet is A.",
    "What is the last letter of the alphabet?=>The last letter of the alphabet is Z.",
    "Which letter comes after M?|What comes after the letter M?=>N comes after M.",
    "Which letter comes before D?|What comes before the letter D?=>C comes before D.",
    "Is it their or there?|What is the difference between their and there?=>Their means belonging to them, and there means in that place.",
    "Is it your or you're?|What is the difference between your and you're?=>Your means belonging to you, and you're is short for you are.",
    "Is it its or it's?|What is the difference between its and it's?=>It's is short for it is, and its means belonging to it.",
    "Is it then or than?|What is the difference between then and than?=>Than compares two things, and then is about time.",
    "Is it affect or effect?|What is the difference between affect and effect?=>Affect is usually the verb, and effect is usually the noun.",
    "Is it lose or loose?|What is the difference between lose and loose?=>Lose means to no longer have something, and loose means not tight.",
    "What is a haiku?|How does a haiku go?=>A haiku is a short poem of three lines with five, seven and five syllables.",
    "What is a synonym for happy?|Another word for happy?|Give me another word for happy.=>Glad is another word for happy. Cheerful is one too.",
    "What is a synonym for sad?|Another word for sad?=>Unhappy is another word for sad. Sorrowful is one too.",
    "What is a synonym for big?|Another word for big?=>Large is another word for big. Huge is stronger.",
    "What is a synonym for small?|Another word for small?=>Little is another word for small. Tiny is stronger.",
    "What is a synonym for smart?|Another word for smart?=>Clever is another word for smart. Bright is one too.",
    "What is a synonym for tired?|Another word for tired?=>Weary is another word for tired. Sleepy is one too.",
    "What is a synonym for fast?|Another word for fast?=>Quick is another word for fast. Rapid is one too.",
    "What is a synonym for beautiful?|Another word for beautiful?=>Lovely is another word for beautiful. Pretty is one too.",
    "What is a synonym for begin?|Another word for begin?=>Start is another word for begin.",
    "What is a synonym for angry?|Another word for angry?=>Cross is another word for angry. Furious is stronger.",
    "What does ASAP mean?|What is ASAP short for?=>ASAP means as soon as possible.",
    "What does FYI mean?|What is FYI short for?=>FYI means for your information.",
    "What does RSVP mean?=>RSVP asks you to answer an invitation. It comes from the French for please reply.",
    "What does AM and PM mean?|What is pm?|What is the difference between am and pm?=>Am is the time from midnight to noon, and pm is from noon to midnight.",
    "What does BC mean in dates?=>BC is for years before the year 1, counted backward.",
    "What is the opposite of north?=>The opposite of north is south.",
    "How many days are in a weekend?|What days are the weekend?=>The weekend is Saturday and Sunday in many countries.",
    "What are the days of the week?|Name the days of the week.=>The days are Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday.",
    "What are the months?|Name the months of the year.=>January, February, March, April, May, June, July, August, September, October, November and December.",
    "What are the seasons?|Name the four seasons.|How many seasons are there?=>The four seasons are spring, summer, autumn and winter.",
    "Which season comes after winter?|What comes after winter?=>Spring comes after winter.",
    "Which season comes after summer?|What comes after summer?=>Autumn comes after summer. Some people call it fall.",
    "Which season comes before summer?|What comes before summer?=>Spring comes before summer.",
    "Which season comes after spring?|What comes after spring?=>Summer comes after spring.",
    "Which season comes after autumn?|What comes after autumn?=>Winter comes after autumn.",
    "What season is December in?|Is December winter?=>December is winter in the northern half of the world and summer in the southern half.",
    "What season is July in?|Is July summer?=>July is summer in the northern half of the world and winter in the southern half.",
    "Which month is the shortest?|What is the shortest month?=>February is the shortest month.",
    "When is Christmas?|What day is Christmas?|When is Christmas Day?=>Christmas Day is the 25th of December.",
    "When is New Year's Eve?|What date is New Year's Eve?=>New Year's Eve is the 31st of December.",
    "When is New Year's Day?=>New Year's Day is the 1st of January.",
    "When is Halloween?|What date is Halloween?=>Halloween is on the 31st of October.",
    "When is Valentine's Day?|What date is Valentine's Day?=>Valentine's Day is on the 14th of February.",
    "When is Saint Patrick's Day?=>Saint Patrick's Day is on the 17th of March.",
    "What is the longest day of the year?|When is the longest day?=>In the northern half of the world it is around the 21st of June.",
    "What is the shortest day of the year?|When is the shortest day?=>In the northern half of the world it is around the 21st of December.",
    "When did the Second World War end?|What year did World War II end?=>The Second World War ended in 1945.",
    "When did the First World War begin?|What year did World War I start?=>The First World War began in 1914.",
    "When did the First World War end?=>The First World War ended in 1918.",
    "When did the Berlin Wall fall?|What year did the Berlin Wall come down?=>The Berlin Wall fell in 1989.",
    "When did the Titanic sink?|What year did the Titanic go down?=>The Titanic sank in April 1912.",
    "What is a democracy?=>In a democracy the people choose who governs, by voting.",
    "What is a museum?=>A museum is a place that keeps and shows art, old things or science.",
    "What is a library?|What can I do in a library?=>A library is a place where you can read and borrow books.",
    "What does a baker do?|Who makes bread?=>A baker makes bread and cakes.",
    "What does a carpenter do?=>A carpenter builds and mends things of wood.",
    "What does a plumber do?|Who fixes pipes?=>A plumber fixes water pipes, taps and drains.",
    "What does an electrician do?=>An electrician puts in and repairs electric wires and lamps.",
    "What does a dentist do?=>A dentist looks after your teeth.",
    "What does a pilot do?|Who flies a plane?=>A pilot flies a plane.",
    "What does a librarian do?=>A librarian looks after books and helps people find them.",
    "What does an architect do?=>An architect plans and draws buildings.",
    "What does a tailor do?=>A tailor makes and mends clothes.",
    "What does a gardener do?=>A gardener looks after plants and gardens.",
    "What does a conductor of an orchestra do?=>A conductor leads the players and keeps them in time.",
    "What do firefighters do?|What does a firefighter do?=>Firefighters put out fires and rescue people.",
    "How many players are in a football team?|How many players does a soccer team have?=>A football team has eleven players on the pitch.",
    "How long is a football match?|How long is a soccer game?=>A football match lasts 90 minutes, in two halves of 45.",
    "How long is a marathon?|How far is a marathon?=>A marathon is 42.195 kilometres, or about 26.2 miles.",
    "How often are the Summer Olympics?|How often are the Olympic Games?=>The Summer Games are held every four years, and so are the Winter Games.",
    "How does the knight move in chess?|How does a knight move?=>The knight moves two squares one way and one to the side, like the letter L.",
    "How does the bishop move in chess?=>The bishop moves any number of squares on a diagonal.",
    "How does the rook move in chess?=>The rook moves any number of squares straight along a row or column.",
    "Which chess piece is the strongest?|What is the strongest piece in chess?=>The queen is the strongest piece in chess.",
    "What is checkmate?=>Checkmate means that the king is attacked and cannot escape. The game is over.",
    "What are the primary colours?|Name the primary colours.=>In painting the primary colours are red, yellow and blue.",
    "What are the colours of the rainbow?|Name the colours of the rainbow.=>Red, orange, yellow, green, blue, indigo and violet.",
    "What does a red traffic light mean?|What does red mean at a traffic light?=>A red light means stop.",
    "What does a green traffic light mean?|What does green mean at a traffic light?=>A green light means you may go.",
    "What instrument has black and white keys?=>The piano has black and white keys.",
    "Is a piano a string instrument?=>A piano has strings, but small hammers strike them, so it is often counted with percussion too.",
    "What is an orchestra?=>An orchestra is a large group of musicians who play together.",
    "What is origami?=>Origami is the art of folding paper. It is well known from Japan.",
    "What is sushi?|What is sushi made of?=>Sushi is a Japanese dish of seasoned rice, often with fish or vegetables.",
    "What is pizza?|Where does pizza come from?=>Pizza is flat bread with toppings such as tomato and cheese. It comes from Italy.",
    "What is hummus?|What is hummus made of?=>Hummus is a paste of chickpeas, sesame, lemon and garlic.",
    "What is guacamole made of?=>Guacamole is made of avocado, lime and salt, often with onion.",
    "What is paella?=>Paella is a Spanish rice dish, often with seafood or meat and saffron.",
    "What is curry?=>A curry is a dish cooked in a spiced sauce. Many come from India.",
    "What is the most spoken language?|Which language has the most native speakers?=>Mandarin Chinese has the most native speakers.",
    "Which country has the most people?|What country has the largest population?=>India and China have the most people, each more than 1.4 billion.",
    "How many people live on Earth?|What is the world population?=>More than eight billion people live on Earth.",
    "What is the longest river?|Which river is the longest in the world?=>The Nile is usually called the longest river, and the Amazon is about as long.",
    "What is the deepest place in the ocean?=>The Mariana Trench in the Pacific is the deepest place, almost 11 kilometres down.",
    "Which country looks like a boot?|What country is shaped like a boot?=>Italy looks like a boot on the map.",
    "Which city is called the Big Apple?=>New York is called the Big Apple.",
    "Which city is called the Eternal City?=>Rome is called the Eternal City.",
    "Is Africa a country?|Is Africa a country or a continent?=>Africa is a continent with more than fifty countries.",
    "Is Sydney the capital of Australia?=>No, the capital of Australia is Canberra.",
    "Is Toronto the capital of Canada?=>No, the capital of Canada is Ottawa.",
    "Is Rio the capital of Brazil?=>No, the capital of Brazil is Brasilia.",
    "Is Istanbul the capital of Turkey?=>No, the capital of Turkey is Ankara.",
    "Is New York the capital of the United States?=>No, the capital of the United States is Washington, DC.",
    "Is Zurich the capital of Switzerland?=>No, Bern is the seat of the Swiss government.",
    "Is the Earth flat?|Is the Earth round?|What shape is the Earth?=>The Earth is round, like a slightly flattened ball.",
    "Do fish sleep?|Do fish ever sleep?=>Yes, fish rest, although most of them cannot close their eyes.",
    "Can cats see in the dark?=>Cats see very well in dim light, but not in full darkness.",
    "Can dogs see colours?=>Dogs see some colours, mainly blue and yellow.",
    "Can ostriches fly?=>No, ostriches cannot fly, but they run very fast.",
    "Can people live without water?|How long can a person live without water?=>People can live only about three days without water.",
    "Does the sun go around the Earth?=>No, the Earth goes around the sun.",
    "Is glass a metal?=>No, glass is not a metal. It is made mostly from sand.",
    "Is a strawberry a nut?=>No, a strawberry is a fruit.",
    "Is zero an even number?|Is zero even or odd?=>Zero is an even number.",
    "Is seven an odd number?|Is 7 odd or even?=>Seven is an odd number.",
    "Is 9 a prime number?=>No, 9 is 3 times 3, so it is not prime.",
    "What is a prime number?|Give me a prime number.=>A prime number can be divided only by 1 and itself, such as 2, 3, 5 or 7.",
    "What is an even number?|Give me an even number.=>An even number can be divided by two, such as 2, 4 or 10.",
    "What is pi?|What is the value of pi?=>Pi is about 3.14. It is the distance around a circle divided by the distance across.",
    "What is a triangle?=>A triangle is a shape with three sides and three corners.",
    "What is a circle?=>A circle is a round line where every point is equally far from the middle.",
    "What is an average?|How do I work out an average?=>Add all the numbers and divide by how many there are.",
    "What is a percent?|What does percent mean?=>Percent means out of a hundred. Fifty percent is one half.",
    "What is the Roman numeral for ten?|What does X mean in Roman numerals?=>The Roman numeral for ten is X.",
    "What is the Roman numeral for five?|What does V mean in Roman numerals?=>The Roman numeral for five is V.",
    "What is the Roman numeral for fifty?=>The Roman numeral for fifty is L.",
    "What is heavier, a kilo of feathers or a kilo of stones?|Is a kilo of iron heavier than a kilo of feathers?=>They weigh the same, because each is one "
    "kilo.",
    "What is longer, a mile or a kilometre?|How long is a mile?=>A mile is longer. It is about 1.6 kilometres.",
    "How long is an inch?|How many centimetres is an inch?=>An inch is 2.54 centimetres.",
    "How heavy is a pound?|How much is a pound in kilos?=>A pound is about 0.45 kilograms.",
    "How long is a foot in centimetres?=>A foot is about 30 centimetres.",
    "How warm is 20 degrees Celsius in Fahrenheit?|What is 20 Celsius in Fahrenheit?=>20 degrees Celsius is 68 degrees Fahrenheit.",
    "How warm is room temperature?=>Room temperature is about 20 to 22 degrees Celsius.",
    "How many sides does a stop sign have?=>A stop sign has eight sides in most countries.",
    "What is a touch screen?=>A touch screen is a display that you use with your fingers.",
    "What is the internet?=>The internet is a worldwide net of connected computers.",
    "What is a robot?=>A robot is a machine that can do tasks by itself by following a program.",
    "What is a vibration motor?=>A vibration motor is a small motor that shakes a device so that you can feel it.",
    "What does haptics mean?|What is haptics?|What is haptic feedback?=>Haptics is about what you can feel by touch, such as the buzz of a phone.",
    "What is a language model?=>A language model is a program that has learned from text how to write the next words.",
    "What is empathy?=>Empathy is understanding what another person feels.",
    "What is mindfulness?=>Mindfulness is paying calm attention to this moment, without judging it.",
    "What is meditation?=>Meditation is a quiet practice of attention, for example to the breath.",
    "What is yoga?=>Yoga is a practice of postures, breathing and rest that began in India.",
    "What is stress?=>Stress is how the body and mind react when much is asked of them.",
    "What is adrenaline?=>Adrenaline is a hormone that makes the heart beat faster and readies the body to act.",
    "What is a calorie?=>A calorie is a measure of energy, used for food.",
    "What is gluten?|Where is gluten found?=>Gluten is a protein found in wheat, rye and barley.",
    "What is caffeine?|Which drinks have caffeine?=>Caffeine is a stimulant. It is in coffee, black and green tea, cola and cocoa.",
)
