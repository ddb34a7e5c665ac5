"""Pictures as files: PNG and JPEG out, and small versions of large pictures."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray


def write_png(rgb: NDArray[np.uint8], path: Path) -> None:
    """Write a picture [h, w, 3] or [h, w, 4] as a PNG file."""
    from PIL import Image

    Image.fromarray(np.ascontiguousarray(rgb)).save(path, format="PNG")


def data_uri(rgb: NDArray[np.uint8], kind: Literal["PNG", "JPEG"] = "JPEG") -> str:
    """A picture [h, w, 3] (or [h, w, 4] as PNG) as an address that holds it, for pages without files beside them."""
    from PIL import Image

    out = io.BytesIO()
    options = {"quality": 88} if kind == "JPEG" else {"optimize": True}
    Image.fromarray(np.ascontiguousarray(rgb)).save(out, format=kind, **options)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(out.getvalue()).decode()}"


def thumbnail(rgb: NDArray[np.uint8], size_px: tuple[int, int]) -> NDArray[np.uint8]:
    """The picture cut to the proportions of width × height about its middle, and scaled to that size."""
    from PIL import Image, ImageOps

    return np.asarray(ImageOps.fit(Image.fromarray(np.ascontiguousarray(rgb)), size_px, Image.Resampling.LANCZOS))
