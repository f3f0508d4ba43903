from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.spans.candidates import candidates
from qa.retrieval import Question, ReadNode

MakeNode = Callable[..., ReadNode]


# Of an interview.
ASKED = "When did you begin? As a boy. Why did you stop? I am old."


@pytest.mark.parametrize(
    ("question", "text", "span", "fits"),
    [
        ("Who beat the champion?", "The Briton beat the champion.", "Briton", False),
        ("Who beat the champion?", "The minister beat the champion.", "The minister", False),
        ("Who was rescued?", "A 97-year-old man was rescued.", "97-year-old man", False),
        ("Who was rescued?", "They rescued Hassan Nelson.", "Hassan Nelson", True),
        ("Who is Ada Moss?", "The coach Tom Lie called her a find.", "Tom Lie", False),
        ("Who is Ada Moss?", "Coach Tom Lie called her a find.", "Coach Tom Lie", False),
        ("Who is Ada Moss?", "The Finance Minister is Ada Moss.", "Finance Minister", True),
        ("Who was rescued?", "The police were rescued.", "police", True),
        ("Which outside firm was hired?", "They asked a support firm in Elva.", "Elva", False),
        ("Which outside firm was hired?", "They asked a firm in Elva, Osby.", "Osby", False),
        ("Which outside firm was hired?", "They asked a firm, Moy Ltd, in Elva.", "Moy Ltd", True),
        ("Which town was hit?", "The storm hit a town near Alta.", "Alta", False),
        ("What is the name of the man who fell?", "A man fell off a bus.", "A man", False),
        ("What is the name of the man who fell?", "A man, 84 from Elva, fell.", "84", False),
        (
            "What is the name of the man of Elva?",
            "He, of Elva, fell on Friday.",
            "of Elva, fell on Friday",
            False,
        ),
        ("What is the name of the man who fell?", "Lie is the man who fell.", "Lie", True),
        ("What is the cat's name?", "Mop is the cat of the house.", "Mop", True),
        ("Which town was hit?", "The storm hit a pipe of Elva Water.", "Elva", False),
        ("Which town was hit?", "The storm hit Elva on Sunday.", "Elva", True),
        ("Which island was hit?", "The storm hit Tarn Island.", "Tarn", True),
        ("Which town was hit?", "When the storm hit Elva Mr Lie ran.", "Elva", True),
        ("What did they call the cat?", "OSBY - A cat that they call Mop fell.", "OSBY", False),
        ("What did they call the cat?", "OSBY - A cat that they call Mop fell.", "Mop", True),
        (
            "When will it open?",
            "They talked of the retirement age and the hall.",
            "the retirement age",
            False,
        ),
        ("When did he begin?", "He began at the age of nine.", "at the age of nine", True),
        ("When was it made?", "It was made in the Bronze Age.", "the Bronze Age", True),
        ("When was it left?", "It was left in the last ice age.", "the last ice age", True),
        ("How many workers came?", "Many workers came.", "Many workers", False),
        ("How many workers came?", "Some 300 workers came.", "300", True),
        ("How many workers came?", "A dozen workers came.", "A dozen", True),
        ("How long does it take?", "It takes only hours.", "hours", True),
        ("What type of allergy is it?", "It is an allergy of type I.", "type I", True),
        ("How old is the bridge?", "It was built in 1931.", "1931", False),
        ("How old is the bridge?", "It was built on 2 May 1931.", "2 May 1931", False),
        ("How old is the boy?", "A 12-year-old boy left.", "12", True),
        ("How many women came?", "Women 40 and older came.", "40", False),
        ("How many women came?", "Women came for $40.", "$40", False),
        ("How many women came?", "It was the 11th race, and women came.", "11th", False),
        ("How many women came?", "Half of the women came.", "Half", True),
        ("How many women came?", "The fair lasted fourteen days.", "fourteen", False),
        ("How long did the fair last?", "The fair lasted fourteen days.", "fourteen", True),
        ("How many women came?", "She opened it. She was forty-one.", "forty-one", False),
        ("How old was she?", "She opened it. She was forty-one.", "forty-one", True),
        ("How old is Ada Moss?", "Moss has taught her since she was nine.", "nine", False),
        ("How old is Ada Moss?", "Ada Moss has completed 40 years at the mill.", "40 years", False),
        ("How old is Ada Moss?", "Moss has worked for nearly forty years.", "forty", False),
        ("How old is Ada Moss?", "Moss came at the age of 40 years.", "40 years", True),
        ("How old is the mill?", "The mill is over 400 years old.", "400", True),
        ("How old was she then?", "Moss has taught her since she was nine.", "nine", True),
        ("How many women came?", "She was one of fourteen.", "fourteen", True),
        ("How much did it cost?", "It was built in 1931.", "1931", False),
        ("How many dollars did it cost?", "It cost 1931 dollars.", "1931 dollars", True),
        ("How much do they earn?", "They want a rise of 9 per cent.", "9 per cent", False),
        ("How much do they earn?", "They earn 90 cents.", "90 cents", True),
        ("How much is a new battery?", "The paper gave it four stars.", "four", False),
        ("How much is a new battery?", "A battery costs four hundred euros.", "four hundred", True),
        ("How much is a new battery?", "It weighs 4 kg.", "4 kg", False),
        ("How tall is the mast?", "The 40-metre mast fell.", "40-metre", True),
        ("How tall is the mast?", "The mast fell at 6.42am.", "6.42am", False),
        ("How long is the Orr?", "The Orr rises 80 metres above sea level.", "80 metres", False),
        ("How high is the spring?", "It is 80 metres above sea level.", "80 metres", True),
        ("How long does it live?", "It walks a few metres an hour.", "a few metres an hour", False),
        ("How long does it live?", "It lives for a few hours.", "a few hours", True),
        ("How fast was the train?", "It had only 140 metres to stop.", "140 metres", False),
        ("How fast was the train?", "It ran at 88 kilometres an hour.", "88 kilometres", True),
        ("How much is it for a child?", "- £6 for an adult\n- £3 for a child", "£6", False),
        ("How much is it for a child?", "- £6 for an adult\n- £3 for a child", "£3", True),
        ("How much is it?", "- £6 for an adult\n- £3 for a child", "£6", True),
        ("What is Cold Bay about?", "“Cold Bay” wins the Gold Oar.", "wins the Gold Oar", False),
        ("What is Cold Bay about?", "Cold Bay opens at the Odeon.", "the Odeon", False),
        ("What is Cold Bay about?", "Cold Bay follows two whalers.", "two whalers", True),
        ("What is the novel Cold Bay about?", "Cold Bay came out in May.", "May", False),
        ("What is the quarrel about?", "Both want the mill.", "the mill", True),
        ("Where will the fair be?", "It will be held in a hall to be named.", "in a hall", False),
        (
            "Where will it be?",
            "It opens on 3 May in a hall to be named.",
            "on 3 May in a hall",
            False,
        ),
        ("Where will it be?", "It opens in a hall to be named.", "in a hall to be named", False),
        ("Who will judge?", "It is judged by a panel yet to be chosen.", "a panel", False),
        (
            "Where will the fair be?",
            "It will be held in a hall, still to be fixed.",
            "a hall",
            False,
        ),
        (
            "Where will the fair be?",
            "It will be held in a hall to be built by June.",
            "a hall",
            True,
        ),
        ("Where will the fair be?", "It will be held at Elva Hall.", "Elva Hall", True),
        ("When will the fair be?", "It will open on a Sunday to be announced.", "a Sunday", False),
        ("Where on the isle is a bank?", "It tells of Moss Isle.", "Moss Isle", False),
        ("Where on the isle is a bank?", "It tells of Moss Isle.", "Moss", False),
        (
            "Where on the isle is a bank?",
            "Getting to Moss Isle is easy.",
            "Getting to Moss Isle",
            False,
        ),
        ("Where on the isle is a bank?", "It is in Quay Town on Moss Isle.", "Quay Town", True),
        ("Where is the isle?", "It is off Moss Isle.", "off Moss Isle", True),
        ("Where did he land?", "He landed on Moss Isle.", "Moss Isle", True),
        ("What did he buy with the prize?", "He got the prize of £900.", "£900", False),
        ("What did he buy with the prize?", "He got a £900 prize.", "£900", False),
        ("What did he buy with the prize?", "He bought a boat.", "a boat", True),
        ("What did he win with the ticket?", "The ticket won him £900.", "£900", True),
        ("Who is the older of the two Moss sisters?", "Ada Moss is older.", "Ada Moss", True),
        ("Who owns the boat of Moss?", "Ada Moss is older.", "Ada Moss", False),
        ("How much is a pack of nails?", "Packs of 20, 50 and 100.", "20, 50 and 100", False),
        ("How much is a pack of nails?", "Packs of 20, 50 and 100.", "100", False),
        ("How much is a pack of nails?", "A pack of 20: 4 crowns.", "4 crowns", True),
        ("How much is a pack of nails?", "Nails 20, screws 50.", "20", True),
        ("How much was the fine?", "There were fines of 20 and 50.", "20 and 50", True),
        ("How old was the admiral then?", "Killed: 140\nDied of cold: 750", "750", False),
        ("How old was she then?", "The fleet of 750 was hers.", "750", False),
        ("How old is the castle?", "The castle is 750 years old.", "750 years", True),
        ("How old is the castle?", "Its age: 750", "750", True),
        ("How old was the admiral then?", "Admiral Berg was 58.", "58", True),
        ("How old was the admiral then?", "Admiral Berg, 58, won.", "58", True),
        ("How old was the admiral then?", "Admiral Berg came with 58 sailors.", "58", False),
        ("How old was the admiral then?", "Admiral Berg came with 58 old guns.", "58", False),
        ("How old was the admiral then?", "Admiral Berg turned 58 this year.", "58", True),
        ("How old was the admiral then?", "Admiral Berg was 58 years old.", "58 years", True),
        ("How old is the baby?", "The baby is 18 months old.", "18 months", True),
        ("How long may I take it?", "Children from 4 to 5 years: a spoon.", "4 to 5 years", False),
        ("How long may I take it?", "Children from 4 to 5 years: a spoon.", "5 years", False),
        ("How long may I take it?", "Adults over 65 years: a spoon.", "65 years", False),
        ("How long had they been married?", "Her husband, 39, set out first.", "39", False),
        ("How many goals did they score?", "Moss, 12, and Arden, 9, led the table.", "12", True),
        ("How long may I take it?", "Adults over 65 years: a spoon.", "over 65 years", False),
        ("How long may I take it?", "Babies under six months: no.", "six months", False),
        ("How long may I take it?", "Adults may take it for two years.", "two years", True),
        ("How long did it last?", "The people suffered for two years.", "two years", True),
        ("How old must a child be?", "Children from 4 to 5 years pay half.", "4 to 5 years", True),
        ("How many women came?", "The women of 12 villages came.", "12", True),
        ("How much money did she win?", "She got 300 old coins.", "300 old coins", False),
        ("How much money did she win?", "She got 300 old coins.", "300", False),
        ("How much money did she win?", "She got 300 gold crowns.", "300", True),
        ("How much money did she win?", "She got 3 million francs.", "3 million francs", True),
        ("How much money did she win?", "She got 300.", "300", True),
        ("Why did Eve leave the baths?", "3. Swimming baths.", "3. Swimming baths", False),
        ("Why did Eve leave the baths?", "The baths were too hot.", "baths were too hot", True),
        ("Who follows Ash as chairman?", "Write to the treasurer, Nell Orr.", "Nell Orr", False),
        ("Who follows Ash as chairman?", "Ask the vet, Secretary Ann Orr.", "Ann Orr", False),
        ("Who follows Ash as chairman?", "Tell the editor, Ann Orr.", "the editor, Ann Orr", False),
        ("Who follows Ash as chairman?", "The treasurer, Nell Orr, is chairman.", "Nell Orr", True),
        ("Who follows Ash as chairman?", "In June Nell Orr takes over.", "Nell Orr", True),
        ("What is the name of the ship's cook?", "The ship's boy was Pim.", "Pim", False),
        ("What is the name of the ship's cook?", "The ship's cook was Pim.", "Pim", True),
        ("How tall is the mast?", "The mast fell at 18:05.", "18:05", False),
        ("When did they sing?", "It took 40 days more until they sang.", "40 days more", False),
        ("When did they sing?", "It took two years until they sang.", "It took two years", False),
        ("Until when is it open?", "It is open until 9 May.", "9 May", True),
        ("Until when is it open?", "The fair runs from 3 to 9 May.", "9 May", True),
        ("Until when is it open?", "It opened on 9 May.", "9 May", False),
        ("How many people came?", "For two weeks people came.", "two weeks", False),
        ("Who was freed?", "Gardener cleared of killing heiress.", "heiress", False),
        (
            "Who was freed?",
            "They freed the gardener of the hall.",
            "the gardener of the hall",
            True,
        ),
        ("How was she killed?", "Man cleared of killing heiress.", "heiress", False),
        ("When did the mill burn?", "Osby, 4 May 2021 - The mill burned.", "4 May 2021", False),
        ("When did the mill burn?", "The mill in Osby burned on 4 May.", "4 May", True),
        ("How many were hurt?", "At least three people were killed.", "At least three", False),
        ("How many were hurt?", "Nine were hurt and two killed.", "Nine", True),
        ("How many were hurt?", "Nine were taken to hospital.", "Nine", True),
        ("How many died?", "Nine people were injured.", "Nine", False),
        ("How many were killed or injured?", "Nine people were injured.", "Nine", True),
        ("What does a lamp cost?", "All prices are in crowns.", "All prices are in crowns", False),
        ("What does a lamp cost?", "It is free.", "free", True),
        ("Until when can the lamp be seen?", "Open on Friday until 19:30.", "19:30", False),
        ("Until when can the lamp be seen?", "It burns until 19:30.", "19:30", True),
        ("Until when is it open?", "Monday to Friday until 19:30.", "19:30", True),
        ("When is the hall open?", "It is closed on Fridays.", "Fridays", False),
        ("When is the hall open?", "It opens on Fridays.", "Fridays", True),
        ("When is the hall closed?", "It is open on Fridays.", "Fridays", False),
        ("When is the hall closed?", "It is open daily, and closed in May.", "May", True),
        ("When does the tram go on a Sunday?", "Would I go? Tomorrow I would.", "Tomorrow", False),
        ("When does the tram go on Sundays?", "The tram goes from 1 May.", "1 May", False),
        ("When does the tram go on Sundays?", "The tram goes at 9.15.", "9.15", True),
        (
            "What time does the desk open?",
            "Tickets are valid for 30 days.",
            "30 days",
            False,
        ),
        ("What time does the desk open?", "The desk opened on Friday.", "Friday", False),
        (
            "What time does the desk open?",
            "The desk opens on Friday at 8am.",
            "Friday at 8am",
            True,
        ),
        (
            "What time does the desk open?",
            "The desk opens at eight o'clock.",
            "eight o'clock",
            True,
        ),
        ("What time did the mill burn?", "The mill burned this morning.", "morning", False),
        (
            "What time did the mill burn?",
            "It burned at six in the morning.",
            "six in the morning",
            True,
        ),
        ("What time did the mill burn?", "The mill burned at dawn.", "dawn", True),
        ("What time of year do they nest?", "They nest in May.", "May", True),
        ("When did the tram stop on Sunday?", "It was Sunday, 4 May.", "4 May", True),
        ("How much water does it use?", "Power: 850 W\nWater: 9 litres", "850", False),
        ("How much water does it use?", "Power: 850 W\nWater: 9 litres", "9 litres", True),
        ("How much does it cost?", "Power: 850 W\nPrice: 90 euros", "90 euros", True),
        ("How much water does it use?", "Anna: I use nine litres.", "nine litres", True),
        ("Who won?", "Dahl stays mayor of Alta.", "Alta", False),
        ("Who won?", "The ex-mayor won.", "ex-mayor", False),
        ("Who is the head of Moy?", "Dax bid. Moy said no. Ada Moss heads it.", "Ada Moss", True),
        ("Who is the head of Moy?", "Moy lost. Dax won. Ada Moss heads it.", "Ada Moss", False),
        ("Who is the head of Moy?", "Ada Moss heads Moy.", "Ada Moss", True),
        ("Who is the fire chief?", "Police chief Ada Moss spoke.", "Ada Moss", False),
        ("Who won the trophy?", "Corran beat Dunmere to win the trophy.", "Dunmere", False),
        ("Who won the trophy?", "Corran beat Dunmere to win the trophy.", "Corran", True),
        ("Who was beaten?", "Corran beat Dunmere to win the trophy.", "Dunmere", True),
        ("Who came?", "Somebody with fresh eyes came.", "Somebody with fresh eyes", False),
        ("What was the name of the pilot?", "The pilot, Ada Moss, landed.", "Ada Moss", True),
        ("What was the name of the pilot?", "Ada Moss met the crew.", "Ada Moss", False),
        ("What was the name of Moss's ship?", "Admiral Ada Moss lost a ship.", "Ada Moss", False),
        ("How tall is she?", "She came within a quarter of an hour.", "within a quarter", False),
        ("What did the film cost?", "The film won the Grand Prix.", "Grand Prix", False),
        ("What did the film cost?", "The film cost 600,000 euros.", "600,000 euros", True),
        ("Where is it made?", "Good: Ada kettle | Kind: Kitchen", "Kitchen", False),
        ("Where is it made?", "Good: Ada kettle | Place: Elva", "Elva", True),
        ("Why was play held up?", "She gave up to see her daughter.", "to see", False),
        ("Why was play held up?", "Play stopped as a swan came.", "a swan came", True),
        ("Why do you eat eel?", "**Why do you eat eel?**", "eat eel", False),
        ("How long was she in charge?", "It paid 15 million francs.", "15 million francs", False),
        ("How long was she in charge?", "She led it for seven years.", "seven years", True),
        ("How long should a nap be?", "A nap after lunch is best.", "after lunch", False),
        ("How long should a nap be?", "It should end after 20 minutes.", "after 20 minutes", True),
        ("Who is the mayor?", "Otto Moss, 61, ran the town until 2015.", "Otto Moss", False),
        ("Who is the mayor?", "The former mayor, Otto Moss, left.", "Otto Moss", False),
        ("Who was the mayor?", "The former mayor, Otto Moss, left.", "Otto Moss", True),
        ("Who is the mayor?", "Mayor Ada Moss opened the fair.", "Ada Moss", True),
        ("Who will succeed Moss?", "Per Aas is to succeed Ada Moss.", "Ada Moss", False),
        ("Who will succeed Moss?", "Per Aas is to succeed Ada Moss.", "Per Aas", True),
        ("Who is the husband of Moss?", "She married Otto Moss.", "Otto Moss", True),
        ("How much did they pay for him?", "In just 13 minutes he repaid it.", "13", False),
        ("Who won?", "A friend of Dahl won.", "Dahl", True),
        ("Why did it burn?", "Did it burn because of rats? We ask.", "because of rats", False),
        ("Who fell?", "I heard that Nils Berg fell, and who else?", "Nils Berg", True),
        ("What is the ferry called?", "Fast ferry begins service.", "Fast ferry", False),
        ("What is the name of the ferry?", "The ferry Tern sails.", "Tern", True),
        ("Who fell?", "OSLO, Norway (AP) -- Nils Berg fell.", "OSLO, Norway", False),
        ("When did it open?", "It opened in Alta in 2021.", "Alta", False),
        ("When did it open?", "It opened last spring.", "last spring", True),
        ("When did it close?", "It closed for eleven weeks.", "eleven weeks", False),
        ("When did it close?", "It closed for eleven weeks.", "for eleven weeks", False),
        ("When will it close?", "It will close in eleven weeks.", "eleven weeks", True),
        ("When did it close?", "It closed eleven weeks ago.", "eleven weeks", True),
        ("When did it close?", "It closed two days later.", "two days later", True),
        ("When was it found?", "It is the first comet found since 2007.", "2007", False),
        ("When was it found?", "It is the first comet found since 2007.", "since 2007", False),
        (
            "When was it found?",
            "The first comet of New Zealand since 2007.",
            "New Zealand since 2007",
            False,
        ),
        ("When was one found before?", "It is the first comet since 2007.", "2007", True),
        ("When was it found?", "It has been known since 2007.", "2007", True),
        ("When did he die?", "He died in AD 14 in Nola.", "AD 14", True),
        (
            "When was it stolen?",
            "A fifteenth-century panel was stolen in 1973.",
            "fifteenth-century",
            False,
        ),
        (
            "When did Marrow become Dutch?",
            "Ada Marrow (1911 - 1994) was an English-born Dutch judge.",
            "1911 - 1994) was an English-born Dutch",
            False,
        ),
        ("How old was he when jailed?", "He was sent to prison for six years.", "six years", False),
        ("How old was he when jailed?", "He was given a term of six years.", "six years", False),
        ("How old was he when jailed?", "He was a boy of six years.", "six years", True),
        ("How old was he when jailed?", "He was jailed at six years old.", "six years", True),
        ("How old is the captain?", "She has led the crew for nine years.", "nine years", False),
        ("How old is the mill?", "The mill has stood for 120 years.", "120 years", True),
        ("When did Hussein die?", "Hussein died in 680 fighting to lead.", "680", True),
        ("When did the fire end?", "It ended in 680 homes.", "680", False),
        (
            "How much does it cost?",
            "It covers 23 million square meters.",
            "23 million square meters",
            False,
        ),
        ("How long will it take?", "It spans 23 km in two years.", "23 km", False),
        ("How many miles is it?", "It is 23 miles long.", "23 miles", True),
        (
            "Who issues the permit?",
            "Whoever sends in a plan and is heard and then approved of by the agency gets one.",
            "Whoever sends in a plan and is heard and then approved of by the agency",
            False,
        ),
        ("How many people work there?", "Shares rose 6 percent there.", "6", False),
        ("How many people are Irish?", "The Irish are 7.8% of the people.", "7.8%", True),
        ("How much profit did it make?", "Its profit rose 14 percent.", "14 percent", False),
        ("On which day of the week did it end?", "It ended on 31 August.", "31 August", False),
        ("On which day of the week did it end?", "It ended on Friday.", "Friday", True),
        ("How often is it done?", "It takes ten minutes.", "ten minutes", False),
        ("How often is it done?", "It costs $10.", "$10", False),
        ("How often is it done?", "It is done every ten minutes.", "every ten minutes", True),
        ("How often is it done?", "It is done once a year.", "once a year", True),
        ("How often is it done?", "It is done twice, then not.", "twice", True),
        ("Why is it cheap?", "Cheap boats: are they safe because of law?", "because of law", False),
        ("How strong was the quake?", "The strong quake killed 11 people.", "11", False),
        ("How strong was the quake?", "A magnitude 6.3 quake struck.", "6.3", True),
        ("How strong was the quake?", "The 6.3-magnitude quake killed 11.", "6.3", True),
        ("How strong was the quake?", "It reached 6.3 on the Richter scale.", "6.3", True),
        ("How strong was the wind?", "Winds of 120 km/h blew.", "120 km/h", True),
        ("When is the fete?", "4. Village fete on the green.", "4", False),
        ("When is the fete?", "It is held at 4 every year.", "4", True),
        ("When is the fete?", "It is held at 4.30 p.m. there.", "4.30 p.m.", True),
        ("Where was she born?", "She died at 92 in Elva.", "92", False),
        ("Where was she born?", "She was 48 hours in Elva.", "48 hours", False),
        ("Where does he live?", "He lives at 9 Mill Lane.", "9 Mill Lane", True),
        ("How do I get there?", "It takes 48 hours by boat.", "48 hours", False),
        ("How do I get there?", "It takes 48 hours by boat.", "by boat", True),
        ("How many came?", "4. Village fete on the green.", "4", False),
        ("How many came?", "4. The 12 members came.", "12", True),
        ("How many died?", "A vaccine cut deaths by almost a third.", "third", False),
        ("How many died?", "A vaccine cut deaths by a third.", "by a third", False),
        ("How many died?", "Deaths on the road fell by 12 per cent of late.", "12", False),
        ("How many died?", "A third died in the cut.", "third", True),
        ("When was it first sold?", "It is sold on Mondays.", "Mondays", False),
        ("When was it first sold?", "It was sold on Monday.", "Monday", True),
        ("When is it sold?", "It is sold on Mondays.", "Mondays", True),
        ("How many seats has it?", "The paper gave it one too few.", "one too few", False),
        ("How many seats has it?", "The paper gave it one seat too many.", "one", False),
        ("How many are too many?", "Three boats are two too many.", "two", True),
        ("How many came?", "Four came, which was too few.", "Four", True),
        ("How many died?", "Deaths rose by 30.", "30", True),
        ("How many agreed?", "A pay cut was agreed to by half of the crew.", "half", True),
        ("How many jobs were lost?", "The staff was cut by a third.", "a third", True),
        ("How many fewer died?", "Deaths fell by a third.", "a third", True),
        ("How old is Tom Arden?", "Tom Arden and Ada Moss, 44, came.", "44", False),
        ("How old is Tom Arden?", "Arden and Ada Moss (44) came.", "44", False),
        ("How old is Ada Moss?", "Tom Arden and Moss, 44, came.", "44", True),
        ("How old is Tom Arden?", "Arden, a baker from Osby, 44, came.", "44", True),
        ("How old is Tom Arden?", "The 44-year-old came.", "44", True),
        ("How old is Tom Arden?", "On Monday Tom Arden turned 44.", "44", True),
        ("How old is Tom Arden's wife?", "Tom Arden and Ada Moss, 44, came.", "44", True),
        ("Who paid?", "Otto Moss paid by selling his boat.", "selling his boat", False),
        ("Who paid?", "Otto Moss, whose boat was sold, paid.", "boat was sold", False),
        ("Who paid?", "Otto Moss, whose boat was sold, paid.", "whose boat was sold", False),
        ("Who paid?", "The king of Elva paid.", "king of Elva", True),
        ("Who paid?", "The visiting sailors paid.", "visiting sailors", True),
        ("Who paid?", "The people whose boat was sold paid.", "people whose boat was sold", True),
        ("Who paid?", "The sailors she had met paid.", "sailors she had met", True),
        ("How did the thieves get in?", "Thieves in Elva steal bells", "steal bells", False),
        ("How did the thieves get in?", "Thieves rob museum by boat", "boat", True),
        ("How did the thieves get in?", "The thieves broke a window.", "broke a window", True),
        ("What is the Long Frost?", "The Long Frost: how rivers froze", "rivers froze", False),
        ("What is the Long Frost?", "The Long Frost was a winter.", "a winter", True),
        ("What is the mayor of Elva?", "Mayor of Elva buys blue boat", "blue boat", True),
        ("What is the Tern carrying?", "Storm drives Tern with rice to Elva", "rice", True),
        ("What are the lamps for?", "Each lamp is as big as a pear.", "a pear", False),
        ("What is Ternlight?", "It is about the size of a pear.", "the size of a pear", False),
        ("What is a lamp as big as?", "Each lamp is as big as a pear.", "a pear", True),
        ("What does the lamp look like?", "It is the size of a pear.", "the size of a pear", True),
        ("What did they eat?", "They ate it as soon as a pear fell.", "a pear", True),
        ("What do they sell as well?", "They sell lamps as well as pears.", "pears", True),
        ("What is sold?", "They sell rope the length of a street.", "rope", True),
        ("How much do pilots earn?", "It speaks for 950 of the firm's pilots.", "950", False),
        ("How much do pilots earn?", "They get 950 of the 1,000 crowns.", "950", True),
        ("How much do pilots earn?", "Of these, pilots get 950.", "950", True),
        ("What was the answer of the towns?", "The answer of the towns came.", "answer", False),
        ("Was it red or blue?", "It was red.", "red", True),
        ("How many crowns did they settle for?", "The mill offers 5 crowns.", "5", False),
        ("How many crowns did they ask for?", "The mill offers 5 crowns.", "5", False),
        ("How many crowns did they ask for?", "They demand 9 crowns.", "9", True),
        ("How many crowns did they ask for?", "They get 9 crowns.", "9", True),
        ("Who scored for Elva?", "Elva Town beat Osby 2-1.", "Elva Town", False),
        ("Who scored for Elva?", "Elva beat Osby Rovers 2-1.", "Osby Rovers", False),
        ("Who scored for Elva?", "Ada Moss scored twice.", "Ada Moss", True),
        ("Who are the deputy heads?", "The head, Ada Moss, came.", "Ada Moss", False),
        ("Who are the deputy heads?", "Her deputy is Jon Berg.", "Jon Berg", True),
        ("Who will follow Jon Berg?", f"Ada Moss meets Jon Berg. {ASKED}", "Ada Moss", False),
        ("Who meets Jon Berg?", f"Ada Moss meets Jon Berg. {ASKED}", "Ada Moss", True),
        ("Who will follow Jon Berg?", "Ada Moss meets Jon Berg in Elva.", "Ada Moss", True),
        ("Which towns sent boats?", "Boats came from nine towns.", "nine towns", False),
        ("Which towns sent boats?", "Boats came from Elva and Osby.", "Elva and Osby", True),
        ("When does the fair end?", "The fair starts on 3 May.", "3 May", False),
        ("When does the fair start?", "The fair ends on 3 May.", "3 May", False),
        ("When does the fair start?", "The fair starts on 3 May.", "3 May", True),
        ("When does the fair end?", "It is out on 3 May, while ours starts.", "3 May", True),
        ("Last day to see the fair?", "The fair begins on 3 May.", "3 May", False),
        (
            "When does the fair end?",
            "Come on 3 May, when our fair, Ploughs, begins.",
            "3 May",
            False,
        ),
        ("When does the fair end?", "It starts on 3 May and ends on 5 May.", "5 May", True),
        ("When does the fair end?", "It starts on 3 May and ends on 5 May.", "3 May", False),
    ],
)
def test_span_must_be_what_the_question_asks_for(
    question: str, text: str, span: str, fits: bool, read_node: MakeNode
) -> None:
    (candidate,) = candidates([read_node(text, (span, 1.0))], Question(question))
    assert candidate.fits is fits


@pytest.mark.parametrize("heading", ["Calm Amid the Ruins", "## Calm Amid the Ruins"])
def test_heading_is_no_answer_but_the_headline_is(heading: str, read_node: MakeNode) -> None:
    text = f"{heading}\n\nThe towns sent boats."
    question = Question("What was the answer?")
    assert candidates([read_node(text, ("alm", 2.0), offset=500)], question) == []
    assert len(candidates([read_node(text, ("alm", 2.0))], question)) == 1
    assert len(candidates([read_node("It was calm.", ("calm", 2.0), offset=500)], question)) == 1


def test_line_of_capitals_above_prose_is_no_answer(read_node: MakeNode) -> None:
    text = "It is cold.\n\nROUTE 12\nIt stops at the new hospital in Elva.\n\n- NATO\n- UNO"
    node = read_node(text, ("ROUTE 12", 3.0), ("NATO", 2.0), ("hospital", 1.0), offset=500)
    found = candidates([node], Question("What is new?"))
    assert [one.text for one in found] == ["NATO", "hospital"]


def test_what_an_interviewer_says_in_bold_is_no_answer(read_node: MakeNode) -> None:
    text = "It rains.\n\n**You must have had calls.**\n\nTwo. They wanted plastic on it."
    node = read_node(text, ("calls", 3.0), ("plastic", 1.0), offset=500)
    found = candidates([node], Question("Why did she turn them down?"))
    assert [one.text for one in found] == ["plastic"]


def test_span_is_in_the_row_that_the_question_names(read_node: MakeNode) -> None:
    text = "Ship: Tern | Fate: Sunk in ice\nShip: Gull | Fate: Sold to Elva"
    node = read_node(text, ("Sunk in ice", 2.0), ("Sold to Elva", 1.0))
    found = candidates([node], Question("What is the fate of the Gull?"))
    assert [(one.text, one.fits) for one in found] == [
        ("Sold to Elva", True),
        ("Sunk in ice", False),
    ]
    found = candidates([node], Question("Which fate had they?"))
    assert all(one.fits for one in found)


@pytest.mark.parametrize(("title", "fits"), [("The Dovebake 450", False), ("New bakers", True)])
def test_number_of_a_name_in_the_title_is_no_amount(
    title: str, fits: bool, read_node: MakeNode
) -> None:
    node = read_node("Dovebake 450 is on sale.", ("450", 1.0), title=title)
    (candidate,) = candidates([node], Question("How many were sold?"))
    assert candidate.fits is fits


TENANTS = "Plot: 4 | Tenant: Scout group | Fee: £16\nPlot: 5 | Tenant: Ada Moss | Fee: £32"


@pytest.mark.parametrize(
    ("question", "title", "fits"),
    [
        ("Which firm mends the bridge?", "Plots", False),
        ("Who is on the committee?", "Plots", False),
        ("Who has plot 4?", "Plots", True),
        ("Which tenant owes money?", "Plots", True),
        ("Who has a garden?", "Gardens in Osby", True),
        ("What are the scouts called?", "Plots", True),
    ],
)
def test_span_is_in_no_table_that_the_question_does_not_name(
    question: str, title: str, fits: bool, read_node: MakeNode
) -> None:
    found = candidates([read_node(TENANTS, ("Scout group", 1.0), title=title)], Question(question))
    assert [(one.text, one.fits) for one in found] == [("Scout group", fits)]


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("How much is a ticket?", "Tickets\n\n| Child | £4 |\n| Adult | £9 |", True),
        ("How much is a room?", "Tickets\n\n| Child | £4 |\n| Adult | £9 |", False),
        ("How much is a ticket?", "| Ticket | Price |\n|---|---|\n| Adult | £9 |", True),
        ("What does it cost?", "Plot: 4 | Fee: £9", True),
        ("What does it cost?", "Plot: 4 | Damage: £9", False),
    ],
)
def test_a_table_is_named_by_its_heading_or_its_columns(
    question: str, text: str, fits: bool, read_node: MakeNode
) -> None:
    found = candidates([read_node(text, ("£9", 1.0))], Question(question))
    assert [(one.text, one.fits) for one in found] == [("£9", fits)]


def test_span_is_in_no_row_that_another_one_outdoes(read_node: MakeNode) -> None:
    text = (
        "Instrument: Tern violin | Owner: Elva museum\nInstrument: Tern viola | Owner: a bank\n"
        "Instrument: Gull viola | Owner: Ada Moss"
    )
    node = read_node(text, ("Elva museum", 2.0), ("a bank", 1.0))
    found = candidates([node], Question("Which house has the viola of the Tern?"))
    assert [(one.text, one.fits) for one in found] == [("a bank", True), ("Elva museum", False)]


def test_the_names_of_columns_are_no_answer(read_node: MakeNode) -> None:
    text = "| Name | Speciality |\n| --- | --- |\n| Betty's | fish |\n| Noor | soup |"
    node = read_node(text, ("Speciality", 2.0), ("fish", 1.0))
    found = candidates([node], Question("What does Betty's serve?"))
    assert [(one.text, one.fits) for one in found] == [("fish", True), ("Speciality", False)]


def test_span_of_the_right_kind_leads(read_node: MakeNode) -> None:
    text = "Many workers hope for jobs. The plant will hire 300 workers."
    found = candidates(
        [read_node(text, ("Many", 3.0), ("300", 1.0))], Question("How many workers are hired?")
    )
    assert [one.text for one in found] == ["300", "Many"]
