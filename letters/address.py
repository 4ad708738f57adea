"""An address the post can use: three to seven lines, checked as GOV.UK Notify checks them (2026).

The last line is a UK postcode, a BFPO number or a country. Lines are tidied (spaces, trailing
commas, invisible characters, the postcode's form); nothing else is changed. What cannot be posted
is refused with a named error.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from letters.characters import clean
from letters.countries import COUNTRIES, UNITED_KINGDOM, folded
from letters.errors import (
    CountryAfterForces,
    ForbiddenStart,
    NoFixedAddress,
    NoPostcodeOrCountry,
    NothingToRead,
    TooFewLines,
    TooManyLines,
)

LEAST_LINES = 3
MOST_LINES = 7
FORBIDDEN_STARTS = '@()=[]"\\/,<>~'

# Royal Mail's postcode areas, with BF (forces), BX and the Crown dependencies.
_AREA_NAMES = """
AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL
DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY
L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S
SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR
WS WV YO ZE
"""
_AREAS = frozenset(_AREA_NAMES.split())
_POSTCODE = re.compile(r"([A-Z]{1,2})([0-9][0-9A-Z]?)([0-9][ABD-HJLNP-UW-Z]{2})")
_FORCES = re.compile(r"B\.?F\.?P\.?O\.?\s*(?:c/o\s*)?([0-9]{1,4})", re.IGNORECASE)
_NO_FIXED = re.compile(r"\bno[\s-]*fixed[\s-]*(abode|address)\b|^\W*n\W*f\W*a\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class PostalAddress:
    """An address that passed the rules. Build it with `parse`, which is what checks it."""

    lines: tuple[str, ...]
    postcode: str | None = None
    forces_number: str | None = None
    country: str | None = None

    @classmethod
    def parse(cls, lines: Iterable[str]) -> "PostalAddress":
        """Check and tidy the lines, the recipient's name first. Empty lines do not count, and an
        error's line number counts only the lines that are kept.

        Raises a subclass of AddressError: NoFixedAddress, TooFewLines, TooManyLines,
        ForbiddenStart, NothingToRead, CountryAfterForces or NoPostcodeOrCountry.
        """
        kept = _without_home_country(_tidied(lines))
        _refuse_no_fixed_address(kept)
        forces = _forces_number(kept)
        _check_count(kept)
        _check_lines(kept)
        if forces is not None:
            return _forces_address(kept, forces)
        return _civil_address(kept)

    @property
    def international(self) -> bool:
        """Whether it leaves by international post (BFPO does not)."""
        return self.country is not None and self.postcode is None

    def __str__(self) -> str:
        return "\n".join(self.lines)


def uk_postcode(text: str) -> str | None:
    """Return the postcode in its written form ("SW1A 1AA"), or None when it is not one."""
    packed = "".join(text.split()).upper()
    if packed == "GIR0AA":
        return "GIR 0AA"
    match = _POSTCODE.fullmatch(packed)
    if match is None or match[1] not in _AREAS:
        return None
    return f"{match[1]}{match[2]} {match[3]}"


def _tidied(lines: Iterable[str]) -> list[str]:
    pieces = (clean(piece) for line in lines for piece in line.splitlines())
    trimmed = (re.sub(r"\s+,", ",", piece).rstrip(", ") for piece in pieces)
    return [piece for piece in trimmed if piece]


def _without_home_country(lines: list[str]) -> list[str]:
    """Drop "United Kingdom" and the like from under a postcode: it is not needed within the UK."""
    if len(lines) > 1 and folded(lines[-1]) in UNITED_KINGDOM and uk_postcode(lines[-2]):
        if any(_FORCES.fullmatch(line) for line in lines):
            raise CountryAfterForces("A BFPO address has no country line.", line=len(lines))
        return lines[:-1]
    return lines


def _refuse_no_fixed_address(lines: list[str]) -> None:
    for number, line in enumerate(lines, start=1):
        if _NO_FIXED.search(line):
            raise NoFixedAddress("Nothing can be posted to no fixed address.", line=number)


def _check_count(lines: list[str]) -> None:
    if len(lines) < LEAST_LINES:
        said = f"{len(lines)} lines; an address has at least {LEAST_LINES}."
        raise TooFewLines(said, count=len(lines), least=LEAST_LINES)
    if len(lines) > MOST_LINES:
        said = f"{len(lines)} lines; an address has at most {MOST_LINES}."
        raise TooManyLines(said, count=len(lines), most=MOST_LINES)


def _check_lines(lines: list[str]) -> None:
    for number, line in enumerate(lines, start=1):
        if line[0] in FORBIDDEN_STARTS:
            said = "A line begins with a sign the sorter refuses."
            raise ForbiddenStart(said, line=number, sign=line[0])
        if number <= 2 and not any(c.isalnum() for c in line):
            raise NothingToRead("The line has no letter or digit.", line=number)


def _forces_number(lines: list[str]) -> str | None:
    """Return the BFPO number if a line is one; a country may not follow it."""
    found = [match[1] for line in lines if (match := _FORCES.fullmatch(line))]
    if not found:
        return None
    if folded(lines[-1]) in COUNTRIES | UNITED_KINGDOM:
        raise CountryAfterForces("A BFPO address has no country line.", line=len(lines))
    return found[-1]


def _forces_address(lines: list[str], number: str) -> PostalAddress:
    postcode = uk_postcode(lines[-1])
    if postcode is None and not _FORCES.fullmatch(lines[-1]):
        raise NoPostcodeOrCountry("The last line is not BFPO or a postcode.", line=len(lines))
    written = [f"BFPO {number}" if _FORCES.fullmatch(line) else line for line in lines]
    if postcode is not None:
        written[-1] = postcode
    return PostalAddress(tuple(written), postcode=postcode, forces_number=number)


def _civil_address(lines: list[str]) -> PostalAddress:
    last = lines[-1]
    postcode = uk_postcode(last)
    if postcode is not None:
        return PostalAddress((*lines[:-1], postcode), postcode=postcode)
    if folded(last) not in COUNTRIES:
        raise NoPostcodeOrCountry("The last line is not a postcode or country.", line=len(lines))
    above = uk_postcode(lines[-2])
    return PostalAddress(tuple(lines), postcode=above, country=last)
