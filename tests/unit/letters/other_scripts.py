"""Sample letters in Arabic, Urdu, Punjabi and Polish.

They are samples to lay out, written for these tests. No translator has reviewed them, and none of
them is for use.
"""

from letters import (
    AmountLine,
    Amounts,
    CheckList,
    Fact,
    Facts,
    LetterText,
    NextSteps,
    Paragraph,
    ReferenceBox,
    Sender,
    Subheading,
)

PHONE = "0808 157 0100"
REFERENCE = "PV-4K7H-29MX"

ARABIC = LetterText(
    language="ar",
    heading="تم حجز زيارتك للسجن",
    salutation="السيدة سلمى حدّاد،",
    date_label="التاريخ",
    date_text="21 نوفمبر 2026",
    reference_label="رقم المرجع",
    page_line="صفحة {page} من {pages}",
    sender=Sender(name="زيارات السجون", contacts=(Fact("الهاتف", PHONE),)),
    parts=(
        Paragraph(
            "يمكنك زيارة السجين (Daniel Price) في سجن HMP Cardiff. احتفظ بهذه الرسالة. ستحتاج إلى "
            f"الرقم {REFERENCE} في يوم الزيارة."
        ),
        ReferenceBox(
            label="رقم المرجع الخاص بك",
            code_text=f"رمز تقرأه الآلة: {REFERENCE}",
            note="اذكر هذا الرقم عند الاتصال بنا.",
        ),
        Facts(
            (
                Fact("الموعد", "السبت 5 ديسمبر 2026، من 2:15pm إلى 4:15pm"),
                Fact("المكان", "HMP Cardiff, Knox Road, Cardiff, CF24 0UG"),
                Fact("الزوار", "سلمى حدّاد، Tomos Price (9 سنوات)"),
            )
        ),
        Subheading("ما الذي يحدث بعد ذلك"),
        NextSteps(
            (
                "كن في السجن قبل الساعة 1:30pm. هذا قبل 45 دقيقة من بدء الزيارة.",
                "يجب على كل بالغ إحضار بطاقة هوية تحمل صورة.",
                f"أخبر الموظفين برقم المرجع {REFERENCE}.",
            )
        ),
        CheckList(("جواز سفر أو رخصة قيادة", "عملة معدنية بقيمة £1 للخزانة")),
        Amounts(
            caption="ما احتسبناه",
            headings=("البند", "المبلغ", "المجموع الجاري"),
            lines=(
                AmountLine("الأجر", ("£1,200.50", "£1,200.50")),
                AmountLine("الإيجار", ("-£450.00", "£750.50")),
            ),
            closing=(AmountLine("المجموع", ("", "£750.50")),),
            note="هذا أقل من الحد الأقصى (£2,657).",
        ),
        Subheading("إذا لم تتمكن من الحضور"),
        Paragraph(f"اتصل بنا على {PHONE} في أقرب وقت ممكن (من 9am إلى 5pm)."),
    ),
)

URDU = LetterText(
    language="ur",
    heading="جیل میں آپ کی ملاقات طے ہو گئی ہے",
    salutation="محترمہ سلمیٰ حداد،",
    date_label="تاریخ",
    date_text="21 نومبر 2026",
    reference_label="حوالہ نمبر",
    page_line="صفحہ {page} از {pages}",
    sender=Sender(name="جیل کی ملاقاتیں", contacts=(Fact("ٹیلیفون", PHONE),)),
    parts=(
        Paragraph(
            f"آپ HMP Cardiff میں Daniel Price سے مل سکتی ہیں۔ یہ خط سنبھال کر رکھیں۔ آپ کا حوالہ نمبر {REFERENCE} ہے۔"
        ),
        ReferenceBox(
            label="آپ کا حوالہ نمبر",
            code_text=f"مشین کے پڑھنے کا کوڈ: {REFERENCE}",
            note="فون کرتے وقت یہ نمبر اپنے پاس رکھیں۔",
        ),
        Facts(
            (
                Fact("کب", "ہفتہ 5 دسمبر 2026، 2:15pm سے 4:15pm تک"),
                Fact("کہاں", "HMP Cardiff, CF24 0UG"),
            )
        ),
        Subheading("آگے کیا ہوگا"),
        NextSteps(
            (
                "دوپہر 1:30pm تک جیل پہنچ جائیں۔ یہ ملاقات سے 45 منٹ پہلے ہے۔",
                "ہر بالغ فرد تصویر والا شناختی کارڈ ساتھ لائے (پاسپورٹ بہتر ہے)۔",
            )
        ),
        Paragraph(f"اگر آپ نہیں آ سکتیں تو ہمیں {PHONE} پر فون کریں۔"),
    ),
)

PUNJABI = LetterText(
    language="pa",
    heading="ਤੁਹਾਡੀ ਜੇਲ੍ਹ ਮੁਲਾਕਾਤ ਬੁੱਕ ਹੋ ਗਈ ਹੈ",
    salutation="ਪਿਆਰੇ ਸਿਮਰਨ ਸਿੰਘ",
    date_label="ਮਿਤੀ",
    date_text="21 ਨਵੰਬਰ 2026",
    reference_label="ਹਵਾਲਾ ਨੰਬਰ",
    page_line="ਪੰਨਾ {page} / {pages}",
    parts=(
        Paragraph(
            f"ਤੁਸੀਂ HMP Cardiff ਵਿੱਚ Daniel Price ਨੂੰ ਮਿਲ ਸਕਦੇ ਹੋ। ਇਹ ਚਿੱਠੀ ਸੰਭਾਲ ਕੇ ਰੱਖੋ। ਤੁਹਾਡਾ ਹਵਾਲਾ {REFERENCE} ਹੈ।"
        ),
        Facts((Fact("ਕਦੋਂ", "ਸ਼ਨੀਵਾਰ 5 ਦਸੰਬਰ 2026, 2:15pm"),)),
    ),
)

POLISH = LetterText(
    language="pl",
    heading="Wizyta w więzieniu jest zarezerwowana",
    salutation="Szanowna Pani Świętosławo Żółć",
    date_label="Data",
    date_text="21 listopada 2026",
    reference_label="Numer sprawy",
    page_line="Strona {page} z {pages}",
    parts=(Paragraph("Zażółć gęślą jaźń: proszę zachować ten list i przynieść go ze sobą."),),
)
