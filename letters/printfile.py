"""A print file: many letters in one PDF, written out letter by letter.

Only the place where each object begins is kept, so a batch of any length takes the same memory.
Every letter starts on the front of a sheet, so two people's pages are never on one piece of paper.
The print file carries no reading structure, because a printer has no use for it.
"""

from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO, Self

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from letters.errors import EmptyLetter
from letters.geometry import PAGES_PER_SHEET, PAPER, points

_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_LEFT_OUT = frozenset({"/Parent", "/StructParents", "/Tabs", "/Annots", *_INHERITED})
_CATALOGUE, _TREE = 1, 2
_ROWS = 1_000  # of the table, written together
# A reader that shrinks pages to fit would move the address out of the envelope's window.
_WISHES = "/ViewerPreferences<</PrintScaling/None/Duplex/DuplexFlipLongEdge>>"
_BLANK = f"<</Type/Page/MediaBox[0 0 {points(PAPER.width):.4f} {points(PAPER.height):.4f}]"


@dataclass(frozen=True)
class PageSpan:
    """Where a letter is in the print file, pages counted from 1, its blank back left out."""

    first: int
    last: int


def joined(pdfs: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a print file of these letters piece by piece, as each letter is read.

    Raises EmptyLetter when there is none.
    """
    sink = _Sink()
    print_file = PrintFile(sink)  # type: ignore[arg-type]
    for pdf in pdfs:
        print_file.add(pdf)
        yield sink.taken()
    for _step in print_file.closing():
        yield sink.taken()


class _Sink:
    """Keeps what was written until it is taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._pieces.append(data)

    def taken(self) -> bytes:
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole


class PrintFile:
    """A print file being written, letter by letter. Close it, or use `with`, to finish it.

    `out` needs only `write`. A file left without its end, after an error, is no valid PDF.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._written = 0
        self._digest = sha256()
        self._starts = array("q", [0, 0])
        self._letters: array[int] = array("q")
        self._pages = 0
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()

    @property
    def pages(self) -> int:
        """How many pages are in the file so far, blank backs included."""
        return self._pages

    def add(self, pdf: bytes) -> PageSpan:
        """Write one letter and, when its last sheet has an empty back, a blank page."""
        with Pdf.open(BytesIO(pdf)) as opened:
            originals = [page.obj for page in opened.pages]
            if not originals:
                raise EmptyLetter("The PDF has no pages.")
            node = self.number()
            copier = Copier(self)
            kids = [self._add_page(page, node, copier) for page in originals]
            copier.finish()
        if len(kids) % PAGES_PER_SHEET:
            kids.append(self._add_blank(node))
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        self.write_object(
            node, f"<</Type/Pages/Parent {_TREE} 0 R/Count {len(kids)}/Kids[{listed}]>>".encode()
        )
        self._letters.append(node)
        first = self._pages + 1
        self._pages += len(kids)
        return PageSpan(first, first + len(originals) - 1)

    def close(self) -> None:
        """Write the page tree and the table of objects. Raises EmptyLetter when nothing is in."""
        for _step in self.closing():
            pass

    def closing(self) -> Iterator[None]:
        """Close in steps, since the table grows with the file; what was written may be taken away.

        Raises EmptyLetter when nothing is in.
        """
        if not self._letters:
            raise EmptyLetter("The print file has no letters.")
        kids = " ".join(f"{node} 0 R" for node in self._letters)
        tree = f"<</Type/Pages/Count {self._pages}/Kids[{kids}]>>"
        self.write_object(_TREE, tree.encode())
        self.write_object(_CATALOGUE, f"<</Type/Catalog/Pages {_TREE} 0 R{_WISHES}>>".encode())
        yield from self._write_table()

    def number(self) -> int:
        """Keep a number for an object that is written later."""
        self._starts.append(0)
        return len(self._starts)

    def write_object(self, number: int, body: bytes) -> None:
        """Write one object whole and note where it begins."""
        self._starts[number - 1] = self._written
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._written += len(data)

    def _add_page(self, page: Object, node: int, copier: "Copier") -> int:
        number = self.number()
        entries = {str(key): value for key, value in page.items() if str(key) not in _LEFT_OUT}
        for key in _INHERITED:
            value = _inherited(page, key)
            if value is not None:
                entries[key] = value
        inner = b"".join(_name(key) + copier.written(value) for key, value in entries.items())
        self.write_object(number, b"<</Parent %d 0 R%b>>" % (node, inner))
        return number

    def _add_blank(self, node: int) -> int:
        number = self.number()
        self.write_object(number, f"{_BLANK}/Resources<<>>/Parent {node} 0 R>>".encode())
        return number

    def _write_table(self) -> Iterator[None]:
        begins, count = self._written, len(self._starts) + 1
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for first in range(0, len(self._starts), _ROWS):
            some = self._starts[first : first + _ROWS]
            self._write(b"".join(b"%010d 00000 n \n" % start for start in some))
            yield
        mark = self._digest.hexdigest()[:32]
        trailer = f"trailer\n<</Size {count}/Root {_CATALOGUE} 0 R/ID[<{mark}><{mark}>]>>\n"
        self._write(trailer.encode())
        self._write(f"startxref\n{begins}\n%%EOF\n".encode())
        yield


class Copier:
    """Copies the objects a letter's pages use, each once, under new numbers."""

    def __init__(self, print_file: PrintFile) -> None:
        self._print_file = print_file
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: deque[tuple[int, Object]] = deque()

    def written(self, value: object) -> bytes:
        """Return a value in PDF syntax; an indirect object as a reference, copied by `finish`."""
        if isinstance(value, Object) and value.is_indirect:
            return b" %d 0 R" % self._number_of(value)
        return self._body(value)

    def finish(self) -> None:
        """Write every object that was referred to and is not written yet."""
        while self._waiting:
            number, value = self._waiting.popleft()
            self._print_file.write_object(number, self._body(value))

    def _number_of(self, value: Object) -> int:
        key = value.objgen
        if key not in self._numbers:
            self._numbers[key] = self._print_file.number()
            self._waiting.append((self._numbers[key], value))
        return self._numbers[key]

    def _body(self, value: object) -> bytes:
        match value:
            case None:
                return b" null"
            case bool():
                return b" true" if value else b" false"
            case Stream():
                return self._stream(value)
            case Dictionary():
                return self._dictionary(value)
            case Array():
                return b"[" + b"".join(self.written(item) for item in value) + b"]"
            case Object():
                return b" " + value.unparse()
            case _:
                return b" " + str(value).encode()

    def _dictionary(self, value: Object) -> bytes:
        inner = b"".join(_name(str(key)) + self.written(item) for key, item in value.items())
        return b"<<" + inner + b">>"

    def _stream(self, value: Stream) -> bytes:
        raw = value.read_raw_bytes()
        entries = [
            _name(str(key)) + self.written(item)
            for key, item in value.items()
            if str(key) != "/Length"
        ]
        head = b"<<%b/Length %d>>" % (b"".join(entries), len(raw))
        return head + b"\nstream\n" + raw + b"\nendstream"


def _name(key: str) -> bytes:
    return Name(key).unparse()


def _inherited(page: Object, key: str) -> Object | None:
    """Return a page's entry, its own or that of the nearest node above it."""
    node: Object | None = page
    while node is not None:
        if key in node:
            found: Object = node[key]
            return found
        node = node.get("/Parent")
    return None
