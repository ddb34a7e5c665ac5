"""The colour of skin: what melanin and blood leave of white light, and the screen values it becomes."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Rgb8 = NDArray[np.uint8]
"""A picture [h, w, 3] in sRGB."""
Linear = NDArray[np.floating]
"""A picture [h, w, 3] in linear light, 0 to 1; float32 wherever a picture is drawn."""

BARE = np.array([0.965, 0.835, 0.690])
"""Skin without melanin and blood, linear sRGB (a fit of this project, not a measurement)."""
MELANIN = np.array([4.4, 6.2, 8.1])
"""Absorbance per channel for a melanin fraction of 1 (a fit of this project)."""
BLOOD = np.array([0.02, 0.17, 0.13])
"""Absorbance per channel for 1 × the normal amount of blood (a fit of this project)."""
STAGE = (0xD3, 0xDB, 0xE0)
"""sRGB of the stage that a body part lies on."""
BLOOD_STEPS = 32
"""Steps of extra blood in one time the normal amount, so that a byte holds up to 8 times."""


def albedo(melanin: ArrayLike, blood: ArrayLike) -> Linear:
    """The share of light that skin returns in each channel: R = BARE · exp(−MELANIN · m − BLOOD · b) (Beer–Lambert)."""
    m, b = np.broadcast_arrays(np.asarray(melanin, np.float32), np.asarray(blood, np.float32))
    out = np.empty((*m.shape, 3), np.float32)
    for c in range(3):
        exponent = np.float32(-MELANIN[c]) * m
        exponent -= np.float32(BLOOD[c]) * b
        np.exp(exponent, out=out[..., c])
        out[..., c] *= np.float32(BARE[c])
    return out


def to_linear(srgb: ArrayLike) -> NDArray[np.float64]:
    """Linear light of sRGB values 0 to 255 (IEC 61966-2-1)."""
    s = np.asarray(srgb, np.float64) / 255
    return np.where(s <= 0.04045, s / 12.92, ((s + 0.055) / 1.055) ** 2.4)


def to_srgb(linear: ArrayLike) -> NDArray[np.uint8]:
    """sRGB values 0 to 255 of linear light (IEC 61966-2-1), read from a table of 4096 steps."""
    light = np.asarray(linear, np.float32) * np.float32(4095)
    light += np.float32(0.5)
    np.clip(light, 0, 4095, out=light)
    return _srgb_table()[light.astype(np.uint16)]


@cache
def _srgb_table() -> NDArray[np.uint8]:
    light = np.arange(4096) / 4095
    s = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.rint(s * 255).astype(np.uint8)


def redden(rgb: Rgb8, blood: NDArray[np.uint8]) -> Rgb8:
    """The picture with extra blood [h, w], in 1/32 of the normal amount.

    Blood only multiplies linear light by exp(−BLOOD · Δb), so a finished picture reddens by a table a channel.
    """
    page = blood.astype(np.intp) << 8
    out = np.empty_like(rgb)
    for c, table in enumerate(_redness_tables()):
        out[..., c] = table[page | rgb[..., c]]
    return out


@cache
def _redness_tables() -> NDArray[np.uint8]:
    """For each channel the sRGB value at [256 · blood step + sRGB value]."""
    light, extra = to_linear(np.arange(256)), np.arange(256) / BLOOD_STEPS
    left = np.exp(-BLOOD[:, None, None] * extra[:, None]) * light
    s = np.where(left <= 0.0031308, 12.92 * left, 1.055 * left ** (1 / 2.4) - 0.055)
    return np.rint(s * 255).astype(np.uint8).reshape(3, -1)


def luminance(srgb: ArrayLike) -> NDArray[np.float64]:
    """Relative luminance of sRGB values [..., 3] (WCAG 2.2)."""
    return to_linear(srgb) @ np.array([0.2126, 0.7152, 0.0722])


def contrast(one: ArrayLike, other: ArrayLike) -> NDArray[np.float64]:
    """Contrast ratio of two sRGB colours [..., 3], from 1 to 21 (WCAG 2.2)."""
    a, b = luminance(one), luminance(other)
    return (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)
