using System.Globalization;
using System.Text;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Drafting;

/// <summary>
/// Decodes a letter as it arrives: UTF-8 or UTF-16 with a byte order mark, UTF-8 without one, else Windows-1252. What is no text is refused
/// with one line that says what to do.
/// </summary>
public static class LetterDecoder
{
    /// <summary>Largest letter, in bytes; a document may not have more either.</summary>
    public const int BytesMax = DocumentFile.BytesMax;

    private const int Windows1252 = 1252;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Files that people mistake for a letter's text, by their first bytes.
    private static readonly (byte[] Start, string Kind)[] OtherKinds =
    [
        ("%PDF"u8.ToArray(), "a PDF"),
        ("PK\u0003\u0004"u8.ToArray(), "a word processor's document or a ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "a document of an old word processor"),
        ("{\\rtf"u8.ToArray(), "a document in RTF"),
        ("<!DOCTYPE"u8.ToArray(), "a web page"),
        ("<html"u8.ToArray(), "a web page"),
    ];

    /// <summary>The text of a letter without byte order mark; or what is wrong with it.</summary>
    /// <param name="letter">The whole file; of a larger one its first <see cref="BytesMax"/> + 1 bytes suffice.</param>
    public static DecodedLetter Decode(ReadOnlySpan<byte> letter)
    {
        if (letter.Length > BytesMax)
        {
            return DecodedLetter.Refuse(string.Create(CultureInfo.InvariantCulture,
                $"is larger than {BytesMax / 1024} KB: shorten it, a letter has at most {ParsedFile.LetterCharsMax} characters"));
        }
        foreach (var (start, kind) in OtherKinds)
        {
            if (letter.StartsWith(start))
                return DecodedLetter.Refuse($"is {kind} and no plain text: save the letter as plain text in UTF-8");
        }

        var decoded = letter switch
        {
            [0xEF, 0xBB, 0xBF, .. var utf8] => DecodeUtf8(utf8),
            [0xFF, 0xFE, .. var utf16] => new(Encoding.Unicode.GetString(utf16), null),
            [0xFE, 0xFF, .. var utf16] => new(Encoding.BigEndianUnicode.GetString(utf16), null),
            _ => DecodeUtf8(letter),
        };
        return decoded.Text is { } text ? Check(text) : decoded;
    }

    private static DecodedLetter DecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new(StrictUtf8.GetString(bytes), null);
        }
        catch (DecoderFallbackException)
        {
            // Read as Windows-1252, a single broken byte would spoil every letter with an accent.
            return LineOfBrokenUtf8(bytes) is { } line
                ? DecodedLetter.Refuse($"has a broken character in line {line}: correct it, and save the letter as plain text in UTF-8")
                : new(CodePagesEncodingProvider.Instance.GetEncoding(Windows1252)!.GetString(bytes), null);
        }
    }

    // The line of the first invalid bytes of a text that is UTF-8 for the most part; null when it is another encoding.
    private static int? LineOfBrokenUtf8(ReadOnlySpan<byte> bytes)
    {
        var (valid, invalid, line, brokenLine) = (0, 0, 1, 0);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                invalid++;
                if (brokenLine == 0) brokenLine = line;
            }
            else if (!rune.IsAscii) valid++;
            else if (rune.Value == '\n') line++;
            bytes = bytes[length..];
        }
        return valid > invalid ? brokenLine : null;
    }

    private static DecodedLetter Check(string text)
    {
        // Page breaks come from old mail programs; other control characters come from files that are no text.
        if (text.AsSpan().IndexOfAnyExcept(TextCharacters.Allowed) is >= 0 and var at)
        {
            return DecodedLetter.Refuse(string.Create(CultureInfo.InvariantCulture,
                $"is no text (its character {at + 1} is U+{(int)text[at]:X4}): save the letter as plain text in UTF-8"));
        }
        return InvisibleText.HasVisible(text) ? new(text, null) : DecodedLetter.Refuse("is empty: write the letter into it");
    }

    private static class TextCharacters
    {
        public static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create(
            [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(c => c is '\t' or '\n' or '\r' or '\f' or '\u0085'
                || !char.IsControl(c))]);
    }
}

/// <summary>A decoded letter.</summary>
/// <param name="Text">The text; null when the file is refused.</param>
/// <param name="Problem">What is wrong with the file and what to do; null when it is text.</param>
public sealed record DecodedLetter(string? Text, string? Problem)
{
    internal static DecodedLetter Refuse(string problem) => new(null, problem);
}
