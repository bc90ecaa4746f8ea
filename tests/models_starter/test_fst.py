"""The graph itself; only where its makers' tools are installed (models/starter/requirements.txt, libfst-tools)."""

import shutil

import pytest

pytest.importorskip("kaldifst", reason="kaldifst is only needed to build the starter model")
if shutil.which("fstconvert") is None:
    pytest.skip("OpenFst's programs are only needed to build the starter model", allow_module_level=True)

from models.starter import arcs, fst, phones

LEXICON = {"de": {("d", "ə"): 0.0}, "zij": {("z", "ɛɪ"): 0.0}, "zei": {("z", "ɛɪ"): 0.0}, "u": {("y",): 0.0}}
IDS = {"de": 1, "u": 2, "zei": 3, "zij": 4, arcs.UNKNOWN: 5}


@pytest.fixture
def hcl():
    """The graph of four words, two of them homophones."""
    found, _ = arcs.lexicon_arcs(LEXICON, IDS, dict.fromkeys(phones.PHONES, 1.7))
    return fst.sounds_to_words(found)


def test_every_word_can_still_be_said(hcl):
    """Making the graph deterministic and small loses no word."""
    found, finals = fst.listed(hcl)
    assert {output for *_, output, _ in found if output} == set(IDS.values())
    assert finals


def test_every_sound_can_go_on(hcl):
    """Each first frame of a phone leads to a state with that phone's loop."""
    found, _ = fst.listed(hcl)
    loops = {(source, label) for source, target, label, *_ in found if source == target}
    first_frames = [arc for arc in found if 0 < arc[2] <= 2 * phones.KALDI_PHONES and arc[2] % 2 == 0]
    assert first_frames
    assert all((target, label - 1) in loops for _, target, label, *_ in first_frames)


def test_looking_ahead_renumbers_every_word_once(hcl, tmp_path):
    """The word list and the language model have to use the new numbers."""
    renumbered = fst.write_lookahead(hcl, tmp_path)
    assert set(renumbered) >= {0, *IDS.values()}
    assert len(set(renumbered.values())) == len(renumbered)
    assert [path.name for path in tmp_path.iterdir()] == ["HCLr.fst"]
    assert b"olabel_lookahead" in (tmp_path / "HCLr.fst").read_bytes()[:64]
