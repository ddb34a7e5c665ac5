"""One scale and one theme: every colour, length and letter of the chrome comes from here."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, TypeVar, Unpack

import pygame

from simulator.app.theme import DARK, LIGHT, theme

if TYPE_CHECKING:
    import pygame_gui

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
T = TypeVar("T")


class Role(NamedTuple):
    """One kind of text: letter size and line height in design pixels, and the weight it is set in."""

    size: int
    line: int
    weight: str


class Pressed(NamedTuple):
    """The button that was pressed last: its text, its middle, and the window's time."""

    text: str
    centre: tuple[int, int]
    at_us: int


class Placing(TypedDict, total=False):
    """Whether the place is the left end, the middle or the right end of the box, and the width to wrap within (px)."""

    align: str
    width: int | None


ROLES = {
    "small": Role(13, 16, "Regular"),
    "body": Role(15, 24, "Regular"),
    "strong": Role(15, 24, "SemiBold"),
    "heading": Role(17, 24, "SemiBold"),
    "title": Role(22, 32, "SemiBold"),
    "number": Role(48, 56, "Light"),
}
ALIGNMENTS = {"left": (0.0, pygame.FONT_LEFT), "center": (0.5, pygame.FONT_CENTER), "right": (1.0, pygame.FONT_RIGHT)}
NUMBER_AND_UNIT = re.compile(r"(?<=\d)(?: (?=(?:mm/s|mm|cm²|µm|ms|s|min)(?!\w))| ?(?=%))")
"""The space between a figure and its unit, where no line is broken; a per cent sign gets one where it has none."""
SPARE = 3
"""So many widget managers wait to be used again."""
KEPT = 768
"""Pictures of words and parts that are kept for the next frame (a treat screen needs some 120)."""


class Style:
    """Draws the chrome at one scale in one theme; lengths are design pixels until `px` makes them window pixels."""

    def __init__(self, scale: float = 1.0, dark: bool = False, fonts: Path = FONTS, mirrored: bool = False) -> None:
        if not 1.0 <= scale <= 2.5:
            raise ValueError(f"the interface scale must be between 1 and 2.5, not {scale}")
        self.scale = scale
        self.dark, self.mirrored = dark, mirrored  # `mirrored`: for somebody who works with the left hand
        self.colour = {name: pygame.Color(code) for name, code in (DARK if dark else LIGHT).items()}
        self._fonts = fonts
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._spare: list[pygame_gui.UIManager] = []
        self.pressed: Pressed | None = None

    def px(self, n: float) -> int:
        """Window pixels of a length in design pixels."""
        return round(n * self.scale)

    def kept(self, key: Any, make: Callable[[], T]) -> T:
        """What `make` returns, made once and kept while it is in use."""
        if key in self._kept:
            self._kept.move_to_end(key)
        else:
            self._kept[key] = make()
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        value: T = self._kept[key]
        return value

    def font(self, role: str) -> pygame.Font:
        """The font of a role, at the scale."""
        return self.kept(("font", role), lambda: self._load(ROLES[role]))

    def _load(self, role: Role) -> pygame.Font:
        font = pygame.Font(self._fonts / f"NotoSans-{role.weight}.ttf", self.px(role.size))
        font.set_linesize(self.px(role.line))
        return font

    def write(
        self,
        surface: pygame.Surface,
        text: str,
        at: tuple[int, int],
        role: str = "body",
        colour: str = "text",
        **placing: Unpack[Placing],
    ) -> pygame.Rect:
        """Writes a text with the top of its line box at `at` (window px) and returns its box; wraps within `width`."""
        align, width = placing.get("align", "left"), placing.get("width")
        ink = self.kept((text, role, colour, align, width), lambda: self._ink(text, role, colour, align, width))
        box = self.box(ink, role, at, align, width)
        surface.blit(ink, self._inside(ink, box, role, align))
        return box

    def measure(self, text: str, role: str = "body", width: int | None = None) -> tuple[int, int]:
        """Width and height in window pixels that `write` would fill."""
        ink = self.kept((text, role, "text", "left", width), lambda: self._ink(text, role, "text", "left", width))
        return self.box(ink, role, (0, 0), "left", None).size

    def shortened(self, text: str, role: str, width: int, lines: int = 1) -> str:
        """The text, or as many of its first words as fit into so many lines, with an ellipsis."""
        most = lines * self.px(ROLES[role].line)
        words, kept = text.split(), text
        while words and (self.measure(kept, role, width)[1] > most or self.font(role).size(words[0])[0] > width):
            words.pop()
            kept = " ".join(words) + "…"
        return kept

    def box(self, ink: pygame.Surface, role: str, at: tuple[int, int], align: str, width: int | None) -> pygame.Rect:
        """The box of whole lines around rendered words."""
        line = self.px(ROLES[role].line)
        lines = max(1, round(ink.get_height() / line))
        wide = ink.get_width() if width is None else width
        return pygame.Rect(at[0] - round(wide * ALIGNMENTS[align][0]), at[1], wide, lines * line)

    def _inside(self, ink: pygame.Surface, box: pygame.Rect, role: str, align: str) -> tuple[int, int]:
        font = self.font(role)
        free = box.width - ink.get_width()
        drop = (self.px(ROLES[role].line) - (font.get_ascent() - font.get_descent())) // 2
        return box.x + round(free * ALIGNMENTS[align][0]), box.y + drop

    def _ink(self, text: str, role: str, colour: str, align: str, width: int | None) -> pygame.Surface:
        font = self.font(role)
        font.align = ALIGNMENTS[align][1]
        together = NUMBER_AND_UNIT.sub("\u00a0", text)
        wrapped = 0 if width is None else max(width, 1)  # a window may be too small for any word
        return font.render(together, True, self.colour[colour], None, wrapped)

    def panel(self, surface: pygame.Surface, rect: pygame.Rect, colour: str = "panel", radius: float = 8) -> None:
        """A filled panel with round corners."""
        self._round(surface, pygame.Rect(rect), self.colour[colour], self.px(radius), 0)

    def frame(
        self, surface: pygame.Surface, rect: pygame.Rect, colour: str = "edge", radius: float = 8, width: float = 1
    ) -> None:
        """The outline of a panel, inside its rectangle."""
        self._round(surface, pygame.Rect(rect), self.colour[colour], self.px(radius), max(1, self.px(width)))

    def focus(self, surface: pygame.Surface, rect: pygame.Rect, radius: float = 8) -> None:
        """The ring around what the keyboard acts on: 2 px of accent, 2 px away."""
        self.frame(surface, pygame.Rect(rect).inflate(self.px(8), self.px(8)), "accent", radius + 4, 2)

    def rounded(self, picture: pygame.Surface, radius: float = 8) -> pygame.Surface:
        """A picture with round corners, its alpha multiplied in, as widgets take it."""
        whole = pygame.Surface(picture.get_size(), pygame.SRCALPHA)
        self._round(whole, whole.get_rect(), pygame.Color("white"), self.px(radius), 0)
        whole.blit(picture, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        return whole.premul_alpha()

    def _round(self, surface: pygame.Surface, rect: pygame.Rect, colour: pygame.Color, radius: int, width: int) -> None:
        if rect.width < 1 or rect.height < 1:
            return
        radius = min(radius, rect.width // 2, rect.height // 2)
        disc = self.kept(("disc", tuple(colour), radius, width), lambda: _disc(colour, radius, width))
        for right, below in ((0, 0), (1, 0), (0, 1), (1, 1)):
            at = (rect.right - radius if right else rect.x, rect.bottom - radius if below else rect.y)
            surface.blit(disc, at, (right * radius, below * radius, radius, radius))
        for side in _sides(rect, radius, width):
            surface.fill(colour, side)

    def hatch(self, surface: pygame.Surface, rect: pygame.Rect, colour: str = "edge") -> None:
        """Slanted lines over a rectangle: beyond a limit, out of band, not judged."""
        rect = pygame.Rect(rect)
        if rect.width > 0 and rect.height > 0:
            lines = self.kept(("hatch", rect.size, colour), lambda: self._hatched(rect.size, self.colour[colour]))
            surface.blit(lines, rect)

    def _hatched(self, size: tuple[int, int], colour: pygame.Color) -> pygame.Surface:
        layer = pygame.Surface(size, pygame.SRCALPHA)
        step, width = self.px(6), max(1, self.px(1.6))
        for x in range(-size[1], size[0] + step, step):
            for shift in range(width):
                pygame.draw.aaline(layer, colour, (x + shift, size[1]), (x + shift + size[1], 0))
        return layer

    def manager(self, size: tuple[int, int], before: pygame_gui.UIManager | None = None) -> pygame_gui.UIManager:
        """A widget manager for a window of `size`, themed from the same colours, lengths and fonts: that of the page
        `before`, or one that a page has left, since what a new one loads is never given back.
        """
        import pygame_gui

        found = before or (self._spare.pop() if self._spare else None)
        if found is None:
            return pygame_gui.UIManager(size, theme(self.colour, self.px, self._fonts), enable_live_theme_updates=False)
        found.set_window_resolution(size)
        found.clear_and_reset()
        return found

    def leave(self, manager: pygame_gui.UIManager) -> None:
        """A page needs its manager no more."""
        if len(self._spare) < SPARE:
            self._spare.append(manager)


def _sides(rect: pygame.Rect, radius: int, width: int) -> list[tuple[int, int, int, int]]:
    """What lies between the round corners: three bars of a filled shape, four lines of an outline."""
    x, y, wide, high = rect.x, rect.y, rect.width - 2 * radius, rect.height - 2 * radius
    if width == 0:
        ends = [(left, y + radius, radius, high) for left in (x, rect.right - radius)]
        return [(x + radius, y, wide, rect.height), *ends]
    lying = [(x + radius, top, wide, width) for top in (y, rect.bottom - width)]
    return lying + [(left, y + radius, width, high) for left in (x, rect.right - width)]


def _disc(colour: pygame.Color, radius: int, width: int) -> pygame.Surface:
    """A smooth disc, or a ring of `width`, in a square of twice the radius."""
    fine = 4
    side = max(2 * radius * fine, 1)
    mask = pygame.Surface((side, side), pygame.SRCALPHA)
    mask.fill((colour.r, colour.g, colour.b, 0))
    pygame.draw.circle(mask, colour, (side / 2, side / 2), radius * fine, width * fine)
    return pygame.transform.smoothscale(mask, (2 * radius, 2 * radius)) if radius else mask
