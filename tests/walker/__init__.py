"""Walks any journey from its definition, as people do: with good answers, wrong ones, second thoughts.

A new journey needs one thing here: a line in `worlds.py` that says what its steps can look up.
"""
