"""The catalogue of codes: each is used, each has words, each is produced by some test."""

from __future__ import annotations

import ast
import functools
import json
import math
import signal
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from string import Formatter
from types import SimpleNamespace
from typing import Any, get_args

import pytest
import sympy

from gradcli import batch, gradient, hint, numeric_gradient, plot, practice, tangent, worksheet
from gradcli.bulk.cluster import Cluster
from gradcli.bulk.messages import FAILURES as OF_BULK
from gradcli.bulk.messages import NOTES as BULK_NOTES
from gradcli.bulk.pool import Pool
from gradcli.bulk.question import Settings, answer_line
from gradcli.bulk.shards import plan
from gradcli.codes import Code
from gradcli.codes.notes import NoteCode
from gradcli.commands.apart import _gone
from gradcli.commands.main import _check_completion, cli
from gradcli.commands.messages import FAILURES as OF_COMMANDS
from gradcli.errors import KINDS, Forms, GradcliError, Words
from gradcli.field.expression import Number
from gradcli.language.messages.failures import ADVICE
from gradcli.language.messages.failures import FAILURES as OF_LANGUAGE
from gradcli.language.messages.notes import NOTES
from gradcli.language.messages.of_vectors import VECTORS
from gradcli.language.writing import write
from gradcli.narrative.point.refusals import no_direction
from gradcli.questions.messages import FAILURES as OF_QUESTIONS
from gradcli.questions.messages import NOTES as QUESTION_NOTES
from tests.commands.conftest import Gradcli, gradcli
from tests.language import test_answers as answers
from tests.language import test_codes as language
from tests.schema import SCHEMA

__all__ = ["gradcli"]

PACKAGE = Path(__file__).parents[1] / "gradcli"
NOTE_CODES = frozenset(get_args(NoteCode))
FAILURES: dict[str, Mapping[Code, Words | Forms]] = {
    "language": OF_LANGUAGE,
    "questions": OF_QUESTIONS,
    "bulk": OF_BULK,
    "commands": OF_COMMANDS,
}

# The quotient is unbounded near each zero of the sine, and these gather at 0.
OPEN = "{0 if x = 0, x^2/sin(1/x) if sin(1/x) != 0, 0 otherwise}"

# What the commands refuse, whether by raising or in their answer.
COMMANDS: dict[str, tuple[str, ...]] = {
    "constant-given-twice": ("grad", "f(x) = a x", "--let", "a=2", "--let", "a=3"),
    "constant-like-a-variable": ("grad", "f(x) = a x", "--let", "x=2"),
    "constant-not-used": ("grad", "f(x) = a x", "--let", "b=2"),
    "value-of-a-constant-missing": ("grad", "f(x) = a x", "--let", "a"),
    "constant-without-value": ("grad", "f(x) = 1/(x - a)", "--at", "2"),
    "decimal-out-of-reach": ("grad", "sin(x)", "--at", "1e1300", "-q", "--decimal"),
    "direction-without-value": ("steepest", "f(x, y) = a x y", "--at", "1,1"),
    "not-a-variable": ("partial", "x", "--wrt", "q"),
    "no-names-declared": ("grad", "x", "--vars", ""),
    "variable-missing": ("partial", "x", "--wrt", "x,"),
    "variable-not-chosen": ("partial", "x y"),
    "direction-missing": ("dir", "x"),
    "constraint-and-box": ("critical", "x y", "--in", "x=0:1,y=0:1", "--on", "x = y"),
    "constraint-has-other-letters": ("critical", "f(x, y) = x y", "--on", "x + y + z = 1"),
    "constraint-not-understood": ("critical", "x y", "--on", "x + y"),
    "box-empty": ("critical", "x^2", "--in", "x=2:1"),
    "box-not-understood": ("critical", "x^2 y", "--in", "x=0:1"),
    "answer-missing": ("check", "x^2"),
    "work-of-one-formula": ("check", "x^2 y", "--work", "one.jsonl"),
    "unknown-kind": ("check", "x^2", "--answer", "2x", "--kind", "slope"),
    "scale-not-known": ("check", "x^2", "--answer", "2", "--w", "1", "--unit", "--as-given"),
    "nodes-unknown": ("backprop", "x^2", "--nodes", "leaves"),
    "levels-not-understood": ("plot", "x y", "--levels", "0"),
    "picture-needs-values": ("plot", "f(x, y) = a x y", "--at", "1,1"),
    "plane-not-understood": ("plot", "x y", "--plane", "x,x"),
    "size-not-understood": ("plot", "x y", "--size", "large"),
    "w-without-point": ("plot", "x y", "--w", "1,1"),
    "window-empty": ("plot", "x", "--window", "1:0"),
    "window-not-understood": ("plot", "x y", "--window", "x=1"),
    "not-a-count": ("backprop", "x^2", "--top", "0"),
    "cell-not-a-number": ("grad", "(w x)^2", "--data", "bad.csv", "--mean"),
    "column-is-a-variable": ("grad", "(w x)^2", "--data", "bad.csv", "--mean", "--wrt", "x"),
    "data-cannot-be-read": ("grad", "(w x)^2", "--data", "no-such-file.csv", "--mean"),
    "data-missing": ("grad", "(w x)^2", "--mean"),
    "no-column-in-it": ("grad", "(w z)^2", "--data", "bad.csv", "--mean"),
    "reduce-missing": ("grad", "(w x)^2", "--data", "bad.csv"),
    "row-missing": ("backprop", "(w x)^2", "--data", "bad.csv"),
    "table-not-readable": ("grad", "(w x)^2", "--data", "one.jsonl", "--mean"),
    "kinks-in-rows": ("grad", "|w y|", "--data", "bad.csv", "--mean", "--at", "0"),
    "kinks-not-decided": ("grad", "|w y| - |w y|/2", "--data", "bad.csv", "--mean", "--at", "0"),
    "rows-outside-domain": ("grad", "ln(w y)", "--data", "bad.csv", "--mean", "--at", "0"),
    "no-named-parts": ("backprop", "x^2", "--nodes", "named"),
    "several-directions": ("dir", "x y", "--w", "1,2", "--angle", "60deg"),
    "point-missing": ("steepest", "x"),
    "descent-at-a-kink": ("descend", "|x|", "--from", "1"),
    "descent-diverges": ("descend", "x^2", "--from", "1", "--rate", "3"),
    "descent-leaves-domain": ("descend", "ln(x)", "--from", "1"),
    "descent-not-decided": ("descend", OPEN, "--from", "0"),
    "descent-too-large": ("descend", "x^4", "--from", "10^200"),
    "method-unknown": ("descend", "x^2", "--from", "1", "--method", "steep"),
    "method-without-rate": (
        *("descend", "x^2", "--from", "1"),
        *("--method", "adam", "--rate", "auto"),
    ),
    "rate-not-positive": ("descend", "x^2", "--from", "1", "--rate", "-1"),
    "start-missing": ("descend", "x^2"),
    "tolerance-below-zero": ("descend", "x^2", "--from", "1", "--tol", "-1"),
    "too-many-operations": (
        "explore",
        " + ".join(f"sin({k} x)" for k in range(1, 800)),
        "--at",
        "1",
    ),
    "second-partial-missing": ("hessian", "x |x|", "--at", "0"),
    "second-partial-not-decided": (
        "hessian",
        "{x^3 sin(y/x) if x != 0, 0 otherwise}",
        "--at",
        "0,0",
    ),
    "taylor-not-smooth": ("taylor", "x |x|", "--at", "0"),
    "too-many-taylor-terms": ("taylor", "x y z", "--at", "1,1,1", "--order", "7"),
    "too-many-second-partials": ("hessian", " + ".join(f"x{i}" for i in range(31))),
    "toward-without-point": ("dir", "x", "--toward", "2"),
    "angle-in-other-dimensions": ("dir", "x y z", "--angle", "60deg"),
    "zero-direction": ("dir", "x", "--w", "0"),
    "too-few-variables": ("learn", "x^2", "--at", "1"),
    "not-a-log": ("practice", "--review", "one.jsonl"),
    "unknown-mistake": ("mistakes", "chain_inner_mising"),
    "unknown-rule": ("rules", "quotiemt"),
    "no-variable": ("grad", "2"),
    "factorial-of-a-variable": ("grad", "x!"),
    "no-real-values": ("grad", "sqrt(-1 - x^2)"),
    "constant-outside-domain": ("grad", "x + sqrt(-2)"),
    "outside-domain": ("grad", "ln(x)", "--at", "-1"),
    "undefined-at-the-point": ("grad", "sin(x)/x", "--at", "0"),
    "number-too-large-at-the-point": ("grad", "e^x", "--at", "10^10"),
    "jump": ("grad", "floor(x)", "--at", "2"),
    "not-decided": ("grad", OPEN, "--at", "0"),
    "kink": ("grad", "|x|", "--at", "0"),
    "zero-gradient": ("steepest", "x^2", "--at", "0"),
    "several-lines": ("grad", "-"),
    "unknown-command": ("slope", "x"),
    "command-missing": ("",),
    "command-line": ("grad", "x", "--no-such-option"),
    "unknown-file-ending": ("grad", "x", "-o", "answer.pdf"),
    "cannot-be-written": ("grad", "x", "-o", "no-such-folder/answer.txt"),
    "cannot-be-read": ("batch", "no-such-file.jsonl"),
    "resume-without-file": ("batch", "--resume"),
    "folder-missing": ("batch", "one.jsonl", "two.jsonl"),
    "standard-input-into-folder": ("batch", "-", "one.jsonl", "-o", "folder/"),
}

LINES = {
    "expression-missing": b"{}",
    "empty-line": b"",
    "line-not-json": b"{",
    "not-a-json-number": b'{"expr": NaN}',
    "line-not-utf-8": b"\xff",
    "line-not-an-object": b"[]",
    "id-of-another-type": b'{"id": [], "expr": "x"}',
    "key-twice": b'{"expr": "x", "expr": "y"}',
    "unknown-key": b'{"exprr": "x"}',
    "option-for-key": b'{"expr": "x", "timeout": 3}',
    "unknown-steps": b'{"expr": "x", "steps": "all"}',
    "neither-true-nor-false": b'{"expr": "x", "plot": "maybe"}',
    "key-without-use": b'{"command": "grad", "expr": "x", "w": "1"}',
    "entry-of-another-type": b'{"expr": "x", "at": [{}]}',
    "data-not-columns": b'{"expr": "(w x)^2", "data": "points.csv", "reduce": "mean"}',
    "value-not-a-text": b'{"expr": ["x"]}',
    "value-not-a-list": b'{"expr": "x", "vars": 3}',
    "command-not-a-text": b'{"command": ["grad"], "expr": "x"}',
}
NOTED_LINES = {
    "coordinates-in-order": b'{"expr": "sigmoid(w x + b)", "at": [1, 2, -1]}',
    "key-not-used": b'{"expr": "x", "my_remark": "kept"}',
    "keys-not-used": b'{"expr": "x", "my_remark": "kept", "other_remark": "too"}',
    "not-checked": b'{"expr": "sqrt(-x^2 - |y|)"}',
    "no-critical-points": b'{"command": "critical", "expr": "2x + y"}',
    "not-all-critical-points": b'{"command": "critical", "expr": "x sin(x)"}',
    "variables-of-the-constraint": b'{"command": "critical", "expr": "x", "on": "x = y^2"}',
    "columns-not-used": b'{"expr": "(w x)^2", "data": {"x": [1], "z": [2]}, "reduce": "sum"}',
}

TABLES = {
    "column-missing": "id,at\n1,2\n",
    "column-twice": "expr,expr\nx,y\n",
    "header-not-readable": '"expr"x\n',
}
NUMBERS: dict[str, tuple[str, tuple[float, ...]]] = {
    "wrong-number-of-values": ("x y", (1.0,)),
    "point-not-finite": ("x", (math.inf,)),
    "no-gradient-in-numbers": ("|x|", (0.0,)),
    "beyond-floats": ("x + e^1000", (1.0,)),
}


@functools.cache
def sources() -> Mapping[Path, ast.Module]:
    """The package as Python reads it: not before a test asks, since every process collects all."""
    return {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    """It is a million objects, through which Python would look for garbage to the last test."""
    yield
    sources.cache_clear()


def _too_long() -> None:
    write(Number(Fraction(10**5000)))


def _same_output() -> None:
    plan(["one/a.jsonl", "two/a.jsonl"], ".", None, resume=False)


def _out_of_range() -> None:
    list(batch([], jobs=0))


def _no_module() -> None:
    def result() -> None:
        raise ModuleNotFoundError(name="gradcli")

    run: Any = SimpleNamespace(_awaited=lambda future: future.result())
    Cluster._result(run, SimpleNamespace(result=result))


def _no_worker() -> None:
    pool: Any = SimpleNamespace(_failed_starts=99)
    worker: Any = SimpleNamespace(pid=None)
    Pool._lost(pool, worker)


def _gradient_not_decided() -> None:
    at = SimpleNamespace(slopes=(sympy.Symbol("a"),), depends_on=())
    answer: Any = SimpleNamespace(at=at, steepest=None)
    error = no_direction(answer)
    assert error is not None
    raise error


def _no_drawing() -> None:
    gradient("x").drawing()


def _without_a_value() -> None:
    numeric_gradient("f(x) = a x")


def _ended(status: int) -> None:
    raise _gone(status, 0)


def _nothing(_: object) -> None:
    """What is not asked for."""


def _of_type(value: Any, at: Any = None) -> Callable[[], None]:
    def ask() -> None:
        gradient(value, at)

    return ask


CALLS: dict[str, Callable[[], None]] = {
    "constant-needs-value": _without_a_value,
    "unknown-key-of-exercises": lambda: _nothing(practice(key="long")),
    "unknown-topic": lambda: _nothing(practice("limits")),
    "hint-of-higher-order": lambda: _nothing(hint("x", wrt="x,x")),
    "unknown-level": lambda: _nothing(hint("x", level=5)),
    "no-questions": lambda: _nothing(worksheet([])),
    "unknown-key-of-a-sheet": lambda: _nothing(worksheet([{"expr": "x"}], key="long")),
    "argument-of-another-type": lambda: _nothing(plot("x y", size=30)),  # type: ignore[arg-type]
    "not-among-the-words": lambda: _nothing(gradient("x").text("pdf")),
    "expression-of-another-type": _of_type(2),
    "value-of-another-type": _of_type("x", True),
    "names-of-another-type": _of_type("x", {2: 3}),
    "function-not-of-symbols": _of_type(math.sin),
    "function-parameters": _of_type(lambda: 2),
    "not-a-sympy-formula": _of_type(sympy.I),
    "symbol-not-real": _of_type(sympy.Symbol("n", integer=True)),
    "symbol-not-declared": lambda: _nothing(gradient(sympy.Symbol("ab"), variables=["x"])),
    "name-of-a-function": _of_type(sympy.Symbol("sin") * sympy.sin(1)),
    "completion-without-words": lambda: _check_completion("bash_complete"),
    "ended-by-the-system": lambda: _ended(signal.SIGKILL),
    "ended-without-an-answer": lambda: _ended(0),
    "module-missing-on-workers": _no_module,
    "no-worker": _no_worker,
    "zero-gradient-not-decided": _gradient_not_decided,
    "answer-number-too-long": _too_long,
    "no-drawing": _no_drawing,
    "no-picture": lambda: _nothing(gradient("x").plot()),
    "no-table": lambda: _nothing(tangent("x", "1").csv()),
    "same-output": _same_output,
    "option-out-of-range": _out_of_range,
}

NOTED_CALLS: dict[str, Any] = {
    "assumed-in-sympy": sympy.Symbol("p", positive=True),
}

# What takes a file, a limit, a machine or a defect to happen: the test, and what it waits for.
ELSEWHERE: dict[str, tuple[str, str]] = {
    "no-real-number": ("narrative/test_refusals.py", '"no-real-number"'),
    "row-not-readable": ("batch/test_records.py", "not readable"),
    "wrong-number-of-cells": ("batch/test_records.py", "3 cells"),
    "angle-too-large": ("narrative/test_refusals.py", "of a function of so large an angle"),
    "constant-near-zero": ("calculus/test_noise.py", '"constant-near-zero"'),
    "constant-too-long": ("calculus/test_noise.py", "test_whole_parts_of_many_digits_are_a_limit"),
    "file-too-large": ("holds/endless.py", "holds more than 256 MB"),
    "input-without-end": ("holds/test_endless.py", "input-without-end"),
    "too-many-questions": ("holds/endless.py", "has room for"),
    "line-too-long": ("batch/test_records.py", "longer"),
    "memory-limit": ("batch/test_pool.py", "test_memory_is_bounded_line_by_line"),
    "system-limit": ("holds/test_processes.py", "than the system gives it"),
    "scheduler-lost": ("batch/test_cluster.py", "the scheduler at {address} was lost"),
    "time-limit": ("commands/test_complaints.py", "no answer within 0.001 seconds"),
    "too-deep-to-work-on": ("benchmarks/test_depth.py", "nested more deeply"),
    "worker-lost-twice": (
        "batch/test_pool.py",
        "test_a_line_that_its_process_dies_on_twice_is_an_error_and_no_other",
    ),
    "answer-cannot-be-written": ("commands/test_process.py", "error: the answer cannot be written"),
    "dask-missing": ("batch/test_cluster.py", 'pip install "gradcli[cluster]"'),
    "input-is-output": ("batch/test_command.py", "both the input and the output"),
    "more-answers-than-questions": (
        "batch/test_command.py",
        "holds 3 answers, and the input has 2 questions",
    ),
    "other-questions": ("batch/test_command.py", "the question of its line 2 is not"),
    "no-scheduler": ("batch/test_command.py", "no scheduler answers at"),
    "page-to-terminal": ("commands/test_explore.py", "this is a terminal"),
    "not-earlier-answers": ("batch/test_command.py", "does not hold the answers"),
    "too-many-processes": ("batch/test_command.py", "processes are more than this system lets one"),
    "descent-interrupted": ("questions/test_descend.py", '"descent-interrupted"'),
    "descent-out-of-time": ("questions/test_descend.py", '"descent-out-of-time"'),
    "interrupted-before-it-was-written": (
        "commands/test_descend.py",
        '"interrupted-before-it-was-written"',
    ),
    "graphviz-failed": ("render/test_picture.py", '"graphviz-failed"'),
    "sum-too-long": ("questions/test_over_rows.py", '"sum-too-long"'),
    "graphviz-missing": ("render/test_picture.py", '"graphviz-missing"'),
    "matplotlib-missing": ("pictures/test_drawn.py", '"matplotlib-missing"'),
    "nothing-turns": ("pictures/test_drawn.py", '"nothing-turns"'),
    "defect": ("batch/test_question.py", "test_a_defect_is_told_without_a_traceback"),
    "domain-not-decided": ("narrative/test_refusals.py", '"domain-not-decided"'),
    "constant-at-a-jump": ("narrative/test_refusals.py", '"constant-at-a-jump"'),
    "power-too-long": ("narrative/test_refusals.py", '"power-too-long"'),
    "too-many-pieces": ("narrative/test_refusals.py", '"too-many-pieces"'),
    "too-many-competitors": ("narrative/test_refusals.py", '"too-many-competitors"'),
    "derivation-disagrees": ("narrative/test_refusals.py", '"derivation-disagrees"'),
    "numbers-disagree": ("narrative/test_refusals.py", '"numbers-disagree"'),
}


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_a_code_is_of_one_kind_and_no_note_has_the_code_of_a_failure() -> None:
    listed = [code for each in SCHEMA["$defs"]["error"]["oneOf"] for code in codes_of(each)]
    assert len(listed) == len(set(listed)) == len(KINDS)
    assert not NOTE_CODES & KINDS.keys()


def codes_of(branch: dict[str, dict[str, dict[str, list[str]]]]) -> list[str]:
    return branch["properties"]["code"]["enum"]


def test_the_schema_lists_the_codes_with_their_kinds() -> None:
    for branch in SCHEMA["$defs"]["error"]["oneOf"]:
        kind = branch["properties"]["kind"]["const"]
        assert codes_of(branch) == [code for code, each in KINDS.items() if each == kind]
    notes = SCHEMA["$defs"]["answered"]["properties"]["note_codes"]
    assert notes["items"]["enum"] == list(get_args(NoteCode))


def are_words(path: Path) -> bool:
    """Whether a module holds the sentences, and not the places that ask for them."""
    return (path.name == "messages.py" and path.parent.name != "output") or (
        path.parent.name == "messages"
    )


def asked_in(*rooms: str) -> set[str]:
    """Every string of some rooms outside of their sentences."""
    return {
        text
        for path, tree in sources().items()
        if path.relative_to(PACKAGE).parts[0] in rooms and not are_words(path)
        for text in strings(tree)
    }


def test_no_code_is_unused() -> None:
    rooms = {path.relative_to(PACKAGE).parts[0] for path in sources()} - {"codes"}
    assert not (KINDS.keys() | NOTE_CODES) - asked_in(*rooms)


@pytest.mark.parametrize("room", FAILURES)
def test_the_words_of_a_room_are_those_of_its_codes(room: str) -> None:
    assert FAILURES[room].keys() == asked_in(room) & KINDS.keys()


def test_the_notes_of_a_room_are_those_of_its_codes() -> None:
    assert NOTES.keys() == asked_in("language") & NOTE_CODES
    assert BULK_NOTES.keys() == asked_in("bulk") & NOTE_CODES
    assert QUESTION_NOTES.keys() <= asked_in("questions")


def forms_of(words: Words | Forms) -> list[Words]:
    return [words] if isinstance(words, tuple) else list(words.values())


def names_in(*texts: str | None) -> set[str]:
    parts = (part for text in texts if text for part in Formatter().parse(text))
    return {name.partition(".")[0] for _, name, _, _ in parts if name}


@pytest.mark.parametrize("room", FAILURES)
def test_every_sentence_is_given_the_parts_that_it_names(room: str) -> None:
    sentences: dict[str, list[Words]] = {
        **{code: forms_of(words) for code, words in FAILURES[room].items()},
        **({code: forms_of(words) for code, words in NOTES.items()} if room == "language" else {}),
        **({code: [(text, None)] for code, text in BULK_NOTES.items()} if room == "bulk" else {}),
    }
    spoken = set()
    for path, tree in sources().items():
        if path.relative_to(PACKAGE).parts[0] != room or are_words(path):
            continue
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            first = node.args[0]
            if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
                continue
            code = first.value
            given = {word.arg for word in node.keywords if word.arg}
            if room == "language" and code in ADVICE:
                assert names_in(ADVICE[code]) == given, (path, code)
            elif code in sentences:
                spoken.add(code)
                named = {name for each in sentences[code] for name in names_in(*each)}
                assert given <= named, (path, code)
                # One place may need some of the forms only; of a point or a direction
                # `VectorSpec.fail` gives the two words for it, `Parser.note` what is typed there.
                words = {"what", "part"} if code in VECTORS or code == "empty-text" else set()
                words |= {"typed"} if ast.unparse(node.func) == "p.note" else set()
                assert any(names_in(*each) <= given | words for each in sentences[code]), (
                    path,
                    code,
                )
    assert len(spoken) > len(sentences) * 0.7


# Where the form of a sentence stands among what a function is given that asks for the sentence.
FORM_PLACES = {
    ("language", "fail"): 2,
    ("language", "failure"): 3,
    ("questions", "failure"): 3,
    ("questions", "wrong_type"): 1,
    ("bulk", "failure"): 1,
    ("commands", "failure"): 1,
}


def asks(room: str) -> Iterator[tuple[str, str, ast.Call]]:
    """Where, for which code and how the sentence of a failure is asked for."""
    for path, tree in sources().items():
        if path.relative_to(PACKAGE).parts[0] != room or are_words(path):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                name = ast.unparse(node.func).rpartition(".")[2]
                code = node.args[0]
                if (room, name) in FORM_PLACES and isinstance(code, ast.Constant):
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", code.value, node


def forms_asked(room: str, call: ast.Call) -> set[str] | None:
    """The forms that a call may ask for; None where only a run of the program tells."""
    place = FORM_PLACES[room, ast.unparse(call.func).rpartition(".")[2]]
    if len(call.args) <= place:
        return {""}
    form = call.args[place]
    chosen = [form.body, form.orelse] if isinstance(form, ast.IfExp) else [form]
    literal = {each.value for each in chosen if isinstance(each, ast.Constant)}
    return {*map(str, literal)} if len(literal) == len(chosen) else None


@pytest.mark.parametrize("room", FAILURES)
def test_every_failure_is_asked_for_in_a_form_that_it_has(room: str) -> None:
    seen, told_late = 0, 0
    for where, code, call in asks(room):
        if code not in FAILURES[room]:  # the tokens of the lexer have codes of their own
            continue
        words = FAILURES[room][code]
        forms: Mapping[str, Words] = {"": words} if isinstance(words, tuple) else words
        asked = forms_asked(room, call)
        seen += 1
        if asked is None:
            told_late += 1
            continue
        assert asked <= forms.keys(), f"{where}: {code} has no form {asked - forms.keys()}"
        given = {word.arg for word in call.keywords}
        if None in given or room == "language":  # there some parts are given by who is asked
            continue
        for form in asked:
            lacking = names_in(*forms[form]) - given
            assert not lacking, f"{where}: {code} needs {lacking}"
    assert seen > 5 * told_late > 0


@pytest.mark.parametrize("code", COMMANDS)
def test_a_command_line_that_produces_the_code(
    gradcli: Gradcli, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.jsonl").write_text("{}\n", "utf-8")
    (tmp_path / "two.jsonl").write_text("{}\n", "utf-8")
    (tmp_path / "bad.csv").write_text("x,y\n1,2\n?,3\n", "utf-8")
    words = COMMANDS[code]
    if words[0] in ("batch", "") or code == "unknown-file-ending":
        with pytest.raises(GradcliError) as caught:
            cli.main(list(words), prog_name="gradcli", standalone_mode=False)
        assert caught.value.code == code
    else:
        outcome = gradcli(*words, "-f", "json", stdin=b"x\ny\n")
        assert json.loads(outcome.out)["error"]["code"] == code


def test_a_text_that_is_not_utf_8(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", "-", "-f", "json", stdin=b"\xff\xfe")
    assert json.loads(outcome.out)["error"]["code"] == "text-not-utf-8"


def test_a_file_that_is_not_utf_8_or_has_no_end(gradcli: Gradcli, tmp_path: Path) -> None:
    file = tmp_path / "work.txt"
    file.write_bytes(b"\xff\xfe")
    asked = ("check", "x^2", "--wrt", "x", "--work")
    assert f"{file} is not UTF-8 text" in gradcli(*asked, str(file)).err
    assert "holds more than a derivation may" in gradcli(*asked, "/dev/zero").err


@pytest.mark.parametrize("code", LINES)
def test_a_line_that_produces_the_code(code: str) -> None:
    assert answered(LINES[code])["error"]["code"] == code


@pytest.mark.parametrize("code", NOTED_LINES)
def test_a_line_that_produces_the_note(code: str) -> None:
    body = answered(NOTED_LINES[code], Settings(lenient=True))
    assert code in body["note_codes"]
    assert len(body["note_codes"]) == len(body["notes"])


def answered(line: bytes, settings: Settings = Settings()) -> dict[str, dict[str, str]]:  # noqa: B008  frozen
    body: dict[str, dict[str, str]] = json.loads(answer_line(1, line, settings).text)
    return body


@pytest.mark.parametrize("code", TABLES)
def test_a_table_that_produces_the_code(gradcli: Gradcli, code: str, tmp_path: Path) -> None:
    table = tmp_path / "questions.csv"
    table.write_text(TABLES[code], "utf-8")
    outcome = gradcli("batch", str(table), "--jobs", "1")
    assert f'"code": "{code}"' in outcome.out or code in raised(str(table))


def raised(table: str) -> str:
    with pytest.raises(GradcliError) as caught:
        cli.main(["batch", table, "--jobs", "1"], standalone_mode=False)
    return caught.value.code


@pytest.mark.parametrize("code", NUMBERS)
def test_numbers_that_produce_the_code(code: str) -> None:
    text, point = NUMBERS[code]
    with pytest.raises(GradcliError) as caught:
        numeric_gradient(text)(*point)
    assert caught.value.code == code


@pytest.mark.parametrize("code", CALLS)
def test_a_call_that_produces_the_code(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GradcliError) as caught:
        CALLS[code]()
    assert caught.value.code == code


@pytest.mark.parametrize("code", NOTED_CALLS)
def test_a_call_that_produces_the_note(code: str) -> None:
    assert [note.code for note in gradient(NOTED_CALLS[code]).notes] == [code]


@pytest.mark.parametrize("code", ELSEWHERE)
def test_the_test_that_waits_for_the_code(code: str) -> None:
    file, words = ELSEWHERE[code]
    assert words in (Path(__file__).parent / file).read_text("utf-8")


def test_every_code_is_produced_by_some_test() -> None:
    failures = {
        *language.EXPRESSIONS,
        *answers.REFUSED,
        "no-step-of-a-derivation",
        *language.TOO_LARGE,
        *language.POINTS,
        *language.DIRECTIONS,
        *language.ANGLES,
        *COMMANDS,
        *LINES,
        *ELSEWHERE,
        *TABLES,
        *NUMBERS,
        *CALLS,
        "text-not-utf-8",
    }
    assert failures == KINDS.keys()
    notes = {*language.NOTES, *language.NOTES_ON_POINTS, *NOTED_LINES, *NOTED_CALLS}
    notes.update((answers.CHAINED, answers.BOTH_SIGNS, answers.TOGETHER))
    assert notes == NOTE_CODES
