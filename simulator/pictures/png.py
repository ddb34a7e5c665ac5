"""Pictures as files: PNG out, and small versions of large pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def write_png(rgb: NDArray[np.uint8], path: Path) -> None:
    """Write a picture [h, w, 3] or [h, w, 4] as a PNG file."""
    from PIL import Image

    Image.fromarray(np.ascontiguousarray(rgb)).save(path, format="PNG")


def thumbnail(rgb: NDArray[np.uint8], size_px: tuple[int, int]) -> NDArray[np.uint8]:
    """The picture cut to the proportions of width × height about its middle, and scaled to that size."""
    from PIL import Image, ImageOps

    return np.asarray(ImageOps.fit(Image.fromarray(np.ascontiguousarray(rgb)), size_px, Image.Resampling.LANCZOS))
