"""gradcli: gradients and directions of steepest ascent, worked step by step."""
