"""A photo to trace over: it stays on this machine, without its metadata, and only lines drawn over it are published."""

from __future__ import annotations

from math import hypot
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.errors import NeedlepassError
from simulator.words import _

MOST_BYTES, MOST_PX, LONGEST_PX = 60_000_000, 80_000_000, 1600
LEAST_PX = 20
"""A known length wants so many pixels between its ends."""


class Photo(NamedTuple):
    """Pixels [h, w, 3], and how many of them are a mm once two ends of a known length have been clicked."""

    rgb: NDArray[np.uint8]
    px_per_mm: float | None = None

    @property
    def size_mm(self) -> tuple[float, float] | None:
        """Width and height, where the scale is known."""
        if self.px_per_mm is None:
            return None
        return self.rgb.shape[1] / self.px_per_mm, self.rgb.shape[0] / self.px_per_mm

    def scaled(self, a: tuple[float, float], b: tuple[float, float], length_mm: float) -> Photo:
        """The scale that two clicks on the ends of a known length give; a NeedlepassError where they say too little."""
        apart = hypot(b[0] - a[0], b[1] - a[1])
        if apart < LEAST_PX or not 1 <= length_mm <= 2000:
            raise NeedlepassError(
                _("Click two ends that are further apart, and give their distance in mm (1 to 2000).")
            )
        return self._replace(px_per_mm=apart / length_mm)

    def mm(self, at_px: tuple[float, float]) -> tuple[float, float]:
        """A place of the picture in mm."""
        scale = self.px_per_mm or 1.0
        return at_px[0] / scale, at_px[1] / scale


def read(path: Path) -> Photo:
    """The pixels of a picture file and nothing else of it, as it is held upright, no larger than can be traced."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        if path.stat().st_size > MOST_BYTES:
            text = _("{file} is too large: at most {most:.0f} MB.")
            raise NeedlepassError(text.format(file=path, most=MOST_BYTES / 1e6))
        with Image.open(path) as image:
            if image.width * image.height > MOST_PX:
                text = _("{file} has too many pixels: at most {most:.0f} million.")
                raise NeedlepassError(text.format(file=path, most=MOST_PX / 1e6))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((LONGEST_PX, LONGEST_PX))
            return Photo(np.array(upright))
    except (OSError, UnidentifiedImageError, ValueError, Image.DecompressionBombError) as error:
        text = _("{file} is no picture that can be read (PNG, JPEG, WebP): {reason}.")
        raise NeedlepassError(text.format(file=path, reason=error)) from error
