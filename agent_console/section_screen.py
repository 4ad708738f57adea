"""A section as it is drawn: the script beside each question, the members of groups, the task list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.i18n import Words
from app.journeys.asking import Asked
from app.journeys.definition import Group, Section
from app.journeys.path import ANOTHER
from app.web.drawing import CONSOLE, Params
from app.web.runner import Running
from app.web.widgets import Widget, error_list, warning_items, widgets_of


@dataclass(frozen=True)
class Line:
    """One place on the screen. `member` stands over the first question of a group's member."""

    slug: str
    script: Words | None
    help: Words | None
    widgets: Sequence[Widget]
    warnings: Sequence[Params]
    member: Words | None
    remove: str
    add: str
    next: bool


@dataclass(frozen=True)
class Task:
    """One section in the list at the side."""

    section: Section
    done: bool
    current: bool


@dataclass(frozen=True)
class Screen:
    """Everything that the template of a section needs."""

    section: Section
    lines: Sequence[Line]
    errors: Sequence[Params]
    tasks: Sequence[Task]
    complete: bool


def screen_of(running: Running, section: Section, asked: Sequence[Asked]) -> Screen:
    """Return the screen of one section with these places."""
    first_gap = next((one.place for one in asked if not running.path.answered(one.place)), None)
    tasks = tasks_of(running, section)
    return Screen(
        section,
        [_line(one, next_one=one.place is first_gap) for one in asked],
        [*error_list(asked), *_warning_links(asked)],
        tasks,
        all(task.done for task in tasks),
    )


def tasks_of(running: Running, current: Section | None) -> list[Task]:
    """Return every section, whether it is done, and which one is open.

    What the others ask is known only when the first is answered, so none is done before it.
    """
    first = running.journey.sections[0]
    known = running.path.complete(first)
    return [
        Task(
            each,
            done=running.path.complete(each) and bool(running.path.in_section(each)) and known,
            current=each is current,
        )
        for each in running.journey.sections
    ]


def _line(asked: Asked, *, next_one: bool) -> Line:
    place = asked.place
    group = place.group
    starts = group is not None and bool(place.item) and place.step is group.steps[0]
    return Line(
        slug=place.slug,
        script=place.step.script,
        help=place.step.help,
        widgets=_another(asked, group)
        if group and place.asks_for_more
        else widgets_of(asked, CONSOLE),
        warnings=warning_items([asked]),
        member=group.member.filled(number=place.number) if group and starts else None,
        remove=f"remove:{group.slug}:{place.item}" if group and starts else "",
        add=f"add:{group.slug}" if group and place.asks_for_more else "",
        next=next_one,
    )


def _another(asked: Asked, group: Group) -> Sequence[Widget]:
    """Ask "will anyone else visit?"; a "yes" that led to a blank member is not chosen again."""
    widgets = widgets_of(asked, CONSOLE)
    more = bool(group.items(asked.answers))
    for widget in widgets:
        legend = widget.params["fieldset"]["legend"]
        legend["text"] = str(group.title_more if more else group.title)
        if not asked.form[ANOTHER].typed:
            for item in widget.params["items"]:
                item["checked"] = item.get("checked") and item["value"] == "no"
    return widgets


def _warning_links(asked: Sequence[Asked]) -> list[dict[str, Any]]:
    return [
        {"text": item["text"], "href": f"#{item['id']}"}
        for item in warning_items([one for one in asked if one.warnings])
    ]
