"""Points, directions and angles in every notation, and what is said of wrong ones."""

import pytest

from gradcli.errors import GradcliError, Kind
from gradcli.language.vectors.angles import read_angle
from gradcli.language.vectors.points import read_direction, read_point
from gradcli.language.writing import write

# With the words of a sentence around.
SAID = [
    ("the vector (3,5)", "3 | 5"),
    ("in the direction of w = 3i + 5j", "3 | 5"),
    ("direction: (3, 5)", "3 | 5"),
    ("Direction: 3i+5j.", "3 | 5"),
    ("the direction given by <3, 5>", "3 | 5"),
    ("parallel to (3, 5)", "3 | 5"),
    ("a vector with components 3 and 5", "3 | 5"),
    ("in the direction of the unit vector (3/5, 4/5)", "3/5 | 4/5"),
    ("the unit vector (i + j)/sqrt(2)", "1/sqrt(2) | 1/sqrt(2)"),
    ("from (1, 2) to (4, 6)", "4 - 1 | 6 - 2"),
    ("the vector from P(1, 2) toward the point Q = (4, 6)", "4 - 1 | 6 - 2"),
    ("from the point (1, 2) to the point (4, 6)", "4 - 1 | 6 - 2"),
    ("moving from P(1, 2) to Q(4, 6)", "4 - 1 | 6 - 2"),
    ("the direction of the line from (1, 2) to (4, 6)", "4 - 1 | 6 - 2"),
    ("the displacement from (1, 2) to (4, 6)", "4 - 1 | 6 - 2"),
    ("from the origin to the point (3, 5)", "3 | 5"),
    ("from (3, 5) to the origin", "-3 | -5"),
    ("along i + 2j", "1 | 2"),
    ("3 i-hat + 4 j-hat", "3 | 4"),
    ("3**i** - 4**j**", "3 | -4"),
]

PLACES = [
    ("Point: (2, 3)", "2 | 3"),
    ("at the point with coordinates (2, 3)", "2 | 3"),
    ("evaluated at (2, 3)", "2 | 3"),
    ("starting from the point P(2, 3)", "2 | 3"),
    ("let x = 2, y = 3", "2 | 3"),
    ("x is 2 and y equals 3", "2 | 3"),
    ("im Punkt (2|3)", "2 | 3"),
    ("en el punto (2, 3)", "2 | 3"),
]

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


@pytest.mark.parametrize(("text", "expected"), SAID, ids=str)
def test_a_direction_with_the_words_of_a_sentence(text: str, expected: str) -> None:
    nodes = read_direction(text, ("x", "y")).nodes
    assert " | ".join(map(write, nodes)) == expected


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=str)
def test_a_point_with_the_words_of_a_sentence(text: str, expected: str) -> None:
    assert " | ".join(map(write, read_point(text, ("x", "y")).nodes)) == expected


@pytest.mark.parametrize("text", ["toward (3, 5)", "to the origin", "from (1, 2)"])
def test_the_way_to_a_point_is_no_direction_without_its_start(text: str) -> None:
    with pytest.raises(GradcliError, match="where it starts"):
        read_direction(text, ("x", "y"))


def test_a_variable_may_have_the_name_of_such_a_word() -> None:
    nodes = read_direction("to = 1, x = 2", ("to", "x")).nodes
    assert " | ".join(map(write, nodes)) == "1 | 2"


@pytest.mark.parametrize(("text", "expected"), PLANE, ids=str)
def test_two_coordinates(text: str, expected: str) -> None:
    for read in (read_point, read_direction):
        assert " | ".join(write(part) for part in read(text, ("x", "y")).nodes) == expected


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
    assert " | ".join(write(c) for c in read_point(text, variables.split()).nodes) == expected


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
    assert write(read_angle(text).radians) == expected


# Text, variables, what it is read as.
AROUND = [
    ("P: (1,2)", "x y", "1 | 2"),
    ("P: 1, 2", "x y", "1 | 2"),
    ("P: x=1, y=2", "x y", "1 | 2"),
    ("P_0(1, 2)", "x y", "1 | 2"),
    ("P = P_0 = (1, 2)", "x y", "1 | 2"),
    ("P(2)", "x", "2"),
    ("(1|2)", "x y", "1 | 2"),
    ("A(1|2)", "x y", "1 | 2"),
    ("E(1|2)", "x y", "1 | 2"),
    ("P(1|-2|3)", "x y z", "1 | -2 | 3"),
    ("(|-1|, 2)", "x y", "abs(-1) | 2"),
    ("x = 1 and y = 2", "x y", "1 | 2"),
    (r"x = 1 \text{ and } y = 2", "x y", "1 | 2"),
    ("x = 1, y = 2, and z = 3", "x y z", "1 | 2 | 3"),
    ("x=1 y=2", "x y", "1 | 2"),
    ("{x: 1, y: 2}", "x y", "1 | 2"),
    ("{'x': 1, \"y\": 2}", "x y", "1 | 2"),
    ("dict(x=1, y=2)", "x y", "1 | 2"),
    ("x->1, y->2", "x y", "1 | 2"),
    (r"x \to 1, y \to 2", "x y", "1 | 2"),
    (r"\begin{cases} x = 1 \\ y = 2 \end{cases}", "x y", "1 | 2"),
    ("(y,x)=(1,2)", "x y", "2 | 1"),
    ("x, y = 1, 2", "x y", "1 | 2"),
    ("yx: 1, 2", "x y", "2 | 1"),
    ("(x, y) → (1, 2)", "x y", "1 | 2"),
    ("(x_0,y_0)=(1,2)", "x y", "1 | 2"),
    ("x_0=1, y_0=2", "x y", "1 | 2"),
    ("x₀ = 1, y₀ = 2", "x y", "1 | 2"),
    ("x0=1, y0=2", "x y", "1 | 2"),
    ("x_0=1, x=2", "x x_0", "2 | 1"),
    ("x=y=1", "x y", "1 | 1"),
    ("x = y = 1, z = 2", "x y z", "1 | 1 | 2"),
    ("(1,2)^T", "x y", "1 | 2"),
    ("(1,2)ᵀ", "x y", "1 | 2"),
    (r"(1,2)^\top", "x y", "1 | 2"),
    (r"(1,2)^{\mathrm{T}}", "x y", "1 | 2"),
    ("[1;2]^T", "x y", "1 | 2"),
    ("[1,2]'", "x y", "1 | 2"),
    ("np.array([1,2])", "x y", "1 | 2"),
    ("np.array([[1],[2]])", "x y", "1 | 2"),
    ("torch.tensor([1., 2.])", "x y", "1 | 2"),
    ("Matrix([1, 2])", "x y", "1 | 2"),
    ("(1,2),", "x y", "1 | 2"),
    ("(1,2).", "x y", "1 | 2"),
    ("(1, 2,)", "x y", "1 | 2"),
    ("x=1, y=2,", "x y", "1 | 2"),
    ("x = 1,", "x", "1"),
    ("((1,2))", "x y", "1 | 2"),
    ("[[1, 2]]", "x y", "1 | 2"),
    (r"\left(\begin{array}{c}1\\2\end{array}\right)", "x y", "1 | 2"),
    (r"\begin{pmatrix}1\\2\\\end{pmatrix}", "x y", "1 | 2"),
    (r"(2)^\sqrt{2}, (2)^\tan 1", "x y", "2**sqrt(2) | 2**tan(1)"),
    (r"\binom{1}{2}", "x y", "1 | 2"),
    (r"\binom{\frac{1}{2}}{\sqrt{2}}", "x y", "1/2 | sqrt(2)"),
    ("at (1,2)", "x y", "1 | 2"),
    ("for x = 1 and y = 2", "x y", "1 | 2"),
    ("at the point P(1, 2)", "x y", "1 | 2"),
    ("origin", "x y", "0 | 0"),
    ("the origin", "x y z", "0 | 0 | 0"),
    ("(2, 60 deg)", "r theta", "2 | 60*pi/180"),
    ("(2, 60°)", "r theta", "2 | 60*pi/180"),
    ("(2, 60∘)", "r theta", "2 | 60*pi/180"),
    ("r = 2, θ = 60°", "r theta", "2 | 60*pi/180"),
    ("(2, π/3 rad)", "r theta", "2 | pi/3"),
    ("x_hat=1, ŷ=2", "x_hat y_hat", "1 | 2"),
]

ALGEBRA = [
    (r"\frac{1}{\sqrt{2}}(1,1)", "1/sqrt(2) | 1/sqrt(2)"),
    ("1/sqrt(2) (1,1)", "1/sqrt(2) | 1/sqrt(2)"),
    (r"\frac{1}{\sqrt2}(\mathbf i+\mathbf j)", "1/sqrt(2) | 1/sqrt(2)"),
    (r"\frac{\mathbf{i}+\mathbf{j}}{\sqrt{2}}", "1/sqrt(2) | 1/sqrt(2)"),
    (r"\frac15\langle 3, 4\rangle", "3/5 | 4/5"),
    (r"\frac{1}{5}\begin{pmatrix}3\\4\end{pmatrix}", "3/5 | 4/5"),
    ("(i+j)/√2", "1/sqrt(2) | 1/sqrt(2)"),
    ("<3,4>/5", "3/5 | 4/5"),
    ("(3,4)/5", "3/5 | 4/5"),
    ("(3, -4)/5", "3/5 | -4/5"),
    ("[3 4]/5", "3/5 | 4/5"),
    ("2(i+j)", "2 | 2"),
    ("2 (i + j)", "2 | 2"),
    ("-(i+j)", "-1 | -1"),
    ("-(1, -2)", "-1 | 2"),
    ("2(1,1) - (0,1)", "2 | 2 - 1"),
    ("(3,4)-(1,2)", "3 - 1 | 4 - 2"),
    ("(1,1)*√2", "sqrt(2) | sqrt(2)"),
    ("sqrt(2)/2 (1, 1)", "sqrt(2)/2 | sqrt(2)/2"),
    (
        r"\cos\frac{\pi}{3}\,\mathbf{i}+\sin\frac{\pi}{3}\,\mathbf{j}",
        "cos(pi/3) | sin(pi/3)",
    ),
    ("cos(π/3) i + sin(π/3) j", "cos(pi/3) | sin(pi/3)"),
    ("cos 60° i + sin 60° j", "cos(60*pi/180) | sin(60*pi/180)"),
    ("î + ĵ", "1 | 1"),
    ("3i⃗ + 4j⃗", "3 | 4"),
    ("3ihat + 4jhat", "3 | 4"),
    (r"3\bar{i} + 4\bar{j}", "3 | 4"),
    ("w = 3*i + 4*j;", "3 | 4"),
    ("cos(60 deg) i + sin(60 deg) j", "cos(60*pi/180) | sin(60*pi/180)"),
    (r"3\vec{\imath}+4\vec{\jmath}", "3 | 4"),
    (r"3\mathbf{e}_1+4\mathbf{e}_2", "3 | 4"),
    (r"3\vec{e}_1+4\vec{e}_{2}", "3 | 4"),
    (r"3\hat{e}_1 + 4\hat{e}_2", "3 | 4"),
    ("3e₁ + 4e₂", "3 | 4"),
    ("v: (3,4)", "3 | 4"),
    ("v(3,4)", "3 | 4"),
    ("v⃗ = (3,4)", "3 | 4"),
    (r"\vec{v} = \langle 3, 4\rangle", "3 | 4"),
    (r"\overrightarrow{AB} = (3, 4)", "3 | 4"),
    ("u = (1,1)/√2", "1/sqrt(2) | 1/sqrt(2)"),
    ("in the direction of v = 3i + 4j", "3 | 4"),
]

# Text, variables, what it is read as, and what is noted.
NOTED = [
    ("(cos π/3, 1)", "x y", "cos(pi/3) | 1", ["cos π/3 was read as cos(π/3)"]),
    (
        "(cos 60°, sin 60°)",
        "x y",
        "cos(60*pi/180) | sin(60*pi/180)",
        ["° was read as degrees: one degree is pi/180"],
    ),
    (
        "1/2i + sqrt3/2 j",
        "x y",
        "1/2 | sqrt(3)/2",
        ["1/2i was read as (1/2) i"],
    ),
    (
        "1/√2 (1,1)",
        "x y",
        "1/sqrt(2) | 1/sqrt(2)",
        ["1/√2 (1,1) was read as (1/√2) (1,1)"],
    ),
    ("3i + 4j + 0k", "x y", "3 | 4", ["the component 0 beyond y was left out"]),
    ("(a,b)=(1,2)", "x y", "1 | 2", ["the values of (a,b) were read as those of x, y"]),
    (
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        "a b c d",
        "1 | 2 | 3 | 4",
        ["the rows were read one after the other"],
    ),
    ("[1,2;3,4]", "a b c d", "1 | 2 | 3 | 4", ["the rows were read one after the other"]),
    ("1½, 2", "x y", "1 + 1/2 | 2", ["1½ was read as 1 + ½"]),
]


def test_the_value_of_another_name_is_not_that_of_the_one_variable() -> None:
    with pytest.raises(GradcliError, match="the name y is not the variable x"):
        read_point("y = 2", ("x",))


@pytest.mark.parametrize(("text", "variables", "expected"), AROUND, ids=str)
def test_what_stands_around_a_point(text: str, variables: str, expected: str) -> None:
    read = read_point(text, variables.split())
    assert " | ".join(map(write, read.nodes)) == expected
    assert read.notes == ()


@pytest.mark.parametrize(("text", "expected"), ALGEBRA, ids=str)
def test_multiples_and_sums_of_vectors(text: str, expected: str) -> None:
    assert " | ".join(map(write, read_direction(text, ("x", "y")).nodes)) == expected


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("3i + 4j", "u v", "3 | 4"),
        ("3i + 4j", "i j", "3 | 4"),
        ("3i + 4j", "a b c", "3 | 4 | 0"),
        (r"3\hat{x} + 4\hat{y}", "x y", "3 | 4"),
        (r"\hat{r} + 2\hat{\theta}", "r theta", "1 | 2"),
        (r"3\hat{e}_x + 4\hat{e}_y", "x y", "3 | 4"),
        (r"\hat{x}_1 - \hat{x}_2", "x_1 x_2", "1 | -1"),
        ("e_1 + 2e_4", "a b c d", "1 | 0 | 0 | 2"),
        ("2(1, 0, 1)", "x y z", "2 | 0 | 2"),
    ],
    ids=str,
)
def test_unit_vectors_of_any_variables(text: str, variables: str, expected: str) -> None:
    assert " | ".join(map(write, read_direction(text, variables.split()).nodes)) == expected


@pytest.mark.parametrize(("text", "variables", "expected", "notes"), NOTED, ids=str)
def test_what_is_noted(text: str, variables: str, expected: str, notes: list[str]) -> None:
    read = read_direction(text, variables.split())
    assert " | ".join(map(write, read.nodes)) == expected
    assert [note.message for note in read.notes] == notes
    for note in read.notes:
        assert note.source is not None
        assert (note.source.name, note.source.text) == ("--w", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("θ = π/3", "pi/3"),
        ("θ=60°", "60*pi/180"),
        (r"\theta=\frac{\pi}{3}", "pi/3"),
        ("φ: 60 deg", "60*pi/180"),
        ("60^o", "60*pi/180"),
        ("60∘", "60*pi/180"),
        (r"60^{\circ}", "60*pi/180"),
        ("30°15′", "(30 + 15/60)*pi/180"),
        ("-30° 15' 30\"", "-(30 + 15/60 + 30/3600)*pi/180"),
        ("1/2°", "1/2*pi/180"),
        ("180/4 deg", "180/4*pi/180"),
        ("π/3 rad", "pi/3"),
    ],
)
def test_angles_as_they_are_pasted(text: str, expected: str) -> None:
    read = read_angle(text)
    assert write(read.radians) == expected
    assert read.notes == ()


WRONG = [
    ("1,2,3", Kind.DIMENSION, "has two variables (x, y), and the point has three coordinates"),
    ("1", Kind.DIMENSION, "has two variables (x, y), and the point has one coordinate"),
    ("x=1", Kind.DIMENSION, "the point gives no value for y"),
    ("i + j + k", Kind.DIMENSION, "has two variables (x, y), and the point has three"),
    ("x=1, x=2", Kind.SYNTAX, "the variable x is given twice"),
    ("x, x=2", Kind.SYNTAX, "the variable x is given twice"),
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
    ("3i + q", Kind.NAME, "q is neither a number nor a unit vector"),
    ("foo", Kind.NAME, "a coordinate must be a number, and foo is a name"),
    ("north east", Kind.NAME, "a coordinate must be a number, and north is a name"),
    ("z = 2", Kind.NAME, "the name z is not one of the variables x, y"),
    ("(x, b) = (1, 2)", Kind.NAME, "the name b is not one of the variables x, y"),
    ("(x, y, z) = (1, 2, 3)", Kind.DIMENSION, "the point has three coordinates"),
    ("x = 1, 2", Kind.SYNTAX, "where one coordinate has its name, each needs it"),
    ("x = 1 und y = 2", Kind.SYNTAX, "where one coordinate has its name, each needs it"),
    ("3i + 4j + 5k", Kind.DIMENSION, "the point has three coordinates"),
    ("(1,2) (3,4)", Kind.SYNTAX, "each term must be a number times a vector"),
    ("(1,2)·(3,4)", Kind.SYNTAX, "each term must be a number times a vector"),
    (r"\hat{i}(1, 2)", Kind.SYNTAX, "each term must be a number times a vector"),
    ("(1,2) + 3", Kind.SYNTAX, "each term must be a number times a vector"),
    (r"\begin{vmatrix}1\\2\end{vmatrix}", Kind.SYNTAX, "a determinant is a number"),
    (r"\begin{pmatrix}1\\2", Kind.SYNTAX, r"\begin{pmatrix} is never ended"),
    ("x-axis", Kind.SYNTAX, "a point is given by numbers, and not by an axis"),
    ("sim(1), 2", Kind.NAME, "sim is not a function"),
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


@pytest.mark.parametrize(
    ("text", "variables", "advice"),
    [
        ("(1,5; 2)", "x y", "if the comma is a decimal comma, write a point: (1.5; 2)"),
        ("(1,5; 2)", "x y z", "write decimals with a point: (1.5; 2)"),
        ("(1,5; 2,5)", "a b c d", "write decimals with a point: (1.5; 2.5)"),
        ("(1, 5; 2)", "x y z", "write decimals with a point"),
        ("(1,5|2)", "x y", "if the comma is a decimal comma, write a point: (1.5|2)"),
        ("0,5 2", "x y", "if the comma is a decimal comma, write a point: 0.5 2"),
        ("1,5,2,5", "x y", "if the comma is a decimal comma, write a point: 1.5,2.5"),
        ("x=0,5; y=2", "x y", "if the comma is a decimal comma, write a point: x=0.5; y=2"),
        ("1,5", "x", "if the comma is a decimal comma, write a point: 1.5"),
        ("(1,2), (3,4)", "x y", "give one expression at a time; write a decimal with a point"),
        ("1,2,3", "x y", "write one coordinate for each variable: 2,3"),
    ],
    ids=str,
)
def test_a_decimal_comma_is_pointed_out(text: str, variables: str, advice: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_point(text, variables.split())
    assert caught.value.help == advice


@pytest.mark.parametrize(
    ("text", "variables", "message", "advice"),
    [
        ("60°", "x y", "an angle is given with --angle", "write --angle 60°"),
        ("60 deg", "x y", "an angle is given with --angle", "write --angle 60deg"),
        ("θ = π/3", "x y", "an angle is given with --angle", "write --angle π/3"),
        ("60°", "x y z", "an angle is given with --angle", "write a component for each: 2,3,1"),
        ("at an angle of 30 degrees with the x-axis", "x y", "is an angle", "write --angle 30°"),
        ("making an angle of π/4 with the positive x-axis", "x y", "is an angle", "--angle π/4"),
        ("135° counterclockwise from the x-axis", "x y", "is an angle", "--angle 135°"),
        ("an angle of 45° clockwise from the x-axis", "x y", "is an angle", "--angle -45°"),
        ("at an angle of 30° with the y-axis", "x y", "is an angle", "from the positive x-axis"),
        ("indicated by the angle θ = 2π/3", "x y", "is an angle", "write --angle 2π/3"),
        ("an angle of 30° with the x-axis", "x y z", "is an angle", "for each: 2,3,1"),
        ("40° north of east", "x y", "of the compass", "--angle 40°, with x to the east"),
        ("40.1234567° north of east", "x y", "of the compass", "--angle 40.1234567°, with x"),
        ("1.2.3 degrees north of east", "x y", "with --angle", "--angle 60deg"),
        ("12345678901234° north of east", "x y", "with --angle", "--angle 60deg"),
        ("20° north of south", "x y", "with --angle", "--angle 60deg"),
        ("20 degrees west of south", "x y", "of the compass", "--angle 250°"),
        ("N 30° E", "x y", "of the compass", "--angle 60°"),
        ("due northwest", "x y", "of the compass", "--angle 135°"),
        ("NE", "x y", "of the compass", "--angle 45°, with x to the east and y to the north"),
        ("sw", "x y", "of the compass", "--angle 225°"),
        ("north-east", "x y", "of the compass", "--angle 45°"),
        ("NNE", "x y", "of the compass", "--angle 67.5°"),
        ("south-south-east", "x y", "of the compass", "--angle 292.5°"),
        ("north-south", "x y", "with --angle", "--angle 60deg"),
        ("NE", "x y z", "is an angle", "for each: 2,3,1"),
        ("to the south", "x y", "of the compass", "--angle 270°"),
        ("toward the point (3, 5)", "x y", "where it starts", "write --toward 3,5, or"),
        ("headed towards Q(3, 5)", "x y", "where it starts", "write --toward 3,5, or"),
        ("in the direction of the point (3, 5)", "x y", "where it starts", "--toward 3,5, or"),
        ("in the direction of the origin", "x y", "where it starts", "--toward 0,0, or"),
        ("away from the origin", "x y", "where it starts", "write both points: from (1,1)"),
        ("in the direction of increasing x", "x y", "and not by an axis", "write 1,0"),
        ("in the direction of decreasing y", "x y", "and not by an axis", "write 0,-1"),
        ("x-axis", "x y", "and not by an axis", "write 1,0"),
        ("the y axis", "x y z", "and not by an axis", "write 0,1,0"),
        ("the negative x-axis", "x y", "and not by an axis", "write -1,0"),
        ("the positive y direction", "x y", "and not by an axis", "write 0,1"),
        ("pi/3", "x y", "and the direction has one component", "write one component for each"),
        ("3x + 4y", "x y", "a component must be a number, and x is a name", "write a constant"),
    ],
    ids=str,
)
def test_what_is_said_of_wrong_directions(
    text: str, variables: str, message: str, advice: str
) -> None:
    with pytest.raises(GradcliError) as caught:
        read_direction(text, variables.split())
    assert message in caught.value.message
    assert caught.value.help is not None
    assert advice in caught.value.help


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("60", "an angle of 60 radians goes round more than once"),
        ("60^0", "a power with the exponent 0 is 1"),
        ("60⁰", "a power with the exponent 0 is 1"),
        ("", "--angle is empty"),
    ],
)
def test_what_is_said_of_wrong_angles(text: str, message: str) -> None:
    with pytest.raises(GradcliError, match=message):
        read_angle(text)
