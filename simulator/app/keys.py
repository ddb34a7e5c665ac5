"""Which key does what while one treats: the usual ones, those for a left hand, and those that somebody has chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pygame

from simulator.app.program import Settings
from simulator.words import _, mark


class Key(NamedTuple):
    """What a key does, which one it is, and which it is for somebody who works with the left hand."""

    name: str
    title: str
    usual: int
    mirrored: int


KEYS = (
    Key("press", mark("touch the skin"), pygame.K_SPACE, pygame.K_SPACE),
    Key("stretch", mark("stretch the skin"), pygame.K_s, pygame.K_k),
    Key("gel", mark("spread gel"), pygame.K_g, pygame.K_h),
    Key("attend", mark("attend the patient"), pygame.K_a, pygame.K_l),
    Key("map", mark("dose map, held"), pygame.K_c, pygame.K_m),
    Key("example", mark("example hand, your best"), pygame.K_e, pygame.K_i),
    Key("gauge", mark("speed gauge: on, fading, off"), pygame.K_f, pygame.K_j),
    Key("again", mark("start again at once"), pygame.K_r, pygame.K_u),
    Key("deeper", mark("deeper"), pygame.K_PLUS, pygame.K_PLUS),
    Key("shallower", mark("shallower"), pygame.K_MINUS, pygame.K_MINUS),
    Key("slower", mark("arrows glide slower"), pygame.K_COMMA, pygame.K_COMMA),
    Key("faster", mark("arrows glide faster"), pygame.K_PERIOD, pygame.K_PERIOD),
)
FIXED = (pygame.K_ESCAPE, pygame.K_RETURN, pygame.K_TAB, pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN)
"""These lead through every screen, and stay what they are."""
NOTHING = pygame.K_UNKNOWN


def chosen(settings: Settings) -> dict[str, int]:
    """The key of everything: of the hand that holds the pen, unless another one was chosen."""
    own = {name: pygame.key.key_code(text) for name, text in settings.keys if _known(text)}
    return {key.name: own.get(key.name, key.mirrored if settings.left_handed else key.usual) for key in KEYS}


def _known(text: str) -> bool:
    try:
        pygame.key.key_code(text)
    except ValueError:
        return False
    return True


def usual(event: pygame.Event, held: Mapping[str, int]) -> pygame.Event:
    """The event as if the usual key had been pressed; a usual key that does nothing any more is none."""
    if event.type not in (pygame.KEYDOWN, pygame.KEYUP):
        return event
    meant = next((key.usual for key in KEYS if held[key.name] == event.key), None)
    if meant is None and any(key.usual == event.key for key in KEYS):
        meant = NOTHING
    if meant is None or meant == event.key:
        return event
    return pygame.event.Event(event.type, dict(event.dict) | {"key": meant})


def label(name: str, settings: Settings) -> str:
    """What stands on the key that does something."""
    key = chosen(settings)[name]
    return {pygame.K_SPACE: _("Space")}.get(key) or pygame.key.name(key).upper()


def labels(settings: Settings) -> dict[str, str]:
    """The same of every key."""
    return {key.name: label(key.name, settings) for key in KEYS}
