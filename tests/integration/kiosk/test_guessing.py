"""A kiosk tells nobody by trial who is in prison, on whichever page the trial is made."""

from __future__ import annotations

from tests.integration.kiosk.visitor import PRISONERS, Visitor


def test_the_check_page_answers_no_more_guesses_than_the_questions_do(visitor: Visitor) -> None:
    visitor.begin().answer_all()
    for number in ("A0000AA", "A0000AB", "A0000AC", "A0000AD", "A0000AE", "A0000AF"):
        visitor.says("prisoner-number", number=number)
    assert visitor.place == "/staff"
    visitor.says("prisoner-number", number=PRISONERS["CFI"]["number"])
    assert visitor.place == "/staff"
    visitor.open("/check")
    assert visitor.place == "/staff"
    visitor.press("/check")
    assert visitor.place == "/staff"
