"""Names for invented people: common ones as often as they are met, and a long tail of rare ones.

The weights are rough: how many of 10,000 people in England and Wales bear a surname or, among
adults, a first name. They shape search trials and are no statistics.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random

_SURNAMES = """
Smith:126 Jones:75 Williams:49 Taylor:59 Davies:37 Brown:56 Wilson:39 Evans:31 Thomas:31 Johnson:37
Roberts:32 Walker:34 Wright:34 Robinson:32 Thompson:31 White:34 Hughes:24 Edwards:30 Green:30 Lewis:26
Wood:30 Harris:29 Martin:28 Jackson:29 Clarke:29 Turner:28 Hill:26 Cooper:27 Ward:26 Morris:26
Moore:25 Clark:24 Lee:24 King:25 Baker:24 Harrison:23 Morgan:22 Allen:22 James:22 Patel:22 Scott:21
Phillips:21 Watson:20 Davis:20 Parker:20 Price:19 Bennett:19 Young:19 Griffiths:17 Mitchell:18
Kelly:17 Cook:18 Carter:18 Richardson:18 Bailey:18 Collins:17 Bell:17 Shaw:17 Murphy:16 Miller:16
Cox:16 Khan:20 Richards:15 Marshall:15 Anderson:16 Simpson:15 Ellis:15 Adams:15 Singh:16 Begum:9
Wilkinson:15 Foster:14 Chapman:14 Powell:13 Webb:13 Rogers:13 Gray:13 Mason:13 Ali:15 Hunt:13
Hussain:13 Campbell:13 Matthews:12 Owen:12 Palmer:12 Holmes:12 Mills:12 Barnes:12 Knight:12 Lloyd:11
Butler:12 Russell:12 Barker:11 Fisher:11 Stevens:11 Jenkins:11 Murray:11 Dixon:11 Harvey:11 Graham:11
Pearson:11 Ahmed:13 Fletcher:10 Walsh:10 Kaur:11 Gibson:10 Howard:10 Andrews:10 Stewart:10 Elliott:10
Reynolds:9 Ford:9 Payne:9 Fox:9 Pearce:9 Day:9 Brooks:9 West:9 Lawrence:9 Cole:9 Atkinson:9 Bradley:9
Spencer:9 Gill:9 Dawson:8 Watts:8 Burton:8 Rees:8 Hart:8 Wells:8 Parry:7 Pritchard:7 Bowen:6 Nowak:5
O'Brien:6 O'Connor:5 O'Neill:5 MacDonald:5 McCarthy:5 Kowalski:4 Okafor:3 Adeyemi:3 Mensah:3 Chowdhury:5
Rahman:5 Sharma:5 Shah:6 Akhtar:5 Iqbal:5 Mahmood:5 Popescu:3 Silva:4 Santos:3 Costa:3 Nguyen:4 Chen:4
Wong:4 Wang:3 Hassan:4 Mohamed:5 Abdi:3 Osman:3 Yilmaz:2 Kaya:2 Ivanov:2 Rossi:2 Schmidt:1 Dubois:1
Probert:3 Prosser:3 Gwynne:1 ap-Rhys:1 Llewellyn:4 Vaughan:6 Meredith:3 Tudor:1 Cadwaladr:1 Siân-Huws:1
"""
_TAIL_STARTS = [
    "Ash",
    "Alder",
    "Beck",
    "Birch",
    "Black",
    "Brad",
    "Brom",
    "Burn",
    "Cald",
    "Carl",
    "Chat",
    "Clay",
    "Comb",
    "Cran",
    "Crow",
    "Dal",
    "Dun",
    "East",
    "Elm",
    "Fair",
    "Farn",
    "Fen",
    "Gold",
    "Graf",
    "Hal",
    "Hart",
    "Hath",
    "Hazel",
    "Hol",
    "Horn",
    "Kel",
    "Kirk",
    "Lang",
    "Lin",
    "Long",
    "Mar",
    "Mel",
    "Nor",
    "Oak",
    "Pen",
    "Rad",
    "Red",
    "Ring",
    "Roth",
    "Row",
    "Rush",
    "Sed",
    "Shel",
    "Stan",
    "Sut",
    "Thorn",
    "Up",
    "Wal",
    "Wem",
    "West",
    "Whit",
    "Win",
    "Wool",
    "Wor",
    "Yar",
]
_TAIL_ENDS = [
    "bourne",
    "bridge",
    "brook",
    "by",
    "combe",
    "croft",
    "den",
    "field",
    "ford",
    "ham",
    "hurst",
    "ley",
    "man",
    "mere",
    "more",
    "ridge",
    "shaw",
    "stead",
    "stone",
    "thwaite",
    "ton",
    "ward",
    "well",
    "wick",
    "wood",
    "worth",
]
_TAIL_SHARE = 0.68
_DOUBLE_SHARE = 0.025

_FIRST_NAMES = """
David:30 John:28 Paul:24 Michael:23 Andrew:20 Mark:20 James:24 Stephen:17 Peter:17 Robert:17 Richard:14
Christopher:18 Daniel:17 Matthew:15 Thomas:15 Anthony:12 Ian:12 William:11 Simon:10 Jack:11 Joshua:10
Ryan:8 Mohammed:12 Gareth:6 Huw:3 Rhys:6 Owain:2 Ifan:2 Dylan:5 Callum:5 Connor:5 Liam:7 Sean:5
Susan:17 Margaret:15 Sarah:18 Patricia:12 Christine:11 Karen:12 Julie:12 Elizabeth:11 Helen:10 Claire:11
Emma:13 Nicola:10 Rebecca:10 Laura:10 Rachel:9 Lisa:9 Michelle:8 Samantha:8 Charlotte:9 Jessica:9 Emily:8
Chloe:8 Sophie:8 Hannah:7 Amy:7 Lauren:6 Bethan:4 Cerys:3 Ffion:3 Nia:4 Siân:4 Angharad:2 Eleri:2
Fatima:6 Aisha:5 Priya:3 Sunita:3 Manpreet:3 Gurpreet:3 Ngozi:2 Chidi:2 Kwame:2 Adaeze:1 Agnieszka:3
Katarzyna:3 Piotr:3 Tomasz:3 Elena:3 Ioana:2 Mehmet:2 Zeynep:2 Linh:2 Wei:2 Mei:2 Hodan:2 Abdirahman:2
José:2 María:2 Chloë:1 Zoë:2 Jean-Paul:1 Mary-Ann:1 D'Arcy:1
"""


def _weighed(text: str) -> tuple[list[str], list[int]]:
    pairs = [word.split(":") for word in text.split()]
    return [name for name, _ in pairs], list(accumulate(int(weight) for _, weight in pairs))


SURNAMES, _SURNAME_WEIGHTS = _weighed(_SURNAMES)
FIRST_NAMES, _FIRST_NAME_WEIGHTS = _weighed(_FIRST_NAMES)


def draw_last_name(chance: Random) -> str:
    """Return one surname: usually a common one, often a rare one, sometimes two with a hyphen."""
    if chance.random() < _DOUBLE_SHARE:
        return f"{_single(chance)}-{_single(chance)}"
    return _single(chance)


def draw_first_names(chance: Random) -> str:
    """Return one first name, or now and then two."""
    first = chance.choices(FIRST_NAMES, cum_weights=_FIRST_NAME_WEIGHTS)[0]
    if chance.random() < 0.12:
        return f"{first} {chance.choices(FIRST_NAMES, cum_weights=_FIRST_NAME_WEIGHTS)[0]}"
    return first


def _single(chance: Random) -> str:
    if chance.random() < _TAIL_SHARE:
        return chance.choice(_TAIL_STARTS) + chance.choice(_TAIL_ENDS)
    return chance.choices(SURNAMES, cum_weights=_SURNAME_WEIGHTS)[0]
