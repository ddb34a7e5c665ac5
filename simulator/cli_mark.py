"""The command that proposes a mark from the runs of people who can and of people who learn."""

from __future__ import annotations

from argparse import Namespace
from collections import defaultdict
from pathlib import Path

from simulator.cli_score import judge_all, runs_in
from simulator.cli_speech import ANSWER_IS_NO, DONE, say, warn
from simulator.errors import NeedlepassError
from simulator.files import recording
from simulator.standing.cutscore import contrasting, in_words
from simulator.words import _

Scores = dict[str, dict[str, list[float]]]


def propose(arguments: Namespace) -> int:
    """One mark for every class of input device that both groups have used."""
    able, learning = (_scores([folder], arguments.workers) for folder in (arguments.able, arguments.learning))
    proposed = 0
    for device in sorted(able.keys() & learning.keys()):
        groups = [[sum(own) / len(own) for own in group[device].values()] for group in (able, learning)]
        try:
            cut = contrasting(*groups)
        except NeedlepassError as error:
            warn(f"{device}: {error}")
            continue
        proposed += 1
        people = 0 if cut.provisional else sum(cut.people)
        say(
            "\n".join([*in_words(device, cut), "[marks]", f"{device} = {{ mark = {cut.mark:.1f}, people = {people} }}"])
        )
    if not able.keys() & learning.keys():
        warn(_("Both groups need runs by people, under a name, with the same kind of device."))
    return DONE if proposed else ANSWER_IS_NO


def _scores(paths: list[Path], workers: int) -> Scores:
    """Scores by class of device and by person; runs without a name and computed ones are nobody's."""
    found: Scores = defaultdict(lambda: defaultdict(list))
    files = runs_in(paths)
    for path, judged in zip(files, judge_all(files, None, workers), strict=True):
        if judged.found is None:
            warn(judged.fault)
            continue
        header = recording.peek(path).header.run.header()
        if header.trainee and header.source == "live":
            found[header.device_class][header.trainee].append(float(judged.found["score"]))
    return found
