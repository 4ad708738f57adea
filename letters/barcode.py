"""The reference as a two-dimensional code for a scanner, made by zxing-cpp."""

from functools import lru_cache
from typing import Any, cast

import zxingcpp

from letters.errors import EmptyLetter, ReferenceTooLong
from letters.model import Symbology

# A square code of this many modules still has half a millimetre for each in its place.
MOST_MODULES = 38


@lru_cache(maxsize=512)
def squares(text: str, symbology: Symbology) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return the side in modules and the dark runs as (column, row, length).

    Raises ReferenceTooLong when the code would be too fine to scan from paper, EmptyLetter
    when there is no reference.
    """
    if not text:
        raise EmptyLetter("The letter has no reference to make a code of.")
    kind = getattr(zxingcpp.BarcodeFormat, symbology.value)
    shape = {"force_square": True} if symbology is Symbology.DATA_MATRIX else {}
    image = zxingcpp.create_barcode(text, kind, **shape).to_image(scale=1, add_quiet_zones=False)
    # The library's types do not say so, but its image is a buffer of rows of bytes.
    grid = cast(list[list[int]], memoryview(cast(Any, image)).tolist())
    if len(grid) > MOST_MODULES:
        raise ReferenceTooLong("code to scan")
    runs = [run for row, values in enumerate(grid) for run in _dark_runs(row, values)]
    return len(grid), tuple(runs)


def _dark_runs(row: int, values: list[int]) -> list[tuple[int, int, int]]:
    runs, start = [], None
    for column, value in enumerate([*values, 1]):
        if value == 0 and start is None:
            start = column
        elif value and start is not None:
            runs.append((start, row, column - start))
            start = None
    return runs
