"""A finished call as the ledger wants it."""

from datetime import UTC, datetime

from app.call.ending import Ending
from app.call.session import CallSession
from app.ledger.records import (
    Callback,
    CallRecord,
    CallResult,
    DebtorPromise,
    Instalment,
    NewFollowUp,
    NextStep,
    ObjectionRecord,
    OurPromise,
)

_RESULTS: dict[str, CallResult] = {
    "agreement": "agreement",
    "callback": "next_step",
    "next_step": "next_step",
    "parked": "parked",
}


def record_of(session: CallSession, ending: Ending, ended: datetime) -> CallRecord:
    """Put a call together for the ledger.

    Args:
        session: the call.
        ending: its end; must be one that can be saved.
        ended: aware end of the call.
    """
    form, preparation = session.form, session.preparation
    callback, step, consent = form.value("callback"), form.value("next_step"), form.value("consent")
    parked = session.parked
    return CallRecord(
        key=session.key,
        debtor_id=preparation.dossier.id,
        started=session.started.astimezone(UTC),
        ended=max(ended, session.started).astimezone(UTC),
        result=_RESULTS[ending.result or "next_step"],
        contact_id=preparation.contact.id if preparation.contact else None,
        call_type=preparation.call_type,
        goal=session.goal_text,
        mood=session.mood,
        result_reason=parked.reason if parked else "",
        objections=tuple(ObjectionRecord(i.objection_id, i.state, i.at) for i in session.stack),
        promise=_promise(session) if ending.result == "agreement" else None,
        our_promises=tuple(
            OurPromise(p.text, p.deadline, p.owner)
            for p in form.value("own_promise") or ()
            if p.text and p.deadline is not None
        ),
        consent=bool(consent and consent.given),
        consent_words=consent.words if consent else "",
        callback=Callback(callback.date, callback.time, callback.agreed) if callback and callback.date else None,
        next_step=NextStep(step.text, step.date) if step else None,
        follow_ups=tuple(
            NewFollowUp(plan.kind, plan.due, plan.text, plan.time)
            for plan in ending.follow_ups
            if not _is_own_promise(session, plan.text, plan.kind)
        ),
        notes="\n".join((*([session.note] if session.note else ()), *session.unknown)),
        future_invoices=form.value("future_invoices") or "",
        confirmation="concept" if ending.mail else "none",
    )


def _promise(session: CallSession) -> DebtorPromise:
    form = session.form
    plan = tuple(
        sorted(
            (
                Instalment(part.date, part.amount)
                for part in form.value("instalments") or ()
                if part.date is not None and part.amount is not None
            ),
            key=lambda part: part.due,
        )
    )
    due = plan[0].due if plan else form.value("date")
    return DebtorPromise(
        due=due,
        invoices=form.value("invoices") or (),
        amount=form.value("amount"),
        method=form.value("method") or "",
        instalments=plan,
        goodwill=form.value("goodwill") or "",
        text=form.get("instalments" if plan else "date").words,
    )


def _is_own_promise(session: CallSession, text: str, kind: str) -> bool:
    """Our own promises come on the ledger's list by themselves."""
    return kind == "own_action" and any(p.text == text for p in session.form.value("own_promise") or ())
