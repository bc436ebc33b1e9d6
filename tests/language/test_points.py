"""Points, directions and angles in every notation, and what is said of wrong ones."""

import pytest

from gradcli.errors import GradcliError, Kind
from gradcli.language.points import read_angle, read_direction, read_point
from gradcli.language.writing import write

PLANE = [
    ("2,3", "2 | 3"),
    ("(2,3)", "2 | 3"),
    ("( 2 , 3 )", "2 | 3"),
    ("2;3", "2 | 3"),
    ("<3, 5>", "3 | 5"),
    ("⟨3,5⟩", "3 | 5"),
    (r"\langle 3,5\rangle", "3 | 5"),
    (r"\left\langle 3, 5\right\rangle", "3 | 5"),
    ("[3, 5]", "3 | 5"),
    ("[3 5]", "3 | 5"),
    ("[3 -5]", "3 | -5"),
    ("[-1 2]", "-1 | 2"),
    ("[1/2 sqrt(2)]", "1/2 | sqrt(2)"),
    ("3 5", "3 | 5"),
    ("{1, 2}", "1 | 2"),
    ("-1,2", "-1 | 2"),
    ("−1, 2", "-1 | 2"),
    ("1/2, -sqrt(2)", "1/2 | -sqrt(2)"),
    ("pi/4, 0.1", "pi/4 | 0.1"),
    ("2e, e^2", "2*e | e**2"),
    ("√2, ½", "sqrt(2) | 1/2"),
    (r"\frac12, \sqrt{3}", "1/2 | sqrt(3)"),
    (r"\left(\frac{\pi}{4}, 1\right)", "pi/4 | 1"),
    ("x=2, y=3", "2 | 3"),
    ("y=3, x=2", "2 | 3"),
    ("y = 1/2; x = -1", "-1 | 1/2"),
    ("(x=2, y=3)", "2 | 3"),
    ("(x, y) = (2, 3)", "2 | 3"),
    ("P(2, 3)", "2 | 3"),
    ("P = (2, 3)", "2 | 3"),
    ("w = <3, 5>", "3 | 5"),
    (r"\vec{w} = \langle 3, 5 \rangle", "3 | 5"),
    ("3i + 5j", "3 | 5"),
    ("3i - 5j", "3 | -5"),
    ("3i +5j", "3 | 5"),
    ("3i -5j", "3 | -5"),
    ("-i -2j", "-1 | -2"),
    ("i + j", "1 | 1"),
    ("-i", "-1 | 0"),
    ("j", "0 | 1"),
    ("5j + 3i", "3 | 5"),
    ("i/2 + sqrt(3)j/2", "1/2 | sqrt(3)/2"),
    (r"3\mathbf{i} + 5\mathbf{j}", "3 | 5"),
    (r"3\hat{i} + 5\hat{j}", "3 | 5"),
    (r"3\hat{\imath} + 5\hat{\jmath}", "3 | 5"),
    (r"3\vec{i}-5\vec{j}", "3 | -5"),
    (r"\begin{pmatrix}3\\5\end{pmatrix}", "3 | 5"),
    (r"\begin{bmatrix}3 & 5\end{bmatrix}", "3 | 5"),
    ("(1+1, 2*3)", "1 + 1 | 2*3"),
    ("((2), (3))", "2 | 3"),
    ("max(1,2), 3", "max(1, 2) | 3"),
]


@pytest.mark.parametrize(("text", "expected"), PLANE, ids=str)
def test_two_coordinates(text: str, expected: str) -> None:
    for read in (read_point, read_direction):
        assert " | ".join(write(part) for part in read(text, ("x", "y"))) == expected


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("3", "x", "3"),
        ("(3)", "x", "3"),
        ("x=3", "x", "3"),
        ("x = -1/2", "x", "-1/2"),
        ("2 pi", "x", "2*pi"),
        ("1,1/2,-1", "x y z", "1 | 1/2 | -1"),
        ("1 2 3", "x y z", "1 | 2 | 3"),
        ("i + 2j - 3k", "x y z", "1 | 2 | -3"),
        ("k", "x y z", "0 | 0 | 1"),
        ("theta=pi, r=2", "r theta", "2 | pi"),
        ("θ=π, r=2", "r theta", "2 | pi"),
        ("x_1=1, x_{2}=2", "x_1 x_2", "1 | 2"),
        ("x1=1, x2=2", "x_1 x_2", "1 | 2"),
        ("x_1=1, x_2=2", "x1 x2", "1 | 2"),
        ("1,2,3,4", "a b c d", "1 | 2 | 3 | 4"),
        ("i=1, j=2", "i j", "1 | 2"),
    ],
    ids=str,
)
def test_other_numbers_of_coordinates(text: str, variables: str, expected: str) -> None:
    assert " | ".join(write(c) for c in read_point(text, variables.split())) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60deg", "60*pi/180"),
        ("60 degrees", "60*pi/180"),
        ("60°", "60*pi/180"),
        ("45^\\circ", "45*pi/180"),
        ("pi/3", "pi/3"),
        ("1 rad", "1"),
        ("-30deg", "-30*pi/180"),
        ("π/6", "pi/6"),
        ("0.5", "0.5"),
    ],
)
def test_angles_are_in_radians(text: str, expected: str) -> None:
    assert write(read_angle(text)) == expected


WRONG = [
    ("1,2,3", Kind.DIMENSION, "has two variables (x, y), and the point has three coordinates"),
    ("1", Kind.DIMENSION, "has two variables (x, y), and the point has one coordinate"),
    ("x=1", Kind.DIMENSION, "the point says nothing of y"),
    ("i + j + k", Kind.DIMENSION, "has two variables (x, y), and the point has three"),
    ("x=1, x=2", Kind.SYNTAX, "the variable x is given twice"),
    ("x=1, z=2", Kind.NAME, "the name z is not one of the variables x, y"),
    ("a, 2", Kind.NAME, "a coordinate must be a number, and a is a name"),
    ("x, y", Kind.NAME, "a coordinate must be a number, and x is a name"),
    ("2,,3", Kind.SYNTAX, "a coordinate is missing"),
    ("2,", Kind.SYNTAX, "a coordinate is missing"),
    ("", Kind.SYNTAX, "--at is empty"),
    ("<3, 5", Kind.SYNTAX, "the angle bracket is never closed"),
    ("(3, 5", Kind.SYNTAX, "the parenthesis is never closed"),
    ("3, 5)", Kind.SYNTAX, "this parenthesis was never opened"),
    ("3i + 5", Kind.SYNTAX, "each term must be a number times one of i, j and k"),
    ("ij", Kind.SYNTAX, "each term must be a number times one of i, j and k"),
    ("x > 1, 2", Kind.SYNTAX, "this is a condition"),
    ("9^9^9, 1", Kind.LIMIT, "more than 4,000 digits"),
    ("3i + q", Kind.DIMENSION, "has two variables (x, y), and the point has one coordinate"),
    ("sen(1), 2", Kind.NAME, "sen is not a function"),
]


@pytest.mark.parametrize(("text", "kind", "message"), WRONG, ids=str)
def test_what_is_said_of_wrong_points(text: str, kind: Kind, message: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_point(text, ("x", "y"))
    assert caught.value.kind is kind
    assert message in caught.value.message
    assert caught.value.source is not None
    assert caught.value.source.name == "--at"


@pytest.mark.parametrize("text", ["x", "60 graden", "", "60degx", "deg"])
def test_wrong_angles_are_refused(text: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_angle(text)
    assert caught.value.kind in (Kind.NAME, Kind.SYNTAX)
