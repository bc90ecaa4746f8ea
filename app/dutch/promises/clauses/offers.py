"""Offers without a verb of paying: "vrijdag duizend euro", "die zijn er maandag", "ik boek dinsdag de helft".

Who is called about an open invoice and names a day and an amount, offers to pay, unless something in the
sentence speaks against it: the amount is the price of a job, somebody else acts, money comes in.
"""

from typing import Final

from app.dutch.dates.find import DateMention
from app.dutch.promises.clauses import offer_words as w
from app.dutch.promises.clauses import words as p
from app.dutch.promises.clauses.clause import Clause
from app.dutch.tense import BE, HAVE, SIMPLE_PAST, is_participle

_OPEN: Final = frozenset({"openstaat", "openstaan"})


def is_bare_offer(clause: Clause) -> bool:
    """Whether a fragment names a day and an amount and nothing else that matters."""
    if clause.spoken_against or clause.withheld or not clause.sums:
        return False
    return _has_day(clause) and not speaks_of_other_matters(clause)


def speaks_of_other_matters(clause: Clause) -> bool:
    """Whether its words give the amount or the day another meaning, or only repeat what the controller said."""
    own = _own_words(clause)
    echoed = not own.isdisjoint(w.ECHOING) and not own.isdisjoint(p.RECEIVER)
    return echoed or not own.isdisjoint(w.OTHER_MATTERS) or not own.isdisjoint(SIMPLE_PAST)


def is_offer(clause: Clause) -> bool:
    """Whether a clause with a verb, though none of paying, offers an amount on a day."""
    if not clause.sums or not _has_day(clause):
        return False
    own = _own_words(clause)
    if {"vrij", "maak"} <= own or {"vrij", "maken"} <= own:
        own -= {"vrij"}  # money is set free, not the day
    if not own.isdisjoint(w.OTHER_MATTERS):
        return False
    if any(is_participle(word) and word not in w.SETTLED for word in own):
        return False
    if not own.isdisjoint({"zou", "zouden"}) and (own.isdisjoint(w.SELF) or not own.isdisjoint({"graag", "willen"})):
        return False  # what somebody else was to do, or a wish
    vague = not clause.amounts and all(share.stop - share.first == 1 and share.kind in ("all", "count")
                                       for share in clause.shares)  # fmt: skip
    if vague and not own.isdisjoint(BE):
        return False  # "wij zijn vrijdag allemaal vrij"
    addressed = not own.isdisjoint(p.RECEIVER)
    if not own.isdisjoint(w.SELF):
        return own.isdisjoint(w.INCOMING) and (own.isdisjoint(HAVE) or not own.isdisjoint(w.SETTLED))
    if addressed and _speaks_of_receiver(clause):
        return not own.isdisjoint(w.RECEIVING) and own.isdisjoint({"mij", "ons", "zei", "zegt"})
    said = own - p.FILLERS
    if not said.isdisjoint(w.COMING) and len(said) <= 3:
        return True  # "drieduizend komt eind september"
    return not said.isdisjoint(w.ARRIVING) and len(said) <= 9 and not said.isdisjoint(w.AWAY)


def is_open_offer(clause: Clause) -> bool:
    """Whether a clause that names an amount or a day leaves it open that this is what will be paid."""
    if clause.spoken_against or clause.withheld:
        return False
    own = _own_words(clause)
    if speaks_of_other_matters(clause) or not own.isdisjoint(w.NOT_GIVING):
        return False
    if not clause.verbless and _has_other_subject(clause):
        return False
    if _speaks_of_receiver(clause) and own.isdisjoint(w.RECEIVING) and own.isdisjoint(w.SELF) and not clause.verbless:
        return False  # "vrijdag verhogen jullie het tarief"
    return not any(is_participle(word) and word not in w.SETTLED for word in own)


def points_back(clause: Clause) -> bool:
    """Whether a clause says when of something named before: "die is er vrijdag", "dat is dan maandag geregeld"."""
    words = [word for word in clause.words if word not in p.FILLERS][:3]
    own = _own_words(clause)
    if words[:2] == ["de", "eerste"]:  # of the instalments that were just named
        return own.isdisjoint(w.OTHER_MATTERS | w.INCOMING | HAVE) and not clause.spoken_against
    if not own.isdisjoint(w.OTHER_MATTERS) or clause.spoken_against or own - p.FILLERS <= {"het", "is", "he", "weer"}:
        return False  # "het is maandag" only tells what day it is
    moving = not own.isdisjoint(w.ARRIVING) or (not own.isdisjoint(w.SELF) and own.isdisjoint(w.INCOMING | HAVE))
    return not w.POINTERS.isdisjoint(words[:2]) and moving and len(own - p.FILLERS) <= 6


def is_settled_by(clause: Clause) -> bool:
    """Such as "dat is maandag geregeld", "dat komt vrijdag voor elkaar"."""
    words = [word for word in clause.words if word not in p.FILLERS][:2]
    own = _own_words(clause)
    if not clause.dates or not own.isdisjoint(w.OTHER_MATTERS) or clause.spoken_against:
        return False
    if w.POINTERS.isdisjoint(words) and words[:1] != ["komt"] and not _day_comes_first(clause):
        return False
    return not w.ARRIVING.isdisjoint(own) and not w.DONE.isdisjoint(own)


def _day_comes_first(clause: Clause) -> bool:
    """Such as "eind van de week is het (geregeld)", "maandag is dat (voor elkaar)"."""
    at = next((index for index, word in enumerate(clause.words) if word not in p.FILLERS), 0)
    day = clause.dates[0]
    if day.first - clause.first - at not in (0, 1):
        return False
    verb, subject = (*clause.words[day.stop - clause.first :][:2], "", "")[:2]
    return verb in w.ARRIVING and subject in w.POINTERS


def vouches(clause: Clause) -> bool:
    """Whether a clause stands for what was just said: "dat beloof ik", "daar kunt u op rekenen", "dat red ik wel"."""
    if not clause.empty or clause.spoken_against:
        return False
    words = [word for word in clause.words if word not in p.FILLERS]
    if tuple(words[:2]) in w.VOWS or tuple(words[-2:]) in w.VOWS:
        return True
    if not words or words[0] not in ("dat", "daar", "zo"):
        return False
    if not w.VOUCHING.isdisjoint(words):
        return True
    return len(words) <= 5 and not w.ABLE.isdisjoint(words) and not w.SELF.isdisjoint(words)


def _own_words(clause: Clause) -> frozenset[str]:
    """The words outside dates and amounts, without "kijk", "nou ja" and the like in front."""
    first = 0
    while first < len(clause.words) - 1 and clause.words[first] in p.FILLERS:
        first += 1
    start = clause.first + first
    covered = clause.covered
    own = frozenset([word for index, word in enumerate(clause.words[first:], start) if index not in covered])
    return own - _OPEN if len(clause.sums) > 1 else own  # "duizend van de tweeduizend die nog openstaat"


def _speaks_of_receiver(clause: Clause) -> bool:
    """Whether "u" is the subject, and not only the one to whom something goes ("naar u", "voor jullie")."""
    for index, word in enumerate(clause.words):
        before = clause.words[index - 1] if index else ""
        if clause.words[index + 1 : index + 2] in (("kant",), ("richting",)):
            continue
        if word in p.RECEIVER and before not in ("naar", "voor", "aan", "bij", "van", "met", "op", "richting"):
            return True
    return False


def _has_other_subject(clause: Clause) -> bool:
    """Whether it opens with somebody or something that does not pay: "de accountant komt vrijdag"."""
    at = next((index for index, word in enumerate(clause.words) if word not in w.OPENERS), len(clause.words))
    noun = clause.words[at + 1] if at + 1 < len(clause.words) else ""
    if (
        clause.words[at : at + 1] == ()
        or clause.words[at] not in w.DETERMINERS
        or clause.first + at + 1 in clause.covered
    ):
        return False
    return noun not in w.MONEY and not (clause.sums and noun in p.OWN_PEOPLE)


def _has_day(clause: Clause) -> bool:
    return any(_is_pay_day(mention, clause) for mention in clause.dates)


def _is_pay_day(mention: DateMention, clause: Clause) -> bool:
    at = mention.first - clause.first
    before = clause.words[at - 1] if 0 < at <= len(clause.words) else ""  # a day of respite may lie in another clause
    doubtful = mention.ambiguous and not mention.weekday_said  # a day almost a year ahead
    return mention.precision != "period" and not doubtful and before not in w.SOURCE
