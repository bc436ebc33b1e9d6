"""Diagrams: as lines of text, as DOT, and as SVG where Graphviz is installed."""
