"""The validity bench in short: its truths, its errors, its views and its page, and that each of them can fail."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from simulator import cli, cli_validity
from simulator.files import places
from simulator.operators.operate import operate
from simulator.session import Scenario
from simulator.validity import (
    crosstalk,
    drawing,
    edits,
    frozen,
    gaming,
    groups,
    growing,
    grown,
    monotone,
    nuisance,
    page,
    people,
    repeat,
    stripe,
    truth,
)
from simulator.validity.calculation import known
from simulator.validity.chapter import Chapter, Curves, Figure, Matrix, Strips, Table, auc, unwatched
from simulator.validity.growing import GROWING, LEVELS, Growing
from simulator.validity.grown import Grown, names, scored
from simulator.validity.inquiry import Size
from simulator.validity.paths import all_paths
from simulator.validity.trial import read, tried
from simulator.validity.trick_list import TRICKS

PATHS = all_paths()


def test_there_are_two_hundred_paths_of_ten_families_and_no_two_alike() -> None:
    assert len(PATHS) >= 200 and len({path.family for path in PATHS}) >= 10
    assert len({(path.family, path.name) for path in PATHS}) == len(PATHS)


@pytest.mark.parametrize("path", PATHS[::6], ids=lambda p: f"{p.family}, {p.name}")
def test_what_is_known_of_a_path_is_measured(flat_patch: Scenario, path: truth.Path) -> None:
    found = truth.compare(flat_patch, path)
    assert len(found) >= 10
    assert not [one for one in found if one.off > truth.MOST_OFF]


def test_a_stripe_and_as_many_scattered_cells_are_far_apart_in_score(flat_patch: Scenario) -> None:
    left_out, scattered = (stripe.judged(flat_patch, count) for count in stripe.fields())
    assert left_out["cv_of_cells"] == scattered["cv_of_cells"]
    assert left_out["largest_gap_cm2"] > 4 and scattered["largest_gap_cm2"] < 0.1
    assert left_out["bare"] > 0.05 and scattered["bare"] == 0
    assert scattered["score"] - left_out["score"] > 20


def test_a_device_with_a_needle_less_would_be_noticed(flat_patch: Scenario) -> None:
    device = replace(flat_patch.device, needles_um=flat_patch.device.needles_um[:-1])
    plan, path = flat_patch.plans[0], PATHS[0]
    right, wrong = known(path, flat_patch.device, plan), known(path, device, plan)
    assert abs(right["density_per_cm2"] - wrong["density_per_cm2"]) / truth.RANGES["density_per_cm2"] > truth.MOST_OFF


@pytest.mark.parametrize("error", GROWING, ids=lambda e: e.name)
def test_a_growing_error_lowers_the_score_and_moves_what_must_follow_it(flat_patch: Scenario, error: Growing) -> None:
    found = [tried(flat_patch, error.make(flat_patch, error.size(level), 11), 11) for level in (0, LEVELS - 1)]
    scores = [one.score.total for one in found]
    assert scores[0] >= 98 and scores[1] <= scores[0]
    spelt = {"in_band": "stroke_overlap.in_band"}
    for named in error.follows:
        values = [read(one, spelt.get(named[1:], named[1:])) for one in found]
        assert None not in values
        assert (values[1] > values[0]) == (named[0] == "+"), named  # type: ignore[operator]


def test_every_scored_metric_has_one_error_of_its_own(flat_patch: Scenario) -> None:
    own = [error.follows[0][1:] for error in GROWING if error.follows and error.follows[0][1:] in scored(flat_patch)]
    assert sorted(own) == sorted(scored(flat_patch))


def test_edits_do_what_they_say(flat_patch: Scenario) -> None:
    hand = operate(flat_patch, "expert", "pen", 3)
    s = hand.samples
    assert tried(flat_patch, edits.hooked(hand, 5, 3), 3).technique["turns_in_contact"] == 5
    gone = edits.lifted(hand, 50_000, 8000).samples
    assert not gone.down[np.abs(gone.x_um - 50_000) < 4000].any() and gone.down.any()
    often = tried(flat_patch, edits.hurried(hand, 1.0, 3), 3)
    assert often.zones["patch"]["density_per_cm2"] == pytest.approx(1950, rel=0.03)
    assert often.zones["patch"]["pass_excess"] > 0.6 and often.technique["lift_offs"] == 80
    fast = edits.rushed(hand, 1.0, 3).samples
    assert np.array_equal(fast.x_um, s.x_um)
    assert s.down[:-1] @ np.diff(fast.t_us) == pytest.approx(0.5 * (s.down[:-1] @ np.diff(s.t_us)), rel=0.01)
    thrice = edits.gone_over_again(hand, 1.0, 3)
    once, more = (tried(flat_patch, h, 3).zones["patch"]["density_per_cm2"] for h in (hand, thrice))
    assert more == pytest.approx(3 * once, rel=0.01)


def test_fewer_chosen_lanes_are_among_the_more(flat_patch: Scenario) -> None:
    s = operate(flat_patch, "expert", "pen", 3).samples
    chosen = [set(edits.chosen(s, count, 7, "x")) for count in range(6)]
    assert all(a < b for a, b in zip(chosen, chosen[1:], strict=False))


def made_up(values: np.ndarray, metrics: tuple[str, ...], errors: tuple[Growing, ...]) -> Grown:
    return Grown(errors, metrics, np.zeros(values.shape[:3]), values)


def test_a_metric_that_follows_the_wrong_error_is_seen() -> None:
    errors = tuple(Growing(n, n, "", (0, 1), (f"+{m}",), GROWING[0].make) for n, m in (("a", "u"), ("b", "v")))
    values = np.zeros((2, LEVELS, 3, 2))
    values[0, :, :, 0] = values[1, :, :, 1] = np.arange(LEVELS)[:, None]
    values[0, :, :, 1] = 0.5 * np.arange(LEVELS)[:, None]
    made = made_up(values, ("u", "v"), errors)
    assert crosstalk.shares(made, ("u", "v")).tolist() == [[1.0, 0.5], [0.0, 1.0]]
    assert [f.of_means for f in crosstalk.follow(made)] == [1.0, 1.0]
    values[0, 3, 1, 0] = 8
    assert crosstalk.follow(made)[0].of_seeds.min() < crosstalk.LEAST_TAU


def test_a_score_that_rises_with_an_error_is_seen() -> None:
    scores = np.repeat(np.linspace(100, 50, LEVELS)[None, :, None], 30, axis=2)
    made = Grown(GROWING[:1], (), scores, np.zeros((1, LEVELS, 30, 0)))
    assert {f.name: f.met for f in monotone.chapter(made).figures} == {
        "pairs": False, "means_rise": True, "pairs_rise": True,
    }  # fmt: skip
    scores[0, 5] += 20
    worse = {f.name: f.met for f in monotone.chapter(made).figures}
    assert worse["means_rise"] is False and worse["pairs_rise"] is False


def test_few_seeds_do_not_decide_what_asks_for_thirty() -> None:
    made = Grown(GROWING[:1], (), np.zeros((1, LEVELS, 2)), np.zeros((1, LEVELS, 2, 0)))
    assert {f.name: f.met for f in monotone.chapter(made).figures}["means_rise"] is None


def test_views_of_one_motion_score_alike_where_the_tip_turns_with_them(flat_patch: Scenario) -> None:
    found = {s.name: s for s in nuisance.shifts(flat_patch, 1, unwatched)}
    for name, shift in found.items():
        if not name.startswith(("pace", "quarter")) or name == "quarter with tip":
            assert abs(shift.points) < 1.0, name
    assert abs(found["pace 1.07"].points) > 1.0
    hand = nuisance.motions(flat_patch, 1)[0].between(0, 15_000_000)
    assert nuisance.differing(flat_patch, hand) == (0, 0)


def test_levels_are_told_apart_and_a_level_is_not_told_from_itself(flat_patch: Scenario) -> None:
    scores = groups.ladder(flat_patch, 6, unwatched)
    means = [values.mean() for values in scores.values()]
    assert means == sorted(means, reverse=True)
    assert groups.runs_to_tell(scores["expert"], scores["beginner"]) == (1, 1.0)
    draw = np.random.default_rng(1)
    same = {name: draw.normal(70, 5, 100) for name in scores}
    assert 0.02 <= groups.false_differences(same) <= 0.09
    assert auc(np.array([1.0, 2.0]), np.array([1.0, 2.0])) == 0.5


def test_people_between_two_levels_have_habits_between_them() -> None:
    low, middle, high = people.person(1.0), people.person(1.5), people.person(2.0)
    assert low == pytest.approx(people.SKILLS["competent"]) and high == pytest.approx(people.SKILLS["novice"])
    assert middle.lane_mm == pytest.approx((low.lane_mm + high.lane_mm) / 2)
    assert people.person(2.5).lane_mm > high.lane_mm


def test_wrong_verdicts_are_predicted_where_errors_are_alike() -> None:
    draw = np.random.default_rng(5)
    scores = draw.uniform(70, 90, (4000, 1)) + draw.normal(0, 5, (4000, 8))
    predicted, seen = repeat.wrong_verdicts(scores, 80.0)
    assert predicted == pytest.approx(seen, abs=0.02) and 0.1 < seen < 0.3


def test_repeatability_is_told_level_by_level(flat_patch: Scenario) -> None:
    draw = np.random.default_rng(6)
    skill = np.linspace(0, 2.5, 30)
    found = repeat.Repeats(skill, 100 - 24 * skill[:, None] + draw.normal(0, 4, (30, 6)))
    chapter = repeat.chapter(flat_patch, found, found)
    values = {f.name: f.value for f in chapter.figures}
    assert values["sem"] == pytest.approx(4, rel=0.25) and values["icc"] > 0.9
    assert len(chapter.tables[0].rows) == 4


@pytest.fixture(scope="module")
def tricks() -> dict[str, tuple[float, str]]:
    from simulator.files import scenario

    asked = scenario.load("flat-patch", places.find())
    found = {trick.title: tried(asked, trick.hand(asked, 1), 1).score for trick in TRICKS}
    return {title: (score.total, score.verdict) for title, score in found.items()}


@pytest.fixture(scope="module")
def bar() -> float:
    from simulator.files import scenario

    asked = scenario.load("flat-patch", places.find())
    return float(np.percentile([people.score(asked, 1.0, "pen", seed) for seed in range(20)], 5))


def test_no_trick_pays(tricks: dict[str, tuple[float, str]], bar: float) -> None:
    assert len(tricks) >= 25 and bar > 85
    assert not {title: found for title, found in tricks.items() if found[0] > bar or found[1] == "pass"}


class Tags(HTMLParser):
    """Open tags, and every address that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        if tag not in ("meta", "line", "circle", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself stays out of the count."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def stands_alone(text: str) -> bool:
    """Whether a page is well formed and names nothing outside itself."""
    tags = Tags()
    tags.feed(text)
    outside = text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    return (
        not tags.open
        and all(a.startswith("#") for a in tags.addresses)
        and "http" not in outside.replace("http-equiv", "")
    )


def test_a_page_shows_everything_and_stands_alone() -> None:
    figures = (Figure("a", "A <b>", 1.0, "1 & 2", "≥ 1", True), Figure("b", "B", None, "x", "none", False, "why"))
    pictures = (
        Curves("C", "level", "points", (0.0, 1.0), (("one", (100.0, 20.0)),)),
        Strips("S", "points", (("group", (50.0, 60.0)),), (("mark", 80.0),)),
        Matrix("M", ("r",), ("c",), ((0.75,),), frozenset({(0, 0)}), "legend of M"),
    )
    chapter = Chapter("n", "Title", "Text", figures, (Table("T", ("h",), (("cell",),), "note of T"),), pictures)
    template = (places.find().assets / "pages" / "validity.html").read_text(encoding="utf-8")
    text = page.render([chapter], template, "the form")
    assert stands_alone(text)
    shown = ("A &lt;b&gt;", "1 &amp; 2", "✓ met", "✗ NOT MET", "why", "cell", "note of T", "legend of M", "0.75",
             "level", "mark: 80.0", "the form", 'class="named"')  # fmt: skip
    assert not [word for word in shown if word not in text]


def test_a_field_can_be_read_on_any_shade() -> None:
    def light(colour: str) -> float:
        channels = colour.removeprefix("rgb(").removesuffix(")").split(",")
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (int(v) / 255 for v in channels)]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for value in np.linspace(0, 3, 61):
        background, ink = (part.split(":")[1] for part in drawing.shade(float(value)).split(";"))
        inks = {"#fff": 1.0, drawing.INK: light("rgb(26,26,26)")}
        lighter, darker = sorted((light(background), inks[ink]), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.0, value


def test_the_command_prints_and_writes_what_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli_validity, "QUICK", Size(60, 1, 1, 3, (6, 2), (3, 2), 3))
    for module in (growing, grown):
        monkeypatch.setattr(module, "LEVELS", 2)  # none and all of an error
    monkeypatch.setattr(nuisance, "FRAMES_HZ", (5,))
    monkeypatch.setattr(nuisance, "VIEWS", tuple(v for v in nuisance.VIEWS if v.name in ("mirror", "quarter")))
    monkeypatch.setattr(gaming, "TRICKS", TRICKS[:3])  # every one of them has its say in the test above
    target = tmp_path / "page.html"
    assert cli.main(["validity", "--quick", "--json", "-o", str(target)]) == 1
    said = capsys.readouterr()
    chapters = json.loads(said.out)
    expected = ["truth", "monotone", "crosstalk", "nuisance", "groups", "repeat", "gaming", "frozen"]
    assert [chapter["chapter"] for chapter in chapters] == expected
    assert "growing errors" in said.err and str(target) in said.err
    text = target.read_text(encoding="utf-8")
    assert stands_alone(text) and frozen.code_digest() in text
    assert cli.main(["validity", "--quick", "-o", str(target)]) == 2
    assert "already" in capsys.readouterr().err


def test_every_metric_that_is_followed_is_named_once(flat_patch: Scenario) -> None:
    found = names(flat_patch)
    assert len(set(found)) == len(found) and set(scored(flat_patch)) <= set(found)
