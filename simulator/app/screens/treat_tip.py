"""The tip on the stage: ring, needles, body, shadow and dimple as pictures made once and placed every frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, get_args

import numpy as np
import pygame
from numpy.typing import NDArray

from simulator.app.camera import Camera
from simulator.needling.device import Device
from simulator.pictures.drum import Drum, drum
from simulator.pictures.handpiece import handpiece
from simulator.pictures.tip import State, dimple, shadow, tip

LIFTED_MM = 4.0
"""Gap between a lifted tip and the skin, as its shadow tells it."""
SHADOWS = 8
"""Steps of that gap that are drawn."""
SLICES = 6
"""Pieces that the body is cut into along the way: a leaning body fills little of the rectangle around it."""


class Tip(NamedTuple):
    """Where the tip is in mm, how far from the skin (0 to 1), what its ring says of the glide, and of a drum which way
    it lies and where its rows are (`Rolling`); `pull_mm` is by how much the skin under it is drawn along.
    """

    x_mm: float
    y_mm: float
    height: float
    state: State
    rolled: tuple[int, int] = (0, 0)
    pull_mm: tuple[float, float] = (0.0, 0.0)


class Piece(NamedTuple):
    """A picture and where its corner lies from the middle of the tip."""

    surface: pygame.Surface
    dx: int
    dy: int

    def rect(self, at: tuple[int, int]) -> pygame.Rect:
        return self.surface.get_rect(topleft=(at[0] + self.dx, at[1] + self.dy))


class TipArt:
    """Answers where the tip's pictures lie, and draws them; made anew for each scale at which they are asked for."""

    def __init__(self, device: Device, mirrored: bool = False) -> None:
        self.device, self._mirrored = device, mirrored
        self._made: dict[tuple[object, ...], list[Piece]] = {}
        self._body: tuple[NDArray[np.uint8], tuple[int, int]] | None = None

    def prepare(self, camera: Camera, *closer: float) -> None:
        """Makes all that will be asked for at this scale, and the rings at closer ones, before a frame needs them."""
        for step in range(SHADOWS + 1):
            self.pieces(camera, Tip(0.0, 0.0, step / SHADOWS, "slow"))
        for scale in (camera.px_per_mm, *(() if self.device.pitch_um else closer)):
            for state in get_args(State):
                self.ring(scale, Tip(0.0, 0.0, float(state == "lifted"), state))

    def pieces(self, camera: Camera, shown: Tip) -> list[Piece]:
        """The pictures from the lowest to the highest: shadow, dimple, body, ring."""
        scale = camera.px_per_mm
        gap = round(shown.height * SHADOWS)
        pieces = list(self._kept(("shadow", scale, gap), lambda: [self._shadow(scale, gap * LIFTED_MM / SHADOWS)]))
        if shown.height == 0 and self.device.pitch_um:
            pieces = []  # a drum on the skin covers its shadow, and presses no ring
        elif shown.height == 0:
            pieces += self._kept(("dimple", scale), lambda: [_centred(dimple(self.device.tip_um, scale))])
        pieces += self._kept(("body", scale), lambda: self._sliced(camera))
        return pieces + self.ring(scale, shown)

    def ring(self, px_per_mm: float, shown: Tip, room_px: int = 0) -> list[Piece]:
        """The ring with its needles, or the drum as far as there is room, at any scale."""
        state: State = shown.state if shown.height == 0 else "lifted"
        device = self.device
        if not device.pitch_um:
            ring = (device.needles_um, device.tip_um, px_per_mm, state)
            return self._kept(("ring", px_per_mm, state), lambda: [_centred(tip(*ring))])
        look = Drum([x for x, _y in device.needles_um], device.pitch_um, device.stagger_um, device.tip_um)
        steps = (shown.rolled[0], 0) if state == "lifted" else shown.rolled
        key = ("drum", px_per_mm, state, steps, room_px)
        return self._kept(key, lambda: [_centred(drum(look, px_per_mm, state, steps, room_px))])

    def _kept(self, key: tuple[object, ...], make: Callable[[], list[Piece]]) -> list[Piece]:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _shadow(self, px_per_mm: float, gap_mm: float) -> Piece:
        rgba, (dx, dy) = shadow(self.device.tip_um, px_per_mm, gap_mm)
        piece, dx = _centred(rgba), -dx if self._mirrored else dx
        return piece._replace(dx=piece.dx + round(dx), dy=piece.dy + round(dy))

    def _sliced(self, camera: Camera) -> list[Piece]:
        """The body cut across into pieces, each no larger than what is to be seen of it."""
        if self._body is None:
            self._body = handpiece(camera.base, self.device.tip_um / 1000, self.device.kind)
        rgba, (x, y) = self._body
        if self._mirrored:  # held from the other side
            rgba, x = rgba[:, ::-1], rgba.shape[1] - x
        body = surface_of(rgba)
        if camera.zoom != 1:
            body = pygame.transform.smoothscale_by(body, camera.zoom)
        x, y = round(x * camera.zoom), round(y * camera.zoom)
        wide = -(-body.get_width() // SLICES)
        pieces = []
        for left in range(0, body.get_width(), wide):
            part = body.subsurface(pygame.Rect(left, 0, wide, body.get_height()).clip(body.get_rect()))
            seen = part.get_bounding_rect()
            if seen.width:
                piece = part.subsurface(seen).copy()
                piece.set_alpha(255, pygame.RLEACCEL)  # mostly solid or empty: runs of either are quick to draw
                pieces.append(Piece(piece, left + seen.x - x, seen.y - y))
        return pieces


def surface_of(rgba: NDArray[np.uint8]) -> pygame.Surface:
    """A picture [h, w, 4] as a surface that is quick to draw."""
    size = (rgba.shape[1], rgba.shape[0])
    return pygame.image.frombuffer(np.ascontiguousarray(rgba).tobytes(), size, "RGBA").convert_alpha()


def _centred(rgba: NDArray[np.uint8]) -> Piece:
    return Piece(surface_of(rgba), -(rgba.shape[1] // 2), -(rgba.shape[0] // 2))
