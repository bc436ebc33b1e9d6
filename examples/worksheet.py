#!/usr/bin/env python3
"""A worksheet on gradients and its key, as Markdown: python worksheet.py > worksheet.md."""

import gradcli

EXERCISES = [
    ("f(x, y) = x^2 y", "2, 3", "3, 5"),
    ("g(x, y) = 3x y^3", "1, -1", "1, 1"),
    ("h(x, y) = e^(x y) + y^2", "0, 2", "-1, 2"),
    ("T(x, y, z) = 80/(1 + x^2 + 2y^2 + 3z^2)", "1, 1, -2", "1, -2, 2"),
]

print("# Gradients\n")
for number, (function, point, direction) in enumerate(EXERCISES, start=1):
    print(
        f"{number}. `{function}`: find the gradient at ({point}), the rate along ({direction}) "
        "per unit of distance, and the direction of steepest ascent.\n"
    )

print("# Key\n")
for number, (function, point, direction) in enumerate(EXERCISES, start=1):
    gradient = gradcli.gradient(function, at=point)
    rate = gradcli.directional(function, direction, at=point)
    best = gradcli.steepest(function, at=point)
    print(f"{number}. Gradient ({', '.join(gradient.lines())});")
    print(f"   rate {rate.lines(unit=True)[0]} per unit of distance;")
    print(f"   steepest along ({', '.join(best.lines())}).\n")

first = gradcli.gradient(EXERCISES[0][0], at=EXERCISES[0][1])
print(first.text("markdown", steps="brief"), end="")
