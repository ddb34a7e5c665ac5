"""Every text in every language: complete, with the same placeholders, without claims, spoken wherever it is shown."""

from __future__ import annotations

import json
import locale
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from claims import SAFETY_WORDS

sys.path.insert(0, str(Path(__file__).parent / "scripts"))

import words as gathering

from simulator import words
from simulator.cli import main
from simulator.files import places, scenario
from simulator.report.words import SAFETY

OTHERS = [code for code in words.LANGUAGES if code != "en"]
NEVER = {
    "de": r"zertifi\w+|kompetent\w*|qualifizier\w+|validiert\w*|klinisch (erwiesen|bewiesen)"
    r"|realistische\w* Ergebnis\w*|garantie\w*|garantiert\w*|risikofrei\w*|risikolos\w*|schmerzfrei\w*"
    r"|schmerzlos\w*|expert\w+|fälschungssicher\w*",
    "es": r"certific\w+|competente\w*|cualificad\w+|calificad[oa]s?|validad\w+|clínicamente (probad\w+|demostrad\w+)"
    r"|resultados realistas|garant\w+|sin riesgos?|libre de riesgos?|indolor\w*|sin dolor|expert[oa]s?|infalsificable",
}
"""What is claimed nowhere, in the words of each language."""
LEVELS = {"de": r"kompetent\w*|expert\w+", "es": r"competentes?|expert[oa]s?"}
"""Names of levels of hands that are not human, where it is such hands that are spoken of."""
TECHNICAL = ("simulator/validity/", "simulator/operators/")


@pytest.fixture(autouse=True)
def english() -> object:
    yield
    places.speak("en")


def test_there_are_three_languages() -> None:
    assert gathering.languages() == sorted(OTHERS) and len(OTHERS) == 2


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_the_catalogue_is_up_to_date(language: str) -> None:
    made = gathering.updated(language)
    left = [message.id for message in made if message.id and not message.string]
    assert not left, f"run tests/scripts/words.py and translate {len(left)}: {left[:5]}"
    assert gathering.po(language).read_bytes() == gathering.as_po(made)
    assert gathering.po(language).with_suffix(".mo").read_bytes() == gathering.as_mo(made)
    assert len(made) > 2500


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_commands_and_line_breaks_are_kept(language: str) -> None:
    for message in gathering.catalogue(language):
        if not message.id:
            continue
        try:
            assert gathering.placeholders(message.id) == gathering.placeholders(message.string), message.id
        except ValueError:
            continue  # a text about braces
        assert re.findall(r"`[^`]*`", message.id).__len__() == re.findall(r"`[^`]*`", message.string).__len__()
        assert message.id.endswith("\n") == message.string.endswith("\n"), message.id
        assert message.id.count("\n\n") == message.string.count("\n\n"), message.id


@pytest.mark.parametrize("language", OTHERS)
def test_no_language_claims_what_nobody_can(language: str) -> None:
    never, levels = (re.compile(rf"\b({table[language]})\b", re.IGNORECASE) for table in (NEVER, LEVELS))
    for wrong in {"de": ("garantiert schmerzfrei", "Experten"), "es": ("resultados realistas", "sin dolor")}[language]:
        assert never.search(wrong)
    found = []
    for message in gathering.catalogue(language):
        files = [place for place, _line in message.locations]
        spoken = message.string
        if all(file.startswith(TECHNICAL) for file in files):
            spoken = levels.sub("", spoken)
        if message.id and never.search(spoken) and not files[0].startswith("assets/care"):
            found.append((message.id, message.string))
    assert found == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_safety_sentences_stand_in_every_language(language: str) -> None:
    assert SAFETY == SAFETY_WORDS
    places.speak(language)
    told = words._(SAFETY)
    assert told != SAFETY and told.count(".") == SAFETY.count(".") == 4
    needed = {"de": ("Druck", "Winkel", "Infektion", "behandeln"), "es": ("presión", "ángulo", "infecc", "nadie")}
    for word in needed[language]:
        assert word in told or word.lower() in told.lower(), word


def test_the_machine_decides_until_somebody_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pygame")
    from simulator.app.play import spoken_here

    monkeypatch.setattr(locale, "setlocale", lambda *_given: "")
    for name, code in (("de_AT", "de"), ("es_MX", "es"), ("fr_FR", "en"), (None, "en"), ("German_Germany", "de")):
        monkeypatch.setattr(locale, "getlocale", lambda *_given, name=name: (name, "UTF-8"))
        assert spoken_here() == code


def test_commands_speak_it_and_values_do_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "de", "scenario", "show", "flat-patch"]) == 0
    german = capsys.readouterr().out
    assert main(["scenario", "show", "flat-patch"]) == 0
    assert german != capsys.readouterr().out
    run = tmp_path / "a.run"
    made = ["simulate", "flat-patch", "--operator", "novice", "--seed", "1", "-o", str(run)]
    assert main(["--language", "de", *made]) == 0
    capsys.readouterr()
    assert main(["score", "--json", str(run)]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert main(["--language", "es", "score", "--json", str(run)]) == 0
    spoken = json.loads(capsys.readouterr().out)
    reasons = [part.pop("reason") for found in (plain, spoken) for part in found[0]["parts"].values() if part]
    assert len(set(reasons)) == len(reasons) and plain == spoken, "sentences alone are another language's"
    for language in words.LANGUAGES:
        assert main(["--language", language, "verify", str(run)]) == 0, "a run kept in German verifies everywhere"
    assert main(["--language", "fr", "scenario", "list"]) == 2


def test_a_page_says_which_language_it_is_in(tmp_path: Path) -> None:
    runs = []
    for seed in range(5):
        runs.append(str(tmp_path / f"{seed}.run"))
        made = ["simulate", "spacing", "--operator", "novice", "--seed", str(seed), "-o", runs[-1]]
        assert main(made) == 0
    page = tmp_path / "page.html"
    assert main(["--language", "de", "report", *runs, "-o", str(page), "--workers", "2"]) == 0
    text = page.read_text(encoding="utf-8")
    places.speak("de")
    assert '<html lang="de">' in text and text.count(words._("Coverage")) >= 5, "other processes speak it too"


def test_a_scenario_keeps_its_title_in_the_file_and_shows_it_in_the_language() -> None:
    here = places.find()
    english = scenario.load("flat-patch", here)
    places.speak("de")
    german = scenario.load("flat-patch", here)
    assert german.title == english.title and german.digest == english.digest and german.texts == english.texts
    assert german.brief != english.brief and german.plans[0].title != english.plans[0].title
    places.speak("en")
    assert scenario.load("flat-patch", here) == english


def test_every_letter_of_every_language_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame = pytest.importorskip("pygame")
    from simulator.app.style import Style

    shown = {text for text, files in gathering.gathered().items() if not all("assets/pages" in file for file in files)}
    letters = {letter for text in shown for letter in text}
    for code in OTHERS:
        letters |= {letter for one in gathering.catalogue(code) if one.id in shown for letter in one.string}
    pygame.font.init()
    for role in ("body", "strong"):
        font = Style().font(role)
        nothing = pygame.image.tobytes(font.render("\U0010fffd", True, "black"), "RGBA")
        drawn = {one: pygame.image.tobytes(font.render(one, True, "black"), "RGBA") for one in letters if one > " "}
        assert [one for one, picture in drawn.items() if picture == nothing] == []
    pygame.quit()


def test_figures_are_written_as_a_language_writes_them() -> None:
    folder = places.find().assets / "locale"
    try:
        for language, depth, dose in (("en", "0.25", "1,300"), ("de", "0,25", "1.300"), ("es", "0,25", "1.300")):
            words.use_language(folder, language)
            assert words.in_figures(0.25, ".2f") == depth and words.in_figures(1300, ",") == dose
            assert words.in_figures(np.float64(0.25), "g") == depth and words.in_figures(80, "g") == "80"
            text = words._("{low:,} to {high:,} punctures per cm² {sign}").format(low=1300, high=2600, sign="2.6")
            assert dose in text and text.endswith("2.6"), "what is text already stays as it is"
            text = words._("mark {mark:g}").format(mark=82.5)
            assert text.endswith("82.5" if language == "en" else "82,5")
    finally:
        words.use_language(folder, "en")


@pytest.mark.parametrize("language", [code for code in OTHERS if code in words.COMMA])
def test_figures_in_translated_sentences_have_a_comma(language: str) -> None:
    """But for values that are typed on the command line, and dates."""
    point = re.compile(r"(?<![\d.{:\w])\d+\.\d+(?![\d.]*[fg}%\w])")
    wrong = [one.string for one in gathering.catalogue(language) if one.id and point.search(one.string)]
    assert [text for text in wrong if not text.endswith("1 bis 2.5") and not text.endswith("de 1 a 2.5")] == []
