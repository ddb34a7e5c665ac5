"""What there is about a person can be had whole and taken away whole, and everything of the others stays."""

from __future__ import annotations

import ast
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from test_judging import answered, shown  # noqa: E402
from test_treat_run import Player  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app import portraits  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens.desk import Desk  # noqa: E402
from simulator.app.screens.treat import Treat  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.cli import main  # noqa: E402
from simulator.files import audit, judgements, outcome, places, privacy, settings  # noqa: E402
from simulator.files.audit import Stamp  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.operators.operate import operate  # noqa: E402
from simulator.session import Header, Recording  # noqa: E402
from simulator.standing.judging import Note, Rated  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
FLAT = load("flat-patch", places.find())
PEOPLE = 20
"""Canary trainees, each with a run, a judgement by a canary rater and entries in the log."""
WHEN = "2026-11-01T10:00:00+00:00"
HAND = operate(FLAT, "hasty", "mouse", 1)


def canary(number: int) -> str:
    return f"Canary-Zq{number:03d}x"


def of(run_id: str, trainee: str, seed: int) -> Header:
    return Header(run_id, trainee, seed, 1, WHEN, "mouse", 1.0, 6.0, "hold", "live")


def rater(number: int) -> str:
    return f"Rater-Vj{number:03d}k"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library in which everybody has something of every kind."""
    found = places.find(tmp_path)
    library = Library(found.runs)
    for number in range(PEOPLE):
        header = Header(
            f"id-{number:03d}",
            canary(number),
            number,
            1,
            "2026-11-01T10:00:00+00:00",
            "mouse",
            1.0,
            6.0,
            "hold",
            "live",
        )
        run = Recording(header, FLAT, HAND)
        concluded = session.conclude(FLAT, session.replay(run)) if number == 0 else None
        library.keep(run, outcome.summary(FLAT, header, concluded) if concluded else None)
        said = answered(number % 5 + 1)._replace(notes=(Note(1, text=f"Secret-Note-{number:03d}"),))
        judgements.save(found.runs, Rated(header.run_id, rater(number % 4), (said,)))
        audit.add(
            found.runs,
            Stamp(rater(number % 4), "2026-11-02T10:00:00+00:00", f"{number:06x}"),
            "commit",
            about=header.run_id,
        )
        audit.add(
            found.runs, Stamp(canary(number), "2026-11-01T10:00:00+00:00", f"{number:06x}"), "keep", about=header.run_id
        )
        small = found.cache / "desk" / f"{judgements.code(header.run_id, privacy.FILE_LETTERS)}-1-2.png"
        small.parent.mkdir(parents=True, exist_ok=True)
        small.write_bytes(b"picture")
    begun = library.begin(of("open-003", canary(3), 3), FLAT)
    begun.append(HAND.between(0, 3_000_000))
    begun.close(complete=False)
    library.runs()
    (found.cache / "portraits").mkdir()
    (found.cache / "portraits" / "flat-patch-x.png").write_bytes(b"skin")
    return tmp_path


def everything(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_handed_over_is_all_of_one_and_nothing_of_others(home: Path, tmp_path: Path) -> None:
    for number in (3, 8):
        out = tmp_path / f"out-{number}"
        assert main(["--home", str(home), "library", "export-person", canary(number), "-o", str(out)]) == 0
        data = everything(out)
        whole = b"".join(data.values()) + "".join(map(str, data)).encode()
        kept = (home / "runs" / f"id-{number:03d}.run").read_bytes()
        assert data[Path(f"id-{number:03d}.run")] == kept, "the run itself, byte for byte"
        for fact in (canary(number), f"id-{number:03d}", f"Secret-Note-{number:03d}"):
            assert fact.encode() in whole
        assert (b"open-003" in whole) == (number == 3), "also what was interrupted"
        strange = [canary(n) for n in range(PEOPLE) if n != number] + [rater(n) for n in range(4)]
        strange += [f"Secret-Note-{n:03d}" for n in range(PEOPLE) if n != number] + [
            f"id-{n:03d}" for n in range(PEOPLE) if n != number
        ]
        assert not [fact for fact in strange if any(w in whole for w in privacy.writings(fact))]
        lines = data[Path("audit.jsonl")].splitlines()
        assert len(lines) == 2, "what they did, and what was done about their run"


def test_a_rater_gets_what_they_said_and_not_of_whom(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["--home", str(home), "library", "export-person", rater(1), "-o", str(out)]) == 0
    data = everything(out)
    whole = b"".join(data.values()) + "".join(map(str, data)).encode()
    own = [number for number in range(PEOPLE) if number % 4 == 1]
    assert all(f"Secret-Note-{number:03d}".encode() in whole for number in own)
    assert not [fact for n in range(PEOPLE) for fact in (canary(n), f"id-{n:03d}") if fact.encode() in whole]


def test_nothing_is_written_over_when_it_is_handed_over(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    assert main(["--home", str(home), "library", "export-person", canary(3), "-o", str(tmp_path / "full")]) == 2
    assert "not empty" in capsys.readouterr().err
    assert main(["--home", str(home), "library", "export-person", "Nobody-There", "-o", str(tmp_path / "none")]) == 0
    assert list(everything(tmp_path / "none").values()) == [b""], "nobody has nothing"


def test_deleted_means_deleted_and_the_others_are_untouched(home: Path) -> None:
    before, gone = everything(home), 3
    index = home / "runs" / "index.sqlite"
    assert canary(gone).encode() in index.read_bytes()
    keeper = sqlite3.connect(index)  # so that a write-ahead log may lie beside it
    keeper.execute("PRAGMA journal_mode=WAL")
    keeper.execute("CREATE TABLE IF NOT EXISTS more (name TEXT)")
    keeper.execute("INSERT INTO more VALUES (?)", (canary(gone),))
    keeper.commit()
    assert main(["--home", str(home), "library", "delete-person", canary(gone), "--yes"]) == 0
    keeper.close()
    after = everything(home)
    writings = [
        w
        for fact in (canary(gone), f"id-{gone:03d}", "open-003", f"Secret-Note-{gone:03d}")
        for w in privacy.writings(fact)
    ]
    for path, data in after.items():
        assert not [w for w in writings if w in data or w in str(path).encode()], path
    for path, data in before.items():
        mine = f"{gone:03d}" in path.name or path.name.startswith(judgements.code(f"id-{gone:03d}"))
        if path.name not in ("index.sqlite", "audit.jsonl") and not mine and "sqlite" not in path.name:
            assert after[path] == data, "the others' files are the same to the byte"
    assert audit.faults(home / "runs") == [], "the chain holds over what was taken away"
    deleted = [entry for entry in audit.entries(home / "runs") if entry.content is None]
    assert len(deleted) == 2 and audit.entries(home / "runs")[-1].content["what"] == "delete-person"
    assert len(Library(home / "runs").runs()) == PEOPLE - 1


def test_a_rater_can_be_deleted_too(home: Path) -> None:
    assert main(["--home", str(home), "library", "delete-person", rater(2), "--yes"]) == 0
    whole = b"".join(everything(home).values())
    assert rater(2).encode() not in whole and canary(2).encode() in whole
    assert len(list((home / "runs").glob("*.run"))) == PEOPLE and audit.faults(home / "runs") == []


def test_who_is_not_asked_must_say_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(home)
    command = [sys.executable, "-m", "simulator", "--home", str(home), "library", "delete-person", canary(1)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    assert done.returncode == 2 and "--yes" in done.stderr
    assert everything(home) == before


def test_a_name_in_the_file_of_another_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rated = judgements.read(judgements.path_of(home / "runs", "id-005", rater(1)))
    said = rated.committed[0]._replace(
        notes=(Note(1, text=f"as {canary(7)} did"),), committed="2026-11-03T10:00:00+00:00"
    )
    judgements.save(home / "runs", rated._replace(committed=(*rated.committed, said)))
    assert main(["--home", str(home), "library", "delete-person", canary(7), "--yes"]) == 1
    assert "id-005" in capsys.readouterr().err


def test_every_file_that_the_program_writes_has_a_kind(tmp_path: Path) -> None:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((1280, 800))
    found = places.find(tmp_path)
    library = Library(found.runs)
    library.keep(Recording(of("other-1", "Somebody", 1), FLAT, HAND), None)
    program = Program(Style(), found, library, "Heron-27")
    portraits.make(found.cache, FLAT, program.style.colour["stage"])
    treat = Player(Treat(program, FLAT))
    treat.lane()
    treat.screen.close()
    again = Player(Treat(program, FLAT))
    again.lane()
    again.key(pygame.K_RETURN)
    again.screen.finish()
    again.screen.close()
    desk = Player(Desk(program))
    desk.frame(6)
    judge = Player(shown(desk.screen.next()))
    judge.frame(3)
    judge.key(pygame.K_3)
    assert main(["--home", str(tmp_path), "library", "log"]) == 0
    written = {path.suffix for path in everything(tmp_path)}
    assert {".run", ".journal", ".judgement", ".sqlite", ".jsonl", ".png"} <= written, "a bit of everything"
    assert privacy.unknown(found) == []
    (found.runs / "diary.txt").write_text("Heron-27")
    assert [path.name for path in privacy.unknown(found)] == ["diary.txt"]
    pygame.quit()


CHANGES = ("library.keep", "library.discard", "judgements.commit", "privacy.delete", "privacy.export")
MUTATING = {"keep", "discard", "commit", "export-person", "delete-person", "publish", "collect", "assign", "note"}
"""Everything that changes what is kept, or hands it over."""


def test_every_command_that_changes_what_is_kept_is_logged() -> None:
    """Each call of the log names one, each one is named; and nobody else calls what changes the library."""
    logged, changing = set(), []
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            name = ast.unparse(node.func)
            if name == "audit.add":
                logged.add(ast.literal_eval(node.args[2]))
            elif name.endswith(
                ("library.keep", "library.discard", "judgements.commit", "privacy.delete", "privacy.export")
            ):
                changing.append(path)
    assert logged == MUTATING
    for path in changing:
        assert "audit.add(" in path.read_text(encoding="utf-8"), f"{path} changes the library and logs nothing"


def test_the_log_can_be_read_and_verified(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", str(home), "library", "log"]) == 0
    out = capsys.readouterr().out
    assert f"{2 * PEOPLE} entries" in out and "commit" in out and "id-004" in out
    path = home / "runs" / audit.NAME
    path.write_bytes(path.read_bytes().replace(b'"what": "keep"', b'"what": "kept"', 1))
    assert main(["--home", str(home), "library", "log"]) == 1
    assert "was changed" in capsys.readouterr().err


def test_two_windows_add_to_one_chain(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom simulator.files import audit\n"
        "from simulator.files.audit import Stamp\n"
        "for n in range(40): audit.add(Path(sys.argv[1]), Stamp(sys.argv[2], 'now', str(n)), 'keep', about=str(n))"
    )
    both = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path), name], cwd=ROOT) for name in "ab"]
    assert [one.wait(60) for one in both] == [0, 0]
    assert len(audit.entries(tmp_path)) == 80 and audit.faults(tmp_path) == []
    (tmp_path / audit.LOCK).write_bytes(b"")  # as a crash leaves it
    audit.add(tmp_path, Stamp("c", "now", "x"), "keep")
    assert audit.faults(tmp_path) == [] and not (tmp_path / audit.LOCK).exists()


def test_a_torn_line_is_no_entry_and_keeps_nobody_from_adding(tmp_path: Path) -> None:
    for number in range(3):
        audit.add(tmp_path, Stamp("a", WHEN, str(number)), "keep", about=str(number))
    path = tmp_path / audit.NAME
    whole = path.read_bytes()
    for cut in (1, 20, len(whole.splitlines()[-1]) - 1):
        path.write_bytes(whole[:-cut])
        assert len(audit.entries(tmp_path)) == 2 and audit.faults(tmp_path) == []
        audit.add(tmp_path, Stamp("b", WHEN, "x"), "keep", about="later")
        assert [entry.content["about"] for entry in audit.entries(tmp_path)] == ["0", "1", "later"]
        assert audit.faults(tmp_path) == []


def test_a_name_is_a_word_of_its_own(home: Path) -> None:
    """Canary-Zq001 is nobody, though twenty names begin like that."""
    audit.add(home / "runs", Stamp(rater(0), WHEN, "x"), "commit", about="q", why=f"as {canary(4)}, but slower")
    assert main(["--home", str(home), "library", "delete-person", "Canary-Zq001", "--yes"]) == 0
    assert len(list((home / "runs").glob("*.run"))) == PEOPLE
    assert main(["--home", str(home), "library", "delete-person", canary(4), "--yes"]) == 0
    assert canary(4).encode() not in (home / "runs" / audit.NAME).read_bytes(), "also inside a sentence"


def test_settings_go_with_the_person_who_sat_here_last(home: Path) -> None:
    folder = home / "settings"
    settings.write(folder, settings.Remembered(trainee=canary(2), welcomed=True))
    (folder / "notes.txt").write_text("mine")
    assert [path.name for path in privacy.unknown(places.find(home))] == ["notes.txt"]
    assert main(["--home", str(home), "library", "delete-person", canary(2), "--yes"]) == 0
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
