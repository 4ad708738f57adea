"""Measures the house: `python -m bench [NAME ...] [--quick]`, or `make bench`.

One module an experiment, each with a `run(options)` that prints a table in which every figure
stands beside its comparison from the same run. Everything is started on 127.0.0.1 on free ports,
keeps its files in a folder of its own, and is stopped at the end.
"""
