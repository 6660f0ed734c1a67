"""Makes the two fonts of this folder from Adobe's Source Serif 4 and Source Sans 3 (SIL Open Font License 1.1, see OFL.txt):

    npm pack source-serif@4.5.1 source-sans@3.52.0     and unpack both
    python3 subset.py .../TTF/SourceSerif4Display-Semibold.ttf CardSerif.ttf "Card Serif"
    python3 subset.py .../TTF/SourceSans3-Semibold.ttf CardSans.ttf "Card Sans"

Needs fonttools (Debian: python3-fonttools). "Source" is a reserved font name, so what is changed here has another one.
"""
import sys

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

# Latin with its extensions and Vietnamese, combining marks, Greek, Cyrillic, punctuation, currencies, a few letter-like signs.
RANGES = [(0x20, 0x7E), (0xA0, 0x24F), (0x2BB, 0x2BC), (0x300, 0x30C), (0x323, 0x331), (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x491),
          (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x203A), (0x2044, 0x2044), (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122)]

# Pairs that are kept, six bytes each: those of plain letters first, then of the rest of Latin-1, then the others by how much they move.
PAIRS_MAX = 5000
FAINT_UNITS = 8


def main(source, target, family):
    font = TTFont(source, recalcTimestamp=False)
    kept = {code for first, last in RANGES for code in range(first, last + 1)}
    pairs = kerning_of(font, kept)

    options = Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "DSIG", "STAT", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)

    # Skia positions glyphs by the old kern table and not by GPOS, unless HarfBuzz does it for us.
    glyphs = set(font.getGlyphOrder())
    code_of = {glyph: code for code, glyph in reversed(font.getBestCmap().items())}
    strongest = sorted(
        ((pair, units) for pair, units in pairs.items() if set(pair) <= glyphs),
        key=lambda kern: (max(rareness(code_of[glyph]) for glyph in kern[0]), -abs(kern[1]), kern[0]))
    subtable = KernTable_format_0()
    subtable.version, subtable.coverage, subtable.tupleIndex = 0, 1, None
    subtable.apple = False
    subtable.kernTable = dict(strongest[:PAIRS_MAX])
    font["kern"] = newTable("kern")
    font["kern"].version, font["kern"].kernTables = 0, [subtable]

    for record in font["name"].names:
        text = {1: family, 3: f"{family} subset", 4: family, 6: family.replace(" ", "")}.get(record.nameID)
        if text:
            record.string = text
    font.save(target)
    print(f"{target}: {len(glyphs)} glyphs, {len(subtable.kernTable)} of {len(strongest)} pairs")


def rareness(code):
    return 0 if code < 0x80 or 0x2010 <= code <= 0x203A else 1 if code < 0x100 else 2


def kerning_of(font, kept):
    """The pairs of the GPOS feature "kern" between the characters that are kept, where they can be seen."""
    named = {glyph for code, glyph in font.getBestCmap().items() if code in kept}
    gpos = font["GPOS"].table
    lookups = {index for feature in gpos.FeatureList.FeatureRecord if feature.FeatureTag == "kern" for index in feature.Feature.LookupListIndex}
    pairs = {}
    for index in sorted(lookups):
        for subtable in gpos.LookupList.Lookup[index].SubTable:
            subtable = getattr(subtable, "ExtSubTable", subtable)
            for left, right, value in pairs_of(subtable, named):
                units = getattr(value, "XAdvance", 0) if value else 0
                pairs.setdefault((left, right), units)
    return {pair: units for pair, units in pairs.items() if abs(units) >= FAINT_UNITS}


def pairs_of(subtable, named):
    if subtable.LookupType != 2:
        return
    lefts = [glyph for glyph in subtable.Coverage.glyphs if glyph in named]
    if subtable.Format == 1:
        for glyph, pair_set in zip(subtable.Coverage.glyphs, subtable.PairSet):
            if glyph in named:
                yield from ((glyph, record.SecondGlyph, record.Value1) for record in pair_set.PairValueRecord if record.SecondGlyph in named)
        return
    first, second = subtable.ClassDef1.classDefs, subtable.ClassDef2.classDefs
    for left in lefts:
        records = subtable.Class1Record[first.get(left, 0)].Class2Record
        for right in named:
            yield left, right, records[second.get(right, 0)].Value1


if __name__ == "__main__":
    main(*sys.argv[1:])
