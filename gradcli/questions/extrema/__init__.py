"""What is given beside a question about extreme values: boxes, constraints."""
