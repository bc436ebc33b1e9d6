"""gradcli's own dataclass keeps the promises of the standard library's."""

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from gradcli import frozen


@frozen.dataclass(frozen=True, slots=True)
class Ours:
    """Compared by its fields."""

    a: int
    b: str = "b"
    made: list[int] = frozen.field(default_factory=list, compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same by the standard library."""

    a: int
    b: str = "b"
    made: list[int] = dataclasses.field(default_factory=list, compare=False, repr=False)


@frozen.dataclass(frozen=True, slots=True, eq=False)
class Same:
    """Compared by identity, with a field that is worked out."""

    a: int
    twice: int = frozen.field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "twice", 2 * self.a)


@pytest.mark.parametrize("made", [Ours, Theirs])
def test_an_instance_is_made_shown_compared_and_copied(made: Any) -> None:
    one = made(1)
    assert one == made(1, "b") == made(a=1, b="b", made=[5])
    assert one != made(2)
    assert one != (1, "b")
    assert hash(one) == hash(made(1))
    assert repr(one) == f"{made.__name__}(a=1, b='b')"
    assert dataclasses.replace(one, a=3) == made(3)
    assert [field.name for field in dataclasses.fields(one)] == ["a", "b", "made"]
    assert copy.copy(one) == pickle.loads(pickle.dumps(one)) == one
    assert made(1).made is not one.made
    match one:
        case made(a, b):
            assert (a, b) == (1, "b")


@pytest.mark.parametrize("made", [Ours, Theirs])
def test_an_instance_cannot_be_changed(made: Any) -> None:
    one = made(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.a = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.a
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
        one.other = 2
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("made", [Ours, Theirs])
@pytest.mark.parametrize(
    ("given", "named"), [((), {}), ((1, "b", [], 4), {}), ((1,), {"a": 1}), ((1,), {"d": 1})]
)
def test_wrong_arguments_are_refused(
    made: Any, given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError):
        made(*given, **named)


def test_identity_and_worked_out_fields() -> None:
    one = Same(3)
    assert one.twice == 6
    assert one != Same(3)
    assert one in {one}
    assert copy.copy(one).twice == 6
