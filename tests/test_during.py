"""What happens during a treatment: held skin, drying gel, needlesticks, events and their answers, signs, discomfort."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strokes import lane, pieces, raster
from treatments import EVENTS, asking, at, busy, certain, strokes

from simulator.errors import ScenarioError
from simulator.files import recording, trace
from simulator.files.outcome import digest, summary
from simulator.needling.device import read_off
from simulator.needling.hand import Act, Hand
from simulator.needling.run import Run
from simulator.needling.upkeep import DRY_US, FINGER_UM, HOLD_UM, Upkeep
from simulator.operators.attention import ATTENTION, Attention, sections
from simulator.operators.operate import operate
from simulator.outcome import endpoint
from simulator.outcome.discomfort import vas
from simulator.outcome.dose import cut
from simulator.outcome.events import KINDS
from simulator.session import Header, Outcome, Recording, Scenario, begin, conclude, replay

FOLDER = Path(__file__).resolve().parent / "golden" / "during"
HEADER = Header("r", "t", 7, 1, "2026-01-01T00:00:00+00:00", "operator", 1.0, 6.0, "none", "operator")
FIELDS = ("count", "depth_sum_um", "visits", "drag_um", "directions", "deep_count")
SEEN = ("holds", "films", "answers", "sticks", "event_us", "edges", "strokes", "taut", "wet", "slack_us", "dry_us")


def done(scenario: Scenario, hand: Hand, frames: list[Hand] | None = None, seed: int = 7) -> Run:
    run = begin(scenario, seed)
    for frame in frames or [hand]:
        run.advance(frame)
    return run


def after(scenario: Scenario, hand: Hand, seed: int = 7) -> Outcome:
    return conclude(scenario, done(scenario, hand, seed=seed))


@pytest.fixture(scope="module")
def plans(flat_patch: Scenario) -> list[Scenario]:
    """All that can be asked at once, one for each kind of event, in cells of a millimetre."""
    more = {"event_share": 1.0, "event_after_s": [0.2, 1.5]}
    return [replace(asking(flat_patch, events=[event], **more), cell_um=1000) for event in EVENTS]


def same(one: Run, other: Run) -> bool:
    skin = all(np.array_equal(getattr(one.skin, name), getattr(other.skin, name)) for name in FIELDS)
    a, b = one.poses(), other.poses()
    poses = all(np.array_equal(x, y) for x, y in zip((*a[0], *a[1], a[2]), (*b[0], *b[1], b[2]), strict=True))
    return skin and poses and all(getattr(one.upkeep, name) == getattr(other.upkeep, name) for name in SEEN)


@settings(max_examples=400, deadline=None)
@given(seed=st.integers(0, 2**32), cut_seed=st.integers(0, 2**32), kind=st.integers(0, 4))
@example(seed=128209, cut_seed=0, kind=0)  # two fingers are struck in one frame, or in two
def test_frames_do_not_matter_to_upkeep_and_events(plans: list[Scenario], seed: int, cut_seed: int, kind: int) -> None:
    hand, scenario = busy(seed), plans[kind]
    one, other = done(scenario, hand), done(scenario, hand, pieces(hand, cut_seed))
    assert same(one, other)
    ends = [digest(summary(scenario, HEADER, conclude(scenario, run))) for run in (one, other)]
    assert ends[0] == ends[1]


def test_busy_hands_meet_all_of_it(plans: list[Scenario]) -> None:
    seen: Counter[str] = Counter()
    for seed in range(120):
        for scenario in plans:
            run = done(scenario, busy(seed))
            upkeep = run.upkeep
            assert upkeep is not None
            seen["taut"] += 0 < upkeep.taut < upkeep.strokes
            seen["wet"] += 0 < upkeep.wet < upkeep.strokes
            seen["stick"] += bool(upkeep.sticks)
            seen["event"] += upkeep.event_us is not None
            seen["settled"] += upkeep.event_us is not None and upkeep.settled_us < 2**60
    assert min(seen[name] for name in ("taut", "wet", "stick", "event", "settled")) >= 20, seen


def _forget_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Upkeep._watch

    def forgetful(self: Upkeep, samples: Any, due: Any) -> None:
        self._contact_us = 0
        watch(self, samples, due)

    monkeypatch.setattr(Upkeep, "_watch", forgetful)


def _forget_fingers(monkeypatch: pytest.MonkeyPatch) -> None:
    follow = Upkeep.follow

    def forgetful(self: Upkeep, hand: Hand) -> None:
        self.holds = self.holds[:1]
        follow(self, hand)

    monkeypatch.setattr(Upkeep, "follow", forgetful)


@pytest.mark.parametrize("fault", [_forget_contact, _forget_fingers])
def test_the_property_sees_faults(
    plans: list[Scenario], monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    hands = [busy(seed) for seed in range(20)]
    assert all(same(done(plans[0], hand), done(plans[0], hand, pieces(hand, 5))) for hand in hands)
    fault(monkeypatch)
    assert not all(same(done(plans[0], hand), done(plans[0], hand, pieces(hand, 5))) for hand in hands)


def test_a_scenario_without_the_table_has_no_upkeep(flat_patch: Scenario) -> None:
    run = done(flat_patch, raster())
    assert run.upkeep is None and flat_patch.treatment is None
    assert "taut_share" not in conclude(flat_patch, run).technique
    acts = (*at(0, "stretch", 1, 1), *at(0, "gel", 1, 1), Act(1, "answer", 2))
    assert done(flat_patch, Hand(raster().samples, acts)).skin.fingerprint() == run.skin.fingerprint()


FINGERS = (*at(0, "stretch", 12_000, 50_000), *at(1, "stretch", 88_000, 50_000))
LANE = lane(10, (30_000, 50_000), (70_000, 50_000), 20.0)


def test_slack_skin_loses_depth_and_drags(flat_patch: Scenario) -> None:
    asked = asking(flat_patch, gel=False)
    slack, taut = (done(asked, Hand(LANE, acts)) for acts in ((), FINGERS))
    plain = done(flat_patch, Hand(LANE))
    assert taut.skin.fingerprint() == plain.skin.fingerprint()
    lost = int(read_off(asked.device.loss_slack, np.array([500]))[0])
    assert lost == 100
    depths = [run.skin.depth_sum_um.sum() / run.skin.count.sum() for run in (taut, slack)]
    assert depths[0] - depths[1] == pytest.approx(lost, abs=1e-9)
    assert (slack.poses()[2] > taut.poses()[2]).mean() > 0.9
    found = [conclude(asked, run).technique for run in (slack, taut)]
    assert [f["taut_share"] for f in found] == [0.0, 1.0]
    assert [f["wet_share"] for f in found] == [None, None]


@pytest.mark.parametrize(
    ("fingers", "holds"),
    [
        (((10_000, 50_000), (90_000, 50_000)), True),
        (((9_999, 50_000), (90_000, 50_000)), False),
        (((40_000, 80_000), (60_000, 80_000)), True),
        (((40_001, 80_000), (60_000, 80_000)), False),
        (((50_000, 20_000),), False),
        (((50_000, 0), (50_000, 20_000), (50_000, 80_000)), True),
    ],
)
def test_two_fingers_hold_what_lies_within_40_mm_of_their_middle(
    flat_patch: Scenario, fingers: tuple[tuple[int, int], ...], holds: bool
) -> None:
    acts = tuple(act for n, (x, y) in enumerate(fingers) for act in at(n, "stretch", x, y))
    stood = lane(1_000_000, (50_000, 50_000), (50_000, 50_200), 20.0)
    run = done(asking(flat_patch, gel=False), Hand(stood, acts))
    assert run.upkeep is not None
    assert run.upkeep.taut == (run.upkeep.strokes if holds else 0) and run.upkeep.strokes
    assert not run.upkeep.sticks


def test_the_hold_ends_at_40_mm_and_with_the_fingers_off(flat_patch: Scenario) -> None:
    asked = asking(flat_patch, gel=False)
    acts = (*at(0, "stretch", 30_000, 10_000), *at(0, "stretch", 30_000, 40_000), Act(3_000_000, "stretch.off", 0))
    away = Hand(lane(10, (40_000, 25_000), (90_000, 25_000), 50.0), acts)
    run = done(asked, away)
    assert run.upkeep is not None
    x = run.poses()[0].x_um
    assert run.upkeep.taut == np.count_nonzero(x - 30_000 <= HOLD_UM) < len(x)
    late = done(asked, Hand(lane(3_000_000, (40_000, 25_000), (60_000, 25_000), 50.0), acts))
    assert late.upkeep is not None and late.upkeep.taut == 0


def test_gel_is_dry_after_its_time_and_beside_its_section(flat_patch: Scenario) -> None:
    asked = asking(flat_patch, stretch=False)
    gel = at(0, "gel", 50_000, 50_000)
    for begin_us, y_um, wet in ((DRY_US - 2_100_000, 50_000, True), (DRY_US, 50_000, False), (0, 75_000, True),
                                (0, 75_001, False)):  # fmt: skip
        run = done(asked, Hand(lane(begin_us + 10, (30_000, y_um), (70_000, y_um), 20.0), gel))
        assert run.upkeep is not None and run.upkeep.wet == (run.upkeep.strokes if wet else 0), (begin_us, y_um)
    renewed = (*gel, *at(DRY_US - 1_000_000, "gel", 50_000, 50_000))
    run = done(asked, Hand(lane(DRY_US + 10, (30_000, 50_000), (70_000, 50_000), 20.0), renewed))
    assert run.upkeep is not None and run.upkeep.wet == run.upkeep.strokes
    dry = done(asked, Hand(LANE))
    assert dry.skin.depth_sum_um.sum() < done(flat_patch, Hand(LANE)).skin.depth_sum_um.sum()


def test_a_lane_past_a_finger_is_none_into_it_is_a_needlestick(flat_patch: Scenario) -> None:
    asked, reach = asking(flat_patch), FINGER_UM + 3000  # the outer needles stand 3 mm from the middle
    for off_um, struck in ((reach + 60, False), (reach - 60, True)):
        acts = (*at(0, "stretch", 50_000, 50_000 - off_um), *at(0, "stretch", 50_000, 90_000))
        found = after(asked, Hand(lane(10, (30_000, 50_000), (70_000, 50_000), 5.0), acts))
        assert [c.rule for c in found.critical] == (["needlestick"] if struck else []), off_um
    assert found.score.verdict == "fail"
    assert found.findings[0].kind == "critical.needlestick"
    assert found.critical[0].x_um == pytest.approx(50_000, abs=5_000)
    assert found.critical[0].text.startswith("At 00:0")


def test_the_routine_of_a_needlestick_is_counted_in_its_order(flat_patch: Scenario) -> None:
    asked = asking(flat_patch)
    stick = (*at(0, "stretch", 50_000, 50_000), *at(0, "stretch", 50_000, 90_000))
    for steps, right in (((1, 2, 3, 4), 4), ((1, 3, 2, 4), 2), ((), 0)):
        acts = (*stick, *(Act(9_000_000 + n, "stick", step) for n, step in enumerate(steps)))
        assert after(asked, Hand(LANE, acts)).technique["needlestick_steps"] == right
    assert after(asked, Hand(LANE, FINGERS)).technique["needlestick_steps"] is None


def event_us(scenario: Scenario) -> int:
    """When the event comes in a contact that begins at 0."""
    assert scenario.treatment is not None
    event = scenario.treatment.event(7)
    assert event is not None
    return event.contact_us


ANSWER = 4_000_000
ANSWERED = [
    ("raised hand", 1_400_000, (ANSWER, 1), 1.0, False),
    ("raised hand", 2_250_000, (ANSWER, 1), 0.5, False),
    ("raised hand", 3_500_000, (ANSWER, 1), 0.0, True),
    ("raised hand", 1_000_000, (ANSWER, 2), 0.0, True),
    ("raised hand", 1_000_000, None, 0.0, True),
    ("turned head", 1_000_000, None, 1.0, False),
    ("pale", 1_400_000, (ANSWER, 1), 1.0, False),
    ("pale", 1_400_000, (ANSWER, 3), 0.0, False),
    ("stalled motor", 1_400_000, (ANSWER, 1), 1.0, False),
    ("stalled motor", 2_850_000, (ANSWER, 1), 0.1, False),
]  # fmt: skip


@pytest.mark.parametrize(("event", "lifts_us", "answer", "worth", "critical"), ANSWERED)
def test_an_answer_is_worth_its_promptness_and_its_sense(
    flat_patch: Scenario, event: str, lifts_us: int, answer: tuple[int, int] | None, worth: float, critical: bool
) -> None:
    asked = certain(flat_patch, event)
    came_us = event_us(asked)
    hand = strokes((0, came_us + lifts_us), (came_us + 6_000_000, came_us + 7_000_000))
    acts = (Act(came_us + answer[0], "answer", answer[1]),) if answer else ()
    found = after(asked, Hand(hand, acts))
    assert found.technique["event"] == event
    assert found.technique["event_s"] == round(came_us / 1e6, 2)
    assert found.technique["stopped_s"] == pytest.approx(lifts_us / 1e6, abs=0.011)
    assert found.technique["answer"] == pytest.approx(worth, abs=0.01)
    assert ["consent_withdrawn" in c.rule for c in found.critical] == ([True] if critical else [])
    if worth < 1:
        assert any(f.kind == "event" for f in found.findings)


def test_a_wrong_answer_that_is_mended_is_worth_half(flat_patch: Scenario) -> None:
    asked = certain(flat_patch, "pale")
    came_us = event_us(asked)
    acts = (Act(came_us + 2_000_000, "answer", 2), Act(came_us + 3_000_000, "answer", 1))
    hand = strokes((0, came_us + 1_000_000), (came_us + 6_000_000, came_us + 7_000_000))
    assert after(asked, Hand(hand, acts)).technique["answer"] == 0.5


def test_who_waits_too_shortly_for_a_turned_head_has_not_waited(flat_patch: Scenario) -> None:
    asked = certain(flat_patch, "turned head")
    came_us = event_us(asked)
    hand = strokes((0, came_us + 1_000_000), (came_us + 3_900_000, came_us + 5_000_000))
    assert after(asked, Hand(hand)).technique["answer"] == 0.0


def test_the_tip_touches_something_only_when_it_is_lifted(flat_patch: Scenario) -> None:
    asked = certain(flat_patch, "unclean tip")
    lift_us = event_us(asked) + 800_000
    hand = strokes((0, lift_us), (lift_us + 5_000_000, lift_us + 6_000_000))
    run = done(asked, Hand(hand, (Act(lift_us + 3_000_000, "answer", 1),)))
    assert run.upkeep is not None and run.upkeep.event_us == int(hand.t_us[~hand.down][0])
    assert conclude(asked, run).technique["answer"] == 1.0
    assert after(asked, Hand(hand)).technique["answer"] == 0.0


def test_a_stalled_motor_makes_no_strokes_until_it_is_started(flat_patch: Scenario) -> None:
    asked = certain(flat_patch, "stalled motor")
    came_us = event_us(asked)
    hand = Hand(
        strokes((0, came_us + 5_000_000)),
        (Act(came_us + 1_000_000, "answer", 2), Act(came_us + 3_000_000, "answer", 1)),
    )
    t = done(asked, hand).poses()[0].t_us
    plain = done(flat_patch, hand).poses()[0].t_us
    assert np.array_equal(t, plain[(plain < came_us) | (plain >= came_us + 3_000_000)])


def test_at_most_the_share_of_runs_has_an_event_and_every_kind_comes(flat_patch: Scenario) -> None:
    asked = asking(flat_patch, events=list(EVENTS)).treatment
    assert asked is not None and asked.event_share == 0.33
    drawn = [asked.event(seed) for seed in range(3000)]
    kinds = Counter(event.kind for event in drawn if event)
    assert 0.29 < kinds.total() / 3000 < 0.37
    assert min(kinds[kind] for kind in EVENTS) > 130
    assert all(5_000_000 <= event.contact_us < 20_000_000 for event in drawn if event)
    assert drawn == [asked.event(seed) for seed in range(3000)]
    assert set(KINDS) == set(EVENTS)


def test_signs_come_in_their_order_with_dose_and_depth(flat_patch: Scenario) -> None:
    signs = []
    for dial_um, passes, lanes in ((500, 1, 1), (500, 1, 19), (1000, 1, 19), (1500, 3, 19)):
        hands = [raster(skip=tuple(range(lanes, 40)))] * passes
        run = begin(flat_patch, 1)
        run.dial_um = dial_um
        for number, hand in enumerate(hands):
            s = hand.samples
            run.advance(Hand(replace(s, t_us=s.t_us + number * 10**9)))
        (patch,) = cut(run.skin, flat_patch.plans)
        signs.append(endpoint.reached(patch, 0.05 if lanes == 1 else 1.0))
    assert signs == [1, 2, 3, 4]
    assert endpoint.reached(cut(begin(flat_patch, 1).skin, flat_patch.plans)[0], 0.0) == 0
    plan = flat_patch.plans[0]
    deep = replace(plan, depth_low_um=1350, depth_high_um=1650)
    assert [endpoint.expected(p) for p in (plan, deep, replace(deep, passes=4))] == [2, 3, 4]


def test_discomfort_is_that_of_the_sources() -> None:
    assert vas(2.5) == pytest.approx(5.37, abs=0.1)
    assert vas(2.5, "good") == pytest.approx(3.10, abs=0.1)
    assert vas(1.5) / vas(0.5) == pytest.approx(7, abs=0.05)
    assert vas(0.0) == 0.0 and vas(5.0, "none") == 10.0
    assert vas(1.0, "good") < vas(1.0) < vas(1.0, "none")


@pytest.mark.parametrize("event", [None, *EVENTS])
def test_the_expert_does_all_of_it_and_the_novice_forgets(flat_patch: Scenario, event: str | None) -> None:
    more = {"events": [event], "event_share": 1.0, "event_after_s": [4.0, 8.0]} if event else {}
    asked = asking(flat_patch, **more)
    for seed in (1, 2):
        found = after(asked, operate(asked, "expert", "pen", seed), seed)
        assert found.score.verdict == "pass" and not found.critical, found.parts
        assert found.technique["taut_share"] > 0.98 and found.technique["wet_share"] > 0.98
        assert found.technique["answer"] == (1.0 if event else None)
        assert found.score.total > 95
    hasty = [after(asked, operate(asked, "hasty", "pen", seed), seed) for seed in range(4)]
    assert all(h.score.verdict == "fail" for h in hasty)
    assert np.mean([h.technique["taut_share"] for h in hasty]) < 0.6


def test_the_habits_of_attention_fall_with_skill_and_change_no_plain_hand(flat_patch: Scenario) -> None:
    ladder = [ATTENTION[name] for name in ("expert", "competent", "novice", "hasty")]
    for better, worse in zip(ladder, ladder[1:], strict=False):
        assert better.stretches >= worse.stretches and better.gels >= worse.gels
        assert better.answers >= worse.answers and better.reacts_s <= worse.reacts_s
    assert Attention() == ATTENTION["expert"]
    assert sections([], asked=True) == []
    plain = operate(flat_patch, "novice", "mouse", 3)
    assert not [act for act in plain.acts if act.what != "dial"]


def test_a_recording_and_a_trace_bring_all_of_it_back(flat_patch: Scenario, tmp_path: Path) -> None:
    asked = asking(flat_patch, events=["stalled motor"], event_share=1.0)
    hand = operate(asked, "novice", "mouse", 5)
    kept = Recording(replace(HEADER, seed=5), asked, hand)
    recording.write(kept, tmp_path / "one.run")
    again = recording.read(tmp_path / "one.run")
    first, second = (conclude(asked, replay(one)) for one in (kept, again))
    assert first.technique == second.technique and first.fingerprint == second.fingerprint
    assert first.technique["event"] == "stalled motor"
    written = trace.write(again)
    assert "stretch.x=" in written and "answer=" in written
    brought = trace.read(written, asked).recording
    assert brought.hand.acts == hand.acts
    assert conclude(asked, replay(brought)).technique == first.technique


FORM_FAULTS = [
    ({"events": ["raised hands"]}, "treatment.events.0", "raised hand"),
    ({"event_after_s": [9.0, 4.0]}, "treatment.event_after_s", "smaller value first"),
    ({"event_share": 1.5}, "treatment.event_share", "1 or less"),
    ({"numbing": "ice"}, "treatment.numbing", "cream"),
    ({"stretched": True}, "treatment.stretched", "stretch"),
]  # fmt: skip


@pytest.mark.parametrize(("keys", "path", "words"), FORM_FAULTS, ids=[row[1] for row in FORM_FAULTS])
def test_a_fault_in_the_table_is_named_with_what_would_be_right(
    flat_patch: Scenario, keys: dict[str, Any], path: str, words: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        asking(flat_patch, **keys)
    (fault,) = caught.value.faults
    assert fault.path == path and words in fault.text + fault.remedy and fault.line


def told(kept: Recording) -> dict[str, Any]:
    """What is frozen of a golden run: the skin, critical errors with their times, and what was measured of the rest."""
    outcome = conclude(kept.scenario, replay(kept))
    names = ("taut_share", "wet_share", "event", "event_s", "stopped_s", "first_answer", "answer", "needlesticks",
             "needlestick_steps")  # fmt: skip
    measured = {name: outcome.technique[name] for name in names}
    return {
        "fingerprint": outcome.fingerprint,
        "critical": [[c.rule, c.t_s, c.x_um, c.y_um] for c in outcome.critical],
        "verdict": outcome.score.verdict,
        **measured,
    }


@pytest.mark.parametrize("name", ["consent-withdrawn", "needlestick", "stalled-motor"])
def test_a_golden_run_is_what_it_was(name: str) -> None:
    expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))[name]
    assert told(recording.read(FOLDER / f"{name}.run")) == expected


def test_golden_runs_show_what_they_are_named_after() -> None:
    kept = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    assert [c[0] for c in kept["needlestick"]["critical"]] == ["needlestick"]
    assert "consent_withdrawn" in [c[0] for c in kept["consent-withdrawn"]["critical"]]
    assert kept["stalled-motor"]["event"] == "stalled motor" and kept["stalled-motor"]["answer"] == 1.0
