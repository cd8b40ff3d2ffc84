#!/usr/bin/env python3
"""Writes src/AdvancedAlchemy.Marten/Slugs/{ascii,latin}-foldings.tsv from Python's Unicode database.

.NET does not normalise text when globalization is invariant (many containers, this repository), and a slug must not depend on
that setting. So the ASCII part of every code point's NFKD form is kept as data. A line is a first code point in hex, then the
texts of that code point and its successors, separated by tabs; a space is written \\s.
"""
import pathlib, unicodedata

# Latin: usual respellings. Cyrillic: ICAO Doc 9303 part 3 section 6. Greek: ISO 843 (ELOT 743) without its pair rules.
LETTERS = """
ß ss ø o đ d ð d ł l æ ae œ oe þ th ı i ħ h ŋ n ĸ k ŧ t ſ s ƒ f ǝ e ə e ɛ e ɔ o ɣ g ǥ g ƀ b ɓ b ƃ b ƈ c ȼ c ɖ d ɗ d ƌ d ɇ e
ɠ g ɨ i ɩ i ȷ j ɉ j ƙ k ƚ l ɫ l ɲ n ƞ n ɵ o ƥ p ɍ r ɽ r ȿ s ʃ sh ƫ t ƭ t ʈ t ⱦ t ʉ u ʊ u ʋ v ƿ w ƴ y ɏ y ȝ y ƶ z ȥ z ɀ z ʒ z ⱥ a
ɑ a ʌ v ꜳ aa ꜵ ao ꝏ oo × x
а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ ie ы y э e ю iu
я ia є ie і i ґ g ѕ dz ј j љ lj њ nj ћ c ђ d џ dz ѣ ie ѳ f ѵ y
α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
""".split()
TABLE = dict(zip(LETTERS[::2], LETTERS[1::2]))
# the micro sign is not a Greek word's mu, and "us" for microseconds is what people type
SPECIAL = {"µ": "u", "♯": "#", "\u0085": " ", "\u2028": " ", "\u2029": " "}


def ascii_part(text):
    return text.encode("ascii", "ignore").decode()


def fold(char):
    if char in SPECIAL:
        return SPECIAL[char]
    decomposed = unicodedata.normalize("NFKD", char)
    folded = "".join(c if c.isascii() else TABLE.get(c, TABLE.get(c.lower(), "")) for c in decomposed)
    return "-" if not folded and unicodedata.category(char) == "Pd" else folded


def write(name, mapping):
    blocks = []
    for code in sorted(mapping):
        if not blocks or code - blocks[-1][-1] > 12:
            blocks.append([])
        blocks[-1].append(code)
    lines = ["%x\t%s" % (b[0], "\t".join(mapping.get(c, "").replace(" ", "\\s") for c in range(b[0], b[-1] + 1))) for b in blocks]
    folder = pathlib.Path(__file__).parent.parent / "src/AdvancedAlchemy.Marten/Slugs"
    (folder / name).write_text("\n".join(lines) + "\n", encoding="ascii")


codes = [c for c in range(128, 0x110000) if not 0xD800 <= c <= 0xDFFF]
exact = {c: t for c in codes if (t := ascii_part(unicodedata.normalize("NFKD", chr(c))))}
latin = {c: t for c in codes if (t := fold(chr(c))) and t != exact.get(c)}
write("ascii-foldings.tsv", exact)
write("latin-foldings.tsv", latin)
