"""Pictures as data: windows, level curves and arrows in floats, without a word or a colour."""
