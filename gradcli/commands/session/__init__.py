"""What is done in turns with somebody at a terminal."""
