"""The ending, the narrow window, the list, the import, the sound check and the settings."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.call.agreement import Consent, OwnPromise
from app.call.events import ChannelTrouble, Level, WarningRaised
from tests.gui.conftest import Stage, payment_run, promise


def agreed(stage: Stage) -> None:
    stage.start()
    stage.hear(promise())
    assert stage.window.call is not None
    stage.window.call.edit("own_promise", (OwnPromise("Status voorvork", "Kersten", date(2026, 9, 9)),))
    stage.window.go("finish")


def test_the_sentence_to_read_aloud_holds_day_invoices_and_amount(stage: Stage) -> None:
    """What is said is what is saved."""
    agreed(stage)
    assert stage.window.finish is not None
    said = stage.window.finish.sentence.accessibleName()
    assert all(part in said for part in ("vrijdag 11 september", "10594", "10671", "€\u00a06.000,00"))


def test_without_consent_saving_is_refused_softly(stage: Stage) -> None:
    """The sentence says what to ask; one key ticks it."""
    agreed(stage)
    finish = stage.window.finish
    assert finish is not None
    assert not finish.problem.isVisible()
    finish.save()
    assert "daarin kan vinden" in finish.problem.text
    finish.agree.click()
    finish.save()
    assert stage.window.call is None


def test_the_mail_is_opened_as_the_controller_edited_it(stage: Stage) -> None:
    """F5 writes a draft and hands it to the mail program."""
    agreed(stage)
    finish = stage.window.finish
    assert finish is not None
    finish.mail_body.setPlainText("Eigen tekst")
    finish.mail_body.document().setModified(True)
    finish.as_file.click()
    path = Path(stage.opened[-1].toLocalFile())
    assert path.suffix == ".eml"
    assert "Eigen tekst" in path.read_text(encoding="utf-8")
    finish.as_copy.click()
    assert QGuiApplication.clipboard().text() == "Eigen tekst"


def test_what_the_controller_wrote_in_the_mail_survives_a_change_of_the_form(stage: Stage) -> None:
    """His own words are never overwritten."""
    agreed(stage)
    finish = stage.window.finish
    assert finish is not None
    assert stage.window.call is not None
    finish.mail_body.setPlainText("Eigen tekst")
    finish.mail_body.document().setModified(True)
    stage.window.call.edit("goodwill", "bloemen")
    assert finish.mail_body.toPlainText() == "Eigen tekst"


def test_the_calendar_and_the_internal_mail_are_one_click_each(stage: Stage) -> None:
    """The .ics holds the follow-ups; the internal mail is for who keeps our promise."""
    agreed(stage)
    finish = stage.window.finish
    assert finish is not None
    finish.as_calendar.click()
    assert stage.opened[-1].toLocalFile().endswith(".ics")
    assert len(stage.window.call.session.ending().internal_mails) == 1  # type: ignore[union-attr]


def test_both_answers_of_the_evaluation_are_kept_for_the_controller(stage: Stage) -> None:
    """They are private to him."""
    agreed(stage)
    finish = stage.window.finish
    assert finish is not None
    finish.well.setText("Rustig gebleven")
    finish.better.setText("Eerder naar de datum")
    finish.agree.click()
    finish.save()
    kept = stage.parts.program.ledger.own_evaluations()
    assert [(e.went_well, e.next_time) for e in kept] == [("Rustig gebleven", "Eerder naar de datum")]


def test_the_follow_ups_stand_there_with_their_weekday(stage: Stage) -> None:
    """Checked on the first working day after, called the next."""
    agreed(stage)
    texts = [label.text() for label in stage.window.findChildren(type(stage.window.notice._words))]
    assert "maandag 14 september" in texts
    assert "dinsdag 15 september" in texts


def test_the_narrow_window_shows_the_same_call(stage: Stage) -> None:
    """Card, warning, agreement and trouble; F9 accepts there too."""
    stage.start()
    stage.window.toggle_compact()
    compact = stage.window.compact
    assert compact is not None
    stage.hear(payment_run())
    stage.hear(WarningRaised("debtor", 4.0, "old_matter", "vorig jaar", (0, 10), subject="2008"))
    stage.hear(promise())
    stage.hear(Level("debtor", 9.0, 0.2))
    stage.hear(ChannelTrouble("debtor", 9.0, "silent"))
    assert compact.card.shown is not None
    assert compact.warning.isVisible()
    assert "vrijdag 11 september" in compact.agreement.text()
    assert compact.debtor.level > 0
    assert "stil geworden" in compact.trouble.text()
    compact.accept.click()
    assert stage.window.call is not None
    states = [field.state for field in stage.window.call.session.form.fields.values()]
    assert states.count("accepted") == 1


def test_closing_the_narrow_window_goes_back_and_ends_nothing(stage: Stage) -> None:
    """The call goes on in the ordinary window."""
    stage.start()
    stage.window.toggle_compact()
    assert stage.window.compact is not None
    stage.window.compact.close()
    assert stage.window.isVisible()
    assert stage.window.call is not None


def test_postponing_moves_a_debtor_down_the_list_until_that_day(stage: Stage) -> None:
    """The next one is prepared at once."""
    page = stage.window.prepare
    page.ask_later()
    page.ask.confirm.click()
    assert page.worklist.debtor_ids[-1] == 1
    assert page.preparation is not None
    assert page.preparation.dossier.name == "Van Dijk Tweewielers"
    assert "gepland voor morgen" in page.worklist._entries[-1].accessibleName()


def test_the_day_of_the_bank_stands_in_the_bar(stage: Stage) -> None:
    """Promises are only judged once the bank was booked."""
    page = stage.window.prepare
    page.ask_bank()
    page.ask.edits[0].setText("vandaag")
    page.ask.confirm.click()
    assert stage.window.topbar.subtitle.text() == "dinsdag 8 september · bank verwerkt t/m vandaag"


def test_an_own_promise_that_was_kept_leaves_the_list(stage: Stage) -> None:
    """One tick."""
    page = stage.window.prepare
    before = stage.parts.desk.worklist().own_promises
    page._complete(before[0].id)
    assert len(stage.parts.desk.worklist().own_promises) == len(before) - 1


def test_a_list_is_shown_with_its_problems_before_it_is_imported(stage: Stage, tmp_path: Path) -> None:
    """Each bad line with its number, and nothing changed until the button."""
    path = tmp_path / "open posten.csv"
    path.write_text(
        "Debiteur;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand\n"
        "Fietsen Bos;20001;1-8-2026;31-8-2026;1.250,00\n"
        "Fietsen Bos;20002;1-8-2026;31-8-2026;veel\n",
        encoding="utf-8",
    )
    window = stage.window
    window.go("import")
    page = window.pages.currentWidget()
    page.load(path)  # type: ignore[attr-defined]
    assert page.summary.text() == "open posten.csv: 1 factuur, 1 regel niet te lezen"  # type: ignore[attr-defined]
    lines = [page._problems.itemAt(n).widget().text() for n in range(page._problems.count())]  # type: ignore[attr-defined]
    assert lines == ["Regel 3: het bedrag is niet te lezen (“veel”), overgeslagen."]
    assert not stage.parts.desk.search_debtors("Fietsen Bos")
    page.apply.click()  # type: ignore[attr-defined]
    assert stage.parts.desk.search_debtors("Fietsen Bos")
    assert "1 nieuwe factuur" in page.notice.text  # type: ignore[attr-defined]


def test_a_file_that_is_no_list_gives_a_sentence(stage: Stage, tmp_path: Path) -> None:
    """Never a traceback, never silence."""
    path = tmp_path / "foto.xlsx"
    path.write_bytes(bytes(range(256)) * 40)
    stage.window.go("import")
    page = stage.window.pages.currentWidget()
    page.load(path)  # type: ignore[attr-defined]
    assert page.notice.isVisible()  # type: ignore[attr-defined]
    assert not page.apply.isEnabled()  # type: ignore[attr-defined]


def test_the_sound_check_picks_devices_plays_a_tone_and_shows_the_verdict(stage: Stage) -> None:
    """The device for calls is proposed; the sentence comes from the desk."""
    window, sound = stage.window, stage.parts.sound
    window.go("soundcheck")
    page = window.pages.currentWidget()
    assert (sound.chosen, sound.checking) == (("mic1", "out1"), True)
    page.tone.click()  # type: ignore[attr-defined]
    assert sound.tones == 1
    sound.publish(Level("controller", 0.0, 0.3))
    sound.publish("De debiteur en u worden gehoord.")
    stage.bot.waitUntil(lambda: page.verdict.text() == "De debiteur en u worden gehoord.")  # type: ignore[attr-defined]
    assert page.own_level.level > 0  # type: ignore[attr-defined]
    page.to_back.click()  # type: ignore[attr-defined]
    assert not sound.checking
    assert window.pages.currentWidget() is window.prepare


def test_without_a_headset_the_sound_check_says_what_to_do(stage: Stage) -> None:
    """Empty is designed too."""
    stage.parts.sound.microphones = stage.parts.sound.outputs = ()
    stage.window.go("soundcheck")
    page = stage.window.pages.currentWidget()
    assert "geen headset gevonden" in page.verdict.text()  # type: ignore[attr-defined]
    assert not page.tone.isEnabled()  # type: ignore[attr-defined]


def test_a_setting_is_kept_as_soon_as_it_is_chosen(stage: Stage) -> None:
    """There is nothing to confirm."""
    stage.window.go("settings")
    page = stage.window.pages.currentWidget()
    page.themes._buttons["dark"].click()  # type: ignore[attr-defined]
    page.on_top.click()  # type: ignore[attr-defined]
    kept = stage.parts.saved_settings[-1]
    assert (kept.theme, kept.on_top) == ("dark", True)
    assert stage.window.theme.colours.dark
    stage.window.theme.choose("light")


def test_consent_that_was_heard_is_accepted_by_the_same_key(stage: Stage) -> None:
    """The words stand under the tick until then."""
    agreed(stage)
    call, finish = stage.window.call, stage.window.finish
    assert call is not None
    assert finish is not None
    call.session.form = call.session.form.hear("consent", Consent(True, "prima"), "prima")
    call.changed.emit(frozenset({"form"}))
    assert finish.heard.text() == "Gehoord: “prima”"
    finish.agree.click()
    assert call.session.form.get("consent").state == "accepted"


def test_somebody_who_was_not_reached_is_counted_with_one_number(stage: Stage) -> None:
    """Ctrl N and 3: in a meeting; it stands in the timeline."""
    page = stage.window.prepare
    page.ask_absent()
    stage.bot.keyClick(page.pick, Qt.Key.Key_3)
    assert not page.asking
    assert "in vergadering" in page.notice.text
    assert stage.parts.desk.dossier(1).absences == 1
    assert "1 keer niet bereikt" in page.aside.absences.text()
