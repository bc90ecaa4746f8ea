"""An utterance as pieces of its words, two to five letters long.

Pieces of words recognise what the words themselves don't: other endings, compounds that nobody listed
("betaalopdracht"), and what a recogniser wrote down almost right.
"""

from app.advice.heard import Heard

_SHORTEST = 2
_LONGEST = 5
PIECE = 1.0
"""Weight of a piece."""
AGAIN = 0.4
"""What a piece counts for each further time that it comes."""


def pieces_of_words(heard: Heard) -> dict[str, float]:
    """Return the pieces of all words with their weights."""
    found: dict[str, float] = {}
    for word in heard.words:
        for piece in pieces_of(word):
            found[piece] = PIECE if piece not in found else found[piece] + AGAIN
    return found


def pieces_of(word: str) -> tuple[str, ...]:
    """Return the pieces of one word; its ends are marked, so that beginnings and endings differ from middles."""
    marked = f"<{word[:40]}>"
    return tuple(
        marked[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(marked) - length + 1)
    )
