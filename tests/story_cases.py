"""Small invented articles of many kinds, and what their front page must and must not say."""

from __future__ import annotations

import readings

from analysis.reading import Reading

ARTICLES = {
    "nobody speaks": (
        "Rain swells the Orrin for a third day\n20230412\n\n"
        "It rained on the hills above Strathorrin for a third day. The river rose by a metre"
        " overnight and covered the lower meadows.\n\n"
        "The bridge at Balloch is closed. Sheep were moved to higher ground on Tuesday.\n"
    ),
    "one speaker": (
        "Head teacher defends phone ban\n20240110\n\n"
        "A secondary school in Leeds has banned mobile phones from its classrooms since Monday.\n\n"
        '"Our pupils talk to each other again at lunch, and that alone was worth it," head teacher'
        ' Moira Dunn said. "We are not going back."\n\n'
        "She said that three parents had complained in the first week.\n"
    ),
    "unnamed sources": (
        "Chipmaker weighs sale of its German plant\n20230905\n\n"
        "A chipmaker is considering the sale of its plant near Dresden, according to people"
        " familiar with the matter.\n\n"
        'A decision could come within weeks, one of the people said. "Nothing is signed, and the'
        ' price may still sink the deal," another person close to the talks said.\n\n'
        "A spokesperson for the company declined to comment.\n"
    ),
    "interview": (
        "The first winter at the station\n\n"
        "Ines Calder led the first winter crew at the ice station. She spoke to us in Bremen.\n\n"
        "Q: How did you get through the dark months?\n\n"
        "Calder: We kept to a timetable that nobody was allowed to break. People cooked together"
        " on Sundays, and that held us.\n\n"
        "Q: Were you ever afraid?\n\n"
        "Calder: Once. The generator stopped for nine hours in July, and we burned furniture to"
        " keep the pipes from freezing.\n"
    ),
    "no date": (
        "Village votes on the mast\n\n"
        "The villagers of Oberau will vote in March on a mast for mobile phones.\n\n"
        '"The children need a signal when the bus does not come," mayor Josef Huber said.\n\n'
        "Farmer Anna Gruber told the council that the mast would spoil the view.\n"
    ),
    "strike without sides": (
        "Tram drivers walk out in Gent over night shifts\n20230615\n\n"
        "Tram drivers in Gent walked out on Thursday in a dispute over night shifts.\n\n"
        '"Nobody can drive safely after ten nights in a row," union secretary Lieve Maes said.'
        " De Lijn's director Bart Claes rejected the charge, saying no driver works more than six"
        " nights.\n\n"
        'Claes denied that shifts had been lengthened. "Not a single shift has become longer," he'
        " said.\n\nIt was not clear on Thursday how long the strike would last.\n"
    ),
    "science": (
        "Bees remember the faces of flowers, study suggests\n20220711\n\n"
        "Honeybees can tell pictures of flowers apart after a single visit, according to a study"
        " published on Monday in the journal Apidologia.\n\n"
        '"We were surprised how little training they needed," said lead author Hana Novak of'
        ' Masaryk University. "One drop of sugar water was enough."\n\n'
        "Tom Reilly, an entomologist at the University of Galway who was not involved in the"
        ' study, cautioned that photographs smell of nothing. "In a meadow scent may matter more'
        ' than shape," he said.\n'
    ),
    "court": (
        "Former treasurer denies taking club money\n20210302\n\n"
        "A former treasurer of a rowing club in Cork stole 80,000 euros, prosecutors told a court"
        " on Tuesday.\n\n"
        "Prosecutor Aoife Brennan said Declan Roche had paid himself in small sums. Roche denied"
        ' the charges. "I never took a cent that was not owed to me," he said.\n'
    ),
    "opinion": (
        "Why I stopped reading my phone at breakfast\n20240301\n\n"
        "I used to read the news before I had my coffee. I do not any more.\n\n"
        "My sister says I have become dull. I think she is right, and I do not mind.\n"
    ),
    "live blog": (
        "Storm Ada: live updates\n20231102\n\n"
        "14:05 Trains between Brest and Rennes are suspended, operator SNCF says.\n\n"
        '13:40 "Stay at home, whatever you had planned," prefect Philippe Gustin says.\n\n'
        "13:10 More than 200,000 homes are without power, network company Enedis says.\n"
    ),
    "states that disagree": (
        "Minister says dam talks are close to a deal\n20230820\n\n"
        "Talks between Kenya and Ethiopia over a dam are close to a deal, Ethiopian Water Minister"
        " Habtamu Itefa said on Sunday.\n\n"
        "Kenya denied that a deal was close. \"There is no agreement on a single point that"
        ' matters," Kenyan Foreign Minister Alfred Mutua said.\n'
    ),
    "all in capitals": (
        "COUNCIL HEARING\n\nMAYOR IRENE LOWDEN: THE BUDGET IS BALANCED AND I THANK THE STAFF.\n\n"
        "COUNCILMAN BRAD TOOMEY: IT IS BALANCED ON PAPER ONLY.\n"
    ),
    "scare quotes and a single word": (
        "Gallery hangs its first robot\n20220504\n\n"
        "The Halm gallery has hung a picture that a robot painted. Critics called it \"brave\".\n\n"
        'The gallery described the buyer as "anonymous".\n'
    ),
    "another language": (
        "Regen am Orrin\n20230412\n\nEs regnete den dritten Tag. Die Brücke ist gesperrt.\n\n"
        "„Wir warten auf die Sonne“, sagte Bürgermeister Karl Maier.\n"
    ),
}  # fmt: skip


def reading_of(kind: str) -> Reading:
    """The reading of an invented article."""
    return readings.of_text(ARTICLES[kind], f"{kind}.txt")
