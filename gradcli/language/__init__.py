"""Text to trees: expressions, points, directions and angles, as people write them.

`reading.read_expression`, `points.read_point`, `points.read_direction` and `angles.read_angle`
read; `writing.write` writes a tree back. The grammar stands at the top of `grammar`. Nothing here
loads SymPy, and nothing evaluates text.
"""
