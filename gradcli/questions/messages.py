"""What is said of a question that is not whole, or that its function has no answer to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.codes.notes import NoteCode
from gradcli.errors import Forms, GradcliError, Source, Span, Words, WrongTypeError, form_of
from gradcli.language.messages.note import Note
from gradcli.questions.messages_of_programs import OF_PROGRAMS

# How a part that is the user's own word is told where it is empty.
_EMPTY: Final = MappingProxyType({"given": "nothing", "name": "nothing", "file": '""'})

FAILURES: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        **OF_PROGRAMS,
        "angle-in-other-dimensions": (
            "an angle gives a direction in two variables, and {function} has {count}: {variables}",
            "give the direction with --w, one component a variable",
        ),
        "answer-missing": {
            "missing": (
                "the answer to be checked is missing",
                'give it with --answer "3y^3, 9xy^2"',
            ),
            "twice": (
                "an answer and a derivation cannot both be checked",
                "give either --answer or --work",
            ),
        },
        "beyond-floats": {
            "constant": ("a constant in the function is too large for a float", None),
            "option": ("{given}, the value of {option}, is too large for a float", None),
            "coordinate": ("a coordinate of the point is too large for a float", None),
            "value": ("a number is too large for a float at {where}", None),
        },
        "constant-needs-value": {
            "one": ("the constant {names} has no value", 'give it one: let="{example}"'),
            "several": ("the constants {names} have no values", 'give them: let="{example}"'),
        },
        "box-empty": (
            "a box reaches from a smaller to a larger number along each axis",
            "for example --in x=-2:2,y=0:1",
        ),
        "box-not-understood": {
            "box": (
                "{given} is no box: two bounds are needed for each variable",
                "for example --in {example}",
            ),
            "region": (
                "{given} is no closed region: one inequality with <= or >= is needed",
                'for example --in "x^2 + y^2 <= 4"',
            ),
        },
        "constraint-and-box": (
            "a box and a constraint are given",
            "give one of --in and --on",
        ),
        "constraint-has-other-letters": (
            "the constraint speaks of {names}, which is no variable of the function",
            "name all variables with --vars {example}",
        ),
        "constraint-not-understood": (
            "{given} is no equation",
            'for example --on "x^2 + y^2 = 1"',
        ),
        "cell-not-a-number": {
            "bad": (
                "{file}, {where}, column {column}: {cell} is no number",
                "a cell holds a number such as 1.5 or -2e-3, with a point and no separators",
            ),
            "missing": (
                "{file}, {where}, column {column}: the cell is empty",
                "every cell of a column that is used holds a number",
            ),
        },
        "column-is-a-variable": (
            "{name} is a column of {file}, and a variable to differentiate by",
            "the columns are constant: name another variable, or rename the column",
        ),
        "data-cannot-be-read": ("the file {file} cannot be read: {reason}", None),
        "data-missing": (
            "{option} is about rows, and no table is given",
            "give the table with --data FILE.csv",
        ),
        "direction-missing": {
            "": (
                "a direction is needed",
                "give one of --w {example}, --toward Q (with --at P) or --angle 60deg",
            ),
            "in space": (
                "a direction is needed",
                "give --w {example}, or --toward Q (with --at P)",
            ),
            "w": ("a direction is needed", "give its components: --w {example}"),
        },
        "factorial-of-a-variable": {
            "": (
                "a factorial is taken of what stays at whole numbers, for on them it is defined",
                "a factorial of a constant, such as 5!, or of steps, such as floor(x)!, may stand "
                "in the function",
            ),
            "held": (
                "a factorial is taken of whole numbers, and this one has no value",
                "give it one: --let {example}",
            ),
        },
        "file-too-large": {
            "data": (
                "the table {file} holds more than {megabytes} MB",
                "take a sample of its rows, or add up the gradients of its parts",
            ),
            "rows": (
                "the column {column} holds more than {rows:,} numbers",
                "take a sample of its rows, or add up the gradients of its parts",
            ),
            "log": (
                "the log {file} holds more than {megabytes} MB",
                "name a file that practice --log wrote",
            ),
        },
        "graphviz-failed": {
            "reason": ("Graphviz did not draw the graph: {reason}", "write it as DOT, graph.dot"),
            "time": (
                "Graphviz did not draw the graph in time",
                "show fewer nodes with --top N, or write the graph as DOT, graph.dot",
            ),
        },
        "graphviz-missing": (
            "SVG is drawn by the program dot of Graphviz, which is not installed",
            "install Graphviz (apt install graphviz, brew install graphviz, or graphviz.org), "
            "or write the graph as DOT, graph.dot",
        ),
        "levels-not-understood": (
            "{given} does not say which level curves to draw",
            "give how many, from 1 to {most}, or their values with commas between: --levels 1,2,5, "
            "and one value as --levels 0,",
        ),
        "method-unknown": (
            "the method {given} is none of plain, momentum, nesterov, adam and newton",
            None,
        ),
        "method-without-rate": (
            "--rate auto goes with the methods plain and newton, and not with {method}",
            "give a rate: --rate 0.01",
        ),
        "no-column-in-it": (
            "the expression speaks of no column of {file}, whose columns are {columns}",
            "the names of columns stand for the numbers of a row, and others are variables",
        ),
        "no-drawing": (
            "there is no drawing of this answer as {format}",
            "backprop has a graph, as svg or as dot",
        ),
        "no-table": ("this answer is no table, so it cannot be written as CSV", None),
        "matplotlib-missing": (
            "png, pdf and gif are drawn by matplotlib, which is not installed",
            'install it with pip install "gradcli[plot]", or write the picture as .svg or .tex',
        ),
        "no-gradient-in-numbers": (
            "{function} has no gradient in numbers at {where}",
            "gradient() says what is true at the point, and why",
        ),
        "no-named-parts": (
            "the text names no part, so there are no named nodes",
            "name parts, for example let z = w x + b; z^2, or take --nodes operations",
        ),
        "no-variable": (
            "there is no variable in it to differentiate by",
            "declare the variables with --vars x,y or write f(x, y) = ... before it",
        ),
        "not-a-count": (
            "{given} is no number of {things}",
            "give a whole number, 1 or more, of at most 15 digits",
        ),
        "not-a-log": {
            "": (
                "{name}, line {number}, is no line of a log of gradcli practice",
                "a log is written with gradcli practice --log FILE",
            ),
            "empty": (
                "{name} is empty: there are no attempts to review",
                "do some exercises first: gradcli practice --log {name}",
            ),
        },
        "nodes-unknown": (
            "there are no nodes of the kind {given}",
            "the nodes are named (the parts that let names) or operations",
        ),
        "nothing-turns": (
            "a gif shows a direction that turns around the gradient, and this picture has none",
            "give a point with --at where the gradient is not 0, or write the picture as .png",
        ),
        "number-too-long": ("this number has more than {limit:,} digits", "use a smaller one"),
        "no-picture": (
            "there is no picture of this answer",
            "grad, dir, steepest and tangent have one at a point, where each constant has a value, "
            "descend in one variable and in two, and plot always",
        ),
        "picture-needs-values": (
            "a picture needs a value for {names}",
            "{how}",
        ),
        "plane-not-understood": {
            "names": (
                "{given} names no plane",
                "give two different variables of {variables}, or gradient,w",
            ),
            "of a page": (
                "{given} names no plane of a page",
                "give two different variables of {variables}",
            ),
            "vectors": (
                "the plane of the gradient and w needs a point and a direction",
                "give them with --at and --w",
            ),
        },
        "point-missing": (
            "{what} differs from point to point, and no point is given",
            "give one value for each variable, for example --at {example}",
        ),
        "point-not-finite": {
            "point": ("there is no point at {where}", "give finite numbers"),
            "row": ("row {place} is no point", "give finite numbers"),
            "value": ("the {part} {given} is no number", "give finite numbers"),
        },
        "rate-not-positive": (
            "the rate {given} is not above 0",
            "a step goes against the gradient by itself; --ascend goes along it",
        ),
        "reduce-missing": {
            "missing": (
                "it is not said what becomes of the values of all rows",
                "take their mean with --mean, or their sum with --sum",
            ),
            "both": ("both the sum and the mean are asked for", "take one of --mean and --sum"),
            "unknown": (
                "{given} is no way to make one value of all rows",
                "the ways are mean and sum",
            ),
        },
        "row-missing": {
            "missing": (
                "it is not said which row the graph is of",
                "give its number with --row 1: the first below the header is 1",
            ),
            "beyond": ("there is no row {row} in {file}, which has {count}", None),
        },
        "several-directions": (
            "more than one direction is given",
            "give one of --w 3,5, --toward Q (with --at P) or --angle 60deg",
        ),
        "size-not-understood": (
            "{given} is no size",
            "give columns and rows, at least {columns} and {rows}, at most 9999: --size 80x24",
        ),
        "start-missing": {
            "": (
                "a descent starts at a point, and none is given",
                "give one value a variable, for example --from {example}",
            ),
            "held": (
                "{names} held, and no values are given",
                "give them with --at {example}",
            ),
            "both": (
                "--at has the values of variables that are held, and none is",
                "give the start with --from alone, or say with --wrt which variables move",
            ),
        },
        "table-not-readable": {
            "encoding": ("{file} is not UTF-8 text", "convert it first, for example with iconv"),
            "header": (
                "{file} has no header",
                "its first row names the columns: x,y",
            ),
            "lengths": ("the columns of the table differ in length, or there are none", None),
            "line": ("{file}, line {line}: the row is not readable: {reason}", None),
            "ragged": (
                "{file}, line {line}: the row has {cells}, and the header {columns}",
                "a row has a cell for each column",
            ),
            "rows": ("{file} has a header and no rows", None),
            "twice": ("two columns of {file} are called {column}", "rename one of them"),
        },
        "too-deep-to-work-on": (
            "the expression is nested more deeply than can be worked on",
            "in Python, allow more with sys.setrecursionlimit; the command gradcli does",
        ),
        "tolerance-below-zero": (
            "the tolerance {given} is below 0",
            "it is compared with the length of the gradient; 0 means that there is none",
        ),
        "toward-without-point": ("--toward Q goes from a point P to Q", "give P with --at P"),
        "too-few-variables": (
            "the lesson is about directions, and the function has one variable",
            "choose a function of two variables or more: gradcli learn alone takes x^2 y",
        ),
        "hint-of-higher-order": (
            "hints are for a first derivative, and this one is of order {order}",
            "ask for the first, --wrt {first}, and then for the derivative of its result",
        ),
        "unknown-key-of-exercises": ("there is no key {key}", "the keys are none, short and full"),
        "unknown-topic": ("there is no topic {topic}", "the topics are {topics}"),
        "unknown-level": ("there is no level {level}", "the levels are 1 to {most}"),
        "unknown-mistake": {
            "": ("{name} is no known mistake", "gradcli mistakes lists them"),
            "near": ("{name} is no known mistake", "did you mean {near}?"),
        },
        "unknown-rule": {
            "": ("{name} is no law of the rule book", "gradcli rules lists them"),
            "near": ("{name} is no law of the rule book", "did you mean {near}?"),
        },
        "variable-not-chosen": ("which variable: {variables}?", "for example --wrt {example}"),
        "w-without-point": (
            "a direction is drawn from a point, and none is given",
            "give one with --at",
        ),
        "window-empty": {
            "": (
                "a window reaches from a smaller to a larger number along each axis",
                "for example --window x=-2:4,y=0:6",
            ),
            "too wide": (
                "no window is wider than the largest float, and this one is",
                "for example --window x=-1e300:1e300,y=0:6",
            ),
        },
        "window-not-understood": (
            "{given} is no window: two bounds are needed along each axis",
            "for example --window {example}",
        ),
        "wrong-number-of-values": {
            "point": (
                "the function has {count} variables, and the point has {given}",
                "give one number for each of {variables}",
            ),
            "row": (
                "the function has {count} variables, and row {place} has {given}",
                "give one number for each of {variables}",
            ),
        },
        "scale-not-known": (
            "{given} asks for neither rate",
            "ask for one: per unit of distance (unit), or along w as given (as-given)",
        ),
        "unknown-kind": ("there is no such kind of answer", "the kinds are {kinds}"),
        "work-of-one-formula": (
            "a derivation is checked of one derivative, and this question has several components",
            "choose one with --wrt x",
        ),
        "zero-direction": (
            "this direction has length 0, so it does not point anywhere",
            "give a direction with at least one component that is not 0",
        ),
    }
)


NOTES: Final[Mapping[NoteCode, Words | Forms]] = MappingProxyType(
    {
        "assumed-in-sympy": (
            "SymPy was told more of {name} than that it is real, and may have left out what "
            "matters elsewhere (|{name}| is {name} where it is positive); what is left is read for "
            "all real numbers",
            "make the symbol with sympy.Symbol(..., real=True) where that is not meant",
        ),
        "no-critical-points": ("there is no critical point", None),
        "not-all-critical-points": {
            "more": (
                "there are more critical points than these",
                "to see all that lie in a box, name the box, such as --in {box}",
            ),
            "perhaps": ("there may be other critical points: these are not proved to be all", None),
            "none": ("no critical point was found, and it is not proved that there is none", None),
        },
        "variables-of-the-constraint": {
            "one": (
                "{names} of the {where} is a variable of the function too",
                "--vars {variables} says so; --let {names}=2 gives it a value",
            ),
            "one of a box": (
                "{names} of the box is a variable of the function too",
                "--vars {variables} says so",
            ),
            "several": (
                "{names} of the {where} are variables of the function too",
                "--vars {variables} says so",
            ),
        },
    }
)


def note(code: NoteCode, span: Span, form: str = "", /, **parts: object) -> Note:
    """The note of this code, in words."""
    message, advice = form_of(NOTES[code], form)
    help_ = None if advice is None else advice.format_map(parts)
    return Note(code, message.format_map(parts), span, help_)


def wrong_type(code: Code, form: str = "", /, **parts: object) -> WrongTypeError:
    """The failure of this code for a value of another type than the library takes."""
    told = failure(code, None, None, form, **parts)
    return WrongTypeError(told.code, told.message, help=told.help)


def failure(
    code: Code, span: Span | None, source: Source | None, form: str = "", /, **parts: object
) -> GradcliError:
    """The failure of this code, in words; what was given and is empty is told as nothing."""
    message, advice = form_of(FAILURES[code], form)
    parts = {name: part or _EMPTY.get(name, part) for name, part in parts.items()}
    help_ = None if advice is None else advice.format_map(parts)
    return GradcliError(code, message.format_map(parts), span=span, source=source, help=help_)
