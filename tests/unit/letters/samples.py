"""Letters with invented people for the tests, in English and in Welsh then English."""

from datetime import date
from pathlib import Path

from letters import (
    Bullets,
    Fact,
    Facts,
    Fonts,
    Letter,
    LetterText,
    NextSteps,
    Paragraph,
    PostalAddress,
    ReferenceBox,
    Sender,
    Subheading,
)

FONT_FOLDER = Path(__file__).parents[3] / "var" / "fonts"
FONTS = Fonts.load(FONT_FOLDER)
REFERENCE = "PV-4K7H-29MX"
ADDRESS = PostalAddress.parse(
    ["Ms Angharad Price", "Flat 2", "14 Example Street", "Cardiff", "CF10 1AA"]
)
SENDER = Sender(
    name="Prison visits",
    lines=("Prison Visits Booking", "PO Box 900", "Manchester", "M1 1AA"),
    contacts=(
        Fact("Telephone", "0808 157 0100"),
        Fact("Open", "Monday to Friday, 9am to 5pm"),
    ),
)
WELSH_SENDER = Sender(
    name="Ymweliadau â charchardai",
    lines=("Prison Visits Booking", "PO Box 900", "Manceinion", "M1 1AA"),
    contacts=(
        Fact("Ffôn", "0808 157 0100"),
        Fact("Ar agor", "Dydd Llun i ddydd Gwener, 9am i 5pm"),
    ),
)
ENGLISH = LetterText(
    language="en",
    heading="Your prison visit is booked",
    salutation="Dear Ms Price",
    date_label="Date",
    date_text="21 November 2026",
    reference_label="Your reference",
    parts=(
        Paragraph(
            "You can visit Daniel Price at HMP Cardiff. You asked us to write because you do not "
            "use the internet. Keep this letter and bring it with you."
        ),
        ReferenceBox(
            label="Your reference",
            code_text=f"Code to scan when you arrive: {REFERENCE}",
            note="Show this at the visitor centre.",
        ),
        Facts(
            (
                Fact("When", "Saturday 5 December 2026, 2pm to 4pm"),
                Fact("Where", "HMP Cardiff, Knox Road, Cardiff, CF24 0UG"),
                Fact("Who you will see", "Daniel Price, A1234BC"),
                Fact("Visitors", "Angharad Price, Rhŷs Price (age 9)"),
            )
        ),
        Subheading("What happens next"),
        NextSteps(
            (
                "Arrive at the visitor centre by 1:15pm. If you are late you may not get in.",
                "Show photo identity. Everyone aged 16 or over needs it.",
                "Put phones, bags and coats in a locker. You need a £1 coin.",
            )
        ),
        Subheading("If you cannot come"),
        Paragraph(
            "Call us on 0808 157 0100 as soon as you can and give your reference. Someone else can "
            "then use the visit."
        ),
    ),
)
WELSH = LetterText(
    language="cy",
    heading="Mae eich ymweliad â’r carchar wedi’i drefnu",
    salutation="Annwyl Ms Price",
    date_label="Dyddiad",
    date_text="21 Tachwedd 2026",
    reference_label="Eich cyfeirnod",
    page_line="Tudalen {page} o {pages}",
    sender=WELSH_SENDER,
    parts=(
        Paragraph(
            "Gallwch ymweld â Daniel Price yng Ngharchar Caerdydd. Cadwch y llythyr hwn a dewch ag "
            "ef gyda chi. Os oes angen dŵr neu gymorth arnoch, gofynnwch yn y tŷ ymwelwyr."
        ),
        ReferenceBox(
            label="Eich cyfeirnod",
            code_text=f"Cod i’w sganio pan fyddwch yn cyrraedd: {REFERENCE}",
            note="Dangoswch hwn yn y ganolfan ymwelwyr.",
        ),
        Facts(
            (
                Fact("Pryd", "Dydd Sadwrn 5 Rhagfyr 2026, 2pm tan 4pm"),
                Fact("Ble", "Carchar Caerdydd, Heol Knox, Caerdydd, CF24 0UG"),
                Fact("Pwy fyddwch yn ei weld", "Daniel Price, A1234BC"),
                Fact("Ymwelwyr", "Angharad Price, Rhŷs Price (9 oed)"),
            )
        ),
        Subheading("Beth sy’n digwydd nesaf"),
        NextSteps(
            (
                "Cyrhaeddwch y ganolfan ymwelwyr erbyn 1:15pm.",
                "Dangoswch brawf adnabod â llun. Mae ei angen ar bawb sy’n 16 oed neu’n hŷn.",
                "Rhowch ffonau, bagiau a chotiau mewn locer. Bydd angen darn £1 arnoch.",
            )
        ),
        Subheading("Os na allwch ddod"),
        Paragraph(
            "Ffoniwch ni ar 0808 157 0100 cyn gynted â phosibl a rhowch eich cyfeirnod. Yna gall "
            "rhywun arall ddefnyddio’r ymweliad."
        ),
    ),
)


def letter(*texts: LetterText, address: PostalAddress = ADDRESS, **other: object) -> Letter:
    """The sample letter in these languages (English when none is named)."""
    given = {"reference": REFERENCE, "sender": SENDER, "title": "Your prison visit"} | other
    return Letter(
        address=address, date=date(2026, 11, 21), language_pages=texts or (ENGLISH,), **given
    )


def english(*parts: object, heading: str = "A heading") -> Letter:
    """A short English letter of these parts."""
    text = LetterText(
        language="en",
        heading=heading,
        date_label="Date",
        date_text="21 November 2026",
        reference_label="Your reference",
        parts=parts,
    )
    return letter(text)


BULLETS = Bullets(("a passport", "a driving licence"))
