"""Commands that make run files or carry them elsewhere: simulate, import, export."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from simulator.cli_speech import DONE, must_be_free, say, warn
from simulator.files import outcome, places, recording, safely, scenario, trace
from simulator.needling.run import PHYSICS
from simulator.operators.operate import operate
from simulator.session import Header, Recording, conclude, replay
from simulator.words import _


def simulate(arguments: Namespace) -> int:
    """Writes the run of a synthetic operator with its outcome."""
    must_be_free(arguments.output, arguments.force)
    plan = scenario.load(arguments.scenario, places.find(arguments.home))
    skill, grip, seed = arguments.operator, arguments.grip, arguments.seed
    name = "-".join([plan.id, skill, grip, *([arguments.device] if arguments.device else []), str(seed)])
    plan = scenario.choose(plan, arguments.device or plan.device.id)
    header = Header(
        run_id=name,
        trainee=f"{skill} ({grip})",
        seed=seed,
        physics=PHYSICS,
        started="",
        input=grip,
        gain=1.0,
        px_per_mm=0.0,
        contact="none",
        source="operator",
    )
    return _keep(Recording(header, plan, operate(plan, skill, grip, seed)), arguments.output)


def bring_in(arguments: Namespace) -> int:
    """Writes the run of a trace with its outcome; what a reader should know about the trace goes to standard error."""
    must_be_free(arguments.output, arguments.force)
    plan = scenario.load(arguments.scenario, places.find(arguments.home))
    brought = trace.read(arguments.trace, plan, arguments.seed)
    for note in brought.notes:
        warn(f"{arguments.trace}: {note}")
    return _keep(brought.recording, arguments.output)


def export(arguments: Namespace) -> int:
    """Writes the trace of a run."""
    must_be_free(arguments.output, arguments.force)
    safely.write_whole(arguments.output, trace.write(recording.read(arguments.file)).encode())
    say(_("{file} written.").format(file=arguments.output))
    return DONE


def _keep(run: Recording, path: Path) -> int:
    found: dict[str, Any] = outcome.summary(
        run.scenario, run.header, conclude(run.scenario, replay(run), run.header.device_class)
    )
    recording.write(run, path, found)
    text = _("{file} written: {score:.1f} of 100, {verdict}.")
    say(text.format(file=path, score=found["score"], verdict=_(found["verdict"])))
    return DONE
