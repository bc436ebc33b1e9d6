"""What people expect of a result, one identity a module; each exact wherever the form has a value.

`gradcli.calculus.clean_up.tidy` says in which order they are tried, and where none can apply.
"""
