"""A hand changed in one way after it was made: lifted over a strip, repeated, rushed, or turned back in the skin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from simulator.needling.chance import uniform
from simulator.needling.hand import Hand, Samples, join, samples

Ints = NDArray[np.int64]

PAUSE_US = 300_000
HURRY = 4
"""So many times as fast, and so many times over."""
HOOK_UM = 6000
"""How far a hook goes back along its own lane."""


def changed(s: Samples, **columns: NDArray[np.int64] | NDArray[np.bool_]) -> Samples:
    """The samples with some columns replaced."""
    return Samples(**{name: columns.get(name, getattr(s, name)) for name in Samples.__slots__})


def lifted(hand: Hand, x_um: int, length_um: int) -> Hand:
    """The hand without contact for a length around a line across its way."""
    s = hand.samples
    return hand._replace(samples=changed(s, down=s.down & (2 * np.abs(s.x_um - x_um) >= length_um)))


def gone_over_again(hand: Hand, share: float, seed: int) -> Hand:
    """The hand, and its first share in time twice more."""
    del seed
    s = hand.samples
    again = s[s.t_us < hand.end_us * share]
    if not len(again):
        return hand
    down = again.down & (np.arange(len(again)) < len(again) - 1)
    rounds = [changed(again, t_us=again.t_us + n * (hand.end_us + PAUSE_US), down=down) for n in (1, 2)]
    return hand._replace(samples=join([s, *rounds]))


def hurried(hand: Hand, share: float, seed: int) -> Hand:
    """The hand with its first share in time done in a quarter of the time, four times over."""
    del seed
    s = hand.samples
    first, rest = s[s.t_us < hand.end_us * share], s[s.t_us >= hand.end_us * share]
    if not len(first):
        return hand
    down = first.down & (np.arange(len(first)) < len(first) - 1)
    once = (int(first.t_us[-1]) + PAUSE_US) // HURRY
    rounds = [changed(first, t_us=first.t_us // HURRY + n * (once + PAUSE_US), down=down) for n in range(HURRY)]
    later = int(rounds[-1].t_us[-1]) + PAUSE_US - int(rest.t_us[0])
    return hand._replace(samples=join([*rounds, changed(rest, t_us=rest.t_us + later)]))


def contacts(s: Samples) -> list[tuple[int, int]]:
    """First and last-plus-one sample of every contact."""
    edges = np.nonzero(np.diff(np.concatenate([[False], s.down, [False]]).astype(np.int8)))[0]
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def chosen(s: Samples, count: float, seed: int, purpose: str) -> list[tuple[int, int]]:
    """So many contacts, in an order that belongs to the seed; more of them hold all that fewer do."""
    lanes = contacts(s)
    order = np.argsort(uniform(seed, purpose, np.arange(len(lanes))))
    return [lanes[i] for i in sorted(order[: round(count)].tolist())]


def rushed(hand: Hand, share: float, seed: int) -> Hand:
    """The hand with a share of its contacts at double speed."""
    s = hand.samples
    step = np.diff(s.t_us, prepend=s.t_us[:1])
    for first, last in chosen(s, share * len(contacts(s)), seed, "rush"):
        step[first + 1 : last + 1] //= 2
    return hand._replace(samples=changed(s, t_us=s.t_us[0] + np.cumsum(step)))


def hooked(hand: Hand, count: float, seed: int) -> Hand:
    """The hand with so many contacts ended by a turn back along their own way."""
    s, parts, done, later_us = hand.samples, [], 0, 0
    for first, last in chosen(s, count, seed, "hook"):
        part = s[done:last]
        parts.append(changed(part, t_us=part.t_us + later_us))
        before = max(last - 1 - 48, first)
        step_x, step_y = (int(c[last - 1] - c[before]) for c in (s.x_um, s.y_um))
        way, took_us = float(np.hypot(step_x, step_y)), int(s.t_us[last - 1] - s.t_us[before])
        back_us = round(took_us * HOOK_UM / max(way, 1.0))
        share = np.arange(1, 49) / 48
        x, y = (c[last - 1] - np.rint(share * HOOK_UM * d / max(way, 1.0)) for c, d in
                ((s.x_um, step_x), (s.y_um, step_y)))  # fmt: skip
        parts.append(samples(parts[-1].t_us[-1] + np.rint(share * back_us), x, y, share < 1))
        later_us, done = later_us + back_us, last
    parts.append(changed(s[done:], t_us=s[done:].t_us + later_us))
    return hand._replace(samples=join([p for p in parts if len(p)]))
