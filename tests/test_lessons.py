"""The six lessons: each is done by doing it, each says what is wrong with a stroke, none is kept as a run."""

from __future__ import annotations

import os

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from test_treat_run import Player  # noqa: E402

from simulator.app import ways  # noqa: E402
from simulator.app.program import Program  # noqa: E402
from simulator.app.screens.home import Home  # noqa: E402
from simulator.app.screens.learn import Learn  # noqa: E402
from simulator.app.screens.lesson import LessonScreen  # noqa: E402
from simulator.app.screens.lessons import LESSONS  # noqa: E402
from simulator.files import settings  # noqa: E402

IDS = [one.id for one in LESSONS]
COUNTS_PER_UM = 31.5 / 1000


pytestmark = pytest.mark.usefixtures("screen")


class Hand(Player):
    """A player who leads the tip from place to place (mm)."""

    def to(self, x_mm: float, y_mm: float, speed_mm_s: float = 90.0, pressed: bool = False) -> None:
        """Glides there, in frames."""
        pen = self.screen.trial.pen
        begin = pen.at_um
        way = (x_mm * 1000 - begin[0], y_mm * 1000 - begin[1])
        steps = max(int((way[0] ** 2 + way[1] ** 2) ** 0.5 / 1000 / speed_mm_s * 60), 1)
        before = (0, 0)
        for step in range(1, steps + 1):
            now = tuple(round(part * step / steps * COUNTS_PER_UM) for part in way)
            rel = (now[0] - before[0], now[1] - before[1])
            before = now
            self.do(pygame.MOUSEMOTION, rel=rel, pos=(640, 400), buttons=(int(pressed), 0, 0), touch=False)
            self.frame()

    def stroke(self, begin: tuple[float, float], end: tuple[float, float], speed: float = 21.0, rest: int = 0) -> None:
        """One lane, landed in motion unless it rests for some frames at first."""
        away = 0.0 if rest else 0.14
        ahead = tuple(a - (b - a) * away for a, b in zip(begin, end, strict=True))
        self.to(*ahead)
        self.frame(4)
        if rest:
            self.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(640, 400), touch=False)
            self.frame(rest)
            self.to(*end, speed, True)
        else:
            self.to(*begin, speed)
            self.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(640, 400), touch=False)
            self.to(*end, speed, True)
        self.do(pygame.MOUSEBUTTONUP, button=1, pos=(640, 400), touch=False)
        self.frame(8)

    def dial(self, turns: int) -> None:
        for _turn in range(abs(turns)):
            self.do(pygame.MOUSEWHEEL, x=0, y=1 if turns > 0 else -1)


def begun(program: Program, name: str) -> Hand:
    hand = Hand(LessonScreen(program, IDS.index(name)))
    hand.frame(3)
    return hand


def good(hand: Hand, name: str) -> None:
    """What the lesson asks for."""
    if name in ("pace", "landing", "overlap"):
        for number in range(LESSONS[IDS.index(name)].need):
            hand.stroke((14, 15 + 4.2 * number), (48, 15 + 4.2 * number))
    elif name == "crossing":
        for number in range(3):
            hand.stroke((14, 16 + 4.2 * number), (50, 16 + 4.2 * number))
        for number in range(3):
            hand.stroke((16 + 4.2 * number, 14), (16 + 4.2 * number, 50))
    elif name == "depth":
        for number in range(3):
            hand.stroke((14, 16 + 4.2 * number), (46, 16 + 4.2 * number))
        hand.dial(-1)
        for number in range(3):
            hand.stroke((62, 16 + 4.2 * number), (94, 16 + 4.2 * number))
    else:
        for number in range(4):
            hand.stroke((14, 14 + 2 * number), (70, 14 + 2 * number))


@pytest.mark.parametrize("name", IDS)
def test_a_lesson_is_done_by_doing_it_and_stays_done(program: Program, name: str) -> None:
    hand = begun(program, name)
    good(hand, name)
    assert hand.screen.said == [""] * LESSONS[IDS.index(name)].need and hand.screen.done
    assert settings.read(program.places.settings).lessons == (name,)
    following = hand.do(pygame.MOUSEBUTTONDOWN, button=1, pos=(640, 400), touch=False)
    last = name == IDS[-1]
    assert isinstance(following, Learn) if last else (following.number == IDS.index(name) + 1)
    assert not program.places.runs.exists() or not list(program.places.runs.glob("*.run"))


def test_what_is_wrong_is_said_and_does_not_count(program: Program) -> None:
    hand = begun(program, "pace")
    hand.stroke((14, 15), (48, 15), 60)
    hand.stroke((14, 19), (48, 19), 8)
    assert "slower" in hand.screen.said[0] and "faster" in hand.screen.said[1] and hand.screen.good == 0
    hand = begun(program, "landing")
    hand.stroke((14, 15), (48, 15), rest=20)
    assert "begin to glide" in hand.screen.said[0]
    hand = begun(program, "overlap")
    for y_mm in (14, 21, 22):
        hand.stroke((14, y_mm), (48, y_mm))
    assert hand.screen.said[0] == "" and "closer" in hand.screen.said[1] and "further" in hand.screen.said[2]
    hand = begun(program, "crossing")
    hand.stroke((16, 14), (16, 50))
    assert "side to side" in hand.screen.said[0]
    hand = begun(program, "depth")
    hand.stroke((62, 16), (94, 16))
    assert "0.10 to 0.40" in hand.screen.said[0]
    hand = begun(program, "rim")
    hand.stroke((14, 40), (70, 40))
    assert "crossed the line" in hand.screen.said[0]


def test_lessons_are_left_by_either_hand_and_the_list_knows_what_is_next(program: Program) -> None:
    for leave in ("escape", "right"):
        hand = begun(program, "overlap")
        if leave == "escape":
            learn = hand.key(pygame.K_ESCAPE)
        else:
            learn = hand.do(pygame.MOUSEBUTTONDOWN, button=3, pos=(640, 400), touch=False)
        assert isinstance(learn, Learn)
    hand = begun(program, "pace")
    good(hand, "pace")
    page = Player(Home(program).learn())
    page.frame(3)
    assert page.screen.next == 1
    following = page.key(pygame.K_RETURN)
    assert isinstance(following, LessonScreen) and following.number == 1
    assert isinstance(page.key(pygame.K_ESCAPE), Home)


def test_a_lesson_that_is_left_comes_back_where_it_was(program: Program) -> None:
    hand = begun(program, "pace")
    hand.stroke((14, 15), (48, 15))
    hand.stroke((14, 19.2), (48, 19.2))
    assert hand.screen.good == 2
    lesson, punctures = hand.screen, hand.screen.trial.run.skin.count.sum()
    learn = hand.do(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0, unicode="")
    lesson.close()
    assert isinstance(learn, Learn)
    again = ways.lesson(program, IDS.index("pace"))
    assert again is lesson and again.trial.run.skin.count.sum() == punctures
    back = Hand(again, hand.now_us + 60_000_000)
    back.frame(4)
    back.stroke((14, 23.4), (48, 23.4))
    assert back.screen.done
    again.close()
    fresh = ways.lesson(program, IDS.index("pace"))
    assert fresh is not lesson, "what is done begins anew"
