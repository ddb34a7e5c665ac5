"""What is seen of a treatment beside gliding: fingers and gel on the skin, the patient, keys of the other hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pygame

from simulator.app.screens.treat_cover import Progress
from simulator.app.screens.treat_patient import Told, picture
from simulator.app.screens.treat_pull import Pull
from simulator.app.screens.treat_reading import Moment
from simulator.app.screens.treat_stage import Stage
from simulator.app.screens.treat_tip import surface_of
from simulator.needling.device import read_off
from simulator.needling.hand import Hand
from simulator.needling.run import Run
from simulator.needling.upkeep import FILM_UM, Spot, Upkeep
from simulator.outcome import endpoint
from simulator.outcome.discomfort import vas
from simulator.outcome.dose import cut
from simulator.outcome.during import STEPS, Treatment
from simulator.outcome.events import KINDS, Kind
from simulator.pictures.finger import finger
from simulator.session import Scenario
from simulator.words import _, mark

FEELS_US = 5_000_000
"""What a contact felt like is told so long after it."""
RECALLS_US = 4_000_000
"""An answer that was given is told so long."""
EDGE = 12
KEY_WIDE, KEY_HIGH, KEY_GAP = 64, 44, 6
KEYS = (("stretch", "S", mark("Stretch")), ("gel", "G", mark("Gel")), ("attend", "A", mark("Attend")))
"""What the other hand can do, its key, and its word."""


class During:
    """Keeps the stage up to date with the acts of a run; every picture is made only when what it shows has changed."""

    def __init__(
        self, scenario: Scenario, treatment: Treatment, run: Run, stage: Stage, labels: Mapping[str, str] | None = None
    ) -> None:
        self.treatment, self.run, self._scenario, self._stage = treatment, run, scenario, stage
        self._labels, self._pull = labels or {}, Pull()
        self.event = treatment.event(run.seed)
        self.live = False  # whether there is another hand that could do something
        self._patches = cut(run.skin, scenario.plans)
        self._expected = [endpoint.expected(plan) for plan in scenario.plans]
        self._signs: dict[int, tuple[Progress, int]] = {}
        self._touched: tuple[int, int] | None = None  # when, and how deep
        self._told: Told | None = None
        self._standing: tuple[Spot, ...] = ()
        self._films = self._sticks = 0
        self._lost: dict[tuple[int, bool, bool], int] = {}
        self._buttons: dict[str, pygame.Rect] = {}

    @property
    def upkeep(self) -> Upkeep:
        if self.run.upkeep is None:
            raise ValueError("a treatment without upkeep")
        return self.run.upkeep

    def take(self, hand: Hand) -> None:
        """The next part of the hand, which the run has taken in already."""
        if not hand.acts:
            return
        upkeep = self.upkeep
        for film in upkeep.films[self._films :]:
            self._stage.live.spread(film.x_um, film.y_um, FILM_UM, film.t_us)
        if len(upkeep.films) > self._films:
            self._stage.age(upkeep.films[-1].t_us, at_once=True)  # spread with a lifted tip: there is time
        self._films = len(upkeep.films)
        if upkeep.holds[-1].fingers != self._standing:
            self._standing = upkeep.holds[-1].fingers
            self._stage.finger([self._finger(number) for number in range(len(self._standing))])

    def _finger(self, number: int) -> tuple[pygame.Surface, pygame.Rect]:
        """A finger on the picture of the sheet, coming from the side that is away from the other one."""
        spot, other = self._standing[number], self._standing[1 - number] if len(self._standing) > 1 else None
        away = (0.0, 1.0) if other is None else (float(spot.x_um - other.x_um), float(spot.y_um - other.y_um))
        scale = self._stage.camera.base
        rgba, (x, y) = finger(scale, away)
        surface = surface_of(rgba)
        at = round(spot.x_um * scale / 1000) - x, round(spot.y_um * scale / 1000) - y
        return surface, surface.get_rect(topleft=at)

    def stuck(self) -> bool:
        """Whether a needle has struck a finger since this was asked last."""
        before, self._sticks = self._sticks, len(self.upkeep.sticks)
        steps = sum(1 for act in self.run.acts if act.what == "stick") if self._sticks > before else 0
        return self._sticks > max(before, steps // len(STEPS))  # a run that is continued has been through it

    def reach_um(self, moment: Moment, reach_um: tuple[int, int]) -> tuple[int, int]:
        """Depths that are reached, less what slack and dry skin take of them at the tip's place."""
        slack = self.treatment.stretch and not self.upkeep.held(*moment.at_um)
        dry = self.treatment.gel and not self.upkeep.gelled(moment.now_us, *moment.at_um)
        key = (moment.dial_um, slack, dry)
        if key not in self._lost:
            device, dial = self._scenario.device, np.array([moment.dial_um], np.int64)
            taken = [read_off(table, dial) for table, on in ((device.loss_slack, slack), (device.loss_dry, dry)) if on]
            self._lost[key] = sum(int(loss[0]) for loss in taken)
        return reach_um[0] - self._lost[key], reach_um[1] - self._lost[key]

    def pulled_mm(self, moment: Moment) -> tuple[float, float]:
        """By how much the skin follows the tip: only slack or dry skin clings to it."""
        slack = self.treatment.stretch and not self.upkeep.held(*moment.at_um)
        dry = self.treatment.gel and not self.upkeep.gelled(moment.now_us, *moment.at_um)
        return self._pull.look(moment.now_us, moment.at_um, moment.height == 0 and (slack or dry))

    def pending(self, now_us: int) -> Kind | None:
        """The event that wants an answer now."""
        event_us, settled_us = self.upkeep.event_us, self.upkeep.settled_us
        if self.event is None or event_us is None or not event_us <= now_us < settled_us:
            return None
        kind = KINDS[self.event.kind]
        return kind if kind.asks or now_us < event_us + kind.away_us else None

    def forget(self) -> None:
        """All of it is laid again: the window has another size."""
        self._told = None

    def tell(self, moment: Moment, active: int, progress: Progress | None) -> None:
        """Lays the patient over the stage where anything about it has changed."""
        if moment.height == 0:
            self._touched = (moment.now_us, moment.dial_um)
        if self._told is None and self.live:
            self._lay_keys()
        told = self._tell(moment, active, progress)
        if told != self._told:
            self._told = told
            style, view = self._stage.style, self._stage.camera.view
            surface = picture(style, told, view.width - 2 * style.px(EDGE))
            at = (view.left + style.px(EDGE), view.top + style.px(EDGE))
            self._stage.lay("patient", surface, surface.get_rect(topleft=at))

    def _tell(self, moment: Moment, active: int, progress: Progress | None) -> Told:
        kind = self.pending(moment.now_us)
        small = " · ".join(self._small(moment, active, progress))
        answered = next((a for a in self.upkeep.answers[::-1] if a[0] <= moment.now_us < a[0] + RECALLS_US), None)
        if answered and self.event is not None:
            given = KINDS[self.event.kind].answers[answered[1] - 1 : answered[1]]
            small = _(given[0]) if given else small
        seen, said = (kind.seen, "" if answered else kind.said) if kind else ("", "")
        return Told(self._felt(moment.now_us), self.event.kind if kind and self.event else "", seen, said, small)

    def _felt(self, now_us: int) -> int | None:
        if not self.treatment.discomfort or self._touched is None:
            return None
        since_us, dial_um = self._touched
        return round(vas(dial_um / 1000, self.treatment.numbing)) if now_us - since_us < FEELS_US else None

    def _small(self, moment: Moment, active: int, progress: Progress | None) -> list[str]:
        """The sign that the active zone gives, and what is wrong with the skin under the tip."""
        if not self.treatment.signs:
            return []
        words = []
        if self.treatment.stretch and not self.upkeep.held(*moment.at_um):
            words.append(_("slack"))
        if self.treatment.gel and not self.upkeep.gelled(moment.now_us, *moment.at_um):
            words.append(_("dry"))
        if progress is not None:
            if self._signs.get(active, (None, 0))[0] != progress:
                reached = endpoint.reached(self._patches[active], progress.percent / 100)
                self._signs[active] = (progress, reached)
            sign = self._signs[active][1]
            name = _(endpoint.SIGNS[sign])
            words.append(_("{sign}: done here").format(sign=name) if sign >= self._expected[active] else name)
        return words

    def button(self, pixel: tuple[int, int]) -> str | None:
        """The key of the other hand at a place of the window."""
        return next((name for name, rect in self._buttons.items() if rect.collidepoint(pixel)), None)

    def offered(self) -> list[tuple[str, str, str]]:
        """What the other hand can do here."""
        asked = {"stretch": self.treatment.stretch, "gel": self.treatment.gel, "attend": True}
        return [(name, self._labels.get(name, key), word) for name, key, word in KEYS if asked[name]]

    def _lay_keys(self) -> None:
        """The keys as buttons, in the lower right corner of the stage."""
        style, view, offered = self._stage.style, self._stage.camera.view, self.offered()
        px = style.px
        step = px(KEY_WIDE + KEY_GAP)
        surface = pygame.Surface((step * len(offered) - px(KEY_GAP), px(KEY_HIGH)), pygame.SRCALPHA)
        corner = surface.get_rect(bottomright=(view.right - px(EDGE), view.bottom - px(8)))
        if style.mirrored:
            corner.left = view.left + px(EDGE)
        for number, (name, key, word) in enumerate(offered):
            rect = pygame.Rect(number * step, 0, px(KEY_WIDE), px(KEY_HIGH))
            style.panel(surface, rect)
            style.write(surface, _(word), (rect.centerx, px(2)), "strong", align="center")
            style.write(surface, key, (rect.centerx, px(25)), "small", "muted", align="center")
            self._buttons[name] = rect.move(corner.topleft)
        self._stage.lay("keys", surface, corner)
