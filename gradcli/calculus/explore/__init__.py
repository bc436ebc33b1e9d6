"""What a page on which a point is dragged has to know beforehand: window, borders, bad points."""
