"""The arcs of the decoding graph."""

from models.starter import arcs, phones

LEXICON = {"de": {("d", "ə"): 0.0}, "zij": {("z", "ɛɪ"): 0.0}, "zei": {("z", "ɛɪ"): 0.0}, "u": {("y",): 0.0}}
IDS = {"de": 1, "u": 2, "zei": 3, "zij": 4, arcs.UNKNOWN: 5}
COSTS = dict.fromkeys(phones.PHONES, 2.0)


def paths(found: list[arcs.Arc], word: int) -> set[tuple[int, ...]]:
    """The inputs of the ways from the loop that begin with a word's number and end in the loop again."""
    result = set()
    for _, target, label, *_ in [arc for arc in found if arc[0] == arcs.LOOP and arc[3] == word]:
        todo = [(target, (label,))]
        while todo:
            state, labels = todo.pop()
            if state == arcs.LOOP:
                result.add(labels)
                continue
            todo += [(to, (*labels, after)) for source, to, after, *_ in found if source == state and to != state]
    return result


def test_homophones_all_get_a_mark_and_no_other_word_does():
    """Without marks the transducer can't be made deterministic; an unmarked one would multiply the states after it."""
    found, symbols = arcs.lexicon_arcs(LEXICON, IDS, COSTS)
    assert symbols == 3
    last = {word: {path[-1] for path in paths(found, IDS[word])} for word in ("de", "zij", "zei")}
    assert {phones.KALDI_PHONES + 2} <= last["zij"]
    assert {phones.KALDI_PHONES + 3} <= last["zei"]
    assert phones.KALDI_IDS["ə", "E"] in last["de"]


def test_the_unknown_word_is_any_two_phones_or_more():
    """It begins with a mark of its own, so that it is told from every word."""
    found, _ = arcs.lexicon_arcs({}, IDS, COSTS)
    assert all(path[0] == phones.KALDI_PHONES + 1 and len(path) >= 3 for path in paths(found, 5))


def test_transition_ids_leave_room_for_the_further_frames():
    """A phone's first frame is even; marks come after all of them."""
    assert arcs.transition(1) == 2
    assert arcs.transition(phones.KALDI_PHONES) == 2 * phones.KALDI_PHONES
    assert arcs.marks(2) == [2 * phones.KALDI_PHONES + 1, 2 * phones.KALDI_PHONES + 2]


def test_each_phone_gets_its_own_loop_where_several_lead_to_one_state():
    """A loop of the wrong phone would let a sound go on as another."""
    looped = arcs.with_self_loops([(0, 1, 4, 1, 0.0), (0, 1, 6, 2, 0.0), (1, 2, 8, 0, 0.5)], 0)
    loops = {(source, label) for source, target, label, *_ in looped if source == target}
    assert {label for _, label in loops} == {3, 5, 7}
    assert len({source for source, _ in loops}) == 3
    assert (2, 7) in loops
    for source, label in loops:
        assert {before for _, target, before, *_ in looped if target == source and before != label} == {label + 1}


def test_marks_get_no_loop():
    """They stand for no sound."""
    mark = arcs.marks(1)[0]
    assert arcs.with_self_loops([(0, 1, mark, 1, 0.0)], 0) == [(0, 1, mark, 1, 0.0)]
