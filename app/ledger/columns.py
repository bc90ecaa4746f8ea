"""Column types for what a database cannot keep by itself: moments in UTC, and euros.

Both refuse values that would silently change meaning: a moment without a time zone, an amount with
a third decimal.
"""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, Dialect
from sqlalchemy.types import TypeDecorator


def utc_now() -> datetime:
    """Return this moment, aware and in UTC."""
    return datetime.now(UTC)


class UtcTime(TypeDecorator[datetime]):
    """An aware moment; stored without zone in UTC, read back aware in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into what is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a moment without time zone cannot be kept: {value!r}"
            raise ValueError(msg)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn what was stored into an aware moment."""
        return None if value is None else value.replace(tzinfo=UTC)


class Cents(TypeDecorator[Decimal]):
    """An amount in euros; stored as whole cents, read back with two decimals."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Turn euros into cents."""
        if value is None:
            return None
        cents = value * 100
        if cents != cents.to_integral_value():
            msg = f"an amount has two decimals at most: {value}"
            raise ValueError(msg)
        return int(cents)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Turn cents into euros."""
        return None if value is None else Decimal(int(value)).scaleb(-2)
