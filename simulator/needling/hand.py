"""What the trainee did: rounded samples of the hand and acts, in µs and µm; the only thing that is ever stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

UPRIGHT_FORCE_MN = 1000
"""Force assumed where a device reports none: 1 N, inside the range in which set depth is real depth (convention)."""
INPUTS = ("absolute", "relative", "keys", "pad")
"""How a hand can be read, by the value of an act `input`: by places, by counts of a mouse, by keys, by a controller."""
CARE = ("care.", "why.", "mark.", "postpone", "step.", "numb.", "plan.", "after.")
"""How the names of acts begin that belong to the time before and after the treatment; their values: `outcome.care`."""


class Act(NamedTuple):
    """Something done at a time: `dial` (value in µm), `rate` (Hz), `gel.x` and `gel.y`, `stretch.x` and `stretch.y` (a
    place in µm), `stretch.off`, `answer` (which, from 1), `stick` (a step after a needlestick, from 1), `gap` (length
    in µs), `pause`, `input` (how the hand is read: `INPUTS`), `peek`, `ghost`, `hint`, `gauge` and `plan` (help that is
    seen, or not), and those of `CARE`.
    """

    t_us: int
    what: str
    value: int

    @property
    def treats(self) -> bool:
        """Whether this was done during the treatment, not before or after it."""
        return not self.what.startswith(CARE)


@dataclass(frozen=True, slots=True)
class Samples:
    """Places of the tip, all arrays of one length n; between two samples the tip moves straight, contact holds."""

    t_us: NDArray[np.int64]
    x_um: NDArray[np.int64]
    y_um: NDArray[np.int64]
    down: NDArray[np.bool_]
    force_mn: NDArray[np.int64]
    tilt_ddeg: NDArray[np.int64]
    tilt_dir_ddeg: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.t_us)

    def __getitem__(self, part: slice | NDArray[np.bool_]) -> Samples:
        return Samples(*(column[part] for column in _columns(self)))


def _columns(s: Samples) -> tuple[NDArray[Any], ...]:
    return s.t_us, s.x_um, s.y_um, s.down, s.force_mn, s.tilt_ddeg, s.tilt_dir_ddeg


class Hand(NamedTuple):
    """Samples with strictly rising times, and acts in order of time."""

    samples: Samples
    acts: tuple[Act, ...] = ()

    def between(self, t0_us: int, t1_us: int) -> Hand:
        """The part of the hand with t0 <= t < t1."""
        first, last = np.searchsorted(self.samples.t_us, [t0_us, t1_us])
        return Hand(self.samples[first:last], tuple(a for a in self.acts if t0_us <= a.t_us < t1_us))

    @property
    def begin_us(self) -> int:
        """Time of the first sample or act; 0 for an empty hand."""
        firsts = [int(self.samples.t_us[0])] if len(self.samples) else []
        return min(firsts + [a.t_us for a in self.acts[:1]], default=0)

    @property
    def held_us(self) -> int:
        """Time of the first sample, from when on the device is held; 0 where there is none."""
        return int(self.samples.t_us[0]) if len(self.samples) else 0

    @property
    def end_us(self) -> int:
        """Time of the last sample or act; 0 for an empty hand."""
        last_sample = int(self.samples.t_us[-1]) if len(self.samples) else 0
        return max(last_sample, self.acts[-1].t_us if self.acts else 0)


def samples(t_us: ArrayLike, x_um: ArrayLike, y_um: ArrayLike, down: ArrayLike, **more: ArrayLike) -> Samples:
    """Samples from columns; force and tilt default to upright at 1 N. Refuses unequal lengths and times that do not
    rise.
    """
    t = np.asarray(t_us, np.int64)
    fixed = {"force_mn": UPRIGHT_FORCE_MN, "tilt_ddeg": 0, "tilt_dir_ddeg": 0}
    columns: list[NDArray[Any]] = [np.asarray(x_um, np.int64), np.asarray(y_um, np.int64), np.asarray(down, bool)]
    columns += [np.broadcast_to(np.asarray(more.get(k, v), np.int64), t.shape) for k, v in fixed.items()]
    if any(c.shape != t.shape for c in columns) or t.ndim != 1:
        raise ValueError(f"columns of samples must have one length, not {[c.shape for c in columns]}")
    if len(t) > 1 and not (np.diff(t) > 0).all():
        raise ValueError(f"times must rise strictly; they do not after sample {int(np.argmax(np.diff(t) <= 0))}")
    return Samples(t, *columns)


def join(parts: list[Samples]) -> Samples:
    """Samples one after the other."""
    return Samples(*(np.concatenate(columns) for columns in zip(*[_columns(part) for part in parts], strict=True)))


NO_SAMPLES = samples([], [], [], [])
NO_HAND = Hand(NO_SAMPLES)
