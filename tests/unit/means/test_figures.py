"""Every amount has its days and its source, and a day without an amount has no figures."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from app.means.figures import NEEDED, FiguresNotKnown, figures_on, read_facts


@pytest.mark.parametrize(
    ("day", "partner", "dependant"),
    [
        (date(2020, 4, 6), 18_446, 29_665),
        (date(2021, 4, 11), 18_446, 29_665),
        (date(2022, 4, 11), 19_141, 30_764),
        (date(2023, 4, 10), 21_132, 33_890),
        (date(2024, 4, 8), 22_487, 36_170),
        (date(2025, 4, 7), 22_856, 36_787),
        (date(2026, 4, 5), 22_856, 36_787),
        (date(2026, 4, 6), 23_725, 38_186),
        (date(2027, 4, 5), 23_725, 38_186),
    ],
)
def test_the_allowances_go_up_on_their_day(day: date, partner: int, dependant: int) -> None:
    figures = figures_on(day)
    assert (figures.partner_allowance, figures.dependant_allowance) == (partner, dependant)


@pytest.mark.parametrize(
    "day",
    [date(1999, 1, 1), date(2018, 4, 8), date(2020, 4, 5), date(2021, 4, 12), date(2027, 4, 6)],
)
def test_a_day_with_an_amount_unknown_has_no_figures(day: date) -> None:
    with pytest.raises(FiguresNotKnown) as raised:
        figures_on(day)
    assert raised.value.day == day
    assert raised.value.figure


def test_the_mortgage_cap_ended_on_28_january_2021() -> None:
    assert figures_on(date(2021, 1, 27)).mortgage_cap == 10_000_000
    assert figures_on(date(2021, 1, 28)).mortgage_cap is None


def test_the_limits_of_today() -> None:
    figures = figures_on(date(2026, 5, 1))
    assert (figures.gross_limit, figures.gross_extra_child) == (265_700, 22_200)
    assert (figures.disposable_limit, figures.capital_limit) == (73_300, 800_000)
    assert (figures.capital_limit_immigration, figures.young_capital) == (300_000, 250_000)
    assert (figures.housing_cap, figures.employment_allowance) == (54_500, 4_500)


def test_the_steps_at_60_fall_to_nothing_past_315_pounds() -> None:
    steps = figures_on(date(2026, 5, 1)).older_disregards
    assert steps[0] == (2_500, 10_000_000)
    assert steps[-2:] == ((31_500, 1_000_000), (None, 0))
    left_out = [amount for _up_to, amount in steps]
    assert left_out == sorted(left_out, reverse=True)


def test_no_two_rows_of_one_figure_are_in_force_together() -> None:
    for one, other in combinations(read_facts(), 2):
        if (one.figure, one.up_to) == (other.figure, other.up_to):
            assert one.valid_to is not None and one.valid_to < other.valid_from


def test_every_row_says_where_it_comes_from_and_how_sure_we_are() -> None:
    for fact in read_facts():
        assert fact.source
        assert fact.confidence in {"C", "S", "U"}
        assert fact.unit in {"pence", "pence-a-month", "percent", "months", "years", "count"}
        assert fact.amount >= 0


def test_what_the_verdict_does_not_use_is_kept_as_data_only() -> None:
    kept = {fact.figure for fact in read_facts()} - {*NEEDED, "older-disregard", "mortgage-cap"}
    assert {name.split("-")[0] for name in kept} == {"contribution", "vehicle"}
