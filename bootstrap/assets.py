"""Copies the front-end files and the letter fonts from node_modules into the ignored folder var/.

WhiteNoise serves var/assets at /assets. The GDS Transport font and the crown are for gov.uk hosts
only, so neither is copied: the style sheets are rewritten to the open font that we call Alongside
Sans.
"""

import gzip
import re
import shutil
from pathlib import Path

from bootstrap.stamps import ROOT, VAR, SetupError, hash_of, is_current, say, write_stamp

MODULES = ROOT / "node_modules"
GOVUK = MODULES / "govuk-frontend/dist/govuk"
MOJ = MODULES / "@ministryofjustice/frontend/moj"
WEB_FONT = MODULES / "@fontsource/noto-sans"
LETTER_FONT = MODULES / "@expo-google-fonts/noto-sans"
ARABIC_FONT = MODULES / "@expo-google-fonts/noto-sans-arabic"
GURMUKHI_FONT = MODULES / "@expo-google-fonts/noto-sans-gurmukhi"

STYLES = {
    "govuk/govuk-frontend.min.css": GOVUK / "govuk-frontend.min.css",
    "moj/moj-frontend.min.css": MOJ / "moj-frontend.min.css",
}
SCRIPTS = {
    "govuk/govuk-frontend.min.js": GOVUK / "govuk-frontend.min.js",
    "moj/moj-frontend.min.js": MOJ / "moj-frontend.min.js",
}
LETTER_FONTS = {
    "NotoSans-Regular.ttf": LETTER_FONT / "400Regular/NotoSans_400Regular.ttf",
    "NotoSans-Bold.ttf": LETTER_FONT / "700Bold/NotoSans_700Bold.ttf",
    "NotoSansArabic-Regular.ttf": ARABIC_FONT / "400Regular/NotoSansArabic_400Regular.ttf",
    "NotoSansArabic-Bold.ttf": ARABIC_FONT / "700Bold/NotoSansArabic_700Bold.ttf",
    "NotoSansGurmukhi-Regular.ttf": GURMUKHI_FONT / "400Regular/NotoSansGurmukhi_400Regular.ttf",
    "NotoSansGurmukhi-Bold.ttf": GURMUKHI_FONT / "700Bold/NotoSansGurmukhi_700Bold.ttf",
    "LICENSE.txt": LETTER_FONT / "LICENSE_FONT",
    "LICENSE-Arabic.txt": ARABIC_FONT / "LICENSE_FONT",
    "LICENSE-Gurmukhi.txt": GURMUKHI_FONT / "LICENSE_FONT",
}
# Which characters each file of the web font holds, as its own unicode.json has it.
# Welsh needs latin-ext, for ŵ and ŷ.
UNICODE_RANGES = {
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,"
    "U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
}
WEIGHTS = (400, 700)
FONT_STYLE = "fonts/alongside-sans.css"

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*GDS Transport[^}]*\}")
CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*")
# A see-through picture in the crest's place: "none" would turn a mask into a solid block.
NO_PICTURE = "linear-gradient(transparent,transparent)"
ASSET_URL = re.compile(r"url\([\"']?([^)\"']+)[\"']?\)")


def make_assets(*, node_hash: str) -> None:
    """Fill var/assets and var/fonts unless current. Raises SetupError when a file is missing."""
    stamp = VAR / "stamps/assets"
    value = hash_of([Path(__file__)], node_hash)
    if is_current(stamp, value) and all(path.is_file() for path in _outputs()):
        return
    say("Copying style sheets, scripts and fonts into var/")
    fresh = VAR / "assets.new"
    shutil.rmtree(fresh, ignore_errors=True)
    _copy_scripts_and_pictures(fresh)
    _copy_web_font(fresh)
    _write_styles(fresh)
    _compress(fresh)
    _swap(fresh, VAR / "assets")
    for name, source in LETTER_FONTS.items():
        _copy(source, VAR / "fonts" / name)
    write_stamp(stamp, value)


def adapt_style(css: str) -> str:
    """A style sheet without the GDS font, the crest or the address of a source map."""
    css = SOURCE_MAP.sub("", FONT_FACE.sub("", css)).replace("GDS Transport", '"Alongside Sans"')
    return CREST.sub(NO_PICTURE, css)


def font_faces() -> str:
    """The @font-face rules of Alongside Sans: two weights, each in two files by character range."""
    return "".join(
        '@font-face{font-family:"Alongside Sans";font-style:normal;'
        f"font-weight:{weight};font-display:fallback;"
        f'src:url(/assets/fonts/noto-sans-{subset}-{weight}.woff2) format("woff2");'
        f"unicode-range:{characters}}}\n"
        for weight in WEIGHTS
        for subset, characters in UNICODE_RANGES.items()
    )


def _outputs() -> list[Path]:
    names = [*STYLES, *SCRIPTS, FONT_STYLE]
    return [VAR / "assets" / name for name in names] + [
        VAR / "fonts" / name for name in LETTER_FONTS
    ]


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise SetupError(
            f"{source.relative_to(ROOT)} is missing: remove node_modules and try again"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _copy_scripts_and_pictures(folder: Path) -> None:
    for name, source in SCRIPTS.items():
        _copy(source, folder / name)
        (folder / name).write_text(SOURCE_MAP.sub("", (folder / name).read_text()))
    for picture in sorted((MOJ / "assets/images").glob("icon-*.svg")):
        _copy(picture, folder / "images" / picture.name)


def _copy_web_font(folder: Path) -> None:
    for weight in WEIGHTS:
        for subset in UNICODE_RANGES:
            source = WEB_FONT / f"files/noto-sans-{subset}-{weight}-normal.woff2"
            _copy(source, folder / f"fonts/noto-sans-{subset}-{weight}.woff2")
    _copy(WEB_FONT / "LICENSE", folder / "fonts/LICENSE.txt")


def _write_styles(folder: Path) -> None:
    (folder / FONT_STYLE).write_text(font_faces())
    for name, source in STYLES.items():
        _copy(source, folder / name)
        (folder / name).write_text(adapt_style((folder / name).read_text()))
    for name in [*STYLES, FONT_STYLE]:
        _check_addresses(folder, name)


def _check_addresses(folder: Path, name: str) -> None:
    """Raise SetupError when a style sheet points at a file that we do not serve."""
    for address in ASSET_URL.findall((folder / name).read_text()):
        if address.startswith("data:"):
            continue
        if (
            not address.startswith("/assets/")
            or not (folder / address.removeprefix("/assets/")).is_file()
        ):
            raise SetupError(f"{name} points at {address}, which is not among the copied files")


def _compress(folder: Path) -> None:
    """Put a .gz beside each text file; WhiteNoise sends it to browsers that accept it."""
    for path in [*folder.rglob("*.css"), *folder.rglob("*.js"), *folder.rglob("*.svg")]:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def _swap(fresh: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    fresh.rename(place)
