"""Days, periods and times of day in what is said or typed."""

from app.dutch.dates.find import DateMention, find_dates

__all__ = ["DateMention", "find_dates"]
