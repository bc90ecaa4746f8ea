"""The words by which an offer is known that has no verb of paying, and those that speak against one."""

from typing import Final

from app.dutch.promises.clauses import words as p
from app.dutch.tense import HAVE, SIMPLE_PAST


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SELF: Final = _set("ik we wij")
OTHER_MATTERS: Final = (
    p.OTHER_BUSINESS
    | p.OTHER_PAYEES
    | p.OTHERS
    | _set(
        """
    klus klussen opdracht opdrachten project projecten offerte offertes prijs prijzen kost kosten kostte koop kopen
    verkoop verkopen verkocht gekocht waard waarde omzet winst marge marges schade boete rente korting krediet
    lening leningen subsidie budget aanslag naheffing catalogus borg huur pacht lease verdien verdienen werk werken
    klanten tegoed crediteren crediteer gecrediteerd schuldig aftrekken aftrek verrekenen verreken inhouden
    terugkrijgen korten kort afhalen eraf bon feest verjaardag jarig bruiloft trouwt beurs reis vlucht hotel
    monteren aanvraag aanvragen lenen leen investeren investeer investering besteden besteed tellen tel machine
    machines auto bus vrachtwagen pand zoeken zoek snap begrijp herinner herinnert ken mis misten factureren
    factureer factureert gefactureerd gerekend berekend rekent offreren offreer declareren declareer ophalen inkopen
    verlies verliezen goedkoper duurder schelen scheelt betwist betwisten bezwaar klacht storing bespreek besprak
    begreep uitleg leeftijd stuks dozen kratten kilometer kilo vervalt vervallen openstaat openstaan vergeet tarief
    tarieven praten praat drukker opslag verhogen verhoogt
    """
    )
)
"""Nouns and verbs that give an amount or a day another meaning than that of a payment."""
ECHOING: Final = _set("zegt zei noemde noemt bedoelt")
"""With "u" these repeat what the controller said."""
RECEIVING: Final = p.GETTING | _set("kunt mag moogt kan vangt vindt treft zult gaat")
INCOMING: Final = _set("krijg krijgen ontvang ontvangen vang vangen verwacht incasseer")
NOT_GIVING: Final = (
    INCOMING | SIMPLE_PAST | HAVE - {"hebt"} | _set("zou zouden wilt moet moeten krijgt kan weet wist wil nodig mij")
)
"""With these a sentence needs more than a day and an amount to be an offer."""
ARRIVING: Final = _set(
    "is zijn komt komen gaat gaan staat staan ligt liggen volgt wordt worden zit vliegt vertrekt loopt rolt valt"
)
COMING: Final = _set("komt komen gaat gaan volgt wordt vertrekt vertrekken")
AWAY: Final = _set(
    """
    afgehandeld betaald bijgeschreven bijschrijving binnen deur er eruit gebeurd gedaan gefikst genoteerd gepiept
    gepland geregeld goed haalbaar ingeboekt ingepland jullie kant klaar klaargezet mee naar orde overgeboekt
    overgemaakt realistisch reeel toe u uit voldaan voor weg
    """
)
"""Where money is or goes, said with one of ARRIVING."""
SETTLED: Final = _set(
    """
    afgesproken akkoord beloofd besloten betaald bijgeschreven gefikst genoteerd gepland geregeld gereserveerd
    gezegd ingepland klaargelegd klaargezet opgeschreven overgeboekt overgemaakt toegezegd vastgelegd voldaan vereffend
    """
)
"""Participles that tell of an agreement or of a payment that will have been made."""
VOUCHING: Final = _set(
    "beloof beloven garandeer garanderen verzeker zweer woord belofte toe sta teken tekent zorgt handtekening garant"
)
VOWS: Final = frozenset({("mijn", "woord"), ("mijn", "erewoord"), ("hand", "erop"), ("woord", "erop")})
ABLE: Final = _set("red redden kan kunnen haal halen lukt")
DONE: Final = _set("bakker geregeld gepiept gefikst elkaar mekaar kannen afgehandeld orde gedaan weggewerkt")
POINTERS: Final = _set("dat die het ie dit deze ze alles hij geld")
SOURCE: Final = _set("van uit sinds")
OPENERS: Final = p.FILLERS | _set("en want omdat terwijl")
DETERMINERS: Final = _set("de een mijn onze zijn haar hun")
MONEY: Final = _set(
    """
    bedrag som geld betaling betalingen aanbetaling deelbetaling overboeking overschrijving storting termijn factuur
    nota rekening post schuld eerste laatste tweede volgende betaalopdracht voorstel bankpas pas bijdrage
    afspraak vereniging stichting zaak
    """
)
"""Subjects that may open an offer: "de eerste termijn is vrijdag duizend euro"."""
