"""The house: which room may know which, what is loaded when, and what lies at the top level."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.forked import Beginning

HOUSE = Path(__file__).parents[1]
PACKAGE = HOUSE / "gradcli"

# Each room, and the rooms that it may import. `language` and `calculus` do not know one another.
_FLOOR = frozenset({"frozen", "late"})
_SHARED = _FLOOR | {"caret", "codes", "errors", "field"}
_ANSWER = _SHARED | {"language", "calculus", "narrative", "render"}
MAY_IMPORT: dict[str, frozenset[str]] = {
    "frozen": frozenset(),
    "late": frozenset(),
    "caret": _FLOOR,
    "codes": frozenset(),
    "errors": _FLOOR | {"caret", "codes"},
    "field": _FLOOR | {"codes", "errors"},
    "language": _SHARED,
    "calculus": _SHARED,
    "narrative": _SHARED | {"language", "calculus"},
    "render": _SHARED | {"language", "calculus", "narrative"},
    "questions": _ANSWER,
    "bulk": _ANSWER | {"questions"},
    "commands": _ANSWER | {"questions", "bulk"},
    "__main__": frozenset({"commands"}),
    # Names of the library, each loaded from its room when it is first used.
    "__init__": frozenset({"questions", "bulk", "errors", "language"}),
}

# Within a room, from the ground up: a part may import the rows before its own.
INNER_ORDER: dict[str, tuple[frozenset[str], ...]] = {
    "field": (
        frozenset({"expression", "functions", "size"}),
        frozenset({"fast_sympy"}),
        frozenset({"comparing", "definitions", "special", "substitution"}),
        frozenset({"intermediates", "template"}),
        frozenset({"from_sympy"}),
        frozenset({"foreign", "forms"}),
        frozenset({"to_sympy"}),
        frozenset({"scalar_field"}),
        frozenset({"order"}),
    ),
    "language": (
        frozenset({"messages"}),
        frozenset({"enclosures", "lex"}),
        frozenset({"names", "parse", "programs", "size", "writing"}),
        frozenset({"reading"}),
        frozenset({"vectors"}),
        frozenset({"answers"}),
    ),
    "calculus": (
        frozenset({"numbers"}),
        frozenset({"clean_up", "domain", "program"}),
        frozenset({"check", "equality", "levels", "limits", "rules"}),
        frozenset({"cells"}),
        frozenset({"data", "mistakes", "point"}),
        frozenset({"descent", "explore", "extrema"}),
        frozenset({"answers"}),
    ),
    "narrative": (
        frozenset({"box", "letters"}),
        frozenset({"document", "factors"}),
        frozenset({"notation"}),
        frozenset({"opening", "phrases", "point"}),
        frozenset({"refusals", "rulebook"}),
        frozenset({"book", "steps"}),
        frozenset({"stories"}),
        frozenset({"coaching", "sheets"}),
    ),
    "render": (
        frozenset({"failure", "format", "formula"}),
        frozenset({"complaint", "json", "jsonline", "picture"}),
        frozenset({"csvtable", "page"}),
        frozenset({"explore"}),
    ),
    "questions": (
        frozenset({"messages_of_programs"}),
        frozenset({"messages"}),
        frozenset({"counts", "given", "refusals", "summary"}),
        frozenset({"drawn", "extrema"}),
        frozenset({"function", "points", "result"}),
        frozenset({"asking", "numeric_loss", "tables"}),
        frozenset({"command", "numeric"}),
        frozenset({"kinds"}),
        frozenset({"registry"}),
        frozenset({"learning", "schema"}),
    ),
    "bulk": (
        frozenset({"messages", "rows"}),
        frozenset({"bounds", "confines", "drafts", "question", "records"}),
        frozenset({"asked", "worker", "worksheets"}),
        frozenset({"output"}),
        frozenset({"forkserver"}),
        frozenset({"pool"}),
        frozenset({"stream"}),
        frozenset({"library", "shards"}),
        frozenset({"cluster"}),
    ),
    "commands": (
        frozenset({"messages", "names", "pace", "topics"}),
        frozenset({"parameters", "process"}),
        frozenset({"output"}),
        frozenset({"ending"}),
        frozenset({"apart"}),
        frozenset({"clock"}),
        frozenset({"asking"}),
        frozenset({"session"}),
        frozenset({"tools"}),
        frozenset({"question"}),
        frozenset({"main"}),
    ),
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(module: Path) -> str:
    """The folder of a module, or its own name at the top of the package."""
    parts = module.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


@functools.cache
def imports_of(module: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """The imports of a module, wherever in it they stand: read once, for all that is asked.

    The whole of every module would be a million objects, through which Python would look for
    garbage as long as the tests run.
    """
    nodes = ast.walk(ast.parse(module.read_text("utf-8")))
    return tuple(node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))


def imported(module: Path) -> Iterator[str]:
    """The full names of what a module imports, wherever in it the import stands."""
    for node in imports_of(module):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(name), level=0, names=names):
                yield name
                if name == "gradcli":
                    yield from (f"gradcli.{alias.name}" for alias in names)


def rooms_imported(module: Path) -> set[str]:
    """The rooms of the house that a module knows."""
    return {
        name.split(".")[1]
        for name in imported(module)
        if name.startswith("gradcli.") and not name.startswith("gradcli.__")
    }


def identifier(module: Path) -> str:
    return str(module.relative_to(HOUSE))


@pytest.mark.parametrize("module", MODULES, ids=identifier)
def test_imports_run_one_way(module: Path) -> None:
    room = room_of(module)
    assert rooms_imported(module) - {room} <= MAY_IMPORT[room]


@pytest.mark.parametrize("module", MODULES, ids=identifier)
def test_no_relative_imports(module: Path) -> None:
    assert not [
        node for node in imports_of(module) if isinstance(node, ast.ImportFrom) and node.level
    ]


def dotted(module: Path) -> str:
    """The name under which a module is imported."""
    parts = module.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


BY_NAME = {dotted(module): module for module in MODULES}


def modules_imported(module: Path) -> set[str]:
    """The modules of the house that a module imports, also inside its functions."""
    found: set[str] = set()
    for node in imports_of(module):
        match node:
            case ast.Import(names=names):
                found.update(alias.name for alias in names)
            case ast.ImportFrom(module=str(name), names=names):
                for alias in names:
                    inner = f"{name}.{alias.name}"
                    found.add(inner if inner in BY_NAME else name)
    return found & BY_NAME.keys()


def test_no_module_imports_itself_by_way_of_others() -> None:
    try:
        order = TopologicalSorter({name: modules_imported(path) for name, path in BY_NAME.items()})
        order.prepare()
    except CycleError as error:
        pytest.fail(f"an import circle: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("room", INNER_ORDER)
def test_the_parts_of_a_room_are_in_order(room: str) -> None:
    row = {part: place for place, parts in enumerate(INNER_ORDER[room]) for part in parts}
    prefix = f"gradcli.{room}."
    for name, path in BY_NAME.items():
        if not name.startswith(prefix):
            continue
        part = name.split(".")[2]
        for other in modules_imported(path):
            known = other.split(".")[2] if other.startswith(prefix) else part
            assert known == part or row[known] < row[part], f"{name} imports {other}"


def test_no_folder_holds_more_files_than_can_be_taken_in() -> None:
    counts = Counter(module.parent for module in MODULES if module.name != "__init__.py")
    assert max(counts.values()) <= 15


def outside(module: Path) -> set[str]:
    """The distributions that a module uses, beside the standard library and gradcli."""
    tops = {name.split(".")[0] for name in imported(module)}
    return tops - sys.stdlib_module_names - {"gradcli"}


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        ("errors", set()),
        ("language", set()),
        ("field", {"sympy"}),
        ("calculus", {"sympy", "mpmath", "numpy"}),
        ("narrative", {"sympy"}),
        ("render", {"rich", "sympy", "matplotlib", "PIL"}),
        ("questions", set()),
        ("bulk", {"dask", "distributed"}),
        ("commands", {"click", "rich"}),
    ],
)
def test_what_each_room_uses_of_other_packages(room: str, allowed: set[str]) -> None:
    used = {name for module in MODULES if room_of(module) == room for name in outside(module)}
    assert used <= allowed


def test_the_renderer_does_no_mathematics() -> None:
    verbs = {"diff", "simplify", "subs", "expand", "factor", "limit", "series", "solve"}
    for module in (PACKAGE / "render").rglob("*.py"):
        called = {
            node.func.attr
            for node in ast.walk(ast.parse(module.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert not called & verbs, module


# The words of the mathematics are made in the narrative.

_A_SENTENCE = 3  # words


# A law is stated as a formula; the others speak to whoever writes a record or a law, or takes
# another SymPy.
_NOT_FOR_USERS = frozenset(
    {"Law", "LawInWords", "AttributeError", "IncompleteError", "StatementError", "warn"}
)


def _literals(module: Path) -> Iterator[tuple[int, str]]:
    """The texts that a module holds, outside docstrings and asserts, with their lines.

    The summary of a function belongs to its record, beside its names.
    """
    waiting: list[ast.AST] = [ast.parse(module.read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Assert() | ast.Expr(value=ast.Constant()):
                continue
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if (
                name in _NOT_FOR_USERS
            ):
                continue
            case ast.Call(
                func=ast.Name(id="Function"), args=[_, _, _, _, *others], keywords=fields
            ):
                waiting.extend((*others, *fields))
            case ast.JoinedStr(values=parts):
                yield (
                    node.lineno,
                    "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts),
                )
            case ast.Constant(value=str(text)):
                yield node.lineno, text
            case _:
                waiting.extend(ast.iter_child_nodes(node))


def _words(text: str) -> list[str]:
    return re.findall(r"(?<!\S)[^\W\d_]{2,}(?=[.,;:!?]?(?!\S))", text)


@pytest.mark.parametrize("room", ["calculus", "field"])
def test_the_mathematics_holds_no_prose(room: str) -> None:
    found = {
        f"{identifier(module)}:{line}: {text}"
        for module in (PACKAGE / room).rglob("*.py")
        for line, text in _literals(module)
        if len(_words(text)) >= _A_SENTENCE
    }
    assert not found


def test_prose_is_found_where_it_stands(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        '"""A docstring is none."""\n'
        "assert x, 'nor is this one'\n"
        "a = 'not-a-code-of-many-words', 'u < -1 or u > 1'\n"
        "raise ValueError(f'{a} is not real')\n"
    )
    found = [line for line, text in _literals(module) if len(_words(text)) >= _A_SENTENCE]
    assert found == [4]


def test_no_module_is_too_long_to_be_read_in_one_sitting() -> None:
    long = {
        identifier(module): count
        for module in MODULES
        if (count := len(module.read_text("utf-8").splitlines())) > 500
    }
    assert not long


def test_the_readme_tells_of_every_room_and_of_the_rooms_within_it() -> None:
    """A folder is found in the README, and what the README names is a folder or a file."""
    table = (HOUSE / "README.md").read_text("utf-8").partition("| room | what it does |")[2]
    table = table.partition("\n\n")[0]
    told = {name.removeprefix("gradcli/").rstrip("/") for name in re.findall(r"`([\w/.]+)`", table)}
    rooms = [*PACKAGE.glob("*"), *PACKAGE.glob("*/*")]
    folders = {room.name for room in rooms if room.is_dir() and room.name != "__pycache__"}
    assert not folders - told
    names = {path.name for path in MODULES} | folders
    assert not told - names


def test_the_top_level_holds_what_was_agreed_and_nothing_else() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    names = {line.split("/")[0] for line in listed.stdout.splitlines()}
    shown = {name for name in names if not name.startswith(".")}
    assert shown <= {"LICENSE", "README.md", "examples", "gradcli", "pyproject.toml", "tests"}


# What is loaded when: help and complaints come at once, before SymPy (half a second) is imported.

LOADED = "import sys; from gradcli.commands.main import run"
PROBE = """
code = run(sys.argv[1:])
print(code, sorted({"sympy", "mpmath", "rich"} & set(sys.modules)), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def begun() -> Iterator[Beginning]:
    """A process in which the command line is loaded, and has not been asked anything."""
    with Beginning(LOADED) as beginning:
        yield beginning


def loaded(begun: Beginning, *words: str) -> tuple[int, str]:
    """The exit code of a command line, and the heavy packages that it loaded."""
    done = begun.then(PROBE, *words)
    assert done.code == 0, done.err
    code, _, packages = done.err.splitlines()[-1].partition(" ")
    return int(code), packages


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--help",), 0),
        (("--version",), 0),
        (("grad", "--help"), 0),
        (("partial", "--help"), 0),
        (("dir", "--help"), 0),
        (("steepest", "--help"), 0),
        (("help",), 0),
        (("help", "grad"), 0),
        (("help", "expressions"), 0),
        (("version",), 0),
        (("functions", "-f", "json"), 0),
        (("functions",), 0),
        (("grad", "x^2 +"), 2),
        (("grad", "(x"), 2),
        (("grad", ""), 2),
        (("grad", "sine(x)"), 2),
        (("grad", "x^2 y", "--at", "1"), 2),
        (("dir", "x^2 y", "--at", "1,2"), 2),
        (("steepest", "x^2 y"), 2),
        (("no-such-command",), 2),
        (("steep",), 2),
        (("xy",), 2),
        (("grad", "x^2", "y"), 2),
        (("grad", "x^2 y", "--at", "2", "3"), 2),
        (("x^2 +",), 2),
        (("grad", "x^2 +", "--color", "always"), 2),
        (("grad", "x", "--no-such-option"), 2),
        (("grad", "9^9^9 x"), 3),
    ],
)
def test_neither_help_nor_a_complaint_loads_sympy(
    begun: Beginning, words: tuple[str, ...], code: int
) -> None:
    found, packages = loaded(begun, *words)
    assert found == code
    assert "sympy" not in packages
    assert "mpmath" not in packages


def test_an_answer_does_load_it(begun: Beginning) -> None:
    assert "sympy" in loaded(begun, "grad", "x^2 y", "-q")[1]


def test_completion_does_not_load_sympy() -> None:
    probe = (
        "import sys\n"
        "from click.shell_completion import BashComplete\n"
        "from gradcli.commands.main import cli\n"
        "complete = BashComplete(cli, {}, 'gradcli', '_GRADCLI_COMPLETE')\n"
        "print([item.value for item in complete.get_completions([], 'st')])\n"
        "print([item.value for item in complete.get_completions(['grad'], '--vers')])\n"
        "print([item.value for item in complete.get_completions(['dir'], '--ang')])\n"
        "assert 'sympy' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["['steepest']", "[]", "['--angle']"]


def test_import_gradcli_is_cheap() -> None:
    probe = "import sys, gradcli; gradcli.GradcliError; assert 'sympy' not in sys.modules"
    subprocess.run([sys.executable, "-c", probe], check=True)
