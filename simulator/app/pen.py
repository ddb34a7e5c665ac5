"""The pen: moves, presses and turns of the dial become rounded samples and acts on the recording's clock."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from simulator.needling.device import Device
from simulator.needling.hand import INPUTS, NO_SAMPLES, UPRIGHT_FORCE_MN, Act, Hand, samples

APPROACH_US, LIFT_US = 80_000, 40_000
"""From press to contact and from release to its end: the same on every device (convention of this project)."""
STILL_US = 10_000
"""A hand in contact is sampled at least this often, so that dwelling shows at once."""
BEYOND_UM = 20_000
"""How far the tip may leave the sheet."""

Place = tuple[int, int]


class Grip(NamedTuple):
    """How the hand is read: `gain` is mm of skin per mm of hand; `latch` means press = down, press = up."""

    relative: bool = True
    latch: bool = False
    gain: Fraction = Fraction(1)
    counts_per_mm: Fraction = Fraction(63, 2)


class Pen:
    """Answers the hand of a trainee; times given to it are the window's, in µs, and must not fall.

    The hand depends on the events alone, not on how often it is taken: an edge of contact and a sign of stillness have
    their own exact times, and stand at the last place that was known.
    """

    def __init__(self, device: Device, sheet_um: Place, grip: Grip) -> None:
        self.device, self.grip = device, grip
        self.dial_um, self.rate_hz = 0, round(device.motor_hz)
        self.down = False
        per_count = grip.gain * 1000 / grip.counts_per_mm
        self._per_count, self._parts = per_count.numerator, per_count.denominator
        self._limits = [(-BEYOND_UM * self._parts, (side + BEYOND_UM) * self._parts) for side in sheet_um]
        self._exact = [0, 0]
        self._origin_us = 0
        self._last_us = -1
        self._wanted = False
        self._edges: list[tuple[int, bool]] = []
        self._rows: list[tuple[int, int, int, bool, int, int, int]] = []
        self._lean = (UPRIGHT_FORCE_MN, 0, 0)
        self.read_by = INPUTS[int(grip.relative)]
        self._acts: list[Act] = []

    def begin(self, now_us: int, at_um: Place, dial_um: int, clock_us: int = 0) -> None:
        """The recording's clock stands at `clock_us` now; the tip is lifted, at a place, with the dial as given."""
        self._origin_us, self._last_us = now_us - clock_us, clock_us - 1
        self.dial_um = dial_um
        self._go(tuple(value * self._parts for value in at_um))
        self._sample(clock_us)

    @property
    def at_um(self) -> Place:
        """Where the tip is, rounded to whole µm."""
        return _nearest(self._exact[0], self._parts), _nearest(self._exact[1], self._parts)

    @property
    def running(self) -> bool:
        """Whether the motor is heard: from the press until the tip has lifted."""
        return self._wanted or self.down

    @property
    def pressed(self) -> bool:
        """Whether the hand wants contact."""
        return self._wanted

    def lifted(self, now_us: int) -> bool:
        """Whether nothing presses, and the tip has lifted by now."""
        self._until(now_us)
        return not self.running

    def time_us(self, now_us: int) -> int:
        """The recording's time."""
        return now_us - self._origin_us

    def height(self, now_us: int) -> float:
        """How far the tip is from the skin: 0 in contact, 1 lifted; it comes down over 80 ms and rises over 40 ms."""
        for edge_us, down in self._edges:
            left = min(max(edge_us - self.time_us(now_us), 0) / (APPROACH_US if down else LIFT_US), 1.0)
            return left if down else 1 - left
        return 0.0 if self.down else 1.0

    def move(self, now_us: int, dx: int, dy: int) -> None:
        """The hand moves by counts; they are summed exactly, so nothing drifts, and zoom has no part in it."""
        t_us = self._until(now_us)
        self._go((self._exact[0] + dx * self._per_count, self._exact[1] + dy * self._per_count))
        self._sample(t_us)

    def place(self, now_us: int, x_um: int, y_um: int) -> None:
        """The pointer is at a place of the sheet: tablet, touch, remote desktop."""
        t_us = self._until(now_us)
        self._go((x_um * self._parts, y_um * self._parts))
        self._sample(t_us)

    def steer(self, now_us: int, x_mm_s: float, y_mm_s: float, us: int) -> None:
        """A hand without a mouse glides at a speed for a time: rounded to whole parts of a µm here."""
        t_us = self._until(now_us)
        dx, dy = (round(speed * us * self._parts / 1000) for speed in (x_mm_s, y_mm_s))
        self._go((self._exact[0] + dx, self._exact[1] + dy))
        self._sample(t_us)

    def lean(self, now_us: int, force_mn: int, tilt_ddeg: int, tilt_dir_ddeg: int) -> None:
        """How hard and how upright the pen is held from now on, where something can tell."""
        if self._lean != (force_mn, tilt_ddeg, tilt_dir_ddeg):
            t_us = self._until(now_us)
            self._lean = (force_mn, tilt_ddeg, tilt_dir_ddeg)
            self._sample(t_us)

    def press(self, now_us: int) -> None:
        """An approach begins; with a latched pen every second press lifts."""
        if self._wanted:
            if self.grip.latch:
                self._lift(now_us)
            return
        self._wanted = True
        self._edges.append((self._until(now_us) + APPROACH_US, True))

    def release(self, now_us: int) -> None:
        """The tip lifts, unless the pen is latched."""
        if self._wanted and not self.grip.latch:
            self._lift(now_us)

    def turn(self, now_us: int, steps: int) -> None:
        """The dial turns by steps of the device; a drum is changed for another only while it is lifted."""
        if self.device.pitch_um and not self.lifted(now_us):
            return
        dial_um = self.device.snapped(self.dial_um + steps * self.device.dial_step_um)
        if dial_um != self.dial_um:
            self.dial_um = dial_um
            self.act(now_us, "dial", dial_um)

    def speed(self, now_us: int, steps: int, around: bool = False) -> None:
        """The motor goes to another of its rates, by so many; `around` begins again behind the last."""
        rates = self.device.rates_hz
        if len(rates) > 1:
            at = rates.index(self.rate_hz) + steps
            self.rate_hz = rates[at % len(rates) if around else min(max(at, 0), len(rates) - 1)]
            self.act(now_us, "rate", self.rate_hz)

    def act(self, now_us: int, what: str, value: int) -> None:
        """Something is done, now."""
        self._acts.append(Act(self._until(now_us), what, value))

    def switch(self, now_us: int, relative: bool) -> None:
        """From now on the pointer is read by counts, or by places; the change is written down."""
        if relative != self.grip.relative:
            self.grip = self.grip._replace(relative=relative)
            self.switch_to(now_us, "relative" if relative else "absolute")

    def switch_to(self, now_us: int, read_by: Literal["absolute", "relative", "keys", "pad"]) -> None:
        """What the hand is read by from now on, which is written down."""
        self.read_by = read_by
        self.act(now_us, "input", INPUTS.index(read_by))

    def pause(self, now_us: int) -> None:
        """The tip lifts at once, and the recording's clock will stand still until `resume`."""
        t_us = self._until(now_us)
        self._wanted = False
        self._edges.clear()
        if self.down:
            self.down = False
            self._sample(t_us)

    def resume(self, now_us: int, paused_us: int) -> None:
        """The recording's clock goes on from where it stood `paused_us` ago; the pause is written down."""
        self._origin_us += paused_us
        self.act(now_us, "pause", paused_us)

    def take(self, now_us: int) -> Hand:
        """All samples and acts up to now that were not taken yet; times rise strictly."""
        self._settle(self.time_us(now_us) + 1)
        rows, self._rows = self._rows, []
        acts, self._acts = self._acts, []
        if not rows:
            return Hand(NO_SAMPLES, tuple(acts))
        t, x, y, down, force, tilt, way = zip(*rows, strict=True)
        return Hand(samples(t, x, y, down, force_mn=force, tilt_ddeg=tilt, tilt_dir_ddeg=way), tuple(acts))

    def _lift(self, now_us: int) -> None:
        t_us = self._until(now_us)
        self._wanted = False
        coming = [edge for edge in self._edges if edge[1]]
        if coming:
            self._edges.remove(coming[0])
        else:
            self._edges.append((t_us + LIFT_US, False))

    def _until(self, now_us: int) -> int:
        """Samples everything that was due before now; answers the recording's time."""
        t_us = self.time_us(now_us)
        self._settle(t_us)
        return t_us

    def _settle(self, t_us: int) -> None:
        """Samples the edges and the stillness before a time, each at its own."""
        while True:
            edge_us = min(self._edges[0][0] if self._edges else t_us, t_us)
            still_us = self._last_us + STILL_US
            if self.down and still_us < edge_us:
                self._sample(still_us)
            elif edge_us < t_us:
                self.down = self._edges.pop(0)[1]
                self._sample(edge_us)
            else:
                return

    def _sample(self, t_us: int) -> None:
        self._last_us = max(t_us, self._last_us + 1)
        self._rows.append((self._last_us, *self.at_um, self.down, *self._lean))

    def _go(self, exact: tuple[int, ...]) -> None:
        pairs = zip(exact, self._limits, strict=True)
        self._exact = [min(max(value, low), high) for value, (low, high) in pairs]


def _nearest(value: int, parts: int) -> int:
    """value / parts, rounded half to even."""
    whole, rest = divmod(value, parts)
    return whole + (2 * rest > parts or (2 * rest == parts and whole % 2 == 1))
