"""Why a message did not go, in plain words for staff, by the code of whoever refused it.

The English sentence is what a message keeps as its `last_error`; `Words(last_error)` translates it.
"""

from __future__ import annotations

from app.i18n import Words, _

# Codes of Twilio's error dictionary, read in 2026.
_NOT_A_NUMBER = _("This is not a phone number that can get texts.")
_LANDLINE = _("This number is a landline, so it cannot get texts.")
_CANNOT_REACH = _("The phone could not be reached.")
OUR_SIDE = _("The text service is not set up to send this text.")

STOPPED = "21610"
OPTED_OUT = _("The person sent STOP, so no texts go to this number.")

# The sender, the account or the messaging service is wrong, whoever the text is for.
OUR_SET_UP = frozenset(
    {21212, 21601, 21603, 21606, 21608, 21609, 21659, 21660, 21661, 21701, 21703, 21705}
)

SUPPLIER: dict[str, Words] = {
    "21211": _NOT_A_NUMBER,
    "21217": _NOT_A_NUMBER,
    "21265": _NOT_A_NUMBER,
    "21266": _NOT_A_NUMBER,
    "21408": _("Texts to this country are not switched on."),
    STOPPED: OPTED_OUT,
    "21612": _CANNOT_REACH,
    "21614": _("This number is not a mobile, so it cannot get texts."),
    "21635": _LANDLINE,
    "21617": _("The text is too long."),
    "30003": _CANNOT_REACH,
    "30004": _("The phone network blocked the text."),
    "30005": _("This phone number is not in use."),
    "30006": _LANDLINE,
    "30007": _("The phone network blocked the text as unwanted."),
    "30036": _("The text waited too long at the text service and was not sent."),
    "30008": _("The phone network did not deliver the text. It did not say why."),
}
SUPPLIER_OTHER = _("The text service refused the text.")
NOT_DELIVERED = _("The text was not delivered.")

_ADDRESS = _("The address cannot be posted to. Check it with the person.")
LETTER: dict[str, Words] = {
    "missing_glyph": _("A name or word in the letter has a character we cannot print."),
    "too_many_pages": _("The letter is too long to print."),
    "does_not_fit": _("Something in the letter is too long for its place."),
    "address_too_long": _("The address is too long for the envelope window."),
    "address_no_fixed": _("There is no fixed address. Ask for a care-of address."),
    "address_last_line": _("The address does not end with a UK postcode or a country."),
    "address": _ADDRESS,
}
LETTER_OTHER = _("The letter cannot be printed as it stands.")

NO_CLEAR_ANSWER = _("The text service gave no clear answer, many times.")
NO_ANSWER = _("The text service did not take the text, many times.")
OUTSIDE_HOURS = _("It waits for the hours at which the person may be reached.")
NOT_IN_HOURS = _("It would be too late at the hours at which the person may be reached.")
NOT_CONFIRMED = _("It waits until somebody at this number says that the number is right.")
UNANSWERED = _("Nobody at this number said that the number is right.")
NOT_THEIRS = _("Whoever has this number says that it is not the person's.")
TOO_LATE = _("It was too late to send this.")
OVERTAKEN = _("Something newer about it was sent first.")
WISH_CHANGED = _("The person no longer wants this kind of message.")
POST_CAME_BACK = _("A letter came back from this address. Ask for a new one.")
NO_DETAILS = _("There is no mobile number or address to send it to.")
PLACE_CLOSED = _("The place where they collect post takes no post any more. Ask for another.")
NO_KIOSK = _("There is no kiosk any more where they collect letters. Ask for another place.")
NO_BIRTH_DATE = _("Nobody can read a letter at a kiosk without a date of birth. Ask for it.")
# By the reason that `wishes.reach` gives.
PLACE: dict[str, Words] = {
    "place-closed": PLACE_CLOSED,
    "no-kiosk": NO_KIOSK,
    "no-birth-date": NO_BIRTH_DATE,
}
NO_WORDING = _("It waits for a newer version of this program, which has its words.")
OUR_FAULT = _("Our own system failed on this message ({what}).")
FILE_FAULT = _("Our own system failed while it made this print file ({what}).")
STOPPED_OFTEN = _("Our own system stopped many times while it had this message.")


def supplier_words(code: str) -> Words:
    """Return why the supplier refused or could not deliver."""
    return SUPPLIER.get(code, SUPPLIER_OTHER)


def letter_words(code: str) -> Words:
    """Return why a letter cannot be printed."""
    if code.startswith("address"):
        return LETTER.get(code, _ADDRESS)
    return LETTER.get(code, LETTER_OTHER)
