"""How clauses lean on one another: fragments, what is taken back, and a date or amount named next door."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause
from app.dutch.promises.clauses.counter_evidence import comes_along, may_be_done_by_then
from app.dutch.promises.clauses.detours import is_detour
from app.dutch.promises.clauses.offers import (
    is_bare_offer,
    is_open_offer,
    points_back,
    speaks_of_other_matters,
    vouches,
)

_ABILITY: Final = frozenset(
    {"lukt", "lukken", "red", "redden", "haal", "halen", "gaat", "kan", "kunnen", "krijg", "trek"}
)
_DENYING: Final = _ABILITY | {
    "gelukt",
    "wordt",
    "doorgaan",
    "door",
    "gebeurd",
    "gekomen",
    "gezegd",
    "beloofd",
    "afgesproken",
}
_DECLINING: Final = frozenset({"zie", "ga", "gaan", "doe", "doen", "wil", "durf", "beloof", "betaal", "mag"})
_OTHER_MEASURE: Final = frozenset(
    """
    eerder vroeger sneller meer hoger minder later anders beter nu vandaag keer ineens alles allemaal helemaal meteen
    missen misgaan mislukken fout schelen langer moeilijk
    """.split()
)
"""With these a denial is about another day or amount than the one just named."""
_BACK: Final = frozenset({"terug", "weer", "kantoor", "zaak", "thuis", "computer", "bureau"})
_ASIDE_OPENERS: Final = frozenset({"behalve", "want", "en", "dat"})
_OF_ANOTHER: Final = (("en", "die"), ("en", "hij"), ("en", "ze"), ("en", "zij"))
_PROMISED: Final = frozenset({"beloofd", "toegezegd", "afgesproken", "gezegd", "zei", "beloofde"})
_AGREED: Final = frozenset({"beloofd", "toegezegd", "afgesproken"})
_SHORT: Final = 6
_TURNS: Final = frozenset({"maar", "dus", "dan", "wel", "nee", "toch"})
_HESITATING: Final = frozenset({"ja", "nou", "eh", "ehm", "uh", "dan"})
_BOTH: Final = 2
_BEFORE_DAY: Final = frozenset({"op", "dan", "pas", "gewoon", "per"})
_THIS_TIME: Final = [["ook", "nu"], ["ook", "deze"], ["ook", "ditmaal"], ["nu", "ook"], ["deze", "keer"]]
_PICKING_UP: Final = frozenset({"dat", "die", "dan", "en", "dus", "maar"})


def lean(items: Sequence[Clause], words: tuple[str, ...], *, invoices: bool) -> None:
    """Let fragments without a verb take part in what their neighbours say.

    Args:
        items: the clauses of the utterance, judged.
        words: all words of the utterance.
        invoices: whether invoice numbers were named.
    """
    for clause in items:
        clause.topic = clause.topic or (not clause.withheld and vouches(clause))
    for clause, after in pairwise([clause for clause in items if not set(clause.words) <= p.FILLERS | {"dus"}]):
        if clause.habit and (comes_along(clause, after) or _this_time_too(after)):
            clause.habit = False
        if _stands_by_it(clause, after):
            clause.past, clause.topic = False, True
        if may_be_done_by_then(clause) and vouches(after):
            clause.past = False  # "die is vrijdag betaald | dat beloof ik u"
    _renew(items)
    plain = [clause for clause in items if not _is_aside(clause)]
    if all(clause.verbless for clause in plain):
        _lean_alone(plain, words, invoices=invoices)
        return
    for index, clause in enumerate(items):
        if not clause.topic and not clause.withheld and _continues(items, index):
            clause.topic = True
    _lean_on_earlier(items)
    _lean_on_later(items)
    for index, clause in enumerate(items):
        if not clause.topic and clause.verbless and is_bare_offer(clause) and _unopposed(items, index):
            clause.topic = True
    _lean_on_later(items)
    if not any(clause.topic for clause in items):
        _take_as_offer(items)


def _stands_by_it(clause: Clause, after: Clause) -> bool:
    """Such as "wij hebben duizend op de vierde afgesproken | en daar houden wij ons aan"."""
    if not clause.past or _AGREED.isdisjoint(clause.words) or not clause.dates or not clause.sums:
        return False
    present = frozenset(after.words)
    keeping = {"daar", "aan"} <= present and not present.isdisjoint({"hou", "houd", "houden"})
    return keeping and not after.negative and all(day.sense == "future" for day in clause.dates)


def _this_time_too(clause: Clause) -> bool:
    """Such as "(wij betalen altijd de vijftiende) dus ook deze keer"."""
    opening = [word for word in clause.words if word not in ("en", "dus", "dat")]
    return opening[:2] in _THIS_TIME and not clause.spoken_against


def _take_as_offer(items: Sequence[Clause]) -> None:
    """Where nothing else is said of paying, a day and an amount side by side are an offer."""
    telling = [clause for clause in items if not clause.empty]
    dated = any(
        day.date is not None and not day.ambiguous and day.heard != "nu" for clause in telling for day in clause.dates
    )
    counted = any(clause.amounts or any(s.kind != "all" for s in clause.shares) for clause in telling)
    if dated and counted and all(map(is_open_offer, telling)) and not any(clause.question for clause in items):
        for clause in telling:
            clause.topic = True


def _lean_alone(items: Sequence[Clause], words: tuple[str, ...], *, invoices: bool) -> None:
    """No verb anywhere: "zesduizend vrijdag" is a promise, and so is a bare "vrijdag", which answers when."""
    dates = any(not day.ambiguous for clause in items for day in clause.dates)
    other = any(speaks_of_other_matters(clause) for clause in items if not vouches(clause))
    amounts = any(clause.sums for clause in items) and not other
    latest = any(day.deadline for clause in items for day in clause.dates)
    agreed = (
        (latest and len(words) <= _SHORT) or any(clause.topic for clause in items) or not p.AGREEING.isdisjoint(words)
    )
    if not amounts and len(items) > 1:
        _take_contrasted(items)
    agreed = agreed or (len(items) == 1 and _is_bare_day(items[0]))
    if dates and (amounts or agreed or invoices):
        for clause in items:
            clause.topic = True


def _is_bare_day(clause: Clause) -> bool:
    """Whether a day is all that is said; "morgen meneer" wishes a good morning."""
    choosing = len(clause.dates) == _BOTH and "of" in clause.words  # "maandag of dinsdag"
    if not (len(clause.dates) == 1 or choosing) or clause.hedged:
        return False
    if any(day.date is None or day.sense == "past" for day in clause.dates):
        return False
    around = frozenset(word for at, word in enumerate(clause.words, clause.first) if at not in clause.covered)
    greeting = clause.dates[0].heard.lower() == "morgen" and not around <= _HESITATING
    idle = around - ({"of"} if choosing else set()) <= p.FILLERS | _BEFORE_DAY
    return idle and not greeting and not clause.spoken_against


def _take_contrasted(items: Sequence[Clause]) -> None:
    """Such as "vrijdag niet | maandag wel", "niet vrijdag | maar maandag"."""
    for before, clause in pairwise(items):
        if not (before.negative and before.dates and clause.dates) or clause.negative:
            continue
        if not speaks_of_other_matters(clause):
            clause.topic = clause.words[0] == "maar" or clause.words[-1] == "wel"


def _continues(items: Sequence[Clause], index: int) -> bool:
    """Such as "drieduizend euro | die is er vrijdag": it says when of what was named just before or after."""
    clause = items[index]
    if not clause.dates or not points_back(clause):
        return False
    beside = [*items[max(0, index - 1) : index], *items[index + 1 : index + 2]]
    return any(other.sums and (other.topic or is_open_offer(other)) and not other.spoken_against for other in beside)


def _lean_on_earlier(items: Sequence[Clause]) -> None:
    for index, clause in enumerate(items):
        if not clause.verbless or clause.topic or clause.condition or index == 0:
            continue
        before = next((c for c in reversed(items[:index]) if not _stands_apart(c)), items[index - 1])
        refused = any(c.negative and (c.topic or c is before) for c in items[:index])
        if refused and clause.dates and "wel" in clause.words:
            clause.topic = True  # "dat lukt niet. Maandag wel."
            continue
        if before.past or before.question or before.condition or before.foreign:
            if before.past and clause.shares and clause.dates:
                clause.topic = True  # "... betaald en de rest vrijdag"
            continue
        if before.topic and not _does_something_else(clause):
            _lean_on(clause, before)


def _does_something_else(clause: Clause) -> bool:
    """Such as "dinsdag mail ik u het bewijs", "de week daarna praten we over de rest"."""
    return not p.SELF.isdisjoint(clause.words) and speaks_of_other_matters(clause)


def _sends_word(clause: Clause) -> bool:
    """Such as "ik mail u morgen het betaalbewijs", also where the verb is not known as one."""
    return not p.SELF.isdisjoint(clause.words) and not p.OTHER_BUSINESS.isdisjoint(clause.words)


def _lean_on(clause: Clause, before: Clause) -> None:
    clause.topic = True
    clause.habit = clause.habit or before.habit
    clause.hedged = clause.hedged or before.hedged
    clause.withheld = clause.withheld or before.withheld
    contrast = clause.words[0] in ("maar", "wel") or "wel" in clause.words
    if before.negative and not clause.negative and not contrast:
        contrast = bool(clause.dates and (before.dates or clause.amounts))
        clause.negative = not before.verbless and not contrast


def _tells_apart(clause: Clause) -> bool:
    """Such as "en toen donderdag", "en die landt morgen": what was, or what somebody else does."""
    acting = clause.words[:2] in _OF_ANOTHER and clause.first + 2 not in clause.covered and len(clause.words) > 2
    return acting or "toen" in clause.words[:2]


def _renew(items: Sequence[Clause]) -> None:
    """Such as "ik had maandag beloofd | maar nu echt morgen", "het is eind januari | dus niet eind december"."""
    for before, clause in pairwise(items):
        if not clause.verbless or not clause.dates:
            continue
        if clause.words[:2] == ("maar", "nu") and not clause.spoken_against:
            clause.topic = clause.topic or any(not _PROMISED.isdisjoint(other.words) for other in items)
        denied = clause.negative and "niet" in clause.words[:2]
        if denied and before.dates and not before.spoken_against and not {"is", "wordt"}.isdisjoint(before.words):
            before.topic = before.topic or not speaks_of_other_matters(before)


def _lean_on_later(items: Sequence[Clause]) -> None:
    promised = False
    for clause in reversed(items):
        if clause.verbless and not clause.topic and promised and not clause.empty:
            clause.topic = clause.words[0] not in ("van", "sinds") and not (_sends_word(clause) or _tells_apart(clause))
        elif not clause.condition and not set(clause.words) <= p.FILLERS and not _is_aside(clause):
            promised = clause.promising


def _stands_apart(clause: Clause) -> bool:
    """Whether a fragment after it leans on what came before it: "ik betaal | zodra ik thuis ben | duizend euro"."""
    if clause.empty and not clause.topic and is_detour(clause.words):
        return True
    return _is_aside(clause) or (clause.condition and not clause.doubtful and not clause.topic)


def _is_aside(clause: Clause) -> bool:
    """Such as "en dat is geen geintje", "behalve de laatste": what stands before it belongs to what comes after."""
    if not clause.empty or clause.topic:
        return False
    return clause.words[0] == "behalve" or (clause.words[0] in _ASIDE_OPENERS and points_back(clause))


def _unopposed(items: Sequence[Clause], index: int) -> bool:
    """Whether the clauses around a fragment leave it standing as an offer."""
    last = next((at for at in range(index - 1, -1, -1) if not set(items[at].words) <= p.FILLERS), None)
    if last is None:
        return True
    before = items[last]
    turned = any(not _TURNS.isdisjoint(clause.words[:2]) for clause in items[last + 1 : index + 1])
    if before.question or before.foreign or (before.negative and before.topic and not turned):
        return False
    return turned or not before.past or before.words[:2] == ("dat", "was")


def take_back(items: Sequence[Clause]) -> None:
    """Withhold what is withdrawn right after it: "morgen maak ik het over nee dat kan niet"."""
    for index, clause in enumerate(items[1:], 1):
        before = items[index - 1]
        if not before.promising:
            continue
        waits = "wordt" in before.words and not before.strong and clause.words[0] in ("voor", "voordat", "eer")
        unsure = before.hedged and clause.negative and "weet" in clause.words and clause.empty
        if waits or unsure or _withdraws(clause) or _fell_through(before, clause):
            before.withheld = True
            for other in items[:index]:
                other.withheld = other.withheld or other.topic


def _withdraws(clause: Clause) -> bool:
    present = frozenset(clause.words)
    denied = clause.negative or "niet" in clause.words
    if clause.words[0] == "maar" and "eerst" in present and not present.isdisjoint({"wil", "willen"}):
        return True  # "ik wil best betalen maar dan wil ik eerst een specificatie"
    if "vandaan" in present:
        return False  # "vraag me niet waar ik het vandaan haal"
    if not denied or clause.dates or clause.sums or not present.isdisjoint(_OTHER_MEASURE):
        return False
    opening = frozenset([word for word in clause.words if word not in p.FILLERS][:2])
    if "dat" in opening and not opening.isdisjoint(_DECLINING):
        return True
    return not present.isdisjoint({"dat", "het", "die"}) and not present.isdisjoint(_DENYING)


def _fell_through(clause: Clause, after: Clause) -> bool:
    """Such as "ik zou vrijdag betalen maar mijn bank ligt eruit"."""
    present = frozenset(clause.words)
    if present.isdisjoint({"zou", "zouden"}) or not present.isdisjoint(
        {"kunnen", "willen", "zeggen", "graag", "moeten"}
    ):
        return False
    return after.words[0] == "maar" and after.empty and not after.promising and not after.verbless


# ---- a date or amount that stands in a neighbouring clause


def completed(chosen: list[Clause], items: Sequence[Clause]) -> list[Clause]:
    """The clauses that promise, with neighbours that name the date or the amount of it."""
    if all(clause.empty for clause in chosen) or not any(clause.dates for clause in chosen):
        return _with_earlier(chosen, items)
    if not any(clause.sums for clause in chosen):
        return _with_amount_before(chosen, items)
    return chosen


def _with_earlier(chosen: list[Clause], items: Sequence[Clause]) -> list[Clause]:
    """Add the date from a clause before ("donderdag ben ik terug, dan maak ik het over")."""
    first = chosen[0]
    for clause in reversed([c for c in items if c.first < first.first]):
        if clause.negative or clause.past or clause.question or clause.withheld or not clause.dates:
            continue
        back = not _BACK.isdisjoint(clause.words)
        linked = first.words[0] == "dan" or "dan" in first.words[:3] or _shares_front(first, clause)
        linked = linked or (clause.verbless and _chained(first, clause, items))
        if (clause.condition and back) or (linked and not clause.condition) or (not clause.condition and back):
            return [clause, *chosen]
    for clause in items:
        if clause.first > first.first and clause.condition and not _BACK.isdisjoint(clause.words) and clause.dates:
            return [*chosen, clause]
    return chosen


def _chained(first: Clause, day: Clause, items: Sequence[Clause]) -> bool:
    """Whether "dan" between them ties a payment to a day: "morgen om negen | dan is zij er | en die maakt het over"."""
    between = [clause for clause in items if day.first < clause.first < first.first]
    opened = bool(between) and between[0].words[0] == "dan" and first.words[0] == "en"
    return opened and all(clause.empty and not clause.spoken_against for clause in between)


def _shares_front(clause: Clause, before: Clause) -> bool:
    """Whether a day in front counts for both: "morgen ga ik naar de bank | en stort ik het"."""
    opener, verb, subject = (*clause.words[:3], "", "", "")[:3]
    if opener != "en" or subject not in p.SELF or verb not in p.FINITE | p.PAY or before.stop != clause.first:
        return False
    return before.dates[0].first - before.first <= 2 and not before.topic


def _before_remarks(first: Clause, items: Sequence[Clause]) -> int:
    """Where a clause begins, with remarks before it such as "als ik het goed zie"."""
    at = first.first
    for clause in reversed(items):
        if (
            clause.stop == at
            and clause.empty
            and not clause.topic
            and clause.words[:2] in (("als", "ik"), ("als", "het"))
        ):
            at = clause.first if not clause.condition else at
    return at


def _with_amount_before(chosen: list[Clause], items: Sequence[Clause]) -> list[Clause]:
    """Add an amount that a clause right before names ("het is zesduizend, dat betaal ik")."""
    first = chosen[0]
    opening = [word for word in first.words if word not in p.FILLERS - _PICKING_UP][:2]
    if _PICKING_UP.isdisjoint(opening):
        return chosen
    for clause in items:
        if clause.stop != _before_remarks(first, items) or clause.dates or not clause.sums:
            continue
        most = "meer dan" in " ".join(clause.words)  # "meer dan tweeduizend zit er niet in"
        named = clause.words[0] in ("de", "die", "dat", "het", "eh") or first.words[0] != "en"
        if (most or not clause.negative) and not clause.question and not clause.foreign and (named or not clause.past):
            return [clause, *chosen]
    return chosen
