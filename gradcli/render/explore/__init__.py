"""The page of `gradcli explore`: its markup, style and script, and what fills them."""
