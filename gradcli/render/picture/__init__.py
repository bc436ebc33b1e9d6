"""Pictures and graphs: as lines of characters, and as files (SVG, DOT, TikZ; by extras more)."""
