"""Dates and amounts in the words of English and Welsh, as they are said aloud.

The Welsh is a draft that awaits review by a Welsh speaker.
"""

_ENGLISH_DAYS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]
_WELSH_DAYS = [
    "cyntaf",
    "ail",
    "trydydd",
    "pedwerydd",
    "pumed",
    "chweched",
    "seithfed",
    "wythfed",
    "nawfed",
    "degfed",
    "unfed ar ddeg",
    "deuddegfed",
    "trydydd ar ddeg",
    "pedwerydd ar ddeg",
    "pymthegfed",
    "unfed ar bymtheg",
    "ail ar bymtheg",
    "deunawfed",
    "pedwerydd ar bymtheg",
    "ugeinfed",
    "unfed ar hugain",
    "ail ar hugain",
    "trydydd ar hugain",
    "pedwerydd ar hugain",
    "pumed ar hugain",
    "chweched ar hugain",
    "seithfed ar hugain",
    "wythfed ar hugain",
    "nawfed ar hugain",
    "degfed ar hugain",
    "unfed ar ddeg ar hugain",
]
_ENGLISH_MONTHS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)
# As they change after "o", the Welsh for "of".
_WELSH_MONTHS = {
    "Ionawr": "Ionawr",
    "Chwefror": "Chwefror",
    "Mawrth": "Fawrth",
    "Ebrill": "Ebrill",
    "Mai": "Fai",
    "Mehefin": "Fehefin",
    "Gorffennaf": "Orffennaf",
    "Awst": "Awst",
    "Medi": "Fedi",
    "Hydref": "Hydref",
    "Tachwedd": "Dachwedd",
    "Rhagfyr": "Ragfyr",
}
_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WELSH_UNITS = ["un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw"]
_WELSH_TENS = [
    "un deg",
    "dau ddeg",
    "tri deg",
    "pedwar deg",
    "pum deg",
    "chwe deg",
    "saith deg",
    "wyth deg",
    "naw deg",
]
_TEN = 10
_CENTURY = 100
_MILLENNIUM = 2000


def spoken_date(day: int, month: str, year: int, language: str) -> str:
    """Return "the fifth of December, twenty twenty-six", or nothing for what is no date."""
    if not 1 <= day <= len(_ENGLISH_DAYS) or not _MILLENNIUM <= year < _MILLENNIUM + _CENTURY:
        return ""
    if language == "cy":
        after_o = _WELSH_MONTHS.get(month)
        return f"{_welsh_day(day)} o {after_o}, {_welsh_year(year)}" if after_o else ""
    if month not in _ENGLISH_MONTHS:
        return ""
    return f"the {_ENGLISH_DAYS[day - 1]} of {month}, {_english_year(year)}"


def spoken_amount(pounds: int, pence: int, language: str, *, minus: bool) -> str:
    """Return an amount in pounds and pence: "12 pounds and 50 pence"."""
    if language == "cy":
        whole = "1 bunt" if pounds == 1 else f"{pounds} o bunnoedd"
        rest = f"{pence} {'geiniog' if pence == 1 else 'ceiniog'}"
        said = f"{whole} {_welsh_and(pence)} {rest}"
    else:
        whole = f"{pounds} {'pound' if pounds == 1 else 'pounds'}"
        rest = "1 penny" if pence == 1 else f"{pence} pence"
        said = f"{whole} and {rest}"
    if not pence or not pounds:
        said = rest if pence else whole
    return f"{'minws' if language == 'cy' else 'minus'} {said}" if minus else said


def _welsh_and(number: int) -> str:
    """Return "ac" before a number below a hundred that is said with a vowel (un, wyth), or "a"."""
    first = number // _TEN or number
    return "ac" if first in (1, 8) else "a"


def _welsh_day(day: int) -> str:
    ordinal = _WELSH_DAYS[day - 1]
    return f"{'yr' if ordinal.startswith(('a', 'u', 'w')) else 'y'} {ordinal}"


def _english_year(year: int) -> str:
    rest = year % _CENTURY
    if rest < _TEN:
        return "two thousand" + (f" and {_UNITS[rest - 1]}" if rest else "")
    return f"twenty {_english(rest)}"


def _english(number: int) -> str:
    if number <= len(_UNITS):
        return _UNITS[number - 1]
    tens, units = divmod(number, _TEN)
    return _TENS[tens - 2] + (f"-{_UNITS[units - 1]}" if units else "")


def _welsh_year(year: int) -> str:
    tens, units = divmod(year % _CENTURY, _TEN)
    words = ["dwy fil"]
    words += [_WELSH_TENS[tens - 1]] if tens else []
    words += [_WELSH_UNITS[units - 1]] if units else []
    return " ".join(words)
