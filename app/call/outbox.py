"""Mails and calendar entries as files; nothing is ever sent."""

import re
from datetime import datetime
from pathlib import Path
from uuid import UUID

from app.call.calendar_file import calendar
from app.call.follow_up import FollowUpPlan
from app.call.mails import MailDraft, eml
from app.errors import UserError

_NOT_IN_NAMES = re.compile(r"[^\w\- ]+")
_NAME_LENGTH = 60


class Outbox:
    """Writes files to one folder and never overwrites one."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made when the first file is written."""
        self._folder = folder

    def mail(self, draft: MailDraft, sender: str, now: datetime) -> Path:
        """Write a mail as .eml.

        Raises:
            UserError: `folder_unwritable`.
        """
        return self._write(f"{now:%Y-%m-%d} {draft.subject}", ".eml", eml(draft, sender))

    def calendar(self, plans: tuple[FollowUpPlan, ...], debtor: str, key: UUID, now: datetime) -> Path:
        """Write follow-ups as .ics.

        Raises:
            UserError: `folder_unwritable`.
        """
        return self._write(f"{now:%Y-%m-%d} {debtor}", ".ics", calendar(plans, debtor, key, now))

    def _write(self, name: str, suffix: str, content: bytes) -> Path:
        """Write under a name that every file system takes; a taken name gets a number."""
        stem = " ".join(_NOT_IN_NAMES.sub(" ", name).split())[:_NAME_LENGTH].strip() or "belmaat"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            number = 1
            while True:
                path = self._folder / (f"{stem}{suffix}" if number == 1 else f"{stem} {number}{suffix}")
                try:
                    file = path.open("xb")
                except FileExistsError:
                    number += 1
                    continue
                try:
                    with file:
                        file.write(content)
                except OSError:
                    path.unlink(missing_ok=True)  # half a mail on a full disk is worse than none
                    raise
                return path
        except OSError as error:
            raise UserError("folder_unwritable", map=self._folder) from error
