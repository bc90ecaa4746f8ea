"""The agreement form: what is agreed in this call, field by field.

Speech fills, people decide: a field that speech filled is `heard`, and becomes `accepted` or `edited` only by the
controller. The form is an immutable value, so that it can be saved as a draft after every change.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal, get_args

FieldName = Literal[
    "invoices", "amount", "date", "method", "instalments", "goodwill",
    "own_promise", "callback", "consent", "next_step", "future_invoices",
]  # fmt: skip
FieldState = Literal["empty", "heard", "accepted", "edited"]
Result = Literal["agreement", "callback", "next_step", "parked"]

FIELD_NAMES: tuple[FieldName, ...] = get_args(FieldName)
_Day = date  # a member with a default may not be called what its type is called
METHODS = ("transfer", "ideal", "direct_debit", "other")
_CONSENTED: tuple[FieldName, ...] = ("amount", "date", "instalments")
"""What the debtor says yes to; when one of them changes, his yes no longer counts."""
_PROMISED: tuple[FieldName, ...] = ("date", "amount", "invoices", "instalments")
"""What a promise of the debtor fills in."""
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|")


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of a payment plan."""

    date: date | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class OwnPromise:
    """Something that we promise the debtor, with who does it and until when."""

    text: str
    owner: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Callback:
    """An agreed call; `time` is `HH:MM` or empty."""

    date: date | None
    time: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether the debtor agreed to the sentence that was read aloud, and in which words."""

    given: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What happens next when nothing was agreed; it needs a date to count as a result."""

    text: str
    date: _Day | None = None


@dataclass(frozen=True, slots=True)
class FormField:
    """A value, how it got there, and the words that it was heard in. An empty field has the value None."""

    value: Any = None
    state: FieldState = "empty"
    words: str = ""


_EMPTY = FormField()
_FILLED: tuple[FieldState, ...] = ("heard", "accepted", "edited")


@dataclass(frozen=True, slots=True)
class AgreementForm:
    """All fields of the form; every change returns a new form."""

    fields: Mapping[FieldName, FormField] = MappingProxyType({})
    suggestions: Mapping[FieldName, FormField] = MappingProxyType({})
    """What was heard for fields that the controller had already decided."""

    def get(self, name: FieldName) -> FormField:
        """The field, empty when nothing was filled in."""
        return self.fields.get(name, _EMPTY)

    def value(self, name: FieldName) -> Any:
        """The value of the field, None when empty."""
        return self.get(name).value

    def suggestion(self, name: FieldName) -> FormField | None:
        """What was heard after the controller had decided the field, if it differs."""
        return self.suggestions.get(name)

    def hear(self, name: FieldName, value: Any, words: str = "") -> "AgreementForm":
        """Fill a field from speech; a field that the controller decided keeps its value and gets a suggestion."""
        current = self.get(name)
        heard = FormField(value, "heard", words)
        if current.state in ("accepted", "edited"):
            if current.value == value:
                return replace(self, suggestions=_without(self.suggestions, name))
            return replace(self, suggestions=_with(self.suggestions, name, heard))
        return self._set(name, heard)

    def take_back(self, words: str) -> "AgreementForm":
        """Forget what was heard in these words; what the controller decided stays."""
        form = self
        for name in _PROMISED:
            if form.get(name).state == "heard" and form.get(name).words == words:
                form = form.clear(name)
            suggested = form.suggestions.get(name)
            if suggested is not None and suggested.words == words:
                form = replace(form, suggestions=_without(form.suggestions, name))
        return form

    def accept(self, name: FieldName) -> "AgreementForm":
        """The controller confirms what was heard, or takes over the suggestion."""
        current = self.suggestions.get(name) or self.get(name)
        if current.state == "empty":
            return self
        return self._set(name, replace(current, state="accepted"))

    def edit(self, name: FieldName, value: Any) -> "AgreementForm":
        """The controller fills in or changes a field."""
        return self._set(name, FormField(value, "edited", self.get(name).words))

    def clear(self, name: FieldName) -> "AgreementForm":
        """Empty a field; speech may fill it again."""
        kept = {key: field for key, field in self.fields.items() if key != name}
        return AgreementForm(MappingProxyType(kept), _without(self.suggestions, name))

    def _set(self, name: FieldName, field: FormField) -> "AgreementForm":
        fields = _with(self.fields, name, field)
        if name in _CONSENTED and self.value(name) not in (None, field.value):
            fields = _without(fields, "consent")  # the debtor agreed to something else
        return AgreementForm(fields, _without(self.suggestions, name))

    @property
    def empty(self) -> bool:
        """True if nothing was filled in."""
        return not self.fields

    @property
    def result(self) -> Result | None:
        """What the form amounts to; None while there is neither an agreement nor a dated next step."""
        paid_on = self.value("date") is not None and self.value("amount") is not None
        plan = self.value("instalments")
        if paid_on or (plan and all(part.date and part.amount for part in plan)):
            return "agreement"
        callback = self.value("callback")
        if callback is not None and callback.date is not None:
            return "callback"
        step = self.value("next_step")
        if step is not None and step.date is not None and step.text:
            return "next_step"
        return None

    def to_json(self) -> dict[str, Any]:
        """The form as plain JSON values, for the draft that survives a crash."""
        return {
            name: {"value": _encode(field.value), "state": field.state, "words": field.words, **self._suggested(name)}
            for name, field in self.fields.items()
        }

    def _suggested(self, name: FieldName) -> dict[str, Any]:
        heard = self.suggestions.get(name)
        return {} if heard is None else {"suggestion": {"value": _encode(heard.value), "words": heard.words}}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "AgreementForm":
        """Read `to_json` back; fields that can't be read are left out, the rest is kept."""
        fields: dict[FieldName, FormField] = {}
        suggestions: dict[FieldName, FormField] = {}
        for name in FIELD_NAMES:
            entry = data.get(name)
            if not isinstance(entry, Mapping) or entry.get("state") not in _FILLED:
                continue
            field = _field(name, entry, entry["state"])
            if field is None:
                continue
            fields[name] = field
            heard = entry.get("suggestion")
            suggestion = _field(name, heard, "heard") if isinstance(heard, Mapping) else None
            if suggestion is not None:
                suggestions[name] = suggestion
        return cls(MappingProxyType(fields), MappingProxyType(suggestions))


def _field(name: FieldName, entry: Mapping[str, Any], state: FieldState) -> FormField | None:
    try:
        return FormField(_decode(name, entry.get("value")), state, _text(entry.get("words", "")))
    except (TypeError, ValueError, KeyError, AttributeError, ArithmeticError):
        return None  # a draft of another version: one lost field is better than a lost form


def _with(
    fields: Mapping[FieldName, FormField], name: FieldName, field: FormField
) -> Mapping[FieldName, FormField]:
    return MappingProxyType({**fields, name: field})


def _without(
    fields: Mapping[FieldName, FormField], name: FieldName
) -> Mapping[FieldName, FormField]:
    return MappingProxyType({key: value for key, value in fields.items() if key != name})


def _encode(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case tuple():
            return [_encode(item) for item in value]
        case Instalment():
            return {"date": _encode(value.date), "amount": _encode(value.amount)}
        case OwnPromise():
            return {"text": value.text, "owner": value.owner, "deadline": _encode(value.deadline)}
        case Callback():
            return {"date": _encode(value.date), "time": value.time, "agreed": value.agreed}
        case Consent():
            return {"given": value.given, "words": value.words}
        case NextStep():
            return {"text": value.text, "date": _encode(value.date)}
        case _:
            return value


def _decode(name: FieldName, value: Any) -> Any:
    """The value of a field from its JSON form. Raises what `_field` catches when it is none."""
    match name:
        case "amount":
            return _amount(value)
        case "date":
            return date.fromisoformat(value)
        case "invoices":
            return tuple(_text(number) for number in _list(value))
        case "instalments":
            return tuple(
                Instalment(_day(part["date"]), None if part["amount"] is None else _amount(part["amount"]))
                for part in _list(value)
            )
        case "own_promise":
            return tuple(
                OwnPromise(_text(part["text"]), _text(part["owner"]), _day(part["deadline"])) for part in _list(value)
            )
        case "callback":
            return Callback(_day(value["date"]), _clock(value["time"]), value["agreed"] is True)
        case "consent":
            return Consent(value["given"] is True, _text(value["words"]))
        case "next_step":
            return NextStep(_text(value["text"]), _day(value["date"]))
        case _:
            return _text(value)


def _amount(text: Any) -> Decimal:
    amount = Decimal(_text(text))
    if not amount.is_finite():
        raise ValueError(text)
    return amount


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _clock(value: Any) -> str:
    if not _CLOCK.fullmatch(_text(value)):
        raise ValueError(value)
    return _text(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
