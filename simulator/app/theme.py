"""The two sets of colours of the chrome, and the widget theme that is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pygame

LIGHT = {
    "background": "#DFE5E9",
    "stage": "#D3DBE0",
    "panel": "#F6F8F9",
    "raised": "#E8EDF0",
    "hover": "#DBE2E6",
    "line": "#C6D0D7",
    "edge": "#687885",
    "text": "#17212A",
    "muted": "#4A5A67",
    "accent": "#08665F",
    "accent_hover": "#06544E",
    "accent_press": "#04403B",
    "on_accent": "#FFFFFF",
    "soft": "#CFE6E3",
    "skin_accent": "#5CCFC0",
}
"""Light is the default: skin of all six types keeps its contrast against it, and schools have bright rooms."""

DARK = {
    "background": "#11171C",
    "stage": "#151C22",
    "panel": "#1C252D",
    "raised": "#26323C",
    "hover": "#2E3C47",
    "line": "#33414D",
    "edge": "#718391",
    "text": "#EEF3F6",
    "muted": "#A9B7C2",
    "accent": "#5CCFC0",
    "accent_hover": "#7BDCCF",
    "accent_press": "#9CE8DD",
    "on_accent": "#06211E",
    "soft": "#1F3C3D",
    "skin_accent": "#5CCFC0",
}

FAMILY = "noto"
STATES = ("normal", "hovered", "selected", "active", "disabled")
PLAIN = ("raised", "hover", "line", "text", "raised")
BUTTONS = {
    "@primary": ("accent", "accent_hover", "accent_press", "on_accent", "accent"),
    "@chosen": ("soft", "soft", "soft", "accent", "soft"),
    "@choice": ("panel", "raised", "hover", "text", "panel"),
    "@outline": ("panel", "raised", "line", "text", "edge"),
    "@quiet": ("panel", "raised", "line", "text", "panel"),
}
"""Kinds of buttons by class: rest, hover, pressed, text and border. A screen has one primary button; without a class a
button is plain."""


def theme(colour: Mapping[str, pygame.Color], px: Callable[[float], int], fonts: Path) -> dict[str, Any]:
    """A pygame_gui theme as a dictionary; every length has been through `px`."""
    regular, strong = (str(fonts / f"NotoSans-{weight}.ttf") for weight in ("Regular", "SemiBold"))
    font = {
        "name": FAMILY,
        "size": str(px(15)),
        "regular_path": regular,
        "bold_path": strong,
        "italic_path": regular,
        "bold_italic_path": strong,
    }
    flat = {"shape": "rounded_rectangle", "shape_corner_radius": str(px(8)), "border_width": "0", "shadow_width": "0"}
    kinds = {
        name: {"colours": _button(colour, kind), "misc": {"border_width": str(px(1) if kind[4] == "edge" else 0)}}
        for name, kind in BUTTONS.items()
    }
    kinds["@card"] = {"colours": _clear(), "misc": {"shape": "rectangle", "border_width": "0"}}
    slider = {"misc": flat | {"enable_arrow_buttons": "0", "sliding_button_width": str(px(20))}}
    groove = {"colours": {"dark_bg": _code(colour["line"]), "disabled_dark_bg": _code(colour["raised"])}}
    knob = {"misc": flat, "colours": _button(colour, BUTTONS["@primary"])}
    return {
        "defaults": {"colours": _defaults(colour), "font": font, "misc": flat},
        "button": {"font": font | {"bold": "1"}, "misc": flat, "colours": _button(colour, PLAIN)},
        "text_entry_line": {"misc": flat | {"border_width": str(px(1)), "padding": f"{px(8)},{px(6)}"}},
        "horizontal_slider": slider | groove,
        "horizontal_slider.#sliding_button": knob,
        "vertical_scroll_bar": {"misc": slider["misc"], "colours": {"dark_bg": _code(colour["background"])}},
        "vertical_scroll_bar.#sliding_button": {
            "misc": flat | {"shape_corner_radius": str(px(4))},
            "colours": _button(colour, ("edge", "muted", "text", "text", "edge")),
        },
        **kinds,
    }


def _defaults(colour: Mapping[str, pygame.Color]) -> dict[str, str]:
    dark_bg = {"dark_bg": "panel", "disabled_dark_bg": "raised", "filled_bar": "accent", "unfilled_bar": "raised"}
    text = {"text_cursor": "text", "link_text": "accent", "link_hover": "accent_hover", "link_selected": "accent_press"}
    return _button(colour, PLAIN) | {key: _code(colour[name]) for key, name in (dark_bg | text).items()}


def _button(colour: Mapping[str, pygame.Color], kind: tuple[str, str, str, str, str]) -> dict[str, str]:
    """Colours of a button's states; what is off is muted text on raised ground."""
    rest, hover, pressed, text, border = kind
    ground = {"normal": rest, "hovered": hover, "selected": rest, "active": pressed, "disabled": "raised"}
    colours = {f"{state}_bg": _code(colour[name]) for state, name in ground.items()}
    for state in ground:
        off = state == "disabled"
        colours[f"{state}_text"] = _code(colour["muted" if off else text])
        colours[f"{state}_border"] = _code(colour["line" if off else border])
    return colours


def _clear() -> dict[str, str]:
    """Colours of a button that lies over a picture: none; the page draws the rim under the pointer."""
    return {f"{state}_{what}": "#00000000" for state in STATES for what in ("bg", "border")}


def _code(colour: pygame.Color) -> str:
    return f"#{colour.r:02X}{colour.g:02X}{colour.b:02X}"
