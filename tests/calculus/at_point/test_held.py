"""Constants without a value at a point: what holds for all their values, and what is refused."""

import pytest

from gradcli import GradcliError, backprop, directional, gradient, partial, steepest

# The function, the point, the gradient there as text; what is true whatever the constants are.
ANSWERED = [
    ("f(x, y) = c - ax^2 - by^2", "1,2", ("-2*a", "-4*b")),
    (r"F(K,L) = A K^\alpha L^\beta", "1,1", ("A*alpha", "A*beta")),
    ("f(x) = (x - a)^2", "3", ("6 - 2*a",)),
    ("f(x) = sin(ax)", "0", ("a",)),
    ("f(x) = e^(kx)", "0", ("k",)),
    ("f(x) = a x + ln(x)", "2", ("a + 1/2",)),
    ("f(x) = |x| + a x", "-2", ("a - 1",)),
    ("f(x) = sigmoid(w x + b)", "0", ("w*sigmoid(b)*(1 - sigmoid(b))",)),
    ("f(x) = x^n", "1", ("n",)),
    ("f(x) = {x^2 if x > 1, a x otherwise}", "3", ("6",)),
    ("f(x) = {x^2 if x > 1, a x otherwise}", "0", ("a",)),
    ("let z = w x + b; f(w, b) = (z - y)^2", "1,0", ("x*(2*x - 2*y)", "2*x - 2*y")),
]


@pytest.mark.parametrize(("text", "at", "slopes"), ANSWERED)
def test_what_holds_for_every_constant(text: str, at: str, slopes: tuple[str, ...]) -> None:
    found = gradient(text, at=at)
    assert found.error is None
    assert found.answer.verified
    assert found.json()["differentiable"] is True
    read = [gradient(f"f(t) = ({slope}) t").values()[0] for slope in slopes]
    assert all(one.equals(other) for one, other in zip(found.values(), read, strict=True))
    assert "?" not in str(found)


# For some constants yes, for others no.
REFUSED = [
    ("f(x) = 1/(x - a)", "2", "a"),
    ("f(x) = ln(x + a)", "2", "a"),
    ("f(x) = sqrt(a - x)", "2", "a"),
    ("f(x) = |x - a|", "2", "a"),
    ("f(x) = a|x|", "0", "a"),
    ("f(x) = max(x, a)", "1", "a"),
    ("f(x) = x^n", "0", "n"),
    ("f(x) = x^n", "-1", "n"),
    ("f(x) = root(x, n)", "2", "n"),
    ("f(x) = floor(ax)", "2", "a"),
    ("f(x) = tan(ax)", "2", "a"),
    ("f(x) = asin(ax)", "2", "a"),
    ("f(x) = log(x, b)", "2", "b"),
    ("f(x) = {1/x if x > a, 0 otherwise}", "0", "a"),
    ("f(x, y) = atan2(ay, bx)", "1,1", "a and b"),
    ("f(x) = relu(ax)", "1", "a"),
]


@pytest.mark.parametrize(("text", "at", "names"), REFUSED)
def test_what_does_not_hold_for_every_constant_is_refused(text: str, at: str, names: str) -> None:
    found = gradient(text, at=at)
    assert found.error is not None
    assert found.error.code == "constant-without-value"
    assert names in found.error.message
    assert "--let" in (found.error.help or "")
    assert found.json()["differentiable"] is None
    assert str(found)


def test_what_has_no_value_whatever_the_constants_are_is_said_so() -> None:
    for text, at in (("f(x) = a/x", "0"), ("f(x) = a ln(x)", "-1"), ("f(x) = a + 1/x", "0")):
        error = gradient(text, at=at).error
        assert error is not None
        assert error.code in ("undefined-at-the-point", "outside-domain")


def test_values_of_constants_answer_what_was_refused() -> None:
    assert gradient("f(x) = 1/(x - a)", at="2", let="a=1").lines() == ("-1",)
    assert gradient("f(x) = 1/(x - a)", at="x=2, a=1").lines() == ("-1",)
    assert gradient("f(x) = 1/(x - a)", at="2", let={"a": 1}).lines() == ("-1",)
    found = gradient("f(x) = 1/(x - a)", at="2", let="a = 4/2")
    assert found.error is not None
    assert found.error.code == "undefined-at-the-point"


def test_a_direction_is_steepest_only_where_it_is_known() -> None:
    free = steepest("f(x, y) = x^2 y + c", at="2,3")
    assert free.lines() == ("3*sqrt(10)/10", "sqrt(10)/10")
    bound = steepest("f(x, y) = a x^2 + b y^2", at="1,1")
    assert bound.error is not None
    assert bound.error.code == "direction-without-value"
    assert "a and b" in bound.error.message
    page = " ".join(str(steepest("f(x, y) = a x y", at="1,1")).split())
    assert "for that a needs a value: --let a=2." in page
    assert steepest("f(x, y) = a x y", at="1,1", let="a=-2").lines()[0] == "-sqrt(2)/2"


def test_rates_and_derivatives_are_in_the_letters() -> None:
    assert directional("f(x, y) = a x^2 + b y", "3,4", "1,2").lines() == ("6*a + 4*b",)
    assert partial("f(x) = A e^{-kx}", "x").lines() == ("-A*k*exp(-k*x)",)
    assert partial("f(x, y) = a x^2 y", "x,x").lines() == ("2*a*y",)
    back = backprop("f(x, y) = a x^2 y", at="1,2")
    assert back.answer.verified
    assert back.lines() == ("4*a", "a")


def test_a_limit_is_kept_with_values_put_in() -> None:
    with pytest.raises(GradcliError) as caught:
        gradient("f(x) = x^n", let="n=10^9")
    assert caught.value.code == "exponent-too-large"


@pytest.mark.parametrize(
    ("text", "at", "slopes"),
    [
        ("f(x) = L/(1 + e^(-k x))", "0", ("L*k/4",)),
        ("f(x, y) = 1/(x^2 + y^2 + a^2)", "1,0", ("-2/(a^2 + 1)^2", "0")),
        ("f(x) = ln(1 + e^(kx))", "0", ("k/2",)),
        ("f(x) = sqrt(x^2 + a^2)", "1", ("1/sqrt(a^2 + 1)",)),
        ("f(x) = |x^2 + a^2| + x", "1", ("3",)),
        ("f(x) = (x + a^2)^n", "1", ("n*(1 + a^2)^(n - 1)",)),
        ("f(x) = x/(-1 - a^4)", "1", ("-1/(1 + a^4)",)),
    ],
)
def test_what_is_positive_for_every_constant_is_seen(
    text: str, at: str, slopes: tuple[str, ...]
) -> None:
    found = gradient(text, at=at)
    assert found.error is None
    assert found.answer.verified
    numbers = {"a": 3, "k": 2, "n": 5, "L": 7}
    for one, slope in zip(found.values(), slopes, strict=True):
        other = gradient(f"f(t) = ({slope}) t").values()[0]
        difference = (one - other).subs(
            {each: numbers[each.name] for each in one.free_symbols | other.free_symbols}
        )
        assert abs(difference.evalf(30)) < 1e-25


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("f(x) = 1/(x^2 + a)", "1"),
        ("f(x) = sqrt(a^2 x)", "1"),
        ("f(x) = 1/(a^2 + x)", "0"),
        ("f(x) = log(x, a^2 + 1)", "2"),
        ("f(x) = root(x, a^2 + 1)", "2"),
        ("f(x) = x^(a^2)", "0"),
    ],
)
def test_what_may_be_zero_is_not_called_positive(text: str, at: str) -> None:
    error = gradient(text, at=at).error
    assert error is not None
    assert error.code == "constant-without-value"
