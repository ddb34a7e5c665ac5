"""Colours can be read, letters are there, one scale applies to everything, and the keyboard reaches every widget."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from simulator.app import dials, parts  # noqa: E402
from simulator.app.focus import Focus  # noqa: E402
from simulator.app.page import Page  # noqa: E402
from simulator.app.style import ROLES, Style  # noqa: E402
from simulator.app.theme import BUTTONS, DARK, LIGHT, PLAIN  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
GROUNDS = ("background", "stage", "panel", "raised")


@pytest.fixture(autouse=True)
def display() -> Iterator[None]:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((640, 400))
    yield
    pygame.quit()


def luminance(code: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.1)."""
    channels = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_the_guideline_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(tokens: dict[str, str]) -> None:
    pairs = [(text, ground) for text in ("text", "muted") for ground in GROUNDS]
    pairs += [("on_accent", f"accent{state}") for state in ("", "_hover", "_press")]
    pairs += [("accent", "soft"), ("accent", "panel"), ("panel", "text")]
    pairs += [
        (text, ground) for rest, hover, press, text, _ in (PLAIN, *BUTTONS.values()) for ground in (rest, hover, press)
    ]
    poor = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in poor.items() if ratio < 4.5}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_can_be_seen_on_every_ground(tokens: dict[str, str]) -> None:
    pairs = [(mark, ground) for mark in ("accent", "edge", "text") for ground in GROUNDS]
    poor = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in poor.items() if ratio < 3}


def texts() -> Iterator[tuple[str, str]]:
    """Every text that passes through the catalogue."""
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "mark"):
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield path.name, part.value


def test_the_fonts_have_every_letter_of_the_texts() -> None:
    fonts = {
        name: pygame.Font(ROOT / f"assets/fonts/NotoSans-{name}.ttf", 15) for name in ("Light", "Regular", "SemiBold")
    }
    found = list(texts())
    assert len(found) > 50
    letters = {letter for _name, text in found for letter in text if letter.isprintable()}
    letters |= set("ÄÖÜßéèêñçøåžłşÉ–—·×±µ²½°−…0123456789")
    missing = {name: sorted(c for c in letters if font.metrics(c)[0] is None) for name, font in fonts.items()}
    assert not any(missing.values()), missing


@pytest.mark.parametrize("role", ROLES)
def test_figures_are_tabular(role: str) -> None:
    font = Style().font(role)
    assert len({font.metrics(digit)[0][4] for digit in "0123456789"}) == 1
    assert font.size("1.11")[0] == pytest.approx(font.size("8.88")[0], abs=1)


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_one_scale_applies_to_lengths_letters_and_widgets(scale: float) -> None:
    style = Style(scale)
    assert style.px(16) == round(16 * scale)
    width, height = style.measure("Even lanes on a flat patch", "title")
    assert height == round(32 * scale)
    assert width == pytest.approx(Style().measure("Even lanes on a flat patch", "title")[0] * scale, rel=0.03)
    button = Page(style, (640, 400)).button("Start", pygame.Rect(0, 0, 0, style.px(40)), lambda: None)
    assert button.font.size("Start")[0] == style.font("strong").size("Start")[0]
    assert button.rect.height == round(40 * scale)


def test_a_scale_outside_the_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not 2\.6"):
        Style(2.6)


def test_write_answers_the_box_of_whole_lines_and_stays_inside() -> None:
    style, surface = Style(), pygame.Surface((400, 200), pygame.SRCALPHA)
    box = style.write(surface, "one two three four five six", (10, 20), width=100)
    assert box.topleft == (10, 20)
    assert box.width == 100
    assert box.height % 24 == 0
    assert box.height > 24
    assert box.contains(surface.get_bounding_rect())


@pytest.mark.parametrize(("align", "left"), [("left", 200), ("center", 200 - 30), ("right", 200 - 60)])
def test_write_aligns_the_box_at_the_given_place(align: str, left: int) -> None:
    box = Style().write(pygame.Surface((400, 200)), "x", (200, 0), align=align, width=60)
    assert box.x == left


def test_shortened_text_fits_and_whole_text_is_kept() -> None:
    style, text = Style(), "First pass over the left side of the face: cheek, temple, bridge of the nose"
    short = style.shortened(text, "body", 200, 2)
    assert short.endswith("…")
    assert text.startswith(short[:-1])
    assert style.measure(short, "body", 200)[1] <= 48
    assert style.shortened(text, "body", 2000) == text


def test_words_are_rendered_once() -> None:
    style, surface = Style(), pygame.Surface((200, 100))
    made: list[int] = []
    assert style.kept("key", lambda: made.append(1) or 7) == style.kept("key", lambda: made.append(2) or 8) == 7
    assert made == [1]
    style.write(surface, "again", (0, 0))
    before = len(style._kept)
    style.write(surface, "again", (5, 5))
    assert len(style._kept) == before


def test_hatch_differs_from_empty_and_from_filled_ground() -> None:
    surface = pygame.Surface((60, 60))
    style = Style()
    surface.fill(style.colour["panel"])
    style.hatch(surface, surface.get_rect())
    plain = sum(surface.get_at((x, 30))[:3] == style.colour["panel"][:3] for x in range(60))
    assert 20 < plain < 50


def test_a_bar_fills_its_share() -> None:
    style, surface = Style(), pygame.Surface((100, 8))
    parts.bar(style, surface, surface.get_rect(), 0.6)
    filled = sum(surface.get_at((x, 4)) == style.colour["accent"] for x in range(100))
    assert filled == pytest.approx(60, abs=2)


def test_the_dial_points_into_the_plan_when_the_value_lies_there() -> None:
    style = Style()
    shown = dials.Dial(2.0, (0.9, 1.1), 1.5)
    face = pygame.Surface((200, 200))
    face.fill(style.colour["panel"])
    dials.dial(style, face, face.get_rect(), shown, (1.0, "1.00", "mm"))
    assert face.get_at((100, 100 - 72 + 6))[:3] == style.colour["accent"][:3]
    assert face.get_at((100, 100 - 72 + 24))[:3] == style.colour["text"][:3]


def key(code: int, mod: int = 0) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode="", scancode=0)


def test_tab_and_arrows_reach_every_target() -> None:
    grid = [SimpleNamespace(rect=pygame.Rect(100 * col, 100 * row, 80, 80)) for row in range(2) for col in range(3)]
    focus = Focus(grid)
    seen = []
    for _ in grid:
        assert focus.move(key(pygame.K_TAB))
        seen.append(focus.at)
    assert seen == grid
    focus.move(key(pygame.K_TAB))
    assert focus.at is grid[0]
    focus.move(key(pygame.K_TAB, pygame.KMOD_SHIFT))
    assert focus.at is grid[-1]
    focus.move(key(pygame.K_UP))
    assert focus.at is grid[2]
    focus.move(key(pygame.K_LEFT))
    assert focus.at is grid[1]
    focus.move(key(pygame.K_UP))
    assert focus.at is grid[1]


def test_enter_does_what_the_focused_button_does_and_the_ring_is_seen() -> None:
    style = Style()
    page = Page(style, (640, 400))
    page.button("First", pygame.Rect(40, 40, 100, 40), lambda: "first")
    page.button("Second", pygame.Rect(200, 40, 100, 40), lambda: "second")
    assert page.handle(key(pygame.K_RETURN)) is None
    page.handle(key(pygame.K_TAB))
    page.handle(key(pygame.K_TAB))
    action = page.handle(key(pygame.K_RETURN))
    assert action is not None
    assert action() == "second"
    surface = pygame.Surface((640, 400))
    page.tick(0)
    page.draw(surface)
    assert surface.get_at((250, 40 - 3))[:3] == style.colour["accent"][:3]
    assert surface.get_at((250, 40 - 1))[:3] != style.colour["accent"][:3]


def test_a_click_does_what_the_button_does() -> None:
    page = Page(Style(), (640, 400))
    page.button("First", pygame.Rect(40, 40, 100, 40), lambda: "first")
    page.tick(0)
    page.handle(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(60, 60), touch=False))
    page.handle(pygame.event.Event(pygame.MOUSEBUTTONUP, button=1, pos=(60, 60), touch=False))
    actions = [page.handle(event) for event in pygame.event.get()]
    assert [action() for action in actions if action] == ["first"]


def test_a_column_longer_than_its_place_scrolls_to_what_is_focused() -> None:
    page = Page(Style(), (640, 400))
    column = page.column(pygame.Rect(20, 60, 300, 300))
    for number in range(5):
        column.image(pygame.Surface((300, 180)), (0, number * 200))
        page.button(f"B{number}", pygame.Rect(20, number * 200 + 100, 0, 40), lambda: None, "", column.sheet)
    column.finish()
    page.tick(0)
    assert column.top == 0
    for _ in range(5):
        page.handle(key(pygame.K_TAB))
        assert column.rect.contains(page.focus.at.rect)
    assert column.top > 300
    before = column.top
    page.handle(key(pygame.K_PAGEUP))
    assert column.top < before - 200
