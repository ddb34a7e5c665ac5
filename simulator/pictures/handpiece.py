"""The body of the device, leaning away from the work at 60 degrees so that it never hides what is treated."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.pictures.maps import Rgba
from simulator.pictures.sheet import step

HEADING_DEG = 38.0
"""Where it points on the screen, from the right downwards."""
PEN = (
    (2.5, 15.0, 0.0, 5.6, "clear"),
    (15.0, 24.0, 5.6, 8.4, "clear"),
    (24.0, 34.0, 8.8, 9.0, "ribbed"),
    (34.0, 60.0, 8.9, 8.9, "metal"),
    (60.0, 60.8, 8.7, 8.7, "dark"),
    (60.8, 84.0, 8.9, 8.6, "metal"),
    (84.0, 90.0, 8.2, 7.0, "dark"),
)
"""Along the body as seen, in mm: from, to, radius at either end (0: as wide as the cartridge), and of what it is."""
ROLLER = (
    (10.0, 14.0, 2.4, 2.4, "dark"),
    (14.0, 36.0, 2.4, 3.4, "metal"),
    (36.0, 37.0, 4.2, 4.2, "dark"),
    (37.0, 58.0, 5.0, 5.8, "ribbed"),
    (58.0, 84.0, 5.8, 5.2, "metal"),
    (84.0, 90.0, 5.0, 4.0, "dark"),
)
"""The neck and the handle of a roller; its drum is drawn by itself, as it lies."""
SEEN_MM = {"pen": (8.0, 27.0), "roller": (11.0, 22.0)}
"""Between these the body comes out of nothing, so that it does not hide what is treated."""
BANDS = (
    (-1.0, 0x5D6C78),
    (-0.72, 0x8E9CA8),
    (-0.36, 0xC9D3DA),
    (0.05, 0xF1F5F7),
    (0.45, 0xB8C4CC),
    (0.8, 0x7F8E9A),
)
"""Flat bands of light across the body, from its upper to its lower edge, as on turned metal."""


def handpiece(px_per_mm: float, tip_mm: float = 6.0, kind: str = "pen") -> tuple[Rgba, tuple[int, int]]:
    """The body as a picture, and the pixel (x, y) in it that belongs on the middle of the tip."""
    fine = 2
    length = 94 * px_per_mm
    c, s = np.cos(np.radians(HEADING_DEG)), np.sin(np.radians(HEADING_DEG))
    pad = int(12 * px_per_mm)
    width, height = int(length * c) + 2 * pad, int(length * s) + 2 * pad
    x, y = np.meshgrid(*((np.arange(n * fine) + 0.5) / fine - pad for n in (width, height)))
    along, across = (x * c + y * s) / px_per_mm, (y * c - x * s) / px_per_mm
    rgba = np.zeros((*along.shape, 4), np.float32)
    for start, end, wide, far, material in ROLLER if kind == "roller" else PEN:
        near = wide or 0.4 * tip_mm
        radius = near + (far - near) * np.clip((along - start) / (end - start), 0, 1)
        inside = (along >= start) & (along < end) & (np.abs(across) <= radius)
        v = np.clip(across / radius, -1, 1)
        colour = _turned(v[inside])
        rgba[inside, :3] = _material(colour, along[inside], material)
        rgba[inside, 3] = 1
    rgba[..., 3] *= 0.30 + 0.70 * step(*SEEN_MM[kind], along)
    return _reduced(rgba, fine), (pad, pad)


def _turned(v: NDArray[np.floating]) -> NDArray[np.float32]:
    """sRGB of the flat band of light at places across the body, -1 to 1."""
    edges = np.array([edge for edge, _ in BANDS])
    colours = np.array([[colour >> shift & 255 for shift in (16, 8, 0)] for _, colour in BANDS], np.float32)
    return colours[np.clip(np.searchsorted(edges, v, "right") - 1, 0, len(BANDS) - 1)]


def _material(colour: NDArray[np.float32], along: NDArray[np.floating], material: str) -> NDArray[np.float32]:
    if material == "ribbed":
        return colour * np.where(np.mod(along, 1.6) < 0.8, 0.62, 0.86)[:, None].astype(np.float32)
    if material == "dark":
        return colour * np.float32(0.45)
    return 0.35 * colour + 0.65 * np.array([226, 234, 238], np.float32) if material == "clear" else colour


def _reduced(rgba: NDArray[np.float32], fine: int) -> Rgba:
    """The picture at its real size, colours averaged by their cover."""
    height, width = rgba.shape[0] // fine, rgba.shape[1] // fine
    rgba[..., :3] *= rgba[..., 3:]
    small = rgba.reshape(height, fine, width, fine, 4).mean((1, 3))
    small[..., :3] /= np.maximum(small[..., 3:], 1e-6)
    small[..., 3] *= 255
    return np.rint(small).astype(np.uint8)
