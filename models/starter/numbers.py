"""Dutch numbers, amounts and dates as a recogniser writes them: words, lower case, hundreds and thousands apart."""

UNITS = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien"
).split()
TENS = dict(
    zip(range(20, 100, 10), "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(), strict=True)
)
ORDINALS = (
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende "
    "vijftiende zestiende zeventiende achttiende negentiende twintigste"
).split()
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
DAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()


def spoken(number: int) -> str:
    """Return a whole number from 0 to 999,999 in words."""
    if not 0 <= number < 1_000_000:
        raise ValueError(f"{number} is not between 0 and 999999")
    if number < 20:
        return UNITS[number]
    if number < 100:
        tens, unit = number // 10 * 10, number % 10
        if not unit:
            return TENS[tens]
        return UNITS[unit] + ("ën" if unit in (2, 3) else "en") + TENS[tens]
    size, name = (100, "honderd") if number < 1000 else (1000, "duizend")
    many, rest = divmod(number, size)
    head = name if many == 1 else spoken(many).replace(" ", "") + name if many < 100 else f"{spoken(many)} {name}"
    return f"{head} {spoken(rest)}" if rest else head


def ordinal(number: int) -> str:
    """Return the ordinal of 1 to 99 in words."""
    return ORDINALS[number - 1] if number <= 20 else spoken(number) + "ste"
