"""Play in the real window: frames come evenly, hand, picture and sound stay together, nothing that happens hurts."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from desk import display
from playing import play

os.environ["SDL_VIDEODRIVER"] = "dummy"
pygame = pytest.importorskip("pygame")

from simulator import session  # noqa: E402
from simulator.files import recording  # noqa: E402

P99_MS, P999_MS, PICTURE_MS, SOUND_MS = 17.5, 25.0, 35.0, 50.0
"""The same as of half an hour: `tests/scripts/half_hour.py`."""


@pytest.mark.alone
def test_twenty_seconds_of_play_are_even_and_hand_picture_and_sound_belong_together(tmp_path: Path) -> None:
    with display() as name:
        played = play(tmp_path, name, 20)
    frames = np.array(played.frames_ms)
    assert len(frames) > 900
    assert np.percentile(frames, 99) <= P99_MS and np.percentile(frames, 99.9) <= P999_MS
    assert len(played.picture_ms) > 500 and np.percentile(played.picture_ms, 99) <= PICTURE_MS
    assert len(played.sound_ms) >= 3 and max(played.sound_ms) <= SOUND_MS
    assert played.kept and played.happened["resize"] == 1


@pytest.mark.alone
def test_whatever_happens_to_a_desk_nothing_is_lost_or_stuck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another size, a pause, a window put away, a controller that comes and goes; and no sound card at all."""
    monkeypatch.setattr("playing.EVERY_S", 3.0)
    with display() as name:
        played = play(tmp_path, name, 36, sound="none")
    assert set(played.happened) == {"resize", "pause", "put away", "controller"}
    assert min(played.happened.values()) >= 1 and sum(played.happened.values()) >= 6
    (path,) = (tmp_path / "runs").glob("*.run")
    kept = recording.read(path)
    outcome = session.conclude(kept.scenario, session.replay(kept))
    assert outcome.technique["strokes"] == played.strokes, "every press of the mouse is a stroke"
    lanes = np.diff(kept.hand.samples.down.astype(int))
    assert (lanes == 1).sum() == (lanes == -1).sum() == played.strokes, "and every one of them ended"
