"""Makes those who listen beside dictation in one call: phrases from the catalogue, and the careful listener."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.advice.catalogue import Catalogue
from app.advice.lexicon import shipped_examples
from app.call.beside import Beside
from app.call.call_words import CallWords
from app.call.careful_ear import CarefulEar, CarefulState
from app.call.events import Channel
from app.call.phrase_ear import PhraseEar
from app.speech.careful import CarefulListener
from app.speech.recogniser import Recogniser


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who may listen beside dictation.

    `phrase_recogniser` is given what may be said and returns None where the model can't do that; it is None when nobody
    wants phrases. `careful` makes the careful listener; None when it takes no part.
    """

    phrase_recogniser: Callable[[Iterable[str]], Recogniser | None] | None = None
    careful: Callable[[], CarefulListener] | None = None
    live: bool = True
    """On threads of their own; False in the time of whoever plays a recording."""

    def beside(
        self, catalogue: Catalogue, words: CallWords, on_state: Callable[[Channel, CarefulState], None] | None = None
    ) -> Callable[[Channel], tuple[Beside, ...]]:
        """Return what `Hearing.beside` wants, for one call.

        Args:
            catalogue: whose phrases are listened for.
            words: those of this call.
            on_state: told when the careful listener falls behind or gives up.
        """

        def make(channel: Channel) -> tuple[Beside, ...]:
            found: list[Beside] = []
            recogniser, careful = self.phrase_recogniser, self.careful
            if recogniser is not None:
                found.append(PhraseEar(lambda: recogniser(phrases_of(catalogue, words)), live=self.live))
            if careful is not None:
                tell = (lambda state: on_state(channel, state)) if on_state else None
                found.append(CarefulEar(careful, words.prompt, live=self.live, on_state=tell))
            return tuple(found)

        return make


def phrases_of(catalogue: Catalogue, words: CallWords) -> tuple[str, ...]:
    """What a debtor may say in this call: what raises a card and its variations, what only resembles it, other talk.

    The variations are those from which matching has learned; with them three to ten objections more of a hundred were
    heard than with the phrases of the cards alone, and no more false cards came (measured as in `outside_evidence`).
    They are read anew for each call (0.1 s), so that they take no memory between calls.
    """
    objections = catalogue.objections.values()
    examples = shipped_examples(all_of_them=True)
    return (
        *(phrase for objection in objections for phrase in objection.phrases),
        *(phrase for objection in objections for phrase in examples.get(objection.id, ())),
        *(phrase for objection in objections for phrase in objection.look_alikes),
        *catalogue.none_phrases,
        *examples.get("none", ()),
        *words.phrases,
    )
