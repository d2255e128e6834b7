"""English is told from other languages, offline."""

import pytest

from analysis.article.language import language_of, name_of

FOREIGN = {
    "pt": "A câmara votou na segunda-feira a venda do velho celeiro junto ao canal. O presidente"
    " disse que não havia outra solução e que os moradores foram ouvidos em várias reuniões.",
    "da": "Byrådet i Velden vedtog mandag at sælge den gamle kornlade ved kanalen. Borgmesteren"
    " sagde, at der ikke var andre løsninger, og at man havde ventet i ti år på en køber.",
    "no": "Kommunestyret vedtok mandag å selge det gamle kornlageret ved kanalen. Ordføreren sa at"
    " det ikke fantes noen andre løsninger, og at de hadde ventet i ti år på en kjøper.",
    "sv": "Kommunfullmäktige beslutade på måndagen att sälja det gamla magasinet vid kanalen."
    " Borgmästaren sade att det inte fanns någon annan lösning och att man hade väntat i tio år.",
    "nl": "De gemeenteraad heeft maandag besloten de oude graanschuur aan het kanaal te verkopen."
    " Was dat een goed besluit? In de stad is men het er niet over eens, zei de burgemeester.",
    "af": "Die raad het Maandag besluit om die ou graanskuur by die kanaal te verkoop. Die"
    " burgemeester het gesê dat daar geen ander oplossing is nie en dat hulle tien jaar gewag het.",
    "de": "Der Rat von Velden hat am Montag beschlossen, den alten Kornspeicher am Kanal zu"
    " verkaufen. Die Bürgermeisterin sagte, es habe keine andere Lösung gegeben.",
    "fr": "Le conseil a voté lundi la vente du vieux grenier au bord du canal. La maire a dit"
    " qu'il n'y avait pas d'autre solution et que les habitants avaient été entendus.",
    "es": "El concejo votó el lunes la venta del viejo granero junto al canal. La alcaldesa dijo "
    "que no había otra solución y que los vecinos habían sido escuchados durante años.",
    "it": "Il consiglio ha votato lunedì la vendita del vecchio granaio lungo il canale. La sindaca"
    " ha detto che non c'era un'altra soluzione e che gli abitanti erano stati ascoltati.",
    "ro": "Consiliul a votat luni vânzarea vechiului hambar de lângă canal. Primarul a spus că nu"
    " exista o altă soluție și că locuitorii au fost ascultați.",
    "pl": "Rada miasta zdecydowała w poniedziałek o sprzedaży starego spichlerza nad kanałem."
    " Burmistrz powiedział, że nie było innego rozwiązania i że czekano na to od lat.",
    "cs": "Rada města v pondělí rozhodla o prodeji staré sýpky u kanálu. Starosta řekl, že jiné"
    " řešení nebylo a že na kupce čekali deset let.",
    "fi": "Valtuusto päätti maanantaina myydä kanavan varrella olevan vanhan viljavaraston."
    " Pormestari sanoi, että muuta ratkaisua ei ollut ja että ostajaa on odotettu kymmenen vuotta.",
    "hu": "A tanács hétfőn úgy döntött, hogy eladja a csatorna melletti régi magtárat. A"
    " polgármester azt mondta, hogy nem volt más megoldás, és tíz évet vártak egy vevőre.",
    "tr": "Belediye meclisi pazartesi günü kanalın yanındaki eski ambarın satılmasına karar verdi."
    " Başkan, başka bir çözüm olmadığını ve on yıl beklediklerini söyledi, ancak bu yeni değil.",
    "id": "Dewan kota pada hari Senin memutuskan untuk menjual lumbung tua di tepi kanal. Wali kota"
    " mengatakan bahwa tidak ada jalan lain dan mereka telah menunggu sepuluh tahun.",
    "ru": "Совет города в понедельник решил продать старый амбар у канала.",
    "el": "Το δημοτικό συμβούλιο αποφάσισε τη Δευτέρα να πουλήσει την παλιά αποθήκη.",
    "ar": "قرر المجلس يوم الاثنين بيع المخزن القديم بجانب القناة.",
    "zh": "市议会周一决定出售运河旁的旧粮仓。",
    "ja": "市議会は月曜日に運河沿いの古い穀物倉庫を売却することを決めた。",
}

ENGLISH = [
    '"We waited too long," Mayor Hilde Sorum said. She said it would not reopen.',
    "Pieter van der Meulen said the dyke held. Maria de la Cruz, a nurse, said two were hurt.",
    '"Basta," Giulio Rondi said. "Ne ho abbastanza." Rondi, mayor of Castelnuovo, then left.',
    "The coastguard says two boats are missing off Skerry Point. Both boats have been found.",
    'He said in German: "Wir haben das nicht gewusst, und wir haben es nicht gewollt." The court'
    " did not believe him, and sent the three men of the village to prison for two years each.",
    "Die Hard was shown on Friday, and the mayor of Den Haag said he had seen it in a cinema.",
    "THE BUDGET IS BALANCED AND I THANK THE STAFF.",
    "Shares fell. Oil rose. The dollar was flat. Traders said they would wait for the bank.",
]


@pytest.mark.parametrize(("code", "text"), FOREIGN.items(), ids=list(FOREIGN))
def test_another_language_is_named(code, text):
    """Two sentences are enough, also of the languages nearest to English."""
    assert language_of(text) == code
    assert name_of(code)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english_with_foreign_names_and_quotations(text):
    """Short texts, names with particles, and words of others in the original."""
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["", "12 345", "Anna Kovács, Budapest; Péter Nagy, Szeged", "Rao"])
def test_a_text_of_names_is_in_no_language_that_can_be_told(text):
    """Empty means unknown: nothing is guessed."""
    assert language_of(text) == ""
