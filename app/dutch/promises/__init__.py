"""Promises to pay: what a debtor commits himself to, and when and how much that is.

`find` is the way in. `clauses` tells what each clause of an utterance commits to, `rules` puts that together, and
`learned` has the last word.
"""

from app.dutch.promises.find import Instalment, OpenItem, Promise, find_promise, prepare

__all__ = ["Instalment", "OpenItem", "Promise", "find_promise", "prepare"]
