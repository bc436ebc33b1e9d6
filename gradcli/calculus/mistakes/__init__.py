"""Known mistakes as wrong twins of the rules, and which of them explains an answer."""
