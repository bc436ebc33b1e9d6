"""Numbers of a picture in words: rounded, and directions as a reader would point them out."""

from __future__ import annotations

import math
from typing import Final

from gradcli.narrative.box import Box
from gradcli.narrative.notation import fraction_of, negative, number, power_of, product_of

DIGITS: Final = 4
_EIGHTHS: Final = (
    "right",
    "up and to the right",
    "up",
    "up and to the left",
    "left",
    "down and to the left",
    "down",
    "down and to the right",
)


def about(value: float, digits: int = DIGITS) -> Box:
    """A number to a few significant digits: 12.65, 0.3162, 1.4 · 10⁻⁹."""
    if value == 0 or not math.isfinite(value):
        return number("0") if value == 0 else number("?")
    minus, size = value < 0, abs(value)
    mantissa, _, exponent = f"{size:.{digits - 1}e}".partition("e")
    power = int(exponent)
    if -4 <= power < max(digits + 2, 6):
        places = max(digits - 1 - power, 0)
        text = f"{size:.{places}f}"
        box = number(text.rstrip("0").rstrip(".") if "." in text else text)
    else:
        mantissa = mantissa.rstrip("0").rstrip(".")
        ten = power_of(number(10), number(power))
        box = ten if mantissa == "1" else product_of([number(mantissa), ten], dotted=True)
    return negative(box) if minus else box


def degrees(angle: float) -> str:
    """An angle between −180° and 180°: 18.4°."""
    turned = (angle + 180) % 360 - 180
    return _in_degrees(180.0 if turned == -180 else turned)


def degrees_on_axis(angle: float, middle: float) -> str:
    """The angle as it stands on an axis of one turn around its middle.

    Where that is not between −180° and 180° the angle is told as well: 225° (the same as −135°).
    """
    there = middle + (angle - middle + 180) % 360 - 180
    usual = degrees(there)
    said = _in_degrees(there)
    return said if abs(there) <= 180 or said == usual else f"{said} (the same as {usual})"


def _in_degrees(angle: float) -> str:
    text = f"{angle:.1f}".rstrip("0").rstrip(".")
    return f"{'0' if text == '-0' else text}°".replace("-", "−")


def way(x: float, y: float) -> str:
    """Where a vector points: to the right, up, or between them, by eighths of a turn."""
    eighth = round(math.degrees(math.atan2(y, x)) / 45) % 8
    said = _EIGHTHS[eighth]
    return f"to the {said}" if said in ("left", "right") else said


def scale_of(scale: float) -> Box:
    """1/5 or 20, as a scale is said."""
    if scale < 1:
        return fraction_of(number(1), about(1 / scale))
    return about(scale)
