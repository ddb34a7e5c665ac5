"""A report in a real browser: it opens without a network and without a word on the console, plays, seeks, shows the
same dose map as the program, can be used by keyboard, and prints.

Run it with a Python that has the test requirements, on a machine with Chromium:
`python tests/scripts/report_browser.py [RUN] [FOLDER]`. Pictures and the PDF are left in FOLDER.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[n]) for n in (1, 2)]

import numpy as np

from simulator import session
from simulator.files import places, recording
from simulator.files.scenario import load
from simulator.operators.operate import operate
from simulator.pictures import maps
from simulator.pictures.kinds import DOSE, scale_of
from simulator.report import page
from simulator.session import Header, Recording

FOUND = places.find()
MOST_DIFFERENT = 0.01
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Browser:
    """A headless browser that is talked to through a pair of pipes."""

    def __init__(self, profile: str) -> None:
        program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
        if program is None:
            raise SystemExit("No Chromium was found; install it first.")
        ours, theirs = os.pipe(), os.pipe()
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run"]
        flags += ["--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={profile}", "--window-size=1200,900"]

        def wired() -> None:
            spare = [os.dup(theirs[0]), os.dup(ours[1])]
            for number, descriptor in zip((3, 4), spare, strict=True):
                os.dup2(descriptor, number)

        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen([program, *flags], preexec_fn=wired, close_fds=False, **quiet)
        self._read, self._write = os.fdopen(ours[0], "rb"), os.fdopen(theirs[1], "wb")
        os.close(ours[1])
        os.close(theirs[0])
        self._number, self.events = 0, list[dict[str, Any]]()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    session: str | None = None

    def call(self, method: str, **what: Any) -> dict[str, Any]:
        """What a command of the protocol answers; events on the way are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": what}
        if self.session:
            message["sessionId"] = self.session
        self._write.write(json.dumps(message).encode() + b"\0")
        self._write.flush()
        while True:
            answer = json.loads(self._next())
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def _next(self) -> bytes:
        parts = []
        while (byte := self._read.read(1)) != b"\0":
            if not byte:
                raise SystemExit("The browser has ended.")
            parts.append(byte)
        return b"".join(parts)

    def value(self, script: str) -> Any:
        """What a script comes to in the page."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def until(self, script: str, seconds: float = 20) -> None:
        """Waits for a script to come true."""
        end = time.monotonic() + seconds
        while not self.value(script):
            assert time.monotonic() < end, f"waited in vain for {script}"
            time.sleep(0.05)

    def picture(self, path: Path, whole: bool = False) -> None:
        """A screenshot."""
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))


CELLS = """(() => { const f = document.querySelector('[data-film]').film, c = f.cells;
return Array.from(c.getContext('2d').getImageData(0, 0, c.width, c.height).data); })()"""
SEEK = """(() => { const s = document.querySelector('[data-film] input'); s.value = SECOND;
s.dispatchEvent(new Event('input')); return document.querySelector('[data-film]').film.second; })()"""
SHOWN = """(() => { const c = document.querySelector('[data-film] canvas');
return Array.from(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).length; })()"""


def different(browser: Browser, run: Recording, second: int) -> float:
    """Share of pixels in which the page's dose map and the program's differ at a second."""
    assert browser.value(SEEK.replace("SECOND", str(second))) == second
    shown = np.array(browser.value(CELLS), np.uint8).reshape(run.scenario.grid.rows, run.scenario.grid.cols, 4)
    begun = session.begin(run.scenario, run.header.seed)
    begun.advance(run.hand.between(0, min(run.hand.held_us + second * 1_000_000, run.hand.end_us + 1)))
    share = session.fields(run.scenario, session.conclude(run.scenario, begun)).dose_share
    colours = maps.read_colours(FOUND.assets, DOSE.colours)
    expected = maps.cell_map(share, scale_of(DOSE, run.scenario.plans), colours)
    seen = expected[..., 3] > 0
    assert (shown[..., 3] > 0)[seen].all() and not (shown[..., 3] > 0)[~seen].any(), "the same cells are shown"
    return float((shown[seen] != expected[seen]).any(axis=1).mean())


def main(run_file: str = "", folder: str = "") -> int:
    """The exit status."""
    out = Path(folder or tempfile.mkdtemp())
    run = recording.read(Path(run_file)) if run_file else _made()
    (out / "page.html").write_text(page.report([run], FOUND.assets), encoding="utf-8")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        try:
            return _check(browser, run, out)
        finally:
            browser.process.kill()
            browser.process.wait(10)


def _check(browser: Browser, run: Recording, out: Path) -> int:
    for domain in ("Page", "Runtime", "Log", "Network"):
        browser.call(f"{domain}.enable")
    browser.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)
    browser.call("Page.navigate", url=(out / "page.html").resolve().as_uri())
    browser.until("document.querySelector('[data-film]')?.dataset.ready === 'yes'")
    browser.picture(out / "page.png", whole=True)
    seconds = browser.value("document.querySelector('[data-film]').film.data.seconds")
    found = {second: different(browser, run, second) for second in (seconds // 3, seconds, 2, 2 * seconds // 3)}
    browser.value("document.querySelector('[data-film]').scrollIntoView()")
    browser.picture(out / "replay.png")
    browser.value(SEEK.replace("SECOND", "0"))
    browser.value("document.querySelector('[data-film] button').focus()")
    for kind in ("keyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key=" ", code="Space", text=" ", windowsVirtualKeyCode=32)
    browser.until("document.querySelector('[data-film]').film.second >= 4")
    browser.value("document.querySelector('[data-film] button').click()")
    names = browser.call("Accessibility.getFullAXTree")["nodes"]
    unnamed = [node for node in names if _role(node) in ("image", "slider", "button") and not _name(node)]
    pdf = base64.b64decode(browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
    (out / "page.pdf").write_bytes(pdf)
    said = [
        e
        for e in browser.events
        if e["method"] in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
    ]
    asked = [e["params"]["request"]["url"][:60] for e in browser.events if e["method"] == "Network.requestWillBeSent"]
    beyond = [url for url in asked if not url.startswith(("data:", "file:", "blob:"))]
    for second, share in found.items():
        print(f"second {second}: {share:.3%} of the pixels differ")
    print(f"console: {said}; requests beyond the page: {beyond}; without a name: {len(unnamed)}; PDF: {len(pdf)} bytes")
    print(f"pictures in {out}")
    return int(bool(said or beyond or unnamed or not pdf.startswith(b"%PDF") or max(found.values()) > MOST_DIFFERENT))


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", "")) if not node.get("ignored") else ""


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", ""))


def _made() -> Recording:
    scenario = load("acne-scars-cheeks", FOUND)
    header = Header("browser", "computed", 3, 1, "", "mouse", 1.0, 6.0, "none", "operator")
    return Recording(header, scenario, operate(scenario, "hasty", "mouse", 3))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
