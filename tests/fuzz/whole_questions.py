"""Random whole questions, from the words of a command line to what is printed.

    python -m tests.fuzz.whole_questions 10000 1

Each is asked of the command itself, in a process forked for it: an expression in any of the
notations, a point, a direction, a format. None ends as a defect (70); JSON is JSON for every
reader, and is as the schema says; what `-q` and JSON print is read back as what it says; and no
page holds the private words of Python or SymPy.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import random
import re
import select
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NoReturn

from gradcli.commands.main import run as command
from gradcli.errors import GradcliError
from gradcli.field.functions import FUNCTIONS
from gradcli.language.reading import read_expression
from gradcli.language.writing import write
from gradcli.questions.registry import QUESTIONS, command_of, is_question
from gradcli.render.format import SEPARATORS, Format
from tests.schema import VALIDATOR

SECONDS: Final = 5
PATIENCE: Final = 60
VARIABLES: Final = ("x", "y", "z")
NUMBERS: Final = (
    *("0", "1", "2", "3", "1/2", "0.1", "7/3", "10", "pi", "e", "sqrt(2)", "-1", "1e-9", "10^40"),
    *("1e3", "ln 2", "2^(1/3)", "e^(-20)", "100!", "0.333", "pi/6", "-2/3", "1/0", "10^(-200)"),
)
COORDINATES: Final = (
    *("0", "0", "1", "-1", "2", "1/2", "-3", "pi", "pi/2", "sqrt(2)", "0.1", "1e-30", "e", "ln 3"),
    *("-7/3", "1e400", "pi/2 + 1e-60", "cbrt(2)", "10^9", "2.3456", "1/0", "-1/2", "sqrt(-1)"),
)
WHOLE: Final = ("0", "1", "-1", "2", "3", "-2", "5")
RELATIONS: Final = ("<", "<=", ">", ">=", "=", "!=", "==")
ONE_MORE: Final = (
    "({})",
    "|{}|",
    "-({})",
    "({})!",
    "\\sqrt{{{}}}",
    "relu({})",
    "\\frac{{{}}}{{2}}",
)
JOINED: Final = (
    *("{} + {}", "{} - {}", "{} * {}", "({}) ({})", "({})/({})", "({})^({})", "({})**2 + {}"),
    *("{} {}", "{}/{}", "{}^2 {}", "\\frac{{{}}}{{{}}}", "log_2({}) + {}", "root({}, 3) - {}"),
)
COMMANDS: Final = (*("grad", "grad", "dir", "partial", "steepest"), *QUESTIONS)
AT_A_POINT: Final = ("steepest", "tangent", "taylor")
FORMATS: Final = (
    *(("-q",), ("-q", "--decimal"), ("-q", "--unit"), ("-f", "json"), ("-f", "json")),
    *(("-f", "plain"), ("-f", "rich"), ("-f", "latex"), ("-f", "markdown"), ("-f", "html")),
)
PRIVATE: Final = re.compile(
    r"\b(zoo|nan|oo|None|NaN|Traceback|Infinity|AccumBounds)\b"
    r"|\b(Derivative|Subs|Integer)\(| object at 0x"
)

_SCRIPT: Final = re.compile(r"<script.*?</script>", re.DOTALL)


def draw_text(draw: random.Random, depth: int) -> str:
    """An expression in x, y and z, in a mixture of notations."""
    if depth == 0 or draw.random() < 0.12:
        return draw.choice(VARIABLES[:2] * 3 + VARIABLES) if draw.random() < 0.7 else _number(draw)
    kind = draw.random()
    if kind < 0.35:
        name = draw.choice(sorted(FUNCTIONS))
        count = max(FUNCTIONS[name].least, min(FUNCTIONS[name].most or 3, draw.choice((1, 2, 3))))
        return f"{name}({', '.join(draw_text(draw, depth - 1) for _ in range(count))})"
    if kind < 0.45:
        return draw.choice(ONE_MORE).format(draw_text(draw, depth - 1))
    if kind < 0.9:
        parts = (draw_text(draw, depth - 1), draw_text(draw, depth - 1))
        return draw.choice(JOINED).format(*parts)
    cases = [
        f"{draw_text(draw, depth - 1)} if {_condition(draw, depth - 1)}"
        for _ in range(draw.choice((1, 1, 2)))
    ]
    if draw.random() < 0.7:
        cases.append(f"{draw_text(draw, depth - 1)} otherwise")
    return f"{{{', '.join(cases)}}}"


def _number(draw: random.Random) -> str:
    return draw.choice(NUMBERS) if draw.random() < 0.8 else str(draw.randint(0, 10**12))


def _condition(draw: random.Random, depth: int) -> str:
    one, other = draw_text(draw, max(depth - 1, 0)), draw_text(draw, 0)
    condition = f"{one} {draw.choice(RELATIONS)} {other}"
    if draw.random() < 0.2:
        condition += f" {draw.choice(('and', 'or'))} {_condition(draw, 0)}"
    return condition


def draw_question(draw: random.Random) -> list[str]:
    """The words behind `gradcli`."""
    name = draw.choice(COMMANDS)
    text = draw_text(draw, draw.choice((1, 2, 2, 3, 3)))
    used = [letter for letter in VARIABLES if letter in text]
    taken = VARIABLES if draw.random() < 0.5 else (used or ["x"])
    words = [name, text, "--vars", ",".join(taken)]
    assert is_question(name)
    parameters = {each.name for each in command_of(name).parameters}
    count = len(taken) if draw.random() < 0.97 else draw.randint(1, 4)
    # A descent has the values of what is held there, and nothing is.
    at = "at" in parameters and name != "descend"
    if at and (name in AT_A_POINT or draw.random() < 0.75):
        words += ["--at", ",".join(draw.choice(COORDINATES) for _ in range(count))]
    if name == "dir" or ("w" in parameters and draw.random() < 0.3):
        entries = WHOLE if draw.random() < 0.8 else COORDINATES
        words += ["--w", ",".join(draw.choice(entries) for _ in range(count))]
    if name == "partial":
        words += ["--wrt", ",".join(draw.choice(taken) for _ in range(draw.choice((1, 1, 2, 3))))]
    if name == "taylor":
        words += ["--order", str(draw.choice((0, 1, 2, 3, 4)))]
    if name == "descend":
        words += ["--from", ",".join(draw.choice(COORDINATES) for _ in range(count))]
        words += ["--rate", draw.choice(("0.1", "1/3", "auto", "2"))]
        words += ["-n", draw.choice(("1", "5", "40"))]
        words += draw.choice(((), (), ("--exact",), ("--ascend",), ("--subgradient",)))
        if draw.random() < 0.4:
            method = draw.choice(("momentum", "nesterov", "adam", "newton"))
            words += ["--method", method, "--rate", "0.1"]
    if name == "check":
        words += ["--answer", ",".join(draw_text(draw, 1) for _ in range(count))]
    if name == "critical" and draw.random() < 0.4:
        ends = (f"{letter}={draw.choice(WHOLE)}:{draw.choice(NUMBERS)}" for letter in taken)
        words += ["--in", ",".join(ends)]
    written = draw.choice(FORMATS)
    words += [each for each in written if each != "--unit" or name == "dir"]
    if draw.random() < 0.3:
        words += ["--steps", draw.choice(("none", "brief"))]
    return words


def answered(words: Sequence[str], patience: float = PATIENCE) -> tuple[int | None, str, str]:
    """The exit code, standard output and standard error; None where there was no end to it."""
    read, written = zip(os.pipe(), os.pipe(), strict=True)
    child = os.fork()
    if child == 0:
        for stream, fd in zip((1, 2), written, strict=True):
            os.dup2(fd, stream)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  to the end
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        code = 99
        try:
            code = command([*words, f"--timeout={SECONDS}"], apart=True)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    for fd in written:
        os.close(fd)
    texts = dict.fromkeys(read, b"")
    open_ones, end = set(read), time.monotonic() + patience
    while open_ones and (left := end - time.monotonic()) > 0:
        for fd in select.select(list(open_ones), [], [], left)[0]:
            data = os.read(fd, 1 << 20)
            texts[fd] += data
            if not data:
                open_ones.discard(fd)
    if open_ones:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    for fd in read:
        os.close(fd)
    out, err = (texts[fd].decode() for fd in read)
    return (os.waitstatus_to_exitcode(status) if not open_ones else None), out, err


def no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def read_back(text: str, variables: Sequence[str] | None) -> str | None:
    """What is wrong with a text that should be what reading and writing it gives."""
    declared = None if variables is None else tuple(variables) or ("x",)
    try:
        tree = read_expression(text, variables=declared).tree
    except GradcliError as error:
        return f"{text!r} is not read: {error.message}"
    again = write(tree, variables or ())
    return None if again == text else f"{text!r} is read as {again!r}"


def expressions_of(body: dict[str, Any]) -> Iterator[str]:
    """The expressions of a JSON answer that anybody goes on with."""
    yield body.get("input", {}).get("read_as", "0")
    for key in ("gradient", "directional"):
        for each in ("symbolic", "value"):
            found = body.get(key, {}).get(each)
            yield from [found] if isinstance(found, str) else found or ()


def entries(line: str) -> list[str]:
    """What the commas separate that stand in no brackets."""
    depth, found = 0, [""]
    for sign in line:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found


def alone(name: str, out: str) -> list[str]:
    """The expressions that `-q` prints."""
    lines = out.splitlines()
    match name:
        case "check" | "plot":
            return []
        case "hessian":
            return [entry for line in lines for entry in entries(line)]
        case "critical":
            return [each for line in lines for each in entries(line.split("\t")[0])]
        case _:
            return lines


def faults(words: Sequence[str], code: int | None, out: str, err: str) -> Iterator[str]:
    """What is wrong with what was printed."""
    if code not in (0, 1, 2, 3):
        yield f"exit {code}: {err.strip()[:200]}"
        return
    # The page on which P is dragged has a program in it, which says NaN by its own right.
    shown = _SCRIPT.sub("", out) if words[0] == "explore" else out
    found = PRIVATE.search(shown.replace(words[1], "")) or PRIVATE.search(err.replace(words[1], ""))
    if found:
        yield f"{found.group()!r} is printed"
    variables = words[words.index("--vars") + 1].split(",")
    if "json" in words:
        try:
            body = json.loads(out, parse_constant=no_constant)
        except ValueError as error:
            yield f"not JSON: {error}"
            return
        for wrong in VALIDATOR.iter_errors(body):
            yield f"not in the schema: {wrong.message[:200]}"
        names = body.get("input", {}).get("variables", variables)
        yield from filter(None, (read_back(text, names) for text in expressions_of(body)))
    elif "-q" in words and "--decimal" not in words:
        # The points of a family have letters of their own.
        letters = None if words[0] == "critical" else variables
        yield from filter(None, (read_back(text, letters) for text in alone(words[0], out)))
    elif code == 0 and not out.strip() and (words[0] != "critical" or "-q" not in words):
        yield "nothing is printed"
    # That an answer is wrong is no complaint.
    told = "json" in words or (words[0] == "check" and out)
    if code and not told and not err.startswith(("error: ", "note: ", "warning: ")):
        yield f"exit {code} without a word"


# A question of each command that asks for most of what it has.
_LOADING: Final = (
    ("grad", "{|x| sin(x y) if x > 0, max(x, y) otherwise}", "--at", "2,3"),
    ("grad", "|x| + floor(y/3)", "--at", "0,3"),
    ("backprop", "{|x| sin(x y) if x > 0, max(x, y) otherwise}", "--at", "2,3"),
    ("partial", "x^2 e^(x y)/(x + 1)", "--wrt", "x,y", "--at", "1,2"),
    ("dir", "sqrt(x^2 + y^4)", "--at", "0,0", "--w", "3,4"),
    ("steepest", "x^2 y", "--at", "2,3"),
    ("hessian", "x^3 + ln(x y)", "--at", "1,2"),
    ("tangent", "x^2 y", "--at", "2,3"),
    ("taylor", "e^x cos(y)", "--at", "0,0", "--order", "2"),
    ("critical", "x^3 - 3x + y^2"),
    ("critical", "sin(x) + y^4 + x y", "--in", "x=-1:1,y=0:1"),
    ("check", "x^2 y", "--answer", "2x y, 2x"),
    ("plot", "x^2 y", "--at", "2,3"),
    ("explore", "x^2 y", "--at", "2,3"),
    ("descend", "x^2 + y^2", "--from", "1,2", "--rate", "0.1", "-n", "2"),
)


def _load() -> None:
    """Load here, once, what each process would load for itself."""
    silence = io.StringIO()
    with contextlib.redirect_stdout(silence), contextlib.redirect_stderr(silence):
        for words in _LOADING:
            for each in set(Format) - set(SEPARATORS):
                command([*words, "-f", each.value, "--timeout=0", "--memory=0"])
    gc.freeze()


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """So many questions: how they ended, and what is wrong with what was printed."""
    _load()
    draw = random.Random(seed)
    ended: Counter[str] = Counter()
    found: list[str] = []
    for _ in range(count):
        words = draw_question(draw)
        code, out, err = answered(words)
        ended[f"exit {code}"] += 1
        if code == 3 and "within" in err + out:
            ended["of these no answer in time"] += 1
        found.extend(f"{words}: {each}" for each in faults(words, code, out, err))
    return ended, found


def main() -> None:
    """Print what was found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    ended, found = run(count, seed)
    print("\n".join(found))
    print(dict(ended), f"{len(found)} faults")


if __name__ == "__main__":
    main()
