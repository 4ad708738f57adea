"""Costs as people read them."""

from __future__ import annotations

import pytest

from app.values.costs import show_cost


@pytest.mark.parametrize(
    ("hundredths", "shown"),
    [(0, "0p"), (240, "2.4p"), (233, "2.33p"), (480, "4.8p"), (7300, "73p"), (9999, "99.99p"),
     (10_000, "£1"), (15_600, "£1.56"), (10_050, "£1.01"), (1_000_000, "£100")],
)  # fmt: skip
def test_a_cost_is_read_in_pence_and_from_a_pound_on_in_pounds(hundredths: int, shown: str) -> None:
    assert str(show_cost(hundredths)) == shown
