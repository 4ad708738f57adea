"""The people of the walk, all invented: two who call and two who stand at a kiosk."""

from __future__ import annotations

from datetime import date

from demo.booking import Booking, Home, Somebody

DANIEL = Somebody("Daniel", "Ashworth", date(1988, 3, 12))

ENGLISH_CALLER = Booking(
    prison="LEI",
    number="A1234BC",
    prisoner=DANIEL,
    lead=Somebody("Joanna", "Pike", date(1991, 11, 30)),
    others=(Somebody("Toby", "Pike", date(2016, 9, 2)),),
    times=(1, 3, 5),
    support="A wheelchair space, for Joanna.",
    mobile="07700 900744",
    home=Home("Flat 2, 18 Mill Street", "Wakefield", "WF1 2AB"),
)
WELSH_CALLER = Booking(
    prison="LEI",
    number="X1521JH",
    prisoner=Somebody("Kwame", "Asante", date(1985, 3, 28)),
    lead=Somebody("Eleri", "Griffiths", date(1979, 6, 14)),
    times=(2, 4, 6),
    mobile="07700 900321",
    home=Home("3 Heol y Bont", "Aberystwyth", "SY23 1AB"),
)
ENGLISH_VISITOR = Booking(
    prison="CFI",
    number="V9400JG",
    prisoner=Somebody("Yusuf", "Abdirahman", date(1993, 8, 23)),
    lead=Somebody("Leila", "Abdirahman", date(1990, 2, 3)),
    times=(1,),
    mobile="07700 900654",
)
WELSH_VISITOR = Booking(
    prison="CFI",
    number="X3715DP",
    prisoner=Somebody("Rhys", "Llewellyn", date(1979, 4, 24)),
    lead=Somebody("Megan", "Llewellyn", date(1982, 1, 19)),
    others=(Somebody("Elin", "Llewellyn", date(2019, 5, 7)),),
    times=(3,),
    mobile="07700 900187",
)
