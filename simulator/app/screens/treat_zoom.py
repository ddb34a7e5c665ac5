"""Pictures of skin at another zoom, such that pieces scaled one by one join without a seam.

The scaling of pygame stretches corners onto corners, which shifts what lies between by up to a pixel, differently for
pieces of different sizes; whole multiples and exact halves do not.
"""

from __future__ import annotations

import pygame

SEAM = 4
"""Picture pixels around a piece that its scaled edges may depend on."""


def scaled(picture: pygame.Surface, part: pygame.Rect, zoom: float) -> tuple[pygame.Surface, pygame.Rect]:
    """At least a part (in scaled pixels) of a picture at a zoom of ½, 1½ or 2, and the place of the piece therein."""
    whole = pygame.Rect(0, 0, picture.get_width() // 2 * 2, picture.get_height() // 2 * 2)
    source = _under(part, zoom).clip(whole)
    piece = picture.subsurface(source)
    place = pygame.Rect(*(round(v * zoom) for v in source))
    if zoom == 2:
        return _doubled(piece), place
    if zoom == 0.5:
        return pygame.transform.smoothscale(piece, place.size), place
    thrice = pygame.transform.scale(piece, (3 * source.width, 3 * source.height))
    return pygame.transform.smoothscale(thrice, place.size), place


def _under(part: pygame.Rect, zoom: float) -> pygame.Rect:
    """Picture pixels under scaled ones, widened to even places, which every zoom turns into whole ones."""
    left, top = int(part.left / zoom) // 2 * 2 - SEAM, int(part.top / zoom) // 2 * 2 - SEAM
    right, bottom = int(part.right / zoom) // 2 * 2 + 2 + SEAM, int(part.bottom / zoom) // 2 * 2 + 2 + SEAM
    return pygame.Rect(left, top, right - left, bottom - top)


def _doubled(piece: pygame.Surface) -> pygame.Surface:
    """Every pixel twice, then each mixed with its neighbour to the left and above: straight lines between pixels."""
    twice = pygame.transform.scale(piece, (2 * piece.get_width(), 2 * piece.get_height()))
    for step in ((1, 0), (0, 1)):
        beside = twice.copy()
        beside.set_alpha(128)
        twice.blit(beside, step)
    return twice
