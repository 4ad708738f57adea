"""What the property tests share: any text at all, and how many examples to try."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# Any string Python can hold, lone surrogates among them.
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)

# No deadline: a busy machine is not a fault in the code.
many = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
