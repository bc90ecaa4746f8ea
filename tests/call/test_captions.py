"""Captions of both sides: a partial becomes the next partial and then the final."""

from app.call.captions import KEPT, Caption, Captions


def test_a_partial_is_replaced_until_the_final_stands() -> None:
    """One line per utterance."""
    captions = Captions()
    captions.hear("debtor", "wij", final=False)
    captions.hear("debtor", "wij betalen", final=False)
    captions.hear("debtor", "wij betalen vrijdag", final=True)
    captions.hear("debtor", "goed", final=False)
    assert captions.lines == (Caption("debtor", "wij betalen vrijdag", True), Caption("debtor", "goed", False))


def test_both_sides_may_speak_at_the_same_time() -> None:
    """Each keeps its own running line."""
    captions = Captions()
    captions.hear("debtor", "ja", final=False)
    captions.hear("controller", "dus", final=False)
    captions.hear("debtor", "ja maar", final=True)
    captions.hear("controller", "dus vrijdag", final=True)
    assert [(c.channel, c.text) for c in captions.lines] == [("debtor", "ja maar"), ("controller", "dus vrijdag")]


def test_a_final_without_words_takes_the_partial_away() -> None:
    """It was a cough; nothing that stands is touched."""
    captions = Captions()
    captions.hear("debtor", "goedendag", final=True)
    captions.hear("debtor", "euh", final=False)
    captions.hear("debtor", "", final=True)
    captions.hear("debtor", "", final=True)
    assert captions.lines == (Caption("debtor", "goedendag", True),)


def test_only_the_last_utterances_are_kept() -> None:
    """In memory, never on disk."""
    captions = Captions()
    for number in range(KEPT + 10):
        captions.hear("debtor", str(number), final=True)
    assert len(captions.lines) == KEPT
    assert captions.lines[-1].text == str(KEPT + 9)


def test_what_fired_is_marked_in_its_line() -> None:
    """The words are found back when the span counts from another utterance."""
    captions = Captions()
    captions.hear("debtor", "wij betalen met de betaalronde", final=False)
    captions.mark("debtor", "nou ja wij betalen met de betaalronde", (26, 37), "objection")
    captions.hear("debtor", "dus wij betalen met de betaalronde", final=True)
    line = captions.lines[0]
    assert [(line.text[a:b], kind) for a, b, kind in line.marks] == [("betaalronde", "objection")]


def test_two_objections_in_one_line_are_both_marked_in_order() -> None:
    """A second one leaves the first as it is; the same words are marked once."""
    captions = Captions()
    text = "de factuur kwijt en geen geld"
    captions.hear("debtor", text, final=True)
    captions.mark("debtor", text, (20, 29), "objection")
    captions.mark("debtor", text, (3, 16), "objection")
    captions.mark("debtor", text, (3, 16), "objection")
    captions.mark("debtor", text, (0, 16), "warning")
    assert captions.lines[0].marks == ((0, 16, "warning"), (3, 16, "objection"), (20, 29, "objection"))


def test_a_mark_goes_with_words_that_are_gone() -> None:
    """The final understood something else."""
    captions = Captions()
    captions.hear("debtor", "geen geld", final=False)
    captions.mark("debtor", "geen geld", (0, 9), "objection")
    captions.hear("debtor", "een held vandaag", final=True)
    assert captions.lines[0].marks == ()


def test_a_mark_never_lands_on_the_other_side_or_nowhere() -> None:
    """Words that no line holds leave everything as it is."""
    captions = Captions()
    captions.hear("controller", "geen geld", final=True)
    captions.mark("debtor", "geen geld", (0, 9), "objection")
    captions.mark("controller", "iets anders", (0, 4), "warning")
    captions.mark("controller", "geen geld", (3, 3), "warning")
    assert captions.lines[0].marks == ()


def test_a_mark_can_be_taken_back() -> None:
    """For an objection that was withdrawn; other marks stay."""
    captions = Captions()
    captions.hear("debtor", "geen geld nu", final=True)
    captions.mark("debtor", "geen geld nu", (0, 9), "objection")
    captions.mark("debtor", "geen geld nu", (10, 12), "promise")
    captions.unmark("debtor", "objection")
    captions.unmark("controller", "objection")
    assert captions.lines[0].marks == ((10, 12, "promise"),)
