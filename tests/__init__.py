"""The tests of gradcli; `tests.fields` is what they share."""
