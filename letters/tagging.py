"""The structure a screen reader follows, added to a drawn letter with pikepdf.

The drawing already holds marked content; this adds the tree that gives each mark its role and
language, the title, and the metadata that says the file is tagged.
"""

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from letters.characters import clean
from letters.compose import Composed
from letters.direction import right_to_left
from letters.glyphs import real_text
from letters.ink import HEADINGS, Element
from letters.model import Letter

# A longer letter has bookmarks.
_PAGES_AT_A_GLANCE = 4


def tagged(drawing: bytes, composed: Composed, letter: Letter) -> bytes:
    """Add structure, language, title and metadata; same input, same bytes."""
    with Pdf.open(BytesIO(drawing)) as pdf:
        _add_structure(pdf, composed.document)
        _add_description(pdf, letter)
        _name_characters(pdf)
        if len(pdf.pages) > _PAGES_AT_A_GLANCE:
            _add_bookmarks(pdf, composed.document)
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="1.7",
        )
    return out.getvalue()


def _add_structure(pdf: Pdf, document: Element) -> None:
    pages = [page.obj for page in pdf.pages]
    by_mark: list[dict[int, Object]] = [{} for _ in pages]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = _node(pdf, document, root, pages=pages, by_mark=by_mark)
    numbers = Array()
    for index, page in enumerate(pages):
        page.StructParents = index
        page.Tabs = Name.S
        held = Array([by_mark[index][number] for number in range(len(by_mark[index]))])
        numbers.append(index)
        numbers.append(pdf.make_indirect(held))
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = root


def _node(
    pdf: Pdf,
    element: Element,
    parent: Object,
    *,
    pages: Sequence[Object],
    by_mark: list[dict[int, Object]],
) -> Object:
    node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent))
    children = [_node(pdf, child, node, pages=pages, by_mark=by_mark) for child in element.children]
    for index, number in element.marks:
        children.append(Dictionary(Type=Name.MCR, Pg=pages[index], MCID=number))
        by_mark[index][number] = node
    node.K = Array(children)
    if element.language:
        node.Lang = String(element.language)
    if element.reads:
        node.ActualText = String(element.reads.replace("\u00a0", " ").strip())
    if element.spoken:
        node.Alt = String(clean(element.spoken))
    _add_attributes(node, element)
    return node


def _add_attributes(node: Object, element: Element) -> None:
    if element.attribute is not None:
        owner, name, value = element.attribute
        node.A = Dictionary({"/O": Name("/" + owner), "/" + name: Name("/" + value)})
    if element.box is not None:
        box = Array([round(edge, 3) for edge in element.box])
        node.A = Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)


def _add_bookmarks(pdf: Pdf, document: Element) -> None:
    """List the headings, those of each language under its first, to jump to."""
    with pdf.open_outline() as outline:
        for section in document.children:
            below = outline.root
            for element in section.children:
                if element.role in HEADINGS and element.marks:
                    item = OutlineItem(clean(element.title), element.marks[0][0])
                    below.append(item)
                    below = item.children if element.role == HEADINGS[0] else below


def _name_characters(pdf: Pdf) -> None:
    """Say in each font which characters its glyphs stand for."""
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font and "/ToUnicode" in item:
            table = item.ToUnicode.read_bytes()
            if (real := real_text(table)) != table:
                item.ToUnicode.write(real)


def _add_description(pdf: Pdf, letter: Letter) -> None:
    title, language = clean(letter.title), letter.language_pages[0].language
    author = clean(letter.sender.name)
    pdf.Root.Lang = String(language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, PrintScaling=Name("/None"))
    if right_to_left(language):
        pdf.Root.ViewerPreferences.Direction = Name.R2L
    written = f"D:{letter.date:%Y%m%d}000000Z"
    info = Dictionary(Title=title, Author=author, CreationDate=written, ModDate=written)
    pdf.trailer.Info = pdf.make_indirect(info)
    packet = pdf.make_stream(_metadata(title, author, day=letter.date.isoformat()).encode())
    packet.Type = Name.Metadata
    packet.Subtype = Name.XML
    pdf.Root.Metadata = packet


def _metadata(title: str, author: str, *, day: str) -> str:
    title, author = escape(title), escape(author)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
