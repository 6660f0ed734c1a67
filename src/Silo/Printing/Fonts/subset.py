"""Makes the four fonts of this folder from Adobe's Source Serif 4 (SIL Open Font License 1.1, see OFL.txt):

    npm pack source-serif@4.5.1      and unpack it
    python3 subset.py .../TTF/SourceSerif4-Regular.ttf LetterSerif-Regular.ttf       and so on for Bold, It, BoldIt

Needs fonttools (Debian: python3-fonttools). "Source" is a reserved font name, so what is changed here has another one.
"""
import sys

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# Latin with its extensions and Vietnamese, combining marks, Greek, Cyrillic, punctuation, currencies, a few letter-like signs and arrows.
RANGES = [(0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF),
          (0x2010, 0x2027), (0x202F, 0x203A), (0x2044, 0x2044), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122),
          (0x2190, 0x2193), (0x2212, 0x2212), (0x2260, 0x2265), (0x2713, 0x2713)]

# What HarfBuzz applies by itself to text; small capitals and the like are left out.
FEATURES = ["ccmp", "locl", "kern", "liga", "mark", "mkmk"]


def main(source, target):
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "STAT", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes={code for first, last in RANGES for code in range(first, last + 1)})
    subsetter.subset(font)

    style = target.rsplit("-", 1)[-1].removesuffix(".ttf")
    for record in font["name"].names:
        text = {1: "Letter Serif", 3: f"Letter Serif {style} subset", 4: f"Letter Serif {style}", 6: f"LetterSerif-{style}"}.get(record.nameID)
        if text:
            record.string = text
    font.save(target)
    print(f"{target}: {len(font.getGlyphOrder())} glyphs")


if __name__ == "__main__":
    main(*sys.argv[1:])
