"""The camera: there and back, the framing of a section, and a view that keeps to the sheet."""

from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.app.camera import CLOSE, FAR, MARGIN_MM, NEAREST, Box, Camera, framing

VIEW = pygame.Rect(304, 0, 672, 736)
SHEET_MM = (180.0, 240.0)

millimetres = st.floats(-20, 260)


@given(millimetres, millimetres, st.integers(-8, 8))
def test_there_and_back(x_mm: float, y_mm: float, steps: int) -> None:
    camera = Camera(VIEW, SHEET_MM)
    camera.zoom_by(steps, (90, 120))
    assert camera.mm(camera.px(x_mm, y_mm)) == pytest.approx((x_mm, y_mm))


@given(st.floats(0, 100), st.floats(0, 140), st.floats(10, 80), st.floats(10, 100))
def test_a_section_is_framed_between_6_and_8_px_a_mm(left: float, top: float, wide: float, high: float) -> None:
    section = Box(left, top, left + wide, top + high)
    camera = Camera(VIEW, SHEET_MM, framing(VIEW, section, SHEET_MM))
    camera.frame(section)
    assert FAR <= camera.px_per_mm <= CLOSE
    needed = [camera.px_per_mm * (side + 2 * MARGIN_MM) for side in (wide, high)]
    if needed[0] <= VIEW.width and needed[1] <= VIEW.height:
        assert VIEW.inflate(2, 2).contains(camera.rect(section))
    assert VIEW.collidepoint(camera.px(left + wide / 2, top + high / 2))


@given(st.floats(100, 140), st.floats(100, 140), st.integers(-6, 6))
def test_the_place_under_the_tip_stays_while_zooming(x_mm: float, y_mm: float, steps: int) -> None:
    camera = Camera(pygame.Rect(0, 0, 300, 300), (240.0, 240.0))
    before = camera.px(x_mm, y_mm)
    camera.zoom_by(steps, (x_mm, y_mm))
    assert camera.px_per_mm <= NEAREST
    if camera.zoom >= 1:
        assert camera.px(x_mm, y_mm) == pytest.approx(before, abs=1)


def test_the_view_follows_a_place_that_leaves_it() -> None:
    camera = Camera(VIEW, SHEET_MM)
    camera.frame(Box(20, 20, 60, 60))
    for _ in range(60):
        camera.follow((150.0, 200.0))
        camera.glide()
    assert VIEW.collidepoint(camera.px(150, 200))
    assert not camera.glide(), "a view that has arrived stands still"


@given(st.lists(st.tuples(millimetres, millimetres), max_size=5))
def test_no_more_than_the_margin_is_seen_beyond_the_sheet(pans: list[tuple[float, float]]) -> None:
    camera = Camera(pygame.Rect(0, 0, 400, 400), SHEET_MM)
    for pan in pans:
        camera.pan(*pan)
    camera.glide(at_once=True)
    left, top = camera.mm((0, 0))
    right, bottom = camera.mm((400, 400))
    assert min(left, top) >= -MARGIN_MM - 0.2
    assert right <= SHEET_MM[0] + MARGIN_MM + 0.2 and bottom <= SHEET_MM[1] + MARGIN_MM + 0.2


def test_a_small_section_is_framed_closer_where_the_sheet_is_soon_drawn() -> None:
    section = Box(40, 40, 80, 80)
    assert framing(VIEW, section, (100.0, 100.0)) == CLOSE
    assert framing(VIEW, section, (220.0, 280.0)) == FAR
    assert framing(VIEW, Box(10, 10, 90, 90), (100.0, 100.0)) == FAR


@pytest.mark.parametrize("base", [FAR, CLOSE])
def test_zooming_comes_as_near_as_12_px_a_mm(base: int) -> None:
    camera = Camera(VIEW, SHEET_MM, base)
    camera.zoom_by(9, (90, 120))
    assert camera.px_per_mm == NEAREST


def test_a_pixel_becomes_whole_micrometres() -> None:
    camera = Camera(pygame.Rect(0, 0, 400, 400), (40.0, 40.0))
    x_um, y_um = camera.um((203, 197))
    assert isinstance(x_um, int)
    assert (x_um, y_um) == (20_000 + 3_000 / FAR, 20_000 - 3_000 / FAR)
