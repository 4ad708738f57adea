"""A section as it is drawn: the script beside each question, the members of groups, the task list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.i18n import Words
from app.journeys.asking import Asked
from app.journeys.definition import Group, Section
from app.journeys.path import ANOTHER, Place
from app.journeys.questions import Question
from app.web.drawing import CONSOLE, Params
from app.web.runner import Running
from app.web.widgets import Widget, error_list, warning_items, widgets_of


@dataclass(frozen=True)
class Line:
    """One place on the screen. `member` stands over the first question of a group's member.

    `title` stands over a place that asks several questions.
    """

    slug: str
    title: Words | None
    in_group: bool
    script: Words | None
    help: Words | None
    widgets: Sequence[Widget]
    warnings: Sequence[Params]
    member: Words | None
    remove: str
    add: str
    add_words: Words | None
    next: bool


@dataclass(frozen=True)
class Task:
    """One section in the list at the side.

    One that is not `asked` may still come: an earlier answer decides it.
    """

    section: Section
    asked: bool
    done: bool
    current: bool


@dataclass(frozen=True)
class Screen:
    """Everything that the template of a section needs.

    Where it `previews`, the page may show at once what the answers being typed would lead to. It
    may not where that would look people up in a record with every key.
    """

    section: Section
    lines: Sequence[Line]
    errors: Sequence[Params]
    tasks: Sequence[Task]
    previews: bool


def screen_of(running: Running, section: Section, asked: Sequence[Asked]) -> Screen:
    """Return the screen of one section with these places."""
    first_gap = next((one.place for one in asked if not running.path.answered(one.place)), None)
    return Screen(
        section,
        [_line(one, next_one=one.place is first_gap) for one in asked],
        [*_errors(asked), *_warning_links(asked)],
        tasks_of(running, section),
        not any(step.guarded for step in section.steps()),
    )


def tasks_of(running: Running, current: Section | None) -> list[Task]:
    """Return the sections that are asked, and those that a question not yet answered may bring."""
    path, tasks = running.path, []
    gap = path.first_unanswered()
    for section in running.journey.sections:
        asked = bool(path.in_section(section))
        may_come = gap is not None and _stands_after(running, section, gap)
        if asked or may_come or section is current:
            done = asked and path.complete(section)
            tasks.append(Task(section, asked, done, section is current))
    return tasks


def _stands_after(running: Running, section: Section, place: Place) -> bool:
    sections = running.journey.sections
    return sections.index(section) > sections.index(place.section)


def _line(asked: Asked, *, next_one: bool) -> Line:
    place = asked.place
    group = place.group
    starts = group is not None and bool(place.item) and place.step is group.steps[0]
    return Line(
        slug=place.slug,
        title=_title(asked),
        in_group=bool(place.item),
        script=place.step.script,
        help=place.step.help,
        widgets=_another(asked, group)
        if group and place.asks_for_more
        else widgets_of(asked, CONSOLE),
        warnings=warning_items([asked]),
        member=group.member.filled(number=place.number) if group and starts else None,
        remove=f"remove:{group.slug}:{place.item}" if group and starts else "",
        add=f"add:{group.slug}" if group and place.asks_for_more else "",
        add_words=group.add if group and place.asks_for_more else None,
        next=next_one,
    )


def _title(asked: Asked) -> Words | None:
    """Return the heading of a place that asks several questions; a lone one heads itself."""
    questions = [field for field in asked.form if isinstance(field, Question)]
    return asked.place.step.title.filled(number=asked.place.number) if len(questions) > 1 else None


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


def _errors(asked: Sequence[Asked]) -> list[Params]:
    """Return the lines of the error summary; where two are alike each says which it is about."""
    lines = error_list(asked)
    texts = [line["text"] for line in lines]
    if len(set(texts)) == len(texts):
        return lines
    labels = {
        widget.params["name"]: _label(widget)
        for one in asked
        for widget in widgets_of(one, CONSOLE)
    }
    return [
        {**line, "text": f"{_about(line, labels)}: {line['text']}"}
        if texts.count(line["text"]) > 1 and _about(line, labels)
        else line
        for line in lines
    ]


def _label(widget: Widget) -> str:
    params = widget.params
    return str(
        params["label"]["text"] if "label" in params else params["fieldset"]["legend"]["text"]
    )


def _about(line: Params, labels: Mapping[str, str]) -> str:
    """Return the label of the question whose box a line leads to."""
    box = line["href"].removeprefix("#")
    return next((labels[name] for name in labels if box == name or box.startswith(f"{name}-")), "")


def _warning_links(asked: Sequence[Asked]) -> list[dict[str, Any]]:
    return [
        {"text": item["text"], "href": f"#{item['id']}"}
        for item in warning_items([one for one in asked if one.warnings])
    ]
