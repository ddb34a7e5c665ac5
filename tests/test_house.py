"""The rules of the house: floors, sizes, where pygame may be, what may never be written, and clean tools."""

from __future__ import annotations

import ast
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "simulator"
FLOORS = {
    **dict.fromkeys(("errors", "words"), 0),
    "needling": 1,
    **dict.fromkeys(("outcome", "standing"), 2),
    "session": 3,
    **dict.fromkeys(("files", "pictures", "operators"), 4),
    **dict.fromkeys(("checks", "report", "bench", "validity"), 5),
    "studio": 6,
    "app": 7,
    **dict.fromkeys(("cli", "__main__", "bootstrap"), 8),
    **dict.fromkeys((path.stem for path in HOUSE.glob("cli_*.py")), 8),
}
MODULES = sorted(p for p in HOUSE.rglob("*.py") if p.name != "__init__.py" and "_data" not in p.parts)
MODULE_LINES, FUNCTION_LINES, ARGUMENTS = 250, 50, 6
OUTSIDE_WORLD = {
    **dict.fromkeys(("time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "date.today"), "the wall clock"),
    **dict.fromkeys(("os.environ", "os.getenv", "os.environb"), "the environment"),
    "print": "print",
}
NEVER = ("eval", "exec", "__import__", "compile")


def room(path: Path) -> str:
    """The part of the house that a module belongs to; the command line is one room in several files."""
    return room_named(path.relative_to(HOUSE).parts[0].removesuffix(".py"))


def room_named(name: str) -> str:
    return "cli" if name.startswith("cli_") else name


def floor(path: Path) -> int:
    return FLOORS[room(path)]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every imported module with its line, wherever in the file it stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}:{node.lineno} imports relatively"
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def dotted(node: ast.AST) -> str:
    """`a.b.c` for a name or attribute, else nothing."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_modules_import_their_own_room_or_lower_floors() -> None:
    wrong = []
    for path in MODULES:
        for line, name in imports(path):
            parts = name.split(".")
            imported = room_named(parts[1]) if parts[0] == "simulator" and len(parts) > 1 else room(path)
            if imported == room(path):
                continue
            if imported not in FLOORS:
                wrong.append(f"{named(path)}:{line} imports {name}, which has no floor")
            elif FLOORS[imported] >= floor(path) and not (floor(path) == 8 == FLOORS[imported]):
                wrong.append(f"{named(path)}:{line} (floor {floor(path)}) imports {name}")
    assert not wrong, "\n".join(wrong)


def test_pygame_is_only_in_app() -> None:
    wrong = [
        f"{named(path)}:{line}"
        for path in MODULES
        if room(path) != "app"
        for line, name in imports(path)
        if name.split(".")[0] in ("pygame", "pygame_gui")
    ]
    assert not wrong, wrong


def test_floors_below_app_import_without_pygame() -> None:
    names = [".".join(p.relative_to(ROOT).with_suffix("").parts) for p in MODULES if floor(p) <= 6]
    code = (
        "import sys, importlib\n"
        "sys.modules['pygame'] = sys.modules['pygame_gui'] = None\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "slow = {'scipy', 'sqlalchemy', 'matplotlib', 'rich'} & set(sys.modules)\n"
        "assert not slow, f'imported before they are needed: {slow}'\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_sizes(path: Path) -> None:
    wrong = []
    if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES:
        wrong.append(f"{named(path)} has {lines} lines")
    for function in functions(path):
        length = function.end_lineno - function.lineno + 1
        given = function.args
        count = len(given.posonlyargs) + len(given.args) + len(given.kwonlyargs)
        count -= bool(given.args) and given.args[0].arg in ("self", "cls")
        if length > FUNCTION_LINES:
            wrong.append(f"{named(path)}:{function.lineno} {function.name} has {length} lines")
        if count > ARGUMENTS:
            wrong.append(f"{named(path)}:{function.lineno} {function.name} takes {count} arguments")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_which_idea_it_is(path: Path) -> None:
    text = ast.get_docstring(tree(path))
    assert text, f"{named(path)} does not open with a sentence"
    first = text.split("\n\n")[0].strip()
    assert first.endswith("."), f"{named(path)} opens with {first!r}"
    public = [f for f in functions(path) if not f.name.startswith("_")]
    mute = [f"{f.lineno} {f.name}" for f in public if len(f.body) > 3 and not ast.get_docstring(f)]
    assert not mute, f"{named(path)}: no docstring at {mute}"


def test_init_files_are_empty_and_names_say_something() -> None:
    for path in HOUSE.rglob("__init__.py"):
        assert not path.read_text(encoding="utf-8").strip(), f"{named(path)} is not empty"
    vague = [named(p) for p in MODULES if p.stem in ("utils", "util", "helpers", "helper", "common", "manager", "misc")]
    assert not vague, vague


def test_no_code_in_data_and_no_outside_world_below_the_window() -> None:
    wrong = []
    for path in MODULES:
        for line, name in imports(path):
            if name.split(".")[0] in ("pickle", "marshal", "shelve", "dill", "joblib"):
                wrong.append(f"{named(path)}:{line} imports {name}")
            if floor(path) < 7 and name.split(".")[0] == "random":
                wrong.append(f"{named(path)}:{line} uses global chance")
        for node in ast.walk(tree(path)):
            wrong += [f"{named(path)}:{node.lineno} {what}" for what in faults_of(node, floor(path))]
    assert not wrong, "\n".join(wrong)


def faults_of(node: ast.AST, level: int) -> Iterator[str]:
    """What a single node does that the house forbids on its floor."""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in NEVER:
            yield f"calls {node.func.id}"
        if any(k.arg == "allow_pickle" and getattr(k.value, "value", None) is not False for k in node.keywords):
            yield "allows pickles"
        if level < 7 and dotted(node.func) in OUTSIDE_WORLD:
            yield f"uses {OUTSIDE_WORLD[dotted(node.func)]}"
        seeded = dotted(node.func).endswith(".default_rng") and node.args
        if level < 7 and dotted(node.func).startswith(("np.random.", "numpy.random.")) and not seeded:
            yield "draws from chance without a seed"
    if level < 7 and isinstance(node, ast.Attribute) and OUTSIDE_WORLD.get(dotted(node)) == "the environment":
        yield "reads the environment"
    if isinstance(node, ast.ExceptHandler):
        if node.type is None:
            yield "catches everything"
        if all(isinstance(step, ast.Pass | ast.Continue) for step in node.body):
            yield "catches and drops"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("eval('1')", "calls eval"),
        ("np.load(f, allow_pickle=True)", "allows pickles"),
        ("np.load(f, allow_pickle=choice)", "allows pickles"),
        ("t = time.time()", "uses the wall clock"),
        ("h = os.environ['HOME']", "reads the environment"),
        ("x = np.random.rand(3)", "draws from chance without a seed"),
        ("try:\n  f()\nexcept ValueError:\n  pass", "catches and drops"),
    ],
)
def test_the_rules_can_fail(code: str, found: str) -> None:
    assert found in [what for node in ast.walk(ast.parse(code)) for what in faults_of(node, 4)]


def test_nothing_is_left_to_be_done_later() -> None:
    wrong = []
    for path in MODULES:
        with path.open("rb") as file:
            for token in tokenize.tokenize(file.readline):
                if token.type == tokenize.COMMENT and any(w in token.string for w in ("TODO", "FIXME", "XXX")):
                    wrong.append(f"{named(path)}:{token.start[0]} {token.string}")
    assert not wrong, wrong


@pytest.mark.parametrize("tool", [["ruff", "check", "--quiet", "simulator", "tests"], ["mypy"]], ids=lambda t: t[0])
def test_tools_are_content(tool: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
