"""The page of `gradcli explore` in a browser: `python -m tests.browser` drives headless Chromium.

It needs `pip install gradcli[browser]` and a Chromium; the tests of `python -m pytest` do not.
"""
