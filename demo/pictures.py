"""The README's pictures: some of the album's, made small enough for a repository."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

# The picture in docs/pictures, the picture in the album, and its width there in pixels.
CHOSEN = (
    ("console-desk", "console-desk", 1000),
    ("console-section", "console-section-visitors", 1000),
    ("console-check", "console-check", 1000),
    ("console-application", "console-application", 860),
    ("console-worklist", "console-worklist", 1000),
    ("console-request", "console-request", 1000),
    ("kiosk-welcome", "kiosk-welcome", 540),
    ("kiosk-question", "kiosk-name", 540),
    ("kiosk-times", "kiosk-times", 540),
    ("kiosk-finish", "kiosk-finish", 540),
    ("demo-phone", "demo-phone", 560),
    ("letter", "letter-english-caller-1", 800),
    ("console-verdict", "console-legal-aid-living", 1000),
    ("kiosk-exit", "kiosk-exit", 540),
    ("console-inbox", "console-inbox", 1000),
    ("console-safe-contact", "console-safe-contact", 1000),
    ("check-in", "check-in", 1000),
    ("letter-large-print", "letter-large-print-1", 800),
)
COLOURS = 160
TALLEST = 1.8  # times the width; what is lower is cut off
LARGEST = 200_000  # bytes


def publish(album: Path, folder: Path) -> list[Path]:
    """Write the chosen pictures into a folder and return them; raise ValueError at a large one."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_shrink(album / f"{source}.png", folder / f"{name}.png", width) for name, source, width in CHOSEN]  # fmt: skip


def _shrink(source: Path, target: Path, width: int) -> Path:
    with Image.open(source) as picture:
        height = min(picture.height, round(picture.width * TALLEST))
        top = picture.convert("RGB").crop((0, 0, picture.width, height))
    size = (width, round(height * width / top.width))
    small = top.resize(size, Image.Resampling.LANCZOS)
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    if target.stat().st_size > LARGEST:
        raise ValueError(f"{target.name} has {target.stat().st_size} bytes")
    return target
