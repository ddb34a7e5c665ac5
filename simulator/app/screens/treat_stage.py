"""The stage: living skin, zones and the tip, painted again only where something changed."""

from __future__ import annotations

import pygame

from simulator.app.camera import Camera
from simulator.app.parts import length_bar
from simulator.app.screens.treat_pull import piece
from simulator.app.screens.treat_tip import Tip, TipArt
from simulator.app.screens.treat_zones import Chart
from simulator.app.screens.treat_zoom import SEAM, scaled
from simulator.app.style import Style
from simulator.needling.hand import Hand
from simulator.needling.puncture import Punctures
from simulator.pictures.lattice import TILE_PX
from simulator.pictures.live import LiveSkin
from simulator.pictures.skin import Look
from simulator.session import Scenario

PX_PER_MM = 24
"""Scale of the close-up: four times the scale at which a section is framed at least."""
WIDE_UM = 7000
"""A wider tip is seen at half that scale, so that it fits in."""


Placed = tuple[pygame.Surface, pygame.Rect]


class Stage:
    """What is seen between the columns: the picture of the sheet with its overlay, and the tip on top."""

    def __init__(self, style: Style, camera: Camera, look: Look, scenario: Scenario) -> None:
        self.style, self.camera = style, camera
        self._device = scenario.device
        self._chart = Chart(style, scenario, camera.base)
        self._tip = TipArt(scenario.device, style.mirrored)
        self._placed: list[tuple[pygame.Surface, pygame.Rect]] = []
        self._dirty: list[pygame.Rect] = []
        self._note = ""
        self.laid: dict[str, Placed] = {}
        self.fingers: list[Placed] = []
        self._filmed = scenario.treatment is not None and scenario.treatment.gel
        self._note_up = 44 if scenario.treatment is None else 60  # above the keys of the other hand
        self._near = PX_PER_MM if scenario.device.tip_um <= WIDE_UM else PX_PER_MM / 2
        self._tip.prepare(camera, self._near * style.scale)
        self.renew(look)

    def renew(self, look: Look) -> None:
        """Untreated skin."""
        self.put_back(LiveSkin(look, self._filmed), [], self.laid)

    def put_back(self, live: LiveSkin, fingers: list[Placed], laid: dict[str, Placed]) -> None:
        """Skin, and what lies on it and over it, as they were."""
        self.live, self.fingers, self.laid = live, fingers, laid
        size = (live.rgb.shape[1], live.rgb.shape[0])
        self._paint = pygame.image.frombuffer(self.live.rgb.data, size, "RGB")  # shares the memory of the picture
        self._skin = pygame.Surface(size)
        self._map: pygame.Surface | None = None
        self._compose(self._skin.get_rect())
        self.forget()

    def forget(self) -> None:
        """Everything is painted again: the camera moved, or something else was drawn here."""
        self._whole = True

    def glide(self, hand: Hand) -> None:
        """The next part of a hand ploughs the gel."""
        samples = hand.samples[hand.samples.down]
        if len(samples):
            self.live.glide(samples.x_um, samples.y_um, self._device.tip_um, samples.t_us)

    def add(self, punctures: Punctures) -> None:
        """The next punctures enter the skin."""
        if len(punctures.t_us):
            self.live.add(punctures.x_um, punctures.y_um, punctures.depth_um, punctures.t_us)

    def age(self, now_us: int, at_once: bool = False) -> None:
        """The skin reddens, bleeds and closes over; the picture follows tile by tile, or all of it at once."""
        for rect in self.live.step_all(now_us) if at_once else self.live.step(now_us, TILE_PX**2):
            self._compose(pygame.Rect(rect))

    def activate(self, zone: str) -> None:
        """The zone that is worked on is outlined."""
        for rect in self._chart.activate(zone):
            self._compose(rect)

    def peek(self, overlay: pygame.Surface, corner: tuple[int, int]) -> None:
        """Shows a map over the skin, which waits until `unpeek`."""
        self._map = self._skin.copy()
        self._map.blit(overlay, corner)
        self._chart.draw(self._map, overlay.get_rect(topleft=corner))
        self.forget()

    def unpeek(self) -> None:
        """Shows the living skin again."""
        self._map = None
        self.forget()

    def finger(self, spots: list[tuple[pygame.Surface, pygame.Rect]]) -> None:
        """These fingers stand on the picture from now on, and no others."""
        before, self.fingers = self.fingers, spots
        for _finger, rect in before + spots:
            self._compose(rect.clip(self._skin.get_rect()))

    def lay(self, name: str, surface: pygame.Surface, rect: pygame.Rect) -> None:
        """Something lies over the stage from now on, in window pixels; it is painted again only when it changes."""
        before = self.laid.get(name)
        self.laid[name] = (surface, rect)
        self._dirty += [rect] if before is None else [before[1], rect]

    def lift(self, name: str) -> None:
        """It lies there no longer."""
        before = self.laid.pop(name, None)
        self._dirty += [before[1]] if before else []

    def note(self, text: str) -> None:
        """Says something at the lower edge of the stage; nothing any more, without a text."""
        if text != self._note:
            self._note = text
            self.forget()

    def show(self, surface: pygame.Surface, tip: Tip) -> list[pygame.Rect]:
        """Paints what changed, and answers where."""
        view = self.camera.view
        at = tuple(round(v) for v in self.camera.px(tip.x_mm, tip.y_mm))
        placed = [(one.surface, one.rect((at[0], at[1]))) for one in self._tip.pieces(self.camera, tip)]
        tip_mm = self._device.tip_um / 1000
        drawn = piece(self.style, self.camera, self._map or self._skin, (at[0], at[1]), tip_mm, tip.pull_mm)
        placed = [drawn, *placed] if drawn else placed
        if placed != self._placed:
            self._dirty += [rect for _, rect in self._placed + placed]
        rects = [view] if self._whole else _merged([rect.clip(view) for rect in self._dirty])
        if self._whole:
            self._over = [self._measure(), *([self._noted()] if self._note else [])]
        self._whole, self._placed = False, placed
        self._dirty.clear()
        for rect in rects:
            surface.set_clip(rect)
            self._ground(surface, rect)
            surface.blits([*placed, *self._over, *self.laid.values()], doreturn=False)
        surface.set_clip(None)
        return rects

    @property
    def closer(self) -> float:
        """How much larger the close-up is than the stage as it was framed."""
        return self._near * self.style.scale / self.camera.base

    def closeup(self, size: int, tip: Tip) -> pygame.Surface:
        """The tip on the skin around it, in a square of so many pixels."""
        side, at_mm = round(size / self.closer), (tip.x_mm, tip.y_mm)
        left, top = (round(at * self.camera.base) - side // 2 for at in at_mm)
        cut = pygame.Surface((side, side))
        cut.fill(self.style.colour["stage"])
        cut.blit(self._skin, (0, 0), (left, top, side, side))
        large = pygame.transform.smoothscale(cut, (size, size))
        ring = self._tip.ring(self._near * self.style.scale, tip, size)[0].surface
        large.blit(ring, ring.get_rect(center=large.get_rect().center))
        return large

    def _measure(self) -> tuple[pygame.Surface, pygame.Rect]:
        """A bracket of 10 mm on a chip, for a lower corner of the view, away from the keys of the other hand."""
        px, long = self.style.px, round(10 * self.camera.px_per_mm)
        chip = pygame.Surface((long + px(72), px(28)), pygame.SRCALPHA)
        self.style.panel(chip, chip.get_rect(), "panel", radius=4)
        length_bar(self.style, chip, (px(10), px(18)), self.camera.px_per_mm)
        view = self.camera.view
        if self.style.mirrored:
            return chip, chip.get_rect(bottomright=(view.right - px(8), view.bottom - px(8)))
        return chip, chip.get_rect(bottomleft=(view.left + px(8), view.bottom - px(8)))

    def _noted(self) -> tuple[pygame.Surface, pygame.Rect]:
        """The note on a panel, above the bracket."""
        style, px, view = self.style, self.style.px, self.camera.view
        room = min(px(520), view.width - px(64))
        high = style.measure(self._note, "body", room)[1]
        panel = pygame.Surface((room + px(32), high + px(24)), pygame.SRCALPHA)
        style.panel(panel, panel.get_rect())
        style.write(panel, self._note, (px(16), px(12)), "body", width=room)
        return panel, panel.get_rect(midbottom=(view.centerx, view.bottom - px(self._note_up)))

    def _compose(self, rect: pygame.Rect) -> None:
        """Brings a part of the picture up to date: the living skin, and the overlay on it."""
        self._skin.blit(self._paint, rect, rect)
        self._chart.draw(self._skin, rect)
        for finger, place in self.fingers:
            part = place.clip(rect)
            self._skin.blit(finger, part, part.move(-place.x, -place.y))
        if self._map is None:
            self._dirty.append(self._seen(rect))

    def _seen(self, rect: pygame.Rect) -> pygame.Rect:
        """Window pixels of a part of the picture, with a rim for what smoothing spreads."""
        (left, top), zoom = self.camera.scroll, self.camera.zoom
        if zoom == 1:
            return rect.move(left, top)
        rim = 2 * SEAM
        x, y = left + int(rect.x * zoom) - rim, top + int(rect.y * zoom) - rim
        return pygame.Rect(x, y, int(rect.width * zoom) + 2 * rim, int(rect.height * zoom) + 2 * rim)

    def _ground(self, surface: pygame.Surface, rect: pygame.Rect) -> None:
        """Skin, or the map on it, under a part of the window; bare stage beyond the sheet."""
        picture = self._map or self._skin
        (left, top), zoom = self.camera.scroll, self.camera.zoom
        whole = pygame.Rect(left, top, int(picture.get_width() * zoom), int(picture.get_height() * zoom))
        if not whole.contains(rect):
            surface.fill(self.style.colour["stage"], rect)
        part = rect.clip(whole).move(-left, -top)
        if zoom == 1:
            surface.blit(picture, (left + part.x, top + part.y), part)
        elif part.width and part.height:
            piece, place = scaled(picture, part, zoom)
            surface.blit(piece, (left + place.x, top + place.y))


def _merged(rects: list[pygame.Rect]) -> list[pygame.Rect]:
    """The rectangles that are not empty; two become one where that costs hardly more than both."""
    merged: list[pygame.Rect] = []
    for rect in rects:
        if not (rect.width and rect.height):
            continue
        for other in merged:
            both = rect.union(other)
            if both.width * both.height <= 1.1 * (rect.width * rect.height + other.width * other.height):
                merged.remove(other)
                rect = both
                break
        merged.append(rect)
    return merged
