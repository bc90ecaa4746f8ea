"""Numbers, amounts and shares in what is said or typed, and the numbers of invoices."""

from app.dutch.numbers.amounts import NumberMention, find_amounts, find_numbers, typed_number

__all__ = ["NumberMention", "find_amounts", "find_numbers", "typed_number"]
