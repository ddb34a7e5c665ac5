"""Everything that is doubtful about a scenario that can be read: all rules of sense, one after the other."""

from __future__ import annotations

from simulator.checks import areas, depths, doses, people, texts
from simulator.checks.finding import Finding, Rule, Severity
from simulator.session import Scenario

RULES: tuple[Rule, ...] = (
    depths.window_within_reach,
    depths.cap_above_window,
    depths.cap_of_the_region,
    depths.depth_as_usual,
    depths.dial_starts_on_a_step,
    depths.dial_starts_below_caps,
    doses.target_within_reach,
    doses.minutes_fit,
    doses.length_fits_its_kind,
    areas.zones_on_the_sheet,
    areas.zones_clear_of_each_other,
    areas.zones_clear_of_danger,
    areas.zones_wide_enough,
    areas.spots_lie_in_zones,
    people.depth_for_the_level,
    people.passes_for_the_skin,
    people.concerns_are_known,
    people.something_to_spare,
    people.weights_add_up,
    texts.says_what_for,
    texts.names_its_sources,
    texts.can_be_read,
)
_GRAVITY: tuple[Severity, ...] = ("problem", "warning", "hint")


def check(scenario: Scenario, more: tuple[Rule, ...] = ()) -> list[Finding]:
    """What the rules find, gravest first."""
    found = [finding for rule in (*RULES, *more) for finding in rule(scenario)]
    return sorted(found, key=lambda finding: _GRAVITY.index(finding.severity))
