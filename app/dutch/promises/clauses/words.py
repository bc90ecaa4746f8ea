"""The words by which a promise, a refusal, a condition or a question is known."""

from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


PAY: Final = _set(
    """
    betaal betaalt betalen voldoe voldoet voldoen overmaak overmaakt overmaken overboek overboekt
    overboeken overschrijf overschrijven stort stort storten afreken afrekenen aflos aflossen
    aanbetaal aanbetalen vereffen vereffenen betaling betalingen deelbetaling aanbetaling
    overboeking overschrijving overgemaakt overgeboekt overgeschreven betaald voldaan gestort
    afgelost afgerekend ideal incasseren afschrijven bijbetalen inlossen doorbetalen overgemaak
    geldovermaking storting spoedbetaling spoedoverboeking termijnbedrag terugbetalen
    betaalopdracht vooruitbetalen nabetalen overgaat afbetalen afbetaal uitbetaal uitbetalen rechtzetten rechtzet
    overmaking vereffend rekeningnummer bijschrijven bijgeschreven tegemoetzien uitbetaling
    """
)
"""Words that by themselves speak of paying."""

PAID: Final = _set(
    """
    betaald overgemaakt overgeboekt overgeschreven voldaan gestort afgelost afgerekend aanbetaald
    gedaan geregeld verstuurd gestuurd weggestuurd afgeschreven verwerkt uitgevoerd weggegaan gegaan
    vereffend binnengekomen ontvangen gekregen gemaakt gedraaid bijgeschreven
    """
)
"""Participles that, with hebben or zijn, tell that money has gone."""

SCHEDULED: Final = _set(
    """
    ingepland gepland klaargezet klaarstaan klaarstaat klaar ingeboekt gereserveerd ingevoerd
    aangeboden betaalvoorstel betaalbestand betaalbatch opgenomen ingediend klaargemaakt planning betaallijst
    betaalrun betaalronde run batch betaaldag uitvoerdatum ingegeven
    """
)
"""Words for a payment that is prepared and will go out by itself."""

SEPARABLE: Final[dict[str, frozenset[str]]] = {
    "brengen": _set("orde"),
    "breng": _set("orde"),
    "orde": _set("brengen maken komen"),
    "maak": _set("over orde werk"),
    "maken": _set("over orde werk"),
    "maakt": _set("over orde werk"),
    "boek": _set("over weg"),
    "boeken": _set("over weg"),
    "boekt": _set("over weg"),
    "schrijf": _set("over"),
    "schrijven": _set("over"),
    "schrijft": _set("over"),
    "rekent": _set("af"),
    "lost": _set("af"),
    "plant": _set("in"),
    "reken": _set("af"),
    "rekenen": _set("af"),
    "schiet": _set("in"),
    "los": _set("af"),
    "lossen": _set("af"),
    "betaal": _set("aan"),
    "zet": _set("klaar door over betaling"),
    "zetten": _set("klaar door over betaling"),
    "plan": _set("in"),
    "plannen": _set("in"),
    "neem": _set("mee"),
    "nemen": _set("mee"),
    "gaat": _set("mee deur eruit weg uit kant"),
    "gaan": _set("mee deur eruit weg uit kant"),
    "loopt": _set("mee"),
    "lopen": _set("mee"),
    "komt": _set("eraan binnen kant orde goed"),
    "komen": _set("eraan binnen kant orde goed"),
    "volgt": _set("betaling rest restant"),
    "gooi": _set("eruit uit deur"),
    "gooien": _set("eruit uit deur"),
    "ligt": _set("rekening"),
    "vliegt": _set("deur eruit"),
    "rond": _set("af"),
    "tik": _set("af over"),
    "tikken": _set("af over"),
}
"""Verbs that mean paying together with another word in the same clause."""

GETTING: Final = _set("heeft hebt heb hebben krijgt krijgen krijg ziet zien ontvangt ontvangen mag hedde krijgde zulde")
RECEIVER: Final = _set("u jullie je jij gij ge hedde krijgde zulde")
SELF: Final = _set("ik we wij")
DOING: Final = _set("doe doen doet regel regelen regelt fiks fiksen")
ARRANGING: Final = _set("zorg zorgen zorgt")
WORKING_OUT: Final = _set("lukt lukken kan kunnen gaat komt halen haal red redden haalbaar moet wordt")
AGREEING: Final = _set(
    "akkoord prima oke ok okay goed afgesproken deal top uitstekend ja jawel zeker best definitief vast vooruit "
    "absoluut inderdaad precies klopt"
)
PROMISING: Final = _set(
    "beloof beloven beloofd toezeggen toezegging zeg garandeer garanderen verzeker afspreken spreken toe garantie erop"
)
SETTLING: Final = _set("stel voorstellen zeggen zeg houd hou houden maak noteer zet schrijf reken maken afspreken")
GIVING: Final = _set("stuur sturen geef geven leg leggen krijgt bied bieden schuif tik tikken")

OTHER_BUSINESS: Final = _set(
    """
    mail mailtje mailen email bericht berichtje kopie kopietje creditnota bewijs betaalbewijs
    betalingsbewijs overzicht planning lijst specificatie goederen fiets fietsen pallet pallets bon
    pakbon contract document documenten antwoord reactie handtekening vergadering bel bellen belt
    terugbellen gebeld contact nakijken uitzoeken uitzoek zoek controleren controleer checken check
    kijken kijk overleg overleggen bespreken vraag vragen hoort horen weten mailt doorgeven
    doorgeef reageren reageer tekenen teken getekend teruggebeld langs langskomen spreken gesprek
    vakantie ziek vrij dicht gesloten inventaris boodschappen monteur levering geleverd leveren
    bezorgd retour terugsturen vergaderen afspraak verhuizen open aanwezig terug antwoorden bekijken
    voorraad bestelling bestel bestellen order uitslag factuurkopie helpen iban nummer inlezen opzoeken
    navragen navraag rustig uitleggen tekent goedkeuren goedkeuring goedgekeurd keurt kantoor
    """
)
"""With a weak verb these make clear that something else than paying is meant."""

PROOF: Final = _set("schermafdruk screenshot printscreen foto bewijs betaalbewijs betalingsbewijs bevestiging")
"""What shows that a payment was made."""
PAYMENT_NOUNS: Final = _set("betaling betalingen overboeking overschrijving storting deelbetaling")

OTHER_PAYEES: Final = _set(
    """
    salaris salarissen loon lonen personeel belasting belastingen belastingdienst btw huur fiscus
    leverancier leveranciers schuldeisers hypotheek verzekering medewerkers
    """
)

TOGETHER: Final = _set("samen tegelijk tegelijkertijd gelijk mee meegenomen ineens")

OTHERS: Final = _set(
    """
    klant klanten opdrachtgever opdrachtgevers afnemer afnemers verzekering verzekeraar uwv debiteur
    debiteuren gemeente belastingdienst huurder huurders
    """
)
"""Who pays the debtor, rather than us."""

OWN_PEOPLE: Final = _set(
    """
    ik we wij boekhouder boekhouding boekhoudster administratie collega directeur directie baas
    partner vrouw man madam echtgenote echtgenoot compagnon kantoor crediteurenadministratie hoofdkantoor accountant
    zoon dochter vader bedrijf penningmeester moedermaatschappij holding
    """
)

HABIT: Final = _set("altijd standaard meestal normaliter gewoonlijk doorgaans vaak steeds nooit meestentijds")
HEDGE: Final = _set(
    """
    misschien waarschijnlijk denk hoop hopelijk probeer proberen verwacht verwachten vermoedelijk
    wellicht eventueel zou zouden vermoed schat poging mogelijk gok streef streven
    """
)
NEGATION: Final = _set("niet geen nooit niks niets onmogelijk evenmin geenszins nergens")
REFUSAL: Final = _set("weiger weigeren vertik verdom")
INTERROGATIVE: Final = _set(
    "wanneer waarom hoe hoeveel wat welke welk wie waar waarvoor hoezo hoelang waarheen sinds waarmee"
)
INVERTING: Final = _set(
    "kan kun kunt kunnen mag mogen moet moeten zal wil wilt willen zou zouden zullen lukt vindt vind "
    "is heeft hebt hebben bent moogt klopt gaat past schikt"
)
PRONOUNS: Final = _set("ik u ge gij je jij jullie we wij het dat hij ze die er dit")
CONDITION: Final = _set("als zodra indien mits tenzij zolang wanneer totdat voordat nadat")
SUBORDINATE: Final = _set("zodat omdat doordat terwijl hoewel aangezien want maar dus alleen behalve")
CORRECTION: Final = _set("nee sorry wacht correctie pardon ho liever bedoel bedoelde oftewel eigenlijk")
FILLERS: Final = _set(
    """
    ja nee nou en maar eh ehm uh uhm oke ok hallo sorry even dus meneer mevrouw goed kijk luister
    hoor zeg tja ach mja hm hmm nu okay dan prima weet eens o oh och ah
    """
)
FINITE: Final = _set(
    """
    betaal betalen voldoe voldoen maak maken boek boeken stort storten doe doen regel regelen zorg
    zorgen kan kunnen zal zullen ga gaan wil willen stuur sturen zet zetten reken beloof neem nemen
    heb hebben ben zijn moet moeten mag mogen zou zouden krijg krijgen plan plannen los lossen kom
    komen leg leggen geef geven denk hoop probeer proberen weet weten verwacht schrijf schrijven zit
    zitten sta staan had hadden was waren bel bellen vind vinden laat laten spreek spreken houd hou
    houden haal halen red redden wacht wachten zeg zeggen zie zien begin beginnen ontvang bied zoek
    tik pin pinnen breng brengen fiks vraag ging kon wilde moest dacht zei durf hoef hoeven
    """
)
"""Verb forms that stand before ik or we in a main clause with inversion."""

VERBS: Final = (
    FINITE
    | PAY
    | _set(
        """
        staat is wordt worden heeft hebt krijgt gaat komt maakt doet lukt lukken ligt zit volgt wilt
        kunt kun belt stuurt levert betaalt zorgt klopt loopt duurt geldt stond kreeg hoort ziet
        verwachten verwacht overmaken verdwijnt blijft blijven resteert valt past bent regelt tekent vliegt ontvangt
        vertrekt verwerken verwerk leveren lever verkoop verkopen starten start rolt tikt vervalt vervallen rekent
        kost gebeurt gebeuren hoeft
        """
    )
)

RELATIVE_END: Final = _set("is zijn klopt kloppen staat staan ben bent wordt worden heb hebben zit vast eens hoeft")
"""Verbs that close a relative clause: "alles wat niet betwist is"."""

RUNS: Final = _set(
    """
    betaalrun run ronde betaalronde betaallijst betaalbatch batch betaalbestand betaalvoorstel lijst betaling betalingen
    overboeking week ochtend middag avond loop begin eind einde eerste laatste cluster planning
    """
)
"""What has the day of the payment: "de betaalronde van vrijdag", and not "de markt van zaterdag"."""

REST: Final = _set("rest restant restje restbedrag resterende overige overblijvende restant")
IMMEDIATE: Final = (
    ("nu", "alvast"), ("alvast", "nu"), ("nu", "vast"),
    ("nu", "meteen"), ("nu", "direct"), ("nu", "gelijk"), ("meteen", "nu"), ("direct", "nu"),
    ("per", "direct"), ("per", "omgaande"), ("nu", "even"), ("nu", "over"), ("nu", "meteen"),
    ("terwijl", "we"), ("gelijk", "even"), ("meteen", "even"), ("direct", "even"),
    ("meteen", "over"), ("direct", "over"), ("gelijk", "over"), ("onmiddellijk", "over"),
    ("zo", "direct"), ("zo", "meteen"), ("nu", "onmiddellijk"), ("nu", "dadelijk"), ("nu", "in"),
)  # fmt: skip
"""Word pairs that mean "while we speak", hence today."""
