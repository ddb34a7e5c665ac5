"""The chapters as one page that needs nothing else: no network, no script, no file beside it."""

from __future__ import annotations

from simulator.validity import drawing
from simulator.validity.chapter import Chapter, Curves, Matrix, Strips
from simulator.words import _, language


def render(chapters: list[Chapter], template: str, form: str) -> str:
    """The page; `form` says in words whether it is the short or the long one."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    def drawn(picture: Curves | Strips | Matrix) -> Markup | None:
        if isinstance(picture, Matrix):
            return None
        return Markup(drawing.curves(picture) if isinstance(picture, Curves) else drawing.strips(picture))

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template).render(
        chapters=chapters,
        form=form,
        drawn=drawn,
        shade=drawing.shade,
        said=verdict,
        sign=sign,
        language=language(),
        _=_,
    )


def verdict(met: bool | None) -> str:
    """Whether a bound is met, in a word."""
    return {True: _("met"), False: _("NOT MET"), None: _("for information")}[met]


def sign(met: bool | None) -> str:
    """The same as a sign that differs in shape."""
    return {True: "✓", False: "✗", None: "–"}[met]
