"""The end of a call: what it amounts to, what is read aloud, what is sent, and whether it may be saved."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.call.agreement import AgreementForm, FieldName, OwnPromise, Result
from app.call.facts import MOST_NAMED
from app.call.follow_up import FollowUpPlan, Parked, plan_follow_ups
from app.call.form_check import Problem
from app.call.formats import date_with_year, listing, money
from app.call.mails import Colleague, MailDraft, confirmation, internal_mails
from app.call.preparation import Preparation
from app.call.text import Sentence
from app.wording import Wording

_PAYMENT: tuple[FieldName, ...] = ("invoices", "amount", "date", "method", "instalments")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an overview: what, and how much or when."""

    text: str
    value: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """Everything that the last page of a call shows."""

    problems: tuple[Problem, ...]
    result: Result | None
    read_aloud: Sentence
    debtor_side: tuple[Line, ...]
    our_side: tuple[Line, ...]
    follow_ups: tuple[FollowUpPlan, ...]
    mail: MailDraft | None
    internal_mails: tuple[MailDraft, ...]
    blocking: Problem | None

    @property
    def can_save(self) -> bool:
        """True when there is a result and nothing that must be put right first."""
        return self.result is not None and self.blocking is None


def conclude(
    preparation: Preparation,
    form: AgreementForm,
    problems: tuple[Problem, ...],
    wording: Wording,
    today: date,
    *,
    controller: str,
    company: str,
    parked: Parked | None = None,
    old_matters: tuple[tuple[str, date], ...] = (),
    arguments: tuple[str, ...] = (),
    colleagues: tuple[Colleague, ...] = (),
) -> Ending:
    """Draw up the end of a call from what was agreed.

    Saving is refused softly, with `Ending.blocking`, while there is neither an agreement nor a dated next step, while
    a blocking problem stands in what is going to be saved, or while an agreement lacks the debtor's consent. Parking
    counts as a result; an agreement that was reached before parking stays one.
    """
    result = form.result or ("parked" if parked is not None else None)
    # Half an agreement that speech filled in does not stand in the way of another result: it isn't saved with it.
    left_out: tuple[FieldName, ...] = () if result == "agreement" else _PAYMENT
    if parked is not None:
        left_out = (*left_out, "callback")
    blocking = next((p for p in problems if p.blocking and p.field not in left_out), None)
    if result is None:
        blocking = Problem("next_step", "no_result")
    elif result == "agreement" and blocking is None:
        consent = form.value("consent")
        if consent is None or not consent.given:
            blocking = Problem("consent", "consent_missing")
    facts = _facts(form, result, parked, wording, today)
    read_aloud: Sentence = ()
    mail = None
    if result is not None:
        style = "formal" if _formal(preparation) else "informal"
        kind = "plan" if result == "agreement" and form.value("instalments") else result
        read_aloud = wording.fill(f"call.read_aloud.{style}.{kind}", facts)
        mail = confirmation(
            form,
            preparation.dossier,
            preparation.contact,
            wording,
            controller=controller,
            company=company,
            arguments=arguments,
            kind=result,
            extra=facts,
        )
    return Ending(
        problems=problems,
        result=result,
        read_aloud=read_aloud,
        debtor_side=_debtor_side(form, preparation, today),
        our_side=_our_side(form, wording, today),
        follow_ups=plan_follow_ups(form, wording, parked, old_matters),
        mail=mail,
        internal_mails=internal_mails(
            form, preparation.dossier, wording, controller=controller, colleagues=colleagues
        ),
        blocking=blocking,
    )


def _formal(preparation: Preparation) -> bool:
    return preparation.contact is None or preparation.contact.formal


def _facts(
    form: AgreementForm,
    result: Result | None,
    parked: Parked | None,
    wording: Wording,
    today: date,
) -> dict[str, str]:
    facts = {"wij": _own_sentence(form, wording, today), "facturen": _invoices(form, wording)}
    match result:
        case "agreement":
            plan = [part for part in form.value("instalments") or () if part.date and part.amount is not None]
            day = form.value("date")
            amount = sum((part.amount for part in plan), Decimal(0)) if plan else form.value("amount")
            facts["datum"] = date_with_year(day, today) if day else ""
            facts["bedrag"] = money(amount) if amount is not None else ""
            facts["termijnen"] = listing(
                tuple(
                    wording.fragment(
                        "call.read_aloud.instalment",
                        {"datum": date_with_year(part.date, today), "bedrag": money(part.amount)},
                    )
                    for part in plan
                ),
                wording.text("call.words.conjunction"),
            )
        case "callback":
            callback = form.value("callback")
            facts |= {"datum": date_with_year(callback.date, today), "tijd": callback.time}
        case "next_step":
            step = form.value("next_step")
            facts |= {"datum": date_with_year(step.date, today), "stap": _inside(step.text)}
        case "parked" if parked is not None:
            facts |= {"datum": date_with_year(parked.on, today), "tijd": parked.time}
        case _:
            pass
    return facts


def _invoices(form: AgreementForm, wording: Wording) -> str:
    """The invoices as they are said: by number, or how many when there are too many to say."""
    numbers: tuple[str, ...] = form.value("invoices") or ()
    if not numbers:
        return ""
    key = "one_invoice" if len(numbers) == 1 else "more_invoices" if len(numbers) <= MOST_NAMED else "many_invoices"
    joined = listing(numbers, wording.text("call.words.conjunction"))
    return wording.fragment(f"call.read_aloud.{key}", {"facturen": joined, "aantal": str(len(numbers))})


def _own_sentence(form: AgreementForm, wording: Wording, today: date) -> str:
    items = tuple(_own_item(p, wording, today) for p in form.value("own_promise") or () if p.text.strip())
    if not items:
        return ""
    joined = listing(items, wording.text("call.words.conjunction"))
    return wording.sentence("call.read_aloud.own_promise", {"toezeggingen": joined})


def _own_item(promise: OwnPromise, wording: Wording, today: date) -> str:
    text, when = _inside(promise.text), _when(promise.deadline, wording, today)
    if text.startswith(when):
        when = ""  # "Vandaag navragen" says it already
    return wording.fragment("call.read_aloud.own_promise_item", {"tekst": text, "wanneer": when})


def _when(day: date | None, wording: Wording, today: date) -> str:
    if day is None:
        return ""
    if day == today:
        return wording.text("call.read_aloud.today")
    if day == today + timedelta(days=1):
        return wording.text("call.read_aloud.tomorrow")
    return date_with_year(day, today)


def _inside(text: str) -> str:
    """A text as part of a longer sentence: no capital, no full stop."""
    text = text.strip().rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _debtor_side(form: AgreementForm, preparation: Preparation, today: date) -> tuple[Line, ...]:
    amounts = {i.number: i.open_amount for i in preparation.dossier.open_invoices()}
    lines = [Line(n, money(amounts[n]) if n in amounts else "") for n in form.value("invoices") or ()]
    plan = form.value("instalments") or ()
    lines += [
        Line(date_with_year(part.date, today), money(part.amount), total=True)
        for part in plan
        if part.date and part.amount is not None
    ]
    day, amount = form.value("date"), form.value("amount")
    if not plan and (day or amount is not None):
        lines.append(
            Line(date_with_year(day, today) if day else "", money(amount) if amount is not None else "", total=True)
        )
    return tuple(lines)


def _our_side(form: AgreementForm, wording: Wording, today: date) -> tuple[Line, ...]:
    return tuple(Line(p.text, _when(p.deadline, wording, today)) for p in form.value("own_promise") or ())
