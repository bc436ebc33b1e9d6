"""Whether two formulas are equal: by algebra, by intervals that tell them apart, by numbers."""
