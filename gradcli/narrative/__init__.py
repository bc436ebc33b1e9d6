"""A derivation in, a document out: sentences, chains of equations, tables."""
