"""What the scoring core may be made of: a list of what is allowed, and what a module does beyond it.

Many float operations give other last bits on other processors or with another numpy: sin, exp, log, dot, and every sum
or mean of floats whose order is left open. What is not listed here may not stand before a puncture or a score.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


TYPES = "int64 uint64 uint8 intp float64 bool_ ndarray iinfo inf nan"
MOVING = (
    "array asarray zeros ones full full_like eye arange indices atleast_1d broadcast_to concatenate stack split pad"
    " roll repeat where take_along_axis copyto"
)
COMPARING = (
    "abs sign minimum maximum clip any isnan nonzero count_nonzero argmin argmax sort argsort searchsorted unique"
    " median percentile"
)
IN_ORDER = "sqrt rint diff cumsum bincount add"
NUMPY = _words(TYPES, MOVING, COMPARING, IN_ORDER)
"""What moves, compares, is correctly rounded, or adds from first to last; `bincount` and `add.at` of whole numbers."""
OF_ARRAYS = "astype reshape ravel view copy take tolist tobytes newbyteorder at accumulate any all min max sum"
OF_SHAPE = "shape size ndim dtype T"
OF_VALUES = (
    "append extend items keys values get setdefault fromkeys index update add format startswith removeprefix encode"
    " join split start stop from_bytes hexdigest digest _replace _asdict _fields"
)
METHODS = _words(OF_ARRAYS, OF_SHAPE, OF_VALUES)
BUILTINS = _words(
    "abs all any bool dict enumerate float frozenset getattr int isinstance len list max min next object range repr",
    "reversed round set setattr slice sorted str sum super tuple zip property classmethod staticmethod",
    "ValueError TypeError KeyError",
)
MODULES = {
    "__future__": {"annotations"},
    "collections.abc": {"Sequence", "Iterable", "Iterator", "Mapping", "Callable"},
    "functools": {"cache"},
    "dataclasses": {"dataclass", "field", "fields", "replace"},
    "typing": {"TYPE_CHECKING", "Any", "Generic", "Literal", "NamedTuple", "TypeVar"},
    "numpy.typing": {"ArrayLike", "NDArray"},
    "math": {"sqrt", "fsum", "isqrt", "floor", "ceil", "inf", "nan", "isnan", "isfinite"},
    "hashlib": {"sha256", "blake2b"},
    "scipy.ndimage": {"label", "distance_transform_edt"},
}
"""Names that may be used of other packages. Of scipy only what answers in whole numbers, or in their square root."""

INTEGER_TYPES = _words(
    "int bool Ints Mask Points NDArray[np.int64] NDArray[np.uint64] NDArray[np.uint8] NDArray[np.bool_]"
)
INTEGER_ANSWERS = _words("nonzero count_nonzero searchsorted argmin argmax argsort indices isnan")
KEEPS_INTEGERS = _words(
    "abs sign minimum maximum clip sort diff cumsum concatenate stack split pad roll repeat take_along_axis arange",
    "unique atleast_1d",
)
SHAPED = _words("reshape ravel view copy take tolist max min sum values")
SAFE_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.FloorDiv, ast.Mod, ast.LShift, ast.RShift, ast.Pow)


class Fault(NamedTuple):
    """A line of a module, and what it does there beyond the list."""

    line: int
    what: str


@dataclass(slots=True)
class House:
    """What the modules of the core define: functions by module, members of classes, and their annotations."""

    defined: dict[str, set[str]] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    returns: dict[str, set[str]] = field(default_factory=dict)

    def take(self, name: str, tree: ast.Module) -> None:
        """Adds what one module defines."""
        self.defined[name] = {n for node in tree.body for n in _bound(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                self._take_class(node)
            elif isinstance(node, ast.FunctionDef):
                self.returns.setdefault(node.name, set()).add(ast.unparse(node.returns) if node.returns else "")

    def _take_class(self, node: ast.ClassDef) -> None:
        known = self.attributes.setdefault(node.name, {})
        for inner in node.body:
            if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                known[inner.target.id] = ast.unparse(inner.annotation)
            elif isinstance(inner, ast.FunctionDef):
                known[inner.name] = ast.unparse(inner.returns) if inner.returns else ""
        self.members |= known.keys()

    def annotations_of(self, owner: str | None, name: str) -> set[str]:
        """How a member is annotated: in its class where that is known, else in every class that has one."""
        if owner in self.attributes:
            return {self.attributes[owner].get(name, "")}
        return {known[name] for known in self.attributes.values() if name in known}


def house(trees: dict[str, ast.Module]) -> House:
    """What all modules of the core define together."""
    found = House()
    for name, tree in trees.items():
        found.take(name, tree)
    return found


def module_name(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts)


def faults(tree: ast.Module, home: House, shown: dict[str, set[str]] | None = None) -> list[Fault]:
    """Everything a module does beyond the list, in order of lines. `shown` are names it may use of other modules."""
    return sorted(set(_Reader(tree, home, shown or {}).read()))


def _bound(node: ast.AST) -> Iterator[str]:
    """Names that a statement binds at the top of a module."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name for alias in node.names)
    else:
        yield from (n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))


class _Scope:
    """The names of one function: what they are annotated as, and everything that is assigned to them."""

    def __init__(self, function: ast.AST | None) -> None:
        self.annotated: dict[str, str] = {}
        self.assigned: dict[str, list[ast.AST | None]] = {}
        for node in ast.walk(function) if function is not None else ():
            self._note(node)

    def _note(self, node: ast.AST) -> None:
        if isinstance(node, ast.arg):
            self.annotated[node.arg] = ast.unparse(node.annotation) if node.annotation else ""
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self._assign(target, node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            self.annotated[node.target.id] = ast.unparse(node.annotation)
        elif isinstance(node, ast.AugAssign):
            self._assign(node.target, node.value)
        elif isinstance(node, ast.For | ast.comprehension):
            for name in (n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)):
                self.assigned.setdefault(name, []).append(None)

    def _assign(self, target: ast.AST, value: ast.AST) -> None:
        if isinstance(target, ast.Name):
            self.assigned.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple):
            parts = value.elts if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts) else None
            for at, inner in enumerate(target.elts):
                self._assign(inner, parts[at] if parts else value)


class _Reader:
    """Goes through one module."""

    def __init__(self, tree: ast.Module, home: House, shown: dict[str, set[str]]) -> None:
        self.tree, self.home, self.shown = tree, home, shown
        self.numpy: set[str] = set()
        self.modules: dict[str, set[str]] = {}
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.bound = {n for node in ast.walk(tree) for n in self._binds(node)}
        self.scopes: dict[ast.AST | None, _Scope] = {}

    def _binds(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and not self._field(node):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
            yield from _bound(node)

    def _renames(self, node: ast.AST) -> Iterator[str]:
        """Names that a node binds, but for methods and for imports, which are looked at by themselves."""
        method = isinstance(node, ast.FunctionDef) and isinstance(self.parents.get(node), ast.ClassDef)
        if not method and not isinstance(node, ast.Import | ast.ImportFrom):
            yield from self._binds(node)

    def _field(self, node: ast.Name) -> bool:
        """Whether a name is the field of a class, which no function can mean by that name alone."""
        above = self.parents.get(node)
        return isinstance(above, ast.AnnAssign) and isinstance(self.parents.get(above), ast.ClassDef)

    def read(self) -> Iterator[Fault]:
        """Imports first: they say which names are modules."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield from (Fault(node.lineno, what) for what in self._import(node))
        for node in ast.walk(self.tree):
            at = node.iter if isinstance(node, ast.comprehension) else node
            yield from (Fault(getattr(at, "lineno", 0), what) for what in self._node(node))

    def _import(self, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
        for alias in node.names:
            name, known = alias.asname or alias.name, alias.name
            if isinstance(node, ast.Import):
                if known == "numpy":
                    self.numpy.add(name)
                elif known in MODULES:
                    self.modules[name] = MODULES[known]
                else:
                    yield f"imports {known}"
                continue
            yield from self._import_from(node.module or "", known, name)

    def _import_from(self, module: str, known: str, name: str) -> Iterator[str]:
        whole = f"{module}.{known}"
        if whole in MODULES:
            self.modules[name] = MODULES[whole]
        elif whole in self.home.defined:
            self.modules[name] = self.home.defined[whole]
        elif whole in self.shown:
            self.modules[name] = self.shown[whole]
        else:
            of = {
                **MODULES,
                **self.home.defined,
                **self.shown,
                "numpy": NUMPY,
                "simulator.words": {"_", "mark", "in_figures"},
            }
            if known not in of.get(module, ()):
                yield f"imports {whole}"

    def _node(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Attribute):
            yield from self._attribute(node)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield from self._name(node)
        elif isinstance(node, ast.Call):
            yield from self._call(node)
        elif isinstance(node, ast.BinOp | ast.AugAssign):
            yield from self._operator(node)
        elif isinstance(node, ast.For | ast.comprehension) and self._unordered(node.iter):
            yield "goes through a set, which has no order"
        elif any(hasattr(builtins, name) or name in self.numpy for name in self._renames(node)):
            yield "gives a name of the language or of numpy another meaning"
        elif isinstance(node, ast.Global | ast.Nonlocal | ast.Await | ast.Yield):
            yield f"is made of {type(node).__name__}"

    def _attribute(self, node: ast.Attribute) -> Iterator[str]:
        base = node.value
        if isinstance(base, ast.Name) and base.id in self.numpy:
            if node.attr not in NUMPY:
                yield f"uses np.{node.attr}"
        elif isinstance(base, ast.Name) and base.id in self.modules:
            if node.attr not in self.modules[base.id]:
                yield f"uses {base.id}.{node.attr}"
        elif node.attr not in METHODS | self.home.members:
            yield f"uses .{node.attr}"
        above = self.parents.get(node)
        if node.attr == "sum" and not (isinstance(above, ast.Call) and above.func is node):
            yield "passes sum on"

    def _name(self, node: ast.Name) -> Iterator[str]:
        above = self.parents.get(node)
        reached = isinstance(above, ast.Attribute) and above.value is node
        if (node.id in self.numpy or node.id in self.modules) and not reached:
            yield f"passes the module {node.id} on"
        if node.id in self.bound:
            return
        if node.id not in BUILTINS:
            yield f"uses {node.id}"
        elif node.id == "sum" and not (isinstance(above, ast.Call) and above.func is node):
            yield "passes sum on"

    def _call(self, node: ast.Call) -> Iterator[str]:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        method = isinstance(node.func, ast.Attribute)
        keywords = {k.arg: k.value for k in node.keywords}
        if name == "sum" and name not in self.bound:
            summed = node.func.value if isinstance(node.func, ast.Attribute) else (node.args or [node])[0]
            if not self._whole(summed, node):
                yield f"sums what may be floats: {ast.unparse(node)}"
        if name == "argsort" and getattr(keywords.get("kind"), "value", None) != "stable":
            yield "sorts places of equals in no fixed order"
        if name == "at" and method and not (node.args and self._whole(node.args[0], node)):
            yield f"adds up what may be floats: {ast.unparse(node)}"
        if name == "bincount" and len(node.args) > 1 and not self._whole(node.args[1], node):
            yield f"adds up what may be floats: {ast.unparse(node)}"
        if name == "bincount" and "weights" in keywords:
            yield "weighs a bincount by name"
        looks_up = isinstance(node.func, ast.Call) and getattr(node.func.func, "id", "") == "getattr"
        if looks_up or (name == "getattr" and any(isinstance(arg, ast.Constant) for arg in node.args[1:2])):
            yield "looks a name up instead of saying it"

    def _operator(self, node: ast.BinOp | ast.AugAssign) -> Iterator[str]:
        left, right = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
        if isinstance(node.op, ast.MatMult):
            yield "multiplies matrices"
        if isinstance(node.op, ast.Pow):
            square = isinstance(right, ast.Constant) and type(right.value) is int and right.value == 2
            of_two = isinstance(left, ast.Constant) and left.value == 2 and self._whole(right, node)
            if not (square or of_two or (self._whole(left, node) and self._whole(right, node))):
                yield f"raises to a power: {ast.unparse(node)}"

    def _unordered(self, node: ast.AST) -> bool:
        made = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("set", "frozenset")
        return made or isinstance(node, ast.Set | ast.SetComp)

    def _scope(self, node: ast.AST) -> _Scope:
        """The function that a node stands in."""
        at: ast.AST | None = node
        while at is not None and not isinstance(at, ast.FunctionDef):
            at = self.parents.get(at)
        if at not in self.scopes:
            self.scopes[at] = _Scope(at)
        return self.scopes[at]

    def _owner(self, node: ast.AST) -> str | None:
        """The class of a value, where annotations say so."""
        if isinstance(node, ast.Name):
            said = self._scope(node).annotated.get(node.id)
            return self._class_of(node) if node.id == "self" else said
        if isinstance(node, ast.Attribute):
            said_all = self.home.annotations_of(self._owner(node.value), node.attr)
            return said_all.pop() if len(said_all) == 1 else None
        return None

    def _class_of(self, node: ast.AST) -> str | None:
        at: ast.AST | None = node
        while at is not None and not isinstance(at, ast.ClassDef):
            at = self.parents.get(at)
        return at.name if isinstance(at, ast.ClassDef) else None

    def _whole(self, node: ast.AST | None, where: ast.AST, depth: int = 0) -> bool:
        """Whether a value is made of whole numbers or truths, as far as annotations and arithmetic show it."""
        if node is None or depth > 20:
            return False
        also = lambda *nodes: all(self._whole(n, where, depth + 1) for n in nodes)  # noqa: E731
        if isinstance(node, ast.Constant):
            return isinstance(node.value, int)
        if isinstance(node, ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            return True
        if isinstance(node, ast.BinOp):
            bitwise = isinstance(node.op, ast.BitAnd | ast.BitOr | ast.BitXor)
            return bitwise or (isinstance(node.op, SAFE_OPERATORS) and also(node.left, node.right))
        if isinstance(node, ast.UnaryOp):
            return also(node.operand)
        if isinstance(node, ast.IfExp):
            return also(node.body, node.orelse)
        if isinstance(node, ast.Subscript | ast.Starred):
            return also(node.value)
        if isinstance(node, ast.GeneratorExp | ast.ListComp):
            return also(node.elt)
        if isinstance(node, ast.DictComp):
            return also(node.value)
        if isinstance(node, ast.List | ast.Tuple):
            return also(*node.elts)
        if isinstance(node, ast.Attribute):
            return self._typed(self.home.annotations_of(self._owner(node.value), node.attr))
        if isinstance(node, ast.Name):
            return self._name_is_whole(node, where, depth)
        return isinstance(node, ast.Call) and self._call_is_whole(node, where, depth)

    def _typed(self, annotations: Iterable[str]) -> bool:
        said = set(annotations)
        return bool(said) and said <= INTEGER_TYPES

    def _name_is_whole(self, node: ast.Name, where: ast.AST, depth: int) -> bool:
        scope = self._scope(where)
        values = scope.assigned.get(node.id, [])
        said = scope.annotated.get(node.id)
        if said and not (self._typed([said]) or said in ("list[bool]", "list[int]", "Sequence[bool]")):
            return False
        return bool(said or values) and all(self._whole(value, where, depth + 1) for value in values)

    def _call_is_whole(self, node: ast.Call, where: ast.AST, depth: int) -> bool:
        also = lambda nodes: bool(nodes) and all(self._whole(n, where, depth + 1) for n in nodes)  # noqa: E731
        function = node.func
        if isinstance(function, ast.Name):
            if function.id in ("int", "len", "bool", "any", "all") or (function.id == "round" and len(node.args) == 1):
                return function.id not in self.bound
            if function.id in ("min", "max", "abs", "sum", "list") and function.id not in self.bound:
                return also(node.args)
            return self._typed(self.home.returns.get(function.id, ()))
        if not isinstance(function, ast.Attribute):
            return False
        if isinstance(function.value, ast.Name) and function.value.id in self.numpy:
            return self._numpy_is_whole(node, function.attr, also)
        if function.attr in ("astype", "any", "all"):
            return function.attr != "astype" or self._integer_type(node.args[:1])
        return function.attr in SHAPED and also([function.value])

    def _numpy_is_whole(self, node: ast.Call, name: str, also) -> bool:  # type: ignore[no-untyped-def]
        if name in INTEGER_ANSWERS or (name == "bincount" and len(node.args) == 1):
            return True
        if name in ("zeros", "ones", "array", "asarray"):
            return self._integer_type(node.args[1:2])
        if name == "where":
            return also(node.args[1:])
        return name in KEEPS_INTEGERS and also(node.args)

    def _integer_type(self, given: list[ast.expr]) -> bool:
        named = ast.unparse(given[0]) if given else ""
        return named in ("bool", "int", "np.int64", "np.uint64", "np.uint8", "np.intp", "np.bool_")
