"""Sentences with amounts, dates, numbers and names, drawn from templates with a seed."""

import random
from collections.abc import Callable

from models.starter.numbers import DAYS, MONTHS, UNITS, ordinal, spoken

_ROUND = [
    50,
    75,
    100,
    150,
    200,
    250,
    300,
    400,
    500,
    600,
    750,
    800,
    1000,
    1200,
    1500,
    2000,
    2500,
    3000,
    4000,
    5000,
    6000,
    10000,
]
_CARRIERS = """
het factuurnummer is {nummer}|factuurnummer {nummer}|factuur {nummer}|het gaat om factuur {nummer}
klantnummer {nummer}|mijn telefoonnummer is {nummer} {nummer}|het is nummer {nummer}
over factuur {nummer} van {datum}|factuur {nummer} van {bedrag}|{bedrag}|het gaat om {bedrag}
het gaat om een bedrag van {bedrag}|het totaal is {bedrag}|er staat nog {bedrag} open|in totaal {bedrag}
dat is {bedrag}|u betaalt {bedrag}|ik betaal {bedrag}|wij betalen {bedrag} {wanneer}
ik kan {bedrag} per maand betalen|{bedrag} per maand|{termijnen} termijnen van {bedrag}
in {termijnen} termijnen van {bedrag}|ik maak {wanneer} {bedrag} over
ik betaal {bedrag} {wanneer} en de rest {wanneer}|{bedrag} nu en {bedrag} {wanneer}
dan krijgt u {wanneer} {bedrag} van ons|u krijgt het geld {wanneer}|ik betaal {wanneer}|wij betalen {wanneer}
we maken het {wanneer} over|het wordt {wanneer} betaald|dan staat het {wanneer} op uw rekening
{wanneer} staat het op uw rekening|{wanneer}|op {datum}|{datum}|{datum} om {uur}|om {uur}
belt u {wanneer} maar terug|ik bel u {wanneer} terug|belt u rond {uur} nog eens|{naam} is er {wanneer} weer
{naam} is tot {datum} met vakantie|de factuur van {datum}|de vervaldatum was {datum}|die is van {datum}
ze verviel op {datum}|uiterlijk {datum}|voor {datum}|eind {maand}|begin {maand}|half {maand}|in {maand}
de betalingstermijn is {dagen} dagen|wij betalen na {dagen} dagen|binnen {dagen} dagen|{dagen} dagen te laat
over {termijnen} weken|over {termijnen} dagen|{termijnen} weken geleden|met {naam}|u spreekt met {naam}
goedemorgen met {naam}|goedemiddag met {naam} van {bedrijf}|dag meneer {naam}|goedemorgen mevrouw {naam}
dan moet u {naam} hebben|dat doet {naam}|{naam} gaat daarover|ik zal {naam} vragen u terug te bellen
spreek ik met meneer {naam}|bent u mevrouw {naam}|u spreekt met {naam} van {bedrijf}
ik heb het met {naam} afgesproken|{naam} had beloofd terug te bellen|ik woon in {plaats}|wij zitten in {plaats}
ons kantoor in {plaats}|de vestiging in {plaats}|het moest naar {plaats}|dat is in {plaats} geleverd
{percentage} procent korting|{percentage} procent|er zit {percentage} procent btw op
we zouden {percentage} procent korting krijgen|we hebben er {aantal} besteld en {aantal} gekregen
er waren {aantal} stuks te weinig|{aantal} dozen|{aantal} stuks van {bedrag}
"""


class Templates:
    """Draws sentences; the same seed and lists draw the same ones."""

    def __init__(self, seed: int, names: list[str], places: list[str], companies: list[str]) -> None:
        self._random = random.Random(seed)
        self._carriers = [carrier for line in _CARRIERS.strip().splitlines() for carrier in line.split("|")]
        self._names, self._places, self._companies = names, places, companies
        self._slots: dict[str, Callable[[], str]] = {
            "nummer": self._number,
            "bedrag": self._amount,
            "datum": self._date,
            "wanneer": self._when,
            "uur": self._hour,
            "maand": lambda: self._random.choice(MONTHS),
            "naam": lambda: self._random.choice(self._names),
            "plaats": lambda: self._random.choice(self._places),
            "bedrijf": lambda: self._random.choice(self._companies),
            "dagen": lambda: spoken(self._random.choice([8, 10, 14, 20, 21, 30, 45, 60, 75, 90, 120])),
            "termijnen": lambda: spoken(self._random.choice([2, 3, 4, 5, 6, 8, 10, 12])),
            "percentage": lambda: spoken(self._random.choice([2, 3, 5, 6, 9, 10, 15, 20, 21, 25, 30, 50])),
            "aantal": lambda: spoken(self._random.randint(2, 150)),
        }

    def draw(self) -> list[str]:
        """Return the words of the next sentence."""
        carrier = self._random.choice(self._carriers)
        while "{" in carrier:
            before, _, rest = carrier.partition("{")
            slot, _, after = rest.partition("}")
            carrier = before + self._slots[slot]() + after
        return carrier.split()

    def _number(self) -> str:
        """An invoice number as people read it out: digit by digit, in pairs, or as a whole."""
        way = self._random.random()
        if way < 0.5:
            return " ".join(UNITS[self._random.randint(0, 9)] for _ in range(self._random.randint(4, 6)))
        if way < 0.8:
            return " ".join(spoken(self._random.randint(10, 99)) for _ in range(self._random.choice([2, 3])))
        return spoken(self._random.randint(1000, 99_999))

    def _amount(self) -> str:
        draw = self._random
        euros = draw.choice(
            [draw.randint(20, 99), draw.randint(100, 999), draw.randint(1000, 9999), draw.choice(_ROUND)]
        )
        cents = draw.choice(["", "", "", f" {spoken(draw.randint(5, 99))}", f" en {spoken(draw.randint(5, 99))} cent"])
        return f"{spoken(euros)} euro{cents}"

    def _date(self) -> str:
        draw = self._random
        day, month, name = draw.randint(1, 31), draw.choice(MONTHS), draw.choice(DAYS)
        return draw.choice(
            [
                f"{spoken(day)} {month}",
                f"{name} {spoken(day)} {month}",
                f"de {ordinal(day)}",
                f"{ordinal(day)} {month}",
                f"de {ordinal(day)} {month}",
                f"{name} de {ordinal(day)}",
            ]
        )

    def _when(self) -> str:
        draw = self._random
        return draw.choice(
            [
                draw.choice(DAYS),
                f"aanstaande {draw.choice(DAYS)}",
                f"volgende week {draw.choice(DAYS)}",
                f"komende {draw.choice(DAYS)}",
                "vandaag",
                "vandaag nog",
                "morgen",
                "overmorgen",
                "volgende week",
                "deze week",
                "eind van de week",
                "aan het eind van de maand",
                "eind deze maand",
                "begin volgende maand",
                "volgende maand",
                "vanmiddag",
                "vanavond",
                "morgenochtend",
                f"voor {draw.choice(DAYS)}",
                f"op {self._date()}",
                f"uiterlijk {self._date()}",
                f"over {spoken(draw.choice([2, 3, 4, 5, 10, 14]))} dagen",
                "over een week",
                "over twee weken",
                "binnen een week",
            ]
        )

    def _hour(self) -> str:
        hour = spoken(self._random.randint(1, 12))
        return self._random.choice(
            [f"{hour} uur", f"half {hour}", f"kwart over {hour}", f"kwart voor {hour}", f"{hour} uur dertig"]
        )
