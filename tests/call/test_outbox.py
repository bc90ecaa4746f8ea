"""Files for the user's own mail and calendar programs, never over one another."""

from email import message_from_bytes
from pathlib import Path
from uuid import UUID

import pytest

from app.call.follow_up import FollowUpPlan
from app.call.mails import MailDraft
from app.call.outbox import Outbox
from app.errors import UserError
from tests.call.people import FRIDAY, NOW

DRAFT = MailDraft("a@x.example", "Onze afspraak", "Tekst\n")


def test_a_mail_never_overwrites_another(tmp_path: Path) -> None:
    """A taken name gets a number."""
    outbox = Outbox(tmp_path / "mails é")
    paths = [outbox.mail(DRAFT, "", NOW) for _ in range(3)]
    assert [path.name for path in paths] == [
        "2026-09-08 Onze afspraak.eml", "2026-09-08 Onze afspraak 2.eml", "2026-09-08 Onze afspraak 3.eml",
    ]  # fmt: skip
    assert all(message_from_bytes(path.read_bytes())["To"] == "a@x.example" for path in paths)


@pytest.mark.parametrize(
    "subject", ['a/b\\c:d*e?f"g<h>i|j', "../../weg", "CON", "x" * 500, "", "regel\r\ntwee", "é€ü", "\udcff", "naam. "]
)
def test_any_subject_makes_a_name_that_every_file_system_takes(subject: str, tmp_path: Path) -> None:
    """The file stays in its folder."""
    path = Outbox(tmp_path).mail(MailDraft("", subject, "Tekst"), "", NOW)
    assert path.parent == tmp_path
    assert path.name.startswith("2026-09-08")
    assert not set(path.name) & set('/\\:*?"<>|\r\n')
    assert len(path.name) <= 70
    assert path.stem == path.stem.strip()


def test_a_calendar_is_called_after_the_debtor(tmp_path: Path) -> None:
    """With the follow-ups in it."""
    plans = (FollowUpPlan("callback", FRIDAY, "Terugbellen", "14:00"),)
    path = Outbox(tmp_path).calendar(plans, "Jansen & Zn. B.V.", UUID(int=1), NOW)
    assert path.name == "2026-09-08 Jansen Zn B V.ics"
    assert b"Terugbellen" in path.read_bytes()


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    """With where it is."""
    place = tmp_path / "bestand"
    place.write_text("", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        Outbox(place).mail(DRAFT, "", NOW)
    assert caught.value.code == "folder_unwritable"
    assert caught.value.facts == {"map": place}
