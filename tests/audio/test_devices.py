"""The right device is chosen, and the two halves of a headset are found."""

import pytest

from app.audio.devices import Device, choose, find, partner

LAPTOP = Device("a", "Microfoonmatrix (Realtek(R) Audio)", "microphone", default=True)
HEADSET = Device("b", "Microfoon (2- Jabra Evolve2 65)", "microphone", communications=True)
CAMERA = Device("c", "Microphone (HD Pro Webcam C920)", "microphone")
ALL = (LAPTOP, CAMERA, HEADSET)


def test_the_stored_device_goes_first() -> None:
    """What the user chose, by its id."""
    assert choose(ALL, "c") == CAMERA


def test_without_a_choice_the_device_for_calls_goes_before_the_default() -> None:
    """Softphones use the communications device."""
    assert choose(ALL, None) == HEADSET
    assert choose(ALL, "gone") == HEADSET
    assert choose((CAMERA, LAPTOP), None) == LAPTOP
    assert choose((CAMERA,), None) == CAMERA


def test_without_devices_there_is_no_choice() -> None:
    """No sound card at all."""
    assert choose((), "b") is None
    assert find((), "b") is None


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("Hoofdtelefoon (2- Jabra Evolve2 65)", HEADSET),
        ("Headset Earphone (Jabra Evolve2 65)", HEADSET),
        ("Luidsprekers (Realtek(R) Audio)", LAPTOP),
        ("Speakers (Plantronics Blackwire 3220)", None),
        ("HDMI (Intel Display)", None),
        ("", None),
    ],
)
def test_the_microphone_of_a_headset_is_guessed_from_its_name(output: str, expected: Device | None) -> None:
    """Windows puts the make between brackets, sometimes with a number before it."""
    assert partner(Device("x", output, "output"), ALL) == expected


def test_pulseaudio_names_both_halves_alike() -> None:
    """The same name twice, with the connection behind it."""
    microphone = Device("m", "Jabra EVOLVE 65 Mono", "microphone")
    output = Device("o", "Jabra EVOLVE 65 Analog Stereo", "output")
    assert partner(output, (CAMERA, microphone)) == microphone
    assert partner(microphone, (output,)) == output


def test_a_device_is_no_partner_of_its_own_kind() -> None:
    """Two microphones make no headset."""
    assert partner(HEADSET, (HEADSET, LAPTOP)) is None
