"""The form that asks for some pages of a print batch to be printed again."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from app.i18n import _
from app.journeys.questions import Choice, OneOf, StepForm, WholeNumber
from app.messages.reprints import WHY_LABELS

MOST_PAGES = 99_999


class ReprintForm(StepForm):
    # Each error names its box: two that read the same cannot be told apart in the summary.
    first = WholeNumber(_("First page"), least=1, most=MOST_PAGES, empty=_("Enter the first page"))
    last = WholeNumber(_("Last page"), least=1, most=MOST_PAGES, empty=_("Enter the last page"))
    why = OneOf(
        _("Why?"),
        choices=[Choice(value, words) for value, words in WHY_LABELS.items()],
        empty=_("Choose why they are printed again"),
    )

    @property
    def pages(self) -> tuple[int, int]:
        """Return the first and the last page that a right form asks for."""
        values = self.values()
        return values["first"], values["last"]

    @property
    def span(self) -> str:
        """Return the pages of a right form in one word: "24-27"."""
        return "{}-{}".format(*self.pages)

    def is_right(self) -> bool:
        """Check the form; the last page may not come before the first."""
        right = self.validate()
        first, last = self.pages
        if right and last < first:
            self.refuse("last", _("The last page must not come before the first"))
            return False
        return right


def reprint_form(posted: Mapping[str, str] | None) -> ReprintForm:
    """Return the form, holding what was typed."""
    return ReprintForm(MultiDict(posted) if posted is not None else None)
