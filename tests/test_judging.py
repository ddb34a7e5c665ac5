"""Judgements: agreement of raters, blindness, what is kept of them, and the audit log."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from caring import caring  # noqa: E402
from pygame_gui.elements import UIButton  # noqa: E402
from test_treat_run import Player  # noqa: E402

from simulator import session  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens import desk_work  # noqa: E402
from simulator.app.screens.desk import Desk  # noqa: E402
from simulator.app.screens.home import Home  # noqa: E402
from simulator.app.screens.judge import Judge  # noqa: E402
from simulator.app.screens.prepare import Prepare  # noqa: E402
from simulator.app.screens.revealed import Revealed  # noqa: E402
from simulator.app.style import Style  # noqa: E402
from simulator.errors import LibraryError, RunError  # noqa: E402
from simulator.files import audit, judgements, outcome, places  # noqa: E402
from simulator.files.audit import Stamp  # noqa: E402
from simulator.files.library import Library  # noqa: E402
from simulator.files.scenario import load  # noqa: E402
from simulator.operators.operate import operate  # noqa: E402
from simulator.report.checklist import checklist  # noqa: E402
from simulator.session import Header, Recording  # noqa: E402
from simulator.standing import agreement, judging  # noqa: E402
from simulator.standing.curve import Curve, follow  # noqa: E402
from simulator.standing.judging import Judgement, Note, Rated  # noqa: E402

FOUND = places.find()
FLAT = load("flat-patch", FOUND)
BANK = judgements.load_bank(FOUND.assets / "judgement" / "default.toml")
FIRST, SECOND = [1, 2, 3, 4, 5, 3, 2, 4, 1, 5, 3, 3], [1, 3, 3, 5, 4, 2, 2, 4, 2, 5, 1, 3]
NOW = "2026-11-25T10:00:00+00:00"


def answered(points: int = 3, ticked: bool = True, when: str = NOW) -> Judgement:
    checks = tuple((check.id, ticked) for check in checklist(FLAT))
    ratings = tuple(sorted((item.id, points) for item in BANK.items))
    return Judgement(judgements.name(BANK), ratings, checks, (), when)


def test_kappa_by_hand_and_as_a_second_package_has_it() -> None:
    """Two raters, 25 yes and 15 no in common of 50, as every textbook works it: (0.7 − 0.5) / 0.5."""
    yes_no = [2] * 25 + [1] * 25, [2] * 20 + [1] * 5 + [2] * 10 + [1] * 15
    assert agreement.kappa(*yes_no, "none", (1, 2)) == pytest.approx(0.4, abs=1e-12)
    for weights, expected in (
        ("none", 0.368421052631579),
        ("linear", 0.6037735849056602),
        ("quadratic", 0.7804878048780488),
    ):
        assert agreement.kappa(FIRST, SECOND, weights) == pytest.approx(expected, abs=1e-12)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=40))
def test_kappa_does_not_ask_who_came_first(pairs: list[tuple[int, int]]) -> None:
    a, b = [p[0] for p in pairs], [p[1] for p in pairs]
    found, turned = agreement.kappa(a, b), agreement.kappa(b, a)
    assert found == pytest.approx(turned) if found is not None else turned is None
    same = agreement.kappa(a, a)
    assert same is None or same == pytest.approx(1.0)
    assert found is None or found <= 1.0 + 1e-12


def test_kappa_refuses_what_is_no_pair_of_ratings() -> None:
    with pytest.raises(ValueError, match="cannot be paired"):
        agreement.kappa([1, 2], [1])
    with pytest.raises(ValueError, match="off the scale"):
        agreement.kappa([1, 6], [1, 2])
    assert agreement.kappa([], []) is None and agreement.kappa([3, 3], [3, 3]) is None


def test_a_curve_of_passes_and_fails_by_hand() -> None:
    """p0 = 0.3, p1 = 0.1: a pass adds ln(0.9/0.7) = 0.251, a fail takes ln(0.1/0.3) = −1.099, never below nothing."""
    sums, at = follow(Curve(0.3, 0.1, 1.0), [True, True, False, True, True, True, True])
    assert sums == pytest.approx([0.251, 0.502, 0.0, 0.251, 0.502, 0.753, 1.004]) and at == 7


def test_before_ones_own_is_committed_nothing_of_others_is_visible() -> None:
    other, draft = Rated("r", "b", (answered(),)), Rated("r", "a", (), answered(when=""))
    assert judging.visible([other], "a") == (False, ())
    assert judging.visible([other, draft], "a") == (False, (draft,))
    own = Rated("r", "a", (answered(2),))
    sees, shown = judging.visible([other._replace(draft=answered(when="")), own], "a")
    assert sees and shown == (other, own), "but nobody's draft"


def test_raters_differ_by_two_points_or_a_tick_and_are_settled_once() -> None:
    a, b = answered(3), answered(4)
    assert judging.differ(a, b) == ["mean"] and judging.differ(a, a) == []
    apart = b._replace(ratings=tuple((item, 3 if item != "flow" else 5) for item, _p in b.ratings))
    assert judging.differ(a, apart) == ["flow"]
    assert judging.differ(a, answered(3, ticked=False)) == [check.id for check in checklist(FLAT)]
    said = [Rated("r", "a", (a,)), Rated("r", "b", (apart,)), Rated("q", "a", (a,))]
    (dispute,) = judging.to_settle(said)
    assert dispute == ("r", ("a", "b"), ("flow",))
    assert judging.to_settle([*said, Rated("r", "c", (answered(4)._replace(settles=True),))]) == []


def test_what_is_committed_stays(tmp_path: Path) -> None:
    rated = Rated("r", "Rater 1", (), answered(when=""))
    judgements.save(tmp_path, rated)
    assert judgements.read(judgements.path_of(tmp_path, "r", "Rater 1")) == rated
    done = judgements.commit(rated, NOW)
    judgements.save(tmp_path, done)
    with pytest.raises(LibraryError, match="cannot be changed"):
        judgements.save(tmp_path, rated)
    with pytest.raises(LibraryError, match="cannot be changed"):
        judgements.save(tmp_path, done._replace(committed=(answered(5),)))
    more = judgements.commit(done._replace(draft=answered(5, when="")), NOW)
    judgements.save(tmp_path, more)
    assert judgements.everything(tmp_path) == ([more], [])
    assert [one.ratings[0][1] for one in more.committed] == [3, 5]


@pytest.mark.parametrize("rater", ["", "../x", "a/b", "a\\b", ".hidden", "x" * 70, "a\n", "dot."])
def test_a_rater_is_part_of_a_file_name(tmp_path: Path, rater: str) -> None:
    with pytest.raises(LibraryError, match="cannot name a rater"):
        judgements.path_of(tmp_path, "r", rater)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[1]",
        b'{"format": 1, "run": "r", "rater": "a", "committed": [{"bank": "x", "ratings": {"flow": 9}}]}',
        b"\xff" * 10,
    ],
)
def test_a_damaged_judgement_is_named_and_keeps_nobody_waiting(tmp_path: Path, data: bytes) -> None:
    good = Rated("r", "a", (answered(),))
    judgements.save(tmp_path, good)
    (tmp_path / "r.b.judgement").write_bytes(data)
    with pytest.raises(RunError, match="no judgement"):
        judgements.read(tmp_path / "r.b.judgement")
    found, faults = judgements.everything(tmp_path)
    assert found == [good] and len(faults) == 1 and "r.b.judgement" in faults[0]


def test_the_checklist_is_that_of_the_scenario() -> None:
    assert [check.id for check in checklist(FLAT)] == ["zone.patch"]
    face = {check.id for check in checklist(load("whole-face", FOUND))}
    assert {"zone.forehead", "depths", "no_go", "passes"} <= face
    assert {"prepared", "told"} <= {check.id for check in checklist(caring(FLAT))}


def test_every_change_of_the_log_is_seen(tmp_path: Path) -> None:
    for number in range(6):
        audit.add(
            tmp_path,
            Stamp(f"rater-{number % 2}", NOW, f"{number:04x}"),
            "commit",
            about=f"run-{number}",
            old=None,
            new={"flow": 3},
        )
    assert audit.faults(tmp_path) == []
    path = tmp_path / audit.NAME
    lines = path.read_bytes().splitlines(keepends=True)
    for changed in (
        [*lines[:2], *lines[3:]],
        [lines[1], lines[0], *lines[2:]],
        [*lines[:3], lines[2], *lines[3:]],
        [*lines[:2], lines[2].replace(b'"flow": 3', b'"flow": 5'), *lines[3:]],
        [*lines[:2], lines[2].replace(b"run-2", b"run-9"), *lines[3:]],
    ):
        path.write_bytes(b"".join(changed))
        assert audit.faults(tmp_path)
    path.write_bytes(b"".join(lines))
    assert audit.forget(tmp_path, {"rater-1", "run-0"}) == 4
    assert audit.faults(tmp_path) == [], "what is left can still be verified"
    assert b"rater-1" not in path.read_bytes() and b"run-4" in path.read_bytes()
    audit.add(tmp_path, Stamp("rater-0", NOW, "ff"), "commit")
    assert audit.faults(tmp_path) == []
    path.write_bytes(path.read_bytes() + b"{nothing}\n")
    with pytest.raises(LibraryError, match=r"audit\.jsonl:8"):
        audit.add(tmp_path, Stamp("rater-0", NOW, "ff"), "commit")


pytestmark = pytest.mark.usefixtures("screen")


TRAINEES = ("Kestrel-Secret", "Plover-Secret", "Wren-Secret")


@pytest.fixture
def program(tmp_path: Path) -> Program:
    found = places.find(tmp_path)
    made = Program(Style(), found, Library(found.runs), "Rater-1")
    for number, (trainee, skill) in enumerate(
        zip((*TRAINEES, "Rater-1"), ("hasty", "competent", "novice", "expert"), strict=True)
    ):
        started = f"2026-11-0{number + 1}T10:00:00+00:00"
        header = Header(f"run-{number}", trainee, number, 1, started, "relative", 1.0, 6.0, "hold", "operator")
        run = Recording(header, FLAT, operate(FLAT, skill, "mouse", number))
        concluded = session.conclude(FLAT, session.replay(run), header.device_class)
        made.library.keep(run, outcome.summary(FLAT, header, concluded))
    return made


def shown(screen: object) -> object:
    """The screen itself, or the one that is prepared."""
    while isinstance(screen, Prepare):
        screen.draw(pygame.display.get_surface())
        screen = screen.tick(0)
    return screen


class Said:
    """Everything that is written while it listens."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: set[str] = set()
        ink, button = Style._ink, UIButton.__init__

        def inked(style: Style, text: str, *rest: object) -> pygame.Surface:
            self.texts.add(text)
            return ink(style, text, *rest)  # type: ignore[arg-type]

        def pressed(made: UIButton, rect: pygame.Rect, text: str, *rest: object, **more: object) -> None:
            self.texts.update((text, str(more.get("tool_tip_text") or "")))
            button(made, rect, text, *rest, **more)

        monkeypatch.setattr(Style, "_ink", inked)
        monkeypatch.setattr(UIButton, "__init__", pressed)


def test_nothing_tells_a_blind_rater_of_score_name_or_others(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {row.run_id: row for row in program.library.runs()}
    for run_id in ("run-0", "run-1", "run-2"):
        notes = (Note(1_000_000, text="Others-Remark"),)
        judgements.save(program.library.folder, Rated(run_id, "Rater-2", (answered(5)._replace(notes=notes),)))
    hidden = [f"{row.score:.1f}" for row in rows.values()] + [*TRAINEES, "Rater-2", "Others-Remark", "run-0", "run-1"]
    hidden += ["Met this", "Not met yet", "Too close to tell", "Kestrel", "best"]
    said = Said(monkeypatch)
    desk = Player(Home(program).assess())
    desk.frame(12)
    for show in ("all", "open", "done", "settle"):
        desk.screen.filter(show)
        desk.frame(3)
    desk.screen.filter("all")
    desk.do(pygame.KEYDOWN, key=pygame.K_p, mod=0, unicode="p")
    desk.frame(3)
    judge = Player(shown(desk.screen.next()))
    assert isinstance(judge.screen, Judge)
    for _ in range(80):
        judge.frame(2)
        judge.do(pygame.MOUSEMOTION, pos=(640, 400), rel=(1, 0), buttons=(0, 0, 0), touch=False)
    for key in (pygame.K_TAB, pygame.K_TAB, pygame.K_TAB, pygame.K_c, pygame.K_c, pygame.K_c, pygame.K_c):
        judge.key(key)
        judge.frame(3)
    judge.screen.replay.seek(judge.screen.replay.moments[0][0].first_us + 500_000)
    judge.frame(10)
    at = judge.screen.replay.view.camera.view.center
    judge.do(pygame.MOUSEBUTTONDOWN, button=1, pos=at, touch=False)
    judge.frame(20)
    assert len(said.texts) > 60, "it has listened"
    leaks = {(text, word) for text in said.texts for word in hidden if word in text}
    assert not leaks
    mine = judgements.code("run-0")
    names = [p.name for p in program.places.cache.rglob("*") if p.is_file()] + [pygame.display.get_caption()[0]]
    assert any(mine in name for name in names), "small maps are kept under the letters of their run"
    scores = [f"{row.score:.1f}" for row in rows.values()]
    assert not [name for name in names if any(word in name for word in (*TRAINEES, *scores))]
    own = judgements.path_of(program.library.folder, judge.screen.recording.header.run_id, "Rater-1")
    judge.key(pygame.K_4)
    text = own.read_text(encoding="utf-8")
    assert '"flow"' not in text and not any(word in text for word in (*TRAINEES, *scores, "Rater-2"))


def test_three_minutes_a_run_by_keyboard_alone(program: Program) -> None:
    judge = Player(shown(Player(Desk(program)).key(pygame.K_RETURN)))
    assert isinstance(judge.screen, Judge)
    replay, moments = judge.screen.replay, [one.first_us for one, _said in judge.screen.replay.moments]
    assert replay.clock.eighths == 128, "an overview at sixteen times"
    seen, frames = [], 0
    while judge.screen.tour.led and frames < 60 * 180:
        judge.frame()
        frames += 1
        words = judge.screen.tour.words()
        if words and words not in seen:
            seen.append(words)
    assert len(seen) == 1 + len(moments) and frames < 60 * 60, "then the worst moments, and within a minute"
    for number, item in enumerate(BANK.items):
        judge.key(pygame.K_1 + number % 5)
        kept = judgements.read(judgements.path_of(program.library.folder, judge.screen.said.run_id, "Rater-1"))
        assert kept.draft.rating(item.id) == number % 5 + 1, "saved at every key"
    judge.key(pygame.K_RETURN)
    assert isinstance(judge.screen, Judge) and not judge.screen.asked, "a check is missing"
    again = Player(shown(Player(Desk(program)).screen.next()))
    assert again.screen.judgement == judge.screen.judgement, "who leaves comes back to what was answered"
    judge = again
    judge.key(pygame.K_TAB)
    judge.key(pygame.K_y)
    judge.key(pygame.K_TAB)
    judge.key(pygame.K_2)
    judge.key(pygame.K_t)
    for letter in "so":
        judge.do(pygame.KEYDOWN, key=ord(letter), mod=0, unicode=letter)
    judge.key(pygame.K_RETURN)
    notes = judge.screen.judgement.notes
    assert {(note.remark, note.text) for note in notes} == {(BANK.remarks[1].id, ""), ("", "so")}
    assert all(note.x_um >= 0 for note in notes), "at a place on the skin"
    assert judge.screen is judge.key(pygame.K_RETURN) and judge.screen.asked
    revealed = judge.key(pygame.K_RETURN)
    assert isinstance(revealed, Revealed) and revealed.outcome is not None
    entry = audit.entries(program.library.folder)[-1]
    assert entry.content["who"] == "Rater-1" and entry.content["what"] == "commit" and entry.content["old"] is None
    assert entry.content["new"]["ratings"] == dict(judge.screen.judgement.ratings)
    assert (
        entry.content["new"]["checks"]
        and len(entry.content["new"]["notes"]) == 2
        and audit.faults(program.library.folder) == []
    )
    assert desk_work.left(desk_work.work(program)[0]) == 2
    following = shown(Player(revealed).key(pygame.K_RETURN))
    assert isinstance(following, Judge) and following.said.run_id != judge.screen.said.run_id


def test_by_mouse_alone_and_the_run_is_never_touched(program: Program) -> None:
    before = {path.name: path.read_bytes() for path in program.library.folder.glob("*.run")}
    judge = Player(shown(Desk(program).next()))
    judge.frame(3)

    def click(kind: str, row: int, answer: int = 0) -> object:
        judge.frame(2)
        rect = next(rect for rect, press in judge.screen.panel._spots if press == (kind, row, answer))
        return judge.do(pygame.MOUSEBUTTONDOWN, button=1, pos=rect.center, touch=False)

    for row in range(len(BANK.items)):
        click("rate", row, 4)
    click("tab", 1)
    click("check", 0, 1)
    click("tab", 2)
    click("remark", 3)
    click("note", 0)
    click("commit", 0)
    revealed = click("commit", 0)
    assert isinstance(revealed, Revealed)
    assert before == {path.name: path.read_bytes() for path in program.library.folder.glob("*.run")}


def test_raters_who_differ_are_settled(program: Program) -> None:
    folder = program.library.folder
    for rater, points in (("Rater-1", 4), ("Rater-2", 1)):
        judgements.save(folder, Rated("run-0", rater, (answered(points),)))
    (one,) = [waiting for waiting in desk_work.work(program)[0] if waiting.state == "settle"]
    assert one.row.run_id == "run-0" and one.dispute is not None
    revealed = Player(Desk(program).open(one))
    revealed.frame(3)
    judge = Player(shown(revealed.key(pygame.K_s)))
    assert isinstance(judge.screen, Judge) and judge.screen.judgement.settles
    judge.key(pygame.K_RETURN)
    judge.key(pygame.K_RETURN)
    assert not [waiting for waiting in desk_work.work(program)[0] if waiting.state == "settle"]
    (file,) = [one for one in judgements.everything(folder)[0] if one.rater == "Rater-1"]
    assert len(file.committed) == 2 and file.committed[1].settles and not file.committed[0].settles


def test_an_empty_desk_says_so(tmp_path: Path) -> None:
    found = places.find(tmp_path)
    desk = Player(Desk(Program(Style(), found, Library(found.runs), "Rater-1")))
    desk.frame(3)
    assert desk.screen.next() is desk.screen and not desk.screen.shown()
    desk.do(pygame.KEYDOWN, key=pygame.K_x, mod=0, unicode="x")
    desk.frame(2)
    assert desk.screen.search == "x"
    assert isinstance(desk.key(pygame.K_ESCAPE), Desk) and desk.screen.search == ""
    assert isinstance(desk.key(pygame.K_ESCAPE), Home)
