"""A document as a page of text, HTML, LaTeX or Markdown."""
