"""The fixed places at the top of a letter: who writes, the window, and the contact block."""

from letters.address import PostalAddress
from letters.errors import AddressTooLong, SenderTooLong
from letters.geometry import ADDRESS_INSET, ADDRESS_WINDOW, CONTACT_BLOCK, LOGO, NAME_TOP, points
from letters.ink import Element, Words
from letters.lines import ACCENT_SHARE, Column, baseline, broken, face_of, stacked
from letters.model import Fact, Sender
from letters.setting import WIDE, Setting
from letters.shaping import width_of
from letters.style import ADDRESS_STYLES, TextStyle

_LEFT = points(CONTACT_BLOCK.left)
_WIDTH = points(CONTACT_BLOCK.width)
_LABEL_SHARE = 0.5


def sender_name(sender: Sender, setting: Setting) -> list[Words]:
    """Set who writes in the space kept for a logo, below the printer's mark.

    Large print goes on to the right edge, where nothing else stands so high.
    """
    style = setting.style.name
    width = WIDE if setting.style.one_column else points(LOGO.width)
    lines = broken(sender.name, style, setting.fonts, width=width)
    if points(NAME_TOP) + len(lines) * style.leading > points(LOGO.bottom):
        raise SenderTooLong("sender's name at the head")
    if not lines:
        return []
    column = Column(points(LOGO.left), lines, style, setting.section.add("P"))
    return stacked(column, setting.fonts, top=points(NAME_TOP))


def window(address: PostalAddress, setting: Setting) -> list[Words]:
    """Set the address in the envelope's window, a size smaller when there are many lines."""
    for most_lines, style in ADDRESS_STYLES:
        entries = [
            broken(
                line, style, setting.fonts, width=points(ADDRESS_WINDOW.width - 2 * ADDRESS_INSET)
            )
            for line in address.lines
        ]
        if sum(map(len, entries)) <= most_lines:
            return _window_words(entries, style, setting)
    raise AddressTooLong("window of the envelope")


def _window_words(entries: list[list[str]], style: TextStyle, setting: Setting) -> list[Words]:
    block = setting.section.add("Div")
    # An accented capital on the first line touches the window's top edge from within.
    top = points(ADDRESS_WINDOW.top) + style.size * ACCENT_SHARE - baseline(style)
    words: list[Words] = []
    for lines in entries:
        column = Column(points(ADDRESS_WINDOW.left + ADDRESS_INSET), lines, style, block.add("P"))
        words += stacked(column, setting.fonts, top=top)
        top += len(lines) * style.leading
    return words


def contact_block(
    sender: Sender, facts: tuple[Fact, ...], setting: Setting
) -> tuple[list[Words], tuple[Fact, ...]]:
    """Set where to write, then the facts (telephone, date, reference); return what is left over.

    In one column a label stands over its value, and the facts for which the block has no more room
    are left over for the body. In two columns everything must fit, or SenderTooLong is raised.
    """
    words, top = _address_lines(sender, setting)
    label_width = _label_width(facts, setting)
    top += setting.style.item_gap if words else 0
    for index, fact in enumerate(facts):
        start = top + (setting.style.item_gap if words else 0)
        made, top = _fact(fact, setting, top=start, label_width=label_width)
        if setting.style.one_column and top > points(CONTACT_BLOCK.bottom):
            return words, facts[index:]
        setting.section.children += _elements(made)
        words += made
    if top > points(CONTACT_BLOCK.bottom):
        raise SenderTooLong("contact block")
    return words, ()


def _elements(words: list[Words]) -> list[Element]:
    return list(dict.fromkeys(ink.element for ink in words if ink.element is not None))


def _address_lines(sender: Sender, setting: Setting) -> tuple[list[Words], float]:
    style, top = setting.style.contact, points(CONTACT_BLOCK.top)
    words: list[Words] = []
    for line in sender.lines:
        lines = broken(line, style, setting.fonts, width=_WIDTH)
        if lines:
            column = Column(_LEFT, lines, style, setting.section.add("P"))
            words += stacked(column, setting.fonts, top=top)
            top += len(lines) * style.leading
    return words, top


def _label_width(facts: tuple[Fact, ...], setting: Setting) -> float:
    style = setting.style.contact_label
    face = face_of(style, setting.fonts)
    widest = max(
        (width_of(face.drawable(fact.label), face, style.size) for fact in facts), default=0
    )
    return min(widest + style.size, _WIDTH * _LABEL_SHARE)


def _fact(
    fact: Fact, setting: Setting, *, top: float, label_width: float
) -> tuple[list[Words], float]:
    """Set a label with its value beside or under it, read as one; return where the next begins."""
    style, fonts = setting.style, setting.fonts
    indent = 0 if style.one_column else label_width
    room = _WIDTH if style.one_column else label_width - style.contact.size / 2
    label = broken(fact.label, style.contact_label, fonts, width=room)
    value = broken(fact.value, style.contact, fonts, width=_WIDTH - indent)
    element = Element("P")
    left = Column(_LEFT, [*label, ""], style.contact_label, element)
    right = Column(_LEFT + indent, value, style.contact, element)
    leading = style.contact.leading
    below = top + len(label) * leading if style.one_column else top
    words = [*stacked(left, fonts, top=top)[: len(label)], *stacked(right, fonts, top=below)]
    return words, max(top + len(label) * leading, below + len(value) * leading)
