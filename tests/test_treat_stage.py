"""The stage: what is painted piece by piece is what would have been painted at once, at every zoom."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from simulator.app.screens.treat_stage import _merged
from simulator.app.screens.treat_zoom import scaled


@pytest.mark.parametrize("zoom", [0.5, 1.5, 2.0])
def test_scaled_pieces_join_without_a_seam(zoom: float) -> None:
    rng = np.random.default_rng(3)
    picture = pygame.surfarray.make_surface(rng.integers(0, 256, (121, 90, 3), np.uint8))
    size = (int(120 * zoom), int(90 * zoom))
    whole, pieces = pygame.Surface(size), pygame.Surface(size)
    piece, place = scaled(picture, whole.get_rect(), zoom)
    whole.blit(piece, place)
    for left in range(0, size[0], 17):
        for top in range(0, size[1], 23):
            rect = pygame.Rect(left, top, 17, 23)
            piece, place = scaled(picture, rect, zoom)
            pieces.set_clip(rect)
            pieces.blit(piece, place)
    inner = slice(8, size[0] - 8), slice(8, size[1] - 8)
    assert (pygame.surfarray.array3d(whole)[inner] == pygame.surfarray.array3d(pieces)[inner]).all()


def test_a_scaled_picture_keeps_its_places() -> None:
    picture = pygame.Surface((100, 100))
    picture.fill("white", (40, 60, 10, 10))
    for zoom in (0.5, 1.5, 2.0):
        piece, place = scaled(picture, pygame.Rect(0, 0, int(100 * zoom), int(100 * zoom)), zoom)
        red = pygame.surfarray.array3d(piece)[..., 0] > 127
        xs, ys = (np.nonzero(red.any(axis))[0] for axis in (1, 0))
        assert place.topleft == (0, 0)
        assert abs(xs.mean() + 0.5 - 45 * zoom) <= 0.5 and abs(ys.mean() + 0.5 - 65 * zoom) <= 0.5


def test_rectangles_are_merged_only_where_that_is_cheap() -> None:
    near, far = pygame.Rect(0, 0, 64, 64), pygame.Rect(500, 500, 64, 64)
    assert _merged([near, near.move(2, 0), far, pygame.Rect(9, 9, 0, 5)]) == [near.union(near.move(2, 0)), far]
